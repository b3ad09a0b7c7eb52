"""The mission's collections as features through time, worked out once: every feature with the days of each state.

The layer functions, the GeoPackage, the answers of the web and of the command line all ask here; what a feature says is
told in :mod:`geodata.layers`. A commune follows one place at most, and says what that place's claims say.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

from shapely import Point
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geodata.bases import in_use, phase
from geodata.entities import Base, Claim, Place
from geodata.knowing import later
from geodata.layer_schema import MASSIF
from geodata.record import Record
from geodata.timeline import ONE_DAY, WHOLE, Because, Lens, State, Timeline
from geodata.vocabulary import PlaceKind

Said = dict[str, object]
MOST_KEPT = 20
"""Collections that are kept: those of some lenses."""
NOTHING_FOLLOWED: Said = {
    **dict.fromkeys(("place", "name", "name_fr", "kind", "controller")),
    "status": "unknown",
    **dict.fromkeys(("contested_by", "present", "around"), ""),
    **dict.fromkeys(("since", "precision", "grade", "claim", "claim_fr", "claim_id")),
    "sources": "",
}


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature while one state of it lasts: from ``since`` to ``until``, both included."""

    shape: BaseGeometry
    """In degrees, EPSG:4326."""
    since: date
    until: date
    said: Said
    """Its columns by name, without the shape."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What has a shape and shows a place, or none; ``own`` is what it says besides, whatever the day."""

    shape: BaseGeometry
    place_id: str | None
    own: Said
    base: Base | None = None


def features(record: Record, collection: str, lens: Lens = WHOLE) -> tuple[Feature, ...]:
    """Every state of every feature of a collection, by feature and then by day.

    The rows of a feature cover every day of the record once.

    Raises
    ------
    KeyError
        If there is no such collection.
    """
    return _features(record.ground if lens.known_on or lens.assessor else record, collection, lens)


def features_on(record: Record, collection: str, on: date, lens: Lens = WHOLE) -> list[Feature]:
    """The features of a collection on a day of the record, each once, in their order."""
    day = record.period.holding(on)
    return [one for one in features(record, collection, lens) if one.since <= day <= one.until]


def geojson(record: Record, on: date, lens: Lens = WHOLE) -> dict[str, object]:
    """Every collection on a day as one of GeoJSON; a feature tells its ``layer``, what it has no word for is null."""
    found = [(one, name) for name in COLLECTIONS for one in features_on(record, name, on, lens)]
    columns = dict.fromkeys(name for one, layer in found for name in (*one.said, "layer"))
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": columns | one.said | {"layer": layer}, "geometry": mapping(one.shape)}
            for one, layer in found
        ],
    }


@lru_cache(maxsize=MOST_KEPT)
def _features(record: Record, collection: str, lens: Lens) -> tuple[Feature, ...]:
    timeline = Timeline(record, lens)
    return tuple(one for thing in COLLECTIONS[collection](timeline.record) for one in _states(thing, timeline))


def _states(thing: Thing, timeline: Timeline) -> Iterator[Feature]:
    record, period = timeline.record, timeline.record.period
    spans = timeline.spans[thing.place_id] if thing.place_id else ()
    days = {period.first, *(state.since for state in spans)}
    if thing.base:
        days |= set(in_use(thing.base, record))
    if period.carries(period.last):
        days.add(period.as_of + ONE_DAY)
    starts = sorted(day for day in days if day in period)
    cells = [_joined(told(state, record)) for state in spans]
    nothing = NOTHING_FOLLOWED | _joined(_published_later(None, record))
    since = [state.since for state in spans]
    for start, following in pairwise((*starts, period.last + ONE_DAY)):
        state = cells[bisect_right(since, start) - 1] if cells else nothing
        said = state | thing.own
        if thing.base:
            said |= {"phase": phase(thing.base, start, record)}
        if period.carries(period.last):
            said |= {"carried": period.carries(start)}
        yield Feature(thing.shape, start, following - ONE_DAY, said)


def told(state: State, record: Record) -> Said:
    """What is said of a place while a state lasts; who contests it and the like as lists of ids."""
    place, claim = state.place, state.shown
    return {
        "place": place.id,
        "name": place.name.en,
        "name_fr": place.name.fr,
        "kind": str(place.kind),
        "controller": state.controller,
        "status": str(state.because if state.because is Because.NOT_ASSESSED else state.status),
        "contested_by": list(state.contested_by),
        "present": list(state.present),
        "around": list(state.around),
        "since": state.held_since.isoformat(),
        "precision": str(state.held_since_precision),
        "grade": str(record.grade_of(claim)) if claim and not record.assessor else None,
        "claim": (claim.text.en or None) if claim else None,
        "claim_fr": (claim.text.fr or None) if claim else None,
        "claim_id": claim.id if claim else None,
        "sources": list(claim.source_ids) if claim else [],
    } | _published_later(claim, record)


def _published_later(claim: Claim | None, record: Record) -> Said:
    if record.known_on is None:
        return {}
    return {"published_later": [source.id for source in later(claim, record).sources] if claim else []}


def _joined(said: Said) -> Said:
    """What is said, in cells: lists joined by ``;``."""
    return {name: ";".join(cell) if isinstance(cell, list) else cell for name, cell in said.items()}


# The collections


def _communes(region: str) -> Callable[[Record], Iterator[Thing]]:
    def things(record: Record) -> Iterator[Thing]:
        for said, shape in record.layers.read["communes"].features:
            if said["region"] == region:
                own = {name: said[name] for name in ("commune_id", "name", "region", "cercle", "area_km2")}
                yield Thing(shape, said["follows"], own | {"name_fr": said["name"], "kind": "commune"})

    return things


def _massif(record: Record) -> Iterator[Thing]:
    for _, shape in record.layers.read["massif"].features:
        yield Thing(shape, MASSIF, {})


def _located(record: Record, wanted: Callable[[Place], bool]) -> Iterator[tuple[Place, Point, Said]]:
    for place in record.places.values():
        if place.lat is not None and wanted(place):
            yield place, Point(place.lon, place.lat), {"position_precision_m": place.position_precision_m}


def _places(record: Record) -> Iterator[Thing]:
    for place, point, own in _located(record, lambda place: not place.kind.is_base):
        yield Thing(point, place.id, own)


def _bases(record: Record) -> Iterator[Thing]:
    for place, point, own in _located(record, lambda place: place.kind is PlaceKind.UN_BASE):
        base = record.bases[place.id]
        yield Thing(point, place.id, own | _life(base), base)


def _life(base: Base) -> Said:
    return {
        "base_name": base.name,
        "contributors": ";".join(base.contributors),
        "opened": base.opened.text if base.opened else None,
        "opened_precision": str(base.opened_precision) if base.opened_precision else None,
        "departed": base.departed.text if base.departed else None,
        "handed_over": base.handed_over.text if base.handed_over else None,
        "handed_to": base.handed_to.en or None,
        "counted_in_thirteen": base.counted_in_thirteen,
    }


COLLECTIONS: dict[str, Callable[[Record], Iterator[Thing]]] = {
    "kidal": _communes("Kidal"),
    "menaka": _communes("Ménaka"),
    "tigharghar": _massif,
    "minusma-bases": _bases,
    "places": _places,
}
"""Every collection by its name, with what makes its things in their order."""
