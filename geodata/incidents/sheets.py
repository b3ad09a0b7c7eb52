"""The cells of a file as somebody saved it: CSV in whatever way spreadsheets write it, or a workbook's first sheet.

Every trap is undone or named: byte order marks, semicolons, tabs, decimal commas, quotation marks, letters of an older
encoding, dates as text in several manners. What cannot be read with certainty is refused in words.
"""

import csv
import os
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from geodata.faults import Fault, RecordError

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

EXCEL = (".xlsx", ".xlsm")
LARGEST = 512 << 20
"""Bytes of a file that is still read, packed or unpacked."""
MOST_ROWS, WIDEST = 1_000_000, 200
"""Rows below the header, and columns, that are still read."""
BYTES_OF_A_CELL = 4
"""Of a workbook unpacked; one that is filled has some twenty."""
SEPARATORS = (",", ";", "\t", "|")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?")
WRITTEN = re.compile(r"(\d{1,2}) ([A-Za-zéû.]+) (\d{4})")
FIGURES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
SERIAL = re.compile(r"\d{5}(\.0+)?")
MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    )
    for number, name in enumerate(names.split(), 1)
}
EXCEL_BEGINS = date(1899, 12, 30)


class RefusedError(RecordError):
    """A file that is not taken: the text says what was found and what is allowed."""

    @classmethod
    def of(cls, file: str, found: str, allowed: str, line: int = 0, column: str = "file") -> "RefusedError":
        """Refuse a file for one thing."""
        return cls([Fault(file, line, column, found, allowed)])


