"""The things of the record as frozen values: actor, source, place, claim, evidence, rivalry, base, event."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from geodata.dates import PartialDate
from geodata.vocabulary import (
    Camp,
    Credibility,
    EventCategory,
    Nearness,
    OpeningPrecision,
    PlaceKind,
    Precision,
    Reading,
    Reliability,
    Status,
    Support,
    Symbol,
)

Row = dict[str, str]


def items(cell: str) -> tuple[str, ...]:
    """The items of a list; none in an empty cell."""
    return tuple(cell.split(";")) if cell else ()


def _partial(cell: str) -> PartialDate | None:
    return PartialDate.parse(cell) if cell else None


def optional_day(cell: str) -> date | None:
    """The day of a cell, or None where it is empty."""
    return date.fromisoformat(cell) if cell else None


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in both languages."""

    en: str
    fr: str

    def __getitem__(self, language: str) -> str:
        """The text in ``en`` or ``fr``."""
        return self.fr if language == "fr" else self.en

    @classmethod
    def of(cls, row: Row, stem: str) -> Self:
        """Read the columns ``<stem>_en`` and ``<stem>_fr``."""
        return cls(row[f"{stem}_en"], row[f"{stem}_fr"])


@dataclass(frozen=True, slots=True)
class Actor:
    """Who may hold a place, be present in it or contest it."""

    id: str
    name: Bilingual
    short: Bilingual
    said: Bilingual
    camp: Camp
    start: PartialDate | None
    end: PartialDate | None
    successor_of: tuple[str, ...]
    colour: str
    symbol: Symbol
    note: Bilingual

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Read a valid row of the table actors."""
        return cls(
            id=row["actor_id"],
            name=Bilingual.of(row, "name"),
            short=Bilingual.of(row, "short"),
            said=Bilingual.of(row, "said"),
            camp=Camp(row["camp"]),
            start=_partial(row["from"]),
            end=_partial(row["until"]),
            successor_of=items(row["successor_of"]),
            colour=row["colour"],
            symbol=Symbol(row["symbol"]),
            note=Bilingual.of(row, "note"),
        )


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim or an event comes from."""

    id: str
    publisher: str
    title: str
    published: PartialDate | None
    url: str
    language: str
    reliability: Reliability
    party: str | None
    origin: str | None
    note: str

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Read a valid row of the table sources."""
        return cls(
            id=row["source_id"],
            publisher=row["publisher"],
            title=row["title"],
            published=_partial(row["published"]),
            url=row["url"],
            language=row["language"],
            reliability=Reliability(row["reliability"]),
            party=row["party"] or None,
            origin=row["origin"] or None,
            note=row["note"],
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A place people can name. ``lat`` and ``lon`` are WGS 84 degrees, or None where never located."""

    id: str
    name: Bilingual
    aliases: tuple[str, ...]
    kind: PlaceKind
    region: str
    cercle: str
    lat: float | None
    lon: float | None
    position_precision_m: float | None
    position_source: str

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Read a valid row of the table places."""
        return cls(
            id=row["place_id"],
            name=Bilingual.of(row, "name"),
            aliases=items(row["aliases"]),
            kind=PlaceKind(row["kind"]),
            region=row["region"],
            cercle=row["cercle"],
            lat=float(row["lat"]) if row["lat"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
            position_precision_m=float(row["position_precision_m"]) if row["position_precision_m"] else None,
            position_source=row["position_source"],
        )

    @property
    def is_seat(self) -> bool:
        """Whether it is the town after which its region is named."""
        return self.kind is PlaceKind.TOWN and self.name.en == self.region


@dataclass(frozen=True, slots=True)
class Claim:
    """Who held a place from a day on, and how we know."""

    id: str
    place_id: str
    valid_from: date
    precision: Precision
    controller: str | None
    status: Status
    contested_by: tuple[str, ...]
    present: tuple[str, ...]
    around: tuple[str, ...]
    label_change: bool
    credibility: Credibility
    text: Bilingual
    note: Bilingual
    source_ids: tuple[str, ...]
    recorded_on: date
    withdrawn_on: date | None

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Read a valid row of the table claims."""
        return cls(
            id=row["claim_id"],
            place_id=row["place_id"],
            valid_from=date.fromisoformat(row["valid_from"]),
            precision=Precision(row["precision"]),
            controller=row["controller"] or None,
            status=Status(row["status"]),
            contested_by=items(row["contested_by"]),
            present=items(row["present"]),
            around=items(row["around"]),
            label_change=row["label_change"] == "true",
            credibility=Credibility(row["credibility"]),
            text=Bilingual.of(row, "claim"),
            note=Bilingual.of(row, "note"),
            source_ids=items(row["source_ids"]),
            recorded_on=date.fromisoformat(row["recorded_on"]),
            withdrawn_on=optional_day(row["withdrawn_on"]),
        )

    def in_force(self, recorded_by: date | None) -> bool:
        """Whether the row stood in the record at the end of that day; None asks for today's record."""
        if recorded_by is None:
            return self.withdrawn_on is None
        return self.recorded_on <= recorded_by and (self.withdrawn_on is None or self.withdrawn_on > recorded_by)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one source of a claim bears out, judged by reading it."""

    claim_id: str
    source_id: str
    bears_out: frozenset[Support]
    near: Nearness
    where: str
    read: Reading
    note: Bilingual

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Read a valid row of the table evidence."""
        return cls(
            claim_id=row["claim_id"],
            source_id=row["source_id"],
            bears_out=frozenset(map(Support, items(row["bears_out"]))),
            near=Nearness(row["near"]),
            where=row["where"],
            read=Reading(row["read"]),
            note=Bilingual.of(row, "note"),
        )


