"""The map of a day as a Plotly figure: longitude and latitude on plain axes, true to scale at 18.5 degrees north.

The figure holds the truth of its day. The page's script may paint another day over it; it then writes that day
into the figure's data too, so that what is exported is what is seen.
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import asdict, dataclass, replace
from datetime import date
from math import cos, radians
from typing import Protocol, Self, TypeVar

from dashboard.agreed.figure_meta import MapMeta
from dashboard.asked.frame import DRAWN, LEAST_FRAME
from dashboard.asked.layers import INDICATIVE, Layer
from dashboard.asked.state import ViewState
from dashboard.figures import furniture, legend
from dashboard.figures.incidents import MARKS as INCIDENT_MARKS
from dashboard.figures.incidents import incident_traces
from dashboard.figures.labels import HANDED as NAMES
from dashboard.figures.labels import ROUND_LENGTHS
from dashboard.figures.map.areas import Wear, area_trace, areas, regions_trace
from dashboard.figures.map.beyond import beyond_traces
from dashboard.figures.map.fading import fades, fading_traces, shows_fading
from dashboard.figures.map.graticule import meridians, parallels
from dashboard.figures.map.ground import (
    EARTH_KM_PER_DEGREE,
    GROUND_NAMES,
    OPENING_VIEW,
    STANDARD_PARALLEL,
    Json,
    ground_traces,
    name_traces,
    relief_image,
)
from dashboard.figures.map.marker_keys import MarkerKeys
from dashboard.figures.map.markers import (
    BASE_RANK,
    BASES_NAMED_FROM,
    Point,
    label_trace,
    marker_traces,
    points,
    selected_trace,
)
from dashboard.figures.map.stars import any_star, star_trace, where_stars
from dashboard.figures.style import FADED, FONT, INK, PAPER, SIGNS, VEILED_GROUND, Look, look, unfollowed_look
from dashboard.text import Text
from dashboard.told.days import day_in_full
from geodata.bases import phase
from geodata.confirming import stale_on
from geodata.incidents.reading import Incident
from geodata.record import Record
from geodata.selection import changed_on
from geodata.timeline import Timeline

__all__ = [
    "Point",
    "Wear",
    "day_looks",
    "is_hidden",
    "map_json",
    "map_layout",
    "points",
    "visible_looks",
]


class Worn(Protocol):
    """What a place looks like, on a map of days or of changes."""

    @property
    def on_ground(self) -> Self:
        """The same as an area wears it."""


Needed = tuple[Layer, ...]
"""The layers without any of which a trace is not seen."""
Seen = TypeVar("Seen", bound=Worn)


def map_json(
    record: Record,
    state: ViewState,
    text: Text,
    *,
    relief: str,
    timeline: Timeline | None = None,
    narrow: bool = False,
    width: float = furniture.DESK,
    worn: Wear | None = None,
    outlined: Set[str] = frozenset(),
    incidents: Sequence[Incident] = (),
) -> Json:
    """The map on the day of a view, as the JSON of a Plotly figure.

    Plotly's own objects look at every number, which takes five times as long as all the rest of a page. Parts of it
    are shared by all maps of the record: leave what it holds as it is.

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
    width
        Of the figure in pixels, within which the lines of its footer are broken.
    worn
        What places look like, if it is not simply their state on the day; the legend is then left to the caller.
    outlined
        The places that are then outlined as changed.
    incidents
        Of other data sets, for who draws on paper: the page paints them itself.

    Returns
    -------
    Json
        ``layout.meta`` says where the painter finds things: :class:`dashboard.agreed.figure_meta.MapMeta`.
    """
    timeline = timeline or Timeline(record, state.lens)
    seen = _Seen.of(timeline, state, worn, outlined)
    layout = map_layout(seen.record, state, text, relief=relief, narrow=narrow, width=width)
    if worn is None:
        lines = legend.legend_of(
            visible_looks(seen.record, state, seen.wear), seen.record, text, timeline.lens, seen.marks
        )
        furniture.fill_legend(layout, lines)
    furniture.show_keys(layout, seen.keys)
    traces = _traces(seen, text, incidents)
    layout["meta"] = _where(traces, seen.markers, seen.record)
    data = [trace | {"visible": state.layers.issuperset(needed), "showlegend": False} for needed, trace in traces]
    return {"data": data, "layout": layout}


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a map shows of its places."""

    record: Record
    state: ViewState
    wear: Wear
    markers: Sequence[Point]
    hidden: Sequence[bool]
    """For each marker whether it is left out."""
    looks: Sequence[Look]
    """Of each marker."""
    changed: Set[str]
    """The places that are outlined as changed."""
    unconfirmed: Set[str]

    @classmethod
    def of(cls, timeline: Timeline, state: ViewState, worn: Wear | None, outlined: Set[str]) -> Self:
        record, markers = timeline.record, points(timeline.record)
        wear = worn or day_looks(timeline, state)
        looks = [wear(point.place.id) for point in markers]
        hidden = [is_hidden(point, state, record) for point in markers]
        if worn:
            return cls(record, state, wear, markers, hidden, looks, outlined, frozenset())
        changed = {one.after.place.id for one in changed_on(timeline, state.on, state.filter)}
        stale = stale_on(timeline, state.on) if Layer.STALE in state.layers else set()
        left_out = {point.place.id for point, one in zip(markers, looks, strict=True) if one.is_left_out}
        return cls(record, state, wear, markers, hidden, looks, changed, stale - left_out)

    @property
    def drawn(self) -> list[tuple[Point, Look]]:
        """The markers that are not left out."""
        all_of_them = zip(self.markers, self.looks, self.hidden, strict=True)
        return [(point, one) for point, one, is_away in all_of_them if not is_away]

    @property
    def keys(self) -> set[str]:
        """The kinds of their places, and their signs."""
        return {str(point.place.kind) for point, _ in self.drawn} | {str(one.sign) for _, one in self.drawn}

    @property
    def marks(self) -> legend.Marks:
        """The signs that are no look of a place."""
        marked = {point.place.id for point, _ in self.drawn}
        outlined = marked | {area.follows for area in areas(self.record) if area.layer in self.state.layers}
        return replace(
            steady_marks(self.record, self.state),
            changed=bool(self.changed & outlined),
            starred=any_star(self.record, self.state),
            stale=bool(self.unconfirmed & marked),
        )


