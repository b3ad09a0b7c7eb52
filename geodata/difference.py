"""Two editions of the record against each other: which rows are other, and which days of which places look different.

What a place looks like on a day is what the map can show of it: how it is held and by whom, who contests it, who is in
it and around it, the grade of the claim, and whether it has long not been confirmed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from geodata.confirming import stale_from
from geodata.corrections import reason, revision
from geodata.entities import Bilingual, Row
from geodata.reading import read_tables
from geodata.record import Record
from geodata.schema import TABLES
from geodata.timeline import ONE_DAY, Because, State, Timeline
from geodata.vocabulary import Status

SAID_OF_PLACES = {"claims": "place_id", "bases": "place_id", "places": "place_id", "events": "place_ids"}
"""The column of a table that names the places that its rows are about."""
SILENT = Bilingual("", "")


class Fate(StrEnum):
    """What became of a row from one edition to the other."""

    ADDED = "added"
    """It is new, and stands in the place of none."""
    CORRECTED = "corrected"
    """It was withdrawn, and another stands in its place."""
    WITHDRAWN = "withdrawn"
    """It was withdrawn, and none stands in its place."""
    EDITED = "edited"
    """Some of its cells are other ones."""
    REMOVED = "removed"
    """It is not there any more."""


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of a row of a table."""

    table: str
    key: str
    fate: Fate
    places: tuple[str, ...] = ()
    """Ids of the places that it is about, as the later edition says."""
    columns: tuple[str, ...] = ()
    """Which cells are other ones: of a row that was edited, or of the successor of one that was corrected."""
    successor: str | None = None
    """Of a claim that was corrected: the one that stands in its place."""
    why: Bilingual = SILENT
    """The reason, where it was given."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the map can show of a place on a day."""

    status: Status
    controller: str | None
    contested_by: tuple[str, ...]
    present: tuple[str, ...]
    around: tuple[str, ...]
    grade: str | None
    is_stale: bool
    """Whether it has long not been confirmed."""
    because: Because | None = field(default=None, compare=False)
    """Why it is unknown; the map shows no difference."""


@dataclass(frozen=True, slots=True)
class Differing:
    """Days in a row on which a place looks different, in the same way: from ``since`` to ``until``, both included."""

    place_id: str
    since: date
    until: date
    before: Look | None
    """In the earlier edition; None where it has no such place or day."""
    after: Look | None
    """In the later edition."""

    @property
    def count(self) -> int:
        """How many days."""
        return (self.until - self.since).days + 1


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is other in the later of two editions."""

    rows: tuple[RowChange, ...]
    """By table in the order of the schemas, then in that of the later edition; what is gone comes last."""
    days: tuple[Differing, ...]
    """By place in the order of the later edition, then by day."""


def difference(before: Record, after: Record) -> Difference:
    """What is other in one edition than in an earlier one."""
    return Difference(tuple(_row_changes(before, after)), tuple(differing_days(before, after)))


def differing_days(before: Record, after: Record) -> Iterator[Differing]:
    """The days of each place that look different, those in a row that differ in the same way together."""
    for place_id in dict.fromkeys((*after.places, *before.places)):
        yield from _of_place(place_id, list(_looks(before, place_id)), list(_looks(after, place_id)))


def look(state: State, record: Record, *, is_stale: bool) -> Look:
    """What the map can show of a state."""
    grade = str(record.grade_of(state.shown)) if state.shown else None
    forces = (state.contested_by, state.present, state.around)
    return Look(state.status, state.controller, *forces, grade, is_stale, state.because)


def _looks(record: Record, place_id: str) -> Iterator[tuple[date, Look | None]]:
    """The looks of a place, each with its first day; None before and after the record's days."""
    if place_id not in record.places:
        return
    for state in Timeline(record).spans[place_id]:
        stale = stale_from(state, record)
        if stale is None or stale > state.since:
            yield state.since, look(state, record, is_stale=False)
        if stale:
            yield stale, look(state, record, is_stale=True)
    yield record.period.last + ONE_DAY, None


