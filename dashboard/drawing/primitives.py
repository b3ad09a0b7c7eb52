"""The things of which a drawing is made: shapes, signs, texts, pictures and groups of them.

Each is in pixels of its sheet, from the top left corner, and bears a name and, where it stands for something of the
record, what it says. They know no file format; a pen writes them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Ring = Sequence[tuple[float, float]]
Box = tuple[float, float, float, float]
"""Left, top, width and height."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """The line of a shape; no width is no line."""

    colour: str
    width: float
    dash: str = "solid"
    """``solid``, ``dot`` or ``dash``."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A shape with a free outline, or lines; several closed rings leave holes where they overlap."""

    name: str
    rings: Sequence[Ring]
    fill: str | None = None
    stroke: Stroke | None = None
    closed: bool = True
    said: str = ""
    key: object = None
    """Names an outline that many sheets of a series share, so that a pen need write it only once."""


@dataclass(frozen=True, slots=True)
class Plate:
    """A rectangle."""

    name: str
    box: Box
    fill: str | None = None
    stroke: Stroke | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """The sign of a marker: a symbol about its middle, by its size and turned clockwise by some degrees."""

    name: str
    symbol: str
    """As Plotly names it: circle, square, diamond, hexagon, pentagon, star, triangle-right or x."""
    x: float
    y: float
    size: float
    fill: str | None = None
    stroke: Stroke | None = None
    turn: float = 0
    said: str = ""


LINE_PITCH = 1.3
"""Distance of two lines of a text in its type size, as Plotly sets them."""
ASCENT, DESCENT = 1.024, 0.4
"""How far our typeface reaches over and under its line, in the type size."""


@dataclass(frozen=True, slots=True)
class Words:
    """Lines of text: where the first stands on its line, and to which side of that point they run."""

    name: str
    lines: tuple[str, ...]
    x: float
    y: float
    """The line on which the first line stands; the others follow at :data:`LINE_PITCH`."""
    size: float
    weight: int = 400
    colour: str = "#000000"
    across: str = "left"
    """Where the point is in each line: ``left``, ``center`` or ``right``."""
    halo: str | None = None
    """The ground that keeps the text readable over the map; a light edge, or a light box, as the pen can."""
    link: str = ""
    """An address to which the text leads."""


def below(name: str, lines: Iterable[str], x: float, top: float, *, size: float, **look: object) -> Words:
    """Lines of text whose block begins at a height."""
    return Words(name, tuple(lines), x, top + ASCENT * size, size=size, **look)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image in a box, of which a part may be cut off."""

    name: str
    data: bytes
    media: str
    whole: Box
    """Where the whole image would lie."""
    seen: Box
    """The part that is seen."""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Things under one name."""

    name: str
    parts: tuple["Item", ...]
    said: str = ""


Item = Outline | Plate | Sign | Words | Picture | Group


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole sheet: its size, its ground, what it is called and says, and what lies on it, the lowest first."""

    width: float
    height: float
    inches: tuple[float, float]
    """Its width and height on paper."""
    ground: str
    title: str
    said: str
    language: str
    items: tuple[Item, ...]

    def letters(self) -> set[str]:
        """Every letter that is written on it."""
        return {
            letter for item in walk(self.items) if isinstance(item, Words) for line in item.lines for letter in line
        }


def grouped(name: str, parts: Iterable[Item], said: str = "") -> list[Item]:
    """The parts as one group; nothing where there are none."""
    inside = tuple(parts)
    return [Group(name, inside, said)] if inside else []


def walk(items: Iterable[Item]) -> Iterator[Item]:
    """Every thing and, after its group, every thing in it."""
    for item in items:
        yield item
        if isinstance(item, Group):
            yield from walk(item.parts)


def colour_of(written: str) -> tuple[str, float]:
    """A ``#rrggbb`` or ``rgba(r,g,b,a)`` colour as six hex digits and an opacity."""
    if written.startswith("#"):
        return written[1:].upper(), 1.0
    red, green, blue, *opacity = (float(part) for part in re.findall(r"[\d.]+", written))
    return f"{round(red):02X}{round(green):02X}{round(blue):02X}", opacity[0] if opacity else 1.0


def faded(written: str, opacity: float) -> str:
    """A colour of which only a share is seen."""
    if opacity >= 1:
        return written
    digits, own = colour_of(written)
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return f"rgba({red},{green},{blue},{own * opacity:g})"
