"""A slide read back: everything the map shows is a shape with its name, and says what the record says."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from openxml_audit import validate_pptx
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Emu
from slides import shapes_in, texts_in

from dashboard.asked.size import WIDE, WIDTH
from dashboard.asked.state import ViewState
from dashboard.asked.view import SHEETED
from dashboard.drawing.map_parts import area_names
from dashboard.drawing.office import EMU, OfficePen
from dashboard.drawing.primitives import Words, colour_of
from dashboard.export.order import Order
from dashboard.export.sheets import DaySheet, sheets_of
from dashboard.export.slides import sheet_file
from dashboard.export.stamp import stamp_of
from dashboard.figures.map.drawn import Drawn
from dashboard.text import LANGUAGES
from dashboard.told.words import state_in_words


@pytest.fixture(scope="module")
def slide(sheet, slides):
    [slide] = Presentation(BytesIO(slides(sheet))).slides
    return slide


def group(slide, name):
    [found] = [shape for shape in slide.shapes if shape.name == name]
    return found


def test_the_slide_is_wide(one, slides):
    deck = Presentation(BytesIO(slides(one)))
    assert (deck.slide_width, deck.slide_height) == (Emu(WIDTH * EMU), Emu(WIDE.height * EMU))
    assert (deck.slide_width.inches, deck.slide_height.inches) == pytest.approx((13.333, 7.5), abs=0.001)


@pytest.mark.parametrize("view", SHEETED)
def test_the_title_of_a_file_is_that_of_every_sheet_or_else_names_the_view(record, view):
    sheets = sheets_of(record, Order(ViewState(view=view, on=date(2022, 3, 20))))
    about = Presentation(BytesIO(sheet_file(sheets, stamp_of(sheets)))).core_properties
    titles = {sheet.title for sheet in sheets}
    if len(titles) == 1:
        assert about.title in titles
    else:
        assert about.title == "Trends, 2012–2024 · Sunday 20 March 2022 · Northern Mali"


def test_every_visible_place_is_a_shape_with_its_name_and_state(sheet, slide):
    text, record = sheet.text, sheet.record
    drawn = {shape.name for shape in group(slide, text("Places and bases")).shapes}
    shown = [state for state in sheet.shown() if state.place.id in Drawn.of(record).points]
    hidden = {one.place.id for one in shown if text.of(one.place.name) not in drawn}
    assert all(place in record.bases for place in hidden), "only a base that has not opened is left out"
    described = {
        shape._element.nvSpPr.cNvPr.get("descr")
        for shape in shapes_in(slide.shapes)
        if shape.shape_type in (MSO_SHAPE_TYPE.AUTO_SHAPE, MSO_SHAPE_TYPE.FREEFORM)
    }
    for state in shown:
        if state.place.id not in hidden:
            assert state_in_words(state, record, text) in described


def test_every_area_is_a_free_shape_with_its_name(sheet, slide):
    areas = list(shapes_in(group(slide, sheet.text("Areas")).shapes))
    for name in area_names(sheet.record, sheet.text).values():
        assert any(shape.name == name and shape.shape_type == MSO_SHAPE_TYPE.FREEFORM for shape in areas)


def test_contested_areas_have_stripes_in_the_second_colour(sheet, slide):
    figure = sheet.figure()
    contested = [trace for trace in figure.data if trace.uid.startswith("area-") and trace.fillpattern.shape]
    areas = list(shapes_in(group(slide, sheet.text("Areas")).shapes))
    stripes = [shape for shape in areas if shape.name.endswith(": stripes")]
    assert len(stripes) == len(contested)
    wanted = sorted(colour_of(trace.fillpattern.fgcolor)[0] for trace in contested)
    assert sorted(str(shape.fill.fore_color.rgb) for shape in stripes) == wanted


def test_areas_have_the_colours_of_the_map(sheet, slide):
    names = area_names(sheet.record, sheet.text)
    areas = {
        s.name: s for s in shapes_in(group(slide, sheet.text("Areas")).shapes) if s.shape_type != MSO_SHAPE_TYPE.GROUP
    }
    for trace in sheet.figure().data:
        if trace.uid.startswith("area-"):
            wanted = trace.fillpattern.bgcolor if trace.fillpattern.shape else trace.fillcolor
            assert str(areas[names[trace.uid[5:]]].fill.fore_color.rgb) == colour_of(wanted)[0]


def test_the_legend_is_what_is_drawn(sheet, slide):
    legend = group(slide, sheet.text("Legend"))
    said = set(texts_in(legend.shapes)) - {sheet.text("Who holds it")}
    record, text = sheet.record, sheet.text
    seen = set()
    for place in (shape for shape in shapes_in(group(slide, text("Places and bases")).shapes)):
        if place.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE and place._element.nvSpPr.cNvPr.get("descr"):
            seen.add(str(place.fill.fore_color.rgb))
    swatches = {str(s.fill.fore_color.rgb) for s in legend.shapes if s.name.startswith("swatch") and s.fill.type == 1}
    strong = {actor.colour[1:].upper() for actor in record.actors.values()}
    assert (seen & strong) <= swatches
    assert said
    named = {text.of(actor.short) for actor in record.actors.values()}
    keys = {text("Stripes or thick rim: contested"), text("Unknown: no source"), "★ " + text("Event (7 days)")}
    keys |= {"◎ " + text("Toothed ring: besieged"), "– " + text("Dash: not lately confirmed")}
    keys |= {"○ " + text("Heavy edge: changed this day"), text("Crossed, outer rim: 3 or more")}
    keys |= {"··· " + text("Dotted edge: indicative"), "• " + text("Fading: reach not known")}
    assert all(line in keys or set(line.split(", ")) <= named for line in said)


def test_the_marking_stands_at_top_and_bottom_as_it_was_typed(sheet, slide):
    marks = group(slide, sheet.text("Handling marking"))
    assert texts_in(marks.shapes) == [sheet.order.marking] * 2
    top, bottom = sorted(shape.top for shape in marks.shapes)
    assert top < Emu(30 * EMU)
    assert bottom > Emu((WIDE.height - 30) * EMU)


def test_the_only_picture_is_the_relief(sheet, slide):
    pictures = [shape for shape in shapes_in(slide.shapes) if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert [picture.name for picture in pictures] == [sheet.text("Relief")]


def test_without_the_relief_there_is_no_picture(record, slides):
    layers = frozenset(layer for layer in ViewState().layers if layer != "relief")
    [slide] = Presentation(BytesIO(slides(DaySheet(record, Order(ViewState(layers=layers)))))).slides
    assert not [shape for shape in shapes_in(slide.shapes) if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]


def test_the_notes_hold_every_claim_and_every_source(sheet, slide):
    notes = slide.notes_slide.notes_text_frame.text
    for claim in sheet.claims():
        assert sheet.text.of(claim.text) in notes
        for source in claim.source_ids:
            assert sheet.record.sources[source].title in notes
            assert sheet.record.sources[source].url in notes
    assert sheet.record.digest in notes
    assert sheet.order.link in notes


def test_a_link_leads_back_to_the_view(one, slides):
    [slide] = Presentation(BytesIO(slides(one))).slides
    links = [rel.target_ref for rel in slide.part.rels.values() if rel.is_external]
    assert links == [one.order.link]
    assert "on=2023-11-14" in links[0]


def test_nothing_lies_off_the_slide(slide):
    for shape in slide.shapes:
        assert shape.left >= 0
        assert shape.top >= 0
        assert shape.left + shape.width <= Emu(WIDTH * EMU)
        assert shape.top + shape.height <= Emu(WIDE.height * EMU)


def test_an_office_opens_it_without_repair(sheet, slides, tmp_path):
    path = tmp_path / "day.pptx"
    path.write_bytes(slides(sheet))
    assert [str(one) for one in validate_pptx(path).errors] == []


def test_numbers_of_shapes_are_unique(slide):
    found = [element.get("id") for element in slide._element.iter("{*}cNvPr")]
    assert len(found) == len(set(found))


def test_the_same_sheet_gives_the_same_bytes(one, slides, record):
    again = DaySheet(record, Order(one.state, one.order.marking, one.order.address))
    assert slides(one) == slides(again)


def test_no_entry_says_when_it_was_made(one, slides):
    with zipfile.ZipFile(BytesIO(slides(one))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_text_may_hold_anything():
    said = OfficePen().write([Words("a\x00<b>", ("<i>&\x07",), 0, 0, size=10)])
    assert 'name="a&lt;b&gt;"' in said
    assert "<a:t>&lt;i&gt;&amp;</a:t>" in said


FIVE = [date(2012, 6, 30), date(2013, 7, 1), date(2015, 6, 20), date(2023, 11, 14), date(2024, 7, 27)]
LOOKED_UP, READ = 9.95, 13.8
"""Points of type: ten and fourteen, to what a full legend moves together."""


def words_on(shapes):
    """Name, words and points of every shape with words."""
    for shape in shapes_in(shapes):
        if shape.has_text_frame and shape.text_frame.text.strip():
            runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
            yield shape.name, shape.text_frame.text, min(run.font.size.pt for run in runs)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", SHEETED)
def test_nothing_on_a_slide_is_smaller_than_ten_points(record, view, lang):
    for day in FIVE:
        state = ViewState(view=view, on=day, after=day, until=date(2024, 12, 31), lang=lang)
        sheets = sheets_of(record, Order(state, "DIFFUSION RESTREINTE", "http://127.0.0.1:8050/", record.digest))
        for slide in Presentation(BytesIO(sheet_file(sheets, stamp_of(sheets)))).slides:
            assert [(said, size) for _, said, size in words_on(slide.shapes) if size < LOOKED_UP] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_read_on_the_slide_of_a_map_has_fourteen_points(record, lang):
    for day in FIVE:
        [sheet] = sheets_of(record, Order(ViewState(on=day, lang=lang)))
        [slide] = Presentation(BytesIO(sheet_file([sheet], stamp_of([sheet])))).slides
        actors = {sheet.text.of(actor.short) for actor in record.actors.values()}
        holders = [(said, size) for name, said, size in words_on(slide.shapes) if set(said.split(", ")) <= actors]
        named = [(said, size) for _, said, size in words_on(group(slide, sheet.text("Names of places")).shapes)]
        above = [(said, size) for name, said, size in words_on(slide.shapes) if name in ("date", "title")]
        assert len(holders) > 1 < len(named)
        assert len(above) == 2
        assert [one for one in (*holders, *named, *above) if one[1] < READ] == []
