"""The address at which the page finds the incidents that were imported beside the record."""

import json
from functools import lru_cache

from flask import Blueprint, Response, request

from dashboard.asked.addresses import MADE
from dashboard.config import Settings
from dashboard.handed.incidents import incident_columns
from dashboard.hosting.language import asked_text
from dashboard.hosting.live import LiveRecord
from dashboard.text import Text
from dashboard.web.asked_record import NoSuchRecord, record_of
from dashboard.web.json_answer import json_response
from dashboard.web.kept import kept
from dashboard.web.parameters import takes
from geodata.incidents.keeping import Imported
from geodata.incidents.sheets import RefusedError
from geodata.record import Record

IMPORTED = "imported"
"""The parameter that names what was imported, by its digest."""
MOST_KEPT = 2
"""Payloads that are kept ready: one a language."""


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
