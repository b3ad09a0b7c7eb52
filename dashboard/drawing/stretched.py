"""The pen of windows whose size nobody knows yet: ground stretches with the window, signs and names keep their size.

A page can bear such a map before any script runs. The style sheet (``first.css``) works out how many units of the
drawing a pixel has, ``--k``, as Plotly fits the ground of a view into a window: whole, with more of the west.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from math import cos, pi, radians, sqrt

from dashboard.asked.frame import DRAWN
from dashboard.drawing import figure_parts as parts_of
from dashboard.drawing.figure_parts import Json
from dashboard.drawing.primitives import Item, Outline, Plate, Ring, Stroke, Words
from dashboard.drawing.svg import fill_of, stroke_of, written
from dashboard.figures.labels import HOLDING_OFF
from dashboard.figures.map.areas import areas, regions_trace
from dashboard.figures.map.fading import fading_traces
from dashboard.figures.map.ground import STANDARD_PARALLEL, ground_traces
from dashboard.figures.screen_names import PlaceName, ScreenNames
from dashboard.figures.sheets.window import Window
from dashboard.figures.style import DOTTED, HATCH_SIZE, LEADER, SOLIDITY
from geodata.record import Record, of_the_ground

FINE = 10
"""Units of the drawing a pixel of its own sheet: whole numbers are then fine enough."""
A_DEGREE = 100
"""Pixels of that sheet a degree of latitude, about as many as a window has."""
SHEET = Window(
    0,
    0,
    (DRAWN["east"] - DRAWN["west"]) * cos(radians(STANDARD_PARALLEL)) * A_DEGREE,
    (DRAWN["north"] - DRAWN["south"]) * A_DEGREE,
    **DRAWN,
)
"""All the ground that the layers cover."""
Names = Mapping[str, ScreenNames]
"""What is written in each class of windows."""
Look = tuple[str, str, str]
"""A pattern by Plotly's name, its ground and its stripe."""


@dataclass(frozen=True, slots=True)
class _Here:
    """Stands for a window where only the surroundings of a position count: whatever the position, it is the same."""

    x: float = 0.0
    y: float = 0.0
    left: float = -1e6
    width: float = 2e6

    def pixels(self, _lon: float, _lat: float) -> tuple[float, float]:
        return self.x, self.y

    def shows(self, _lon: float, _lat: float) -> bool:
        return True


def units(lon: float, lat: float) -> tuple[int, int]:
    """A position in units of the drawing."""
    x, y = SHEET.pixels(lon, lat)
    return round(x * FINE), round(y * FINE)


def ground(figure: Json, record: Record, names: Names) -> str:
    """A map of a day as the content of an SVG in units.

    Parameters
    ----------
    figure
        Of :func:`~dashboard.figures.map.figure.map_json`.
    record
        Whose ground it is.
    names
        Which names are written.
    """
    layout = figure["layout"]
    paths, patterns, parts = outlines(record), {}, [*_relief(layout), *_degree_lines(layout)]
    for trace in parts_of.visible(figure["data"]):
        match trace["mode"]:
            case "lines":
                parts.append(_outlined(trace, paths[str(trace["uid"])], patterns))
            case "markers":
                parts += _marked(trace)
            case "text":
                parts += _in_windows(names, lambda of, trace=trace: _grounds(trace, of))
            case _:
                parts += _in_windows(names, lambda of, trace=trace: _places(trace, of.places))
    parts += _in_windows(names, lambda of: _degree_names(layout, of))
    squares = "".join(_pattern(name, *look) for look, name in patterns.items())
    return f"<defs>{squares}</defs>{''.join(parts)}"


def _in_windows(names: Names, write: Callable[[ScreenNames], Iterable[str]]) -> Iterator[str]:
    return (f'<g class="{window}">{"".join(write(of))}</g>' for window, of in names.items())


@of_the_ground(2)
def outlines(record: Record) -> dict[str, str]:
    """The path of every outline of a record's ground, by the name of its trace."""
    lines = [trace for _, trace in (*ground_traces(record), *fading_traces(record))] + [regions_trace(record)]
    paths = {}
    for trace in lines:
        is_filled = "fill" in trace
        rings = parts_of.filled(trace, SHEET) if is_filled else parts_of.lined(trace, SHEET)
        paths[str(trace["uid"])] = _path(rings, closed=is_filled)
    for area in areas(record):
        paths[str(area.outline["uid"])] = _path(parts_of.filled(area.outline, SHEET), closed=True)
    return paths


def _path(rings: Iterable[Ring], *, closed: bool) -> str:
    """Rings or lines in whole units, each step from the point before."""
    said = []
    for ring in rings:
        points = [(round(x * FINE), round(y * FINE)) for x, y in ring]
        steps = [(x - before[0], y - before[1]) for before, (x, y) in pairwise(points)]
        moves = "".join(f"{across: d}{down: d}" for across, down in steps if across or down).replace("l ", "l")
        if moves:
            said.append(f"M{points[0][0]} {points[0][1]}l{moves.lstrip()}{'z' if closed else ''}")
    return "".join(said)


def _relief(layout: Json) -> Iterator[str]:
    image = layout["images"][0]
    if image.get("visible", True):
        west, north = units(image["x"], image["y"])
        east, south = units(image["x"] + image["sizex"], image["y"] - image["sizey"])
        box = f'x="{west}" y="{north}" width="{east - west}" height="{south - north}"'
        yield f'<image {box} preserveAspectRatio="none" href="{escape(image["source"])}"/>'


