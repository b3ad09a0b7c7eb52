"""The rows of the records: all that the record holds, as far as filter, lens and place let it be seen."""

import re
from datetime import date, timedelta

import pytest

from dashboard.asked.reading import read_view
from dashboard.asked.state import DEFAULT
from dashboard.asked.view import Table
from dashboard.text import Text
from dashboard.told.rows import claim_rows, event_rows, rows, source_rows
from dashboard.views.columns import columns, grid_words
from geodata.grades import Grade
from geodata.statistics import rests_on_one
from geodata.timeline import Lens, Timeline
from geodata.vocabulary import PlaceKind, Status

ENGLISH, FRENCH = Text("en"), Text("fr")


def in_force(record):
    return [claim for claim in record.claims.values() if claim.in_force(None)]


def test_every_claim_in_force_has_its_row(record, timeline):
    found = claim_rows(timeline, DEFAULT, ENGLISH)
    assert len(found) == len(in_force(record))
    assert sorted(row["claim"] for row in found) == sorted(claim.text.en for claim in in_force(record))


def test_every_event_and_source_has_its_row(record, timeline):
    assert len(event_rows(timeline, DEFAULT, ENGLISH)) == len(record.events)
    assert [row["url"] for row in source_rows(timeline, DEFAULT, ENGLISH)] == [s.url for s in record.sources.values()]


@pytest.mark.parametrize("table", Table)
@pytest.mark.parametrize("text", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_rows_fill_their_columns_with_plain_text(timeline, table, text):
    fields = [column["field"] for column in columns(table, text, narrow=False)]
    for row in rows(table, timeline, DEFAULT, text):
        assert set(fields) == set(row) - {"view", "url", "colour"}
        assert all(isinstance(value, (str, int)) for value in row.values())
    assert all(column["headerName"] for column in columns(table, text, narrow=False))


@pytest.mark.parametrize("table", Table)
def test_a_phone_has_fewer_columns_of_the_same(table):
    wide = [column["field"] for column in columns(table, ENGLISH, narrow=False)]
    slim = [column["field"] for column in columns(table, ENGLISH, narrow=True)]
    assert set(slim) < set(wide)
    assert wide[0] in slim


def test_a_row_leads_to_its_day_and_place(record, timeline):
    for row in (*claim_rows(timeline, DEFAULT, ENGLISH), *event_rows(timeline, DEFAULT, ENGLISH)):
        read = read_view(row["view"], record)
        written = row["from"] if "from" in row else row["date"]
        assert not read.notices
        assert read.state.on.isoformat().startswith(written.removeprefix("≈ "))
    for row in claim_rows(timeline, DEFAULT, ENGLISH):
        assert row["place"] == record.places[read_view(row["view"], record).state.place].name.en


def test_a_row_has_the_colour_of_its_holder_and_tells_who_held_the_place_on_the_eve(record, timeline):
    for row in claim_rows(timeline, DEFAULT, FRENCH):
        claim = record.claims[row["claim_id"]]
        assert row["colour"] == (record.actors[claim.controller].colour if claim.controller else "")
        eve = claim.valid_from - timedelta(days=1)
        holder = timeline.state(claim.place_id, eve).controller if eve >= record.period.first else None
        assert row["before"] == (record.actors[holder].short.fr if holder else "")


def test_soft_dates_are_no_more_exact_than_known(record, timeline):
    found = {row["precision"]: row["from"] for row in claim_rows(timeline, DEFAULT, ENGLISH)}
    assert len(found["day"]) == 10
    assert len(found["month"]) == 7
    assert found["season"].startswith("≈ ")


def test_the_single_source_is_flagged_where_it_is_one(record, timeline):
    claims = {claim.text.en: claim for claim in in_force(record)}
    for row in claim_rows(timeline, DEFAULT, ENGLISH):
        claim = claims[row["claim"]]
        if claim.text.en not in [other.text.en for other in in_force(record) if other.id != claim.id]:
            assert (row["single"] == "yes") == (claim.status is not Status.UNKNOWN and rests_on_one(claim, record))


def test_filter_place_and_lens_are_obeyed(record, timeline):
    everything = len(in_force(record))
    csp = claim_rows(timeline, DEFAULT.but(actors=frozenset({"CSP"})), ENGLISH)
    assert 0 < len(csp) < everything
    line = {record.actors[name].short.en for name in record.lines["CSP"]}
    for place in {row["place"] for row in csp}:
        here = [row for row in csp if row["place"] == place]
        concerned = [
            bool(line & set(f"{row['holder']}, {row['contested_by']}, {row['present']}".split(", ")))
            or bool(record.lines["CSP"] & set(record.claims[row["claim_id"]].around))
            for row in here
        ]
        assert any(concerned), "a claim of the line itself, or the claim that ended it"
    assert "2023-11-14" in [row["from"] for row in csp if row["place"] == "Kidal" and row["holder"] == "Army"]
    kidal = claim_rows(timeline, DEFAULT.but(place="kidal"), ENGLISH)
    assert {row["place"] for row in kidal} == {"Kidal"}
    lens = Lens(min_grade=Grade.parse("B2"))
    good = claim_rows(Timeline(record, lens), DEFAULT.but(grade=lens.min_grade), ENGLISH)
    assert {row["grade"] for row in good} <= {"A1", "A2", "B1", "B2"}
    early = Lens(known_on=date(2013, 1, 1))
    assert len(claim_rows(Timeline(record, early), DEFAULT.but(known=early.known_on), ENGLISH)) < everything


def test_a_filtered_view_of_the_sources_shows_those_it_rests_on(record, timeline):
    state = DEFAULT.but(kinds=frozenset({PlaceKind.UN_BASE}))
    found = source_rows(timeline, state, ENGLISH)
    assert 0 < len(found) < len(record.sources)
    assert all(row["claims"] or row["events"] for row in found)


def test_the_grid_speaks_the_language_of_the_page():
    english, french = grid_words(ENGLISH), grid_words(FRENCH)
    assert english.keys() == french.keys()
    assert [key for key in english if english[key] == french[key] and "{" not in english[key]] == []


@pytest.mark.parametrize("text", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_notes_call_places_and_sources_by_their_names(timeline, text):
    ids = {one for one in (*timeline.record.places, *timeline.record.sources) if "-" in one}
    for row in (*claim_rows(timeline, DEFAULT, text), *source_rows(timeline, DEFAULT, text)):
        assert not ids & set(re.findall(r"[\w-]+", row["note"])), row["note"]
