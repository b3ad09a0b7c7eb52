"""The app: a table of contents of what it is made of."""

from collections.abc import Callable

from dash import Dash, html
from dash.development.base_component import Component

from dashboard import api, callbacks, security
from dashboard.config import Settings
from dashboard.index import Page
from dashboard.state import Layer, Notice, View, ViewState, read_view
from dashboard.text import Text
from dashboard.views import map_view
from dashboard.views.context import Context
from dashboard.views.page import page, skeleton
from dashboard.views.search import search_names
from geodata.record import Record, load
from geodata.timeline import Timeline

NARROW = 700
"""Windows narrower than this many pixels get figures with shorter notes."""

BODIES: dict[View, Callable[[Context], Component]] = {
    View.MAP: map_view.body,
}
"""The body of every view there is, in the order of the navigation."""


def create_app(settings: Settings | None = None) -> Dash:
    """Make the app for some settings; it reads the record once.

    Raises
    ------
    geodata.faults.RecordError
        If the record is not sound.
    """
    settings = settings or Settings()
    record = load(settings.record_dir)
    app = Page(settings)
    addresses = api.register(app.server, record, settings)
    show = _shower(record, settings, addresses)
    app.layout = skeleton
    app.validation_layout = html.Div([skeleton(), *(show(f"?view={view}", {"width": 1440}) for view in BODIES)])
    callbacks.register(app, record, show)
    security.register(app)
    return app


def _shower(record: Record, settings: Settings, addresses: api.Addresses) -> callbacks.Show:
    """Make the function that turns a query and a window into a page."""
    default = ViewState(lang=settings.default_lang)
    names = {place.id: search_names(place) for place in record.places.values()}

    def show(query: str, viewport: dict[str, int]) -> Component:
        read = read_view(query, record, default)
        state, notices = read.state, read.notices
        if state.view not in BODIES:
            notices = (*notices, Notice("view", state.view, ", ".join(BODIES)))
            state = state.but(view=View.MAP)
        context = Context(
            record, state, Text(state.lang), Timeline(record, state.lens), addresses.relief, viewport["width"] < NARROW
        )
        start = {
            "frames": addresses.frames(state),
            "words": addresses.words,
            "query": state.query(),
            "language": state.lang,
            "on": state.on.isoformat(),
            "place": state.place,
            "names": names,
            "layers": [str(layer) for layer in Layer if layer in state.layers],
        }
        return page(context, BODIES[state.view](context), views=list(BODIES), start=start, notices=notices)

    return show
