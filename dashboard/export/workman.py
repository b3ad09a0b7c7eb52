"""The process in which files are made: ``python -m dashboard.export.workman LINE FOLDER``, started by a workshop.

It works at a lower priority than those who answer readers, may hold only so much memory, and is the first to go
where memory runs out. Finished files are kept while there is room, so that a sheet that many ask for is made once.
It ends when nobody asked for a while, when a long deck has left it large, or when the worker at the other end is gone.
"""

import errno
import logging
import os
import resource
import shutil
import sys
import tempfile
import traceback
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.asked.refusal import Refusal
from dashboard.export.files import make
from dashboard.export.order import KINDS, OrderError, marked_name, slug
from dashboard.export.progress import teller
from dashboard.export.request import Request
from dashboard.export.story_file import story_file
from dashboard.export.workshop import Answer, Job
from dashboard.text import Text
from geodata import export
from geodata.export import ExportError
from geodata.files import Files
from geodata.record import Record, from_files

log = logging.getLogger(__name__)

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
NICENESS = 10
MOST_MEMORY = 3 << 30
"""Bytes of data that this process may reserve: 1.2 GB are reserved by the libraries and hardly used, a deck of every
month takes 0.7 GB more."""
LARGE = 400 << 20
"""Bytes of memory in use after a job from which on it is better to begin anew than to keep them."""
FIRST_TO_GO = "1000"
REST = 600
"""Seconds without a job after which the process ends."""
MOST_KEPT = 24 * 2**20
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

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._records: OrderedDict[str, Record] = OrderedDict()

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
                log.exception("no room to make a file")
                return Answer(503, said=text("there is no room on the server to make the file; try again later"))
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


def work(line: Connection, rest: float = REST) -> None:
    """Do the jobs that come over a line until it is cut, nothing has come for some seconds, or memory has grown."""
    workman = Workman()
    while in_use() < LARGE and line.poll(rest):
        try:
            contents, job = line.recv()
        except EOFError:
            return
        line.send(workman.answer(contents, job))


def in_use() -> int:
    """Bytes of memory that this process uses."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def main(line: int, folder: str) -> None:
    """Work at the end of a line that was handed down, modestly, putting aside what must be in a folder of its own."""
    os.nice(NICENESS)
    tempfile.tempdir = os.environ["TMPDIR"] = folder
    with suppress(OSError):  # not everywhere may it be said
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO)
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    try:
        work(Connection(line))
    except BrokenPipeError:
        sys.exit(1)
    finally:  # whoever started it may be gone, and cannot tidy up after it
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
