"""The app: a table of contents of what it is made of."""

from dash import Dash

from dashboard import api, callbacks, hosting
from dashboard.config import Settings
from dashboard.index import Page
from dashboard.live import LiveRecord
from dashboard.reader import Reader
from dashboard.views.page import skeleton


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
    app.layout = skeleton
    callbacks.register(app, Reader(live, settings))
    hosting.register(app, live, settings)
    app.get_ready()
    return app
