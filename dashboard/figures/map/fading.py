"""How the colour of a commune gives way with the distance from its seat: a place is held, not the desert around it.

Sheets of thin paper lie over the communes, each with a hole around every seat, each hole wider than the one before.
They are the same on every day and under every filter, so that they cost a step of time nothing and hide nobody's claim
more than another's. Communes that follow a countryside have no seat and stay flat, for their claim is about the
country; the countrysides and the massif lie above the sheets.

How far the holder of a place reaches is in no source: the distances are a rule of drawing, stated in the legend.
"""

from math import cos, radians

from shapely import Point, Polygon, unary_union
from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from dashboard.asked.layers import Layer
from dashboard.asked.state import ViewState
from dashboard.figures.map.areas import Area, areas
from dashboard.figures.map.ground import EARTH_KM_PER_DEGREE, STANDARD_PARALLEL, Json, path
from dashboard.figures.style import SHEET
from geodata.record import Record, of_the_ground

DISTANCES = (10, 18, 26, 34, 42, 50, 58, 66)
"""Kilometres from the seat at which one sheet more lies over the commune."""
COARSE = 0.6
"""Kilometres within which the edge of a sheet follows that of the communes, which is drawn above it."""
GRAIN = 0.05
"""Kilometres below which the edges of neighbours are the same."""
ACROSS = EARTH_KM_PER_DEGREE * cos(radians(STANDARD_PARALLEL))
"""Kilometres in a degree of longitude, on a map true to scale at that parallel."""


@of_the_ground(2)
def fading_traces(record: Record) -> tuple[tuple[tuple[Layer, Layer], Json], ...]:
    """The sheets, from the bottom up, each with the two layers without which it is not seen: its own and its region's.

    Worked out once for a record.
    """
    fading = [area for area in areas(record) if fades(area, record)]
    look = {"fill": "toself", "fillcolor": SHEET, "line": {"width": 0}}
    return tuple(
        ((Layer.FADING, region), path(f"fading-{region}-{km}", _beyond(km, fading, region, record), **look))
        for region in dict.fromkeys(area.layer for area in fading)
        for km in DISTANCES
    )


def fades(area: Area, record: Record) -> bool:
    """Whether an area is a commune that follows a place with a position, and so gives way with the distance from it."""
    return not area.is_indicative and area.follows is not None and record.places[area.follows].lat is not None


def shows_fading(area: Area, state: ViewState, record: Record) -> bool:
    """Whether an area of a view is one that is seen to fade."""
    return state.layers.issuperset((Layer.FADING, area.layer)) and fades(area, record)


def _beyond(km: float, fading: list[Area], region: Layer, record: Record) -> list[BaseGeometry]:
    """The ground of the communes of a region that is farther than that from its seat, in degrees.

    Holes run clockwise, so that every way of filling leaves them open.
    """
    seats = [(_in_km(area.shape), record.places[area.follows]) for area in fading if area.layer == region]
    far = [ground.difference(_in_km(Point(seat.lon, seat.lat)).buffer(km)) for ground, seat in seats]
    parts = unary_union(far, grid_size=GRAIN).simplify(COARSE)
    polygons = [part for part in getattr(parts, "geoms", [parts]) if isinstance(part, Polygon) and not part.is_empty]
    return [orient(scale(part, 1 / ACROSS, 1 / EARTH_KM_PER_DEGREE, origin=(0, 0))) for part in polygons]


def _in_km(shape: BaseGeometry) -> BaseGeometry:
    return scale(shape, ACROSS, EARTH_KM_PER_DEGREE, origin=(0, 0))
