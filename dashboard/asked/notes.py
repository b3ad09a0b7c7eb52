"""What a reader writes on a view: annotations with a place and days of their own, and the key message of the view.

They are the reader's and no part of the record. Pure values; how they travel is in
:mod:`dashboard.asked.notes_written`, how they are drawn in :mod:`dashboard.drawing.note_parts`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dashboard.text import Text
from geodata.dates import parse_any_day
from geodata.letters import hidden_sign, one_line, says_something

LONGEST_WORDS, LONGEST_MESSAGE = 120, 160
"""Letters of a note and of the key message: more could not be read on a slide."""
MOST_NOTES = 30
MOST_CORNERS = 30
DECIMALS = 3
"""Of a degree: about a hundred metres, finer than any position of the record."""
Position = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84)."""


class NoteKind(StrEnum):
    """What is drawn."""

    TEXT = "text"
    """Words at a position."""
    POINT = "point"
    """A position, and words at the end of an arm that leads to it."""
    ARROW = "arrow"
    """From one position to another."""
    CIRCLE = "circle"
    """About a position, through another."""
    OUTLINE = "outline"
    """Through corners, closed."""
    BRACKET = "bracket"
    """A stretch of days on an axis of time; it has no position."""


CORNERS = {
    NoteKind.TEXT: (1, 1),
    NoteKind.POINT: (2, 2),
    NoteKind.ARROW: (2, 2),
    NoteKind.CIRCLE: (2, 2),
    NoteKind.OUTLINE: (3, MOST_CORNERS),
    NoteKind.BRACKET: (0, 0),
}
"""How many positions a kind has at least and at most."""
WORDED = (NoteKind.TEXT, NoteKind.POINT, NoteKind.BRACKET)
"""The kinds that say nothing without words."""


class NoteError(ValueError):
    """What is no note; the message names what was found and what is allowed, in English as of a file's format."""


@dataclass(frozen=True, slots=True)
class Note:
    """One annotation."""

    kind: NoteKind
    at: tuple[Position, ...] = ()
    """Its positions; see :class:`NoteKind`."""
    words: str = ""
    """Plain text of one line, in any script; never read as markup."""
    first: date | None = None
    """The first day on which it is seen; None from the beginning."""
    last: date | None = None
    """The last day on which it is seen; None to the end."""

    def is_seen_on(self, day: date) -> bool:
        """Whether it is seen on a day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Notes:
    """All that a reader has written on a view."""

    message: str = ""
    """The key message, one sentence."""
    notes: tuple[Note, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.message or self.notes)

    def on(self, day: date) -> tuple[Note, ...]:
        """Those with a position that are seen on a day."""
        return tuple(note for note in self.notes if note.at and note.is_seen_on(day))


NO_NOTES = Notes()


def checked_note(kind: str, at: Sequence[Sequence[float]], words: str, first: str | None, last: str | None) -> Note:
    """A note of what somebody wrote.

    Raises
    ------
    NoteError
        If its kind, a position, its words or its days cannot stand.
    """
    if kind not in list(NoteKind):
        raise NoteError(f"kind: found {kind!r}; allowed: {', '.join(NoteKind)}")
    kind = NoteKind(kind)
    least, most = CORNERS[kind]
    if not least <= len(at) <= most:
        raise NoteError(f"{kind}: found {len(at)} positions; allowed: {least} to {most}")
    said = checked_words(words, LONGEST_WORDS)
    if kind in WORDED and not said:
        raise NoteError(f"{kind}: found no words; allowed: 1 to {LONGEST_WORDS} characters")
    days = _day(first), _day(last)
    if kind is NoteKind.BRACKET and None in days:
        raise NoteError("bracket: found no days; allowed: a first and a last")
    if None not in days and days[0] > days[1]:
        raise NoteError(f"days: found {first} … {last}; allowed: the first before the last")
    return Note(kind, tuple(map(_position, at)), said, *days)


def checked_words(words: str, longest: int) -> str:
    """Words in their one form: :func:`geodata.letters.one_line`.

    Raises
    ------
    NoteError
        If they are too long, say nothing, or hold what cannot be drawn on a line.
    """
    if not isinstance(words, str):
        raise NoteError("words: found no text; allowed: a text")
    plain = one_line(words)
    if len(plain) > longest:
        raise NoteError(f"words: found {len(plain)} characters; allowed: at most {longest}")
    if hidden := hidden_sign(plain):
        raise NoteError(f"words: found the sign U+{ord(hidden):04X}; allowed: printable characters on one line")
    if plain and not says_something(plain):
        raise NoteError("words: found punctuation alone; allowed: a letter or a number among them")
    return plain


def _position(written: Sequence[float]) -> Position:
    is_pair = isinstance(written, list | tuple) and len(written) == 2
    if not is_pair or not all(type(each) in (int, float) for each in written):
        raise NoteError(f"position: found {str(written)[:40]!r}; allowed: [longitude, latitude] in degrees")
    lon, lat = written
    if not (-180 <= lon <= 180 and -85 <= lat <= 85):
        raise NoteError(f"position: found {str(written)[:40]}; allowed: -180 to 180, -85 to 85 degrees")
    return round(float(lon), DECIMALS) + 0.0, round(float(lat), DECIMALS) + 0.0


def _day(written: str | None) -> date | None:
    if not written:
        return None
    try:
        return parse_any_day(written)
    except (TypeError, ValueError, AttributeError):
        raise NoteError(f"day: found {str(written)[:40]!r}; allowed: YYYY-MM-DD") from None


def allowed_notes(text: Text) -> str:
    """What an address may bear."""
    return text("notes as the page writes them, at most {count}", count=MOST_NOTES)
