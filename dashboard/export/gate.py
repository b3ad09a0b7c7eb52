"""Lets a few in at once and a few more wait; whoever comes then is told when to come again."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from dashboard.asked.refusal import Refusal
from dashboard.config import Settings

MOST_WAITING = 6
LONGEST_WAIT = 25
"""Seconds that a request waits for its turn."""
COME_AGAIN = 10
"""Seconds after which one who was turned away should ask again."""


class BusyError(Refusal):
    """No file now; asking again will help."""


class Gate:
    """A few inside at once, a few more waiting, and no more."""

    def __init__(self, at_once: int = 1, most_waiting: int = MOST_WAITING, wait: float = LONGEST_WAIT) -> None:
        self._inside = threading.BoundedSemaphore(at_once)
        self._places = threading.BoundedSemaphore(at_once + most_waiting)
        self._wait = wait

    @classmethod
    def of(cls, settings: Settings) -> "Gate":
        """One file at once in every worker, and no more than half its threads behind exports."""
        return cls(1, max(0, min(MOST_WAITING, settings.threads // 2 - 1)))

    @contextmanager
    def place(self) -> Iterator[None]:
        """Stand in line; raise BusyError if the line is full."""
        if not self._places.acquire(blocking=False):
            raise BusyError(lambda text: text("too many exports are waiting; try again soon"))
        try:
            yield
        finally:
            self._places.release()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn; raise BusyError if the line is full, or does not move."""
        with self.place():
            if not self._inside.acquire(timeout=self._wait):
                raise BusyError(lambda text: text("the exports before this one take too long; try again soon"))
            try:
                yield
            finally:
                self._inside.release()
