"""The points of the map: a marker for every town, village, crossing and base, its sign, its ring and its name."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from math import hypot, sqrt

from dashboard.asked.layers import OF_KIND, Layer
from dashboard.asked.state import ViewState
from dashboard.figures.map.drawn import Drawn
from dashboard.figures.style import FONT, HIGHLIGHT, INK, MARKERS, PLAIN_HALO, QUIET_INK, SIGNS, WHITE, Look
from dashboard.text import Text
from geodata.entities import Place
from geodata.events import spot_of
from geodata.record import Record, of_the_ground
from geodata.vocabulary import PlaceKind

Json = dict[str, object]

BASE_ANGLES = {PlaceKind.UN_BASE: 90, PlaceKind.FRENCH_BASE: 0, PlaceKind.ARMY_CAMP: -180}
"""Marker angles that move a base left of, below or above the town whose point it shares: it backs away from them."""
STANDOFF = 14
"""Pixels between a town's point and the marker of its base."""
SIEGE_RING = 9
"""Pixels by which the ring of a siege is wider than its marker: apart from it, and within that of what changed."""
MOAT = 14
"""Pixels by which the light ground of that ring is wider than the marker: on ground of its own hue it is seen too."""
CHANGE_RING = 15
"""Pixels by which the ring of a change on the day is wider than its marker."""
DASH_BELOW = 5
"""Pixels between the edge of a marker and the dash of what is stale."""
LABEL_ORDER = [PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.CROSSING]
"""Which label gives way to which: the seats of regions keep their place before all, then earlier kinds."""
BASE_RANK = 1 + len(LABEL_ORDER)
"""Bases give way to all settlements."""
BASES_NAMED_FROM = 600
"""Pixels of a degree of latitude from which on bases are named too: the sites of a town are then read one by one."""
UNSAID = "\N{NO-BREAK SPACE}"
"""A text that Plotly draws, and nobody sees: of an empty one it would make nothing that could be written in later."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place drawn as a marker, with the pixels by which the marker steps aside."""

    place: Place
    layer: Layer
    symbol: str
    size: float
    angle: int
    standoff: int


@of_the_ground(2)
def points(record: Record) -> tuple[Point, ...]:
    """Every place drawn as a marker, in the order of :class:`~dashboard.figures.map.drawn.Drawn`."""
    drawn = []
    for place_id in Drawn.of(record).points:
        place = record.places[place_id]
        symbol, size = MARKERS[place.kind]
        is_shared = spot_of(place, record) is not place  # bases this near to a settlement step aside
        angle, standoff = (BASE_ANGLES[place.kind], STANDOFF) if is_shared else (0, 0)
        drawn.append(Point(place, OF_KIND[place.kind], symbol, size, angle, standoff))
    return tuple(drawn)


def marker_traces(
    markers: Sequence[Point], looks: list[Look], hidden: list[bool], changed: Set[str], stale: Set[str]
) -> list[Json]:
    """From the bottom up: rings of what changed today, halos, rings of sieges, markers, the signs in them, dashes."""
    sizes = [point.size for point in markers]
    symbols = [point.symbol for point in markers]
    shown = [0 if is_hidden else 1 for is_hidden in hidden]
    today = {
        "symbol": "circle-open",
        "size": [size + CHANGE_RING for size in sizes],
        "color": HIGHLIGHT,
        "opacity": [float(point.place.id in changed) * up for point, up in zip(markers, shown, strict=True)],
        "line": {"color": HIGHLIGHT, "width": 2},
    }
    halo = {
        "symbol": symbols,
        "size": [size + 5 for size in sizes],
        "color": [drawn.halo for drawn in looks],
        "opacity": shown,
        "line": {"width": 0},
    }
    body = {
        "symbol": symbols,
        "size": sizes,
        "color": [drawn.point for drawn in looks],
        "opacity": shown,
        "line": {"color": [drawn.ring for drawn in looks], "width": [drawn.ring_width for drawn in looks]},
    }
    siege = {
        "symbol": "circle-x-open",
        "size": [size + SIEGE_RING for size in sizes],
        "color": [drawn.siege_ring for drawn in looks],
        "opacity": [float(drawn.siege is not None) * up for drawn, up in zip(looks, shown, strict=True)],
        "line": {"width": 2.2},
    }
    moat = {
        "symbol": "circle",
        "size": [size + MOAT for size in sizes],
        "color": PLAIN_HALO,
        "opacity": siege["opacity"],
        "line": {"width": 0},
    }
    dash = {
        "color": QUIET_INK,
        "opacity": [float(point.place.id in stale) * up for point, up in zip(markers, shown, strict=True)],
        "line": {"color": QUIET_INK, "width": 1.6},
    }
    signs = {f"sign-{sign}": _sign(*of, sign, looks, shown) for sign, of in SIGNS.items()}
    aside = {"angle": [point.angle for point in markers], "standoff": [point.standoff for point in markers]}
    drawn = {"today": today, "moats": moat, "halos": halo, "siege": siege, "points": body} | signs
    places = [point.place for point in markers]
    traces = [_at_places(name, places, marker=marker | aside) for name, marker in drawn.items()]
    return [*traces, _at_places("stale", places, marker=dash | _beside(markers))]


