"""Nothing beside the record can fail an answer: not a full disk, not a cleaned folder, not a file gone from it."""

import json
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from driving import Served, serving

from dashboard.hosting.counts import MOST, ROW, ROWS, SharedCounts
from dashboard.hosting.live import SECONDS_TOO_LONG, LiveRecord
from dashboard.hosting.state_folder import LOCK, PREFIX, StateFolder
from geodata.record import HOME
from tests.bench.memory import workers

ASKED = ("", "healthz", "api/at?on=2023-11-14", "metrics")
PATIENCE = 90.0


# While it is served


@pytest.fixture(scope="module")
def disk(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("disk")


def answers(served: Served, times: int = 4) -> list[int]:
    """The status of everything asked, several times, so that every worker is asked."""
    return [status(served, address) for _ in range(times) for address in ASKED]


def status(served: Served, address: str) -> int:
    try:
        with urlopen(f"{served.url}{address}", timeout=PATIENCE) as answer:
            return answer.status
    except HTTPError as error:
        return error.code


def health(served: Served) -> dict[str, object]:
    with urlopen(f"{served.url}healthz", timeout=10) as answer:
        return json.load(answer)


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def replaced(served: Served, worker: int) -> bool:
    return worker not in workers(served.pid) and len(workers(served.pid)) == 2


def fill(disk: Path) -> None:
    """Fill a disk to its last byte."""
    with suppress(OSError), (disk / "ballast").open("wb", buffering=0) as ballast:
        while ballast.write(bytes(4096)):
            pass
    assert shutil.disk_usage(disk).free == 0


def killed_one_by_one(served: Served) -> Iterator[list[int]]:
    """What is answered after each worker was killed and another is in its place."""
    for worker in workers(served.pid):
        os.kill(worker, signal.SIGKILL)
        until(lambda worker=worker: replaced(served, worker))
        yield answers(served)


@pytest.mark.long
def test_a_full_disk_and_killed_workers_fail_no_answer_and_it_is_told_and_heals(mounted):
    disk = mounted("16m")
    with serving(STATE_DIR=str(disk / "state"), TMPDIR=str(disk), WORKERS="2") as served:
        fill(disk)
        assert set(answers(served)) == {200}
        until(lambda: is_told(served, "No space left"))
        for answered in killed_one_by_one(served):
            assert set(answered) == {200}
        assert status(served, "download/record.zip") in (200, 503)  # made where there is room, or refused
        (disk / "ballast").unlink()
        until(lambda: all(health(served)["status"] == "ok" for _ in range(6)) or healed(served))
        assert set(answers(served)) == {200}
        assert status(served, "brief.pptx?on=2023-11-14") == 200


def is_told(served: Served, *said: str) -> bool:
    """Whether the worker that answers says so; each tells of what it has met itself."""
    told = health(served)
    return told["status"] == "degraded" and any(one in str(told.get("troubles")) for one in said)


def healed(served: Served) -> bool:
    troubles = str(health(served).get("troubles"))
    return "again" in troubles or "put back" in troubles


@pytest.mark.long
def test_a_state_folder_that_was_removed_is_told_of_and_made_again_and_no_answer_fails(tmp_path):
    state = tmp_path / "state"
    with serving(STATE_DIR=str(state), WORKERS="2") as served:
        digest = health(served)["record"]
        shutil.rmtree(state.rename(tmp_path / "gone"))
        assert set(answers(served)) == {200}
        until(lambda: healed(served))
        until(lambda: [*state.glob(f"{PREFIX}*/records/*-{digest}")] != [])
        for address in (f"ground/{digest}/relief.jpg", "brief.pptx?on=2023-11-14", "download/record.zip"):
            assert status(served, address) == 200
        for answered in killed_one_by_one(served):
            assert set(answered) == {200}


@pytest.mark.long
def test_a_worker_stays_as_small_as_it_was_whatever_lies_in_the_folder(folder, tmp_path):
    with serving(RECORD_DIR=str(folder), STATE_DIR=str(tmp_path / "state"), WORKERS="1") as served:
        assert set(answers(served, times=2)) == {200}
        [worker] = workers(served.pid)
        before = resident(worker)
        with (folder / "layers/scan.tif").open("wb") as stray:
            stray.truncate(2 << 30)
        head = (folder / "tables/events.csv").read_bytes().partition(b"\n")[0]
        (folder / "tables/events.csv").write_bytes(head + b"\n" + b"a,b\n" * 1_000_000)
        points = ",".join(["[1]"] * 1_000_000)
        (folder / "layers/mali.geojson").write_text(f'{{"features":[{points}]}}')
        until(lambda: len(health(served).get("faults", ())) == 2)
        assert "1000000 rows" in str(health(served)["faults"])
        assert "about 1000001 points" in str(health(served)["faults"])
        with (folder / "tables/claims.csv").open("r+b") as table:
            table.truncate(2 << 30)
        until(lambda: "2147483648 bytes" in str(health(served).get("faults")))
        assert health(served)["left_out"] == ["layers/scan.tif"]
        assert resident(worker) - before < 60 << 20


def resident(process: int) -> int:
    """The most bytes of memory that a process has had at once."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) << 10


def test_a_copy_gone_from_the_state_folder_is_told_of_and_put_back(tmp_path):
    state = StateFolder(tmp_path)
    live = LiveRecord(HOME, state)
    [copy] = state.names("records")
    state.remove(f"records/{copy}")
    live.look()
    assert state.names("records") == [copy]
    assert "put back" in live.health.troubles[0]
    assert not live.health.is_well


def test_where_the_state_folder_cannot_be_made_again_that_is_told_and_the_record_is_served(tmp_path):
    root = tmp_path / "state"
    state = StateFolder(root)
    live = LiveRecord(HOME, state)
    shutil.rmtree(root)
    root.write_text("in its place")
    live.look()
    assert str(root) in live.health.troubles[0]
    assert not state.write("x", b"x")
    assert (state.read("x"), state.names("records")) == (None, [])
    with state.alone("trial") as is_alone:
        assert is_alone
    assert state.is_first("x")
    assert not state.is_first("x")
    assert live.record.places
    root.unlink()
    live.look()
    assert state.names("records") != []


def test_what_a_killed_server_left_goes_when_the_next_begins_and_what_is_in_use_stays(tmp_path, monkeypatch):
    in_use = StateFolder(tmp_path)
    left = tmp_path / f"{PREFIX}1-dead"
    left.mkdir()
    (left / LOCK).touch()
    monkeypatch.setattr("dashboard.hosting.state_folder.SECONDS_OF_GRACE", -1.0)
    new = StateFolder(tmp_path)
    assert not left.exists()
    assert in_use.part("drafts").is_dir()
    assert new.part("drafts").is_dir()


def test_only_one_at_a_time_is_alone(tmp_path):
    state = StateFolder(tmp_path)
    with state.alone("trial") as first, state.alone("trial") as second:
        assert (first, second) == (True, False)
    with state.alone("trial") as again:
        assert again


# The watch


class Hung(LiveRecord):
    """A record whose folder was last looked at long ago: a network folder does not answer."""

    def __init__(self, state: StateFolder) -> None:
        super().__init__(HOME, state)
        self._looked = time.monotonic() - SECONDS_TOO_LONG - 1


def test_the_age_of_the_last_look_is_told_and_too_old_a_look_is_a_trouble(tmp_path):
    live = LiveRecord(HOME, StateFolder(tmp_path))
    live.look()
    assert live.health.is_well
    assert 0 <= live.health.seconds_since_look < SECONDS_TOO_LONG
    late = Hung(live.state)
    assert "last looked at" in late.health.troubles[0]
    late.look()
    assert late.health.is_well


# Counts


def test_every_worker_counts_for_itself_and_what_the_dead_counted_stays():
    counts = SharedCounts()
    counts.add(("requests", "GET"))
    for worker in range(1, 2 * ROWS):
        counts.begin(worker)
        if (pid := os.fork()) == 0:
            counts.add(("requests", "GET"), 2.0)
            counts.add(("seconds", f"/{worker % 7}"), 0.5)
            os._exit(0)
        os.waitpid(pid, 0)
        if worker % 3:
            counts.end(worker)
    sums = counts.sums()
    assert sums["requests", "GET"] == 1 + 2 * (2 * ROWS - 1)
    assert sum(amount for key, amount in sums.items() if key[0] == "seconds") == 0.5 * (2 * ROWS - 1)


def test_counts_without_room_are_let_go_and_fail_nothing():
    counts = SharedCounts()
    for number in range(MOST + 10):
        counts.add(("requests", f"{number}"))
    counts.add(("requests", "x" * ROW))
    counts.add(("requests", "0"))
    sums = counts.sums()
    assert len(sums) == MOST
    assert sums["requests", "0"] == 2
    for worker in range(ROWS + 5):
        counts.begin(worker)
    counts.add(("requests", "late"))
    assert ("requests", "late") not in counts.sums()
