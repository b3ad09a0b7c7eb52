"""The app: a table of contents of what it is made of."""

from dash import Dash

from dashboard import api, callbacks, hosting
from dashboard.config import Settings
from dashboard.index import Page
from dashboard.live import LiveRecord
from dashboard.reader import Reader
from dashboard.views.page import skeleton


def create_app(settings: Settings | None = None, *, is_bundled: bool = True) -> Dash:
    """Make the app for some settings; it serves the record of RECORD_DIR and follows its changes.

    Our scripts and styles come in two files, or each by itself for one who works on them.

    Raises
    ------
    geodata.faults.RecordError
        If the record is not sound.
    """
    settings = settings or Settings()
    live = LiveRecord(settings.record_dir)
    app = Page(settings, live, is_bundled=is_bundled)
    api.register(app.server, live, settings)
    app.layout = skeleton
    callbacks.register(app, Reader(live, settings))
    hosting.register(app, live, settings)
    app.get_ready()
    return app
