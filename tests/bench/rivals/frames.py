"""Plotly's own animation: a page written by Plotly, with a frame for each month, its slider and its play button."""

from pathlib import Path

import plotly.graph_objects as go
from flask import Flask, Response
from flask_compress import Compress
from plotly.offline import get_plotlyjs

from tests.bench.rivals.choropleth import layout, month_data, traces
from tests.bench.rivals.page import OPENED_ON
from tests.bench.rivals.serving import FOR_EVER, serve_layers
from tests.bench.rivals.story import Story

AT_ONCE = {"mode": "immediate", "frame": {"duration": 0, "redraw": True}, "transition": {"duration": 0}}
PLAY = {
    "mode": "immediate",
    "fromcurrent": True,
    "frame": {"duration": 33, "redraw": True},
    "transition": {"duration": 0},
}

story = Story.of_the_record()
server = Flask(__name__)
server.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5)
Compress(server)
serve_layers(server, story)


def _frame(month: int) -> go.Frame:
    values, colours = month_data(story, month)
    return go.Frame(name=story.days[month], data=[{"type": "choroplethmap", "z": values}, _coloured(colours)])


def _coloured(colours: list[str]) -> dict[str, object]:
    return {"type": "scattermap", "marker": {"color": colours}}


def _page() -> str:
    steps = [{"label": day, "method": "animate", "args": [[day], AT_ONCE]} for day in story.days]
    more = {
        "margin": {"l": 20, "r": 20, "t": 0, "b": 110},
        "sliders": [{"active": OPENED_ON, "steps": steps, "ticklen": 0, "font": {"color": "rgba(0,0,0,0)"}}],
        "updatemenus": [
            {"type": "buttons", "x": 0, "y": 0, "buttons": [{"label": "▶", "method": "animate", "args": [None, PLAY]}]}
        ],
    }
    months = [_frame(month) for month in range(len(story.days))]
    figure = go.Figure(traces(story, OPENED_ON), layout(story, OPENED_ON) | more, frames=months)
    page = figure.to_html(include_plotlyjs="/plotly.min.js", div_id="map", default_height="100vh", auto_play=False)
    return page.replace("</body>", '<script src="/day.js"></script></body>')


PAGE = _page()


@server.get("/")
def page() -> str:
    """The page as Plotly writes it."""
    return PAGE


@server.get("/plotly.min.js")
def plotly() -> Response:
    """The library beside it."""
    return Response(get_plotlyjs(), mimetype="text/javascript", headers={"Cache-Control": FOR_EVER})


@server.get("/day.js")
def day() -> Response:
    """Which day is drawn."""
    return Response((Path(__file__).parent / "assets/maplibre_day.js").read_bytes(), mimetype="text/javascript")
