"""One declared schema per layer of the ground: kinds of shape, where they lie, and what is said of each feature.

The reader and the error messages come from here. What a file says beyond this is not read.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from geodata.schema import MALI_LATITUDES, MALI_LONGITUDES

LONGEST_TEXT = 2000
MASSIF = "adrar-tigharghar"
"""The place whose claims the massif shows."""
POLYGONS, LINES = ("Polygon", "MultiPolygon"), ("LineString", "MultiLineString")


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees within which every position lies."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a position lies within; one that is not finite does not."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def __str__(self) -> str:
        """In words."""
        return f"longitude {self.west:g} to {self.east:g} and latitude {self.south:g} to {self.north:g}"


MALI = Box(MALI_LONGITUDES[0], MALI_LATITUDES[0], MALI_LONGITUDES[1], MALI_LATITUDES[1])
AROUND = Box(-30.0, -5.0, 30.0, 45.0)


@dataclass(frozen=True, slots=True)
class Property:
    """What may be said of a feature under one name."""

    test: Callable[[object], bool]
    allowed: str
    is_optional: bool = False
    """Whether it may be null or missing."""
    is_unique: bool = False
    is_text: bool = True

    def passes(self, value: object) -> bool:
        """Whether a value may stand there."""
        return self.is_optional if value is None else self.test(value)


@dataclass(frozen=True, slots=True)
class LayerSchema:
    """A layer: its file is ``layers/<name>.geojson``."""

    kinds: tuple[str, ...]
    box: Box
    properties: Mapping[str, Property]
    most: int | None = None
    """Features at most."""
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values that some feature must have, by property: the map and its layers are named after them."""


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value == value.strip() != "" and len(value) <= LONGEST_TEXT and _is_line(value)


def _is_line(value: str) -> bool:
    return value.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ").isprintable()


def _text(*, optional: bool = False, unique: bool = False) -> Property:
    allowed = "text on one line, without spaces at its ends"
    return Property(_is_text, f"{allowed}, or null" if optional else allowed, optional, unique)


def _one_of(*words: str) -> Property:
    return Property(lambda value: value in words, "one of " + ", ".join(words))


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _positive(*, optional: bool = False) -> Property:
    allowed = "a number above 0, or null" if optional else "a number above 0"
    return Property(lambda value: _is_number(value) and 0 < value < 1e7, allowed, optional, is_text=False)


def _flag() -> Property:
    return Property(lambda value: isinstance(value, bool), "true or false, or null", is_optional=True, is_text=False)


TOLD = tuple(f"{what}_{lang}" for what in ("sense", "uncertainty") for lang in ("en", "fr"))
"""What an indicative outline is said to mean, and how far it may be off."""
NAMED = {"name_en": _text(), "name_fr": _text()}
LAYERS = {
    "mali": LayerSchema(POLYGONS, MALI, {name: _text(optional=True) for name in ("name", *NAMED)}),
    "neighbours": LayerSchema(POLYGONS, AROUND, {"iso": _text(optional=True), **NAMED}),
    "regions": LayerSchema(
        POLYGONS,
        MALI,
        {"name": _text(unique=True), **NAMED, "approximate": _flag(), "area_km2": _positive(optional=True)},
        needs={"name": ("Kidal", "Ménaka")},
    ),
    "communes": LayerSchema(
        POLYGONS,
        MALI,
        {
            "commune_id": _text(unique=True),
            "name": _text(),
            "region": _text(),
            "cercle": _text(),
            "follows": _text(optional=True),
            "area_km2": _positive(),
        },
        needs={"region": ("Kidal", "Ménaka")},
    ),
    "massif": LayerSchema(
        POLYGONS,
        MALI,
        {
            "place_id": _one_of(MASSIF),
            "name": _text(),
            **{name: _text(optional=True) for name in TOLD},
            "area_km2": _positive(optional=True),
            **{f"{side}_km": _positive(optional=True) for side in ("west", "north", "south", "east")},
        },
        most=1,
    ),
    "rural": LayerSchema(
        POLYGONS,
        MALI,
        {"place_id": _text(unique=True), "name": _text()}
        | {name: _text() for name in TOLD}
        | {"area_km2": _positive()},
    ),
    "rivers": LayerSchema(LINES, AROUND, {name: _text(optional=True) for name in ("name", *NAMED)}),
    "tracks": LayerSchema(
        LINES,
        MALI,
        {"name": _text(), "name_en": _text(optional=True), "name_fr": _text(optional=True)}
        | {"kind": _one_of("track", "wadi")},
    ),
}
"""Every vector layer of the record by name."""
