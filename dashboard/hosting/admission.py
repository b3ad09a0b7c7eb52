"""What is let in: requests of a bounded size, exports at a bounded rate, and calls that a page could have made."""

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from math import ceil

from dash import Dash
from flask import Response, jsonify, request
from werkzeug.exceptions import BadRequest

from dashboard.asked_language import asked_text
from dashboard.config import Settings
from dashboard.hosting.auth import user

LARGEST_REQUEST = 1 << 20  # bytes; the page's own calls have a few thousand
MOST_CALLERS = 4096
LONGEST_WAIT = 15.0
"""Seconds after which a request that waited for a worker is turned away: its reader has given up or asked again."""
EXPORTS = ("brief", "download/")
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
    calls = f"{prefix}_dash-update-component"
    allowance = Allowance(settings.exports_per_minute)

    @server.before_request
    def admit() -> tuple[Response, int, dict[str, str]] | None:
        if settings.trust_proxy and _waited() > LONGEST_WAIT:
            text = asked_text(settings.default_lang)
            return jsonify(error=text("Too many requests at this moment; try again soon.")), 503, {"Retry-After": "5"}
        is_export = request.path.startswith(exports)
        if is_export and (wait := allowance.wait(user() or request.remote_addr or "", time.monotonic())):
            said = _too_many(settings.exports_per_minute, ceil(wait), settings.default_lang)
            return jsonify(error=said), 429, {"Retry-After": str(ceil(wait))}
        if request.path == calls and request.method == "POST":
            _check_call(request.get_json(), app.callback_map)
        return None


def _too_many(allowed: int, seconds: int, house: str) -> str:
    text = asked_text(house)
    if allowed == 1:
        return text("More than one export in a minute; try again in {seconds} s.", seconds=seconds)
    return text("More than {count} exports in a minute; try again in {seconds} s.", count=allowed, seconds=seconds)


def _waited() -> float:
    """Seconds since the proxy took the request, by the header X-Request-Start (a time as nginx writes $msec)."""
    try:
        return time.time() - float(request.headers.get("X-Request-Start", "").removeprefix("t="))
    except ValueError:
        return 0.0


def _check_call(body: object, callbacks: Mapping[str, Mapping[str, object]]) -> None:
    """Refuse what is not a call of one of the page's callbacks, before Dash trips over it."""
    name = body.get("output") if isinstance(body, dict) else None
    spec = callbacks.get(name) if isinstance(name, str) else None
    if spec is None or "callback" not in spec:
        raise BadRequest("no such callback")
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(one, str) for one in changed):
        raise BadRequest("changedPropIds must be a list of names")
    if not _fits(body.get("inputs"), spec["inputs"]) or not _fits(body.get("state") or [], spec["state"]):
        raise BadRequest("not the inputs of this callback")
    if not _names_outputs(body.get("outputs"), name):
        raise BadRequest("not the outputs of this callback")


def _fits(found: object, wanted: list[Mapping[str, str]]) -> bool:
    if not isinstance(found, list) or len(found) != len(wanted):
        return False
    return all(_is_one(given, spec) for given, spec in zip(found, wanted, strict=True))


def _is_one(given: object, spec: Mapping[str, str]) -> bool:
    if spec["id"].startswith("{"):  # a pattern stands for any number of components
        return isinstance(given, dict | list)
    return isinstance(given, dict) and (given.get("id"), given.get("property")) == (spec["id"], spec["property"])


def _names_outputs(found: object, name: str) -> bool:
    if name.startswith(".."):
        return isinstance(found, list) and len(found) == name.count("...") + 1 and all(map(_is_output, found))
    return _is_output(found)


def _is_output(found: object) -> bool:
    if isinstance(found, list):  # what a pattern matched
        return all(isinstance(one, dict) and _is_output(one) for one in found)
    return (
        isinstance(found, dict) and isinstance(found.get("property"), str) and isinstance(found.get("id"), str | dict)
    )
