"""One server and one Chromium for all browser tests; pages that fail their test on a foreign request or an error."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from driving import PATIENCE, Served, Sheet, launch, serving
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from dashboard.config import Settings
from geodata.record import Record, load
from geodata.timeline import Timeline

HERE = Path(__file__).parent
DESK = (1440, 900)
PHONE = (390, 844)
FAILED = pytest.StashKey[bool]()
expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture(scope="session")
def server() -> Iterator[Served]:
    """The app as ``make serve`` starts it, on a port of its own."""
    with serving() as served:
        yield served


@pytest.fixture(scope="session")
def browser(playwright) -> Iterator[Browser]:
    """The Chromium of this machine, with one process for all pages of a reader: what was compiled once is at hand."""
    chromium = launch(playwright, "--renderer-process-limit=1")
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def record() -> Record:
    """The record that the server shows."""
    return load(Settings().record_dir)


@pytest.fixture(scope="session")
def timeline(record) -> Timeline:
    """The record with no lens."""
    return Timeline(record)


CRASHES = ["Target crashed", "Page crashed", "TargetClosedError", "Browser closed", r"BrowserType\.launch: Timeout"]
"""What Playwright says of a browser that died, or that did not start in time."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Try again after a crash of the browser, and after nothing else: a second try would hide a race of the page."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.flaky(reruns=2, reruns_delay=1, only_rerun=CRASHES))


class Reader:
    """Someone with a browser, who comes back for every test and keeps what browsers keep.

    Everything their pages ask for, and every error, is written down.
    """

    def __init__(self, browser: Browser, server: Served) -> None:
        self._browser, self._base = browser, server.url
        self._apart: list[BrowserContext] = []
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self._kept: Page | None = None
        self._at_hand: Sheet | None = None
        self._context = self._new_context()
        self._kept = self._context.new_page()  # as long as a page is open, the process of the pages goes on
        self._kept.goto(f"{self._base}healthz")

    def page(self, size: tuple[int, int] = DESK) -> Sheet:
        """An empty page of that size; all pages share what the browser keeps."""
        page = self._context.new_page()
        page.set_viewport_size({"width": size[0], "height": size[1]})
        return Sheet(page, self._base)

    def page_apart(self, **differing: object) -> Sheet:
        """An empty page that shares nothing with the others, for what would change them too, as another clock does.

        ``differing`` is what its browser has of its own: a touch screen, colours that the system forces.
        """
        self._apart.append(self._new_context(**differing))
        return Sheet(self._apart[-1].new_page(), self._base)

    def open(self, query: str = "", *, size: tuple[int, int] = DESK, **asked: object) -> Sheet:
        """A page with a view, painted."""
        return self.page(size).open(query, **asked)

    def led(
        self, query: str = "", *, size: tuple[int, int] = DESK, shows: str = "#map[data-on]", **asked: object
    ) -> Sheet:
        """The page at hand, led to a view: for rules of what a view shows and does, not of how a page opens."""
        query = query.removeprefix("?") or urlencode(asked)
        if self._at_hand is None or self._at_hand.page.is_closed():
            self._at_hand = self.page(size).visit(query, shows)
            return self._at_hand
        self._at_hand.page.set_viewport_size({"width": size[0], "height": size[1]})
        return self._at_hand.lead(query, shows)

    def begin(self) -> None:
        """Start afresh, with nothing written down."""
        self.foreign.clear()
        self.errors.clear()

    def leave(self, *, failed: bool = False) -> None:
        """Close every page but the one at hand, and that one too where something went wrong that may be its fault."""
        if failed or self.errors or self.foreign:
            self._at_hand = None
        for page in self._context.pages:
            if page is not self._kept and not (self._at_hand and page is self._at_hand.page):
                page.close()
        while self._apart:
            self._apart.pop().close()

    def close(self) -> None:
        """Put everything away."""
        self._context.close()

    def _new_context(self, **differing: object) -> BrowserContext:
        usual = {"viewport": {"width": DESK[0], "height": DESK[1]}, "locale": "en-GB"}
        context = self._browser.new_context(**usual | differing)
        context.on("request", lambda request: self._look_at(request.url))
        context.on("console", self._listen_to)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        return context

    def _listen_to(self, said: ConsoleMessage) -> None:
        if said.type == "error" and said.page is not self._kept:
            self.errors.append(said.text)

    def _look_at(self, address: str) -> None:
        if not address.startswith((self._base, "data:", "blob:", "about:")):
            self.foreign.append(address)


@pytest.fixture(scope="session")
def visitor(browser, server) -> Iterator[Reader]:
    """The one reader of all tests; a new one each time would have to load everything again."""
    someone = Reader(browser, server)
    yield someone
    someone.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note of a test that it failed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture
def has_failed(request) -> Callable[[], bool]:
    """Says whether the test that is being put away failed."""
    return lambda: request.node.stash.get(FAILED, False)


@pytest.fixture
def reader(visitor, has_failed) -> Iterator[Reader]:
    """A reader of the app; the test fails if a page of theirs asked the outside or wrote an error."""
    visitor.begin()
    yield visitor
    visitor.leave(failed=has_failed())
    _was_quiet(visitor)


@pytest.fixture(scope="module")
def reader_of(browser) -> Iterator[Callable[[Served], Reader]]:
    """Makes a reader of another server than that of all tests."""
    made: list[Reader] = []

    def of(served: Served) -> Reader:
        made.append(Reader(browser, served))
        return made[-1]

    yield of
    for someone in made:
        someone.close()


@pytest.fixture
def colleague(browser) -> Iterator[Reader]:
    """A reader of the app as it is served to those who work on it, held to the same."""
    with serving("dashboard", "--dev") as served:
        someone = Reader(browser, served)
        someone.begin()
        yield someone
        someone.close()
    _was_quiet(someone)


def _was_quiet(someone: Reader) -> None:
    assert not someone.foreign, "requests that leave the machine"
    assert not someone.errors, "errors in the console"
