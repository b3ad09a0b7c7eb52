"""The pen of pages against the screen: Plotly's picture of a sheet's figure, and that of its drawing as SVG."""

import io
import json
import re
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from driving import launch
from PIL import Image

from dashboard.asked.reading import read_view
from dashboard.asked.size import WIDE, WIDTH
from dashboard.asked.view import View
from dashboard.drawing import crowd
from dashboard.drawing.svg import svg, typeface
from dashboard.export.drawer import Drawer
from dashboard.export.order import Order
from dashboard.export.sheet import Sheet
from dashboard.export.sheets import sheets_of
from dashboard.text import Text

pytestmark = pytest.mark.browser
ASSETS = Path(__file__).parents[2] / "assets"
MAPS_HALO = (
    ".scatter .textpoint text"
    "{paint-order:stroke;stroke:rgba(255,255,255,0.85);stroke-width:3.4px;stroke-linejoin:round}"
)
"""The light edge of names, which on a map the page's style sheet gives them."""
WORST = 13
"""Of 255 steps of brightness: how far a tile of 16 pixels may be off on average; letters are set by two programs."""
WORST_MARK = 20
"""The same for marks on a canvas, which stand on whole pixels, each place's over its neighbour's."""
TILE = 16
DAYS = ("2012-04-10", "2013-02-01", "2018-06-01", "2023-11-14", "2024-07-27")
MAPS = (
    "",
    "place=kidal",
    "frame=0.1,17.7,2.7,19.5",
    "actors=CSP&grade=C3",
    "known=2023-10-07&layers=kidal,river",
)
PAIRS = ("2012-01-01&until=2012-06-30", "2022-01-01&until=2023-12-31")
VIEWS = [
    *(f"on={day}&lang={lang}&{more}" for (day, lang), more in zip(product(DAYS, ("en", "fr")), MAPS * 2, strict=True)),
    *(f"on={day}&{more}" for day, more in product(DAYS[2:4], MAPS[1:])),
    *(
        f"view=compare&mode={mode}&from={pair.replace('until', 'to')}&lang={lang}"
        for mode, pair, lang in product(("side", "change"), PAIRS, ("en", "fr"))
    ),
    *(
        f"view=timeline&on={day}&lang={lang}{more}"
        for (day, lang), more in product(zip(DAYS[1:5], ("en", "fr", "en", "fr"), strict=True), ("", "&regions=Gao"))
    ),
    *(f"view=trends&on={day}&lang={lang}&place=kidal" for day, lang in product(DAYS[:4], ("en", "fr"))),
]


class Easel:
    """A page that shows a figure or a drawing of the size of a sheet, and takes pictures of it."""

    def __init__(self, page) -> None:
        self._page = page
        page.set_viewport_size({"width": WIDTH, "height": WIDE.height})
        size = f"position:absolute;left:0;top:0;width:{WIDTH}px;height:{WIDE.height}px"
        used = "".join(f"<b style=\"font:{weight} 12px 'Source Sans 3'\">x</b>" for weight in (400, 500, 600, 700))
        page.set_content(
            f"<style>{typeface()} .map {MAPS_HALO} .crowd{{position:absolute}} body{{margin:0}}</style>{used}"
            f'<div id="figure" style="{size}"></div><div id="drawing" style="{size}"></div>'
        )
        for script in ("vendor/plotly-cartesian.min.js", "theme.js", "crowd.js"):
            page.add_script_tag(path=str(ASSETS / script))

    def figure(self, sheet: Sheet, *, crowded: bool = False) -> np.ndarray:
        """What Plotly shows; or Plotly without marks, and these on their canvas."""
        kind = "map" if sheet.state.view in (View.MAP, View.COMPARE) else "chart"
        figure = json.loads(sheet.figure().to_json())
        figure = crowd.on_canvas(figure) if crowded else figure
        self._page.evaluate(
            """async ([figure, kind, size]) => {
                const shown = document.getElementById("figure");
                document.getElementById("drawing").replaceChildren();
                Object.assign(shown, {className: kind}).style.visibility = "visible";
                await document.fonts.ready;
                await Plotly.newPlot(shown, figure.data, {...figure.layout, ...size}, {displayModeBar: false});
                await Promise.all([...shown.querySelectorAll("image")].map((image) => image.decode?.()));
                mali.crowd(shown)?.paint();
                await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            }""",
            [figure, kind, {"width": WIDTH, "height": WIDE.height}],
        )
        return self._picture()

    def drawing(self, written: str) -> np.ndarray:
        """What a browser makes of a drawing."""
        self._page.evaluate(
            """async (svg) => {
                document.getElementById("figure").style.visibility = "hidden";
                document.getElementById("drawing").innerHTML = svg;
                await Promise.all([...document.querySelectorAll("#drawing image")].map((image) => image.decode?.()));
                await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
            }""",
            written,
        )
        return self._picture()

    def _picture(self) -> np.ndarray:
        return np.asarray(Image.open(io.BytesIO(self._page.screenshot())).convert("RGB")).astype(np.float32)


