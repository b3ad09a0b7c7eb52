"""Whatever happens to the folder of the record: the last good data is served, the fault is named, repair is seen."""

import os
import shutil
from collections.abc import Callable, Iterator
from copy import copy
from pathlib import Path

import pytest
from damaging import add, as_whole, bytes_of, cell, change, copied, remove, rows_of, without, write_rows
from flask.testing import FlaskClient

from dashboard.hosting.live import LiveRecord
from geodata.files import digest_of
from geodata.record import HOME

Harm = Callable[[Path], object]
CLAIMS, PLACES, RELIEF = "tables/claims.csv", "tables/places.csv", "layers/relief.jpg"
COMMUNES, MASSIF, CORNERS = "layers/communes.geojson", "layers/massif.geojson", "layers/relief.json"


def cut(file: str, share: float) -> Harm:
    """Keep only the first part of a file, as a copy under way does."""

    def harm(folder: Path) -> None:
        data = (folder / file).read_bytes()
        (folder / file).write_bytes(data[: int(len(data) * share)])

    return harm


def in_encoding(file: str, encoding: str) -> Harm:
    return lambda folder: (folder / file).write_bytes((folder / file).read_text("utf-8").encode(encoding, "replace"))


def replaced(file: str, make: Callable[[Path], object]) -> Harm:
    def harm(folder: Path) -> None:
        (folder / file).unlink()
        make(folder / file)

    return harm


def swapped(file: str, other: str) -> Harm:
    return lambda folder: shutil.copyfile(folder / other, folder / file)


def doubled_row(folder: Path) -> None:
    rows = rows_of(folder, "claims")
    write_rows(folder, "claims", [*rows, rows[5]])


def half_copied(folder: Path) -> None:
    for name in ("claims.csv", "events.csv", "sources.csv"):
        (folder / "tables" / name).unlink()


def first_claim_of(place: str) -> Harm:
    """Take the first claim of a place that is in force out, so that its days begin with a gap."""

    def harm(folder: Path) -> None:
        header, *rows = rows_of(folder, "claims")
        place_at, withdrawn = header.index("place_id"), header.index("withdrawn_on")
        remove("claims", min(row[0] for row in rows if row[place_at] == place and not row[withdrawn]))(folder)

    return harm


def orphaned_source(folder: Path) -> None:
    remove("sources", cell(folder, "claims", "kidal-2023-11-14-r2", "source_ids").split(";")[0])(folder)


HARMS: dict[str, tuple[Harm, str]] = {
    "a table cut in half": (cut(CLAIMS, 0.5), CLAIMS),
    "a table cut to nothing": (cut(CLAIMS, 0), CLAIMS),
    "a table with its header only": (
        lambda folder: write_rows(folder, "events", rows_of(folder, "events")[:1]),
        "events",
    ),
    "a table removed": (without(CLAIMS), CLAIMS),
    "all tables removed": (lambda folder: shutil.rmtree(folder / "tables"), "tables/"),
    "all layers removed": (lambda folder: shutil.rmtree(folder / "layers"), "layers/"),
    "the folder removed": (shutil.rmtree, "tables/"),
    "a copy under way, some files not there yet": (half_copied, CLAIMS),
    "a folder in the place of a table": (replaced(CLAIMS, Path.mkdir), CLAIMS),
    "a pipe in the place of a table": (replaced(CLAIMS, os.mkfifo), CLAIMS),
    "a link to nowhere": (replaced(CLAIMS, lambda path: path.symlink_to("nowhere.csv")), CLAIMS),
    "a link to itself": (replaced(CLAIMS, lambda path: path.symlink_to(path.name)), CLAIMS),
    "an endless device in the place of a table": (replaced(CLAIMS, lambda path: path.symlink_to("/dev/zero")), CLAIMS),
    "a wrong encoding, Latin-1": (in_encoding(CLAIMS, "latin-1"), CLAIMS),
    "a wrong encoding, UTF-16": (in_encoding(PLACES, "utf-16"), PLACES),
    "zeros where text was": (lambda folder: (folder / CLAIMS).write_bytes(bytes(9000)), CLAIMS),
    "semicolons for commas": (
        lambda folder: as_whole(PLACES, (folder / PLACES).read_text().replace(",", ";"))(folder),
        PLACES,
    ),
    "a quote never closed": (bytes_of(CLAIMS, b",day,", b',"day,'), CLAIMS),
    "another table in its place": (swapped(CLAIMS, PLACES), CLAIMS),
    "a row twice": (doubled_row, CLAIMS),
    "a gap: a place without its first claim": (first_claim_of("kidal"), CLAIMS),
    "an orphan: a claim whose source is gone": (orphaned_source, CLAIMS),
    "an unknown actor": (change("claims", "kidal-2023-11-14-r2", controller="NATO"), CLAIMS),
    "a day that does not exist": (change("claims", "kidal-2023-11-14-r2", valid_from="2023-02-30"), CLAIMS),
    "a column renamed": (bytes_of(CLAIMS, b"valid_from", b"valid_form"), CLAIMS),
    "a place nobody knows": (add("claims", claim_id="x-2012-01-01", place_id="x", valid_from="2012-01-01"), CLAIMS),
    "a merge conflict left in": (bytes_of(CLAIMS, b"\n", b"\n<<<<<<< HEAD\n"), CLAIMS),
    "a layer cut in half": (cut(COMMUNES, 0.5), COMMUNES),
    "a layer that is no GeoJSON": (as_whole(MASSIF, "{}"), MASSIF),
    "a layer removed": (without(COMMUNES), COMMUNES),
    "the image removed": (without(RELIEF), RELIEF),
    "the image's corners broken": (as_whole(CORNERS, "{"), CORNERS),
}
"""What is done to the folder, and the file the fault must name."""


