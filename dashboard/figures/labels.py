"""Where the names of places stand on a figure of fixed size, worked out without a browser.

The more important name first, each at the first of eight spots where it touches nothing placed before it; where
signs crowd, at a spot further off, to which a line leads; a name without such a spot is left out. Widths come from a
table of the advances of Source Sans 3, so that the same names give the same places on every machine. The page's script
has the same rule (``spots.js``), with the numbers that it is handed (:data:`HANDED`).
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import hypot
from pathlib import Path
from typing import NamedTuple

from dashboard.figures.map.ground import EARTH_KM_PER_DEGREE

Point = tuple[float, float]
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
CORNER = 0.72
"""The gap at a corner, to each side, in that at a side: as far from the marker."""
HOLDING_OFF = 1.6
"""How large an unseen marker is that holds its text a pixel off, and a pixel more."""
FURTHER, FURTHEST = (0.9, 1.8, 2.8), (4, 5.5, 7)
"""How much further off a name may stand to which a line leads, in its type size; the latter for the first rank only."""
CLEAR = 3
"""Pixels of width of the room that such a line takes."""
PITCH = 1.3
"""Height of a line in its type size."""
LINE = 1.15
"""Height of a name in its type size."""
RAISED = 0.1
"""How far the middle of the letters of a name of the ground lies above that of its line, in its type size."""
EDGE = 4
"""Pixels that a text is given beside its own width."""
REACH = 6
"""Pixels about the middle of a marker or a star that no name of the screen may take."""
CELL = 48
"""Pixels of a side of the squares by which boxes are found."""
ROUND_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
"""Lengths in km that a scale bar may have."""
HANDED = {
    "spots": SPOTS,
    "corner": CORNER,
    "further": FURTHER,
    "furthest": FURTHEST,
    "clear": CLEAR,
    "line": LINE,
    "pitch": PITCH,
    "raised": RAISED,
    "edge": EDGE,
    "reach": REACH,
    "holdingOff": HOLDING_OFF,
}
"""These numbers as the page's script is given them: :class:`dashboard.agreed.figure_meta.NamesRule`."""


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


class Standing(NamedTuple):
    """Where a name stands: its room, the side of its marker, the gap between them, and whether a line leads to it."""

    box: Box
    spot: str
    gap: float
    is_led: bool = False


@lru_cache
def _advances() -> dict[str, dict[str, int]]:
    """For each weight the advance of each letter, in thousandths of the type size."""
    with ADVANCES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: {chr(int(row["code"], 16)): int(row[name]) for row in rows} for name in WEIGHTS.values()}


@lru_cache(maxsize=4096)
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


def standing(name: Name, spot: str, further: float = 0) -> Standing:
    """Where a name stands at a spot, or so many pixels further off."""
    width, height = text_width(name.said, name.size, name.weight) + EDGE, name.size * LINE
    down, across = spot.split(" ")
    is_corner = down != "middle" and across != "center"
    gap = name.gap * (CORNER if is_corner and not further else 1) + further
    left = {"left": name.x - gap - width, "center": name.x - width / 2, "right": name.x + gap}[across]
    top = {"top": name.y - gap - height, "middle": name.y - height / 2, "bottom": name.y + gap}[down]
    return Standing((left, top, width, height), spot, gap, further > 0)


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


