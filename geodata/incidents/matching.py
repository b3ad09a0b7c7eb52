"""Which incidents are at which places of the record: by name, distance and precision, all at once.

The rule. An incident placed exactly is at a place if it lies within :data:`AT_KM` of the place's point and what that
point may be off, or at the place that it names within :data:`NEAR_KM`. One that is placed near is at the place that it
names, and at no other, if that is within :data:`NEAR_KM`. One that is only placed in an area is at no place. Camps and
bases are taken with their settlement.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from shapely import STRtree, points

from geodata.incidents.reading import Incident, Precise
from geodata.letters import folded
from geodata.record import Record

AT_KM, NEAR_KM = 3.0, 27.0
EARTH_KM = 6371.0
PLAIN = 18.5
"""Degrees north at which distances are first looked up; the exact ones are worked out for what is then found."""
SORTS = re.compile(r"\b(town|village|city|camp|base|district|commune|cercle|ville|localite)\b|\(.*?\)")
"""What the data sets add to the name of a place."""


@dataclass(frozen=True, slots=True)
class Match:
    """Pairs of an incident and a place, as two arrays of equal length: numbers of incidents, and of places."""

    incidents: NDArray[np.int64]
    places: NDArray[np.int64]
    names: tuple[str, ...]
    """Ids of the places by number."""


def match(incidents: Sequence[Incident], record: Record) -> Match:
    """Where each incident is, by the rule of this module; those that are at no place are in no pair."""
    places = [place for place in record.places.values() if place.lat is not None and not place.kind.is_base]
    names = tuple(place.id for place in places)
    if not incidents or not places:
        nothing = np.zeros(0, dtype=np.int64)
        return Match(nothing, nothing, names)
    lon, lat = (np.array([getattr(one, name) for one in incidents]) for name in ("lon", "lat"))
    at_lon, at_lat = (np.array([getattr(place, name) for place in places]) for name in ("lon", "lat"))
    shrink = np.cos(np.radians(PLAIN))
    tree = STRtree(points(at_lon * shrink, at_lat))
    reach = NEAR_KM * 1.1 / 111.2
    one, place = tree.query(points(lon * shrink, lat), predicate="dwithin", distance=reach)
    away = _km(lon[one], lat[one], at_lon[place], at_lat[place])
    within = np.array([AT_KM + (entry.position_precision_m or 0) / 1000 for entry in places])
    precise = np.array([list(Precise).index(entry.precise) for entry in incidents])
    is_point, is_near = (precise == list(Precise).index(which) for which in (Precise.POINT, Precise.NEAR))
    says = _named([entry.where for entry in incidents], places)
    is_named = says[one, 0] == place
    keep = (is_point[one] & ((away <= within[place]) | (is_named & (away <= NEAR_KM)))) | (
        is_near[one] & is_named & (away <= NEAR_KM)
    )
    return Match(one[keep], place[keep], names)


def _named(wheres: Sequence[str], places: Sequence) -> NDArray[np.int64]:
    """For each name the number of the place that it names, -1 for none; a column, each spelling looked up once."""
    known: dict[str, int] = {}
    for number, place in enumerate(places):
        for spelling in (place.name.en, place.name.fr, *place.aliases):
            known.setdefault(_plain(spelling), number)
    spelt, back = np.unique(np.array(wheres, dtype=object).astype(str), return_inverse=True)
    numbers = np.array([known.get(_plain(name), -1) for name in spelt], dtype=np.int64)
    return numbers[back].reshape(-1, 1)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", SORTS.sub(" ", folded(name)))


def _km(lon: NDArray, lat: NDArray, other_lon: NDArray, other_lat: NDArray) -> NDArray:
    """Great-circle distances in kilometres."""
    lon, lat, other_lon, other_lat = (np.radians(each) for each in (lon, lat, other_lon, other_lat))
    half = np.sin((other_lat - lat) / 2) ** 2 + np.cos(lat) * np.cos(other_lat) * np.sin((other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * np.arcsin(np.sqrt(half))
