"""What a reader asks to see only: some actors, camps, regions or kinds of place. Holds across all views."""

from dataclasses import dataclass

from dashboard.text import Text
from geodata.entities import Event, Place
from geodata.record import Record
from geodata.timeline import Change, State
from geodata.vocabulary import Camp, PlaceKind

MOST_NAMED = 6
"""Names that a title says of a filter; it is asked for more than that only by who wants nearly everything."""


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
        """Whether a chosen actor, or one of a chosen camp, holds, contests or is present in a chosen place."""
        if not self.keeps_place(state.place):
            return False
        if not self.actors and not self.camps:
            return True
        forces = {state.controller, *state.contested_by, *state.present} - {None}
        chosen = not self.actors or bool(forces & self.actors)
        return chosen and (not self.camps or any(record.actors[force].camp in self.camps for force in forces))

    def keeps_change(self, change: Change, record: Record) -> bool:
        """Whether a change begins or ends a state that is kept."""
        return self.keeps_state(change.before, record) or self.keeps_state(change.after, record)

    def keeps_event(self, event: Event, record: Record) -> bool:
        """Whether an event is at a chosen place and concerns a chosen actor, or one of a chosen camp."""
        if (self.regions or self.kinds) and not any(self.keeps_place(record.places[name]) for name in event.place_ids):
            return False
        chosen = not self.actors or bool(self.actors & set(event.actor_ids))
        return chosen and (not self.camps or any(record.actors[name].camp in self.camps for name in event.actor_ids))

    def said(self, record: Record, text: Text) -> list[str]:
        """The filter in words, a phrase for each part that leaves something out."""
        parts = [
            (text("actors"), [text.of(actor.short) for actor in record.actors.values() if actor.id in self.actors]),
            (text("camps"), [camp_name(camp, text) for camp in Camp if camp in self.camps]),
            (text("regions"), sorted(region_name(region, record, text) for region in self.regions)),
            (text("kinds of place"), [kind_name(kind, text) for kind in PlaceKind if kind in self.kinds]),
        ]
        return [text("{what}: {names} only", what=what, names=_few(names, text)) for what, names in parts if names]


def _few(names: list[str], text: Text) -> str:
    """Names in a row; of many the first, and how many more there are."""
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return text("{names} and {count} more", names=", ".join(names[: MOST_NAMED - 1]), count=len(names) - MOST_NAMED + 1)


def regions_of(record: Record) -> list[str]:
    """Every region that has a place, in the order of the places table."""
    return list(dict.fromkeys(place.region for place in record.places.values() if place.region))


def region_name(region: str, record: Record, text: Text) -> str:
    """A region's name in the page's language; the tables have the English one."""
    regions = record.layers["regions"]
    names = dict(zip(regions["name_en"], regions[f"name_{text.language}"], strict=True))
    return names.get(region, region)


def camp_name(camp: Camp, text: Text) -> str:
    """What a camp is called."""
    return {
        Camp.STATE: text("State"),
        Camp.ARMED_MOVEMENT: text("Armed movement"),
        Camp.PRO_STATE_MILITIA: text("Pro-state militia"),
        Camp.JIHADIST: text("Jihadist group"),
        Camp.INTERNATIONAL: text("International force"),
    }[camp]


def kind_name(kind: PlaceKind, text: Text) -> str:
    """What a kind of place is called."""
    return {
        PlaceKind.TOWN: text("Town"),
        PlaceKind.VILLAGE: text("Village"),
        PlaceKind.CROSSING: text("Border crossing"),
        PlaceKind.MASSIF: text("Massif"),
        PlaceKind.RURAL_AREA: text("Rural area"),
        PlaceKind.UN_BASE: text("UN base"),
        PlaceKind.FRENCH_BASE: text("French base"),
        PlaceKind.ARMY_CAMP: text("Army camp"),
    }[kind]
