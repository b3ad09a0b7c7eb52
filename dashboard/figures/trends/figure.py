"""A trend on the page: title, definition, sources, the time axis, the line of the day, the legend."""

from collections.abc import Sequence

from dashboard.asked.state import ViewState
from dashboard.figures import furniture
from dashboard.figures.labels import PITCH, listed, text_width, wrapped
from dashboard.figures.style import FONT, HIGHLIGHT, INK, QUIET_INK, legible
from dashboard.figures.trends.chart import Chart, ChartTexts, Json
from dashboard.figures.trends.panels import Panels
from dashboard.text import Text
from dashboard.told.days import day_in_full
from geodata.period import Period
from geodata.timeline import ONE_DAY, Timeline

LEFT, RIGHT = 64, 64
NARROW_LEFT, NARROW_RIGHT = 48, 40
"""The same for every chart, so that their days stand below each other."""
SHARE_HEIGHT, STACK_HEIGHT, BARS_HEIGHT = 400, 340, 330
PANELS_HEIGHT, PANEL_GAP, MOST_PER_PLACE = 590, 21, 24
"""Pixels of all panels together, above each of them for its name, and at most for one place."""
LABEL_SIZE = 12
TICK_ROOM = 20
"""Pixels at least from one amount beside the panels to the next."""
FOOT_LINE = 15
FOOT_SIZE = 11
WIDEST_FOOT = 880
"""Pixels of a line of the footer that still reads well."""
KEY_HEIGHT, KEY_SIZE = 19, 12
KEY_SWATCH = 46
"""Pixels of a swatch of Plotly's legend with the gaps around it and its name."""
MOST_SINGLE_STEPS = 8
"""The largest amount whose scale has a step for every one: places come whole."""
SHEET = "#fdfcf9"
SEPARATORS = {"en": ".,", "fr": ",\N{NO-BREAK SPACE}"}
QUIET = {"family": FONT, "size": 11, "color": QUIET_INK}
SHARE_AXIS = {
    "overlaying": "y",
    "side": "right",
    "range": [0, 100],
    "tickvals": [0, 25, 50, 75, 100],
    "showgrid": False,
    "fixedrange": True,
}
NOTHING_ON_THE_SECOND_SCALE = {
    "type": "scatter", "x": [None], "y": [None], "yaxis": "y2", "showlegend": False, "hoverinfo": "skip"
}  # fmt: skip
"""Plotly draws a scale only if something is measured on it."""


def chart_json(
    chart: Chart,
    timeline: Timeline,
    state: ViewState,
    text: Text,
    *,
    narrow: bool = False,
    width: float = furniture.DESK,
) -> Json:
    """A chart as it stands on the page, with all that explains it, in the height it needs in a width in pixels.

    As the JSON of a Plotly figure, ``data`` and ``layout``; see ``map.figure.map_json`` for the reason.
    """
    is_paneled = not (chart.is_stacked or chart.has_bars)
    keys = [] if is_paneled else [one.name for one in chart.series]
    layout = _empty(chart.texts, timeline, state, text, height=_height(chart), narrow=narrow, width=width, keys=keys)
    data = [*chart.traces]
    if chart.total and is_paneled:
        return {"data": _paneled(layout, chart, timeline.record.period, text), "layout": layout}
    if chart.is_stacked:
        layout["yaxis"] |= {"range": [0, chart.total or 1]}
    if chart.total and not is_paneled and _highest(chart) <= MOST_SINGLE_STEPS:
        layout["yaxis"] |= {"dtick": 1}
    if chart.has_share:
        layout["yaxis"] |= {"tickformat": ",.0f"}
        said = [text.share(part / 100) for part in SHARE_AXIS["tickvals"]]
        layout["yaxis2"] = SHARE_AXIS | {"tickfont": QUIET, "ticktext": said}
        data.append(NOTHING_ON_THE_SECOND_SCALE)
    if chart.has_bars:
        layout |= {"barmode": "stack", "bargap": 0.12}
    if not chart.total:
        layout["annotations"].append(_nothing(text))
    return {"data": data, "layout": layout}


def _highest(chart: Chart) -> float:
    """The largest amount that is drawn."""
    if chart.is_stacked:
        return chart.total
    return max(map(sum, zip(*(one.amounts["claimed"] for one in chart.series), strict=True)))


def _height(chart: Chart) -> int:
    """Pixels, without the footer."""
    if chart.is_stacked:
        return SHARE_HEIGHT if chart.has_share else STACK_HEIGHT
    return BARS_HEIGHT


def _empty(
    texts: ChartTexts,
    timeline: Timeline,
    state: ViewState,
    text: Text,
    *,
    height: int,
    narrow: bool,
    width: float,
    keys: Sequence[str] = (),
) -> Json:
    """The layout of a chart; what is drawn gets what the notes leave. ``keys`` is what the legend will say."""
    record = timeline.record
    left = NARROW_LEFT if narrow else LEFT
    right = NARROW_RIGHT if narrow else RIGHT
    room, size = width - 2 * furniture.SIDE, 14 if narrow else 16
    said = furniture.title(state, record, text, texts.title)
    title = wrapped(listed(said), size, room if narrow else room - furniture.SPAN_BUTTONS, 700)
    below = (texts.definition, furniture.sources(record, text))
    foot = [line for each in below for line in wrapped(each, FOOT_SIZE, min(room, WIDEST_FOOT))]
    key_rows = _key_rows(keys, width - left - right)
    headed = round(PITCH * size * len(title))
    top = 54 + headed + KEY_HEIGHT * key_rows
    bottom = 34 + FOOT_LINE * len(foot)
    notes = [
        furniture.note(
            "title", "<br>".join(title), 0, 1, size=size, weight=700,
            xshift=12 - left, yshift=top - 8, yanchor="top",
        ),
        furniture.note(
            "date", day_in_full(state.on, record.period, text), 0, 1, size=12.5, weight=600,
            xshift=12 - left, yshift=top - 12 - headed, yanchor="top",
        ),
        furniture.note(
            "footer", "<br>".join(foot), 0, 0, size=FOOT_SIZE, colour=QUIET_INK,
            xshift=12 - left, yshift=-26, yanchor="top",
        ),
    ]  # fmt: skip
    margins, tall = (left, right, top, bottom), height + bottom + KEY_HEIGHT * key_rows
    return _layout(tall, margins, state, record.period, text, notes, narrow)


