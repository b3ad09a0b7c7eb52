"""From the files of the layers to features, with a fault for everything that their schema does not allow."""

import io
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shapely import is_valid_reason
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.faults import Fault
from geodata.files import CORNERS, RELIEF, Files
from geodata.layer_schema import AROUND, LAYERS, Box, LayerSchema

if TYPE_CHECKING:
    import geopandas as gpd

LAYER_CRS = "EPSG:4326"
CRS_NAMES = re.compile(r"EPSG:{1,2}4326|.*(:|/)(4326|CRS84)", re.IGNORECASE)
DEPTHS = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
"""How many lists stand around the positions of a kind of shape."""
SIDES = ("west", "south", "east", "north")
MOST_PIXELS = 6_000_000
READABLE = "a readable GeoJSON file"
Feature = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer as it was read: of each feature what is said, by property, and its shape."""

    schema: LayerSchema
    said: tuple[dict[str, Any], ...]
    shapes: tuple[BaseGeometry, ...]

    @property
    def features(self) -> Iterator[tuple[dict[str, Any], BaseGeometry]]:
        """What is said of each feature, with its shape."""
        return zip(self.said, self.shapes, strict=True)

    def frame(self) -> "gpd.GeoDataFrame":
        """The layer as a GeoDataFrame with its properties as columns, in EPSG:4326."""
        import geopandas as gpd  # noqa: PLC0415 - answers in words need no frames, and it takes a second to load
        import pandas as pd  # noqa: PLC0415

        columns = {
            name: pd.Series([one[name] for one in self.said], dtype=object if of.is_text else None)
            for name, of in self.schema.properties.items()
        }  # of type object, for a NaN would pass for a name
        return gpd.GeoDataFrame(columns, geometry=list(self.shapes), crs=LAYER_CRS)


class Frames(Mapping[str, "gpd.GeoDataFrame"]):
    """Layers as GeoDataFrames, each made when it is asked for, and once."""

    def __init__(self, layers: Mapping[str, Layer]) -> None:
        self.read = layers
        """What was read."""
        self._made: dict[str, gpd.GeoDataFrame] = {}

    def __getitem__(self, name: str) -> "gpd.GeoDataFrame":
        """The frame of a layer; leave it as it is."""
        if name not in self._made:
            self._made[name] = self.read[name].frame()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self.read)

    def __len__(self) -> int:
        """How many."""
        return len(self.read)


def read_layers(files: Files) -> tuple[dict[str, Layer], list[Fault]]:
    """Read every layer; the faults are all that its schema does not allow, and those of the relief."""
    layers, faults = {}, []
    for name, schema in LAYERS.items():
        file = f"layers/{name}.geojson"
        if file not in files.contents:
            continue  # a fault of the files
        found = _features(files, file)
        if isinstance(found, Fault):
            faults.append(found)
            continue
        text, features = found
        lines = _feature_lines(text, len(features))
        faults += _collection_faults(file, schema, features)
        shapes = []
        for line, feature in zip(lines, features, strict=True):
            made = _shape(feature.get("geometry"), schema)
            shapes.append(None if isinstance(made, tuple) else made)
            faults += [Fault(file, line, *made)] if isinstance(made, tuple) else []
        faults += _property_faults(file, schema, features, lines)
        said = tuple({name: (one.get("properties") or {}).get(name) for name in schema.properties} for one in features)
        layers[name] = Layer(schema, said, tuple(shapes))
    return layers, [*faults, *_relief_faults(files)]


def _features(files: Files, file: str) -> tuple[str, list[Feature]] | Fault:
    """The text of a layer and its features; or the fault for which it cannot be read as one."""
    text = files.text(file)
    if isinstance(text, Fault):
        return text
    try:
        whole = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        return Fault(file, error.lineno, "file", error.msg, READABLE)
    except (ValueError, RecursionError) as error:
        return Fault(file, 0, "file", str(error), READABLE)
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or not all(_is_feature(feature) for feature in features):
        return Fault(file, 0, "file", "no list of features", READABLE)
    crs = whole.get("crs")
    if crs is not None:
        named = crs.get("properties") if isinstance(crs, dict) else None
        name = str(named.get("name")) if isinstance(named, dict) else str(crs)
        if not CRS_NAMES.fullmatch(name):
            return Fault(file, 0, "crs", name, LAYER_CRS)
    return text, features


def _no_number(constant: str) -> None:
    raise ValueError(f"{constant}, which is no number")


def _is_feature(feature: object) -> bool:
    return (
        isinstance(feature, dict)
        and feature.get("type") == "Feature"
        and isinstance(feature.get("properties") or {}, dict)
    )


def _feature_lines(text: str, count: int) -> list[int]:
    """The line on which each feature starts; 0 for all where the file is not laid out a feature a line."""
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines, start=1) if re.search(r'"type":\s*"Feature"', line)]
    return starts if len(starts) == count else [0] * count


def _collection_faults(file: str, schema: LayerSchema, features: list[Feature]) -> Iterator[Fault]:
    if not features:
        yield Fault(file, 0, "features", "none", "at least one")
        return
    if schema.most is not None and len(features) > schema.most:
        yield Fault(file, 0, "features", str(len(features)), f"at most {schema.most}: one outline")
    for name, values in schema.needs.items():
        there = {_said(feature, name) for feature in features}
        yield from (Fault(file, 0, name, f"no '{value}'", ", ".join(values)) for value in values if value not in there)


def _said(feature: Feature, name: str) -> object:
    value = (feature.get("properties") or {}).get(name)
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _property_faults(file: str, schema: LayerSchema, features: list[Feature], lines: list[int]) -> Iterator[Fault]:
    wanted = [name for name, one in schema.properties.items() if not (one.is_optional and name != "follows")]
    have = {name for feature in features for name in feature.get("properties") or {}}
    missing = set(wanted) - have
    if missing and features:
        yield Fault(file, 0, "properties", f"no {', '.join(sorted(missing))}", ", ".join(sorted(wanted)))
    for name, one in schema.properties.items():
        if name in missing:
            continue
        first_line: dict[object, int] = {}
        for line, feature in zip(lines, features, strict=True):
            value = (feature.get("properties") or {}).get(name)
            if not one.passes(value):
                yield Fault(file, line, name, "nothing" if value is None else f"{value!r}", one.allowed)
            elif one.is_unique and value in first_line:
                yield Fault(file, line, name, f"'{value}' again", f"a {name} used once")
            elif one.is_unique:
                first_line[value] = line


def _shape(geometry: object, schema: LayerSchema) -> BaseGeometry | tuple[str, str, str]:
    """The shape of a feature; or column, what was found and what is allowed."""
    if not isinstance(geometry, dict):
        return "geometry", "no geometry", "a geometry in each feature"
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in schema.kinds:
        return "geometry", f"{kind}", " or ".join(schema.kinds)
    if not coordinates:
        return "geometry", "no geometry", "a geometry in each feature"
    if wrong := _wrong(coordinates, DEPTHS[kind], schema.box):
        return "geometry", wrong, f"positions [longitude, latitude], {schema.box}"
    try:
        made = shape({"type": kind, "coordinates": coordinates})
    except Exception as error:  # whatever the library says, it is a fault of the file
        return "geometry", str(error), "a valid geometry"
    return made if made.is_valid else ("geometry", is_valid_reason(made), "a valid geometry")


def _wrong(found: object, depth: int, box: Box) -> str:
    """The first thing among coordinates that is no position within a box; nothing if there is none."""
    if depth:
        if not isinstance(found, list) or not found:
            return str(found)
        return next((wrong for one in found if (wrong := _wrong(one, depth - 1, box))), "")
    is_position = isinstance(found, list) and len(found) == 2 and all(type(one) in (int, float) for one in found)
    return "" if is_position and box.holds(*found) else str(found)


def _relief_faults(files: Files) -> list[Fault]:
    if not {RELIEF, CORNERS} <= set(files.contents):
        return []  # faults of the files
    return [*_corner_faults(files), *_image_faults(files[RELIEF])]


def _corner_faults(files: Files) -> Iterator[Fault]:
    allowed = f"relief.jpg and its corners ({', '.join(SIDES)}) in relief.json"
    text = files.text(CORNERS)
    if isinstance(text, Fault):
        yield text
        return
    try:
        corners = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        yield Fault(CORNERS, error.lineno, "file", str(error), allowed)
        return
    except (ValueError, RecursionError) as error:
        yield Fault(CORNERS, 0, "file", str(error), allowed)
        return
    if not isinstance(corners, dict) or not all(type(corners.get(side)) in (int, float) for side in SIDES):
        yield Fault(CORNERS, 0, "corners", "not all four", allowed)
        return
    west, south, east, north = (corners[side] for side in SIDES)
    if not (AROUND.holds(west, south) and AROUND.holds(east, north)):
        yield Fault(CORNERS, 0, "corners", f"{west}, {south}, {east}, {north}", f"degrees, {AROUND}")
    elif not (west < east and south < north):
        yield Fault(CORNERS, 0, "corners", f"{west}, {south}, {east}, {north}", "west below east, south below north")


def _image_faults(data: bytes) -> Iterator[Fault]:
    from PIL import Image  # noqa: PLC0415 - only the relief is an image

    allowed = f"a whole JPEG image in grey or in red, green and blue, of at most {MOST_PIXELS} pixels"
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            if math.prod(image.size) > MOST_PIXELS:
                yield Fault(RELIEF, 0, "file", f"{image.width} x {image.height} pixels", allowed)
            elif image.mode not in ("RGB", "L"):
                yield Fault(RELIEF, 0, "file", f"colours {image.mode}", allowed)
            else:
                image.draft("L", (64, 64))  # enough to see that it is whole
                image.load()
    except Exception as error:  # whatever the library says, it is a fault of the file
        yield Fault(RELIEF, 0, "file", str(error).partition("<")[0].strip() or "no image", allowed)
