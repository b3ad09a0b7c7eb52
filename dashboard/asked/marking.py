"""The handling marking: free text on one line, drawn as it was typed and never read as markup.

Whoever runs the server may set one for everything that is seen or leaves: the house's. A reader may add one; it
stands beside that of the house and never in its place.
"""

from dashboard.asked.refusal import Refusal, Said
from dashboard.text import Text
from geodata.letters import hidden_sign, one_line, says_something, sign_name, told

LONGEST_MARKING = 80
BETWEEN = " · "
"""What stands between the marking of the house and that of the reader."""


class MarkingError(Refusal, ValueError):
    """A marking that cannot stand; it says what was found, a sign by its name, and what is allowed."""

    def __init__(self, found: Said, allowed: Said) -> None:
        super().__init__(
            lambda text: text("found {found}; allowed: {allowed}", found=found(text), allowed=allowed(text))
        )
        self.allowed = allowed


def checked_marking(marking: str) -> str:
    """A marking in its one form (:func:`geodata.letters.one_line`): the spaces people type, nothing invisible.

    Raises
    ------
    MarkingError
        If it is too long, holds what cannot be drawn on one line (line breaks, control signs, marks that turn
        letters round), or says nothing: only punctuation, or only what cannot be seen.
    """
    plain = one_line(marking)
    if len(plain) > LONGEST_MARKING:
        raise _too_long(len(plain))
    hidden = hidden_sign(plain)
    if hidden:
        raise _not_drawn(hidden)
    if marking.strip() and not says_something(plain):
        raise _says_nothing(marking.strip())
    return plain


def both_markings(house: str, reader: str) -> str:
    """The marking of the house and that of a reader beside it; once, where the reader repeats that of the house."""
    own = reader_part(house, reader)
    return BETWEEN.join(part for part in (house, own) if part)


def reader_part(house: str, reader: str) -> str:
    """What a reader's marking adds to that of the house."""
    if not house:
        return reader
    if reader.casefold() == house.casefold():
        return ""
    return reader[len(house + BETWEEN) :] if reader.casefold().startswith((house + BETWEEN).casefold()) else reader


def allowed_marking(text: Text) -> str:
    """What a marking may be."""
    return text(
        "at most {count} printable characters on one line, a letter or number among them", count=LONGEST_MARKING
    )


def _too_long(count: int) -> MarkingError:
    return MarkingError(lambda text: text("{count} characters", count=count), allowed_marking)


def _not_drawn(sign: str) -> MarkingError:
    named = sign_name(sign)
    return MarkingError(
        lambda text: named,
        lambda text: text("{allowed}, without the sign {sign}", allowed=allowed_marking(text), sign=named),
    )


def _says_nothing(found: str) -> MarkingError:
    return MarkingError(lambda text: told(found), allowed_marking)
