"""The sheets of the timeline: every kept place once, all that explains it on the page, nothing left to a browser."""

from datetime import date, datetime, timedelta
from html import unescape

import pytest
from asking import views
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from measuring import note_boxes, off_the_sheet, overlapping, path_boxes, tick_boxes
from period import DAYS, FIRST

from dashboard.asked.state import ViewState
from dashboard.figures.labels import text_width
from dashboard.figures.sheets.margins import WIDTH
from dashboard.figures.sheets.timeline_sheet import timeline_sheets
from dashboard.figures.style import UNKNOWN_COLOUR, look
from dashboard.text import LANGUAGES, Text, catalogue
from dashboard.told.names import filter_in_words
from geodata.bases import in_use
from geodata.grades import Grade
from geodata.timeline import Timeline
from geodata.vocabulary import Camp, PlaceKind, Status

MARKING = "FOR OFFICIAL USE"
ASKED = {
    "everything": ViewState(),
    "the first day": ViewState(on=date(2012, 1, 1), place="menaka"),
    "the last day": ViewState(on=date(2024, 12, 31), regions=frozenset({"Kidal"}), place="kidal"),
    "UN bases": ViewState(on=date(2016, 7, 1), kinds=frozenset({PlaceKind.UN_BASE})),
    "JNIM": ViewState(on=date(2022, 3, 10), actors=frozenset({"JNIM"})),
    "known early": ViewState(on=date(2014, 5, 21), known=date(2015, 1, 1)),
    "better grades": ViewState(on=date(2019, 2, 1), grade=Grade.parse("B2"), camps=frozenset({Camp.JIHADIST})),
    "nothing": ViewState(kinds=frozenset({PlaceKind.UN_BASE}), actors=frozenset({"TAKUBA"})),
}


@pytest.fixture(scope="module", params=[(name, lang) for name in ASKED for lang in LANGUAGES], ids=" ".join)
def asked(request, record):
    """A view, its timeline, and its sheets with a marking."""
    name, language = request.param
    state = ASKED[name].but(lang=language)
    timeline = Timeline(record, state.lens)
    return state, timeline, timeline_sheets(timeline, state, Text(language), marking=MARKING)


def notes(figure):
    return {note.name: unescape(note.text).replace("<br>", " ") for note in figure.layout.annotations}


def kept(state, timeline):
    """Ids of the places that hold anything the filter keeps."""
    record = timeline.record
    known = {name: spans for name, spans in timeline.spans.items() if name not in record.unopened}
    return {name for name, spans in known.items() if any(state.filter.keeps_state(s, record) for s in spans)}


def seen_spans(figure, state, timeline):
    """The states of the places on a page, of bases from their opening on."""
    record = timeline.record
    for name in figure.layout.meta["places"]:
        base = record.bases.get(name)
        opened = in_use(base, record)[0] if base else FIRST
        for span in timeline.spans[name]:
            if span.until >= opened:
                yield span


def swatches(figure):
    """For each line of the key the colour it shows first, by what it says."""
    fills = {shape.name: shape.fillcolor for shape in figure.layout.shapes}
    return {
        said: fills.get(name.replace("legend", "swatch"))
        for name, said in notes(figure).items()
        if name.startswith("legend-")
    }


def pixel(figure, moment):
    """Where a moment stands on the sheet."""
    left, right = (WIDTH * part for part in figure.layout.xaxis.domain)
    days = (datetime.fromisoformat(str(moment)) - datetime.combine(FIRST, datetime.min.time())) / timedelta(days=1)
    return left + (right - left) * days / DAYS


def test_the_pages_hold_every_kept_place_once(asked):
    state, timeline, sheets = asked
    places = [name for sheet in sheets for name in sheet.layout.meta["places"]]
    assert len(places) == len(set(places))
    assert set(places) == kept(state, timeline)


def test_every_place_of_a_page_has_its_name_and_a_strip_beside_it(asked):
    state, timeline, sheets = asked
    text = Text(state.lang)
    for sheet in sheets:
        axis, places = sheet.layout.yaxis, sheet.layout.meta["places"]
        rows = dict(zip((said.replace("<br>", " ") for said in axis.ticktext), axis.tickvals, strict=True))
        strips = [trace for trace in sheet.data if trace.uid.startswith("strips-")]
        heights = {y for trace in strips for y in trace.y}
        assert {rows[text.of(timeline.record.places[name].name)] for name in places} == heights


def test_a_filter_that_keeps_nothing_gives_one_page_that_says_so(timeline):
    [sheet] = timeline_sheets(timeline, ASKED["nothing"], Text("en"))
    assert notes(sheet)["nothing"] == "No place is kept by this filter."
    assert sheet.layout.meta["places"] == []


