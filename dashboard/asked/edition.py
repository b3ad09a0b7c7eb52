"""Which edition of the record an address asks for: ``edition=`` and the twelve digits by which it is called."""

from dashboard.text import Text
from geodata.editions import is_digest


def read_edition(text: str) -> str:
    """Read the digest of an edition; ValueError if it is none."""
    if not is_digest(text):
        raise ValueError(text)
    return text


def allowed_edition(text: Text) -> str:
    """What may be asked for, in words."""
    return text("the twelve digits of an edition that is kept here")
