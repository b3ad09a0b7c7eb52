"""The key above the timeline: who the colours are, and what stripes, pale hues, soft edges and small signs mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from textwrap import wrap

from dashboard.figures import furniture
from dashboard.figures.labels import text_width
from dashboard.figures.style import INK, UNKNOWN, UNKNOWN_COLOUR, Look, mixed
from dashboard.text import Text
from geodata.record import Record
from geodata.timeline import Lens

Json = dict[str, object]
Corner = tuple[float, float]
"""Upper left corner of the key in pixels from that of the plot area, to the right and upwards."""

SIZE, LINE, MOST_COLUMNS = 12, 18, 3
BETWEEN = 24
"""Pixels that part two columns."""
SWATCH, THICK = 22, 11
INDENT = SWATCH + 8
EXAMPLE = "#6d7680"
"""Ink of swatches that stand for any holder."""


SOFT_STEPS = (1, 1, 1, 0.7, 0.4, 0.12, 0.4, 0.7, 1, 1, 1)
"""How strong the ink of the swatch of a soft edge is, in stripes of two pixels."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of the key: a swatch and what it means. ``sign`` says how the swatch is drawn."""

    label: str
    colour: str
    sign: str = "plain"
    stripe: str = "#c3c8cd"
    """Second colour, where the sign is stripes."""
    amount: str = ""
    """What stands at the end of the line."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle of a swatch, in pixels right of and below its upper left corner, with the width of its edge."""

    left: float
    top: float
    width: float
    height: float
    colour: str
    edge: float = 0


def key_lines(looks: Iterable[Look], record: Record, text: Text, lens: Lens) -> list[KeyLine]:
    """The key to what is visible."""
    return [
        *look_lines(looks, record, text, lens),
        KeyLine(text("Thin line: also present"), EXAMPLE, "thin"),
        KeyLine(text("Soft edge: day not known exactly"), EXAMPLE, "soft"),
        KeyLine(text("▷ base opened  ○ handed over  ✕ left"), EXAMPLE, "none"),
    ]


def look_lines(
    looks: Iterable[Look], record: Record, text: Text, lens: Lens, others: Iterable[str] = ()
) -> list[KeyLine]:
    """The key to the colours of these looks, and of the other actors that are seen."""
    looks = set(looks)
    actors = [*(actor for one in looks for actor in one.actors), *others]
    holders = furniture.holder_lines(actors, record, text)
    lines = [KeyLine(line.label, line.colour) for line in holders]
    if any(one.is_contested for one in looks):
        lines.append(KeyLine(text("Stripes: contested by the second colour"), EXAMPLE, "stripes"))
    if any(one.strength < 1 and one.actors for one in looks):
        lines.append(KeyLine(text("Paler: weaker evidence"), EXAMPLE, "paler"))
    if UNKNOWN in looks:
        lines.append(KeyLine(furniture.unknown_line(lens, text), UNKNOWN_COLOUR))
    return lines


@dataclass(frozen=True, slots=True)
class Key:
    """Lines of a key in as many columns as have room beside each other, each as wide as its longest line."""

    lines: tuple[KeyLine, ...]
    lefts: tuple[float, ...]
    """Where each column begins."""
    depth: int
    """Lines in a column; the last may have fewer."""

    @classmethod
    def of(cls, lines: list[KeyLine], width: float) -> "Key":
        """Set lines in a width in pixels; where not even one column has room, there is one."""
        for columns in range(MOST_COLUMNS, 0, -1):
            depth = max(1, -(-len(lines) // columns))
            widths = [max(map(_width, lines[top : top + depth])) for top in range(0, len(lines), depth)]
            if sum(widths) + BETWEEN * (len(widths) - 1) <= width:
                break
        lefts = accumulate((wide + BETWEEN for wide in widths[:-1]), initial=0.0)
        return cls(tuple(lines), tuple(lefts), depth)

    @property
    def height(self) -> float:
        """Pixels that the key takes."""
        return LINE * self.depth + 6

    def notes(self, corner: Corner) -> list[Json]:
        """What the swatches mean."""
        found = []
        for number, (line, (left, down)) in enumerate(self._set(corner)):
            at = {"xshift": left + _indent(line), "yshift": down - THICK / 2, "yanchor": "middle"}
            found.append(furniture.note(f"key-{number}", line.label, 0, 1, size=SIZE, **at))
        return found

    def shapes(self, corner: Corner) -> list[Json]:
        """The swatches."""
        found: list[Json] = []
        for line, (left, down) in self._set(corner):
            for piece in swatch(line):
                x, y = left + piece.left, down - piece.top
                where = furniture.pixels(0, 1, x, y - piece.height, x + piece.width, y)
                edge = {"color": INK, "width": piece.edge} if piece.edge else {"width": 0}
                found.append({"type": "rect", "name": "key", **where, "fillcolor": piece.colour, "line": edge})
        return found

    def _set(self, corner: Corner) -> Iterator[tuple[KeyLine, Corner]]:
        """Each line with its left and top in pixels from the upper left corner of the plot area."""
        for number, line in enumerate(self.lines):
            column, row = divmod(number, self.depth)
            yield line, (corner[0] + self.lefts[column], corner[1] - LINE * row)


def _indent(line: KeyLine) -> float:
    return 0 if line.sign == "none" else INDENT


def _width(line: KeyLine) -> float:
    return _indent(line) + text_width(line.label, SIZE)


def folded(said: str, width: int = 60) -> str:
    """A text in lines of about that many letters."""
    return "<br>".join(wrap(said, width))


def swatch(line: KeyLine) -> list[Piece]:
    """What stands before a line of the key; nothing where its sign stands in its words."""
    match line.sign:
        case "stripes":
            stripes = [Piece(x, 0, 3, THICK, line.stripe) for x in range(1, SWATCH, 6)]
            return [Piece(0, 0, SWATCH, THICK, line.colour), *stripes]
        case "paler":
            third = SWATCH / 3
            return [
                Piece(third * number, 0, third, THICK, mixed(line.colour, strength))
                for number, strength in enumerate((1, 0.72, 0.4))
            ]
        case "thin":
            return [Piece(0, 0, SWATCH, THICK - 4, UNKNOWN_COLOUR), Piece(0, THICK - 3, SWATCH, 3, INK)]
        case "soft":
            return [
                Piece(x, 0, 2, THICK, mixed(line.colour, strength))
                for x, strength in zip(range(0, SWATCH, 2), SOFT_STEPS, strict=True)
            ]
        case "plain":
            return [Piece(0, 0, SWATCH, THICK, line.colour, 0.5)]
    return []
