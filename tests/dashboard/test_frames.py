"""What the browser looks up must be what Python says: on any day, through any lens, for everything drawn."""

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest
from asking import days, views
from hypothesis import given, settings
from hypothesis import strategies as st
from period import DAYS, FIRST, LAST, day_at, day_index

from dashboard.asked.state import DEFAULT, ViewState
from dashboard.figures.map.drawn import HIDDEN, Drawn
from dashboard.figures.style import FADED, UNKNOWN, look
from dashboard.handed.days import calendar, frames
from dashboard.text import LANGUAGES, Text
from dashboard.told.words import change_in_words, state_in_words
from geodata.bases import in_use, phase
from geodata.selection import changed_on
from geodata.timeline import ChangeKind, Timeline
from geodata.vocabulary import PlaceKind

LARGEST = 400_000
"""Bytes of one payload before compression."""
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


@pytest.fixture(scope="module")
def drawn(record):
    return Drawn.of(record)


@pytest.fixture(scope="module")
def payload(record):
    """The payload of a view, as the browser reads it; kept, for many tests ask for the same."""
    kept = {}

    def payload(view=DEFAULT):
        if view.sight not in kept:
            kept[view.sight] = json.loads(json.dumps(frames(record, view.sight), allow_nan=False))
        return kept[view.sight]

    return payload


@pytest.fixture(scope="module")
def a_view(record):
    def a_view(data):
        return data.draw(views(record))

    return a_view


def value_on(runs, day):
    """What the page's script does: the last value that begins on or before the day."""
    return [value for start, value in zip(runs[::2], runs[1::2], strict=True) if start <= day_index(day)][-1]


def as_painted(one, record):
    """A look as the painter needs it."""
    return {
        "area": one.area,
        "stripe": one.area_rival,
        "massif": one.massif,
        "massifStripe": one.massif_rival,
        "point": one.point,
        "ring": one.ring,
        "width": one.ring_width,
        "sign": str(one.sign),
        "actors": [list(record.actors).index(name) for name in one.actors],
        "besieger": list(record.actors).index(one.besieger) if one.besieger else -1,
        "siege": one.siege_ring,
        "halo": one.halo,
        "lost": one.lost,
        "pattern": one.pattern,
        "unknown": one == UNKNOWN,
        "faded": one == FADED,
        "contested": one.is_contested,
        "crowded": one.is_crowded,
    }


def wanted(place_id, view, timeline):
    """How a place is to be drawn in a view: in its own look where the filter chooses it, on its day or on the eve."""
    seen, record = view.filter, timeline.record
    if place_id is None:
        return as_painted(look(None, record) if seen.is_empty else FADED, record)
    days = {view.on, max(FIRST, view.on - timedelta(days=1))}
    kept = any(seen.keeps_state(timeline.state(place_id, day), record) for day in days)
    return as_painted(look(timeline.state(place_id, view.on), record) if kept else FADED, record)


# The looks of every day


@settings(max_examples=40)
@given(data=st.data())
def test_every_area_and_point_looks_as_the_timeline_says(payload, a_view, record, drawn, data):
    view = a_view(data)
    sent, seen = payload(view), Timeline(record, view.lens)
    for (_, follows), runs in zip(drawn.areas, sent["areas"], strict=True):
        assert sent["looks"][value_on(runs, view.on)] == wanted(follows, view, seen), follows
    for place_id, runs in zip(drawn.points, sent["points"], strict=True):
        number = value_on(runs, view.on)
        if number != HIDDEN:
            assert sent["looks"][number] == wanted(place_id, view, seen), place_id


@given(day=days)
def test_with_no_lens_every_day_is_right_too(payload, timeline, record, drawn, day):
    sent = payload()
    for (_, follows), runs in zip(drawn.areas, sent["areas"], strict=True):
        state = timeline.state(follows, day) if follows else None
        assert sent["looks"][value_on(runs, day)] == as_painted(look(state, record), record), follows


@given(day=days)
def test_a_base_is_hidden_before_it_opens_and_at_no_other_time(payload, record, drawn, day):
    for place_id, runs in zip(drawn.points, payload()["points"], strict=True):
        base = record.bases.get(place_id)
        is_early = base is not None and phase(base, day, record) == "not yet open"
        assert (value_on(runs, day) == HIDDEN) == is_early, place_id


def test_a_base_appears_on_the_very_day_of_its_opening(payload, record, drawn):
    opened = {base.place_id: in_use(base, record)[0] for base in record.bases.values()}
    later = {place_id: day for place_id, day in opened.items() if place_id in drawn.points and day > FIRST}
    assert len(later) > 10
    for place_id, day in later.items():
        runs = payload()["points"][drawn.points.index(place_id)]
        assert runs[:2] == [0, HIDDEN]
        assert runs[2] == day_index(day), place_id
        assert HIDDEN not in runs[3::2]


def test_the_runs_begin_on_the_first_day_and_go_forward(payload):
    sent = payload()
    titles = sent["titles"]["areas"] + sent["titles"]["points"]
    for runs, values in [
        *((runs, len(sent["looks"])) for runs in sent["areas"] + sent["points"]),
        *((runs, len(sent["sentences"])) for runs in titles),
    ]:
        starts, numbers = runs[::2], runs[1::2]
        assert len(starts) == len(numbers)
        assert starts[0] == 0
        assert all(one < other for one, other in pairwise(starts))
        assert starts[-1] < DAYS
        assert all(one != other for one, other in pairwise(numbers)), "nothing is said twice"
        assert all(HIDDEN <= number < values for number in numbers)


