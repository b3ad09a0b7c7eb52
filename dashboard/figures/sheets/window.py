"""Where a map lies on a sheet, which ground it shows, and what of a view is drawn in it.

Its picture, legend, notes and stamp all go by this answer, so that none speaks of what another leaves out.
"""

from dataclasses import asdict, dataclass
from math import cos, radians, sin

from shapely import box

from dashboard.asked.frame import Frame
from dashboard.asked.state import ViewState
from dashboard.figures.labels import Box
from dashboard.figures.map.areas import Area, areas
from dashboard.figures.map.figure import Point, is_hidden, points
from dashboard.figures.map.ground import OPENING_VIEW, STANDARD_PARALLEL
from dashboard.figures.sheets.margins import NOTED, READ
from geodata.record import Record, of_the_ground

WHOLE = 700
"""Pixels of width from which on a map has the sheet to itself."""
SMALL = 330
"""Pixels of width up to which a map is one of many."""
LEAST_SEEN = 1.0
"""Square pixels of an area below which it is not drawn."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes of type in pixels, and how much larger markers are than on the screen."""

    markers: float
    town: float
    village: float
    ground: float
    ranks: int = 9
    """How many ranks of settlements have their names: on the smallest maps only towns."""

    @classmethod
    def in_window(cls, window: "Window") -> "Sizes":
        """A sheet is read from the back of a room; one of two maps must do with less."""
        wide = max(window.width, window.whole)
        if wide > WHOLE:
            return cls(1.2, READ, READ, NOTED)
        return cls(1.0, 16, NOTED, NOTED) if wide > SMALL else cls(0.6, NOTED, NOTED, NOTED, ranks=2)


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
    whole: float = 0
    """Width of the map of which it is a part, if it is only one."""

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

    @property
    def ground(self) -> tuple[float, float, float, float]:
        """West, south, east and north in degrees."""
        return self.west, self.south, self.east, self.north

    def pixels(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a position lies on the sheet."""
        across = (lon - self.west) / (self.east - self.west)
        down = (self.north - lat) / (self.north - self.south)
        return self.left + across * self.width, self.top + down * self.height

    def position(self, x: float, y: float) -> tuple[float, float]:
        """The longitude and latitude of a point of the sheet."""
        across, down = (x - self.left) / self.width, (y - self.top) / self.height
        return self.west + across * (self.east - self.west), self.north - down * (self.north - self.south)

    def shows(self, lon: float, lat: float) -> bool:
        """Whether a position lies within."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north


def middle(point: Point, window: Window, sizes: Sizes) -> tuple[float, float]:
    """Where the marker of a place is drawn: at its position, or backed away from its angle."""
    x, y = window.pixels(point.place.lon, point.place.lat)
    away, turn = point.standoff * sizes.markers, radians(point.angle)
    return x - away * sin(turn), y + away * cos(turn)


def points_in(record: Record, state: ViewState, window: Window) -> list[Point]:
    """The markers that a view draws within a map: those whose middle is there, wherever the place."""
    (left, top, width, height), sizes = window.box, Sizes.in_window(window)
    found = []
    for point in points(record):
        x, y = middle(point, window, sizes)
        if left <= x <= left + width and top <= y <= top + height and not is_hidden(point, state, record):
            found.append(point)
    return found


def areas_in(record: Record, state: ViewState, window: Window) -> list[Area]:
    """The areas that a view draws and that reach into a map."""
    return [area for area in _areas_of(record, window) if area.layer in state.layers]


@of_the_ground(8)
def _areas_of(record: Record, window: Window) -> tuple[Area, ...]:
    ground = box(*window.ground)
    least = LEAST_SEEN / window.pixels_per_degree**2
    return tuple(area for area in areas(record) if area.shape.intersection(ground).area >= least)


def places_in(record: Record, state: ViewState, window: Window) -> set[str]:
    """The places of which a map tells something: as a marker, or as an area that follows them."""
    marked = {point.place.id for point in points_in(record, state, window)}
    return marked | {area.follows for area in areas_in(record, state, window) if area.follows}
