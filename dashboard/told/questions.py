"""The answers to questions about a stretch of days, for people: a finding, and rows whose places lead to the map.

What is counted is counted by :mod:`geodata.tally`, row for row as programs are given it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.asked.state import ViewState
from dashboard.asked.stretch import Stretch
from dashboard.asked.view import Question
from dashboard.text import Text
from dashboard.told import question_finding
from dashboard.told.names import region_name
from dashboard.told.rows import date_in_figures, short_names, status_name
from geodata.dates import PartialDate
from geodata.record import Record
from geodata.tally import QUESTIONS
from geodata.tally import Answer as Found
from geodata.timeline import Timeline
from geodata.vocabulary import Precision, Status

NOBODY = "–"
FINDINGS: dict[Question, Callable[[question_finding.Counted], str]] = {
    Question.EVER_HELD: question_finding.of_ever_held,
    Question.DAYS_HELD: question_finding.of_days_held,
    Question.CHANGES_OF_HANDS: question_finding.of_changes_of_hands,
    Question.BASES_AFTER: question_finding.of_bases,
    Question.LOSSES: question_finding.of_losses,
}


class Kind(StrEnum):
    """What stands in a column."""

    WORDS = ""
    COUNT = "count"
    DAY = "dated"
    SEVERAL = "several"
    """Names in a row, as many as there are."""


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column, and what stands in it."""

    name: str
    kind: Kind = Kind.WORDS


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says."""

    said: str
    leads_to: tuple[date, str] | None = None
    """A day, and the id of a place to be seen on the map."""
    colour: str = ""
    """That of the actor who is named."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question answered."""

    finding: str
    """In one sentence."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    """The first cell says what the row is about."""
    found: tuple[Found, ...]
    """The same rows as programs are given them."""


def answer(question: Question, timeline: Timeline, state: ViewState, text: Text) -> Answer:
    """What the record says to a question, through the lens of a timeline, about the days and the filter of a view."""
    days = state.asked_days(timeline.record.period)
    found = QUESTIONS[question](timeline, days.first, days.last, state.filter)
    make = _CELLS[question]
    return Answer(
        FINDINGS[question](question_finding.Counted(found, timeline.record, days, state.filter, text)),
        _columns(question, text),
        tuple(make(row, timeline.record, days, text) for row in found),
        tuple(found),
    )


def question_name(question: Question, text: Text) -> str:
    """What a question is called."""
    return {
        Question.EVER_HELD: text("Ever held"),
        Question.DAYS_HELD: text("Days held"),
        Question.CHANGES_OF_HANDS: text("Changes of hands"),
        Question.BASES_AFTER: text("Bases left"),
        Question.LOSSES: text("Losses"),
    }[question]


def how_counted(question: Question, text: Text) -> str:
    """By which rule an answer is counted."""
    return {
        Question.EVER_HELD: text(
            "Days are counted with both ends. An actor stands for its line: all names that succession joins to it."
        ),
        Question.DAYS_HELD: text(
            "A place-day is one place on one day, base or not. Each actor is told under each of its names; the share "
            "is of all place-days of the chosen places."
        ),
        Question.CHANGES_OF_HANDS: text(
            "Counted from the day after the first. A new name of the same force is no change of hands."
        ),
        Question.BASES_AFTER: text(
            "A departure known to the month only counts from its last day. Actors and camps are not chosen here: every "
            "base that was left is told."
        ),
        Question.LOSSES: text(
            "Counted from the day after the first. A place lost twice counts twice; a new name is no loss."
        ),
    }[question]


def _columns(question: Question, text: Text) -> tuple[Column, ...]:
    place = (Column(text("Place")), Column(text("Region")))
    first, last = Column(text("First day"), Kind.DAY), Column(text("Last day"), Kind.DAY)
    return {
        Question.EVER_HELD: (
            *place,
            Column(text("Holder")),
            Column(text("Days"), Kind.COUNT),
            Column(text("Of all days"), Kind.COUNT),
            first,
            last,
            Column(text("Days contested"), Kind.COUNT),
        ),
        Question.DAYS_HELD: (
            Column(text("Holder")),
            Column(text("Status")),
            Column(text("Places"), Kind.COUNT),
            Column(text("Place-days"), Kind.COUNT),
            Column(text("Share"), Kind.COUNT),
        ),
        Question.CHANGES_OF_HANDS: (
            *place,
            Column(text("Changes of hands"), Kind.COUNT),
            first,
            last,
            Column(text("Holders in their order"), Kind.SEVERAL),
        ),
        Question.BASES_AFTER: (
            *place,
            Column(text("Left"), Kind.DAY),
            Column(text("Handed to")),
            Column(text("Held by others from"), Kind.DAY),
            Column(text("By")),
            Column(text("Days between"), Kind.COUNT),
        ),
        Question.LOSSES: (
            *place,
            Column(text("Day"), Kind.DAY),
            Column(text("Lost by")),
            Column(text("Taken by")),
            Column(text("Status after")),
        ),
    }[question]


def _ever_held(row: Found, record: Record, days: Stretch, text: Text) -> tuple[Cell, ...]:
    return (
        *_place(row, row["first"], record, text),
        Cell(short_names(row["actors"], record, text)),
        Cell(text.number(row["days"])),
        Cell(text.share(row["days"] / days.count, question_finding.PLACES)),
        Cell(row["first"]),
        Cell(row["last"]),
        Cell(text.number(row["of_which_contested"])),
    )


def _days_held(row: Found, record: Record, days: Stretch, text: Text) -> tuple[Cell, ...]:
    return (
        _actor(row["actor"], record, text) if row["actor"] else Cell(text("No single holder")),
        Cell(status_name(Status(row["status"]), text)),
        Cell(text.number(row["places"])),
        Cell(text.number(row["place_days"])),
        Cell(text.share(row["share"], question_finding.PLACES)),
    )


def _changes_of_hands(row: Found, record: Record, days: Stretch, text: Text) -> tuple[Cell, ...]:
    holders = [NOBODY if one == "-" else short_names([one], record, text) for one in row["holders"]]
    return (
        *_place(row, row["last"], record, text),
        Cell(text.number(row["changes"])),
        Cell(row["first"]),
        Cell(row["last"]),
        Cell(" → ".join(holders)),
    )


def _bases(row: Found, record: Record, days: Stretch, text: Text) -> tuple[Cell, ...]:
    return (
        *_place(row, PartialDate.parse(row["departed"]).last.isoformat(), record, text),
        Cell(row["departed"]),
        Cell(text.of(record.bases[row["place"]].handed_to)),
        Cell(row["taken"] or ""),
        _actor(row["by"], record, text) if row["by"] else Cell(""),
        Cell("" if row["days"] is None else text.number(row["days"])),
    )


def _losses(row: Found, record: Record, days: Stretch, text: Text) -> tuple[Cell, ...]:
    return (
        *_place(row, row["date"], record, text),
        Cell(date_in_figures(date.fromisoformat(row["date"]), Precision(row["precision"]))),
        _actor(row["lost_by"], record, text),
        _actor(row["to"], record, text) if row["to"] else Cell(NOBODY),
        Cell(status_name(Status(row["status"]), text)),
    )


_CELLS: dict[Question, Callable[[Found, Record, Stretch, Text], tuple[Cell, ...]]] = {
    Question.EVER_HELD: _ever_held,
    Question.DAYS_HELD: _days_held,
    Question.CHANGES_OF_HANDS: _changes_of_hands,
    Question.BASES_AFTER: _bases,
    Question.LOSSES: _losses,
}


def _place(row: Found, day: str, record: Record, text: Text) -> tuple[Cell, Cell]:
    """The place, which leads to a day of it on the map, and its region."""
    place = record.places[row["place"]]
    region = region_name(place.region, record, text) if place.region else ""
    return Cell(text.of(place.name), (date.fromisoformat(day), place.id)), Cell(region)


def _actor(name: str, record: Record, text: Text) -> Cell:
    return Cell(short_names([name], record, text), colour=record.actors[name].colour)
