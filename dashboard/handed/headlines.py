"""The headlines of every day, for the page: what changes on it, and what holds where nothing does."""

from collections.abc import Iterable, Sequence
from datetime import date

from dashboard.agreed.payload import Standing, Told
from dashboard.text import Text
from dashboard.told import finding
from dashboard.told.finding import Finding
from geodata.record import Record
from geodata.selection import Filter
from geodata.timeline import ONE_DAY, Change, Timeline

MOST = 3
"""Headlines of one day that are handed over; further ones would tell of ever less."""


def of_changes(changes: Sequence[Change], record: Record, text: Text) -> list[Told]:
    """What may be said of the changes of a day, the weightiest first."""
    return _told(finding.findings([(one.before, one.after) for one in changes], record, text)[:MOST])


def standing(timeline: Timeline, seen: Filter, text: Text) -> Standing:
    """What may be said of every day as it stands."""
    period = timeline.record.period
    told: dict[tuple[Finding, ...], int] = {}
    runs: list[int] = []
    for day in _edges(timeline):
        number = told.setdefault(tuple(finding.of_standing(timeline, day, seen, text)), len(told))
        if not runs or runs[-1] != number:
            runs += [period.index(day), number]
    return {"runs": runs, "told": [_told(one) for one in told]}


def _edges(timeline: Timeline) -> list[date]:
    """Days on which what stands may change: a filter tells of a state that it chooses on the day after its last too."""
    period = timeline.record.period
    starts = {span.since for place in finding.seats(timeline.record) for span in timeline.spans[place]}
    return sorted(day for start in starts for day in {start, start + ONE_DAY} if day <= period.last)


def _told(found: Iterable[Finding]) -> list[Told]:
    return [{"said": finding.sentence(one), "places": sorted(one.places)} for one in found]
