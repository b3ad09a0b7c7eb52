"""The whole view as one value, and the one place where it meets the query of the address.

Bad values never break the page: each falls back to its default and is named in a notice.
"""

import re
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Self
from urllib.parse import urlencode

from dashboard.asked.days import Days, allowed_days, parse_days, write_days
from dashboard.asked.edition import allowed_edition, read_edition
from dashboard.asked.headline import allowed_headline, checked_headline
from dashboard.asked.layers import SHOWN_AT_FIRST, Layer
from dashboard.asked.link import pairs, readings
from dashboard.asked.marking import MarkingError, allowed_marking, checked_marking
from dashboard.asked.notes import NO_NOTES, Notes, allowed_notes
from dashboard.asked.notes_written import LONGEST_IN_ADDRESS, read_address, write_address
from dashboard.asked.refusal import Refusal, Said
from dashboard.asked.sight import Sight
from dashboard.asked.stretch import LEAST_DAYS, Stretch
from dashboard.text import LANGUAGES, Text
from geodata.dates import parse_any_day
from geodata.grades import Grade
from geodata.letters import told
from geodata.period import Period
from geodata.record import Record
from geodata.selection import Filter, regions_of
from geodata.timeline import Lens
from geodata.vocabulary import Camp, PlaceKind

LONGEST_VALUE = 200
"""Longer values are refused unread, but for a choice of all that the record has: what can be chosen can be sent."""


class View(StrEnum):
    """The pages of the app."""

    MAP = "map"
    """The map on a day."""
    COMPARE = "compare"
    """Two days next to each other, and what changed between them."""
    TIMELINE = "timeline"
    """Every place as a strip of its holders."""
    TRENDS = "trends"
    """Numbers through time, with their range."""
    RECORDS = "records"
    """Claims, events and sources as tables."""
    METHOD = "method"
    """What the map means and how sure it is."""


SHEETED = (View.MAP, View.COMPARE, View.TIMELINE, View.TRENDS)
"""The views of which there are sheets: for paper, for slides, and alone on the screen."""


class Mode(StrEnum):
    """How two days are compared."""

    SIDE = "side"
    """Two maps side by side."""
    SWIPE = "swipe"
    """Two maps on top of each other, with a divider to draw across."""
    CHANGE = "change"
    """One map of what is different on the later day."""


class Table(StrEnum):
    """The tables of the records view."""

    CLAIMS = "claims"
    """Who held a place from a day on, and how we know."""
    EVENTS = "events"
    """What happened, and where."""
    SOURCES = "sources"
    """What all of it rests on."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A piece of ground in whole hundredths of degrees, within what the map can draw."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        """As it stands in the address: ``0.1,17.7,2.7,19.5``."""
        return ",".join(f"{degrees:g}" for degrees in (self.west, self.south, self.east, self.north))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read west, south, east and north in degrees.

        Raises
        ------
        ValueError
            If these are not four plain numbers of a piece of ground of some size within :data:`DRAWN`.
        """
        if not FRAME.fullmatch(text):
            raise ValueError(text)
        west, south, east, north = (round(float(number), 2) for number in text.split(","))
        across = DRAWN["west"] <= west and west + LEAST_FRAME <= east <= DRAWN["east"]
        up = DRAWN["south"] <= south and south + LEAST_FRAME <= north <= DRAWN["north"]
        if not (across and up):
            raise ValueError(text)
        return cls(west, south, east, north)


DRAWN = {"west": -13.0, "east": 7.5, "south": 9.5, "north": 26.0}
"""Degrees: the ground that the layers cover."""
LEAST_FRAME = 0.02
"""Degrees: a frame no smaller than what the positions of the places bear."""
DEGREES = re.compile(r"-?[0-9]{1,2}(\.[0-9]{1,4})?")
FRAME = re.compile(rf"{DEGREES.pattern}(,{DEGREES.pattern}){{3}}")


@dataclass(frozen=True, slots=True)
class Notice:
    """A value of the address that was not understood, and what is shown instead."""

    parameter: str
    found: str
    allowed: str
    """In the language of the view."""
    is_turned: bool = False
    """Whether it was understood, but stood the wrong way round."""

    def refused(self, text: Text) -> str:
        """What is said where nothing is shown instead."""
        return text(
            "{parameter}: found '{found}'; allowed: {allowed}",
            parameter=self.parameter,
            found=self.found,
            allowed=self.allowed,
        )


class NotUnderstoodError(Refusal, ValueError):
    """A question that is not understood, or cannot be; it says what was found and what is allowed."""


