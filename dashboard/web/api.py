"""What can be asked without the page: health, answers as JSON, and the frames the page looks up.

Every address is below the prefix. Bad questions get status 400 or 404 with what was found and what is allowed.
"""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import date
from functools import lru_cache

from flask import Blueprint, Flask, Response, request
from pandas import DataFrame

from dashboard import __version__
from dashboard.agreed.edition import MADE
from dashboard.asked.addresses import Addresses
from dashboard.asked.marking import MarkingError, both_markings, checked_marking
from dashboard.asked.reading import read_exactly
from dashboard.asked.sight import Sight
from dashboard.asked.size import WIDTH
from dashboard.asked.state import ViewState
from dashboard.asked.view import SHEETED
from dashboard.config import Settings
from dashboard.export.order import marked_name
from dashboard.export.workshop import Workshop
from dashboard.handed.days import frames
from dashboard.handed.pairs import change_frames
from dashboard.hosting.auth import user
from dashboard.hosting.language import asked_text
from dashboard.hosting.live import LiveRecord, told
from dashboard.hosting.origin import is_on_this_machine
from dashboard.text import Text
from dashboard.told.others import dissent, dissent_in_words
from dashboard.told.situation import day_in_words
from dashboard.views import brief_view
from dashboard.views.context import Context
from dashboard.web import dark, downloads, editions, exports, incidents, ogc, openapi, problems, stories, use
from dashboard.web.asked_record import EDITION, NoSuchRecord, asked_record, record_of
from dashboard.web.json_answer import json_response
from dashboard.web.kept import for_ever, kept
from dashboard.web.lens import LENS, asked, asked_key, asked_lens, asked_one
from dashboard.web.parameters import BadQuestion, each_once, takes
from geodata import answers, tally
from geodata.features import geojson
from geodata.files import RELIEF
from geodata.incidents.keeping import Imported
from geodata.record import Record
from geodata.selection import Filter, regions_of
from geodata.timeline import Timeline
from geodata.vocabulary import Camp, PlaceKind

FILTER = ("actor", "camp", "region", "kind", "alone")
"""The parameters of the filter."""
MOST_KEPT = 32
"""How many payloads are kept ready; a lens is cheap to work out again."""


def register(server: Flask, live: LiveRecord, workshop: Workshop, settings: Settings) -> None:
    """Add the routes to a server. Each answer is given from one record: the live one, asked for once."""
    routes = Blueprint("api", __name__, url_prefix=settings.url_prefix.rstrip("/") or None)
    _health(routes, live, settings)
    _answers(routes, live, settings)
    _words(routes, live)
    _page_data(routes, live, settings)
    downloads.register(routes, live, workshop, asked_view, settings)
    dark.register(routes, live)
    editions.register(routes, live, settings)
    incidents.register(routes, live, settings)
    ogc.register(routes, live, settings)
    openapi.register(routes, settings)
    use.register(routes, live, settings)
    server.register_blueprint(routes)
    problems.register(server, settings)
    exports.register(server, live, workshop, settings)
    stories.register(server, live, workshop, settings)
    server.register_error_handler(BadQuestion, lambda fault: (json_response({"error": str(fault)}), 400))
    for nothing in (NoSuchRecord, ogc.NoSuchItem):
        server.register_error_handler(nothing, lambda fault: (json_response({"error": str(fault)}), 404))


def _health(routes: Blueprint, live: LiveRecord, settings: Settings) -> None:
    def facts() -> dict[str, object]:
        record, health = live.record, live.health
        return {
            "status": "ok" if health.is_well else "degraded",
            "version": __version__,
            "record": record.digest,
            "counts": record.counts(),
            "seconds_since_look": health.seconds_since_look,
            **({"faults": told(health.faults)} if health.is_degraded else {}),
            **({"troubles": [*health.troubles]} if health.troubles else {}),
            **({"left_out": [*health.left_out]} if health.left_out else {}),
        }

    @routes.get("/healthz")
    def healthz() -> Response:
        is_known = bool(user()) if settings.auth_header else is_on_this_machine()
        said = facts() if is_known else told_to_strangers(facts(), names_are_asked=bool(settings.auth_header))
        response = json_response(said)
        response.headers["Cache-Control"] = "no-store"
        return response

    # The same where a proxy lets nobody without a name: by it a page learns of newer data, and a person of faults.
    routes.get("/api/health", endpoint="health")(takes()(healthz))


