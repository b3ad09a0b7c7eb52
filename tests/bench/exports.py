"""How long exports take: a slide, an image and a deck of every month. Run: ``python -m tests.bench.exports``.

Each is made once to warm up (outlines, the browser), then a few times; the median counts. Seconds of the clock stand
beside seconds of the processor, which other work on the machine disturbs less.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date

from dashboard.asked.state import ViewState
from dashboard.config import Settings
from dashboard.export.deck import Series, deck_file
from dashboard.export.files import make
from dashboard.export.order import Order
from dashboard.export.request import Request, steps
from geodata.record import load
from tests.period import FIRST, LAST

TARGETS = {"png": 1.0, "svg": 1.0, "pdf": 1.0, "pptx": 1.0, "deck of every month": 60.0}
"""Seconds, of DESIGN section 6."""
LARGEST_DECK = 20e6
ROUNDS = 5


def timed(work: Callable[[], bytes], rounds: int) -> dict[str, float]:
    """Median seconds by the clock and of this process, and the size in bytes."""
    clock, processor, size = [], [], 0
    for _ in range(rounds):
        before = time.perf_counter(), time.process_time()
        size = len(work())
        clock.append(time.perf_counter() - before[0])
        processor.append(time.process_time() - before[1])
    return {"clock": statistics.median(clock), "processor": statistics.median(processor), "bytes": size}


def main() -> int:
    """Measure and print; 1 if a target is missed."""
    record = load(Settings().record_dir)
    order = Order(ViewState(on=date(2023, 11, 14)), "A marking")
    whole = ViewState(after=FIRST, until=LAST)
    series = Series.of(record, Order(whole), steps(record, whole, "month"))
    found: dict[str, dict[str, float]] = {}
    for kind in ("pptx", "png", "svg", "pdf"):
        asked = Request.of(order, kind)
        make(record, asked)
        found[kind] = timed(lambda asked=asked: make(record, asked), ROUNDS)
    found["deck of every month"] = timed(lambda: deck_file(series), 1)
    print(json.dumps({"sheets": len(series.days), **found}, indent=1))
    missed = [name for name, seen in found.items() if seen["clock"] > TARGETS[name]]
    missed += ["size of the deck"] if found["deck of every month"]["bytes"] > LARGEST_DECK else []
    print("missed: " + ", ".join(missed) if missed else "every target is met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
