"""The timeline: what must hold for any place, any day and any lens, on the record as committed."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest
from damaging import add, change
from hypothesis import given
from hypothesis import strategies as st
from making import a_claim, a_source, by_id
from period import FIRST, LAST

from geodata.confirming import stale
from geodata.grades import Grade, lineage
from geodata.knowing import known_from
from geodata.record import default_record, load
from geodata.timeline import Because, Change, ChangeKind, Lens, Timeline
from geodata.vocabulary import Precision, Status

ONE_DAY = timedelta(days=1)
HIDDEN = (Because.GRADE, Because.NOT_YET_KNOWN)

days = st.dates(FIRST, LAST)
place_ids = st.sampled_from(list(default_record().places))
grades = st.builds(Grade.parse, st.from_regex("[A-F][1-6]", fullmatch=True))
lenses = st.builds(
    Lens,
    known_on=st.none() | st.dates(date(2011, 1, 1), date(2030, 1, 1)),
    min_grade=st.none() | grades,
    recorded_by=st.none() | st.dates(date(2024, 1, 1), date(2030, 1, 1)),
)


@pytest.fixture(scope="module")
def whole(record):
    return Timeline(record)


def pictures(timeline, day):
    return {place_id: state.picture for place_id, state in timeline.states(day).items()}


# One state per place and day


@given(lens=lenses)
def test_the_spans_of_every_place_cover_every_day_exactly_once(record, lens):
    for spans in Timeline(record, lens).spans.values():
        assert spans[0].since == FIRST
        assert spans[-1].until == LAST
        assert all(one.until + ONE_DAY == other.since for one, other in pairwise(spans))
        assert all(state.since <= state.until for state in spans)


@given(place_id=place_ids, day=days)
def test_a_place_has_one_state_on_a_day_and_it_is_the_span_around_that_day(whole, place_id, day):
    around = [state for state in whole.spans[place_id] if state.since <= day <= state.until]
    assert around == [whole.state(place_id, day)]


@given(day=days)
def test_all_places_are_there_on_every_day_in_the_order_of_the_table(record, whole, day):
    assert list(whole.states(day)) == list(record.places)


@pytest.mark.parametrize("day", [FIRST - ONE_DAY, LAST + ONE_DAY])
def test_a_day_outside_the_record_is_refused(whole, day):
    with pytest.raises(ValueError, match="outside the record; it runs from 2012-01-01 to 2024-12-31"):
        whole.state("kidal", day)


def test_an_unknown_place_is_refused(whole):
    with pytest.raises(KeyError):
        whole.state("nowhere", FIRST)


@given(place_id=place_ids, day=days, lens=lenses)
def test_a_state_is_held_by_one_contested_by_some_or_unknown(record, place_id, day, lens):
    state = Timeline(record, lens).state(place_id, day)
    assert (state.because is None) == (state.status is not Status.UNKNOWN)
    match state.status:
        case Status.UNKNOWN:
            assert (state.controller, state.contested_by) == (None, ())
        case Status.HELD:
            assert state.controller
            assert not state.contested_by
        case Status.BESIEGED:
            assert state.controller is not None
            assert state.around
            assert state.contested_by == ()
        case Status.CONTESTED:
            assert len(state.sides) == 2
            assert set(state.contested_by) <= set(state.present)
    assert state.controller not in state.present


# Changes


@given(first=days, second=days, lens=lenses)
def test_the_changes_between_two_days_lead_from_the_one_picture_to_the_other(record, first, second, lens):
    after, until = sorted((first, second))
    timeline = Timeline(record, lens)
    told = pictures(timeline, after)
    for one in timeline.changes(after, until):
        place_id = one.after.place.id
        assert told[place_id] == one.before.picture
        assert after < one.date <= until
        told[place_id] = one.after.picture
    assert told == pictures(timeline, until)


@given(first=days, second=days, third=days)
def test_changes_of_two_periods_are_those_of_both_together(whole, first, second, third):
    a, b, c = sorted((first, second, third))
    assert whole.changes(a, b) + whole.changes(b, c) == whole.changes(a, c)


def test_nothing_changes_between_a_day_and_itself(whole):
    assert whole.changes(date(2023, 11, 14), date(2023, 11, 14)) == []


def test_a_change_of_label_is_never_a_capture(whole):
    labels = [one for one in whole.changes(FIRST, LAST) if one.after.claim.label_change]
    assert labels
    assert {one.kind for one in labels} == {ChangeKind.LABEL}


def test_a_change_of_label_keeps_the_fighters(record, whole):
    for one in whole.changes(FIRST, LAST):
        if one.kind is ChangeKind.LABEL and one.after.controller:
            assert one.before.controller in lineage(one.after.controller, record.actors)
            assert one.after.held_since == one.before.held_since


@given(lens=lenses)
def test_no_lens_makes_an_unrelated_holder_go_on_under_a_new_name(record, lens):
    for one in Timeline(record, lens).changes(FIRST, LAST):
        if one.kind is ChangeKind.LABEL and one.before.controller and one.after.controller:
            assert one.before.controller in lineage(one.after.controller, record.actors)


def test_each_kind_of_change_is_what_it_says(whole):
    for one in whole.changes(FIRST, LAST):
        before, after = one.before, one.after
        match one.kind:
            case ChangeKind.HANDS:
                assert before.controller != after.controller
                assert Status.UNKNOWN not in (before.status, after.status)
            case ChangeKind.KNOWLEDGE:
                assert before.controller != after.controller
                assert Status.UNKNOWN in (before.status, after.status)
            case ChangeKind.CONTEST:
                assert before.controller == after.controller
                rivals = [(one.status, one.contested_by, one.around) for one in (before, after)]
                assert rivals[0] != rivals[1]
                assert rivals[0][:2] != rivals[1][:2] or after.status is Status.BESIEGED
            case ChangeKind.PRESENCE:
                assert before.picture[:3] == after.picture[:3]
                assert (before.present, before.around) != (after.present, after.around)


def test_kidal_falls_twice_and_changes_its_label_in_between(whole):
    def told(day):
        return [
            (one.before.controller, one.after.controller, one.kind)
            for one in whole.changes(day - ONE_DAY, day)
            if one.after.place.id == "kidal"
        ]

    assert told(date(2023, 11, 14)) == [("CSP", "GOV", ChangeKind.HANDS)]
    assert told(date(2014, 10, 28)) == [("MNLA", "CMA", ChangeKind.LABEL)]


# Since when


@given(place_id=place_ids, day=days, lens=lenses)
def test_the_holder_came_on_or_before_the_day_its_state_begins(record, place_id, day, lens):
    state = Timeline(record, lens).state(place_id, day)
    assert state.held_since <= state.since <= day <= state.until


@given(place_id=place_ids, lens=lenses)
def test_from_the_day_the_holder_came_only_its_own_names_held_the_place(record, place_id, lens):
    spans = Timeline(record, lens).spans[place_id]
    for state in spans:
        since = [earlier for earlier in spans if state.held_since <= earlier.since <= state.since]
        assert since[0].since == state.held_since
        if state.controller:
            assert {earlier.controller for earlier in since} <= lineage(state.controller, record.actors)
        else:
            assert {(earlier.controller, earlier.status) for earlier in since} == {(None, state.status)}


# As known on a day


@given(known_on=st.dates(date(2012, 1, 1), date(2025, 12, 31)))
def test_nothing_is_shown_that_could_not_be_known_by_the_day(record, known_on):
    for spans in Timeline(record, Lens(known_on=known_on)).spans.values():
        for state in spans:
            if state.claim and state.claim.source_ids and state.because not in HIDDEN:
                assert known_from(state.claim, record) <= known_on


@given(known_on=st.dates(date(2012, 1, 1), date(2025, 12, 31)))
def test_a_claim_without_a_dated_source_is_unknown_and_the_holder_before_it_does_not_last_on(record, known_on):
    timeline = Timeline(record, Lens(known_on=known_on))
    for claim in record.claims.values():
        is_due = claim.in_force(None) and claim.source_ids and claim.valid_from <= known_on
        if is_due and known_from(claim, record) is None:
            assert timeline.state(claim.place_id, claim.valid_from).status is Status.UNKNOWN


def test_before_anything_was_published_everything_is_not_yet_known(record):
    for spans in Timeline(record, Lens(known_on=date(2000, 1, 1))).spans.values():
        assert [(state.because, state.claim) for state in spans] == [(Because.NOT_YET_KNOWN, None)]


@given(day=days)
def test_once_all_is_published_and_written_down_the_lens_hides_nothing(record, whole, day):
    assert pictures(Timeline(record, Lens(known_on=date(2100, 1, 1))), day) == pictures(whole, day)


@given(place_id=place_ids, known_on=st.dates(date(2012, 1, 1), date(2025, 12, 31)))
def test_what_is_known_lasts_on_until_something_newer_is(record, place_id, known_on):
    spans = Timeline(record, Lens(known_on=known_on)).spans[place_id]
    visible = [state.claim.id for state in spans if state.claim]
    assert visible == [claim.id for claim in record.claims_of[place_id] if claim.id in visible]


def dated(*published, valid_from=date(2020, 6, 10), precision=Precision.DAY):
    sources = by_id(*(a_source(f"s{n}", published=text) for n, text in enumerate(published)))
    claim = a_claim(*sources, valid_from=valid_from, precision=precision)
    return known_from(claim, SimpleNamespace(sources=sources, evidence={}, places=default_record().places))


def test_a_claim_is_known_from_its_first_source_that_can_report_it():
    assert dated("2020-06-14", "2020-06-12", "2021") == date(2020, 6, 12)


def test_a_source_older_than_the_claim_cannot_report_it():
    assert dated("2019-01-01", "2020-06-12") == date(2020, 6, 12)


def test_a_claim_inferred_from_older_sources_is_known_from_its_own_day():
    assert dated("2019-01-01") == date(2020, 6, 10)


@pytest.mark.parametrize(("published", "day"), [("2020-06", date(2020, 6, 30)), ("2020", date(2020, 12, 31))])
def test_a_source_dated_to_a_month_or_year_counts_from_its_last_day(published, day):
    assert dated(published) == day


def test_an_early_report_of_a_soft_date_still_counts():
    assert dated("2020-05-20", "2021-01-01", precision=Precision.DAY) == date(2021, 1, 1)
    assert dated("2020-05-20", "2021-01-01", precision=Precision.MONTH) == date(2020, 5, 20)


def test_without_a_dated_source_nothing_tells_when_it_could_be_known():
    assert dated(None) is None
    assert dated() is None


# How sure we must be


@given(least=grades, day=days)
def test_no_weaker_claim_is_shown_and_what_is_left_out_is_unknown(record, whole, least, day):
    for place_id, state in Timeline(record, Lens(min_grade=least)).states(day).items():
        in_force = whole.state(place_id, day)
        assert state.claim is in_force.claim
        if record.grade_of(in_force.claim).reaches(least):
            assert state.picture == in_force.picture
        else:
            assert state.picture == (Status.UNKNOWN, None, (), (), ())
            assert state.because is Because.GRADE


@given(day=days)
def test_the_weakest_grade_hides_nothing(record, whole, day):
    assert pictures(Timeline(record, Lens(min_grade=Grade.parse("F6"))), day) == pictures(whole, day)


# As we had written it by a day


def test_before_we_wrote_anything_everything_is_unknown(record):
    first = min(claim.recorded_on for claim in record.claims.values())
    for spans in Timeline(record, Lens(recorded_by=first - ONE_DAY)).spans.values():
        assert [(state.status, state.since, state.until) for state in spans] == [(Status.UNKNOWN, FIRST, LAST)]


def test_a_correction_leaves_what_we_said_before_to_be_seen(folder):
    taken, corrected_on = "kidal-2023-11-14-r2", date(2027, 1, 15)
    old = load(folder).claims[taken]
    new = {"claim_id": f"{taken}-b", "place_id": "kidal", "valid_from": "2023-11-15", "precision": "day"}
    new |= {
        "controller": "GOV",
        "status": "held",
        "label_change": "false",
        "credibility": "4",
        "claim_en": "Corrected.",
        "claim_fr": "Corrigé.",
    }
    add("claims", **new, source_ids=";".join(old.source_ids), recorded_on=corrected_on.isoformat())(folder)
    change("claims", taken, withdrawn_on=corrected_on.isoformat())(folder)
    record = load(folder)

    def holder(recorded_by):
        return Timeline(record, Lens(recorded_by=recorded_by)).state("kidal", date(2023, 11, 14)).controller

    assert holder(corrected_on - ONE_DAY) == "GOV"
    assert holder(corrected_on) == holder(None) == "CSP"
    assert Timeline(record).state("kidal", date(2023, 11, 15)).claim.id == f"{taken}-b"


# What a state shows


def test_a_state_shows_at_most_two_sides_the_holder_first(whole):
    state = whole.state("kidal", date(2023, 11, 14))
    assert state.sides == ("GOV",)
    contested = replace(
        state,
        claim=replace(state.claim, status=Status.CONTESTED, contested_by=("CSP", "JNIM"), present=("CSP", "JNIM")),
    )
    assert contested.sides == ("GOV", "CSP")
    assert Change(state, contested).kind is ChangeKind.CONTEST


def test_forces_seen_in_a_place_are_shown_even_where_its_holder_is_unknown(whole):
    seen = [
        state for spans in whole.spans.values() for state in spans if state.because is Because.SILENCE and state.present
    ]
    assert all(state.controller is None for state in seen)
    assert all(state.present == state.claim.present for state in seen)


@given(day=days)
def test_what_is_long_unconfirmed_is_unknown_to_who_asks_for_what_is_fresh_and_nothing_else_is(record, whole, day):
    fresh = Timeline(record, Lens(fresh=True))
    for place_id, state in whole.states(day).items():
        seen = fresh.state(place_id, day)
        if stale(state, record, day):
            assert (seen.status, seen.because, seen.shown) == (Status.UNKNOWN, Because.STALE, None)
        else:
            assert (seen.picture, seen.claim, seen.held_since) == (state.picture, state.claim, state.held_since)


def test_the_spans_of_what_is_fresh_cover_every_day_once(record):
    for spans in Timeline(record, Lens(fresh=True)).spans.values():
        assert (spans[0].since, spans[-1].until) == (record.period.first, record.period.last)
        assert all(after.since - before.until == ONE_DAY for before, after in pairwise(spans))
