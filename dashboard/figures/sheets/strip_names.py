"""The holders' names inside the strips of a sheet: each where it fits and nothing lies on it, or left out."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from dashboard.asked.state import ViewState
from dashboard.figures.labels import text_width
from dashboard.figures.sheets.chart_page import Plot
from dashboard.figures.style import FONT
from dashboard.figures.timeline.rows import Row
from dashboard.figures.timeline.strips import life_marks, names, soft_edges
from dashboard.text import Text
from geodata.timeline import Timeline

Span = tuple[float, float]
"""Left and right edge in pixels."""

BESIDE = 4
"""Pixels left free on both sides of a name."""
MARK_REACH = 6
LINE_REACH = 1.5


def placed_names(
    rows: list[Row], plot: Plot, size: float, timeline: Timeline, state: ViewState, text: Text
) -> dict[str, object]:
    """The names as a trace of texts, each beginning at its point."""
    found = [one for row in rows for one in _placed(row, plot, size, timeline, state, text)]
    return {
        "type": "scatter",
        "x": [_moment(left, plot) for left, *_ in found],
        "y": [middle for _, middle, *_ in found],
        "text": [said for _, _, said, _ in found],
        "mode": "text",
        "textposition": "middle right",
        "textfont": {"family": FONT, "size": size, "color": [ink for *_, ink in found]},
        "uid": "names",
        "name": text("Names of the holders"),
        "hoverinfo": "skip",
    }


def _placed(
    row: Row, plot: Plot, size: float, timeline: Timeline, state: ViewState, text: Text
) -> Iterator[tuple[float, float, str, str]]:
    """Left edge, middle, name and ink of every name that finds room; one clear of the day's line if there is any."""
    marks = [plot.across(mark.day) for mark in life_marks(row, timeline, text)]
    taken = [
        *((x - MARK_REACH, x + MARK_REACH) for x in marks),
        *((plot.across(bar.since), plot.across(bar.until)) for bar in soft_edges(row, timeline)),
    ]
    day = plot.across(state.on)
    said, until = "", timeline.record.period.first
    for bar in names(row, timeline, text):
        if bar.said == said and bar.since == until:
            until = bar.until  # the same holder on other evidence is named once
            continue
        needed = text_width(bar.said, size) + 2 * BESIDE
        strip = (plot.across(bar.since), plot.across(bar.until))
        for others in ([*taken, (day - LINE_REACH, day + LINE_REACH)], taken):
            free = next((gap for gap in _gaps(strip, others) if gap[1] - gap[0] >= needed), None)
            if bar.said and free:
                said, until = bar.said, bar.until
                yield free[0] + BESIDE, bar.middle, bar.said, bar.ink
                break


def _gaps(strip: Span, taken: list[Span]) -> Iterator[Span]:
    """The free stretches of a strip, from the left."""
    left = strip[0]
    for start, end in sorted(taken):
        if end > left and start < strip[1]:
            yield left, start
            left = end
    yield left, strip[1]


def _moment(x: float, plot: Plot) -> str:
    """The moment that lies at a pixel of the time axis, to the minute."""
    passed = timedelta(minutes=round((x - plot.left) / plot.pixels_per_day * 24 * 60))
    return (datetime.combine(plot.days.first, time.min) + passed).isoformat(timespec="minutes")
