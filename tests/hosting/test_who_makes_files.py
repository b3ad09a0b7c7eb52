"""Who makes files: a foreman that a server forks from itself, and no more workmen than there are jobs at once."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from driving import ROOT, Served, free_port, serving

from tests.bench.memory import descendants, workers

DRAWS = ("_typst", "libpdfium", "etree")
"""Libraries that only files need, as the system names them."""
PATIENCE = 60


@pytest.fixture
def served(state_folder):
    with serving(STATE_DIR=state_folder("state"), WORKERS="2") as served:
        yield served


def png(served: Served, day: str) -> bytes:
    with urlopen(f"{served.url}brief.png?on={day}", timeout=PATIENCE) as answer:
        return answer.read()


def called(pid: int, name: str) -> list[int]:
    """The processes of a name that a server has; one that has ended counts no more, whoever still asks how."""
    return [one for one in descendants(pid) if _says(one).startswith(f"({name}) ") and " Z " not in _says(one)]


def _says(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().partition(" ")[2]
    return ""


def until(is_so) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_those_who_answer_hold_nothing_that_draws_and_one_workman_does_what_is_asked_in_turn(served):
    for month in range(1, 7):
        assert png(served, f"2023-{month:02}-14")[:4] == b"\x89PNG"
    [foreman], [workman] = called(served.pid, "foreman"), called(served.pid, "workman")
    assert len(workers(served.pid)) == 2
    for pid in (served.pid, *workers(served.pid)):
        assert not any(library in Path(f"/proc/{pid}/maps").read_text() for library in DRAWS)
    for pid in (foreman, workman):
        assert all(library in Path(f"/proc/{pid}/maps").read_text() for library in DRAWS)


def test_files_go_on_being_made_when_foreman_and_workman_are_killed(served):
    first = png(served, "2023-11-14")
    for name in ("workman", "foreman", "foreman"):
        for pid in called(served.pid, name):
            os.kill(pid, signal.SIGKILL)
        until(lambda name=name: called(served.pid, name) == [])
        assert png(served, "2023-11-14") == first
        assert png(served, "2023-11-14") == first


def test_what_is_written_while_workers_are_killed_at_an_export_is_a_json_object_a_line(tmp_path, state_folder):
    port, log = free_port(), tmp_path / "log"
    settings = {"HOST": "127.0.0.1", "PORT": str(port), "STATE_DIR": state_folder("state"), "WORKERS": "2"}
    with log.open("wb") as out:
        command = [sys.executable, "-m", "dashboard"]
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings, stdout=out, stderr=out)
    try:
        until(lambda: answers(port))
        with socket.create_connection(("127.0.0.1", port)) as asked:
            asked.sendall(b"GET /brief.pdf?from=2013-01-01&to=2014-12-31&every=month HTTP/1.1\r\nHost: x\r\n\r\n")
            until(lambda: called(server.pid, "workman"))
            for worker in workers(server.pid):
                os.kill(worker, signal.SIGKILL)
        until(lambda: answers(port))
    finally:
        led = called(server.pid, "foreman")
        server.terminate()
        assert server.wait(PATIENCE) == 0
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in led))
    first, *lines = log.read_text().splitlines()
    assert first.startswith("Northern Mali Control Map on ")
    assert [line for line in lines if not isinstance(json.loads(line), dict)] == []


def answers(port: int) -> bool:
    with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
        return answer.status == 200
    return False
