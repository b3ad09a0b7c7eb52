"""The work list: where event data and the record do not meet, one line a thing that somebody should look at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from geodata.incidents.matching import Match, match
from geodata.incidents.reading import Incident, What
from geodata.incidents.sides import UNARMED, actors_of
from geodata.incidents.verdicts import Judged, Verdict, covered, judge
from geodata.record import Record
from geodata.timeline import WHOLE, ChangeKind, Lens, Timeline
from geodata.vocabulary import Precision, Status

WITHIN = 7
"""Days around a change of hands within which some incident is looked for, unless other are asked for."""
SOFT = {Precision.DAY: 0, Precision.MONTH: 31, Precision.SEASON: 92, Precision.YEAR: 366}
"""Days that a soft date of ours may be off, on either side."""


class Matter(StrEnum):
    """What a line of the work list is about."""

    CONTRADICTED = "contradicted"
    """An incident contradicts the claim in force."""
    SILENT_CHANGE = "change without incident"
    """A place changes hands, and no incident is near in time."""
    UNCLAIMED_FIGHT = "fighting without claim"
    """Two forces fight at a place of which we do not know who held it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at."""

    key: str
    """What names the line, as long as the record and the file say the same."""
    matter: Matter
    day: date
    place_id: str
    claim_id: str
    says: str
    """What the record says, and what the event data say, in plain words."""
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """What some incidents say of a record."""

    incidents: int
    at_a_place: int
    """How many of them are at a place of the record."""
    counts: dict[Verdict, int]
    unnamed: dict[str, int]
    """Sides whom no pattern knows, with how often each is named; the most frequent first."""
    judged: tuple[Judged, ...]
    lines: tuple[Line, ...]


def check(incidents: Sequence[Incident], record: Record, *, within: int = WITHIN, lens: Lens = WHOLE) -> Check:
    """Hold incidents against a record.

    Parameters
    ----------
    within
        Days before and after a change of hands within which an incident at the place is looked for.
    """
    timeline, found = Timeline(record, lens), match(incidents, record)
    judged = judge(incidents, found, timeline)
    lines = [*_contradicted(judged), *_unclaimed(judged), *_silent(incidents, found, timeline, within)]
    return Check(
        incidents=len(incidents),
        at_a_place=len(np.unique(found.incidents)),
        counts={verdict: sum(line.verdict is verdict for line in judged) for verdict in Verdict},
        unnamed=_unnamed(incidents),
        judged=tuple(judged),
        lines=tuple(sorted(lines, key=lambda line: (line.day, line.place_id, line.key))),
    )


def _contradicted(judged: Sequence[Judged]) -> Iterator[Line]:
    for line in judged:
        if line.verdict is Verdict.CONTRADICTS:
            yield _line(Matter.CONTRADICTED, line)


def _unclaimed(judged: Sequence[Judged]) -> Iterator[Line]:
    for line in judged:
        is_fight = line.incident.what in (What.FIGHTING, What.REGAINED, What.OVERTAKEN)
        if is_fight and line.state.status is Status.UNKNOWN:
            yield _line(Matter.UNCLAIMED_FIGHT, line)


def _line(matter: Matter, line: Judged) -> Line:
    one, state = line.incident, line.state
    ours = f"{state.status} {state.controller or ''}".strip()
    sides = " against ".join(filter(None, (one.side_a, one.side_b)))
    says = f"we say {ours}; the event: {one.what}, {sides}, at {one.where}, {one.deaths} dead"
    claim = state.shown.id if state.shown else ""
    return Line(f"{matter}:{line.key}", matter, one.first, line.place_id, claim, says, (one.id,))


def _silent(incidents: Sequence[Incident], found: Match, timeline: Timeline, within: int) -> Iterator[Line]:
    """Changes of hands within the days of the file, at places with a point, near which nothing happened."""
    if not incidents:
        return
    first, last = covered(incidents)
    number = {name: index for index, name in enumerate(found.names)}
    firsts, lasts = (np.array([getattr(one, end).toordinal() for one in incidents]) for end in ("first", "last"))
    for change in timeline.changes(first, last):
        place, claim = change.after.place.id, change.after.claim
        if change.kind is not ChangeKind.HANDS or place not in number or claim is None:
            continue
        slack = within + SOFT[claim.precision]
        begin, end = (change.date + timedelta(days=sign * slack) for sign in (-1, 1))
        at = found.incidents[found.places == number[place]]
        if not np.any((firsts[at] <= end.toordinal()) & (lasts[at] >= begin.toordinal())):
            before, after = change.before.controller or "nobody", change.after.controller or "nobody"
            says = f"we say from {before} to {after} ({claim.precision}); no event at the place within {slack} days"
            key = f"{Matter.SILENT_CHANGE}:{claim.id}"
            yield Line(key, Matter.SILENT_CHANGE, change.date, place, claim.id, says, ())


def _unnamed(incidents: Sequence[Incident]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in incidents:
        for side in (one.side_a, one.side_b):
            if side and not actors_of(side) and not UNARMED.search(side):
                counts[side] = counts.get(side, 0) + 1
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
