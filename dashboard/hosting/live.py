"""The record as it is served: watched, replaced whole, and never by a bad or half-written one.

The folder an administrator edits is looked at every few seconds. A change that two looks in a row find the same
is copied aside, and the copy is validated; only a sound copy is served. What is served is always such a copy, so
nothing that happens to the folder afterwards reaches a reader. The copies of all workers stand on one shelf, so that
a worker started later serves the newest sound record even while the folder is damaged.
"""

import atexit
import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from geodata.faults import Fault, RecordError
from geodata.record import Record, digest_of, load

SECONDS_BETWEEN_LOOKS = 3.0
MOST_SHELVED = 4
"""Copies kept: more than any worker can be behind the others."""
MOST_SAID = 20
"""Faults that are told of a damaged folder; the command line tells all of them."""

log = logging.getLogger(__name__)
Derived = TypeVar("Derived")


@dataclass(frozen=True, slots=True)
class Health:
    """Whether what is served is what the folder holds, and if not, why."""

    digest: str
    faults: tuple[Fault, ...] = ()

    @property
    def is_degraded(self) -> bool:
        """Whether the folder holds something that cannot be served."""
        return bool(self.faults)


class LiveRecord:
    """The newest sound record of a folder. Ask for ``record`` once per answer: the next may be another one."""

    def __init__(self, folder: Path) -> None:
        """Read the record once; raise RecordError if it is not sound."""
        self._folder = folder
        self._shelf = Path(tempfile.mkdtemp(prefix="record-"))
        atexit.register(_remove, self._shelf, os.getpid())
        self._lock = threading.Lock()
        self._before: Record | None = None
        self._record = self._take(_found_in(folder))
        self._seen: str | Fault = self._record.digest
        self._refused: str | Fault | None = None
        self._faults: tuple[Fault, ...] = ()

    @property
    def record(self) -> Record:
        """The record to answer from now."""
        return self._record

    @property
    def health(self) -> Health:
        """How the record that is served stands to the folder."""
        return Health(self._record.digest, self._faults)

    def of(self, digest: str) -> Record | None:
        """The record with a digest if it is the current one, the one before, or just arrived in another worker."""
        if self._record.digest != digest and (self._shelf / Path(digest).name / "tables").is_dir():
            self.catch_up()
        return next((one for one in (self._record, self._before) if one and one.digest == digest), None)

    def kept(self, work: Callable[[Record], Derived]) -> Callable[[Record], Derived]:
        """A function of the record that is worked out once for each, and forgotten with it."""
        results: dict[str, Derived] = {}

        def result(record: Record) -> Derived:
            if record.digest not in results:
                results[record.digest] = work(record)
                for old in list(results)[:-2]:
                    results.pop(old, None)
            return results[record.digest]

        return result

    def look(self) -> None:
        """Look at the folder once; take what it holds when two looks found the same."""
        with self._lock:
            found = _found_in(self._folder)
            if found == self._record.digest:
                self._seen, self._refused, self._faults = found, None, ()
            elif found != self._seen:
                self._seen = found
            elif found != self._refused:
                self._try(found)

    def catch_up(self) -> None:
        """Serve the newest copy on the shelf, put there by any worker, if it is newer than ours."""
        with self._lock:
            copies = sorted(self._copies(), key=lambda copy: copy.stat().st_mtime_ns)
            if copies and copies[-1].name != self._record.digest:
                self._swap(load(copies[-1]))

    def watch(self, seconds: float = SECONDS_BETWEEN_LOOKS) -> None:
        """Look at the folder again and again in the background. Call in every process that answers."""
        self.catch_up()
        threading.Thread(target=self._watch, args=(seconds,), name="record", daemon=True).start()

    def _watch(self, seconds: float) -> None:
        while True:
            time.sleep(seconds)
            try:
                self.look()
            except Exception:  # the watch must go on; what is served stays as it is
                log.exception("looking at the record failed")

    def _try(self, found: str | Fault) -> None:
        try:
            record = self._take(found)
        except RecordError as error:
            self._refused, self._faults = found, error.faults
            log.error("record refused, still serving %s: %s", self._record.digest, _few(error.faults))
        else:
            self._swap(record)
            self._refused, self._faults = None, ()

    def _swap(self, record: Record) -> None:
        log.info("record %s replaces %s", record.digest, self._record.digest)
        self._before, self._record = self._record, record

    def _take(self, found: str | Fault) -> Record:
        """Validate a copy of the folder in the state that was found, and put it on the shelf."""
        if isinstance(found, Fault):
            raise RecordError([found])
        copy = self._shelf / found
        if copy.is_dir():
            os.utime(copy)
            return load(copy)
        draft = Path(tempfile.mkdtemp(prefix="draft-", dir=self._shelf))
        try:
            _copy(self._folder, draft)
            if digest_of(draft) != found:
                raise RecordError([Fault(".", 0, "folder", "files that are still changing", "a folder at rest")])
            record = load(draft)
            os.utime(draft)
            if not copy.is_dir():
                draft.rename(copy)
        except RecordError:
            raise
        except Exception as error:  # whatever a damaged file does to a reader, it is a fault of the record
            log.exception("reading the record failed")
            raise RecordError(
                [Fault(".", 0, "folder", f"{type(error).__name__}: {error}", "a sound record")]
            ) from error
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        self._tidy(keep=copy)
        return replace(record, folder=copy)

    def _copies(self) -> list[Path]:
        return [path for path in self._shelf.iterdir() if not path.name.startswith("draft-")]

    def _tidy(self, keep: Path) -> None:
        newest = sorted(self._copies(), key=lambda copy: copy.stat().st_mtime_ns, reverse=True)
        for old in newest[MOST_SHELVED:]:
            if old != keep:
                shutil.rmtree(old, ignore_errors=True)


def told(faults: tuple[Fault, ...]) -> list[str]:
    """The first faults in words, for those who look after the server."""
    said = [str(fault) for fault in faults[:MOST_SAID]]
    return said if len(faults) <= MOST_SAID else [*said, f"and {len(faults) - MOST_SAID} more: python -m geodata check"]


def _found_in(folder: Path) -> str | Fault:
    """The digest of what a folder holds, or the fault for which it cannot be read."""
    for path in _files(folder):
        if not path.is_file():  # a pipe would be waited for without end
            kind = "a folder" if path.is_dir() else "no regular file"
            return Fault(path.relative_to(folder).as_posix(), 0, "file", kind, "a readable file")
    try:
        return digest_of(folder)
    except OSError as error:
        name = Path(error.filename).name if error.filename else "."
        return Fault(name, 0, "file", error.strerror or "unreadable", "a readable file")


def _files(folder: Path) -> list[Path]:
    return [*folder.glob("tables/*.csv"), *folder.glob("layers/*.*")]


def _copy(folder: Path, to: Path) -> None:
    for part in ("tables", "layers"):
        (to / part).mkdir()
    for path in _files(folder):
        shutil.copyfile(path, to / path.relative_to(folder))


def _few(faults: tuple[Fault, ...]) -> str:
    return " | ".join(told(faults)[:3])


def _remove(shelf: Path, owner: int) -> None:
    if os.getpid() == owner:  # workers inherit the wish to tidy up, but the shelf is their parent's
        shutil.rmtree(shelf, ignore_errors=True)
