"""Events in words, the view that leads to each, and what the page needs to mark them on their days."""

from urllib.parse import urlencode

from dashboard.asked.frame import DRAWN, Frame
from dashboard.text import Text
from geodata.entities import Event
from geodata.events import marked_days, spots, spots_of
from geodata.period import Period
from geodata.record import Record

AROUND_DEGREES = 1.1
"""How much ground is shown on every side of an event's places."""


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
        runs.append([number for pair in _run(here, record.period, text, said) for number in pair])
    return {"runs": runs, "said": list(said)}


def _run(events: list[Event], period: Period, text: Text, said: dict[str, int]) -> list[tuple[int, int]]:
    days = [tuple(map(period.index, marked_days(event))) for event in events]
    edges = {0}.union(*({first, last + 1} for first, last in days))
    pairs = []
    for edge in sorted(edge for edge in edges if 0 <= edge < period.count):
        held = [event for event, (first, last) in zip(events, days, strict=True) if first <= edge <= last]
        pairs.append((edge, said.setdefault(". ".join(title_in_words(event, text) for event in held), len(said))))
    return [pair for number, pair in enumerate(pairs) if number == 0 or pair[1] != pairs[number - 1][1]]


def title_in_words(event: Event, text: Text) -> str:
    """An event's title with its date: ``Kidal falls (30 March 2012)``."""
    return f"{text.of(event.title)} ({text.when(event.date, event.precision)})"
