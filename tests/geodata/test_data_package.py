"""The record for other programs: a data package that is true of its files, a workbook and CSV that read back whole."""

import csv
import json
import shutil
import subprocess
import sys
import zipfile
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest

from geodata.datapackage import descriptor
from geodata.export import archive
from geodata.reading import read_tables
from geodata.schema import TABLES
from geodata.workbook import EDTF, NUMBERS, columns, edtf, rows, spreadsheet_csv, workbook


@pytest.fixture(scope="module")
def told(record):
    return json.loads(descriptor(record))


@pytest.fixture(scope="module")
def tables(record):
    return {name: [row.cells for row in read.rows] for name, read in read_tables(record.files)[0].items()}


@pytest.fixture(scope="module")
def book(record):
    return openpyxl.load_workbook(BytesIO(workbook(record)), read_only=True)


def test_it_tells_every_file_of_the_record_as_it_is(told, record):
    paths = {one["path"]: one for one in told["resources"]}
    assert set(paths) == {name for name in record.files.contents if name.endswith((".csv", ".geojson", ".jpg"))}
    for path, one in paths.items():
        data = record.files[path]
        assert (one["bytes"], one["hash"]) == (len(data), f"sha256:{sha256(data).hexdigest()}")
    assert told["version"] == record.digest


def test_fields_are_those_of_the_header_and_every_cell_is_of_its_type(told, tables):
    for one in told["resources"]:
        if one["name"] not in TABLES:
            continue
        fields, cells = one["schema"]["fields"], tables[one["name"]]
        assert [field["name"] for field in fields] == list(cells[0])
        for field in fields:
            found = [row[field["name"]] for row in cells]
            needed = field.get("constraints", {}).get("required", False)
            assert not needed or all(found), field
            kinds = {"date": date.fromisoformat, "number": float, "boolean": ("true", "false").index, "string": str}
            for cell in filter(None, found):
                kinds[field["type"]](cell)


def test_keys_are_keys_and_lead_to_rows_that_are_there(told, tables):
    for one in (one for one in told["resources"] if one["name"] in TABLES):
        keys = one["schema"]["primaryKey"]
        keys = keys if isinstance(keys, list) else [keys]
        found = [tuple(row[key] for key in keys) for row in tables[one["name"]]]
        assert len(set(found)) == len(found)
        for leading in one["schema"]["foreignKeys"]:
            there = leading["reference"]["resource"] or one["name"]
            known = {row[leading["reference"]["fields"]] for row in tables[there]}
            assert {row[leading["fields"]] for row in tables[one["name"]]} - {""} <= known
    claims = next(one for one in told["resources"] if one["name"] == "claims")
    assert {one["fields"] for one in claims["schema"]["foreignKeys"]} == {"place_id", "controller"}


def test_the_workbook_gives_every_cell_back(book, record):
    assert book.sheetnames == ["about", *TABLES]
    for name, table in TABLES.items():
        head, *lines = book[name].iter_rows(values_only=True)
        wanted = [*rows(record, name)]
        assert list(head) == columns(table)
        assert len(lines) == len(wanted)
        days = set(table.dates())
        for line, row in zip(lines, wanted, strict=True):
            for column, cell in zip(head, line, strict=True):
                if column in days and cell is not None:
                    assert isinstance(cell, datetime), "a real day"
                    assert cell.date().isoformat() == row[column]
                elif column in NUMBERS and cell is not None:
                    assert float(row[column]) == cell
                else:
                    assert (cell or "") == row[column]


def test_the_workbook_repeats_and_holds_no_formula(record):
    assert workbook(record) == workbook(record)
    with zipfile.ZipFile(BytesIO(workbook(record))) as zipped:
        assert not [name for name in zipped.namelist() if b"<f>" in zipped.read(name)]


@pytest.mark.parametrize(("language", "separator"), [("en", ","), ("fr", ";")])
def test_csv_for_excel_has_a_mark_and_the_separators_of_its_language(record, language, separator):
    for name in TABLES:
        data = spreadsheet_csv(record, name, language)
        assert data.startswith(b"\xef\xbb\xbf")
        found = list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))
        for line, row in zip(found, rows(record, name), strict=True):
            for column, cell in line.items():
                if column in NUMBERS:
                    assert cell == (row[column].replace(".", ",") if language == "fr" else row[column])
                else:
                    assert cell.removeprefix("'") == row[column].removeprefix("'")


@pytest.mark.parametrize(
    ("precision", "said"), [("day", "2013-02-11"), ("month", "2013-02"), ("season", "2013-02~"), ("year", "2013")]
)
def test_a_day_says_how_far_it_is_known(precision, said):
    assert edtf("2013-02-11", precision) == said


def test_every_claim_and_event_has_its_edtf(record):
    for name in ("claims", "events"):
        assert any(column.endswith(EDTF) for column in columns(TABLES[name]))
        for row in rows(record, name):
            [said] = [cell for column, cell in row.items() if column.endswith(EDTF)]
            assert said.removesuffix("~") == (row.get("valid_from") or row["date"])[: len(said.removesuffix("~"))]


@pytest.mark.long
def test_frictionless_finds_nothing_wrong(record, tmp_path):
    tool = shutil.which("frictionless") or Path(sys.executable).with_name("frictionless")
    if not Path(tool).is_file():
        pytest.skip("no frictionless here: pip install frictionless")
    archive(record, tmp_path / "record.zip")
    with zipfile.ZipFile(tmp_path / "record.zip") as zipped:
        zipped.extractall(tmp_path)
    done = subprocess.run(
        [tool, "validate", "datapackage.json"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.long
@pytest.mark.parametrize("name", ["claims", "places"])
def test_libreoffice_reads_every_cell_back(record, tmp_path, name):
    if not shutil.which("localc"):
        pytest.skip("no LibreOffice Calc here: apt-get install libreoffice-calc")
    (tmp_path / "record.xlsx").write_bytes(workbook(record))
    sheet = ["about", *TABLES].index(name) + 1
    form = f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{sheet}"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", form]
    subprocess.run([*command, "record.xlsx"], cwd=tmp_path, check=True, capture_output=True, timeout=300)
    [path] = tmp_path.glob("*.csv")
    with path.open(encoding="utf-8", newline="") as file:
        found = [*csv.DictReader(file)]
    for line, row in zip(found, rows(record, name), strict=True):
        assert {column: cell for column, cell in line.items() if column not in NUMBERS} == {
            column: cell for column, cell in row.items() if column not in NUMBERS
        }
