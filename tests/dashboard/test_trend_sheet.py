"""The sheets of the trends: one chart a page, with what it counts and the amounts of the day, all fixed beforehand."""

import re
from datetime import date, datetime, timedelta
from html import unescape

import pytest
from asking import views
from checks import on_day
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from measuring import note_boxes, off_the_sheet, overlapping, path_boxes, tick_boxes
from period import FIRST, LAST

from dashboard.asked.state import ViewState
from dashboard.figures.sheets.trend_sheet import steps, trend_sheets
from dashboard.figures.trends.charts import CHARTS, TABLES
from dashboard.text import LANGUAGES, Text, catalogue
from dashboard.told.names import filter_in_words
from geodata.grades import Grade
from geodata.timeline import ChangeKind, Timeline
from geodata.vocabulary import Camp, PlaceKind

MARKING = "FOR OFFICIAL USE"
ASKED = {
    "everything": ViewState(),
    "the first day": ViewState(on=date(2012, 1, 1)),
    "the last day": ViewState(on=date(2024, 12, 31), regions=frozenset({"Kidal"})),
    "UN bases": ViewState(on=date(2016, 7, 1), kinds=frozenset({PlaceKind.UN_BASE})),
    "JNIM": ViewState(on=date(2022, 3, 10), actors=frozenset({"JNIM"})),
    "known early": ViewState(on=date(2014, 5, 21), known=date(2015, 1, 1)),
    "better grades": ViewState(on=date(2019, 2, 1), grade=Grade.parse("B2"), camps=frozenset({Camp.JIHADIST})),
}
NOTHING = ViewState(
    kinds=frozenset({PlaceKind.FRENCH_BASE}), actors=frozenset({"TAKUBA"}), regions=frozenset({"Mopti"})
)


@pytest.fixture(scope="module", params=[(name, lang) for name in ASKED for lang in LANGUAGES], ids=" ".join)
def asked(request, record):
    """A view, its timeline, and its sheets with a marking, by the name of the chart."""
    name, language = request.param
    state = ASKED[name].but(lang=language)
    timeline = Timeline(record, state.lens)
    sheets = trend_sheets(timeline, state, Text(language), marking=MARKING)
    return state, timeline, {sheet.layout.meta["chart"]: sheet for sheet in sheets}


def notes(figure):
    return {note.name: unescape(note.text).replace("<br>", " ") for note in figure.layout.annotations}


def number(said):
    """The number in a text, whatever parts its thousands."""
    return int(re.sub(r"\D", "", said))


def test_every_chart_has_a_page_in_the_order_of_the_screen(asked):
    assert list(asked[2]) == list(CHARTS)


def test_a_page_names_the_places_that_it_counts(asked):
    state, timeline, sheets = asked
    record = timeline.record
    kept = {name for name in record.places if state.filter.keeps_ever(timeline, name)}
    places = {name: set(sheet.layout.meta["places"]) for name, sheet in sheets.items()}
    first = {name: on_day(TABLES[name](timeline, state.filter), FIRST)["claimed"].sum() for name in ("places", "bases")}
    assert len(places["places"]) == first["places"]
    assert len(places["bases"]) == first["bases"]
    assert places["bases"] == {
        name for name, one in record.places.items() if one.kind is PlaceKind.UN_BASE and name in kept
    }
    followed = set(record.layers["communes"]["follows"].dropna())
    assert places["area"] == followed & kept
    changes = [change for change in timeline.changes(FIRST, LAST) if change.kind is ChangeKind.HANDS]
    assert places["hands"] == {change.after.place.id for change in changes} & kept


