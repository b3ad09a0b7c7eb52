"""The process in which files are made, forked by a foreman (:mod:`dashboard.export.foreman`) for a workshop.

Finished files are kept while there is room, so that a sheet that many ask for is made once. It ends when a job has
left it large, or when the foreman has no more work.
"""

import ctypes
import errno
import os
import shutil
import socket
import tempfile
import traceback
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.asked.refusal import Refusal
from dashboard.asked.state import ViewState
from dashboard.export.files import make
from dashboard.export.foreman import FREE, LONGEST_NAME, TAKEN
from dashboard.export.order import KINDS, Order, OrderError, marked_name, slug
from dashboard.export.progress import teller
from dashboard.export.request import Request
from dashboard.export.story_file import story_file
from dashboard.export.workshop import Answer, Job
from dashboard.text import Text
from geodata import export
from geodata.export import ExportError
from geodata.files import Files
from geodata.record import Record, from_files

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
LARGE = 160 << 20
"""Bytes of memory of its own after a job from which on a workman ends: to begin anew takes less than to keep them."""
MOST_KEPT = 8 * 2**20
"""Bytes of finished files that are kept ready."""
MOST_RECORDS = 2
WHOLE = {
    "gpkg": "application/geopackage+sqlite3",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The kinds of file that hold the whole record, with their media type."""


class Shelf:
    """Finished files, the latest asked for, up to a number of bytes."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._files: OrderedDict[object, bytes] = OrderedDict()
        self._most = most

    def get(self, key: object) -> bytes | None:
        """A file, if it is kept."""
        if key in self._files:
            self._files.move_to_end(key)
        return self._files.get(key)

    def put(self, key: object, file: bytes) -> None:
        """Keep a file, and let go of those asked for longest ago."""
        self._files[key] = file
        while sum(map(len, self._files.values())) > self._most:
            self._files.popitem(last=False)


class Workman:
    """Does one job after the other; keeps the last records and the last files."""

    def __init__(self, records: Sequence[Record] = ()) -> None:
        self._shelf = Shelf()
        self._records = OrderedDict((record.digest, record) for record in records)

    def answer(self, contents: Mapping[str, bytes], job: Job) -> Answer:
        """The file, or in words why there is none."""
        text = Text(job.lang)
        try:
            record = self._record(contents, job.record)
            file = self._shelf.get(job)
            if file is None:
                file = self._made(record, job)
                self._shelf.put(job, file)
            return Answer(200, file, _name(record, job), (WHOLE | KINDS)[job.kind])
        except Refusal as fault:
            return Answer(400 if isinstance(fault, OrderError) else 503, said=fault.said(text))
        except MemoryError:
            return Answer(503, said=text("the file needs more memory than there is"))
        except Exception as fault:  # told where it can be logged with the request
            if isinstance(fault, ExportError) or getattr(fault, "errno", None) in NO_ROOM:
                said = text("there is no room on the server to make the file; try again later")
                return Answer(503, said=said, trace=traceback.format_exc())
            return Answer(500, said=traceback.format_exc())

    def _record(self, contents: Mapping[str, bytes], digest: str) -> Record:
        if digest not in self._records:
            self._records[digest] = from_files(Files.of(contents))
            while len(self._records) > MOST_RECORDS:
                self._records.popitem(last=False)
        return self._records[digest]

    def _made(self, record: Record, job: Job) -> bytes:
        if job.order is not None and job.story is not None:
            return story_file(record, job.story, job.order, job.kind, teller(job.slip))
        if job.order is not None:
            return make(record, Request.of(job.order, job.kind, job.every), teller(job.slip))
        with TemporaryDirectory() as folder:
            out = Path(folder, _name(record, job))
            export.write(record, out, marking=job.marking)
            return out.read_bytes()


def _name(record: Record, job: Job) -> str:
    if job.order is None:
        return marked_name(f"northern-mali-control-{record.digest}.{job.kind}", job.marking)
    if job.story is not None:
        told = f"{slug(job.story.title) or 'story'}{job.order.look_in_name}_{job.order.state.lang}"
        return f"{told}_{record.digest}.{job.kind}"
    return Request.of(job.order, job.kind, job.every).name(record)


def begin(foreman: socket.socket, records: Sequence[Record] = ()) -> None:
    """Do the jobs that a foreman gives, one at a time, until there are no more or memory has grown.

    Who asked may be gone at any moment, and the foreman too: there is nobody then whom to tell.
    """
    workman, is_small = Workman(records), True
    with suppress(ConnectionError):
        while is_small:
            folder, [*lines], _, _ = socket.recv_fds(foreman, LONGEST_NAME, 1)
            if not folder:
                return
            tempfile.tempdir = os.environ["TMPDIR"] = folder.decode()
            with Connection(*lines) as line:
                with suppress(OSError):
                    line.send(TAKEN)
                answer = _answered(line, workman)
                is_small = in_use() < LARGE
                if is_small:
                    foreman.send(FREE)  # before the answer: who has that may ask again at once
                with suppress(OSError):
                    line.send(answer)
            del answer
            shutil.rmtree(folder, ignore_errors=True)
            give_back()


def _answered(line: Connection, workman: Workman) -> Answer | None:
    """The answer to what is asked over a line; None if it is cut, be it in the middle of a word."""
    with suppress(OSError, EOFError):
        asked = line.recv()
        return workman.answer(*asked)
    return None


def in_use() -> int:
    """Bytes of memory that this process shares with no other."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Private_"))


def give_back() -> None:
    """Give memory that is free back to the system, where its library does not do so by itself."""
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)


def prepare(record: Record) -> None:
    """Work out what all sheets of a record share, by drawing one; not by typst, whose threads no fork would have."""
    with suppress(Exception):  # what cannot be drawn is told to who asks for it
        make(record, Request.of(Order(ViewState()), "svg"))
    give_back()
