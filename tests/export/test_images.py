"""Images and pages read back: vectors but for the relief, text as text in our typeface, the same bytes every time."""

import os
import re
import subprocess
import sys
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from dashboard.asked.frame import Frame
from dashboard.asked.size import WIDE, WIDTH
from dashboard.asked.state import ViewState
from dashboard.asked.view import SHEETED
from dashboard.drawing import paper, svg
from dashboard.drawing.primitives import Group, Sign, Words, walk
from dashboard.export.drawer import Drawer
from dashboard.export.files import make
from dashboard.export.order import Order
from dashboard.export.request import Request
from dashboard.export.sheets import DaySheet, sheets_of, title_of
from dashboard.export.stamp import stamp_of
from dashboard.text import LANGUAGES, Text
from geodata.record import load

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def drawing(one):
    return Drawer(one.record, Text("en")).draw(one)


@pytest.fixture(scope="module")
def written(drawing, one):
    return svg.svg(drawing, stamp_of([one]).written())


@pytest.fixture(scope="module")
def document(drawing):
    return paper.pdf([drawing, drawing], 'A title: é "quoted" #set \\', "a stamp")


def test_the_drawing_has_no_raster_but_the_relief(written):
    assert len(re.findall(r"<image\b", written)) == 1
    assert "data:image/jpeg" in written
    assert "foreignObject" not in written
    assert "<script" not in written


def test_the_drawing_fetches_nothing_and_leads_only_to_its_view(written, one):
    links = re.findall(r"""(?:href|src)="([^"]+)"|url\(([^)]+)\)""", written)
    found = {unescape(link) for pair in links for link in pair if link}
    assert {link for link in found if not link.startswith("data:")} == {one.order.link}


def test_the_drawing_says_the_marking_twice_and_every_name(written, one):
    assert unescape(written).count(f">{one.order.marking}<") == 2
    [labels] = [trace for trace in one.figure().data if trace.uid == "labels"]
    for name in filter(None, labels.text):
        assert name in written


def test_everything_that_stands_for_a_place_says_what_it_is(drawing):
    [places] = [item for item in drawing.items if isinstance(item, Group) and item.name == "Places and bases"]
    signs = [item for item in walk(places.parts) if isinstance(item, Sign) and item.said]
    assert len(signs) > 20
    assert any(sign.name == "Kidal" and "the army" in sign.said for sign in signs)
    assert drawing.said


def test_markup_in_a_text_is_text(drawing, written):
    assert any("<b>" in line for item in walk(drawing.items) if isinstance(item, Words) for line in item.lines)
    assert "<b>" not in written


def test_pixels_are_twice_the_sheet(drawing):
    png = paper.png([drawing], "a title", "a stamp")
    with Image.open(BytesIO(png)) as image:
        assert image.size == (2 * WIDTH, 2 * WIDE.height)
        assert image.text == {"Comment": "a stamp"}
        assert len(image.convert("RGB").resize((160, 90)).getcolors(99999)) > 200
    assert paper.png([drawing], "a title", "a stamp") == png


def test_pages_have_the_size_of_a_slide_and_hold_their_text(document, drawing):
    read = PdfReader(BytesIO(document))
    assert len(read.pages) == 2
    assert [float(side) for side in read.pages[0].mediabox[2:]] == [WIDTH * 0.75, WIDE.height * 0.75]
    said = read.pages[0].extract_text()
    for name in ("Kidal", "Ménaka", "Adrar", "Tuesday 14 November 2023"):
        assert name in said
    assert len(re.findall(r"^Aguelhok\b(?!:)", said, re.MULTILINE)) == 1, "its name stands on the ground once"
    assert paper.pdf([drawing, drawing], 'A title: é "quoted" #set \\', "a stamp") == document


def test_pages_are_tagged_have_a_title_a_language_and_an_alternative_for_each_picture(document):
    read = PdfReader(BytesIO(document))
    assert read.metadata.title == 'A title: é "quoted" #set \\'
    assert read.metadata.subject == "a stamp"
    assert "/CreationDate" not in read.metadata
    root = read.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    alternatives = [
        found for number in range(1, len(read.xref[0]) + 1) if (found := _alternative(read, number)) is not None
    ]
    assert len(alternatives) == 2
    assert all("14 November 2023" in said for said in alternatives)


ALL_VIEWS = [(view, language) for view in SHEETED for language in LANGUAGES]


