"""The map of a day as a Plotly figure: longitude and latitude on plain axes, true to scale at 18.5 degrees north.

The figure holds the truth of its day. The page's script may paint another day over it; it then writes that day
into the figure's data too, so that what is exported is what is seen.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from math import cos, radians

import plotly.graph_objects as go

from dashboard.figures import furniture
from dashboard.figures.ground import STANDARD_PARALLEL, coordinates, ground_traces, name_traces, relief_image
from dashboard.figures.stars import any_star, star_trace, where_stars
from dashboard.figures.style import (
    EDGES,
    FONT,
    HATCH_SIZE,
    HATCH_SOLIDITY,
    HIGHLIGHT,
    INK,
    MARKERS,
    PAPER,
    SIGNS,
    UNKNOWN,
    VEILED_GROUND,
    Look,
)
from dashboard.frames import Drawn, changed_on, seen_look
from dashboard.state import DRAWN, LEAST_FRAME, Layer, ViewState
from dashboard.text import Text
from geodata.entities import Place
from geodata.layers import phase
from geodata.record import Record
from geodata.timeline import Timeline
from geodata.vocabulary import PlaceKind

Wear = Callable[[str | None], Look]
"""What each place looks like; None stands for a commune that follows no place."""

OPENING_VIEW = {"west": -2.35, "east": 5.1, "south": 14.85, "north": 22.0}
"""Degrees: Kidal, Ménaka and the massif whole, with the river bend below; a wide window shows more of the west."""
LAYER_OF_KIND = {
    PlaceKind.UN_BASE: Layer.MINUSMA_BASES,
    PlaceKind.FRENCH_BASE: Layer.OTHER_BASES,
    PlaceKind.ARMY_CAMP: Layer.OTHER_BASES,
}
BASE_ANGLES = {PlaceKind.UN_BASE: 90, PlaceKind.FRENCH_BASE: 0, PlaceKind.ARMY_CAMP: 180}
"""Marker angles that move a base left of, below or above the town whose point it shares: it backs away from them."""
STANDOFF = 14
"""Pixels between a town's point and the marker of its base."""
SHARED_POINT_DEGREES = 0.15
"""Bases this near to a settlement cannot be told from it on the map, and step aside."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place drawn as a marker, with the pixels by which the marker steps aside."""

    place: Place
    layer: Layer
    symbol: str
    size: float
    angle: int
    standoff: int


def points(record: Record) -> list[Point]:
    """Every place drawn as a marker, in the order of :class:`~dashboard.frames.Drawn`."""
    settled = [place for place in record.places.values() if place.lat is not None and not place.kind.is_base]
    drawn = []
    for place_id in Drawn.of(record).points:
        place = record.places[place_id]
        symbol, size = MARKERS[place.kind]
        shared = place.kind.is_base and any(_near(place, other) for other in settled)
        angle, standoff = (BASE_ANGLES[place.kind], STANDOFF) if shared else (0, 0)
        drawn.append(Point(place, LAYER_OF_KIND.get(place.kind, Layer.PLACES), symbol, size, angle, standoff))
    return drawn


def _near(place: Place, other: Place) -> bool:
    return abs(place.lat - other.lat) < SHARED_POINT_DEGREES and abs(place.lon - other.lon) < SHARED_POINT_DEGREES


