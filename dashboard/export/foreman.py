"""The foreman: the process from which workmen are forked, and which gives each job to one who rests.

Loading what draws takes a second and a hundred megabytes. A server has a foreman forked from itself before it answers
anybody; that loads it, once, beside those who answer, and draws a sheet, so that what is the same on all days is worked
out. A workman then begins within hundredths of a second, and shares what neither changes with the others and with the
server. Whoever rested last is the first to get a job, so that there are no more workmen than jobs at once.

The foreman has one thread, does no job, and ends when all who might ask are gone. Where there is none, a workshop
starts one of its own: ``python -m dashboard.export.foreman LINE``.
"""

import gc
import logging
import os
import pkgutil
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Self

from geodata.record import Record

log = logging.getLogger(__name__)

CHECKOUT = Path(__file__).parents[2]
PYTHON = Path(sys.executable).parent.resolve() / Path(sys.executable).name
"""This very Python, even when the link by which it was started has come to lead to another release."""
WORKMAN = "dashboard.export.workman"
"""The module of workmen, which loads all that draws: nothing that answers readers may import it."""
NICENESS = 10
FIRST_TO_GO = "1000"
MOST_MEMORY = 3 << 30
"""Bytes of data that a workman may reserve: 1.2 GB are reserved by the libraries and hardly used, a deck of every
month takes 0.7 GB more."""
REST = 60
"""Seconds without a job after which a workman ends."""
SLOWEST_ANSWER = 20
"""Seconds after which a foreman who sends no workman is taken to be stuck."""
SLOWEST_START = 90
"""The same of one that was never asked: it first loads all that draws, at a low priority."""
FAREWELL = 10
"""Seconds that a foreman of a workshop's own has to end."""
LONGEST_NAME = 4096
TAKEN = "taken"
"""What a workman says first to who asked: a job that he was given while he died is lost before that."""
FREE = b"."
"""What a workman says who can be given another job."""


class AbsentError(Exception):
    """There is no foreman, or it does not answer."""


class Foreman:
    """The line to a foreman, which any number of processes may share."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._has_loaded = False
        weakref.finalize(self, line.close)

    @classmethod
    def forked(cls, record: Record) -> Self:
        """A fork of this process, which must not have begun any thread; its workmen know the record."""
        ours, theirs = _pair()

        def work() -> None:
            ours.close()
            os.setpgid(0, 0)  # an interrupt at the terminal is for the server, whose end is the foreman's
            lead(theirs, [record])

        with theirs:
            _fork(work)
        return cls(ours)

    @classmethod
    def started(cls) -> Self:
        """One that begins from nothing, and ends with what asked for it; OSError if there is no room for it."""
        ours, theirs = _pair()
        with theirs:
            process = subprocess.Popen(
                [PYTHON, "-m", "dashboard.export.foreman", str(theirs.fileno())],
                cwd=CHECKOUT,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                process_group=0,
            )
        foreman = cls(ours)
        weakref.finalize(foreman, _end, ours, process)
        return foreman

    def workman(self, folder: str) -> tuple[Connection, int]:
        """The line to a workman for one job, who puts things aside in a folder, and the number of his process.

        Raises
        ------
        AbsentError
            If the foreman is gone or stuck.
        EOFError, OSError
            If there is no room for another process or line.
        """
        ours, theirs = socket.socketpair()
        line = Connection(ours.detach())
        with theirs:
            try:
                socket.send_fds(self._line, [folder.encode()], [theirs.fileno()], socket.MSG_DONTWAIT)
            except OSError as fault:
                raise AbsentError from fault
        if not line.poll(SLOWEST_ANSWER if self._has_loaded else SLOWEST_START):
            raise AbsentError
        self._has_loaded = True
        return line, line.recv()


def _pair() -> tuple[socket.socket, socket.socket]:
    """A line for whole messages, which may come from several processes."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def _end(line: socket.socket, process: subprocess.Popen[bytes]) -> None:
    line.close()
    try:
        process.wait(FAREWELL)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


# In the process of the foreman

Begin = Callable[[socket.socket, Sequence[Record]], None]


