"""Files are made in a process of their own, so that no reader of the map waits for one.

Making a file takes up to a minute of a processor and a good deal of memory. A worker therefore only asks for it: the
foreman (:mod:`dashboard.export.foreman`) gives each job to a workman (:mod:`dashboard.export.workman`), one of a worker
at a time behind a gate. If a workman dies, that job is lost and nothing else; the next one goes to another.
"""

import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.asked.story import Story
from dashboard.export.foreman import AbsentError, Foreman
from dashboard.export.gate import BusyError, Gate
from dashboard.export.order import Order
from dashboard.export.progress import Folder
from dashboard.text import Text
from geodata.files import Files
from geodata.record import Record

PATIENCE = 150
"""Seconds after which a workman is taken to be stuck; a deck of every month takes a good part of a minute."""
HEARTBEAT = 2
"""Seconds between looks at whether a workman at work has been stopped."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be made from a record."""

    record: str
    """Digest of the record."""
    kind: str
    """Of a brief: see :mod:`dashboard.export.files`; or of the whole record: ``gpkg``, ``zip``."""
    order: Order | None = None
    """Of a brief; None for the whole record."""
    every: str = ""
    """The steps of a deck; empty for a single sheet."""
    marking: str = ""
    """Of the whole record; a brief has its own."""
    story: Story | None = None
    """Of views in an order of the reader's; the order then says language, marking and address."""
    slip: Path | None = field(default=None, compare=False)
    """Where to write how far it is."""
    lang: str = field(default="en", compare=False)
    """In which to say why there is no file."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A file, or why there is none."""

    status: int
    """As of HTTP: 200, or 400 (not understood), 500 (our fault), 503 (come again)."""
    file: bytes = b""
    name: str = ""
    media_type: str = ""
    said: str = ""
    """Why there is no file."""
    trace: str = ""
    """Where that is to be looked into by who looks after the server."""


class Workshop:
    """Where a worker asks for files. Any thread may ask."""

    def __init__(self, gate: Gate, state: Folder | None = None) -> None:
        self._gate, self._state = gate, state
        self._lock = threading.Lock()
        self._foreman: Foreman | None = None
        self.workman: int | None = None
        """The number of the process that had the latest job."""

    def open(self, record: Record) -> None:
        """Have workmen at hand for all processes that will be forked from this one, which has begun no thread yet."""
        self._foreman = Foreman.forked(record)

    def answer(self, record: Record, job: Job) -> Answer:
        """Have a job done.

        Raises
        ------
        BusyError
            If it cannot be done now: too many wait, or the workman died over it.
        """
        with self._gate.turn(), self._lock:
            with suppress(_NotBegunError):
                return self._done(record, job)
            return self._done(record, job)

    def _done(self, record: Record, job: Job) -> Answer:
        workman = self._hired()
        self.workman = workman.number
        try:
            return workman.do(record.files, job)
        except (OSError, EOFError) as fault:
            raise BusyError(_unfinished) from fault
        finally:
            workman.leave()

    def _hired(self) -> "_Workman":
        """A workman for a job, of a new foreman where there is none or it does not answer."""
        drafts = self._state.part("drafts") if self._state else None
        drafts = drafts if drafts and drafts.is_dir() else None
        try:
            if self._foreman:
                with suppress(AbsentError):
                    return _Workman(self._foreman, drafts)
            self._foreman = Foreman.started()
            return _Workman(self._foreman, drafts)
        except (EOFError, ConnectionError) as fault:  # the foreman was ended over it, or has no room for a process
            raise _NotBegunError(_unstarted) from fault
        except (AbsentError, OSError) as fault:  # no room for a process, a line or a folder
            raise BusyError(_unstarted) from fault


class _NotBegunError(BusyError):
    """Who was to do a job was gone before it was begun: nothing is lost, another can do it."""


class _Workman:
    """Who does a job: his process, the line to him, and a folder for what he puts aside."""

    def __init__(self, foreman: Foreman, drafts: Path | None) -> None:
        """Have one begin; fails as asking a foreman does, or with OSError where there is no room for a folder."""
        self._folder = tempfile.mkdtemp(prefix="files-", dir=drafts)
        try:
            self._line, self.number = foreman.workman(self._folder)
        except (AbsentError, OSError, EOFError):
            shutil.rmtree(self._folder, ignore_errors=True)
            raise

    def leave(self) -> None:
        """Hang up, and see to it that nothing is left of the job."""
        self._line.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def do(self, files: Files, job: Job) -> Answer:
        """Have a job done; _NotBegunError if the process was gone or stuck from the first, else OSError or EOFError.

        A record is larger than what a line holds: telling it waits for whoever listens, as hearing does.
        """
        done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(done,))
        watch.start()
        try:
            with _before_it_begins():
                self._line.recv()
            self._line.send(({**files.contents}, job))
            return self._line.recv()
        finally:
            done.set()
            watch.join()

    def _watch(self, done: threading.Event) -> None:
        """End the process if it is stopped, or has not done its job in time."""
        late = time.monotonic() + PATIENCE
        while not done.wait(max(0.0, min(HEARTBEAT, late - time.monotonic()))):
            if time.monotonic() >= late or _is_stopped(self.number):
                with suppress(ProcessLookupError):
                    os.kill(self.number, signal.SIGKILL)
                return


@contextmanager
def _before_it_begins() -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError) as fault:
        raise _NotBegunError(_unfinished) from fault


def _unstarted(text: Text) -> str:
    return text("the process that makes files does not start")


def _unfinished(text: Text) -> str:
    return text("the file was not finished, its process ended; try again")


def _is_stopped(number: int) -> bool:
    """Whether a process was stopped, and does nothing until it is told to go on; no where the system does not tell."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] in "Tt"
    except OSError:
        return False
