"""The stars of the map: a small mark above and right of a place for the days of an event there."""

from dashboard.asked.layers import Layer
from dashboard.asked.state import ViewState
from dashboard.figures.style import BARE, INK
from geodata.entities import Place
from geodata.events import marked_on, seen_events, spots
from geodata.record import Record
from geodata.vocabulary import PlaceKind

ANGLE, ANGLE_OF_AREA = -144, 0
"""Backs the star away from its point to the upper right; two fifths of a turn leave a five-pointed star upright.
That of an area stands below the middle, clear of the area's name."""
STANDOFF, STANDOFF_OF_AREA = 17, 30
"""Pixels from the place's point."""
STAR = {"symbol": "star", "size": 13, "color": INK, "line": {"color": BARE, "width": 1.3}}


def star_trace(record: Record, state: ViewState) -> dict[str, object]:
    """A star for every spot, in the order of :func:`geodata.events.spots`; only those of the day are seen."""
    marked = marked_on(state.on, seen_events(record, state.filter, state.known), record)
    places = [record.places[place_id] for place_id in spots(record)]
    aside = {"angle": [_aside(place)[0] for place in places], "standoff": [_aside(place)[1] for place in places]}
    return {
        "type": "scatter",
        "uid": "events",
        "x": [place.lon for place in places],
        "y": [place.lat for place in places],
        "mode": "markers",
        "marker": STAR | aside | {"opacity": [1 if place.id in marked else 0 for place in places]},
        "hoverinfo": "skip",
    }


def any_star(record: Record, state: ViewState) -> bool:
    """Whether the legend needs a line for the stars."""
    return Layer.EVENTS in state.layers and bool(
        marked_on(state.on, seen_events(record, state.filter, state.known), record)
    )


def where_stars(record: Record) -> dict[str, object]:
    """What the painter needs to know about the stars besides their trace: places, and how they step aside."""
    return {"places": spots(record), "asides": [_aside(record.places[name]) for name in spots(record)]}


def _aside(place: Place) -> tuple[int, int]:
    return (ANGLE_OF_AREA, STANDOFF_OF_AREA) if place.kind is PlaceKind.MASSIF else (ANGLE, STANDOFF)
