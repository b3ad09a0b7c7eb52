"""dash-leaflet: GeoJSON in a Leaflet map whose style is a function of ``hideout``, set by a callback in the browser."""

import dash_leaflet as dl
from dash import ClientsideFunction, Input, Output, html

from tests.bench.rivals.page import OPENED_ON, app, layout
from tests.bench.rivals.story import CENTRE, LINES, VEIL, ZOOM

made, story = app(__name__, ["leaflet.js"])
server = made.server
_, corners = story.relief
STYLE = {"variable": "rival.leaflet.style"}
POINT = {"variable": "rival.leaflet.point"}


def _places() -> dict[str, object]:
    features = [
        {
            "type": "Feature",
            "properties": {"id": number, "radius": place["radius"], "tooltip": place["name"], "place": True},
            "geometry": {"type": "Point", "coordinates": [place["lon"], place["lat"]]},
        }
        for number, place in enumerate(story.places)
    ]
    return {"type": "FeatureCollection", "features": features}


def _line(name: str) -> dl.GeoJSON:
    line = LINES[name]
    veil = {"fill": name == "neighbours", "fillColor": VEIL, "fillOpacity": 1}
    return dl.GeoJSON(url=f"/ground/{name}.geojson", style={"color": line["color"], "weight": line["width"]} | veil)


the_map = dl.Map(
    [
        dl.ImageOverlay(
            url="/relief.jpg", bounds=[[corners["south"], corners["west"]], [corners["north"], corners["east"]]]
        ),
        *(_line(name) for name in LINES),
        dl.GeoJSON(id="areas", data=story.areas, style=STYLE, hideout={"month": OPENED_ON}),
        dl.GeoJSON(id="places", data=_places(), style=STYLE, pointToLayer=POINT, hideout={"month": OPENED_ON}),
    ],
    center=[CENTRE["lat"], CENTRE["lon"]],
    zoom=ZOOM + 1,
    zoomSnap=0,
    style={"height": "100%", "background": "#ffffff"},
)
made.layout = layout(story, html.Div(the_map, id="map", style={"height": "100%"}))
made.clientside_callback(
    ClientsideFunction("rival", "show"),
    Output("areas", "hideout"),
    Output("places", "hideout"),
    Output("day", "children"),
    Input("month", "value"),
    prevent_initial_call=True,
)
