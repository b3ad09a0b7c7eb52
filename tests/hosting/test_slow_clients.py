"""Clients that send slowly, take slowly or say nothing: the others never wait for them."""

import re
import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from driving import Served, serving

from dashboard.hosting.connection import (
    LARGEST_HEAD,
    LARGEST_REQUEST,
    SECONDS_FOR_A_HEAD,
    SECONDS_FOR_A_REQUEST,
    Connection,
    Unreadable,
)

HALF_HEAD = b"GET / HTTP/1.1\r\nHost: x\r\nX-A: "
CALL = b"POST /_dash-update-component HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
HALF_BODY = CALL + b"Content-Length: 1000\r\n\r\n{"
HALF_CHUNK = CALL + b"Transfer-Encoding: chunked\r\n\r\n5\r\n"
LAST = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
"""After which the client does not hang up, though it is told to."""
HELD_UP = SECONDS_FOR_A_HEAD / 4
"""Whoever waits for such a client waits until its time is up; a busy machine takes a second of its own."""


@pytest.fixture(scope="module")
def app() -> Iterator[Served]:
    """A server with the fewest processes and threads: what holds one up holds all up."""
    with serving(WORKERS="1", THREADS="2") as served:
        yield served


@pytest.fixture(scope="module")
def begun(app) -> Iterator[tuple[float, socket.socket]]:
    """A client that said half of its head before all the others came, and when."""
    with clients(app, 1, HALF_HEAD) as [line]:
        yield time.monotonic(), line


@contextmanager
def clients(app: Served, count: int, said: bytes) -> Iterator[list[socket.socket]]:
    """So many connections on which the same was said."""
    address = ("127.0.0.1", urlsplit(app.url).port)
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, limits[1]), limits[1]))
    try:
        with ExitStack() as stack:
            lines = [stack.enter_context(socket.create_connection(address)) for _ in range(count)]
            for line in lines:
                line.sendall(said)
            yield lines
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)


def longest_wait(app: Served, times: int = 8) -> float:
    waits = []
    for _ in range(times):
        began = time.perf_counter()
        with urlopen(f"{app.url}healthz", timeout=5) as answer:
            assert answer.status == 200
        waits.append(time.perf_counter() - began)
    return max(waits)


def first_answer(line: socket.socket, patience: float) -> bytes:
    line.settimeout(patience)
    with line.makefile("rb") as answers:
        return answers.readline()


@pytest.mark.parametrize(
    ("count", "said"),
    [(16, HALF_HEAD), (200, HALF_HEAD), (200, HALF_BODY), (200, HALF_CHUNK), (200, LAST), (1200, b"")],
    ids=["16 half heads", "200 half heads", "200 half bodies", "200 half chunks", "200 that stay", "1,200 silent"],
)
def test_nobody_waits_for_a_client_that_says_half(app, begun, count, said):
    with clients(app, count, said) as lines:
        assert longest_wait(app) < HELD_UP
        with urlopen(f"{app.url}?on=2023-11-14", timeout=5) as page:
            assert page.status == 200
        for line in lines[: 50 if said == HALF_HEAD else 0]:
            line.sendall(b"a")
        assert longest_wait(app, 3) < HELD_UP


def test_nobody_waits_for_clients_that_never_read_what_they_asked_for(app):
    with urlopen(app.url) as page:
        large = re.search(rb'src="(/[^"]*plotly[^"]*)"', page.read())[1]
    with clients(app, 100, b"GET %b HTTP/1.1\r\nHost: x\r\n\r\n" % large):
        assert longest_wait(app) < HELD_UP


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"GET / HTTP/1.1\r\nX-A: " + b"a" * (LARGEST_HEAD + 1), b"431"),
        (CALL + b"Content-Length: %d\r\n\r\n" % (LARGEST_REQUEST + 1) + b"x" * 5000, b"413"),
        (CALL + b"Content-Length: 12345678901234567890\r\n\r\n", b"413"),
        (CALL + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", b"400"),
        (CALL + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"400"),
        (CALL + b"Content-Length : 5\r\n\r\nhello", b"400"),
        (CALL + b"Content-Length: -5\r\n\r\nhello", b"400"),
        (HALF_CHUNK, b"411"),
        (b"nonsense\r\n\r\n", b"400"),
    ],
)
def test_what_says_no_size_or_too_large_a_one_is_refused_before_it_is_read(app, said, status):
    with clients(app, 1, said) as [line]:
        assert first_answer(line, 5).split()[1] == status


def test_a_user_who_is_named_twice_is_refused():
    once = b"GET / HTTP/1.1\r\nHost: x\r\nX-Remote-User: CN=a\r\n"
    with serving(WORKERS="1", AUTH_HEADER="X-Remote-User") as guarded:
        for said, status in (
            (once, b"200"),
            (once + b"X-Remote-User: CN=b\r\n", b"400"),
            (once + b"x-remote-user:\r\n", b"400"),
        ):
            with clients(guarded, 1, said + b"\r\n") as [line]:
                assert first_answer(line, 5).split()[1] == status


def test_requests_that_come_in_pieces_or_all_at_once_are_answered_one_by_one(app):
    asked = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    with clients(app, 1, asked * 4 + LAST) as [line], line.makefile("rb") as answers:
        assert answers.read().count(b"HTTP/1.1 200 OK") == 5
    with clients(app, 1, b"") as [line]:
        for letter in LAST:
            line.sendall(bytes([letter]))
        assert first_answer(line, 5) == b"HTTP/1.1 200 OK\r\n"


def test_who_takes_too_long_over_a_request_is_told_so(begun):
    began, line = begun
    left = began + SECONDS_FOR_A_HEAD + 5 - time.monotonic()
    assert first_answer(line, max(left, 0.1)).startswith(b"HTTP/1.1 408 ")


def test_a_client_that_waits_for_a_word_before_its_body_gets_it(app):
    body = b'{"output": "nothing"}'
    head = CALL + b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body)
    with clients(app, 1, head) as [line], line.makefile("rb") as answers:
        assert answers.readline() == b"HTTP/1.1 100 Continue\r\n"
        line.sendall(body)
        assert answers.readline() == b"\r\n"
        assert answers.readline().startswith(b"HTTP/1.1 400 ")


@pytest.fixture
def connection() -> Iterator[Connection]:
    """A connection that nobody has said anything on yet, at the hour 0."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Connection(ours, ("127.0.0.1", 1), ("127.0.0.1", 2), 0.0)


def test_drops_that_keep_coming_buy_no_time(connection):
    for second in range(8):
        connection.came += b"G"
        assert connection.whole(float(second)) is None
    assert connection.deadline == SECONDS_FOR_A_HEAD
    connection.came += HALF_BODY
    for second in range(8, 25):
        connection.came += b"x"
        assert connection.whole(float(second)) is None
    assert connection.deadline == SECONDS_FOR_A_REQUEST


def test_a_head_without_an_end_is_no_longer_read(connection):
    connection.came += b"G" * (LARGEST_HEAD + 1)
    with pytest.raises(Unreadable):
        connection.whole(0.0)
