"""Answers as JSON that people can read too."""

import json

from flask import Response


def json_response(body: object) -> Response:
    """Answer with JSON, its letters written as they are."""
    return Response(json.dumps(body, ensure_ascii=False, indent=1), mimetype="application/json")
