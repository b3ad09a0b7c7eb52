"""The bars and signs of the timeline as the JSON of Plotly traces."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from dashboard.figures.style import BARE, FONT, HATCH_SOLIDITY, INK
from dashboard.figures.timeline.rows import LANES, Group, Row
from dashboard.figures.timeline.strip_key import folded
from dashboard.figures.timeline.strips import (
    EVENT_COLOUR,
    HATCH,
    LONG_EVENT_COLOUR,
    SHEET,
    Bar,
    Mark,
    is_long,
    life_marks,
    names,
    presence,
    sieges,
    soft_edges,
    strips,
)
from dashboard.text import Text
from geodata.entities import Event
from geodata.timeline import ONE_DAY, Timeline

Json = dict[str, object]

EVENT_SIGNS = dict(zip(LANES, ("diamond", "circle", "square"), strict=True))
WIDEST_HOVER = 54


def group_traces(group: Group, timeline: Timeline, text: Text) -> list[Json]:
    """The traces of one group, from the bottom up: the events, or the strips with all that lies on them."""
    lanes = [row for row in group.rows if row.place is None]
    if lanes:
        return [long_events(lanes), event_signs(lanes, text)]

    def every(make: Callable[..., Iterable[object]], *others: object) -> list[object]:
        return [one for row in group.rows for one in make(row, *others)]

    drawn = every(strips, timeline, text)
    return [
        plain_bars([bar for bar in drawn if not bar.stripe]),
        striped_bars([bar for bar in drawn if bar.stripe]),
        plain_bars(every(sieges, timeline), hover=False),
        plain_bars(every(soft_edges, timeline), hover=False),
        plain_bars(every(presence, timeline), hover=False),
        _inside(every(names, timeline, text)),
        signs(every(life_marks, timeline, text)),
    ]


def plain_bars(bars: list[Bar], *, hover: bool = True) -> Json:
    """Bars of one colour each."""
    marker = {"color": [bar.colour for bar in bars], "line": {"width": 0}}
    return _rectangles(bars) | {"marker": marker} | (_hover(bars) if hover else {"hoverinfo": "skip"})


def striped_bars(bars: list[Bar]) -> Json:
    """Contested strips. Apart from the plain ones: a list of plain colours would win over the stripes."""
    pattern = {
        "shape": "/",
        "bgcolor": [bar.colour for bar in bars],
        "fgcolor": [bar.stripe for bar in bars],
        "size": HATCH,
        "solidity": HATCH_SOLIDITY,
        "fillmode": "replace",
        "fgopacity": 1,
    }
    return _rectangles(bars) | {"marker": {"line": {"width": 0}, "pattern": pattern}} | _hover(bars)


def _hover(bars: list[Bar]) -> Json:
    said = ["<br>".join(folded(line, WIDEST_HOVER) for line in bar.said.split("\n")) for bar in bars]
    return {"hovertext": said, "hovertemplate": "%{hovertext}<extra></extra>"}


def _inside(bars: list[Bar]) -> Json:
    """Unseen bars that carry the holders' names; Plotly leaves out those that do not fit."""
    return _rectangles(bars) | {
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        "text": [bar.said for bar in bars],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textangle": 0,
        "insidetextfont": {"family": FONT, "size": 10, "color": [bar.ink for bar in bars]},
        "hoverinfo": "skip",
    }


def _rectangles(bars: list[Bar]) -> Json:
    return {
        "type": "bar",
        "orientation": "h",
        "base": [bar.since.isoformat() for bar in bars],
        "x": [(bar.until - bar.since) / timedelta(milliseconds=1) for bar in bars],
        "y": [bar.middle for bar in bars],
        "width": [bar.height for bar in bars],
    }


def signs(marks: list[Mark]) -> Json:
    """The marks of the lives of bases."""
    return {
        "type": "scatter",
        "x": [mark.day.isoformat() for mark in marks],
        "y": [mark.middle for mark in marks],
        "mode": "markers",
        "marker": {
            "symbol": [mark.symbol for mark in marks],
            "size": 7,
            "color": BARE,
            "line": {"color": INK, "width": 1.2},
        },
        "hovertext": [mark.said for mark in marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
    }


def event_signs(lanes: list[Row], text: Text, paper: str = SHEET) -> Json:
    """A sign on the day of every event; the paper parts those that overlap."""
    every = [(row, event) for row in lanes for event in row.events]
    return {
        "type": "scatter",
        "x": [event.date.isoformat() for _, event in every],
        "y": [row.strip for row, _ in every],
        "mode": "markers",
        "marker": {
            "symbol": [_sign(event) for _, event in every],
            "size": 8,
            "color": EVENT_COLOUR,
            "opacity": 0.85,
            "line": {"color": paper, "width": 0.8},
        },
        "hovertext": [
            f"<b>{text.span(event.date, event.until, event.precision)}</b><br>{folded(text.of(event.title))}"
            for _, event in every
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _sign(event: Event) -> str:
    return next(sign for lane, sign in EVENT_SIGNS.items() if event.category in lane)


def long_events(lanes: list[Row]) -> Json:
    """A bar along the days of every event that went on for more than a week."""
    return plain_bars(long_event_bars(lanes), hover=False)


def long_event_bars(lanes: list[Row]) -> list[Bar]:
    """The same, before they are drawn."""
    return [
        Bar(event.date, event.until + ONE_DAY, row.strip, 3, LONG_EVENT_COLOUR)
        for row in lanes
        for event in row.events
        if is_long(event)
    ]
