"""What every address of the API is for, what it takes and gives: the contract for programs, and its promise.

``/openapi.json`` is made of it (:mod:`dashboard.web.openapi`), and a test holds that no address is missing.
"""

from dataclasses import dataclass

from dashboard.asked.size import SIZES
from dashboard.export.order import KINDS
from dashboard.export.request import BURNT
from dashboard.export.request import FOR_SEVERAL as STORY_KINDS
from geodata.tally import QUESTIONS

VERSION = "1.0.0"
"""Of the contract, not of the program: by semantic versioning."""
PROMISE = (
    "Within version 1 nothing that is told here goes away or changes its meaning: no address, no parameter, no field, "
    "no status. Fields, parameters and addresses may be added: leave aside what you do not know. What is asked with "
    "`edition` is answered the same for as long as that edition is kept. Bad questions are refused in words "
    "(`application/problem+json`), never answered as if they were another. Every answer has an `ETag`; ask again with "
    "`If-None-Match`. All is read-only."
)
JSON, GEOJSON, HTML, PLAIN = "application/json", "application/geo+json", "text/html", "text/plain"
VIEW = "view"
"""Takes the whole view, as the page's own address does."""


@dataclass(frozen=True, slots=True)
class Address:
    """One address of the API, below the prefix."""

    path: str
    """As of OpenAPI: ``/api/history/{place}``."""
    about: str
    media: tuple[str, ...]
    """What it answers, the usual first."""
    takes: tuple[str, ...] = ()
    """Parameters beside those that its route declares; :data:`VIEW` stands for those of a view."""
    example: str = ""
    """A query that it can be tried with."""
    group: str = "record"
    needs: tuple[str, ...] = ()
    """Parameters without which it is refused."""
    may_miss: bool = False
    """Whether what it names may not be there (404)."""
    method: str = "get"
    """A question that is too long for an address comes with a body of JSON (``post``); it changes nothing either."""


