"""The sentences: known states word for word, and every state naming exactly the forces of the record."""

import re
from dataclasses import replace
from datetime import date

import pytest
from asking import grades, known_days, some_days
from hypothesis import given, settings
from hypothesis import strategies as st
from period import FIRST, LAST

from dashboard.text import LANGUAGES, Text
from dashboard.told import words
from dashboard.told.words import (
    actors_in_words,
    change_in_words,
    changes_by_day,
    credibility_in_words,
    doubt_in_words,
    grade_in_words,
    holding,
    reliability_in_words,
    state_in_words,
)
from geodata.grades import Grade
from geodata.timeline import Because, ChangeKind, Lens, Timeline
from geodata.vocabulary import Credibility, Precision, Reliability, Status

ENGLISH, FRENCH = Text("en"), Text("fr")
TEXTS = [ENGLISH, FRENCH]
HELD_BY = {"en": "held by", "fr": "tenu par"}
CONTESTED = {"en": "contested", "fr": "disputé"}
UNKNOWN = {"en": "unknown", "fr": "inconnu"}


@pytest.fixture(scope="module")
def changes(timeline):
    return timeline.changes(FIRST, LAST)


@pytest.fixture(scope="module")
def named(record):
    """Finds the actors a sentence names, by what they are called in sentences."""

    def named(sentence, text):
        said = {text.of(actor.said): actor.id for actor in record.actors.values()}
        longest_first = "|".join(re.escape(name) for name in sorted(said, key=len, reverse=True))
        return [said[found] for found in re.findall(rf"(?<!\w)(?:{longest_first})(?!\w)", sentence)]

    return named


def on(timeline, place_id, *day):
    return timeline.state(place_id, date(*day))


def the_change(changes, place_id, *day):
    return next(one for one in changes if one.after.place.id == place_id and one.date == date(*day))


# Known states


def test_no_two_actors_are_called_the_same(record):
    for text in TEXTS:
        assert len({text.of(actor.said) for actor in record.actors.values()}) == len(record.actors)


@pytest.mark.parametrize(
    ("place", "day", "english", "french"),
    [
        ("kidal", (2012, 1, 1), "held by the army", "tenu par l’armée"),
        ("kidal", (2023, 11, 13), "held by the CSP", "tenu par le CSP"),
        ("kidal", (2023, 11, 14), "held by the army, with Wagner present", "tenu par l’armée, avec Wagner sur place"),
        ("un-kidal", (2016, 6, 1), "held by MINUSMA", "tenu par la Minusma"),
        ("un-kidal", (2023, 10, 31), "held by the CSP", "tenu par le CSP"),
    ],
)
def test_known_states_are_said_so(timeline, record, place, day, english, french):
    state = on(timeline, place, *day)
    assert holding(state, record, ENGLISH) == english
    assert holding(state, record, FRENCH) == french


def test_a_whole_line_names_place_holder_day_and_grade(timeline, record):
    state = on(timeline, "kidal", 2023, 11, 14)
    grade = record.grade_of(state.claim)
    said = f"Kidal: held by the army, with Wagner present, since 14 November 2023 (grade {grade})"
    assert state_in_words(state, record, ENGLISH) == said
    said = (
        f"Kidal\N{NO-BREAK SPACE}: tenu par l’armée, avec Wagner sur place, depuis le 14 novembre 2023 (cote {grade})"
    )
    assert state_in_words(state, record, FRENCH) == said


def test_a_holder_from_the_start_of_the_record_has_no_since(timeline, record):
    for text in TEXTS:
        said = state_in_words(on(timeline, "kidal", 2012, 1, 1), record, text)
        assert "2012" not in said


def test_the_present_holder_is_counted_from_its_coming_whatever_its_name(timeline, record):
    state = on(timeline, "kidal", 2023, 10, 1)
    assert state.controller == "CSP"
    assert state.held_since < date(2014, 10, 28)
    said = state_in_words(state, record, ENGLISH)
    assert str(state.held_since.year) in said
    assert "under earlier names" in said


