"""One round with one contestant, in a browser of its own: what it costs to open, step, play, move and export."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Playwright, TimeoutError

from tests.bench.contestants import Contestant
from tests.bench.grown import longer
from tests.bench.memory import proportional
from tests.bench.rivals.story import months
from tests.driving import CHROMIUMS, PATIENCE, Served, launch
from tests.period import PERIOD

Samples = dict[str, list[float]]
WINDOW = {"width": 1440, "height": 900}
GRAPHICS_IN_SOFTWARE = "--enable-unsafe-swiftshader"
"""Maps that need WebGL get it from the processor; all others draw as they would without it."""
REST = 500
"""Milliseconds after which what a visit loads has been loaded, and a move has been settled."""
STEPS = 15
"""Months stepped over in a round, others in each."""
KEY_STEPS = 30
TRIES = 3
EVERY = 17
"""Milliseconds a month in the play-through: one with every frame of the screen."""
PULL, MOVES = 10, 20
"""Pixels a move of the pointer, and moves, in which the map is dragged."""
DAYS = [day.isoformat() for day in months(PERIOD)]
HERE = Path(__file__).parent


class Session:
    """A browser with one contestant in it, and what has been measured of it."""

    def __init__(self, browser: Browser, contestant: Contestant, served: Served, days: list[str]) -> None:
        self.browser, self.contestant, self.served, self.days = browser, contestant, served, days
        self.samples: Samples = defaultdict(list)
        self.context = self._context()

    def _context(self) -> BrowserContext:
        context = self.browser.new_context(viewport=WINDOW)
        context.add_init_script(_prepared(self.days))
        context.set_default_timeout(PATIENCE * 1000)
        return context

    def round(self, number: int) -> Samples:
        """Measure everything once, the steps in another part of the years each round."""
        self.visit("first").close()
        page = self.visit("return")
        if self.contestant.query:
            page.close()
            page = self.open()
        self.steps(page, 31 * number % (len(DAYS) - STEPS))
        if self.contestant.is_product:
            self._keys(page, "month by key", "PageUp")
            self._keys(page, "day by key", "ArrowRight")
        self._play(page)
        self.samples["tab memory"].append(self._tab_memory())
        with self._counting(page, "move", 2):
            self._drag(page)
            self._zoom(page)
        if self.contestant.has_png:
            self._image(page, DAYS[13 * (2 * number + 1)])
            if self.contestant.is_product:  # whose two workers each make the first one slowly
                self._image(page, DAYS[13 * 2 * number])
        return self.samples

    def open(self) -> Page:
        """The contestant with everything it can show, at rest."""
        return self._go(f"{self.served.url}?{self.contestant.query}", lambda page: None)

    def _go(self, address: str, prepare: Callable[[Page], None]) -> Page:
        """A page at an address, usable and at rest. One that never draws (WebGL may not) is counted and left."""
        for _ in range(TRIES):
            page = self.context.new_page()
            prepare(page)
            page.goto(address)
            try:
                page.wait_for_function("() => bench.usable")
            except TimeoutError:
                self.samples["never drawn"].append(1)
                self.context.close()
                self.context = self._context()
            else:
                page.wait_for_timeout(REST)
                return page
        raise RuntimeError(f"{self.contestant.name} did not draw in {TRIES} times {PATIENCE} seconds")

    def visit(self, which: str) -> Page:
        """Open it as a reader does, and count what comes over the wire."""
        received: list[float] = []
        asked: list[bool] = []

        def count(page: Page) -> None:
            received.clear()
            asked.clear()
            network = self.context.new_cdp_session(page)
            network.send("Network.enable")
            network.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
            network.on("Network.responseReceived", lambda event: asked.append(event["response"]["fromDiskCache"]))

        page = self._go(self.served.url, count)
        self.samples[f"{which} usable"].append(page.evaluate("() => bench.usable") / 1000)
        self.samples[f"{which} seen"].append(page.evaluate("() => bench.sighted") / 1000)
        self.samples[f"{which} bytes"].append(sum(received) / 1000)
        self.samples[f"{which} requests"].append(asked.count(False))
        return page

    # Steps

    def steps(self, page: Page, start: int) -> None:
        """Pull the slider from month to month, each when the last is on the screen."""
        spots = page.evaluate(f"() => bench.handles.{self.contestant.key}.spots()")
        page.mouse.move(*spots[start + 1])
        page.mouse.down()
        page.wait_for_timeout(REST / 2)
        page.mouse.move(*spots[start])
        self._shown(page, DAYS[start])

        def pull() -> Iterator[str]:
            for month in range(start + 1, start + STEPS + 1):
                page.mouse.move(*spots[month])
                yield DAYS[month]

        with self._counting(page, "step", STEPS):
            self._take(page, "step", pull())
        page.mouse.up()

    def _keys(self, page: Page, what: str, key: str) -> None:
        page.get_by_role("slider").focus()
        page.keyboard.press("Home")
        page.wait_for_timeout(REST / 2)

        def press() -> Iterator[None]:
            for _ in range(KEY_STEPS):
                page.keyboard.press(key)
                yield None

        self._take(page, what, press())

    def _take(self, page: Page, what: str, steps: Iterator[str | None]) -> None:
        page.evaluate("() => { bench.seen = []; }")
        for day in steps:
            seen = self._shown(page, day)
            self.samples[f"{what}, painted"].append(seen["painted"] - seen["event"])
            self.samples[f"{what}, next frame"].append(seen["next"] - seen["event"])
            page.evaluate("() => { bench.seen = []; }")

    def _shown(self, page: Page, day: str | None) -> dict[str, float]:
        return page.evaluate("([day, patience]) => bench.shown(day, patience)", [day, PATIENCE * 1000])

    def go(self, page: Page, day: str) -> None:
        """Show the first day of a month by the page's own means."""
        if page.locator("#map").get_attribute("data-on") != day:
            page.evaluate("() => { bench.seen = []; }")
            page.evaluate(f"(month) => bench.handles.{self.contestant.key}.go(month)", self.days.index(day))
            self._shown(page, day)

    @contextmanager
    def _counting(self, page: Page, what: str, times: int) -> Iterator[None]:
        """Count what a step or a move asks of the server and of the page's main thread."""
        asked: list[str] = []

        def note(request: object) -> None:
            if request.url.startswith(self.served.url) and "_favicon.ico" not in request.url:  # the browser's own wish
                asked.append(request.url)

        performance = self.context.new_cdp_session(page)
        performance.send("Performance.enable")
        page.on("request", note)
        before = _busy(performance)
        yield
        self.samples[f"{what}, main thread"].append((_busy(performance) - before) * 1000 / times)
        self.samples[f"{what}, requests"].append(len(asked) / times)
        page.remove_listener("request", note)
        performance.detach()

    # Images

    def _image(self, page: Page, day: str) -> None:
        """Take the map of a day as an image; no day is asked for twice, as what has been made is kept."""
        self.go(page, day)
        seconds = page.evaluate(
            f"""async (day) => {{
              const began = performance.now();
              const size = await bench.handles.{self.contestant.key}.png(day);
              if (size < 20_000) throw new Error(`an image of ${{size}} bytes`);
              return (performance.now() - began) / 1000;
            }}""",
            day,
        )
        self.samples["png"].append(seconds)

    # Play, pan and zoom

    def _play(self, page: Page) -> None:
        found = page.evaluate(
            f"(every) => bench.play(bench.months, bench.handles.{self.contestant.key}.go, every)", EVERY
        )
        self.samples["play, frames"].append(found["frames"])
        self.samples["play, longest stall"].append(found["stall"])
        self.samples["play, seconds"].append(found["took"] / 1000)

    def _drag(self, page: Page) -> None:
        x, y = self.point_at_the_middle(page)

        def drag() -> None:
            page.mouse.down()
            for move in range(MOVES):
                page.mouse.move(x - PULL * move, y - PULL * move / 4)

        self._watch(page, "pan", drag, page.mouse.up)

    def _zoom(self, page: Page) -> None:
        self.point_at_the_middle(page)

        def zoom() -> None:
            for _ in range(3):
                page.mouse.wheel(0, -120)
                page.wait_for_timeout(100)

        self._watch(page, "zoom", zoom, lambda: None)

    def _watch(self, page: Page, what: str, move: Callable[[], None], let_go: Callable[[], None]) -> None:
        """The longest wait for a frame while something moves, and after it has been let go."""
        page.evaluate("() => bench.watchFrames()")
        move()
        self.samples[f"{what}, moving"].append(page.evaluate("() => bench.stopFrames()"))
        page.evaluate("() => bench.watchFrames()")
        let_go()
        page.wait_for_timeout(REST)
        self.samples[f"{what}, settling"].append(page.evaluate("() => bench.stopFrames()"))

    def point_at_the_middle(self, page: Page) -> tuple[float, float]:
        """Move the pointer to the middle of the map."""
        box = page.locator("#map").bounding_box()
        middle = box["x"] + box["width"] / 2, box["y"] + min(box["height"], WINDOW["height"]) / 2
        page.mouse.move(*middle)
        return middle

    def _tab_memory(self) -> float:
        """Megabytes of the page's processes and of the one that draws for it."""
        system = self.browser.new_browser_cdp_session()
        processes = system.send("SystemInfo.getProcessInfo")["processInfo"]
        system.detach()
        return sum(proportional(one["id"]) for one in processes if one["type"] in ("renderer", "GPU"))


@contextmanager
def session(playwright: Playwright, contestant: Contestant, served: Served, *, years: int = 1) -> Iterator[Session]:
    """A session in a new browser, the same for all."""
    browser = launch(playwright, GRAPHICS_IN_SOFTWARE, names=CHROMIUMS)
    try:
        yield Session(browser, contestant, served, [day.isoformat() for day in months(longer(PERIOD, years))])
    finally:
        browser.close()


def middle_and_tail(samples: list[float]) -> tuple[float, float]:
    """Median, and the value that 95 of 100 do not pass."""
    ordered = sorted(samples)
    return median(ordered), ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]


def _prepared(days: list[str]) -> str:
    """The scripts that every page gets before it loads."""
    watch, handles = ((HERE / name).read_text(encoding="utf-8") for name in ("watch.js", "handles.js"))
    return f"{watch}\nbench.months = {json.dumps(days)};\n{handles}"


def _busy(performance: CDPSession) -> float:
    metrics = {one["name"]: one["value"] for one in performance.send("Performance.getMetrics")["metrics"]}
    return metrics["TaskDuration"]