@dataclass(frozen=True, slots=True)
class ViewState:
    """Everything that makes two pages look different."""

    on: date = date(2023, 11, 14)
    view: View = View.MAP
    place: str | None = None
    layers: frozenset[Layer] = SHOWN_AT_FIRST
    after: date = date(2023, 10, 1)
    """The earlier of the two compared days; ``from`` in the address."""
    until: date = date(2023, 12, 31)
    """The later of the two compared days; ``to`` in the address."""
    known: date | None = None
    grade: Grade | None = None
    fresh: bool = False
    """Whether what has long not been confirmed is shown as unknown."""
    assessor: str | None = None
    """Whose view is shown, if not ours; ``as`` in the address."""
    before_assessor: str | None = None
    """Whose view the earlier of two compared days has, if not that of the later; ``from_as`` in the address."""
    before_known: date | None = None
    """The day by which the earlier of two compared days was known so; ``from_known`` in the address."""
    actors: frozenset[str] = frozenset()
    camps: frozenset[Camp] = frozenset()
    regions: frozenset[str] = frozenset()
    kinds: frozenset[PlaceKind] = frozenset()
    alone: bool = False
    """Whether the actors are asked for under these names alone, and not with their lines."""
    lang: str = "en"
    brief: bool = False
    table: Table = Table.CLAIMS
    """The table of the records view."""
    frame: Frame | None = None
    """The ground the map opens on; None is its opening view."""
    mode: Mode = Mode.SIDE
    """How the compare view shows its two days."""
    several: Days = ()
    """The days that are drawn next to each other on small maps, ``days`` in the address; none for one map or two."""
    flip: bool = False
    """Whether the compare view has the later day on the left."""
    span: Stretch | None = None
    """The days that the charts show; None is all of them."""
    divider: float | None = None
    """Degrees east at which two maps on top of each other meet; None is across Kidal."""
    marking: str = ""
    """Handling marking typed by the reader; it stands beside that of the house."""
    edition: str | None = None
    """Digest of the edition of the record that is asked for; None is the newest."""
    notes: Notes = NO_NOTES
    """What the reader has written on the view."""
    headline: str = ""
    """The reader's own headline; empty for what the record says."""

    @property
    def lens(self) -> Lens:
        """What the view lets us see of the record."""
        return Lens(known_on=self.known, min_grade=self.grade, fresh=self.fresh, assessor=self.assessor)

    @property
    def lens_before(self) -> Lens:
        """What the earlier of two compared days lets us see: the lens of both, but for what it has of its own."""
        assessor, known = self.before_assessor or self.assessor, self.before_known or self.known
        return replace(self.lens, assessor=assessor, known_on=known)

    @property
    def is_sided(self) -> bool:
        """Whether the two compared days are seen through lenses of their own."""
        return self.lens_before != self.lens

    @property
    def filter(self) -> Filter:
        """What the reader asks to see only."""
        return Filter(self.actors, self.camps, self.regions, self.kinds, self.alone)

    @property
    def sight(self) -> Sight:
        """What is seen of the record, whatever the day and the page."""
        return Sight(self.lens, self.filter, self.lang)

    @property
    def sight_before(self) -> Sight:
        """The same of the earlier of two compared days."""
        return Sight(self.lens_before, self.filter, self.lang)

    @property
    def sights(self) -> Sight:
        """The sight of both compared days at once."""
        return replace(self.sight, before=self.lens_before if self.is_sided else None)

    @classmethod
    def of(cls, sight: Sight) -> Self:
        """The opening view of what is seen in a certain way."""
        seen = {part.name: getattr(sight.filter, part.name) for part in fields(Filter)}
        lens = sight.lens
        seen |= {"known": lens.known_on, "grade": lens.min_grade, "fresh": lens.fresh, "assessor": lens.assessor}
        if sight.before:
            seen |= {"before_known": sight.before.known_on, "before_assessor": sight.before.assessor}
        return cls(lang=sight.language, **seen)

    @property
    def shows_several(self) -> bool:
        """Whether several days are drawn next to each other, in place of the one map or the two."""
        return bool(self.several) and self.view in (View.MAP, View.COMPARE)

    def days(self, period: Period) -> Stretch:
        """The days that the charts show."""
        return self.span or Stretch.of(period)

    def within(self, period: Period) -> Self:
        """The same view of a record of other days: on the nearest of these, and comparing the first with the last."""
        on = min(max(self.on, period.first), period.last)
        both = (self.after, self.until)
        after, until = both if all(day in period for day in both) else (period.first, period.last)
        several = self.several if all(day in period for day in self.several) else ()
        return self.but(on=on, after=after, until=until, several=several)

    def query(self) -> str:
        """The query that gives this view back; defaults are left out, the day never is."""
        written = {name: parameter.write(getattr(self, parameter.part)) for name, parameter in PARAMETERS.items()}
        usual = {name: parameter.write(getattr(DEFAULT, parameter.part)) for name, parameter in PARAMETERS.items()}
        return urlencode({name: value for name, value in written.items() if name == "on" or value != usual[name]})

    def but(self, **changes: object) -> Self:
        """The same view with some things changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class ReadView:
    """A view read from an address, with a notice for each value that was not understood."""

    state: ViewState
    notices: tuple[Notice, ...] = field(default=())


def _read_layers(text: str) -> frozenset[Layer]:
    return frozenset(Layer(name) for name in text.split(",")) if text != "none" else frozenset()


def _write_layers(layers: frozenset[Layer]) -> str:
    return ",".join(layer for layer in Layer if layer in layers) or "none"


def _read_language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError(text)
    return text


def _read_flag(text: str) -> bool:
    return {"1": True, "0": False}[text]


def _write_flag(value: bool) -> str:
    return "1" if value else "0"


def _read_divider(text: str) -> float:
    degrees = round(float(text), 2) if DEGREES.fullmatch(text) else DRAWN["east"] + 1
    if not DRAWN["west"] <= degrees <= DRAWN["east"]:
        raise ValueError(text)
    return degrees


def _write_divider(degrees: float | None) -> str:
    return "" if degrees is None else f"{degrees:g}"


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _set_of(read: Callable[[str], object]) -> Callable[[str, Period], frozenset]:
    return lambda text, _: frozenset(read(item) for item in text.split(","))


def _write_set(values: frozenset[str]) -> str:
    return ",".join(sorted(values))


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of the address: the part of the view it stands for, and how it is read and written."""

    part: str
    read: Callable[[str, Period], object]
    """What a value means where a record has these days."""
    write: Callable[[object], str]
    allowed: Callable[[Text, Period], str]
    """Says what it may be."""


