"""The cells of a file as somebody saved it: CSV in whatever way spreadsheets write it, or a workbook's first sheet.

Every trap is undone or named: byte order marks, semicolons, tabs, decimal commas, quotation marks, letters of an older
encoding, dates as text in several manners. What cannot be read with certainty is refused in words.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from io import StringIO
from pathlib import Path

from geodata.faults import Fault, RecordError

EXCEL = (".xlsx", ".xlsm")
LARGEST = 512 << 20
"""Bytes of a file that is still read."""
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
        return _excel(path)
    return parsed(path.name, path.read_bytes())


def parsed(name: str, data: bytes) -> tuple[list[str], list[list[str]]]:
    """The header and the rows of the bytes of a CSV file; as :func:`read_sheet`."""
    if Path(name).suffix.lower() in EXCEL:
        raise RefusedError.of(name, "a workbook", "a CSV file; python -m geodata incidents import takes workbooks")
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


def _excel(path: Path) -> tuple[list[str], list[list[str]]]:
    """The first sheet that has rows."""
    import pyogrio  # noqa: PLC0415 - takes half a second, and a CSV needs none of it

    try:
        layers = [name for name, _ in pyogrio.list_layers(path)]
        frame = pyogrio.read_dataframe(path, layer=layers[0], read_geometry=False)
    except Exception as error:  # whatever GDAL finds wrong with a broken file
        raise RefusedError.of(
            path.name, f"no readable sheet ({error})"[:200], "an Excel file whose first sheet is a table"
        ) from error
    columns, cells = list(frame.columns), [[_cell(cell) for cell in row] for row in frame.itertuples(index=False)]
    if columns and all(re.fullmatch(r"Field\d+", name) for name in columns) and cells:
        columns, cells = cells[0], cells[1:]  # a sheet whose cells are all text has its header as its first row
    return [str(name).strip() for name in columns], cells


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
