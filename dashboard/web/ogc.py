"""OGC API - Features, part 1 (core, GeoJSON, HTML, OpenAPI 3.0): the record for QGIS, GDAL, ArcGIS and their kin.

Read-only, below ``/ogc``. A collection holds an item for each state of each feature; ``datetime`` chooses those that
hold on a day or in a stretch of days, so that ``datetime=2023-11-14`` is what the map shows on that day.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import urlencode

from flask import Blueprint, Response, request
from shapely.geometry import box, mapping

from dashboard.config import Settings
from dashboard.hosting.language import asked_text
from dashboard.hosting.live import LiveRecord
from dashboard.text import Text
from dashboard.web.asked_record import EDITION, asked_record
from dashboard.web.json_answer import json_response
from dashboard.web.lens import LENS, asked_lens
from dashboard.web.ogc_page import as_page
from dashboard.web.parameters import BadQuestion, takes
from geodata.dates import parse_any_day
from geodata.items import OFFERED, Collection, Days, Item, items
from geodata.record import Record
from geodata.timeline import WHOLE

CORE = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
CONFORMS_TO = [f"{CORE}/{part}" for part in ("core", "oas30", "html", "geojson")]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
GEOJSON, HTML, JSON = "application/geo+json", "text/html", "application/json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
USUAL, MOST = 100, 1000
"""Items of a page, if nobody says how many, and at most."""
OWN = ("f", *LENS, EDITION)
PAGED = ("bbox", "datetime", "limit", "offset")
Json = dict[str, object]


class NoSuchItem(LookupError):
    """There is no such collection or item."""


def register(routes: Blueprint, live: LiveRecord, settings: Settings) -> None:
    """Add the routes."""

    def given(body: Json, media_type: str = JSON) -> Response:
        if _asks_for_html():
            return Response(as_page(body, asked_text(settings.default_lang), settings), mimetype=HTML)
        response = json_response(body)
        response.mimetype = media_type
        response.vary.add("Accept")
        return response

    def root() -> str:
        return f"{request.host_url.rstrip('/')}{settings.url_prefix}ogc"

    @routes.get("/ogc")
    @takes(*OWN)
    def ogc_landing() -> Response:
        return given(_landing(asked_record(live), root(), asked_text(settings.default_lang)))

    @routes.get("/ogc/conformance")
    @takes(*OWN)
    def ogc_conformance() -> Response:
        return given({"conformsTo": CONFORMS_TO, "links": [_link(f"{root()}/conformance", "self", JSON)]})

    @routes.get("/ogc/collections")
    @takes(*OWN)
    def ogc_collections() -> Response:
        record, text = asked_record(live), asked_text(settings.default_lang)
        told = [_collection(name, record, root(), text) for name in OFFERED]
        return given({"links": _both_forms(f"{root()}/collections", "self"), "collections": told})

    @routes.get("/ogc/collections/<collection>")
    @takes(*OWN)
    def ogc_collection(collection: str) -> Response:
        _known(collection)
        return given(_collection(collection, asked_record(live), root(), asked_text(settings.default_lang)))

    @routes.get("/ogc/collections/<collection>/items")
    def ogc_items(collection: str) -> Response:
        _known(collection)
        record = asked_record(live)
        return given(_page_of_items(collection, record, root()), GEOJSON)

    @routes.get("/ogc/collections/<collection>/items/<item>")
    @takes(*OWN)
    def ogc_item(collection: str, item: str) -> Response:
        _known(collection)
        record = asked_record(live)
        found = next((one for one in items(record, collection, asked_lens(record)) if one.id == item), None)
        if found is None:
            raise NoSuchItem(f"no item '{item[:80]}' in the collection {collection}")
        address = f"{root()}/collections/{collection}"
        links = [*_both_forms(f"{address}/items/{item}", "self", GEOJSON), _link(address, "collection", JSON)]
        return given(_feature(found) | {"links": links}, GEOJSON)


def _known(collection: str) -> Collection:
    if collection not in OFFERED:
        raise NoSuchItem(f"no collection '{collection[:60]}'; allowed: {', '.join(OFFERED)}")
    return OFFERED[collection]


def _landing(record: Record, root: str, text: Text) -> Json:
    return {
        "title": text.of(record.title),
        "description": text("Who held what, through time, with grades and sources."),
        "links": [
            *_both_forms(root, "self"),
            _link(f"{root.removesuffix('ogc')}openapi.json", "service-desc", OPENAPI),
            _link(f"{root.removesuffix('ogc')}use", "service-doc", HTML),
            _link(f"{root}/conformance", "conformance", JSON),
            _link(f"{root}/collections", "data", JSON),
        ],
    }


def _collection(name: str, record: Record, root: str, text: Text) -> Json:
    offered, address = OFFERED[name], f"{root}/collections/{name}"
    found = items(record, name, WHOLE)
    extent: Json = {"temporal": {"interval": [_interval(found)], "trs": GREGORIAN}}
    if bounds := _bounds(found):
        extent["spatial"] = {"bbox": [bounds], "crs": CRS84}
    return {
        "id": name,
        "title": text.of(offered.title),
        "description": text.of(offered.about),
        "itemType": "feature",
        "crs": [CRS84],
        "extent": extent,
        "links": [
            *_both_forms(address, "self"),
            *_both_forms(f"{address}/items", "items", GEOJSON),
            _link("https://creativecommons.org/licenses/by/4.0/", "license", HTML),
        ],
    }


def _page_of_items(collection: str, record: Record, root: str) -> Json:
    columns = _columns(items(record, collection, WHOLE))
    wanted = _asked_columns(columns)
    limit, offset = _asked_number("limit", USUAL, 1), _asked_number("offset", 0, 0)
    limit = min(limit, MOST)
    area, days, lens = _asked_area(), _asked_days(), asked_lens(record)
    found = [
        one
        for one in items(record, collection, lens)
        if (days is None or one.meets(days))
        and (area is None or (one.shape is not None and one.shape.intersects(area)))
        and all(_told(one.said.get(name)) == value for name, value in wanted.items())
    ]
    shown = found[offset : offset + limit]
    address = f"{root}/collections/{collection}"
    asked = {name: value for name, value in request.args.items() if name not in ("offset", "f")}
    links = [*_both_forms(f"{address}/items", "self", GEOJSON, asked | {"offset": offset})]
    if offset + limit < len(found):
        links.append(_link(_with(f"{address}/items", asked | {"offset": offset + limit}), "next", GEOJSON))
    if offset:
        links.append(_link(_with(f"{address}/items", asked | {"offset": max(0, offset - limit)}), "prev", GEOJSON))
    links.append(_link(address, "collection", JSON))
    return {
        "type": "FeatureCollection",
        "features": [_feature(one, columns) for one in shown],
        "numberMatched": len(found),
        "numberReturned": len(shown),
        "timeStamp": f"{record.last_changed}T00:00:00Z",
        "links": links,
    }


def _columns(found: Iterable[Item]) -> list[str]:
    """The columns of a collection: every item tells each, what it has no word for is null."""
    return [*dict.fromkeys(name for one in found for name in one.said)]


def _feature(item: Item, columns: Sequence[str] = ()) -> Json:
    shape = mapping(item.shape) if item.shape is not None else None
    return {
        "type": "Feature",
        "id": item.id,
        "geometry": shape,
        "properties": dict.fromkeys(columns) | item.said,
    }


def _asked_columns(columns: Sequence[str]) -> dict[str, str]:
    """The filters by a column; what is neither a column nor a parameter is refused."""
    allowed = (*PAGED, *OWN, "lang")
    for name, values in request.args.lists():
        if name not in allowed and name not in columns:
            raise BadQuestion(f"found parameter '{name[:60]}'; allowed: {', '.join((*allowed, *columns))}")
        if len(values) > 1:
            raise BadQuestion(f"{name[:60]} is given {len(values)} times; allowed: once")
    return {name: value for name, value in request.args.items() if name in columns and name not in allowed}


def _told(cell: object) -> str:
    """A cell as it is asked for."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else str(cell)


