"""Briefing mode: the finished sheets of a view alone, fitted to the screen, the same that are exported."""

import json
from collections.abc import Sequence

import plotly.graph_objects as go
from dash import dcc, html

from dashboard.agreed import ids
from dashboard.asked.state import SHEETED, View, ViewState
from dashboard.figures.sheets.compare_sheet import compare_sheet
from dashboard.figures.sheets.map_sheet import map_sheet
from dashboard.figures.sheets.margins import Columns
from dashboard.figures.sheets.timeline_sheet import timeline_sheets
from dashboard.figures.sheets.trend_sheet import trend_sheets
from dashboard.views.context import Context


def is_for(state: ViewState) -> bool:
    """Whether a view is shown as sheets; others in briefing mode only lose their controls."""
    return state.brief and state.view in SHEETED


def body(context: Context) -> html.Main:
    """The sheets below each other, still; the page's script steps them in time and asks for them once time rests."""
    state, text = context.state, context.text
    graphs = [
        html.Div(
            dcc.Graph(figure=figure, config={"staticPlot": True}, className="brief-graph"), className="brief-sheet"
        )
        for figure in figures(context)
    ]
    rooms = [html.Div(graph, className="brief-room") for graph in graphs]
    shows = {"data-still": "days" if state.view is View.COMPARE else "day", "data-on": str(state.on)}
    shows["data-legend"] = json.dumps(_legend_place())
    held = html.Div(rooms, id=ids.MAP, className="brief-rooms", **shows)
    return html.Main(held, className="brief-stack", tabIndex=0, **{"aria-label": text("Briefing sheet")})


def _legend_place() -> dict[str, float]:
    """Where the lines of a map's legend stand, in pixels of the sheet, and the size of their type."""
    where = Columns()
    left, top = where.spot(0)
    return {"left": left, "top": top, "pitch": where.pitch, "size": where.size, "width": where.width}


def figures(context: Context) -> Sequence[go.Figure]:
    """The sheets of a view on its day, finished."""
    record, state, text, timeline = context.record, context.state, context.text, context.timeline
    asked = {"relief": context.relief, "timeline": timeline, "marking": context.marking}
    match state.view:
        case View.COMPARE:
            return [compare_sheet(record, state, text, **asked).figure()]
        case View.TIMELINE:
            return timeline_sheets(timeline, state, text, marking=context.marking)
        case View.TRENDS:
            return trend_sheets(timeline, state, text, marking=context.marking)
        case _:
            return [map_sheet(record, state, text, **asked).figure()]
