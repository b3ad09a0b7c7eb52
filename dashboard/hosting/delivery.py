"""Small and quick over the wire: compressed, kept by browsers for ever where an address names its content.

What was compressed once is kept ready, and so are the answers to the page's calls: each is worked out from the call
and the record alone, so the same call has the same answer until the record changes.
"""

import gzip
import re
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from hashlib import sha256

import brotli
from flask import Flask, Response, g, request
from flask_compress import Compress

from dashboard.config import Settings
from dashboard.hosting.live import LiveRecord

FOR_EVER = "public, max-age=31536000, immutable"
FOR_ITS_READER = FOR_EVER.replace("public", "private")
"""The same where names are asked for: what stands between must not hand it to somebody without one."""
ASK_AGAIN = "no-cache"
"""Kept by the browser at most, and confirmed each time: what no room has said anything else of."""
MOST_KEPT_BYTES = 12 << 20
"""Compressed answers kept by one worker."""
LARGEST_KEPT = 4 << 20
MOST_ASKED = 4096
"""Ways of asking that are remembered: many lead to one answer, such as all the days of one view's frames."""
SMALLEST_COMPRESSED = 500
WORTH_COMPRESSING = re.compile(r"text/|application/(javascript|json|geo\+json)|image/svg")
FINGERPRINTED = re.compile(r"\.v\d+_\d+_\d+\w*m\d+\.")
"""How Dash writes version and time of a component's file into its name."""
PRIVATE = re.compile(r"private|no-store")
THOROUGH, QUICK = 9, 5
"""How hard to compress what never changes, and what is made for one reader."""
LARGE = 2 << 20
"""Bytes from which on nothing is compressed thoroughly: whoever asked first would wait for seconds."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A compressed answer and its headers."""

    body: bytes
    content_type: str
    encoding: str
    cache_control: str | None


class Shelf:
    """The compressed answers asked for last, up to a number of bytes: each once, however it was asked for."""

    def __init__(self, most: int = MOST_KEPT_BYTES) -> None:
        self._most, self._bytes = most, 0
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._asked: OrderedDict[Hashable, Hashable] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Kept | None:
        """What was given when the same was asked."""
        with self._lock:
            return self._found(self._asked.get(key))

    def same(self, content: Hashable) -> Kept | None:
        """What was kept of the same content."""
        with self._lock:
            return self._found(content)

    def put(self, key: Hashable, content: Hashable, kept: Kept) -> None:
        """Keep an answer under its content and under what was asked; let go of the oldest where there is no room."""
        with self._lock:
            if len(kept.body) > LARGEST_KEPT:
                return
            self._asked[key] = content
            if len(self._asked) > MOST_ASKED:
                self._asked.popitem(last=False)
            if content not in self._kept:
                self._kept[content] = kept
                self._bytes += len(kept.body)
            while self._bytes > self._most:
                self._bytes -= len(self._kept.popitem(last=False)[1].body)

    def _found(self, content: Hashable) -> Kept | None:
        if content in self._kept:
            self._kept.move_to_end(content)
        return self._kept.get(content)


