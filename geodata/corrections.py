"""Correct the record without losing what it said: withdraw a claim, and put its successor beside it.

Nothing is overwritten. The old row stays and gets the day on which it was withdrawn, the new one says from which day
it stands in the record, so ``at DATE --recorded-by D`` still answers what a brief of day ``D`` said. The clock of
the record runs in days, and what counts is the end of the day.

What the sources of the old claim bear out, judged by reading, goes with them to the new one, as far as both say the
same of the place; what is left to judge is told.

The tables are written only if the whole record is sound with the change, each in one step; every other row stays byte
for byte as it was. Who corrects holds the table from reading to writing: another waits, and then corrects what
he finds. Sources that nobody names yet are no fault here: they come before the corrections that name
them.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from geodata.entities import Bilingual, Claim, Row
from geodata.faults import RecordError
from geodata.files import Files, read_files
from geodata.reading import NumberedRow, read_tables
from geodata.record import Record, from_files
from geodata.replacing import BusyError, held, replace
from geodata.schema import CLAIMS

FILE, EVIDENCE = "tables/claims.csv", "tables/evidence.csv"
OURS = ("claim_id", "place_id", "recorded_on", "withdrawn_on")
"""Columns nobody sets by hand: they say which claim it is, and what was done to it."""
JUDGED = ("place_id", "valid_from", "controller", "status", "contested_by", "present", "around")
"""Columns that say what a source bears out or not; where one is changed, it must be read again for the new claim."""
CORRECTABLE = tuple(column for column in CLAIMS.columns if column not in OURS)
REVISION = re.compile(r"-r(\d+)")
REASON = re.compile(r"(?s:.*)\b(?:Corrected|Withdrawn|Corrigé|Retiré)\s?: (?P<why>(?s:.*))")


class CorrectionError(ValueError):
    """The correction cannot be made and nothing was changed; the text says what was found and what is allowed."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was done: the claim withdrawn, its successor if it has one, and the day from which this counts."""

    withdrawn: str
    successor: str | None
    on: date
    carried: int = 0
    """Rows of evidence that went on to the successor."""
    to_judge: tuple[str, ...] = ()
    """Sources of the successor that are still to be read for it, where those of the old claim were read."""


def correct(folder: Path, claim_id: str, changes: Mapping[str, str], because: Bilingual, on: date) -> Correction:
    """Withdraw a claim and add its successor with some columns changed.

    Parameters
    ----------
    folder : Path
        The record.
    changes : mapping of str to str
        New cells by column, as they would stand in the table. Whoever changes a text changes both languages.
    because : Bilingual
        The reason, added to the note of the successor.
    on : date
        The day of the correction: not before any other of the record, so that no earlier answer changes.

    Raises
    ------
    CorrectionError
        If there is no such claim in force, the change is not one, or the record would not be sound with it.
    RecordError
        If the record is not sound as it is.
    """
    with _held(folder) as (files, record):
        claim = _in_force(record, claim_id, on)
        row = _row(files, claim_id)
        _check_changes(row.cells, changes)
        cells = row.cells | dict(changes)
        successor = cells | {"claim_id": _next_id(claim_id, record), "recorded_on": on.isoformat()}
        successor |= _noted(successor, "Corrected", "Corrigé", because)
        judged = _rows(files, "evidence", claim_id)
        goes_on = _going_on(judged, row.cells, successor)
        _write(folder, files, row.line, [row.cells | {"withdrawn_on": on.isoformat()}, successor], goes_on)
    known = {each.cells["source_id"] for each in goes_on}
    cited = successor["source_ids"].split(";") if judged else []
    left = tuple(name for name in cited if name not in known)
    return Correction(claim.id, successor["claim_id"], on, len(goes_on), left)


def withdraw(folder: Path, claim_id: str, because: Bilingual, on: date) -> Correction:
    """Withdraw a claim without a successor: the place's claim before it then holds on.

    Parameters and errors are those of :func:`correct`. The first claim of a place cannot go, as nothing would say
    what held before. The reason is added to the note of the withdrawn row itself.
    """
    with _held(folder) as (files, record):
        claim = _in_force(record, claim_id, on)
        first = next(other for other in record.claims_of[claim.place_id] if other.in_force(None))
        if claim.id == first.id:
            raise CorrectionError(
                f"cannot withdraw '{claim_id}' alone: it is the first claim of {claim.place_id}, so nothing would say "
                f"who held it from {claim.valid_from} on; allowed: --set status=unknown and whatever else must change "
                "with it"
            )
        row = _row(files, claim_id)
        cells = row.cells | {"withdrawn_on": on.isoformat()}
        _write(folder, files, row.line, [cells | _noted(cells, "Withdrawn", "Retiré", because)])
    return Correction(claim.id, None, on)


def _in_force(record: Record, claim_id: str, on: date) -> Claim:
    claim = record.claims.get(claim_id)
    if claim is None:
        place = max((name for name in record.places if claim_id.startswith(name)), key=len, default=None)
        known = [other.id for other in record.claims_of[place] if other.in_force(None)] if place else []
        raise CorrectionError(
            f"unknown claim '{claim_id}'; allowed: {', '.join(known) or 'an id in tables/claims.csv'}"
        )
    if claim.withdrawn_on:
        raise CorrectionError(f"'{claim_id}' was withdrawn on {claim.withdrawn_on}; allowed: a claim in force")
    earliest = max(_written_days(record))
    latest = date.today() + timedelta(days=1)  # east of this machine it is tomorrow already
    if not earliest <= on <= latest:
        raise CorrectionError(
            f"cannot correct on {on}; allowed: {earliest}, the last day on which the record was changed, to {latest}"
        )
    return claim


