"""What is asked to be seen only: some actors, camps, regions or kinds of place.

A filter chooses places, and never changes what is told of them. A region or a kind of place chooses them for good. An
actor or a camp chooses those in which it holds, contests or is present: on the day shown or the day before, on either
of two days compared, or ever where all of time is shown. A place so chosen is told whole, with whoever came before and
after, so that every number and colour is that of the whole record; of lists, whatever begins or ends what was chosen.
An actor stands for its line, all names that succession joins to it, unless the names alone are asked for.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date

from geodata.entities import Event, Place
from geodata.record import Record
from geodata.timeline import ONE_DAY, Change, ChangeKind, State, Timeline
from geodata.vocabulary import Camp, PlaceKind


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of each; an empty one leaves nothing out."""

    actors: frozenset[str] = frozenset()
    camps: frozenset[Camp] = frozenset()
    regions: frozenset[str] = frozenset()
    kinds: frozenset[PlaceKind] = frozenset()
    alone: bool = False
    """Whether the actors are asked for under these names alone, and not with their lines."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left out."""
        return not (self.actors or self.camps or self.regions or self.kinds)

    def names(self, record: Record) -> frozenset[str]:
        """The actors that are asked for, with every other name of their lines unless the names alone are."""
        return self.actors if self.alone else self.actors.union(*(record.lines[name] for name in self.actors))

    def splits(self, names: Iterable[str], record: Record) -> bool:
        """Whether it asks for a part of the line of these names alone: what the line won and lost is then not seen."""
        asked = [record.lines[name] for name in names if self.alone and record.lines[name] & self.actors]
        return any(not line <= self.actors for line in asked)

    def keeps_place(self, place: Place) -> bool:
        """Whether a place is of a chosen region and kind."""
        in_region = not self.regions or place.region in self.regions
        return in_region and (not self.kinds or place.kind in self.kinds)

    def keeps_state(self, state: State, record: Record) -> bool:
        """Whether a chosen actor, or one of a chosen camp, holds, contests, is in or around a chosen place."""
        if not self.keeps_place(state.place):
            return False
        if not self.actors and not self.camps:
            return True
        return self._chooses(state.forces, record)

    def keeps_either(self, before: State, after: State, record: Record) -> bool:
        """Whether a place is chosen by one of two states; both are then told, whichever it is."""
        return self.keeps_state(before, record) or self.keeps_state(after, record)

    def keeps_on(self, timeline: Timeline, place_id: str, day: date) -> bool:
        """Whether a place is chosen on a day; what ended with that very day is told of too, so the eve counts."""
        days = (max(timeline.record.period.first, day - ONE_DAY), day)
        return self.keeps_either(*(timeline.state(place_id, one) for one in days), timeline.record)

    def keeps_ever(self, timeline: Timeline, place_id: str) -> bool:
        """Whether a place is chosen where all of the record's time is shown."""
        return any(self.keeps_state(state, timeline.record) for state in timeline.spans[place_id])

    def keeps_change(self, change: Change, record: Record) -> bool:
        """Whether a change begins or ends a state that is kept."""
        return self.keeps_either(change.before, change.after, record)

    def keeps_event(self, event: Event, record: Record) -> bool:
        """Whether an event is at a chosen place and concerns a chosen actor, or one of a chosen camp."""
        if (self.regions or self.kinds) and not any(self.keeps_place(record.places[name]) for name in event.place_ids):
            return False
        return self._chooses(set(event.actor_ids), record)

    def _chooses(self, forces: Set[str], record: Record) -> bool:
        chosen = not self.actors or bool(forces & self.names(record))
        return chosen and (not self.camps or any(record.actors[force].camp in self.camps for force in forces))


ALL = Filter()
"""Leaves nothing out."""


def regions_of(record: Record) -> list[str]:
    """Every region that has a place, in the order of the places table."""
    return list(dict.fromkeys(place.region for place in record.places.values() if place.region))


def told_changes(timeline: Timeline, first: date, last: date, seen: Filter) -> list[Change]:
    """The changes after one day, up to another, that are said, as far as the filter lets them be seen."""
    return [
        change
        for change in timeline.changes(first, last)
        if is_told(change) and seen.keeps_change(change, timeline.record)
    ]


def changed_on(timeline: Timeline, day: date, seen: Filter) -> list[Change]:
    """The changes of a day that are outlined and said, as far as the filter lets them be seen."""
    return told_changes(timeline, day - ONE_DAY, day, seen) if day > timeline.record.period.first else []


def is_told(change: Change) -> bool:
    """Whether a change is outlined and said: all but the mere coming and going of other forces."""
    return change.kind is not ChangeKind.PRESENCE