def told_to_strangers(facts: Mapping[str, object], *, names_are_asked: bool) -> dict[str, object]:
    """What whoever asks may know of the server's health: never what stands in its files, or where they are.

    Parameters
    ----------
    facts
        All there is to know.
    names_are_asked
        Whether the server answers nothing else without a name: then all is the status.
    """
    if names_are_asked:
        return {"status": facts["status"]}
    open_to_all = ("status", "version", "record", "counts", "seconds_since_look")
    public = {name: facts[name] for name in open_to_all if name in facts}
    counted = {"fault_count": facts.get("faults"), "trouble_count": facts.get("troubles")}
    return public | {name: len(found) for name, found in counted.items() if isinstance(found, list)}


def _answers(routes: Blueprint, live: LiveRecord, settings: Settings) -> None:
    @routes.get("/api/at")
    @takes("on", *LENS, EDITION)
    def at() -> Response:
        record = asked_record(live)
        on, lens = asked_day("on", record), asked_lens(record)
        return Response(json.dumps(geojson(record, on, lens)), mimetype="application/geo+json")

    @routes.get("/api/changes")
    @takes("from", "to", "place", *FILTER, *LENS, EDITION)
    def changes() -> Response:
        record = asked_record(live)
        after, until = asked_days(record)
        place, seen = asked_key("place", record.places), asked_filter(record)
        return json_response(answers.changes(record, after, until, place=place, seen=seen, lens=asked_lens(record)))

    @routes.get("/api/balance")
    @takes("from", "to", *FILTER, *LENS, EDITION)
    def balance() -> Response:
        record = asked_record(live)
        return json_response(
            answers.balance(record, *asked_days(record), seen=asked_filter(record), lens=asked_lens(record))
        )

    @routes.get("/api/tally/<question>")
    @takes("from", "to", "form", "marking", *FILTER, *LENS, EDITION)
    def tally_of(question: str) -> Response:
        record = asked_record(live)
        asked_one("question", question, tally.QUESTIONS)
        after, until = asked_days(record)
        rows = tally.QUESTIONS[question](Timeline(record, asked_lens(record)), after, until, asked_filter(record))
        form = asked_key("form", ("json", "csv"))
        if form != "csv":
            return json_response(rows)
        table = DataFrame([_in_cells(row) for row in rows], columns=list(tally.COLUMNS[question]))
        response = Response(
            downloads.spreadsheet(table, asked_text(settings.default_lang).language), mimetype="text/csv"
        )
        marking = both_markings(settings.marking, asked_marking())
        return exports.to_be_saved(response, marked_name(f"{question}_{record.digest}.csv", marking))

    @routes.get("/api/events")
    @takes("place", *FILTER, *LENS, EDITION)
    def events() -> Response:
        record = asked_record(live)
        place, seen = asked_key("place", record.places), asked_filter(record)
        return json_response(answers.events(record, place=place, seen=seen, lens=asked_lens(record)))

    @routes.get("/api/history/<place>")
    @takes(*LENS, EDITION)
    def history(place: str) -> tuple[Response, int]:
        record = asked_record(live)
        if place not in record.places:
            fault = f"unknown place '{place[:60]}'; allowed: {', '.join(record.places)}"
            return json_response({"error": fault}), 404
        return json_response(answers.history(record, place, asked_lens(record))), 200


def _in_cells(row: dict[str, object]) -> dict[str, object]:
    """A row for a table: lists joined as in the record."""
    return {name: ";".join(map(str, cell)) if isinstance(cell, list) else cell for name, cell in row.items()}


def _words(routes: Blueprint, live: LiveRecord) -> None:
    @routes.get("/api/words")
    def words() -> Response:
        record = asked_record(live)
        view = asked_view(record)
        timeline, text = Timeline(record, view.lens), Text(view.lang)
        sentences = day_in_words(timeline, view.on, view.filter, text)
        others = [dissent_in_words(one, record, text) for one in dissent(timeline, view.on, record.places.keys())]
        sentences += [text("Others say otherwise: {accounts}.", accounts=" · ".join(others))] if others else []
        return json_response({"on": view.on.isoformat(), "sentences": sentences})


