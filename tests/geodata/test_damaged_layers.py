"""Layers are checked like tables: every damage to them is refused, at its feature, saying what is allowed."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from damaging import Case, Damage, as_whole, change, on_line, reported_at
from PIL import Image

from geodata.layer_schema import LAYERS
from geodata.record import load

FEATURE = '{"type":"Feature"'
RELIEF, CORNERS, TRACKS = "layers/relief.jpg", "layers/relief.json", "layers/tracks.geojson"
POLYGONS, LINES = "Polygon or MultiPolygon", "LineString or MultiLineString"
AROUND = "longitude -30 to 30 and latitude -5 to 45"
A_RING = "[[1,18],[2,18],[2,19],[1,18]]"


def shape(kind: str, coordinates: str) -> str:
    return f'{{"type":"{kind}","coordinates":{coordinates}}}'


A_POINT, A_LINE = shape("Point", "[1.4,18.4]"), shape("LineString", "[[1,18],[2,19]]")


def geometry(layer: str, found: str, allowed: str, instead: str) -> Case:
    """Another geometry in the place of the first feature's."""
    damage = on_line(f"layers/{layer}.geojson", FEATURE, r'"geometry":.*\}(?=\})', f'"geometry":{instead}')
    return Case(damage, f"layers/{layer}.geojson", "geometry", found, allowed)


def said(layer: str, column: str, value: str, allowed: str, found: str = "", line: int | None = None) -> Case:
    """Another value of a property of the first feature, as JSON; without one it is taken out."""
    pattern = rf'"{column}":("[^"]*"|[^,}}]*)' + ("" if value else ",?")
    damage = on_line(f"layers/{layer}.geojson", FEATURE, pattern, f'"{column}":{value}' if value else "")
    damage = damage if line is None else reported_at(line, damage)
    return Case(damage, f"layers/{layer}.geojson", column, found or re.escape(value.strip('"')), allowed)


def feature_again(layer: str) -> Damage:
    """The first feature once more, on the line after."""

    def damage(folder: Path) -> int:
        path = folder / f"layers/{layer}.geojson"
        lines = path.read_text("utf-8").split("\n")
        number = next(n for n, line in enumerate(lines) if line.startswith(FEATURE))
        lines.insert(number + 1, lines[number].removesuffix(",") + ("," if lines[number].endswith(",") else ""))
        if not lines[number].endswith(","):
            lines[number] += ","
        path.write_text("\n".join(lines), encoding="utf-8")
        return number + 2

    return damage


def features_without(layer: str, pattern: str) -> Damage:
    """Every feature that says so is taken out; reported of the file as a whole."""

    def damage(folder: Path) -> int:
        path = folder / f"layers/{layer}.geojson"
        whole = json.loads(path.read_text("utf-8"))
        whole["features"] = [
            one for one in whole["features"] if not re.search(pattern, json.dumps(one, ensure_ascii=False))
        ]
        path.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
        return 0

    return damage


def image(make: Callable[[], Image.Image], kind: str = "JPEG") -> Damage:
    def damage(folder: Path) -> int:
        make().save(folder / RELIEF, kind)
        return 0

    return damage


