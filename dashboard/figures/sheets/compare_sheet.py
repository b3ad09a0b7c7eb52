"""The sheet of two days: their maps side by side, one ground parted between them, or the map of what is different.

A comparison that is swiped on the screen is parted on paper where its divider stood.
"""

from collections.abc import Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from dashboard.asked.size import WIDE, WIDTH, Size
from dashboard.asked.state import ViewState
from dashboard.asked.view import Mode
from dashboard.figures import furniture, legend
from dashboard.figures.map.compare import DIVIDER, change_legend, change_looks, side_name, two_days, two_days_looks
from dashboard.figures.sheets import keys, margins
from dashboard.figures.sheets.beside import LOCATOR, Beside, changes
from dashboard.figures.sheets.map_legend import MapLegend, map_legend
from dashboard.figures.sheets.map_sheet import MapSheet, map_window
from dashboard.figures.sheets.margins import COLUMN, EDGE, ONE_WIDTH, READ, Drawing, note
from dashboard.figures.sheets.panel import Panel, edge, in_sight, scale, settled
from dashboard.figures.sheets.window import Window, places_in
from dashboard.text import Text
from dashboard.told import finding, latest
from geodata.record import Record
from geodata.timeline import Timeline
from geodata.vocabulary import PlaceKind, Symbol

SLIMMEST_PART = 0.04
"""Of the width: what either map keeps where somebody has moved the divider."""
GUTTER = 14
MAPS_TOP, KEYS_HEIGHT = 122, 146
HALF = (WIDTH - 2 * EDGE - GUTTER) / 2
MARKERS_LEFT, MARKERS_HALF = 606, 178
GRADES_LEFT, SIGNS_ASIDE = 984, 290


def keys_top(sheet: Size) -> float:
    """Where the keys begin that stand below two maps or several."""
    return margins.foot_top(sheet) - KEYS_HEIGHT


def legend_below(sheet: Size) -> MapLegend:
    """Where the legend stands there: holders, and right of them what signs mean."""
    end = margins.foot_top(sheet) - 4
    return MapLegend(EDGE, keys_top(sheet), MARKERS_LEFT - 8 - EDGE, end, aside=SIGNS_ASIDE)


def compare_sheet(
    record: Record,
    state: ViewState,
    text: Text,
    *,
    relief: str,
    timeline: Timeline,
    marking: str = "",
    sheet: Size = WIDE,
) -> MapSheet:
    """The sheet of the two days of a view, in its mode; see :func:`~dashboard.figures.sheets.map_sheet.map_sheet`."""
    make = _changes if state.mode is Mode.CHANGE else _side_by_side
    return make(record, state, text, relief=relief, timeline=timeline, marking=marking, sheet=sheet)


def panel_windows(state: ViewState, sheet: Size = WIDE) -> list[Window]:
    """Where the maps of the sheet lie: one for each day, from left to right; or the one of the changes."""
    if state.mode is Mode.CHANGE:
        return [map_window(state, sheet)]
    if state.mode is Mode.SWIPE:
        high = margins.foot_top(sheet) - 6 - MAPS_TOP
        return _parted(Window.of(EDGE, MAPS_TOP, ONE_WIDTH, high, state.frame), state.divider)
    high = keys_top(sheet) - 10 - MAPS_TOP
    return [Window.of(left, MAPS_TOP, HALF, high, state.frame) for left in (EDGE, EDGE + HALF + GUTTER)]


