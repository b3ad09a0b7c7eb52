"""Events on the ground: which are seen through a filter by a day, where they stand, and for how long."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from math import floor

from geodata.entities import Event, Place
from geodata.knowing import as_known
from geodata.record import Record, of_the_ground
from geodata.selection import Filter

LINGER = timedelta(days=6)
"""An event of one day is marked on that day and for six days after, so that stepping by weeks does not miss it."""
SAME_SPOT_DEGREES = 0.15
"""A base this near to a settlement shares its mark: an event at both is one event."""


def seen_events(record: Record, seen: Filter, known_on: date | None = None) -> list[Event]:
    """The events that a filter keeps and that could be known by a day, in order of time. Every view asks here."""
    known = as_known(record, known_on)
    return sorted(
        (event for event in known.events.values() if seen.keeps_event(event, known)), key=lambda event: event.date
    )


def marked_days(event: Event) -> tuple[date, date]:
    """First and last day on which an event is marked on the map; all of the month where only that is known."""
    if event.precision.is_soft:
        last = event.date.replace(day=monthrange(event.date.year, event.date.month)[1])
        return event.date.replace(day=1), max(event.until, last)
    return event.date, max(event.until, event.date + LINGER)


def spot_of(place: Place, record: Record) -> Place:
    """Where a place's mark stands: at the settlement whose point a base shares, else at the place itself."""
    return _spots(record).get(place.id, place)


@of_the_ground(most=4)
def _spots(record: Record) -> dict[str, Place]:
    """The settlement of each base that shares its point, by the base's id; the first in the table if there are two."""
    settled = [place for place in record.places.values() if place.lat is not None and not place.kind.is_base]
    squares: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, place in enumerate(settled):
        squares[_square(place)].append(number)
    found: dict[str, Place] = {}
    for base in record.places.values():
        if base.kind.is_base and base.lat is not None:
            row, column = _square(base)
            around = sorted(
                number for up in (-1, 0, 1) for across in (-1, 0, 1) for number in squares[row + up, column + across]
            )
            near = next((settled[number] for number in around if _near(base, settled[number])), None)
            found |= {base.id: near} if near else {}
    return found


def _square(place: Place) -> tuple[int, int]:
    return floor(place.lat / SAME_SPOT_DEGREES), floor(place.lon / SAME_SPOT_DEGREES)


def _near(place: Place, other: Place) -> bool:
    return abs(place.lat - other.lat) < SAME_SPOT_DEGREES and abs(place.lon - other.lon) < SAME_SPOT_DEGREES


def spots_of(event: Event, record: Record) -> list[str]:
    """Ids of the places at which an event is marked: those with a position, each once."""
    located = (record.places[place_id] for place_id in event.place_ids)
    return list(dict.fromkeys(spot_of(place, record).id for place in located if place.lat is not None))


def spots(record: Record) -> list[str]:
    """Ids of every place at which any event is ever marked, known yet or not, in the order of the places table."""
    named = {place_id for event in record.whole.events.values() for place_id in spots_of(event, record)}
    return [place_id for place_id in record.places if place_id in named]


def marked_on(day: date, events: Iterable[Event], record: Record) -> dict[str, list[Event]]:
    """The places with a mark on a day, each with its events."""
    marked: dict[str, list[Event]] = {}
    for event in events:
        first, last = marked_days(event)
        if first <= day <= last:
            for place_id in spots_of(event, record):
                marked.setdefault(place_id, []).append(event)
    return marked
