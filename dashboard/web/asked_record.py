"""Which record a request is answered from: the newest, or the edition that its address names."""

from typing import Protocol

from flask import request

from dashboard.asked.reading import edition_in
from dashboard.web.parameters import BadQuestion
from geodata.record import Record

EDITION = "edition"
"""The parameter that names an edition, which every answer about the record takes."""


class NoSuchRecord(LookupError):
    """An edition that this server does not keep, or cannot read any more."""


class Served(Protocol):
    """The record that is served now, and those that can be had again."""

    record: Record

    def of(self, digest: str) -> Record | None:
        """The record with a digest."""


def asked_record(live: Served) -> Record:
    """The record that a request asks for; ask once per answer.

    Raises
    ------
    BadQuestion
        If what names the edition is no digest.
    NoSuchRecord
        If there is no such edition here.
    """
    digest = edition_in(request.query_string.decode(errors="replace"))
    if digest is None and request.args.get(EDITION):
        found = request.args[EDITION][:60]
        raise BadQuestion(f"{EDITION}='{found}'; allowed: the twelve digits of an edition, see /api/editions")
    return record_of(live, digest) if digest else live.record


def record_of(live: Served, digest: str) -> Record:
    """The record with a digest, or NoSuchRecord."""
    record = live.of(digest)
    if record is None:
        raise NoSuchRecord(f"this server has record {live.record.digest}, and keeps no edition {digest[:40]}")
    return record
