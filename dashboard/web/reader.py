"""One reader's questions to the app, each answered by a pure view over the record as it is served."""

from collections.abc import Callable

from dash.development.base_component import Component

from dashboard.agreed import ids
from dashboard.agreed.edition import edition
from dashboard.agreed.payload import StartOfPage
from dashboard.agreed.rooms import NARROW, room
from dashboard.asked.addresses import Addresses
from dashboard.asked.layers import Layer
from dashboard.asked.reading import ReadView, edition_in, read_view
from dashboard.asked.state import ViewState
from dashboard.asked.view import View
from dashboard.config import Settings
from dashboard.hosting.live import LiveRecord
from dashboard.text import Text
from dashboard.views import (
    brief_view,
    compare_view,
    map_view,
    method_view,
    multiples_view,
    records_view,
    timeline_view,
    trends_view,
)
from dashboard.views.card import cards
from dashboard.views.compare_list import compared
from dashboard.views.context import Context
from dashboard.views.first_page import first_page
from dashboard.views.headline import found, plain
from dashboard.views.markup import markup
from dashboard.views.page import page
from dashboard.views.search import search_names
from dashboard.views.server_notice import past_notice, server_notice
from dashboard.web.calls import Start, Window
from geodata.incidents.keeping import NOTHING_IMPORTED, Imported
from geodata.record import Record
from geodata.timeline import Timeline

BODIES: dict[View, Callable[[Context], Component]] = {
    View.MAP: map_view.body,
    View.COMPARE: compare_view.body,
    View.TIMELINE: timeline_view.body,
    View.TRENDS: trends_view.body,
    View.RECORDS: records_view.body,
    View.METHOD: method_view.body,
}
"""The body of every view, in the order of the navigation."""


USUAL_WINDOW: Window = {"width": 1440, "height": 900}
"""For what a page says before its window is known."""


def _body_of(state: ViewState) -> Callable[[Context], Component]:
    if brief_view.is_for(state):
        return brief_view.body
    return multiples_view.body if state.shows_several else BODIES[state.view]


class Reader:
    """Answers the page's questions: the page itself, the cards of a place, the list of a comparison."""

    def __init__(self, live: LiveRecord, settings: Settings) -> None:
        self._live = live
        self._settings = settings
        self._default = ViewState(lang=settings.default_lang)
        self._names = live.kept(lambda record: {place.id: search_names(place) for place in record.places.values()})

    def page(self, query: str, viewport: Window) -> Component:
        """The page for the query of an address and a window."""
        return self._page(*self._asked(query, viewport))

    def first(self, query: str) -> str:
        """The page for a query as HTML that needs no script, for a window of any size; empty for sheets alone."""
        read, context = self._asked(query, USUAL_WINDOW)
        return "" if read.state.brief else first_page(context, self._page(read, context))

    def _asked(self, query: str, viewport: Window) -> tuple[ReadView, Context]:
        record = self._record(edition_in(query))
        read = read_view(query, record, self._default)
        timeline = Timeline(record, read.state.lens)
        context = Context(
            timeline.record,
            read.state,
            Text(read.state.lang),
            timeline,
            Addresses(self._settings.url_prefix, record.digest).relief,
            viewport["width"] < NARROW,
            room(viewport["width"], viewport.get("letters", 1)),
            self._settings.marking,
            self._imported(read.state),
        )
        return read, context

    def _imported(self, state: ViewState) -> Imported:
        """What was imported beside the record, where a view has a map to draw it on: that of one day."""
        is_of_a_day = state.view is View.MAP and not state.shows_several
        return self._live.imported if is_of_a_day else NOTHING_IMPORTED

    def _record(self, *digests: str | None) -> Record:
        """The first of some records that can be had, or the newest."""
        return next(filter(None, map(self._live.of, filter(None, digests))), None) or self._live.record

    def _page(self, read: ReadView, context: Context) -> Component:
        body = _body_of(read.state)(context)
        start = self._start(read.state, context.record.whole, context.imported.digest)
        return page(context, body, views=list(BODIES), start=start, notices=read.notices, server=self._notice(context))

    def _notice(self, context: Context) -> Component:
        """What the server says of its data: that they are held back, or that these are not the newest."""
        digest, newest, state = context.record.digest, self._live.record.digest, context.state
        address, text = Addresses(self._settings.url_prefix, digest).health, context.text
        if state.edition in (None, newest):
            return server_notice(address, digest, self._live.health.is_degraded, text)
        return past_notice(self._live.edition(digest), digest, newest, state, text)

    def cards(self, place_id: str, start: Start) -> dict[str, object] | None:
        """The cards of a place, as HTML, through the lens of the page that asks; None where there is no such place."""
        record = self._record(edition_in(start["query"]), start.get("record"))
        if place_id not in record.places:
            return None
        lens = read_view(start["query"], record).state.lens
        made = cards(record.places[place_id], Timeline(record, lens), Text(start["language"]))
        return {**made, "cards": [markup(card) for card in made["cards"]]}

    def compared(self, query: str, start: Start) -> dict[str, str]:
        """The ``list`` of what changed between the two days of a query, as HTML, and their headline, ``finding``."""
        record = self._record(edition_in(query), start.get("record"))
        state, text = read_view(query, record).state.but(view=View.COMPARE), Text(start["language"])
        timeline = Timeline(record, state.lens)
        said = state.headline or found(timeline, state, text) or plain(state, text)
        return {"list": markup(compared(timeline, state, text)), "finding": said}

    def _start(self, state: ViewState, record: Record, imported: str = "") -> StartOfPage:
        """What the page's scripts need to begin; ``imported`` is the digest of the incidents beside the record."""
        addresses = Addresses(self._settings.url_prefix, record.digest)
        return {
            "frames": addresses.frames(state.sight),
            "framesBefore": addresses.frames(state.sight_before) if state.is_sided else "",
            "changes": addresses.changes(state.sights),
            "words": addresses.words,
            "sheets": addresses.sheets,
            "record": record.digest,
            "made": edition(),
            "filters": list(ids.FILTERS),
            "query": state.query(),
            "language": state.lang,
            "title": Text(state.lang)("Northern Mali Control Map"),
            "on": state.on.isoformat(),
            "from": state.after.isoformat(),
            "to": state.until.isoformat(),
            "place": state.place,
            "names": self._names(record),
            "layers": [str(layer) for layer in Layer if layer in state.layers],
            "incidents": addresses.incidents(imported, state.lang) if imported and not state.brief else "",
            "incidentDays": state.incident_days,
            "ownIncidents": addresses.own_incidents(state.lang),
        }