def cut(folder: Path) -> int:
    data = (folder / RELIEF).read_bytes()
    (folder / RELIEF).write_bytes(data[: len(data) // 2])
    return 0


def vast(folder: Path) -> int:
    """The image says of itself that it has 30,000 times 30,000 pixels."""
    data = bytearray((folder / RELIEF).read_bytes())
    at = next(data.index(sign) for sign in (b"\xff\xc2", b"\xff\xc0") if sign in data)
    data[at + 5 : at + 9] = (30_000).to_bytes(2) * 2
    (folder / RELIEF).write_bytes(data)
    return 0


def corners(**sides: object) -> Damage:
    def damage(folder: Path) -> int:
        told = json.loads((folder / CORNERS).read_text("utf-8")) | sides
        return as_whole(CORNERS, json.dumps(told))(folder)

    return damage


GEOMETRIES = {
    "a commune is a point": geometry("communes", "^Point$", POLYGONS, A_POINT),
    "a region is a point": geometry("regions", "^Point$", POLYGONS, A_POINT),
    "a commune is a collection": geometry(
        "communes", "GeometryCollection", POLYGONS, f'{{"type":"GeometryCollection","geometries":[{A_POINT}]}}'
    ),
    "a massif that is a line": geometry("massif", "LineString", POLYGONS, A_LINE),
    "a track that is a polygon": geometry("tracks", "Polygon", LINES, shape("Polygon", f"[{A_RING}]")),
    "a river that is points": geometry("rivers", "MultiPoint", LINES, '{"type":"MultiPoint","coordinates":[[1,18]]}'),
    "a border that is a line": geometry("mali", "LineString", POLYGONS, A_LINE),
    "an outline that is a point": geometry("rural", "Point", POLYGONS, A_POINT),
    "a kind that does not exist": geometry("communes", "Blob", POLYGONS, '{"type":"Blob","coordinates":[1]}'),
    "no kind at all": geometry("communes", "None", POLYGONS, '{"coordinates":[1]}'),
    "a geometry that is text": geometry("communes", "no geometry", "a geometry in each", '"POINT(1 18)"'),
    "no coordinates": geometry("communes", "no geometry", "a geometry in each", shape("Polygon", "[]")),
    "an empty ring": geometry("communes", r"\[\]", "positions", shape("Polygon", "[[]]")),
    "positions of three numbers": geometry(
        "communes",
        r"\[1, 18, 7\]",
        "positions",
        shape("Polygon", "[[[1,18,7],[2,18,7],[2,19,7],[1,18,7]]]"),
    ),
    "positions of text": geometry(
        "communes",
        r"\['1', '18'\]",
        "positions",
        shape("Polygon", '[[["1","18"],[2,18],[2,19],[1,18]]]'),
    ),
    "positions that are true": geometry(
        "communes", r"\[True, 18\]", "positions", shape("Polygon", "[[[true,18],[2,18],[2,19],[1,18]]]")
    ),
    "one list too few": geometry("communes", r"1", "positions", shape("Polygon", A_RING)),
    "one list too many": geometry("communes", r"\[\[1", "positions", shape("Polygon", f"[[{A_RING}]]")),
    "a ring of two points": geometry(
        "communes",
        "ring|LinearRing|Too few|at least",
        "a valid geometry",
        shape("Polygon", "[[[1,18],[2,18]]]"),
    ),
    "a ring without an inside": geometry(
        "communes", "Too few|Self", "a valid", shape("Polygon", "[[[1,18],[2,18],[1,18],[1,18]]]")
    ),
    "a hole outside": geometry(
        "communes",
        "Hole lies outside",
        "a valid geometry",
        shape("Polygon", f"[{A_RING},[[3,20],[3.5,20],[3.5,21],[3,20]]]"),
    ),
    "a line of one spot": geometry("tracks", "Too few|Invalid", "a valid", shape("LineString", "[[1,18],[1,18]]")),
    "a neighbour at a million degrees": geometry(
        "neighbours", "1000000", AROUND, shape("Polygon", "[[[1000000,18],[2,18],[2,19],[1000000,18]]]")
    ),
    "an endless number": geometry("neighbours", "inf", AROUND, shape("Polygon", "[[[1e999,18],[2,18],[2,19],[1,18]]]")),
    "latitude before longitude": geometry(
        "communes",
        r"\[18, 1\]",
        "longitude -12.4 to 4.4",
        shape("Polygon", "[[[18,1],[18,2],[19,2],[18,1]]]"),
    ),
    "metres for degrees": geometry(
        "massif",
        "137000",
        "positions",
        shape("Polygon", "[[[137000,2150000],[2,18],[2,19],[137000,2150000]]]"),
    ),
}

PROPERTIES = {
    "a commune without a name": said("communes", "name", "null", "text on one line", "nothing"),
    "a commune without an id": said("communes", "commune_id", "null", "text on one line", "nothing"),
    "a name that is a number": said("communes", "name", "12", "text on one line"),
    "a name that is a list": said("communes", "name", "[]", "text on one line"),
    "a name of spaces": said("communes", "name", '" "', "text on one line"),
    "an area that is text": said("communes", "area_km2", '"large"', "a number above 0"),
    "an area below nothing": said("communes", "area_km2", "-1", "a number above 0"),
    "an area that is true": said("communes", "area_km2", "true", "a number above 0", "True"),
    "no area": said("communes", "area_km2", "null", "a number above 0", "nothing"),
    "a region nobody knows": said(
        "communes", "region", '"Azawad"', r"a name in layers/regions\.geojson", "'Azawad' at", 0
    ),
    "a commune that follows a number": said("communes", "follows", "7", "text on one line"),
    "a region without French": said("regions", "name_fr", "null", "text on one line", "nothing"),
    "a region approximate in words": said("regions", "approximate", '"yes"', "true or false"),
    "a neighbour without English": said("neighbours", "name_en", "null", "text on one line", "nothing"),
    "a track of another kind": said("tracks", "kind", '"road"', "one of track, wadi"),
    "a massif of another place": said("massif", "place_id", '"kidal"', "one of adrar-tigharghar"),
    "an outline of no place": said("rural", "place_id", "null", "text on one line", "nothing"),
    "a commune twice": Case(
        feature_again("communes"), "layers/communes.geojson", "commune_id", "again", "a commune_id used once"
    ),
    "a region twice": Case(feature_again("regions"), "layers/regions.geojson", "name", "again", "a name used once"),
    "two massifs": Case(reported_at(0, feature_again("massif")), "layers/massif.geojson", "features", "2", "at most 1"),
    "no region of Kidal": Case(
        features_without("regions", '"name": "Kidal"'), "layers/regions.geojson", "name", "no 'Kidal'", "Kidal, Ménaka"
    ),
    "no commune of Ménaka": Case(
        features_without("communes", '"region": "Ménaka"'), "layers/communes.geojson", "region", "no 'Ménaka'", "Kidal"
    ),
    "a property of each gone": Case(
        reported_at(
            0,
            lambda folder: as_whole(TRACKS, (folder / TRACKS).read_text("utf-8").replace('"kind"', '"sort"'))(folder),
        ),
        "layers/tracks.geojson",
        "properties",
        "no kind",
        "kind, name",
    ),
}

FILES = {
    "a list where a layer should be": Case(
        as_whole("layers/mali.geojson", "[]"), "layers/mali.geojson", "file", ".", "GeoJSON"
    ),
    "features that are no list": Case(
        as_whole("layers/mali.geojson", '{"features": {}}'), "layers/mali.geojson", "file", "no list", "GeoJSON"
    ),
    "features that are none": Case(
        as_whole("layers/mali.geojson", '{"features": [1]}'), "layers/mali.geojson", "file", "no list", "GeoJSON"
    ),
    "a number that is none": Case(
        as_whole("layers/mali.geojson", '{"features": [NaN]}'), "layers/mali.geojson", "file", "NaN", "GeoJSON"
    ),
    "a text a thousand deep": Case(
        as_whole("layers/mali.geojson", '{"a":' * 20_000 + "1" + "}" * 20_000),
        "layers/mali.geojson",
        "file",
        ".",
        "GeoJSON",
    ),
    "another coordinate system in another way": Case(
        reported_at(0, on_line("layers/mali.geojson", "{", "{", '{"crs": 32630,')),
        "layers/mali.geojson",
        "crs",
        "32630",
        "4326",
    ),
}

IMAGES = {
    "an empty image": Case(as_whole(RELIEF, ""), RELIEF, "file", ".", "a whole JPEG image"),
    "text for an image": Case(as_whole(RELIEF, "no image"), RELIEF, "file", "cannot identify", "a whole JPEG image"),
    "half an image": Case(cut, RELIEF, "file", "truncated", "a whole JPEG image"),
    "an image of another kind": Case(image(lambda: Image.new("RGB", (9, 9)), "PNG"), RELIEF, "file", ".", "JPEG"),
    "an image for the press": Case(
        image(lambda: Image.new("CMYK", (9, 9))), RELIEF, "file", "CMYK", "red, green and blue"
    ),
    "an image of 900 megapixels": Case(vast, RELIEF, "file", "pixels", "at most 6000000 pixels"),
    "an image too large to draw": Case(
        image(lambda: Image.new("L", (4000, 2000))), RELIEF, "file", "4000 x 2000", "at most"
    ),
    "corners swapped": Case(corners(west=7.5, east=-13), CORNERS, "corners", "7.5", "west below east"),
    "corners upside down": Case(corners(south=25, north=9), CORNERS, "corners", "25", "south below north"),
    "corners in one spot": Case(corners(west=1, east=1), CORNERS, "corners", "1", "west below east"),
    "a corner that is true": Case(corners(west=True), CORNERS, "corners", "not all four", "west, south"),
    "a corner at a million": Case(corners(east=1e6), CORNERS, "corners", "1000000", AROUND),
    "a corner that is no number": Case(corners(east=float("nan")), CORNERS, "file", "NaN", "corners"),
    "a list for corners": Case(as_whole(CORNERS, "[1]"), CORNERS, "corners", "not all four", "west, south"),
}

ACROSS = {
    "an actor who carries on itself": Case(
        change("actors", "CSP", successor_of="CSP"),
        "tables/actors.csv",
        "successor_of",
        "'CSP'",
        "leads back to itself",
    ),
    "actors who carry on each other": Case(
        change("actors", "MNLA", successor_of="CSP"), "tables/actors.csv", "successor_of", "CSP", "leads back to itself"
    ),
}

CASES = GEOMETRIES | PROPERTIES | FILES | IMAGES | ACROSS


@pytest.mark.parametrize("name", CASES)
def test_damage_to_the_ground_is_refused_where_it_is_and_the_fault_says_what_is_allowed(folder, name):
    fitting = CASES[name].fitting(folder)
    assert len(fitting) == 1
    assert str(fitting[0]).startswith(f"{fitting[0].file}:{fitting[0].line}:{fitting[0].column}: found ")


def test_what_a_layer_says_beyond_its_schema_is_not_read(folder):
    path = folder / "layers/communes.geojson"
    path.write_text(
        path.read_text("utf-8").replace('"name":', '"geometry":{"a":[1]},"Index":[],"name":'), encoding="utf-8"
    )
    assert set(load(folder).layers["communes"]) == {*LAYERS["communes"].properties, "geometry"}


@pytest.mark.parametrize("crs", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"])
def test_degrees_may_be_called_by_their_names(folder, crs):
    on_line("layers/mali.geojson", "{", "{", f'{{"crs":{{"type":"name","properties":{{"name":"{crs}"}}}},')(folder)
    assert load(folder).layers["mali"].crs == "EPSG:4326"
