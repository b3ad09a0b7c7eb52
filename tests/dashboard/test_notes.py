"""A reader's notes: every one comes back from the address and from the file as it was; what is none is refused."""

import json
from datetime import date

import pytest
from asking import written_notes
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.asked.notes import LONGEST_WORDS, MOST_NOTES, NO_NOTES, Note, NoteError, NoteKind, Notes, checked_note
from dashboard.asked.notes_written import (
    LONGEST_IN_ADDRESS,
    SCHEMA,
    encoded,
    read_address,
    read_file,
    write_address,
    write_file,
)
from dashboard.asked.reading import read_view
from dashboard.asked.state import ViewState
from dashboard.drawing.primitives import Group, Outline, Plate, Sign, Words, walk
from dashboard.drawing.svg import svg
from dashboard.export.drawer import Drawer
from dashboard.export.order import Order
from dashboard.export.sheets import sheets_of
from dashboard.text import LANGUAGES, Text
from dashboard.told.reader_notes import against_record

KIDAL, MENAKA = (1.41, 18.44), (2.4, 15.92)
FALL = date(2023, 11, 14)
HOSTILE = "</text><script>alert(1)</script> & \"'"


@settings(max_examples=50, deadline=None)
@given(notes=written_notes())
def test_notes_come_back_from_address_and_file(notes):
    assert read_address(encoded(notes)) == notes
    assert read_file(write_file(notes)) == notes


@settings(max_examples=30, deadline=None)
@given(notes=written_notes())
def test_notes_of_an_address_are_those_of_its_view(record, notes):
    state = ViewState(notes=notes)
    read = read_view(state.query(), record)
    assert read.notices == ()
    assert read.state.notes == (notes if write_address(notes) else NO_NOTES)


def test_what_an_address_cannot_bear_is_left_out_of_it_and_never_cut():
    many = Notes("", tuple(Note(NoteKind.TEXT, (KIDAL,), "x" * LONGEST_WORDS) for _ in range(MOST_NOTES)))
    assert len(encoded(many)) > LONGEST_IN_ADDRESS
    assert write_address(many) == ""
    assert read_file(write_file(many)) == many


@pytest.mark.parametrize(
    ("kind", "at", "words", "first", "last", "complaint"),
    [
        ("label", [KIDAL], "a", "", "", "allowed: text, point, arrow"),
        ("text", [], "a", "", "", "found 0 positions; allowed: 1 to 1"),
        ("text", [KIDAL], "", "", "", "found no words"),
        ("text", [KIDAL], "x" * 121, "", "", "found 121 characters; allowed: at most 120"),
        ("text", [KIDAL], "a\nb", "", "", "U+000A"),
        ("text", [KIDAL], "a\u202eb", "", "", "U+202E"),
        ("text", [KIDAL], "– …", "", "", "punctuation alone"),
        ("text", [(1.0, float("nan"))], "a", "", "", "allowed: -180 to 180"),
        ("text", [(10**400, 1)], "a", "", "", "allowed: -180 to 180"),
        ("text", [("1", 2)], "a", "", "", "longitude, latitude"),
        ("arrow", [KIDAL], "", "", "", "found 1 positions; allowed: 2 to 2"),
        ("outline", [KIDAL, MENAKA], "", "", "", "allowed: 3 to 30"),
        ("bracket", [], "a", "2023-01-01", "", "allowed: a first and a last"),
        ("text", [KIDAL], "a", "2023-02-30", "", "allowed: YYYY-MM-DD"),
        ("text", [KIDAL], "a", "2023-02-03", "2023-02-02", "the first before the last"),
    ],
)
def test_what_is_no_note_is_refused_and_said(kind, at, words, first, last, complaint):
    with pytest.raises(NoteError, match=complaint.replace("+", r"\+")):
        checked_note(kind, at, words, first, last)


@pytest.mark.parametrize(
    "written", ["", "x", "bm8", "W10", "bnVsbA", "é", "WyIiLFsidGV4dCJdXQ", "WzFd", "e30", "_" * 300, "W1tbW1s"]
)
def test_an_address_that_bears_no_notes_is_refused(written):
    with pytest.raises(NoteError):
        read_address(written)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=80) | st.text(max_size=60).map(str.encode))
def test_no_file_and_no_address_breaks_the_reader(junk):
    for read in (read_file, lambda raw: read_address(raw.decode("latin-1"))):
        try:
            read(junk)
        except NoteError:
            continue