def lead(line: socket.socket, records: Sequence[Record] = ()) -> None:
    """Give every job that comes to a workman, until nobody is left who could ask."""
    _yield_to_readers()
    _call_oneself("foreman")
    begin, prepare = (pkgutil.resolve_name(f"{WORKMAN}:{name}") for name in ("begin", "prepare"))
    for record in records:
        prepare(record)
    gc.collect()
    gc.freeze()  # so that what workmen share stays shared
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    crew = _Crew(line, begin, records)
    while crew.has_heard():
        pass


@dataclass(eq=False, slots=True)
class _Hand:
    """A workman as the foreman knows him."""

    number: int
    line: socket.socket
    folder: str = ""
    """In which he puts things aside, while he has a job."""
    rested: float = inf
    """Since when he has none."""

    def fileno(self) -> int:
        """By which he can be waited for."""
        return self.line.fileno()

    def give(self, folder: str, job: int) -> None:
        """Give him the line of a job; OSError if he is gone."""
        socket.send_fds(self.line, [folder.encode()], [job])
        self.folder, self.rested = folder, inf


class _Crew:
    """All workmen of a foreman."""

    def __init__(self, line: socket.socket, begin: Begin, records: Sequence[Record]) -> None:
        self._line, self._begin, self._records = line, begin, records
        self._hands: list[_Hand] = []

    def has_heard(self) -> bool:
        """Wait until somebody says something, and do what follows; whether there is anybody left who could ask."""
        ready = wait([self._line, *self._hands], REST)
        for hand in self._hands[:]:
            if (hand in ready and not self._is_free(hand)) or time.monotonic() - hand.rested > REST:
                self._hands.remove(hand)
                hand.line.close()  # who rests ends by it
        if self._line not in ready:
            return True
        folder, jobs, _, _ = socket.recv_fds(self._line, LONGEST_NAME, 1)
        for job in jobs:
            with suppress(OSError):  # no more processes: who asked learns that too from the end of the line
                self._assign(folder.decode(), job)
            os.close(job)
        if not folder:
            self._dismiss()
        return bool(folder)

    def _is_free(self, hand: _Hand) -> bool:
        """Whether a workman who says something can be given a job; else he has ended."""
        with suppress(OSError):
            if hand.line.recv(len(FREE)):
                hand.folder, hand.rested = "", time.monotonic()
                return True
        return False

    def _assign(self, folder: str, job: int) -> None:
        """Say on the line of a job who does it, and give it to him: who rested last, or a new workman."""
        rested = [hand for hand in self._hands if hand.rested < inf]
        hand = max(rested, key=lambda one: one.rested) if rested else self._hired()
        with Connection(os.dup(job)) as asked:
            asked.send(hand.number)
        hand.give(folder, job)  # if he is gone by now, who asked learns it from the end of the line

    def _hired(self) -> _Hand:
        ours, theirs = _pair()

        def work() -> None:
            for line in (self._line, ours, *(hand.line for hand in self._hands)):
                line.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _call_oneself("workman")
            self._begin(theirs, self._records)

        with theirs:
            hand = _Hand(_fork(work), ours)
        self._hands.append(hand)
        return hand

    def _dismiss(self) -> None:
        """End who works for nobody any more, with what he has put aside; who rests ends by himself."""
        for hand in self._hands:
            if hand.folder:
                os.kill(hand.number, signal.SIGKILL)
                shutil.rmtree(hand.folder, ignore_errors=True)


def _fork(work: Callable[[], None]) -> int:
    """Have a process of its own do something and end, and say its number; OSError if there can be none."""
    if number := os.fork():
        return number
    try:
        work()
    except Exception:
        log.exception("a process that makes files failed")
    finally:
        os._exit(0)  # nothing of what was forked goes on


def _call_oneself(name: str) -> None:
    """Say what this process is, for who looks at the list of processes."""
    with suppress(OSError):
        Path("/proc/self/comm").write_text(name)


def _yield_to_readers() -> None:
    """Work at a lower priority than those who answer, hold only so much memory, and be the first to go without."""
    os.nice(NICENESS)
    with suppress(OSError):  # not everywhere may it be said
        Path("/proc/self/oom_score_adj").write_text(FIRST_TO_GO)
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))


if __name__ == "__main__":
    lead(socket.socket(fileno=int(sys.argv[1])))
