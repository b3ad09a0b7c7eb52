"""Counts that all workers add to, in memory that they share: no file, so no disk can be full or cleaned under them.

The memory is made before the workers are forked. Each has a row of its own there and writes to no other; whoever is
asked adds up all rows. What a worker that ended had counted is added to the first row by the parent.
"""

import json
import mmap
import struct
import threading

ROWS = 160
"""Processes at once: twice the most workers there may be, while old ones finish, and some that just ended."""
NAMES_AT, ROW = 16 << 10, 128 << 10
"""Bytes: where names begin in a row after their numbers, and of a row."""
HEAD = 16
"""Bytes before the numbers: how many there are, and where the next name goes."""
MOST = (NAMES_AT - HEAD) // 8

Key = tuple[str, ...]


class SharedCounts:
    """Numbers under names that only grow. Any thread may add."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, ROWS * ROW)
        self._lock = threading.Lock()
        self._row: int | None = 0
        self._places: dict[Key, int] = {}
        self._taken: dict[object, int] = {}

    def begin(self, worker: object) -> None:
        """Give a worker about to be forked a row of its own. Called by the parent."""
        free = set(range(1, ROWS)) - set(self._taken.values())
        self._row = min(free, default=None)  # without one, it counts for nobody
        self._places = {}
        if self._row is not None:
            self._taken[worker] = self._row

    def end(self, worker: object) -> None:
        """Keep what a worker counted that has ended. Called by the parent."""
        row = self._taken.pop(worker, None)
        if row is None:
            return
        counted = self._read(row)
        self._memory[row * ROW : row * ROW + HEAD] = bytes(HEAD)
        self._row, self._places = 0, {key: index for index, key in enumerate(self._read(0))}
        for key, amount in counted.items():
            self.add(key, amount)

    def add(self, key: Key, amount: float = 1.0) -> None:
        """Add to the number under a name."""
        with self._lock:
            place = self._places.get(key)
            if place is None:
                place = self._new(key)
            if place is not None:
                at = self._row * ROW + HEAD + place * 8
                (before,) = struct.unpack_from("=d", self._memory, at)
                struct.pack_into("=d", self._memory, at, before + amount)

    def sums(self) -> dict[Key, float]:
        """The numbers of all processes together."""
        found: dict[Key, float] = {}
        for row in range(ROWS):
            for key, amount in self._read(row).items():
                found[key] = found.get(key, 0.0) + amount
        return found

    def _new(self, key: Key) -> int | None:
        """A place for another number, at zero; None where there is no room."""
        if self._row is None:
            return None
        start = self._row * ROW
        count, end = struct.unpack_from("=QQ", self._memory, start)
        name = json.dumps(key).encode() + b"\n"
        if count >= MOST or NAMES_AT + end + len(name) > ROW:
            return None
        at = start + NAMES_AT + end
        self._memory[at : at + len(name)] = name
        struct.pack_into("=d", self._memory, start + HEAD + count * 8, 0.0)
        struct.pack_into("=QQ", self._memory, start, count + 1, end + len(name))  # last: now it can be seen
        self._places[key] = count
        return count

    def _read(self, row: int) -> dict[Key, float]:
        start = row * ROW
        count, end = struct.unpack_from("=QQ", self._memory, start)
        if not count:
            return {}
        names = self._memory[start + NAMES_AT : start + NAMES_AT + end].decode().split("\n")[:count]
        numbers = struct.unpack_from(f"={count}d", self._memory, start + HEAD)
        return {tuple(json.loads(name)): number for name, number in zip(names, numbers, strict=True)}
