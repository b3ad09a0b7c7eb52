"""Questions over a stretch of days, counted again day by day, and what is known to be true of the record."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from period import FIRST, LAST

from geodata.__main__ import main
from geodata.selection import ALL, Filter
from geodata.tally import COLUMNS, QUESTIONS, bases_after, changes_of_hands, days_held, ever_held, losses
from geodata.timeline import ChangeKind, Timeline
from geodata.vocabulary import Camp, PlaceKind


@pytest.fixture(scope="module")
def timeline(record):
    return Timeline(record)


@st.composite
def stretches(draw):
    first = draw(st.dates(FIRST, LAST - timedelta(days=60)))
    return first, first + timedelta(days=draw(st.integers(0, 60)))


@settings(max_examples=20)
@given(stretch=stretches())
def test_days_held_are_those_of_every_day_by_itself(timeline, stretch):
    after, until = stretch
    counted = Counter()
    for number in range((until - after).days + 1):
        for state in timeline.states(after + timedelta(days=number)).values():
            counted[state.controller, str(state.status)] += 1
    told = {(row["actor"], row["status"]): row["place_days"] for row in days_held(timeline, after, until, ALL)}
    assert told == counted
    held = {row["place"]: row["days"] for row in ever_held(timeline, after, until, ALL)}
    assert sum(held.values()) == sum(count for (actor, _), count in counted.items() if actor)


@pytest.mark.parametrize("actor", ["GOV", "CSP", "MNLA", "JNIM"])
def test_ever_held_and_losses_are_those_of_the_line(timeline, record, actor):
    line = Filter(actors=frozenset([actor]))
    names = line.names(record)
    for row in ever_held(timeline, FIRST, LAST, line):
        assert set(row["actors"]) <= names
        assert 0 < row["days"] <= (LAST - FIRST).days + 1
    lost = losses(timeline, FIRST, LAST, line)
    assert {row["lost_by"] for row in lost} <= names
    hands = [
        change
        for change in timeline.all_changes()
        if change.kind is ChangeKind.HANDS and change.before.controller in names
    ]
    assert len(lost) == len(hands)


def test_the_csp_lost_kidal_to_the_army_on_14_november_2023(timeline):
    rows = losses(timeline, date(2023, 11, 1), date(2023, 11, 30), Filter(actors=frozenset(["CSP"])))
    [kidal] = [row for row in rows if row["place"] == "kidal"]
    assert (kidal["date"], kidal["to"]) == ("2023-11-14", "GOV")


def test_changes_of_hands_are_counted_as_the_timeline_counts_them(timeline):
    rows = changes_of_hands(timeline, FIRST, LAST, ALL)
    counted = Counter(one.after.place.id for one in timeline.all_changes() if one.kind is ChangeKind.HANDS)
    assert {row["place"]: row["changes"] for row in rows} == counted
    assert [row["changes"] for row in rows] == sorted(counted.values(), reverse=True)
    assert all(len(row["holders"]) == row["changes"] + 1 for row in rows)


def test_bases_of_the_drawdown_come_with_the_days_until_they_were_taken(timeline, record):
    rows = {row["place"]: row for row in bases_after(timeline, date(2023, 7, 1), LAST, ALL)}
    assert {place for place, base in record.bases.items() if base.counted_in_thirteen} <= set(rows)
    kidal = rows["un-kidal"]
    assert kidal["departed"] == "2023-10-31"
    assert kidal["days"] == (date.fromisoformat(kidal["taken"]) - date(2023, 10, 31)).days
    for row in rows.values():
        assert (row["days"] is None) == (row["by"] is None)
        if row["by"]:
            assert record.actors[row["by"]].camp is not Camp.INTERNATIONAL


def test_the_filter_chooses_places(timeline):
    only = Filter(regions=frozenset(["Kidal"]), kinds=frozenset([PlaceKind.TOWN]))
    for name, question in QUESTIONS.items():
        if name != "days-held":
            assert {row["region"] for row in question(timeline, FIRST, LAST, only)} <= {"Kidal"}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_answered_on_the_command_line(name, capsys, timeline):
    for row in QUESTIONS[name](timeline, FIRST, LAST, ALL):
        assert tuple(row) == COLUMNS[name]
    assert main(["tally", name, "2023-08-01", "2023-12-31", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == ",".join(COLUMNS[name])


def test_an_empty_answer_still_has_its_columns(capsys):
    assert main(["tally", "losses", "2012-01-01", "2012-01-01", "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines() == [",".join(COLUMNS["losses"])]