def _of_place(
    place_id: str, before: list[tuple[date, Look | None]], after: list[tuple[date, Look | None]]
) -> Iterator[Differing]:
    days = sorted({day for day, _ in (*before, *after)})
    then = now = begun = None
    old, new = dict(before), dict(after)
    for day in days:
        pair = (old.get(day, then), new.get(day, now))
        if pair != (then, now):
            if begun is not None and then != now:
                yield Differing(place_id, begun, day - ONE_DAY, then, now)
            begun = day
        then, now = pair


def _row_changes(before: Record, after: Record) -> Iterator[RowChange]:
    old, new = (read_tables(record.files)[0] for record in (before, after))
    for name, table in TABLES.items():
        rows = [
            {";".join(table.key_of(row.cells)): row.cells for row in tables[name].rows} if name in tables else {}
            for tables in (old, new)
        ]
        yield from _of_claims(*rows) if name == "claims" else _of_rows(name, *rows)


def _of_rows(table: str, before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[RowChange]:
    for key, cells in after.items():
        if key not in before:
            yield RowChange(table, key, Fate.ADDED, _places(table, cells))
        elif columns := _other(before[key], cells):
            yield RowChange(table, key, Fate.EDITED, _places(table, cells), columns)
    for key, cells in before.items():
        if key not in after:
            yield RowChange(table, key, Fate.REMOVED, _places(table, cells))


def _of_claims(before: Mapping[str, Row], after: Mapping[str, Row]) -> Iterator[RowChange]:
    """As of any table, but a row withdrawn and its successor are told as one correction.

    A row that came and was withdrawn in between stood in neither edition, and is not told.
    """
    withdrawn = [key for key, cells in before.items() if not cells["withdrawn_on"] and _is_withdrawn(after.get(key))]
    passing = {key for key, cells in after.items() if key not in before and cells["withdrawn_on"]}
    successors = {key: _successor(key, after, before) for key in withdrawn}
    told_with_another = {*filter(None, successors.values())}
    for change in _of_rows("claims", before, after):
        if change.key in successors:
            yield _withdrawal(change.key, successors[change.key], after)
        elif change.key not in told_with_another | passing:
            yield change


def _withdrawal(key: str, successor: str | None, after: Mapping[str, Row]) -> RowChange:
    cells, places = after[key], _places("claims", after[key])
    if successor is None:
        return RowChange("claims", key, Fate.WITHDRAWN, places, why=reason(cells))
    others = [name for name in _other(cells, after[successor]) if name not in BOOKKEEPING]
    why = reason(after[successor])
    return RowChange("claims", key, Fate.CORRECTED, places, tuple(others), successor, why)


BOOKKEEPING = ("claim_id", "recorded_on", "withdrawn_on", "note_en", "note_fr")
"""Cells of a successor that are other ones with every correction."""


def _is_withdrawn(cells: Row | None) -> bool:
    return cells is not None and bool(cells["withdrawn_on"])


def _successor(key: str, after: Mapping[str, Row], before: Mapping[str, Row]) -> str | None:
    """The last of the rows that were put in the place of a claim since the earlier edition."""
    stem, number = revision(key)
    new = [name for name, cells in after.items() if name not in before and not cells["withdrawn_on"]]
    later = [name for name in new if revision(name)[0] == stem and revision(name)[1] > number]
    return max(later, key=lambda name: revision(name)[1], default=None)


def _other(before: Row, after: Row) -> tuple[str, ...]:
    """The columns whose cells are other ones; a column that an edition did not have yet counts if it is filled."""
    return tuple(name for name in after if before.get(name, "") != after[name])


def _places(table: str, cells: Row) -> tuple[str, ...]:
    column = SAID_OF_PLACES.get(table)
    return tuple(filter(None, cells[column].split(";"))) if column else ()


def places_that_differ(days: Iterable[Differing]) -> dict[str, int]:
    """How many days of each place look different, the most first."""
    counts: dict[str, int] = {}
    for one in days:
        counts[one.place_id] = counts.get(one.place_id, 0) + one.count
    return dict(sorted(counts.items(), key=lambda item: -item[1]))
