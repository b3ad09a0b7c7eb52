"""The app: a table of contents of what it is made of."""

from dash import Dash, html

from dashboard import api, callbacks, security
from dashboard.config import Settings
from dashboard.figures.map import map_figure
from dashboard.index import Page
from dashboard.state import Layer, ViewState, read_view
from dashboard.text import Text
from dashboard.views.page import page, skeleton
from dashboard.views.search import search_names
from geodata.record import Record, load
from geodata.timeline import Timeline

NARROW = 700
"""Windows narrower than this many pixels get the figure with the shorter notes."""


def create_app(settings: Settings | None = None) -> Dash:
    """Make the app for some settings; it reads the record once.

    Raises
    ------
    geodata.faults.RecordError
        If the record is not sound.
    """
    settings = settings or Settings()
    record = load(settings.record_dir)
    default = ViewState(lang=settings.default_lang)
    app = Page(settings)
    addresses = api.register(app.server, record, settings)

    def show(query: str, viewport: dict[str, int]) -> object:
        read = read_view(query, record.places, default)
        text = Text(read.state.lang)
        timeline = Timeline(record, read.state.lens)
        figure = map_figure(
            record,
            read.state,
            text,
            relief=addresses.relief,
            timeline=timeline,
            narrow=viewport["width"] < NARROW,
        )
        start = {
            "frames": addresses.frames(read.state),
            "query": read.state.query(),
            "language": text.language,
            "on": read.state.on.isoformat(),
            "place": read.state.place,
            "names": {place.id: search_names(place) for place in record.places.values()},
            "layers": [str(layer) for layer in Layer if layer in read.state.layers],
        }
        return page(record, read.state, text, figure=figure, start=start, notices=read.notices)

    app.layout = skeleton
    app.validation_layout = html.Div([skeleton(), show("", {"width": 1440})])
    callbacks.register(app, record, show)
    security.register(app)
    return app
