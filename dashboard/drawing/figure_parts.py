"""The parts of a finished figure: each trace, note and path of Plotly as shapes and texts on the sheet.

It knows the few things our figures are made of: filled and plain lines, markers, texts, notes and paths in pixels.
The figure is the only truth; nothing is placed or coloured here that is not so in it.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from math import ceil, cos, floor, pi, radians, sin, sqrt

from shapely import LineString, MultiLineString, MultiPolygon, Polygon, box, buffer, make_valid, points, union_all
from shapely.affinity import scale, translate
from shapely.geometry.base import BaseGeometry

from dashboard.drawing.primitives import ASCENT, DESCENT, LINE_PITCH, Item, Outline, Ring, Sign, Stroke, Words, faded
from dashboard.figures.labels import SPOTS, text_width
from dashboard.figures.sheets.window import Window
from dashboard.figures.style import DOTTED, HATCH_SIZE, HATCH_SOLIDITY, OUTSIDE, SOLIDITY

Json = Mapping[str, object]

SMOOTH = 0.25
"""Pixels by which an outline may be simplified; less than a line is wide."""
LABEL_GROUND, GROUND_NAME_GROUND = "rgba(255,255,255,0.66)", "rgba(255,255,255,0.45)"
"""The ground of a name of a place, and of a name of the ground."""
CORNER = sqrt(0.5)
Strokes = tuple[tuple[tuple[float, float], tuple[float, float]], ...]
STROKES: dict[str, Strokes] = {
    "cross-thin": (((-1.4, 0), (1.4, 0)), ((0, -1.4), (0, 1.4))),
    "x-thin": (((-1, -1), (1, 1)), ((-1, 1), (1, -1))),
    "line-ew": (((-1.4, 0), (1.4, 0)),),
    "line-ne": (((1, -1), (-1, 1)),),
}
"""Signs made of strokes, in half marker sizes, as Plotly draws them."""
SPOKES = (((-CORNER, -CORNER), (CORNER, CORNER)), ((-CORNER, CORNER), (CORNER, -CORNER)))
"""Of the ring of a siege: under the marker only their outer ends are seen, as teeth."""


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker of a trace, ready to draw: its middle on the sheet and its look."""

    index: int
    x: float
    y: float
    symbol: str
    size: float
    colour: str
    line: str
    width: float
    turn: float


def one_of(values: object, index: int) -> object:
    """The value of one marker where a trace may give one for all."""
    return values[index] if isinstance(values, list | tuple) else values


def some_of(trace: Json, kept: Sequence[int]) -> dict[str, object]:
    """A trace of markers or texts with some of them only, by their numbers."""
    whole = len(trace["x"])

    def part(value: object) -> object:
        if isinstance(value, Mapping):
            return {name: part(own) for name, own in value.items()}
        return [value[index] for index in kept] if isinstance(value, list | tuple) and len(value) == whole else value

    return {name: part(value) for name, value in trace.items()}


def markers(trace: Json, window: Window) -> list[Marker]:
    """The markers of a trace whose middle is within the map, wherever the place for which they stand."""
    left, top, width, height = window.box
    found = []
    for index, (lon, lat) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        marker = marker_of(trace["marker"], index, *window.pixels(lon, lat)) if lon is not None else None
        if marker and left <= marker.x <= left + width and top <= marker.y <= top + height:
            found.append(marker)
    return found


def marker_of(style: Json, index: int, x: float, y: float) -> Marker | None:
    """One marker of a trace at a point of the sheet; none where it is not seen."""
    opacity = float(one_of(style.get("opacity", 1), index))
    if not opacity:
        return None
    turn, away = float(one_of(style.get("angle", 0), index)), one_of(style.get("standoff", 0), index)
    x, y = x - away * sin(radians(turn)), y + away * cos(radians(turn))
    edge = style.get("line", {})
    colour = str(one_of(style.get("color"), index))
    return Marker(
        index,
        x,
        y,
        str(one_of(style["symbol"], index)),
        float(one_of(style["size"], index)),
        faded(colour, opacity),
        faded(str(one_of(edge.get("color", colour), index)), opacity),
        float(one_of(edge.get("width", 0), index)),
        turn,
    )


def marker_parts(marker: Marker, name: str, said: str = "") -> list[Item]:
    """A marker as a plain shape, or the strokes of a sign."""
    if marker.symbol in STROKES:
        return _strokes(marker, STROKES[marker.symbol], Stroke(marker.line, marker.width), name)
    if marker.symbol == "circle-x-open":
        edge = Stroke(marker.colour, marker.width)
        ring = Sign(name, "circle", marker.x, marker.y, marker.size, None, edge, said=said)
        return [ring, *_strokes(marker, SPOKES, edge, name)]
    fill = None if marker.symbol.endswith("-open") else marker.colour
    edge = Stroke(marker.line if fill else marker.colour, marker.width)
    symbol = marker.symbol.removesuffix("-open")
    return [Sign(name, symbol, marker.x, marker.y, marker.size, fill, edge, marker.turn, said)]