def _parted(window: Window, divider: float | None) -> list[Window]:
    """One window in two that meet at the divider, which stands as on the screen."""
    wide = window.east - window.west
    at = DIVIDER["at"] if divider is None else divider
    least = DIVIDER["least"] if divider is None else SLIMMEST_PART
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
    record: Record, state: ViewState, text: Text, *, relief: str, timeline: Timeline, marking: str, sheet: Size
) -> MapSheet:
    days = list(zip(two_days(state), two_days_looks(state, timeline), strict=True))
    if state.flip:
        days.reverse()
    windows = panel_windows(state, sheet)
    drafts = [
        Panel.drawn(record, day, text, window, relief=relief, timeline=timeline, worn=wear, sheet=sheet)
        for (day, wear), window in zip(days, windows, strict=True)
    ]
    panels = settled(drafts, record)
    seen = [look for panel, (_, wear) in zip(panels, days, strict=True) for look in panel.seen(record, wear)]
    is_parted = state.mode is Mode.SWIPE
    west, east, *rest = windows[0].ground
    explained = Explained(
        legend.legend_of(seen, record, text, timeline.lens, panels[0].marks(record)),
        legend.nothing_line(seen, state, text),
        *in_sight(panels, record),
        (west, windows[-1].east if is_parted else east, *rest),
    )
    places = set().union(*(places_in(record, panel.state, panel.window) for panel in panels))
    ends = ("left", "right") if is_parted else ("left", "left")
    names = [
        note(f"panel-{number}", side_name(panel.state, record, text, is_sided=state.is_sided),
             panel.window.left + (panel.window.width if end == "right" else 0), MAPS_TOP - 3,
             size=READ, weight=700, xanchor=end, yanchor="bottom")
        for number, (panel, end) in enumerate(zip(panels, ends, strict=True))
    ]  # fmt: skip
    notes, shapes = margins.together(
        *map(scale, windows[is_parted:]),
        *map(edge, windows),
        (names, []),
        _heading(state, timeline, text, places, text("Northern Mali: two days compared")),
        _right_of_map(explained, state, timeline, text, sheet, places)
        if is_parted
        else _below_maps(explained, record, text, sheet),
        margins.banners(marking, sheet),
        margins.foot(record, state, text, projection=furniture.projection(text), sheet=sheet),
    )
    return MapSheet(panels, notes, shapes)


def _changes(
    record: Record, state: ViewState, text: Text, *, relief: str, timeline: Timeline, marking: str, sheet: Size
) -> MapSheet:
    change, [window] = change_looks(record, state, timeline), panel_windows(state, sheet)
    drawn = {"relief": relief, "timeline": timeline, "worn": lambda place_id: change(place_id).look, "sheet": sheet}
    panel = Panel.of(record, two_days(state)[1], text, window, **drawn)
    seen = panel.seen(record, change)
    explained = Explained(
        change_legend(seen, record, text, panel.marks(record)),
        legend.nothing_line([one.look for one in seen], state, text),
        *in_sight([panel], record),
        window.ground,
    )
    places, heading = places_in(record, panel.state, window), text("Who holds it on the later day")
    notes, shapes = margins.together(
        scale(window),
        edge(window),
        _heading(state, timeline, text, places, text("Northern Mali: what is different")),
        _right_of_map(explained, state, timeline, text, sheet, places, heading),
        margins.banners(marking, sheet),
        margins.foot(record, state, text, projection=furniture.projection(text), sheet=sheet),
    )
    return MapSheet([panel], notes, shapes)


class Explained(NamedTuple):
    """What the keys of a comparison must explain, and the ground that its maps show."""

    lines: Sequence[legend.LegendLine]
    nothing: str
    """Why no holder is seen; empty where there is one."""
    kinds: Set[PlaceKind]
    signs: Set[Symbol]
    ground: tuple[float, float, float, float]


def _heading(state: ViewState, timeline: Timeline, text: Text, drawn: Set[str], what: str) -> Drawing:
    """What the comparison says of the places that are drawn, above the two days."""
    said = finding.chosen(finding.between(timeline, state.after, state.until, state.filter, text), drawn)
    return margins.heading(timeline.record, state, text, _days(state, text), said, what)


def _below_maps(explained: Explained, record: Record, text: Text, sheet: Size) -> Drawing:
    lines, nothing, kinds, signs, ground = explained
    left, below = GRADES_LEFT, keys_top(sheet)
    return margins.together(
        map_legend(lines, text, legend_below(sheet), nothing=nothing),
        keys.marker_keys(kinds, signs, record, text, MARKERS_LEFT, below, MARKERS_HALF),
        ([], []) if nothing else keys.grade_key(text, left, below, WIDTH - EDGE - left),
        keys.locator(record, ground, (left, below + 64, 74, 62)),
    )


def _right_of_map(
    explained: Explained,
    state: ViewState,
    timeline: Timeline,
    text: Text,
    sheet: Size,
    drawn: Set[str],
    heading: str | None = None,
) -> Drawing:
    lines, nothing, kinds, signs, ground = explained
    record, beside = timeline.record, Beside.of(sheet)
    told = latest.between(timeline, state.after, state.until, state.filter, text, drawn, beside.told)
    return margins.together(
        map_legend(lines, text, beside.legend, heading, nothing),
        keys.marker_keys(kinds, signs, record, text, COLUMN, beside.keys),
        ([], []) if nothing else keys.grade_key(text, COLUMN, beside.grades),
        keys.locator(record, ground, LOCATOR),
        changes(told, text, beside.changes, text("What changed")),
    )
