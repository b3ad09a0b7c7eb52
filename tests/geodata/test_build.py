"""The committed layers (fast, without network), and the fetching of packages with made-up ones."""

import hashlib
import io
import json
import re
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PIL import Image
from shapely import Point

from geodata import build as building
from geodata import shapes
from geodata.build import LAYERS, PACKAGES, BuildError, Package, build, differences, fetch, read_member

POLYGON_LAYERS = ("mali", "neighbours", "regions", "communes", "massif")
LINE_LAYERS = ("rivers", "tracks")

# Town -> longitude, latitude, and the commune it lies in.
TOWNS = {
    "Kidal": (1.4092, 18.4434, "Kidal"),
    "Takellout": (1.4467, 18.1200, "Kidal"),
    "Anéfis": (0.6031, 18.0439, "Anéfis"),
    "Essouk": (1.1750, 18.7500, "Essouk"),
    "Abeïbara": (1.7500, 19.1167, "Abeïbara"),
    "Boughessa": (2.2631, 20.0136, "Boughessa"),
    "Tinzaouaten": (2.9750, 19.9393, "Tinzaouaten"),
    "Tessalit": (1.0119, 20.2013, "Tessalit"),
    "In Khalil": (1.0430, 21.1901, "Tessalit"),
    "Talahandak": (1.6569, 20.4129, "Tessalit"),
    "Amettetaï": (1.2342, 19.8628, "Tessalit"),
    "Eghergher": (1.4203, 20.1197, "Tessalit"),
    "Aguelhok": (0.8589, 19.4614, "Aguelhok"),
    "Tin-Essako": (2.4880, 18.4506, "Tin-Essako"),
    "Ménaka": (2.3961, 15.9199, "Ménaka"),
    "In-Délimane": (1.5198, 15.8708, "Ménaka"),
    "Andéramboukane": (3.0175, 15.4275, "Andéramboukane"),
    "Inékar": (3.1411, 15.9594, "Inékar"),
    "Tidermène": (2.4167, 16.6000, "Tidermène"),
}
TOWNS_OF_OTHER_REGIONS = {
    "Talataye": (1.5167, 16.5333, "Gao"),
    "Tamkoutat": (0.9921, 16.4032, "Gao"),
    "Gao": (-0.0447, 16.2717, "Gao"),
    "Bourem": (-0.3486, 16.9550, "Gao"),
    "Ansongo": (0.5022, 15.6597, "Gao"),
    "Labbezanga": (0.6960, 14.9563, "Gao"),
    "Tabankort": (0.2061, 17.7294, "Gao"),
    "Almoustarat": (0.0872, 17.3667, "Gao"),
    "Tarkint": (0.1169, 17.4794, "Gao"),
    "Tessit": (0.2925, 15.2238, "Gao"),
    "Ber": (-2.5289, 16.8331, "Tombouctou"),
    "Timbuktu": (-3.0074, 16.7735, "Tombouctou"),
    "Goundam": (-3.6707, 16.4145, "Tombouctou"),
    "Gossi": (-1.3006, 15.8230, "Tombouctou"),
    "Araouane": (-3.5265, 18.9048, "Taoudénit"),
    "Taoudenni": (-3.9792, 22.6769, "Taoudénit"),
}


@pytest.fixture(scope="module")
def layers():
    return {name: gpd.read_file(LAYERS / f"{name}.geojson") for name in POLYGON_LAYERS + LINE_LAYERS}


@pytest.fixture(scope="module")
def communes(layers):
    return layers["communes"].set_index("name")


@pytest.fixture(scope="module")
def regions(layers):
    return layers["regions"].set_index("name")


# The communes and regions


