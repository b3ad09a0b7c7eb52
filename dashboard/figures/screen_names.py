"""Which names a map of the screen bears in a window, and where, before any script has measured it.

The rule of the page's script (``labels.js``): the more important name first, each at the first spot where it touches
nothing placed before it; the names of the ground, then those of the lines of degrees, give way to names of places.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import cos, radians, sin

from dashboard.figures.labels import PITCH, SPOTS, Box, meet, text_width, within
from dashboard.figures.map.ground import GROUND_NAMES
from dashboard.figures.sheets.window import Window

Json = Mapping[str, object]
RAISED = 0.1
"""How far the middle of its letters lies above that of a line, in its type size."""
EDGE = 4
"""Pixels that a text is given beside its own width."""
CELL = 48
"""Pixels of a side of the squares by which boxes are found."""
REACH = 6
"""Pixels about the middle of a marker that no name may take."""


@dataclass(frozen=True, slots=True)
class ScreenNames:
    """What is written: names of places, by number and at which spot, and those of the ground and of degrees."""

    places: tuple[tuple[int, str], ...]
    grounds: frozenset[tuple[str, int]]
    """By the name of their trace, and their number in it."""
    degrees: frozenset[tuple[str, int]]
    """By their axis, ``x`` or ``y``, and their number."""


class Taken:
    """Boxes that keep their room, found by where they lie: thousands of places are settled in a moment."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """Keep the room of a box."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)

    def meets(self, box: Box) -> bool:
        """Whether a box would lie on one of these."""
        return any(meet(box, other) for cell in _cells(box) for other in self._cells.get(cell, ()))


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, width, height = box
    columns, rows = (
        range(int(left // CELL), int((left + width) // CELL) + 1),
        range(int(top // CELL), int((top + height) // CELL) + 1),
    )
    return ((column, row) for column in columns for row in rows)


def screen_names(figure: Json, window: Window, fixed: Iterable[Box], *, has_places: bool) -> ScreenNames:
    """Settle the names of a map.

    Parameters
    ----------
    figure
        Of :func:`~dashboard.figures.map.figure.map_json`.
    window
        Where it is shown.
    fixed
        Boxes in pixels that keep their room: legend, north arrow, scale, locator, buttons.
    has_places
        Whether names of places are shown at all.
    """
    traces = {trace["uid"]: trace for trace in figure["data"]}
    frame: Box = (0, 0, window.width, window.height)
    taken = Taken([*_markers(traces["points"], window), *fixed])

    def is_free(box: Box) -> bool:
        return within(box, frame) and not taken.meets(box)

    grounds = {name: box for name, box in _ground_boxes(traces, window) if is_free(box)}
    places = []
    for index in _in_order(traces["labels"]) if has_places else ():
        boxes = _boxes(traces["labels"], index, window)
        free = [spot for spot in SPOTS if boxes and is_free(boxes[spot])]
        if free:
            clear = (spot for spot in free if not any(meet(boxes[spot], other) for other in grounds.values()))
            spot = next(clear, free[0])
            places.append((index, spot))
            taken.add(boxes[spot])
    kept = {name: box for name, box in grounds.items() if is_free(box)}
    for box in kept.values():
        taken.add(box)
    degrees = set()
    for name, box in _degree_boxes(figure["layout"], window):
        if is_free(box):
            degrees.add(name)
            taken.add(box)
    return ScreenNames(tuple(places), frozenset(kept), frozenset(degrees))


def _markers(points: Json, window: Window) -> Iterator[Box]:
    marker = points["marker"]
    for lon, lat, up, turn, away in zip(
        points["x"], points["y"], marker["opacity"], marker["angle"], marker["standoff"], strict=True
    ):
        if up:
            x, y = window.pixels(lon, lat)
            x, y = x - away * sin(radians(turn)), y + away * cos(radians(turn))
            yield x - REACH, y - REACH, 2 * REACH, 2 * REACH


def _in_order(labels: Json) -> list[int]:
    return sorted(range(len(labels["customdata"])), key=lambda index: labels["customdata"][index][1])


def _boxes(labels: Json, index: int, window: Window) -> Mapping[str, Box]:
    """The box of a name at each spot; none where its place is out of sight."""
    lon, lat = labels["x"][index], labels["y"][index]
    if not window.shows(lon, lat):
        return {}
    x, y = window.pixels(lon, lat)
    font, said = labels["textfont"], labels["customdata"][index][0]
    width = text_width(said, font["size"][index], font["weight"][index]) + EDGE
    height, gap = font["size"][index] * PITCH, labels["marker"]["size"][index] / 1.6 + 1
    left = {"left": x - gap - width, "center": x - width / 2, "right": x + gap}
    top = {"top": y - gap - height, "middle": y - height / 2, "bottom": y + gap}
    return {spot: (left[spot.split(" ")[1]], top[spot.split(" ")[0]], width, height) for spot in SPOTS}


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
