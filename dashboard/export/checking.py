"""Whether the record still says what a file said: reads the stamp of a file and asks the record again."""

import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import av
from pypdfium2 import PdfDocument, PdfiumError

from dashboard.asked.reading import Notice, read_view
from dashboard.asked.state import ViewState
from dashboard.export.alone.page import ALL_DAYS, says_all
from dashboard.export.order import Order, OrderError
from dashboard.export.sheet import Sheet
from dashboard.export.sheets import DaySheet, sheets_of
from dashboard.export.stamp import OPENING, Stamp
from dashboard.text import Text
from geodata.record import Record
from geodata.timeline import Timeline

STAMP_ENTRY = "docProps/stamp.json"
LARGEST = 64 * 2**20


def stamp_in(path: Path) -> Stamp:
    """The stamp of a file made by this product.

    Raises
    ------
    OrderError
        If the file cannot be read or bears no stamp.
    """
    readers: dict[str, Callable[[bytes], str]] = {
        ".pptx": _in_slides,
        ".svg": _in_drawing,
        ".png": _in_pixels,
        ".pdf": _in_pages,
        ".html": _in_page,
        ".mp4": _in_film,
    }
    read = readers.get(path.suffix.lower())
    if read is None:
        raise OrderError(Notice(path.name, path.suffix, ", ".join(readers)).refused)
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError("too large")
        return Stamp.read(read(path.read_bytes()))
    except (OSError, ValueError, KeyError, IndexError, zipfile.BadZipFile, PdfiumError) as fault:
        why = str(fault)
        raise OrderError(
            lambda text: text("{file}: no stamp of this product can be read from it ({why})", file=path, why=why)
        ) from fault


def _in_page(file: bytes) -> str:
    return unescape(re.findall(r'<meta name="stamp" content="([^"]*)">', file.decode())[0])


def _in_film(file: bytes) -> str:
    with av.open(BytesIO(file)) as film:
        return film.metadata["comment"]


def _in_slides(file: bytes) -> str:
    with zipfile.ZipFile(BytesIO(file)) as package:
        return package.read(STAMP_ENTRY).decode()


def _in_drawing(file: bytes) -> str:
    return unescape(re.findall(r"<metadata>(.*?)</metadata>", file.decode(), re.DOTALL)[0])


def _in_pixels(file: bytes) -> str:
    length = int.from_bytes(file[33:37], "big")
    kind, body = file[37:41], file[41 : 41 + length]
    if kind != b"tEXt":
        raise ValueError("no text")
    return body.partition(b"\0")[2].decode("latin-1")


def _in_pages(file: bytes) -> str:
    return str(PdfDocument(file).get_metadata_dict()["Subject"])


def compared(stamp: Stamp, record: Record) -> tuple[bool, list[str]]:
    """Whether the record still says the same, and what to tell, one line each."""
    read = read_view(stamp.query, record)
    lines = [f"the file shows record {stamp.record}; this is record {record.digest}"]
    lines += [f"{notice.parameter}={notice.found}: no longer in the record" for notice in read.notices]
    says = _sayings(record, read.state, stamp)
    differing = [name for name, said in stamp.sheets if says.get(name) != said]
    if differing:
        lines += [f"{name}: the record now says something else" for name in differing]
        lines += _earlier(record, read.state, stamp)
    else:
        lines.append("the record still says the same")
    return not differing and not read.notices, lines


def _earlier(record: Record, state: ViewState, stamp: Stamp) -> list[str]:
    """The last day by whose end the record, as it was then written, said what the file says; empty if there is none.

    Nothing of the record is overwritten, so that what it said can be had again as long as the product reads it alike.
    """
    written = {day for claim in record.claims.values() for day in (claim.recorded_on, claim.withdrawn_on) if day}
    for day in sorted(written)[-2::-1]:
        says = _sayings(record, state, stamp, recorded_by=day)
        if all(says.get(name) == said for name, said in stamp.sheets):
            return [f"the record as written by {day} said the same"]
    return []


def _of_step(query: str, record: Record, stamp: Stamp, recorded_by: date | None) -> dict[str, str]:
    """The same of a step of a story, whose view is its own."""
    state = _as_it_opened(read_view(query, record).state, stamp)
    timeline = Timeline(record, replace(state.lens, recorded_by=recorded_by))
    sheets = sheets_of(record, Order(state, size=stamp.size), timeline)
    return {f"{query}#{sheet.name}": sheet.says() for sheet in sheets}


def _as_it_opened(state: ViewState, stamp: Stamp) -> ViewState:
    """A view with the ground that its map showed when the file was made, if maps open on another by now."""
    return state.but(frame=stamp.opening) if state.frame is None and stamp.opening != OPENING else state


def _sayings(record: Record, state: ViewState, stamp: Stamp, recorded_by: date | None = None) -> dict[str, str]:
    """What every sheet of a file would say today, or by the record of a day, by its name; of a deck, by their days."""
    state = _as_it_opened(state, stamp)
    timeline = Timeline(record, replace(state.lens, recorded_by=recorded_by))
    order = Order(state, size=stamp.size, caption="" if stamp.is_captioned else None)
    sheets: list[Sheet] = list(sheets_of(record, order, timeline))
    for name, _ in stamp.sheets:
        with suppress(ValueError):
            sheets.append(DaySheet(record, replace(order, state=state.but(on=date.fromisoformat(name))), timeline))
    said = {sheet.name: sheet.says() for sheet in sheets}
    for query in {name.rpartition("#")[0] for name, _ in stamp.sheets} - {""}:
        said |= _of_step(query, record, stamp, recorded_by)
    if any(name == ALL_DAYS for name, _ in stamp.sheets):
        said[ALL_DAYS] = says_all(timeline, Text(state.lang))
    return said
