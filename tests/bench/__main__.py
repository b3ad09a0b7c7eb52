"""Measure the product and its rivals in turns and write ``docs/measured.md``: ``make bench``.

``--only product,leaflet`` measures these and prints, without touching the page; ``--again`` writes the page anew from
the numbers of the last run.
"""

import argparse
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Playwright, sync_playwright

from tests.bench import memory, report
from tests.bench.colours import colours, compare
from tests.bench.contestants import ALL, PRODUCT, RIVALS, Contestant
from tests.bench.machine import load, machine
from tests.bench.results import Results, Samples
from tests.bench.session import session
from tests.driving import CHROMIUMS, Served, launch

KEPT = Path(__file__).parent / "results/measured.json"
LEAST_ROUNDS = 5


def main() -> int:
    """Measure and write; 0 whatever was measured."""
    parser = argparse.ArgumentParser("python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=LEAST_ROUNDS, help="how often each is measured (5)")
    parser.add_argument("--only", default="", help="keys of those to measure, by comma; prints only")
    parser.add_argument("--again", action="store_true", help="write the page from the numbers of the last run")
    asked = parser.parse_args()
    if asked.again:
        report.write(Results.read(KEPT))
        return 0
    with sync_playwright() as playwright:
        results = measured(playwright, asked.rounds, asked.only.split(",") if asked.only else [one.key for one in ALL])
        if asked.only:
            _print(results)
            return 0
    results.save(KEPT)
    report.write(results)
    print(f"{report.PAGE} is written")
    return 0


def measured(playwright: Playwright, rounds: int, keys: list[str]) -> Results:
    """All rounds of these contestants, one after the other in each round."""
    began = time.monotonic()
    browser = launch(playwright, names=CHROMIUMS)
    results = Results(machine=machine(browser.version), rounds=rounds)
    browser.close()
    contestants = [one for one in ALL if one.key in keys]
    with ExitStack() as stack:
        served = {one.key: stack.enter_context(one.serve()) for one in contestants}
        if keys == [one.key for one in ALL]:
            _tell_the_same(playwright, served)
        for number in range(rounds):
            for one in contestants:
                _say(f"round {number + 1} of {rounds}: {one.name}")
                results.add(one.key, _started(one) if number else {"server start": [served[one.key].seconds]})
                results.loads.append(load())
                with session(playwright, one, served[one.key]) as found:
                    results.add(one.key, found.round(number))
                results.add(one.key, _server(served[one.key]))
    results.minutes = (time.monotonic() - began) / 60
    return results


def _tell_the_same(playwright: Playwright, served: dict[str, Served]) -> None:
    _say("do all show the same?")
    with session(playwright, PRODUCT, served[PRODUCT.key]) as one:
        ours = colours(one)
    for rival in RIVALS:
        _say(f"  {rival.name}")
        with session(playwright, rival, served[rival.key]) as one:
            compare(rival.name, colours(one), ours)


def _started(contestant: Contestant) -> Samples:
    """Seconds that another server of the same kind needs until it answers and, of the product, to its first image."""
    with contestant.serve() as served:
        samples = {"server start": [served.seconds]}
        if contestant.is_product:
            began = time.perf_counter()
            with urlopen(f"{served.url}brief.png?view=map") as answer:
                answer.read()
            samples["first png"] = [time.perf_counter() - began]
    return samples


def _server(served: Served) -> dict[str, list[float]]:
    return {
        "server memory": [memory.of_workers(served.pid)],
        "server memory, exports": [memory.of_server(served.pid)],
        "worker memory": [memory.largest_worker(served.pid)],
    }


def _print(results: Results) -> None:
    for key, samples in results.samples.items():
        for measure in samples:
            middle, tail = results.middle(key, measure), results.tail(key, measure)
            print(f"{key:<12}{measure:<34}{middle:>10.4g}{tail:>10.4g}{len(samples[measure]):>6}")


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
