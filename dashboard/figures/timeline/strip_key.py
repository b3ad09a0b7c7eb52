"""The key above the timeline: who the colours are, and what stripes, pale hues, soft edges and small signs mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from math import cos, pi, sin
from textwrap import wrap

from dashboard.asked.stretch import Stretch
from dashboard.figures import furniture, legend
from dashboard.figures.labels import text_width
from dashboard.figures.style import BARE, INK, UNASSESSED, UNKNOWN, UNKNOWN_COLOUR, Look, mixed
from dashboard.figures.timeline.rows import Row
from dashboard.figures.timeline.strips import (
    EVENT_COLOUR,
    LONG_EVENT_COLOUR,
    also_present,
    drawn_states,
    inside,
    is_long,
    life_marks,
    opening,
    soft_edges,
)
from dashboard.text import Text
from geodata.record import Record
from geodata.timeline import Lens, Timeline

Json = dict[str, object]
Corner = tuple[float, float]
"""Upper left corner of the key in pixels from that of the plot area, to the right and upwards."""

SIZE, LINE, MOST_COLUMNS = 12, 18, 3
BETWEEN = 24
"""Pixels that part two columns."""
SWATCH, THICK = 22, 11
INDENT = SWATCH + 8
MARKS = ("triangle-right", "circle", "x")
"""Signs of the life of a base, by the names of Plotly's markers."""
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


def key_lines(rows: Iterable[Row], timeline: Timeline, text: Text, days: Stretch) -> list[KeyLine]:
    """The key to what is drawn in these rows on some days, and to nothing else; the same on the screen and on paper."""
    rows, record = list(rows), timeline.record
    events = [event for row in rows for event in row.events if days.meets(event.date, event.until)]
    places = [row for row in rows if row.place]
    drawn = [one for row in places for one in drawn_states(row, timeline) if days.meets(one[0].since, one[0].until)]
    forces = [force for one, _ in drawn for group in also_present(one, record).values() for force in group]
    lines = look_lines([look for _, look in drawn], record, text, timeline.lens, forces)
    if forces:
        lines.append(KeyLine(text("Thin line: also present"), EXAMPLE, "thin"))
    if any(True for row in places for _ in inside(soft_edges(row, timeline), days)):
        lines.append(KeyLine(text("Soft edge: day not known exactly"), EXAMPLE, "soft"))
    symbols = {mark.symbol for row in places for mark in inside(life_marks(row, timeline, text), days)}
    lines += [KeyLine(said, EXAMPLE, symbol) for symbol, said in mark_names(text).items() if symbol in symbols]
    if any(opening(row.place, record) > days.first for row in places):
        lines.append(KeyLine(text("Dotted: base not open yet"), EXAMPLE, "dotted"))
    if places and record.period.carries(days.last):
        lines.append(KeyLine(text("Veiled: carried forward, not observed"), EXAMPLE, "paler"))
    if events:
        lines.append(KeyLine(text("Event, on its day"), EVENT_COLOUR, "diamond"))
    if any(is_long(event) for event in events):
        lines.append(KeyLine(text("Bar: an event of more than a week"), LONG_EVENT_COLOUR, "bar"))
    return lines


def mark_names(text: Text) -> dict[str, str]:
    """What the marks of the life of a base mean, by their symbol."""
    return {
        "triangle-right": text("Base opened"),
        "circle": text("Base handed over"),
        "x": text("Base left, handed to nobody"),
    }


def look_lines(
    looks: Iterable[Look], record: Record, text: Text, lens: Lens, others: Iterable[str] = ()
) -> list[KeyLine]:
    """The key to the colours of these looks, and of the other actors that are seen."""
    looks = set(looks)
    besiegers = [one.besieger for one in looks if one.besieger]
    actors = [*(actor for one in looks for actor in one.actors), *besiegers, *others]
    holders = legend.holder_lines(actors, record, text)
    lines = [KeyLine(line.label, line.colour) for line in holders]
    if any(one.is_contested for one in looks):
        lines.append(KeyLine(text("Stripes: contested by the second colour"), EXAMPLE, "stripes"))
    if any(one.siege for one in looks):
        lines.append(KeyLine(text("Coloured edges: besieged"), EXAMPLE, "railed"))
    if any(one.strength < 1 and one.actors for one in looks):
        lines.append(KeyLine(text("Fainter: weaker evidence"), EXAMPLE, "paler"))
    if UNKNOWN in looks:
        lines.append(KeyLine(legend.unknown_line(lens, text), UNKNOWN_COLOUR))
    if UNASSESSED in looks:
        lines.append(KeyLine(legend.unassessed_line(text).label, UNASSESSED.colour))
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
            at = {"xshift": left + INDENT, "yshift": down - THICK / 2, "yanchor": "middle"}
            found.append(furniture.note(f"key-{number}", line.label, 0, 1, size=SIZE, **at))
        return found

    def shapes(self, corner: Corner) -> list[Json]:
        """The swatches."""
        found: list[Json] = []
        for line, (left, down) in self._set(corner):
            for outline in outlines(line, left, THICK / 2 - down):
                found.append(_path(outline))
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


