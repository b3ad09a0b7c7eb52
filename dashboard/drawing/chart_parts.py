"""The parts of a chart: its grid, lines, areas, bars and signs, each named by what it stands for.

It knows the few traces of which the sheets of the timeline and of the trends are made: step lines, areas between two
of them, stacked areas, level bars with a base, upright stacked bars, markers and fitted texts.
"""

from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from math import ceil, floor

import numpy as np

from dashboard.drawing import figure_parts as parts_of
from dashboard.drawing.figure_parts import Json, one_of
from dashboard.drawing.primitives import Item, Outline, Plate, Stroke, Words, grouped
from dashboard.text import Text

Point = tuple[float, float]
HAIR = 1
"""Pixels by which Plotly sets what is written beside an axis further off than asked."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Where a pair of axes lies on the sheet, and what each shows."""

    left: float
    top: float
    width: float
    height: float
    across: tuple[float, float]
    up: tuple[float, float]

    @classmethod
    def of(cls, layout: Json, x: str, y: str) -> "Plot":
        """The axes of a trace, by the names that it gives them (``x``, ``y2``)."""
        over, beside = _axis(layout, x), _axis(layout, y)
        if "domain" not in beside:
            beside = _axis(layout, str(beside["overlaying"])) | beside
        (left, right), (bottom, top) = over["domain"], beside["domain"]
        first, last = (number(value) for value in over["range"])
        low, high = (number(value) for value in beside["range"])
        across, down = layout["width"], layout["height"]
        size = ((right - left) * across, (top - bottom) * down)
        return cls(left * across, (1 - top) * down, *size, (first, last), (low, high))

    def x(self, value: object) -> float:
        """Pixels from the left of the sheet."""
        first, last = self.across
        return self.left + (number(value) - first) / (last - first) * self.width

    def y(self, value: object) -> float:
        """Pixels from the top of the sheet."""
        low, high = self.up
        return self.top + self.height - (number(value) - low) / (high - low) * self.height

    def shows(self, x: float) -> bool:
        """Whether a pixel lies between the two sides."""
        return self.left - 0.5 <= x <= self.left + self.width + 0.5


def number(value: object) -> float:
    """A value of an axis as a number: days are milliseconds since 1970."""
    if isinstance(value, str):
        return datetime.fromisoformat(value).replace(tzinfo=UTC).timestamp() * 1000
    return float(value)


def _axis(layout: Json, name: str) -> Json:
    return layout[f"{name[0]}axis{name[1:]}"]


def chart_parts(figure: Json, text: Text) -> list[Item]:
    """The grid below, then every trace as a group of its own, then the line of the day."""
    layout = figure["layout"]
    drawn = [(str(trace.get("name") or trace["uid"]), parts) for trace, parts in _traces(figure)]
    below = [each for each in layout.get("shapes", ()) if each.get("layer") == "below" and each["type"] == "path"]
    band = [parts_of.path_outline(each, layout["width"], layout["height"]) for each in below]
    day = [each for each in layout.get("shapes", ()) if each.get("type") == "line"]
    return [
        *grouped(text("Chosen place"), band),
        *grouped(text("Grid and axes"), _grid(layout)),
        *(group for name, parts in drawn for group in grouped(name, parts)),
        *(group for each in day[:1] for group in grouped(text("The day shown"), [_day(each, layout)])),
    ]


def _grid(layout: Json) -> Iterator[Item]:
    """Lines and numbers at every tick."""
    for name in sorted(key for key in layout if key.startswith(("xaxis", "yaxis"))):
        axis, letter = layout[name], name[0]
        anchor = str(axis.get("anchor") or ("y" if letter == "x" else "x"))
        own = f"{letter}{name[5:]}"
        plot = Plot.of(layout, *((own, anchor) if letter == "x" else (anchor if anchor != "free" else "x", own)))
        is_drawn = axis.get("showgrid", True)
        for value, said in zip(axis.get("tickvals", ()), axis.get("ticktext", ()), strict=True):
            yield from (_rung if letter == "y" else _upright)(plot, axis, value, str(said), is_drawn=is_drawn)


def _upright(plot: Plot, axis: Json, value: object, said: str, *, is_drawn: bool) -> Iterator[Item]:
    """A line at a day; what it is called may stand beside it, in the middle of its year."""
    x, bottom = plot.x(value), plot.top + plot.height
    if not plot.shows(x):
        return
    if is_drawn:
        yield Outline(said, [[(x, plot.top), (x, bottom)]], stroke=_grid_stroke(axis), closed=False)
    gap = HAIR + axis.get("ticklabelstandoff", 0)
    y = plot.top - gap - 0.2 * size_of(axis) if axis.get("side") == "top" else bottom + gap + size_of(axis)
    yield from _tick(axis, said, x + axis.get("ticklabelshift", 0), y, "center")


