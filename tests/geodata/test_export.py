"""The whole record taken away: real dates, the same answers as ``at`` on every day, the same bytes every time."""

import zipfile
from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from damaging import change
from hypothesis import given
from hypothesis import strategies as st
from period import FIRST, LAST

from geodata import answers, dictionary, export, layers
from geodata.__main__ import main
from geodata.export import archive, geopackage
from geodata.files import digest_of
from geodata.record import HOME, Record, load
from geodata.schema import TABLES

GEOPACKAGE_LAYERS = {name.replace("-", "_"): name for name in layers.LAYERS}
TABLE_NAMES = {
    *("claims", "evidence", "rivals", "sources", "actors", "events", "bases"),
    *("assessors", "assessments", "dictionary"),
}
days = st.dates(FIRST, LAST)


@pytest.fixture(scope="module")
def written(record, tmp_path_factory) -> Path:
    """The record as a GeoPackage."""
    path = tmp_path_factory.mktemp("export") / "record.gpkg"
    geopackage(record, path)
    return path


@pytest.fixture(scope="module")
def read(written) -> dict[str, gpd.GeoDataFrame]:
    """Its layers, read back."""
    return {name: pyogrio.read_dataframe(written, layer=name) for name in GEOPACKAGE_LAYERS}


@pytest.fixture(scope="module")
def zipped(record, tmp_path_factory) -> Path:
    """The record as a zip."""
    path = tmp_path_factory.mktemp("export") / "record.zip"
    archive(record, path)
    return path


def plain(frame: pd.DataFrame) -> list[dict[str, object]]:
    """The rows with days as ISO text and None for what is missing, in one order."""

    def one(cell: object) -> object:
        if isinstance(cell, pd.Timestamp | date) and not pd.isna(cell):
            return cell.isoformat()[:10]
        return None if not hasattr(cell, "geom_type") and pd.isna(cell) else cell

    rows = [{name: one(cell) for name, cell in row.items()} for row in frame.to_dict("records")]
    return sorted(rows, key=lambda row: (row["name"], row["place"] or ""))


# GeoPackage


def test_it_has_every_layer_and_the_tables(written):
    found = dict(pyogrio.list_layers(written))
    dress = {"layer_styles"}  # by which QGIS dresses it: see test_qgis
    assert set(found) == set(GEOPACKAGE_LAYERS) | set(export.GROUND) | TABLE_NAMES | dress
    assert {name for name, geometry in found.items() if geometry is None} == TABLE_NAMES | dress
    assert pyogrio.read_info(written, layer="kidal")["crs"] == layers.CRS


@pytest.mark.parametrize(
    ("layer", "columns"),
    [
        *((name, ["valid_from", "valid_until", "since"]) for name in GEOPACKAGE_LAYERS),
        ("claims", ["valid_from", "valid_until", "known_from", "recorded_on", "withdrawn_on"]),
        ("events", ["date", "until"]),
    ],
)
def test_days_are_real_dates(written, layer, columns):
    info = pyogrio.read_info(written, layer=layer)
    types = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert {types[column] for column in columns} == {"OFTDate"}


@given(day=days)
def test_the_rows_whose_span_holds_a_day_are_the_layer_on_that_day(record, read, day):
    for name, layer in GEOPACKAGE_LAYERS.items():
        frame, at = read[name], pd.Timestamp(day)
        holding = frame[(frame["valid_from"] <= at) & (at <= frame["valid_until"])]
        wanted = layers.LAYERS[layer](day, record)
        assert plain(holding[list(wanted.columns)]) == plain(wanted)


@given(day=days)
def test_the_rows_whose_span_holds_a_day_are_what_at_says(record, read, day):
    told = {row["place"]: row for row in answers.at(record, day)}
    for name in ("places", "minusma_bases", "tigharghar"):
        frame, at = read[name], pd.Timestamp(day)
        for row in plain(frame[(frame["valid_from"] <= at) & (at <= frame["valid_until"])]):
            answer = told[row["place"]]
            for column in ("name", "kind", "controller", "status", "since", "precision", "grade", "claim", "claim_id"):
                assert row[column] == answer[column], column
            assert [row["contested_by"] or "", row["present"] or "", row["sources"] or ""] == [
                ";".join(answer[column]) for column in ("contested_by", "present", "sources")
            ]


def test_the_rows_of_a_feature_cover_every_day_once(read):
    for frame in read.values():
        for _, rows in frame.groupby("commune_id" if "commune_id" in frame else "place"):
            assert rows["valid_from"].iloc[0].date() == FIRST
            assert rows["valid_until"].iloc[-1].date() == LAST
            ends = rows["valid_until"].iloc[:-1] + timedelta(days=1)
            assert list(ends) == list(rows["valid_from"].iloc[1:])


