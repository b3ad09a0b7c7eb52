"""The record's own history over HTTP: the editions kept, what is other between two, a page of both, and a feed."""

from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from flask import Blueprint, Response, request
from markupsafe import Markup

from dashboard.config import Settings
from dashboard.hosting.language import asked_text
from dashboard.hosting.live import LiveRecord
from dashboard.views import editions_page
from dashboard.views.first_page import Writer
from dashboard.web.asked_record import NoSuchRecord, record_of
from dashboard.web.feed import MOST_ENTRIES, Change, atom
from dashboard.web.json_answer import json_response
from dashboard.web.parameters import BadQuestion, takes
from dashboard.web.plain_page import plain_page
from geodata import edition_answers
from geodata.difference import Difference, difference
from geodata.editions import is_digest
from geodata.record import Record

MOST_DIFFERENCES = 64
"""Differences that are kept ready: each is a list of what is other, and holds no record."""
Differences = Callable[[str, str], Difference]


def register(routes: Blueprint, live: LiveRecord, settings: Settings) -> None:
    """Add the routes."""

    @lru_cache(maxsize=MOST_DIFFERENCES)
    def found(before: str, after: str) -> Difference:
        return difference(record_of(live, before), record_of(live, after))

    @routes.get("/api/editions")
    @takes()
    def editions() -> Response:
        return json_response(edition_answers.editions(live.editions, live.record.digest))

    @routes.get("/api/diff")
    @takes("from", "to")
    def diff() -> Response:
        before, after = _asked_pair(live)
        return json_response(edition_answers.difference_of(before, after, found(before.digest, after.digest)))

    @routes.get("/editions")
    @takes("from", "to")
    def page() -> Response:
        text, compared = asked_text(settings.default_lang), None
        if "from" in request.args:
            before, after = _asked_pair(live)
            compared = editions_page.Compared(before, after, found(before.digest, after.digest))
        body = Markup(
            Writer({}, lambda _: "", {}).write(editions_page.body(live.editions, live.record.digest, compared, text))
        )
        made = plain_page(text("What has changed in the record"), body, text, settings, STYLE)
        return Response(made, mimetype="text/html")

    @routes.get("/feed.atom")
    @takes("place")
    def feed() -> Response:
        place, text = request.args.get("place"), asked_text(settings.default_lang)
        if place is not None and place not in live.record.places:
            raise BadQuestion(f"place='{place[:60]}' is unknown; allowed: {', '.join(live.record.places)}")
        address = f"{request.host_url.rstrip('/')}{settings.url_prefix}"
        return Response(atom(_changes(live, found), live.record, place, address, text), mimetype="application/atom+xml")


def _changes(live: LiveRecord, found: Differences) -> list[Change]:
    """The last editions, the newest first, each with what it changed; those that cannot be read are left out."""
    kept = live.editions[-MOST_ENTRIES - 1 :]
    changes = []
    for before, after in pairwise(kept):
        try:
            changes.append(Change(after, before.digest, found(before.digest, after.digest)))
        except NoSuchRecord:
            continue
    return changes[::-1]


def _asked_pair(live: LiveRecord) -> tuple[Record, Record]:
    """The two editions of the query: ``from``, and ``to``, which is the newest where it is not given."""
    before, after = (request.args.get(name, "") for name in ("from", "to"))
    for name, value in (("from", before), ("to", after or live.record.digest)):
        if not is_digest(value):
            said = f"found '{value[:60]}'" if value else "nothing found"
            raise BadQuestion(f"{name}: {said}; allowed: the twelve digits of an edition, see /api/editions")
    return record_of(live, before), record_of(live, after or live.record.digest)


STYLE = """.maps { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 16px; }
figure { margin: 0; }
figure img { display: block; width: 100%; height: auto; background: #fff; border: 1px solid var(--rule); }
figcaption { font-size: 15px; color: var(--quiet); padding-top: 4px; }
.strips { list-style: none; margin: 18px 0 0; padding: 0; }
.strips li { display: grid; grid-template-columns: 16em 1fr; gap: 12px; align-items: center; }
.strip { position: relative; height: 12px; background: var(--rule); }
.strip span { position: absolute; top: 0; bottom: 0; min-width: 2px; background: var(--ink); }
.ends { display: flex; justify-content: space-between; color: var(--quiet); margin: 2px 0 20px calc(16em + 12px); }
.ends span { font-size: 14px; }
.wide table { width: 100%; }
tbody th { font-weight: 600; }
.rows li, .kept li { margin: 4px 0; }
@media (max-width: 640px) {
  .strips li { grid-template-columns: 1fr; gap: 2px; margin-top: 8px; }
  .ends { margin-left: 0; }
}
"""
"""What the difference of two editions needs beside the styles of a plain page."""
