"""Which strips the timeline shows, in which groups, and where each stands: everything in pixels from the top."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap

from dashboard.text import Text
from dashboard.told.names import region_name
from geodata.entities import Event, Place
from geodata.events import seen_events
from geodata.record import Record
from geodata.selection import Filter, regions_of
from geodata.timeline import Timeline
from geodata.vocabulary import EventCategory, PlaceKind

HEADING = 40
"""Height of a group's heading, with the years beside it."""
LINE_HEIGHT = 11
WIDEST_NAME = 36
"""Letters of a name that fit beside its strip; a longer one takes two lines."""

LANES = (
    (EventCategory.CONFLICT, EventCategory.CONTROL),
    (EventCategory.POLITICS, EventCategory.AGREEMENT, EventCategory.ARMED_GROUP, EventCategory.HUMANITARIAN),
    (EventCategory.UN, EventCategory.INTERNATIONAL, EventCategory.BASE),
)
"""Which events share a lane."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one line of the timeline shows, wherever it stands: a place, or a lane of events."""

    name: str
    place: Place | None = None
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Entries that stand together under one title."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the timeline: a place, or a lane of events. Pixels count down from the top of its group."""

    name: str
    top: float
    height: float
    strip: float
    """Middle of the strip."""
    presence: float
    """Upper edge of the lane of the forces also present."""
    place: Place | None = None
    events: tuple[Event, ...] = ()

    @classmethod
    def of(cls, entry: Entry, lines: list[str], top: float, *, narrow: bool = False) -> "Row":
        """Set an entry, its name in lines, at a height; on a narrow figure the name stands above the strip."""
        height = 38 if narrow else 20 + LINE_HEIGHT * (len(lines) - 1)
        strip = top + (23 if narrow else height / 2 - 1.5)
        return cls("<br>".join(lines), top, height, strip, strip + 7, entry.place, entry.events)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading. ``top`` is where its first row begins, from the top of the first group's rows."""

    title: str
    rows: tuple[Row, ...]
    top: float

    @property
    def height(self) -> float:
        """Height of the rows, without the heading."""
        return self.rows[-1].top + self.rows[-1].height


def sections(timeline: Timeline, seen: Filter, text: Text) -> list[Section]:
    """The events and every place the filter keeps: the mission's regions, the bases, the rest.

    Where the filter asks for actors or camps, places that no such actor ever held, contested or stayed in are
    left out, as are bases that nobody had opened by the day of the lens; the others are shown whole.
    """
    record = timeline.record
    known = (place for place in record.places.values() if place.id not in record.unopened)
    kept = [place for place in known if seen.keeps_ever(timeline, place.id)]
    found = [Section(text("Events"), _lanes(timeline, seen, text))]
    for title, places in _grouped(kept, record, text):
        found.append(Section(title, tuple(Entry(text.of(place.name), place) for place in places)))
    return [section for section in found if section.entries]


def groups(timeline: Timeline, seen: Filter, text: Text, *, narrow: bool) -> list[Group]:
    """The sections as they stand on the screen, one below the other."""
    found: list[Group] = []
    top = 0.0
    for section in sections(timeline, seen, text):
        found.append(Group(section.title, tuple(_stacked(section.entries, narrow=narrow)), top))
        top += found[-1].height + HEADING
    return found


def _grouped(kept: list[Place], record: Record, text: Text) -> list[tuple[str, list[Place]]]:
    def region(name: str) -> tuple[str, list[Place]]:
        title = text("Region of {region}", region=region_name(name, record, text)) if name else text("Not located")
        return title, [place for place in kept if place.region == name and not place.kind.is_base]

    bases = [place for place in kept if place.kind is PlaceKind.UN_BASE]
    others = [place for place in kept if place.kind.is_base and place.kind is not PlaceKind.UN_BASE]
    mission, *rest = ("Kidal", "Ménaka"), *(name for name in regions_of(record) if name not in ("Kidal", "Ménaka"))
    return [
        *(region(name) for name in mission),
        (text("Former UN bases"), bases),
        (text("French bases and army camps"), others),
        *(region(name) for name in rest),
        region(""),
    ]


def _lanes(timeline: Timeline, seen: Filter, text: Text) -> tuple[Entry, ...]:
    names = (text("Fighting, places taken"), text("Politics, accords, groups"), text("UN, foreign forces, bases"))
    events = seen_events(timeline.record, seen)
    return tuple(
        Entry(name, events=tuple(event for event in events if event.category in lane))
        for name, lane in zip(names, LANES, strict=True)
    )


def _stacked(entries: Iterable[Entry], *, narrow: bool) -> Iterator[Row]:
    top = 0.0
    for entry in entries:
        name = entry.name
        lines = [name] if narrow or len(name) <= WIDEST_NAME else wrap(name, WIDEST_NAME)
        row = Row.of(entry, lines, top, narrow=narrow)
        yield row
        top += row.height
