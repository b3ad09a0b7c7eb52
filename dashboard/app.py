"""The app: a table of contents of what it is made of."""

from collections.abc import Callable

from dash import Dash
from dash.development.base_component import Component

from dashboard import api, callbacks, hosting
from dashboard.config import Settings
from dashboard.index import Page
from dashboard.live import LiveRecord
from dashboard.state import Layer, Notice, View, ViewState, read_view
from dashboard.text import Text
from dashboard.views import map_view, records_view, timeline_view
from dashboard.views.context import Context
from dashboard.views.page import page, skeleton
from dashboard.views.search import search_names
from dashboard.views.server_notice import server_notice
from geodata.timeline import Timeline

NARROW = 700
"""Windows narrower than this many pixels get figures with shorter notes."""

BODIES: dict[View, Callable[[Context], Component]] = {
    View.MAP: map_view.body,
    View.TIMELINE: timeline_view.body,
    View.RECORDS: records_view.body,
}
"""The body of every view there is, in the order of the navigation."""


def create_app(settings: Settings | None = None) -> Dash:
    """Make the app for some settings; it serves the record of RECORD_DIR and follows its changes.

    Raises
    ------
    geodata.faults.RecordError
        If the record is not sound.
    """
    settings = settings or Settings()
    live = LiveRecord(settings.record_dir)
    app = Page(settings, live)
    api.register(app.server, live, settings)
    show = _shower(live, settings)
    app.layout = skeleton
    callbacks.register(app, live, show)
    hosting.register(app, live, settings)
    return app


def _shower(live: LiveRecord, settings: Settings) -> callbacks.Show:
    """Make the function that turns a query and a window into a page."""
    default = ViewState(lang=settings.default_lang)
    names = live.kept(lambda record: {place.id: search_names(place) for place in record.places.values()})

    def show(query: str, viewport: dict[str, int]) -> Component:
        record, health = live.record, live.health
        addresses = api.Addresses(settings.url_prefix, record.digest)
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
            "names": names(record),
            "layers": [str(layer) for layer in Layer if layer in state.layers],
        }
        server = server_notice(addresses.health, record.digest, health.is_degraded, context.text)
        body = BODIES[state.view](context)
        return page(context, body, views=list(BODIES), start=start, notices=notices, server=server)

    return show
