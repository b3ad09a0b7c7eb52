"""A minute of use, by the clock, with all contestants open at once: what each asks of its server meanwhile."""

import time
from collections.abc import Mapping
from contextlib import ExitStack

from playwright.sync_api import Page, Playwright

from tests.bench.contestants import ALL
from tests.bench.session import DAYS, Session, session
from tests.driving import Served

SECONDS = 60


def requests_in_a_minute(playwright: Playwright, served: Mapping[str, Served]) -> dict[str, float]:
    """Requests to the server by contestant, while it is stepped every second and zoomed every ten."""
    with ExitStack() as stack:
        open_ = [stack.enter_context(session(playwright, one, served[one.key])) for one in ALL]
        pages = [(one, one.open()) for one in open_]
        counts = {one.contestant.key: _counted(one, page) for one, page in pages}
        began = time.monotonic()
        for second in range(SECONDS):
            for one, page in pages:
                _use(one, page, second)
            page.wait_for_timeout(max(0, 1000 * (began + second + 1 - time.monotonic())))
        return {key: float(len(asked)) for key, asked in counts.items()}


def _counted(one: Session, page: Page) -> list[str]:
    asked: list[str] = []

    def note(request: object) -> None:
        if request.url.startswith(one.served.url) and "_favicon.ico" not in request.url:
            asked.append(request.url)

    page.on("request", note)
    return asked


def _use(one: Session, page: Page, second: int) -> None:
    page.evaluate(f"(month) => bench.handles.{one.contestant.key}.go(month)", second % len(DAYS))
    if second % 10 == 9:
        one.point_at_the_middle(page)
        page.mouse.wheel(0, -120 if second % 20 == 9 else 120)