def test_a_group_on_two_pages_says_that_it_goes_on(timeline):
    titles = [
        [said for name, said in notes(sheet).items() if name.startswith("group-")]
        for sheet in timeline_sheets(timeline, ViewState(), Text("en"))
    ]
    flat = [title for page in titles for title in page]
    again = [title for title in flat if title.endswith(" (continued)")]
    assert again
    assert all(page.index(title) == 0 for page in titles for title in page if title in again)
    assert all(title.removesuffix(" (continued)") in flat for title in again)


def test_every_page_says_day_filter_cut_off_version_definition_and_sources(asked):
    state, timeline, sheets = asked
    text, digest = Text(state.lang), timeline.record.digest
    for number, sheet in enumerate(sheets, 1):
        said = notes(sheet)
        assert said["date"].startswith(text.weekday(state.on))
        assert said["day-label"] == text.short_day(state.on)
        assert all(
            phrase in said["date"].replace("<br>", " ")
            for phrase in filter_in_words(state.filter, timeline.record, text)
        )
        assert digest in said["cut-off"]
        assert (
            text("Control: the force that garrisons or polices the named place and can keep others out.")
            in (said["footer"])
        )
        assert f"{len(timeline.record.sources)}" in said["footer"]
        assert (sheet.layout.meta["page"], sheet.layout.meta["pages"]) == (number, len(sheets))
        assert ("page" in said) == (len(sheets) > 1)


def test_the_day_is_marked_by_a_line_through_all_rows(asked):
    state, _, sheets = asked
    for sheet in sheets:
        [line] = [shape for shape in sheet.layout.shapes if shape.name == "day"]
        assert (line.x0, line.x1) == (state.on.isoformat(), state.on.isoformat())
        assert [line.y0, line.y1] == pytest.approx(sheet.layout.yaxis.domain)


def test_the_marking_stands_twice_and_is_never_markup(timeline):
    state = ViewState(regions=frozenset({"Mopti"}))
    [sheet] = timeline_sheets(timeline, state, Text("en"), marking="<b>SECRET</b>")
    texts = [note.text for note in sheet.layout.annotations if note.name.startswith("marking")]
    assert texts == ["&lt;b&gt;SECRET&lt;/b&gt;"] * 2
    [bare] = timeline_sheets(timeline, state, Text("en"))
    assert not [name for name in notes(bare) if name.startswith("marking")]


def test_nothing_lies_off_the_sheet_and_no_two_texts_touch(asked):
    for sheet in asked[2]:
        texts, paths = note_boxes(sheet) | tick_boxes(sheet), path_boxes(sheet)
        signs = {name: box for name, box in paths.items() if name.startswith("swatch-")}
        assert off_the_sheet(texts | paths) == []
        assert overlapping(texts) == []
        assert [pair for pair in overlapping(texts | signs) if not set(pair) <= set(signs)] == []


def test_no_name_of_a_group_reaches_into_the_strips(asked):
    for sheet in asked[2]:
        left = WIDTH * sheet.layout.xaxis.domain[0]
        reach = [box[0] + box[2] for name, box in note_boxes(sheet).items() if name.startswith("group-")]
        assert all(right <= left for right in reach)


def test_the_colours_of_the_key_are_those_that_are_drawn(asked):
    state, timeline, sheets = asked
    actors = timeline.record.actors
    for sheet in sheets:
        spans = list(seen_spans(sheet, state, timeline))
        besieged = [span for span in spans if span.status is Status.BESIEGED]
        sides = {side for span in spans for side in span.sides} | {span.around[0] for span in besieged}
        present = {
            colour
            for span in spans
            for colour in list(dict.fromkeys(actors[one].colour for one in span.present if one not in span.sides))[:3]
        }
        unknown = {UNKNOWN_COLOUR for span in spans if not look(span, timeline.record).actors}
        signs = (
            "Event",
            "Bar",
            "Événement",
            "Stripes",
            "Fainter",
            "Thin",
            "Soft",
            "Coloured edges",
            "Base",
            "Dotted",
            "Hachures",
            "Estompé",
            "Trait",
            "Bord",
            "Poin",
        )
        found = [colour for said, colour in swatches(sheet).items() if not said.startswith(signs)]
        assert (Text(state.lang)("Coloured edges: besieged") in swatches(sheet)) == bool(besieged)
        assert len(found) == len(set(found))
        assert set(found) == {actors[side].colour for side in sides} | present | unknown


def test_the_signs_of_the_key_are_those_that_are_drawn(asked):
    state, timeline, sheets = asked
    text = Text(state.lang)
    for sheet in sheets:
        traces = {trace.uid: trace for trace in sheet.data}
        spans = list(seen_spans(sheet, state, timeline))
        key = swatches(sheet)
        assert (text("Stripes: contested by the second colour") in key) == ("strips-contested" in traces)
        assert ("strips-contested" in traces) == any(span.status is Status.CONTESTED for span in spans)
        assert (text("Thin line: also present") in key) == ("present" in traces)
        assert (text("Soft edge: day not known exactly") in key) == ("soft-edges" in traces)
        assert (text("Base opened") in key) == ("triangle-right" in traces)
        assert (text("Base handed over") in key) == ("circle" in traces)
        assert (text("Base left, handed to nobody") in key) == ("x" in traces)
        assert all(len(trace.x) for uid, trace in traces.items() if uid != "names")


