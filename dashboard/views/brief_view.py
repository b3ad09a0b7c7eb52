"""Briefing mode: the finished sheets of a view alone, fitted to the screen, the same that are exported."""

import json
from collections.abc import Sequence

import plotly.graph_objects as go
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.agreed import ids
from dashboard.asked.reading import NotUnderstoodError
from dashboard.asked.size import WIDE, WIDTH
from dashboard.asked.state import ViewState
from dashboard.asked.view import SHEETED, View
from dashboard.export import reader_notes
from dashboard.export.order import Order
from dashboard.export.sheets import sheets_of
from dashboard.figures.incidents import ShownIncidents
from dashboard.figures.sheets.beside import Beside
from dashboard.figures.sheets.compare_sheet import compare_sheet
from dashboard.figures.sheets.map_legend import placing
from dashboard.figures.sheets.map_sheet import map_sheet
from dashboard.figures.sheets.multiples_sheet import multiples_sheet
from dashboard.figures.sheets.timeline_sheet import timeline_sheets
from dashboard.figures.sheets.trend_sheet import trend_sheets
from dashboard.views.context import Context
from dashboard.views.drawn import drawn


def is_for(state: ViewState) -> bool:
    """Whether a view is shown as sheets; others in briefing mode only lose their controls."""
    return state.brief and state.view in SHEETED


def body(context: Context) -> html.Main:
    """The sheets below each other, still; the page's script steps them in time and asks for them once time rests."""
    state, text = context.state, context.text
    sheets = figures(context)
    written = _written(context) if state.notes else [[]] * len(sheets)
    graphs = [
        html.Div(
            [dcc.Graph(figure=figure, config={"staticPlot": True}, className="brief-graph"), *over],
            className="brief-sheet",
        )
        for figure, over in zip(sheets, written, strict=True)
    ]
    rooms = [html.Div(graph, className="brief-room") for graph in graphs]
    shows = {
        "data-still": "days" if state.view is View.COMPARE or state.shows_several else "day",
        "data-on": str(state.on),
    }
    shows["data-legend"] = json.dumps(placing(Beside.of().legend))
    held = html.Div(rooms, id=ids.MAP, className="brief-rooms", **shows)
    return html.Main(held, className="brief-stack", tabIndex=0, **{"aria-label": text("Briefing sheet")})


def _written(context: Context) -> list[list[Component]]:
    """What the reader has written, over each sheet, as a file has it."""
    order = Order(context.state, context.house_marking)
    found = (reader_notes.over(sheet) for sheet in sheets_of(context.record, order, context.timeline))
    return [[drawn(items, WIDTH, WIDE.height, "brief-notes")] if items else [] for items in found]


def figures(context: Context) -> Sequence[go.Figure]:
    """The sheets of a view on its day, finished."""
    record, state, text, timeline = context.record, context.state, context.text, context.timeline
    asked = {"relief": context.relief, "timeline": timeline, "marking": context.marking}
    if state.shows_several:
        return [multiples_sheet(record, state, text, **asked).figure()]
    match state.view:
        case View.COMPARE:
            return [compare_sheet(record, state, text, **asked).figure()]
        case View.TIMELINE:
            return timeline_sheets(timeline, state, text, marking=context.marking)
        case View.TRENDS:
            return trend_sheets(timeline, state, text, marking=context.marking)
        case _:
            return [map_sheet(record, state, text, **asked, incidents=_incidents(context)).figure()]


def _incidents(context: Context) -> ShownIncidents:
    """Those that the view draws; where none can be, the sheet says why in the place of whom to credit."""
    try:
        return ShownIncidents.of(context.imported, context.state)
    except NotUnderstoodError as fault:
        return ShownIncidents(why_none=fault.said(context.text))
