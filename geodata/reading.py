"""From the files of the tables to rows, with a fault for every cell that its schema does not allow."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from typing import TypeVar

from geodata.assessors import Assessment, Assessor
from geodata.columns import Table
from geodata.entities import Actor, Base, Claim, Event, Evidence, Place, Rivalry, Row, Source
from geodata.faults import Fault
from geodata.files import Files
from geodata.schema import MAY_BE_MISSING, TABLES

Thing = TypeVar("Thing", Actor, Source, Place, Claim, Evidence, Rivalry, Base, Event, Assessor, Assessment)
OTHER_SEPARATORS = (";", "\t", "|")
"""What spreadsheets of other languages put between cells."""


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A row and the line of its file on which it starts."""

    line: int
    cells: Row


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The rows of one file, every cell allowed by the schema."""

    table: Table
    rows: tuple[NumberedRow, ...]
    _things: dict[type, list[tuple[NumberedRow, object]]] = field(default_factory=dict, repr=False, compare=False)

    def each(self, kind: type[Thing]) -> list[tuple[NumberedRow, Thing]]:
        """Every row with the thing that it tells of; read once, so leave the rows as they are."""
        if kind not in self._things:
            self._things[kind] = [(row, kind.from_row(row.cells)) for row in self.rows]
        return self._things[kind]

    def keyed(self, kind: type[Thing]) -> dict[str, Thing]:
        """The things of the table by the column that names them."""
        return {row.cells[self.key]: thing for row, thing in self.each(kind)}

    @property
    def file(self) -> str:
        """The file, relative to the record's folder."""
        return f"tables/{self.table.name}.csv"

    @property
    def key(self) -> str:
        """The column that names a row."""
        return self.table.key

    def fault(self, row: NumberedRow, column: str, allowed: str, found: str | None = None) -> Fault:
        """Build a fault in one cell of this table."""
        return Fault(self.file, row.line, column, found or f"'{row.cells[column]}'", allowed)


def read_tables(files: Files) -> tuple[dict[str, ReadTable], list[Fault]]:
    """Read every table that is there; the faults are those of single cells and rows, and of encodings."""
    tables, faults = {}, []
    for table in TABLES.values():
        if f"tables/{table.name}.csv" not in files.contents:
            if table.name in MAY_BE_MISSING:
                tables[table.name] = ReadTable(table, ())
            continue  # a fault of the files, if it must be there
        rows, row_faults = _read_rows(files, table)
        faults += [*row_faults, *_cell_faults(table, rows)]
        tables[table.name] = ReadTable(table, tuple(rows))
    return tables, faults


def _read_rows(files: Files, table: Table) -> tuple[list[NumberedRow], list[Fault]]:
    file = f"tables/{table.name}.csv"
    text = files.text(file)
    if isinstance(text, Fault):
        return [], [text]
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    wanted, flags = list(table.columns), table.flags()
    rows, faults, line, bare = [], [], 1, []
    try:
        header = next(reader, [])
        other = next((sign for sign in OTHER_SEPARATORS if [sign.join(wanted)] == header), None)
        if other:
            return [], [Fault(file, 1, "header", f"cells separated by {other!r}", "cells separated by ','")]
        if header != wanted:
            return [], [Fault(file, 1, "header", ",".join(header) or "nothing", ",".join(wanted))]
        line = reader.line_num + 1
        for cells in reader:
            if not any(cells):  # spreadsheets end a table with such lines; between rows each is a fault
                bare.append((line, len(cells)))
            else:
                faults += [_cell_count(file, *one, wanted) for one in bare]
                bare.clear()
                if len(cells) == len(wanted):
                    rows.append(NumberedRow(line, _plain_flags(flags, dict(zip(wanted, cells, strict=True)))))
                else:
                    faults.append(_cell_count(file, line, len(cells), wanted))
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(Fault(file, line, "row", f"broken quoting ({error})", "a well-formed CSV row"))
    if not rows and not faults:
        faults.append(Fault(file, 1, "file", "no rows", "a header and at least one row"))
    return rows, faults


def _cell_count(file: str, line: int, count: int, wanted: list[str]) -> Fault:
    found = f"{count} cells" if count != len(wanted) else "empty cells only"
    return Fault(file, line, "row", found, f"{len(wanted)} cells")


def _plain_flags(flags: list[str], cells: dict[str, str]) -> dict[str, str]:
    """Cells whose flags are written as the record has them; spreadsheets write TRUE and FALSE."""
    return cells | {name: cells[name].lower() for name in flags if cells[name] in ("TRUE", "FALSE")}


def _cell_faults(table: Table, rows: list[NumberedRow]) -> Iterator[Fault]:
    """A fault for every cell that its column does not allow; cells that are alike are looked at once."""
    for name, column in table.columns.items():
        passes: dict[str, bool] = {}
        for row in rows:
            cell = row.cells[name]
            if cell not in passes:
                passes[cell] = column.passes(cell)
            if not passes[cell]:
                yield Fault(f"tables/{table.name}.csv", row.line, name, f"'{cell}'", column.allowed)
