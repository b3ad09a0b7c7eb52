"""Two clocks: what was true on a day, and what could be known of it by then, differ where the news came later."""

from datetime import date, timedelta

import pytest
from period import LAST

from geodata import answers
from geodata.knowing import ENCYCLOPAEDIA, known_from
from geodata.support import reporting
from geodata.timeline import ONE_DAY, Because, Lens, Timeline
from geodata.vocabulary import Status

REPORTED_LATER = [
    # place, day, known by, holder as known by then, holder in truth
    ("menaka", date(2012, 2, 1), date(2012, 2, 1), "GOV", "MNLA"),
    ("tessalit", date(2012, 3, 11), date(2012, 3, 11), "GOV", "MNLA"),
    ("timbuktu", date(2012, 4, 10), date(2012, 4, 10), "MNLA", "ANSAR_DINE"),
    ("anefis", date(2014, 5, 22), date(2014, 5, 22), "GOV", "MNLA"),
    ("menaka", date(2014, 5, 22), date(2014, 5, 23), "GOV", "MNLA"),
    ("tidermene", date(2023, 4, 11), date(2023, 4, 11), "JNIM", "ISSP"),
    ("ber", date(2023, 8, 13), date(2023, 8, 13), "CMA", "GOV"),
    ("lere", date(2023, 9, 17), date(2023, 9, 17), "GOV", "CSP"),
    ("un-tessalit", date(2023, 10, 21), date(2023, 10, 22), "MINUSMA", "GOV"),
    ("un-kidal", date(2023, 11, 14), date(2023, 11, 15), "CSP", "GOV"),
]


@pytest.mark.parametrize(("place", "day", "known_on", "as_known", "in_truth"), REPORTED_LATER)
def test_the_days_before_a_capture_was_reported_still_show_the_old_holder(
    record, place, day, known_on, as_known, in_truth
):
    (whole,) = answers.at(record, day, place)
    (then,) = answers.at(record, day, place, Lens(known_on=known_on))
    assert (then["controller"], whole["controller"]) == (as_known, in_truth)


@pytest.mark.parametrize(("place", "day", "known_on", "as_known", "in_truth"), REPORTED_LATER)
def test_once_it_was_reported_both_clocks_agree(record, place, day, known_on, as_known, in_truth):
    claim = Timeline(record).state(place, day).claim
    reported = known_from(claim, record)
    assert reported > known_on
    (then,) = answers.at(record, day, place, Lens(known_on=reported))
    assert then["controller"] == in_truth


def test_a_capture_cannot_be_known_before_it_happened(record):
    (then,) = answers.at(record, date(2023, 11, 14), "kidal", Lens(known_on=date(2023, 11, 13)))
    (on_the_day,) = answers.at(record, date(2023, 11, 14), "kidal", Lens(known_on=date(2023, 11, 14)))
    assert (then["controller"], on_the_day["controller"]) == ("CSP", "GOV")


def test_no_claim_is_shown_before_it_could_be_known(record):
    """The rule for each claim that was reported later, on the eve of every third report."""
    late = [
        (claim, reported)
        for claim in record.claims.values()
        if claim.in_force(None) and (reported := known_from(claim, record)) and reported > claim.valid_from
    ]
    assert len(late) > 100
    for known_on in sorted({reported - ONE_DAY for _, reported in late})[::3]:
        shown = {
            state.claim.id
            for spans in Timeline(record, Lens(known_on=known_on)).spans.values()
            for state in spans
            if state.claim
        }
        assert not shown & {claim.id for claim, reported in late if reported > known_on}


def test_a_claim_without_a_dated_source_is_never_known_early(record):
    undated = [
        claim
        for claim in record.claims.values()
        if claim.in_force(None) and claim.source_ids and known_from(claim, record) is None
    ]
    assert undated
    for claim in undated:
        told = reporting(claim, record.evidence.get(claim.id), record.sources)
        sources = [record.sources[source_id] for source_id in told]
        assert all(source.published is None or source.origin == ENCYCLOPAEDIA for source in sources)
        for known_on in (claim.valid_from, LAST, claim.recorded_on - timedelta(days=1)):
            state = Timeline(record, Lens(known_on=known_on)).state(claim.place_id, claim.valid_from)
            assert state.claim is not claim or state.because is Because.NOT_YET_KNOWN
            assert state.status is Status.UNKNOWN or state.claim is not claim
        state = Timeline(record, Lens(known_on=claim.recorded_on)).state(claim.place_id, claim.valid_from)
        assert (state.claim, state.status) == (claim, claim.status)
