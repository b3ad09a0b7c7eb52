"""Sheets in every size: of one width and type, some higher, and nothing cut, off the sheet or over another thing."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from measuring import note_boxes, off_the_sheet, overlapping, path_boxes, tick_boxes
from openxml_audit import validate_pptx
from PIL import Image
from pptx import Presentation
from pptx.util import Inches
from pypdf import PdfReader
from slides import shapes_in

from dashboard.app import create_app
from dashboard.asked.size import SIZES, WIDE, WIDTH
from dashboard.asked.state import ViewState
from dashboard.asked.view import Mode, View
from dashboard.config import Settings
from dashboard.export.checking import compared, stamp_in
from dashboard.export.files import make
from dashboard.export.order import Order, OrderError
from dashboard.export.request import Request
from dashboard.export.sheets import sheets_of
from dashboard.figures.sheets.beside import LEAST_TOLD

POINTS_READ = 14
A_POINT = 72
"""In an inch."""
TWELVE = tuple(date(2023, month, 1) for month in range(1, 13))
VIEWS = {
    "map": {},
    "side by side": {"view": View.COMPARE},
    "parted": {"view": View.COMPARE, "mode": Mode.SWIPE},
    "changes": {"view": View.COMPARE, "mode": Mode.CHANGE, "after": date(2023, 8, 1)},
    "timeline": {"view": View.TIMELINE},
    "trends": {"view": View.TRENDS},
    "two days": {"several": TWELVE[:2]},
    "three days": {"several": TWELVE[:3]},
    "twelve days": {"several": TWELVE},
}
CHARTS = ("timeline", "trends")
HIGHER = [size for size in SIZES.values() if size != WIDE]
of_every_size = pytest.mark.parametrize("size", HIGHER, ids=lambda size: size.name)


def order_of(name, size, lang="fr"):
    return Order(ViewState(lang=lang, **VIEWS[name]), "DIFFUSION RESTREINTE", "http://127.0.0.1:8050/", size=size)


@of_every_size
@pytest.mark.parametrize("name", VIEWS)
def test_in_french_nothing_lies_off_a_sheet_no_two_texts_touch_and_no_title_or_legend_is_cut(record, name, size):
    for sheet in sheets_of(record, order_of(name, size)):
        figure = sheet.figure()
        assert (figure.layout.width, figure.layout.height) == (WIDTH, size.height)
        texts, paths = note_boxes(figure), path_boxes(figure)
        texts |= tick_boxes(figure) if name in CHARTS else {}
        assert off_the_sheet(texts | paths, size) == []
        assert overlapping(texts) == []
        signs = {name: box for name, box in paths.items() if name.startswith("swatch-") and not name.endswith("-lead")}
        assert [pair for pair in overlapping(texts | signs) if not set(pair) <= set(signs)] == []
        said = {note.name: unescape(note.text) for note in figure.layout.annotations}
        assert not [each for each, words in said.items() if "…" in words]
        lowest = max(1 - figure.layout[axis].domain[0] for axis in figure.layout if axis.startswith("yaxis"))
        assert name == "timeline" or size.height - 255 < lowest * size.height < size.height - 60, "its height is used"


@of_every_size
@pytest.mark.parametrize("name", ["map", "trends"])
def test_every_kind_of_file_has_the_size_that_was_asked_for_and_repeats_byte_for_byte(record, name, size):
    order = order_of(name, size)
    count = len(sheets_of(record, order))
    pages = PdfReader(BytesIO(make(record, Request.of(order, "pdf")))).pages
    inches = [float(side) / A_POINT for side in pages[0].mediabox[2:]]
    assert len(pages) == count
    assert inches == pytest.approx(size.inches, abs=0.001)
    file = make(record, Request.of(order, "pptx"))
    deck = Presentation(BytesIO(file))
    assert (deck.slide_width, deck.slide_height) == tuple(map(Inches, size.inches))
    for shape in (shape for slide in deck.slides for shape in shapes_in(slide.shapes)):
        assert shape.left >= 0
        assert shape.left + shape.width <= deck.slide_width + 9525
        assert shape.top + shape.height <= deck.slide_height + 9525
    svg = make(record, Request.of(order, "svg")).decode()
    assert f'viewBox="0 0 {WIDTH} {size.height * count}"' in svg
    with Image.open(BytesIO(make(record, Request.of(order, "png")))) as image:
        assert image.size == (2 * WIDTH, 2 * size.height * count)
    assert make(record, Request.of(order, "pptx")) == file
    assert make(record, Request.of(order, "svg")).decode() == svg
    assert f"_{size.name}_fr_" in Request.of(order, "pdf").name(record)


@of_every_size
def test_type_keeps_its_share_of_a_slide_of_any_size(record, size):
    def shares(of):
        deck = Presentation(BytesIO(make(record, Request.of(order_of("map", of), "pptx"))))
        runs = re.findall(r'sz="(\d+)"', deck.slides[0].part.blob.decode())
        return {round(int(run) / deck.slide_width * WIDE.inches[0] * 914400 / 10) for run in runs}

    whole, few = shares(size), shares(WIDE)
    assert max(whole) == max(few)
    assert POINTS_READ in {round(share / 10) for share in whole & few}
    assert min(few) - 2 <= min(whole)  # where there is more room, fewer lines of a legend move together


def test_a_page_of_a4_lies_across_and_its_twelve_days_can_be_read(record):
    a4 = SIZES["a4"]
    assert [round(side * 25.4, 3) for side in a4.inches] == [297, 210]
    [sheet] = sheets_of(record, order_of("twelve days", a4))
    points = a4.inches[0] * A_POINT / WIDTH
    said = sheet.figure().layout.annotations
    days = [note for note in said if note.name.startswith("panel-")]
    assert len(days) == len(TWELVE)
    assert min(note.font.size * points for note in days) > 8.5
    assert min(note.font.size * points for note in said if note.name != "footer") > 7.5
    assert min(panel.window.width * a4.inches[0] * 25.4 / WIDTH for panel in sheet.picture().panels) > 45


def test_a_higher_sheet_tells_more_of_what_changed_last(record):
    told = {}
    for size in SIZES.values():
        [sheet] = sheets_of(record, order_of("map", size))
        told[size.name] = sum(note.name.startswith("changes-what") for note in sheet.figure().layout.annotations)
    assert told["16x9"] == LEAST_TOLD < told["a4"] < told["4x3"]


@of_every_size
def test_a_deck_has_one_size_and_its_lists_end_above_its_edge(record, size, tmp_path):
    state = ViewState(after=date(2023, 10, 1), until=date(2023, 11, 14), lang="fr")
    path = tmp_path / "deck.pptx"
    path.write_bytes(make(record, Request.of(Order(state, "Mention", size=size), "pptx", "day")))
    assert [str(one) for one in validate_pptx(path).errors] == []
    deck = Presentation(str(path))
    assert (deck.slide_width, deck.slide_height) == tuple(map(Inches, size.inches))
    for slide in deck.slides:
        for shape in shapes_in(slide.shapes):
            assert shape.top + shape.height <= deck.slide_height + 9525


@of_every_size
def test_a_file_of_another_size_is_checked_by_what_that_size_draws(record, size, tmp_path):
    for name in ("map", "side by side", "timeline"):
        path = tmp_path / "view.svg"
        path.write_bytes(make(record, Request.of(order_of(name, size), "svg")))
        stamp = stamp_in(path)
        assert stamp.size == size
        assert compared(stamp, record)[0]


def test_a_size_is_refused_for_a_file_without_sheets(record):
    with pytest.raises(OrderError, match=r"found 'a4 \(HTML\)'; allowed: 16x9"):
        Request.of(Order(ViewState(), size=SIZES["a4"]), "html")


@pytest.fixture(scope="module")
def client():
    return create_app(Settings(), is_tried=False).server.test_client()


@pytest.mark.parametrize("address", ["/brief.pdf?on=2023-11-14&lang=fr&size=a3", "/brief.svg?lang=fr&size=a3"])
def test_a_size_that_there_is_not_is_refused_in_words(client, address):
    answer = client.get(address)
    assert answer.status_code == 400
    assert "a3" in answer.json["error"]
    assert answer.json["error"].endswith("16x9, a4, 4x3")


def test_the_address_of_an_export_takes_a_size(client, record):
    answer = client.get("/brief.svg?on=2023-11-14&size=a4")
    assert answer.status_code == 200
    assert 'viewBox="0 0 1280 905"' in answer.text
    assert f"_a4_en_{record.digest}.svg" in answer.headers["Content-Disposition"]
