"""Every parameter of the address: the part of the view it stands for, how it is read and written, what it may be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.asked.days import allowed_days, parse_days, write_days
from dashboard.asked.edition import allowed_edition, read_edition
from dashboard.asked.frame import DEGREES, DRAWN, Frame, allowed_frame
from dashboard.asked.headline import allowed_headline, checked_headline
from dashboard.asked.incidents import allowed_incident_days, read_incident_days
from dashboard.asked.layers import Layer
from dashboard.asked.marking import allowed_marking, checked_marking
from dashboard.asked.notes import allowed_notes
from dashboard.asked.notes_written import read_address, write_address
from dashboard.asked.refusal import Said
from dashboard.asked.stretch import LEAST_DAYS, Stretch
from dashboard.asked.theme import NAME as THEME
from dashboard.asked.theme import Theme
from dashboard.asked.view import Mode, Question, Table, View
from dashboard.text import LANGUAGES, Text
from geodata.dates import parse_any_day
from geodata.grades import Grade
from geodata.period import Period
from geodata.vocabulary import Camp, PlaceKind


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


def write_set(values: frozenset[str]) -> str:
    """Some names as they stand in the address."""
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


def one_of(names: Iterable[str]) -> Callable[[Text, Period], str]:
    """Says what a value may be that is one of some names."""
    return lambda text, period: ", ".join(names)


def said_by(say: Said) -> Callable[[Text, Period], str]:
    """Says it in the same words whatever days there are."""
    return lambda text, _: say(text)


def _read_day(text: str, period: Period) -> date:
    return period.parse(text)


def _any_day(text: Text) -> str:
    return text("YYYY-MM-DD")


def _an_assessor(text: Text) -> str:
    return text("the id of an assessor, such as polgeonow")


def _day(text: Text, period: Period) -> str:
    return f"{_any_day(text)}, {period.first} … {period.last}"


def _span(text: Text, period: Period) -> str:
    first, last = period.first, period.last
    return text("two days, {first},{last}, at least {count} days", first=first, last=last, count=LEAST_DAYS)


def _two_days(text: Text, period: Period) -> str:
    return text("two days, {first},{last}, the earlier first", first=period.first, last=period.last)


def _divider(text: Text) -> str:
    return text("degrees east, {west} … {east}", west=f"{DRAWN['west']:g}", east=f"{DRAWN['east']:g}")


PARAMETERS: dict[str, Parameter] = {
    "on": Parameter("on", _read_day, _plain, _day),
    "view": Parameter("view", _as(View), _plain, one_of(View)),
    "place": Parameter("place", _as(str), _plain, said_by(lambda text: text("the id of a place, such as kidal"))),
    "layers": Parameter("layers", _as(_read_layers), _write_layers, one_of(Layer)),
    "from": Parameter("after", _read_day, _plain, _day),
    "to": Parameter("until", _read_day, _plain, _day),
    "known": Parameter("known", _as(parse_any_day), _plain, said_by(_any_day)),
    "grade": Parameter("grade", _as(Grade.parse), _plain, one_of(["A1 … F6"])),
    "fresh": Parameter("fresh", _as(_read_flag), _write_flag, one_of("10")),
    "as": Parameter("assessor", _as(str), _plain, said_by(_an_assessor)),
    "from_as": Parameter("before_assessor", _as(str), _plain, said_by(_an_assessor)),
    "from_known": Parameter("before_known", _as(parse_any_day), _plain, said_by(_any_day)),
    "actors": Parameter(
        "actors", _set_of(str), write_set, said_by(lambda text: text("ids of actors, such as CSP,JNIM"))
    ),
    "camps": Parameter("camps", _set_of(Camp), write_set, one_of(Camp)),
    "regions": Parameter("regions", _set_of(str), write_set, said_by(lambda text: text("regions, such as Kidal,Gao"))),
    "kinds": Parameter("kinds", _set_of(PlaceKind), write_set, one_of(PlaceKind)),
    "alone": Parameter("alone", _as(_read_flag), _write_flag, one_of("10")),
    "lang": Parameter("lang", _as(_read_language), _plain, one_of(LANGUAGES)),
    "brief": Parameter("brief", _as(_read_flag), _write_flag, one_of("10")),
    "table": Parameter("table", _as(Table), _plain, one_of(Table)),
    "question": Parameter("question", _as(Question), _plain, one_of(Question)),
    "between": Parameter("between", Stretch.of_any_length, _plain, _two_days),
    "frame": Parameter("frame", _as(Frame.parse), _plain, said_by(allowed_frame)),
    "mode": Parameter("mode", _as(Mode), _plain, one_of(Mode)),
    "days": Parameter("several", parse_days, write_days, allowed_days),
    "flip": Parameter("flip", _as(_read_flag), _write_flag, one_of("10")),
    "span": Parameter("span", Stretch.parse, _plain, _span),
    "divider": Parameter("divider", _as(_read_divider), _write_divider, said_by(_divider)),
    "marking": Parameter("marking", _as(checked_marking), _plain, said_by(allowed_marking)),
    "edition": Parameter("edition", _as(read_edition), _plain, said_by(allowed_edition)),
    "notes": Parameter("notes", _as(read_address), write_address, said_by(allowed_notes)),
    "incident_days": Parameter("incident_days", _as(read_incident_days), _plain, said_by(allowed_incident_days)),
    "headline": Parameter("headline", _as(checked_headline), _plain, said_by(allowed_headline)),
    THEME: Parameter("theme", _as(Theme), _plain, one_of(Theme)),
    "legend": Parameter("legend", _as(_read_flag), _write_flag, one_of("10")),
}
"""Every parameter of the address, by its name there."""
FREE = ("marking", "headline")
"""Those whose value is free text: it is read as it stands."""
