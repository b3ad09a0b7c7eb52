"""The sheets of every view, read back: native shapes, marking, notes with every source, the same bytes every time."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from openxml_audit import validate_pptx
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Emu
from pypdf import PdfReader
from slides import shapes_in, texts_in

from dashboard.asked.reading import read_exactly
from dashboard.asked.size import WIDE, WIDTH
from dashboard.asked.state import ViewState
from dashboard.asked.view import Mode, View
from dashboard.drawing.office import EMU
from dashboard.drawing.primitives import colour_of
from dashboard.export.checking import compared, stamp_in
from dashboard.export.deck import Series
from dashboard.export.files import make
from dashboard.export.order import Order
from dashboard.export.request import Request
from dashboard.export.sheets import sheets_of
from dashboard.figures.map.drawn import Drawn
from dashboard.figures.sheets.margins import HEADLINE
from dashboard.figures.trends.charts import CHARTS as TRENDS
from dashboard.text import Text
from geodata.timeline import Timeline

MARKING = "DIFFUSION RESTREINTE <b>=1+1</b> & co"
DAYS = {"after": date(2023, 8, 1), "until": date(2023, 11, 30)}
VIEWS = {
    "side by side": ViewState(view=View.COMPARE, **DAYS),
    "later day left": ViewState(view=View.COMPARE, flip=True, lang="fr", **DAYS),
    "what is different": ViewState(view=View.COMPARE, mode=Mode.CHANGE, lang="fr", **DAYS),
    "what is different at first": ViewState(
        view=View.COMPARE, mode=Mode.CHANGE, after=date(2012, 1, 1), until=date(2012, 4, 10)
    ),
    "timeline": ViewState(view=View.TIMELINE, lang="fr"),
    "timeline of a region": ViewState(view=View.TIMELINE, regions=frozenset({"Kidal"})),
    "trends": ViewState(view=View.TRENDS),
    "trends in French": ViewState(view=View.TRENDS, lang="fr", on=date(2013, 2, 1)),
}


MAPS = [name for name, state in VIEWS.items() if state.view is View.COMPARE]
CHARTS = [name for name in VIEWS if name not in MAPS]
IMAGED = ["side by side", "what is different", "timeline of a region", "trends"]
"""The views whose images are read back too: each kind once, since a browser takes long over them."""
of_maps = pytest.mark.parametrize("order", MAPS, indirect=True)
of_charts = pytest.mark.parametrize("order", CHARTS, indirect=True)


@pytest.fixture(scope="module", params=VIEWS)
def order(request) -> Order:
    return Order(VIEWS[request.param].but(marking=MARKING), "", "http://127.0.0.1:8050/")


@pytest.fixture(scope="module")
def sheets(record, order):
    return sheets_of(record, order)


@pytest.fixture(scope="module")
def file(record, order) -> bytes:
    return make(record, Request.of(order, "pptx"))


@pytest.fixture(scope="module")
def slides(file):
    return list(Presentation(BytesIO(file)).slides)


@pytest.fixture
def text(order) -> Text:
    return Text(order.state.lang)


def pictures(slide):
    return [shape for shape in shapes_in(slide.shapes) if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]


def described(slide):
    return {element.get("descr") for element in slide._element.iter("{*}cNvPr") if element.get("descr")}


def test_there_is_a_slide_for_every_sheet_and_its_title_is_the_headline(slides, sheets, order):
    assert len(slides) == len(sheets)
    for slide, sheet in zip(slides, sheets, strict=True):
        [headline] = [note for note in sheet.figure().layout.annotations if note.name == HEADLINE]
        assert slide.shapes.title.text_frame.text == headline.text


@of_charts
def test_a_chart_is_titled_with_what_it_shows_and_the_day_stands_below(slides, sheets, order, record, text):
    if order.state.view is View.TRENDS:
        timeline = Timeline(record, order.state.lens)
        names = [count(timeline, order.state, text).texts.title for count in TRENDS.values()]
    else:
        names = [text("Northern Mali: who held each place, {days}", days="2012–2024")] * len(sheets)
    assert [slide.shapes.title.text_frame.text for slide in slides] == names
    for name, sheet in zip(names, sheets, strict=True):
        notes = {note.name: note for note in sheet.figure().layout.annotations}
        headline, day = notes[HEADLINE], notes["date"]
        assert headline.text == name
        assert day.text.startswith(text.weekday(order.state.on))
        assert headline.font.size > day.font.size
        assert headline.yshift > day.yshift
        assert sheet.title.startswith(f"{name} · {text.weekday(order.state.on)}")


EMPTY = [
    "layers=none",
    "actors=ISGS&regions=Kidal",
    "frame=-8,20,-7,21",
    "view=compare&layers=none",
    "view=compare&actors=ISGS&regions=Kidal",
    "view=compare&mode=change&layers=none",
    "view=compare&mode=change&actors=ISGS&regions=Kidal",
    "view=trends&actors=ISGS&regions=Taoud%C3%A9nit",
    "view=timeline&actors=ISGS&regions=Kidal&kinds=massif",
]
HEADED = {
    "legend-title": ("slot-", "legend-"),
    "kinds-title": ("kind-said-",),
    "camps-title": ("camp-said-",),
    "grades-title": ("grade-said-",),
}
"""The headings of keys, with what stands below them."""


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("query", EMPTY)
def test_a_sheet_on_which_nothing_is_left_says_so_and_has_no_heading_without_content(query, language, record):
    for sheet in sheets_of(record, Order(read_exactly(f"{query}&lang={language}", record))):
        notes = {note.name: note.text for note in sheet.figure().layout.annotations}
        assert {"legend-nothing", "nothing"} & set(notes)
        for heading in set(HEADED) & set(notes):
            below = [name for name in notes if name.startswith(HEADED[heading]) and name != heading]
            assert set(below) - {"legend-nothing"}, heading


def test_a_sheet_on_which_something_is_left_does_not_say_that_nothing_is(sheets):
    for sheet in sheets:
        assert not {"legend-nothing", "nothing"} & {note.name for note in sheet.figure().layout.annotations}


def test_notes_without_claims_have_no_heading_for_them(record):
    [sheet] = sheets_of(record, Order(read_exactly("layers=none", record)))
    assert "Claims shown" not in sheet.notes()
    assert "Sources" not in sheet.notes()


def test_a_deck_without_sources_says_so(record):
    state = read_exactly("layers=none&from=2023-11-01&to=2023-11-14", record)
    series = Series.of(record, Order(state), [state.after, state.until])
    assert series.sources(series.sheets()) == ["No claim is shown, and so no source."]


def test_the_only_pictures_are_the_reliefs_of_maps(slides, sheets, order):
    reliefs = {View.COMPARE: 1 if order.state.mode is Mode.CHANGE else 2}.get(order.state.view, 0)
    for slide in slides:
        assert len(pictures(slide)) == reliefs


def test_the_marking_stands_at_top_and_bottom_as_it_was_typed(slides, text):
    for slide in slides:
        [group] = [shape for shape in slide.shapes if shape.name == text("Handling marking")]
        assert texts_in(group.shapes) == [MARKING] * 2
        top, bottom = sorted(shape.top for shape in group.shapes)
        assert top < Emu(30 * EMU)
        assert bottom > Emu((WIDE.height - 30) * EMU)


def test_nothing_lies_off_the_slide(slides):
    for shape in (shape for slide in slides for shape in slide.shapes):
        assert shape.left >= 0
        assert shape.top >= 0
        assert shape.left + shape.width <= Emu(WIDTH * EMU), shape.name
        assert shape.top + shape.height <= Emu(WIDE.height * EMU), shape.name


def test_numbers_of_shapes_are_unique(slides):
    for slide in slides:
        found = [element.get("id") for element in slide._element.iter("{*}cNvPr")]
        assert len(found) == len(set(found))


def test_the_notes_hold_every_claim_and_every_source(slides, sheets, record):
    for slide, sheet in zip(slides, sheets, strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        assert sheet.claims()
        for claim in sheet.claims():
            assert sheet.text.of(claim.text) in notes
            for source in claim.source_ids:
                assert record.sources[source].title in notes
        assert record.digest in notes
        assert sheet.order.link in notes


@of_maps
def test_a_map_names_every_place_it_draws_with_its_state(slides, sheets, record):
    [slide], [sheet] = slides, sheets
    panels = sheet.picture().panels
    points = set(Drawn.of(record).points)
    for number, panel in enumerate(panels):
        shown = [place.id for place in panel.places(record)]
        assert shown
        assert {sheet.said_of(place, number) for place in shown} <= described(slide)
        assert set(shown) <= points


@of_maps
def test_an_area_of_two_colours_has_both(slides, sheets):
    [slide], [sheet] = slides, sheets
    wanted, found = [], []
    for panel in sheet.picture().panels:
        two = [one for one in panel.figure.data if one.uid.startswith("area-") and one.fillpattern.shape]
        wanted += [colour_of(trace.fillpattern.fgcolor)[0] for trace in two]
    for shape in shapes_in(slide.shapes):
        if shape.name.endswith(": stripes"):
            found.append(str(shape.fill.fore_color.rgb))
    assert sorted(found) == sorted(wanted)


@of_charts
def test_every_bar_and_layer_of_a_chart_is_a_shape_of_its_colour(slides, sheets):
    for slide, sheet in zip(slides, sheets, strict=True):
        drawn = {str(one.fill.fore_color.rgb) for one in shapes_in(slide.shapes) if is_filled(one)}
        for trace in sheet.figure().data:
            if trace.type == "scatter" and trace.stackgroup and any(trace.y):
                ground = trace.fillpattern.bgcolor if trace.fillpattern.shape else trace.fillcolor
                assert colour_of(ground)[0] in drawn, trace.name
            if trace.type == "bar" and trace.orientation == "h" and trace.hovertext:
                words = {said.replace("<br>", " ") for said in trace.hovertext}
                assert words <= described(slide), trace.name


def is_filled(shape) -> bool:
    return shape.shape_type in (MSO_SHAPE_TYPE.AUTO_SHAPE, MSO_SHAPE_TYPE.FREEFORM) and shape.fill.type == 1


@of_charts
def test_what_a_chart_writes_stands_on_its_slide(slides, sheets):
    for slide, sheet in zip(slides, sheets, strict=True):
        said = {line for words in texts_in(slide.shapes) for line in words.split("\n")}
        layout = sheet.figure().layout
        for note in layout.annotations:
            plain = note.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            assert {line for line in plain.split("<br>") if line.strip()} <= said
        assert set(layout.xaxis.ticktext) <= said


def test_the_same_view_gives_the_same_bytes_and_is_found_unchanged(file, order, record, tmp_path):
    assert make(record, Request.of(order, "pptx")) == file
    path = tmp_path / "view.pptx"
    path.write_bytes(file)
    same, lines = compared(stamp_in(path), record)
    assert same, lines


@pytest.mark.parametrize("order", IMAGED, indirect=True)
def test_images_and_pages_hold_every_sheet(order, sheets, record):
    def made(kind):
        return make(record, Request.of(order, kind))

    svg = made("svg").decode()
    reliefs = {View.COMPARE: 1 if order.state.mode is Mode.CHANGE else 2}.get(order.state.view, 0)
    assert len(re.findall(r"<image\b", svg)) == reliefs
    assert made("svg").decode() == svg
    with Image.open(BytesIO(made("png"))) as image:
        assert image.size == (2 * WIDTH, 2 * WIDE.height * len(sheets))
    pages = PdfReader(BytesIO(made("pdf"))).pages
    assert len(pages) == len(sheets)
    for page, sheet in zip(pages, sheets, strict=True):
        [headline] = [note.text for note in sheet.figure().layout.annotations if note.name == HEADLINE]
        assert unescape(headline) in unescape(svg)
        assert unescape(headline) in page.extract_text()
        assert page.extract_text().count("DIFFUSION RESTREINTE") == 2


def test_an_office_opens_it_without_repair(file, tmp_path):
    path = tmp_path / "view.pptx"
    path.write_bytes(file)
    assert [str(one) for one in validate_pptx(path).errors] == []