def _rung(plot: Plot, axis: Json, value: object, said: str, *, is_drawn: bool) -> Iterator[Item]:
    y, right = plot.y(value), plot.left + plot.width
    if is_drawn:
        yield Outline(said, [[(plot.left, y), (right, y)]], stroke=_grid_stroke(axis), closed=False)
    gap = HAIR + axis.get("ticklabelstandoff", 0)
    is_right = axis.get("side") == "right"
    x = right + gap if is_right else plot.left - gap
    yield from _tick(axis, said, x, y + 0.35 * size_of(axis), "left" if is_right else "right")


def size_of(axis: Json) -> float:
    """The type size of what is written beside an axis."""
    return float(axis["tickfont"]["size"])


def _grid_stroke(axis: Json) -> Stroke:
    return Stroke(
        str(axis.get("gridcolor", "#dddddd")), float(axis.get("gridwidth", 1)), str(axis.get("griddash", "solid"))
    )


def _tick(axis: Json, said: str, x: float, y: float, across: str) -> Iterator[Item]:
    if said:
        font = axis["tickfont"]
        lines = tuple(said.split("<br>"))
        look = {"size": font["size"], "colour": font["color"], "weight": font.get("weight", 400)}
        yield Words(said, lines, x, y, across=across, **look)


def _day(shape: Json, layout: Json) -> str:
    plot = Plot.of(layout, "x", "y")
    x, low, high = plot.x(shape["x0"]), float(shape["y0"]), float(shape["y1"])
    if shape.get("yref") == "paper":
        ends = [(x, (1 - low) * layout["height"]), (x, (1 - high) * layout["height"])]
    else:
        ends = [(x, plot.top), (x, plot.top + plot.height)]
    stroke = Stroke(str(shape["line"]["color"]), float(shape["line"]["width"]))
    return Outline(str(shape["name"]), [ends], stroke=stroke, closed=False)


# Traces


def _traces(figure: Json) -> Iterator[tuple[Json, list[Item]]]:
    layout = figure["layout"]
    below: dict[object, Sequence[float]] = defaultdict(list)
    standing: dict[object, float] = defaultdict(float)
    before: list[Point] = []
    for trace in map(_unpacked, parts_of.visible(figure["data"])):
        plot = Plot.of(layout, str(trace.get("xaxis") or "x"), str(trace.get("yaxis") or "y"))
        if trace["type"] == "bar":
            is_level = trace.get("orientation") == "h"
            yield trace, list(_level_bars(trace, plot) if is_level else _upright_bars(trace, plot, standing))
            continue
        mode = trace["mode"]
        if mode == "markers":
            yield trace, list(_signs(trace, plot))
        elif mode == "text":
            yield trace, list(_texts(trace, plot))
        elif trace.get("stackgroup"):
            yield trace, list(_layer(trace, plot, below))
        else:
            line = _line(trace, trace["y"], plot)
            yield trace, list(_run(trace, line, before))
            before = line


def _unpacked(trace: Json) -> Json:
    """A trace whose numbers are lists; Plotly packs arrays of them as bytes."""
    packed = {name: value for name, value in trace.items() if isinstance(value, Mapping) and "bdata" in value}
    return trace | {
        name: np.frombuffer(b64decode(value["bdata"]), np.dtype(value["dtype"])).tolist()
        for name, value in packed.items()
    }


def _line(trace: Json, values: Sequence[object], plot: Plot) -> list[Point]:
    """The corners of a line; one with steps keeps its value up to the next."""
    points = [(plot.x(x), plot.y(y)) for x, y in zip(trace["x"], values, strict=True) if x is not None]
    if (trace.get("line") or {}).get("shape") != "hv" or not points:
        return points
    corners = [points[0]]
    for (_, held), (x, y) in pairwise(points):
        corners += [(x, held)] if held == y else [(x, held), (x, y)]
    return corners


def _run(trace: Json, line: list[Point], before: list[Point]) -> Iterator[Item]:
    if len(line) < 2:  # an axis of its own needs a trace, even one that draws nothing
        return
    name = str(trace.get("name") or trace["uid"])
    if trace.get("fill") == "tonexty" and before:
        yield Outline(name, [[*line, *reversed(before)]], fill=str(trace["fillcolor"]))
    stroke = parts_of.stroke_of(trace)
    if stroke.width:
        yield Outline(name, [line], stroke=stroke, closed=False)


def _layer(trace: Json, plot: Plot, below: dict[object, Sequence[float]]) -> Iterator[Item]:
    """A layer of a stack, on top of those before it."""
    key, values = trace["stackgroup"], [float(value) for value in trace["y"]]
    ground = list(below[key]) or [0.0] * len(values)
    top = [low + value for low, value in zip(ground, values, strict=True)]
    below[key] = top
    if not any(values):
        return
    rings = _stretches(trace, ground, top, plot)
    name, pattern, stroke = (
        str(trace.get("name") or trace["uid"]),
        parts_of.pattern_of(trace),
        parts_of.stroke_of(trace),
    )
    if pattern is None:
        yield Outline(name, rings, fill=str(trace["fillcolor"]), stroke=stroke)
        return
    bands = parts_of.hatched(rings, pattern.shape, (plot.left, plot.top))
    parts = [Outline(name, rings, fill=pattern.ground, stroke=stroke)]
    yield from grouped(name, parts + ([Outline(f"{name}: stripes", bands, fill=pattern.stripe)] if bands else []))


