"""Files are made in a process of their own, whose end costs the job it had and nothing else."""

import hashlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from period import FIRST, LAST

from dashboard.app import create_app
from dashboard.asked.state import ViewState
from dashboard.config import Settings
from dashboard.export import foreman, workman, workshop
from dashboard.export.files import make
from dashboard.export.foreman import Foreman
from dashboard.export.gate import BusyError, Gate
from dashboard.export.order import Order
from dashboard.export.request import Request
from dashboard.export.workshop import Job, Workshop

ROOT = Path(__file__).parents[2]
DAY = ViewState(on=date(2023, 11, 14))
YEARS = ViewState(after=date(2013, 1, 1), until=date(2022, 1, 1))
MONTHS = ViewState(after=date(2013, 1, 1), until=date(2013, 9, 1))
NOT_FOR_A_SERVER = {"pptx", "typst", "pypdfium2", "fontTools", "lxml"}


@pytest.fixture(scope="module")
def shop():
    """A workshop with a foreman who is kept from test to test."""
    return Workshop(Gate())


def job(record, state=DAY, kind="pptx", every=""):
    return Job(record.digest, kind, Order(state), every)


def until(is_so, seconds=20):
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.02)
    assert is_so()


def is_running(number):
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_file_is_the_same_as_if_it_were_made_here(shop, record):
    answer = shop.answer(record, job(record))
    assert answer.status == 200
    assert answer.file == make(record, Request.of(Order(DAY), "pptx"))
    assert answer.name.endswith(f"{record.digest}.pptx")
    assert shop.workman not in (None, os.getpid())


def test_the_workman_yields_to_readers_and_goes_first_where_memory_runs_out(shop, record):
    shop.answer(record, job(record))
    assert os.getpriority(os.PRIO_PROCESS, shop.workman) == os.getpriority(os.PRIO_PROCESS, 0) + foreman.NICENESS
    assert Path(f"/proc/{shop.workman}/oom_score_adj").read_text().strip() == foreman.FIRST_TO_GO
    assert f"{foreman.MOST_MEMORY}" in Path(f"/proc/{shop.workman}/limits").read_text()


def test_a_workman_killed_at_work_costs_that_job_alone(shop, record):
    shop.answer(record, job(record))
    victim, lost = shop.workman, []

    def ask():
        try:
            shop.answer(record, job(record, YEARS, every="month"))
        except BusyError as fault:
            lost.append(str(fault))

    asking = threading.Thread(target=ask)
    asking.start()
    time.sleep(0.5)
    os.kill(victim, signal.SIGKILL)
    asking.join(20)
    assert lost == ["the file was not finished, its process ended; try again"]
    assert shop.answer(record, job(record)).status == 200
    assert shop.workman != victim


def test_nobody_notices_a_workman_killed_at_rest(shop, record):
    shop.answer(record, job(record))
    victim = shop.workman
    os.kill(victim, signal.SIGKILL)
    until(lambda: not is_running(victim))
    assert shop.answer(record, job(record)).status == 200
    assert shop.workman != victim


def test_a_workman_who_takes_too_long_is_ended(shop, record, monkeypatch):
    shop.answer(record, job(record))
    monkeypatch.setattr(workshop, "PATIENCE", 0.5)
    with pytest.raises(BusyError):
        shop.answer(record, job(record, MONTHS, every="month"))
    until(lambda: not is_running(shop.workman))


