"""The sheet of several days: small maps of one ground in rows, with one legend and one scale for all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import ceil

from dashboard.asked.days import said_days
from dashboard.asked.size import WIDE, WIDTH, Size
from dashboard.asked.state import ViewState
from dashboard.figures import furniture, legend
from dashboard.figures.labels import text_width
from dashboard.figures.map.multiples import day_views, differences, several_looks
from dashboard.figures.sheets import keys, margins
from dashboard.figures.sheets.beside import LOCATOR, Beside
from dashboard.figures.sheets.compare_sheet import GRADES_LEFT, MARKERS_HALF, MARKERS_LEFT, keys_top, legend_below
from dashboard.figures.sheets.map_legend import map_legend
from dashboard.figures.sheets.map_sheet import MapSheet
from dashboard.figures.sheets.margins import COLUMN, EDGE, MAP_TOP, NOTED, ONE_WIDTH, READ, Drawing, note
from dashboard.figures.sheets.panel import Panel, edge, in_sight, north, scale_bar, settled
from dashboard.figures.sheets.window import Window, places_in
from dashboard.text import Text
from dashboard.told import finding
from dashboard.told.days import carried
from geodata.record import Record
from geodata.timeline import Timeline
from geodata.vocabulary import PlaceKind, Symbol

GUTTER = 10
LABEL = 23
"""Pixels above each map for its day."""
MAPS_TOP = MAP_TOP - 3
LABEL_SIZES = (READ, 16, NOTED)
SLIM = 190
"""Pixels of width below which a day is written smaller."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where the small maps lie, and where the keys stand that all of them share."""

    windows: tuple[Window, ...]
    is_below: bool
    """Whether the keys stand below the maps, and not right of them."""


def arrangement(state: ViewState, sheet: Size = WIDE) -> Arrangement:
    """The maps in the rows and on the side of the keys that make them largest."""
    count = len(state.several)
    rooms = (
        (False, ONE_WIDTH, margins.foot_top(sheet) - 6 - MAPS_TOP),
        (True, WIDTH - 2 * EDGE, keys_top(sheet) - 10 - MAPS_TOP),
    )
    offered = [
        Arrangement(_grid(count, columns, width, height, state), is_below)
        for (is_below, width, height), columns in product(rooms, range(1, count + 1))
    ]
    return max(offered, key=lambda one: one.windows[0].pixels_per_degree)