def _width(line: KeyLine) -> float:
    return INDENT + text_width(line.label, SIZE)


def folded(said: str, width: int = 60) -> str:
    """A text in lines of about that many letters."""
    return "<br>".join(wrap(said, width))


@dataclass(frozen=True, slots=True)
class Outline:
    """A line or a filled shape of a swatch, in pixels to the right and down."""

    points: tuple[Corner, ...]
    fill: str | None
    line: str
    width: float


def outlines(line: KeyLine, left: float, middle: float) -> list[Outline]:
    """The signs of a swatch that are no rectangles, from its left edge and its middle."""
    x = left + SWATCH / 2
    match line.sign:
        case "dotted":
            starts = range(1, SWATCH, 4)
            return [Outline(((left + at, middle), (left + at + 2, middle)), None, INK, 1) for at in starts]
        case "diamond":
            return [Outline(((x, middle - 5), (x + 5, middle), (x, middle + 5), (x - 5, middle)), line.colour, INK, 0)]
        case symbol if symbol in MARKS:
            return [Outline(tuple(mark_outline(symbol, x, middle)), BARE, INK, 1.2)]
    return []


def mark_outline(symbol: str, x: float, y: float) -> list[Corner]:
    """The outline of a small marker of Plotly's shapes."""
    match symbol:
        case "triangle-right":
            return [(x - 3, y - 5), (x + 5, y), (x - 3, y + 5)]
        case "x":
            arm = [(0, -2), (3, -5), (5, -3), (2, 0)]
            turns = [arm, [(-b, a) for a, b in arm], [(-a, -b) for a, b in arm], [(b, -a) for a, b in arm]]
            return [(x + a, y + b) for turn in turns for a, b in turn[:3]]
        case _:
            turns = [2 * pi * corner / 28 for corner in range(28)]
            return [(x + 4 * sin(angle), y - 4 * cos(angle)) for angle in turns]


def _path(outline: Outline) -> Json:
    """An outline as a shape of the figure, in pixels from the upper left corner of the plot area."""
    steps = " L ".join(f"{round(x, 2):g} {round(-y, 2):g}" for x, y in outline.points)
    return {
        "type": "path",
        "name": "key",
        "path": f"M {steps}{' Z' if outline.fill else ''}",
        "xref": "paper",
        "yref": "paper",
        "xanchor": 0,
        "yanchor": 1,
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "fillcolor": outline.fill or "rgba(0,0,0,0)",
        "line": {"color": outline.line, "width": outline.width},
    }


def swatch(line: KeyLine) -> list[Piece]:
    """The rectangles that stand before a line of the key."""
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
        case "thin" | "railed":
            return _lined(line)
        case "soft":
            return [
                Piece(x, 0, 2, THICK, mixed(line.colour, strength))
                for x, strength in zip(range(0, SWATCH, 2), SOFT_STEPS, strict=True)
            ]
        case "plain" | "bar":
            high, edge = (THICK, 0.5) if line.sign == "plain" else (3, 0)
            return [Piece(0, (THICK - high) / 2, SWATCH, high, line.colour, edge)]
    return []


def _lined(line: KeyLine) -> list[Piece]:
    """A ground with a line below it, or with edges above and below."""
    if line.sign == "thin":
        return [Piece(0, 0, SWATCH, THICK - 4, UNKNOWN_COLOUR), Piece(0, THICK - 3, SWATCH, 3, INK)]
    edges = [Piece(0, top, SWATCH, 2.5, INK) for top in (0, THICK - 2.5)]
    return [Piece(0, 0, SWATCH, THICK, line.colour), *edges]
