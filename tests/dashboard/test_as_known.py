"""As known on a day: nothing that is shown cites, grades by or mentions what came later, wherever it is shown."""

import re
from dataclasses import fields
from datetime import date, timedelta
from functools import cache

import pytest
from asking import days
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.asked.state import ViewState
from dashboard.asked.view import View
from dashboard.export.order import Order
from dashboard.export.sheets import DaySheet
from dashboard.figures.map.stars import star_trace
from dashboard.figures.sheets.timeline_sheet import timeline_sheets
from dashboard.figures.timeline.rows import sections
from dashboard.handed.days import frames
from dashboard.text import LANGUAGES, Text
from dashboard.told.rows import claim_rows, event_rows, source_rows
from dashboard.told.situation import day_in_words
from dashboard.told.words import state_in_words
from dashboard.views.card import cards
from geodata import answers
from geodata.events import marked_days, seen_events, spots, spots_of
from geodata.record import default_record
from geodata.selection import Filter, regions_of
from geodata.timeline import Timeline
from geodata.vocabulary import Camp, PlaceKind

ENGLISH = Text("en")
known_days = st.sampled_from([date(2012, 1, 1) + timedelta(days=97 * number) for number in range(54)])
"""Enough days for every rule; few enough for the record to be worked out once for each."""
timeline_of = cache(Timeline)
place_ids = st.sampled_from(list(default_record().places))
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
DAY_OF_MONTH, FIGURES = r"(?:\b([0-9]{1,2}) )?", r"(?:-(0[1-9]|1[0-2])(?:-([0-3][0-9]))?)?"
DATE = re.compile(rf"(?:{DAY_OF_MONTH}\b({'|'.join(MONTHS)}) )?\b(20[0-3][0-9])\b{FIGURES}")
ADDRESS = re.compile(r"https?://\S+")


def first_days(said):
    """The first day of each day, month and year that English words or figures name, addresses apart."""
    for day, month, year, number, figure in DATE.findall(ADDRESS.sub("", said)):
        yield date(int(year), MONTHS.index(month) + 1 if month else int(number or 1), int(figure or day or 1))


def assert_names_nothing_after(known_on, said):
    assert [day for day in first_days(said) if day > known_on] == [], said


def words_of(component, without=()):
    """All words of a component, save those in parts of some classes."""
    if component is None or isinstance(component, str | int | float):
        return [str(component or "")]
    if isinstance(component, list | tuple):
        return [word for part in component for word in words_of(part, without)]
    if getattr(component, "className", "") in without:
        return []
    labels = [getattr(component, name, "") or "" for name in ("title", "aria-label")]
    return [*labels, *words_of(getattr(component, "children", None), without)]


def card_of(timeline, place_id, day, text=ENGLISH):
    made = cards(timeline.record.places[place_id], timeline, text)
    spans = timeline.spans[place_id]
    return next(
        card for state, card in zip(reversed(spans), reversed(made["cards"]), strict=True) if state.since <= day
    )


@settings(max_examples=300)
@given(place_id=place_ids, day=days, known_on=known_days)
def test_a_card_and_the_words_name_nothing_later(record, place_id, day, known_on):
    view = ViewState(on=day, known=known_on, place=place_id)
    timeline = timeline_of(record, view.lens)
    card = " ".join(words_of(card_of(timeline, place_id, day), without=("later", "strip-years", "position")))
    assert_names_nothing_after(known_on, card.replace("History, 2012–2024", "").replace("on Sunday 1 January 2012", ""))
    assert_names_nothing_after(
        max(known_on, date(2012, 1, 1)), state_in_words(timeline.state(place_id, day), timeline.record, ENGLISH)
    )


@settings(max_examples=60)
@given(day=days, known_on=known_days)
def test_the_notes_of_a_sheet_and_the_situation_name_nothing_later(record, day, known_on):
    view = ViewState(on=day, known=known_on)
    timeline = timeline_of(record, view.lens)
    first, *rest = day_in_words(timeline, day, view.filter, ENGLISH)
    assert ENGLISH.day(day) in first
    assert_names_nothing_after(known_on, "\n".join(rest))
    sheet = DaySheet(record, Order(view), timeline)
    about = len(sheet.words()) + len(sheet.provenance())
    assert_names_nothing_after(known_on, "\n".join(sheet.notes()[len(sheet.words()) : -len(sheet.provenance())]))
    assert about < len(sheet.notes()) or not sheet.shown()


NAMES = {"view", "url", "title", "language", "claim_id", "event_id", "source_id", "source_ids", "address", "addresses"}
"""Columns that name a thing, whatever day stands in its name, and the titles of sources."""


@settings(max_examples=40)
@given(known_on=known_days)
def test_the_rows_of_the_records_name_nothing_later(record, known_on):
    view = ViewState(known=known_on)
    timeline = timeline_of(record, view.lens)
    for rows in (claim_rows, event_rows, source_rows):
        for row in rows(timeline, view, ENGLISH):
            shown = {name: value for name, value in row.items() if name not in NAMES}
            assert_names_nothing_after(known_on, " · ".join(map(str, shown.values())))


