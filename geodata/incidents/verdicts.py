"""What an incident says of the claim in force: it agrees with it, contradicts it, or says nothing about it.

The printed rule, for an incident at a place, against our states on its days and the days after it within
:data:`SETTLES`:

- **Territory** (ACLED: a government regains it, a force that is none overtakes it): *agrees* if the taker, or another
  name of its line, holds the place on one of those days; *contradicts* if another holds it uncontested on all of them;
  else nothing.
- **Fighting** between two sides that are both known by name: *agrees* if the claims of those days have both there, in
  the place or around it, at once or one after the other, or if the holder of a contested or besieged place is one of
  the two; *contradicts* if a holder is named and neither side is anybody whom the claims name there. A raid on a holder
  alone says nothing.
- **Anything else**, and any incident while we do not know who held the place, says nothing; fighting then goes on the
  work list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from geodata.incidents.matching import Match
from geodata.incidents.reading import Incident, What
from geodata.incidents.sides import actors_of
from geodata.record import Record
from geodata.timeline import State, Timeline
from geodata.vocabulary import Status

SETTLES = timedelta(days=3)
"""How long after an incident a place may pass into other hands by it."""


class Verdict(StrEnum):
    """What an incident says of a claim."""

    AGREES = "agrees"
    """It bears the claim out."""
    CONTRADICTS = "contradicts"
    """It cannot be squared with the claim."""
    SAYS_NOTHING = "says nothing"
    """Neither."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An incident at a place, the state of ours on its first day, and what it says of that."""

    incident: Incident
    place_id: str
    state: State
    verdict: Verdict

    @property
    def key(self) -> str:
        """What names the line for ever: the incident and the place."""
        return f"{self.incident.id}@{self.place_id}"


def judge(incidents: Sequence[Incident], found: Match, timeline: Timeline) -> list[Judged]:
    """What each matched incident says, by day; those outside the record's days are left out."""
    record, period = timeline.record, timeline.record.period
    kept: dict[tuple[object, ...], Verdict] = {}
    judged = []
    starts = {name: np.array([state.since.toordinal() for state in timeline.spans[name]]) for name in found.names}
    firsts = np.array([one.first.toordinal() for one in incidents])
    lasts = np.array([(one.last + SETTLES).toordinal() for one in incidents])
    for number, name in enumerate(found.names):
        at = found.incidents[found.places == number]
        spans = timeline.spans[name]
        begins = np.searchsorted(starts[name], firsts[at], side="right") - 1
        ends = np.searchsorted(starts[name], lasts[at], side="right") - 1
        for which, begin, end in zip(at.tolist(), begins.tolist(), ends.tolist(), strict=True):
            one = incidents[which]
            if not (period.first <= one.first <= period.last):
                continue
            key = (name, begin, end, one.what, one.side_a, one.side_b)
            if key not in kept:
                kept[key] = verdict_of(one, spans[begin : end + 1], record)
            judged.append(Judged(one, name, spans[begin], kept[key]))
    return sorted(judged, key=lambda line: (line.incident.first, line.key))


def verdict_of(one: Incident, states: Sequence[State], record: Record) -> Verdict:
    """What an incident says of the states of its place on its days, by the rule of this module."""
    if one.what in (What.REGAINED, What.OVERTAKEN):
        return _of_territory(one, states, record)
    if one.what is What.FIGHTING:
        return _of_fighting(one, states, record)
    return Verdict.SAYS_NOTHING


def _of_territory(one: Incident, states: Sequence[State], record: Record) -> Verdict:
    takers = _lines(one.side_a, record)
    if not takers or any(state.status is Status.UNKNOWN for state in states):
        return Verdict.SAYS_NOTHING
    if any(state.controller in takers for state in states):
        return Verdict.AGREES
    is_held = all(state.controller and state.status is Status.HELD for state in states)
    return Verdict.CONTRADICTS if is_held else Verdict.SAYS_NOTHING


def _of_fighting(one: Incident, states: Sequence[State], record: Record) -> Verdict:
    sides = (_lines(one.side_a, record), _lines(one.side_b, record))
    if not all(sides):
        return Verdict.SAYS_NOTHING
    named = frozenset().union(*(state.forces for state in states))
    fought_over = {state.controller for state in states if state.status in (Status.CONTESTED, Status.BESIEGED)}
    if all(named & side for side in sides) or any(fought_over & side for side in sides):
        return Verdict.AGREES
    is_claimed = all(state.status is not Status.UNKNOWN and state.controller for state in states)
    if is_claimed and not any(state.forces & (sides[0] | sides[1]) for state in states):
        return Verdict.CONTRADICTS
    return Verdict.SAYS_NOTHING


def _lines(name: str, record: Record) -> frozenset[str]:
    """The actors that a name stands for, with all names of their lines, and the army's auxiliaries with the army."""
    known = [actor for actor in actors_of(name) if actor in record.lines]
    return frozenset().union(*(record.lines[actor] for actor in known)) if known else frozenset()


def covered(incidents: Sequence[Incident]) -> tuple[date, date]:
    """The first and the last day of some incidents."""
    return min(one.first for one in incidents), max(one.last for one in incidents)