def map_figure(
    record: Record,
    state: ViewState,
    text: Text,
    *,
    relief: str,
    timeline: Timeline | None = None,
    narrow: bool = False,
    worn: Wear | None = None,
    ground: bool = True,
) -> go.Figure:
    """The map on the day of a view.

    Parameters
    ----------
    record, state, text
        What to draw, which day, lens and layers, and in which language.
    relief
        Address of the relief image.
    timeline
        The record through the view's lens, if it has been worked out already.
    narrow
        Whether the figure is for a narrow screen, with shorter notes.
    worn
        What places look like, if it is not simply their state on the day; nothing is then outlined as changed on
        it, and the legend is left to the caller.
    ground
        Whether the ground is drawn; who draws many days has it from the first.

    Returns
    -------
    plotly.graph_objects.Figure
        ``layout.meta`` says where the painter finds things: ``areas`` and ``lines`` (trace numbers in drawing
        order), ``points``, ``signs``, ``labels``, ``today``, ``selected`` (trace numbers), ``layers`` (for each
        layer its traces) and ``point_layers`` (for each point its layer).
    """
    timeline = timeline or Timeline(record, state.lens)
    wear = worn or day_looks(timeline, state)
    changed = set() if worn else {one.after.place.id for one in changed_on(timeline, state.on, state.filter)}
    drawn = Drawn.of(record)
    markers = points(record)
    hidden = [_is_hidden(point, state, record) for point in markers]
    looks = [wear(point.place.id) for point in markers]

    traces = ground_traces(record, text) if ground else []
    traces += _areas(record, wear, changed)
    traces += [(None, _outline(record))]
    traces += name_traces(record, text)
    traces += [(None, trace) for trace in _markers(markers, looks, hidden, changed)]
    traces += [(Layer.EVENTS, star_trace(record, state))]
    traces += [(None, _labels(markers, hidden, text)), (None, _selected(state, record))]

    layout = _layout(record, state, text, relief, narrow)
    if worn is None:
        furniture.fill_legend(layout, _legend(visible_looks(record, state, wear), state, record, text))
    layout["meta"] = _where(traces, markers, drawn, record)
    figure = go.Figure([trace for _, trace in traces], layout)
    for trace, (layer, _) in zip(figure.data, traces, strict=True):
        trace.visible = layer is None or layer in state.layers
        trace.showlegend = False
    return figure


def _is_hidden(point: Point, state: ViewState, record: Record) -> bool:
    if point.layer not in state.layers:
        return True
    base = record.bases.get(point.place.id)
    return base is not None and phase(base, state.on, record) == "not yet open"


def day_looks(timeline: Timeline, state: ViewState) -> Wear:
    """What places look like on the day of a view; None is a commune that follows no place."""
    states = timeline.states(state.on)
    return lambda place_id: seen_look(states[place_id] if place_id else None, timeline.record, state.filter)


def visible_looks(record: Record, state: ViewState, wear: Wear) -> list[Look]:
    """Every look that is seen on the day of a view, for its legend."""
    seen = [wear(point.place.id) for point in points(record) if not _is_hidden(point, state, record)]
    areas = Drawn.of(record).communes
    return seen + [wear(follows) for area_id, follows in areas if _layer_of_area(area_id, record) in state.layers]


def _areas(record: Record, wear: Wear, changed: set[str]) -> list[tuple[Layer, go.Scatter]]:
    communes = record.layers["communes"].set_index("commune_id")
    massif = record.layers["massif"].geometry
    traces = []
    for area_id, follows in Drawn.of(record).communes:
        shape = massif if area_id == "massif" else [communes.geometry[area_id]]
        layer = _layer_of_area(area_id, record)
        traces.append((layer, _area(area_id, follows, shape, wear(follows), is_changed=follows in changed)))
    return traces


def _layer_of_area(area_id: str, record: Record) -> Layer:
    if area_id == "massif":
        return Layer.TIGHARGHAR
    region = record.layers["communes"].set_index("commune_id")["region"][area_id]
    return Layer.KIDAL if region == "Kidal" else Layer.MENAKA


def _area(area_id: str, follows: str | None, shape: object, drawn: Look, *, is_changed: bool) -> go.Scatter:
    xs, ys = coordinates(shape)
    is_massif = area_id == "massif"
    return go.Scatter(
        uid=f"area-{area_id}",
        name=follows or "",
        x=xs,
        y=ys,
        mode="lines",
        fill="toself",
        fillcolor=drawn.massif if is_massif else drawn.area,
        fillpattern=hatch(drawn, opaque=is_massif),
        line=EDGES["changed" if is_changed else "massif" if is_massif else "commune"]
        | {"dash": "dot" if is_massif else "solid"},
        hoverinfo="skip",
    )


