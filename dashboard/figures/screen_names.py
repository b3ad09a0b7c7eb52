"""Which names a map of the screen bears in a window, and where, before any script has measured it.

The rule of the page's script (``labels.js``): names of places first, as :mod:`dashboard.figures.labels` places them;
the names of the ground, then those of the lines of degrees, give way to them. A name has its place whatever the day:
every marker of the layers that are shown keeps its room, seen or not, and of the spots beside its marker a name takes
that where least of it would lie on a star of any day. No line leads away from a star that is there on a few days only.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin

from dashboard.figures.labels import (
    EDGE,
    HOLDING_OFF,
    PITCH,
    RAISED,
    REACH,
    Box,
    Name,
    Point,
    Standing,
    Taken,
    line_boxes,
    line_to,
    place_names,
    text_width,
    within,
)
from dashboard.figures.map.ground import GROUND_NAMES
from dashboard.figures.map.markers import BASE_RANK, BASES_NAMED_FROM
from dashboard.figures.sheets.window import Window

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PlaceName:
    """The name of a place that is written: its number, and where it stands about the point of its place, in pixels."""

    index: int
    aside: Point
    """How far the marker stands from that point."""
    spot: str
    gap: float
    line: tuple[Point, Point] | None
    """That leads to it, if any does."""


@dataclass(frozen=True, slots=True)
class ScreenNames:
    """What is written: names of places, and those of the ground and of degrees."""

    places: tuple[PlaceName, ...]
    grounds: frozenset[tuple[str, int]]
    """By the name of their trace, and their number in it."""
    degrees: frozenset[tuple[str, int]]
    """By their axis, ``x`` or ``y``, and their number."""


def screen_names(figure: Json, window: Window, fixed: Iterable[Box], layers: Collection[str]) -> ScreenNames:
    """Settle the names of a map.

    Parameters
    ----------
    figure
        Of :func:`~dashboard.figures.map.figure.map_json`.
    window
        Where it is shown.
    fixed
        Boxes in pixels that keep their room: legend, north arrow, scale, locator, buttons.
    layers
        That are shown.
    """
    traces = {trace["uid"]: trace for trace in figure["data"]}
    shown = [layer in layers for layer in figure["layout"]["meta"]["point_layers"]]
    frame: Box = (0, 0, window.width, window.height)
    taken = [*_rooms(traces["points"], shown, window), *fixed]
    room = Taken(taken)

    def is_free(box: Box) -> bool:
        return within(box, frame) and not room.meets(box)

    grounds = {name: box for name, box in _ground_boxes(traces, window) if is_free(box)}
    wanted = dict(_wanted(traces, shown, window))
    events = traces["events"]
    stars = _rooms(events, [events["visible"]] * len(events["x"]), window)
    found = _places(tuple(wanted.values()), tuple(taken), frame, (*grounds.values(), *stars))
    standings = {index: one for index, one in zip(wanted, found, strict=True) if one}
    for index, one in standings.items():
        room.add([one.box, *line_boxes(wanted[index], one)])
    kept = {name: box for name, box in grounds.items() if is_free(box)}
    room.add(kept.values())
    degrees = set()
    for name, box in _degree_boxes(figure["layout"], window):
        if is_free(box):
            degrees.add(name)
            room.add([box])
    return ScreenNames(tuple(_written(traces, wanted, standings, window)), frozenset(kept), frozenset(degrees))


_places = lru_cache(maxsize=64)(place_names)
"""A view has the same names on all days: they are settled once for each window."""


def _rooms(trace: Json, shown: Iterable[bool], window: Window) -> list[Box]:
    """The room of the markers of a trace, whether they are seen on the day or not."""
    middles = [_middle(trace, index, window) for index, is_shown in enumerate(shown) if is_shown]
    return [(x - REACH, y - REACH, 2 * REACH, 2 * REACH) for x, y in middles]


def _middle(trace: Json, index: int, window: Window) -> Point:
    x, y = window.pixels(trace["x"][index], trace["y"][index])
    across, down = _aside(trace["marker"], index)
    return x + across, y + down


def _aside(marker: Json, index: int) -> Point:
    turn, away = radians(marker["angle"][index]), marker["standoff"][index]
    return -away * sin(turn), away * cos(turn)


def _wanted(traces: Mapping[str, Json], shown: list[bool], window: Window) -> Iterator[tuple[int, Name]]:
    """The names that may be written in a window, each with its number."""
    labels, points = traces["labels"], traces["points"]
    font, has_bases = labels["textfont"], window.pixels_per_degree >= BASES_NAMED_FROM
    for index, (said, rank, point) in enumerate(labels["customdata"]):
        is_near = has_bases or rank != BASE_RANK
        if shown[point] and is_near and window.shows(labels["x"][index], labels["y"][index]):
            gap = labels["marker"]["size"][index] / HOLDING_OFF + 1
            size, weight = font["size"][index], font["weight"][index]
            yield index, Name(said, *_middle(points, point, window), gap, size, weight, rank)


def _written(
    traces: Mapping[str, Json], wanted: Mapping[int, Name], standings: Mapping[int, Standing], window: Window
) -> Iterator[PlaceName]:
    """The names of markers that are seen on the day."""
    labels, marker = traces["labels"], traces["points"]["marker"]
    for index, one in standings.items():
        point = labels["customdata"][index][2]
        if not marker["opacity"][point]:
            continue
        x, y = window.pixels(labels["x"][index], labels["y"][index])
        line = line_to(wanted[index], one)
        about = line and ((line[0][0] - x, line[0][1] - y), (line[1][0] - x, line[1][1] - y))
        yield PlaceName(index, _aside(marker, point), one.spot, one.gap, about)


def _ground_boxes(traces: Mapping[str, Json], window: Window) -> Iterator[tuple[tuple[str, int], Box]]:
    for name in GROUND_NAMES:
        trace = traces[name]
        if not trace["visible"]:
            continue
        font = trace["textfont"]
        for index, (lon, lat, said) in enumerate(zip(trace["x"], trace["y"], trace["text"], strict=True)):
            lines = said.split("<br>")
            width = max(text_width(line, font["size"], font["weight"]) for line in lines) + EDGE
            height = len(lines) * font["size"] * PITCH
            x, y = window.pixels(lon, lat)
            yield (name, index), (x - width / 2, y - height / 2 - font["size"] * RAISED, width, height)


def _degree_boxes(layout: Json, window: Window) -> Iterator[tuple[tuple[str, int], Box]]:
    """Those of the parallels first."""
    for axis in ("y", "x"):
        of = layout[f"{axis}axis"]
        height = of["tickfont"]["size"] * PITCH + EDGE
        for index, (degree, said) in enumerate(zip(of["tickvals"], of["ticktext"], strict=True)):
            width, aside = text_width(said, of["tickfont"]["size"]) + 2 * EDGE, of["ticklabelshift"]
            x, y = window.pixels(degree, degree)
            yield (
                (axis, index),
                (1, y + aside - height / 2, width, height)
                if axis == "y"
                else (x + aside - width / 2, window.height - height - 1, width, height),
            )
