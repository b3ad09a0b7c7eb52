"""The record as collections of items, each with a key, a shape or none, and the days on which it holds.

What is handed to other programs one item at a time is made here: the states of the layers through time, and claims,
events and sources, which have a shape where they are about places with a known position.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from shapely import MultiPoint, Point
from shapely.geometry.base import BaseGeometry

from geodata.entities import Bilingual, Claim, Event, Source
from geodata.events import seen_events
from geodata.features import Said, features
from geodata.record import Record
from geodata.selection import ALL
from geodata.timeline import Lens, Timeline

MOST_KEPT = 16
Days = tuple[date | None, date | None]
"""First and last day, both included; None at an end that is open."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a collection."""

    id: str
    """Unlike any other of its collection, and the same in every edition that has it."""
    shape: BaseGeometry | None
    """In degrees, EPSG:4326, longitude first."""
    days: Days
    """On which it holds; both None where it has no time."""
    said: Said

    def meets(self, asked: Days) -> bool:
        """Whether it holds on any day of a stretch; an item without time does always."""
        (first, last), (since, until) = asked, self.days
        return not (first and until and until < first) and not (last and since and since > last)


@dataclass(frozen=True, slots=True)
class Collection:
    """What a collection is called and what it holds."""

    title: Bilingual
    about: Bilingual
    make: Callable[[Record, Lens], Iterable[Item]]


@lru_cache(maxsize=MOST_KEPT)
def items(record: Record, collection: str, lens: Lens) -> tuple[Item, ...]:
    """Every item of a collection in its order; KeyError if there is no such collection."""
    return tuple(OFFERED[collection].make(record, lens))


def _states(name: str) -> Callable[[Record, Lens], Iterator[Item]]:
    def made(record: Record, lens: Lens) -> Iterator[Item]:
        for one in features(record, name, lens):
            days = {"valid_from": one.since.isoformat(), "valid_until": one.until.isoformat()}
            key = one.said.get("commune_id") or one.said["place"]
            yield Item(f"{key}.{one.since}", one.shape, (one.since, one.until), one.said | days)

    return made


def _points(record: Record, place_ids: Iterable[str]) -> BaseGeometry | None:
    """Where some places are, as far as that is known."""
    located = [record.places[name] for name in place_ids if record.places[name].lat is not None]
    points = [Point(place.lon, place.lat) for place in located]
    return points[0] if len(points) == 1 else MultiPoint(points) if points else None


def _claims(record: Record, lens: Lens) -> Iterator[Item]:
    """Every claim as the lens sees the record, with the days on which it holds; withdrawn ones do on their first."""
    timeline = Timeline(record, lens)
    seen = timeline.record
    spans = {state.claim.id: state for states in timeline.spans.values() for state in states if state.claim}
    for claim in seen.claims.values():
        state = spans.get(claim.id)
        until = state.until if state else None
        days = (claim.valid_from, until or claim.valid_from)
        yield Item(claim.id, _points(seen, [claim.place_id]), days, _claim(claim, until, seen))


def _claim(claim: Claim, until: date | None, record: Record) -> Said:
    return {
        "claim_id": claim.id,
        "place": claim.place_id,
        "name": record.places[claim.place_id].name.en,
        "name_fr": record.places[claim.place_id].name.fr,
        "valid_from": claim.valid_from.isoformat(),
        "valid_until": until.isoformat() if until else None,
        "precision": str(claim.precision),
        "controller": claim.controller,
        "status": str(claim.status),
        "contested_by": ";".join(claim.contested_by),
        "present": ";".join(claim.present),
        "around": ";".join(claim.around),
        "label_change": claim.label_change,
        "grade": str(record.grade_of(claim)),
        "claim": claim.text.en,
        "claim_fr": claim.text.fr,
        "note": claim.note.en or None,
        "note_fr": claim.note.fr or None,
        "sources": ";".join(claim.source_ids),
        "recorded_on": claim.recorded_on.isoformat(),
        "withdrawn_on": claim.withdrawn_on.isoformat() if claim.withdrawn_on else None,
    }


def _events(record: Record, lens: Lens) -> Iterator[Item]:
    for event in seen_events(record, ALL, lens.known_on):
        yield Item(event.id, _points(record, event.place_ids), (event.date, event.until), _event(event))


def _event(event: Event) -> Said:
    return {
        "event_id": event.id,
        "date": event.date.isoformat(),
        "until": event.until.isoformat(),
        "precision": str(event.precision),
        "category": str(event.category),
        "title": event.title.en,
        "title_fr": event.title.fr,
        "summary": event.summary.en,
        "summary_fr": event.summary.fr,
        "places": ";".join(event.place_ids),
        "actors": ";".join(event.actor_ids),
        "sources": ";".join(event.source_ids),
    }


def _sources(record: Record, lens: Lens) -> Iterator[Item]:
    """Every source, or those that were out by the day of the lens; their time is that of publication."""
    for source in record.sources.values():
        out = source.published
        if lens.known_on is None or (out and out.last <= lens.known_on):
            yield Item(source.id, None, (out.first, out.last) if out else (None, None), _source(source))


def _source(source: Source) -> Said:
    return {
        "source_id": source.id,
        "publisher": source.publisher,
        "title": source.title,
        "published": source.published.text if source.published else None,
        "url": source.url,
        "language": source.language,
        "reliability": str(source.reliability),
        "party": source.party,
        "origin": source.origin,
    }


def _layer(name: str, title: Bilingual, about: Bilingual) -> Collection:
    """A layer through time."""
    each = Bilingual(
        f"{about.en}: an item for each state, with its days", f"{about.fr} : un élément par état, avec ses jours"
    )
    return Collection(title, each, _states(name))


OFFERED: dict[str, Collection] = {
    "kidal": _layer(
        "kidal",
        Bilingual("Communes of Kidal", "Communes de Kidal"),
        Bilingual("Who held the place that a commune follows", "Qui tenait le lieu que suit une commune"),
    ),
    "menaka": _layer(
        "menaka",
        Bilingual("Communes of Ménaka", "Communes de Ménaka"),
        Bilingual("Who held the country around Ménaka", "Qui tenait le pays autour de Ménaka"),
    ),
    "tigharghar": _layer(
        "tigharghar",
        Bilingual("Adrar Tigharghar", "Adrar Tigharghar"),
        Bilingual("Who held the massif, within an indicative outline", "Qui tenait le massif, au contour indicatif"),
    ),
    "minusma-bases": _layer(
        "minusma-bases",
        Bilingual("Former MINUSMA bases", "Anciennes bases de la Minusma"),
        Bilingual(
            "Who held each site before, during and after its use", "Qui tenait chaque site avant, pendant et après"
        ),
    ),
    "places": _layer(
        "places",
        Bilingual("Places", "Lieux"),
        Bilingual("Who held each located place but the bases", "Qui tenait chaque lieu situé, hors bases"),
    ),
    "claims": Collection(
        Bilingual("Claims", "Affirmations"),
        Bilingual(
            "Every claim with grade and sources, withdrawn ones too",
            "Chaque affirmation, cotée et sourcée, même retirée",
        ),
        _claims,
    ),
    "events": Collection(
        Bilingual("Events", "Événements"),
        Bilingual("What happened: context for the claims", "Ce qui s’est passé : contexte des affirmations"),
        _events,
    ),
    "sources": Collection(
        Bilingual("Sources", "Sources"),
        Bilingual("What all of it rests on; without a shape", "Ce sur quoi tout repose ; sans géométrie"),
        _sources,
    ),
}
"""Every collection by its name, in order; the first are those of :data:`geodata.features.COLLECTIONS`."""
