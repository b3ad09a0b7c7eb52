"""Stale states: the page says so exactly on the days on which the record calls them stale."""

from asking import days
from hypothesis import given, settings
from period import LAST, day_index

from dashboard.asked.state import DEFAULT
from dashboard.figures.map.drawn import Drawn
from dashboard.handed.days import frames
from dashboard.text import Text
from dashboard.views.card import cards
from geodata.confirming import confirmed_on, stale, stale_from

ENGLISH = Text("en")
PAYLOADS = {}


def payload(record):
    return PAYLOADS.setdefault(record.digest, frames(record, DEFAULT.sight))


@settings(max_examples=30)
@given(day=days)
def test_the_page_says_stale_when_the_record_does(record, timeline, day):
    sent = payload(record)
    for place_id, run in zip(Drawn.of(record).points, sent["stale"], strict=True):
        number = [value for start, value in zip(run[::2], run[1::2], strict=True) if start <= day_index(day)][-1]
        state = timeline.state(place_id, day)
        assert (number >= 0) == stale(state, record, day)
        if number >= 0:
            assert ENGLISH.day(confirmed_on(state, record)) in sent["sentences"][number]


def test_some_states_are_stale_at_the_end(record, timeline):
    ended = timeline.states(LAST).values()
    assert any(stale(state, record, LAST) for state in ended)
    assert not all(stale(state, record, LAST) for state in ended)


def test_the_card_carries_the_day_from_which_it_is_stale(record, timeline):
    for place in record.places.values():
        for state, card in zip(timeline.spans[place.id], cards(place, timeline, ENGLISH)["cards"], strict=True):
            notes = [part for part in card.children if getattr(part, "className", "") == "stale"]
            first = stale_from(state, record)
            assert [getattr(note, "data-from") for note in notes] == ([str(day_index(first))] if first else [])
            assert all(note.hidden for note in notes)