def hatch(drawn: Look, *, opaque: bool = False) -> dict[str, object]:
    """The stripes of contested ground in the holder's and the rival's colour; no shape where there is no rival."""
    if drawn.rival is None:
        return {"shape": ""}
    return {
        "shape": drawn.pattern,
        "size": HATCH_SIZE,
        "solidity": HATCH_SOLIDITY,
        "fillmode": "replace",
        "bgcolor": drawn.massif if opaque else drawn.area,
        "fgcolor": drawn.massif_rival if opaque else drawn.area_rival,
        "fgopacity": 1,
    }


def _outline(record: Record) -> go.Scatter:
    communes = record.layers["communes"]
    regions = [communes[communes["region"] == name].union_all() for name in ("Kidal", "Ménaka")]
    xs, ys = coordinates(regions)
    line = {"color": "rgba(40,36,32,0.85)", "width": 1.4}
    return go.Scatter(uid="mission-regions", x=xs, y=ys, mode="lines", line=line, hoverinfo="skip")


def _markers(markers: list[Point], looks: list[Look], hidden: list[bool], changed: set[str]) -> list[go.Scatter]:
    place = {
        "x": [point.place.lon for point in markers],
        "y": [point.place.lat for point in markers],
        "mode": "markers",
        "hoverinfo": "skip",
    }
    aside = {"angle": [point.angle for point in markers], "standoff": [point.standoff for point in markers]}
    shown = [0 if is_hidden else 1 for is_hidden in hidden]
    body = {
        "symbol": [point.symbol for point in markers],
        "size": [point.size for point in markers],
        "color": [drawn.point for drawn in looks],
        "opacity": shown,
        "line": {"color": [drawn.ring for drawn in looks], "width": [drawn.ring_width for drawn in looks]},
    }
    halo = {
        "symbol": [point.symbol for point in markers],
        "size": [point.size + 5 for point in markers],
        "color": "rgba(255,255,255,0.9)",
        "opacity": shown,
        "line": {"width": 0},
    }
    today = {
        "symbol": "circle-open",
        "size": [point.size + 15 for point in markers],
        "color": HIGHLIGHT,
        "opacity": [float(point.place.id in changed) * up for point, up in zip(markers, shown, strict=True)],
        "line": {"color": HIGHLIGHT, "width": 2},
    }
    signs = [
        go.Scatter(uid=f"sign-{sign}", marker=_sign(symbol, size, sign, looks, shown) | aside, **place)
        for sign, (symbol, size) in SIGNS.items()
    ]
    return [
        go.Scatter(uid="today", marker=today | aside, **place),
        go.Scatter(uid="halos", marker=halo | aside, **place),
        go.Scatter(uid="points", marker=body | aside, **place),
        *signs,
    ]


def _sign(symbol: str, size: float, sign: str, looks: list[Look], shown: list[int]) -> dict[str, object]:
    return {
        "symbol": symbol,
        "size": size,
        "color": "#ffffff",
        "opacity": [float(drawn.sign == sign) * up for drawn, up in zip(looks, shown, strict=True)],
        "line": {"color": "#ffffff", "width": 0 if symbol == "circle" else 1.8},
    }


def _labels(markers: list[Point], hidden: list[bool], text: Text) -> go.Scatter:
    """Names of settlements; a base that shares its town's point is named by the town."""
    named = [
        (point, is_hidden) for point, is_hidden in zip(markers, hidden, strict=True) if not point.place.kind.is_base
    ]
    return go.Scatter(
        uid="labels",
        x=[point.place.lon for point, _ in named],
        y=[point.place.lat for point, _ in named],
        mode="markers+text",  # the unseen markers hold the text off the real ones
        marker={"size": [point.size + 7 for point, _ in named], "opacity": 0},
        text=["" if is_hidden else text.of(point.place.name) for point, is_hidden in named],
        customdata=[[text.of(point.place.name), _rank(point)] for point, _ in named],
        textposition="middle right",
        textfont={
            "family": FONT,
            "size": [13 if point.place.kind is PlaceKind.TOWN else 11.5 for point, _ in named],
            "color": INK,
            "weight": [600 if point.place.kind is PlaceKind.TOWN else 400 for point, _ in named],
        },
        hoverinfo="skip",
    )


