"""The trends: four charts on one time axis, each with its data; the panel beside them, the time strip below."""

from dash import dcc, get_relative_path, html

from dashboard.agreed import ids
from dashboard.asked.addresses import trend_address
from dashboard.asked.state import ViewState
from dashboard.figures.furniture import mark
from dashboard.figures.trends.charts import CHARTS
from dashboard.figures.trends.figure import chart_json
from dashboard.views.chart_panel import GRAPH_CONFIG, chart_panel, span_buttons
from dashboard.views.context import Context
from dashboard.views.headline import headline
from dashboard.views.span_bar import span_bar
from dashboard.views.time_strip import time_strip


def body(context: Context) -> html.Main:
    """The trends view."""
    state, text = context.state, context.text
    lines = [
        text("A panel for each line, on one scale. At the right, what it comes to on the last day."),
        text("Every number has a range: what is claimed, and what claims of grade C2 or better bear out."),
        text("Contested and unknown are counted apart and always shown; the parts add up to everything counted."),
        text("A colour stands for a lineage: the same fighters under changing names, and their allies."),
        text("Click a chart to set the day."),
        text("Drag to move in time; zoom with the bar of the years, the buttons or Ctrl + wheel."),
    ]
    invitation = text("Choose a place by name to see who held it, since when, and how we know.")
    charts = [_chart(name, context) for name in CHARTS]
    announcer = html.Div(id=ids.ANNOUNCER, className="unseen", **{"aria-live": "polite"})
    return html.Main(
        [
            headline(context),
            html.Section(
                [span_buttons(text), span_bar(state, context.record.period, text), *charts, announcer],
                id=ids.TRENDS,
                className="stage charts",
                tabIndex=0,
                **{"aria-label": text("Trends"), "data-charts": "true"},
            ),
            chart_panel(context, invitation, lines),
            time_strip(context.record, state, text),
        ],
        className="sheet charted",
    )


def _chart(name: str, context: Context) -> html.Div:
    state, text = context.state, context.text
    timeline = context.timeline
    chart, fitted = CHARTS[name](timeline, state, text), {"narrow": context.narrow, "width": context.room}
    figure = chart_json(chart, timeline, state, text, **fitted)
    figure["layout"] = mark(figure["layout"], context.marking, context.room)
    style = {"height": f"{figure['layout']['height']}px"}
    graph = dcc.Graph(figure=figure, responsive=True, config=GRAPH_CONFIG, style=style)
    asked = ViewState.of(state.sight).but(marking=state.marking)
    address = f"{get_relative_path('/')}{trend_address(name)}?{asked.query()}"
    title = chart.texts.title
    link = html.A(
        text("Download as data (CSV)"),
        href=address,
        download="",
        **{"aria-label": text("Download as data (CSV): {title}", title=title)},
    )
    return html.Div([graph, html.P(link, className="data")], className="trend")
