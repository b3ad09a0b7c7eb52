"""The whole view as one value, and the one place where it meets the query of the address.

Bad values never break the page: each falls back to its default and is named in a notice.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Self
from urllib.parse import parse_qsl, urlencode

from geodata.dates import FIRST, LAST, parse_day
from geodata.grades import Grade
from geodata.timeline import Lens

LONGEST_VALUE = 200
"""Longer values are refused unread."""


class View(StrEnum):
    """The pages of the app."""

    MAP = "map"
    """The map on a day."""


class Layer(StrEnum):
    """What the map can show or leave out, in drawing order."""

    RELIEF = "relief"
    """Shaded relief below everything."""
    GRATICULE = "graticule"
    """Lines of latitude and longitude."""
    NEIGHBOURS = "neighbours"
    """The countries around Mali."""
    REGIONS = "regions"
    """Outlines of the regions of Mali."""
    RIVER = "river"
    """The Niger."""
    TRACKS = "tracks"
    """Indicative axes of the main tracks and the Tilemsi wadi."""
    KIDAL = "kidal"
    """The communes of Kidal region."""
    MENAKA = "menaka"
    """The communes of Ménaka region."""
    TIGHARGHAR = "tigharghar"
    """The Adrar Tigharghar."""
    PLACES = "places"
    """Towns, villages and crossings."""
    MINUSMA_BASES = "minusma-bases"
    """The sites of the UN mission."""
    OTHER_BASES = "other-bases"
    """French bases and army camps."""


DEFAULT_LAYERS = frozenset(Layer) - {Layer.OTHER_BASES, Layer.TRACKS}
LANGUAGES = ("en", "fr")


@dataclass(frozen=True, slots=True)
class Notice:
    """A value of the address that was not understood, and what is shown instead."""

    parameter: str
    found: str
    allowed: str


@dataclass(frozen=True, slots=True)
class ViewState:
    """Everything that makes two pages look different."""

    on: date = date(2023, 11, 14)
    view: View = View.MAP
    place: str | None = None
    layers: frozenset[Layer] = DEFAULT_LAYERS
    known: date | None = None
    grade: Grade | None = None
    lang: str = "en"
    brief: bool = False

    @property
    def lens(self) -> Lens:
        """What the view lets us see of the record."""
        return Lens(known_on=self.known, min_grade=self.grade)

    def query(self) -> str:
        """The query that gives this view back; defaults are left out, the day never is."""
        shown = {name: write(getattr(self, name)) for name, (_, write, _) in PARAMETERS.items()}
        default = {name: write(getattr(DEFAULT, name)) for name, (_, write, _) in PARAMETERS.items()}
        return urlencode({name: value for name, value in shown.items() if name == "on" or value != default[name]})

    def but(self, **changes: object) -> Self:
        """The same view with some things changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class ReadView:
    """A view read from an address, with a notice for each value that was not understood."""

    state: ViewState
    notices: tuple[Notice, ...] = field(default=())


def _read_place(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]+", text):
        raise ValueError(text)
    return text


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


def _text(value: object) -> str:
    return "" if value is None else str(value)


Parameter = tuple[Callable[[str], object], Callable[[object], str], str]
PARAMETERS: dict[str, Parameter] = {
    "on": (parse_day, _text, f"YYYY-MM-DD, {FIRST} … {LAST}"),
    "view": (View, _text, ", ".join(View)),
    "place": (_read_place, _text, "a place id, such as kidal"),
    "layers": (_read_layers, _write_layers, ", ".join(Layer)),
    "known": (date.fromisoformat, _text, "YYYY-MM-DD"),
    "grade": (Grade.parse, _text, "A1 … F6"),
    "lang": (_read_language, _text, ", ".join(LANGUAGES)),
    "brief": (_read_flag, lambda value: "1" if value else "0", "1, 0"),
}
"""For each parameter of the address: how it is read, how it is written, what is allowed."""
DEFAULT = ViewState()
assert [f.name for f in fields(ViewState)] == list(PARAMETERS), "every part of the view has its parameter"


def read_view(query: str, places: Mapping[str, object], default: ViewState = DEFAULT) -> ReadView:
    """Read a view from the query of an address, with or without its question mark.

    Parameters
    ----------
    query
        Anything at all; what is not understood falls back to the default and is named.
    places
        The places that exist, by id.
    default
        What is shown where the query says nothing.
    """
    found, notices = {}, []
    for name, text in parse_qsl(query.removeprefix("?"), keep_blank_values=False, errors="replace"):
        if name not in PARAMETERS:
            notices.append(Notice(_short(name), _short(text), ", ".join(PARAMETERS)))
            continue
        read, _, allowed = PARAMETERS[name]
        try:
            if len(text) > LONGEST_VALUE:
                raise ValueError(text)
            value = read(text)
            if name == "place" and value not in places:
                raise ValueError(text)
        except (ValueError, KeyError):
            notices.append(Notice(name, _short(text), allowed))
        else:
            found[name] = value
    return ReadView(replace(default, **found), tuple(notices))


def _short(text: str) -> str:
    plain = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return plain if len(plain) <= 40 else plain[:39] + "…"
