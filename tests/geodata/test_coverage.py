"""Coverage: the shares of a place's days add up, and a state unconfirmed for too long is stale."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import a_claim, a_source, by_id
from period import FIRST, LAST

from geodata import confirming
from geodata.__main__ import main
from geodata.confirming import STALE_AFTER, stale
from geodata.statistics import BANDS, changes_of_hands, coverage, rests_on_one, watched
from geodata.timeline import ChangeKind, State, Timeline
from geodata.vocabulary import Credibility, Status

days = st.dates(FIRST, LAST)


class Sources:
    """As much of a record as staleness asks for."""

    def __init__(self, *sources):
        self.sources = by_id(*sources)
        self.bases, self.evidence, self.assessor = {}, {}, None


def a_state(*source_ids, since=date(2020, 1, 1), until=LAST, controller="CSP"):
    claim = a_claim(*source_ids, valid_from=since, controller=controller)
    return State(None, since, until, claim, None, since, claim.precision)


# Shares


@given(on=days)
def test_the_shares_of_a_place_add_up_to_all_its_days(record, on):
    for row in coverage(record, on):
        assert row.good + row.fair + row.weak + row.unjudged + row.unknown == pytest.approx(1)
        assert 0 <= row.single_origin <= 1 - row.unknown + 1e-9
        assert row.last_confirmed is None or row.last_confirmed <= on


def test_every_place_has_a_row_in_the_order_of_the_table(record):
    assert [row.place.id for row in coverage(record)] == list(record.places)


def test_shares_count_days(record):
    (kidal,) = [row for row in coverage(record, date(2012, 3, 29)) if row.place.id == "kidal"]
    graded = {state.since: BANDS[state.claim.credibility] for state in Timeline(record).spans["kidal"]}
    first, second, third = graded[FIRST], graded[date(2012, 3, 26)], graded[date(2012, 3, 29)]
    wanted = dict.fromkeys(("good", "fair", "weak", "unjudged"), 0.0)
    for band, days_ in ((first, 85), (second, 3), (third, 1)):
        wanted[band] += days_ / 89
    assert {band: getattr(kidal, band) for band in wanted} == pytest.approx(wanted)


def test_a_place_nobody_writes_about_is_unknown_and_never_confirmed(record):
    (row,) = [row for row in coverage(record) if row.place.id == "essouk"]
    assert (row.unknown, row.single_origin, row.last_confirmed) == (1, 0, None)


@pytest.mark.parametrize("on", [FIRST - timedelta(days=1), LAST + timedelta(days=1)])
def test_a_day_outside_the_record_is_refused(record, on):
    with pytest.raises(ValueError, match="outside the record"):
        coverage(record, on)


def test_every_credibility_has_its_band():
    assert set(BANDS) == set(Credibility)


# Staleness


@pytest.mark.parametrize(
    ("published", "confirmed"),
    [
        ("2021-03-15", date(2021, 3, 15)),
        ("2021-03", date(2021, 3, 1)),
        ("2021", date(2021, 1, 1)),
        ("2019-03-15", date(2020, 1, 1)),
        (None, date(2020, 1, 1)),
    ],
)
def test_a_state_is_stale_once_the_stated_time_has_gone_since_its_last_confirmation(published, confirmed):
    record, state = Sources(a_source("a", published=published)), a_state("a")
    assert not stale(state, record, confirmed + STALE_AFTER)
    assert stale(state, record, confirmed + STALE_AFTER + timedelta(days=1))


def test_the_latest_of_several_sources_confirms():
    record = Sources(a_source("a", published="2020-01-02"), a_source("b", published="2023-01-01"))
    assert not stale(a_state("a", "b"), record, date(2024, 6, 1))


def test_a_report_that_came_later_confirms_the_days_before_it():
    assert not stale(a_state("a"), Sources(a_source("a", published="2024-01-01")), date(2023, 1, 1))


def test_a_report_confirms_nothing_after_the_state_it_tells_of():
    state = a_state("a", until=date(2021, 12, 31))
    assert confirming.last_borne_out(state, Sources(a_source("a", published="2024-01-01"))) == date(2021, 12, 31)


def test_an_unknown_state_has_nothing_to_confirm():
    assert not stale(a_state("a", controller=None), Sources(a_source("a", published="2012-01-01")), LAST)


@given(day=days)
def test_no_state_is_stale_before_the_time_is_over(record, day):
    for state in Timeline(record).states(day).values():
        assert not stale(state, record, min(day, state.since + STALE_AFTER))


def test_the_date_of_an_encyclopaedias_page_confirms_nothing():
    record = Sources(a_source("a", published="2024-01-01", origin="agency:wikipedia"))
    assert stale(a_state("a"), record, date(2023, 1, 1))


# Changes of hands


def test_a_change_of_hands_is_no_new_name_and_not_a_change_of_our_knowledge(record):
    for change in changes_of_hands(record):
        assert change.kind is ChangeKind.HANDS
        assert Status.UNKNOWN not in (change.before.status, change.after.status)


def test_the_watched_places_are_eleven_towns_and_the_thirteen_bases(record):
    assert len(watched(record)) == 24
    assert watched(record) <= set(record.places)


def test_check_prints_shares_of_grades_single_origins_and_the_french(record, capsys):
    assert main(["check", "--format", "csv"]) == 0
    rows = dict(line.split(",", 1) for line in capsys.readouterr().out.splitlines())
    changes = changes_of_hands(record)
    single = sum(rests_on_one(change.after.claim, record) for change in changes)
    assert rows["changes of hands"] == f"{len(changes)},"
    assert rows["changes of hands on a single origin"] == f"{single},{single / len(changes):.1%}"
    assert rows["French coverage (texts)"].endswith(",100%")
    shares = [row.split(",")[1] for what, row in rows.items() if what.startswith("claims graded")]
    assert sum(float(share.rstrip("%")) for share in shares) == pytest.approx(100, abs=1)
