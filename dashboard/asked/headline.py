"""The reader's own headline: plain text on one line, in the place of the finding, and marked as theirs."""

from dashboard.text import Text
from geodata.letters import hidden_sign, one_line, says_something

LONGEST_HEADLINE = 100


def checked_headline(written: str) -> str:
    """A headline in its one form, never read as markup.

    Raises
    ------
    ValueError
        If it is too long, says nothing, or holds what cannot be drawn on one line.
    """
    plain = one_line(written)
    if len(plain) > LONGEST_HEADLINE or hidden_sign(plain) or not says_something(plain):
        raise ValueError(written)
    return plain


def allowed_headline(text: Text) -> str:
    """What a headline may be."""
    return text(
        "at most {count} printable characters on one line, a letter or number among them", count=LONGEST_HEADLINE
    )