def test_a_date_is_said_no_more_exactly_than_it_is_known(timeline, record):
    spans = [
        state for states in timeline.spans.values() for state in states if state.controller and state.held_since > FIRST
    ]
    assert {state.held_since_precision for state in spans} >= {Precision.DAY, Precision.MONTH, Precision.SEASON}
    for state in spans:
        said, day = state_in_words(state, record, ENGLISH), state.held_since
        in_full = f"{day.day} {day:%B %Y}"
        match state.held_since_precision:
            case Precision.DAY:
                assert f"since {in_full}" in said
            case Precision.MONTH:
                assert f"since {day:%B %Y}" in said
            case Precision.SEASON:
                assert f"since about {day:%B %Y}" in said
            case Precision.YEAR:
                assert f"since {day.year}" in said


def test_names_in_a_row(record):
    assert actors_in_words((), record, ENGLISH) == ""
    assert actors_in_words(("GOV",), record, ENGLISH) == "the army"
    assert actors_in_words(("GOV", "WAGNER"), record, ENGLISH) == "the army and Wagner"
    assert actors_in_words(("GOV", "WAGNER", "MSA"), record, ENGLISH) == "the army, Wagner and the MSA"
    assert actors_in_words(("GOV", "WAGNER", "MSA"), record, FRENCH) == "l’armée, Wagner et le MSA"


# Every state


@pytest.mark.parametrize("text", TEXTS, ids=LANGUAGES)
def test_every_state_names_exactly_the_forces_of_the_record(timeline, record, named, text):
    for day in some_days(40):
        for place_id, state in timeline.states(day).items():
            said = holding(state, record, text)
            forces = state.forces
            found = named(said, text)
            assert set(found) == forces, (place_id, day, said)
            assert len(found) == len(forces), "each once"


@pytest.mark.parametrize("text", TEXTS, ids=LANGUAGES)
def test_the_holder_is_named_first_and_as_holder(timeline, record, named, text):
    for states in timeline.spans.values():
        for state in states:
            said = holding(state, record, text)
            if state.controller:
                assert said.startswith(HELD_BY[text.language]), said
                assert named(said, text)[0] == state.controller
            else:
                assert HELD_BY[text.language] not in said


@pytest.mark.parametrize("text", TEXTS, ids=LANGUAGES)
def test_a_contest_is_said_with_the_main_rival_first(timeline, record, named, text):
    states = [state for states in timeline.spans.values() for state in states]
    for state in states:
        said = holding(state, record, text)
        assert (CONTESTED[text.language] in said) == (state.status is Status.CONTESTED)
        if state.status is Status.CONTESTED:
            holder = [state.controller] if state.controller else []
            assert tuple(named(said, text))[: len(holder) + len(state.contested_by)] == (*holder, *state.contested_by)


@pytest.mark.parametrize("text", TEXTS, ids=LANGUAGES)
def test_the_unknown_never_names_a_holder(timeline, record, named, text):
    unknown = [state for states in timeline.spans.values() for state in states if state.status is Status.UNKNOWN]
    assert unknown
    for state in unknown:
        line = state_in_words(state, record, text)
        assert UNKNOWN[text.language] in line
        assert HELD_BY[text.language] not in line
        assert set(named(holding(state, record, text), text)) == set(state.present)


@settings(max_examples=30)
@given(lens=st.builds(Lens, known_on=st.none() | known_days, min_grade=st.none() | grades))
def test_what_a_lens_hides_is_said_to_be_hidden_and_not_who_it_was(record, named, lens):
    for states in Timeline(record, lens).spans.values():
        for state in states:
            if state.because in (Because.GRADE, Because.NOT_YET_KNOWN):
                for text in TEXTS:
                    assert named(holding(state, record, text), text) == []
                    assert holding(state, record, text) != holding(
                        replace(state, because=Because.SILENCE), record, text
                    )


# Changes


def test_a_capture_names_who_came_and_who_held_it_before(changes, record):
    said = change_in_words(the_change(changes, "kidal", 2023, 11, 14), record, ENGLISH)
    assert said == "Kidal: held by the army, with Wagner present; before, held by the CSP"


