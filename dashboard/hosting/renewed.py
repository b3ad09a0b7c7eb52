"""A page that another edition of the program has sent is told so, before its scripts are given what they may misread.

What it wants may still be had of a second server that has not been renewed yet: hence 404, which a proxy before two
servers asks of the other.
"""

from flask import Flask, Response, jsonify, request

from dashboard.agreed.edition import MADE, PROGRAM, edition
from dashboard.config import Settings


def register(server: Flask, settings: Settings) -> None:
    """Refuse what pages of another edition ask for, and say which this is; all are told how the server is."""
    exempt = f"{settings.url_prefix}api/health"

    @server.before_request
    def look() -> tuple[Response, int] | None:
        named = [*request.headers.getlist(PROGRAM), *request.args.getlist(MADE)]
        others = [one[:40] for one in named if one != edition()]
        if not others or request.path == exempt:
            return None
        said = f"this page was made by another edition of the program, {others[0]}; here: {edition()}"
        answer = jsonify({"error": said})
        answer.headers[PROGRAM] = edition()
        return answer, 404
