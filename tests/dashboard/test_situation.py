"""The situation in words says what the record holds for the day, all of it, and nothing else."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from period import FIRST, LAST, day_at

from dashboard.text import Text
from dashboard.told.situation import day_in_words
from geodata.selection import Filter
from geodata.timeline import Timeline
from geodata.vocabulary import Status

DAYS = st.integers(0, (LAST - FIRST).days).map(day_at)
LANGUAGES = st.sampled_from(["en", "fr"])


@pytest.fixture(scope="module")
def timeline(record):
    return Timeline(record)


def is_shown(state):
    return not (state.place.kind.is_base and state.status is Status.UNKNOWN and state.since == FIRST)


def listed(sentence, before, after="."):
    """The names of a list that stands in a sentence after some words."""
    return set(sentence.split(before, 1)[1].split(after, 1)[0].split(", "))


@given(day=DAYS, language=LANGUAGES)
@settings(max_examples=60)
def test_every_holder_is_named_with_exactly_its_places(record, timeline, day, language):
    text = Text(language)
    sentences = day_in_words(timeline, day, Filter(), text)
    states = [state for state in timeline.states(day).values() if is_shown(state)]
    for actor in record.actors.values():
        held = {
            text.of(state.place.name)
            for state in states
            if state.status is Status.HELD and state.controller == actor.id
        }
        head = text("Held by {actor}: {places}.", actor=text.of(actor.said), places="\0").split("\0", maxsplit=1)[0]
        said = [sentence for sentence in sentences if sentence.startswith(head)]
        assert [listed(sentence, head) for sentence in said] == ([held] if held else [])


@given(day=DAYS, language=LANGUAGES)
@settings(max_examples=60)
def test_every_besieged_contested_and_unknown_place_is_said_once_and_no_other(timeline, day, language):
    text = Text(language)
    sentences = day_in_words(timeline, day, Filter(), text)
    states = [state for state in timeline.states(day).values() if is_shown(state)]
    names = {status: [text.of(s.place.name) for s in states if s.status is status] for status in Status}
    head = text("Unknown, no source says who held it: {places}.", places="\0").split("\0", maxsplit=1)[0]
    unknown = [sentence for sentence in sentences if sentence.startswith(head)]
    assert [listed(sentence, head) for sentence in unknown] == (
        [set(names[Status.UNKNOWN])] if names[Status.UNKNOWN] else []
    )
    held = text("Held by {actor}: {places}.", actor="\0", places="").split("\0", maxsplit=1)[0]
    rest = [sentence for sentence in sentences[1:] if not sentence.startswith((head, held))]
    apart = [text.of(s.place.name) for s in states if s.status in (Status.BESIEGED, Status.CONTESTED)]
    assert len(rest) == len(apart)
    for name, sentence in zip(apart, rest, strict=True):
        assert sentence.startswith(name)


def test_a_place_the_filter_leaves_out_is_not_named(timeline):
    said = " ".join(day_in_words(timeline, date(2023, 11, 14), Filter(regions=frozenset({"Kidal"})), Text("en")))
    assert "Kidal" in said
    assert "Gao" not in said
