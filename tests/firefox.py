"""A real Firefox without a window that opens pages and prints them. Playwright drives only its own."""

import base64
import json
import os
import shutil
import socket
import struct
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from driving import PATIENCE, free_port

FIREFOXES = ("firefox-esr", "firefox")
LONG_PATIENCE = 240
"""Seconds for one answer: a thousand rows on paper take their time."""
PREFERENCES = (
    'user_pref("remote.active-protocols", 1);\n'
    'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
    'user_pref("app.update.enabled", false);\n'
)


def firefox_path() -> str | None:
    """Where a Firefox is, if one is installed."""
    return next(filter(None, map(shutil.which, FIREFOXES)), None)


class Firefox:
    """A browser with one page."""

    def __init__(self, port: int) -> None:
        self._socket = _connected(port)
        self._asked = 0
        self._command("session.new", capabilities={})
        self._page = self._command("browsingContext.getTree")["contexts"][0]["context"]
        self._command("browsingContext.setViewport", context=self._page, viewport={"width": 1366, "height": 768})

    def open(self, address: str, ready: str) -> None:
        """Go to an address and wait until a selector is there."""
        self._command("browsingContext.navigate", context=self._page, url=address, wait="complete")
        end = time.monotonic() + PATIENCE
        while not self.evaluate(f"document.querySelector({json.dumps(ready)}) !== null"):
            if time.monotonic() > end:
                raise TimeoutError(f"no {ready} at {address}")
            time.sleep(0.1)

    def evaluate(self, expression: str) -> object:
        """A plain value of the page."""
        told = self._command(
            "script.evaluate", expression=expression, target={"context": self._page}, awaitPromise=True
        )
        return told["result"].get("value")

    def printed(self) -> bytes:
        """The page on paper, as PDF."""
        asked = {"context": self._page, "background": True, "orientation": "landscape"}
        return base64.b64decode(self._command("browsingContext.print", **asked)["data"])

    def close(self) -> None:
        """Talk to it no longer."""
        self._socket.close()

    def _command(self, method: str, **params: object) -> dict:
        self._asked += 1
        _send(self._socket, json.dumps({"id": self._asked, "method": method, "params": params}))
        while True:
            told = json.loads(_received(self._socket))
            if told.get("id") == self._asked:
                if "error" in told:
                    raise RuntimeError(f"{method}: {told['error']}: {told.get('message')}")
                return told["result"]


@contextmanager
def firefox(home: Path) -> Iterator[Firefox]:
    """Run a Firefox with a profile in an empty folder until the block is left."""
    (home / "user.js").write_text(PREFERENCES)
    port = free_port()
    asked = ["--headless", "--no-remote", "--profile", str(home), "--remote-debugging-port", str(port), "about:blank"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([firefox_path(), *asked], **quiet, env=os.environ | {"HOME": str(home)})
    try:
        browser = Firefox(port)
        yield browser
        browser.close()
    finally:
        process.terminate()
        process.wait()


# Just enough of a WebSocket: text frames, sent masked, received whole


def _connected(port: int) -> socket.socket:
    end = time.monotonic() + PATIENCE
    while True:
        with suppress(ConnectionError):
            line = socket.create_connection(("127.0.0.1", port), timeout=LONG_PATIENCE)
            break
        if time.monotonic() > end:
            raise TimeoutError("Firefox does not listen")
        time.sleep(0.1)
    key = base64.b64encode(os.urandom(16)).decode()
    head = f"GET /session HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    line.sendall(f"{head}Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        answer += line.recv(1)
    if b" 101 " not in answer:
        raise ConnectionError(answer.decode(errors="replace"))
    return line


def _send(line: socket.socket, text: str) -> None:
    data, mask = text.encode(), os.urandom(4)
    size = bytes([0x80 | len(data)]) if len(data) < 126 else bytes([0x80 | 126]) + struct.pack(">H", len(data))
    line.sendall(b"\x81" + size + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(data)))


def _received(line: socket.socket) -> str:
    data, is_last = b"", False
    while not is_last:
        first, second = _exactly(line, 2)
        size = second & 0x7F
        if size == 126:
            [size] = struct.unpack(">H", _exactly(line, 2))
        elif size == 127:
            [size] = struct.unpack(">Q", _exactly(line, 8))
        part = _exactly(line, size)
        if first & 0x0F in (0, 1):
            data, is_last = data + part, bool(first & 0x80)
    return data.decode()


def _exactly(line: socket.socket, count: int) -> bytes:
    data = bytearray()
    while len(data) < count:
        part = line.recv(count - len(data))
        if not part:
            raise ConnectionError("Firefox has gone")
        data += part
    return bytes(data)