def _as(read: Callable[[str], object]) -> Callable[[str, Period], object]:
    """Read what means the same whatever days there are."""
    return lambda text, _: read(text)


def _one_of(names: Iterable[str]) -> Callable[[Text, Period], str]:
    return lambda text, period: ", ".join(names)


def _said(say: Said) -> Callable[[Text, Period], str]:
    return lambda text, _: say(text)


def _read_day(text: str, period: Period) -> date:
    return period.parse(text)


def _any_day(text: Text) -> str:
    return text("YYYY-MM-DD")


def _an_assessor(text: Text) -> str:
    return text("the id of an assessor, such as polgeonow")


def _day(text: Text, period: Period) -> str:
    return f"{_any_day(text)}, {period.first} … {period.last}"


def _frame(text: Text) -> str:
    corners = "{west},{south} … {east},{north}".format(**DRAWN)
    return text("west,south,east,north: {corners}", corners=corners)


def _span(text: Text, period: Period) -> str:
    first, last = period.first, period.last
    return text("two days, {first},{last}, at least {count} days", first=first, last=last, count=LEAST_DAYS)


def _divider(text: Text) -> str:
    return text("degrees east, {west} … {east}", west=f"{DRAWN['west']:g}", east=f"{DRAWN['east']:g}")


PARAMETERS: dict[str, Parameter] = {
    "on": Parameter("on", _read_day, _plain, _day),
    "view": Parameter("view", _as(View), _plain, _one_of(View)),
    "place": Parameter("place", _as(str), _plain, _said(lambda text: text("the id of a place, such as kidal"))),
    "layers": Parameter("layers", _as(_read_layers), _write_layers, _one_of(Layer)),
    "from": Parameter("after", _read_day, _plain, _day),
    "to": Parameter("until", _read_day, _plain, _day),
    "known": Parameter("known", _as(parse_any_day), _plain, _said(_any_day)),
    "grade": Parameter("grade", _as(Grade.parse), _plain, _one_of(["A1 … F6"])),
    "fresh": Parameter("fresh", _as(_read_flag), _write_flag, _one_of("10")),
    "as": Parameter("assessor", _as(str), _plain, _said(_an_assessor)),
    "from_as": Parameter("before_assessor", _as(str), _plain, _said(_an_assessor)),
    "from_known": Parameter("before_known", _as(parse_any_day), _plain, _said(_any_day)),
    "actors": Parameter(
        "actors", _set_of(str), _write_set, _said(lambda text: text("ids of actors, such as CSP,JNIM"))
    ),
    "camps": Parameter("camps", _set_of(Camp), _write_set, _one_of(Camp)),
    "regions": Parameter("regions", _set_of(str), _write_set, _said(lambda text: text("regions, such as Kidal,Gao"))),
    "kinds": Parameter("kinds", _set_of(PlaceKind), _write_set, _one_of(PlaceKind)),
    "alone": Parameter("alone", _as(_read_flag), _write_flag, _one_of("10")),
    "lang": Parameter("lang", _as(_read_language), _plain, _one_of(LANGUAGES)),
    "brief": Parameter("brief", _as(_read_flag), _write_flag, _one_of("10")),
    "table": Parameter("table", _as(Table), _plain, _one_of(Table)),
    "frame": Parameter("frame", _as(Frame.parse), _plain, _said(_frame)),
    "mode": Parameter("mode", _as(Mode), _plain, _one_of(Mode)),
    "days": Parameter("several", parse_days, write_days, allowed_days),
    "flip": Parameter("flip", _as(_read_flag), _write_flag, _one_of("10")),
    "span": Parameter("span", Stretch.parse, _plain, _span),
    "divider": Parameter("divider", _as(_read_divider), _write_divider, _said(_divider)),
    "marking": Parameter("marking", _as(checked_marking), _plain, _said(allowed_marking)),
    "edition": Parameter("edition", _as(read_edition), _plain, _said(allowed_edition)),
    "notes": Parameter("notes", _as(read_address), write_address, _said(allowed_notes)),
    "headline": Parameter("headline", _as(checked_headline), _plain, _said(allowed_headline)),
}
"""Every parameter of the address, by its name there."""
FREE = ("marking", "headline")
"""Those whose value is free text: it is read as it stands."""
DEFAULT = ViewState()


