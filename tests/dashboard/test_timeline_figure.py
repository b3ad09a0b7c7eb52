"""The timeline as a figure: every kept place has its strip, and what is drawn is what the record says."""

from datetime import date, timedelta
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from asking import views
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from period import FIRST, LAST

from dashboard.asked.state import ViewState
from dashboard.figures.labels import text_width
from dashboard.figures.style import INK, WHITE, look, mixed
from dashboard.figures.timeline.figure import timeline_json
from dashboard.figures.timeline.rows import groups
from dashboard.figures.timeline.strip_key import Key, KeyLine
from dashboard.figures.timeline.strips import doubtful_days, names, presence, sieges, soft_edges, strips
from dashboard.text import LANGUAGES, Text
from geodata.bases import in_use
from geodata.selection import Filter
from geodata.timeline import Lens, Timeline
from geodata.vocabulary import PlaceKind, Precision, Status

TEXT = Text("en")


def figure_of(timeline, state, text, **how):
    """The figure as Plotly understands it; it complains of what it does not."""
    return go.Figure(timeline_json(timeline, state, text, **how))


WHOLE = Filter()


@pytest.fixture(scope="module")
def rows(timeline):
    return [row for group in groups(timeline, WHOLE, TEXT, narrow=False) for row in group.rows]


@pytest.fixture(scope="module")
def by_place(rows):
    return {row.place.id: row for row in rows if row.place}


def names_of(figure):
    return {item.name: item for item in (*figure.layout.shapes, *figure.layout.annotations)}


def test_every_place_has_one_strip(record, by_place, rows):
    assert set(by_place) == set(record.places)
    assert len([row for row in rows if row.place]) == len(record.places)


def test_the_former_un_bases_are_a_group_of_their_own(timeline, record):
    found = {group.title: group for group in groups(timeline, WHOLE, TEXT, narrow=False)}
    bases = {row.place.id for row in found["Former UN bases"].rows}
    assert bases == {place.id for place in record.places.values() if place.kind is PlaceKind.UN_BASE}


def test_a_strip_covers_every_day_once_and_a_base_only_from_its_opening(record, timeline, by_place):
    for place_id, row in by_place.items():
        bars = list(strips(row, timeline, TEXT))
        base = record.bases.get(place_id)
        assert bars[0].since == (max(FIRST, in_use(base, record)[0]) if base else FIRST)
        assert bars[-1].until == LAST + timedelta(days=1)
        assert [bar.until for bar in bars[:-1]] == [bar.since for bar in bars[1:]]


@given(day=st.dates(FIRST, LAST))
def test_a_strip_wears_the_look_of_its_state(record, timeline, by_place, day):
    for place_id, row in by_place.items():
        at = [bar for bar in strips(row, timeline, TEXT) if bar.since <= day < bar.until]
        if not at:
            assert day < in_use(record.bases[place_id], record)[0]
            continue
        drawn = look(timeline.state(place_id, day), record)
        assert at[0].colour == drawn.point
        assert bool(at[0].stripe) == drawn.is_contested


def test_the_name_in_a_strip_is_its_holder(timeline, by_place):
    said = [(bar.since, bar.said) for bar in names(by_place["kidal"], timeline, TEXT)]
    assert (date(2023, 11, 14), "Army") in said
    assert all(bar.said == "" or bar.ink in (WHITE, INK) for bar in names(by_place["gao"], timeline, TEXT))


def test_forces_also_present_are_seen_below(record, timeline, by_place):
    bars = [bar for bar in presence(by_place["kidal"], timeline) if bar.since == date(2023, 11, 14)]
    assert [bar.colour for bar in bars] == [record.actors["WAGNER"].colour]


def test_a_strip_is_edged_in_the_hue_of_the_besieger_while_its_place_is_besieged(record, timeline, by_place):
    for place_id, row in by_place.items():
        spans = [state for state in timeline.spans[place_id] if state.status is Status.BESIEGED]
        edges = list(sieges(row, timeline))
        hues = [mixed(record.actors[state.around[0]].colour, look(state, record).strength) for state in spans]
        wanted = zip((state.since for state in spans), hues, strict=True)
        assert [(bar.since, bar.colour) for bar in edges] == [one for one in wanted for _ in range(2)]
        assert {bar.middle < row.strip for bar in edges} == ({True, False} if spans else set())
    assert list(sieges(by_place["menaka"], timeline))


