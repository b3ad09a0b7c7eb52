"""The record's files are one list of names: what else lies in the folder changes nothing, and all has its bound."""

import os
import re
import shutil
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.__main__ import main
from geodata.bounds import LONGEST_LINE, Bound, Measure
from geodata.export import archive
from geodata.faults import RecordError
from geodata.files import ABOUT, BOUNDS, FOLDERS, MOST_LEFT_OUT, NAMES, Files, digest_of, left_out, read_files, survey
from geodata.layer_schema import LAYERS
from geodata.record import HOME, from_files, load
from geodata.schema import TABLES

SECRET = "root:x:0:0:secret"
MEBIBYTE = 1 << 20


# Only the record's files


STRAYS: dict[str, Callable[[Path], object]] = {
    "layers/.DS_Store": lambda path: path.write_bytes(b"x"),
    "layers/Thumbs.db": lambda path: path.write_bytes(b"x"),
    "layers/.env": lambda path: path.write_text("PASSWORD=x"),
    "layers/scan.tif": lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 2 << 30),
    "layers/communes.geojson.bak": lambda path: path.write_text("{"),
    "layers/roads.geojson": lambda path: path.write_text("{"),
    "tables/._claims.csv": lambda path: path.write_bytes(b"\0\5\26\7"),
    "tables/.~lock.claims.csv#": lambda path: path.write_text("amina"),
    "tables/~$claims.csv": lambda path: path.write_text("amina"),
    "tables/claims - Copie (brouillon).csv": lambda path: path.write_text("x"),
    "tables/claims (conflicted copy).csv": lambda path: path.write_text("x"),
    "tables/.claims.csv-17.new": lambda path: path.write_text("x"),
    "tables/informants-PRIVATE.csv": lambda path: path.write_text(SECRET),
    "tables/CLAIMS.CSV": lambda path: path.write_text("x"),
    "tables/passwd.csv": lambda path: path.symlink_to("/etc/passwd"),
    "tables/pipe.csv": os.mkfifo,
    "tables/nowhere.csv": lambda path: path.symlink_to("nowhere"),
    "tables/old": Path.mkdir,
}


def test_what_is_not_the_records_changes_nothing_is_told_and_never_handed_out(folder, tmp_path, capsys):
    whole = digest_of(folder)
    for name, make in STRAYS.items():
        make(folder / name)
        assert digest_of(folder) == whole
    assert left_out(folder) == sorted(STRAYS)
    record = load(folder)
    assert record.digest == whole
    archive(record, tmp_path / "record.zip")
    with zipfile.ZipFile(tmp_path / "record.zip") as packed:
        handed_out = {name for name in packed.namelist() if name.startswith((*FOLDERS, ABOUT))}
    assert handed_out == set(NAMES)
    assert main(["--record", str(folder), "check"]) == 0
    said = capsys.readouterr().err
    assert all(f"{name}: no file of the record; left out" in said for name in STRAYS)


def test_a_folder_of_any_number_of_other_files_is_told_of_by_some_of_them(folder):
    for number in range(5 * MOST_LEFT_OUT):
        (folder / f"layers/{number}.txt").touch()
    assert len(left_out(folder)) == MOST_LEFT_OUT
    assert digest_of(folder) == digest_of(HOME)


def test_every_table_and_every_layer_has_its_file():
    assert {f"tables/{name}.csv" for name in TABLES} | {f"layers/{name}.geojson" for name in LAYERS} < set(NAMES)


@pytest.mark.parametrize("name", ["tables/claims.csv", "layers/communes.geojson", "layers/relief.jpg"])
@pytest.mark.parametrize(
    ("instead", "said"),
    [
        (lambda path, secret: path.symlink_to(secret), "a link"),
        (lambda path, _: path.symlink_to("/dev/zero"), "a link"),
        (lambda path, _: path.symlink_to(path.name), "a link"),
        (lambda path, _: os.mkfifo(path), "no regular file"),
        (lambda path, _: path.mkdir(), "a folder"),
    ],
    ids=["foreign file", "device", "itself", "pipe", "folder"],
)
def test_what_is_no_regular_file_is_not_read_and_nothing_of_it_is_told(folder, tmp_path, name, instead, said):
    (tmp_path / "secret").write_text(SECRET)
    (folder / name).unlink()
    instead(folder / name, tmp_path / "secret")
    with pytest.raises(RecordError) as refused:
        load(folder)
    assert said in str(refused.value)
    assert {fault.file for fault in refused.value.faults} == {name}
    assert "secret" not in str(refused.value)


def test_a_record_whose_folders_are_links_is_read_like_any_other(folder, tmp_path):
    (tmp_path / "linked").symlink_to(folder)
    assert load(tmp_path / "linked").digest == digest_of(folder)


def test_files_that_change_while_they_are_read_are_refused(folder, monkeypatch):
    measured = survey(folder)
    (folder / "tables/claims.csv").write_bytes((folder / "tables/claims.csv").read_bytes() + b"\n")
    monkeypatch.setattr("geodata.files.survey", lambda _: measured)
    with pytest.raises(RecordError, match="still changing"):
        read_files(folder)


# As one


def test_packed_and_unpacked_a_record_is_the_same():
    files = read_files(HOME)
    again = Files.unpacked(files.packed())
    assert (again.contents, again.digest) == (files.contents, files.digest)
    assert from_files(again).digest == load().digest


@given(cut=st.integers(0, 700_000))
def test_half_a_pack_is_refused(cut):
    pack = read_files(HOME).packed()
    with pytest.raises(RecordError):
        from_files(Files.unpacked(pack[: min(cut, len(pack) - 1)]))


