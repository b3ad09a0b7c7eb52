"""In which language an answer is given: the one the address asks for, or else that of the house."""

from flask import request

from dashboard.asked.link import pairs, readings
from dashboard.text import LANGUAGES, Text


def asked_text(default: str) -> Text:
    """The voice of the answer to this request.

    Parameters
    ----------
    default
        The language of the house.
    """
    asked = dict(pairs(request.query_string.decode(errors="replace"), ("lang",))).get("lang", default)
    asked = next((reading for reading in readings(asked) if reading in LANGUAGES), default)
    return Text(asked if asked in LANGUAGES else default)