@pytest.mark.parametrize("text", TEXTS, ids=LANGUAGES)
def test_a_new_name_is_said_as_no_change_of_hands(changes, record, text):
    renamed = [one for one in changes if one.kind is ChangeKind.LABEL]
    of_holders = [one for one in renamed if one.before.controller != one.after.controller]
    assert len(of_holders) > 15
    for one in of_holders:
        said = change_in_words(one, record, text)
        before, after = (record.actors[state.controller] for state in (one.before, one.after))
        name = text.of(one.after.place.name)
        wanted = text(
            "{place}: {before} goes on under the name {after}; no change of hands",
            place=name,
            before=text.of(before.said),
            after=text.of(after.short),
        )
        assert said.startswith(wanted)
        assert HELD_BY[text.language] not in said


@pytest.mark.parametrize("text", TEXTS, ids=LANGUAGES)
def test_no_force_goes_on_under_its_own_name(changes, record, text):
    pattern = text(
        "{place}: {before} goes on under the name {after}; no change of hands", place="X", before="Y", after="Z"
    )
    middle = re.split("[XYZ]", pattern)[2]
    for one in changes:
        if one.before.controller == one.after.controller:
            assert middle not in change_in_words(one, record, text), (one.after.place.id, one.date)


def test_the_rebels_new_name_at_kidal(changes, record):
    said = change_in_words(the_change(changes, "kidal", 2014, 10, 28), record, ENGLISH)
    assert said.startswith("Kidal: the MNLA goes on under the name CMA; no change of hands")


@pytest.mark.parametrize("text", TEXTS, ids=LANGUAGES)
def test_every_change_names_the_place_and_nobody_who_is_not_there(changes, record, named, text):
    for one in changes:
        said = change_in_words(one, record, text)
        name = text.of(one.after.place.name)
        assert said.startswith(name)
        forces = {force for state in (one.before, one.after) for force in state.forces}
        assert set(named(said.removeprefix(name), text)) <= forces, said


@settings(max_examples=20)
@given(lens=st.builds(Lens, known_on=st.none() | known_days, min_grade=grades))
def test_changes_can_be_said_through_any_lens(record, lens):
    for one in Timeline(record, lens).changes(FIRST, LAST):
        for text in TEXTS:
            assert change_in_words(one, record, text)


def test_changes_by_day_keep_every_told_change_once(timeline, changes):
    by_day = changes_by_day(timeline, told=lambda one: one.kind is ChangeKind.HANDS)
    assert list(by_day) == sorted(by_day)
    assert sum(map(len, by_day.values())) == sum(one.kind is ChangeKind.HANDS for one in changes)
    assert all(one.date == day for day, told in by_day.items() for one in told)


# Doubts and grades


@pytest.mark.parametrize("text", TEXTS, ids=LANGUAGES)
def test_weak_ground_is_said(timeline, record, text):
    for states in timeline.spans.values():
        for state in states:
            said = doubt_in_words(state, record, text)
            if state.status is Status.UNKNOWN:
                assert said == ""
                continue
            assert (text("reported by one source") in said) == (record.origins(state.claim) == 1)
            assert (text.when(state.claim.valid_from, state.claim.precision) in said) == state.claim.precision.is_soft


@pytest.mark.parametrize("text", TEXTS, ids=LANGUAGES)
def test_every_letter_and_number_of_a_grade_has_its_own_words(text):
    letters = {letter: reliability_in_words(letter, text) for letter in Reliability}
    numbers = {number: credibility_in_words(number, text) for number in Credibility}
    assert len(set(letters.values())) == len(letters)
    assert len(set(numbers.values())) == len(numbers)
    for letter, said in letters.items():
        for number, also_said in numbers.items():
            whole = grade_in_words(Grade(letter, number), text)
            assert said in whole
            assert also_said in whole


def test_what_cannot_be_judged_is_not_said_to_be_bad():
    assert reliability_in_words(Reliability.F, ENGLISH) == "cannot be judged"
    assert credibility_in_words(Credibility.UNJUDGED, ENGLISH) == "cannot be judged"


@pytest.mark.parametrize(
    ("prose", "said"),
    [
        ("As fr-gossi and un-gossi.", "As French base at Gossi and UN camp at Gossi."),
        ("Same content as afp-20230813.", "Same content as AFP via Daily News EN 2023-08-13."),
        ("a so-called re-supply of gossi", "a so-called re-supply of gossi"),
    ],
)
def test_an_id_in_what_an_editor_wrote_is_said_by_its_name(record, prose, said):
    assert words.named(prose, record, Text("en")) == said