@settings(max_examples=25)
@given(data=st.data())
def test_what_the_pointer_says_is_what_the_record_says(payload, a_view, record, drawn, data):
    view = a_view(data)
    sent, seen, text = payload(view), Timeline(record, view.lens), Text(view.lang)
    states, record = seen.states(view.on), seen.record

    def said(runs):
        return sent["sentences"][value_on(runs, view.on)]

    for place_id, runs in zip(drawn.points, sent["titles"]["points"], strict=True):
        assert said(runs) == state_in_words(states[place_id], record, text)
    for (_, follows), runs in zip(drawn.areas, sent["titles"]["areas"], strict=True):
        if follows:
            assert said(runs) == state_in_words(states[follows], record, text)
        else:
            assert said(runs) == text("No place is followed here: unknown")


# What is drawn


def test_every_place_with_a_position_is_drawn_once(record, drawn):
    areas = (PlaceKind.MASSIF, PlaceKind.RURAL_AREA)
    located = {place.id for place in record.places.values() if place.lat is not None and place.kind not in areas}
    assert set(drawn.points) == located
    assert len(drawn.points) == len(located)


def test_every_commune_is_drawn_and_the_massif_over_them(record, drawn):
    assert [area for area, _ in drawn.areas] == [
        *record.layers["communes"]["commune_id"],
        *record.layers["rural"]["place_id"],
        "massif",
    ]
    assert all(follows is None or follows in record.places for _, follows in drawn.areas)


# Changes and events


@settings(max_examples=25)
@given(data=st.data())
def test_the_changes_are_those_of_the_timeline(payload, a_view, record, data):
    view = a_view(data)
    timeline, text = Timeline(record, view.lens), Text(view.lang)
    told = {}
    for change in timeline.changes(FIRST, LAST):
        if change.kind is not ChangeKind.PRESENCE and view.filter.keeps_change(change, record):
            told.setdefault(change.date, []).append(change)
    sent = payload(view)["changes"]
    assert [day_at(one["day"]) for one in sent] == sorted(told)
    for one in sent:
        changes = {change.after.place.id: change for change in told[day_at(one["day"])]}
        assert sorted(one["places"]) == sorted(changes)
        words = [change_in_words(changes[place_id], timeline.record, text) for place_id in one["places"]]
        assert one["words"] == words
        assert one["label"] == all(change.kind is ChangeKind.LABEL for change in changes.values())


@given(day=days)
def test_figure_and_painter_outline_the_same_changes(payload, timeline, day):
    sent = {place for one in payload()["changes"] if day_at(one["day"]) == day for place in one["places"]}
    assert {change.after.place.id for change in changed_on(timeline, day, ViewState().filter)} == sent


def test_the_fall_of_kidal_is_among_them(payload):
    [fall] = [one for one in payload()["changes"] if day_at(one["day"]) == date(2023, 11, 14)]
    assert {"kidal", "un-kidal"} <= set(fall["places"])
    assert not fall["label"]


def test_a_day_of_new_names_is_no_day_of_captures(payload):
    [renamed] = [one for one in payload()["changes"] if day_at(one["day"]) == date(2024, 11, 30)]
    assert renamed["label"]


def test_every_event_is_sent_with_its_days(payload, record):
    sent = payload()["events"]
    assert len(sent) == len(record.events)
    assert all(0 <= one["day"] <= one["until"] < DAYS for one in sent)
    assert all(one["title"] and one["when"] for one in sent)
    assert [one["day"] for one in sent] == sorted(one["day"] for one in sent)


# The payload


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_payload_is_json_and_small(payload, record, language):
    sent = payload(ViewState(lang=language))
    size = len(json.dumps(sent, ensure_ascii=False, separators=(",", ":")).encode())
    assert size <= LARGEST
    assert (sent["digest"], sent["first"], sent["days"]) == (record.digest, "2012-01-01", 4749)


def test_the_french_payload_speaks_french(payload):
    english, french = (payload(ViewState(lang=language)) for language in LANGUAGES)
    assert english["areas"] == french["areas"]
    assert english["points"] == french["points"]
    assert english["says"] != french["says"]
    assert english["legend"]["unknown"] != french["legend"]["unknown"]


# The calendar


def written(words, day):
    """A day as the page's script writes it."""
    number = words["first"] if day.day == 1 else str(day.day)
    return f"{words['weekdays'][day.weekday()]} {number} {words['months'][day.month - 1]} {day.year}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_knows_every_month(language):
    assert calendar(Text(language))["months"] == MONTHS[language].split()


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=days)
def test_the_page_writes_every_day_as_python_does(language, day):
    text = Text(language)
    assert written(calendar(text), day) == text.weekday(day)


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("en", date(2023, 11, 14), "Tuesday 14 November 2023"),
        ("fr", date(2023, 11, 14), "Mardi 14 novembre 2023"),
        ("en", date(2012, 3, 1), "Thursday 1 March 2012"),
        ("fr", date(2012, 3, 1), "Jeudi 1ᵉʳ mars 2012"),
        ("fr", date(2012, 3, 11), "Dimanche 11 mars 2012"),
        ("fr", date(2012, 3, 21), "Mercredi 21 mars 2012"),
    ],
)
def test_days_read_as_people_write_them(language, day, said):
    text = Text(language)
    assert written(calendar(text), day) == text.weekday(day) == said


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [("en", date(2023, 11, 14), "14 November 2023"), ("fr", date(2012, 3, 1), "1ᵉʳ mars 2012")],
)
def test_a_day_within_a_sentence(language, day, said):
    assert Text(language).day(day) == said