def test_the_communes_are_the_ten_of_kidal_and_the_four_of_menaka(communes):
    assert communes["region"].value_counts().to_dict() == {"Kidal": 10, "Ménaka": 4}
    assert communes["commune_id"].is_unique
    assert communes.groupby("cercle").size().to_dict() == {
        "Kidal": 3,
        "Abeïbara": 3,
        "Tessalit": 3,
        "Tin-Essako": 1,
        "Ménaka": 1,
        "Andéramboukane": 1,
        "Inékar": 1,
        "Tidermène": 1,
    }


def test_a_commune_follows_its_own_seat_and_those_of_menaka_the_country_around_the_town():
    features = json.loads((LAYERS / "communes.geojson").read_text(encoding="utf-8"))["features"]
    follows = {feature["properties"]["name"]: feature["properties"]["follows"] for feature in features}
    assert follows == {
        "Kidal": "kidal",
        "Anéfis": "anefis",
        "Essouk": None,
        "Abeïbara": "abeibara",
        "Boughessa": "boughessa",
        "Tinzaouaten": "tinzaouaten",
        "Tessalit": "tessalit",
        "Aguelhok": "aguelhok",
        "Timtaghène": None,
        "Tin-Essako": "tin-essako",
        "Ménaka": "menaka-rural",
        "Andéramboukane": "menaka-rural",
        "Inékar": "menaka-rural",
        "Tidermène": "menaka-rural",
    }


@pytest.mark.parametrize(("region", "km2"), [("Kidal", 150_163), ("Ménaka", 77_932)])
def test_the_region_has_the_area_measured_before(communes, regions, region, km2):
    parts = shapes.area_km2(communes[communes["region"] == region])
    assert parts.sum() == pytest.approx(km2, rel=0.005)
    assert shapes.area_km2(regions)[region] == pytest.approx(parts.sum(), rel=1e-9)


def test_the_area_in_the_file_is_the_measured_one(communes):
    assert communes["area_km2"].tolist() == pytest.approx(shapes.area_km2(communes).tolist(), abs=0.06)


def test_the_communes_of_a_region_make_up_its_outline_exactly(communes, regions):
    for region in ("Kidal", "Ménaka"):
        own = communes[communes["region"] == region].union_all()
        assert shapely.coverage_is_valid([own, *regions.drop(region).geometry])
        assert own.equals(regions.geometry[region])


def test_communes_neither_overlap_nor_leave_a_gap(communes):
    assert shapely.coverage_is_valid(shapes.to_equal_area(communes).array)
    assert not any(part.interiors for part in shapely.get_parts(communes.union_all()))


def test_regions_neither_overlap_nor_leave_a_gap(regions):
    assert len(regions) == 11
    assert shapely.coverage_is_valid(shapes.to_equal_area(regions).array)
    assert not regions.union_all().interiors


def test_kidal_and_menaka_do_not_overlap(communes):
    kidal, menaka = (communes[communes["region"] == region].union_all() for region in ("Kidal", "Ménaka"))
    assert kidal.intersection(menaka).area == 0


def test_the_regions_make_up_mali_and_the_neighbours_begin_at_its_border(layers):
    mali = layers["mali"].geometry[0]
    assert mali.equals(layers["regions"].union_all())
    assert shapes.is_coverage(gpd.GeoSeries([mali, *layers["neighbours"].geometry], crs=4326))


def test_the_window_is_filled_with_land(layers):
    window = shapely.box(-13, 9.5, 7.5, 26)
    assert layers["neighbours"].union_all().union(layers["mali"].geometry[0]).covers(window)


def test_only_taoudenit_and_its_other_half_are_approximate(regions):
    assert regions.index[regions["approximate"]].tolist() == ["Taoudénit", "Tombouctou"]


@pytest.mark.parametrize("town", TOWNS)
def test_the_town_lies_in_its_commune(communes, town):
    lon, lat, commune = TOWNS[town]
    assert communes.index[communes.contains(Point(lon, lat))].tolist() == [commune]


@pytest.mark.parametrize("town", TOWNS_OF_OTHER_REGIONS)
def test_the_town_of_another_region_lies_there(communes, regions, town):
    lon, lat, region = TOWNS_OF_OTHER_REGIONS[town]
    assert regions.index[regions.contains(Point(lon, lat))].tolist() == [region]
    assert not communes.contains(Point(lon, lat)).any()


