"""Two days against each other: what is different at each place on the later one, and who won and lost how much.

This is the balance of the two days, whatever came and went between them; the changes in between are
:meth:`geodata.timeline.Timeline.changes`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geodata.grades import lineage
from geodata.record import Record
from geodata.selection import Filter
from geodata.timeline import State, Timeline
from geodata.vocabulary import Status


class Net(StrEnum):
    """What is different at a place on the later of two days."""

    HANDS = "hands"
    """Another holder, or a place won or lost in a contest without a holder."""
    FOUND = "found"
    """The record begins to know who holds the place. No change of hands."""
    SILENT = "silent"
    """The record ceases to know who holds the place, or who contests it. No change of hands."""
    CONTEST = "contest"
    """The same holder, newly contested or besieged, or by another force."""
    CALM = "calm"
    """The same holder, no longer contested or besieged."""
    SAME = "same"
    """Held as before, under whatever name."""


def are_kin(one: str, other: str, record: Record) -> bool:
    """Whether two names stand for the same fighters, one carrying on the other."""
    return one in lineage(other, record.actors) or other in lineage(one, record.actors)


def net(before: State, after: State, record: Record) -> Net:
    """What is different at a place between its state on one day and on a later one."""
    if before.picture == after.picture:
        return Net.SAME
    if after.status is Status.UNKNOWN:
        return Net.SAME if before.status is Status.UNKNOWN else Net.SILENT
    if before.status is Status.UNKNOWN:
        return Net.FOUND if after.controller else Net.CONTEST
    if not _same_hands(before, after, record):
        return Net.HANDS
    if after.status in (Status.CONTESTED, Status.BESIEGED):
        return Net.SAME if _same_rival(before, after, record) else Net.CONTEST
    return Net.SAME if before.status is Status.HELD else Net.CALM


def _same_hands(before: State, after: State, record: Record) -> bool:
    if before.controller is None or after.controller is None:
        return before.controller == after.controller
    return are_kin(before.controller, after.controller, record)


def _same_rival(before: State, after: State, record: Record) -> bool:
    old, new = (state.around if state.status is Status.BESIEGED else state.contested_by for state in (before, after))
    return before.status is after.status and are_kin(old[0], new[0], record)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many places one holder, under all its names, had on the two days, and what it won and lost.

    ``held + won - lost + found`` is what it has on the later day.
    """

    actors: tuple[str, ...]
    """The names that occur, in the order of the actors table; none for the places without a holder."""
    status: Status
    """``held`` for a holder; ``contested`` or ``unknown`` for the places that had none."""
    held: int
    won: int
    lost: int
    found: int
    """Places that are its own because the record begins to know so, less those of which it ceases to know."""

    @property
    def holds(self) -> int:
        """The number of places on the later day."""
        return self.held + self.won - self.lost + self.found


def tallies(timeline: Timeline, after: date, until: date, seen: Filter) -> list[Tally]:
    """Who won and lost how many places between two days; places without a holder are counted too.

    A place counts if the filter chooses it on either day. Holders come in the order of the actors table, then
    contested places without a holder, then the unknown. Only changes of hands are won or lost. The places of the
    two days are the same, so that the sums of ``held`` and of ``holds`` are equal.
    """
    pairs = list(_pairs(timeline, after, until, seen))
    record = timeline.record
    names = {state.controller for pair in pairs for state in pair if state.controller}
    groups = _kin_groups([actor for actor in record.actors if actor in names], record)
    sides = [*((group, Status.HELD) for group in groups), ((), Status.CONTESTED), ((), Status.UNKNOWN)]
    counted = [_tally(actors, status, pairs, record) for actors, status in sides]
    return [tally for tally in counted if tally.held or tally.holds]


def _pairs(timeline: Timeline, after: date, until: date, seen: Filter) -> Iterator[tuple[State, State]]:
    before, later = timeline.states(after), timeline.states(until)
    for place_id, state in before.items():
        if seen.keeps_either(state, later[place_id], timeline.record):
            yield state, later[place_id]


def _kin_groups(actors: list[str], record: Record) -> list[tuple[str, ...]]:
    """Bring together the names of the same fighters."""
    groups: list[list[str]] = []
    for actor in actors:
        related = [group for group in groups if any(are_kin(actor, other, record) for other in group)]
        merged = [name for group in related for name in group] + [actor]
        first = groups.index(related[0]) if related else len(groups)
        groups = [group for group in groups if group not in related]
        groups.insert(first, merged)
    return [tuple(group) for group in groups]


def _tally(actors: tuple[str, ...], status: Status, pairs: list[tuple[State, State]], record: Record) -> Tally:
    def is_theirs(state: State) -> bool:
        if actors:
            return state.controller in actors
        return state.controller is None and state.status is status

    theirs = [(is_theirs(before), is_theirs(later), net(before, later, record)) for before, later in pairs]
    return Tally(
        actors,
        status,
        held=sum(had for had, _, _ in theirs),
        won=sum(has and what is Net.HANDS for _, has, what in theirs),
        lost=sum(had and what is Net.HANDS for had, _, what in theirs),
        found=sum(has - had for had, has, what in theirs if what is not Net.HANDS),
    )
