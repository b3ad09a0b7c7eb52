"""What is wrong with a record, said so that it can be mended."""

from dataclasses import dataclass

LONGEST = 300  # characters; a quote never closed may swallow half a table


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """One thing wrong at one spot.

    ``file`` is relative to the record's folder, ``line`` counts from 1 (1 is the header; 0 means the whole
    file) and ``column`` is the name of the column, or a word for a thing that has none.
    """

    file: str
    line: int
    column: str
    found: str
    allowed: str

    def __str__(self) -> str:
        """One line: ``file:line:column: what was found, what is allowed``."""
        return f"{self.file}:{self.line}:{self.column}: found {_on_one_line(self.found)}; allowed: {self.allowed}"


def _on_one_line(text: str) -> str:
    """Short, and with escapes for line breaks and whatever else cannot be seen."""
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in short)


class ExportError(ValueError):
    """A file cannot be written; the text says why, and what is allowed."""


class RecordError(ValueError):
    """The record cannot be used; ``faults`` says why, each once, sorted by file and line."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))
