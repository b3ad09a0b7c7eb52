"""The map on a day: the figure, the panel beside it and the time strip below."""

import plotly.graph_objects as go
from dash import dcc, html

from dashboard import ids
from dashboard.figures import furniture
from dashboard.figures.keys import screen_locator
from dashboard.figures.map import map_figure
from dashboard.text import Text
from dashboard.views.context import Context
from dashboard.views.panel import panel
from dashboard.views.time_strip import time_strip


def body(context: Context) -> html.Main:
    """The map view."""
    state, text = context.state, context.text
    return html.Main([_stage(context), panel(context.record, state, text), time_strip(state, text)], className="sheet")


def _stage(context: Context) -> html.Section:
    text = context.text
    figure = map_figure(
        context.record,
        context.state,
        text,
        relief=context.relief,
        timeline=context.timeline,
        narrow=context.narrow,
    )
    dress(figure, context)
    graph = dcc.Graph(
        id=ids.MAP,
        figure=figure,
        responsive=True,
        config={"scrollZoom": True, "displayModeBar": False, "doubleClick": "reset", "showTips": False},
    )
    return html.Section(
        [
            graph,
            zoom_buttons(text),
            html.Div(id=ids.TOOLTIP, className="tooltip", hidden=True),
            html.Div(id=ids.ANNOUNCER, className="unseen", **{"aria-live": "polite"}),
        ],
        className="stage",
        **{"aria-label": text("Map")},
    )


def dress(figure: go.Figure, context: Context) -> None:
    """Add what a grab of the screen needs besides: the handling marking, and where in Mali the map lies."""
    layout = furniture.mark(figure.layout.to_plotly_json(), context.marking)
    figure.layout.annotations, figure.layout.margin = layout["annotations"], layout["margin"]
    if not context.narrow:
        paths, where = screen_locator(context.record)
        figure.layout.shapes = [*layout["shapes"], *paths]
        figure.layout.meta = layout["meta"] | {"locator": where}


def zoom_buttons(text: Text) -> html.Div:
    """Buttons for readers without a wheel."""
    buttons = (
        ("+", "0.6", text("Zoom in")),
        ("−", "1.667", text("Zoom out")),
        ("⌂", "home", text("Opening view")),
    )
    return html.Div(
        [
            html.Button(sign, className="zoom", title=said, **{"data-zoom": factor, "aria-label": said})
            for sign, factor, said in buttons
        ],
        className="zooms",
    )
