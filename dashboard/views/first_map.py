"""The map as the page bears it before any script runs: the same picture, for a window whose size nobody knows yet."""

from collections.abc import Iterator, Sequence
from html import escape
from math import cos, radians

from shapely import box

from dashboard.drawing import corners, stretched
from dashboard.drawing import figure_parts as parts_of
from dashboard.drawing.stretched import units
from dashboard.drawing.svg import written
from dashboard.figures import furniture, legend
from dashboard.figures.labels import Box, scale_length
from dashboard.figures.legend import LegendLine
from dashboard.figures.map.areas import areas
from dashboard.figures.map.figure import day_looks, map_layout, points
from dashboard.figures.map.ground import STANDARD_PARALLEL
from dashboard.figures.map.marker_keys import ROW, MarkerKeys
from dashboard.figures.screen_names import ScreenWindow, screen_names
from dashboard.state import Layer
from dashboard.told.days import day_in_full
from dashboard.views.context import Context

Json = dict[str, object]
NAMED = {
    "low": ("wide", 900.0, 419.0),
    "lower": ("wide", 986.0, 467.0),
    "usual": ("wide", 1080.0, 599.0),
    "high": ("wide", 1540.0, 779.0),
    "slim": ("slim", 390.0, 320.0),
}
"""Windows for which names are settled: on what paper, and the map in pixels. Others show those of the nearest."""
USUAL = {"wide": "usual", "slim": "slim"}
LONGEST_BAR = 130
TOOLS: dict[str, tuple[float, float, float, float]] = {"wide": (-44, 74, 32, 92), "slim": (10, 10, 92, 32)}
"""The zoom buttons: left (from the right end, if less than nought), top, width and height."""
AT_CORNERS = {
    "wide": ("legend", "swatch", "slot", "north", "date", "scale", "locator"),
    "slim": ("swatch", "slot", "north", "date", "scale"),
}
"""The first words of the names of what stands at the corners."""


def first_map(context: Context, figure: Json) -> str:
    """The figure of the map view as HTML that fills whatever room it is given."""
    narrow = map_layout(context.record, context.state, context.text, relief=context.relief, narrow=True)
    layouts = {"wide": figure["layout"], "slim": narrow}
    lines = _legend(context, figure)
    notes = []
    for of, layout in layouts.items():
        window = _window(figure["layout"], *NAMED[USUAL[of]][1:])
        km, _ = scale_length(window.height / (window.north - window.south), LONGEST_BAR)
        furniture.fill_legend(layout, lines)
        _locate(layout, window)
        for note in layout["annotations"]:
            if note["name"] == "scale":
                note["text"] = f"{km} km"
        at = corners.at_corners(layout, lambda name, of=of: _first_word(name) in AT_CORNERS[of], lines)
        notes.append(f'<svg class="notes {of}">{at}{corners.scale_bar(km)}</svg>')
    shown = {}
    for name, (of, *size) in NAMED.items():
        window = _window(figure["layout"], *size)
        rooms = list(_rooms(layouts[of], window, of))
        shown[name] = screen_names(figure, window, rooms, has_places=Layer.PLACES in context.state.layers)
    drawn = stretched.ground(figure, context.record, shown)
    said = escape(f"{furniture.title(context.state, context.record, context.text)}, {_day(context)}")
    ground = f'<svg class="ground" role="img" aria-label="{said}" {_box(figure["layout"])}>{drawn}</svg>'
    style = f' style="{_measures(figure["layout"])}"'
    marking = f'<p class="first-marking">{escape(context.marking)}</p>' if context.marking else ""
    title = escape(furniture.title(context.state, context.record, context.text))
    return (
        f'<div class="first-map">{marking}<p class="first-title">{title}</p>'
        f'<div class="first-ground"{style}>{ground}{"".join(notes)}</div>'
        f"{_foot(context, layouts['wide'])}{marking}</div>"
    )


def _first_word(name: str) -> str:
    return name if name.startswith("scale") else name.split("-", maxsplit=1)[0]


def _day(context: Context) -> str:
    return day_in_full(context.state.on, context.record.period, context.text)


def _ranges(layout: Json) -> tuple[float, float, float, float]:
    (west, east), (south, north) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    return west, south, east, north


def _window(layout: Json, width: float, height: float) -> ScreenWindow:
    """The ground of a view fitted into a window, as Plotly does it: more of the west, or of north and south alike."""
    west, south, east, north = _ranges(layout)
    squeeze = cos(radians(STANDARD_PARALLEL))
    a_degree = min(width / ((east - west) * squeeze), height / (north - south))
    middle, half = (south + north) / 2, height / a_degree / 2
    return ScreenWindow(width, height, east - width / (a_degree * squeeze), east, middle - half, middle + half)


def _box(layout: Json) -> str:
    (left, bottom), (right, top) = _corners(layout)
    return f'viewBox="{left} {top} {right - left} {bottom - top}" preserveAspectRatio="xMaxYMid meet"'


def _corners(layout: Json) -> tuple[tuple[int, int], tuple[int, int]]:
    west, south, east, north = _ranges(layout)
    return units(west, south), units(east, north)