def _written_days(record: Record) -> Iterator[date]:
    for claim in record.claims.values():
        yield claim.withdrawn_on or claim.recorded_on


@contextmanager
def _held(folder: Path) -> Iterator[tuple[Files, Record]]:
    """The record as it is, with nobody else correcting it until this is done."""
    try:
        with held((folder / FILE).parent):
            files = read_files(folder)
            yield files, from_files(files, awaits_correction=True)
    except BusyError as error:
        raise CorrectionError(f"{FILE} is being corrected by someone else; nothing was changed, try again") from error
    except OSError as error:
        said = error.strerror or str(error)
        raise CorrectionError(
            f"{FILE} cannot be written: {said}; nothing was changed; allowed: a folder with room that may be written to"
        ) from error


def _row(files: Files, claim_id: str) -> NumberedRow:
    return _rows(files, "claims", claim_id)[0]


def _rows(files: Files, table: str, claim_id: str) -> list[NumberedRow]:
    return [row for row in read_tables(files)[0][table].rows if row.cells["claim_id"] == claim_id]


def _going_on(judged: list[NumberedRow], old: Row, new: Row) -> list[NumberedRow]:
    """The rows of evidence that hold for the successor too: it says the same of the place, and cites the source."""
    if any(old[column] != new[column] for column in JUDGED):
        return []
    cited = new["source_ids"].split(";")
    return [row for row in judged if row.cells["source_id"] in cited]


def _check_changes(cells: Row, changes: Mapping[str, str]) -> None:
    if unknown := [column for column in changes if column not in CORRECTABLE]:
        raise CorrectionError(f"cannot set '{unknown[0]}'; allowed: {', '.join(CORRECTABLE)}")
    if all(cells[column] == value for column, value in changes.items()):
        raise CorrectionError("the correction changes nothing; allowed: at least one column with another value")
    for column in changes:
        stem, _, language = column.rpartition("_")
        other = f"{stem}_{'fr' if language == 'en' else 'en'}"
        if language in ("en", "fr") and other not in changes:
            raise CorrectionError(f"'{column}' is set without '{other}'; allowed: both languages of a text together")


def _next_id(claim_id: str, record: Record) -> str:
    """The id with the next free suffix: ``-r2`` is the second reading of a claim, ``-r3`` the third."""
    stem, number = revision(claim_id)
    while True:
        number += 1
        if (name := f"{stem}-r{number}") not in record.claims:
            return name


def revision(claim_id: str) -> tuple[str, int]:
    """What all readings of a claim are called by, and which of them this is: ``("kidal-2023-11-14", 2)``."""
    match = REVISION.fullmatch(claim_id[claim_id.rfind("-") :])
    return (claim_id[: -len(match[0])], int(match[1])) if match else (claim_id, 1)


def reason(cells: Row) -> Bilingual:
    """Why a row was last corrected or withdrawn, as its notes end with it; empty where they do not say."""
    found = (REASON.fullmatch(cells[column]) for column in ("note_en", "note_fr"))
    return Bilingual(*(match["why"].strip() if match else "" for match in found))


def _noted(cells: Row, done_en: str, done_fr: str, because: Bilingual) -> dict[str, str]:
    """The notes of a row with the reason at their end."""
    english, french = f"{done_en}: {because.en}", f"{done_fr}\N{NO-BREAK SPACE}: {because.fr}"
    return {
        "note_en": f"{cells['note_en']} {english}".strip(),
        "note_fr": f"{cells['note_fr']} {french}".strip(),
    }


def _write(folder: Path, files: Files, line: int, rows: list[Row], goes_on: Sequence[NumberedRow] = ()) -> None:
    """Put rows in the place of the row on a line, and after some rows of evidence the same for the last of them.

    Nothing is written unless the record is sound with it. The claims come first: without the evidence they can be read.
    """
    changed = {FILE: _with_rows(files[FILE], line - 1, line, rows)}
    if goes_on:
        said = [row.cells | {"claim_id": rows[-1]["claim_id"]} for row in goes_on]
        changed[EVIDENCE] = _with_rows(files[EVIDENCE], goes_on[-1].line, goes_on[-1].line, said)
    proved = files
    for name, after in changed.items():
        proved = proved.with_file(name, after)
    _prove(proved)
    written: list[str] = []
    try:
        for name, after in changed.items():
            if not replace(folder / name, files[name], after):
                raise CorrectionError(f"{name} was changed by someone else meanwhile; nothing was written, try again")
            written.append(name)
    except (CorrectionError, OSError):
        for name in written:  # one without the other would be half a correction
            replace(folder / name, changed[name], files[name])
        raise


def _with_rows(table: bytes, first: int, last: int, rows: Iterable[Row]) -> bytes:
    """A table with rows in the place of some of its lines."""
    lines = table.split(b"\n")
    end = b"\r" if lines[0].endswith(b"\r") else b""
    lines[first:last] = [_as_csv(row) + end for row in rows]
    return b"\n".join(lines)


def _as_csv(row: Row) -> bytes:
    text = StringIO(newline="")
    csv.writer(text, lineterminator="").writerow(row.values())
    return text.getvalue().encode()


def _prove(files: Files) -> None:
    """Validate the whole record with the table of claims as it would be."""
    try:
        from_files(files, awaits_correction=True)
    except RecordError as error:
        said = "nothing was changed; with the correction the record would not be sound:"
        raise CorrectionError(f"{said}\n{error}") from error