# The massif, the river, the axes, the neighbours


def test_the_massif_has_the_published_size_and_lies_in_kidal_region(layers, regions):
    massif = layers["massif"]
    assert shapes.area_km2(massif)[0] == pytest.approx(3_072, abs=2)
    assert regions.geometry["Kidal"].contains(massif.geometry[0])
    assert massif[["west_km", "north_km", "south_km", "east_km"]].iloc[0].tolist() == [5, 8, 10, 15]


@pytest.mark.parametrize("anchor", [(1.22, 19.525), (1.2342, 19.8628)])
def test_the_massif_contains_the_points_published_for_it(layers, anchor):
    assert layers["massif"].geometry[0].contains(Point(anchor))


@pytest.mark.parametrize("town", ["Aguelhok", "Tessalit", "Abeïbara", "Essouk", "Boughessa"])
def test_the_massif_stays_clear_of_the_towns_around_it(layers, town):
    lon, lat, _ = TOWNS[town]
    outline = layers["massif"].to_crs(shapes.EQUAL_AREA).geometry[0]
    where = gpd.GeoSeries([Point(lon, lat)], crs=4326).to_crs(shapes.EQUAL_AREA)[0]
    assert outline.distance(where) > 15_000


def test_the_river_is_the_niger_and_passes_its_towns(layers):
    assert layers["rivers"]["name_en"].tolist() == ["Niger"]
    for lon, lat in [(-7.98, 12.64), (-3.02, 16.68), (-0.0447, 16.2717), (0.5022, 15.6597)]:
        assert layers["rivers"].geometry[0].distance(Point(lon, lat)) < 0.1


def test_every_axis_is_named_and_begins_where_its_name_says(layers):
    tracks = layers["tracks"].set_index("name")
    assert tracks["kind"].value_counts().to_dict() == {"track": 11, "wadi": 1}
    for name, line in tracks[tracks["kind"] == "track"].geometry.items():
        stops = name.split("–")
        assert len(stops) == len(line.coords)
        for stop, point in zip(stops, line.coords, strict=True):
            if stop in TOWNS:
                assert point == pytest.approx(TOWNS[stop][:2], abs=0.0006)


def test_neighbours_have_names_in_both_languages(layers):
    names = layers["neighbours"].set_index("iso")[["name_en", "name_fr"]]
    assert names.loc["DZ"].tolist() == ["Algeria", "Algérie"]
    assert names.notna().all(axis=None)


# The files


@pytest.mark.parametrize("name", POLYGON_LAYERS)
def test_polygons_are_wound_by_the_right_hand_rule(layers, name):
    assert shapes.is_right_hand(layers[name].geometry)


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


def test_the_relief_is_calm_light_and_has_its_corners():
    corners = json.loads((LAYERS / "relief.json").read_text(encoding="utf-8"))
    assert [corners[side] for side in ("west", "south", "east", "north")] == [-13, 9.8, 7.5, 25.5]
    with Image.open(LAYERS / "relief.jpg") as image:
        assert image.size == (corners["width"], corners["height"])
        assert image.info.get("progressive")
        light = np.asarray(image.convert("L"), dtype=float)
        colour = np.asarray(image, dtype=float)
    assert 225 <= light.mean() <= 235
    assert 4 <= light.std() <= 9  # the hills can be seen, and nothing more
    assert (colour.max(axis=2) - colour.min(axis=2)).max() < 40
    assert image.width / image.height == pytest.approx((7.5 + 13) / (25.5 - 9.8), rel=1e-3)


def test_no_registry_host_is_named():
    for path in [Path(building.__file__), *LAYERS.glob("*.toml"), *LAYERS.glob("*.json"), LAYERS / "README.md"]:
        assert not re.search(r"https?://|pypi\.org|npmjs", path.read_text(encoding="utf-8")), path


