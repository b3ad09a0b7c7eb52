"""A map as native shapes in named groups: ground, areas with their stripes, places with their signs, names."""

import base64
import io
from collections.abc import Callable, Iterable, Mapping

from pptx.slide import Slide
from pptx.util import Emu

from dashboard.export import shapes
from dashboard.export.drawing import EMU, Pen, Stroke
from dashboard.export.shapes import Json
from dashboard.figures.map.graticule import ASIDE, meridian, parallel
from dashboard.figures.map.ground import GROUND_NAMES
from dashboard.figures.sheets.panel import Panel, Window
from dashboard.frames import Drawn
from dashboard.text import Text
from geodata.record import Record

GROUND = ("neighbours", "borders", "regions", "border", "river", "tracks", "wadi")
Said = Callable[[str], str]
"""What the map says of a place, in words."""


class MapWriter:
    """Draws maps; outlines that do not change from one to the next are worked out once."""

    def __init__(self, record: Record, text: Text) -> None:
        self._record, self._text = record, text
        self.paths: dict[object, str] = {}
        self._ground: dict[Window, dict[str, Json]] = {}

    def knows(self, window: Window) -> bool:
        """Whether the ground of a window has been drawn before, so that a figure may come without it."""
        return window in self._ground

    def draw(self, pen: Pen, panel: Panel, said: Said, of: str = "") -> list[str]:
        """One map. ``of`` tells its groups from those of another map on the same slide."""
        figure, window, text = panel.figure.to_plotly_json(), panel.window, self._text
        layout = figure["layout"]
        traces = {trace["uid"]: trace for trace in shapes.visible(figure["data"])}
        ground = self._ground.setdefault(window, {uid: traces[uid] for uid in GROUND if uid in traces})
        light = shapes.GROUND_NAME_GROUND
        named = [traces[uid] for uid in GROUND_NAMES if uid in traces]
        names = [each for trace in named for each in shapes.draw_texts(pen, trace, window, light)]
        lines = [each for trace in ground.values() for each in self._outlined(pen, trace, window)]
        stars = _marked(pen, traces.get("events"), window, text("Event"))
        chosen = _marked(pen, traces["selected"], window, text("Chosen place"))
        groups = [
            (text("Ground"), [*_graticule(pen, layout, window, text), *lines]),
            (text("Areas"), list(self._areas(pen, traces, panel, said))),
            (text("Names of the ground"), [*_degrees(pen, layout, window), *names]),
            (text("Places and bases"), list(self._places(pen, traces, window, said))),
            (text("Events"), stars),
            (text("Names of places"), shapes.draw_texts(pen, traces["labels"], window, shapes.LABEL_GROUND)),
            (text("Chosen place"), chosen),
        ]
        return [pen.group(f"{name} ({of})" if of else name, drawn) for name, drawn in groups]

    def _outlined(self, pen: Pen, trace: Json, window: Window) -> list[str]:
        key = (window, trace["uid"])
        is_filled = bool(trace.get("fill"))
        rings = [] if key in self.paths else (shapes.filled if is_filled else shapes.lined)(trace, window)
        if key not in self.paths and not rings:
            return []
        fill = str(trace["fillcolor"]) if is_filled else None
        return [pen.freeform(trace["uid"], rings, fill=fill, stroke=shapes.stroke_of(trace), closed=is_filled, key=key)]

    def _edged(self, pen: Pen, name: str, trace: Json, window: Window, key: object, fill: str, said: str) -> list[str]:
        """An area with its edge; where the map cuts it, the edge is a line of its own that ends there."""
        edge = shapes.stroke_of(trace)
        if not shapes.is_cut(trace, window):
            rings = [] if key in self.paths else shapes.filled(trace, window)
            return [pen.freeform(name, rings, fill=fill, stroke=edge, said=said, key=key)]
        rings, lines = shapes.filled(trace, window), shapes.lined(trace, window)
        if not rings:
            return []
        drawn = [pen.freeform(name, rings, fill=fill, said=said)]
        return drawn + ([pen.freeform(name, lines, stroke=edge, closed=False)] if lines else [])

    def _areas(self, pen: Pen, traces: Mapping[str, Json], panel: Panel, said: Said) -> Iterable[str]:
        text, window, names = self._text, panel.window, area_names(self._record, self._text)
        for area, follows in Drawn.of(self._record).communes:
            trace = traces.get(f"area-{area}")
            if trace is None:
                continue
            key = (window, f"area-{area}")
            words = said(follows) if follows else text("No place is followed here: unknown")
            pattern = shapes.pattern_of(trace)
            fill = pattern.ground if pattern else str(trace["fillcolor"])
            drawn = self._edged(pen, names[area], trace, window, key, fill, words)
            if pattern is None or not drawn:
                yield from drawn
                continue
            key = (*key, pattern.shape)
            bands = [] if key in self.paths else shapes.patterned(trace, pattern.shape, window)
            if bands or key in self.paths:
                drawn.append(pen.freeform(f"{names[area]}: stripes", bands, fill=pattern.stripe, key=key))
            yield pen.group(names[area], drawn)
        if "mission-regions" in traces:
            yield from self._outlined(pen, traces["mission-regions"], window)

    def _places(self, pen: Pen, traces: Mapping[str, Json], window: Window, said: Said) -> Iterable[str]:
        """Halos and rings of the day below; above them every place as a group of its own: marker and sign."""
        text, ids = self._text, Drawn.of(self._record).points
        named = [text.of(self._record.places[place].name) for place in ids]
        below = [
            each
            for uid in ("today", "halos")
            for marker in shapes.markers(traces[uid], window)
            for each in shapes.draw_marker(pen, marker, f"{named[marker.index]}: {uid}")
        ]
        yield pen.group(text("Halos"), below)
        parts: dict[int, list[str]] = {}
        for uid in ["points", *(uid for uid in traces if uid.startswith("sign-"))]:
            for marker in shapes.markers(traces[uid], window):
                name = named[marker.index]
                words = said(ids[marker.index]) if uid == "points" else ""
                label = name if uid == "points" else f"{name}: {uid}"
                parts.setdefault(marker.index, []).extend(shapes.draw_marker(pen, marker, label, words))
        for index, drawn in parts.items():
            yield pen.group(named[index], drawn)


