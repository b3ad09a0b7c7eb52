"""A filter never changes what is true: whatever is chosen, what is told of a place is what the whole record tells."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from period import FIRST, LAST

from geodata import answers
from geodata.comparison import Net, are_kin, net, tallies
from geodata.record import load
from geodata.selection import ALL, Filter, regions_of
from geodata.shares import changes_of_hands, places_held
from geodata.timeline import ChangeKind, Timeline
from geodata.vocabulary import Camp, PlaceKind

RECORD = load()
TIMELINE = Timeline(RECORD)
RENAMINGS = {
    "MNLA 2014": (date(2014, 5, 1), date(2014, 12, 31)),
    "Ansar Dine and AQIM 2017": (date(2016, 6, 1), date(2019, 1, 1)),
    "ISGS 2022": (date(2022, 1, 1), date(2023, 12, 31)),
    "CMA 2023": (date(2023, 8, 1), date(2023, 12, 31)),
    "CSP 2024": (date(2024, 6, 1), date(2024, 12, 31)),
    "MINUSMA 2023": (date(2023, 6, 30), date(2024, 6, 30)),
    "all of it": (FIRST, LAST),
}
days = st.dates(FIRST, LAST)
windows = st.sampled_from(list(RENAMINGS.values())) | st.tuples(days, days).map(sorted).map(tuple)
filters = st.builds(
    Filter,
    actors=st.frozensets(st.sampled_from(list(RECORD.actors)), max_size=3),
    camps=st.frozensets(st.sampled_from(Camp), max_size=2),
    regions=st.frozensets(st.sampled_from(regions_of(RECORD)), max_size=2),
    kinds=st.frozensets(st.sampled_from(PlaceKind), max_size=3),
    alone=st.booleans(),
)


def chosen(seen, window):
    """The places that a filter chooses by either of two days."""
    before, after = (TIMELINE.states(day) for day in window)
    return {name for name in before if seen.keeps_either(before[name], after[name], RECORD)}


# Lines


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("CSP", "MNLA MIA HCUA MAA CMA CSP FLA"),
        ("MNLA", "MNLA MIA HCUA MAA CMA CSP FLA"),
        ("AQIM", "ANSAR_DINE AQIM JNIM"),
        ("ISGS", "ISGS ISSP"),
        ("UN_LIQUIDATION", "AFISMA MINUSMA UN_LIQUIDATION"),
        ("GOV", "GOV"),
        ("FNLA", "FNLA"),
    ],
)
def test_a_line_is_all_names_that_succession_joins(name, line):
    assert RECORD.lines[name] == set(line.split())


def test_names_of_one_line_share_it_and_its_colour():
    for name, line in RECORD.lines.items():
        assert name in line
        assert {RECORD.lines[other] for other in line} == {line}
        assert len({RECORD.actors[other].colour for other in line}) == 1
        assert all(other in line for other in RECORD.actors if are_kin(name, other, RECORD))


# The balance


def test_by_the_csp_the_autumn_of_2023_tells_what_was_lost():
    [row] = [
        row for row in tallies(TIMELINE, *RENAMINGS["CMA 2023"], Filter(frozenset({"CSP"}))) if "CSP" in row.actors
    ]
    [whole] = [row for row in tallies(TIMELINE, *RENAMINGS["CMA 2023"], ALL) if "CSP" in row.actors]
    assert row == whole
    before, after = (TIMELINE.states(day) for day in RENAMINGS["CMA 2023"])
    held = {name for name in before if before[name].controller in RECORD.lines["CSP"]}
    lost = {name for name in held if net(before[name], after[name], RECORD) is Net.HANDS}
    assert {"kidal", "anefis", "ber"} <= lost
    assert row.lost == len([name for name in lost if not RECORD.places[name].kind.is_base])


@pytest.mark.parametrize("window", RENAMINGS.values(), ids=RENAMINGS)
def test_by_an_actor_its_row_is_that_of_the_whole_record(window):
    whole = tallies(TIMELINE, *window, ALL)
    for actor in RECORD.actors:
        by_actor, line = tallies(TIMELINE, *window, Filter(frozenset({actor}))), RECORD.lines[actor]
        assert [row for row in by_actor if line & set(row.actors)] == [row for row in whole if line & set(row.actors)]


@given(seen=filters, window=windows)
def test_what_is_won_and_lost_is_what_changed_hands_at_the_places_shown(seen, window):
    before, after = (TIMELINE.states(day) for day in window)
    shown = chosen(seen, window)
    hands = [name for name in shown if net(before[name], after[name], RECORD) is Net.HANDS]
    found = tallies(TIMELINE, *window, seen)
    assert sum(row.won for row in found) == sum(row.lost for row in found) == len(hands)
    assert sum(row.held for row in found) == sum(row.holds for row in found) == len(shown)
    for row in found:
        if row.actors:
            assert row.held == sum(before[name].controller in row.actors for name in shown)
            assert row.lost == sum(before[name].controller in row.actors for name in hands)


@given(window=windows, actor=st.sampled_from(list(RECORD.actors)))
@example(window=RENAMINGS["CMA 2023"], actor="CSP")
@example(window=RENAMINGS["CMA 2023"], actor="CMA")
@example(window=RENAMINGS["MNLA 2014"], actor="CMA")
def test_a_name_alone_has_nothing_won_or_lost_across_its_renaming(window, actor):
    seen = Filter(frozenset({actor}), alone=True)
    for row in answers.balance(RECORD, *window, seen=seen):
        is_part = bool(set(row["actors"]) & RECORD.lines[actor]) and len(RECORD.lines[actor]) > 1
        assert (row["lost"] is None) == (row["won"] is None) == is_part


# The changes


@given(seen=filters, window=windows)
def test_a_change_is_listed_as_in_the_whole_record(seen, window):
    whole = answers.changes(RECORD, *window)
    listed = answers.changes(RECORD, *window, seen=seen)
    assert [row for row in whole if row in listed] == listed


@given(seen=filters, window=windows)
def test_whatever_is_won_or_lost_on_the_map_was_listed_as_a_change(seen, window):
    before, after = (TIMELINE.states(day) for day in window)
    listed = {row["place"] for row in answers.changes(RECORD, *window, seen=seen) if row["kind"] != ChangeKind.LABEL}
    for name in chosen(seen, window):
        if net(before[name], after[name], RECORD) is Net.HANDS:
            assert name in listed


@pytest.mark.parametrize("actor", RECORD.actors)
def test_the_changes_of_an_actor_are_those_its_line_has_a_part_in(actor):
    line = RECORD.lines[actor]

    def has_part(state):
        return bool(line & state.forces)

    parts = [one for one in TIMELINE.changes(FIRST, LAST) if has_part(one.before) or has_part(one.after)]
    listed = answers.changes(RECORD, FIRST, LAST, seen=Filter(frozenset({actor})))
    assert [(row["date"], row["place"]) for row in listed] == [(str(one.date), one.after.place.id) for one in parts]


# A day, and all of time


@given(seen=filters, day=days)
def test_what_ended_on_a_day_is_still_told_on_it(seen, day):
    for spans in TIMELINE.spans.values():
        for before, after in pairwise(spans):
            if seen.keeps_state(before, RECORD):
                assert seen.keeps_on(TIMELINE, after.place.id, after.since)
    for name in TIMELINE.spans:
        eve = max(FIRST, day - timedelta(days=1))
        kept = [seen.keeps_state(TIMELINE.state(name, one), RECORD) for one in (eve, day)]
        assert seen.keeps_on(TIMELINE, name, day) == any(kept)


@given(seen=filters)
def test_trends_count_each_place_whole_or_not_at_all(seen):
    kept = {name for name in RECORD.places if seen.keeps_ever(TIMELINE, name)}
    frame = places_held(TIMELINE, lambda place: place.id in kept)
    counted = {name for name in kept if not RECORD.places[name].kind.is_base}
    for row in frame.itertuples():
        day = date.fromisoformat(row.since)
        states = [TIMELINE.state(name, day) for name in counted]
        actor = row.actor if isinstance(row.actor, str) else None
        assert row.claimed == sum((one.controller, str(one.status)) == (actor, row.status) for one in states) or (
            row.claimed == 0
        )


@pytest.mark.parametrize("actor", RECORD.actors)
def test_trends_by_an_actor_count_for_its_line_what_the_whole_record_counts(actor):
    seen = Filter(frozenset({actor}))

    def sums(frame):
        own = frame[frame["actor"].isin(RECORD.lines[actor])]
        counts = own[["claimed", "best"]].to_numpy()
        since, until = own["since"].to_numpy(str), own["until"].to_numpy(str)
        return [tuple(counts[(since <= day) & (until >= day)].sum(0)) for day in days]

    whole = places_held(TIMELINE)
    days = sorted(set(whole["since"]))
    assert sums(places_held(TIMELINE, lambda place: seen.keeps_ever(TIMELINE, place.id))) == sums(whole)


@given(seen=filters)
def test_changes_of_hands_are_counted_at_the_places_shown(seen):
    kept = {name for name in RECORD.places if seen.keeps_ever(TIMELINE, name)}
    table = changes_of_hands(TIMELINE, lambda change: change.after.place.id in kept)
    hands = [
        one for one in TIMELINE.changes(FIRST, LAST) if one.kind is ChangeKind.HANDS and one.after.place.id in kept
    ]
    assert table[["places", "bases", "from_dispute", "to_dispute"]].to_numpy().sum() == len(hands)
