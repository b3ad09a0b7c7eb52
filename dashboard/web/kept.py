"""How long a browser may keep an answer: for ever what another address would be asked for once it changes."""

from flask import Response, request

from dashboard.agreed.edition import MADE, edition
from dashboard.hosting.delivery import FOR_EVER


def kept(response: Response) -> Response:
    """Let the browser keep what its address says this program to have made; where it says nothing it asks again."""
    if request.args.get(MADE) == edition():
        return for_ever(response)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def for_ever(response: Response) -> Response:
    """Let the browser keep a response whose address changes with its content."""
    response.headers["Cache-Control"] = FOR_EVER
    return response