def _measures(layout: Json) -> str:
    """What the style sheet needs to work out how large a unit is: the ground of the view in units."""
    (left, bottom), (right, top) = _corners(layout)
    return f"--w:{right - left};--h:{bottom - top};--right:{right}px;--mid:{(top + bottom) / 2:g}px"


def _legend(context: Context, figure: Json) -> Sequence[LegendLine]:
    """The lines of what is in sight in a usual window."""
    record, state, timeline = context.record, context.state, context.timeline
    window = _window(figure["layout"], *NAMED["usual"][1:])
    wear = day_looks(timeline, state)
    traces = {each["uid"]: each for each in figure["data"]}

    def up(uid: str) -> list[int]:
        found = enumerate(zip(traces[uid]["x"], traces[uid]["y"], _each(traces[uid]), strict=True))
        return [index for index, (lon, lat, seen) in found if seen and lon is not None and _holds(window, lon, lat)]

    drawn = [points(record)[index] for index in up("points")]
    ground = box(window.west, window.south, window.east, window.north)
    reached = [area for area in areas(record) if area.layer in state.layers and area.shape.intersects(ground)]
    heavy = [area for area in reached if traces[area.outline["uid"]]["line"]["width"] > 2]
    marks = legend.Marks(
        dotted=any(area.is_massif for area in reached),
        changed=bool(up("today") or heavy),
        starred=Layer.EVENTS in state.layers and bool(up("events")),
        chosen=bool(up("selected")),
    )
    looks = [wear(point.place.id) for point in drawn] + [wear(area.follows) for area in reached]
    keys = {str(point.place.kind) for point in drawn} | {str(wear(point.place.id).sign) for point in drawn}
    furniture.show_keys(figure["layout"], keys)
    return legend.legend_of(looks, record, context.text, timeline.lens, marks)


def _each(trace: Json) -> Sequence[float]:
    opacity = trace["marker"].get("opacity", 1)
    return opacity if isinstance(opacity, list) else [opacity] * len(trace["x"])


def _holds(window: ScreenWindow, lon: float, lat: float) -> bool:
    return window.west <= lon <= window.east and window.south <= lat <= window.north


def _rooms(layout: Json, window: ScreenWindow, of: str) -> Iterator[Box]:
    """What keeps its room: legend, north arrow, scale, locator, buttons."""
    panel = next(shape for shape in layout["shapes"] if shape["name"] == "legend-panel")
    if of == "wide":
        yield panel["x0"], 10, panel["x1"] - panel["x0"], -panel["y0"]
    yield window.width - 40, 6, 36, 50
    yield window.width - 160, window.height - 36, 156, 34
    if "locator" in layout.get("meta", {}):
        left, bottom, width, height = layout["meta"]["locator"]["box"]
        yield left, window.height - bottom - height, width, height
    left, top, width, height = TOOLS[of]
    yield (left if left >= 0 else window.width + left), top, width, height


def _locate(layout: Json, window: ScreenWindow) -> None:
    """The frame in the locator round the ground that is seen."""
    locator = layout.get("meta", {}).get("locator")
    if not locator:
        return
    (zero_x, zero_y), (across, up) = locator["zero"], locator["degree"]
    west, south, east, north = locator["bounds"]
    xs = [zero_x + min(max(lon, west), east) * across for lon in (window.west, window.east)]
    ys = [zero_y + min(max(lat, south), north) * up for lat in (window.south, window.north)]
    path = f"M{xs[0]:.1f} {ys[0]:.1f}L{xs[1]:.1f} {ys[0]:.1f}L{xs[1]:.1f} {ys[1]:.1f}L{xs[0]:.1f} {ys[1]:.1f}Z"
    for shape in layout["shapes"]:
        if shape["name"] == "locator-frame":
            shape["path"] = path


def _foot(context: Context, layout: Json) -> str:
    """The keys of the markers in rows, and the lines below them, for a usual window and for a phone."""
    keys = MarkerKeys.of(context.record, context.text, 1e6)
    seen = furniture.keys_shown(layout)
    drawn = "".join(_key(of, label, left, keys, is_seen=str(of) in seen) for of, label, left, _ in keys.keys)
    said = []
    for of in USUAL:
        lines = furniture.footer_lines(context.state, context.record, context.text, narrow=of == "slim")
        if of == "wide":
            lines.append(furniture.reading_line(context.state, context.record, context.text))
        said.append(f'<div class="first-lines {of}">{"".join(f"<p>{escape(line)}</p>" for line in lines)}</div>')
    return f'<div class="first-foot"><div class="first-keys">{drawn}</div>{"".join(said)}</div>'


def _key(of: object, label: str, left: float, keys: MarkerKeys, *, is_seen: bool) -> str:
    """One key, in a drawing of its own."""
    named = [each for each in keys.shapes(0) if each["name"].split("/")[1] == str(of)]
    marks = "".join(written(parts_of.path_outline(each, 0, 0)) for each in named)
    words = "".join(
        written(parts_of.note_words(each, 0, 0)) for each in keys.notes(0) if each["name"] == f"key-said/{of}"
    )
    width = parts_of.text_width(label, 10.5) + 15
    hidden = "" if is_seen else ' style="visibility:hidden"'
    drawn = f'<g transform="translate({-left:.1f} -4)">{marks}{words}</g>'
    return f'<svg width="{width:.1f}" height="{ROW}"{hidden}>{drawn}</svg>'