# Fetching


def wheel_of(folder, members):
    path = folder / "made_up-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in members.items():
            wheel.writestr(name, content)
    return path


def package_like(path, client="pip"):
    return Package(client, "made-up", "1.0", hashlib.sha256(path.read_bytes()).hexdigest())


def test_a_cached_package_is_used_without_a_download(tmp_path, monkeypatch):
    path = wheel_of(tmp_path, {"data/a.txt": b"here"})
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: pytest.fail("went to the registry"))
    assert fetch(package_like(path), tmp_path) == path


def test_another_checksum_is_refused_and_both_are_named(tmp_path):
    path = wheel_of(tmp_path, {"data/a.txt": b"here"})
    good = package_like(path)
    path.write_bytes(path.read_bytes() + b"more")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(BuildError, match=f"sha256 {good.sha256} wanted, {found} found"):
        fetch(good, tmp_path)


def test_a_missing_member_is_named(tmp_path):
    path = wheel_of(tmp_path, {"data/a.txt": b"here"})
    assert read_member(path, "data/a.txt") == b"here"
    with pytest.raises(BuildError, match=r"made_up-1.0-py3-none-any.whl: member data/b.txt wanted, not found"):
        read_member(path, "data/b.txt")


def test_npm_archives_are_read_too(tmp_path):
    path = tmp_path / "made-up-1.0.tgz"
    with tarfile.open(path, "w:gz") as archive:
        member = tarfile.TarInfo("package/a.json")
        member.size = 2
        archive.addfile(member, io.BytesIO(b"{}"))
    assert read_member(path, "package/a.json") == b"{}"
    with pytest.raises(BuildError, match=r"member package/b\.json wanted"):
        read_member(path, "package/b.json")


def test_a_file_that_is_no_archive_is_refused(tmp_path):
    for name in ("made-up-1.0.tgz", "made_up-1.0-py3-none-any.whl"):
        (tmp_path / name).write_bytes(b"<html>not here</html>")
        with pytest.raises(BuildError, match="an archive wanted"):
            read_member(tmp_path / name, "a")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError("npm"), "npm is not installed"),
        (subprocess.TimeoutExpired("npm", 900), "no answer in 900 s"),
        (subprocess.CalledProcessError(1, "npm", "", "warning\nnetwork unreachable"), "npm said: network unreachable"),
    ],
)
def test_a_download_that_fails_says_what_was_wanted_and_leaves_nothing(tmp_path, monkeypatch, error, said):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(BuildError, match=f"made-up 1.0 wanted from the npm registry.*{said}"):
        fetch(Package("npm", "made-up", "1.0", "0" * 64), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_client_that_saves_another_file_is_noticed(tmp_path, monkeypatch):
    def save_another(command, **kwargs):
        (Path(command[-1]) / "other-1.0.tgz").touch()

    monkeypatch.setattr(subprocess, "run", save_another)
    with pytest.raises(BuildError, match=r"as made-up-1\.0\.tgz, found other-1\.0\.tgz"):
        fetch(Package("npm", "made-up", "1.0", "0" * 64), tmp_path)


def test_the_cache_can_be_moved_by_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("GEODATA_CACHE", str(tmp_path))
    assert building.default_cache() == tmp_path
    monkeypatch.delenv("GEODATA_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert building.default_cache().parent == tmp_path / "cache"


def test_every_package_is_pinned_in_full():
    told = tomllib.loads((LAYERS / "recipe.toml").read_text(encoding="utf-8"))["source"]
    assert set(told) == set(PACKAGES)
    for package in PACKAGES.values():
        assert re.fullmatch(r"[0-9a-f]{64}", package.sha256)
        assert re.fullmatch(r"\d+\.\d+\.\d+", package.version)


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


@pytest.mark.network
def test_the_committed_layers_are_what_the_packages_give():
    assert build(check=True) == []
