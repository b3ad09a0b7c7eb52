"""What stands beside charts with a time axis, and the buttons that zoom them."""

from dash import html

from dashboard.agreed import ids
from dashboard.text import Text
from dashboard.views.context import Context
from dashboard.views.filter_box import filter_box
from dashboard.views.fold import fold
from dashboard.views.panel import day_and_place

GRAPH_CONFIG = {"scrollZoom": False, "displayModeBar": False, "doubleClick": "reset", "showTips": False}
"""The wheel scrolls the page; the page's script zooms in time."""


def chart_panel(context: Context, invitation: str, lines: list[str]) -> html.Aside:
    """The panel beside charts: the day, the place, the situation in words, the filters, how to read them."""
    state, text = context.state, context.text
    return html.Aside(
        [
            *day_and_place(text, invitation),
            fold(text("The situation in words"), html.Div(id=ids.IN_WORDS, className="in-words")),
            fold(text("Filters"), filter_box(context.record, state, text), is_open=not state.filter.is_empty),
            fold(text("How to read this"), html.Ul([html.Li(line) for line in lines], className="key")),
        ],
        className="panel",
        **{"aria-label": text("Details")},
    )


def span_buttons(text: Text) -> html.Div:
    """Buttons that zoom in time, about the day shown."""
    buttons = (
        ("+", "0.5", text("Zoom in time")),
        ("−", "2", text("Zoom out in time")),
        (text("All years"), "all", text("Show all years")),
    )
    return html.Div(
        [
            html.Button(sign, title=said, **{"data-span": factor, "aria-label": said if len(sign) == 1 else sign})
            for sign, factor, said in buttons
        ],
        className="spans",
    )
