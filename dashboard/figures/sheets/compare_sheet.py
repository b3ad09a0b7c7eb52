"""The sheet of two days: their maps side by side, one ground parted between them, or the map of what is different.

A comparison that is swiped on the screen is parted on paper where its divider stood.
"""

from collections.abc import Set
from dataclasses import replace

from dashboard.asked.state import ViewState
from dashboard.asked.view import Mode
from dashboard.figures import furniture, legend
from dashboard.figures.map.compare import change_legend, change_looks, side_name, two_days, two_days_looks
from dashboard.figures.sheets import keys, margins
from dashboard.figures.sheets.map_sheet import MOST_TOLD, MapSheet, map_window
from dashboard.figures.sheets.margins import EDGE, WIDTH, Columns, Drawing, note
from dashboard.figures.sheets.panel import Panel, edge, in_sight, scale
from dashboard.figures.sheets.window import Window, places_in
from dashboard.text import Text
from dashboard.told import finding, latest
from geodata.record import Record
from geodata.timeline import Timeline

ACROSS_KIDAL = 1.5
"""Degrees east where the divider of a swipe stands at first, as in the page's script."""
LEAST_PART, SLIMMEST_PART = 0.2, 0.04
"""Of the width: what either map keeps where nobody has moved the divider, and where somebody has."""
GUTTER = 14
MAPS_TOP, MAPS_HEIGHT = 116, 386
HALF = (WIDTH - 2 * EDGE - GUTTER) / 2
KEYS_TOP = MAPS_TOP + MAPS_HEIGHT + 10
LEGEND = Columns(EDGE, KEYS_TOP, 276, 6, 13.5, 18.5)
MARKERS_LEFT, MARKERS_HALF = 606, 178
GRADES_LEFT = 984


def compare_sheet(
    record: Record, state: ViewState, text: Text, *, relief: str, timeline: Timeline, marking: str = ""
) -> MapSheet:
    """The sheet of the two days of a view, in its mode; see :func:`~dashboard.figures.sheets.map_sheet.map_sheet`."""
    make = _changes if state.mode is Mode.CHANGE else _side_by_side
    return make(record, state, text, relief=relief, timeline=timeline, marking=marking)


def panel_windows(state: ViewState) -> list[Window]:
    """Where the maps of the sheet lie: one for each day, from left to right; or the one of the changes."""
    if state.mode is Mode.CHANGE:
        return [map_window(state)]
    if state.mode is Mode.SWIPE:
        return _parted(Window.of(EDGE, MAPS_TOP, WIDTH - 2 * EDGE, MAPS_HEIGHT, state.frame), state.divider)
    return [Window.of(left, MAPS_TOP, HALF, MAPS_HEIGHT, state.frame) for left in (EDGE, EDGE + HALF + GUTTER)]


def _parted(window: Window, divider: float | None) -> list[Window]:
    """One window in two that meet at the divider, which stands as on the screen."""
    wide = window.east - window.west
    at = ACROSS_KIDAL if divider is None else divider
    least = LEAST_PART if divider is None else SLIMMEST_PART
    share = min(1 - least, max(least, (at - window.west) / wide))
    lon, left = window.west + share * wide, window.width * share
    right = replace(window, left=window.left + left, width=window.width - left, west=lon, whole=window.width)
    return [replace(window, width=left, east=lon, whole=window.width), right]


def _days(state: ViewState, text: Text) -> str:
    """Both days, as the maps stand: the arrow leads to the later one."""
    if state.flip and state.mode is not Mode.CHANGE:
        return f"{text.day(state.until)} ← {text.day(state.after)}"
    return f"{text.day(state.after)} → {text.day(state.until)}"


