"""What a larger record costs: the product, and plain SVG beside it, on a record that has been grown."""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Playwright

from dashboard.config import Settings
from dashboard.frames import Drawn
from geodata.record import load
from tests.bench import memory
from tests.bench.contestants import ALL, Contestant
from tests.bench.grown import grow, lengthen
from tests.bench.results import Results
from tests.bench.session import middle_and_tail, session


@dataclass(frozen=True, slots=True)
class Size:
    """A record that has been grown."""

    name: str
    places: int = 1
    """How many times the places; each has as many claims as one of ours."""
    claims: int = 1
    """How many times the claims of each place."""
    years: int = 1
    """How many times the years."""


SIZES = (Size("10 ×", places=10), Size("100 ×", places=100), Size("2 × changes", claims=2), Size("2 × years", years=2))
MEASURED = tuple(one for one in ALL if one.key in ("product", "svg"))
STARTS = (31, 93)
"""Months from which it is stepped."""
VISITS, PATIENCE = 5, 8
"""First visits, unless they have taken this many seconds together."""
Row = dict[str, float | str | None]


def growth(playwright: Playwright, results: Results) -> list[Row]:
    """A row for every size and contestant; the record as it is has been measured already."""
    found = [{"size": "1 ×", **_counts(Settings().record_dir), **_known(one, results)} for one in MEASURED]
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            grow(size.places, Path(folder), changes=size.claims)
            counts = _counts(Path(folder))
            if size.years > 1:
                counts["claims"] = lengthen(Path(folder), size.years)
            found += [
                {"size": size.name, **counts, **_measured(playwright, one, folder, size.years)} for one in MEASURED
            ]
    return found


def _known(contestant: Contestant, results: Results) -> Row:
    measures = {
        "start": "server start",
        "worker": "worker memory",
        "step": "step, painted",
        "first": "first usable",
        "bytes": "first bytes",
    }
    found = {name: results.middle(contestant.key, measure) for name, measure in measures.items()}
    tail = results.tail(contestant.key, "step, painted")
    return found | {"contestant": contestant.key, "step p95": tail, "visits": results.rounds}


def _counts(folder: Path) -> Row:
    record = load(folder)
    drawn = Drawn.of(record)
    return {"points": len(drawn.points), "areas": len(drawn.communes), "claims": len(record.claims)}


def _measured(playwright: Playwright, contestant: Contestant, folder: str, years: int) -> Row:
    samples: dict[str, list[float]] = {}
    with contestant.serve(years=years, RECORD_DIR=folder) as served:
        began = time.monotonic()
        while len(samples.get("first usable", [])) < VISITS and time.monotonic() - began < PATIENCE:
            with session(playwright, contestant, served, years=years) as one:
                one.visit("first")
            for measure, values in one.samples.items():
                samples.setdefault(measure, []).extend(values)
        with session(playwright, contestant, served, years=years) as one:
            page = one.open()
            for start in STARTS:
                one.steps(page, start)
        worker = memory.largest_worker(served.pid)
    middle, tail = middle_and_tail(one.samples["step, painted"])
    return {
        "contestant": contestant.key,
        "start": served.seconds,
        "worker": worker,
        "step": middle,
        "step p95": tail,
        "first": median(samples["first usable"]),
        "visits": len(samples["first usable"]),
        "bytes": median(samples["first bytes"]),
    }
