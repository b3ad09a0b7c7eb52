"""Images of finished figures: SVG as Plotly draws it, PNG and PDF of that very SVG, by one Chromium kept alive.

Kaleido starts a browser of the system and lets Plotly draw; the page it draws in holds our own Plotly and our own
typeface, so nothing is fetched. The drawing is then made self-contained (typeface, halos of names, fixed ids), and
PNG and PDF are taken of it in a second tab of the same browser.
"""

import asyncio
import atexit
import base64
import re
import threading
import zlib
from collections.abc import Sequence
from concurrent.futures import TimeoutError as Late
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from choreographer import Tab
from choreographer.errors import ChromeNotFoundError
from kaleido import Kaleido, PageGenerator
from pypdf import PdfWriter

from dashboard.figures.sheets.margins import HEIGHT, WIDTH
from dashboard.refusal import Refusal, Said
from dashboard.text import Text

ASSETS = Path(__file__).parents[2] / "assets"
PATIENCE = 30
"""Seconds that one drawing may take."""
REST = 120
"""Seconds without work after which the browser is closed, so that it holds no memory."""
PIXELS_AN_INCH = 96
HALO = (
    ".scatter:not(.tracenames) .textpoint text"
    "{paint-order:stroke;stroke:rgba(255,255,255,0.85);stroke-width:3.4px;stroke-linejoin:round}"
)
"""The light edge of names on a map, as the page’s style sheet has it; the names in strips need none."""


class NoBrowserError(Refusal):
    """No browser is there to draw with; it says what to install."""


class DrawingError(Refusal):
    """The browser could not draw the figure, or not in time."""


def _no_browser(text: Text) -> str:
    return text(
        "PNG, SVG and PDF need a Chromium or Chrome on this machine; none was found. Install one (Debian and Ubuntu: "
        "apt-get install chromium; Fedora: dnf install chromium) or set BROWSER_PATH to its program. "
        "PPTX needs no browser."
    )


def _too_slow(text: Text) -> str:
    return text("the browser did not draw within {seconds} s", seconds=PATIENCE)


def _failed(why: str) -> Said:
    return lambda text: text("the browser could not draw: {why}", why=why[:260])


@lru_cache
def typeface() -> str:
    """The style rule that brings the typeface along, without a file beside it."""
    data = base64.b64encode((ASSETS / "fonts/source-sans-3-latin-wght-normal.woff2").read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{data}) format('woff2')"
    return f"@font-face{{font-family:'Source Sans 3';font-weight:200 900;src:{source}}}"


class _Page(PageGenerator):
    """The page Plotly draws in: our Plotly, our typeface, nothing from elsewhere."""

    def __init__(self) -> None:
        super().__init__(plotly=(ASSETS / "vendor/plotly-cartesian.min.js").as_uri(), mathjax=False)

    def generate_index(self) -> str:
        """Kaleido's page, with the typeface in use from the start, so that texts are measured in it."""
        sample = "".join(f'<b style="font-weight:{weight}">x</b>' for weight in (400, 500, 600, 700))
        used = f"<div style=\"position:absolute;opacity:0;font-family:'Source Sans 3'\">{sample}</div>"
        return (
            super()
            .generate_index()
            .replace("</title>", f"</title><style>{typeface()}</style>")
            .replace("<img id", f"{used}<img id")
        )


