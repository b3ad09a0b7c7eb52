"""Where the names of places stand on a figure of fixed size, worked out without a browser.

The same rule as in the page's script: the more important name first, each at the first of eight spots where it
touches nothing placed before it; a name without such a spot is left out. Widths come from a table of the
advances of Source Sans 3, so that the same names give the same places on every machine.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dashboard.figures.map.ground import EARTH_KM_PER_DEGREE

Box = tuple[float, float, float, float]
"""Left, top, width and height in pixels, from the top left corner."""

ADVANCES = Path(__file__).with_name("advances.csv")
WEIGHTS = {400: "regular", 600: "semibold", 700: "bold"}
SPOTS = (
    "middle right",
    "middle left",
    "top center",
    "bottom center",
    "top right",
    "bottom right",
    "top left",
    "bottom left",
)
ASIDE = 0.6
"""Share of the gap to each side at a corner spot."""
PITCH = 1.3
"""Height of a line in its type size."""
LINE = 1.15
"""Height of a name in its type size."""
ROUND_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
"""Lengths in km that a scale bar may have."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name to be placed: the middle of its marker and the gap round it, in pixels."""

    said: str
    x: float
    y: float
    gap: float
    size: float
    weight: int
    rank: int
    """Which name gives way to which: lower keeps its place."""


@lru_cache
def _advances() -> dict[str, dict[str, int]]:
    """For each weight the advance of each letter, in thousandths of the type size."""
    with ADVANCES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: {chr(int(row["code"], 16)): int(row[name]) for row in rows} for name in WEIGHTS.values()}


def text_width(said: str, size: float, weight: int = 400) -> float:
    """How wide a line of text is, in pixels; a letter without a known advance counts as an em."""
    advances = _advances()[WEIGHTS[min(WEIGHTS, key=lambda known: abs(known - weight))]]
    return size * sum(advances.get(letter, 1000) for letter in said) / 1000


def wrapped(said: str, size: float, width: float, weight: int = 400) -> list[str]:
    """Break a text into lines no wider than ``width`` pixels; a longer word stands alone."""
    lines: list[str] = []
    for word in said.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def listed(said: str) -> str:
    """Parts of a title that stand apart by dots, so that a line ends with a dot and none begins with one."""
    return said.replace(" · ", "\N{NO-BREAK SPACE}· ")


def spot_box(name: Name, spot: str) -> Box:
    """Where a name stands at a spot."""
    width, height = text_width(name.said, name.size, name.weight) + 4, name.size * LINE
    near = name.gap * ASIDE
    left, top = {
        "middle right": (name.x + name.gap, name.y - height / 2),
        "middle left": (name.x - name.gap - width, name.y - height / 2),
        "top center": (name.x - width / 2, name.y - name.gap - height),
        "bottom center": (name.x - width / 2, name.y + name.gap),
        "top right": (name.x + near, name.y - near - height),
        "bottom right": (name.x + near, name.y + near),
        "top left": (name.x - near - width, name.y - near - height),
        "bottom left": (name.x - near - width, name.y + near),
    }[spot]
    return left, top, width, height


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes overlap."""
    across = one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
    return across and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]


def within(one: Box, frame: Box) -> bool:
    """Whether a box lies wholly inside a frame."""
    across = frame[0] < one[0] and one[0] + one[2] < frame[0] + frame[2]
    return across and frame[1] < one[1] and one[1] + one[3] < frame[1] + frame[3]


def shared(one: Box, other: Box) -> float:
    """How many square pixels two boxes share."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return max(across, 0.0) * max(down, 0.0)


def place_names(names: Sequence[Name], taken: Iterable[Box], frame: Box, quiet: Sequence[Box] = ()) -> list[Box | None]:
    """Give each name its box, or None where it would touch something.

    Parameters
    ----------
    names
        In any order; the rank decides, then the order.
    taken
        Boxes that no name may touch: markers, legend, scale.
    frame
        The map's edge, inside which every name must lie.
    quiet
        Boxes that a name touches only if it has no other spot, and then as little as can be.
    """
    boxes = list(taken)
    found: list[Box | None] = [None] * len(names)
    for index in sorted(range(len(names)), key=lambda index: names[index].rank):
        candidates = [spot_box(names[index], spot) for spot in SPOTS]
        free = [box for box in candidates if within(box, frame) and not any(meet(box, other) for other in boxes)]
        if free:
            found[index] = min(free, key=lambda box: sum(shared(box, other) for other in quiet))
            boxes.append(found[index])
    return found


def spot_of(name: Name, box: Box) -> str:
    """The spot of a name at which it has this box."""
    return next(spot for spot in SPOTS if spot_box(name, spot) == box)


def scale_length(pixels_per_degree: float, longest: float) -> tuple[int, float]:
    """The longest round scale bar that fits, as km and pixels.

    Parameters
    ----------
    pixels_per_degree
        Of latitude; the map is true to scale at its standard parallel.
    longest
        In pixels.
    """
    pixels_per_km = pixels_per_degree / EARTH_KM_PER_DEGREE
    km = max((length for length in ROUND_LENGTHS if length * pixels_per_km <= longest), default=ROUND_LENGTHS[0])
    return km, km * pixels_per_km