def read_view(query: str, record: Record, default: ViewState = DEFAULT) -> ReadView:
    """Read a view from the query of an address, with or without its question mark.

    Parameters
    ----------
    query
        Anything at all; what is not understood falls back to the default and is named.
    record
        What exists: places, actors and regions that a view may name.
    default
        What is shown where the query says nothing.
    """
    found: dict[str, object] = {}
    missed: list[tuple[str, str, Callable[[Text, Period], str]]] = []
    for name, written in pairs(query, PARAMETERS, FREE):
        parameter = PARAMETERS.get(name)
        if parameter is None:
            missed.append((name, written, _one_of(PARAMETERS)))
            continue
        try:
            found[parameter.part] = _read(parameter, written, record)
        except MarkingError as fault:
            missed.append((name, written, _said(fault.allowed)))
        except (ValueError, KeyError):
            missed.append((name, written, parameter.allowed))
    state = replace(default.within(record.period), **found)
    text = Text(state.lang)
    notices = [Notice(_short(name), _short(written), allowed(text, record.period)) for name, written, allowed in missed]
    if state.until < state.after:
        notices.append(Notice("from", str(state.after), f"… {state.until}", is_turned=True))
        state = state.but(after=state.until, until=state.after)
    return ReadView(state, tuple(notices))


def edition_in(query: str) -> str | None:
    """The edition that the query of an address asks for, kept here or not; None where it asks for none.

    Whoever answers takes the record of that edition, if it has one, and reads the view with it.
    """
    asked = [written for name, written in pairs(query, PARAMETERS, FREE) if name == "edition"]
    for text in readings(asked[-1]) if asked else ():
        with suppress(ValueError):
            return read_edition(text)
    return None


def read_exactly(query: str, record: Record, default: ViewState = DEFAULT) -> ViewState:
    """Read a view of which a file or an answer is made, which must not silently show something else.

    Raises
    ------
    NotUnderstoodError
        For the first value that is not understood.
    """
    read = read_view(query, record, default)
    for notice in read.notices:
        raise NotUnderstoodError(notice.refused)
    return read.state


def _read(parameter: Parameter, written: str, record: Record) -> object:
    exists = {"place": record.places, "actors": record.actors, "edition": (record.digest,)}
    exists |= dict.fromkeys(("assessor", "before_assessor"), record.assessors)
    known = regions_of(record) if parameter.part == "regions" else exists.get(parameter.part)
    longest = LONGEST_IN_ADDRESS if parameter.part == "notes" else len(_write_set(known or ()))
    if len(written) > max(LONGEST_VALUE, longest):
        raise ValueError(written)
    if parameter.part in FREE:
        return parameter.read(written, record.period)
    for text in readings(written):
        with suppress(ValueError, KeyError):
            return _value(parameter, text, record.period, known)
    raise ValueError(written)


def _value(parameter: Parameter, text: str, period: Period, known: Collection[str] | None) -> object:
    value = parameter.read(text, period)
    asked = {value} if isinstance(value, str) else value
    if known is not None and not all(item in known for item in asked):
        raise ValueError(text)
    return value


def _short(text: str) -> str:
    plain = told(text)
    return plain if len(plain) <= 40 else plain[:39] + "…"
