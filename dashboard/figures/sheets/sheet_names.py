"""What is named on a map of a sheet, and where: places, the ground, degrees, worked out without a browser.

Every name keeps off markers, their rings and each other; where they crowd, a line leads to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dashboard.figures.labels import (
    HOLDING_OFF,
    LINE,
    PITCH,
    RAISED,
    Box,
    Name,
    Point,
    Standing,
    line_boxes,
    line_to,
    meet,
    place_names,
    text_width,
    within,
)
from dashboard.figures.map.ground import GROUND_NAMES
from dashboard.figures.map.markers import BASE_RANK, BASES_NAMED_FROM, CHANGE_RING, MOAT
from dashboard.figures.map.markers import Point as Marker
from dashboard.figures.sheets.plain_figure import Part, PlainFigure
from dashboard.figures.sheets.sheet_stars import settle_stars
from dashboard.figures.sheets.window import SMALL, Sizes, Window, middle
from dashboard.figures.style import LEADER

LEADERS = ("leaders-ground", "leaders")
"""Names of the traces of lines that lead to names, the lower first."""
MASSIF_NAME = "massif-name"
MASSIF_RANK = 1
"""It has no marker, but gives way to the seats of regions only."""
BESIDE_EDGE = 5
"""Pixels from the edge of a map within which no line of degrees is drawn."""


Rooms = Mapping[tuple[str, int], Box]
"""The room of names of the ground, by trace and number."""


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A map whose names are to be settled, and the room on it that no name may take."""

    figure: PlainFigure
    window: Window
    kept: tuple[Box, ...]

    def at(self, boxes: Iterable[Box], other: "Unnamed") -> list[Box]:
        """Boxes of another map where they would lie on this one."""
        across, down = self.window.left - other.window.left, self.window.top - other.window.top
        return [(left + across, top + down, *size) for left, top, *size in boxes]


def settle_names(maps: Sequence[Unnamed], drawn: Sequence[Marker]) -> None:
    """Name places, the ground and degrees on maps that stand together.

    Maps of one ground name alike, though on each other markers and stars are seen: what takes room on one is left room
    on all.
    """
    sizes = Sizes.in_window(maps[0].window)
    ringed: dict[str, int] = {}
    for each in maps:
        ringed |= _rings(_traces(each), drawn) if each.window.width > SMALL else {}
    markers = [_markers(_traces(each)["points"], drawn, each.window, sizes, ringed) for each in maps]
    taken = [[*each.kept, *_shared(each, maps, markers)] for each in maps]
    grounds = [_grounds(each, sizes, boxes) for each, boxes in zip(maps, taken, strict=True)]
    stars = [
        settle_stars(each.figure, each.window, [*boxes, *_massif(rooms)])
        for each, boxes, rooms in zip(maps, taken, grounds, strict=True)
    ]
    for each, boxes, rooms in zip(maps, taken, grounds, strict=True):
        avoided = [*_shared(each, maps, stars), *_massif(rooms)]
        names = _names(_traces(each), drawn, _marked(each, maps), each.window, sizes, ringed)
        _settle_degrees(each.figure, each.window, _settle(each, names, sizes, boxes, rooms, avoided))


def _traces(one: Unnamed) -> dict[str, Part]:
    return {trace.uid: trace for trace in one.figure.data}


def _shared(one: Unnamed, maps: Sequence[Unnamed], boxes: Sequence[Sequence[Box]]) -> list[Box]:
    """What lies on a map, and on the others of the same ground where it would lie on this one."""
    return [
        box
        for other, found in zip(maps, boxes, strict=True)
        if other.window.ground == one.window.ground
        for box in one.at(found, other)
    ]


def _marked(one: Unnamed, maps: Sequence[Unnamed]) -> list[bool]:
    """Whether each marker is seen on a map or on another of the same ground."""
    alike = [_traces(other)["points"].marker.opacity for other in maps if other.window.ground == one.window.ground]
    return [any(ups) for ups in zip(*alike, strict=True)]


def _grounds(one: Unnamed, sizes: Sizes, taken: Sequence[Box]) -> Rooms:
    """The names of the ground that stand whole and on no marker."""
    return {
        name: room
        for name, room in _ground_name_boxes(one.figure, one.window, sizes.ground).items()
        if within(room, one.window.box) and not any(meet(room, other) for other in taken)
    }


