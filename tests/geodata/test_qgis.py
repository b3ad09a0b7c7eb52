"""The GeoPackage opens in QGIS dressed as the map is, in groups, and plays by its days: with nothing given by hand."""

import json
import sqlite3
import subprocess
import zipfile
from contextlib import closing
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest

from dashboard.figures import style as ours
from geodata import layers
from geodata.export import geopackage
from geodata.qgis import symbols, words
from geodata.vocabulary import PlaceKind

NAMES = {name.replace("-", "_"): name for name in layers.LAYERS}
PYTHON = Path("/usr/bin/python3")
"""The one that Debian's QGIS belongs to."""
DAYS = ("2012-06-30", "2018-06-01", "2023-11-14", "2023-12-31")


@pytest.fixture(scope="module")
def written(record, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("qgis") / "mali.gpkg"
    geopackage(record, path)
    return path


@pytest.fixture(scope="module")
def ask(written):
    def ask(question, *values):
        with closing(sqlite3.connect(written)) as file:
            return file.execute(question, values).fetchall()

    return ask


def test_strength_hue_and_size_are_those_of_the_map():
    assert symbols.STRENGTHS == ours.STRENGTH
    assert symbols.UNKNOWN_COLOUR == ours.UNKNOWN_COLOUR
    assert symbols.AREA_OPACITY == ours.AREA_OPACITY
    assert {kind: size for kind, (_, size) in symbols.SHAPES.items()} == {
        kind: size for kind, (_, size) in ours.MARKERS.items()
    }
    assert set(symbols.SHAPES) < set(PlaceKind)


def test_every_layer_has_one_usual_style_and_one_in_french(ask):
    found = ask("SELECT f_table_name, useAsDefault, styleQML FROM layer_styles WHERE f_geometry_column = 'geom'")
    assert len(found) == 2 * len(words.LAYERS)
    assert {name for name, is_usual, _ in found if is_usual} == set(words.LAYERS)
    for _, _, style in found:
        assert xml.fromstring(style.partition("\n")[2]).tag == "qgis"


def test_a_style_has_a_hue_for_every_holder_and_every_rival_there_ever_is(ask, record):
    for name, layer in NAMES.items():
        [(style,)] = ask("SELECT styleQML FROM layer_styles WHERE f_table_name = ? AND useAsDefault", name)
        categories = {one.get("value") for one in xml.fromstring(style.partition("\n")[2]).iter("category")}
        frame = layers.through_time(layer, record)
        held = set(frame["controller"].dropna())
        rivals = {each for cell in frame["contested_by"] for each in cell.split(";") if each}
        assert held | rivals | {""} <= categories


def test_every_column_is_named_in_both_languages(ask):
    for name in NAMES:
        columns = {row[1] for row in ask(f"PRAGMA table_info({name})")} - {"fid", "geom"}
        assert columns <= set(words.COLUMNS)
        told = dict(ask("SELECT column_name, title FROM gpkg_data_columns WHERE table_name = ?", name))
        assert set(told) == columns
        assert all(ask("SELECT description FROM gpkg_data_columns WHERE table_name = ?", name))


@pytest.mark.parametrize(("title", "language"), [(words.PROJECTS.en, "en"), (words.PROJECTS.fr, "fr")])
def test_a_project_finds_its_layers_beside_it_in_the_order_of_the_map(ask, written, title, language):
    [(content,)] = ask("SELECT content FROM qgis_projects WHERE name = ?", title)
    with zipfile.ZipFile(BytesIO(bytes.fromhex(content))) as zipped:
        [name] = zipped.namelist()
        root = xml.fromstring(zipped.read(name).decode().partition("\n")[2])
    assert [one.text for one in root.iter("datasource")] == [
        f"./{written.name}|layername={one}" for one in words.LAYERS
    ]
    assert [one.get("name") for one in root.iter("layer-tree-layer")] == [
        one[language] for one in words.LAYERS.values()
    ]
    times = [one for one in root.iter("temporal") if one.get("enabled") == "1"]
    assert len(times) == len(NAMES)
    assert all("valid_from" in one.get("startExpression") for one in times)
    assert all("valid_until" in one.get("endExpression") for one in times)


def test_it_repeats_byte_for_byte(record, written, tmp_path):
    geopackage(record, tmp_path / "mali.gpkg")
    assert (tmp_path / "mali.gpkg").read_bytes() == written.read_bytes()


@pytest.mark.long
@pytest.mark.parametrize("title", [words.PROJECTS.en, words.PROJECTS.fr])
def test_qgis_opens_it_dressed_and_the_temporal_controller_shows_what_at_says(record, written, title):
    has = (
        subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True, check=False)
        if PYTHON.is_file()
        else None
    )
    if has is None or has.returncode:
        pytest.skip("no QGIS here: apt-get install python3-qgis")
    script = Path(__file__).with_name("qgis_reading.py")
    done = subprocess.run(
        [PYTHON, script, written, title, *DAYS], capture_output=True, text=True, check=True, timeout=300
    )
    told = json.loads(done.stdout.strip().splitlines()[-1])
    assert told["opened"]
    assert told["crs"] == "EPSG:4326"
    assert told["first"] == f"{record.period.first}T00:00:00Z"
    assert sum(map(len, told["groups"].values())) == len(words.LAYERS)
    assert all(one["valid"] for one in told["layers"].values())
    assert set(told["styled"].values()) == {"categorizedSymbol"}
    for day, found in told["days"].items():
        assert len(found) == len(NAMES)
        for name, layer in NAMES.items():
            frame = layers.LAYERS[layer](record.period.parse(day), record)
            cells = frame[["name", "controller", "status"]].astype(object).where(frame.notna(), None)
            wanted = sorted(map(list, cells.itertuples(index=False)), key=str)
            assert sorted(found[f"northern_mali_{name}"], key=str) == wanted
