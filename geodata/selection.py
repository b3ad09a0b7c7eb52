"""What is asked to be seen only: some actors, camps, regions or kinds of place."""

from dataclasses import dataclass
from datetime import date

from geodata.dates import FIRST
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

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left out."""
        return not (self.actors or self.camps or self.regions or self.kinds)

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
        chosen = not self.actors or bool(state.forces & self.actors)
        return chosen and (not self.camps or any(record.actors[force].camp in self.camps for force in state.forces))

    def keeps_change(self, change: Change, record: Record) -> bool:
        """Whether a change begins or ends a state that is kept."""
        return self.keeps_state(change.before, record) or self.keeps_state(change.after, record)

    def keeps_event(self, event: Event, record: Record) -> bool:
        """Whether an event is at a chosen place and concerns a chosen actor, or one of a chosen camp."""
        if (self.regions or self.kinds) and not any(self.keeps_place(record.places[name]) for name in event.place_ids):
            return False
        chosen = not self.actors or bool(self.actors & set(event.actor_ids))
        return chosen and (not self.camps or any(record.actors[name].camp in self.camps for name in event.actor_ids))


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
    return told_changes(timeline, day - ONE_DAY, day, seen) if day > FIRST else []


def is_told(change: Change) -> bool:
    """Whether a change is outlined and said: all but the mere coming and going of other forces."""
    return change.kind is not ChangeKind.PRESENCE