def _grid(count: int, columns: int, width: float, height: float, state: ViewState) -> tuple[Window, ...]:
    rows = ceil(count / columns)
    wide = (width - (columns - 1) * GUTTER) / columns
    high = (height - (rows - 1) * GUTTER) / rows - LABEL
    first = Window.of(EDGE, MAPS_TOP + LABEL, wide, high, state.frame)
    steps = [(number % columns, number // columns) for number in range(count)]
    return tuple(
        replace(first, left=first.left + (wide + GUTTER) * column, top=first.top + (high + LABEL + GUTTER) * row)
        for column, row in steps
    )


def panel_windows(state: ViewState, sheet: Size = WIDE) -> tuple[Window, ...]:
    """Where the maps of the sheet lie, one for each day."""
    return arrangement(state, sheet).windows


def day_panels(
    record: Record,
    state: ViewState,
    text: Text,
    windows: Sequence[Window],
    *,
    relief: str,
    timeline: Timeline,
    scaled: int | None = None,
    sheet: Size = WIDE,
) -> Sequence[Panel]:
    """The small maps; what differs from the one before is outlined. The ``scaled`` one keeps room for the scale."""
    views, looks, differing = day_views(state), several_looks(state, timeline), differences(state, timeline)
    drawn = {"relief": relief, "timeline": timeline, "sheet": sheet}
    drafts = [
        Panel.drawn(
            record,
            view,
            text,
            windows[number],
            **drawn,
            worn=looks[number],
            outlined=frozenset(one.place.id for one in differing[number]),
            has_scale=number == scaled,
        )
        for number, view in enumerate(views)
    ]
    return settled(drafts, record)


@dataclass(frozen=True, slots=True)
class Explained:
    """What the keys of some small maps must explain."""

    lines: list[legend.LegendLine]
    nothing: str
    """Why no holder is seen; empty where there is one."""
    kinds: set[PlaceKind]
    signs: set[Symbol]

    @classmethod
    def of(cls, panels: Sequence[Panel], state: ViewState, text: Text, timeline: Timeline) -> "Explained":
        """All that any of them shows."""
        record = timeline.record
        looks = zip(panels, several_looks(state, timeline), strict=True)
        seen = [look for panel, wear in looks for look in panel.seen(record, wear)]
        differs = any(panel.shows_change(record) for panel in panels)
        marks = replace(panels[0].marks(record), changed=False, differs=differs)
        kinds, signs = in_sight(panels, record)
        lines = legend.legend_of(seen, record, text, timeline.lens, marks)
        return cls(lines, legend.nothing_line(seen, state, text), kinds, signs)


def multiples_sheet(
    record: Record,
    state: ViewState,
    text: Text,
    *,
    relief: str,
    timeline: Timeline,
    marking: str = "",
    sheet: Size = WIDE,
) -> MapSheet:
    """The sheet of the several days of a view; see :func:`~dashboard.figures.sheets.map_sheet.map_sheet`."""
    where = arrangement(state, sheet)
    panels = day_panels(record, state, text, where.windows, relief=relief, timeline=timeline, sheet=sheet)
    said = Explained.of(panels, state, text, timeline)
    places = set().union(*(places_in(record, panel.state, panel.window) for panel in panels))
    first, last = min(state.several), max(state.several)
    headline = finding.chosen(finding.between(timeline, first, last, state.filter, text), places)
    notes, shapes = margins.together(
        *map(edge, where.windows),
        *(_label(number, panel, record, text) for number, panel in enumerate(panels)),
        margins.banners(marking, sheet),
        margins.heading(
            record, state, text, said_days(state.several, text), headline, text("Northern Mali: several days")
        ),
        _keys(record, said, text, where, sheet),
        margins.foot(record, state, text, projection=furniture.projection(text), sheet=sheet),
    )
    return MapSheet(panels, notes, shapes)


def _label(number: int, panel: Panel, record: Record, text: Text) -> Drawing:
    """The day above its map."""
    day, window = panel.state.on, panel.window
    said = text.day(day) if window.width > SLIM else text.short_day(day)
    said = carried(said, text) if record.period.carries(day) else said
    size = next((size for size in LABEL_SIZES if text_width(said, size, 700) <= window.width), LABEL_SIZES[-1])
    look = {"size": size, "weight": 700, "yanchor": "bottom"}
    return [note(f"panel-{number}", said, window.left, window.top - 2, **look)], []


def _keys(record: Record, said: Explained, text: Text, where: Arrangement, sheet: Size) -> Drawing:
    window = where.windows[0]
    right = WIDTH - EDGE
    if where.is_below:
        top, lines = keys_top(sheet), legend_below(sheet)
        grades = (GRADES_LEFT, top, WIDTH - EDGE - GRADES_LEFT)
        markers = (MARKERS_LEFT, top, MARKERS_HALF)
        locator = (GRADES_LEFT, top + 64, 74, 62)
        bottom = locator[1] + locator[3]
    else:
        beside = Beside.of(sheet, is_told=False)
        grades, markers = (COLUMN, beside.grades), (COLUMN, beside.keys)
        lines, locator, bottom = beside.legend, LOCATOR, margins.foot_top(sheet) - 14
    return margins.together(
        map_legend(said.lines, text, lines, nothing=said.nothing),
        keys.marker_keys(said.kinds, said.signs, record, text, *markers),
        ([], []) if said.nothing else keys.grade_key(text, *grades),
        keys.locator(record, window.ground, locator),
        north(right - 8, bottom - 66),
        scale_bar(window, right, bottom),
    )
