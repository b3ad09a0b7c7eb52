"""The addresses at which the page finds incidents: those imported beside the record, and those of a reader's own file.

A reader's file comes whole with the question and is kept by the reader's browser alone; nothing of it stays here.
"""

import json
import zlib
from datetime import date
from functools import lru_cache

from flask import Blueprint, Response, request

from dashboard.agreed.edition import MADE
from dashboard.config import Settings
from dashboard.handed.incidents import incident_columns
from dashboard.hosting.language import asked_text
from dashboard.hosting.live import LiveRecord
from dashboard.text import Text
from dashboard.web.asked_record import NoSuchRecord, record_of
from dashboard.web.json_answer import json_response
from dashboard.web.kept import kept
from dashboard.web.parameters import BadQuestion, takes
from geodata.incidents.keeping import Imported, Origin
from geodata.incidents.reading import parse_incidents
from geodata.incidents.sheets import RefusedError
from geodata.record import Record

IMPORTED = "imported"
"""The parameter that names what was imported, by its digest."""
MOST_KEPT = 2
"""Payloads that are kept ready: one a language."""
FILE, ACCESSED = "file", "accessed"
"""Parameters of a reader's own file: its name, and the ISO day on which it was given to the page."""
LARGEST_FILE = 16 << 20
"""Bytes of a reader's own file once it is unpacked: twice what ACLED has of Mali."""
LONGEST_NAME = 120


def register(routes: Blueprint, live: LiveRecord, settings: Settings) -> None:
    """Add the address to the routes."""

    @lru_cache(maxsize=MOST_KEPT)
    def payload(record: Record, imported: Imported, language: str) -> str:
        made = incident_columns(imported.read(), record, Text(language))
        return json.dumps(made, ensure_ascii=False, separators=(",", ":"))

    @routes.get("/incidents/<digest>.json")
    @takes(IMPORTED, MADE)
    def incidents_of(digest: str) -> Response | tuple[Response, int]:
        record, imported = record_of(live, digest), live.imported
        wanted = request.args.get(IMPORTED, imported.digest)
        if wanted != imported.digest:
            raise NoSuchRecord(f"imported={wanted[:40]}; allowed: {imported.digest or 'none, nothing is imported'}")
        language = asked_text(settings.default_lang).language
        try:
            found = payload(record, imported, language)
        except RefusedError as fault:
            return json_response({"error": str(fault)}), 409
        return kept(Response(found, mimetype="application/json"))

    @routes.post("/own-incidents/<digest>.json")
    @takes(FILE, ACCESSED)
    def own_incidents(digest: str) -> Response:
        record, accessed = record_of(live, digest), _accessed()
        name = request.args.get(FILE, "")[:LONGEST_NAME] or "file.csv"
        try:
            sheet = parse_incidents(name, _unpacked(name, request.get_data()), LARGEST_FILE)
        except RefusedError as fault:
            raise BadQuestion(str(fault)) from fault
        origin = Origin(sheet.kind, name, "", accessed, "", sheet.digest, len(sheet.incidents))
        made = incident_columns([(origin, sheet.incidents)], record, asked_text(settings.default_lang))
        response = json_response(made)
        response.headers["Cache-Control"] = "no-store"
        return response


def _accessed() -> date:
    written = request.args.get(ACCESSED, "")
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise BadQuestion(f"{ACCESSED}: found '{written[:20]}'; allowed: a day, YYYY-MM-DD") from None


def _unpacked(name: str, body: bytes) -> bytes:
    """A gzipped file, up to a number of bytes.

    Raises
    ------
    RefusedError
        If it is no such file, or larger; no more than the bound is unpacked.
    """
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        data = reader.decompress(body, LARGEST_FILE + 1)
    except zlib.error as error:
        raise RefusedError.of(name, f"a body that is no gzip ({error})", "a file, gzipped") from error
    if len(data) > LARGEST_FILE:
        allowed = f"at most {LARGEST_FILE}; python -m geodata incidents import takes more"
        raise RefusedError.of(name, f"more than {LARGEST_FILE} bytes", allowed)
    if not reader.eof:
        raise RefusedError.of(name, "half a file", "a whole one")
    return data
