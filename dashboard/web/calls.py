"""What a call of the page may hold: whatever else comes was not sent by it, and is refused before it is used.

What goes wrong after these checks is a fault of ours, and is answered and counted as one.
"""

from typing import NotRequired, TypedDict

from werkzeug.exceptions import BadRequest

from dashboard.text import LANGUAGES
from geodata.editions import is_digest

LONGEST_QUERY, MOST_PARAMETERS = 8190, 100
"""As of an address: see :mod:`dashboard.hosting.admission`."""
LARGEST_WINDOW = 100_000
"""Pixels."""
LETTERS = (0.1, 10)
"""The smallest and the largest that a browser can be set to, as parts of the usual size."""


class Window(TypedDict):
    """The size of a window in pixels, and how much larger than usual the reader has its letters."""

    width: int
    height: int
    letters: NotRequired[float]


class Start(TypedDict):
    """Of what a page was begun with, what the server asks for again: its query, its language, its record."""

    query: str
    language: str
    record: NotRequired[str]


def query_of(value: object) -> str:
    """The query of an address; nothing where there is none."""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_QUERY or value.count("&") >= MOST_PARAMETERS:
        raise BadRequest(f"not the query of an address: at most {LONGEST_QUERY} letters and {MOST_PARAMETERS} parts")
    return value


def window_of(value: object) -> Window:
    """The size of a window; a scaled screen may tell it in parts of pixels."""
    sizes = [value.get(name) for name in ("width", "height")] if isinstance(value, dict) else []
    if not sizes or not all(type(size) in (int, float) and 0 <= size <= LARGEST_WINDOW for size in sizes):
        raise BadRequest(f"not the size of a window: width and height, 0 to {LARGEST_WINDOW} pixels")
    window, letters = Window(width=round(sizes[0]), height=round(sizes[1])), value.get("letters")
    if letters is None:
        return window
    if type(letters) not in (int, float) or not LETTERS[0] <= letters <= LETTERS[1]:
        raise BadRequest("not a size of letters: {} to {} times the usual".format(*LETTERS))
    return Window(**window, letters=letters)


def place_of(value: object) -> str:
    """The id of a place."""
    if not isinstance(value, str):
        raise BadRequest("not the id of a place")
    return value


def start_of(value: object) -> Start:
    """What a page was begun with."""
    if not isinstance(value, dict) or value.get("language") not in LANGUAGES:
        raise BadRequest(f"not what a page begins with: a query, and a language of {', '.join(LANGUAGES)}")
    start = Start(query=query_of(value.get("query")), language=value["language"])
    record = value.get("record")
    return Start(**start, record=record) if isinstance(record, str) and is_digest(record) else start