def test_claims_carry_what_is_computed_of_them(record, written):
    claims = pyogrio.read_dataframe(written, layer="claims", read_geometry=False).set_index("claim_id")
    assert list(claims.index) == list(record.claims)
    row = claims.loc["un-kidal-2023-10-31-r2"]
    assert [row[day].date() for day in ("valid_from", "valid_until")] == [date(2023, 10, 31), date(2023, 11, 13)]
    assert row["grade"] == str(record.grades["un-kidal-2023-10-31-r2"])
    assert row["origins"] == record.origins(record.claims["un-kidal-2023-10-31-r2"])


def test_the_tables_are_those_of_the_record(record, written):
    for name in TABLE_NAMES - {"dictionary"}:
        frame = pyogrio.read_dataframe(written, layer=name, read_geometry=False)
        rows = getattr(record, name)
        assert len(frame) == (sum(map(len, rows.values())) if name == "evidence" else len(rows))
        assert list(TABLES[name].columns) == list(frame.columns)[: len(TABLES[name].columns)]


def test_every_column_is_in_the_dictionary(written):
    for name in set(GEOPACKAGE_LAYERS) | set(TABLES) & TABLE_NAMES:
        told = dictionary.LAYER_COLUMNS[GEOPACKAGE_LAYERS[name]] if name in GEOPACKAGE_LAYERS else TABLES[name].columns
        more = dictionary.SPAN_COLUMNS if name in GEOPACKAGE_LAYERS else {}
        more = dictionary.COMPUTED_COLUMNS if name == "claims" else more
        assert set(pyogrio.read_info(written, layer=name)["fields"]) == set(told) | set(more)


def test_it_says_which_version_of_the_record_it_is(record, written):
    about = pyogrio.read_info(written, layer="kidal")["dataset_metadata"]
    assert about["RECORD_DIGEST"] == record.digest


# Zip


def test_unpacked_it_is_the_same_record_again(record, zipped, tmp_path):
    with zipfile.ZipFile(zipped) as packed:
        packed.extractall(tmp_path)
    assert digest_of(tmp_path) == record.digest
    assert load(tmp_path).counts() == record.counts()


def test_it_comes_with_dictionary_method_licences_and_citation(record, zipped):
    with zipfile.ZipFile(zipped) as packed:
        texts = {name: packed.read(name).decode() for name in packed.namelist() if not name.endswith((".jpg", ".xlsx"))}
    assert {f"tables/{name}.csv" for name in TABLES} < set(texts)
    assert record.digest in texts["README.txt"]
    assert f"version: {record.digest}\n" in texts["CITATION.cff"]
    assert "cff-version: 1.2.0" in texts["CITATION.cff"]
    assert texts["data-dictionary.md"].startswith("# Data dictionary")
    assert texts["method.md"].startswith("# Method")
    assert "geoBoundaries" in texts["LICENCES.md"]


def test_without_the_page_of_licences_that_of_the_layers_is_taken(record, tmp_path, monkeypatch):
    monkeypatch.setattr(export, "ATTRIBUTION", tmp_path / "nowhere.md")
    archive(record, tmp_path / "record.zip")
    with zipfile.ZipFile(tmp_path / "record.zip") as packed:
        assert packed.read("LICENCES.md") == (HOME / "layers/README.md").read_bytes()


def test_the_zip_repeats_byte_for_byte(record, zipped, tmp_path):
    archive(record, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == zipped.read_bytes()


# The command


def test_the_command_writes_both_and_the_same_bytes_again_whatever_was_there_before(
    record, written, zipped, tmp_path, capsys
):
    for before in (written, zipped):
        again = tmp_path / before.name
        again.write_bytes(b"an older file")
        assert main(["export", str(again)]) == 0
        assert record.digest in capsys.readouterr().out
        assert again.stat().st_size > 10_000
        assert again.read_bytes() == before.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"record.gpkg", "record.zip"}


# What cannot be done


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("record.shp", "the name must end in .gpkg, .zip, .xlsx"),
        ("record", "the name must end in .gpkg, .zip, .xlsx"),
        ("nowhere/record.gpkg", "there is no folder"),
        ("nowhere/record.zip", "there is no folder"),
        ("folder.zip", "cannot write"),
    ],
)
def test_what_cannot_be_written_ends_with_1_and_says_why(tmp_path, capsys, out, said):
    (tmp_path / "folder.zip").mkdir()
    assert main(["export", str(tmp_path / out)]) == 1
    assert said in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["folder.zip"]


@pytest.mark.parametrize("make", [geopackage, archive])
def test_a_record_is_handed_out_as_it_was_read_whatever_happens_to_its_folder_afterwards(folder, tmp_path, make):
    loaded: Record = load(folder)
    name = f"record{'.zip' if make is archive else '.gpkg'}"  # a project inside it names the file that it lies in
    before, after = (tmp_path / when / name for when in ("before", "after"))
    before.parent.mkdir()
    after.parent.mkdir()
    make(loaded, before)
    change("places", "kidal", name_en="Elsewhere")(folder)
    (folder / "layers/relief.jpg").unlink()
    make(loaded, after)
    assert after.read_bytes() == before.read_bytes()
