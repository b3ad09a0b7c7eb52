"""The finished sheet: the map with everything a briefing map must carry, at a fixed size, ready for paper.

On the screen the page's script places names and scale after drawing; here all of it is worked out beforehand,
so that a sheet needs no browser to be complete and the same view always gives the same figure. Pixels count from
the top left corner; 96 of them are an inch on a slide.
"""

from dataclasses import asdict, dataclass
from math import cos, radians

import plotly.graph_objects as go

from dashboard.figures import furniture, keys, margins
from dashboard.figures.ground import STANDARD_PARALLEL
from dashboard.figures.labels import Box, Name, place_names, scale_length, shared, spot_of, text_width
from dashboard.figures.map import OPENING_VIEW, Point, map_figure, points
from dashboard.figures.margins import EDGE, HEIGHT, WIDTH
from dashboard.figures.style import INK, PAPER, QUIET_INK
from dashboard.state import Frame, ViewState
from dashboard.text import Text
from geodata.record import Record
from geodata.timeline import Timeline
from geodata.vocabulary import Camp, PlaceKind

Json = dict[str, object]

LARGER = 1.2
"""How much larger markers are than on the screen: a sheet is read from the back of a room."""
TOWN_SIZE, VILLAGE_SIZE = 16, 14
GROUND_NAMES_SIZE = 12.5
LONGEST_BAR = 110


