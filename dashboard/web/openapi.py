"""``/openapi.json``: the contract as OpenAPI 3.0, for every address that the server has."""

import re
from collections.abc import Iterable, Mapping

from flask import Blueprint, Flask, Response, current_app

from dashboard.asked.parameters import PARAMETERS as VIEW_PARAMETERS
from dashboard.config import Settings
from dashboard.web.contract import ADDRESSES, GROUPS, HTML, IN_PATH, PARAMETERS, PROMISE, VERSION, VIEW, Address
from dashboard.web.json_answer import json_response
from dashboard.web.parameters import takes

PROBLEM = "application/problem+json"
VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")
Json = dict[str, object]


def register(routes: Blueprint, settings: Settings) -> None:
    """Add the route."""

    @routes.get("/openapi.json")
    @takes()
    def openapi() -> Response:
        return json_response(document(current_app, settings.url_prefix))


def document(server: Flask, prefix: str) -> Json:
    """The whole document; what a route declares to take is read from the route."""
    declared = _declared(server, prefix)
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Northern Mali Control Map",
            "version": VERSION,
            "description": PROMISE,
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": prefix.rstrip("/") or "/"}],
        "tags": [{"name": name, "description": about} for name, about in GROUPS.items()],
        "paths": {one.path: {one.method: _operation(one, declared.get(one.path, ()))} for one in ADDRESSES},
        "components": {"schemas": {"Problem": PROBLEM_SCHEMA}},
    }


def written(rule: str, prefix: str) -> str:
    """An address as OpenAPI writes it: ``/api/history/{place}``."""
    return VARIABLE.sub(r"{\1}", f"/{rule.removeprefix(prefix)}")


def _declared(server: Flask, prefix: str) -> dict[str, tuple[str, ...]]:
    """What each route says that it takes, by its address."""
    return {
        written(rule.rule, prefix): getattr(server.view_functions[rule.endpoint], "takes", ())
        for rule in server.url_map.iter_rules()
    }


def _operation(one: Address, declared: Iterable[str]) -> Json:
    names = dict.fromkeys(
        [*declared, *(name for part in one.takes for name in (VIEW_PARAMETERS if part == VIEW else (part,)))]
    )
    inside = re.findall(r"{(\w+)}", one.path)
    example = dict(pair.split("=") for pair in one.example.split("&")) if one.example else {}
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": IN_PATH[name][0], "example": IN_PATH[name][1]}
        for name in inside
    ]
    parameters += [_parameter(name, example, is_needed=name in one.needs) for name in names]
    refusals = ["400", *(["404"] if one.may_miss else []), "401", "503"]
    answers: Json = {
        "200": {"description": one.about, "content": {media: {"schema": _schema(media)} for media in one.media}}
    }
    if HTML not in one.media[:1] and one.method == "get":
        answers["304"] = {"description": "As before: what If-None-Match names."}
    answers |= {status: _refusal(status) for status in refusals}
    body = {"requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}}
    return (body if one.method == "post" else {}) | {
        "operationId": re.sub(r"\W+", "_", one.path).strip("_") or "root",
        "summary": one.about,
        "tags": [one.group],
        "parameters": parameters,
        "responses": answers,
    }


def _parameter(name: str, example: Mapping[str, str], *, is_needed: bool) -> Json:
    schema, about = PARAMETERS.get(
        name, ({"type": "string"}, f"Part of the view, as in the page's own address: {name}.")
    )
    found: Json = {"name": name, "in": "query", "required": is_needed, "schema": schema, "description": about}
    return found | ({"example": example[name]} if name in example else {})


def _schema(media: str) -> Json:
    if "json" in media:
        return {}
    return {"type": "string"} if media.startswith("text/") or "xml" in media else {"type": "string", "format": "binary"}


def _refusal(status: str) -> Json:
    said = {
        "400": "Not understood: what was found, and what is allowed.",
        "401": "No user name came with the request.",
        "404": "There is no such thing here.",
        "503": "Too much at this moment: come again after Retry-After seconds.",
    }[status]
    return {"description": said, "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


PROBLEM_SCHEMA: Json = {
    "type": "object",
    "description": "A refusal as of RFC 9457.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What was found and what is allowed, in the language asked for."},
        "error": {"type": "string", "description": "The same as detail."},
    },
    "required": ["type", "title", "status", "detail"],
}
