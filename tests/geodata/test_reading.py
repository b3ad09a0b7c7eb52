"""Reading: a sound record loads whole, a damaged one names every fault at once, and nothing else ever happens."""

import csv
import re
from io import StringIO

import pytest
from damaging import as_whole, bytes_of, change, on_line, rows_of, without
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.entities import Actor, Base, Claim, Event, Place, Source
from geodata.faults import Fault, RecordError
from geodata.files import digest_of, read_files
from geodata.layer_schema import LAYERS
from geodata.reading import read_tables
from geodata.record import HOME, default_record, from_files, load

KINDS = {"actors": Actor, "sources": Source, "places": Place, "claims": Claim, "bases": Base, "events": Event}


# A sound record


@pytest.mark.parametrize("table", KINDS)
def test_a_sound_copy_loads_with_every_row_of_every_table_in_order(folder, table):
    entities = getattr(load(folder), table)
    assert list(entities) == [row[0] for row in rows_of(folder, table)[1:]]
    assert all(isinstance(entity, KINDS[table]) for entity in entities.values())


def test_a_sound_copy_has_all_layers_in_degrees(folder):
    layers = load(folder).layers
    assert set(layers) == set(LAYERS)
    assert all(frame.crs == "EPSG:4326" for frame in layers.values())


def test_a_record_cannot_be_changed(record):
    with pytest.raises(TypeError):
        record.claims["kidal-2012-01-01-r2"] = None
    with pytest.raises(AttributeError):
        record.digest = "another"


def test_the_committed_record_is_loaded_once():
    assert default_record() is default_record()
    assert default_record().digest == digest_of(HOME)


def test_lists_and_empty_cells_become_tuples_and_none(record):
    claim = record.claims["kidal-2023-11-14-r2"]
    assert claim.present == ("WAGNER",)
    assert claim.contested_by == ()
    assert claim.withdrawn_on is None
    assert record.places["kidal"].lat == pytest.approx(18.44, abs=0.01)


def test_a_missing_name_in_a_layer_is_none_and_not_nan(folder):
    on_line("layers/communes.geojson", "{", '"follows":"kidal"', '"follows":null')(folder)
    follows = load(folder).layers["communes"]["follows"]
    assert [value for value in follows if not isinstance(value, str)] == [None] * follows.isna().sum()
    assert follows.isna().any()


@pytest.mark.parametrize(
    "change_bytes", [lambda data: b"\xef\xbb\xbf" + data, lambda data: data.replace(b"\n", b"\r\n")]
)
def test_what_a_spreadsheet_adds_to_a_table_does_no_harm(folder, change_bytes):
    before = load(folder).claims
    path = folder / "tables/claims.csv"
    path.write_bytes(change_bytes(path.read_bytes()))
    assert load(folder).claims == before


# The version of the data


def test_the_digest_is_twelve_hex_digits_and_the_same_for_the_same_files(folder, record):
    assert len(record.digest) == 12
    assert int(record.digest, base=16)
    assert load(folder).digest == digest_of(folder) == digest_of(folder)


@pytest.mark.parametrize("file", ["tables/events.csv", "layers/mali.geojson", "layers/relief.json"])
def test_the_digest_changes_with_any_byte(folder, file):
    before = digest_of(folder)
    path = folder / file
    path.write_bytes(path.read_bytes() + b"\n")
    assert digest_of(folder) != before


# Several faults


def test_all_faults_are_reported_at_once_sorted_by_file_and_line(folder):
    change("claims", 5, status="taken")(folder)
    change("claims", 2, valid_from="2023-02-30", label_change="maybe")(folder)
    change("actors", 3, colour="blue")(folder)
    bytes_of("tables/places.csv", "Ménaka".encode(), "Ménaka".encode("latin-1"))(folder)
    without("tables/events.csv")(folder)
    as_whole("layers/mali.geojson", "not a map")(folder)
    with pytest.raises(RecordError) as refused:
        load(folder)
    faults = refused.value.faults
    assert list(faults) == sorted(faults)
    assert [(fault.file, fault.line, fault.column) for fault in faults if fault.file != "tables/places.csv"] == [
        ("layers/mali.geojson", 1, "file"),
        ("tables/actors.csv", 4, "colour"),
        ("tables/claims.csv", 3, "label_change"),
        ("tables/claims.csv", 3, "valid_from"),
        ("tables/claims.csv", 6, "status"),
        ("tables/events.csv", 0, "file"),
    ]
    assert str(refused.value).count("\n") == len(faults) - 1 == 6


def test_the_same_fault_in_many_rows_is_reported_for_each(folder):
    for row in range(1, 8):
        change("claims", row, status="taken")(folder)
    with pytest.raises(RecordError) as refused:
        load(folder)
    assert [fault.line for fault in refused.value.faults] == [2, 3, 4, 5, 6, 7, 8]