@pytest.fixture(scope="module")
def easel(playwright):
    browser = launch(playwright)
    yield Easel(browser.new_page())
    browser.close()


def off(one: np.ndarray, other: np.ndarray) -> float:
    """How far the worst tile of two pictures is off, whichever way one of them is moved by a pixel."""
    one, other = _soft(one), _soft(other)
    best = np.full((WIDE.height // TILE, WIDTH // TILE), np.inf, np.float32)
    for down, across in product((-1, 0, 1), repeat=2):
        apart = np.abs(one - np.roll(other, (down, across), (1, 2))).max(0)
        best = np.minimum(best, apart.reshape(WIDE.height // TILE, TILE, WIDTH // TILE, TILE).mean((1, 3)))
    return float(best.max())


def _soft(picture: np.ndarray) -> np.ndarray:
    """A picture, a plane a colour, of which each pixel is the mean of nine: edges drawn by two programs agree then."""
    padded = np.pad(picture.transpose(2, 0, 1), ((0, 0), (1, 1), (1, 1)), mode="edge")
    down = padded[:, :-2] + padded[:, 1:-1] + padded[:, 2:]
    return (down[:, :, :-2] + down[:, :, 1:-1] + down[:, :, 2:]) / 9


@pytest.fixture
def sheet_of(record):
    def sheet(query: str) -> Sheet:
        read = read_view(query, record)
        assert not read.notices
        return sheets_of(record, Order(read.state))[0]

    return sheet


@pytest.fixture
def drawn(record):
    return lambda sheet: svg(Drawer(record, Text(sheet.state.lang)).draw(sheet), with_face=False)


def test_there_are_views_enough():
    assert len(set(VIEWS)) >= 40


@pytest.mark.parametrize("query", VIEWS)
def test_the_drawing_is_what_the_screen_shows(easel, sheet_of, drawn, query):
    sheet = sheet_of(query)
    assert off(easel.figure(sheet), easel.drawing(drawn(sheet))) < WORST


APART = "view=compare&from=2022-01-01&to=2023-12-31&frame=-1,17.5,4,21.5"
"""Marks that overlap lie whole over one another on a canvas, but by parts where Plotly draws them."""


@pytest.mark.parametrize("query", [*VIEWS[:4], APART])
def test_marks_on_a_canvas_are_those_that_plotly_draws(easel, sheet_of, monkeypatch, query):
    sheet = sheet_of(query)
    one_by_one = easel.figure(sheet)
    monkeypatch.setattr(crowd, "MOST", 0)
    assert off(one_by_one, easel.figure(sheet, crowded=True)) < WORST_MARK


@pytest.mark.parametrize("lost", ["points", "halos", "siege", "x", "stale"])
def test_a_mark_that_is_lost_on_the_canvas_is_noticed(easel, sheet_of, monkeypatch, lost):
    sheet = sheet_of("on=2023-12-15")
    one_by_one = easel.figure(sheet)
    whole = crowd.on_canvas

    def without(figure):
        drawn = whole(figure)
        meta = drawn["layout"]["meta"]
        meta["crowd"]["traces"].remove((meta | meta["signs"])[lost])
        return drawn

    monkeypatch.setattr(crowd, "MOST", 0)
    monkeypatch.setattr(crowd, "on_canvas", without)
    assert off(one_by_one, easel.figure(sheet, crowded=True)) > WORST_MARK


def _shifted(written: str) -> str:
    """The name Kidal five pixels to the right."""
    return re.sub(r'x="([\d.]+)"([^>]*>Kidal<)', lambda found: f'x="{float(found[1]) + 5}"{found[2]}', written, count=1)


def _recoloured(written: str) -> str:
    """The colour of the army's areas a little darker."""
    return written.replace("#4371cb", "#2f57a8")


def _without_stripes(written: str) -> str:
    """No stripes over any area."""
    return re.sub(r'<path d="[^"]*" fill-rule="evenodd" fill="#[0-9a-f]+"[^>]*/>', "", written)


def _without_halos(written: str) -> str:
    """Names without their light edge."""
    return re.sub(r' paint-order="stroke"[^>]*?stroke-linejoin="round"', "", written)


def _without_sieges(written: str) -> str:
    """No ring around any place that is besieged."""
    return re.sub(r'<circle [^>]*fill="none" stroke="#[0-9a-f]+" stroke-width="2.2"[^>]*/>', "", written)


@pytest.mark.parametrize(
    "harm", [_shifted, _recoloured, _without_stripes, _without_halos, _without_sieges], ids=lambda harm: harm.__name__
)
def test_a_wrong_hatch_a_lost_halo_or_ring_a_shifted_name_or_another_colour_is_noticed(easel, sheet_of, drawn, harm):
    sheet = sheet_of("on=2023-12-15")
    written = drawn(sheet)
    harmed = harm(written)
    assert harmed != written
    assert off(easel.figure(sheet), easel.drawing(harmed)) > WORST
