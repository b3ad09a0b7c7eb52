"""What the charts say, in one sentence each: who moved most between two days, and which place changed hands most."""

from collections import Counter
from datetime import date

import pandas as pd

from dashboard.text import Text
from dashboard.told.finding import many, sentence_case, weight
from dashboard.told.words import actors_in_words
from geodata.selection import Filter, told_changes
from geodata.shares import places_held
from geodata.timeline import ChangeKind, Timeline
from geodata.vocabulary import Status


def of_strips(timeline: Timeline, first: date, last: date, seen: Filter, text: Text) -> str:
    """Which place changed hands most often in a stretch of days; of several the weightiest. Empty where none did."""
    hands = [one for one in told_changes(timeline, first, last, seen) if one.kind is ChangeKind.HANDS]
    times = Counter(one.after.place.id for one in hands)
    if not times:
        return ""
    places = timeline.record.places
    most = max(times, key=lambda name: (times[name], weight(places[name]), -list(places).index(name)))
    name = text.of(places[most].name)
    if times[most] == 1:
        return (
            text("{count} places change hands, each once", count=len(times))
            if len(times) > 1
            else text("Only {place} changes hands", place=name)
        )
    return text("{place} changes hands most often: {count} times", place=name, count=times[most])


def of_counts(timeline: Timeline, first: date, last: date, seen: Filter, text: Text) -> str:
    """Whose number of places changed most between two days, under its last name; empty where nobody's did.

    Counted as the chart of places held counts: without the bases, and the names of a lineage as one.
    """
    frame, record = places_held(timeline, lambda place: seen.keeps_ever(timeline, place.id)), timeline.record
    held = frame[frame["status"].isin([str(status) for status in Status if status.is_held])]
    before, after = (_by_actor(held, day) for day in (first, last))
    lines: dict[str, list[str]] = {}
    for actor in record.actors.values():
        if actor.id in before or actor.id in after:
            lines.setdefault(actor.colour, []).append(actor.id)
    sums = {
        names: tuple(sum(each[name] for name in names) for each in (before, after))
        for names in map(tuple, lines.values())
    }
    most = max(sums, key=lambda names: abs(sums[names][1] - sums[names][0]), default=())
    if not most or sums[most][0] == sums[most][1]:
        return ""
    there = [name for name in most if (after if sums[most][1] else before)[name]]
    actor = there[-1:] if sums[most][1] else there[:1]
    said = {"holder": actors_in_words(actor, record, text), "before": sums[most][0], "after": sums[most][1]}
    if many(actor, record):
        return sentence_case(text("{holder} go from {before} to {after} places held", **said))
    return sentence_case(text("{holder} goes from {before} to {after} places held", **said))


def _by_actor(held: pd.DataFrame, day: date) -> Counter[str]:
    """How many places each actor held on a day."""
    rows = held[(held["since"] <= day.isoformat()) & (held["until"] >= day.isoformat())]
    return Counter({str(actor): int(count) for actor, count in rows.groupby("actor")["claimed"].sum().items()})
