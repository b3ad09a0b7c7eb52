"""Logs that machines read: one JSON object a line, each request with its id and its user."""

import json
import logging
import logging.config
import re
import time
import uuid
from datetime import UTC, datetime

from flask import Flask, Response, g, request

from dashboard.config import Settings
from dashboard.hosting.auth import user

LONGEST_TARGET = 500
GIVEN_ID = re.compile(r"[\w.:-]{1,64}")
QUIET = ("/healthz", "/api/health", "/metrics")
"""Asked every few seconds by machines; told only at level DEBUG."""

log = logging.getLogger("dashboard.requests")


class JsonLines(logging.Formatter):
    """A log record as one line of JSON; what a call gives as ``extra={"fields": …}`` stands beside the message."""

    def format(self, record: logging.LogRecord) -> str:
        """One line, whatever the message holds."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def configuration(level: str) -> dict[str, object]:
    """What ``logging`` and gunicorn need to write everything as JSON lines on standard output."""
    names = ("gunicorn.error", "werkzeug")
    heard = {name: {"level": level, "handlers": ["out"], "propagate": False} for name in names}
    silent = {"level": "CRITICAL", "handlers": [], "propagate": False}  # requests are told once, with their user
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stdout"}},
        "root": {"level": level, "handlers": ["out"]},
        "loggers": {**heard, "gunicorn.access": silent},
    }


def register(server: Flask, settings: Settings) -> None:
    """Give every request an id, told in the answer too, and write a line when it is answered."""

    @server.before_request
    def begin() -> None:
        given = request.headers.get("X-Request-ID", "") if settings.trust_proxy else ""
        g.request_id = given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        g.began = time.perf_counter()

    @server.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.request_id
        level = logging.DEBUG if request.path.endswith(QUIET) else logging.INFO
        if log.isEnabledFor(level):
            log.log(level, "answered", extra={"fields": _told(response)})
        return response


def _told(response: Response) -> dict[str, object]:
    target = request.full_path.rstrip("?")
    return {
        "request_id": g.request_id,
        "user": user(),
        "from": request.remote_addr,
        "method": request.method,
        "target": target if len(target) <= LONGEST_TARGET else f"{target[:LONGEST_TARGET]}…",
        "status": response.status_code,
        "bytes": response.content_length,
        "milliseconds": round((time.perf_counter() - g.began) * 1000, 1),
    }
