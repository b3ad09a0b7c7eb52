"""The timeline: every place as a strip of its holders, the panel beside it and the time strip below."""

from dash import dcc, html

from dashboard.agreed import ids
from dashboard.figures.furniture import mark
from dashboard.figures.timeline.figure import timeline_json
from dashboard.views.chart_panel import GRAPH_CONFIG, chart_panel, span_buttons
from dashboard.views.context import Context
from dashboard.views.headline import headline
from dashboard.views.time_strip import time_strip


def body(context: Context) -> html.Main:
    """The timeline view."""
    state, text = context.state, context.text
    figure = timeline_json(context.timeline, state, text, narrow=context.narrow, width=context.room)
    layout = mark(figure["layout"], context.marking, context.room)
    graph = dcc.Graph(
        figure={"data": figure["data"], "layout": layout},
        responsive=True,
        config=GRAPH_CONFIG,
        style={"height": f"{layout['height']}px"},
    )
    lines = [
        text("Each strip is one place; its colour is the holder, and the name stands in it where there is room."),
        text("Stripes in two colours: the place is contested. A thin line below: other forces are also present."),
        text("Fainter colour: weaker evidence. Grey: no source says who held it."),
        text("A soft edge spans the days on which the change may have happened; a hard edge is known to the day."),
        text("A dotted line: the base was not open yet."),
        text("Click a strip to set the day and the place."),
        text("Drag to move in time, zoom with the buttons or Ctrl + wheel."),
    ]
    invitation = text("Choose a place by its strip or by name to see who held it, since when, and how we know.")
    return html.Main(
        [
            headline(context),
            html.Section(
                [span_buttons(text), graph, html.Div(id=ids.ANNOUNCER, className="unseen", **{"aria-live": "polite"})],
                id=ids.TIMELINE,
                className="stage charts",
                tabIndex=0,
                **{"aria-label": text("Timeline"), "data-charts": "true"},
            ),
            chart_panel(context, invitation, lines),
            time_strip(context.record, state, text),
        ],
        className="sheet charted",
    )
