"""Files are made in a process of their own, so that no reader of the map waits for one.

Making a file takes up to a minute of a processor and a good deal of memory. A worker therefore only asks for it:
its workman (:mod:`dashboard.export.workman`) is started with the first job, does one at a time behind a gate, and
ends by itself when it has had nothing to do for a while. If it dies, that job is lost and nothing else; the next one
gets a new workman.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from dashboard.asked.story import Story
from dashboard.export.gate import BusyError, Gate
from dashboard.export.order import Order
from dashboard.export.progress import Folder
from geodata.files import Files
from geodata.record import Record

CHECKOUT = Path(__file__).parents[2]
PYTHON = Path(sys.executable).parent.resolve() / Path(sys.executable).name
"""This very Python, even when the link by which it was started has come to lead to another release."""
PATIENCE = 150
"""Seconds after which a workman is taken to be stuck; a deck of every month takes a good part of a minute."""
HEARTBEAT = 2
"""Seconds between looks at whether a workman at work has been stopped."""
FAREWELL = 10
"""Seconds that a workman has to end by itself."""


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


class Workshop:
    """Where a worker asks for files. Any thread may ask."""

    def __init__(self, gate: Gate, state: Folder | None = None) -> None:
        self._gate, self._state = gate, state
        self._lock = threading.Lock()
        self._workman: _Workman | None = None

    def answer(self, record: Record, job: Job) -> Answer:
        """Have a job done.

        Raises
        ------
        BusyError
            If it cannot be done now: too many wait, or the workman died over it.
        """
        with self._gate.turn(), self._lock:
            for _ in range(2):  # the first may be about to go to rest
                workman = self._workman if self._workman and self._workman.is_there else _hired(self._drafts())
                self._workman = workman
                with suppress(OSError, EOFError):
                    return workman.do(record.files, job)
                self._workman = None
                if workman.end() != 0:
                    raise BusyError(lambda text: text("the file was not finished, its process ended; try again"))
            raise BusyError(lambda text: text("the process that makes files does not start"))

    def _drafts(self) -> Path | None:
        drafts = self._state.part("drafts") if self._state else None
        return drafts if drafts and drafts.is_dir() else None

    @property
    def workman(self) -> int | None:
        """The number of the process, if there is one."""
        return self._workman.number if self._workman else None


def _hired(drafts: Path | None) -> "_Workman":
    try:
        return _Workman(drafts)
    except OSError as fault:  # no more processes, open files or room
        raise BusyError(lambda text: text("the process that makes files does not start")) from fault


class _Workman:
    """A process that makes files, the line to it, and a folder of its own for what it puts aside.

    Gone at the latest when this process ends, with all that it has started and written.
    """

    def __init__(self, drafts: Path | None) -> None:
        folder = tempfile.mkdtemp(prefix="files-", dir=drafts)
        ours, theirs = socket.socketpair()
        with theirs:
            command = [PYTHON, "-m", "dashboard.export.workman", str(theirs.fileno()), folder]
            process = subprocess.Popen(
                command,
                cwd=CHECKOUT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                process_group=0,  # an interrupt at the terminal is for the server, which then ends the workman
            )
        self.number = process.pid
        self._process = process
        self._line = Connection(ours.detach())
        self.end = weakref.finalize(self, _end, process, self._line, folder)

    @property
    def is_there(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def do(self, files: Files, job: Job) -> Answer:
        """Have a job done; OSError or EOFError if the process is gone or stuck.

        A record is larger than what a line holds: telling it waits for whoever listens, as hearing does.
        """
        done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(done,))
        watch.start()
        try:
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
                    os.killpg(self.number, signal.SIGKILL)
                return


def _is_stopped(number: int) -> bool:
    """Whether a process was stopped, and does nothing until it is told to go on; no where the system does not tell."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] in "Tt"
    except OSError:
        return False


def _end(process: subprocess.Popen[bytes], line: Connection, folder: str) -> int:
    """Hang up, which ends a workman at rest, and see to it that nothing of it is left; how it ended (0: by itself)."""
    line.close()
    try:
        return process.wait(FAREWELL)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
