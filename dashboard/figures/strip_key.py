"""The key above the timeline: who the colours are, and what stripes, pale hues, soft edges and small signs mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from dashboard.figures import furniture
from dashboard.figures.style import INK, UNKNOWN, UNKNOWN_COLOUR, Look, mixed
from dashboard.text import Text
from geodata.record import Record

Json = dict[str, object]
Corner = tuple[float, float]
"""Upper left corner of the key in pixels from that of the plot area, to the right and upwards."""

LINE, COLUMN, COLUMNS = 18, 262, 3
SWATCH, THICK = 22, 11
EXAMPLE = "#6d7680"
"""Ink of swatches that stand for any holder."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of the key: a swatch and what it means. ``sign`` says how the swatch is drawn."""

    label: str
    colour: str
    sign: str = "plain"


def key_lines(looks: Iterable[Look], record: Record, text: Text) -> list[KeyLine]:
    """The key to what is visible."""
    looks = set(looks)
    holders = furniture.legend_lines(
        [actor for one in looks for actor in one.actors], contested=False, unknown=False, record=record, text=text
    )
    lines = [KeyLine(line.label, line.colour) for line in holders]
    if any(one.is_contested for one in looks):
        lines.append(KeyLine(text("Stripes: contested by the second colour"), EXAMPLE, "stripes"))
    if any(one.strength < 1 and one.actors for one in looks):
        lines.append(KeyLine(text("Paler: weaker evidence"), EXAMPLE, "paler"))
    if UNKNOWN in looks:
        lines.append(KeyLine(text("Unknown: no source"), UNKNOWN_COLOUR))
    return [
        *lines,
        KeyLine(text("Thin line: also present"), EXAMPLE, "thin"),
        KeyLine(text("Soft edge: day not known exactly"), EXAMPLE, "soft"),
        KeyLine(text("▷ base opened  ○ handed over  ✕ left"), EXAMPLE, "none"),
    ]


def height(lines: list[KeyLine], *, narrow: bool) -> float:
    """Pixels that the key takes."""
    return LINE * _depth(lines, narrow=narrow) + 6


def folded(said: str, width: int = 60) -> str:
    """A text in lines of about that many letters."""
    return "<br>".join(wrap(said, width))


def notes(lines: list[KeyLine], corner: Corner, *, narrow: bool) -> list[Json]:
    """What the swatches mean."""
    found = []
    for number, line in enumerate(lines):
        left, down = _spot(number, lines, corner, narrow=narrow)
        indent = 0 if line.sign == "none" else SWATCH + 8
        at = {"xshift": left + indent, "yshift": down - THICK / 2, "yanchor": "middle"}
        found.append(furniture.note(f"key-{number}", line.label, 0, 1, size=12, **at))
    return found


def shapes(lines: list[KeyLine], corner: Corner, *, narrow: bool) -> list[Json]:
    """The swatches."""
    found: list[Json] = []
    for number, line in enumerate(lines):
        left, down = _spot(number, lines, corner, narrow=narrow)
        found += _swatch(line, left, down)
    return found


def _swatch(line: KeyLine, left: float, down: float) -> list[Json]:
    def rectangle(x0: float, x1: float, y0: float, y1: float, colour: str) -> Json:
        where = furniture.pixels(0, 1, left + x0, down - y1, left + x1, down - y0)
        return {"type": "rect", "name": "key", **where, "fillcolor": colour, "line": {"width": 0}}

    match line.sign:
        case "stripes":
            stripes = [rectangle(x, x + 3, 0, THICK, "#c3c8cd") for x in range(1, SWATCH, 6)]
            return [rectangle(0, SWATCH, 0, THICK, line.colour), *stripes]
        case "paler":
            third = SWATCH / 3
            return [
                rectangle(third * n, third * (n + 1), 0, THICK, mixed(line.colour, strength))
                for n, strength in enumerate((1, 0.72, 0.4))
            ]
        case "thin":
            return [rectangle(0, SWATCH, 0, THICK - 4, UNKNOWN_COLOUR), rectangle(0, SWATCH, THICK - 3, THICK, INK)]
        case "soft":
            return [
                rectangle(x, x + 2, 0, THICK, mixed(line.colour, strength))
                for x, strength in zip(range(0, SWATCH, 2), (1, 1, 1, 0.7, 0.4, 0.12, 0.4, 0.7, 1, 1, 1), strict=True)
            ]
        case "none":
            return []
    edge = {"line": {"color": INK, "width": 0.5}}
    return [rectangle(0, SWATCH, 0, THICK, line.colour) | edge]


def _depth(lines: list[KeyLine], *, narrow: bool) -> int:
    return len(lines) if narrow else -(-len(lines) // COLUMNS)


def _spot(number: int, lines: list[KeyLine], corner: Corner, *, narrow: bool) -> tuple[float, float]:
    """Left and top of a line in pixels from the upper left corner of the plot area."""
    column, row = divmod(number, _depth(lines, narrow=narrow))
    return corner[0] + COLUMN * column, corner[1] - LINE * row
