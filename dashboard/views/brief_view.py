"""Briefing mode of the map: the finished sheet alone, fitted to the screen, the same that is exported."""

from dash import dcc, html

from dashboard import ids
from dashboard.figures.sheet import sheet_figure
from dashboard.state import View, ViewState
from dashboard.views.context import Context


def is_for(state: ViewState) -> bool:
    """Whether a view is shown as a sheet; other views in briefing mode only lose their controls."""
    return state.brief and state.view is View.MAP


def body(context: Context) -> html.Main:
    """The sheet, still: a step in time asks for the next one, so that names and legend are always right."""
    state, text = context.state, context.text
    figure = sheet_figure(
        context.record, state, text, relief=context.relief, marking=context.marking, timeline=context.timeline
    )
    graph = dcc.Graph(figure=figure, config={"staticPlot": True}, className="brief-graph")
    sheet = html.Div(graph, id=ids.MAP, className="brief-sheet", **{"data-still": "true", "data-on": str(state.on)})
    return html.Main(sheet, className="brief-room", **{"aria-label": text("Briefing sheet")})
