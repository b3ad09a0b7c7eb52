"""Which records are let in: each is tried once, by a process of its own (see :mod:`dashboard.web.trial`).

What makes files is loaded there and never here: a server does without it.
"""

import json
import os
import subprocess
import sys
from contextlib import suppress
from hashlib import sha256

from dashboard.agreed.edition import CHECKOUT, edition_of
from dashboard.hosting.live import Undecided
from dashboard.hosting.state_folder import StateFolder
from geodata.faults import Fault, RecordError
from geodata.record import Record

TRIED_BY = "dashboard.web.trial"
PATIENCE = 300.0
"""Seconds that a trial may take; that of our record takes five or so."""
MOST_MARKS = 200


class Admission:
    """Has records tried out, each once: what passed is remembered in the state folder."""

    def __init__(self, state: StateFolder) -> None:
        self._state = state
        self._marks = state.root / "tried"

    def __call__(self, record: Record) -> None:
        """Try a record out in a process of its own; RecordError, or Undecided, if it did not pass."""
        try:
            mark = self._marks / f"{record.digest}-{_edition()}"
            if mark.is_file():
                return
        except OSError as error:  # the program itself was moved away
            raise Undecided(str(error)) from error
        faults = self._found(record)
        if faults:
            raise RecordError(faults)
        with suppress(OSError):
            self._marks.mkdir(exist_ok=True, mode=0o700)
            marks = sorted(self._marks.iterdir(), key=lambda one: one.stat().st_mtime)
            for old in marks[:-MOST_MARKS]:
                old.unlink()
            mark.touch()

    def _found(self, record: Record) -> list[Fault]:
        command = [sys.executable, "-m", TRIED_BY]
        drafts = self._state.part("drafts")
        place = {"TMPDIR": str(drafts)} if drafts.is_dir() else {}
        try:
            done = subprocess.run(
                command,
                input=record.files.packed(),
                capture_output=True,
                cwd=CHECKOUT,
                env=os.environ | place,
                timeout=PATIENCE,
                process_group=0,
                check=False,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise Undecided(str(error)) from error
        if done.returncode:
            last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
            raise Undecided(f"the process that tried it ended with {done.returncode} {last}".strip())
        try:
            return [Fault(**told) for told in json.loads(done.stdout)]
        except (ValueError, TypeError) as error:
            raise Undecided(f"the process that tried it said {done.stdout[:80]!r}") from error


def _edition() -> str:
    """What changes with the program or what it runs on: a record that passed is tried again by another one."""
    return sha256(f"{sys.prefix}\0{edition_of(CHECKOUT)}".encode()).hexdigest()[:12]
