"""Files as they leave: made from an order in one of four kinds, a few at a time, and kept while they are fresh.

Making a file takes up to a minute of a processor, so no more than two are made at once and a few wait; whoever comes
then is told when to come again. The map is never behind them in a queue.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dashboard.export.deck import Progress, Series, deck_file, no_progress, steps
from dashboard.export.images import Studio
from dashboard.export.sheet import Order, OrderError, Sheet, file_name, stamp_of
from dashboard.export.slides import sheet_file
from dashboard.state import View
from geodata.record import Record

KINDS = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
}
"""The kinds of file, with their media type."""
AT_ONCE, MOST_WAITING = 2, 6
LONGEST_WAIT = 25
"""Seconds that a request waits for its turn."""
COME_AGAIN = 10
"""Seconds after which one who was turned away should ask again."""
MOST_KEPT = 24 * 2**20
"""Bytes of finished files that are kept ready."""
MOST_PAGES = 40
"""Pages of a PDF, each of which a browser prints."""


class BusyError(RuntimeError):
    """Too many files are being made."""


@dataclass(frozen=True, slots=True)
class Request:
    """An order, the kind of file, and the steps of a deck (empty: a single sheet)."""

    order: Order
    kind: str
    every: str = ""

    @classmethod
    def of(cls, order: Order, kind: str, every: str = "") -> "Request":
        """Check that there is such a file; the two days of a comparison are a deck of two sheets.

        Raises
        ------
        OrderError
            With what was found and what is allowed.
        """
        view = order.state.view
        if kind not in KINDS:
            raise OrderError(f"kind: found '{kind[:20]}'; allowed: {', '.join(KINDS)}")
        if view not in (View.MAP, View.COMPARE):
            raise OrderError(f"view: found '{view}'; allowed for {kind}: map, compare")
        if view is View.COMPARE and not every:
            every = "day"
        if every and kind not in ("pptx", "pdf"):
            raise OrderError(f"{kind}: one file holds one sheet; allowed for several days: pptx, pdf")
        return cls(order, kind, every)

    def name(self, record: Record) -> str:
        """The name of the file: area, date, language and version."""
        return file_name(record, self.order.state, self.kind, is_deck=bool(self.every))


def make(record: Record, asked: Request, studio: Studio, progress: Progress = no_progress) -> bytes:
    """Make a file; the same record and request give the same bytes.

    Raises
    ------
    OrderError
        If the order asks for too much.
    dashboard.export.images.NoBrowserError
        If a browser is needed and there is none.
    """
    order = asked.order
    if asked.every:
        days = steps(record, order.state, asked.every)
        series = Series.of(record, order, days)
        if asked.kind == "pptx":
            return deck_file(series, progress)
        if len(days) > MOST_PAGES:
            raise OrderError(f"{len(days)} pages; allowed in one PDF: at most {MOST_PAGES}; a pptx may have more")
        return _pages(series.sheets(), series.title, studio, progress)
    sheet = Sheet(record, order)
    if asked.kind == "pptx":
        return sheet_file(sheet, stamp_of([sheet]))
    if asked.kind == "pdf":
        return _pages([sheet], sheet.title, studio, progress)
    stamp = stamp_of([sheet]).written()
    svg = studio.svg(sheet.figure().to_plotly_json(), stamp, sheet.title)
    return svg.encode() if asked.kind == "svg" else studio.png(svg, stamp)


def _pages(sheets: list[Sheet], title: str, studio: Studio, progress: Progress) -> bytes:
    stamp, drawn = stamp_of(sheets).written(), []
    for number, sheet in enumerate(sheets, 1):
        drawn.append(studio.svg(sheet.figure().to_plotly_json(), stamp, sheet.title))
        progress(number, len(sheets))
    return studio.pdf(drawn, stamp, title)


class Gate:
    """Lets a few in at once and a few more wait; turns away the rest."""

    def __init__(self, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING, wait: float = LONGEST_WAIT) -> None:
        self._inside = threading.BoundedSemaphore(at_once)
        self._places = threading.BoundedSemaphore(at_once + most_waiting)
        self._wait = wait

    @contextmanager
    def place(self) -> Iterator[None]:
        """Stand in line; raise BusyError if the line is full."""
        if not self._places.acquire(blocking=False):
            raise BusyError("too many exports are waiting")
        try:
            yield
        finally:
            self._places.release()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn; raise BusyError if the line is full, or does not move."""
        with self.place():
            if not self._inside.acquire(timeout=self._wait):
                raise BusyError("the exports before took too long")
            try:
                yield
            finally:
                self._inside.release()


class Shelf:
    """Finished files, the latest asked for, up to a number of bytes."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._files: OrderedDict[object, bytes] = OrderedDict()
        self._most, self._lock = most, threading.Lock()

    def get(self, key: object) -> bytes | None:
        """A file, if it is kept."""
        with self._lock:
            if key in self._files:
                self._files.move_to_end(key)
            return self._files.get(key)

    def put(self, key: object, file: bytes) -> None:
        """Keep a file, and let go of those asked for longest ago."""
        with self._lock:
            self._files[key] = file
            while sum(map(len, self._files.values())) > self._most:
                self._files.popitem(last=False)


class Counter:
    """Where files are asked for: kept ones at once, others in turn."""

    def __init__(self, studio: Studio | None = None, gate: Gate | None = None) -> None:
        self._studio, self._gate, self._shelf = studio or Studio(), gate or Gate(), Shelf()

    def file(self, record: Record, asked: Request, made: Callable[[Record, Request, Studio], bytes] = make) -> bytes:
        """The file that was asked for; see :func:`make` for what may be raised, and BusyError."""
        key = (record.digest, asked)
        if kept := self._shelf.get(key):
            return kept
        with self._gate.turn():
            if kept := self._shelf.get(key):
                return kept
            file = made(record, asked, self._studio)
            self._shelf.put(key, file)
        return file
