"""The lines of longitude and latitude, a degree apart, and what they are called."""

from collections.abc import Callable
from math import ceil, floor

from dashboard.asked.frame import DRAWN
from dashboard.text import Text

Json = dict[str, object]

ASIDE = {"x": 15, "y": -8}
"""Pixels right and down by which a name stands beside its line: east of a meridian, north of a parallel."""


def meridian(degree: int, text: Text) -> str:
    """What a meridian is called, by its degrees east: 3° W, 0°, 2° E."""
    return f"{abs(degree)}° {text('E') if degree > 0 else text('W')}" if degree else "0°"


def parallel(degree: int) -> str:
    """What a parallel is called, by its degrees north: 18° N."""
    return f"{degree}° N"


def meridians(text: Text) -> Json:
    """Where the axis of longitude has its lines, and their names."""
    return _ticks("x", DRAWN["west"], DRAWN["east"], lambda degree: meridian(degree, text))


def parallels() -> Json:
    """Where the axis of latitude has its lines, and their names."""
    return _ticks("y", DRAWN["south"], DRAWN["north"], parallel)


def _ticks(axis: str, low: float, high: float, name: Callable[[int], str]) -> Json:
    degrees = range(ceil(low), floor(high) + 1)
    named = {"tickvals": list(degrees), "ticktext": [name(degree) for degree in degrees]}
    return {"tickmode": "array", "ticklabelshift": ASIDE[axis], **named}
