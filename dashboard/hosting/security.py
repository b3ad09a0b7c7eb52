"""What the browser may do with our pages: load from us, and nothing else. What a failure tells: that it failed."""

import logging

from dash import Dash
from dash.exceptions import DependencyException
from flask import Response, current_app, g, jsonify, request
from werkzeug.exceptions import HTTPException, NotFound

from dashboard.config import Settings
from dashboard.hosting.language import asked_text

log = logging.getLogger(__name__)


def register(app: Dash, settings: Settings) -> None:
    """Put the security headers on every answer. The callbacks must be registered before."""
    headers = {
        "Content-Security-Policy": _policy(app.csp_hashes()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "SAMEORIGIN",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    anything_else, house = f"{settings.url_prefix}<path:path>", settings.default_lang
    app.server.json.ensure_ascii = False  # people read it too

    @app.server.after_request
    def guard(response: Response) -> Response:
        response.headers.update(headers)
        return response

    @app.server.before_request
    def serve_only_what_there_is() -> tuple[Response, int] | None:
        # Dash would answer with the page, whatever is asked for
        return _nothing(house) if request.endpoint == anything_else else None

    for nothing in (NotFound, DependencyException):  # the other says that there is no such component library
        app.server.register_error_handler(nothing, lambda _: _nothing(house))
    app.server.register_error_handler(HTTPException, _refusal)
    app.server.register_error_handler(Exception, lambda error: _failure(error, house))


def callback_failed(error: Exception) -> None:
    """Tell what was refused from what failed: bad values are refused as such, all else is a fault of ours."""
    if not isinstance(error, HTTPException):
        current_app.extensions["counts"].failed()
        log.error("a callback failed", extra={"fields": {"request_id": g.get("request_id")}})
    raise error


def _nothing(house: str) -> tuple[Response, int]:
    text = asked_text(house)
    return jsonify(error=text("There is nothing at this address.")), 404


def _policy(inline_scripts: list[str]) -> str:
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {' '.join(inline_scripts)}",
            "style-src 'self' 'unsafe-inline'",  # Plotly and Dash set styles on elements
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )


def _refusal(error: HTTPException) -> Response:
    response = jsonify(error=error.description or error.name)
    response.status_code = error.code or 500
    for name, value in error.get_headers():
        if name.lower() not in ("content-type", "content-length"):
            response.headers[name] = value
    if error.response is not None:  # a redirect, or an answer made elsewhere
        return error.response
    return response


def _failure(error: Exception, house: str) -> tuple[Response, int]:
    number, text = g.get("request_id", ""), asked_text(house)
    log.error("a request failed", exc_info=error, extra={"fields": {"request_id": number, "path": request.path}})
    return jsonify(error=text("Something went wrong here; the log says what."), request_id=number), 500
