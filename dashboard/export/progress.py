"""How far a file is: written by whoever makes it, read by whichever worker the page happens to ask."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

TICKET = re.compile(r"[0-9a-f]{16}")
"""What the page calls its wish; drawn by chance, so that nobody reads another's progress."""


class Folder(Protocol):
    """What several processes keep together."""

    def part(self, name: str) -> Path:
        """A folder within it, made if that can be."""


class Board:
    """Slips for every file under way, in a folder that all workers share. Where it cannot be used, nothing is told."""

    def __init__(self, state: Folder) -> None:
        self._state = state

    def slip(self, ticket: str) -> Path | None:
        """Where the progress of a wish is written; None if it bears no ticket of ours."""
        return self._state.part("progress") / ticket if TICKET.fullmatch(ticket) else None

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
