"""The record as it is served: watched, replaced whole, and never by a bad or half-written one.

The folder an administrator edits is looked at every few seconds. A change that two looks in a row find the same is
read into memory, validated and tried out; only a sound record is served, and from memory, so that nothing that
happens to the folder afterwards reaches a reader. What one worker took it puts on a shelf in the state folder, from
which the others take it; a worker started later serves the newest even while the folder is damaged, or, where the
shelf is gone, what its parent holds. Nothing a reader asks for waits for the folder: where looking at it hangs, the
age of the last look tells.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dashboard.hosting.past import Past
from dashboard.hosting.state_folder import StateFolder
from geodata.editions import Edition
from geodata.faults import Fault, RecordError
from geodata.files import Files, Survey, left_out, read_files, survey
from geodata.incidents.keeping import Imported
from geodata.record import Record, from_files

SECONDS_BETWEEN_LOOKS = 3.0
SECONDS_TOO_LONG, SECONDS_TOO_LONG_AT_WORK = 60.0, 600.0
"""Age of the last look from which on the watch is taken to hang: while it waits for the folder, and while it
validates or tries out what it found there."""
SECONDS_BEFORE_TRYING_AGAIN = 60.0
"""After a record could not be tried out, for no fault of its own."""
MOST_SHELVED = 4
"""Records kept: more than any worker can be behind the others."""
MOST_SAID = 20
"""Faults that are told of a damaged folder; the command line tells all of them."""
MOST_DERIVED = 4
"""Records of which is kept what was worked out: the one that is served, and some earlier ones that are asked for."""
SHELF = "records"
NOT_TRIED = "a record that passes its checks could not be tried out"

log = logging.getLogger(__name__)
Derived = TypeVar("Derived")


class Undecided(Exception):
    """A record could not be tried out, and for no fault that is known to be its own; the text says why."""


Trial = Callable[[Record], None]
"""Makes from a record what is made from it while it is served; RecordError if that cannot be done."""


@dataclass(frozen=True, slots=True)
class Health:
    """Whether what is served is what the folder holds, and whether the server has what it needs."""

    digest: str
    faults: tuple[Fault, ...] = ()
    """Why what the folder holds is not served."""
    troubles: tuple[str, ...] = ()
    """What is wrong with the server itself: the state folder, the watch."""
    left_out: tuple[str, ...] = ()
    """Names beside the record's files that are not the record's; some of them if there are many."""
    seconds_since_look: float = 0.0

    @property
    def is_degraded(self) -> bool:
        """Whether the folder holds something that cannot be served."""
        return bool(self.faults)

    @property
    def is_well(self) -> bool:
        """Whether there is nothing that somebody should look after."""
        return not self.faults and not self.troubles


def untried(_: Record) -> None:
    """No trial: a record that passes its checks is served."""


class LiveRecord:
    """The newest sound record of a folder. Ask for ``record`` once per answer: the next may be another one."""

    def __init__(self, folder: Path, state: StateFolder, trial: Trial = untried, past: Past | None = None) -> None:
        """Read the record once; raise RecordError if it is not sound."""
        self._folder, self.state, self._trial, self._past = folder, state, trial, past
        self._swapping = threading.Lock()
        self._before: Record | None = None
        self._seen: Survey | None = None
        self._refused: Survey | None = None
        self._faults: tuple[Fault, ...] = ()
        self._undecided, self._not_before = "", 0.0
        self._record = self._sound(survey(folder))
        self._unfit = ""
        self._looked, self._is_at_work = time.monotonic(), False
        self._imported = Imported.of(folder)
        self._left_out: tuple[str, ...] = ()
        self._number = 0
        self._shelve()
        self._keep()
        self._tell_left_out()

    @property
    def record(self) -> Record:
        """The record to answer from now."""
        return self._record

    @property
    def imported(self) -> Imported:
        """What was imported beside the record, as of the last look."""
        return self._imported

    @property
    def health(self) -> Health:
        """How the record that is served stands to the folder, and the server to what it needs. Asks no disk."""
        age = time.monotonic() - self._looked
        is_late = age > (SECONDS_TOO_LONG_AT_WORK if self._is_at_work else SECONDS_TOO_LONG)
        hangs = f"the record's folder was last looked at {age:.0f} s ago" if is_late else ""
        kept = self._past.trouble if self._past else ""
        troubles = tuple(one for one in (self.state.trouble, self._undecided, self._unfit, hangs, kept) if one)
        return Health(self._record.digest, self._faults, troubles, self._left_out, round(age, 1))

    def of(self, digest: str) -> Record | None:
        """The record with a digest: the current one, the one before, one just arrived in another worker, or kept."""
        if self._record.digest != digest and any(one.endswith(f"-{digest}") for one in self.state.names(SHELF)):
            self.catch_up()
        at_hand = next((one for one in (self._record, self._before) if one and one.digest == digest), None)
        return at_hand or (self._past.record(digest) if self._past else None)

    def edition(self, digest: str) -> Edition | None:
        """What is known of a kept edition."""
        return self._past.named(digest) if self._past else None

    @property
    def editions(self) -> list[Edition]:
        """The editions that are kept, the first that was served first."""
        return self._past.editions.all() if self._past else []

    def kept(self, work: Callable[[Record], Derived]) -> Callable[[Record], Derived]:
        """A function of the record that is worked out once for each, and forgotten with it."""
        results: dict[str, Derived] = {}

        def result(record: Record) -> Derived:
            if record.digest not in results:
                results[record.digest] = work(record)
                for old in list(results)[:-MOST_DERIVED]:
                    results.pop(old, None)
            return results[record.digest]

        return result

    def look(self) -> None:
        """Look at the folder once; take what it holds when two looks found the same."""
        self.state.check()
        self._shelve_again()
        self.catch_up()
        self._keep()
        found = survey(self._folder)
        self._imported = Imported.of(self._folder)
        self._tell_left_out()
        self._looked, self._is_at_work = time.monotonic(), True
        try:
            self._take(found)
        finally:
            self._looked, self._is_at_work = time.monotonic(), False

    def _take(self, found: Survey) -> None:
        """Take what was found, or say why not."""
        if found == Survey(self._record.digest):
            self._seen, self._refused, self._faults, self._undecided = found, None, (), ""
        elif found != self._seen:
            self._seen, self._not_before = found, 0.0
        elif found != self._refused and time.monotonic() >= self._not_before:
            self._try(found)

    def catch_up(self) -> None:
        """Serve the newest record on the shelf, put there by any worker, if it is newer than ours."""
        names = self.state.names(SHELF)
        if not names or (number := _number(names[-1])) <= self._number:
            return
        pack = self.state.read(f"{SHELF}/{names[-1]}")
        if pack is None:
            return
        with self._swapping:
            try:
                files = Files.unpacked(pack)
                if not names[-1].endswith(f"-{files.digest}"):
                    raise RecordError([Fault(".", 0, "pack", files.digest, names[-1])])
                if number > self._number and files.digest != self._record.digest:
                    self._swap(from_files(files))
                self._number = max(number, self._number)
            except RecordError as error:  # a damaged copy is none; whoever put it there puts it again
                log.error("a copy in the state folder is damaged and was removed: %s", error)
                self.state.remove(f"{SHELF}/{names[-1]}")

    def watch(self, seconds: float = SECONDS_BETWEEN_LOOKS) -> None:
        """Look at the folder again and again in the background. Call in every process that answers."""
        try:
            self.catch_up()
        except Exception:  # what the parent holds is served, whatever is the matter with the shelf
            log.exception("taking the newest record from the state folder failed")
        self._looked = time.monotonic()
        threading.Thread(target=self._watch, args=(seconds,), name="record", daemon=True).start()
        threading.Thread(target=self._try_what_is_served, args=(seconds,), name="trial", daemon=True).start()

    def _watch(self, seconds: float) -> None:
        while True:
            time.sleep(seconds)
            try:
                self.look()
            except Exception:  # the watch must go on; what is served stays as it is
                log.exception("looking at the record failed")

    def _try(self, found: Survey) -> None:
        try:
            record = self._sound(found)
            with self.state.alone("trial") as is_alone:
                if not is_alone:
                    return  # another worker is at it; what it takes is on the shelf by the next look
                self.catch_up()
                if found != Survey(self._record.digest):
                    self._trial(record)
                    with self._swapping:
                        self._swap(record)
                        self._shelve()
        except RecordError as error:
            self._refused, self._faults, self._undecided = found, error.faults, ""
            log.error("record refused, still serving %s: %s", self._record.digest, _few(error.faults))
        except Undecided as error:
            self._undecided = f"{NOT_TRIED}: {error}"
            self._not_before = time.monotonic() + SECONDS_BEFORE_TRYING_AGAIN
            log.error("%s, still serving %s", self._undecided, self._record.digest)
        else:
            self._refused, self._faults, self._undecided = None, (), ""

    def _try_what_is_served(self, seconds: float) -> None:
        """Try out the record with which the server began, beside the watch: there was none to serve meanwhile.

        Who comes first is served first: a trial takes all of a processor for seconds.
        """
        began_with = self._record
        time.sleep(seconds)
        while self._record is began_with:
            with self.state.alone("trial") as is_alone:
                if is_alone and self.try_served():
                    return
            time.sleep(SECONDS_BEFORE_TRYING_AGAIN if is_alone else seconds)

    def try_served(self) -> bool:
        """Try out the record that is served and say what cannot be made from it; whether that could be decided."""
        record, self._unfit = self._record, ""
        try:
            self._trial(record)
        except RecordError as error:
            self._unfit = f"the record {record.digest} is served, but not all can be made from it: {error}"
        except Undecided as error:
            self._unfit = f"{NOT_TRIED}: {error}"
            log.error("%s; it is served", self._unfit)
            return False
        if self._unfit:
            log.error(self._unfit)
        return True

    def _sound(self, found: Survey) -> Record:
        """The record in the state in which it was found, validated."""
        try:
            files = read_files(self._folder)
            if files.digest != found.digest:
                raise RecordError([Fault(".", 0, "folder", "files that are still changing", "a folder at rest")])
            return from_files(files)
        except RecordError:
            raise
        except Exception as error:  # whatever a damaged file does to a reader, it is a fault of the record
            log.exception("reading the record failed")
            fault = Fault(".", 0, "folder", f"{type(error).__name__}: {error}", "a sound record")
            raise RecordError([fault]) from error

    def _swap(self, record: Record) -> None:
        log.info("record %s replaces %s", record.digest, self._record.digest)
        self._before, self._record, self._unfit = self._record, record, ""
        self._keep()

    def _keep(self) -> None:
        """See that what is served can be had again for ever."""
        if self._past:
            self._past.keep(self._record)

    def _shelve(self) -> None:
        """Put our record on the shelf as the newest."""
        names = self.state.names(SHELF)
        self._number = max([self._number, *map(_number, names)]) + 1
        self._put()
        for old in names[: -MOST_SHELVED + 1]:
            self.state.remove(f"{SHELF}/{old}")

    def _shelve_again(self) -> None:
        """Put our record back where it is gone from the shelf, unless there is a newer one."""
        if all(_number(name) < self._number for name in self.state.names(SHELF)) and self._put():
            self.state.heal("the copy of the record was gone from the state folder and was put back")

    def _put(self) -> bool:
        return self.state.write(f"{SHELF}/{self._number:09d}-{self._record.digest}", self._record.files.packed())

    def _tell_left_out(self) -> None:
        """Say once, whichever worker is the first, what lies beside the record's files."""
        self._left_out = tuple(left_out(self._folder))
        for name in self._left_out:
            if self.state.is_first(f"left-out-{name.encode().hex()[:200]}"):
                log.warning("not a file of the record, left out: %r", name)


def _number(name: str) -> int:
    number, _, _ = name.partition("-")
    return int(number) if number.isdecimal() else 0


def told(faults: tuple[Fault, ...]) -> list[str]:
    """The first faults in words, for those who look after the server."""
    said = [str(fault) for fault in faults[:MOST_SAID]]
    return said if len(faults) <= MOST_SAID else [*said, f"and {len(faults) - MOST_SAID} more: python -m geodata check"]


def _few(faults: tuple[Fault, ...]) -> str:
    return " | ".join(told(faults)[:3])
