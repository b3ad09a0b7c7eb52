"""The addresses of the exports: ``/brief.pptx?on=…`` and its kin, with the whole view in the query.

Unlike the page, an export refuses what it does not understand: a file that silently showed another day would be
believed. Errors are JSON with what was found and what is allowed.
"""

import json
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Flask, Response, request

from dashboard.config import Settings
from dashboard.export.counter import AT_ONCE, COME_AGAIN, MOST_WAITING, BusyError, Counter, Gate
from dashboard.export.files import KINDS, Request
from dashboard.export.images import DrawingError, NoBrowserError
from dashboard.export.order import Order, OrderError
from dashboard.live import LiveRecord
from dashboard.state import ViewState, read_view
from geodata.record import Record


def register(server: Flask, live: LiveRecord, settings: Settings) -> None:
    """Add the exports to a server."""
    routes = Blueprint("export", __name__, url_prefix=settings.url_prefix.rstrip("/") or None)
    counter = Counter(gate=gate_for(settings))

    @routes.get("/brief.<kind>")
    def brief(kind: str) -> Response:
        record = live.record
        asked = asked_for(kind, request.query_string.decode(errors="replace"), record, settings)
        file = counter.file(record, asked)
        response = Response(file, mimetype=KINDS[kind])
        response.headers["Content-Disposition"] = f'attachment; filename="{asked.name(record)}"'
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    server.register_blueprint(routes)
    server.register_error_handler(OrderError, lambda fault: refusal(fault, 400))
    server.register_error_handler(NoBrowserError, lambda fault: refusal(fault, 501))
    server.register_error_handler(DrawingError, lambda fault: refusal(fault, 504))
    server.register_error_handler(BusyError, lambda fault: refusal(fault, 503))


def gate_for(settings: Settings) -> Gate:
    """Two files at once over all processes, and in each no more than half its threads behind an export."""
    at_once = max(1, AT_ONCE // settings.workers)
    return Gate(at_once, max(0, min(MOST_WAITING, settings.threads // 2 - at_once)))


def asked_for(kind: str, query: str, record: Record, settings: Settings) -> Request:
    """Read an export from the query of its address.

    Raises
    ------
    OrderError
        For everything that is not understood.
    """
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace", max_num_fields=None)
    every = dict(pairs).get("every", "")
    rest = urlencode([(name, value) for name, value in pairs if name != "every"])
    read = read_view(rest, record, ViewState(lang=settings.default_lang))
    for notice in read.notices:
        raise OrderError(f"{notice.parameter}: found '{notice.found}'; allowed: {notice.allowed}")
    address = f"{request.host_url.rstrip('/')}{settings.url_prefix}"
    order = Order(read.state.but(brief=False), settings.marking, address)
    return Request.of(order, kind, every)


def refusal(fault: Exception, status: int) -> Response:
    """Say in JSON why there is no file."""
    response = Response(json.dumps({"error": str(fault)}, ensure_ascii=False), status, mimetype="application/json")
    if status == 503:
        response.headers["Retry-After"] = str(COME_AGAIN)
    return response
