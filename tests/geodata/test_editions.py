"""Editions are kept whole or not at all, are what they were, and go only as the bounds ask."""

import os
import threading
from datetime import UTC, datetime, timedelta

import pytest
from damaging import CAMP, change

from geodata.editions import Editions, is_digest
from geodata.record import load

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path):
    return Editions(tmp_path / "editions")


def test_what_is_kept_is_read_back_byte_for_byte(kept, record):
    assert kept.keep(record, NOW) is True
    assert kept.keep(record, NOW + timedelta(days=1)) is False, "the first moment stays"
    assert dict(kept.files(record.digest).contents) == dict(record.files.contents)
    [edition] = kept.all()
    assert (edition.digest, edition.kept, edition.changed) == (record.digest, NOW, record.last_changed)
    assert edition.size < sum(map(len, record.files.contents.values())) / 2, "it is compressed"


@pytest.mark.parametrize("part", [0, 1, 10_000, -1])
def test_what_is_not_whole_is_no_edition_and_is_kept_again(kept, record, part):
    kept.keep(record, NOW)
    path = kept.folder / f"{record.digest}.zip"
    whole = path.read_bytes()
    path.write_bytes(whole[:part])
    assert kept.files(record.digest) is None
    assert kept.all() == []
    assert kept.keep(record, NOW) is True
    assert path.read_bytes() == whole


def test_what_bears_the_name_of_another_is_no_edition(kept, record):
    kept.keep(record, NOW)
    other = "0123456789ab"
    (kept.folder / f"{record.digest}.zip").rename(kept.folder / f"{other}.zip")
    assert kept.files(other) is None


def test_a_full_disk_leaves_nothing_behind(kept, record, monkeypatch):
    def full(number):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            kept.keep(record, NOW)
    assert list(kept.folder.iterdir()) == []


def test_many_who_keep_and_read_at_once_see_all_or_nothing(kept, record):
    seen, done = [], threading.Event()

    def read():
        while not done.is_set():
            seen.append(len(kept.all()))
            if kept.has(record.digest):
                assert kept.files(record.digest) is not None

    reader = threading.Thread(target=read)
    reader.start()
    writers = [threading.Thread(target=Editions(kept.folder).keep, args=(record, NOW)) for _ in range(4)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    done.set()
    reader.join()
    assert set(seen) <= {0, 1}
    assert [path.name for path in kept.folder.iterdir()] == [f"{record.digest}.zip"]


def test_the_oldest_goes_first_and_what_is_served_or_shipped_stays(kept, record, folder):
    digests = [record.digest]
    kept.keep(record, NOW - timedelta(days=90))
    for day in range(3):
        change("claims", CAMP, note_en=f"Another word, {day}.", note_fr=f"Un autre mot, {day}.")(folder)
        digests.append(load(folder).digest)
        kept.keep(load(folder), NOW - timedelta(days=60 - day))
    assert [one.digest for one in kept.all()] == digests
    assert kept.trim(10, 0, stays=(), now=NOW) == []
    assert kept.trim(3, 0, stays={record.digest}, now=NOW) == [digests[1]]
    assert kept.trim(10, 59, stays={digests[3]}, now=NOW) == [digests[0]]
    assert [one.digest for one in kept.all()] == digests[2:]


@pytest.mark.parametrize("text", ["", "0123456789a", "0123456789abc", "0123456789AB", "../123456789", "०123456789ab"])
def test_only_twelve_hex_digits_are_a_digest(text):
    assert not is_digest(text)