@pytest.mark.parametrize(("view", "language"), ALL_VIEWS)
def test_every_page_of_every_view_can_be_searched_and_heard_and_bears_its_typeface(record, view, language):
    state = ViewState(view=view, lang=language)
    read = PdfReader(BytesIO(make(record, Request.of(Order(state), "pdf"))))
    sheets = sheets_of(record, Order(state))
    assert read.trailer["/Root"]["/Lang"] == language
    assert read.metadata.title == title_of(sheets)
    said = "".join(page.extract_text() for page in read.pages)
    assert "Ménaka" in said
    fonts = [font for page in read.pages for font in _fonts(page["/Resources"])]
    assert fonts
    for font in fonts:
        assert "SourceSans3" in font["/BaseFont"]
        assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/ToUnicode" in font
    told = [each for number in range(1, len(read.xref[0]) + 1) if (each := _alternative(read, number)) is not None]
    assert len(told) == len(read.pages) == len(sheets)
    assert all(told)


def _alternative(read: PdfReader, number: int) -> str | None:
    thing = read.get_object(number)
    return thing.get("/Alt") if isinstance(thing, dict) else None


def test_only_our_typeface_is_in_a_page_and_all_of_it_is_embedded(document):
    fonts = {
        font["/BaseFont"].partition("+")[2]: font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for page in PdfReader(BytesIO(document)).pages
        for font in _fonts(page["/Resources"])
    }
    assert fonts.keys() == {f"SourceSans3-{weight}" for weight in ("Regular", "Medium", "Semibold", "Bold")}
    assert all("/FontFile2" in descriptor for descriptor in fonts.values())


def _fonts(resources) -> list:
    own = [font.get_object() for font in (resources.get("/Font") or {}).values()]
    forms = [form.get_object() for form in (resources.get("/XObject") or {}).values()]
    return own + [font for form in forms if "/Resources" in form for font in _fonts(form["/Resources"])]


def test_an_image_is_whole_and_bears_its_text_as_far_as_an_image_can(drawing):
    with Image.open(BytesIO(paper.png([drawing, drawing], "a title", "é x 限"))) as image:
        image.load()
        assert image.size == (2 * WIDTH, 4 * WIDE.height)
        assert image.mode == "RGB"
        assert image.text == {"Comment": "é x ?"}
        above, below = (image.crop((0, top, 2 * WIDTH, top + 2 * WIDE.height)) for top in (0, 2 * WIDE.height))
        assert above.tobytes() == below.tobytes() == b"".join(row.tobytes() for row in paper.pixels([drawing])[0])


def test_a_drawing_is_the_same_whatever_was_drawn_before_it(record):
    days = [date(2012, 4, 10), date(2018, 6, 1), date(2023, 12, 15)]
    orders = [Order(ViewState(on=day, frame=frame)) for day in days for frame in (None, Frame(0.1, 17.7, 2.7, 19.5))]

    def drawn(asked, of):
        return {order: make(of, Request.of(order, "svg")) for order in asked}

    assert drawn(orders, record) == drawn(reversed(orders), load())


def test_letters_that_our_typeface_lacks_are_not_lost(record):
    order = Order(ViewState(on=DaySheet(record, Order(ViewState())).state.on, marking="سري 限阅"))
    page = PdfReader(BytesIO(make(record, Request.of(order, "pdf")))).pages[0].extract_text()
    assert "Kidal" in page
    assert "سري 限阅" in unescape(make(record, Request.of(order, "svg")).decode())


MAKES_ALL = """
import sys
from dashboard.app import create_app
from dashboard.config import Settings
from dashboard.export.files import make
from dashboard.export.order import Order
from dashboard.export.request import Request
from dashboard.asked.state import ViewState
from dashboard.asked.view import View
from geodata.record import load
import hashlib
record = load()
for view in (View.MAP, View.COMPARE, View.TIMELINE, View.TRENDS):
    for kind in ("pptx", "png", "svg", "pdf"):
        file = make(record, Request.of(Order(ViewState(view=view)), kind))
        print(view, kind, hashlib.sha256(file).hexdigest())
for kind in ("pptx", "pdf"):
    deck = make(record, Request.of(Order(ViewState()), kind, "day"))
    print("deck", kind, hashlib.sha256(deck).hexdigest())
page = create_app(Settings(state_dir=sys.argv[1]), is_tried=False).server.test_client().get("/")
print(page.status_code, "first-ground" in page.text)
"""


def test_pages_and_every_kind_of_every_view_are_made_without_any_program_and_alike_in_every_process(tmp_path):
    bare = {"PATH": "/nonexistent", "HOME": "/nonexistent", "PYTHONHASHSEED": "7"}
    said = [
        subprocess.run(
            [sys.executable, "-c", MAKES_ALL, tmp_path], cwd=ROOT, env=env, capture_output=True, text=True, check=True
        )
        for env in (bare, os.environ | {"PYTHONHASHSEED": "11"})
    ]
    assert len(said[0].stdout.splitlines()) == 19
    assert said[0].stdout.endswith("200 True\n")
    assert said[0].stdout == said[1].stdout