def _asked_number(name: str, usual: int, least: int) -> int:
    written = request.args.get(name)
    if written is None:
        return usual
    if not (written.isascii() and written.isdecimal() and len(written) < 10 and int(written) >= least):
        raise BadQuestion(f"{name}='{written[:60]}'; allowed: a whole number from {least} on")
    return int(written)


def _asked_area() -> object:
    """The ground of ``bbox``: west, south, east, north in degrees; six numbers have heights, which nothing has here."""
    written = request.args.get("bbox")
    if written is None:
        return None
    said = f"bbox='{written[:80]}'; allowed: west,south,east,north in degrees"
    try:
        numbers = [float(part) for part in written.split(",")]
    except ValueError:
        raise BadQuestion(said) from None
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(-360 <= number <= 360 for number in numbers) or numbers[1] > numbers[3]:
        raise BadQuestion(said)
    west, south, east, north = numbers
    if west > east:  # across the date line, as the standard allows
        return box(west, south, 180, north).union(box(-180, south, east, north))
    return box(west, south, east, north)


def _asked_days() -> Days | None:
    """The days of ``datetime``: one moment, or two with a slash between, of which one may be open (``..``)."""
    written = request.args.get("datetime")
    if written is None:
        return None
    said = f"datetime='{written[:80]}'; allowed: YYYY-MM-DD, or two with / between, of which one may be .."
    ends = written.split("/")
    try:
        days = [None if end in ("", "..") and len(ends) == 2 else _day(end) for end in ends]
    except ValueError:
        raise BadQuestion(said) from None
    if len(days) > 2 or (len(days) == 2 and None not in days and days[1] < days[0]):
        raise BadQuestion(said)
    return days[0], days[-1]


