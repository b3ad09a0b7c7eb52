"""Who held what, when: states, spans and changes, seen through a lens.

Two clocks run through it. *Valid time* is when something was true; a *lens* may also ask what could be known
by a day, what our record said by a day, and how sure we must be.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from types import MappingProxyType

from geodata.assessed import as_assessed, assessed_days
from geodata.confirming import stale_from
from geodata.entities import Claim, Place
from geodata.grades import Grade, lineage
from geodata.knowing import as_known
from geodata.record import Record
from geodata.vocabulary import Precision, Status

ONE_DAY = timedelta(days=1)


class Because(StrEnum):
    """Why a state is unknown."""

    SILENCE = "silence"
    """No source says who held the place."""
    GRADE = "grade"
    """The claim for that time is weaker than the lens asks for."""
    NOT_YET_KNOWN = "not yet known"
    """Nothing for that time could be known by the day the lens asks for, or nothing tells when it could."""
    STALE = "stale"
    """No source has confirmed the claim for so long that the lens no longer sees it."""
    NOT_ASSESSED = "not assessed"
    """The assessor whose view it is says nothing of the place on that day."""


@dataclass(frozen=True, slots=True)
class Lens:
    """What may be seen of the record. The empty lens sees today's record whole.

    ``known_on`` shows the record as it could be known by that day (:mod:`geodata.knowing`): a claim that could not be
    is left out, so that the earlier one lasts on, and the others are graded by what was out.
    ``recorded_by`` is the record as we had written it by that day. ``min_grade`` turns weaker claims into
    unknown, and ``fresh`` what has long not been confirmed (:mod:`geodata.confirming`); never into a guess.
    ``assessor`` shows the record as another sees it (:mod:`geodata.assessed`): by id, or None for our own claims.
    """

    known_on: date | None = None
    min_grade: Grade | None = None
    recorded_by: date | None = None
    fresh: bool = False
    assessor: str | None = None


WHOLE = Lens()


@dataclass(frozen=True, slots=True)
class State:
    """Who held a place, from ``since`` to ``until`` inclusive, by one claim (None: nothing is known)."""

    place: Place
    since: date
    until: date
    claim: Claim | None
    because: Because | None
    held_since: date
    """The day the present holder came, under whatever name."""
    held_since_precision: Precision

    @property
    def shown(self) -> Claim | None:
        """The claim behind it, unless the lens hides it: what is told and cited of the state is told by this."""
        return self.claim if self.because in (None, Because.SILENCE) else None

    @property
    def status(self) -> Status:
        """How the place is held, as far as the lens lets us see."""
        return self.claim.status if self.claim and not self.because else Status.UNKNOWN

    @property
    def controller(self) -> str | None:
        """Who holds it, or None."""
        return self.claim.controller if self.claim and not self.because else None

    @property
    def contested_by(self) -> tuple[str, ...]:
        """Who contests it, the main one first."""
        return self.claim.contested_by if self.claim and not self.because else ()

    @property
    def present(self) -> tuple[str, ...]:
        """Other forces in the place. Where the holder is unknown they may still have been seen."""
        return self.shown.present if self.shown else ()

    @property
    def around(self) -> tuple[str, ...]:
        """Forces around it: they ring it, or hold or stop its approaches."""
        return self.shown.around if self.shown else ()

    @property
    def forces(self) -> frozenset[str]:
        """Every force that is named: the holder, its rivals, others in the place, those around it."""
        holder = (self.controller,) if self.controller else ()
        return frozenset((*holder, *self.contested_by, *self.present, *self.around))

    @property
    def sides(self) -> tuple[str, ...]:
        """The forces that the drawing shows: the holder, or the holder and its main rival."""
        holder = (self.controller,) if self.controller else ()
        return (*holder, *self.contested_by)[:2]

    @property
    def others(self) -> tuple[str, ...]:
        """The forces that contest the place beside those."""
        return tuple(actor for actor in self.contested_by if actor not in self.sides)

    @property
    def picture(self) -> tuple[object, ...]:
        """Everything that makes two states look the same or not."""
        return (self.status, self.controller, self.contested_by, self.present, self.around)


class ChangeKind(StrEnum):
    """What sort of change it is. Only the first is counted as a change of hands."""

    HANDS = "hands"
    """The place changes hands: another holder, or one won or lost in a contest without a holder."""
    KNOWLEDGE = "knowledge"
    """The record begins or ceases to know who holds the place. No change of hands."""
    CONTEST = "contest"
    """The same holder, but a contest or a siege begins, ends or changes sides."""
    PRESENCE = "presence"
    """The same holder and contest; other forces come or go, in the place or around it."""
    LABEL = "label"
    """The same fighters under a new name."""


@dataclass(frozen=True, slots=True)
class Change:
    """One place passing from one state to the next on a day."""

    before: State
    after: State

    @property
    def date(self) -> date:
        """The first day of the new state."""
        return self.after.since

    @property
    def kind(self) -> ChangeKind:
        """What sort of change it is; a label change is never a change of hands.

        Where a lens hides the claim before a label change, an older and unrelated holder may seem to go on under
        the new name. That is no change of label.
        """
        if self.after.claim and self.after.claim.label_change and not self._unrelated:
            return ChangeKind.LABEL
        if self.before.controller != self.after.controller:
            is_known = Status.UNKNOWN not in (self.before.status, self.after.status)
            return ChangeKind.HANDS if is_known else ChangeKind.KNOWLEDGE
        if _contest(self.before) != _contest(self.after):
            return ChangeKind.CONTEST
        return ChangeKind.PRESENCE

    @property
    def _unrelated(self) -> bool:
        both_held = self.before.controller and self.after.controller
        return bool(both_held) and self.after.held_since > self.before.held_since


def _contest(state: State) -> tuple[object, ...]:
    """What of a state is a contest or a siege."""
    return (state.status, state.contested_by, state.around if state.status is Status.BESIEGED else ())


@dataclass(frozen=True)
class Timeline:
    """The states of all places through time, seen through one lens."""

    record: Record
    """As it could be known by the day of the lens, whatever record is given."""
    lens: Lens = WHOLE
    spans: Mapping[str, tuple[State, ...]] = field(init=False)
    """For each place its states in order; they cover every day of the record exactly once."""

    def __post_init__(self) -> None:
        """Work out every span once; looking up a day is then cheap."""
        object.__setattr__(self, "record", seen_through(self.record, self.lens))
        object.__setattr__(self, "spans", _all_spans(self.record, self.lens))

    def state(self, place_id: str, day: date) -> State:
        """The state of one place on a day.

        Raises
        ------
        KeyError
            If there is no such place.
        ValueError
            If the day is outside the record.
        """
        held = self.record.period.holding(day)
        return next(state for state in reversed(self.spans[place_id]) if state.since <= held)

    def states(self, day: date) -> dict[str, State]:
        """The state of every place on a day, in the order of the places table."""
        return {place_id: self.state(place_id, day) for place_id in self.spans}

    def all_changes(self) -> list[Change]:
        """Every change of the record's time, by day and then by place name."""
        return list(_all_changes(self.record, self.lens))

    def changes(self, after: date, until: date) -> list[Change]:
        """Every change after one day, up to and including another, by day and then by place name."""
        every = _all_changes(self.record, self.lens)
        start, end = (bisect_right(every, day, key=attrgetter("date")) for day in (after, until))
        return list(every[start:end])