class Taken:
    """Boxes that keep their room, found by where they lie: thousands of places are settled in a moment."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        self.add(boxes)

    def add(self, boxes: Iterable[Box]) -> None:
        """Keep the room of boxes."""
        for box in boxes:
            for cell in _cells(box):
                self._cells.setdefault(cell, []).append(box)

    def met(self, box: Box) -> Iterator[Box]:
        """Those on which a box would lie; one that is large may come several times."""
        return (other for cell in _cells(box) for other in self._cells.get(cell, ()) if meet(box, other))

    def meets(self, box: Box) -> bool:
        """Whether a box would lie on one of these."""
        return any(True for _ in self.met(box))


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, width, height = box
    columns, rows = (
        range(int(left // CELL), int((left + width) // CELL) + 1),
        range(int(top // CELL), int((top + height) // CELL) + 1),
    )
    return ((column, row) for column in columns for row in rows)


def place_names(
    names: Sequence[Name],
    taken: Iterable[Box],
    frame: Box,
    quiet: Sequence[Box] = (),
    avoided: Sequence[Box] = (),
) -> list[Standing | None]:
    """Say where each name stands, or None where it would touch something wherever it stood.

    Parameters
    ----------
    names
        In any order; the rank decides, then the order.
    taken
        Boxes that no name may touch: markers, legend, scale.
    frame
        The map's edge, inside which every name must lie.
    quiet
        Boxes that a name touches only if it has no other spot beside its marker, and then as little as can be.
    avoided
        Boxes that a name touches only if no line could lead to it either; one of the first rank by a line at last.
    """
    boxes, shunned = Taken(taken), Taken(avoided)
    markers = Taken((name.x, name.y, 0, 0) for name in names)
    found: list[Standing | None] = [None] * len(names)

    def is_free(box: Box) -> bool:
        return within(box, frame) and not boxes.meets(box)

    for index in sorted(range(len(names)), key=lambda index: names[index].rank):
        name = names[index]
        free = [one for one in (standing(name, spot) for spot in SPOTS) if is_free(one.box)]
        own = [one for one in free if _is_its_own(one, name, markers)]
        clear = [one for one in own if not shunned.meets(one.box)]
        led = None if clear else next(_led(name, (boxes, shunned), frame), None)
        hidden = {one: sum(shared(one.box, other) for other in quiet) for one in clear or own}
        found[index] = led or min(hidden, key=hidden.__getitem__, default=None)
        if name.rank == 0 and not found[index]:
            found[index] = next(_led(name, (boxes,), frame), next(iter(free), None))
        if found[index]:
            boxes.add([found[index].box, *line_boxes(name, found[index])])
    return found


def _is_its_own(one: Standing, name: Name, markers: Taken) -> bool:
    """Whether a name stands nearer to its own marker than to that of any other, and is not read as of that."""
    own = _distance(one.box, name.x, name.y)
    left, top, width, height = one.box
    around = (left - own - 1, top - own - 1, width + 2 * own + 2, height + 2 * own + 2)
    return sum(_distance(one.box, x, y) <= own for x, y, *_ in markers.met(around)) == 1  # its own is one of them


def _distance(box: Box, x: float, y: float) -> float:
    """Pixels from a point to a box."""
    left, top, width, height = box
    return hypot(max(left - x, x - left - width, 0), max(top - y, y - top - height, 0))


def _led(name: Name, taken: Sequence[Taken], frame: Box) -> Iterator[Standing]:
    """Spots further off to which a line can lead that crosses nothing, the nearest first."""
    for further, spot in product((*FURTHER, *FURTHEST) if name.rank == 0 else FURTHER, SPOTS):
        one = standing(name, spot, further * name.size)
        if not within(one.box, frame) or any(boxes.meets(one.box) for boxes in taken):
            continue
        if all(_holds(box, name) for part in line_boxes(name, one) for boxes in taken for box in boxes.met(part)):
            yield one


def _holds(box: Box, name: Name) -> bool:
    """Whether a box is that of the marker of a name."""
    return box[0] < name.x < box[0] + box[2] and box[1] < name.y < box[1] + box[3]


def line_to(name: Name, one: Standing) -> tuple[Point, Point] | None:
    """The line from the marker of a name to where it stands; None where it stands beside it."""
    if not one.is_led:
        return None
    left, top, width, height = one.box
    end = min(max(name.x, left), left + width), min(max(name.y, top), top + height)
    length = hypot(end[0] - name.x, end[1] - name.y)
    across, down = (end[0] - name.x) / length, (end[1] - name.y) / length
    return (name.x + across * name.gap, name.y + down * name.gap), end


def line_boxes(name: Name, one: Standing) -> list[Box]:
    """The room that such a line takes."""
    line = line_to(name, one)
    if line is None:
        return []
    (x0, y0), (x1, y1) = line
    steps = max(1, int(hypot(x1 - x0, y1 - y0) / CLEAR + 0.5))
    middles = ((x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps) for step in range(steps))
    return [(x - CLEAR / 2, y - CLEAR / 2, CLEAR, CLEAR) for x, y in middles]


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
