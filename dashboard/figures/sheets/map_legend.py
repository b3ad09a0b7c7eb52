"""The legend on the sheet of a map: who holds something in the type that is read, and what signs mean in a smaller one.

The page's script sets the lines of another day by the same rule (``still.js``), from what :class:`MapLegend` says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from dashboard.figures.labels import wrapped
from dashboard.figures.legend import NO_SWATCH, LegendLine
from dashboard.figures.sheets.margins import (
    COLUMN,
    COLUMN_WIDTH,
    MAP_TOP,
    NOTED,
    READ,
    Drawing,
    Json,
    cut,
    note,
    path,
    rectangle,
)
from dashboard.figures.style import DOTTED, OUTSIDE, QUIET_INK, RIM
from dashboard.text import Text

HEADED = 22
"""Pixels from the top of the heading to that of the first line."""
CLOSEST = 1.13
"""Pitch of the closest lines in their type size."""
MIDDLE = 0.57
"""Where the middle of a line lies below its top, in its type size."""
SWATCH, BESIDE_SWATCH = (22, 13), 34
"""Width and height of a swatch, and the pixels from its left edge to the words."""


class Type(NamedTuple):
    """Size of type, and pixels from line to line where there is room."""

    size: float
    pitch: float


HOLDER, SIGN = Type(READ, 25), Type(NOTED, 17.5)


class Spot(NamedTuple):
    """Where a line stands: its left edge, its middle, its type size, and how wide it may be."""

    left: float
    middle: float
    size: float
    width: float


@dataclass(frozen=True, slots=True)
class MapLegend:
    """Where the legend of a map stands, from its upper left corner."""

    left: float = COLUMN
    top: float = MAP_TOP - 3
    width: float = COLUMN_WIDTH
    end: float = inf
    """Where the last line must end: more lines than fit move closer together, and at last are smaller."""
    aside: float = 0
    """Pixels by which the signs stand right of the holders; zero where they stand below them."""
    corner: tuple[float, float] = (0, 0)
    """Width and lower edge of what else stands in the upper right corner."""
    holder: Type = HOLDER
    sign: Type = SIGN

    @property
    def first(self) -> float:
        """Top of the first line."""
        return self.top + HEADED

    def spots(self, lines: Sequence[LegendLine]) -> list[Spot]:
        """Where each line stands."""
        types = [self.holder if line.is_holder else self.sign for line in lines]
        if not self.aside:
            return self._below(types, self.left, self.first, self.width)
        left, room = self.left + self.aside, self.width - self.aside
        holders = iter(self._below([one for one in types if one is self.holder], self.left, self.first, self.aside))
        signs = iter(self._below([one for one in types if one is self.sign], left, self.top, room))
        return [next(holders if line.is_holder else signs) for line in lines]

    def _below(self, types: Sequence[Type], left: float, top: float, width: float) -> list[Spot]:
        squeeze = min(1.0, (self.end - top) / max(1, sum(each.pitch for each in types)))
        found = []
        for size, pitch in types:
            fitting = round(min(size, pitch * squeeze / CLOSEST), 2)
            taken, bottom = self.corner
            room = width - taken if top < bottom else width
            found.append(Spot(left, top + MIDDLE * fitting, fitting, room))
            top += pitch * squeeze
        return found


def placing(where: MapLegend) -> dict[str, object]:
    """What the page's script needs to set the lines of another day, in pixels of the sheet."""
    types = {"holder": where.holder._asdict(), "sign": where.sign._asdict()}
    look = {"closest": CLOSEST, "middle": MIDDLE, "swatch": SWATCH, "indent": BESIDE_SWATCH}
    return {"left": where.left, "first": where.first, "end": where.end} | types | look


def map_legend(
    lines: Sequence[LegendLine],
    text: Text,
    where: MapLegend,
    heading: str | None = None,
    nothing: str = "",
) -> Drawing:
    """What the colours mean: a swatch and a line for each that is visible.

    Parameters
    ----------
    lines
        What is visible; without any there is no heading.
    where
        Where it stands.
    heading
        Of another legend than that of holders.
    nothing
        A sentence that says why no holder is seen; empty where there is one.
    """
    said = heading or text("Who holds it")
    notes, shapes = [], []
    spots = where.spots(lines)
    if lines:
        notes.append(note("legend-title", said, where.left, where.top, size=NOTED, weight=600, colour=QUIET_INK))
    if nothing:
        below = where.first + sum((where.holder if line.is_holder else where.sign).pitch for line in lines)
        told = "\n".join(wrapped(nothing, where.holder.size, where.width - where.corner[0] - 12))
        notes.append(note("legend-nothing", told, where.left, below if lines else where.top, size=where.holder.size))
    for slot, (line, (left, middle, size, width)) in enumerate(zip(lines, spots, strict=True)):
        is_sign = line.colour == NO_SWATCH
        edge = {} if is_sign else {"stroke": 0.7} if line.pattern else {"stroke": RIM, "line": line.rival}
        top = middle - SWATCH[1] / 2
        shapes.append(rectangle(f"swatch-{slot}", left + 1, top, *SWATCH, fill=line.colour, **edge))
        if line.rival and line.pattern and not is_sign:
            shapes += _patterned(slot, left + 1, top, line)
        label = cut(line.label, size, width - BESIDE_SWATCH - 2)
        notes.append(note(f"slot-{slot}", label, left + BESIDE_SWATCH, middle, size=size, yanchor="middle"))
    return notes, shapes


def _patterned(slot: int, left: float, top: float, line: LegendLine) -> list[Json]:
    """The second colour over a swatch: two slanting stripes, crosses, dots or thin falling lines."""
    rising = [[(x, 12.6), (x + 5, 12.6), (x + 9, 0.4), (x + 4, 0.4)] for x in (2, 12)]
    falling = [[(x, 0.4), (x + 2.5, 0.4), (x + 9, 12.6), (x + 6.5, 12.6)] for x in (2, 12)]
    crossed = [*falling, *([(11 - (x - 11), y) for x, y in corners] for corners in falling)]
    spots = [(x, y) for x, y in ((4, 3.5), (11, 3.5), (18, 3.5), (7.5, 9.5), (14.5, 9.5))]
    dots = [[(x - 1.5, y), (x, y - 1.5), (x + 1.5, y), (x, y + 1.5)] for x, y in spots]
    thin = [[(x, 0.4), (x + 1, 0.4), (x + 10, 12.6), (x + 9, 12.6)] for x in (2, 10)]
    drawn = {"/": rising, "x": crossed, DOTTED: dots, OUTSIDE: thin}[line.pattern]
    return [
        path(
            f"swatch-{slot}-{line.pattern}-{number}",
            [(left + x, top + y) for x, y in corners],
            fill=line.rival,
            closed=True,
        )
        for number, corners in enumerate(drawn)
    ]
