"""The map as the page bears it before any script runs: the same picture, for a window whose size nobody knows yet."""

from collections.abc import Iterator, Sequence
from html import escape

from dashboard.drawing import corners, stretched
from dashboard.drawing import figure_parts as parts_of
from dashboard.drawing.stretched import units
from dashboard.drawing.svg import written
from dashboard.figures import furniture, legend
from dashboard.figures.labels import Box, scale_length
from dashboard.figures.legend import LegendLine
from dashboard.figures.map.fading import shows_fading
from dashboard.figures.map.figure import day_looks, map_layout
from dashboard.figures.map.marker_keys import ROW, MarkerKeys
from dashboard.figures.screen_names import screen_names
from dashboard.figures.sheets.window import Window, areas_in, points_in
from dashboard.figures.style import EDGES
from dashboard.told.days import day_in_full
from dashboard.views.context import Context

Json = dict[str, object]
NAMED = {
    "low": ("wide", 698.0, 376.0),
    "lower": ("wide", 784.0, 442.0),
    "usual": ("wide", 858.0, 553.0),
    "high": ("wide", 1338.0, 733.0),
    "slim": ("slim", 390.0, 320.0),
}
"""Windows for which names are settled: on what paper, and the map in pixels. Others show those of the nearest."""
USUAL = {"wide": "usual", "slim": "slim"}
LONGEST_BAR = 130
TOOLS: dict[str, tuple[float, float, float, float]] = {"wide": (-44, 74, 32, 92), "slim": (10, 10, 92, 32)}
"""The zoom buttons: left (from the right end, if less than nought), top, width and height."""
AT_CORNERS = {
    "wide": ("swatch", "slot", "north", "date", "scale", "locator"),
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
        window = Window.of(0, 0, *NAMED[USUAL[of]][1:], context.state.frame)
        km, _ = scale_length(window.pixels_per_degree, LONGEST_BAR)
        furniture.fill_legend(layout, lines)
        _locate(layout, window)
        for note in layout["annotations"]:
            if note["name"] == "scale":
                note["text"] = f"{km} km"
        at = corners.at_corners(layout, lambda name, of=of: _first_word(name) in AT_CORNERS[of], lines)
        notes.append(f'<svg class="notes {of}">{at}{corners.scale_bar(km)}</svg>')
    shown = {}
    for name, (of, *size) in NAMED.items():
        window = Window.of(0, 0, *size, context.state.frame)
        rooms = list(_rooms(layouts[of], window, of))
        shown[name] = screen_names(figure, window, rooms, context.state.layers)
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


def _box(layout: Json) -> str:
    (left, bottom), (right, top) = _corners(layout)
    return f'viewBox="{left} {top} {right - left} {bottom - top}" preserveAspectRatio="xMaxYMid meet"'


def _corners(layout: Json) -> tuple[tuple[int, int], tuple[int, int]]:
    west, south, east, north = _ranges(layout)
    return units(west, south), units(east, north)


def _measures(layout: Json) -> str:
    """What the style sheet needs to work out how large a unit is: the ground of the view in units."""
    (left, bottom), (right, top) = _corners(layout)
    beside = layout["margin"]["l"]
    return f"--beside:{beside}px;--w:{right - left};--h:{bottom - top};--right:{right}px;--mid:{(top + bottom) / 2:g}px"


def _legend(context: Context, figure: Json) -> Sequence[LegendLine]:
    """The lines of what is in sight in a usual window."""
    record, state, timeline = context.record, context.state, context.timeline
    window = Window.of(0, 0, *NAMED["usual"][1:], context.state.frame)
    wear = day_looks(timeline, state)
    traces = {each["uid"]: each for each in figure["data"]}

    def shows_any(uid: str) -> bool:
        trace = traces[uid]
        spots = zip(trace["x"], trace["y"], _each(trace), strict=True) if trace["visible"] else ()
        return any(up and lon is not None and window.shows(lon, lat) for lon, lat, up in spots)

    places = [point.place for point in points_in(record, state, window)]
    reached = areas_in(record, state, window)
    heavy = EDGES["changed"]["width"]
    marks = legend.Marks(
        dotted=any(area.is_indicative for area in reached),
        fading=any(shows_fading(area, state, record) for area in reached),
        stale=shows_any("stale"),
        changed=shows_any("today") or any(traces[area.outline["uid"]]["line"]["width"] == heavy for area in reached),
        starred=shows_any("events"),
        chosen=shows_any("selected"),
    )
    looks = [wear(place.id) for place in places]
    furniture.show_keys(figure["layout"], {str(place.kind) for place in places} | {str(look.sign) for look in looks})
    looks += [wear(area.follows).on_ground for area in reached]
    return legend.legend_of(looks, record, context.text, timeline.lens, marks)


def _each(trace: Json) -> Sequence[float]:
    opacity = trace["marker"].get("opacity", 1)
    return opacity if isinstance(opacity, list) else [opacity] * len(trace["x"])


def _rooms(layout: Json, window: Window, of: str) -> Iterator[Box]:
    """What keeps its room: north arrow, scale, locator, buttons."""
    yield window.width - 40, 6, 36, 50
    yield window.width - 160, window.height - 36, 156, 34
    if "locator" in layout.get("meta", {}):
        left, bottom, width, height = layout["meta"]["locator"]["box"]
        yield left, window.height - bottom - height, width, height
    left, top, width, height = TOOLS[of]
    yield (left if left >= 0 else window.width + left), top, width, height


def _locate(layout: Json, window: Window) -> None:
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
    below = f"--legend:{furniture.legend_below(narrow=True, is_folded=not context.state.legend)}px"
    return f'<div class="first-foot" style="{below}"><div class="first-keys">{drawn}</div>{"".join(said)}</div>'


def _key(of: object, label: str, left: float, keys: MarkerKeys, *, is_seen: bool) -> str:
    """One key, in a drawing of its own."""
    named = [each for each in keys.shapes(0, 0) if each["name"].split("/")[1] == str(of)]
    marks = "".join(written(parts_of.path_outline(each, 0, 0)) for each in named)
    words = "".join(
        written(parts_of.note_words(each, 0, 0)) for each in keys.notes(0, 0) if each["name"] == f"key-said/{of}"
    )
    width = parts_of.text_width(label, 10.5) + 15
    hidden = "" if is_seen else ' style="visibility:hidden"'
    drawn = f'<g transform="translate({-left:.1f} -4)">{marks}{words}</g>'
    return f'<svg width="{width:.1f}" height="{ROW}"{hidden}>{drawn}</svg>'