def register(server: Flask, live: LiveRecord, settings: Settings) -> None:
    """Compress answers, let browsers keep what never changes, and confirm what they have already."""
    server.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=QUICK, COMPRESS_STREAMS=False)
    Compress(server)  # registered first, so it runs last and finds done what is done here
    shelf = Shelf()
    calls = f"{settings.url_prefix}_dash-update-component"
    checked = {settings.url_prefix, f"{settings.url_prefix}_dash-layout", f"{settings.url_prefix}_dash-dependencies"}

    @server.before_request
    def from_shelf() -> Response | None:
        g.shelf_key = _key(live, calls, settings.url_prefix)
        kept = shelf.get(g.shelf_key) if g.shelf_key else None
        return _answer(kept) if kept else None

    def _of_one_record(response: Response) -> Response:
        is_of_one = g.shelf_key == _key(live, calls, settings.url_prefix)  # it may have been replaced in between
        return _compressed(response, shelf, QUICK) if is_of_one else response

    @server.after_request
    def say_who_may_keep_it(response: Response) -> Response:
        said = response.headers.setdefault("Cache-Control", ASK_AGAIN if response.status_code < 400 else "no-store")
        if settings.auth_header:
            private = said.replace("public", "private")
            response.headers["Cache-Control"] = private if PRIVATE.search(private) else f"private, {private}"
        return response

    @server.after_request
    def finish(response: Response) -> Response:
        if response.status_code != 200:
            return response
        if request.path == calls:
            return _of_one_record(response)
        if request.method not in ("GET", "HEAD"):
            return response
        if request.path in checked:
            response = _of_one_record(response) if request.path == settings.url_prefix else response
            response.headers["Cache-Control"] = "no-cache"  # kept by the browser, confirmed each time
            response.add_etag(weak=True)
            return response.make_conditional(request)
        if _names_its_content(settings.url_prefix) or response.headers.get("Cache-Control") == FOR_EVER:
            response.headers["Cache-Control"] = FOR_EVER
            return _compressed(response, shelf, THOROUGH)
        return _confirmed(response)


def _confirmed(response: Response) -> Response:
    """An answer that may be kept and is confirmed each time: who has it already is told so."""
    if "no-store" in response.headers.get("Cache-Control", "") or response.direct_passthrough or response.is_streamed:
        return response
    if "ETag" not in response.headers:
        response.add_etag(weak=True)
    return response.make_conditional(request)


def _names_its_content(prefix: str) -> bool:
    if request.path.startswith(f"{prefix}assets/"):
        return "m" in request.args
    if request.path == f"{prefix}_favicon.ico":
        return "v" in request.args
    return request.path.startswith(f"{prefix}_dash-component-suites/") and bool(FINGERPRINTED.search(request.path))


def _encoding() -> str:
    """The best encoding the reader takes: br, gzip, or none."""
    accepted = request.accept_encodings
    return next((name for name in ("br", "gzip") if accepted.quality(name) > 0), "")


def _key(live: LiveRecord, calls: str, page: str) -> Hashable | None:
    """What an answer depends on, for requests whose answers may be kept; the page and its calls on the record too.

    With the record goes what was imported beside it.
    """
    health, imported = live.health, live.imported.digest
    if request.method == "GET":
        of_record = (health.digest, health.is_degraded, imported) if request.path == page else ()
        return sha256(request.full_path.encode()).digest(), *of_record, _encoding()
    if request.method == "POST" and request.path == calls:
        return sha256(request.get_data()).digest(), health.digest, health.is_degraded, imported, _encoding()
    return None


def _compressed(response: Response, shelf: Shelf, quality: int) -> Response:
    encoding, key = _encoding(), g.get("shelf_key")  # none where an earlier room answered
    is_done = "Content-Encoding" in response.headers
    if is_done or not key or not encoding or not WORTH_COMPRESSING.match(response.content_type or ""):
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if len(body) < SMALLEST_COMPRESSED:
        return response
    response.close()  # it may hold a file open
    told = response.content_type, encoding, response.headers.get("Cache-Control")
    content = sha256(body).digest(), *told
    kept = shelf.same(content)
    if kept is None:
        quality = quality if len(body) < LARGE else QUICK
        squeezed = brotli.compress(body, quality=quality) if encoding == "br" else gzip.compress(body, quality, mtime=0)
        kept = Kept(squeezed, *told)
    shelf.put(key, content, kept)
    return _answer(kept)


def _answer(kept: Kept) -> Response:
    headers = {"Content-Encoding": kept.encoding, "Vary": "Accept-Encoding"}
    if kept.cache_control:
        headers["Cache-Control"] = kept.cache_control
    return Response(kept.body, content_type=kept.content_type, headers=headers)