def _strokes(marker: Marker, lines: Strokes, stroke: Stroke, name: str) -> list[Item]:
    """Lines about the middle of a marker, turned with it."""
    half, turn = marker.size / 2, radians(marker.turn)
    across, down = half * cos(turn), half * sin(turn)

    def spot(x: float, y: float) -> tuple[float, float]:
        return marker.x + x * across - y * down, marker.y + x * down + y * across

    return [Outline(name, [[spot(*end) for end in line]], stroke=stroke, closed=False) for line in lines]


def paths_of(trace: Json) -> list[list[tuple[float, float]]]:
    """The rings or lines of a trace, which a None parts."""
    parts: list[list[tuple[float, float]]] = [[]]
    for lon, lat in zip(trace["x"], trace["y"], strict=True):
        if lon is None:
            parts.append([])
        else:
            parts[-1].append((lon, lat))
    return [part for part in parts if len(part) > 1]


def filled(trace: Json, window: Window) -> list[Ring]:
    """The rings of a filled trace on the sheet, cut at the edge of the map; holes are rings too."""
    rings = [make_valid(Polygon([window.pixels(*point) for point in part])) for part in paths_of(trace)]
    if len(rings) == 1 and not is_cut(trace, window):
        return _rings(rings[0].simplify(SMOOTH))  # where it begins stays, and with it where its dashes lie
    whole: BaseGeometry = Polygon()
    for ring in rings:
        whole = whole.symmetric_difference(ring)
    return _rings(_cut(whole, window))


def is_cut(trace: Json, window: Window) -> bool:
    """Whether a trace reaches over the edge of the map."""
    return not all(window.shows(lon, lat) for part in paths_of(trace) for lon, lat in part)


def lined(trace: Json, window: Window) -> list[Ring]:
    """The lines of a trace on the sheet, cut at the edge of the map."""
    lines = MultiLineString([[window.pixels(*point) for point in part] for part in paths_of(trace)])
    return _rings(_cut(lines, window))


def _cut(shape: BaseGeometry, window: Window) -> BaseGeometry:
    left, top, width, height = window.box
    return shape.simplify(SMOOTH).intersection(box(left, top, left + width, top + height))


def _rings(shape: BaseGeometry) -> list[Ring]:
    match shape:
        case Polygon() if not shape.is_empty:
            return [list(ring.coords)[:-1] for ring in (shape.exterior, *shape.interiors)]
        case MultiPolygon() | MultiLineString():
            return [ring for part in shape.geoms for ring in _rings(part)]
        case LineString() if not shape.is_empty:
            return [list(shape.coords)]
        case _ if hasattr(shape, "geoms"):
            return [ring for part in shape.geoms for ring in _rings(part)]
        case _:
            return []


@dataclass(frozen=True, slots=True)
class Pattern:
    """The two colours of an area, and how the second lies on the first."""

    shape: str
    ground: str
    stripe: str


def pattern_of(trace: Json) -> Pattern | None:
    """The pattern of an area, if it has one."""
    pattern = trace.get("fillpattern") or {}
    if not pattern.get("shape"):
        return None
    return Pattern(str(pattern["shape"]), str(pattern["bgcolor"]), str(pattern["fgcolor"]))


def patterned(trace: Json, shape: str, window: Window) -> list[Ring]:
    """The stripes, crosses or dots of an area of a map."""
    return hatched(filled(trace, window), shape, (window.left, window.top))


def hatched(rings: Iterable[Ring], shape: str, origin: tuple[float, float], size: float = HATCH_SIZE) -> list[Ring]:
    """A pattern within some outlines, as Plotly lays its own: from the corner of the axes.

    Its parts are shapes of their own because an office draws its patterns in device pixels: another pitch on every
    screen, too fine to see on paper.

    Parameters
    ----------
    origin
        The upper left corner of the axes, in pixels of the sheet.
    size
        Plotly's, in pixels.
    """
    left, top = origin
    whole = translate(union_all([Polygon(ring) for ring in rings]), -left, -top)
    return _rings(translate(PATTERNS[shape](whole.bounds, size).intersection(whole), left, top))


Bounds = tuple[float, float, float, float]


def _rising(bounds: Bounds, size: float, share: float = HATCH_SOLIDITY) -> MultiPolygon:
    """Stripes that take a share of the ground."""
    left, top, right, bottom = bounds
    pitch, half = size * sqrt(2), size * share / sqrt(2)
    bands = []
    for number in range(ceil((left + top) / pitch), floor((right + bottom) / pitch) + 2):
        low, high = number * pitch - half, number * pitch + half
        bands.append(Polygon([(low - top, top), (high - top, top), (high - bottom, bottom), (low - bottom, bottom)]))
    return MultiPolygon(bands)


def _crossed(bounds: Bounds, size: float) -> BaseGeometry:
    """Thin stripes that rise, and the same falling."""
    return _rising(bounds, size, HATCH_SOLIDITY / 2).union(_falling(bounds, size, HATCH_SOLIDITY / 2))


