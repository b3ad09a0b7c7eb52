"""The parts of a map in named groups: ground, areas with their stripes, places with their signs, names."""

import base64
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from dashboard.asked.layers import GROUND_LINES
from dashboard.drawing import figure_parts as parts_of
from dashboard.drawing.figure_parts import Json
from dashboard.drawing.primitives import Item, Outline, Picture, Plate, Ring, Stroke, Words, grouped
from dashboard.figures.incidents import UIDS as INCIDENTS
from dashboard.figures.map.drawn import Drawn
from dashboard.figures.map.graticule import ASIDE, meridian, parallel
from dashboard.figures.map.ground import GROUND_NAMES
from dashboard.figures.sheets.panel import Panel
from dashboard.figures.sheets.sheet_names import LEADERS
from dashboard.figures.sheets.window import Window
from dashboard.text import Text
from geodata.record import Record, of_the_ground

GROUND = ("neighbours", "borders", *(lines.uid for _, lines in GROUND_LINES))
Said = Callable[[str], str]
"""What the map says of a place, in words."""
Found = TypeVar("Found")


@of_the_ground(8)
def _worked_out(_record: Record, _window: Window) -> dict[object, object]:
    """What was worked out of the outlines of a ground in a window: they lie as they do on any day, in any language."""
    return {}


class MapParts:
    """Works out the parts of maps."""

    def __init__(self, record: Record, text: Text) -> None:
        self._record, self._text = record, text

    def of(self, panel: Panel, said: Said, of: str = "") -> list[Item]:
        """One map. ``of`` tells its groups from those of another map on the same sheet."""
        window, layout, text = panel.window, panel.figure.layout, self._text
        traces = {trace["uid"]: trace for trace in parts_of.visible(panel.figure.data)}
        named = [traces[uid] for uid in GROUND_NAMES if uid in traces]
        names = [each for trace in named for each in parts_of.texts(trace, window, parts_of.GROUND_NAME_GROUND)]
        lines = [each for uid in GROUND if uid in traces for each in self._outlined(traces[uid], window)]
        groups = [
            (text("Ground"), [*_graticule(layout, window, text), *lines]),
            (text("Areas"), self._areas(traces, panel, said)),
            (text("Names of the ground"), [*_degrees(layout, window), *names]),
            (text("Places and bases"), self._places(traces, window, said)),
            (text("Incidents of other data sets"), _incidents(traces, window, text("Incident"))),
            (text("Events"), _marked(traces.get("events"), window, text("Event"))),
            (text("Names of places"), _place_names(traces, window)),
            (text("Chosen place"), _marked(traces["selected"], window, text("Chosen place"))),
        ]
        return [each for name, parts in groups for each in grouped(f"{name} ({of})" if of else name, parts)]

    def _once(self, work: Callable[..., Found], trace: Json, window: Window, *asked: str) -> Found:
        """What a function makes of the outline of a trace, which is known by its name."""
        kept, key = _worked_out(self._record, window), (work, trace["uid"], *asked)
        if key not in kept:
            kept[key] = work(trace, *asked, window)
        return kept[key]

    def _outlined(self, trace: Json, window: Window) -> list[Item]:
        key = (window, trace["uid"])
        is_filled = bool(trace.get("fill"))
        rings: list[Ring] = self._once(parts_of.filled if is_filled else parts_of.lined, trace, window)
        if not rings:
            return []
        fill, stroke = str(trace["fillcolor"]) if is_filled else None, parts_of.stroke_of(trace)
        return [Outline(trace["uid"], rings, fill=fill, stroke=stroke, closed=is_filled, key=key)]

    def _areas(self, traces: Mapping[str, Json], panel: Panel, said: Said) -> Iterable[Item]:
        text, names = self._text, area_names(self._record, self._text)
        sheets = [
            each for uid in traces if uid.startswith("fading-") for each in self._outlined(traces[uid], panel.window)
        ]
        for area, _ in panel.areas(self._record):
            if area.is_indicative:
                yield from sheets
                sheets = []
            words = said(area.follows) if area.follows else text("No place is followed here: unknown")
            drawn = list(self._area(names[area.id], traces[area.outline["uid"]], panel.window, words))
            yield from grouped(names[area.id], drawn) if len(drawn) > 1 else drawn
        yield from sheets
        if "mission-regions" in traces:
            yield from self._outlined(traces["mission-regions"], panel.window)

    def _area(self, name: str, trace: Json, window: Window, said: str) -> Iterable[Item]:
        """An area, its stripes, and above them its edge; where the map cuts the area, the edge ends there."""
        key, edge, pattern = (window, trace["uid"]), parts_of.stroke_of(trace), parts_of.pattern_of(trace)
        rings = self._once(parts_of.filled, trace, window)
        if not rings:
            return
        is_cut = self._once(parts_of.is_cut, trace, window)
        if pattern is None and not is_cut:
            yield Outline(name, rings, fill=str(trace["fillcolor"]), stroke=edge, said=said, key=key)
            return
        yield Outline(name, rings, fill=pattern.ground if pattern else str(trace["fillcolor"]), said=said, key=key)
        if pattern:
            key = (*key, pattern.shape)
            bands = self._once(parts_of.patterned, trace, window, pattern.shape)
            if bands:
                yield Outline(f"{name}: stripes", bands, fill=pattern.stripe, key=key)
        lines = self._once(parts_of.lined, trace, window) if is_cut else rings
        if lines:
            yield Outline(f"{name}: edge", lines, stroke=edge, closed=not is_cut)

    def _places(self, traces: Mapping[str, Json], window: Window, said: Said) -> Iterable[Item]:
        """Halos and rings below; above them every place as a group of its own: marker, sign, dash."""
        text, ids = self._text, Drawn.of(self._record).points
        named = [text.of(self._record.places[place].name) for place in ids]
        below = [
            each
            for uid in ("today", "moats", "halos", "siege")
            for marker in parts_of.markers(traces[uid], window)
            for each in parts_of.marker_parts(marker, f"{named[marker.index]}: {uid}")
        ]
        yield from grouped(text("Halos"), below)
        parts: dict[int, list[Item]] = {}
        for uid in ["points", *(uid for uid in traces if uid.startswith("sign-") or uid == "stale")]:
            for marker in parts_of.markers(traces[uid], window):
                name = named[marker.index]
                words = said(ids[marker.index]) if uid == "points" else ""
                label = name if uid == "points" else f"{name}: {uid}"
                parts.setdefault(marker.index, []).extend(parts_of.marker_parts(marker, label, words))
        for index, drawn in parts.items():
            yield from grouped(named[index], drawn)