def test_a_figure_is_made_of_what_a_slide_can_draw(asked):
    for sheet in asked[2]:
        layout = sheet.layout
        assert (layout.width, layout.height, layout.paper_bgcolor) == (1280, 720, "#f6f3ec")
        assert {layout.margin[side] for side in "ltrb"} == {0}
        assert all(axis.range and axis.domain and axis.tickvals is not None for axis in (layout.xaxis, layout.yaxis))
        assert layout.template.layout.to_plotly_json() == {}
        assert len({trace.uid for trace in sheet.data}) == len(sheet.data)
        for trace in sheet.data:
            assert trace.name
            if trace.type == "bar":
                assert trace.orientation == "h"
                assert len(trace.base) == len(trace.x) == len(trace.y) == len(trace.width)
                assert trace.marker.pattern.shape in (None, "/")
            else:
                assert trace.mode in ("markers", "text")
        assert {shape.type for shape in layout.shapes if shape.name != "day"} <= {"path"}


def test_every_strip_says_its_state_in_words(timeline):
    sheet, *_ = timeline_sheets(timeline, ViewState(regions=frozenset({"Kidal"})), Text("en"))
    said = [
        (base, text)
        for trace in sheet.data
        if trace.uid.startswith("strips-")
        for base, text in zip(trace.base, trace.hovertext, strict=True)
    ]
    assert all("<br>" not in text and "\n" not in text for _, text in said)
    [taken] = [text for base, text in said if base == "2023-11-14" and text.startswith("Kidal: ")]
    assert "held by the army" in taken
    state = timeline.state("kidal", date(2023, 11, 14))
    assert taken.endswith(f"{Text('en').day(state.since)} to {Text('en').day(state.until)}")


def test_a_name_in_a_strip_lies_on_the_colour_of_its_holder_and_on_no_mark(asked):
    for sheet in asked[2]:
        [names] = [trace for trace in sheet.data if trace.uid == "names"]
        bars = [
            (y, pixel(sheet, base), pixel(sheet, base) + milliseconds / 86_400_000 / DAYS * (right - left), trace.name)
            for left, right in [[WIDTH * part for part in sheet.layout.xaxis.domain]]
            for trace in sheet.data
            if trace.uid.startswith("strips-") and trace.uid != "strips-contested"
            for y, base, milliseconds in zip(trace.y, trace.base, trace.x, strict=True)
        ]
        marks = [
            (y, pixel(sheet, x))
            for trace in sheet.data
            if trace.uid in ("triangle-right", "circle", "x")
            for x, y in zip(trace.x, trace.y, strict=True)
        ]
        for x, y, said in zip(names.x, names.y, names.text, strict=True):
            left = pixel(sheet, x)
            right = left + text_width(said, names.textfont.size)
            under = sorted((start, end, name) for at, start, end, name in bars if at == y and end > left)
            assert under[0][0] <= left
            assert said in under[0][2].split(", ") or said == "?"
            reach = under[0][1]
            for start, end, name in under[1:]:
                reach = end if start - reach < 0.01 and name == under[0][2] else reach
            assert right <= reach + 0.1
            assert not [mark for at, mark in marks if at == y and left - 3 < mark < right + 3]


def test_the_same_view_gives_the_same_figure(record):
    state = ASKED["JNIM"]
    one, other = (
        [sheet.to_json() for sheet in timeline_sheets(Timeline(record, state.lens), state, Text("fr"))] for _ in "12"
    )
    assert one == other


class French(Text):
    """French that takes no English for it."""

    __slots__ = ()

    def __call__(self, sentence, **values):
        """The sentence in French, which must be there."""
        assert sentence in catalogue("fr")
        return super().__call__(sentence, **values)


@pytest.mark.parametrize("name", ASKED)
def test_all_a_page_says_has_its_french(record, name):
    state = ASKED[name].but(lang="fr")
    assert timeline_sheets(Timeline(record, state.lens), state, French("fr"), marking=MARKING)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_view_fits_its_pages(record, data):
    state = data.draw(views(record))
    timeline = Timeline(record, state.lens)
    sheets = timeline_sheets(timeline, state, Text(state.lang))
    assert {name for sheet in sheets for name in sheet.layout.meta["places"]} == kept(state, timeline)
    for sheet in sheets:
        texts = note_boxes(sheet) | tick_boxes(sheet)
        assert off_the_sheet(texts | path_boxes(sheet)) == []
        assert overlapping(texts) == []
