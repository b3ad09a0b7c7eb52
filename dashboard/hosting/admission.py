"""What is let in: requests of a bounded size, exports at a bounded rate, and calls that a page could have made."""

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from math import ceil

from dash import Dash
from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import BadRequest, RequestURITooLarge

from dashboard.config import Settings
from dashboard.hosting.auth import user
from dashboard.hosting.connection import LARGEST_REQUEST
from dashboard.hosting.language import Text, asked_text
from dashboard.hosting.proxy_clock import ProxyClocks
from dashboard.hosting.worker import WAITED

LONGEST_ADDRESS = 8190
"""Bytes of a path, and of a query; the longest view has some thousand."""
MOST_PARAMETERS = 100
MOST_CALLERS = 4096
LONGEST_WAIT = 15.0
"""Seconds after which a request that waited for a thread is turned away: its reader has given up or asked again."""
EXPORTS = ("brief", "download/", "own-incidents/")
"""Addresses below the prefix whose answers take long to make."""


class Allowance:
    """So many turns a minute for each caller, saved up for one minute at most."""

    def __init__(self, per_minute: int) -> None:
        self._per_second, self._most = per_minute / 60, float(per_minute)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, caller: str, now: float) -> float:
        """Take a turn at a time in seconds; 0.0 if there was one, else the seconds until there is."""
        with self._lock:
            left, last = self._left.pop(caller, (self._most, now))
            left = min(self._most, left + (now - last) * self._per_second)
            wait = 0.0 if left >= 1 else (1 - left) / self._per_second
            self._left[caller] = (left - 1 if left >= 1 else left, now)
            if len(self._left) > MOST_CALLERS:
                self._left.popitem(last=False)
            return wait


def register(app: Dash, settings: Settings) -> None:
    """Bound the size of requests and the rate of exports, and refuse calls that no page makes."""
    server, prefix = app.server, settings.url_prefix
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    exports = tuple(f"{prefix}{name}" for name in EXPORTS)
    calls, health = f"{prefix}_dash-update-component", f"{prefix}healthz"
    allowance, clocks = Allowance(settings.exports_per_minute), ProxyClocks()

    @server.before_request
    def admit() -> tuple[Response, int, dict[str, str]] | None:
        waited = float(request.environ.get(WAITED, 0.0))
        if settings.trust_proxy and "X-Request-Start" in request.headers:
            clocks.heard(_proxy(), request.headers["X-Request-Start"], waited)
        if waited > LONGEST_WAIT and request.path != health:
            text = asked_text(settings.default_lang)
            return jsonify(error=text("Too many requests at this moment; try again soon.")), 503, {"Retry-After": "5"}
        is_export = request.path.startswith(exports)
        if is_export and (wait := allowance.wait(user() or request.remote_addr or "", time.monotonic())):
            said = _too_many(settings.exports_per_minute, ceil(wait), settings.default_lang)
            return jsonify(error=said), 429, {"Retry-After": str(ceil(wait))}
        if request.path == calls and request.method == "POST":
            _check_call(_body(), app.callback_map)
        return None


def bound(server: Flask, settings: Settings) -> None:
    """Refuse an address that is longer, or asks more, than any of ours, before anything reads what it asks.

    It says so in the language of the house: in which language it asks is in what is not read.
    """
    text = Text(settings.default_lang)

    @server.before_request
    def look() -> None:
        query = request.query_string
        if max(len(query), len(request.path)) > LONGEST_ADDRESS:
            raise RequestURITooLarge(text("The address is too long; allowed: {most} characters.", most=LONGEST_ADDRESS))
        if query.count(b"&") >= MOST_PARAMETERS:
            raise BadRequest(text("The address asks too much; allowed: {most} parameters.", most=MOST_PARAMETERS))


def _too_many(allowed: int, seconds: int, house: str) -> str:
    text = asked_text(house)
    if allowed == 1:
        return text("More than one export in a minute; try again in {seconds} s.", seconds=seconds)
    return text("More than {count} exports in a minute; try again in {seconds} s.", count=allowed, seconds=seconds)


def _proxy() -> str:
    """The address of the proxy itself, which stands in the place of the client's before that is believed."""
    before = request.environ.get("werkzeug.proxy_fix.orig", {})
    return str(before.get("REMOTE_ADDR", request.remote_addr))


def _body() -> object:
    """The JSON of a request, whatever its sender made of it."""
    try:
        return request.get_json()
    except RecursionError:
        raise BadRequest("JSON nested deeper than any call of the page") from None


def _check_call(body: object, callbacks: Mapping[str, Mapping[str, object]]) -> None:
    """Refuse what is not a call of one of the page's callbacks, before Dash trips over it."""
    name = body.get("output") if isinstance(body, dict) else None
    spec = callbacks.get(name) if isinstance(name, str) else None
    if spec is None or "callback" not in spec:
        raise BadRequest("no such callback")
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(one, str) for one in changed):
        raise BadRequest("changedPropIds must be a list of names")
    if not _fits(body.get("inputs"), spec["inputs"]) or not _fits(body.get("state", []), spec["state"]):
        raise BadRequest("not the inputs of this callback")
    if body.get("outputs") != _outputs(name):
        raise BadRequest("not the outputs of this callback")


def _fits(found: object, wanted: list[Mapping[str, str]]) -> bool:
    if not isinstance(found, list) or len(found) != len(wanted):
        return False
    return all(
        isinstance(given, dict) and (given.get("id"), given.get("property")) == (spec["id"], spec["property"])
        for given, spec in zip(found, wanted, strict=True)
    )


def _outputs(name: str) -> dict[str, str] | list[dict[str, str]]:
    """What the page says it wants filled by a callback, read from its name: ``a.b``, or ``..a.b...c.d..`` for two."""
    each = [dict(zip(("id", "property"), one.rsplit(".", 1), strict=True)) for one in name.strip(".").split("...")]
    return each if name.startswith("..") else each[0]
