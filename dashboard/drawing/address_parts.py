"""The address of a view on its sheet: a link, the address in letters, and the same for the camera of a telephone."""

from collections.abc import Iterator

import segno

from dashboard.drawing.primitives import Item, Outline, Plate, Ring, below
from dashboard.figures.labels import text_width
from dashboard.figures.sheets.margins import NOTED
from dashboard.text import Text

SIDE = 62.0
"""Pixels of the square: a module of the longest address is still two pixels of an image."""
QUIET = 2
"""Modules of light ground about it."""
LONGEST = 300
"""Letters of an address that such a square can bear; of a longer one there is the link alone."""
ROOM, LINES, SIZE = 262.0, 3, NOTED
"""Pixels of a line of the address, how many there may be, and their type size."""


def address_parts(link: str, right: float, top: float, text: Text) -> list[Item]:
    """The link to a view and its address, right aligned in a corner of the sheet."""
    if len(link) > LONGEST:
        return [below("link", [text("Open this view")], right, top + 30, size=NOTED, across="right", link=link)]
    edge = right - SIDE - 8
    named = below("link", [text("Open this view")], edge, top, size=NOTED, across="right", link=link)
    lines = _broken(link)
    said = [below("address", lines, edge, top + 17, size=SIZE, across="right")] if len(lines) <= LINES else []
    return [named, *said, *_square(link, right - SIDE, top)]


def _broken(link: str) -> list[str]:
    """An address in lines; it has no spaces, and is broken before what follows a sign."""
    lines = [""]
    for letter in link:
        if text_width(lines[-1] + letter, SIZE) > ROOM:
            cut = max(lines[-1].rfind(sign) for sign in "&?/,")
            kept, rest = (lines[-1][:cut], lines[-1][cut:]) if cut > len(lines[-1]) / 2 else (lines[-1], "")
            lines[-1:] = [kept, rest]
        lines[-1] += letter
    return lines


def _square(link: str, left: float, top: float) -> Iterator[Item]:
    code = [list(row) for row in segno.make(link, error="l", micro=False, boost_error=False).matrix]
    module = SIDE / (len(code) + 2 * QUIET)
    yield Plate("address-ground", (left, top, SIDE, SIDE), "#ffffff")
    rings = [
        _bar(left + (QUIET + start) * module, top + (QUIET + row) * module, (end - start) * module, module)
        for row, modules in enumerate(code)
        for start, end in _runs(modules)
    ]
    yield Outline("address-code", rings, fill="#000000", said=link)


def _runs(modules: list[int]) -> Iterator[tuple[int, int]]:
    """Where dark modules of a row begin and end."""
    start = None
    for number, is_dark in enumerate([*modules, 0]):
        if is_dark and start is None:
            start = number
        elif not is_dark and start is not None:
            yield start, number
            start = None


def _bar(x: float, y: float, width: float, height: float) -> Ring:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
