"""What is measured, how, and the number to reach beside it."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, Page

from dashboard.state import Layer, ViewState
from tests.driving import Served, Sheet

WINDOW = {"width": 1440, "height": 900}
REST = 1500
"""Milliseconds after the map is painted until what a visit loads has been loaded."""
ALL_LAYERS = ViewState(on=date(2012, 1, 1), layers=frozenset(Layer))

WATCH_STEPS = """() => {
  const bench = (window.bench = { began: 0, painted: [], shown: [], waiting: null });
  for (const type of ['keydown', 'pointermove'])
    addEventListener(type, (event) => (bench.began = event.timeStamp), { capture: true });
  mali.clock.onPaint(() => {
    const { began } = bench;
    const channel = new MessageChannel();
    channel.port1.onmessage = () => bench.painted.push(performance.now() - began);
    channel.port2.postMessage(null); // comes when the frame has been styled, laid out and painted
    requestAnimationFrame(() => {
      bench.shown.push(performance.now() - began);
      bench.waiting?.();
    });
  });
}"""
"""Times every step from the event, as the system stamps it: to the painted frame, and to the frame after that."""
STEP_DONE = """(count) => new Promise((done) => {
  if (bench.shown.length >= count) done();
  else bench.waiting = done;
})"""
WATCH_PAINT = """() => {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('#map[data-on]')) return;
    window.firstPainted = performance.now();
    observer.disconnect();
  }).observe(document, { subtree: true, childList: true, attributes: true });
}"""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number, with the most it should be, or None where nothing was promised."""

    what: str
    measured: float
    unit: str
    target: float | None = None

    def line(self) -> str:
        """The measure as a row of the table."""
        target = "" if self.target is None else f"<= {self.target:g}"
        over = " over" if self.target is not None and self.measured > self.target else ""
        return f"{f'{self.what}, {self.unit}':<58}{self.measured:>12.4g}{target:>12}{over}"

    def as_json(self) -> dict[str, object]:
        """The measure as JSON."""
        return asdict(self)


def measures(browser: Browser, server: Served, steps: int) -> Iterator[Measure]:
    """Every measure, in the order of the table; the visits come first, while nothing is kept yet."""
    return [
        Measure("server: start to first answer", server.seconds, "s", 4),
        *visits(browser, server),
        *sliding(browser, server, steps),
        *memory(server),
    ]


# Visits


def visits(browser: Browser, server: Served) -> list[Measure]:
    """Bytes and time of a first visit and of a return, by the same browser."""
    context = browser.new_context(viewport=WINDOW)
    context.add_init_script(f"({WATCH_PAINT})()")
    found = []
    for visit, most_kilobytes in (("first visit", 2000), ("return visit", 60)):
        page = context.new_page()
        kilobytes, seconds = _visit(page, server.url)
        found += [
            Measure(f"{visit}: over the wire", kilobytes, "kB", most_kilobytes),
            Measure(f"{visit}: navigation to map painted", seconds, "s", 2),
        ]
        page.close()
    context.close()
    return found


def _visit(page: Page, address: str) -> tuple[float, float]:
    """Kilobytes over the wire, as Chromium counts them with their headers, and seconds until the map is painted."""
    received = []
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(address)
    page.wait_for_function("() => window.firstPainted")
    page.wait_for_timeout(REST)
    return sum(received) / 1000, page.evaluate("() => window.firstPainted") / 1000


# Sliding


def sliding(browser: Browser, server: Served, steps: int) -> list[Measure]:
    """Event to painted map with all layers on, by keys and by pointer, and what the server is asked meanwhile."""
    context = browser.new_context(viewport=WINDOW)
    sheet = Sheet(context.new_page(), server.url)
    sheet.open(ALL_LAYERS.query()).page.wait_for_timeout(REST)
    sheet.page.evaluate(WATCH_STEPS)
    before = len(sheet.requests)
    found = [
        *_row("month step by key", sheet, _keys(sheet, "PageUp", "PageDown", steps)),
        *_row("day step by key", sheet, _keys(sheet, "ArrowRight", "ArrowLeft", steps)),
        *_row("step by pointer", sheet, _drag(sheet, steps)),
        Measure("requests while sliding", len(sheet.requests) - before, "count", 0),
    ]
    context.close()
    return found


def _keys(sheet: Sheet, forth: str, back: str, steps: int) -> Iterator[None]:
    """Press one key for half of the steps, within the thirteen years, and the other for the rest."""
    sheet.press("Home").page.wait_for_timeout(300)
    for number in range(steps):
        there = (number // 150) % 2 == 0
        sheet.page.keyboard.press(forth if there else back)
        yield


def _drag(sheet: Sheet, steps: int) -> Iterator[None]:
    """Drag the slider from end to end; every move is some two weeks."""
    box = sheet.slider.bounding_box()
    height = box["y"] + box["height"] / 2
    sheet.page.mouse.move(box["x"], height)
    sheet.page.mouse.down()
    sheet.page.wait_for_timeout(300)
    for number in range(1, steps + 1):
        sheet.page.mouse.move(box["x"] + box["width"] * number / steps, height)
        yield
    sheet.page.mouse.up()


def _row(what: str, sheet: Sheet, steps: Iterator[None]) -> list[Measure]:
    """Take the steps one after the other, each when the last is on the screen, and sum them up."""
    started = False
    for _ in steps:
        if not started:  # what came before the first step is not measured
            sheet.page.wait_for_timeout(100)
            sheet.page.evaluate("() => { bench.painted.length = bench.shown.length = 0; }")
            started, count = True, 0
            continue
        count += 1
        sheet.page.evaluate(STEP_DONE, count)
    painted, shown = sheet.page.evaluate("() => [bench.painted, bench.shown]")
    return [
        Measure(f"{what}: event to painted, median", median(painted), "ms", 20),
        Measure(f"{what}: event to painted, p95", quantiles(painted, n=20)[-1], "ms", 33),
        Measure(f"{what}: event to next frame, median", median(shown), "ms"),
    ]


# Memory


def memory(server: Served) -> list[Measure]:
    """Resident memory of the largest process that answers, after the visits above."""
    processes = [server.pid, *_children(server.pid)]
    largest = max(filter(None, map(_resident, processes[1:] or processes)))
    together = sum(filter(None, map(_own_share, processes)))
    return [
        Measure("memory: largest worker, resident", largest, "MB", 220),
        Measure(f"memory: all {len(processes)} processes together, shared parts once", together, "MB"),
    ]


def _children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


def _resident(pid: int) -> float | None:
    with suppress(OSError):
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return None


def _own_share(pid: int) -> float | None:
    """Memory of a process, what it shares counted in equal parts."""
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1000
    return None