def test_a_file_says_its_schema_and_another_is_refused():
    written = json.loads(write_file(Notes("One sentence.")))
    assert written["schema"] == SCHEMA
    assert written["type"] == "FeatureCollection"
    with pytest.raises(NoteError, match="schema"):
        read_file(json.dumps(written | {"schema": "other/1"}).encode())


def on_sheet(record, timeline, notes, **view):
    state = ViewState(on=FALL, notes=notes, **view)
    [sheet, *_] = sheets_of(record, Order(state), timeline)
    return sheet, Drawer(record, Text(state.lang)).draw(sheet)


def groups_of(drawing):
    return [item for item in walk(drawing.items) if isinstance(item, Group) and "reader" in item.said]


EACH = Notes(
    "The army takes Kidal.",
    (
        Note(NoteKind.TEXT, (MENAKA,), "A text"),
        Note(NoteKind.POINT, (KIDAL, (0.2, 19.0)), "Airfield"),
        Note(NoteKind.ARROW, ((0.6, 17.6), KIDAL), "Column"),
        Note(NoteKind.CIRCLE, (KIDAL, (1.8, 18.44)), "Around"),
        Note(NoteKind.OUTLINE, (KIDAL, MENAKA, (3.0, 17.0)), ""),
    ),
)


def test_every_kind_is_drawn_as_named_shapes_that_say_they_are_the_readers(record, timeline):
    _, drawing = on_sheet(record, timeline, EACH)
    found = groups_of(drawing)
    assert [item.name for item in found] == [
        "Text: A text", "Point: Airfield", "Arrow: Column", "Circle: Around", "Outline", "Key message"
    ]  # fmt: skip
    for item in found:
        assert any(isinstance(part, Outline | Sign | Plate) for part in item.parts)
    said = [line for item in walk(drawing.items) if isinstance(item, Words) for line in item.lines]
    assert "Violet: notes of the reader, not of the record" in said


def test_a_note_is_seen_on_its_days_alone(record, timeline):
    notes = Notes("", (Note(NoteKind.TEXT, (MENAKA,), "Then", FALL, FALL),))
    assert len(groups_of(on_sheet(record, timeline, notes)[1])) == 1
    other = ViewState(on=date(2023, 11, 15), notes=notes)
    [sheet] = sheets_of(record, Order(other), timeline)
    assert groups_of(Drawer(record, Text("en")).draw(sheet)) == []


def test_notes_are_drawn_on_each_map_of_its_day_and_brackets_over_the_timeline(record, timeline):
    notes = Notes("", (Note(NoteKind.TEXT, (MENAKA,), "Later", date(2023, 12, 1), None),))
    _, drawing = on_sheet(record, timeline, notes, several=(date(2023, 11, 1), date(2023, 12, 2), date(2023, 12, 31)))
    assert len(groups_of(drawing)) == 2
    bracket = Notes("", (Note(NoteKind.BRACKET, (), "The war", date(2023, 8, 1), date(2023, 12, 31)),))
    _, drawing = on_sheet(record, timeline, bracket, view="timeline")
    [found] = groups_of(drawing)
    assert found.name == "Days: The war"
    assert groups_of(on_sheet(record, timeline, bracket)[1]) == [], "a map has no axis of days"


def test_markup_in_a_note_is_text(record, timeline):
    sheet, drawing = on_sheet(record, timeline, Notes(HOSTILE, (Note(NoteKind.TEXT, (MENAKA,), HOSTILE),)))
    assert "<script" not in svg(drawing)
    assert any(HOSTILE in line for line in sheet.notes())


@pytest.mark.parametrize(
    ("words", "at", "differs"),
    [
        ("The CSP holds Kidal", KIDAL, True),
        ("Army takes Kidal from the CSP", KIDAL, False),
        ("Tessalit: JNIM", MENAKA, True),
        ("Airfield", KIDAL, False),
        ("CSP", (-12.5, 10.0), False),
    ],
)
def test_a_note_that_names_another_holder_is_marked_with_what_the_record_says(timeline, words, at, differs):
    for lang in LANGUAGES:
        said = against_record(Note(NoteKind.TEXT, (at,), words), FALL, timeline, Text(lang))
        assert bool(said) is differs


def test_what_the_record_says_stands_on_the_slip_of_a_note_that_says_otherwise(record, timeline):
    note = Note(NoteKind.TEXT, (KIDAL,), "The CSP holds Kidal")
    drawn = on_sheet(record, timeline, Notes("", (note,)))[1]
    lines = [" ".join(item.lines) for item in walk(drawn.items) if isinstance(item, Words)]
    assert [line for line in lines if line.startswith("≠ record: Kidal held by")]
