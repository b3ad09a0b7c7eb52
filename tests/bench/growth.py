"""What a larger record costs: the product, and plain SVG beside it, on a record that has been grown."""

import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Playwright

from dashboard.config import Settings
from dashboard.frames import Drawn
from geodata.record import load
from tests.bench import memory
from tests.bench.contestants import ALL, Contestant
from tests.bench.grown import grow
from tests.bench.results import Results
from tests.bench.session import middle_and_tail, session

SIZES = (("10 ×", 10, 1), ("100 ×", 100, 1), ("2 × changes", 1, 2))
"""What a record is called, how many times the places, and how many times the claims of each."""
MEASURED = tuple(one for one in ALL if one.key in ("product", "svg"))
STARTS = (31, 93)
"""Months from which it is stepped."""
VISITS, PATIENCE = 5, 15
"""First visits, unless they have taken this many seconds together."""
Row = dict[str, float | str | None]


def growth(playwright: Playwright, results: Results) -> list[Row]:
    """A row for every size and contestant; the record as it is has been measured already."""
    found = [{"size": "1 ×", **_counts(Settings().record_dir), **_known(one, results)} for one in MEASURED]
    for size, times, changes in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            grow(times, Path(folder), changes=changes)
            counts = _counts(Path(folder))
            found += [{"size": size, **counts, **_measured(playwright, one, folder)} for one in MEASURED]
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


def _measured(playwright: Playwright, contestant: Contestant, folder: str) -> Row:
    samples: dict[str, list[float]] = {}
    with contestant.serve(RECORD_DIR=folder) as served:
        began = time.monotonic()
        while len(samples.get("first usable", [])) < VISITS and time.monotonic() - began < PATIENCE:
            with session(playwright, contestant, served) as one:
                one.visit("first")
            for measure, values in one.samples.items():
                samples.setdefault(measure, []).extend(values)
        with session(playwright, contestant, served) as one:
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
