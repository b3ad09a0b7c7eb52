"""How far a file is: written by whoever makes it, read by whichever worker the page happens to ask."""

import atexit
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

TICKET = re.compile(r"[0-9a-f]{16}")
"""What the page calls its wish; drawn by chance, so that nobody reads another's progress."""


class Board:
    """A folder with a slip for every file under way. Make it before the workers are forked: they share it."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="progress-"))
        atexit.register(_remove, self._folder, os.getpid())

    def slip(self, ticket: str) -> Path | None:
        """Where the progress of a wish is written; None if it bears no ticket of ours."""
        return self._folder / ticket if TICKET.fullmatch(ticket) else None

    def told(self, ticket: str) -> tuple[int, int] | None:
        """How many sheets are done, and of how many; None if nothing is under way."""
        slip = self.slip(ticket)
        with suppress(OSError, ValueError):
            done, of = map(int, slip.read_text().split()) if slip else ()
            return done, of
        return None


def teller(slip: Path | None) -> Callable[[int, int], None]:
    """Writes progress on a slip, if there is one."""

    def tell(done: int, of: int) -> None:
        if slip:
            with suppress(OSError):
                slip.write_text(f"{done} {of}")

    return tell


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
