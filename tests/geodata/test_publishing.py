"""The files of the folder layers/: text, provenance, image, and telling changed files from equal ones."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
import shapely
from checks import is_right_hand
from PIL import Image

from geodata.building import publishing, shapes
from geodata.building.packages import PACKAGES
from geodata.building.publishing import differences

LAYERS = Path(publishing.__file__).parents[1] / "layers"
POLYGON_LAYERS = ("mali", "neighbours", "regions", "communes", "massif")
LINE_LAYERS = ("rivers", "tracks")


# The files


@pytest.mark.parametrize("name", POLYGON_LAYERS)
def test_polygons_are_wound_by_the_right_hand_rule(layers, name):
    assert is_right_hand(layers[name].geometry)


@pytest.mark.parametrize("name", POLYGON_LAYERS)
def test_polygons_have_no_pin_holes_and_no_slivers(layers, name):
    parts = layers[name].geometry.explode(ignore_index=True)
    holes = [shapely.Polygon(ring) for part in parts for ring in part.interiors]
    assert shapes.area_km2(parts).min() > 50
    # The one true hole is Bamako in Koulikoro.
    assert len(holes) == (1 if name == "regions" else 0)


@pytest.mark.parametrize("name", POLYGON_LAYERS + LINE_LAYERS)
def test_a_layer_is_valid_geojson_in_degrees(layers, name):
    assert layers[name].crs == "EPSG:4326"
    assert layers[name].is_valid.all()
    west, south, east, north = layers[name].total_bounds
    assert -14 < west < east < 8
    assert 9 < south < north < 27


@pytest.mark.parametrize("name", POLYGON_LAYERS + LINE_LAYERS)
def test_coordinates_are_no_finer_than_they_are_known(name):
    decimals = 3 if name in LINE_LAYERS else 4
    text = (LAYERS / f"{name}.geojson").read_text(encoding="utf-8")
    coordinates = re.findall(r'"coordinates":(.*)\}\}', text)
    assert coordinates
    assert max(len(part) for line in coordinates for part in re.findall(r"\.(\d+)", line)) <= decimals


@pytest.mark.parametrize("name", POLYGON_LAYERS + LINE_LAYERS)
def test_a_layer_says_itself_where_it_comes_from(name):
    head = json.loads((LAYERS / f"{name}.geojson").read_text(encoding="utf-8"))
    assert head["name"] == name
    assert head["licence"]
    assert head["attribution"]


def test_the_layers_are_small():
    assert sum(path.stat().st_size for path in LAYERS.glob("*.geojson")) <= 200_000
    assert (LAYERS / "relief.jpg").stat().st_size <= 160_000


def test_every_file_has_its_provenance_and_pinned_packages():
    entries = {entry["file"]: entry for entry in json.loads((LAYERS / "SOURCES.json").read_text(encoding="utf-8"))}
    assert set(entries) == {path.name for path in LAYERS.glob("*.geojson")} | {"relief.jpg"}
    pinned = {(package.name, package.version, package.sha256) for package in PACKAGES.values()}
    for entry in entries.values():
        assert entry["title"]
        assert entry["licence"]
        assert entry["attribution"]
        assert entry["done"]
        assert {(s["package"], s["version"], s["sha256"]) for s in entry["sources"]} <= pinned
        assert f"| {entry['file']} | {entry['title']} |" in (LAYERS / "README.md").read_text(encoding="utf-8")


# Comparing


def test_differences_name_each_file_once(tmp_path):
    fresh, committed = tmp_path / "fresh", tmp_path / "committed"
    for folder in (fresh, committed):
        folder.mkdir()
        (folder / "same.json").write_text("{}")
        (folder / "changed.json").write_text(folder.name)
    (fresh / "new.json").touch()
    (committed / "old.json").touch()
    (committed / "recipe.toml").touch()
    assert differences(fresh, committed) == [
        "changed.json: differs from what the packages give",
        "new.json: missing",
        "old.json: made no longer",
    ]


def test_images_are_compared_by_their_pixels(tmp_path):
    fresh, committed = tmp_path / "fresh", tmp_path / "committed"
    ground = np.full((64, 64, 3), 229, dtype="uint8")
    for folder, quality in ((fresh, 80), (committed, 90)):
        folder.mkdir()
        Image.fromarray(ground).save(folder / "relief.jpg", quality=quality)
    assert (fresh / "relief.jpg").read_bytes() != (committed / "relief.jpg").read_bytes()
    assert differences(fresh, committed) == []
    Image.fromarray(ground - 20).save(committed / "relief.jpg")
    assert differences(fresh, committed) == ["relief.jpg: differs from what the packages give"]