def _massif(rooms: Rooms) -> list[Box]:
    return [room for (uid, _), room in rooms.items() if uid == MASSIF_NAME]


def _settle(
    one: Unnamed,
    names: Sequence[Name | None],
    sizes: Sizes,
    taken: Sequence[Box],
    grounds: Rooms,
    avoided: Sequence[Box],
) -> list[Box]:
    """Write the names of places where they stand; the room that all takes."""
    traces, window = _traces(one), one.window
    aside = [] if _massif(grounds) else _massif_aside(traces[MASSIF_NAME], window, sizes)
    wanted = [*aside, *(name for name in names if name)]
    found = place_names(wanted, taken, window.box, [*grounds.values()], avoided)
    standings = {name: place for name, place in zip(wanted, found, strict=True) if place}
    ups = traces["points"].marker.opacity
    own = [name if up else None for name, up in zip(names, ups, strict=True)]
    _write(traces["labels"], own, standings, window, sizes)
    for name in aside:
        _write_aside(traces[MASSIF_NAME], name, standings.get(name), window)
    placed = [part for name, place in standings.items() for part in (place.box, *line_boxes(name, place))]
    led = {number: line_to(name, standings[name]) for number, name in enumerate(own) if name in standings}
    one.figure.add_traces(_leading({number: line for number, line in led.items() if line}, window))
    left = {name: room for name, room in grounds.items() if not any(meet(room, other) for other in placed)}
    _leave_out(one.figure, {*left, *((MASSIF_NAME, 0) for name in aside if name in standings)})
    return [*taken, *avoided, *placed, *left.values()]


def _markers(body: Part, drawn: Sequence[Marker], window: Window, sizes: Sizes, ringed: Mapping[str, int]) -> list[Box]:
    """The room of the markers that are seen, with their rings."""
    found = []
    for point, up in zip(drawn, body.marker.opacity, strict=True):
        if up and window.shows(point.place.lon, point.place.lat):
            x, y = middle(point, window, sizes)
            reach = (point.size + ringed.get(point.place.id, 0)) * sizes.markers / 2 + 2
            found.append((x - reach, y - reach, 2 * reach, 2 * reach))
    return found


def _names(
    traces: Mapping[str, Part],
    drawn: Sequence[Marker],
    marked: Sequence[bool],
    window: Window,
    sizes: Sizes,
    ringed: Mapping[str, int],
) -> list[Name | None]:
    """The names of places in the order of their trace; None for those that are not wanted."""
    labels, has_bases = traces["labels"], window.pixels_per_degree >= BASES_NAMED_FROM
    look = zip(labels.customdata, labels.marker.size, labels.textfont.weight, strict=True)
    found: list[Name | None] = []
    for point, is_marked, ((said, rank, _), size, weight) in zip(drawn, marked, look, strict=True):
        is_near = rank < sizes.ranks and (has_bases or rank != BASE_RANK)
        is_wanted = is_marked and is_near and window.shows(point.place.lon, point.place.lat)
        type_size = sizes.town if weight > 400 else sizes.village
        gap = (size + ringed.get(point.place.id, 0)) * sizes.markers / HOLDING_OFF + 1
        found.append(Name(said, *middle(point, window, sizes), gap, type_size, weight, rank) if is_wanted else None)
    return found


def _massif_aside(trace: Part, window: Window, sizes: Sizes) -> list[Name]:
    """The name of the massif as one that may stand beside it; none where it is not drawn or out of sight."""
    if not trace.visible or not window.shows(trace.x[0], trace.y[0]):
        return []
    said = trace.text[0].replace("<br>", " ")
    return [Name(said, *window.pixels(trace.x[0], trace.y[0]), 2, sizes.ground, 600, MASSIF_RANK)]


def _write_aside(trace: Part, name: Name, one: Standing | None, window: Window) -> None:
    """Put the name of the massif where it stands."""
    if one:
        left, top, width, height = one.box
        lon, lat = window.position(left + width / 2, top + height / 2)
        trace.x, trace.y, trace.text = [lon], [lat], [name.said]


