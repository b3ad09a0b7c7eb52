"""Marks that are too many to be drawn one by one: the page paints them on one canvas, from the same figure.

A mark costs Plotly some eight nodes of the page; of five thousand places a browser paints a step in a fifth of a
second. On a canvas it takes a sixth of that. Files and the page that is sent whole draw every mark as ever.
"""

from math import cos, sin, tau

from dashboard.agreed.figure_meta import Crowd, OutlineOfMark
from dashboard.drawing.figure_parts import SPOKES, STROKES, one_of, some_of
from dashboard.drawing.svg import SYMBOLS

Json = dict[str, object]
MOST = 400
"""Places with a mark that Plotly still draws one by one: seven times ours."""
MOST_NAMES = 300
"""Names that are offered a place on the ground, towns first; the others are told by the pointer, search and table."""
CORNERS = 24
"""Of the polygon that stands for a circle: at the size of a mark nobody sees them."""


def on_canvas(figure: Json) -> Json:
    """The figure of a map whose marks the page paints itself, if they are a crowd; else the figure as it is."""
    meta = figure["layout"]["meta"]
    if len(meta["point_places"]) <= MOST:
        return figure
    marked = [meta[name] for name in ("today", "moats", "halos", "siege", "points", "stale")]
    numbers = sorted([*marked, *meta["signs"].values()])
    above = [meta["events"]["trace"], meta["selected"]]
    symbols = sorted(_symbols([figure["data"][number] for number in (*numbers, *above)]))
    crowd: Crowd = {"traces": numbers, "above": above, "outlines": {symbol: _outline(symbol) for symbol in symbols}}
    data = [trace | {"visible": False} if number in numbers else trace for number, trace in enumerate(figure["data"])]
    data[meta["labels"]] = _fewer(data[meta["labels"]])
    return figure | {"data": data, "layout": figure["layout"] | {"meta": meta | {"crowd": crowd}}}


def one_by_one(figure: Json) -> Json:
    """The same figure with every mark in sight, for who draws it on paper."""
    crowd = figure["layout"]["meta"].get("crowd")
    if not crowd:
        return figure
    shown = set(crowd["traces"])
    return figure | {
        "data": [trace | {"visible": True} if at in shown else trace for at, trace in enumerate(figure["data"])]
    }


def _symbols(traces: list[Json]) -> set[str]:
    return {
        str(one_of(trace["marker"].get("symbol", "circle"), index))
        for trace in traces
        for index in range(len(trace["x"]))
    }


def _outline(symbol: str) -> OutlineOfMark:
    """The lines of a symbol whose half size is 1, and how they are drawn."""
    if symbol in STROKES:
        return {"lines": [[list(end) for end in line] for line in STROKES[symbol]], "closed": False, "filled": False}
    if symbol == "circle-x-open":
        spokes = [[list(end) for end in line] for line in SPOKES]
        return {"lines": [[*_circle(), _circle()[0]], *spokes], "closed": False, "filled": False}
    plain = symbol.removesuffix("-open")
    corners = _circle() if plain == "circle" else [list(corner) for corner in SYMBOLS[plain](1.0)]
    return {"lines": [corners], "closed": True, "filled": plain == symbol}


def _circle() -> list[list[float]]:
    angles = [tau * number / CORNERS for number in range(CORNERS)]
    return [[round(cos(angle), 4), round(sin(angle), 4)] for angle in angles]


def _fewer(trace: Json) -> Json:
    """A trace of names with the first of them only, in the order in which they are given a place."""
    order = sorted(range(len(trace["x"])), key=lambda index: trace["customdata"][index][1])
    return some_of(trace, sorted(order[:MOST_NAMES]))