def test_a_workman_stopped_at_work_is_noticed_long_before_his_time_is_over(shop, record, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(workshop, "HEARTBEAT", 0.1)
    shop.answer(record, job(record))
    slip = tmp_path / "slip"
    long = Job(record.digest, "pptx", Order(MONTHS), "month", slip=slip)
    stop = threading.Thread(target=lambda: (until(slip.exists), os.kill(shop.workman, signal.SIGSTOP)))
    stop.start()
    with pytest.raises(BusyError):  # after a look or two, and not after all of PATIENCE
        shop.answer(record, long)
    stop.join()
    until(lambda: not is_running(shop.workman))
    slip.unlink()
    assert list(tmp_path.iterdir()) == [], "what he had put aside goes with him"
    assert shop.answer(record, job(record)).status == 200
    assert list(tmp_path.iterdir()) == []


def test_a_workman_stopped_at_rest_costs_nothing_but_a_look_at_him(shop, record, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(workshop, "HEARTBEAT", 0.1)
    shop.answer(record, job(record))
    victim = shop.workman
    os.kill(victim, signal.SIGSTOP)
    assert shop.answer(record, job(record)).status == 200
    until(lambda: not is_running(victim))
    assert list(tmp_path.iterdir()) == []


def test_a_job_given_to_who_dies_before_he_takes_it_up_is_done_by_another(shop, record, monkeypatch):
    """As when a processor is so busy that a process is killed and yet holds its lines open for a while."""
    shop.answer(record, job(record))
    dead, gone = socket.socketpair()
    gone.close()
    given = iter([(Connection(dead.detach()), shop.workman)])
    lives = Foreman.workman
    monkeypatch.setattr(Foreman, "workman", lambda self, folder: next(given, None) or lives(self, folder))
    assert shop.answer(record, job(record)).status == 200


@pytest.fixture
def lead():
    """Makes foremen that are forks of this process, as a server makes one of itself."""
    forked = []

    def lead(record):
        shop = Workshop(Gate())
        shop.open(record)
        forked.append(shop)
        return shop

    return lead


def test_a_workman_without_work_ends_and_the_next_job_gets_another(lead, record, monkeypatch):
    monkeypatch.setattr(foreman, "REST", 0.2)
    shop = lead(record)
    assert shop.answer(record, job(record)).status == 200
    rested = shop.workman
    until(lambda: not is_running(rested))
    assert shop.answer(record, job(record)).status == 200
    assert shop.workman != rested


def test_a_workman_grown_large_ends_after_its_job(lead, record, monkeypatch):
    monkeypatch.setattr(workman, "LARGE", 0)
    shop = lead(record)
    assert shop.answer(record, job(record)).status == 200
    until(lambda: not is_running(shop.workman))
    assert shop.answer(record, job(record)).status == 200


FORKED = """
import hashlib
from datetime import date
from multiprocessing.connection import Connection
from dashboard.asked.state import ViewState
from dashboard.export.gate import Gate
from dashboard.export.order import Order
from dashboard.export.workshop import Job, Workshop
from geodata.record import load
record, shop = load(), Workshop(Gate())
shop.open(record)
for kind in ("png", "pptx", "pdf"):
    job = Job(record.digest, kind, Order(ViewState(on=date(2023, 11, 14))))
    print(hashlib.sha256(shop.answer(record, job).file).hexdigest())
"""


def test_workmen_forked_from_a_server_make_the_files_that_others_make(shop, record):
    ran = subprocess.run([sys.executable, "-c", FORKED], cwd=ROOT, check=True, capture_output=True, text=True)
    others = [shop.answer(record, job(record, kind=kind)).file for kind in ("png", "pptx", "pdf")]
    assert ran.stdout.split() == [hashlib.sha256(file).hexdigest() for file in others]


def test_one_workman_does_what_is_asked_one_after_the_other_and_two_what_is_asked_at_once(shop, record):
    shop.answer(record, job(record))
    other = Workshop(Gate())
    other._foreman = shop._foreman
    in_turn = [one.answer(record, job(record)) and one.workman for one in (shop, other, shop)]
    assert len(set(in_turn)) == 1
    long = threading.Thread(target=shop.answer, args=(record, job(record, MONTHS, every="month")))
    shop.workman = None
    long.start()
    until(lambda: shop.workman)
    other.answer(record, job(record))
    long.join()
    assert shop.workman != other.workman


def test_a_foreman_killed_costs_nothing_but_the_time_of_another(lead, record):
    shop = lead(record)
    shop.answer(record, job(record))
    orphan, [led] = shop.workman, [int(line.split()[1]) for line in _status(shop.workman) if line.startswith("PPid")]
    os.kill(led, signal.SIGKILL)
    until(lambda: not is_running(led) and not is_running(orphan))
    assert shop.answer(record, job(record)).status == 200


def test_a_foreman_stopped_is_done_without(lead, record, monkeypatch):
    monkeypatch.setattr(foreman, "SLOWEST_ANSWER", 2)
    shop = lead(record)
    shop.answer(record, job(record))
    [led] = [int(line.split()[1]) for line in _status(shop.workman) if line.startswith("PPid")]
    os.kill(led, signal.SIGSTOP)
    try:
        assert shop.answer(record, job(record)).status == 200
    finally:
        os.kill(led, signal.SIGCONT)


def _status(number):
    return Path(f"/proc/{number}/status").read_text().splitlines()


def cut_in_a_word(line, record):
    """A message of which only half comes."""
    told = pickle.dumps(({**record.files.contents}, job(record)))
    line.send(len(told).to_bytes(4, "big") + told[: len(told) // 2])


def cut_before_the_answer(line, record):
    told = pickle.dumps(({**record.files.contents}, job(record)))
    line.sendall(len(told).to_bytes(4, "big") + told)


def cut_at_once(line, record):
    pass


def test_a_worker_killed_at_any_moment_is_met_in_silence_and_the_next_is_served(record, tmp_path):
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-m", "dashboard.export.foreman", str(theirs.fileno())]
    numbers = []
    with ours, theirs, (tmp_path / "said").open("wb") as said:
        led = subprocess.Popen(command, cwd=ROOT, pass_fds=[theirs.fileno()], stdout=said, stderr=said)
        theirs.close()
        asked = Foreman(ours)
        for cut in (cut_at_once, cut_in_a_word, cut_before_the_answer):
            line, number = asked.workman(str(tmp_path / cut.__name__))
            with socket.socket(fileno=os.dup(line.fileno())) as raw:
                cut(raw, record)
            line.close()
            line, again = asked.workman(str(tmp_path / "other"))
            line.send(({**record.files.contents}, job(record)))
            assert line.recv() == foreman.TAKEN, cut
            assert line.recv().status == 200, cut
            numbers += [number, again]
        ours.close()
        assert led.wait(20) == 0
    until(lambda: not any(map(is_running, numbers)))
    assert (tmp_path / "said").read_text() == ""


def test_no_workman_outlives_its_server(tmp_path):
    said = tmp_path / "number"
    script = (
        "import os, sys; from dashboard.app import create_app; from dashboard.config import Settings\n"
        "client = create_app(Settings()).server.test_client()\n"
        "assert client.get('/brief.pptx?on=2023-11-14').status_code == 200\n"
        "children = open(f'/proc/self/task/{os.getpid()}/children').read()\n"
        f"open({str(said)!r}, 'w').write(children); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True)
    [number] = said.read_text().split()
    until(lambda: not is_running(number))


def test_what_cannot_be_made_is_said_with_its_status(shop, record):
    assert shop.answer(record, job(record, kind="exe")).status == 400
    too_many = shop.answer(record, job(record, ViewState(after=FIRST, until=LAST), every="change"))
    assert (too_many.status, "at most" in too_many.said) == (400, True)


def test_the_whole_record_comes_from_the_workman_too(shop, record):
    answer = shop.answer(record, Job(record.digest, "zip"))
    assert (answer.status, answer.file[:2]) == (200, b"PK")


def test_a_lost_file_is_a_503_with_the_time_to_come_again(record, monkeypatch):
    client = create_app(Settings()).server.test_client()
    monkeypatch.setattr(workshop, "PATIENCE", 0)
    answer = client.get("/brief.pptx?on=2023-11-14")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


def test_the_server_does_without_what_only_files_need():
    script = "import sys, dashboard.__main__; print(*{name.partition('.')[0] for name in sys.modules})"
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True)
    assert set(ran.stdout.split()) & NOT_FOR_A_SERVER == set()