def _falling(bounds: Bounds, size: float, share: float = SOLIDITY[OUTSIDE]) -> BaseGeometry:
    """The same the other way; thin, for what is left out."""
    left, top, right, bottom = bounds
    return scale(_rising((left, -bottom, right, -top), size, share), 1, -1, origin=(0, 0))


def _dotted(bounds: Bounds, size: float) -> MultiPolygon:
    left, top, right, bottom = bounds
    columns, rows = range(floor(left / size), ceil(right / size)), range(floor(top / size), ceil(bottom / size))
    middles = points([(size * (column + 0.5), size * (row + 0.5)) for column in columns for row in rows])
    return MultiPolygon([*buffer(middles, size * sqrt(SOLIDITY[DOTTED] / pi), quad_segs=2)])


PATTERNS: dict[str, Callable[[Bounds, float], BaseGeometry]] = {
    "/": _rising,
    "x": _crossed,
    DOTTED: _dotted,
    OUTSIDE: _falling,
}
"""The patterns of our figures, by Plotly's name."""


def stroke_of(trace: Json) -> Stroke:
    """The line of a trace."""
    line = trace["line"]
    return Stroke(str(line.get("color", "#000000")), float(line["width"]), str(line.get("dash", "solid")))


SIDES = {"right": 1, "left": -1, "bottom": 1, "top": -1}
"""To which side of its marker a text stands, as Plotly counts."""


def texts(trace: Json, window: Window, halo: str | None) -> list[Words]:
    """The texts of a trace whose block lies within the map, each beside its marker, where Plotly sets it."""
    font, drawn = trace["textfont"], []
    for index, said in enumerate(trace["text"]):
        lon, lat = trace["x"][index], trace["y"][index]
        if not said or lon is None or not window.shows(lon, lat):
            continue
        x, y = window.pixels(lon, lat)
        size, weight = float(one_of(font["size"], index)), int(one_of(font.get("weight", 400), index))
        spot = str(one_of(trace.get("textposition", "middle center"), index))
        gap = float(one_of(trace["marker"]["size"], index)) / 2 / 0.8 + 1 if spot in SPOTS else 0
        down, across = spot.split(" ")
        lines = tuple(said.split("<br>"))
        tall = (len(lines) - 1) * LINE_PITCH + 1
        side = SIDES.get(down, 0)
        x, y = x + SIDES.get(across, 0) * gap, y + 0.75 * size + side * gap + (side - 1) * tall * size / 2
        anchor = {"right": "left", "left": "right"}.get(across, "center")
        width = max(text_width(line, size) for line in lines)
        left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[anchor] * width
        if left < window.left or left + width > window.left + window.width:
            continue
        look = {"size": size, "weight": weight, "colour": str(one_of(font["color"], index)), "halo": halo}
        drawn.append(Words(" ".join(lines), lines, x, y, across=anchor, **look))
    return drawn


def note_words(note: Json, width: float, height: float) -> Words:
    """A note of the layout, where Plotly sets it: a block with an edge of a pixel, in whole pixels."""
    font = note["font"]
    size, weight = font["size"], font.get("weight", 400)
    lines = tuple(unescape(line) for line in re.split(r"<br>", str(note["text"])))
    x = note["x"] * width + note.get("xshift", 0)
    y = (1 - note["y"]) * height - note.get("yshift", 0)
    ascent, descent = floor(ASCENT * size + 0.5), floor(DESCENT * size + 0.5)
    wide = max(text_width(line, size, weight) for line in lines)
    across, down = str(note["xanchor"]), str(note["yanchor"])
    box = floor(wide + 2.5), floor(ascent + descent + (len(lines) - 1) * LINE_PITCH * size + 2.5)
    left = floor(x - {"left": 0.0, "center": 0.5, "right": 1.0}[across] * box[0] + 0.5)
    top = floor(y - {"top": 0.0, "middle": 0.5, "bottom": 1.0}[down] * box[1] + 0.5)
    at = left + 1 + {"left": 0.0, "center": 0.5, "right": 1.0}[across] * wide
    return Words(str(note["name"]), lines, at, top + 1 + ascent, size, weight, font["color"], across)


def path_outline(shape: Json, width: float, height: float) -> Outline:
    """A path of the layout as a free shape."""
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", str(shape["path"]))]
    x, y = shape["xanchor"] * width, (1 - shape["yanchor"]) * height
    points = [(x + left, y - up) for left, up in zip(numbers[::2], numbers[1::2], strict=True)]
    closed = str(shape["path"]).endswith("Z")
    line = shape["line"]
    stroke = Stroke(str(line.get("color", "#000000")), float(line["width"]), str(line.get("dash", "solid")))
    fill = str(shape["fillcolor"]) if closed else None
    return Outline(str(shape["name"]), [points], fill=fill, stroke=stroke, closed=closed)


def visible(traces: Iterable[Json]) -> list[Json]:
    """The traces that are drawn."""
    return [trace for trace in traces if trace.get("visible", True)]
