"""The process that answers: gunicorn's threads, with a loop before them that does all the waiting for clients.

Gunicorn's own loop gives a thread to every connection on which something has come, and the thread reads without a
limit: sixteen half requests stop a server. Here the loop reads and writes, without ever waiting for one client, and
threads get whole requests only. The health check has a thread of its own.
"""

import errno
import json
import os
import selectors
import socket
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from gunicorn.config import Config
from gunicorn.http import RequestParser
from gunicorn.http.body import LengthReader
from gunicorn.http.errors import NoMoreData
from gunicorn.http.message import Request
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

from dashboard.hosting.connection import (
    SECONDS_FOR_AN_ANSWER,
    SECONDS_TO_PART,
    SECONDS_WITHOUT_PROGRESS,
    Connection,
    Phase,
    Unreadable,
)

AT_ONCE = 64 << 10
"""Bytes read from one client before the next has its turn."""
MOST_COMING, MOST_GOING = 32 << 20, 96 << 20
"""Bytes of unfinished requests, and of answers not taken yet, that one process holds."""
MOST_DISCARDED = 4 << 20
"""Bytes that are read of a body nobody wants, so that its sender comes to read the answer."""
WAITED = "mali.waited"
"""In the environment of a request: seconds between its last byte and its turn."""
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
TOO_SLOW = Unreadable("408 Request Timeout", "the request did not arrive in time")
NO_LENGTH = Unreadable("411 Length Required", "a body must say its Content-Length")


