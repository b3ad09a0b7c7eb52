"""What lies beyond the ground on which the map opens: at its edge a name and an arrow, for what would be marked there.

They are names of the ground: whatever the day they say where a place lies, and nothing of who holds it.
"""

from collections.abc import Sequence
from math import atan2, cos, degrees, radians

from dashboard.asked.layers import Layer
from dashboard.figures.map.drawn import Drawn
from dashboard.figures.map.ground import GROUND_NAMES, OPENING_VIEW, STANDARD_PARALLEL, LayerTraces, name_trace
from dashboard.text import Text
from dashboard.told.names import region_name
from geodata.entities import Place
from geodata.record import Record, of_the_ground

ARROWS = "→↗↑↖←↙↓↘"
"""From the east on, an eighth of a turn each."""
WITHIN = 0.22
"""Degrees from the edge to the middle of a name."""
WEST, EAST = -5.2, 4.6
"""Degrees within which a name stands whole in a usual window."""
REACH = 0.8, 0.3
"""Degrees to each side of the middle of a name, and above and below it, within which it should find no marker."""
SHIFTS = (0, 0.3, -0.3, 0.6, -0.6, 0.9, -0.9)
"""Degrees by which it stands aside for that."""


@of_the_ground(4)
def beyond_traces(record: Record, text: Text) -> LayerTraces:
    """The names of what lies north or south of that ground; worked out once for record and language."""
    marked = [record.places[place_id] for place_id in Drawn.of(record).points]
    named: dict[str, tuple[str, float, float]] = {}
    for place in marked:
        if not OPENING_VIEW["south"] <= place.lat <= OPENING_VIEW["north"]:
            said = _said(place, record, text)
            named.setdefault(said, _at_edge(said, place, marked))
    colour = "rgba(45,42,38,0.95)"
    return ((Layer.REGIONS, name_trace(GROUND_NAMES[3], [*named.values()], 11.5, colour, spacing="")),)


def _said(place: Place, record: Record, text: Text) -> str:
    """What is there on all days: a settlement, or the cercle or region of a base."""
    return region_name(place.cercle or place.region, record, text) if place.kind.is_base else text.of(place.name)


def _at_edge(said: str, place: Place, marked: Sequence[Place]) -> tuple[str, float, float]:
    """A name with its arrow, and where it stands: at the meridian of its place, or aside of a marker there."""
    lat = OPENING_VIEW["north"] - WITHIN if place.lat > OPENING_VIEW["north"] else OPENING_VIEW["south"] + WITHIN
    spots = [(min(max(place.lon, WEST), EAST) + shift, lat) for shift in SHIFTS]
    lon, lat = next((spot for spot in spots if not any(_meets(*spot, one) for one in marked)), spots[0])
    bearing = degrees(atan2(place.lat - lat, (place.lon - lon) * cos(radians(STANDARD_PARALLEL))))
    return f"{ARROWS[round(bearing / 45) % len(ARROWS)]} {said}", lon, lat


def _meets(lon: float, lat: float, place: Place) -> bool:
    """Whether a place is marked where a name would stand."""
    return abs(place.lon - lon) < REACH[0] and abs(place.lat - lat) < REACH[1]
