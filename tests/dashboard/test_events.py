"""Events on the ground: for how long they are marked, where, and that the page looks up what the record says."""

from datetime import date, timedelta

import plotly.graph_objects as go
import pytest
from asking import days
from hypothesis import given, settings
from period import day_index

from dashboard.asked.frame import Frame
from dashboard.asked.layers import Layer
from dashboard.asked.reading import read_view
from dashboard.asked.state import DEFAULT
from dashboard.figures.legend import star_line
from dashboard.figures.map.figure import map_json
from dashboard.handed.days import frames
from dashboard.text import Text
from dashboard.told.events import event_view, frame_of, marks
from geodata.events import LINGER, marked_days, marked_on, seen_events, spots, spots_of
from geodata.selection import Filter
from geodata.vocabulary import Camp, Precision

ENGLISH = Text("en")
KIDAL_TAKEN = "2023-11-14-army-and-wagner-capture-kidal"


def value_on(run, day):
    """What a run says on a day: the painter's look-up."""
    return [value for start, value in zip(run[::2], run[1::2], strict=True) if start <= day_index(day)][-1]


def draw(record, **asked):
    return go.Figure(map_json(record, DEFAULT.but(**asked), ENGLISH, relief="relief.jpg"))


def star_trace(figure):
    return figure.data[figure.layout.meta["events"]["trace"]]


def test_an_event_of_a_day_is_marked_for_a_week(record):
    event = record.events[KIDAL_TAKEN]
    assert marked_days(event) == (date(2023, 11, 14), date(2023, 11, 20))


def test_a_long_event_is_marked_while_it_lasts(record):
    event = record.events["2013-02-18-battle-of-the-adrar-tigharghar"]
    assert marked_days(event) == (event.date, date(2013, 3, 31))


def test_an_event_known_to_the_month_is_marked_for_all_of_it(record):
    soft = [event for event in record.events.values() if event.precision is Precision.MONTH]
    assert soft
    for event in soft:
        first, last = marked_days(event)
        assert first.day == 1
        assert (last + timedelta(days=1)).day == 1 or last == event.until


def test_town_and_base_of_one_point_share_a_mark(record):
    event = record.events["2023-10-31-minusma-leaves-kidal"]
    assert {"kidal", "un-kidal"} <= set(event.place_ids)
    assert spots_of(event, record) == ["kidal"]


@given(day=days)
def test_the_page_marks_what_the_record_says(record, day):
    events = seen_events(record, DEFAULT.filter)
    payload = marks(events, record, ENGLISH)
    marked = marked_on(day, events, record)
    for place_id, run in zip(spots(record), payload["runs"], strict=True):
        said = payload["said"][value_on(run, day)]
        assert bool(said) == (place_id in marked)
        assert all(ENGLISH.of(event.title) in said for event in marked.get(place_id, []))


@settings(max_examples=12)
@given(day=days)
def test_the_figure_marks_the_same(record, day):
    figure = draw(record, on=day)
    marked = marked_on(day, seen_events(record, DEFAULT.filter), record)
    assert list(star_trace(figure).marker.opacity) == [
        int(name in marked) for name in figure.layout.meta["events"]["places"]
    ]
    legend = [note.text for note in figure.layout.annotations if note.name.startswith("slot-")]
    assert (star_line(ENGLISH) in legend) == bool(marked)


def test_without_the_layer_there_is_no_star_and_no_line(record):
    figure = draw(record, on=date(2023, 11, 14), layers=DEFAULT.layers - {Layer.EVENTS})
    assert star_trace(figure).visible is False
    assert star_line(ENGLISH) not in [note.text for note in figure.layout.annotations]


def test_stars_are_on_by_default():
    assert Layer.EVENTS in DEFAULT.layers


@pytest.mark.parametrize("part", [{"actors": frozenset({"JNIM"})}, {"camps": frozenset({Camp.JIHADIST})}])
def test_a_filter_of_forces_keeps_the_events_that_concern_them(record, part):
    kept = seen_events(record, DEFAULT.but(**part).filter)
    assert 0 < len(kept) < len(record.events)
    for event in kept:
        assert any(
            record.lines[name] & part.get("actors", frozenset()) or record.actors[name].camp in part.get("camps", ())
            for name in event.actor_ids
        )


def test_a_filter_of_regions_keeps_the_events_there(record):
    kept = seen_events(record, Filter(regions=frozenset({"Kidal"})))
    assert kept
    assert all(any(record.places[name].region == "Kidal" for name in event.place_ids) for event in kept)


def test_what_was_not_yet_known_is_not_marked(record):
    before = seen_events(record, Filter(), date(2023, 11, 13))
    assert KIDAL_TAKEN not in [event.id for event in before]
    assert before
    assert KIDAL_TAKEN in [event.id for event in seen_events(record, Filter(), date(2023, 12, 31))]
    assert seen_events(record, Filter(), date(2011, 1, 1)) == []


def test_events_in_the_payload_obey_the_filter(record):
    payload = frames(record, DEFAULT.but(regions=frozenset({"Ménaka"})).sight)
    assert len(payload["events"]) == len(seen_events(record, Filter(regions=frozenset({"Ménaka"}))))


def test_an_event_leads_to_its_day_place_and_ground(record):
    for event in record.events.values():
        view, frame = event_view(event, record), frame_of(event, record)
        assert bool(view) == bool(spots_of(event, record)) == (frame is not None)
        if not view:
            continue
        read = read_view(view, record)
        assert not read.notices
        assert (read.state.on, read.state.place) == (event.date, spots_of(event, record)[0])
        assert Frame.parse(str(frame)) == read.state.frame
        for place in (record.places[name] for name in spots_of(event, record)):
            assert frame.west < place.lon < frame.east
            assert frame.south < place.lat < frame.north


def test_the_linger_is_what_the_legend_says():
    assert f"({LINGER.days + 1} days)" in star_line(ENGLISH)
