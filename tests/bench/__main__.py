"""Measure the app as ``make serve`` starts it against the numbers to reach: ``python -m tests.bench [--json]``."""

import argparse
import json
import sys

from playwright.sync_api import sync_playwright

from tests.bench.measures import measures
from tests.driving import launch, serving


def main() -> int:
    """Measure and print; 0 whatever was measured."""
    parser = argparse.ArgumentParser("python -m tests.bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the measures as JSON instead of a table")
    parser.add_argument("--steps", type=int, default=300, help="how many steps of each kind (300)")
    asked = parser.parse_args()
    with serving() as server, sync_playwright() as playwright:
        browser = launch(playwright)
        found = measures(browser, server, asked.steps)
        browser.close()
    if asked.json:
        print(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=1))
    else:
        print(f"{'what':<58}{'measured':>12}{'target':>12}")
        for one in found:
            print(one.line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