def _traces(seen: _Seen, text: Text, incidents: Sequence[Incident]) -> list[tuple[Needed, Json]]:
    """Everything that is drawn, from the bottom up."""
    record, state, markers, hidden = seen.record, seen.state, seen.markers, seen.hidden
    coloured = [
        ((area.layer,), area_trace(area, seen.wear(area.follows), is_changed=area.follows in seen.changed))
        for area in areas(record)
    ]
    above = sum(area.is_indicative for area in areas(record))
    marks = marker_traces(markers, seen.looks, hidden, seen.changed, seen.unconfirmed)
    names = (*name_traces(record, text), *beyond_traces(record, text))
    return [
        *(((layer,), trace) for layer, trace in ground_traces(record)),
        *coloured[:-above],
        *fading_traces(record),
        *coloured[-above:],
        ((), regions_trace(record)),
        *(((layer,), trace) for layer, trace in names),
        *(((Layer.STALE,) if trace["uid"] == "stale" else (), trace) for trace in marks),
        *(((Layer.INCIDENTS,), trace) for trace in incident_traces(incidents, record)),
        ((Layer.EVENTS,), star_trace(record, state)),
        ((), label_trace(markers, hidden, text)),
        ((), selected_trace(state, record)),
    ]


def steady_marks(record: Record, state: ViewState) -> legend.Marks:
    """The marks that do not move with the day."""
    return legend.Marks(
        dotted=bool(INDICATIVE & state.layers),
        fading=any(shows_fading(area, state, record) for area in areas(record)),
        chosen=state.place in [point.place.id for point in points(record)],
    )


def is_hidden(point: Point, state: ViewState, record: Record) -> bool:
    """Whether a marker is left out: its layer is, or its base had not opened on the day of the view."""
    if point.layer not in state.layers:
        return True
    base = record.bases.get(point.place.id)
    return base is not None and phase(base, state.on, record) == "not yet open"


def day_looks(timeline: Timeline, state: ViewState, days: Sequence[date] = ()) -> Wear:
    """What places look like on the day of a view; None is a commune that follows no place.

    A filter chooses by that day and its eve, or by any of the ``days`` that are compared.
    """
    record, states, seen = timeline.record, timeline.states(state.on), state.filter

    def wear(place_id: str | None) -> Look:
        if place_id is None:
            return unfollowed_look(seen, record)
        if days:
            is_kept = any(seen.keeps_state(timeline.state(place_id, day), record) for day in days)
        else:
            is_kept = seen.keeps_on(timeline, place_id, state.on)
        return look(states[place_id], record) if is_kept else FADED

    return wear


