"""The usual Dash app: the slider calls the server, and the server answers with the whole figure."""

from dash import Input, Output, dcc

from tests.bench.rivals.choropleth import figure
from tests.bench.rivals.page import OPENED_ON, app, layout

made, story = app(__name__, ["maplibre_day.js"])
server = made.server
made.layout = layout(story, dcc.Graph(id="map", figure=figure(story, OPENED_ON), style={"height": "100%"}))


@made.callback(Output("map", "figure"), Output("day", "children"), Input("month", "value"), prevent_initial_call=True)
def show(month: int) -> tuple[object, str]:
    """Draw a month."""
    return figure(story, month), story.days[month]