def test_every_page_says_day_filter_cut_off_version_definition_and_sources(asked):
    state, timeline, sheets = asked
    text, digest = Text(state.lang), timeline.record.digest
    for sheet in sheets.values():
        said = notes(sheet)
        assert said["date"].startswith(text.weekday(state.on))
        assert said["day-label"] == text.short_day(state.on)
        assert all(
            phrase in said["date"].replace("<br>", " ")
            for phrase in filter_in_words(state.filter, timeline.record, text)
        )
        assert digest in said["cut-off"]
        assert said["definition"].startswith(("Counted: ", "Sont comptés"))
        assert (
            text("Control: the force that garrisons or polices the named place and can keep others out.")
            in (said["footer"])
        )
        assert f"{len(timeline.record.sources)}" in said["footer"]
        [line] = [shape for shape in sheet.layout.shapes if shape.name == "day"]
        assert (line.x0, line.x1) == (state.on.isoformat(), state.on.isoformat())
        assert [line.y0, line.y1] == pytest.approx(sheet.layout.yaxis.domain)


def test_the_marking_stands_twice_and_is_never_markup(timeline):
    for sheet in trend_sheets(timeline, ViewState(), Text("en"), marking="<b>SECRET</b>"):
        texts = [note.text for note in sheet.layout.annotations if note.name.startswith("marking")]
        assert texts == ["&lt;b&gt;SECRET&lt;/b&gt;"] * 2
    for sheet in trend_sheets(timeline, ViewState(), Text("en")):
        assert not [name for name in notes(sheet) if name.startswith("marking")]


def fits(sheet):
    """Nothing lies off the sheet, no two texts touch, no swatch touches a text."""
    texts, paths = note_boxes(sheet) | tick_boxes(sheet), path_boxes(sheet)
    signs = {name: box for name, box in paths.items() if name.startswith("swatch-") and not name.endswith("-lead")}
    assert off_the_sheet(texts | paths) == []
    assert overlapping(texts) == []
    assert [pair for pair in overlapping(texts | signs) if not set(pair) <= set(signs)] == []


def test_nothing_lies_off_the_sheet_and_no_two_texts_touch(asked):
    for sheet in asked[2].values():
        fits(sheet)


def test_all_charts_lie_on_the_same_place_of_their_sheets(asked):
    assert len({(sheet.layout.xaxis.domain, sheet.layout.yaxis.domain) for sheet in asked[2].values()}) == 1


def test_a_figure_is_made_of_what_a_slide_can_draw(asked):
    for sheet in asked[2].values():
        layout = sheet.layout
        assert (layout.width, layout.height, layout.paper_bgcolor) == (1280, 720, "#f6f3ec")
        assert {layout.margin[side] for side in "ltrb"} == {0}
        assert layout.template.layout.to_plotly_json() == {}
        low, high = layout.yaxis.range
        assert all(low <= tick <= high for tick in layout.yaxis.tickvals)
        panels = sum(name.endswith("-lead") for name in path_boxes(sheet)) or 1
        assert min(2, panels) <= len(layout.yaxis.tickvals) <= 9 * panels
        assert len({trace.uid for trace in sheet.data}) == len(sheet.data)
        for trace in sheet.data:
            assert trace.name
            assert not trace.showlegend
            if trace.type == "bar":
                assert len(trace.x) == len(trace.y) == len(trace.width)
                assert trace.xperiod is None
            else:
                assert trace.mode == "lines"
                assert trace.fill in (None, "none", "tonexty")
                assert trace.fillpattern.shape in (None, "/")
        assert {shape.type for shape in layout.shapes if shape.name != "day"} <= {"path"}


def test_a_bar_lies_within_its_quarter(timeline):
    sheet = {one.layout.meta["chart"]: one for one in trend_sheets(timeline, ViewState(), Text("en"))}["hands"]
    starts = [datetime(year, month, 1) for year in range(2012, 2025) for month in (1, 4, 7, 10)] + [
        datetime(2025, 1, 1)
    ]
    assert sheet.data
    for trace in sheet.data:
        for start, end, middle, width in zip(starts[:-1], starts[1:], trace.x, trace.width, strict=True):
            half = timedelta(milliseconds=width / 2)
            assert start <= datetime.fromisoformat(middle) - half < datetime.fromisoformat(middle) + half <= end


def test_the_layers_of_a_stack_add_up_to_the_scale_on_every_day(asked):
    for name in ("area", "bases"):
        sheets = asked[2]
        layers = [trace for trace in sheets[name].data if trace.stackgroup]
        for index in range(len(layers[0].x) if layers else 0):
            assert sum(layer.y[index] for layer in layers) == pytest.approx(sheets[name].layout.yaxis.range[1])


