"""A real server and a real Chromium, and a page in it: what the browser tests and the benchmark drive."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Locator, Page, Playwright, Request, Route

HERE = Path(__file__).parent
ROOT = HERE.parent
PATIENCE = 30
"""Seconds to wait for a server or a page before something is wrong."""
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
"""A browser as readers have it: what is measured is measured in one of these."""
BARE = "chromium-headless-shell"
"""The same engine without a browser's own windows, which takes a third less of the processor: what tests are run in."""
FLAGS = [
    "--no-sandbox",  # containers have none
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--disable-sync",
    "--font-render-hinting=none",  # the bare one else sets letters by whole pixels, and lines grow by a twentieth
    "--metrics-recording-only",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
]
"""No GPU, as on a remote desktop; and a browser that calls nobody by itself."""


# The server


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers."""

    url: str
    """Where, with a slash at the end."""
    pid: int
    seconds: float
    """From the start of the process to its first answer."""


@contextmanager
def serving(*module: str, answers: str = "healthz", checkout: Path = ROOT, **settings: str) -> Iterator[Served]:
    """Run a module of a checkout until the block is left, with settings as in the environment: the app, or another.

    The port is a free one where none is set.
    """
    port = settings.get("PORT") or free_port()
    environment = os.environ | settings | {"HOST": "127.0.0.1", "PORT": str(port)}
    url = f"http://127.0.0.1:{port}{settings.get('URL_PREFIX', '/')}"
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *(module or ("dashboard",))],
        cwd=checkout,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _wait_for(f"{url}{answers}", process)
        yield Served(url, process.pid, time.perf_counter() - began)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # the session is ours: the server and its workers
        process.communicate()


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_for(address: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}: {process.stderr.read().decode()}")
        with suppress(URLError, ConnectionError, TimeoutError), urlopen(address, timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.02)
    raise TimeoutError(f"nothing answers at {address} after {PATIENCE} seconds")


# The browser


def chromium_path(names: Sequence[str]) -> str:
    """Where a Chromium is: BROWSER_PATH, or the first of some names that is installed."""
    found = os.environ.get("BROWSER_PATH") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        raise FileNotFoundError(f"no Chromium found; install one of {', '.join(names)} or set BROWSER_PATH")
    return found


def launch(playwright: Playwright, *more: str, names: Sequence[str] = (BARE, *CHROMIUMS)) -> Browser:
    """Start a Chromium without a window, with more flags if need be."""
    return playwright.chromium.launch(executable_path=chromium_path(names), args=[*FLAGS, *more])


# The page

SNAPSHOT = (HERE / "shown.js").read_text()
DUE = (HERE / "due.js").read_text()

STILL = """async (held) => {
  const frame = () => new Promise(requestAnimationFrame);
  for (let number = 0; number < 3; number += 1) await frame();
  const began = performance.now();
  for (let number = 0; number < 3; number += 1) await frame();
  return due.changed < began && due.timers.size === 0 && due.asked <= held;
}"""
"""Whether nothing is due in a page but the answers held back, and nothing happened while three frames were painted."""
LEAD = """(search) => {
  document.activeElement?.blur();
  scrollTo(0, 0);
  mali.address.lead(search);
  mali.address.renew(); // also where it is the view that is shown: folds, fields and zoom begin anew
  mali.map.dropExtent?.();
}"""
"""Leads a page to a view and leaves nothing in it of the one before."""


class Sheet:
    """One page of the app, driven as a reader would."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.requests: list[str] = []
        self._awaited: set[Request] = set()
        self._held: set[Request] = set()
        page.add_init_script(DUE)
        page.on("request", self._note)
        page.on("requestfinished", self._answered)
        page.on("requestfailed", self._answered)

    def _note(self, request: Request) -> None:
        if "_favicon.ico" in request.url:  # the browser's own wish whenever the address changes, met from what it keeps
            return
        if not request.url.endswith("/api/health"):  # asked once a minute, whatever the reader does
            self.requests.append(request.url)
        self._awaited.add(request)

    def _answered(self, request: Request) -> None:
        self._awaited.discard(request)
        self._held.discard(request)

    def open(self, query: str = "", **asked: object) -> "Sheet":
        """Go to a view, by its query or its parameters, and wait until the map is painted."""
        self.page.goto(f"{self.base}?{query or urlencode(asked)}")
        return self.ready()

    def visit(self, query: str, shows: str) -> "Sheet":
        """Go to any view and wait until it shows such an element and stands still."""
        self.page.goto(f"{self.base}?{query}")
        self.page.wait_for_selector("#first", state="detached", timeout=PATIENCE * 1000)
        self.page.wait_for_selector(shows, timeout=PATIENCE * 1000)
        return self.rest()

    def lead(self, query: str, shows: str) -> "Sheet":
        """Go to any view within the page, as a link does, and wait until it shows such an element and stands still.

        That takes less than half of what a visit takes: scripts, typefaces and styles are there.
        """
        self.page.mouse.move(0, 0)
        self.requests.clear()
        self.page.evaluate(LEAD, f"?{query}")
        self.rest().page.wait_for_selector(shows, timeout=PATIENCE * 1000)
        return self.rest()

    def ready(self) -> "Sheet":
        """Wait until the map is painted and time is at rest."""
        self.page.wait_for_selector("#map[data-on]", timeout=PATIENCE * 1000)
        self.page.wait_for_selector("#first", state="detached", timeout=PATIENCE * 1000)
        return self.rest()

    def resized(self, size: tuple[int, int]) -> "Sheet":
        """Give the window another size and wait until everything stands in its new place."""
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        return self.rest()

    def hold_back(self, pattern: str) -> Callable[[], None]:
        """Hold back what the page asks for at such addresses; what is returned lets it go, and must find something."""
        held: list[Route] = []
        free: list[bool] = []

        def meet(route: Route) -> None:
            if free:
                return route.continue_()
            self._awaited.discard(route.request)  # the page has to stand without it
            self._held.add(route.request)
            return held.append(route)

        self.page.route(pattern, meet)

        def let_go() -> None:
            assert held, "nothing was asked for"
            free.append(True)
            for route in held:
                self._held.discard(route.request)
                self._awaited.add(route.request)
                route.continue_()

        return let_go

    def rest(self) -> "Sheet":
        """Wait until nothing is due any more: no answer, no timer, no change from one frame to the next."""
        self.page.wait_for_selector("#first", state="detached")  # the page that was sent whole has given way
        end = time.monotonic() + PATIENCE
        while not self.page.evaluate(STILL, len(self._held)) or self._awaited:
            if time.monotonic() > end:
                due = self.page.evaluate("() => [...due.timers.values()]")
                raise TimeoutError(f"no rest: timers {due}, asked for {[one.url for one in self._awaited]}")
        return self

    def frames(self) -> "Sheet":
        """Let the browser paint what is due."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        return self

    @property
    def on(self) -> date:
        """The day that is painted."""
        self.frames()
        return date.fromisoformat(self.page.locator("#map[data-on]").get_attribute("data-on"))

    @property
    def slider(self) -> Locator:
        """The time control."""
        return self.page.get_by_role("slider")

    @property
    def card(self) -> Locator:
        """The card of the chosen place."""
        return self.page.locator("#card article")

    def press(self, key: str, times: int = 1) -> "Sheet":
        """Press a key on the time control."""
        self.slider.focus()
        for _ in range(times):
            self.page.keyboard.press(key)
        return self.frames()

    def jump(self, day: date) -> "Sheet":
        """Set the clock to a day at once, as the slider does under the pointer."""
        self.page.evaluate("(iso) => mali.clock.set(mali.calendar.index(iso))", day.isoformat())
        self.page.wait_for_selector(f'#map[data-on="{day}"]')
        return self.frames()

    def shown(self) -> dict:
        """Everything the map shows: see :data:`SNAPSHOT`."""
        return self.page.evaluate(SNAPSHOT)

    def extent(self) -> list[float]:
        """West, east, south and north of the map in degrees."""
        return self.page.evaluate(
            "() => { const { xaxis, yaxis } = document.querySelector('#map .js-plotly-plot')._fullLayout;"
            " return [...xaxis.range, ...yaxis.range]; }"
        )

    def spot(self, place_id: str) -> tuple[float, float]:
        """Where the marker of a place is, in pixels of the window."""
        x, y = self.page.evaluate(
            """(place) => {
                const gd = document.querySelector('#map .js-plotly-plot');
                const { xaxis, yaxis } = gd._fullLayout;
                const box = gd.querySelector('.nsewdrag').getBoundingClientRect();
                const index = gd.layout.meta.point_places.indexOf(place);
                const points = gd.data[gd.layout.meta.points];
                const [angle, away] = gd.layout.meta.asides[index];
                const turn = (angle * Math.PI) / 180;
                return [
                    box.left + xaxis.d2p(points.x[index]) - Math.sin(turn) * away,
                    box.top + yaxis.d2p(points.y[index]) + Math.cos(turn) * away,
                ];
            }""",
            place_id,
        )
        return x, y

    def query(self) -> str:
        """The query of the address as it stands."""
        return self.page.evaluate("() => location.search")

    def unfold(self) -> "Sheet":
        """Open every fold of the page, but not its menu, which would lie over them."""
        self.page.evaluate(
            "() => document.querySelectorAll('details:not(.export-menu)').forEach((fold) => (fold.open = true))"
        )
        return self.frames()


GRAVE = """async () => {
  const isGrave = (impact) => ["serious", "critical"].includes(impact);
  const { rules, checks } = axe._audit;
  const ofRule = ({ any, all, none }) => [...any, ...all, ...none].map((check) => checks[check.id ?? check].impact);
  const mild = rules.filter((rule) => ![rule.impact, ...ofRule(rule)].some(isGrave));
  const off = Object.fromEntries(mild.map(({ id }) => [id, { enabled: false }]));
  const { violations } = await axe.run({ resultTypes: ["violations"], rules: off });
  return violations
    .filter(({ impact }) => isGrave(impact))
    .map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]);
}"""
"""What axe finds serious or critical; rules that find nothing of the kind by axe's own word take a third of its time.

Only violations are told apart by their elements: to name those of all that passes takes it twice as long again."""


def grave_faults(page: Page) -> dict[str, list[str]]:
    """What axe finds serious or critical in a page as it stands, with the elements that show it."""
    page.evaluate(AXE_SCRIPT)
    return dict(page.evaluate(GRAVE))
