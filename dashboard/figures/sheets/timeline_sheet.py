"""The sheets of the timeline: the strips of every kept place, page by page, with all that explains them.

Pages are as full as each other; rows keep the proportions of the screen and grow with the room there is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import count

import plotly.graph_objects as go

from dashboard.asked.size import WIDE, WIDTH, Size
from dashboard.asked.state import ViewState
from dashboard.asked.stretch import Stretch
from dashboard.figures import furniture
from dashboard.figures.sheets import chart_page, margins
from dashboard.figures.sheets.chart_legend import PITCH, Legend
from dashboard.figures.sheets.chart_page import Box, Plot
from dashboard.figures.sheets.margins import EDGE, NOTED, Drawing, note
from dashboard.figures.sheets.row_pages import NAMES_WIDTH, TITLE_SIZE, Page, balanced
from dashboard.figures.sheets.strip_names import placed_names
from dashboard.figures.style import PAPER, QUIET_INK, Look
from dashboard.figures.timeline.rows import Row, sections
from dashboard.figures.timeline.strip_key import key_lines, look_lines, mark_names
from dashboard.figures.timeline.strips import (
    Bar,
    Mark,
    drawn_states,
    inside,
    life_marks,
    presence,
    sieges,
    soft_edges,
    strips,
)
from dashboard.figures.timeline.traces import event_signs, long_event_bars, plain_bars, signs, striped_bars
from dashboard.text import Text
from geodata.record import Record
from geodata.timeline import Timeline

Json = dict[str, object]
Trace = dict[str, object]

LEFT = EDGE + NAMES_WIDTH + 10
ROWS_TOP = 114
ABOVE_KEY = 26
"""Pixels between the lowest row and the key, where the day is said."""
ABOVE_FOOT = 12
KEY_COLUMNS = 4
LEAST_SCALE, MOST_SCALE = 1.05, 1.6
"""Pixels of the sheet in a pixel of the screen: rows are 21 to 32 pixels high."""
LEAST_NAME, MOST_NAME = NOTED, 14.5
"""Type sizes of the names in the strips."""
MARK = 8
"""Size of the marks of events and of the lives of bases."""


def timeline_sheets(
    timeline: Timeline, state: ViewState, text: Text, *, marking: str = "", sheet: Size = WIDE
) -> list[go.Figure]:
    """The pages that the kept rows need.

    Parameters
    ----------
    timeline
        The record through the view's lens.
    state, text
        Which filter, day and place, and in which language.
    marking
        Handling marking at top and bottom, plain text; empty for none.
    sheet
        How large each is.

    Returns
    -------
    list of plotly.graph_objects.Figure
        At least one; ``layout.meta`` has under ``places`` the ids of the places whose
        strips stand on the page, and under ``page`` and ``pages`` its number and how many there are.
    """
    setting = _setting(timeline, state, text, sheet)
    return [_figure(number, setting, timeline, state, text, marking) for number in range(1, len(setting.pages) + 1)]


@dataclass(frozen=True, slots=True)
class Setting:
    """How the rows are shared out to pages, and what room they have on each."""

    pages: list[Page]
    scale: float
    """Pixels of the sheet in a pixel of the rows."""
    key_top: float
    sheet: Size


def _setting(timeline: Timeline, state: ViewState, text: Text, sheet: Size) -> Setting:
    """As much room for the rows as the longest key of any page leaves."""
    whole = sections(timeline, state.filter, text)
    bottom = margins.foot_top(sheet) - ABOVE_FOOT
    for depth in count(1):
        key_top = bottom - depth * PITCH
        room = key_top - ABOVE_KEY - ROWS_TOP
        pages = balanced(whole, room / LEAST_SCALE, text)
        if all(_legend(page.rows, timeline, state, text, key_top).depth <= depth for page in pages):
            break
    return Setting(pages, min(MOST_SCALE, room / max(page.height for page in pages)), key_top, sheet)


def _figure(number: int, setting: Setting, timeline: Timeline, state: ViewState, text: Text, marking: str) -> go.Figure:
    record, page, scale, key_top = timeline.record, setting.pages[number - 1], setting.scale, setting.key_top
    plot = Plot(LEFT, ROWS_TOP, WIDTH - EDGE - LEFT, page.height * scale, state.days(record.period), setting.sheet)
    rows = page.rows
    notes, shapes = margins.together(
        _chosen(page, state, scale),
        margins.banners(marking, setting.sheet),
        _heading(number, setting, timeline, state, text),
        _titles(page, scale),
        plot.carried(record.period),
        plot.day(state, text, said_above=False),
        _legend(rows, timeline, state, text, key_top).drawing(),
        _no_place(page, key_top, text),
        margins.small_print(_small_print(record, text), setting.sheet),
    )
    figure = go.Figure(list(_traces(rows, plot, scale, timeline, state, text)), plot.layout(years_above=True))
    figure.update_yaxes(
        range=[page.height, 0],
        tickvals=[row.strip for row in rows],
        ticktext=[row.name for row in rows],
        ticklabelstandoff=6,
        showgrid=True,
        griddash="dot",
        gridcolor="#cfc8ba",
    )
    places = [row.place.id for row in rows if row.place]
    return figure.update_layout(
        barmode="overlay",
        bargap=0,
        annotations=notes,
        shapes=shapes,
        meta={"places": places, "page": number, "pages": len(setting.pages)},
    )


def _heading(number: int, setting: Setting, timeline: Timeline, state: ViewState, text: Text) -> Drawing:
    record, pages = timeline.record, len(setting.pages)
    said = text("Northern Mali: who held each place, {days}", days=state.days(record.period).said(text))
    kept = sum(row.place is not None for page in setting.pages for row in page.rows)
    about = text("{count} of {all} places", count=kept, all=len(record.places))
    notes, shapes = margins.chart_heading(record, state, text, said, about)
    if pages > 1:
        page = text("Page {number} of {all}", number=number, all=pages)
        look = {"size": NOTED, "xanchor": "right", "yanchor": "bottom", "colour": QUIET_INK}
        notes.append(note("page", page, WIDTH - EDGE, 63, **look))
    return notes, shapes


def _small_print(record: Record, text: Text) -> str:
    strip = text("Each strip is one place; its colour is the holder, and the name stands in it where there is room.")
    return " ".join((furniture.control(text), strip, furniture.sources(record, text)))


def _titles(page: Page, scale: float) -> Drawing:
    """The heading of every group, in the column of the names."""
    notes = [
        note(
            f"group-{number}", "\n".join(part.title), EDGE, ROWS_TOP + (part.rows[0].top - 3) * scale,
            size=TITLE_SIZE, weight=700, yanchor="bottom",
        )
        for number, part in enumerate(page.parts)
    ]  # fmt: skip
    return notes, []


def _chosen(page: Page, state: ViewState, scale: float) -> Drawing:
    """The band behind the place that is chosen."""
    bands = [
        margins.rectangle(
            "chosen", EDGE - 8, ROWS_TOP + row.top * scale, WIDTH - 2 * EDGE + 16, row.height * scale, fill="#e6ddca"
        )
        for row in page.rows
        if row.place and row.place.id == state.place
    ]
    return [], [band | {"layer": "below"} for band in bands]


def _no_place(page: Page, key_top: float, text: Text) -> Drawing:
    if any(row.place for row in page.rows):
        return [], []
    top = ROWS_TOP + 140
    where = Box(EDGE, top, WIDTH - 2 * EDGE, key_top - top)
    return chart_page.nothing(text("No place is kept by this filter."), where)


def _legend(rows: Iterable[Row], timeline: Timeline, state: ViewState, text: Text, top: float) -> Legend:
    lines = key_lines(rows, timeline, text, state.days(timeline.record.period))
    return Legend(tuple(lines), EDGE, top, WIDTH - 2 * EDGE, KEY_COLUMNS)


def _traces(
    rows: list[Row], plot: Plot, scale: float, timeline: Timeline, state: ViewState, text: Text
) -> Iterable[Trace]:
    """What is drawn, from the bottom up; every trace has a name that says what it is."""
    lanes = [row for row in rows if not row.place]
    rows = [row for row in rows if row.place]
    for number, row in enumerate(lanes):
        yield from _lane(number, row, plot.days, text)
    yield from _strips(rows, timeline, state, text)

    def every(make: Callable[..., Iterable[Bar | Mark]], *others: object) -> list[Bar | Mark]:
        return [one for row in rows for one in inside(make(row, *others), plot.days)]

    if bars := every(sieges, timeline):
        yield plain_bars(bars, hover=False) | {"uid": "besieged", "name": text("Coloured edges: besieged")}
    if bars := every(soft_edges, timeline, PAPER):
        yield plain_bars(bars, hover=False) | {"uid": "soft-edges", "name": text("Soft edge: day not known exactly")}
    if bars := every(presence, timeline):
        yield plain_bars(bars, hover=False) | {"uid": "present", "name": text("Thin line: also present")}
    size = min(MOST_NAME, max(LEAST_NAME, 10 * scale))
    yield placed_names(rows, plot, size, timeline, state, text)
    marks = every(life_marks, timeline, text)
    for symbol, name in mark_names(text).items():
        if own := [mark for mark in marks if mark.symbol == symbol]:
            said = [mark.said for mark in own]
            yield _named(signs(own), symbol, name, said)


def _lane(number: int, row: Row, days: Stretch, text: Text) -> Iterable[Trace]:
    row = replace(row, events=tuple(event for event in row.events if days.meets(event.date, event.until)))
    if bars := list(inside(long_event_bars([row]), days)):
        yield plain_bars(bars, hover=False) | {"uid": f"days-{number}", "name": row.name}
    row = replace(row, events=tuple(event for event in row.events if days.first <= event.date))
    if row.events:
        said = [
            f"{text.span(event.date, event.until, event.precision)} – {text.of(event.title)}" for event in row.events
        ]
        yield _named(event_signs([row], text, PAPER), f"events-{number}", row.name, said)


def _named(trace: Trace, uid: str, name: str, said: list[str]) -> Trace:
    """Signs in the size of the sheet, with what each says."""
    more = {"uid": uid, "name": name, "hovertext": said, "hovertemplate": None}
    return trace | more | {"marker": trace["marker"] | {"size": MARK}}


def _strips(rows: list[Row], timeline: Timeline, state: ViewState, text: Text) -> Iterable[Trace]:
    """The strips: a trace for every colour, in the order of the key, then one for all that is contested."""
    days = state.days(timeline.record.period)
    by_colour: defaultdict[str, list[Bar]] = defaultdict(list)
    looks: list[Look] = []
    for row in rows:
        states = drawn_states(row, timeline)
        for whole, (_, look) in zip(strips(row, timeline, text), states, strict=True):
            for bar in inside([whole], days):
                by_colour["contested" if bar.stripe else look.colour].append(bar)
                looks.append(look)
    names = {line.colour: line.label for line in look_lines(looks, timeline.record, text, timeline.lens)}
    for colour, bars in sorted(by_colour.items(), key=lambda one: [*names, "contested"].index(one[0])):
        said = [bar.said.replace("\n", " – ") for bar in bars]
        make, name = (striped_bars, text("Contested")) if colour == "contested" else (plain_bars, names[colour])
        yield make(bars) | {
            "uid": f"strips-{colour.lstrip('#')}",
            "name": name,
            "hovertext": said,
            "hovertemplate": None,
        }