@dataclass(frozen=True, slots=True)
class Rivalry:
    """Two sides that are rivals from one day to another, both included; without an end it goes on."""

    id: str
    sides: tuple[frozenset[str], frozenset[str]]
    start: date
    end: date | None
    only_around: bool
    """Whether this is so only where one side is around a place of the other."""
    note: Bilingual

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Read a valid row of the table rivals."""
        return cls(
            id=row["rivalry_id"],
            sides=(frozenset(items(row["side_a"])), frozenset(items(row["side_b"]))),
            start=date.fromisoformat(row["from"]),
            end=date.fromisoformat(row["until"]) if row["until"] else None,
            only_around=row["only_around"] == "true",
            note=Bilingual.of(row, "note"),
        )

    def sets_apart(self, one: str, other: str, first: date, last: date) -> bool:
        """Whether two actors are on its two sides on any day of a time, both ends included."""
        left, right = self.sides
        apart = (one in left and other in right) or (one in right and other in left)
        return apart and last >= self.start and (self.end is None or first <= self.end)


@dataclass(frozen=True, slots=True)
class Base:
    """The life of a military site."""

    place_id: str
    name: str
    town: str | None
    contributors: tuple[str, ...]
    opened: PartialDate | None
    opened_precision: OpeningPrecision | None
    departed: PartialDate | None
    handed_over: PartialDate | None
    handed_to: Bilingual
    is_abandoned: bool
    """Whether it was left to nobody."""
    counted_in_thirteen: bool
    note: Bilingual
    source_ids: tuple[str, ...]

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Read a valid row of the table bases."""
        return cls(
            place_id=row["place_id"],
            name=row["name"],
            town=row["town"] or None,
            contributors=items(row["contributors"]),
            opened=_partial(row["opened"]),
            opened_precision=OpeningPrecision(row["opened_precision"]) if row["opened_precision"] else None,
            departed=_partial(row["departed"]),
            handed_over=_partial(row["handed_over"]),
            handed_to=Bilingual.of(row, "handed_to"),
            is_abandoned=bool(row["departed"]) and not row["handed_over"],
            counted_in_thirteen=row["counted_in_thirteen"] == "true",
            note=Bilingual.of(row, "note"),
            source_ids=items(row["source_ids"]),
        )


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; context for the claims."""

    id: str
    date: date
    precision: Precision
    until: date
    category: EventCategory
    title: Bilingual
    summary: Bilingual
    place_ids: tuple[str, ...]
    actor_ids: tuple[str, ...]
    source_ids: tuple[str, ...]
    credibility: Credibility

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Read a valid row of the table events."""
        first = date.fromisoformat(row["date"])
        return cls(
            id=row["event_id"],
            date=first,
            precision=Precision(row["precision"]),
            until=optional_day(row["until"]) or first,
            category=EventCategory(row["category"]),
            title=Bilingual.of(row, "title"),
            summary=Bilingual.of(row, "summary"),
            place_ids=items(row["place_ids"]),
            actor_ids=items(row["actor_ids"]),
            source_ids=items(row["source_ids"]),
            credibility=Credibility(row["credibility"]),
        )