def _marked(pen: Pen, trace: Json | None, window: Window, name: str) -> list[str]:
    found = shapes.markers(trace, window) if trace else []
    return [each for marker in found for each in shapes.draw_marker(pen, marker, name)]


def area_names(record: Record, text: Text) -> dict[str, str]:
    """What each area is called: the commune, or the massif."""
    communes = record.layers["communes"]
    names = dict(zip(communes["commune_id"], communes["name"], strict=True))
    return names | {"massif": text.of(record.places["adrar-tigharghar"].name)}


def _graticule(pen: Pen, layout: Json, window: Window, text: Text) -> Iterable[str]:
    left, top, width, height = window.box
    yield pen.preset(
        "ground", "rect", window.box, fill=None if layout["images"][0]["visible"] else layout["plot_bgcolor"]
    )
    axis = layout["xaxis"]
    if not axis["showgrid"]:
        return
    look = {"stroke": Stroke(axis["gridcolor"], axis["gridwidth"]), "closed": False}
    for lon in (lon for lon in axis["tickvals"] if window.west <= lon <= window.east):
        x = window.pixels(lon, 0)[0]
        yield pen.freeform(meridian(lon, text), [[(x, top), (x, top + height)]], **look)
    for lat in (lat for lat in layout["yaxis"]["tickvals"] if window.south <= lat <= window.north):
        y = window.pixels(0, lat)[1]
        yield pen.freeform(parallel(lat), [[(left, y), (left + width, y)]], **look)


def _degrees(pen: Pen, layout: Json, window: Window) -> Iterable[str]:
    """What the lines are called, above the ground, where the map has room for it."""
    left, top, _, height = window.box
    font = layout["xaxis"]["tickfont"]
    look = {"size": font["size"], "colour": font["color"]}
    if not layout["xaxis"]["showticklabels"]:
        return
    for lon, said in _named(layout["xaxis"]):
        x = window.pixels(lon, 0)[0] + ASIDE["x"]
        yield pen.write(said, [said], x, top + height - 2, across="center", down="bottom", **look)
    for lat, said in _named(layout["yaxis"]):
        y = window.pixels(0, lat)[1] + ASIDE["y"]
        yield pen.write(said, [said], left + 3, y, across="left", down="middle", **look)


def _named(axis: Json) -> Iterable[tuple[int, str]]:
    return [(degree, said) for degree, said in zip(axis["tickvals"], axis["ticktext"], strict=True) if said]


def add_relief(slide: Slide, layout: Json, window: Window, text: Text) -> None:
    """The relief behind everything, cut to the map; it is the only picture."""
    image = layout["images"][0]
    if not image["visible"]:
        return
    data = base64.b64decode(image["source"].partition(",")[2])
    west, north = image["x"], image["y"]
    across, down = image["sizex"], image["sizey"]
    seen = (
        max(window.west, west),
        min(window.north, north),
        min(window.east, west + across),
        max(window.south, north - down),
    )
    (left, top), (right, bottom) = window.pixels(*seen[:2]), window.pixels(*seen[2:])
    places = (left, top, right - left, bottom - top)
    picture = slide.shapes.add_picture(io.BytesIO(data), *(Emu(round(each * EMU)) for each in places))
    picture.crop_left, picture.crop_right = (seen[0] - west) / across, (west + across - seen[2]) / across
    picture.crop_top, picture.crop_bottom = (north - seen[1]) / down, (seen[3] - (north - down)) / down
    picture.name = text("Relief")
    picture._element.nvPicPr.cNvPr.set("descr", text("Shaded relief, behind the map"))