def _rank(point: Point) -> int:
    """Which label gives way to which: lower keeps its place."""
    order = [PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.CROSSING]
    return order.index(point.place.kind)


def _selected(state: ViewState, record: Record) -> go.Scatter:
    place = record.places.get(state.place or "")
    located = place is not None and place.lat is not None
    return go.Scatter(
        uid="selected",
        x=[place.lon if located else None],
        y=[place.lat if located else None],
        mode="markers",
        marker={"symbol": "circle-open", "size": 34, "color": INK, "line": {"color": INK, "width": 1.6}},
        hoverinfo="skip",
    )


def _legend(seen: list[Look], state: ViewState, record: Record, text: Text) -> list[furniture.LegendLine]:
    return furniture.legend_lines(
        [actor for one in seen for actor in one.actors],
        contested=any(one.is_contested for one in seen),
        unknown=any(one == UNKNOWN for one in seen),
        starred=any_star(record, state),
        record=record,
        text=text,
    )


def _layout(record: Record, state: ViewState, text: Text, relief: str, narrow: bool) -> dict[str, object]:
    axis = {
        "zeroline": False,
        "showline": False,
        "showgrid": Layer.GRATICULE in state.layers,
        "gridcolor": "rgba(90,84,76,0.22)",
        "gridwidth": 0.6,
        "dtick": 1,
        "tickfont": {"family": FONT, "size": 10, "color": "rgba(70,66,60,0.75)"},
        "ticklabelposition": "inside",
        "ticksuffix": "°",
        "showticklabels": Layer.GRATICULE in state.layers,
        "fixedrange": False,
    }
    view = asdict(state.frame) if state.frame else OPENING_VIEW
    above, below = furniture.bands(narrow=narrow)
    return {
        "xaxis": axis | {"range": [view["west"], view["east"]], "constrain": "range", "constraintoward": "right"},
        "yaxis": axis
        | {
            "range": [view["south"], view["north"]],
            "scaleanchor": "x",
            "scaleratio": 1 / cos(radians(STANDARD_PARALLEL)),
            "constrain": "range",
        },
        "images": [relief_image(record, relief) | {"visible": Layer.RELIEF in state.layers}],
        "annotations": [
            *furniture.annotations(state.on, state, record, text, narrow=narrow),
            *furniture.legend_labels(narrow=narrow),
        ],
        "shapes": furniture.shapes(narrow=narrow),
        "margin": {"l": 0, "r": 0, "t": above, "b": below},
        "paper_bgcolor": PAPER,
        "plot_bgcolor": VEILED_GROUND,
        "font": {"family": FONT, "color": INK},
        "hovermode": False,
        "dragmode": "pan",
        "uirevision": "map",
        "showlegend": False,
    }


def _where(
    traces: list[tuple[Layer | None, go.Scatter]], markers: list[Point], drawn: Drawn, record: Record
) -> dict[str, object]:
    number = {trace.uid: index for index, (_, trace) in enumerate(traces)}
    layers: dict[str, list[int]] = {layer: [] for layer in Layer}
    for index, (layer, _) in enumerate(traces):
        if layer:
            layers[layer].append(index)
    return {
        "areas": [number[f"area-{area_id}"] for area_id, _ in drawn.communes],
        "area_places": [follows for _, follows in drawn.communes],
        "area_layers": [_layer_of_area(area_id, record) for area_id, _ in drawn.communes],
        "point_places": list(drawn.points),
        "point_layers": [point.layer for point in markers],
        "asides": [[point.angle, point.standoff] for point in markers],
        "signs": {str(sign): number[f"sign-{sign}"] for sign in SIGNS},
        "layers": layers,
        "home": OPENING_VIEW,
        "drawn": [DRAWN[side] for side in ("west", "south", "east", "north")],
        "leastFrame": LEAST_FRAME,
        "events": {"trace": number["events"]} | where_stars(record),
        **{name: number[name] for name in ("points", "halos", "today", "labels", "selected")},
    }