@pytest.fixture
def mended(served) -> Iterator[Path]:
    """The folder, made whole again afterwards."""
    yield served
    mend(served)


def mend(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    copied(folder)


def health(client: FlaskClient) -> dict[str, object]:
    return client.get("/healthz").get_json()


def test_there_are_thirty_kinds_of_damage():
    assert len(HARMS) >= 30


@pytest.mark.parametrize(("harm", "file"), HARMS.values(), ids=HARMS)
def test_the_last_good_record_is_served_and_the_fault_is_named(harm, file, app, client, mended):
    good = digest_of(HOME)
    before = client.get("/api/at?on=2023-11-14").data
    harm(mended)
    app.live.look()
    app.live.look()
    told = health(client)
    assert (told["status"], told["record"]) == ("degraded", good)
    assert file in told["faults"][0] or any(file in fault for fault in told["faults"])
    assert client.get("/api/at?on=2023-11-14").data == before
    with client.get(f"/ground/{good}/relief.jpg") as image:
        assert image.data == (HOME / RELIEF).read_bytes()
    assert client.get(f"/frames/{good}.json?on=2023-11-14").status_code == 200
    mend(mended)
    app.live.look()
    app.live.look()
    assert health(client)["status"] == "ok"


def test_a_sound_change_is_served_once_two_looks_found_it_the_same(app, client, mended):
    good = digest_of(HOME)
    change("claims", "kidal-2023-11-14-r2", note_en="A better note.")(mended)
    new = digest_of(mended)
    app.live.look()
    assert health(client)["record"] == good
    change("claims", "kidal-2023-11-14-r2", note_en="A better note still being written")(mended)
    app.live.look()
    assert health(client)["record"] == good
    change("claims", "kidal-2023-11-14-r2", note_en="A better note.")(mended)
    app.live.look()
    app.live.look()
    told = health(client)
    assert (told["status"], told["version"], told["record"]) == ("ok", "0.1.0", new)
    assert "faults" not in told


def test_a_page_made_from_the_record_before_still_finds_its_data(app, client, mended):
    old = app.live.record.digest
    change("claims", "kidal-2023-11-14-r2", note_en="Another note.")(mended)
    app.live.look()
    app.live.look()
    new = app.live.record.digest
    assert old != new
    for digest in (old, new):
        assert client.get(f"/frames/{digest}.json?on=2023-11-14").get_json()["digest"] == digest
    assert client.get("/frames/0123456789ab.json?on=2023-11-14").status_code == 404


def test_a_worker_that_starts_late_serves_the_newest_sound_record(app, mended):
    parent = LiveRecord(mended, app.live.state)
    change("claims", "kidal-2023-11-14-r2", note_en="A late note.")(mended)
    app.live.look()
    app.live.look()
    newest = app.live.record.digest
    as_whole(CLAIMS, "broken")(mended)
    late = copy(parent)  # as a process forked from the parent begins
    late.catch_up()
    assert late.record.digest == newest != parent.record.digest


def test_a_worker_that_starts_late_serves_what_its_parent_holds_where_the_shelf_is_gone(app, mended):
    parent = LiveRecord(mended, app.live.state)
    as_whole(CLAIMS, "broken")(mended)
    shutil.rmtree(app.live.state.part("records"))
    late = copy(parent)
    late.catch_up()
    late.look()
    late.look()
    assert late.record.digest == digest_of(HOME)
    assert late.health.is_degraded


def test_a_copy_on_the_shelf_that_is_damaged_is_not_taken(app, mended):
    late = LiveRecord(mended, app.live.state)
    app.live.state.write("records/000000999-0123456789ab", b"half a pack")
    late.catch_up()
    assert late.record.digest == digest_of(HOME)
    assert "000000999-0123456789ab" not in app.live.state.names("records")
