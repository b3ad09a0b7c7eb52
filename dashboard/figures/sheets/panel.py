"""A map on a sheet: drawn into a rectangle of fixed size, its names, scale and edge settled beforehand.

On the screen the page's script places names and scale after drawing; here all of it is worked out beforehand,
so that a sheet needs no browser to be complete and the same view always gives the same figure. Pixels count from
the top left corner of the sheet.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import repeat
from math import cos, radians, sin

import plotly.graph_objects as go

from dashboard.asked.size import WIDE, WIDTH, Size
from dashboard.asked.state import ViewState
from dashboard.figures.incidents import UIDS as INCIDENTS
from dashboard.figures.labels import (
    LINE,
    PITCH,
    Box,
    Name,
    meet,
    place_names,
    scale_length,
    shared,
    spot_of,
    text_width,
    within,
)
from dashboard.figures.legend import Marks
from dashboard.figures.map.areas import Area
from dashboard.figures.map.fading import shows_fading
from dashboard.figures.map.figure import Point, Seen, Wear, map_figure, points
from dashboard.figures.map.ground import GROUND_NAMES
from dashboard.figures.sheets import margins
from dashboard.figures.sheets.window import Sizes, Window, areas_in, middle, points_in
from dashboard.figures.style import EDGES, INK, PAPER, QUIET_INK, SIGNS
from dashboard.text import Text
from geodata.entities import Place
from geodata.incidents.reading import Incident
from geodata.record import Record
from geodata.timeline import Timeline
from geodata.vocabulary import PlaceKind, Symbol

GROUND_NAMES_RAISED = 0.1
"""How far the letters of a line lie above its middle, in its type size."""
LONGEST_BAR = 110


@dataclass(frozen=True, slots=True)
class Panel:
    """One map of a sheet: the view it shows, where it lies, and its figure without what stands around it."""

    state: ViewState
    window: Window
    figure: go.Figure

    @classmethod
    def of(
        cls,
        record: Record,
        state: ViewState,
        text: Text,
        window: Window,
        *,
        relief: str,
        timeline: Timeline,
        worn: Wear | None = None,
        outlined: Set[str] = frozenset(),
        ground: bool = True,
        has_scale: bool = True,
        incidents: Sequence[Incident] = (),
        sheet: Size = WIDE,
    ) -> "Panel":
        """Draw a view into a window; the rest as in :func:`~dashboard.figures.map.figure.map_figure`.

        A map that ``has_scale`` keeps room for it and for the north arrow.
        """
        asked = {"relief": relief, "timeline": timeline, "worn": worn, "outlined": outlined, "ground": ground}
        asked |= {"incidents": incidents}
        figure = map_figure(record, state, text, **asked)
        sizes = Sizes.in_window(window)
        enlarge(figure, sizes)
        kept = scale_boxes(window) if has_scale else ()
        taken = settle_names(figure, points(record), window, sizes, kept)
        _lay_out(figure, window, sheet)
        settle_degrees(figure, window, taken)
        figure.layout.annotations, figure.layout.shapes = (), ()
        return cls(state, window, figure)

    def seen(self, record: Record, wear: Callable[[str | None], Seen]) -> list[Seen]:
        """The looks of what is drawn within the map: of its markers, and of its areas."""
        markers = [wear(place.id) for place in self.places(record)]
        return [*markers, *(wear(area.follows).on_ground for area, _ in self.areas(record))]

    def marks(self, record: Record) -> Marks:
        """The signs within the map that are no look of a place."""
        return Marks(
            dotted=any(area.is_indicative for area, _ in self.areas(record)),
            fading=any(shows_fading(area, self.state, record) for area, _ in self.areas(record)),
            stale=self.shows_any("stale"),
            changed=self.shows_change(record),
            incidents=any(self.shows_any(uid) for uid in INCIDENTS),
            starred=self.shows_any("events"),
            chosen=self.shows_any("selected"),
        )

    def shows_change(self, record: Record) -> bool:
        """Whether a ring or a heavy edge says that something within the map changed on the day."""
        heavy = EDGES["changed"]["width"]
        return self.shows_any("today") or any(trace.line.width == heavy for _, trace in self.areas(record))

    def areas(self, record: Record) -> list[tuple[Area, go.Scatter]]:
        """The areas that reach into the map, as they are drawn."""
        drawn = {trace.uid: trace for trace in self.figure.data}
        return [(area, drawn[area.outline["uid"]]) for area in areas_in(record, self.state, self.window)]

    def shows_any(self, uid: str) -> bool:
        """Whether any marker of a trace stands within the map."""
        spots = [
            spot
            for trace in self.figure.data
            if trace.uid == uid and trace.visible
            for spot in zip(trace.x, trace.y, trace.marker.opacity or repeat(1), strict=False)
        ]
        return any(up and lon is not None and self.window.shows(lon, lat) for lon, lat, up in spots)

    def places(self, record: Record) -> list[Place]:
        """The places that are drawn as markers within the map."""
        return [point.place for point in points_in(record, self.state, self.window)]


def enlarge(figure: go.Figure, sizes: Sizes) -> None:
    """Make markers and the names of the ground larger than on the screen."""
    for trace in figure.data:
        if trace.mode and "markers" in trace.mode and trace.uid != "labels":
            size = trace.marker.size
            trace.marker.size = (
                size * sizes.markers if isinstance(size, int | float) else [each * sizes.markers for each in size]
            )
            if trace.marker.standoff is not None:
                trace.marker.standoff = [each * sizes.markers for each in trace.marker.standoff]
        elif trace.mode == "text":
            trace.textfont.size = sizes.ground


def settle_names(figure: go.Figure, drawn: list[Point], window: Window, sizes: Sizes, kept: Iterable[Box]) -> list[Box]:
    """Place the names of settlements so that they touch neither each other nor a marker; the room all that takes.

    What is ``kept`` free no name may take.
    """
    [labels] = [trace for trace in figure.data if trace.uid == "labels"]
    [body] = [trace for trace in figure.data if trace.uid == "points"]
    taken = list(kept)
    for point, up in zip(drawn, body.marker.opacity, strict=True):
        if up and window.shows(point.place.lon, point.place.lat):
            x, y = middle(point, window, sizes)
            reach = point.size * sizes.markers / 2 + 2
            taken.append((x - reach, y - reach, 2 * reach, 2 * reach))
    grounds = {
        name: room
        for name, room in _ground_name_boxes(figure, window, sizes.ground).items()
        if within(room, window.box) and not any(meet(room, other) for other in taken)
    }
    massif = [room for (uid, _), room in grounds.items() if uid == "massif-name"]
    stars = _settle_stars(figure, window, [*taken, *massif])
    quiet = [*stars, *grounds.values()]
    names = []
    for lon, lat, (said, rank), size, weight in zip(
        labels.x, labels.y, labels.customdata, labels.marker.size, labels.textfont.weight, strict=True
    ):
        x, y = window.pixels(lon, lat)
        type_size = sizes.town if weight > 400 else sizes.village
        names.append(Name(said, x, y, size * sizes.markers / 2 + 2, type_size, weight, rank))
    shown = [
        bool(said) and window.shows(lon, lat) and name.rank < sizes.ranks
        for said, lon, lat, name in zip(labels.text, labels.x, labels.y, names, strict=True)
    ]
    places_shown = any(body.marker.opacity) and any(shown)
    wanted = [name for name, is_shown in zip(names, shown, strict=True) if is_shown] if places_shown else []
    rooms = iter(place_names(wanted, taken, window.box, quiet))
    found = [next(rooms) if is_shown else None for is_shown in shown]
    labels.text = [name.said if box else "" for name, box in zip(names, found, strict=True)]
    labels.textposition = [
        spot_of(name, box) if box else "middle right" for name, box in zip(names, found, strict=True)
    ]
    placed = [room for room in found if room]
    kept = {name: room for name, room in grounds.items() if not any(meet(room, other) for other in placed)}
    _leave_out(figure, set(kept))
    labels.textfont.size = [name.size for name in names]
    labels.marker.size = [size * sizes.markers for size in labels.marker.size]
    return [*taken, *stars, *placed, *kept.values()]


def settle_degrees(figure: go.Figure, window: Window, taken: Iterable[Box]) -> None:
    """Leave out the names of meridians and parallels that would touch something, or the corner between them."""
    rooms, bottom = list(taken), window.top + window.height
    size = figure.layout.xaxis.tickfont.size
    for axis, (across, down) in ((figure.layout.yaxis, (0, 1)), (figure.layout.xaxis, (1, 0))):
        kept = []
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


def _ground_name_boxes(figure: go.Figure, window: Window, size: float) -> dict[tuple[str, int], Box]:
    """The room of the names of countries, regions and the massif, by trace and number."""
    boxes = {}
    for trace in figure.data:
        if trace.uid in GROUND_NAMES and trace.visible:
            for index, (lon, lat, said) in enumerate(zip(trace.x, trace.y, trace.text, strict=True)):
                (x, y), lines = window.pixels(lon, lat), said.split("<br>")
                width = max(text_width(line, size, 600) for line in lines)
                height = size * PITCH * len(lines)
                boxes[trace.uid, index] = (x - width / 2, y - height / 2 - size * GROUND_NAMES_RAISED, width, height)
    return boxes


def _leave_out(figure: go.Figure, kept: set[tuple[str, int]]) -> None:
    """Leave out the names of the ground that do not fit whole or over which the name of a settlement stands."""
    for trace in (trace for trace in figure.data if trace.uid in GROUND_NAMES):
        trace.text = [said if (trace.uid, index) in kept else "" for index, said in enumerate(trace.text)]


def _settle_stars(figure: go.Figure, window: Window, taken: list[Box]) -> list[Box]:
    """Turn the stars that are seen to where they hide least of markers and of the massif's name; the room they take."""
    boxes = []
    for trace in (trace for trace in figure.data if trace.uid == "events" and trace.visible):
        marker, angles = trace.marker, list(trace.marker.angle)
        spots = zip(trace.x, trace.y, marker.opacity, marker.standoff, strict=True)
        for index, (lon, lat, up, away) in enumerate(spots):
            if not up:
                continue
            rooms = {
                angle: _star_box(window.pixels(lon, lat), angle, away, marker.size)
                for angle in (angles[index], *UPRIGHT)
            }
            angles[index] = min(rooms, key=lambda angle: sum(shared(rooms[angle], box) for box in taken))
            boxes.append(rooms[angles[index]])
        marker.angle = angles
    return boxes