def _side_by_side(
    record: Record, state: ViewState, text: Text, *, relief: str, timeline: Timeline, marking: str
) -> MapSheet:
    days = list(zip(two_days(state), two_days_looks(state, timeline), strict=True))
    if state.flip:
        days.reverse()
    windows = panel_windows(state)
    panels = [
        Panel.of(record, day, text, window, relief=relief, timeline=timeline, worn=wear)
        for (day, wear), window in zip(days, windows, strict=True)
    ]
    kinds, signs = in_sight(panels, record)
    seen = [look for panel, (_, wear) in zip(panels, days, strict=True) for look in panel.seen(record, wear)]
    lines = legend.legend_of(seen, record, text, timeline.lens, panels[0].marks(record))
    nothing = legend.nothing_line(seen, state, text)
    is_parted = state.mode is Mode.SWIPE
    drawn = [places_in(record, panel.state, window) for panel, window in zip(panels, windows, strict=True)]
    said = _said(state, timeline, text, set().union(*drawn))
    ends = ("left", "right") if is_parted else ("left", "left")
    names = [
        note(f"panel-{number}", side_name(panel.state, record, text, is_sided=state.is_sided),
             panel.window.left + (panel.window.width if end == "right" else 0), MAPS_TOP - 3,
             size=17, weight=700, xanchor=end, yanchor="bottom")
        for number, (panel, end) in enumerate(zip(panels, ends, strict=True))
    ]  # fmt: skip
    left, top = GRADES_LEFT, KEYS_TOP + 44
    ground = (windows[0].west, windows[-1].east if is_parted else windows[0].east, *windows[0].ground[2:])
    notes, shapes = margins.together(
        *map(scale, windows[is_parted:]),
        *map(edge, windows),
        margins.banners(marking),
        margins.heading(record, state, text, _days(state, text), said, text("Northern Mali: two days compared")),
        (names, []),
        margins.legend(lines, text, LEGEND, nothing=nothing),
        keys.marker_keys(kinds, signs, record, text, MARKERS_LEFT, KEYS_TOP, MARKERS_HALF),
        ([], []) if nothing else keys.grade_key(text, left, KEYS_TOP, WIDTH - EDGE - left),
        keys.locator(record, ground, (left, top + 20, 74, 62)),
        _foot(record, state, text),
    )
    return MapSheet(panels, notes, shapes)


def _changes(
    record: Record, state: ViewState, text: Text, *, relief: str, timeline: Timeline, marking: str
) -> MapSheet:
    change = change_looks(record, state, timeline)
    [window] = panel_windows(state)
    drawn = {"relief": relief, "timeline": timeline, "worn": lambda place_id: change(place_id).look}
    panel = Panel.of(record, two_days(state)[1], text, window, **drawn)
    seen = panel.seen(record, change)
    lines = change_legend(seen, record, text, panel.marks(record))
    nothing = legend.nothing_line([one.look for one in seen], state, text)
    kinds, signs = in_sight([panel], record)
    places = places_in(record, panel.state, window)
    said = _said(state, timeline, text, places)
    notes, shapes = margins.together(
        scale(window),
        edge(window),
        margins.banners(marking),
        margins.heading(record, state, text, _days(state, text), said, text("Northern Mali: what is different")),
        margins.legend(lines, text, heading=text("Who holds it on the later day"), nothing=nothing),
        keys.marker_keys(kinds, signs, record, text),
        ([], []) if nothing else keys.grade_key(text),
        keys.locator(record, window.ground, keys.LOCATOR),
        margins.changes(
            latest.between(timeline, state.after, state.until, state.filter, text, places, MOST_TOLD),
            text,
            text("What changed"),
        ),
        _foot(record, state, text),
    )
    return MapSheet([panel], notes, shapes)


def _said(state: ViewState, timeline: Timeline, text: Text, drawn: Set[str]) -> str:
    """What the comparison says of the places that are drawn."""
    return finding.chosen(finding.between(timeline, state.after, state.until, state.filter, text), drawn)


def _foot(record: Record, state: ViewState, text: Text) -> Drawing:
    return margins.foot(record, state, text, projection=furniture.projection(text))