def _write(
    labels: Part,
    names: Sequence[Name | None],
    standings: Mapping[Name, Standing],
    window: Window,
    sizes: Sizes,
) -> None:
    """Put names into their trace, each at its marker and held off it as far as it stands."""
    found = [standings.get(name) if name else None for name in names]
    weights = labels.textfont.weight
    places = zip(names, labels.x, labels.y, strict=True)
    spots = [window.position(name.x, name.y) if name else place for name, *place in places]
    labels.x, labels.y = zip(*spots, strict=True)
    labels.text = [name.said if name and one else "" for name, one in zip(names, found, strict=True)]
    labels.textposition = [one.spot if one else "middle right" for one in found]
    labels.textfont.size = [sizes.town if weight > 400 else sizes.village for weight in weights]
    labels.marker.size = [(one.gap - 1) * HOLDING_OFF if one else 1 for one in found]


def _rings(traces: Mapping[str, Part], drawn: Sequence[Marker]) -> dict[str, int]:
    """By how many pixels the rings about markers that are seen are wider than these."""
    wider = {"siege": MOAT, "today": CHANGE_RING}
    return {
        point.place.id: more
        for uid, more in wider.items()
        for point, up in zip(drawn, traces[uid].marker.opacity, strict=True)
        if up
    }


def _leading(lines: Mapping[int, tuple[Point, Point]], window: Window) -> list[Part]:
    """The lines that lead from markers to names further off, and the light ground on which they are seen.

    Each of their points bears the number of the marker.
    """
    ends = [(window.position(*start), window.position(*end), (None, None)) for start, end in lines.values()]
    spots = [spot for line in ends for spot in line]
    at = {"x": [lon for lon, _ in spots], "y": [lat for _, lat in spots], "mode": "lines", "hoverinfo": "skip"}
    at["customdata"] = [number for number in lines for _ in range(3)]
    return [
        Part.of({"type": "scatter", "uid": uid, "line": {"color": colour, "width": width}, **at})
        for uid, (colour, width) in zip(LEADERS, LEADER, strict=True)
    ]


def _settle_degrees(figure: PlainFigure, window: Window, taken: Iterable[Box]) -> None:
    """Leave out the names of meridians and parallels that would touch something, or the corner between them.

    A line of degrees beside the edge of the map is taken for that: it is left out too.
    """
    rooms, bottom = list(taken), window.top + window.height
    size = figure.layout.xaxis.tickfont.size
    for axis, (across, down) in ((figure.layout.yaxis, (0, 1)), (figure.layout.xaxis, (1, 0))):
        kept, ends = [], (window.west, window.east) if across else (window.south, window.north)
        beside = BESIDE_EDGE / window.pixels_per_degree
        lines = zip(axis.tickvals, axis.ticktext, strict=True)
        clear = [line for line in lines if min(abs(line[0] - end) for end in ends) > beside]
        axis.tickvals, axis.ticktext = [line[0] for line in clear], [line[1] for line in clear]
        for degree, said in zip(axis.tickvals, axis.ticktext, strict=True):
            x, y = window.pixels(degree * across, degree * down)
            width, height = text_width(said, size) + 8, size * LINE + 6
            aside = axis.ticklabelshift
            left = x + aside - width / 2 if across else window.left + 1
            top = bottom - height - 1 if across else y + aside - height / 2
            room = left, top, width, height
            is_free = within(room, window.box) and not any(meet(room, other) for other in rooms)
            rooms += [room] if is_free else []
            kept.append(said if is_free else "")
        axis.ticktext = kept


def _ground_name_boxes(figure: PlainFigure, window: Window, size: float) -> Rooms:
    """The room of the names of countries, regions and the massif, by trace and number."""
    boxes = {}
    for trace in figure.data:
        if trace.uid in GROUND_NAMES and trace.visible:
            for index, (lon, lat, said) in enumerate(zip(trace.x, trace.y, trace.text, strict=True)):
                (x, y), lines = window.pixels(lon, lat), said.split("<br>")
                width = max(text_width(line, size, 600) for line in lines)
                height = size * PITCH * len(lines)
                boxes[trace.uid, index] = (x - width / 2, y - height / 2 - size * RAISED, width, height)
    return boxes


def _leave_out(figure: PlainFigure, kept: set[tuple[str, int]]) -> None:
    """Leave out the names of the ground that do not fit whole or over which the name of a settlement stands."""
    for trace in (trace for trace in figure.data if trace.uid in GROUND_NAMES):
        trace.text = [said if (trace.uid, index) in kept else "" for index, said in enumerate(trace.text)]
