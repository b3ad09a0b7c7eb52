"""A map on a sheet: drawn into a rectangle of fixed size, its names, scale and edge settled beforehand.

On the screen the page's script places names and scale after drawing; here all of it is worked out beforehand,
so that a sheet needs no browser to be complete and the same view always gives the same figure. Pixels count from
the top left corner of the sheet.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import repeat
from typing import Required, TypedDict, Unpack

from dashboard.asked.size import WIDE, WIDTH, Size
from dashboard.asked.state import ViewState
from dashboard.figures.incidents import UIDS as INCIDENTS
from dashboard.figures.labels import (
    Box,
    scale_length,
)
from dashboard.figures.legend import Marks
from dashboard.figures.map.areas import Area
from dashboard.figures.map.fading import shows_fading
from dashboard.figures.map.figure import Seen, Wear, map_json, points
from dashboard.figures.sheets import margins
from dashboard.figures.sheets.plain_figure import Part, PlainFigure
from dashboard.figures.sheets.sheet_names import Unnamed, settle_names
from dashboard.figures.sheets.window import Sizes, Window, areas_in, points_in
from dashboard.figures.style import EDGES, INK, PAPER, QUIET_INK, SIGNS
from dashboard.text import Text
from geodata.entities import Place
from geodata.incidents.reading import Incident
from geodata.record import Record
from geodata.timeline import Timeline
from geodata.vocabulary import PlaceKind, Symbol

LONGEST_BAR = 110


class Asked(TypedDict, total=False):
    """What a map is drawn with."""

    relief: Required[str]
    timeline: Required[Timeline]
    worn: Wear | None
    outlined: Set[str]
    has_scale: bool
    incidents: Sequence[Incident]
    sheet: Size


@dataclass(frozen=True, slots=True)
class Panel:
    """One map of a sheet: the view it shows, where it lies, and its figure without what stands around it."""

    state: ViewState
    window: Window
    figure: PlainFigure
    has_scale: bool

    @classmethod
    def of(cls, record: Record, state: ViewState, text: Text, window: Window, **asked: Unpack[Asked]) -> "Panel":
        """Draw a view into a window, finished."""
        [panel] = settled([cls.drawn(record, state, text, window, **asked)], record)
        return panel

    @classmethod
    def drawn(
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
        has_scale: bool = True,
        incidents: Sequence[Incident] = (),
        sheet: Size = WIDE,
    ) -> "Panel":
        """Draw a view into a window, with its names not settled (:func:`settled`).

        The rest as in :func:`~dashboard.figures.map.figure.map_json`. A map that ``has_scale`` keeps room for it and
        for the north arrow.
        """
        asked = {"relief": relief, "timeline": timeline, "worn": worn, "outlined": outlined}
        asked |= {"incidents": incidents}
        figure = PlainFigure.of(map_json(record, state, text, **asked))
        enlarge(figure, Sizes.in_window(window))
        _lay_out(figure.layout, window, sheet)
        return cls(state, window, figure, has_scale)

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

    def areas(self, record: Record) -> list[tuple[Area, Part]]:
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


def settled(panels: Sequence[Panel], record: Record) -> Sequence[Panel]:
    """Maps that stand together, with what is named on them."""
    kept = (scale_boxes(panel.window) if panel.has_scale else () for panel in panels)
    maps = [Unnamed(panel.figure, panel.window, boxes) for panel, boxes in zip(panels, kept, strict=True)]
    settle_names(maps, points(record))
    return panels


def enlarge(figure: PlainFigure, sizes: Sizes) -> None:
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


FREE = {"scaleanchor", "scaleratio", "constrain"}
"""What lets a browser say which ground a map shows."""


def _lay_out(layout: Part, window: Window, sheet: Size) -> None:
    """Fix the size of the sheet and the map's place on it; nothing is left to the browser."""
    left, right = window.left / WIDTH, (window.left + window.width) / WIDTH
    bottom, top = 1 - (window.top + window.height) / sheet.height, 1 - window.top / sheet.height
    layout |= {
        "width": WIDTH,
        "height": sheet.height,
        "autosize": False,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "paper_bgcolor": PAPER,
        "annotations": (),
        "shapes": (),
        "xaxis": _fixed(layout.xaxis, (window.west, window.east), (left, right)),
        "yaxis": _fixed(layout.yaxis, (window.south, window.north), (bottom, top)),
    }


def _fixed(axis: Part, degrees: tuple[float, float], shares: tuple[float, float]) -> Part:
    """An axis of some degrees over a share of the sheet."""
    axis.tickfont.size = margins.NOTED
    bound = {name: each for name, each in axis.items() if name not in FREE}
    return Part(bound | {"fixedrange": True, "range": [*degrees], "domain": [*shares]})


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
    said = margins.note("north", "N", x, top, size=margins.NOTED, weight=700, xanchor="center")
    return [said], [margins.path("north-arrow", arrow, fill=INK, closed=True)]


def scale_bar(window: Window, end: float, y: float) -> margins.Drawing:
    """A bar of a round length on the ground of a map, which ends at a point."""
    km, length = scale_length(window.pixels_per_degree, LONGEST_BAR)
    left = end - length
    bar = [(left, y - 6), (left, y), (end, y), (end, y - 6)]
    said = margins.note("scale", f"{km} km", end, y - 26, size=margins.NOTED, xanchor="right")
    return [said], [margins.path("scale-bar", bar, line=INK, stroke=1.6)]


def edge(window: Window) -> margins.Drawing:
    """The edge of the map."""
    return [], [margins.rectangle("map-edge", *window.box, line=QUIET_INK, stroke=0.8)]


def in_sight(panels: Iterable[Panel], record: Record) -> tuple[set[PlaceKind], set[Symbol]]:
    """The kinds of place drawn as markers on some maps, and the signs in them."""
    panels = list(panels)
    kinds = {place.kind for panel in panels for place in panel.places(record)}
    return kinds, {sign for sign in SIGNS for panel in panels if panel.shows_any(f"sign-{sign}")}
