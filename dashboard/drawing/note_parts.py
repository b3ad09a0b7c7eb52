"""A reader's notes on a sheet: named shapes in a colour of their own, told apart from what the record says."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from math import atan2, cos, hypot, pi, radians, sin

from shapely import LinearRing, LineString, box
from shapely.geometry.base import BaseGeometry

from dashboard.asked.notes import Note, NoteKind, Position
from dashboard.asked.notes_written import COLOUR
from dashboard.drawing.primitives import Box, Item, Outline, Plate, Ring, Sign, Stroke, below, grouped
from dashboard.figures.labels import text_width, wrapped
from dashboard.figures.map.ground import STANDARD_PARALLEL
from dashboard.figures.sheets.margins import NOTED, READ
from dashboard.figures.sheets.window import SMALL, WHOLE, Window
from dashboard.text import Text

GROUND = "#fffbe3"
"""Of the words of notes: a slip of paper, as no text of the record has it."""
WIDEST = 230
"""Pixels after which the words of a note are broken."""
PAD = 5
SLACK = 1.06
"""How much wider the bold face of an office may run than ours."""
STEPS = 60
"""Corners of a circle."""
LINE = Stroke(COLOUR, 2.4)
EDGE = Stroke(COLOUR, 1.2)
TINT = "rgba(91,42,134,0.08)"
HEAD = 13
Against = Callable[[Note], str]
"""What the record says where a note says something else; nothing where it does not."""


def notes_on_map(notes: Iterable[Note], window: Window, text: Text, against: Against) -> list[Item]:
    """The notes of a map in a group, each a group of its own; those that lie outside are left out."""
    drawn: list[Item] = []
    for note in notes:
        parts = list(_parts(note, window, text, against(note)))
        drawn += grouped(f"{kind_said(note.kind, text)}: {note.words}".rstrip(": "), parts, described(note, text))
    return grouped(text("Notes of the reader"), [*drawn, *_key(window, text)]) if drawn else []


def kind_said(kind: NoteKind, text: Text) -> str:
    """What a kind of note is called."""
    return {
        NoteKind.TEXT: text("Text"),
        NoteKind.POINT: text("Point"),
        NoteKind.ARROW: text("Arrow"),
        NoteKind.CIRCLE: text("Circle"),
        NoteKind.OUTLINE: text("Outline"),
        NoteKind.BRACKET: text("Days"),
    }[kind]


def described(note: Note, text: Text) -> str:
    """What a note says of itself to those who do not see it."""
    said = note.words or kind_said(note.kind, text)
    return text("Note of the reader, not of the record: {said}", said=said)


def message_plate(message: str, left: float, top: float, width: float, size: float, text: Text) -> list[Item]:
    """The key message on a slip."""
    lines = wrapped(message, size, width - 2 * PAD, 600)
    wide = max(text_width(line, size, 600) for line in lines) * SLACK + 2 * PAD + 4
    slip = Plate("key-message", (left, top, wide, _height(lines, size)), GROUND, EDGE)
    said = below("key-message-words", lines, left + PAD + 2, top + 2, size=size, weight=600, colour=COLOUR)
    return grouped(
        text("Key message"), [slip, said], text("Note of the reader, not of the record: {said}", said=message)
    )


def bracket_parts(note: Note, ends: tuple[float, float], plot: Box, text: Text) -> list[Item]:
    """A stretch of days over a chart: from one height of the plot to the other, its words at the top."""
    _, top, _, height = plot
    (left, right) = ends
    band = Plate("bracket", (left, top, max(right - left, 1), height), TINT)
    line = Outline(
        "bracket-edge", [[(left, top + 9), (left, top), (right, top), (right, top + 9)]], stroke=LINE, closed=False
    )
    words = _slip(note.words, "", (left + right) / 2, top + 22, NOTED, plot)
    return grouped(f"{kind_said(note.kind, text)}: {note.words}", [band, line, *words], described(note, text))


def _parts(note: Note, window: Window, text: Text, said: str) -> Iterator[Item]:
    spots = [window.pixels(*at) for at in note.at]
    around = window.box
    size = _size(window)
    shape = {NoteKind.CIRCLE: _circle, NoteKind.OUTLINE: lambda note, window: spots}.get(note.kind)
    if shape:
        yield from _ringed(shape(note, window), window)
    elif len(spots) == 2:
        yield from _lined(spots, window, is_arrow=note.kind is NoteKind.ARROW)
    x, y = _spot_of_words(note, spots)
    if (note.words or said) and window.shows(*note.at[0]):
        yield from _slip(note.words or kind_said(note.kind, text), said, x, y, size, around)


def _size(window: Window) -> float:
    """Of the words of notes: those on a map that has the sheet to itself are read from a seat in the room."""
    if window.width > WHOLE:
        return READ
    return 16 if window.width > SMALL else NOTED


def _spot_of_words(note: Note, spots: Sequence[Position]) -> Position:
    match note.kind:
        case NoteKind.POINT:
            return spots[1]
        case NoteKind.CIRCLE:
            reach = hypot(spots[1][0] - spots[0][0], spots[1][1] - spots[0][1])
            return spots[0][0], spots[0][1] - reach - 12
        case NoteKind.OUTLINE:
            return sum(x for x, _ in spots) / len(spots), min(y for _, y in spots) - 12
        case _:
            return spots[0]


def _circle(note: Note, window: Window) -> Ring:
    (lon, lat), (rim_lon, rim_lat) = note.at
    squeeze = cos(radians(STANDARD_PARALLEL))
    reach = hypot((rim_lon - lon) * squeeze, rim_lat - lat) * window.pixels_per_degree
    x, y = window.pixels(lon, lat)
    turns = (2 * pi * step / STEPS for step in range(STEPS))
    return [(x + reach * cos(turn), y + reach * sin(turn)) for turn in turns]


def _ringed(ring: Ring, window: Window) -> Iterator[Item]:
    lines = _inside(LinearRing(ring), window)
    is_whole = len(lines) == 1 and len(lines[0]) == len(ring) + 1
    if is_whole:
        yield Outline("outline", [ring], fill=TINT, stroke=LINE)
    elif lines:
        yield Outline("outline", lines, stroke=LINE, closed=False)


def _lined(spots: Sequence[Position], window: Window, *, is_arrow: bool) -> Iterator[Item]:
    lines = _inside(LineString(spots), window) if spots[0] != spots[1] else []
    if lines:
        yield Outline("line", lines, stroke=LINE, closed=False)
    (x0, y0), (x1, y1) = spots
    if is_arrow and lines and _holds(window, spots[1]):
        way = atan2(y1 - y0, x1 - x0)
        sides = [(x1 - HEAD * cos(way + turn), y1 - HEAD * sin(way + turn)) for turn in (-0.42, 0.42)]
        yield Outline("head", [[(x1, y1), *sides]], fill=COLOUR)
    if not is_arrow and _holds(window, spots[0]):
        yield Sign("point", "circle", x0, y0, 9, fill=COLOUR, stroke=Stroke("#ffffff", 1.4))


def _holds(window: Window, spot: Position) -> bool:
    left, top, width, height = window.box
    return left <= spot[0] <= left + width and top <= spot[1] <= top + height


def _inside(line: BaseGeometry, window: Window) -> list[Ring]:
    left, top, width, height = window.box
    cut = line.intersection(box(left, top, left + width, top + height))
    parts = getattr(cut, "geoms", [cut])
    return [list(part.coords) for part in parts if part.geom_type in ("LineString", "LinearRing") and not part.is_empty]


def _height(lines: Sequence[str], size: float) -> float:
    return size * 1.3 * len(lines) + 2 * PAD - 2


def _slip(words: str, said: str, x: float, y: float, size: float, around: Box) -> list[Item]:
    """Words on a slip about a point, kept within a box; below them what the record says instead."""
    lines = wrapped(words, size, WIDEST)
    smaller = max(NOTED, size - 3)
    other = wrapped(f"≠ {said}", smaller, WIDEST) if said else []
    longest = max([text_width(line, size, 600) for line in lines] + [text_width(line, smaller) for line in other])
    wide = longest * SLACK + 2 * PAD
    high = _height(lines, size) + smaller * 1.3 * len(other)
    left, top, width, height = around
    at = (
        min(max(x - wide / 2, left + 2), left + width - wide - 2),
        min(max(y - high / 2, top + 2), top + height - high - 2),
    )
    slip = Plate("slip", (*at, wide, high), GROUND, Stroke(COLOUR, 1.2, "dash" if said else "solid"))
    drawn = [slip, below("words", lines, at[0] + PAD, at[1] + 2, size=size, weight=600, colour=COLOUR)]
    if other:
        under = at[1] + 2 + size * 1.3 * len(lines)
        drawn.append(below("record", other, at[0] + PAD, under, size=smaller, colour="#1d232b"))
    return drawn


def _key(window: Window, text: Text) -> list[Item]:
    """What tells notes from the record, in the lower left corner of the map."""
    size = NOTED
    said = text("Violet: notes of the reader, not of the record")
    lines = wrapped(said, size, window.width - 20)
    wide, high = max(text_width(line, size) for line in lines) + 2 * PAD, _height(lines, size)
    left, top = window.left + 4, window.top + window.height - high - 4
    slip = Plate("notes-key", (left, top, wide, high), GROUND, EDGE)
    return [slip, below("notes-key-words", lines, left + PAD, top + 2, size=size, colour=COLOUR)]


def is_over(note: Note, first: date, last: date) -> bool:
    """Whether the days of a bracket reach into a stretch."""
    return note.kind is NoteKind.BRACKET and note.first <= last and note.last >= first
