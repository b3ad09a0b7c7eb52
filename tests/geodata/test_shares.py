"""Numbers through time by actor: they add up to everything there is, on every day and through every lens."""

from collections import Counter
from datetime import date, timedelta

import pytest
from checks import on_day
from hypothesis import given
from hypothesis import strategies as st
from period import FIRST, LAST

from geodata.bases import phase
from geodata.confirming import stale
from geodata.grades import Grade
from geodata.layers import kidal, menaka
from geodata.shares import (
    BEST,
    COLUMNS,
    NOT_YET_OPEN,
    area_held,
    bases_held,
    changes_of_hands,
    places_held,
    quarter_of,
)
from geodata.timeline import ChangeKind, Lens, Timeline
from geodata.vocabulary import PlaceKind

days = st.dates(FIRST, LAST)
LENSES = (Lens(), Lens(min_grade=Grade.parse("B2")), Lens(known_on=date(2015, 6, 1)))
TABLES = (places_held, area_held, bases_held)


@pytest.fixture(scope="module", params=LENSES, ids=("whole", "B2", "known 2015"))
def timeline(record, request):
    return Timeline(record, request.param)


@pytest.fixture(scope="module")
def tables(timeline):
    return {table.__name__: table(timeline) for table in TABLES}


def everything(record):
    settled = sum(not place.kind.is_base for place in record.places.values())
    bases = sum(place.kind is PlaceKind.UN_BASE for place in record.places.values())
    return {"places_held": settled, "area_held": record.layers["communes"]["area_km2"].sum(), "bases_held": bases}


@given(day=days)
def test_the_amounts_of_a_day_add_up_to_everything(record, tables, day):
    for name, total in everything(record).items():
        rows = on_day(tables[name], day)
        assert rows["claimed"].sum() == pytest.approx(total)
        assert rows["best"].sum() == pytest.approx(total)


@pytest.mark.parametrize("name", [table.__name__ for table in TABLES])
def test_the_spans_cover_the_record_without_gap(tables, name):
    spans = tables[name][["since", "until"]].drop_duplicates()
    assert list(tables[name].columns[: len(COLUMNS)]) == list(COLUMNS)
    assert spans["since"].iloc[0] == FIRST.isoformat()
    assert spans["until"].iloc[-1] == LAST.isoformat()
    ends = [date.fromisoformat(until) + timedelta(days=1) for until in spans["until"][:-1]]
    assert ends == [date.fromisoformat(since) for since in spans["since"][1:]]


@pytest.mark.parametrize("name", [table.__name__ for table in TABLES])
def test_what_is_held_for_sure_is_part_of_what_is_claimed(tables, name):
    table = tables[name]
    known = table[table["status"].isin(["held", "contested"])]
    unknown = table[table["status"] == "unknown"]
    assert (known["best"] <= known["claimed"]).all()
    assert (unknown["best"] >= unknown["claimed"]).all()


@given(day=days)
def test_places_are_counted_as_their_states_say(timeline, tables, day):
    states = [state for state in timeline.states(day).values() if not state.place.kind.is_base]
    claimed = Counter((state.controller, str(state.status)) for state in states)
    best = Counter(
        (state.controller, str(state.status))
        for state in states
        if state.status != "unknown" and timeline.record.grade_of(state.claim).reaches(BEST)
    )
    rows = on_day(tables["places_held"], day)
    found = {
        (None if row.actor != row.actor else row.actor, row.status): (row.claimed, row.best)
        for row in rows.itertuples()
    }
    for party, amount in claimed.items():
        assert found[party][0] == amount
        if party[1] != "unknown":
            assert found[party][1] == best[party]


@given(day=days)
def test_what_is_stale_is_counted_with_who_holds_it(timeline, tables, day):
    states = [state for state in timeline.states(day).values() if not state.place.kind.is_base]
    wanted = Counter(state.controller for state in states if stale(state, timeline.record, day))
    rows = on_day(tables["places_held"], day)
    assert rows["stale"].sum() == wanted.total()
    for row in rows[rows["actor"].notna()].groupby("actor")["stale"].sum().items():
        assert wanted[row[0]] == row[1]
    assert all((on_day(table, day)["stale"] <= on_day(table, day)["claimed"]).all() for table in tables.values())


@given(day=days)
def test_the_areas_are_those_of_the_layers(record, timeline, tables, day):
    rows = on_day(tables["area_held"], day)
    frames = [layer(day, record, timeline.lens) for layer in (kidal, menaka)]
    for status in ("held", "contested", "unknown"):
        measured = sum(frame.loc[frame["status"] == status, "area_km2"].sum() for frame in frames)
        assert rows.loc[rows["status"] == status, "claimed"].sum() == pytest.approx(measured)
    assert rows["claimed_share"].sum() == pytest.approx(1, abs=0.001)


@given(day=days)
def test_a_base_that_is_not_open_is_held_by_nobody(timeline, tables, day):
    record = timeline.record
    rows = on_day(tables["bases_held"], day)
    bases = [base for base in record.bases.values() if record.places[base.place_id].kind is PlaceKind.UN_BASE]
    waiting = sum(phase(base, day, record) == "not yet open" for base in bases)
    assert rows.loc[rows["status"] == NOT_YET_OPEN, "claimed"].sum() == waiting


def test_the_quarters_count_every_change_of_hands_once(timeline):
    table = changes_of_hands(timeline)
    counted = table[["places", "bases", "from_dispute", "to_dispute"]].to_numpy().sum()
    hands = [change for change in timeline.changes(FIRST, LAST) if change.kind is ChangeKind.HANDS]
    assert counted == len(hands)
    assert len(table) == 52
    assert list(table["quarter"]) == sorted(table["quarter"])


def test_a_new_name_is_no_change_of_hands(record):
    timeline = Timeline(record)
    labels = {quarter_of(change.date) for change in timeline.changes(FIRST, LAST) if change.kind is ChangeKind.LABEL}
    table = changes_of_hands(timeline, lambda change: change.kind is ChangeKind.LABEL)
    assert labels
    assert table[["places", "bases", "from_dispute", "to_dispute"]].to_numpy().sum() == 0


def test_a_filter_leaves_places_out(record):
    timeline = Timeline(record)
    in_kidal = places_held(timeline, keeps_place=lambda place: place.region == "Kidal")
    first = on_day(in_kidal, FIRST)
    assert first["claimed"].sum() == sum(
        place.region == "Kidal" and not place.kind.is_base for place in record.places.values()
    )


def test_nothing_to_count_is_an_empty_table(record):
    timeline = Timeline(record)
    for table in TABLES:
        found = table(timeline, keeps_place=lambda place: False)
        assert found.empty
        assert list(found.columns[: len(COLUMNS)]) == list(COLUMNS)


@pytest.mark.parametrize(("day", "quarter"), [(date(2012, 1, 1), "2012-Q1"), (date(2023, 12, 31), "2023-Q4")])
def test_a_quarter_has_its_name(day, quarter):
    assert quarter_of(day) == quarter