def _key_rows(keys: Sequence[str], room: float) -> int:
    """Rows of Plotly's legend: one if all its names have room in it, else columns as wide as the longest."""
    widths = [KEY_SWATCH + text_width(key, KEY_SIZE) for key in keys]
    if sum(widths) <= room:
        return min(1, len(keys))
    return -(-len(keys) // max(1, int(room // max(widths))))


def _layout(
    height: int,
    margins: tuple[int, int, int, int],
    state: ViewState,
    period: Period,
    text: Text,
    notes: list[Json],
    narrow: bool,
) -> Json:
    return {
        "height": height,
        "margin": dict(zip(("l", "r", "t", "b"), margins, strict=True)),
        "annotations": notes,
        "shapes": [*furniture.carried_days(period), _day(state)],
        "separators": SEPARATORS[text.language],
        "paper_bgcolor": SHEET,
        "plot_bgcolor": SHEET,
        "font": {"family": FONT, "color": INK, "size": 12},
        "hovermode": "x unified",
        "hoverlabel": {"font": {"family": FONT, "size": 12.5, "color": INK}, "bgcolor": "rgba(253,252,249,0.96)"},
        "dragmode": "pan",
        "uirevision": "trends",
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1,
            "xanchor": "left",
            "yanchor": "bottom",
            "font": {"size": KEY_SIZE},
            "traceorder": "normal",
            "itemclick": False,
            "itemdoubleclick": False,
            "tracegroupgap": 0,
        },
        "xaxis": _time_axis(state, period, narrow),
        "yaxis": {
            "fixedrange": True,
            "rangemode": "tozero",
            "gridcolor": "rgba(90,84,76,0.16)",
            "zeroline": True,
            "zerolinecolor": QUIET_INK,
            "tickfont": QUIET,
        },
    }


def _time_axis(state: ViewState, period: Period, narrow: bool) -> Json:
    span = state.days(period)
    return {
        "type": "date",
        "range": [span.first.isoformat(), (span.last + ONE_DAY).isoformat()],
        "minallowed": period.first.isoformat(),
        "maxallowed": (period.last + ONE_DAY).isoformat(),
        "nticks": 7 if narrow else 14,
        "tickangle": 0,
        "ticklabelmode": "period",
        "tickformatstops": TICK_FORMATS,
        "hoverformat": "%Y-%m-%d",
        "unifiedhovertitle": {"text": "<b>%{x}</b>"},
        "tickfont": QUIET,
        "gridcolor": "rgba(90,84,76,0.12)",
    }


TICK_FORMATS = [
    {"dtickrange": [None, "M1"], "value": "%Y-%m-%d"},
    {"dtickrange": ["M1", "M6"], "value": "%Y-%m"},
    {"dtickrange": ["M12", None], "value": "%Y"},
]
"""Numbers only, so that the axis speaks both languages."""


def _day(state: ViewState) -> Json:
    iso = state.on.isoformat()
    line = {"color": HIGHLIGHT, "width": 1.6}
    return {"type": "line", "name": "day", "xref": "x", "yref": "paper", "x0": iso, "x1": iso, "y0": 0, "y1": 1} | {
        "line": line
    }


def _nothing(text: Text) -> Json:
    """Says that nothing is left to count."""
    said = text("Nothing to count under this filter.")
    return furniture.note("nothing", said, 0.5, 0.5, size=14, xanchor="center", yanchor="middle")


def _paneled(layout: Json, chart: Chart, period: Period, text: Text) -> list[Json]:
    """Lay the lines out in panels, each below its name and beside its last amount; what is then drawn."""
    stood = Panels.within(chart.series, PANELS_HEIGHT, PANEL_GAP, MOST_PER_PLACE)
    ticks = stood.ticks(TICK_ROOM)
    margin = layout["margin"]
    layout["height"] = margin["t"] + round(stood.height) + margin["b"]
    layout["yaxis"] |= {
        "range": [0, stood.top],
        "tickvals": [place for place, _ in ticks],
        "ticktext": [text.number(amount) for _, amount in ticks],
        "zeroline": False,
    }
    last = text.short_day(period.last)
    layout["annotations"].append(
        furniture.note("last-day", last, 1, 1, size=11, colour=QUIET_INK, xshift=margin["r"] - 6, xanchor="right")
    )
    for one in stood.panels:
        colour = legible(one.series.colour)
        head = {"size": LABEL_SIZE, "weight": 600, "colour": colour}
        named = -stood.down(one.base + one.highest) + 1
        end = float(one.series.amounts["claimed"].iloc[-1])
        level = {"yshift": -stood.down(one.base + end), "yanchor": "middle"}
        layout["annotations"] += [
            furniture.note("label", one.series.name, 0, 1, xshift=3, yshift=named, **head),
            furniture.note("last", text.number(end), 1, 1, xshift=6, **level, **head),
        ]
    return [trace for one in stood.panels for trace in one.traces]