class Studio:
    """One browser in a thread of its own. Any thread may ask it for images; it draws one at a time."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._kaleido: Kaleido | None = None
        self._camera: Tab | None = None
        self._turn: asyncio.Lock | None = None
        self._closing: asyncio.TimerHandle | None = None
        self._starting = threading.Lock()
        atexit.register(self.close)

    def svg(self, figures: Sequence[dict[str, object]], stamp: str, title: str) -> str:
        """Figures as one self-contained vector drawing, each below the one before."""
        drawn = [self._ask(self._draw(figure)).decode() for figure in figures]
        return finished(drawn, stamp, title)

    def png(self, svg: str, stamp: str) -> bytes:
        """A drawing as pixels, two for each of the sheet's."""
        return with_text(self._ask(self._photograph(svg)), "Comment", stamp)

    def pdf(self, svgs: Sequence[str], stamp: str, title: str) -> bytes:
        """Drawings as pages of the size of a slide."""
        pages = [self._ask(self._print(svg)) for svg in svgs]
        return bound(pages, stamp, title)

    def close(self) -> None:
        """End the browser, if there is one."""
        if self._loop and self._kaleido:
            asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(PATIENCE)

    def _ask(self, work: object) -> bytes:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="studio", daemon=True).start()
        asked = asyncio.run_coroutine_threadsafe(self._in_turn(work), self._loop)
        try:
            return asked.result(2 * PATIENCE)
        except Late as fault:
            asked.cancel()
            raise DrawingError(_too_slow) from fault

    async def _in_turn(self, work: object) -> bytes:
        self._turn = self._turn or asyncio.Lock()
        async with self._turn:
            if self._closing:
                self._closing.cancel()
            try:
                await self._start()
                return await asyncio.wait_for(work, PATIENCE)
            except (ChromeNotFoundError, NoBrowserError) as fault:
                raise NoBrowserError(_no_browser) from fault
            except Exception as fault:
                await self._stop()
                raise DrawingError(_failed(f"{type(fault).__name__}: {fault}")) from fault
            finally:
                work.close()  # where it was never begun
                loop = asyncio.get_running_loop()
                self._closing = loop.call_later(REST, lambda: loop.create_task(self._stop()))

    async def _start(self) -> None:
        if self._kaleido is None:
            browser = Kaleido(n=1, timeout=PATIENCE, page_generator=_Page())
            await browser.open()
            self._kaleido, self._camera = browser, None

    async def _stop(self) -> None:
        browser, self._kaleido, self._camera = self._kaleido, None, None
        if browser:
            await browser.close()

    async def _draw(self, figure: dict[str, object]) -> bytes:
        return await self._kaleido.calc_fig(figure, {"format": "svg", "width": WIDTH, "height": HEIGHT, "scale": 1})

    async def _show(self, svg: str) -> Tab:
        """Put a drawing into the second tab and wait for its typeface."""
        if self._camera is None:
            self._camera = await self._kaleido.create_tab("about:blank")
            await self._command("Page.enable")
        frame = (await self._command("Page.getFrameTree"))["frameTree"]["frame"]["id"]
        size = f"@page{{size:{WIDTH}px {HEIGHT}px;margin:0}}html,body{{margin:0}}svg{{display:block}}"
        page = f"<!doctype html><meta charset=utf-8><style>{size}</style>{svg}"
        await self._command("Page.setDocumentContent", frameId=frame, html=page)
        ready = (
            "document.fonts.ready.then(() => Promise.all([...document.images].map((i) => i.decode()))).then(() => 1)"
        )
        await self._command("Runtime.evaluate", expression=ready, awaitPromise=True)
        return self._camera

    async def _command(self, name: str, **parameters: object) -> dict[str, object]:
        answer = await self._camera.send_command(name, params=parameters)
        if "error" in answer:
            raise DrawingError(_failed(str(answer["error"])))
        return answer["result"]

    async def _photograph(self, svg: str) -> bytes:
        await self._show(svg)
        pages = max(1, svg.count('<svg y="'))
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT * pages, "scale": 2}
        taken = await self._command("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(taken["data"])

    async def _print(self, svg: str) -> bytes:
        await self._show(svg)
        paper = {"paperWidth": WIDTH / PIXELS_AN_INCH, "paperHeight": HEIGHT / PIXELS_AN_INCH}
        margins = dict.fromkeys(("marginTop", "marginBottom", "marginLeft", "marginRight"), 0)
        printed = await self._command(
            "Page.printToPDF", printBackground=True, preferCSSPageSize=True, pageRanges="1", **paper, **margins
        )
        return base64.b64decode(printed["data"])


def finished(drawings: Sequence[str], stamp: str, title: str) -> str:
    """Drawings of Plotly as one that needs nothing besides itself: typeface and halos inside, and fixed ids."""
    about = f"<title>{escape(title)}</title><metadata>{escape(stamp)}</metadata><style>{typeface()}{HALO}</style>"
    fixed = [_with_fixed_ids(drawing, number) for number, drawing in enumerate(drawings)]
    if len(fixed) == 1:
        opening = fixed[0].index(">") + 1
        return fixed[0][:opening] + about + fixed[0][opening:]
    height = HEIGHT * len(fixed)
    box = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    below = [one.replace("<svg ", f'<svg y="{HEIGHT * number}" ', 1) for number, one in enumerate(fixed)]
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{about}{"".join(below)}</svg>'


def _with_fixed_ids(drawing: str, number: int) -> str:
    """Plotly's ids hold six digits that change by chance; ours hold the number of the drawing."""
    [chance, *_] = re.findall(r'id="(?:clip|topdefs-|defs-|legend)([0-9a-f]{6})', drawing) or [""]
    return drawing.replace(chance, f"sheet{number}") if chance else drawing


def with_text(png: bytes, key: str, said: str) -> bytes:
    """A PNG with one more text of its own, after its header."""
    body = b"tEXt" + key.encode("latin-1") + b"\0" + said.encode("latin-1", "replace")
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    after_header = 8 + 25
    return png[:after_header] + chunk + png[after_header:]


def bound(pages: Sequence[bytes], stamp: str, title: str) -> bytes:
    """Single pages as one document that says nothing of when it was made."""
    writer = PdfWriter()
    for page in pages:
        writer.append(BytesIO(page))
    writer.metadata = {"/Title": title, "/Subject": stamp, "/Creator": "Northern Mali Control Map"}
    if len(pages) > 1:
        writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
