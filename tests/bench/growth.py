"""Measure what a larger record costs, and write ``docs/measured-growth.md`` with its plot: ``make growth``.

The product, and plain SVG beside it, on records that have been grown. ``--again`` writes the page anew from the numbers
of the last run.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Playwright, sync_playwright

from dashboard.figures.map.drawn import Drawn
from geodata.record import load
from tests.bench import growth_page, memory
from tests.bench.contestants import ALL
from tests.bench.grown import grow, lengthen
from tests.bench.machine import load as load_of_machine
from tests.bench.machine import machine
from tests.bench.results import Run, Samples
from tests.bench.session import middle_and_tail, session
from tests.driving import CHROMIUMS, launch
from tests.made_incidents import imported_into, many_incidents

KEPT = Path(__file__).parent / "results/growth.json"


@dataclass(frozen=True, slots=True)
class Size:
    """A record that has been grown."""

    name: str
    places: int = 1
    """How many times the places; each has as many claims as one of ours."""
    years: int = 1
    """How many times the years."""
    incidents: int = 0
    """Of other data sets, imported beside the record: plain SVG draws none."""


SIZES = (
    Size("1 ×"),
    Size("10 ×", places=10),
    Size("100 ×", places=100),
    Size("2 × years", years=2),
    Size("10,000 incidents", incidents=10_000),
    Size("100,000 incidents", incidents=100_000),
)
MEASURED = tuple(one for one in ALL if one.key in ("product", "svg"))
STARTS = (31, 93)
"""Months from which it is stepped."""
VISITS = 5
"""First visits."""
Row = dict[str, float | str]


@dataclass(kw_only=True)
class Growth(Run):
    """Everything behind the page of growth."""

    rows: list[Row] = field(default_factory=list)
    """One for every size and contestant."""


def main() -> int:
    """Measure and write; 0 whatever was measured."""
    parser = argparse.ArgumentParser("python -m tests.bench.growth", description=__doc__)
    parser.add_argument("--again", action="store_true", help="write the page from the numbers of the last run")
    if not parser.parse_args().again:
        with sync_playwright() as playwright:
            _all_sizes(playwright).save(KEPT)
    found = Growth.read(KEPT)
    growth_page.write(found.machine, found.rows, found.loads, found.minutes)
    print(f"{growth_page.PAGE} and {growth_page.PLOT.name} are written")
    return 0


def _all_sizes(playwright: Playwright) -> Growth:
    began = time.monotonic()
    browser = launch(playwright, names=CHROMIUMS)
    found = Growth(machine=machine(browser.version))
    browser.close()
    for size in SIZES:
        print(f"{time.strftime('%H:%M:%S')} {size.name}", file=sys.stderr, flush=True)
        found.loads.append(load_of_machine())
        with tempfile.TemporaryDirectory() as folder:
            grow(size.places, Path(folder))
            counts = _counts(Path(folder))
            lengthen(Path(folder), size.years)
            counts["claims"] *= size.years
            if size.incidents:
                imported_into(Path(folder), many_incidents(size.incidents, load(Path(folder))))
            found.rows += [{"size": size.name, **counts, **row} for row in _measured(playwright, folder, size)]
    found.minutes = (time.monotonic() - began) / 60
    return found


def _counts(folder: Path) -> Row:
    record = load(folder)
    drawn = Drawn.of(record)
    return {"points": len(drawn.points), "areas": len(drawn.areas), "claims": record.counts()["claims"]}


def _measured(playwright: Playwright, folder: str, size: Size) -> Iterator[Row]:
    """A row for each contestant: they visit in turns, and then step in turns."""
    measured = [one for one in MEASURED if one.is_product or not size.incidents]
    samples: dict[str, Samples] = {one.key: {} for one in measured}
    with ExitStack() as stack:
        served = {one.key: stack.enter_context(one.serve(RECORD_DIR=folder)) for one in measured}
        for start in (*[None] * VISITS, *STARTS):
            for one in measured:
                with session(playwright, one, served[one.key], years=size.years) as browser:
                    if start is None:
                        browser.visit("first")
                    else:
                        browser.steps(browser.open(), start)
                for measure, values in browser.samples.items():
                    samples[one.key].setdefault(measure, []).extend(values)
        for one in measured:
            middle, tail = middle_and_tail(samples[one.key]["step, painted"])
            yield {
                "contestant": one.key,
                "start": served[one.key].seconds,
                "worker": memory.largest_worker(served[one.key].pid),
                "step": middle,
                "step p95": tail,
                "first": median(samples[one.key]["first usable"]),
                "bytes": median(samples[one.key]["first bytes"]),
            }


if __name__ == "__main__":
    sys.exit(main())