# Bounds


def sparse(size: int) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        with path.open("r+b") as file:
            file.truncate(size)

    return make


def rows(count: int) -> Callable[[Path], object]:
    def make(path: Path) -> None:
        head = path.read_bytes().partition(b"\n")[0]
        path.write_bytes(head + b"\n" + b"x,y\n" * count)

    return make


def points(count: int) -> Callable[[Path], object]:
    ring = ",".join(["[1.5,18.5]"] * 1000)
    feature = f'{{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}'
    return lambda path: path.write_text(f'{{"features":[{",".join([feature] * (count // 1000))}]}}')


EXCESSES = {
    "a table of 2 GB": ("tables/events.csv", sparse(2 << 30), "2147483648 bytes"),
    "a layer of 2 GB": ("layers/mali.geojson", sparse(2 << 30), "2147483648 bytes"),
    "an image of 2 GB": ("layers/relief.jpg", sparse(2 << 30), "2147483648 bytes"),
    "a page of sources of 2 GB": ("layers/README.md", sparse(2 << 30), "2147483648 bytes"),
    "a million claims": ("tables/claims.csv", rows(1_000_000), "1000000 rows"),
    "a million events": ("tables/events.csv", rows(1_000_000), "1000000 rows"),
    "a million actors": ("tables/actors.csv", rows(1_000_000), "1000000 rows"),
    "one endless row": (
        "tables/sources.csv",
        lambda path: path.write_bytes(b"a" * MEBIBYTE * 30),
        "a row of more than",
    ),
    "nothing but zeros": (
        "tables/places.csv",
        lambda path: path.write_bytes(bytes(MEBIBYTE * 30)),
        "a row of more than",
    ),
    "a hundred thousand points": ("layers/communes.geojson", points(100_000), r"about 100[0-9]+ points"),
    "a million points": ("layers/neighbours.geojson", points(1_000_000), "bytes"),
    "lists in lists": ("layers/massif.geojson", lambda path: path.write_text("[" * 3_000_000), "about 3000000 points"),
}


@pytest.mark.parametrize(("name", "make", "said"), EXCESSES.values(), ids=EXCESSES)
def test_what_is_too_large_is_refused_in_words_within_a_second_and_little_memory(folder, name, make, said):
    make(folder / name)
    load_nothing_yet = survey(HOME)
    tracemalloc.start()
    began = time.thread_time()
    try:
        with pytest.raises(RecordError) as refused:
            load(folder)
        seconds, (_, peak) = time.thread_time() - began, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    [fault] = refused.value.faults
    assert fault.file == name
    assert re.search(said, fault.found)
    assert fault.allowed.startswith("at most ")
    assert survey(folder).is_too_large
    assert not load_nothing_yet.is_too_large
    assert seconds < 1
    assert peak < 12 * MEBIBYTE


def test_all_files_together_have_a_bound_too(folder):
    for table in ("claims", "events", "sources"):
        path = folder / f"tables/{table}.csv"
        path.write_bytes(path.read_bytes() + b"\n" * 40 * MEBIBYTE)
    with pytest.raises(RecordError, match="bytes together; allowed: at most"):
        load(folder)


def test_all_layers_together_have_a_bound_too(folder):
    for layer in ("communes", "regions", "mali"):
        points(40_000)(folder / f"layers/{layer}.geojson")
    with pytest.raises(RecordError, match=r"layers/:0:geometry: found about \d+ points together"):
        load(folder)


def test_our_record_is_far_from_every_bound():
    files = read_files(HOME)
    assert all(len(data) * 5 < BOUNDS[name].size for name, data in files.contents.items())
    for name, data in files.contents.items():
        tenth = Bound(*(most and most // 10 for most in (BOUNDS[name].size, BOUNDS[name].rows, BOUNDS[name].positions)))
        measure = Measure(tenth)
        measure.takes(data)
        assert measure.faults(name) == [] or name.startswith("tables/actors")


@given(
    lines=st.lists(st.tuples(st.integers(0, 3), st.sampled_from([b"\n", b"\r\n"])), max_size=6),
    cuts=st.lists(st.integers(0, 400_000), max_size=5),
    last=st.integers(0, 3),
)
def test_the_count_of_rows_is_the_same_however_the_bytes_come(lines, cuts, last):
    sizes = (0, 1, LONGEST_LINE - 1, LONGEST_LINE + 1)
    data = b"".join(b"a" * sizes[size] + end for size, end in lines) + b"a" * sizes[last]
    marks = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    in_pieces, whole = Measure(Bound(1 << 30, rows=2)), Measure(Bound(1 << 30, rows=2))
    for start, end in pairwise(marks):
        if not in_pieces.takes(data[start:end]):
            break
    whole.takes(data)
    has_long = any(len(line) > LONGEST_LINE for line in data.replace(b"\r\n", b"\n").split(b"\n"))
    count = len([*data.replace(b"\r\n", b"\n").splitlines()]) - 1
    found = [(fault.column, fault.found) for fault in whole.faults("x", "key")]
    assert [(fault.column, fault.found) for fault in in_pieces.faults("x", "key")] == found
    if has_long:
        assert found[0][0] == "row"
    else:
        assert found == ([("key", f"{count} rows")] if count > 2 else [])


def test_a_copy_keeps_to_the_list_of_names(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "copy")
    (tmp_path / "copy/tables/notes.txt").write_text("x")
    assert sorted(read_files(tmp_path / "copy").contents) == [*NAMES]
