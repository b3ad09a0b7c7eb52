"""Ways to damage a copy of the record: each function does its harm and says on which line."""

import csv
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from geodata.faults import Fault, RecordError
from geodata.files import ABOUT, FOLDERS
from geodata.record import HOME, load

CLAIMS, PLACES, SOURCES, ACTORS = "tables/claims.csv", "tables/places.csv", "tables/sources.csv", "tables/actors.csv"
BASES, EVENTS = "tables/bases.csv", "tables/events.csv"

TAKEN = "kidal-2023-11-14-r2"
"""A claim of the record: the army takes Kidal, Wagner is present."""
CAMP = "kidal-2023-10-31"
"""The claim before it: the CSP alone."""


def copied(folder: Path, record: Path = HOME) -> Path:
    """A copy of a record in a folder, which is made."""
    for part in FOLDERS:
        shutil.copytree(record / part, folder / part)
    shutil.copy(record / ABOUT, folder)
    return folder


Damage = Callable[[Path], int]
"""Takes the folder of a copied record and returns the line that is damaged, 0 where it is the file as a whole."""


def rows_of(folder: Path, table: str) -> list[list[str]]:
    """The header and the rows of a table. No cell holds a line break, so row n stands on line n + 1."""
    return list(csv.reader(StringIO((folder / f"tables/{table}.csv").read_text(encoding="utf-8"))))


def write_rows(folder: Path, table: str, rows: list[list[str]]) -> None:
    """Write a table the way the committed ones are written."""
    with (folder / f"tables/{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def row_number(rows: list[list[str]], key: str | int) -> int:
    """Which row has that key; a number means the nth row after the header."""
    return key if isinstance(key, int) else next(n for n, row in enumerate(rows) if row[0] == key)


def change(table: str, key: str | int, **cells: str) -> Damage:
    """Give cells of one row other values."""

    def damage(folder: Path) -> int:
        rows = rows_of(folder, table)
        number = row_number(rows, key)
        for column, value in cells.items():
            rows[number][rows[0].index(column.rstrip("_"))] = value
        write_rows(folder, table, rows)
        return number + 1

    return damage


def cell(folder: Path, table: str, key: str | int, column: str) -> str:
    """The value of one cell."""
    rows = rows_of(folder, table)
    return rows[row_number(rows, key)][rows[0].index(column)]


def add(table: str, **cells: str) -> Damage:
    """Append a row."""

    def damage(folder: Path) -> int:
        rows = rows_of(folder, table)
        write_rows(folder, table, [*rows, [cells.get(column, "") for column in rows[0]]])
        return len(rows) + 1

    return damage


def remove(table: str, key: str) -> Damage:
    """Take a row out; the line is the one on which it stood."""

    def damage(folder: Path) -> int:
        rows = rows_of(folder, table)
        number = row_number(rows, key)
        write_rows(folder, table, rows[:number] + rows[number + 1 :])
        return number + 1

    return damage


def on_line(file: str, starts: str, pattern: str, replacement: str) -> Damage:
    """Replace, as text, the first match of a pattern on the line that starts so."""

    def damage(folder: Path) -> int:
        lines = (folder / file).read_text(encoding="utf-8").split("\n")
        number = next(n for n, line in enumerate(lines) if line.startswith(starts) and re.search(pattern, line))
        lines[number] = re.sub(pattern, lambda _: replacement, lines[number], count=1)
        (folder / file).write_text("\n".join(lines), encoding="utf-8")
        return number + 1

    return damage


def bytes_of(file: str, old: bytes, new: bytes) -> Damage:
    """Replace the first occurrence of some bytes."""

    def damage(folder: Path) -> int:
        data = (folder / file).read_bytes()
        (folder / file).write_bytes(data.replace(old, new, 1))
        return data[: data.index(old)].count(b"\n") + 1

    return damage


def without(file: str) -> Damage:
    """Delete a file."""

    def damage(folder: Path) -> int:
        (folder / file).unlink()
        return 0

    return damage


def as_whole(file: str, text: str) -> Damage:
    """Put other text in the place of a file."""

    def damage(folder: Path) -> int:
        (folder / file).write_text(text, encoding="utf-8")
        return 0

    return damage


def all_of(*damages: Damage) -> Damage:
    """Several damages; the line is that of the last."""

    def damage(folder: Path) -> int:
        return [one(folder) for one in damages][-1]

    return damage


def reported_at(line: int | tuple[str, str], damage: Damage) -> Damage:
    """The same damage, reported elsewhere: on that line, or on the line of that row (table, key) once it is done."""

    def elsewhere(folder: Path) -> int:
        damage(folder)
        return line if isinstance(line, int) else row_number(rows_of(folder, line[0]), line[1]) + 1

    return elsewhere


@dataclass(frozen=True)
class Case:
    """A damage and the fault it must give; ``column``, ``found`` and ``allowed`` are patterns."""

    damage: Damage
    file: str
    column: str
    found: str
    allowed: str

    def fitting(self, folder: Path) -> list[Fault]:
        """Do the damage, load the record, and pick the faults that are as they must be."""
        line = self.damage(folder)
        try:
            load(folder)
        except RecordError as error:
            return [fault for fault in error.faults if self._fits(fault, line)]
        return []

    def _fits(self, fault: Fault, line: int) -> bool:
        told = ((self.column, fault.column), (self.found, fault.found), (self.allowed, fault.allowed))
        return (fault.file, fault.line) == (self.file, line) and all(re.search(*pair) for pair in told)