class Worker(ThreadWorker):
    """Reads requests whole, has them answered by threads, and writes the answers."""

    def __init__(
        self, age: int, ppid: int, sockets: list[object], app: object, timeout: float, cfg: Config, *rest: object
    ):
        """Made by the parent. The file whose age tells that the worker lives stands where one can be made now."""
        cfg.set("worker_tmp_dir", _where_a_file_can_be())
        super().__init__(age, ppid, sockets, app, timeout, cfg, *rest)

    def init_process(self) -> None:
        """Begin; the application says which address is never to wait behind others."""
        self._connections: set[Connection] = set()
        self._for_health = ThreadPoolExecutor(1)
        self._checked = 0.0
        super().init_process()

    def load_wsgi(self) -> None:
        """Load the app, and tell it with every request how long that waited."""
        super().load_wsgi()
        app = self.wsgi

        def timed(environ: dict[str, object], start: Callable[..., object]) -> object:
            environ[WAITED] = time.monotonic() - environ["gunicorn.socket"].received
            return app(environ, start)

        self.wsgi = timed

    def accept(self, listener: socket.socket) -> None:
        """Take a connection; where there is no room, one that only waits makes it."""
        try:
            sock, client = listener.accept()
        except OSError as fault:
            if fault.errno in (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM):
                self._make_room()
            elif fault.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        connection = Connection(sock, client, listener.getsockname(), time.monotonic())
        self._connections.add(connection)
        self.nr_conns += 1
        if self.nr_conns >= self.worker_connections:
            self._make_room(but=connection)
        self._receive(connection)

    def murder_keepalived(self, force: bool = False) -> None:
        """Part with whoever took too long; with all that are idle when told so."""
        now = time.monotonic()
        if now - self._checked < 0.25 and not force:
            return
        self._checked = now
        for connection in list(self._connections):
            if connection.phase is Phase.WORKING:
                continue
            if connection.deadline <= now or (force and connection.is_idle):
                if connection.phase is Phase.READING and connection.came:
                    self._refuse(connection, TOO_SLOW)
                else:
                    self._close(connection)

    def murder_pending(self) -> None:
        """There are none: see above."""

    def _cap_keepalive(self, deadline: float) -> None:
        for connection in self._connections:
            if connection.is_idle:
                connection.deadline = min(connection.deadline, deadline)

    # Reading

    def _receive(self, connection: Connection) -> None:
        try:
            came = connection.raw.recv(AT_ONCE)
        except (BlockingIOError, InterruptedError):
            self._watch(connection, selectors.EVENT_READ, self._receive)
            return
        except OSError:
            came = b""
        if not came:
            self._close(connection)
            return
        connection.came += came
        self._advance(connection)

    def _advance(self, connection: Connection) -> None:
        """Hand a request on if all of it is there."""
        now = time.monotonic()
        try:
            request = connection.whole(now)
        except Unreadable as fault:
            self._refuse(connection, fault)
            return
        if request is None:
            if connection.should_be_told_to_go_on:
                with suppress(OSError):
                    connection.raw.send(GO_ON)
            self._watch(connection, selectors.EVENT_READ, self._receive)
            if len(connection.came) > AT_ONCE:
                self._bound(lambda one: len(one.came), Phase.READING, MOST_COMING)
            return
        self._watch(connection, 0)
        connection.phase = Phase.WORKING
        threads = self._for_health if _path(request) == self.app.health else self.tpool
        threads.submit(self._answer, connection, request).add_done_callback(
            lambda future: self.method_queue.defer(self._answered, connection, future)
        )

    # In a thread

    def _answer(self, connection: Connection, request: bytes) -> bool:
        """Whether the connection may be used again."""
        read: Request | None = None
        try:
            read = next(RequestParser(self.cfg, [request], connection.client))
            if not isinstance(read.body.reader, LengthReader):
                connection.sock.sendall(_refusal(NO_LENGTH))
                return False
            if not connection.keeps:
                read.force_close()
            return self.handle_request(read, connection) and connection.keeps
        except (NoMoreData, StopIteration, ConnectionError):
            return False
        except Exception as fault:  # gunicorn's own way to answer what is no request, and to log what is its fault
            self.handle_error(read, connection.sock, connection.client, fault)
            return False

    # Writing

    def _answered(self, connection: Connection, future: Future[bool]) -> None:
        connection.keeps = not future.cancelled() and future.exception() is None and future.result()
        if connection.sock.waiting:
            connection.phase = Phase.WRITING
            now = time.monotonic()
            connection.deadline, connection.last = now + SECONDS_WITHOUT_PROGRESS, now + SECONDS_FOR_AN_ANSWER
            self._watch(connection, selectors.EVENT_WRITE, self._write)
            self._bound(lambda one: one.sock.waiting, Phase.WRITING, MOST_GOING)
        else:
            self._go_on(connection)

    def _write(self, connection: Connection) -> None:
        try:
            if connection.sock.flush():
                connection.deadline = min(time.monotonic() + SECONDS_WITHOUT_PROGRESS, connection.last)
        except OSError:
            self._close(connection)
            return
        if not connection.sock.waiting:
            self._go_on(connection)

    def _go_on(self, connection: Connection) -> None:
        """To the next request, or to the end."""
        now = time.monotonic()
        if connection.keeps:
            connection.rest(now, *([] if self.alive else [STOP_KEEPALIVE_LINGER]))
            self._watch(connection, selectors.EVENT_READ, self._receive)
            self._advance(connection)
            return
        connection.phase, connection.deadline = Phase.PARTING, now + SECONDS_TO_PART
        try:
            connection.raw.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(connection)
        else:
            self._watch(connection, selectors.EVENT_READ, self._discard)

    def _discard(self, connection: Connection) -> None:
        try:
            came = len(connection.raw.recv(AT_ONCE))
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            came = 0
        connection.discarded += came
        if not came or connection.discarded > MOST_DISCARDED:
            self._close(connection)

    def _refuse(self, connection: Connection, fault: Unreadable) -> None:
        """Say why no more is read, as far as the client takes it at once, and part."""
        connection.came.clear()
        connection.keeps = False
        with suppress(OSError):
            connection.raw.send(_refusal(fault))
        self._go_on(connection)

    # Keeping order

    def _watch(self, connection: Connection, event: int, then: Callable[[Connection], None] | None = None) -> None:
        """Wait for an event of a connection, or for none."""

        def meet(_: socket.socket) -> None:
            if connection.watched:  # it may have been closed since the event came
                then(connection)

        if event and connection.watched:
            self.poller.modify(connection.raw, event, meet)
        elif event:
            self.poller.register(connection.raw, event, meet)
        elif connection.watched:
            self.poller.unregister(connection.raw)
        connection.watched = event

    def _close(self, connection: Connection) -> None:
        self._watch(connection, 0)
        self._connections.discard(connection)
        self.nr_conns -= 1
        connection.raw.close()

    def _make_room(self, but: Connection | None = None) -> None:
        """Close one that only waits: best one that asked for nothing, and of those the one that has waited longest."""
        waiting = [one for one in self._connections if one.phase is not Phase.WORKING and one is not but]
        if waiting:
            self._close(min(waiting, key=lambda one: (not one.is_idle, one.deadline)))

    def _bound(self, size: Callable[[Connection], int], phase: Phase, most: int) -> None:
        """Close those nearest to the end of their time while all in a phase hold more bytes than they may."""
        held = sorted((one for one in self._connections if one.phase is phase), key=lambda one: one.deadline)
        total = sum(map(size, held))
        for connection in held:
            if total <= most:
                return
            total -= size(connection)
            self._close(connection)


def _path(request: bytes) -> str:
    """The path that a request asks for, as it is written."""
    words = request.split(b" ", 2)
    return words[1].partition(b"?")[0].decode("latin-1") if len(words) > 2 else ""


def _refusal(fault: Unreadable) -> bytes:
    body = json.dumps({"error": fault.said}).encode()
    head = f"HTTP/1.1 {fault.status}\r\nConnection: close\r\nContent-Type: application/json\r\n"
    return f"{head}Cache-Control: no-store\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def _where_a_file_can_be() -> str | None:
    """A folder in which a file can be made at this moment: in memory rather than on a disk; None if there is none."""
    for folder in ("/dev/shm", tempfile.gettempdir(), "/run", "/var/tmp", "/tmp", os.getcwd()):
        with suppress(OSError), tempfile.TemporaryFile(dir=folder):
            return folder
    return None
