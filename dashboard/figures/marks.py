"""The marks of places as the keys show them: the outline of each kind of marker, and the signs inside them."""

from collections.abc import Callable
from math import cos, pi, radians, sin

from dashboard.text import Text
from dashboard.told.names import camp_name
from geodata.record import Record
from geodata.vocabulary import Camp, PlaceKind, Symbol

Point = tuple[float, float]
Stroke = tuple[list[Point], bool]
"""A line, and whether it is filled."""
KEY_COLOUR, SIGN_COLOUR = "#b9b5ab", "#5f5f5f"
"""Colours of the markers in the keys, no actor's."""


def disc(x: float, y: float, radius: float) -> list[Point]:
    """A circle as a ring of points."""
    return turned(x, y, radius, 28, 0)


def turned(x: float, y: float, radius: float, corners: int, start: float) -> list[Point]:
    """A regular polygon; ``start`` is the angle of its first corner from the top, in degrees."""
    angles = [radians(start) + 2 * pi * corner / corners for corner in range(corners)]
    return [(x + radius * sin(angle), y - radius * cos(angle)) for angle in angles]


OUTLINES: dict[PlaceKind, Callable[[float, float], list[Point]]] = {
    PlaceKind.TOWN: lambda x, y: disc(x, y, 7.5),
    PlaceKind.VILLAGE: lambda x, y: disc(x, y, 5.5),
    PlaceKind.CROSSING: lambda x, y: turned(x, y, 6.5, 6, 0),
    PlaceKind.UN_BASE: lambda x, y: turned(x, y, 8.5, 4, 45),
    PlaceKind.FRENCH_BASE: lambda x, y: turned(x, y, 8.5, 4, 0),
    PlaceKind.ARMY_CAMP: lambda x, y: turned(x, y, 7.5, 5, 180),
}
"""The outlines of the markers, as :data:`~dashboard.figures.style.MARKERS` has them."""


SIGN_STROKES: dict[Symbol, Callable[[float, float], list[Stroke]]] = {
    Symbol.DOT: lambda x, y: [(disc(x, y, 2.6), True)],
    Symbol.BAR: lambda x, y: [([(x - 4, y), (x + 4, y)], False)],
    Symbol.X: lambda x, y: [([(x - 3, y - 3), (x + 3, y + 3)], False), ([(x - 3, y + 3), (x + 3, y - 3)], False)],
    Symbol.CROSS: lambda x, y: [([(x - 4, y), (x + 4, y)], False), ([(x, y - 4), (x, y + 4)], False)],
}
"""The strokes of the signs inside the markers, as :data:`~dashboard.figures.style.SIGNS` has them."""


def wearers(sign: Symbol, record: Record, text: Text) -> str:
    """Whose sign it is: the camps of the actors that wear it."""
    worn = {actor.camp for actor in record.actors.values() if actor.symbol is sign}
    return ", ".join(camp_name(camp, text) for camp in Camp if camp in worn)