def test_only_dates_that_are_not_exact_have_soft_edges(timeline, by_place):
    for place_id, row in by_place.items():
        soft = {state.since for state in timeline.spans[place_id] if state.claim and state.claim.precision.is_soft}
        if not soft:
            assert not list(soft_edges(row, timeline))
    assert list(soft_edges(by_place["abeibara"], timeline))


@pytest.mark.parametrize(
    ("day", "precision", "first", "last"),
    [
        (date(2023, 11, 14), Precision.DAY, date(2023, 11, 14), date(2023, 11, 14)),
        (date(2024, 2, 10), Precision.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        (date(2016, 7, 1), Precision.SEASON, date(2016, 5, 16), date(2016, 8, 16)),
        (date(2016, 7, 1), Precision.YEAR, date(2016, 1, 1), date(2016, 12, 31)),
    ],
)
def test_a_soft_edge_spans_the_days_a_date_may_mean(day, precision, first, last):
    assert doubtful_days(day, precision) == (first, last)


def test_the_figure_says_its_day_title_filter_and_sources(timeline):
    state = ViewState(on=date(2022, 3, 10), regions=frozenset({"Ménaka"}), place="tidermene")
    notes = {note.name: note.text for note in figure_of(timeline, state, TEXT).layout.annotations}
    assert notes["date"] == "Thursday 10 March 2022"
    assert "Ménaka only" in notes["title"]
    places = timeline.record.places.values()
    there = sum(place.region == "Ménaka" for place in places)
    assert f"{there} of {len(places)} places" in notes["title"]
    assert "Control:" in notes["footer"]
    assert timeline.record.digest in notes["footer"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [360, 390, 704, 900, 1060, 1540])
def test_notes_and_key_stay_inside_the_width_of_the_figure(timeline, language, width):
    state = ViewState(lang=language, regions=frozenset({"Kidal", "Gao", "Ménaka"}), known=date(2020, 1, 1))
    figure = figure_of(timeline, state, Text(language), narrow=width < 700, width=width)
    for note in figure.layout.annotations:
        left = figure.layout.margin.l + note.xshift
        longest = max(text_width(line, note.font.size, note.font.weight) for line in note.text.split("<br>"))
        assert left >= 0
        assert left + longest <= width


def test_the_key_has_as_many_columns_as_have_room_and_each_line_its_own_place():
    lines = [KeyLine("x" * letters, "#000000") for letters in (4, 30, 4, 30, 4)]
    tops = []
    for width in (5000, 450, 10):
        key = Key.of(lines, width)
        spots = [(note["xshift"], note["yshift"]) for note in key.notes((0, 0))]
        assert len(set(spots)) == len(lines)
        tops.append((len(key.lefts), key.depth))
    assert tops == [(3, 2), (2, 3), (1, 5)]


def test_the_marks_are_where_the_page_looks_for_them(timeline):
    state = ViewState(on=date(2022, 3, 10), place="tidermene")
    figure = figure_of(timeline, state, TEXT)
    found, (row,) = names_of(figure), [row for row in figure.layout.meta["rows"] if row["place"] == "tidermene"]
    assert (found["day"].x0, found["day"].x1) == ("2022-03-10", "2022-03-10")
    assert (found["chosen"].y0, found["chosen"].y1, found["chosen"].opacity) == (row["bottom"], row["top"], 1)


def test_rows_lie_below_each_other(timeline):
    for narrow in (False, True):
        rows = figure_of(timeline, ViewState(), TEXT, narrow=narrow).layout.meta["rows"]
        assert all(0 <= row["bottom"] < row["top"] <= 1 for row in rows)
        assert all(above["bottom"] >= below["top"] - 1e-9 for above, below in pairwise(rows))


def test_what_cannot_be_known_yet_is_not_marked(record):
    early = Timeline(record, Lens(known_on=date(2015, 1, 1)))
    figure = figure_of(early, ViewState(known=date(2015, 1, 1)), TEXT)
    days = [day for trace in figure.data if trace.type == "scatter" for day in trace.x]
    assert days
    assert max(days) <= "2015-01-01"


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_view_can_be_drawn(record, data):
    state = data.draw(views(record))
    figure = figure_of(Timeline(record, state.lens), state, Text(state.lang), narrow=data.draw(st.booleans()))
    assert figure.layout.height > 0