def _marked(trace: Json | None, window: Window, name: str) -> list[Item]:
    found = parts_of.markers(trace, window) if trace else []
    return [each for marker in found for each in parts_of.marker_parts(marker, name)]


def _incidents(traces: Mapping[str, Json], window: Window, name: str) -> list[Item]:
    return [each for uid in INCIDENTS for each in _marked(traces.get(uid), window, name)]


def area_names(record: Record, text: Text) -> dict[str, str]:
    """What each area is called: the commune, the massif, or the countryside."""
    communes = record.layers["communes"]
    names = dict(zip(communes["commune_id"], communes["name"], strict=True))
    own = {area: text.of(record.places[follows].name) for area, follows in Drawn.of(record).indicative}
    return names | own


def _graticule(layout: Json, window: Window, text: Text) -> Iterable[Item]:
    left, top, width, height = window.box
    yield Plate("ground", window.box, None if layout["images"][0]["visible"] else layout["plot_bgcolor"])
    axis = layout["xaxis"]
    if not axis["showgrid"]:
        return
    look = {"stroke": Stroke(axis["gridcolor"], axis["gridwidth"]), "closed": False}
    for lon in (lon for lon in axis["tickvals"] if window.west <= lon <= window.east):
        x = window.pixels(lon, 0)[0]
        yield Outline(meridian(lon, text), [[(x, top), (x, top + height)]], **look)
    for lat in (lat for lat in layout["yaxis"]["tickvals"] if window.south <= lat <= window.north):
        y = window.pixels(0, lat)[1]
        yield Outline(parallel(lat), [[(left, y), (left + width, y)]], **look)


def _degrees(layout: Json, window: Window) -> Iterable[Item]:
    """What the lines are called, above the ground, where the map has room for it."""
    left, top, _, height = window.box
    font = layout["xaxis"]["tickfont"]
    look = {"size": font["size"], "colour": font["color"]}
    if not layout["xaxis"]["showticklabels"]:
        return
    longitudes = _named(layout["xaxis"])
    for lon, said in longitudes:
        x = window.pixels(lon, 0)[0] + ASIDE["x"]
        yield Words(said, (said,), x, top + height - 0.5 - 0.2 * font["size"] - 2.5, across="center", **look)
    row = top + height
    if longitudes:  # Plotly leaves out what would lie on their row
        row -= 3.2 + font["size"]
    for lat, said in _named(layout["yaxis"]):
        y = window.pixels(0, lat)[1] + ASIDE["y"]
        if y + 0.65 * font["size"] <= row:
            yield Words(said, (said,), left + 3, y + 0.35 * font["size"], **look)


def _named(axis: Json) -> list[tuple[int, str]]:
    return [(degree, said) for degree, said in zip(axis["tickvals"], axis["ticktext"], strict=True) if said]


def relief(layout: Json, window: Window, text: Text) -> list[Picture]:
    """The relief behind everything, cut to the map; it is the only picture."""
    image = layout["images"][0]
    if not image["visible"]:
        return []
    west, north, across, down = image["x"], image["y"], image["sizex"], image["sizey"]
    seen = (
        max(window.west, west),
        min(window.north, north),
        min(window.east, west + across),
        max(window.south, north - down),
    )
    whole = _box(window, west, north, west + across, north - down)
    said = text("Shaded relief, behind the map")
    data = base64.b64decode(image["source"].partition(",")[2])
    return [Picture(text("Relief"), data, "image/jpeg", whole, _box(window, *seen), said)]


def _box(window: Window, west: float, north: float, east: float, south: float) -> tuple[float, float, float, float]:
    (left, top), (right, bottom) = window.pixels(west, north), window.pixels(east, south)
    return left, top, right - left, bottom - top


def _place_names(traces: Mapping[str, Json], window: Window) -> list[Item]:
    """The names of places, and the lines that lead to those which stand further off."""
    names = parts_of.texts(traces["labels"], window, parts_of.LABEL_GROUND)
    lines = [
        Outline(uid, rings, stroke=parts_of.stroke_of(traces[uid]), closed=False)
        for uid in LEADERS
        if (rings := parts_of.lined(traces[uid], window))
    ]
    return [*lines, *names]