def _stretches(trace: Json, ground: Sequence[float], top: Sequence[float], plot: Plot) -> list[list[Point]]:
    """The outlines of a layer, one for each stretch of time in which it has any height."""
    xs = [plot.x(x) for x in trace["x"]]
    rings, upper, lower = [], [], []
    for index, (x, until) in enumerate(pairwise(xs)):
        if top[index] > ground[index]:
            upper += [(x, plot.y(top[index])), (until, plot.y(top[index]))]
            lower += [(x, plot.y(ground[index])), (until, plot.y(ground[index]))]
        elif upper:
            rings.append([*upper, *reversed(lower)])
            upper, lower = [], []
    return [*rings, [*upper, *reversed(lower)]] if upper else rings


def _level_bars(trace: Json, plot: Plot) -> Iterator[Item]:
    """Strips: each from its base as long as it lasts."""
    marker, pattern = trace["marker"], trace["marker"].get("pattern") or {}
    words = trace.get("hovertext") or trace.get("customdata")
    for index, (since, lasting) in enumerate(zip(trace["base"], trace["x"], strict=True)):
        middle, tall = float(one_of(trace["y"], index)), float(one_of(trace["width"], index))
        ends = plot.x(since), plot.x(number(since) + float(lasting))
        heights = plot.y(middle - tall / 2), plot.y(middle + tall / 2)
        left, right = _in_whole_pixels(*ends, plot.left)
        left, right = max(left, plot.left), min(right, plot.left + plot.width)
        if right <= left:
            continue
        first, second = _in_whole_pixels(*sorted(heights), plot.top)
        box = (left, first, right - left, second - first)
        said = str(words[index]).replace("<br>", " ") if words else ""
        name = said.partition(":")[0] or str(trace.get("name") or trace["uid"])
        if not pattern.get("shape"):
            yield Plate(name, box, fill=str(one_of(marker["color"], index)), said=said)
            continue
        ring = [(left, first), (right, first), (right, second), (left, second)]
        bands = parts_of.hatched([ring], "/", (plot.left, plot.top), float(pattern["size"]))
        parts = [Plate(name, box, fill=str(one_of(pattern["bgcolor"], index)), said=said)]
        parts += [Outline(f"{name}: stripes", bands, fill=str(one_of(pattern["fgcolor"], index)))] if bands else []
        yield from grouped(name, parts)


def _in_whole_pixels(low: float, high: float, origin: float) -> tuple[float, float]:
    """Two sides of a bar as Plotly sets them, one after the other: in whole pixels, and never without any width."""
    low = _whole(low - origin, high - origin)
    return low + origin, _whole(high - origin, low) + origin


def _whole(side: float, other: float) -> int:
    if abs(side - other) >= 2:
        return floor(side + 0.5)
    return ceil(side) if side > other else floor(side)


def _upright_bars(trace: Json, plot: Plot, standing: dict[object, float]) -> Iterator[Item]:
    """Bars that stand on those of the traces before."""
    marker = trace["marker"]
    stroke = Stroke(str(marker["line"]["color"]), float(marker["line"]["width"]))
    for index, (x, value) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        if not value:
            continue
        foot = standing[x]
        standing[x] = foot + float(value)
        half = float(one_of(trace["width"], index)) / 2
        left, right = plot.x(number(x) - half), plot.x(number(x) + half)
        top = plot.y(standing[x])
        box = (left, top, right - left, plot.y(foot) - top)
        said = f"{trace.get('name')}: {value}"
        yield Plate(str(trace.get("name")), box, fill=str(one_of(marker["color"], index)), stroke=stroke, said=said)


def _signs(trace: Json, plot: Plot) -> Iterator[Item]:
    words = trace.get("hovertext") or trace.get("customdata")
    for index, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        marker = parts_of.marker_of(trace["marker"], index, plot.x(x), plot.y(y)) if x is not None else None
        if marker:
            said = str(words[index]).replace("<br>", " ").replace("<b>", "").replace("</b>", "") if words else ""
            yield from parts_of.marker_parts(marker, said.partition(":")[0] or str(trace.get("name")), said)


def _texts(trace: Json, plot: Plot) -> Iterator[Item]:
    """Texts that begin at a point, at its height."""
    font = trace["textfont"]
    for index, said in enumerate(trace["text"]):
        if said:
            size = float(one_of(font["size"], index))
            x, y = plot.x(trace["x"][index]), plot.y(trace["y"][index]) + 0.25 * size
            look = {"colour": str(one_of(font["color"], index)), "weight": int(one_of(font.get("weight", 400), index))}
            yield Words(str(said), (str(said),), x, y, size=size, **look)