def _degree_lines(layout: Json) -> Iterator[str]:
    across, up = layout["xaxis"], layout["yaxis"]
    if across["showgrid"]:
        (left, top), (right, bottom) = units(DRAWN["west"], DRAWN["north"]), units(DRAWN["east"], DRAWN["south"])
        meridians = "".join(f"M{units(lon, 0)[0]} {top}V{bottom}" for lon in across["tickvals"])
        parallels = "".join(f"M{left} {units(0, lat)[1]}H{right}" for lat in up["tickvals"])
        look = stroke_of(Stroke(across["gridcolor"], across["gridwidth"]))
        yield f'<path d="{meridians}{parallels}"{look}/>'


def _degree_names(layout: Json, names: ScreenNames) -> Iterator[str]:
    """What the lines of degrees are called, along the lower and the left edge of whatever is seen."""
    if not layout["xaxis"]["showticklabels"]:
        return
    for axis, index in sorted(names.degrees):
        of = layout[f"{axis}axis"]
        degree, said, size = of["tickvals"][index], of["ticktext"][index], of["tickfont"]["size"]
        at = units(degree, degree)[axis == "y"]
        if axis == "x":
            spot, across = (of["ticklabelshift"], -3 - 0.2 * size), "center"
        else:
            spot, across = (3, of["ticklabelshift"] + 0.35 * size), "left"
        words = Words(said, (said,), *spot, size=size, colour=of["tickfont"]["color"], across=across)
        yield f'<g class="k {axis}" style="--at:{at}px">{written(words)}</g>'


def _outlined(trace: Json, path: str, patterns: dict[Look, str]) -> str:
    """A line, or an area with its edge."""
    fill = fill_of(None)
    if trace.get("fill"):
        fill = f'{fill_of(str(trace["fillcolor"]))} fill-rule="evenodd"'
    if pattern := parts_of.pattern_of(trace):
        look = (pattern.shape, pattern.ground, pattern.stripe)
        fill = f' fill="url(#{patterns.setdefault(look, f"first-hatch-{len(patterns)}")})" fill-rule="evenodd"'
    return f'<path d="{path}"{fill}{stroke_of(parts_of.stroke_of(trace))}/>'


def _marked(trace: Json) -> Iterator[str]:
    """The markers of a trace, each in pixels about its position."""
    for index, (lon, lat) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        marker = parts_of.marker_of(trace["marker"], index, 0, 0) if lon is not None else None
        if marker:
            yield _at(lon, lat, parts_of.marker_parts(marker, ""))


def _grounds(trace: Json, names: ScreenNames) -> Iterator[str]:
    """Names of the ground, each in pixels about its position."""
    for index in sorted(index for name, index in names.grounds if name == trace["uid"]):
        alone = parts_of.some_of(trace, [index])
        yield _at(trace["x"][index], trace["y"][index], parts_of.texts(alone, _Here(), parts_of.GROUND_NAME_GROUND))


def _places(trace: Json, places: Iterable[PlaceName]) -> Iterator[str]:
    """Names of places, each in pixels about its position, at a spot of its marker or where a line leads."""
    for one in places:
        said, held_off = trace["customdata"][one.index][0], {"size": (one.gap - 1) * HOLDING_OFF}
        alone = parts_of.some_of(trace, [one.index]) | {"text": [said], "textposition": one.spot, "marker": held_off}
        lines = [Outline(said, [one.line], stroke=Stroke(*look), closed=False) for look in LEADER if one.line]
        words = parts_of.texts(alone, _Here(*one.aside), parts_of.LABEL_GROUND)
        yield _at(trace["x"][one.index], trace["y"][one.index], [*lines, *words])


def _at(lon: float, lat: float, items: Iterable[Item]) -> str:
    x, y = units(lon, lat)
    return f'<g class="k" style="translate:{x}px {y}px">{"".join(map(written, items))}</g>'


# Patterns, as Plotly draws its own: squares of the window's pixels, from the corner of the map


def _pattern(name: str, shape: str, below: str, stripe: str) -> str:
    side = HATCH_SIZE * (sqrt(2) if shape in SLANTED else 1)
    if shape == DOTTED:
        radius = side * sqrt(SOLIDITY[DOTTED] / pi)
        drawn = f'<circle cx="{side / 2:g}" cy="{side / 2:g}" r="{radius:.3f}"{fill_of(stripe)}/>'
    else:
        width = SOLIDITY[shape] * HATCH_SIZE * (0.5 if shape == "x" else 1)
        drawn = f'<path d="{STROKES[shape](side)}"{stroke_of(Stroke(stripe, round(width, 2)))}/>'
    square = f'width="{side:.3f}" height="{side:.3f}"'
    plate = written(Plate("", (0, 0, side, side), fill=below))
    return f'<pattern id="{name}" {square} patternUnits="userSpaceOnUse">{plate}{drawn}</pattern>'


def _rising(side: float) -> str:
    a, b, c = side / 4, side / 2, side * 3 / 4
    return f"M{-a:.3f},{a:.3f}l{b:.3f},{-b:.3f}M0,{side:.3f}L{side:.3f},0M{c:.3f},{side + a:.3f}l{b:.3f},{-b:.3f}"


def _falling(side: float) -> str:
    a, b, c = side / 4, side / 2, side * 3 / 4
    return f"M{c:.3f},{-a:.3f}l{b:.3f},{b:.3f}M0,0L{side:.3f},{side:.3f}M{-a:.3f},{c:.3f}l{b:.3f},{b:.3f}"


STROKES: dict[str, Callable[[float], str]] = {
    "/": _rising,
    "x": lambda side: _rising(side) + _falling(side),
    "\\": _falling,
}
SLANTED = {"/", "x", "\\"}
