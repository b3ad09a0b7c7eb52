"""The usual map with the callback in the browser: all months are there; a step gives Plotly a figure of its month."""

from dash import ClientsideFunction, Input, Output, State, dcc

from tests.bench.rivals.choropleth import figure, month_data
from tests.bench.rivals.page import OPENED_ON, app, layout

made, story = app(__name__, ["clientside.js", "maplibre_day.js"])
server = made.server
made.layout = layout(
    story,
    dcc.Graph(id="map", figure=figure(story, OPENED_ON), style={"height": "100%"}),
    dcc.Store(
        id="months",
        data={"days": story.days, "months": [month_data(story, month) for month in range(len(story.days))]},
    ),
)
made.clientside_callback(
    ClientsideFunction("rival", "show"),
    Output("map", "figure"),
    Output("day", "children"),
    Input("month", "value"),
    State("months", "data"),
    State("map", "figure"),
    prevent_initial_call=True,
)
