"""Pages of other origins may read the API where the setting names them (CORS); nothing else, and never with a name.

An origin is let read what is there for programs. No header lets a browser send its sign-on along: what is behind one
stays closed to pages of others.
"""

from flask import Flask, Response, request

from dashboard.config import Settings

FOR_PROGRAMS = ("api/", "ogc", "openapi.json", "feed.atom", "download/", "brief", "story")
"""Addresses below the prefix that are there for programs."""
TOLD = "ETag, Link, Repr-Digest, X-File-Length, Retry-After"


def register(server: Flask, settings: Settings) -> None:
    """Say who may read, on every answer of the API."""
    allowed, addresses = settings.origins, tuple(f"{settings.url_prefix}{name}" for name in FOR_PROGRAMS)
    if not allowed:
        return

    @server.after_request
    def let_read(response: Response) -> Response:
        if not request.path.startswith(addresses):
            return response
        origin = request.headers.get("Origin", "")
        response.vary.add("Origin")
        if "*" in allowed or origin in allowed:
            response.headers["Access-Control-Allow-Origin"] = "*" if "*" in allowed else origin
            response.headers["Access-Control-Expose-Headers"] = TOLD
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            if request.method == "OPTIONS":
                response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
                response.headers["Access-Control-Allow-Headers"] = "If-None-Match, Accept"
        return response