def test_the_key_says_what_each_holds_on_the_day(timeline):
    state, text = ViewState(on=date(2023, 11, 14)), Text("en")
    sheets = {one.layout.meta["chart"]: notes(one) for one in trend_sheets(timeline, state, text)}
    tables = {name: on_day(TABLES[name](timeline, state.filter), state.on) for name in ("places", "area", "bases")}

    def army(name, column):
        table = tables[name]
        return round(table[(table["actor"] == "GOV") & table["status"].isin(["held", "besieged"])][column].sum())

    low, high = army("places", "best"), army("places", "claimed")
    assert low < high
    assert f"Army: {low}–{high}" in sheets["places"].values()
    for name in ("area", "bases"):
        [slot] = [key for key, said in sheets[name].items() if said == "Army" and key.startswith("legend-")]
        ends = [number(end) for end in sheets[name][f"{slot}-amount"].split("–")]
        assert (ends[0], ends[-1]) == (army(name, "best"), army(name, "claimed"))


def test_what_the_key_says_on_a_day_adds_up(asked):
    """Where every range is a single amount the parts are the whole; else the whole lies between the ends."""
    _, _, sheets = asked
    for name in ("area", "bases"):
        amounts = [said for key, said in notes(sheets[name]).items() if key.endswith("-amount")]
        if amounts:
            ends = [[number(end) for end in said.split("–")] for said in amounts]
            total = sheets[name].layout.yaxis.range[1]
            assert sum(end[0] for end in ends) - len(ends) <= total <= sum(end[-1] for end in ends) + len(ends)


def test_the_key_holds_every_colour_that_is_drawn_and_no_other(asked):
    for name, sheet in asked[2].items():
        fills = {shape.name: shape.fillcolor for shape in sheet.layout.shapes}
        rows = [key for key in notes(sheet) if re.fullmatch(r"legend-\d+", key)]
        signs = tuple(Text(asked[0].lang)(said) for said in ("Stripes: contested", "Fainter: below grade C2"))
        key = {fills[row.replace("legend", "swatch")] for row in rows if notes(sheet)[row] not in signs}
        if name == "places":
            drawn = {trace.line.color for trace in sheet.data if trace.line.width}
        elif name == "hands":
            drawn = {trace.marker.color for trace in sheet.data if any(trace.y)}
        else:
            firsts = {trace.legendgroup for trace in sheet.data if trace.stackgroup}
            assert {notes(sheet)[row] for row in rows if notes(sheet)[row] not in signs} == firsts
            continue
        assert key == drawn


def test_a_filter_that_leaves_nothing_to_count_says_so(timeline):
    for sheet in trend_sheets(timeline, NOTHING, Text("en")):
        assert notes(sheet)["nothing"] == "Nothing to count under this filter."
        assert len(sheet.data) == 0


@pytest.mark.parametrize(
    ("top", "ticks"),
    [(1, [0, 1]), (3, [0, 1, 2, 3]), (16, [0, 5, 10, 15]), (31.8, [0, 5, 10, 15, 20, 25, 30])],
)
def test_amounts_are_marked_in_round_steps(top, ticks):
    assert steps(top) == ticks


@given(top=st.floats(1, 1_000_000))
def test_there_are_never_too_many_or_too_few_steps(top):
    ticks = steps(top)
    assert ticks[0] == 0
    assert ticks[-1] <= top
    assert 2 <= len(ticks) <= 8


def test_the_same_view_gives_the_same_figure(record):
    state = ASKED["JNIM"]
    one, other = (
        [sheet.to_json() for sheet in trend_sheets(Timeline(record, state.lens), state, Text("fr"))] for _ in "12"
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
    assert trend_sheets(Timeline(record, state.lens), state, French("fr"), marking=MARKING)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_view_fits_its_pages(record, data):
    state = data.draw(views(record))
    sheets = trend_sheets(Timeline(record, state.lens), state, Text(state.lang))
    assert len(sheets) == len(CHARTS)
    for sheet in sheets:
        fits(sheet)
