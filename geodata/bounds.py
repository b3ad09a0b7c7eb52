"""How large a file of the record may be, and what it may hold: counted as its bytes go by, before any is kept."""

from dataclasses import dataclass
from hashlib import sha256

from geodata.faults import Fault

LONGEST_LINE = 1 << 16
"""Bytes of a row; a table without line ends is not read to its end in search of one."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The most that a file may hold. ``rows`` are below the header, ``positions`` are points of shapes; None: any."""

    size: int
    rows: int | None = None
    positions: int | None = None


def too_large(file: str, column: str, found: str, most: int) -> Fault:
    """The fault of a file that holds more than it may."""
    return Fault(file, 0, column, found, f"at most {most}")


class Measure:
    """What a file holds of that which has a bound. ``digest`` is the check sum of what went by."""

    def __init__(self, bound: Bound) -> None:
        self._bound, self._sum = bound, sha256()
        self.positions = 0
        self._size = self._lines = self._open = 0
        self._has_endless_line = False

    def takes(self, piece: bytes) -> bool:
        """Count the next bytes; whether it is worth going on."""
        self._sum.update(piece)
        self._size += len(piece)
        if self._bound.rows is not None:
            self._count_lines(piece)
        if self._bound.positions is not None:
            self.positions += piece.count(b"[")  # each position opens one, and little else does
        return self._size <= self._bound.size and not self._has_endless_line

    @property
    def digest(self) -> bytes:
        """SHA-256 of all that went by."""
        return self._sum.digest()

    def faults(self, file: str, key: str = "") -> list[Fault]:
        """What is larger than it may be; ``key`` is the column that names a row."""
        bound, rows = self._bound, self._lines + bool(self._open) - 1
        if self._size > bound.size:
            return [too_large(file, "file", f"{self._size} bytes", bound.size)]
        if self._has_endless_line:
            return [too_large(file, "row", f"a row of more than {LONGEST_LINE} bytes", LONGEST_LINE)]
        if bound.rows is not None and rows > bound.rows:
            return [too_large(file, key, f"{rows} rows", bound.rows)]
        if bound.positions is not None and self.positions > bound.positions:
            return [too_large(file, "geometry", f"about {self.positions} points", bound.positions)]
        return []

    def _count_lines(self, piece: bytes) -> None:
        if b"\r" in piece:
            piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        self._lines += piece.count(b"\n")
        start, room = 0, LONGEST_LINE - self._open
        while len(piece) - start > room:
            last = piece.rfind(b"\n", start, start + room)
            if last < 0:
                self._has_endless_line = True
                return
            start, room, self._open = last + 1, LONGEST_LINE, 0
        last = piece.rfind(b"\n", start)
        self._open = len(piece) - last - 1 if last >= 0 else self._open + len(piece) - start
