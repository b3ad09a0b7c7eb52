"""What could be known by a day: grades, sources, bases and events as they could have been written then."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import a_claim, a_source, by_id
from period import FIRST, LAST

from geodata import answers, layers
from geodata.bases import phase
from geodata.confirming import stale
from geodata.entities import Bilingual
from geodata.events import seen_events
from geodata.grades import Grade, best_credibility, independent_origins
from geodata.knowing import ENCYCLOPAEDIA, as_known, event_known_from, known_from, later, later_of_base
from geodata.mentions import latest_named, said_by
from geodata.record import default_record
from geodata.selection import Filter
from geodata.statistics import rests_on_one
from geodata.support import credibility_by, reporting
from geodata.timeline import Because, Lens, Timeline
from geodata.vocabulary import Credibility, PlaceKind, Reliability, Status

ON_7_OCTOBER = Lens(known_on=date(2023, 10, 7))
days = st.dates(FIRST, LAST)
known_days = st.sampled_from([date(2012, 1, 1) + timedelta(days=97 * number) for number in range(54)])
"""Enough days for every rule; few enough for the record to be worked out once for each."""
place_ids = st.sampled_from(list(default_record().places))
ALL = Filter()


def out_by(source, day):
    return source.published is None or source.published.last <= day


# Grades and sources


def test_a_claim_is_graded_by_what_was_out_that_day(record):
    (then,) = answers.at(record, date(2023, 10, 10), "anefis", ON_7_OCTOBER)
    (today,) = answers.at(record, date(2023, 10, 10), "anefis")
    assert (then["grade"], then["sources"]) == ("C4", ["dakaractu-20231007"])
    assert set(then["sources"]) | set(then["published_later"]) == set(today["sources"])
    assert (today["grade"], then["controller"]) == ("B1", today["controller"])


@settings(max_examples=300)
@given(place_id=place_ids, day=days, known_on=known_days)
def test_nothing_that_was_published_later_is_cited_or_counted(record, place_id, day, known_on):
    (then,) = answers.at(record, day, place_id, Lens(known_on=known_on))
    cited = [record.sources[name] for name in then["sources"]]
    assert all(out_by(source, known_on) for source in cited)
    assert then["since"] <= max(known_on, FIRST).isoformat()
    assert not set(then["sources"]) & set(then["published_later"])
    if then["claim_id"] is None:
        return
    claim = record.claims[then["claim_id"]]
    assert claim.valid_from <= known_on
    assert set(then["sources"]) | set(then["published_later"]) == set(claim.source_ids)
    best = min((source.reliability for source in cited), default=Reliability.F)
    kept = a_claim(*then["sources"], controller=claim.controller)
    origins = independent_origins(kept, record.sources, record.actors)
    allowed = best_credibility(origins.values(), has_source=bool(cited))
    assert then["grade"][0] == best
    assert then["grade"][1] >= max(claim.credibility, allowed if then["published_later"] else claim.credibility)


@given(known_on=known_days)
def test_no_grade_is_better_by_an_earlier_day(record, known_on):
    known = as_known(record, known_on)
    for name, claim in known.claims.items():
        if name not in known.gaps and claim.source_ids:
            assert record.grades[name].reaches(known.grades[name])


@given(place_id=place_ids, day=days, known_on=known_days, least=st.sampled_from(["A1", "B2", "C2", "C3", "C4"]))
def test_the_least_grade_asked_for_is_that_of_the_day(record, place_id, day, known_on, least):
    plain = Timeline(record, Lens(known_on=known_on))
    asked = Timeline(record, Lens(known_on=known_on, min_grade=Grade.parse(least))).state(place_id, day)
    state = plain.state(place_id, day)
    if state.because is Because.NOT_YET_KNOWN:
        assert asked.because is Because.NOT_YET_KNOWN
    else:
        grade = plain.record.grade_of(state.claim)
        assert (asked.because is Because.GRADE) == (not grade.reaches(Grade.parse(least)))


def test_a_change_that_rested_on_one_source_then_is_flagged_as_such(record):
    then, today = (Timeline(record, lens) for lens in (ON_7_OCTOBER, Lens()))
    claims = [timeline.state("anefis", date(2023, 10, 10)).claim for timeline in (then, today)]
    assert [rests_on_one(claim, timeline.record) for claim, timeline in zip(claims, (then, today), strict=True)] == [
        True,
        False,
    ]


def test_the_digit_is_that_of_the_row_or_worse_where_fewer_sources_are_considered():
    sources = by_id(a_source("a", "A"), a_source("b", "B"), a_source("c", "C"))
    claim = a_claim("a", "b", "c", credibility="1")
    assert credibility_by(claim, ("a", "b", "c"), None, sources, {"CSP": None}) is Credibility.CONFIRMED
    actors = default_record().actors
    digits = [credibility_by(claim, kept, None, sources, actors) for kept in (("a", "b"), ("b",), ("c",), ())]
    assert digits == [*map(Credibility, "2346")]
    doubted = a_claim("a", "b", credibility="5")
    assert credibility_by(doubted, ("a",), None, sources, actors) is Credibility.IMPROBABLE


def test_once_everything_is_written_the_record_is_the_record(record):
    assert as_known(record, record.last_changed) is record
    assert as_known(record, date(2100, 1, 1)) is record
    eve = as_known(record, record.last_changed - timedelta(days=1))
    assert (eve.whole, eve.digest, eve.last_changed) == (record, record.digest, record.last_changed)
    assert as_known(eve, date(2014, 1, 1)) is as_known(record, date(2014, 1, 1))


@given(known_on=known_days)
def test_what_is_left_out_is_told_apart_and_nothing_is_lost(record, known_on):
    known = as_known(record, known_on)
    for claim in (claim for name, claim in known.claims.items() if name not in known.gaps):
        came, whole = later(claim, known), record.claims[claim.id]
        assert {source.id for source in came.sources} | set(claim.source_ids) == set(whole.source_ids)
        assert whole.note in (claim.note, came.note)
        assert whole.text in (claim.text, came.text)
        assert whole.text.en.startswith(claim.text.en)
        assert whole.text.fr.startswith(claim.text.fr)


# What is public


def test_that_a_mission_holds_its_own_camp_is_never_forgotten(record):
    """The record of a camp may rest on undated or later sources; that it stood there all knew."""
    day = date(2023, 10, 7)
    for base in record.bases.values():
        if record.places[base.place_id].kind is PlaceKind.UN_BASE and phase(base, day, record) == "in use":
            (then,) = answers.at(record, day, base.place_id, Lens(known_on=day))
            assert (then["controller"], then["status"]) == ("MINUSMA", "held"), base.place_id


@pytest.mark.parametrize(("place", "day"), [("un-bamako", date(2023, 10, 7)), ("un-gao", date(2024, 3, 1))])
def test_a_public_fact_is_graded_by_what_was_out_and_by_what_has_no_date(record, place, day):
    (then,) = answers.at(record, day, place, Lens(known_on=day))
    assert then["controller"]
    assert all(out_by(record.sources[name], day) for name in then["sources"])


def test_that_a_mission_lost_its_camp_is_no_public_fact(record):
    for claim in record.claims.values():
        if claim.controller in ("GOV", "CSP", "JNIM"):
            told = reporting(claim, record.evidence.get(claim.id), record.sources)
            sources = [record.sources[name] for name in told]
            dated = [one for one in sources if one.published and one.origin != ENCYCLOPAEDIA]
            assert (known_from(claim, record) is None) == (not dated)


# Bases


@settings(max_examples=100)
@given(known_on=known_days)
def test_no_date_of_a_bases_life_is_told_before_it_came(record, known_on):
    known = as_known(record, known_on)
    for base in known.bases.values():
        whole = record.bases[base.place_id]
        for part in ("opened", "departed", "handed_over"):
            told = getattr(base, part)
            assert told is None or (told == getattr(whole, part) and told.last <= known_on)
        assert all(out_by(record.sources[name], known_on) for name in base.source_ids)
        assert bool(base.handed_to.en) == bool(base.handed_over)
        assert not base.is_abandoned or (base.departed and whole.is_abandoned)
        apart = {source.id for source in later_of_base(base, known).sources}
        assert apart | set(base.source_ids) == set(whole.source_ids)


def test_a_base_is_left_and_handed_over_once_that_is_reported(record):
    lives = [as_known(record, date(*day)).bases["un-gao"] for day in ((2023, 12, 30), (2024, 1, 5), (2024, 8, 1))]
    assert [(bool(base.departed), bool(base.handed_over), base.is_abandoned) for base in lives] == [
        (False, False, False),
        (True, False, False),
        (True, True, False),
    ]


def test_a_base_that_nobody_had_opened_yet_is_on_no_day_in_use(record):
    known = as_known(record, date(2015, 1, 1))
    assert {"fr-gossi", "un-ogossagou", "kidal-camp-1"} <= known.unopened
    assert all(
        phase(known.bases[name], day, known) == "not yet open" for name in known.unopened for day in (FIRST, LAST)
    )
    frame = layers.minusma_bases(LAST, record, Lens(known_on=date(2015, 1, 1))).set_index("place")
    assert frame.loc["un-ogossagou", "phase"] == "not yet open"
    assert frame.loc["un-kidal", "phase"] == "in use"
    assert set(frame["departed"].dropna()) == set()


def test_a_base_is_confirmed_by_its_own_row(record):
    whole = Timeline(record)
    state = whole.state("un-ber", date(2023, 8, 12))
    assert not stale(state, record, date(2023, 8, 12))
    early = Timeline(record, Lens(known_on=date(2018, 6, 1)))
    state = early.state("un-ber", date(2018, 6, 1))
    assert stale(state, early.record, date(2018, 6, 1))


@given(place_id=place_ids, day=days, known_on=known_days)
def test_nothing_published_later_confirms_a_state(record, place_id, day, known_on):
    timeline = Timeline(record, Lens(known_on=known_on))
    state, whole = timeline.state(place_id, day), Timeline(record).state(place_id, day)
    if state.claim and whole.claim and state.claim.id == whole.claim.id and state.status is not Status.UNKNOWN:
        assert stale(state, timeline.record, day) >= stale(whole, record, day)


# Events


@given(known_on=known_days)
def test_an_event_is_known_by_the_rule_of_claims(record, known_on):
    seen = {event.id: event for event in seen_events(record, ALL, known_on)}
    for event in record.events.values():
        known = event_known_from(event, record)
        assert (event.id in seen) == (known is not None and max(known, event.date) <= known_on)
    for event in seen.values():
        assert event.until <= known_on
        assert all(record.sources[name].published.last <= known_on for name in event.source_ids)


def test_all_events_are_seen_today(record):
    assert {event.id for event in seen_events(record, ALL)} == set(record.events)
    assert seen_events(record, ALL, record.last_changed) == seen_events(record, ALL)


# Our own words


@pytest.mark.parametrize(
    ("said", "about", "named"),
    [
        ("Rebels ring the town and assault it from 29 March.", date(2012, 3, 26), ["2012-03-29"]),
        ("About 200 soldiers return under the deal of 18 June.", date(2013, 7, 5), ["2013-06-18"]),
        ("A few dozen Russians are there by August.", date(2022, 6, 13), ["2022-08-31"]),
        ("In July 2017 it is its rear base.", date(2016, 7, 22), ["2017-07-31"]),
        ("By mid-2017 the MSA is in control.", date(2016, 9, 15), ["2017-12-31"]),
        ("Between Hombori on 24 January and Gao on the 26th.", date(2013, 1, 25), ["2013-01-24", "2013-01-26"]),
        ("By October 2023 Ber is reconquered.", date(2023, 10, 1), []),
        ("The Council adopts resolution 2085 for 12,600 men.", date(2012, 12, 20), []),
        ("Des rebelles encerclent la ville et l’attaquent à partir du 29 mars.", date(2012, 3, 26), ["2012-03-29"]),
        ("Le camp tient jusqu’au 1er février 2013.", date(2012, 6, 27), ["2013-02-01"]),
        ("Quitté le 30 août, rendu le 31.", date(2023, 8, 1), ["2023-08-30", "2023-08-31"]),
    ],
)
def test_the_days_that_a_text_names_are_read_in_both_languages(said, about, named):
    assert [day.isoformat() for day in latest_named(said, about)] == named


def test_a_text_is_said_up_to_the_first_sentence_that_names_a_later_day():
    english = "JNIM is present. French forces raid nearby in February 2018. It is theirs."
    french = "Le GSIM est présent. Des raids français ont lieu en février 2018. C’est le sien."
    said, about = Bilingual(english, french), date(2017, 3, 2)
    assert said_by(said, about, date(2018, 2, 27)) == Bilingual("JNIM is present.", "Le GSIM est présent.")
    assert said_by(said, about, date(2018, 2, 28)) == said
