"""Refusals of the API as programs expect them: ``application/problem+json`` (RFC 9457), with ``error`` as before."""

import json
from http import HTTPStatus

from flask import Flask, Response, request

from dashboard.config import Settings

FOR_PROGRAMS = ("api/", "ogc", "openapi.json", "feed.atom", "download/", "brief", "story")
"""Addresses below the prefix whose refusals programs read."""
PROBLEM = "application/problem+json"


def register(server: Flask, settings: Settings) -> None:
    """Put every refusal of the API into that form; a person who navigates to one reads a page before that."""
    addresses = tuple(f"{settings.url_prefix}{name}" for name in FOR_PROGRAMS)

    @server.after_request
    def as_problem(response: Response) -> Response:
        if response.status_code < 400 or not response.is_json or not request.path.startswith(addresses):
            return response
        said = response.get_json(silent=True)
        if not isinstance(said, dict) or "error" not in said:
            return response
        status = response.status_code
        told = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": said["error"]}
        response.set_data(json.dumps(told | said, ensure_ascii=False, indent=1))
        response.mimetype = PROBLEM
        return response