ADDRESSES = (
    Address("/healthz", "How the server is; 200 while readers are served.", (JSON,), group="server"),
    Address("/api/health", "The same behind the sign-on, with the faults of the record.", (JSON,), group="server"),
    Address("/metrics", "Counts for Prometheus.", (PLAIN,), group="server"),
    Address("/openapi.json", "This document.", (JSON,), group="server"),
    Address("/use", "How to use it from Python, R, QGIS, Excel and curl, for people.", (HTML,), group="server"),
    Address(
        "/api/at",
        "Every layer on a day: who held what, and how we know.",
        (GEOJSON,),
        example="on=2023-11-14",
        needs=("on",),
    ),
    Address(
        "/api/changes",
        "What changed after one day, up to and including another.",
        (JSON,),
        example="from=2023-11-13&to=2023-11-14",
        needs=("from", "to"),
    ),
    Address(
        "/api/balance",
        "Who won and lost how many places between two days.",
        (JSON,),
        example="from=2023-08-01&to=2023-12-31",
        needs=("from", "to"),
    ),
    Address("/api/events", "What happened, as far as it could be known.", (JSON,), example="place=kidal"),
    Address(
        "/api/tally/{question}",
        "Questions over a stretch of days: ever held, days held, changes of hands, bases, losses.",
        (JSON, "text/csv"),
        example="from=2023-08-01&to=2023-12-31&actor=CSP",
        needs=("from", "to"),
    ),
    Address("/api/history/{place}", "Every state of a place in order.", (JSON,), may_miss=True),
    Address("/api/words", "The situation of a view in sentences.", (JSON,), (VIEW,), example="on=2023-11-14&lang=fr"),
    Address("/api/progress/{ticket}", "How far a file is that is being made.", (JSON,), group="files"),
    Address(
        "/api/editions", "The editions of the record that are kept, the first served first.", (JSON,), group="editions"
    ),
    Address(
        "/api/diff",
        "What is other in one edition than in another: rows, and the days of places that look different.",
        (JSON,),
        group="editions",
        may_miss=True,
        needs=("from",),
    ),
    Address("/editions", "The same as a page for people.", (HTML,), group="editions", may_miss=True),
    Address(
        "/feed.atom",
        "What each edition changed, as a feed; of one place too.",
        ("application/atom+xml",),
        group="editions",
    ),
    Address(
        "/brief.{kind}",
        "A view as a slide, page or picture; with `every`, a deck.",
        tuple(dict.fromkeys(KINDS.values())),
        (VIEW, "every", "size", "captions", "ticket"),
        example="on=2023-11-14",
        group="files",
    ),
    Address(
        "/story.{kind}",
        "A story, which comes as the body, as slides, pages, HTML or a clip.",
        tuple(dict.fromkeys(KINDS[kind] for kind in STORY_KINDS)),
        ("size", "ticket"),
        group="files",
        method="post",
    ),
    Address(
        "/story/turning-points.json",
        "The story of the turning points, as a file of one.",
        (JSON,),
        group="files",
    ),
    Address(
        "/download/record.{suffix}",
        "The whole record as one file.",
        (
            "application/geopackage+sqlite3",
            "application/zip",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        group="files",
        may_miss=True,
    ),
    Address(
        "/download/trends/{name}.csv", "The table behind a chart.", ("text/csv",), (VIEW,), group="files", may_miss=True
    ),
    Address(
        "/frames/{digest}.json",
        "All days of an edition, for the page's scripts.",
        (JSON,),
        (VIEW, "made"),
        group="page",
        may_miss=True,
    ),
    Address(
        "/changes/{digest}.json",
        "Any two of its days, for the page's scripts.",
        (JSON,),
        (VIEW, "made"),
        group="page",
        may_miss=True,
    ),
    Address(
        "/incidents/{digest}.json",
        "The incidents of other data sets that were imported beside an edition, for the page's scripts.",
        (JSON,),
        group="page",
        may_miss=True,
    ),
    Address(
        "/own-incidents/{digest}.json",
        "Incidents of a file that comes as the body, gzipped CSV of UCDP or ACLED; nothing of it stays.",
        (JSON,),
        group="page",
        may_miss=True,
        method="post",
    ),
    Address(
        "/sheets/{digest}.json",
        "Finished sheets, for the page's scripts.",
        (JSON,),
        (VIEW,),
        group="page",
        may_miss=True,
    ),
    Address(
        "/dark/{digest}.css", "The look of an edition on a dark ground.", ("text/css",), group="page", may_miss=True
    ),
    Address("/ground/{digest}/relief.jpg", "The relief under the map.", ("image/jpeg",), group="page", may_miss=True),
    Address("/ogc", "OGC API - Features: where to begin.", (JSON, HTML), group="ogc"),
    Address("/ogc/conformance", "Which parts of the standard are kept.", (JSON, HTML), group="ogc"),
    Address("/ogc/collections", "The collections there are.", (JSON, HTML), group="ogc"),
    Address(
        "/ogc/collections/{collection}", "What a collection is and covers.", (JSON, HTML), group="ogc", may_miss=True
    ),
    Address(
        "/ogc/collections/{collection}/items",
        "Items of a collection, by page; any column of it is a filter too.",
        (GEOJSON, HTML),
        ("f", "bbox", "datetime", "limit", "offset", "known", "grade", "fresh", "as", "edition"),
        example="datetime=2023-11-14&limit=10",
        group="ogc",
        may_miss=True,
    ),
    Address("/ogc/collections/{collection}/items/{item}", "One item.", (GEOJSON, HTML), group="ogc", may_miss=True),
)
GROUPS = {
    "record": "Who held what, when, and how we know",
    "editions": "The record's own history",
    "ogc": "OGC API - Features, part 1",
    "files": "Files to take away",
    "page": "What the page's own scripts ask for; may change with any version",
    "server": "The server",
}
DAY = {"type": "string", "format": "date"}
FLAG = {"type": "string", "enum": ["1", "0"]}
TEXT = {"type": "string"}
DIGEST = {"type": "string", "pattern": "^[0-9a-f]{12}$"}
PARAMETERS: dict[str, tuple[dict[str, object], str]] = {
    "on": (DAY, "The day."),
    "from": (TEXT, "The earlier day; of a difference, the earlier edition."),
    "to": (TEXT, "The later day, included; of a difference, the later edition: the newest if not given."),
    "place": (TEXT, "Id of a place, such as kidal."),
    "known": (DAY, "Only what could be known by that day."),
    "grade": ({"type": "string", "pattern": "^[A-Fa-f][1-6]$"}, "Weaker claims become unknown."),
    "fresh": (FLAG, "1: what has long gone unconfirmed becomes unknown."),
    "as": (TEXT, "As another sees it: id of an assessor, such as polgeonow."),
    "edition": (DIGEST, "Answer from this edition of the record; the newest if not given."),
    "actor": (TEXT, "Ids of actors, with commas between; each stands for its line."),
    "camp": (TEXT, "Camps, with commas between."),
    "region": (TEXT, "Regions, with commas between."),
    "kind": (TEXT, "Kinds of place, with commas between."),
    "alone": (FLAG, "1: the actors under these names alone."),
    "lang": ({"type": "string", "enum": ["en", "fr"]}, "The language of words and refusals."),
    "every": ({"type": "string", "enum": ["month", "change", "day"]}, "The steps of a deck."),
    "size": ({"type": "string", "enum": [*SIZES]}, "The size of the sheets; 16x9 if not given, and for HTML."),
    "captions": ({"type": "string", "enum": [BURNT]}, "burnt: a clip bears its captions in its pictures."),
    "ticket": (TEXT, "A number of your own, under which its progress is told."),
    "imported": (TEXT, "Digest of what was imported; what there is if not given."),
    "made": (TEXT, "Edition of the program that made the page."),
    "form": (
        {"type": "string", "enum": ["json", "csv"]},
        "csv: a table to take away, as Excel of the language opens it.",
    ),
    "f": ({"type": "string", "enum": ["json", "html"]}, "The form, in the place of the Accept header."),
    "bbox": (TEXT, "west,south,east,north in degrees (CRS84)."),
    "datetime": (TEXT, "A day, or two with / between, of which one may be open (..): what holds then."),
    "limit": (
        {"type": "integer", "minimum": 1, "default": 100},
        "Items of a page; more than 1,000 are met as far as 1,000.",
    ),
    "offset": ({"type": "integer", "minimum": 0, "default": 0}, "Items before the page."),
}
"""Every parameter of the API: its schema and what it means. Those of a view alone are text."""
IN_PATH: dict[str, tuple[dict[str, object], str]] = {
    "question": ({"type": "string", "enum": [*QUESTIONS]}, "losses"),
    "place": (TEXT, "kidal"),
    "size": ({"type": "string", "enum": [*SIZES]}, "The size of the sheets; 16x9 if not given, and for HTML."),
    "captions": ({"type": "string", "enum": [BURNT]}, "burnt: a clip bears its captions in its pictures."),
    "ticket": (TEXT, "1"),
    "kind": ({"type": "string", "enum": [*KINDS]}, "svg"),
    "suffix": ({"type": "string", "enum": ["gpkg", "zip", "xlsx"]}, "gpkg"),
    "name": (TEXT, "places"),
    "digest": (DIGEST, "0123456789ab"),
    "collection": (TEXT, "places"),
    "item": (TEXT, "kidal.2023-11-14"),
}
"""What stands within addresses: its schema and an example."""