def seen_through(record: Record, lens: Lens) -> Record:
    """The record that a lens sees: as it could be known, and as the assessor sees it if it asks for one's view."""
    if lens.assessor:
        return as_assessed(record, lens.assessor, lens.known_on)
    return as_known(record, lens.known_on)


@lru_cache(maxsize=32)
def _all_spans(record: Record, lens: Lens) -> Mapping[str, tuple[State, ...]]:
    """The spans of every place; kept, for each map, table and answer about a record begins with them."""
    return MappingProxyType({place.id: _spans(record, place, lens) for place in record.places.values()})


@lru_cache(maxsize=32)
def _all_changes(record: Record, lens: Lens) -> tuple[Change, ...]:
    """Every change, by day and then by place name; kept, for every step of time and every visit asks for some."""
    found = [
        Change(before, state)
        for spans in _all_spans(record, lens).values()
        for before, state in pairwise(spans)
        if before.picture != state.picture
    ]
    return tuple(sorted(found, key=lambda change: (change.date, change.after.place.name.en)))


def _spans(record: Record, place: Place, lens: Lens) -> tuple[State, ...]:
    if record.assessor:
        return tuple(
            State(place, first, last, claim, None if claim else Because.NOT_ASSESSED, first, _precision(claim))
            for first, last, claim in assessed_days(record, place.id, lens.recorded_by)
        )
    claims = [claim for claim in record.claims_of[place.id] if claim.in_force(lens.recorded_by)]
    starts = [claim.valid_from for claim in claims]
    first, last = record.period.first, record.period.last
    ends = [*(start - ONE_DAY for start in starts[1:]), last] if starts else []
    states: list[State] = []
    if not starts or starts[0] > first:
        end = starts[0] - ONE_DAY if starts else last
        states.append(State(place, first, end, None, Because.NOT_YET_KNOWN, first, Precision.DAY))
    for claim, end in zip(claims, ends, strict=True):
        states.append(_state(record, place, claim, end, states[-1] if states else None, lens))
    return tuple(part for state in states for part in _as_seen(state, record, lens))


def _precision(claim: Claim | None) -> Precision:
    return claim.precision if claim else Precision.DAY


def _as_seen(state: State, record: Record, lens: Lens) -> Iterator[State]:
    """A state, cut where it has long not been confirmed if the lens asks for what is fresh."""
    stale = stale_from(state, record) if lens.fresh else None
    if stale is None or stale > state.since:
        yield replace(state, until=stale - ONE_DAY) if stale else state
    if stale:
        yield replace(state, since=stale, because=Because.STALE, held_since=stale, held_since_precision=Precision.DAY)


def _state(record: Record, place: Place, claim: Claim, end: date, before: State | None, lens: Lens) -> State:
    because = None
    if claim.id in record.gaps:
        because = Because.NOT_YET_KNOWN
    elif lens.min_grade and not record.grade_of(claim).reaches(lens.min_grade):
        because = Because.GRADE
    elif claim.status is Status.UNKNOWN:
        because = Because.SILENCE
    state = State(place, claim.valid_from, end, claim, because, claim.valid_from, claim.precision)
    if before is not None and _goes_on(before, state, record):
        return replace(state, held_since=before.held_since, held_since_precision=before.held_since_precision)
    return state


def _goes_on(before: State, state: State, record: Record) -> bool:
    """Whether the same fighters hold the place as before, or nobody does in the same way as before."""
    if state.controller is None:
        return before.controller is None and before.status is state.status
    if before.controller == state.controller:
        return True
    return state.claim.label_change and before.controller in lineage(state.controller, record.actors)