@settings(max_examples=25)
@given(known_on=known_days)
def test_what_the_page_looks_up_names_nothing_later(record, known_on):
    payload = frames(record, ViewState(known=known_on).sight)
    said = [*payload["sentences"], *payload["marks"]["said"]]
    said += [word for change in payload["changes"] for word in change["words"]]
    said += [event[part] for event in payload["events"] for part in ("title", "summary", "when")]
    assert_names_nothing_after(known_on, "\n".join(said))


def test_the_card_of_anefis_is_graded_by_one_reprint_and_lists_the_rest_beneath(record):
    timeline = Timeline(record, ViewState(known=date(2023, 10, 7)).lens)
    card = card_of(timeline, "anefis", date(2023, 10, 10))
    said, shown = words_of(card), words_of(card, without=("later",))
    assert "C4" in shown
    assert " (reported by one source)" in shown
    assert "Published later" in said
    assert said.index("Published later") > said.index("Sources")
    assert sum("Crisis Group" in word for word in said) > sum("Crisis Group" in word for word in shown) == 0


def test_the_card_of_a_camp_tells_its_life_as_known(record):
    timeline = Timeline(record, ViewState(known=date(2023, 10, 7)).lens)
    said = words_of(card_of(timeline, "un-bamako", date(2023, 10, 7)), without=("later",))
    assert "Held by MINUSMA" in " ".join(said)
    assert not {"Left", "Handed over", "Drawdown of 2023"} & set(said)
    assert "Opened" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_today_every_card_and_row_is_as_without(record, language):
    text, today = Text(language), record.last_changed
    plain, known = Timeline(record), Timeline(record, ViewState(known=today).lens)
    for place in record.places.values():
        made = [str(cards(place, timeline, text)["cards"]) for timeline in (plain, known)]
        assert made[0] == made[1]
    for rows in (claim_rows, event_rows):
        assert rows(plain, ViewState(), text) == rows(known, ViewState(known=today), text)


filters = st.builds(
    Filter,
    actors=st.frozensets(st.sampled_from(list(default_record().actors)), max_size=2),
    camps=st.frozensets(st.sampled_from(Camp), max_size=2),
    regions=st.frozensets(st.sampled_from(regions_of(default_record())), max_size=2),
    kinds=st.frozensets(st.sampled_from(PlaceKind), max_size=2),
    alone=st.booleans(),
)


def view_of(seen, known_on, **more):
    parts = {field.name: getattr(seen, field.name) for field in fields(seen)}
    return ViewState(known=known_on, **parts, **more)


@settings(max_examples=50)
@given(seen=filters, known_on=st.none() | known_days, day=days)
def test_every_view_shows_the_same_events(app, record, seen, known_on, day):
    view = view_of(seen, known_on, on=day)
    timeline = timeline_of(record, view.lens)
    wanted = sorted(ENGLISH.of(event.title) for event in seen_events(record, seen, known_on))
    lanes = [
        entry.events for section in sections(timeline, seen, ENGLISH) for entry in section.entries if not entry.place
    ]
    assert sorted(ENGLISH.of(event.title) for lane in lanes for event in lane) == wanted
    assert sorted(row["title"] for row in answers.events(record, seen=seen, lens=view.lens)) == wanted
    assert sorted(row["title"] for row in event_rows(timeline, view, ENGLISH)) == wanted
    assert sorted(event["title"] for event in frames(record, view.sight)["events"]) == wanted
    asked = {"actor": seen.actors, "camp": seen.camps, "region": seen.regions, "kind": seen.kinds}
    query = {name: ",".join(values) for name, values in asked.items()} | {"alone": "1" if seen.alone else "0"}
    told = app.server.test_client().get("/api/events", query_string=query | {"known": known_on or ""}).get_json()
    assert sorted(event["title"] for event in told) == wanted
    starred = {
        name for name, shown in zip(spots(record), star_trace(record, view)["marker"]["opacity"], strict=True) if shown
    }
    by_title = {ENGLISH.of(event.title): event for event in record.events.values()}
    happening = [by_title[title] for title in wanted if marked_days(by_title[title])[0] <= day]
    assert starred <= {name for event in happening for name in spots_of(event, record)}
    assert starred >= {
        name
        for event in happening
        if day <= min(marked_days(event)[1], known_on or day)
        for name in spots_of(event, record)
    }


@settings(max_examples=6)
@given(seen=filters, known_on=st.none() | known_days)
def test_the_sheets_of_the_timeline_show_the_same_events(record, seen, known_on):
    view = view_of(seen, known_on, view=View.TIMELINE)
    sheets = timeline_sheets(timeline_of(record, view.lens), view, ENGLISH)
    signs = [trace for sheet in sheets for trace in sheet.data if str(trace.uid).startswith("events-")]
    drawn = sorted(said.partition(" – ")[2] for trace in signs for said in trace.hovertext)
    assert drawn == sorted(ENGLISH.of(event.title) for event in seen_events(record, seen, known_on))
