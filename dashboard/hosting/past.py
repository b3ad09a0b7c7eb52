"""The editions that were served before, as records again: kept when they begin to be served, read when they are asked.

A server needs none of them to answer from its own record. Where the folder cannot be written to or read, pages go on,
and the server's health says so.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Collection

from geodata.editions import Edition, Editions, is_digest
from geodata.faults import RecordError
from geodata.record import Record, from_files

MOST_READY = 3
"""Earlier records that a worker holds at once, some 20 MB each."""

log = logging.getLogger(__name__)


class Past:
    """The kept editions of a server; any thread may ask."""

    def __init__(self, editions: Editions, most: int, days: int, shipped: Collection[str] = ()) -> None:
        """Bounds are those of the settings; ``shipped`` are digests that are never let go."""
        self.editions = editions
        self.trouble = ""
        """What is the matter with the folder, in words."""
        self._bounds, self._shipped = (most, days), frozenset(shipped)
        self._kept = ""
        self._ready: OrderedDict[str, Record | None] = OrderedDict()
        self._reading = threading.Lock()

    def keep(self, record: Record) -> None:
        """See that the record that is served now is kept, and let go of what the bounds ask to go."""
        if self._kept == record.digest and self.editions.has(record.digest):
            return
        try:
            if self.editions.keep(record):
                log.info("edition %s is kept", record.digest)
                gone = self.editions.trim(*self._bounds, stays={record.digest, *self._shipped})
                for digest in gone:
                    log.info("edition %s was let go", digest)
            self._kept, self.trouble = record.digest, ""
        except OSError as error:
            trouble = f"{self.editions.folder}: the edition that is served is not kept: {error.strerror or error}"
            if trouble != self.trouble:
                log.error(trouble)
            self.trouble = trouble

    def named(self, digest: str) -> Edition | None:
        """What is known of a kept edition."""
        return self.editions.named(digest)

    def record(self, digest: str) -> Record | None:
        """The record of a kept edition; None where it is not kept, not whole, or of a form that is not read any more.

        One is read at a time: whoever asks for many waits, and takes no processor from others.
        """
        if not is_digest(digest):
            return None
        with self._reading:
            if digest not in self._ready:
                if not self.editions.has(digest):
                    return None
                self._ready[digest] = self._read(digest)
            self._ready.move_to_end(digest)
            while len(self._ready) > MOST_READY:
                self._ready.popitem(last=False)
            return self._ready[digest]

    def _read(self, digest: str) -> Record | None:
        files = self.editions.files(digest)
        if files is None:
            log.error("edition %s is damaged", digest)
            return None
        try:
            return from_files(files)
        except RecordError as error:
            log.error("edition %s cannot be read by this version of the program: %s", digest, error.faults[0])
            return None