def test_a_row_of_the_wrong_length_does_not_hide_the_faults_of_the_others(folder):
    change("claims", 5, status="taken")(folder)
    on_line("tables/claims.csv", "kidal-2023-11-14-r2,", "$", ",more")(folder)
    with pytest.raises(RecordError) as refused:
        load(folder)
    assert {fault.column for fault in refused.value.faults} == {"row", "status"}


def test_faults_between_rows_are_all_reported_too(folder):
    change("claims", "kidal-2023-11-14-r2", present="GOV;WAGNER")(folder)
    change("claims", "kidal-2012-01-01-r2", valid_from="2012-01-02")(folder)
    change("places", "kidal", lon="")(folder)
    with pytest.raises(RecordError) as refused:
        load(folder)
    assert [(fault.file, fault.column) for fault in refused.value.faults] == [
        ("tables/claims.csv", "valid_from"),
        ("tables/claims.csv", "present"),
        ("tables/places.csv", "lon"),
    ]


def test_a_folder_that_is_no_record_names_every_file_it_lacks(tmp_path):
    with pytest.raises(RecordError) as refused:
        load(tmp_path)
    missing = {fault.file for fault in refused.value.faults}
    assert missing >= {f"tables/{table}.csv" for table in KINDS} | {f"layers/{name}.geojson" for name in LAYERS}


def test_a_table_that_is_a_folder_is_a_fault_like_any_other(folder):
    without("tables/claims.csv")(folder)
    (folder / "tables/claims.csv").mkdir()
    with pytest.raises(RecordError, match=r"tables/claims\.csv:0:file: found .+; allowed: a readable UTF-8 file"):
        load(folder)


def test_a_fault_reads_as_one_line_with_its_place():
    fault = Fault("tables/claims.csv", 7, "status", "'taken'", "one of held, besieged, contested, unknown")
    said = "tables/claims.csv:7:status: found 'taken'; allowed: one of held, besieged, contested, unknown"
    assert str(fault) == str(RecordError([fault, fault])) == said


@pytest.mark.parametrize(("found", "said"), [("'one\ntwo'", r"'one\ntwo'"), ("x" * 5000, "x" * 300 + "…")])
def test_a_fault_stays_on_one_line_whatever_was_found(found, said):
    assert (
        str(Fault("tables/claims.csv", 7, "note_en", found, "text")).partition("found ")[2] == f"{said}; allowed: text"
    )


# Whatever the bytes


BITS = st.one_of(
    st.binary(max_size=4),
    st.sampled_from([b'"', b",", b"\n", b"\r", b";", b"\0", b"-", b" ", b"\xc3", b"GOV", b"2024"]),
)
EDITS = st.lists(st.tuples(st.integers(0), st.integers(0, 3), BITS, st.booleans()), min_size=1, max_size=6)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(edits=EDITS)
def test_any_bytes_give_a_record_or_a_record_error_and_nothing_else(record, edits):
    data = record.files["tables/claims.csv"]
    marks = [found.start() for found in re.finditer(rb'[",;\n-]', data)]
    for number, length, new, at_mark in edits:
        at = marks[number % len(marks)] if at_mark else number % len(data)
        data = data[:at] + new + data[at + length :]
    try:
        from_files(record.files.with_file("tables/claims.csv", data))
    except RecordError as error:
        for line in str(error).split("\n"):
            assert re.match(r"tables/(claims|places|sources|evidence|rivals|bases)\.csv:", line)


def as_a_spreadsheet_saves_it(path, separator=","):
    rows = list(csv.reader(StringIO(path.read_text(encoding="utf-8"))))
    shouted = [[cell.upper() if cell in ("true", "false") else cell for cell in row] for row in rows]
    text = StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows([*shouted, [""] * len(rows[0])])
    path.write_text("\ufeff" + text.getvalue() + "\r\n", encoding="utf-8", newline="")


def test_a_table_saved_by_a_spreadsheet_reads_the_same(folder, record):
    for table in ("claims", "bases"):
        as_a_spreadsheet_saves_it(folder / f"tables/{table}.csv")
    edited, faults = read_tables(read_files(folder))
    assert faults == []
    assert edited == read_tables(read_files(HOME))[0]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_named_and_the_one_that_is_read(folder, separator):
    as_a_spreadsheet_saves_it(folder / "tables/bases.csv", separator)
    [fault] = read_tables(read_files(folder))[1]
    assert (fault.file, fault.line) == ("tables/bases.csv", 1)
    assert repr(separator) in fault.found
    assert "','" in fault.allowed


def test_an_empty_line_between_rows_stays_a_fault(folder):
    path = folder / "tables/bases.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([header, rows[0], ",,\n", "\n", *rows[1:]]), encoding="utf-8")
    assert [(fault.line, fault.column) for fault in read_tables(read_files(folder))[1]] == [(3, "row"), (4, "row")]