@dataclass(frozen=True, slots=True)
class Window:
    """Where the map lies on the sheet, in pixels, and which ground it shows, in degrees."""

    left: float
    top: float
    width: float
    height: float
    west: float
    east: float
    south: float
    north: float

    @classmethod
    def of(cls, left: float, top: float, width: float, height: float, ground: Frame | None = None) -> "Window":
        """Fit the ground of a view (None: the opening view) whole into a rectangle, and show more of the west.

        Where the rectangle is too high for the ground, more is shown above and below alike.
        """
        seen = asdict(ground) if ground else OPENING_VIEW
        squeeze = cos(radians(STANDARD_PARALLEL))
        a_degree = min(width / ((seen["east"] - seen["west"]) * squeeze), height / (seen["north"] - seen["south"]))
        middle_, half = (seen["south"] + seen["north"]) / 2, height / a_degree / 2
        west = seen["east"] - width / (a_degree * squeeze)
        return cls(left, top, width, height, west, seen["east"], middle_ - half, middle_ + half)

    @property
    def pixels_per_degree(self) -> float:
        """Of latitude."""
        return self.height / (self.north - self.south)

    @property
    def box(self) -> Box:
        """The rectangle."""
        return self.left, self.top, self.width, self.height

    def pixels(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a position lies on the sheet."""
        across = (lon - self.west) / (self.east - self.west)
        down = (self.north - lat) / (self.north - self.south)
        return self.left + across * self.width, self.top + down * self.height

    def shows(self, lon: float, lat: float) -> bool:
        """Whether a position lies within."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north


def map_window(state: ViewState) -> Window:
    """The map of a single day; the column with legend and keys stands right of it."""
    return Window.of(EDGE, 92, 830, 546, state.frame)


def sheet_figure(
    record: Record,
    state: ViewState,
    text: Text,
    *,
    relief: str,
    marking: str = "",
    timeline: Timeline | None = None,
    ground: bool = True,
) -> go.Figure:
    """The sheet of one day.

    Parameters
    ----------
    record, state, text
        What to draw, which day, lens and layers, and in which language.
    relief
        Address or data of the relief image.
    marking
        Handling marking at top and bottom, plain text; empty for none.
    timeline
        The record through the view's lens, if it has been worked out already.
    ground
        Whether the ground is drawn; who draws many days has it from the first.

    Returns
    -------
    plotly.graph_objects.Figure
        1280 by 720 pixels; traces and meta as of :func:`~dashboard.figures.map.map_figure`.
    """
    timeline = timeline or Timeline(record, state.lens)
    figure = map_figure(record, state, text, relief=relief, timeline=timeline, ground=ground)
    lines, window = _legend_of(figure), map_window(state)
    drawn = points(record)
    enlarge(figure)
    settle_names(figure, drawn, window)
    _lay_out(figure, window)
    kinds, camps = _in_sight(figure, drawn, timeline, state, window)
    notes, shapes = margins.together(
        scale(window),
        margins.banners(marking),
        margins.heading(record, state, text, text.weekday(state.on)),
        margins.legend(lines, text),
        keys.marker_keys(kinds, camps, text),
        keys.grade_key(text),
        keys.locator(record, (window.west, window.south, window.east, window.north), keys.LOCATOR, text),
        margins.foot(record, state, text, projection=furniture.projection(text)),
    )
    figure.layout.annotations, figure.layout.shapes = notes, shapes
    return figure


def _legend_of(figure: go.Figure) -> list[furniture.LegendLine]:
    """The lines that the map has put into its legend."""
    swatches = {shape.name: shape for shape in figure.layout.shapes}
    labels = {note.name: note for note in figure.layout.annotations}
    lines = []
    for slot in range(furniture.SLOTS):
        swatch = swatches[f"swatch-{slot}"]
        if swatch.opacity:
            rival = swatch.line.color if swatch.line.width > 1 else None
            lines.append(furniture.LegendLine(swatch.fillcolor, rival, labels[f"slot-{slot}"].text))
    return lines


def enlarge(figure: go.Figure) -> None:
    """Make markers and the names of the ground larger than on the screen."""
    for trace in figure.data:
        if trace.mode and "markers" in trace.mode and trace.uid != "labels":
            size = trace.marker.size
            trace.marker.size = size * LARGER if isinstance(size, int | float) else [each * LARGER for each in size]
            if trace.marker.standoff is not None:
                trace.marker.standoff = [each * LARGER for each in trace.marker.standoff]
        elif trace.mode == "text":
            trace.textfont.size = GROUND_NAMES_SIZE


def middle(point: Point, window: Window) -> tuple[float, float]:
    """Where the marker of a place is drawn: at its position, or backed away from its angle."""
    x, y = window.pixels(point.place.lon, point.place.lat)
    away, turn = point.standoff * LARGER, radians(point.angle)
    return x - away * _sin(turn), y + away * cos(turn)


def _sin(turn: float) -> float:
    return cos(turn - radians(90))


def settle_names(figure: go.Figure, drawn: list[Point], window: Window) -> None:
    """Place the names of settlements so that they touch neither each other nor a marker."""
    [labels] = [trace for trace in figure.data if trace.uid == "labels"]
    [body] = [trace for trace in figure.data if trace.uid == "points"]
    taken = list(scale_boxes(window))
    for point, up in zip(drawn, body.marker.opacity, strict=True):
        if up and window.shows(point.place.lon, point.place.lat):
            x, y = middle(point, window)
            reach = point.size * LARGER / 2 + 2
            taken.append((x - reach, y - reach, 2 * reach, 2 * reach))
    grounds = _ground_name_boxes(figure, window)
    quiet = [*_star_boxes(figure, window), *(box for _, _, box in grounds)]
    names = []
    for lon, lat, (said, rank), size, weight in zip(
        labels.x, labels.y, labels.customdata, labels.marker.size, labels.textfont.weight, strict=True
    ):
        x, y = window.pixels(lon, lat)
        type_size = TOWN_SIZE if weight > 400 else VILLAGE_SIZE
        names.append(Name(said, x, y, size * LARGER / 2 + 2, type_size, weight, rank))
    shown = [
        bool(said) and window.shows(lon, lat) for said, lon, lat in zip(labels.text, labels.x, labels.y, strict=True)
    ]
    places_shown = any(body.marker.opacity) and any(shown)
    wanted = [name for name, is_shown in zip(names, shown, strict=True) if is_shown] if places_shown else []
    boxes = iter(place_names(wanted, taken, window.box, quiet))
    found = [next(boxes) if is_shown else None for is_shown in shown]
    labels.text = [name.said if box else "" for name, box in zip(names, found, strict=True)]
    labels.textposition = [
        spot_of(name, box) if box else "middle right" for name, box in zip(names, found, strict=True)
    ]
    _make_room(grounds, [box for box in found if box])
    labels.textfont.size = [name.size for name in names]
    labels.marker.size = [size * LARGER for size in labels.marker.size]


def _ground_name_boxes(figure: go.Figure, window: Window) -> list[tuple[go.Scatter, int, Box]]:
    """The room of the names of countries, regions and the massif, with the trace and number of each."""
    boxes = []
    for trace in figure.data:
        if trace.mode == "text" and trace.visible:
            for index, (lon, lat, said) in enumerate(zip(trace.x, trace.y, trace.text, strict=True)):
                (x, y), width = window.pixels(lon, lat), text_width(said, GROUND_NAMES_SIZE)
                box = (x - width / 2, y - GROUND_NAMES_SIZE / 2, width, GROUND_NAMES_SIZE)
                boxes.append((trace, index, box))
    return boxes


def _make_room(grounds: list[tuple[go.Scatter, int, Box]], names: list[Box]) -> None:
    """Leave out the names of the ground over which the name of a settlement stands; those of the massif together."""
    for trace, index, box in grounds:
        if any(shared(box, other) > 0 for other in names):
            whole = trace.uid == "massif-name"
            trace.text = ["" if whole or number == index else said for number, said in enumerate(trace.text)]


def _star_boxes(figure: go.Figure, window: Window) -> list[Box]:
    """The room of the stars that are seen."""
    stars = [trace for trace in figure.data if trace.uid == "events" and trace.visible]
    boxes = []
    for trace in stars:
        marker = trace.marker
        for lon, lat, up, angle, away in zip(
            trace.x, trace.y, marker.opacity, marker.angle, marker.standoff, strict=True
        ):
            x, y = window.pixels(lon, lat)
            x, y, reach = x - away * _sin(radians(angle)), y + away * cos(radians(angle)), marker.size / 2 + 1
            if up:
                boxes.append((x - reach, y - reach, 2 * reach, 2 * reach))
    return boxes


def _lay_out(figure: go.Figure, window: Window) -> None:
    """Fix the size of the sheet and the map's place on it; nothing is left to the browser."""
    left, right = window.left / WIDTH, (window.left + window.width) / WIDTH
    bottom, top = 1 - (window.top + window.height) / HEIGHT, 1 - window.top / HEIGHT
    plain = {"scaleanchor": None, "scaleratio": None, "constrain": None, "fixedrange": True, "tickfont": {"size": 11}}
    figure.update_layout(
        width=WIDTH,
        height=HEIGHT,
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
    """The north arrow, the scale bar and the edge of the map."""
    km, length = scale_length(window.pixels_per_degree, LONGEST_BAR)
    right, bottom = window.left + window.width, window.top + window.height
    x, y = right - 22, window.top + 30
    arrow = [(x, y), (x - 7, y + 23), (x, y + 17), (x + 7, y + 23)]
    left, end = right - 16 - length, right - 16
    bar = [(left, bottom - 18), (left, bottom - 12), (end, bottom - 12), (end, bottom - 18)]
    notes = [
        margins.note("north", "N", x, window.top + 9, size=14, weight=700, xanchor="center"),
        margins.note("scale", f"{km} km", end, bottom - 38, size=13, xanchor="right"),
    ]
    shapes = [
        margins.path("north-arrow", arrow, fill=INK, closed=True),
        margins.path("scale-bar", bar, line=INK, stroke=1.6),
        margins.rectangle("map-edge", *window.box, line=QUIET_INK, stroke=0.8),
    ]
    return notes, shapes


def _in_sight(
    figure: go.Figure, drawn: list[Point], timeline: Timeline, state: ViewState, window: Window
) -> tuple[set[PlaceKind], set[Camp]]:
    """The kinds of place drawn as markers within the map, and the camps of their holders."""
    [body] = [trace for trace in figure.data if trace.uid == "points"]
    seen = [
        point.place
        for point, up in zip(drawn, body.marker.opacity, strict=True)
        if up and window.shows(point.place.lon, point.place.lat)
    ]
    record = timeline.record
    states = [timeline.state(place.id, state.on) for place in seen]
    kept = [one for one in states if state.filter.keeps_state(one, record)]
    camps = {record.actors[one.controller].camp for one in kept if one.controller}
    return {place.kind for place in seen}, camps
