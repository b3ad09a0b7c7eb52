"""One connection of a client: what has come until it is a whole request, and what goes until it is sent.

No thread ever waits for a client. A request is handed on when its last byte is there, and an answer is kept here
while the network takes it; both have their time and their bounds, so that a slow client costs a little memory.
"""

import re
import socket
from collections import deque
from contextlib import suppress
from enum import Enum, auto

LARGEST_HEAD = 64 << 10
"""Bytes of a request's line and headers; a browser sends two or three thousand."""
LARGEST_REQUEST = 1 << 20
"""Bytes of a body; the page's own calls have a few thousand."""
SECONDS_FOR_A_HEAD, SECONDS_FOR_A_REQUEST = 10.0, 30.0
"""From the first byte to the end of the head, and to the end of the body."""
SECONDS_IDLE = 15
"""How long a connection is kept for another request."""
SECONDS_WITHOUT_PROGRESS, SECONDS_FOR_AN_ANSWER = 20.0, 300.0
"""How long a client may take nothing of its answer, and how long it may take for all of it."""
SECONDS_TO_PART = 2.0
"""How long a client that was told of the end may take to hang up, so that it reads all that was said."""

END_OF_HEAD = b"\r\n\r\n"
FRAMING = re.compile(rb"\r\n(content-length|transfer-encoding)[ \t]*:[ \t]*([^\r\n]*)", re.IGNORECASE)
EXPECTS = re.compile(rb"\r\nexpect[ \t]*:[ \t]*100-continue", re.IGNORECASE)


class Unreadable(Exception):
    """A request of which no more is read."""

    def __init__(self, status: str, said: str) -> None:
        super().__init__(said)
        self.status, self.said = status, said


class Phase(Enum):
    """What a connection is doing."""

    READING = auto()
    WORKING = auto()
    """A thread has it; nobody else touches it."""
    WRITING = auto()
    PARTING = auto()
    """All is said; the client may hang up first."""


class Outgoing:
    """What gunicorn writes an answer to in place of the socket: never waits, keeps what the network cannot take."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._waiting: deque[memoryview] = deque()
        self.received = 0.0
        """When the last byte of the request came, of the clock that never turns back."""

    @property
    def waiting(self) -> int:
        """Bytes not sent yet."""
        return sum(map(len, self._waiting))

    def sendall(self, data: bytes) -> None:
        """Send, or keep for later."""
        if data:
            is_first = not self._waiting
            self._waiting.append(memoryview(data))
            if is_first:
                self.flush()

    def send(self, data: bytes) -> int:
        """Gunicorn's word to go on with a body: it has come already."""
        return len(data)

    def flush(self) -> bool:
        """Send what the network takes; whether it took any. OSError if the client is gone."""
        took = False
        with suppress(BlockingIOError, InterruptedError):
            while self._waiting:
                sent = self._sock.send(self._waiting[0])
                took = took or sent > 0
                rest = self._waiting.popleft()[sent:]
                if rest:
                    self._waiting.appendleft(rest)
        return took

    def gettimeout(self) -> float:
        """Asked before an error is written."""
        return 0.0

    def shutdown(self, _how: int) -> None:
        """Parting is the connection's business, not gunicorn's."""
        raise OSError

    def close(self) -> None:
        """Neither is closing."""


class Connection:
    """A client's connection, as gunicorn wants to see it: ``sock`` to write to, addresses ``client`` and ``server``."""

    def __init__(self, sock: socket.socket, client: object, server: object, now: float) -> None:
        sock.setblocking(False)
        self.raw, self.client, self.server = sock, client, server
        self.sock = Outgoing(sock)
        self.phase, self.watched, self.keeps = Phase.READING, 0, True
        self.deadline, self.last = now + SECONDS_FOR_A_HEAD, now
        """When it is parted with, and beyond which no progress delays that."""
        self.came, self.discarded = bytearray(), 0
        self._began: float | None = None
        self._searched, self._head, self._body, self._is_expected = 0, 0, 0, False

    @property
    def is_idle(self) -> bool:
        """Whether nothing of a request has come."""
        return self.phase is Phase.READING and not self.came

    def rest(self, now: float, seconds: float = SECONDS_IDLE) -> None:
        """Wait for another request."""
        self.phase, self._began, self.deadline = Phase.READING, None, now + seconds

    def whole(self, now: float) -> bytes | None:
        """Take the next request out of what has come, if all of it is there.

        One that says it is too large, or that does not say how large it is, is taken without its body, and is the
        last of its connection.

        Raises
        ------
        Unreadable
            If its head is too large.
        """
        if not self.came:
            return None
        if self._began is None:
            self._began, self.deadline = now, now + SECONDS_FOR_A_HEAD
        if not self._head and not self._find_head():
            return None
        wanted = self._head + self._body
        if len(self.came) < wanted:
            self.deadline = self._began + SECONDS_FOR_A_REQUEST
            return None
        taken = bytes(self.came[:wanted])
        del self.came[:wanted]
        self._searched, self._head, self._body, self._is_expected = 0, 0, 0, False
        self.sock.received = now
        return taken

    @property
    def should_be_told_to_go_on(self) -> bool:
        """Whether the client waits for a word before it sends the body; said once."""
        expected, self._is_expected = self._is_expected, False
        return expected

    def _find_head(self) -> bool:
        end = self.came.find(END_OF_HEAD, max(0, self._searched - len(END_OF_HEAD) + 1))
        self._searched = len(self.came)
        if max(end, self._searched if end < 0 else 0) > LARGEST_HEAD:
            raise Unreadable("431 Request Header Fields Too Large", f"allowed: {LARGEST_HEAD} bytes of headers")
        if end < 0:
            return False
        self._head = end + len(END_OF_HEAD)
        head = bytes(self.came[: self._head])
        framing = FRAMING.findall(head)
        if not framing:
            return True
        [name, length], *more = framing
        plain = name.lower() == b"content-length" and not more and length.strip().isdigit() and len(length) < 12
        if not plain or int(length) > LARGEST_REQUEST:  # gunicorn, or the app, refuses what its head says
            self.keeps = False
            return True
        self._body = int(length)
        self._is_expected = bool(EXPECTS.search(head)) and len(self.came) < self._head + self._body
        return True
