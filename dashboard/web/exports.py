"""The addresses of the exports: ``/brief.pptx?on=…`` and its kin, with the whole view in the query.

Unlike the page, an export refuses what it does not understand: a file that silently showed another day would be
believed. Errors are JSON with what was found and what is allowed, in the language of the view.
"""

import json
import logging
from base64 import b64encode
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, request

from dashboard.asked.link import pairs
from dashboard.asked.parameters import FREE, PARAMETERS
from dashboard.asked.reading import Notice, NotUnderstoodError, read_exactly
from dashboard.asked.refusal import Refusal
from dashboard.asked.size import SIZES, WIDE, Size, read_size
from dashboard.asked.state import ViewState
from dashboard.config import Settings
from dashboard.export.gate import COME_AGAIN, BusyError
from dashboard.export.order import Order
from dashboard.export.progress import Board
from dashboard.export.request import BURNT, Request
from dashboard.export.workshop import Answer, Job, Workshop
from dashboard.hosting.language import asked_text
from dashboard.hosting.live import LiveRecord
from dashboard.web import export_log
from dashboard.web.asked_record import asked_record
from dashboard.web.parameters import each_once, takes
from geodata.incidents.keeping import Imported
from geodata.record import Record

log = logging.getLogger(__name__)

OWN = ("every", "size", "captions", "ticket")
"""Parameters of exports besides those of the view: the steps of a deck, the size of its sheets, whether a clip bears
its captions, and the number under which it is followed."""


def register(server: Flask, live: LiveRecord, workshop: Workshop, settings: Settings) -> None:
    """Add the exports to a server."""
    routes = Blueprint("export", __name__, url_prefix=settings.url_prefix.rstrip("/") or None)

    board = Board(live.state)

    @routes.get("/brief.<kind>")
    def brief(kind: str) -> Response:
        record = asked_record(live)
        each_once()
        job = asked_for(kind, request.query_string.decode(errors="replace"), record, settings, live.imported)
        slip = board.slip(request.args.get("ticket", ""))
        try:
            return handed_out(workshop.answer(record, replace(job, slip=slip)), job)
        finally:
            if slip:
                with suppress(OSError):
                    slip.unlink(missing_ok=True)

    @routes.get("/api/progress/<ticket>")
    @takes()
    def progress(ticket: str) -> Response:
        done, of = board.told(ticket) or (0, 0)
        response = Response(json.dumps({"done": done, "of": of}), mimetype="application/json")
        response.headers["Cache-Control"] = "no-store"
        return response

    server.register_blueprint(routes)

    def told(fault: Refusal) -> Response:
        return refusal(fault.said(asked_text(settings.default_lang)), 503 if isinstance(fault, BusyError) else 400)

    server.register_error_handler(NotUnderstoodError, told)
    server.register_error_handler(BusyError, told)


def handed_out(answer: Answer, job: Job) -> Response:
    """The file of a job to be saved, of which the log is told, or why there is none."""
    if answer.status == 500:
        raise RuntimeError(answer.said)
    if answer.trace:
        log.error(answer.said, extra={"fields": {"trace": answer.trace}})
    if answer.status != 200:
        return refusal(answer.said, answer.status)
    view = job.order.state.query() if job.order and not job.story else ""
    export_log.tell(job.kind, job.record, len(answer.file), view, job.every)
    response = Response(answer.file, mimetype=answer.media_type)
    response.headers["Cache-Control"] = "private, no-cache"
    return to_be_saved(response, answer.name)


def to_be_saved(response: Response, name: str) -> Response:
    """A file under its name, with its length and digest before any compression: what was cut off is not saved."""
    body = response.get_data()
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-File-Length"] = str(len(body))
    response.headers["Repr-Digest"] = f"sha-256=:{b64encode(sha256(body).digest()).decode()}:"
    return response


def asked_for(kind: str, query: str, record: Record, settings: Settings, imported: Imported) -> Job:
    """Read an export from the query of its address; what was ``imported`` beside the record may be drawn on it.

    Raises
    ------
    NotUnderstoodError
        For everything that is not understood.
    """
    asked = pairs(query, [*PARAMETERS, *OWN], FREE)
    own = dict(asked)
    every = own.get("every", "")
    rest = urlencode([(name, value) for name, value in asked if name not in OWN])
    state = read_exactly(rest, record, ViewState(lang=settings.default_lang))
    address = f"{request.host_url.rstrip('/')}{settings.url_prefix}"
    order = Order(state.but(brief=False, edition=None), settings.marking, address, record.digest, imported)
    order = replace(order, size=asked_size(own.get("size", "")), caption=_asked_caption(own.get("captions", "")))
    order = replace(order, template=settings.brief_template)
    Request.of(order, kind, every).days(record)
    return Job(record.digest, kind, order, every, lang=state.lang)


def asked_size(written: str) -> Size:
    """The size of the sheets, that of a screen where none is asked for.

    Raises
    ------
    NotUnderstoodError
        With what was found and what is allowed.
    """
    try:
        return read_size(written or WIDE.name)
    except ValueError as fault:
        raise NotUnderstoodError(Notice("size", written[:40], ", ".join(SIZES)).refused) from fault


def _asked_caption(written: str) -> str | None:
    """The caption of a clip that is to bear them, which is still to be written; None where none are asked for."""
    if written not in ("", BURNT):
        raise NotUnderstoodError(Notice("captions", written[:40], BURNT).refused)
    return "" if written else None


def refusal(said: str, status: int) -> Response:
    """Say in JSON why there is no file."""
    response = Response(json.dumps({"error": said}, ensure_ascii=False), status, mimetype="application/json")
    if status == 503:
        response.headers["Retry-After"] = str(COME_AGAIN)
    return response