def read_sheet(path: Path) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of a file, all cells as text.

    Raises
    ------
    RefusedError
        If there is no such file, it is too large, or it is no table.
    """
    if not path.is_file():
        raise RefusedError.of(path.name, "no file", "a CSV or Excel file")
    if path.stat().st_size > LARGEST:
        raise RefusedError.of(path.name, f"{path.stat().st_size} bytes", f"at most {LARGEST}")
    if path.suffix.lower() in EXCEL:
        return _workbook(path.name, path, LARGEST)
    return parsed(path.name, path.read_bytes())


def parsed(name: str, data: bytes, largest: int = LARGEST) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of the bytes of a file; as :func:`read_sheet`.

    ``largest`` is how many bytes a workbook may have once it is unpacked.
    """
    if Path(name).suffix.lower() in EXCEL:
        return _workbook(name, BytesIO(data), largest)
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        raise RefusedError.of(name, "an Office file under another name", "a name that ends in .xlsx, or a CSV file")
    if b"\0" in data[:4096] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise RefusedError.of(name, "bytes that are no text", "a CSV file")
    text = _decoded(data)
    head = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(SEPARATORS, key=head.count)
    if separator not in head:
        raise RefusedError.of(name, f"'{head[:60].strip()}'", "a header of several columns", 1, "header")
    try:
        header, *rows = [row for row in csv.reader(StringIO(text, newline=""), delimiter=separator) if any(row)]
    except csv.Error as error:
        raise RefusedError.of(name, f"broken quoting ({error})", "a well-formed CSV file") from error
    return [cell.strip() for cell in header], rows


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _workbook(name: str, source: BytesIO | Path, largest: int) -> tuple[list[str], list[list[str]]]:
    """The first sheet that has rows.

    Read row by row, so that a sheet costs what is in it: whatever it says of its size, whatever column a cell is in.
    """
    os.environ.setdefault("OPENPYXL_LXML", "False")  # its own switch: Python's parser, which lets nothing swell
    from openpyxl import load_workbook  # noqa: PLC0415 - takes a while, and a CSV needs none of it

    try:
        with ZipFile(source) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > largest:
            raise RefusedError.of(name, f"{unpacked} bytes unpacked", f"at most {largest}")
        book = load_workbook(source, read_only=True, data_only=True, keep_links=False)
        sheets = (_filled(name, sheet, unpacked // BYTES_OF_A_CELL) for sheet in book.worksheets)
        header, *rows = next(filter(None, sheets), [[]])
    except RefusedError:
        raise
    except Exception as error:  # whatever is wrong with a broken file
        raise RefusedError.of(
            name, f"no readable sheet ({error})"[:200], "an Excel file whose first sheet is a table"
        ) from error
    if not header:
        raise RefusedError.of(name, "no row", "an Excel file whose first sheet is a table")
    for row in rows:
        row.extend([""] * (len(header) - len(row)))
    return [cell.strip() for cell in header], rows


def _filled(name: str, sheet: "ReadOnlyWorksheet", most: int) -> list[list[str]]:
    """The rows of a sheet in which something stands, to their last cell that says something; so many cells at most."""
    rows, count = [], 0
    sheet.reset_dimensions()  # what it says of itself may be false
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [_cell(cell) for cell in row[: WIDEST + 1]]
        while cells and not cells[-1]:
            cells.pop()
        if len(row) > WIDEST and any(cell is not None for cell in row[WIDEST:]):
            raise RefusedError.of(name, f"more than {WIDEST} columns", f"at most {WIDEST}", number, "row")
        if number > MOST_ROWS + 1:
            raise RefusedError.of(name, f"more than {MOST_ROWS} rows", f"at most {MOST_ROWS}", number, "row")
        count += max(len(cells), len(rows[0]) if rows else 0) if cells else 0
        if count > most:
            raise RefusedError.of(name, "cells far apart", "a table whose cells are filled", number, "row")
        if cells:
            rows.append(cells)
    return rows


def _cell(cell: object) -> str:
    if cell is None or cell != cell:  # noqa: PLR0124 - what is missing is not equal to itself
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return f"{cell:g}" if isinstance(cell, float) and cell == int(cell) and abs(cell) < 1e6 else str(cell)


def number_of(cell: str) -> float | None:
    """A number with a decimal point or comma; None where the cell is empty.

    >>> number_of("18,4411"), number_of("2.0"), number_of("")
    (18.4411, 2.0, None)
    """
    plain = cell.strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    if not plain:
        return None
    if "," in plain:
        if "." in plain:
            raise ValueError(f"'{cell}' has both a point and a comma")
        plain = plain.replace(",", ".")
    return float(plain)


def month_first(cells: Iterable[str]) -> bool | None:
    """Whether dates in figures have the month before the day; None where there is none of them, or nothing tells."""
    found = [(int(match[1]), int(match[2])) for cell in cells if (match := FIGURES.fullmatch(cell.strip()))]
    if not found:
        return None
    if any(first > 12 for first, _ in found):
        return False
    return True if any(second > 12 for _, second in found) else None


def day_of(cell: str, months_first: bool | None) -> date:
    """A day as the data sets and spreadsheets write it.

    Raises
    ------
    ValueError
        If it is no day, or nothing in the file tells which of two figures is the month.

    >>> day_of("2023-11-14 00:00:00.000", None), day_of("14 November 2023", None), day_of("45244", None)
    (datetime.date(2023, 11, 14), datetime.date(2023, 11, 14), datetime.date(2023, 11, 14))
    """
    plain = cell.strip()
    if match := ISO.fullmatch(plain):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := WRITTEN.fullmatch(plain):
        return date(int(match[3]), _month(match[2]), int(match[1]))
    if match := FIGURES.fullmatch(plain):
        if months_first is None:
            raise ValueError(f"'{cell}' may be day or month first, and no date of the file tells which")
        month, day = (match[1], match[2]) if months_first else (match[2], match[1])
        return date(int(match[3]), int(month), int(day))
    if SERIAL.fullmatch(plain):
        return date.fromordinal(EXCEL_BEGINS.toordinal() + int(float(plain)))
    raise ValueError(f"'{cell}' is no day")


def _month(name: str) -> int:
    plain = name.lower().rstrip(".").replace("é", "e").replace("û", "u")
    found = {number for word, number in MONTHS.items() if word == plain or (len(plain) >= 3 and word.startswith(plain))}
    if len(found) != 1:
        raise ValueError(f"'{name}' is no month")
    return found.pop()


def missing(header: Sequence[str], wanted: Iterable[str]) -> list[str]:
    """Which of the columns that are wanted a header has not; capitals do not matter."""
    there = {name.lower() for name in header}
    return [name for name in wanted if name not in there]
