"""What the charts say, in one sentence each: who moved most between two days, and which place changed hands most."""

from collections import Counter
from datetime import date

from dashboard.text import Text
from dashboard.told.finding import many, sentence_case, weight
from dashboard.told.words import actors_in_words
from geodata.comparison import tallies
from geodata.selection import Filter, told_changes
from geodata.timeline import ChangeKind, Timeline


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
    """Whose number of places changed most between two days, under its last name; empty where nobody's did."""
    moved = [one for one in tallies(timeline, first, last, seen) if one.actors and one.held != one.holds]
    if not moved:
        return ""
    most = max(moved, key=lambda one: abs(one.holds - one.held))
    actor = most.actors[-1:] if most.holds else most.actors[:1]
    said = {"holder": actors_in_words(actor, timeline.record, text), "before": most.held, "after": most.holds}
    if many(actor, timeline.record):
        return sentence_case(text("{holder} go from {before} to {after} places held", **said))
    return sentence_case(text("{holder} goes from {before} to {after} places held", **said))