UPRIGHT = (-144, 144, -72, 72, 0)
"""Angles, in degrees, that leave a five-pointed star as it is."""


def _star_box(spot: tuple[float, float], angle: float, away: float, size: float) -> Box:
    x, y = spot[0] - away * sin(radians(angle)), spot[1] + away * cos(radians(angle))
    reach = size / 2 + 1
    return x - reach, y - reach, 2 * reach, 2 * reach


def _lay_out(figure: go.Figure, window: Window, sheet: Size) -> None:
    """Fix the size of the sheet and the map's place on it; nothing is left to the browser."""
    left, right = window.left / WIDTH, (window.left + window.width) / WIDTH
    bottom, top = 1 - (window.top + window.height) / sheet.height, 1 - window.top / sheet.height
    plain = {"scaleanchor": None, "scaleratio": None, "constrain": None, "fixedrange": True, "tickfont": {"size": 11}}
    figure.update_layout(
        width=WIDTH,
        height=sheet.height,
        autosize=False,
        margin={"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        paper_bgcolor=PAPER,
        xaxis=plain | {"range": [window.west, window.east], "domain": [left, right]},
        yaxis=plain | {"range": [window.south, window.north], "domain": [bottom, top]},
    )


def scale_boxes(window: Window) -> tuple[Box, Box]:
    """The room of north arrow and scale bar, which no name may take."""
    right, bottom = window.left + window.width, window.top + window.height
    return (right - 44, window.top, 44, 58), (right - LONGEST_BAR - 30, bottom - 38, LONGEST_BAR + 30, 38)


def scale(window: Window) -> margins.Drawing:
    """The north arrow and the scale bar of a map, in its corners."""
    right, bottom = window.left + window.width, window.top + window.height
    return margins.together(north(right - 22, window.top + 9), scale_bar(window, right - 16, bottom - 12))


def north(x: float, top: float) -> margins.Drawing:
    """The north arrow about a line, from a height down."""
    y = top + 21
    arrow = [(x, y), (x - 7, y + 23), (x, y + 17), (x + 7, y + 23)]
    said = margins.note("north", "N", x, top, size=14, weight=700, xanchor="center")
    return [said], [margins.path("north-arrow", arrow, fill=INK, closed=True)]


def scale_bar(window: Window, end: float, y: float) -> margins.Drawing:
    """A bar of a round length on the ground of a map, which ends at a point."""
    km, length = scale_length(window.pixels_per_degree, LONGEST_BAR)
    left = end - length
    bar = [(left, y - 6), (left, y), (end, y), (end, y - 6)]
    said = margins.note("scale", f"{km} km", end, y - 26, size=13, xanchor="right")
    return [said], [margins.path("scale-bar", bar, line=INK, stroke=1.6)]


def edge(window: Window) -> margins.Drawing:
    """The edge of the map."""
    return [], [margins.rectangle("map-edge", *window.box, line=QUIET_INK, stroke=0.8)]


def in_sight(panels: Iterable[Panel], record: Record) -> tuple[set[PlaceKind], set[Symbol]]:
    """The kinds of place drawn as markers on some maps, and the signs in them."""
    panels = list(panels)
    kinds = {place.kind for panel in panels for place in panel.places(record)}
    return kinds, {sign for sign in SIGNS for panel in panels if panel.shows_any(f"sign-{sign}")}