def _day(written: str) -> date:
    """A day, or the day of a moment as of RFC 3339."""
    day, mark, rest = written.partition("T")
    if mark and not rest[:2].isdecimal():
        raise ValueError(written)
    return parse_any_day(day)


def _interval(found: Iterable[Item]) -> list[str | None]:
    firsts = [one.days[0] for one in found if one.days[0]]
    lasts = [one.days[1] for one in found if one.days[1]]
    return [f"{min(firsts)}T00:00:00Z", f"{max(lasts)}T23:59:59Z"] if firsts and lasts else [None, None]


def _bounds(found: Iterable[Item]) -> list[float] | None:
    each = [one.shape.bounds for one in found if one.shape is not None]
    if not each:
        return None
    west, south, east, north = zip(*each, strict=True)
    return [min(west), min(south), max(east), max(north)]


def _asks_for_html() -> bool:
    form = request.args.get("f")
    if form not in (None, "json", "html"):
        raise BadQuestion(f"f='{form[:20]}'; allowed: json, html")
    accepted = request.accept_mimetypes
    return form == "html" or (form is None and accepted["text/html"] > accepted["application/json"])


def _both_forms(address: str, rel: str, media_type: str = JSON, asked: Json | None = None) -> list[Json]:
    """Links to the same as JSON and as a page; what is ``self`` to the one is ``alternate`` to the other."""
    other = "alternate" if rel == "self" else rel
    asked = asked or {}
    return [
        _link(_with(address, asked), rel, media_type),
        _link(_with(address, asked | {"f": "html"}), other, HTML),
    ]


def _with(address: str, asked: Json) -> str:
    return f"{address}?{urlencode(asked)}" if asked else address


def _link(address: str, rel: str, media_type: str) -> Json:
    return {"href": address, "rel": rel, "type": media_type}