def _beside(markers: Sequence[Point]) -> Json:
    """Where the dash of a stale place lies: below its marker, or beyond one that has stepped up or down.

    A marker turns as it backs away; below one that has stepped to the left, a slanting line comes to lie level.
    """
    asides = [_dash_of(point) for point in markers]
    return {part: [one[part] for one in asides] for part in ("symbol", "size", "angle", "standoff")}


def _dash_of(point: Point) -> Json:
    away, size = point.size / 2 + DASH_BELOW, point.size + 2
    if point.standoff and point.angle == BASE_ANGLES[PlaceKind.UN_BASE]:
        return {"symbol": "line-ne", "size": size / sqrt(2), "angle": 45, "standoff": hypot(point.standoff, away)}
    return {"symbol": "line-ew", "size": size, "angle": point.angle, "standoff": point.standoff + away}


def _at_places(name: str, places: list[Place], mode: str = "markers", **look: object) -> Json:
    at = {"x": [place.lon for place in places], "y": [place.lat for place in places]}
    return {"type": "scatter", "uid": name, "mode": mode, "hoverinfo": "skip"} | at | look


def _sign(symbol: str, size: float, sign: str, looks: list[Look], shown: list[int]) -> Json:
    return {
        "symbol": symbol,
        "size": size,
        "color": WHITE,
        "opacity": [float(drawn.sign == sign) * up for drawn, up in zip(looks, shown, strict=True)],
        "line": {"color": WHITE, "width": 0 if symbol == "circle" else 1.8},
    }


def label_trace(markers: Sequence[Point], hidden: list[bool], text: Text) -> Json:
    """The names of all points; whoever shows the map settles which are written, those of bases at close range only.

    Each bears besides its text how it gives way to others, and the number of its point: a crowd has fewer names.
    """
    is_town = [point.place.kind is PlaceKind.TOWN for point in markers]
    unsaid = [is_hidden or point.place.kind.is_base for point, is_hidden in zip(markers, hidden, strict=True)]
    names = [text.of(point.place.name) for point in markers]
    ranks = [label_rank(point.place) for point in markers]
    return _at_places(
        "labels",
        [point.place for point in markers],
        "markers+text",  # the unseen markers hold the text off the real ones
        marker={"size": [point.size + 7 for point in markers], "opacity": 0},
        text=[UNSAID if is_unsaid else name for name, is_unsaid in zip(names, unsaid, strict=True)],
        customdata=[list(one) for one in zip(names, ranks, range(len(markers)), strict=True)],
        textposition="middle right",
        textfont={
            "family": FONT,
            "size": [13 if large else 11.5 for large in is_town],
            "color": INK,
            "weight": [600 if large else 400 for large in is_town],
        },
    )


def label_rank(place: Place) -> int:
    """Which names give way to that of a place: all of a higher rank."""
    if place.kind.is_base:
        return BASE_RANK
    return 0 if place.is_seat else 1 + LABEL_ORDER.index(place.kind)


def selected_trace(state: ViewState, record: Record) -> Json:
    """The ring around the chosen place, if it is drawn as a marker."""
    place = record.places.get(state.place or "")
    located = place is not None and place.id in Drawn.of(record).points
    ring = {"symbol": "circle-open", "size": 34, "color": INK, "line": {"color": INK, "width": 1.6}}
    at = {"x": [place.lon if located else None], "y": [place.lat if located else None]}
    return _at_places("selected", [], marker=ring) | at
