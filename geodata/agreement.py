"""How far those who assessed a place agree with our claims: by the printed rule, in days, each share with its number.

The rule, for one assessment against our state of the same day:

1. What an assessor has said of our claim itself counts as it was said.
2. The same holder, or another name of its line: *strongly agree* where the place is held in the same way, else *agree*.
3. Nobody named as holder by either: *strongly agree* where the same forces contest it, *agree* where they share one,
   *disagree* where they share none.
4. One of the two names no holder: *neutral* if the other's holder is among the forces that contest it, or if we do not
   know who held it; else *disagree*.
5. Two holders: *disagree* where each or either is named by the other account as a rival in the place, else *strongly
   disagree*.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from geodata.assessors import Assessment
from geodata.record import Record
from geodata.timeline import State, Timeline
from geodata.vocabulary import Opinion, Status

AGREEING = (Opinion.STRONGLY_AGREE, Opinion.AGREE)
DISAGREEING = (Opinion.DISAGREE, Opinion.STRONGLY_DISAGREE)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Days, both included, on which one assessment meets one state of ours at the same place."""

    assessment: Assessment
    state: State
    first: date
    last: date
    opinion: Opinion
    shares_source: bool
    """Whether our claim cites the very text in which the assessment stands: then the two are not independent."""

    @property
    def days(self) -> int:
        """How many days they are."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Tally:
    """A place in a year: days on which somebody assessed it, each assessor's day counted once."""

    place_id: str
    year: int
    assessors: int
    days: int
    agree: int
    neutral: int
    disagree: int
    independent: int
    """Those of the days on which our claim does not cite the assessor's own text."""


def opinion_of(one: Assessment, state: State, record: Record) -> Opinion:
    """How far an assessment agrees with our state of the same place, by the rule of this module."""
    if one.opinion:
        return one.opinion
    ours, theirs = state.controller, one.holder
    if ours and theirs:
        return _of_holders(one, state, record)
    if state.status is Status.UNKNOWN:
        return Opinion.NEUTRAL
    mine, other = set(state.contested_by), set(one.contested_by)
    if ours or theirs:
        return Opinion.NEUTRAL if record.lines[ours or theirs] & (other if ours else mine) else Opinion.DISAGREE
    if mine == other:
        return Opinion.STRONGLY_AGREE
    return Opinion.AGREE if mine & other else Opinion.DISAGREE


def _of_holders(one: Assessment, state: State, record: Record) -> Opinion:
    """The same where both name a holder."""
    ours, theirs = record.lines[state.controller], record.lines[one.holder]
    if one.holder in ours:
        return Opinion.STRONGLY_AGREE if one.status is state.status else Opinion.AGREE
    is_rival = theirs & {*state.contested_by, *state.present} or ours & one.forces
    return Opinion.DISAGREE if is_rival else Opinion.STRONGLY_DISAGREE


def meetings(timeline: Timeline, place_id: str) -> Iterator[Meeting]:
    """Where the assessments of a place meet our states of it, as far as both could be known, by day and assessor."""
    record = timeline.record
    for one in assessments_of(record, place_id):
        for state in timeline.spans[place_id]:
            first, last = max(one.start, state.since), min(one.end, state.until)
            if first <= last:
                cited = state.shown.source_ids if state.shown else ()
                yield Meeting(one, state, first, last, opinion_of(one, state, record), one.source_id in cited)


def assessments_of(record: Record, place_id: str) -> list[Assessment]:
    """What others say of a place, as far as it was published by the day of the record, by day and then by assessor."""
    order = list(record.assessors)
    found = [one for one in record.assessments.values() if one.place_id == place_id and one.withdrawn_on is None]
    return sorted(found, key=lambda one: (one.start, order.index(one.assessor_id)))


def meetings_on(timeline: Timeline, day: date) -> list[Meeting]:
    """What others say of any place on a day, held against our state of it, in the order of the places table."""
    places = dict.fromkeys(one.place_id for one in timeline.record.assessments.values() if one.start <= day <= one.end)
    order = [name for name in timeline.record.places if name in places]
    return [one for name in order for one in meetings(timeline, name) if one.first <= day <= one.last]


def tallies(timeline: Timeline, after: date, until: date, place: str | None = None) -> list[Tally]:
    """For every place and year of some days, both included, how many days of assessors agree with us.

    Places and years without an assessment have no row: of them nothing can be said.
    """
    record = timeline.record
    rows = []
    for place_id in [place] if place else record.places:
        met = [one for one in meetings(timeline, place_id) if one.first <= until and one.last >= after]
        for year in range(after.year, until.year + 1):
            first, last = max(after, date(year, 1, 1)), min(until, date(year, 12, 31))
            if parts := [(one, count) for one in met if (count := _days_within(one, first, last))]:
                rows.append(_tally(place_id, year, parts))
    return rows


def _tally(place_id: str, year: int, parts: list[tuple[Meeting, int]]) -> Tally:
    def days(*opinions: Opinion) -> int:
        return sum(count for one, count in parts if one.opinion in opinions)

    return Tally(
        place_id=place_id,
        year=year,
        assessors=len({one.assessment.assessor_id for one, _ in parts}),
        days=sum(count for _, count in parts),
        agree=days(*AGREEING),
        neutral=days(Opinion.NEUTRAL),
        disagree=days(*DISAGREEING),
        independent=sum(count for one, count in parts if not one.shares_source),
    )


def _days_within(one: Meeting, first: date, last: date) -> int:
    return max(0, (min(one.last, last) - max(one.first, first)).days + 1)
