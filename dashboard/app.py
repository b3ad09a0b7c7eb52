"""The app: a table of contents of what it is made of."""

from contextlib import suppress

from dashboard.config import Settings
from dashboard.export.gate import Gate
from dashboard.export.workshop import Workshop
from dashboard.hosting import front_door
from dashboard.hosting.live import LiveRecord, untried
from dashboard.hosting.past import Past
from dashboard.hosting.state_folder import StateFolder
from dashboard.views.page import skeleton
from dashboard.web import api, callbacks, refusal_page
from dashboard.web.admission import Admission
from dashboard.web.index import Page
from dashboard.web.reader import Reader
from geodata.editions import Editions
from geodata.files import digest_of
from geodata.record import HOME


def create_app(settings: Settings | None = None, *, is_bundled: bool = True, is_tried: bool = True) -> Page:
    """Make the app for some settings; it serves the record of RECORD_DIR and follows its changes.

    Our scripts and styles come in two files, or each by itself for one who works on them; a changed record is tried
    out before it is served, or only checked.

    Raises
    ------
    geodata.faults.RecordError
        If the record is not sound.
    """
    settings = settings or Settings()
    state = StateFolder(settings.state_dir)
    past = Past(Editions(settings.editions), settings.editions_most, settings.editions_days, {digest_of(HOME)})
    live = LiveRecord(settings.record_dir, state, Admission(state) if is_tried else untried, past)
    app = Page(settings, live, is_bundled=is_bundled)
    workshop = Workshop(Gate.of(settings), state)
    api.register(app.server, live, workshop, settings)
    app.layout = skeleton
    reader = Reader(live, settings)
    app.first = reader.first
    callbacks.register(app, reader)
    front_door.register(app, live, settings)
    refusal_page.register(app.server, settings)
    app.get_ready()

    def stand_by() -> None:
        """Work out once what all processes that come of this one share, and have one that makes files."""
        with suppress(Exception):  # what cannot be drawn, or begun, is told to who asks for it
            reader.first("")
        with suppress(OSError):
            workshop.open(live.record)

    app.stand_by = stand_by
    return app