def visible_looks(record: Record, state: ViewState, wear: Callable[[str | None], Seen]) -> list[Seen]:
    """Every look in the layers of a view on its day, in sight or not: the ground of a window only the page knows."""
    seen = [wear(point.place.id) for point in points(record) if not is_hidden(point, state, record)]
    return seen + [wear(area.follows).on_ground for area in areas(record) if area.layer in state.layers]


def map_layout(
    record: Record, state: ViewState, text: Text, *, relief: str, narrow: bool = False, width: float = furniture.DESK
) -> Json:
    """What stands around a map, and its axes; the legend is empty, or folded. All as for :func:`map_json`."""
    axis = {
        "zeroline": False,
        "showline": False,
        "showgrid": Layer.GRATICULE in state.layers,
        "gridcolor": "rgba(90,84,76,0.22)",
        "gridwidth": 0.6,
        "tickfont": {"family": FONT, "size": 10, "color": "rgba(70,66,60,0.75)"},
        "ticklabelposition": "inside",
        "showticklabels": Layer.GRATICULE in state.layers,
        "fixedrange": False,
    }
    view = asdict(state.frame) if state.frame else OPENING_VIEW
    footer = furniture.footer(state, record, text, narrow=narrow, width=width)
    keys = MarkerKeys.of(record, text, width)
    day = day_in_full(state.on, record.period, text)
    is_folded, slots = not state.legend, furniture.SLOTS if state.legend else 0
    beside = furniture.legend_beside(narrow=narrow, is_folded=is_folded)
    below = furniture.legend_below(narrow=narrow, is_folded=is_folded)
    heading = furniture.heading(furniture.title(state, record, text), narrow=narrow, width=width)
    return {
        "xaxis": axis
        | meridians(text)
        | {"range": [view["west"], view["east"]], "constrain": "range", "constraintoward": "right"},
        "yaxis": axis
        | parallels()
        | {
            "range": [view["south"], view["north"]],
            "scaleanchor": "x",
            "scaleratio": 1 / cos(radians(STANDARD_PARALLEL)),
            "constrain": "range",
        },
        "images": [relief_image(record, relief) | {"visible": Layer.RELIEF in state.layers}],
        "annotations": [
            *furniture.annotations(day, heading, footer, narrow=narrow, beside=beside, below=below + keys.height),
            *furniture.legend_labels(slots, narrow=narrow),
            *keys.notes(beside, below),
        ],
        "shapes": [*furniture.shapes(slots, narrow=narrow), *keys.shapes(beside, below)],
        "margin": {
            "l": beside,
            "r": 0,
            "t": furniture.band_above(heading),
            "b": furniture.band_below(footer, keys.height) + below,
        },
        "paper_bgcolor": PAPER,
        "plot_bgcolor": VEILED_GROUND,
        "font": {"family": FONT, "color": INK},
        "hovermode": False,
        "dragmode": False,  # the page's script has the hand: see assets/hand.js
        "uirevision": "map",
        "showlegend": False,
    }


def _where(traces: list[tuple[Needed, Json]], markers: Sequence[Point], record: Record) -> MapMeta:
    number = {trace["uid"]: index for index, (_, trace) in enumerate(traces)}
    layers: dict[str, list[int]] = {layer: [] for layer in Layer}
    for index, (needed, _) in enumerate(traces):
        for layer in needed:
            layers[layer].append(index)
    coloured = areas(record)
    painted = ("points", "halos", "today", "moats", "siege", "stale", "labels", "selected")
    return {
        "areas": [number[area.outline["uid"]] for area in coloured],
        "area_places": [area.follows for area in coloured],
        "area_layers": [area.layer for area in coloured],
        "indicative": [area.is_indicative for area in coloured],
        "fades": [fades(area, record) for area in coloured],
        "point_places": [point.place.id for point in markers],
        "point_layers": [point.layer for point in markers],
        "point_kinds": [point.place.kind for point in markers],
        "asides": [[point.angle, point.standoff] for point in markers],
        "signs": {str(sign): number[f"sign-{sign}"] for sign in SIGNS},
        "ground_names": [number[name] for name in GROUND_NAMES],
        "layers": layers,
        "home": OPENING_VIEW,
        "drawn": [DRAWN[side] for side in ("west", "south", "east", "north")],
        "leastFrame": LEAST_FRAME,
        "scale": {"trueAt": STANDARD_PARALLEL, "kmOfDegree": EARTH_KM_PER_DEGREE, "lengths": ROUND_LENGTHS},
        "incidents": INCIDENT_MARKS,
        "names": {**NAMES, "baseRank": BASE_RANK, "basesFrom": BASES_NAMED_FROM},
        "events": {"trace": number["events"]} | where_stars(record),
        **{name: number[name] for name in painted},
    }
