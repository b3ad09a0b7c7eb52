"""The sheets of the trends: one chart a page, with what it counts, who is who, and the amounts on the day.

All charts lie on the same place of their sheets, so that their days stand still when the pages are turned.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import floor, log10

import plotly.graph_objects as go

from dashboard.asked.size import WIDE, WIDTH, Size
from dashboard.asked.state import ViewState
from dashboard.asked.stretch import Stretch
from dashboard.figures import furniture
from dashboard.figures.labels import wrapped
from dashboard.figures.sheets import chart_page, margins
from dashboard.figures.sheets.chart_legend import PITCH, SIZE, Legend
from dashboard.figures.sheets.chart_page import GRID, TICKS, Box, Plot
from dashboard.figures.sheets.margins import EDGE, Drawing, note, path, rectangle
from dashboard.figures.style import FONT, QUIET_INK, legible
from dashboard.figures.timeline.strip_key import EXAMPLE, KeyLine
from dashboard.figures.trends.chart import Chart, Json, Series, amount_on
from dashboard.figures.trends.charts import CHARTS
from dashboard.figures.trends.figure import NOTHING_ON_THE_SECOND_SCALE
from dashboard.figures.trends.line_ends import apart
from dashboard.figures.trends.panels import Panels
from dashboard.text import Text
from geodata.timeline import ONE_DAY, Timeline

PLOT = Box(84, 172, 850, 432)
"""On the sheet of a screen; on a higher one it is so much higher."""
DEFINITION_TOP = 96
COLUMN = PLOT.right + 60
"""Left edge of the key, right of the scale of shares."""
COLUMN_WIDTH = WIDTH - EDGE - COLUMN
ENDS = PLOT.right + 18
"""Left edge of the names at the ends of lines."""
ABOVE_BARS = 1.06
"""How far the scale goes beyond the highest bar."""
PANEL_GAP, TICK_ROOM = 16, 16
"""Pixels above each panel, and at least from one amount beside it to the next."""
MOST_STEPS = 7
SHARES = (0, 25, 50, 75, 100)
BAR_SHARE = 0.88
"""How much of its quarter a bar fills."""


def trend_sheets(
    timeline: Timeline, state: ViewState, text: Text, *, marking: str = "", sheet: Size = WIDE
) -> list[go.Figure]:
    """A page for every chart, in the order of the page on the screen.

    Parameters
    ----------
    timeline
        The record through the view's lens.
    state, text
        Which filter and day, and in which language.
    marking
        Handling marking at top and bottom, plain text; empty for none.
    sheet
        How large each is.

    Returns
    -------
    list of plotly.graph_objects.Figure
        ``layout.meta`` has under ``chart`` the chart's name and under ``places`` the ids of the places that it counts.
    """
    days = state.days(timeline.record.period)
    return [
        _figure(name, count(timeline, state, text).within(days), timeline, state, text, marking, sheet)
        for name, count in CHARTS.items()
    ]


def _figure(
    name: str, chart: Chart, timeline: Timeline, state: ViewState, text: Text, marking: str, sheet: Size
) -> go.Figure:
    record, days = timeline.record, state.days(timeline.record.period)
    plot = Plot(PLOT.left, PLOT.top, PLOT.width, PLOT.height + sheet.added, days, sheet)
    stood = _panels(chart, plot)
    small = f"{furniture.control(text)} {furniture.sources(record, text)}"
    notes, shapes = margins.together(
        margins.banners(marking, sheet),
        margins.chart_heading(record, state, text, chart.texts.title, text("Northern Mali")),
        _definition(chart),
        plot.carried(record.period),
        plot.day(state, text, said_above=True),
        _key(chart, stood, plot, state, text)
        if chart.is_drawn
        else chart_page.nothing(text("Nothing to count under this filter."), plot),
        margins.small_print(small, sheet),
    )
    figure = go.Figure(list(_traces(chart, stood, days)), plot.layout(years_above=False))
    figure.update_layout(
        barmode="stack",
        bargap=0,
        annotations=notes,
        shapes=shapes,
        meta={"chart": name, "places": list(chart.places)},
        yaxis=_scale(chart, stood, text),
    )
    if chart.has_share:
        figure.update_layout(yaxis2=_shares(figure.layout.yaxis.domain, text))
    return figure


def _definition(chart: Chart) -> Drawing:
    lines = wrapped(chart.texts.definition, SIZE, PLOT.right - EDGE)
    return [note("definition", "\n".join(lines), EDGE, DEFINITION_TOP, size=SIZE, colour=QUIET_INK)], []


def _panels(chart: Chart, plot: Plot) -> Panels | None:
    """A panel for each line; None where amounts are stacked, or nothing is counted."""
    if chart.is_stacked or chart.has_bars or not chart.is_drawn:
        return None
    return Panels.within(chart.series, plot.height, PANEL_GAP)


def _scale_top(chart: Chart) -> float:
    """Where the scale of stacked amounts ends."""
    if chart.is_stacked or not chart.has_bars or not chart.total:
        return chart.total or 1
    return max(map(sum, zip(*(one.amounts["claimed"] for one in chart.series), strict=True))) * ABOVE_BARS


def steps(top: float) -> list[int]:
    """Round amounts from zero up to the top, not too many.

    >>> steps(17.0)
    [0, 5, 10, 15]
    """
    power = 10 ** max(0, floor(log10(top / MOST_STEPS))) if top > 0 else 1
    step = next(step * power for step in (1, 2, 5, 10, 20, 50) if top / (step * power) <= MOST_STEPS)
    return list(range(0, int(top) + 1, step))


def _scale(chart: Chart, stood: Panels | None, text: Text) -> dict[str, object]:
    top = stood.top if stood else _scale_top(chart)
    ticks = stood.ticks(TICK_ROOM) if stood else [(tick, tick) for tick in steps(top)]
    return {
        "range": [0, top],
        "tickvals": [place for place, _ in ticks],
        "ticktext": [text.number(amount, "#,##0") for _, amount in ticks],
        "ticklabelstandoff": 6,
        "tickfont": {"family": FONT, "size": TICKS, "color": QUIET_INK},
        "showgrid": True,
        "gridcolor": GRID,
        "gridwidth": 1,
    }


def _shares(domain: Sequence[float], text: Text) -> dict[str, object]:
    """The second scale: parts of all that is counted."""
    return {
        "overlaying": "y",
        "anchor": "x",
        "side": "right",
        "domain": list(domain),
        "range": [0, 100],
        "tickvals": list(SHARES),
        "ticktext": [text.share(share / 100) for share in SHARES],
        "ticklabelstandoff": 6,
        "tickfont": {"family": FONT, "size": TICKS, "color": QUIET_INK},
        "ticks": "",
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "fixedrange": True,
    }


def _traces(chart: Chart, stood: Panels | None, days: Stretch) -> Iterable[Json]:
    """What is drawn, without what only a screen needs. What is never there is left out of a stack."""
    if not chart.is_drawn:
        return
    drawn = [one.traces for one in (stood.panels if stood else chart.series)]
    for number, traces in enumerate(drawn):
        for part, trace in enumerate(traces):
            if stood or any(trace["y"]):
                plain = {"uid": f"{number}-{part}", "showlegend": False, "hoverinfo": "skip", "hovertemplate": None}
                yield (_between_days(trace, days) if trace["type"] == "bar" else trace) | plain
    if chart.has_share:
        yield NOTHING_ON_THE_SECOND_SCALE | {"mode": "lines", "uid": "shares", "name": "%"}


def _between_days(bars: Json, days: Stretch) -> Json:
    """Bars whose middle and width are given as times, not as periods; at the edges only as wide as the days shown."""
    starts = [*map(date.fromisoformat, bars["x"]), days.last + ONE_DAY]
    edges = [max(days.first, start) for start in starts]
    spans = [(start, end - start) for start, end in pairwise(edges)]
    return bars | {
        "x": [f"{start + span / 2:%Y-%m-%d}" for start, span in spans],
        "width": [span / timedelta(milliseconds=1) * BAR_SHARE for _, span in spans],
        "xperiod": None,
        "xperiodalignment": None,
    }


def _key(chart: Chart, stood: Panels | None, plot: Plot, state: ViewState, text: Text) -> Drawing:
    """Who is who, with the amounts: on the day, or of all quarters together."""
    if chart.has_bars:
        lines = [
            KeyLine(one.name, one.colour, amount=_said((sum(one.traces[0]["y"]),), text))
            for one in reversed(chart.series)
            if one.is_drawn
        ]
        return margins.together(
            _head([plot.days.said(text)], COLUMN),
            Legend(tuple(lines), COLUMN, PLOT.top, COLUMN_WIDTH).drawing(),
        )
    on = text("On {day}", day=text.short_day(state.on))
    head = [f"{on}, {chart.unit}" if chart.unit else on]
    head += wrapped(text("range: claims of grade C2 or better, or all"), SIZE, COLUMN_WIDTH, 600)
    if stood is None:
        lines = tuple(_stack_lines(chart, state, text))
        return margins.together(_head(head, COLUMN), Legend(lines, COLUMN, PLOT.top, COLUMN_WIDTH).drawing())
    return margins.together(_head(head, ENDS), _ends(stood, plot, state, text))


def _head(lines: list[str], left: float) -> Drawing:
    """What the amounts of the key are."""
    look = {"size": SIZE, "weight": 600, "colour": QUIET_INK, "yanchor": "bottom"}
    return [note("legend-title", "\n".join(lines), left, PLOT.top - 8, **look)], []


def _stack_lines(chart: Chart, state: ViewState, text: Text) -> Iterator[KeyLine]:
    """Who the layers are, in their order from the top."""
    there = [one for one in chart.series if one.is_drawn]
    for one in reversed(there):
        amount = _said(one.on(state.on), text)
        if one.stripe:
            yield KeyLine(one.name, one.colour, "stripes", one.stripe, amount=amount)
        else:
            yield KeyLine(one.name, one.colour, amount=amount)
    contested = [one.contested for one in there if one.contested is not None and one.contested["claimed"].any()]
    if contested:
        ends = zip(*(amount_on(amounts, state.on) for amounts in contested), strict=True)
        yield KeyLine(text("Stripes: contested"), EXAMPLE, "stripes", amount=_said(map(sum, ends), text))
    if any((one.amounts["claimed"] > one.amounts["best"]).any() for one in there if one.contested is not None):
        yield KeyLine(text("Fainter: below grade C2"), EXAMPLE, "paler")


def _said(ends: Iterable[float], text: Text) -> str:
    """An amount: from the low end to the high."""
    return "–".join(dict.fromkeys(text.number(round(end), "#,##0") for end in ends))


def amount_at(one: Series, day: date) -> float:
    """The amount that its line has on a day."""
    amounts = one.amounts["claimed"]
    return float(amounts[amounts.index <= day.isoformat()].iloc[-1])


def _ends(stood: Panels, plot: Plot, state: ViewState, text: Text) -> Drawing:
    """The names at the ends of the lines with the amounts of the day, each led to its line."""
    heights = [plot.top + stood.down(one.base + amount_at(one.series, plot.days.last)) for one in stood.panels]
    said = [
        wrapped(
            text("{name}: {amount}{unit}", name=one.series.name, amount=_said(one.series.on(state.on), text), unit=""),
            SIZE,
            WIDTH - EDGE - ENDS - 18,
            600,
        )
        for one in stood.panels
    ]
    wanted = [(height, PITCH * len(lines) + 2) for height, lines in zip(heights, said, strict=True)]
    placed = apart(wanted, plot.bottom + 8)
    notes, shapes = [], []
    for number, (one, lines, height, y) in enumerate(zip(stood.panels, said, heights, placed, strict=True)):
        look = {"size": SIZE, "weight": 600, "colour": legible(one.series.colour), "yanchor": "middle"}
        notes.append(note(f"legend-{number}", "\n".join(lines), ENDS + 18, y, **look))
        lead = [(PLOT.right + 1, height), (ENDS - 3, y)]
        shapes.append(path(f"swatch-{number}-lead", lead, line=one.series.colour, stroke=1))
        shapes.append(rectangle(f"swatch-{number}", ENDS, y - 5.5, 11, 11, fill=one.series.colour))
    return notes, shapes
