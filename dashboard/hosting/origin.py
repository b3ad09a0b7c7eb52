"""By which address the server was asked for: only a sound one is believed, for it becomes links in files."""

import ipaddress
import re

from flask import Flask, Response, jsonify, request

from dashboard.config import Settings
from dashboard.hosting.language import asked_text

SCHEMES = ("http", "https")
HOST = re.compile(
    r"(?P<name>[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,251}[A-Za-z0-9_.])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?"
)
"""A name or an address as a browser writes it, with or without a port."""
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via", "X-Real-Ip", "X-Request-Start")
"""Any of these says that the request came through a proxy."""


def register(server: Flask, settings: Settings) -> None:
    """Refuse requests for an address that is none, or not one of this server's; the health check answers anyhow."""
    exempt = f"{settings.url_prefix}healthz"

    @server.before_request
    def look() -> tuple[Response, int] | None:
        if request.path == exempt:
            return None
        if request.scheme not in SCHEMES:
            return _refused("X-Forwarded-Proto", request.scheme, ", ".join(SCHEMES), settings), 400
        written = request.environ.get("HTTP_HOST", "")
        name = _name(written)
        if written and name is None:
            return _refused("Host", written, "map.example.org, 192.0.2.7:8050, [2001:db8::7]:8050", settings), 400
        if name and not _is_ours(name, settings):
            allowed = settings.allowed_hosts or "localhost, 127.0.0.1, [::1], ALLOWED_HOSTS"
            return _refused("Host", written, allowed, settings), 421
        return None


def is_on_this_machine() -> bool:
    """Whether who asks sits on the machine itself and has asked it directly, by its address there."""
    name = _name(request.environ.get("HTTP_HOST", ""))
    return (
        not any(header in request.headers for header in FORWARDED)
        and is_loopback(request.remote_addr or "")
        and name is not None
        and is_loopback(name)
    )


def is_loopback(host: str) -> bool:
    """Whether a name or an address means the machine itself."""
    host = host.strip("[]").lower().rstrip(".")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _name(written: str) -> str | None:
    """The host without its port; None if it is none."""
    found = HOST.fullmatch(written)
    return found["name"].lower().rstrip(".") if found else None


def _is_ours(name: str, settings: Settings) -> bool:
    """Whether a page of somebody else's could not have made a browser ask by this name.

    A page may let its own name lead to an address of ours, and then read what is answered to whoever is inside. So a
    server that serves its own machine only and asks for no names takes no name that somebody else may own.
    """
    if is_loopback(name):
        return True
    if settings.allowed_hosts:
        return name in settings.hosts
    if settings.auth_header or settings.trust_proxy or not is_loopback(settings.host):
        return True
    return "." not in name or name.replace(".", "").isdigit() or ":" in name


def _refused(what: str, found: str, allowed: str, settings: Settings) -> Response:
    text, shown = asked_text(settings.default_lang), ascii(found[:60])[1:-1]
    said = text("{parameter}: found '{found}'; allowed: {allowed}", parameter=what, found=shown, allowed=allowed)
    return jsonify(error=said)
