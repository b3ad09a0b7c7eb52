"""Where files are asked for: made a few at a time, and kept while they are fresh.

Making a file takes up to a minute of a processor, so no more than two are made at once and a few wait; whoever comes
then is told when to come again. The map is never behind them in a queue.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dashboard.export.files import Request, make
from dashboard.export.images import Studio
from geodata.record import Record

AT_ONCE, MOST_WAITING = 2, 6
LONGEST_WAIT = 25
"""Seconds that a request waits for its turn."""
COME_AGAIN = 10
"""Seconds after which one who was turned away should ask again."""
MOST_KEPT = 24 * 2**20
"""Bytes of finished files that are kept ready."""


class BusyError(RuntimeError):
    """Too many files are being made."""


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
