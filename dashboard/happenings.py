"""Events on the ground: which are seen through a view's filter and lens, where they stand, and for how long."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from urllib.parse import urlencode

from dashboard.state import DRAWN, Frame, ViewState
from dashboard.text import Text
from geodata.dates import DAYS, day_index
from geodata.entities import Event, Place
from geodata.record import Record
from geodata.timeline import ENCYCLOPAEDIA, SLACK

LINGER = timedelta(days=6)
"""An event of one day is marked on that day and for six days after, so that stepping by weeks does not miss it."""
AROUND_DEGREES = 1.1
"""How much ground is shown on every side of an event's places."""
SAME_SPOT_DEGREES = 0.15
"""A base this near to a settlement shares its mark: an event at both is one event."""


def seen_events(record: Record, state: ViewState) -> list[Event]:
    """The events that the filter keeps and that could be known by the day of the lens, in order of time."""
    kept = [event for event in record.events.values() if state.filter.keeps_event(event, record)]
    if state.known is not None:
        kept = [event for event in kept if could_be_known(event, record, state.known)]
    return sorted(kept, key=lambda event: event.date)


def could_be_known(event: Event, record: Record, known_on: date) -> bool:
    """Whether a dated source could report the event by a day; without a dated source nothing is known early."""
    sources = [record.sources[source_id] for source_id in event.source_ids]
    dated = [source for source in sources if source.published and source.origin != ENCYCLOPAEDIA]
    published = [source.published.last for source in dated]
    reporting = [day for day in published if day >= event.date - SLACK[event.precision]]
    return bool(reporting) and min(reporting) <= known_on


def marked_days(event: Event) -> tuple[date, date]:
    """First and last day on which an event is marked on the map; all of the month where only that is known."""
    if event.precision.is_soft:
        last = event.date.replace(day=monthrange(event.date.year, event.date.month)[1])
        return event.date.replace(day=1), max(event.until, last)
    return event.date, max(event.until, event.date + LINGER)


def spot_of(place: Place, record: Record) -> Place:
    """Where a place's mark stands: at the settlement whose point a base shares, else at the place itself."""
    if not place.kind.is_base:
        return place
    settled = (other for other in record.places.values() if other.lat is not None and not other.kind.is_base)
    return next((other for other in settled if _near(place, other)), place)


def _near(place: Place, other: Place) -> bool:
    return abs(place.lat - other.lat) < SAME_SPOT_DEGREES and abs(place.lon - other.lon) < SAME_SPOT_DEGREES


def spots_of(event: Event, record: Record) -> list[str]:
    """Ids of the places at which an event is marked: those with a position, each once."""
    located = (record.places[place_id] for place_id in event.place_ids)
    return list(dict.fromkeys(spot_of(place, record).id for place in located if place.lat is not None))


def spots(record: Record) -> list[str]:
    """Ids of every place at which any event is ever marked, in the order of the places table."""
    named = {place_id for event in record.events.values() for place_id in spots_of(event, record)}
    return [place_id for place_id in record.places if place_id in named]


def frame_of(event: Event, record: Record) -> Frame | None:
    """The ground around the marks of an event; None where it has none."""
    places = [record.places[place_id] for place_id in spots_of(event, record)]
    if not places:
        return None
    lons, lats = [place.lon for place in places], [place.lat for place in places]
    return Frame(
        round(max(min(lons) - AROUND_DEGREES, DRAWN["west"]), 2),
        round(max(min(lats) - AROUND_DEGREES, DRAWN["south"]), 2),
        round(min(max(lons) + AROUND_DEGREES, DRAWN["east"]), 2),
        round(min(max(lats) + AROUND_DEGREES, DRAWN["north"]), 2),
    )


def event_view(event: Event, record: Record) -> str:
    """What of a view leads to an event, as a query: its day, its first place and the ground around it."""
    view = {"view": "map", "on": event.date.isoformat()}
    frame = frame_of(event, record)
    if frame is None:
        return ""
    return urlencode(view | {"place": spots_of(event, record)[0], "frame": str(frame)}, safe=",")


def marked_on(day: date, events: Iterable[Event], record: Record) -> dict[str, list[Event]]:
    """The places with a mark on a day, each with its events."""
    marked: dict[str, list[Event]] = {}
    for event in events:
        first, last = marked_days(event)
        if first <= day <= last:
            for place_id in spots_of(event, record):
                marked.setdefault(place_id, []).append(event)
    return marked


def marks(events: list[Event], record: Record, text: Text) -> dict[str, object]:
    """What the browser needs to mark the events of any day.

    Returns
    -------
    dict
        ``runs``: for every spot flat pairs ``[day, number, …]``, from that day on that sentence; ``said``: the
        sentences, of which the first is empty: no event.
    """
    said = {"": 0}
    runs = []
    for place_id in spots(record):
        here = [event for event in events if place_id in spots_of(event, record)]
        runs.append([number for pair in _run(here, text, said) for number in pair])
    return {"runs": runs, "said": list(said)}


def _run(events: list[Event], text: Text, said: dict[str, int]) -> list[tuple[int, int]]:
    days = [marked_days(event) for event in events]
    edges = {0}.union(*({day_index(first), day_index(last) + 1} for first, last in days))
    pairs = []
    for edge in sorted(edge for edge in edges if 0 <= edge < DAYS):
        held = [
            event
            for event, (first, last) in zip(events, days, strict=True)
            if day_index(first) <= edge <= day_index(last)
        ]
        pairs.append((edge, said.setdefault(". ".join(title_in_words(event, text) for event in held), len(said))))
    return [pair for number, pair in enumerate(pairs) if number == 0 or pair[1] != pairs[number - 1][1]]


def title_in_words(event: Event, text: Text) -> str:
    """An event's title with its date: ``Kidal falls (30 March 2012)``."""
    return f"{text.of(event.title)} ({text.when(event.date, event.precision)})"
