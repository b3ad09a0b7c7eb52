"""The record for spreadsheets: one workbook with a sheet for each table, and tables as CSV that Excel opens right.

Days are real days, ids and codes stay text, no cell is ever a formula. A day that is not known to the day stands beside
its cell once more as EDTF (Library of Congress, level 1), which says how far it is known.
"""

from collections.abc import Iterator, Sequence
from csv import writer
from datetime import date, datetime, time
from functools import lru_cache
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from geodata.cells import safe_cell
from geodata.columns import Table
from geodata.datapackage import NUMBERS
from geodata.reading import ReadTable, read_tables
from geodata.record import Record
from geodata.schema import TABLES
from geodata.vocabulary import Precision

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SEPARATORS = {"en": ",", "fr": ";"}
"""Between the cells of a file: what Excel of a language expects."""
DATED = {"claims": ("valid_from", "precision"), "events": ("date", "precision")}
"""The column of a table whose day is known as far as another column says."""
EDTF = "_edtf"
LONGEST = 32_767
"""Letters that Excel takes in a cell."""


def edtf(day: str, precision: str) -> str:
    """A day as EDTF says it.

    >>> edtf("2013-02-01", "month"), edtf("2012-01-01", "year"), edtf("2016-07-15", "season"), edtf("2023-11-14", "day")
    ('2013-02', '2012', '2016-07~', '2023-11-14')
    """
    match Precision(precision):
        case Precision.YEAR:
            return day[:4]
        case Precision.MONTH:
            return day[:7]
        case Precision.SEASON:  # about then, within some weeks
            return f"{day[:7]}~"
        case _:
            return day


def columns(table: Table) -> list[str]:
    """The columns of a table as they are handed to spreadsheets: its own, and the EDTF of its unsure day."""
    unsure = DATED.get(table.name, ("", ""))[0]
    return [each for name in table.columns for each in ((name, f"{name}{EDTF}") if name == unsure else (name,))]


@lru_cache(maxsize=1)
def _read(record: Record) -> dict[str, ReadTable]:
    """The tables of a record, read once for all its sheets."""
    return read_tables(record.files)[0]


def rows(record: Record, name: str) -> Iterator[dict[str, str]]:
    """The rows of a table as text, with those columns."""
    read = _read(record)[name]
    day, precision = DATED.get(name, ("", ""))
    for row in read.rows:
        more = {f"{day}{EDTF}": edtf(row.cells[day], row.cells[precision])} if day else {}
        yield row.cells | more


def workbook(record: Record, marking: str = "") -> bytes:
    """The whole record as a workbook: a sheet that says what it is, then one for each table.

    The same record gives the same bytes.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only files need it, not a server

    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    changed = datetime.combine(record.last_changed, time())  # a day alone would be taken for now
    book.set_properties(
        {
            "title": record.title.en,
            "comments": f"Record {record.digest}. CC BY 4.0. {marking}".strip(),
            "created": changed,
        }
    )
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
    _about(book, record, marking, head)
    for name, table in TABLES.items():
        sheet = book.add_worksheet(name)
        wanted = columns(table)
        sheet.write_row(0, 0, wanted, head)
        sheet.freeze_panes(1, 1)
        days = set(table.dates())
        count = 0
        for count, cells in enumerate(rows(record, name), 1):
            for number, column in enumerate(wanted):
                _write(sheet, count, number, column, cells[column], day if column in days else None)
        sheet.autofilter(0, 0, count, len(wanted) - 1)
        sheet.set_column(0, len(wanted) - 1, 18)
    book.close()
    return out.getvalue()


def _write(sheet: object, row: int, number: int, column: str, cell: str, day: object | None) -> None:
    if not cell:
        return
    if day is not None:
        sheet.write_datetime(row, number, date.fromisoformat(cell), day)
    elif column in NUMBERS:
        sheet.write_number(row, number, float(cell))
    else:
        sheet.write_string(row, number, cell[:LONGEST])


def _about(book: "Workbook", record: Record, marking: str, head: object) -> None:
    sheet = book.add_worksheet("about")
    told: Sequence[tuple[str, str]] = [
        ("title", record.title.en),
        ("titre", record.title.fr),
        ("edition", record.digest),
        ("changed", record.last_changed.isoformat()),
        ("covers", str(record.period)),
        ("licence", "CC BY 4.0"),
        *([("marking", marking)] if marking else []),
        *((name, table.about) for name, table in TABLES.items()),
    ]
    for number, (name, said) in enumerate(told):
        sheet.write_string(number, 0, name, head)
        sheet.write_string(number, 1, said)
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 90)


def spreadsheet_csv(record: Record, name: str, language: str) -> bytes:
    """A table as CSV that Excel of a language opens with its accents and in columns: no cell is run as a formula."""
    out = StringIO()
    lines = writer(out, delimiter=SEPARATORS[language], lineterminator="\r\n")
    wanted = columns(TABLES[name])
    lines.writerow(wanted)
    for cells in rows(record, name):
        lines.writerow([_said(column, cells[column], language) for column in wanted])
    return out.getvalue().encode("utf-8-sig")


def _said(column: str, cell: str, language: str) -> str:
    if column in NUMBERS:
        return cell.replace(".", ",") if language == "fr" else cell
    return safe_cell(cell)