def _page_data(routes: Blueprint, live: LiveRecord, settings: Settings) -> None:
    payloads = live.kept(_payloads)

    @routes.get("/frames/<digest>.json")
    def frames_of(digest: str) -> Response:
        record = record_of(live, digest)
        return kept(Response(payloads(record)(frames, asked_view(record).sight), mimetype="application/json"))

    @routes.get("/changes/<digest>.json")
    def changes_of(digest: str) -> Response:
        record = record_of(live, digest)
        found = payloads(record)(change_frames, asked_view(record).sight)
        return kept(Response(found, mimetype="application/json"))

    @routes.get("/sheets/<digest>.json")
    def sheets_of(digest: str) -> Response:
        record = record_of(live, digest)
        made = brief_view.figures(_sheet_context(record, asked_view(record), settings, live.imported))
        found = [figure.to_json(remove_uids=False) for figure in made]  # by which the page's script finds its traces
        response = Response(f"[{','.join(found)}]", mimetype="application/json")
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    @routes.get("/ground/<digest>/relief.jpg")
    def relief(digest: str) -> Response:
        image = record_of(live, digest).files[RELIEF]
        return for_ever(Response(image, mimetype="image/jpeg"))


def _payloads(record: Record) -> Callable[[Callable[[Record, Sight], object], Sight], str]:
    @lru_cache(maxsize=MOST_KEPT)
    def payload(make: Callable[[Record, Sight], object], sight: Sight) -> str:
        return json.dumps(make(record, sight), ensure_ascii=False, separators=(",", ":"))

    return payload


def _sheet_context(record: Record, state: ViewState, settings: Settings, imported: Imported) -> Context:
    if state.view not in SHEETED:
        raise BadQuestion(f"view={state.view}; allowed: {', '.join(SHEETED)}")
    relief = Addresses(settings.url_prefix, record.digest).relief
    timeline = Timeline(record, state.lens)
    return Context(
        record,
        state,
        Text(state.lang),
        timeline,
        relief,
        narrow=False,
        room=WIDTH,
        house_marking=settings.marking,
        imported=imported,
    )


def asked_view(record: Record) -> ViewState:
    """Read a whole view from the query; here, unlike on the page, a bad value is refused."""
    each_once()
    parts = request.query_string.decode(errors="replace").split("&")
    return read_exactly("&".join(part for part in parts if not part.startswith(f"{MADE}=")), record)


def asked_day(name: str, record: Record) -> date:
    """Read a day of the record from the query."""
    return asked(name, record.period.parse, required=True)


def asked_days(record: Record) -> tuple[date, date]:
    """Read two days from the query, ``from`` and ``to``, the earlier first."""
    after, until = asked_day("from", record), asked_day("to", record)
    if until < after:
        raise BadQuestion(f"to={until} is before from={after}; allowed: the earlier day first")
    return after, until


def asked_marking() -> str:
    """Read the reader's marking from the query; empty where there is none."""
    try:
        return checked_marking(request.args.get("marking", ""))
    except MarkingError as fault:
        raise BadQuestion(f"marking: {fault}") from fault


def asked_filter(record: Record) -> Filter:
    """Read the filter from the query: ``actor``, ``camp``, ``region``, ``kind``; commas part several; ``alone``."""
    return Filter(
        actors=frozenset(asked_keys("actor", record.actors)),
        camps=frozenset(map(Camp, asked_keys("camp", list(Camp)))),
        regions=frozenset(asked_keys("region", regions_of(record))),
        kinds=frozenset(map(PlaceKind, asked_keys("kind", list(PlaceKind)))),
        alone=asked_key("alone", ("1", "0")) == "1",
    )


def asked_keys(name: str, allowed: Collection[str]) -> list[str]:
    """Read several ids from the query, parted by commas; all must be among those allowed."""
    return [asked_one(name, value, allowed) for value in filter(None, request.args.get(name, "").split(","))]
