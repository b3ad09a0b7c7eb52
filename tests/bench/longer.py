"""Run a module with more years than the record has: ``python -m tests.bench.longer TIMES MODULE [ARGUMENTS]``."""

import runpy
import sys

from geodata import dates


def lengthen(times: int) -> None:
    """Let the record end later. Before any other module of ours is loaded: they take the last day from ``dates``."""
    years = times * (dates.LAST.year + 1 - dates.FIRST.year)
    dates.LAST = dates.LAST.replace(year=dates.FIRST.year + years - 1)
    dates.DAYS = dates.day_index(dates.LAST) + 1


if __name__ == "__main__":
    _, asked, module, *sys.argv[1:] = sys.argv
    lengthen(int(asked))
    runpy.run_module(module, run_name="__main__", alter_sys=True)
