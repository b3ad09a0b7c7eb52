"""The production server: gunicorn, with the app made once and its workers forked from it."""

import gc
import logging.config
import resource
from collections.abc import Callable
from typing import Any, Protocol

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.http.errors import InvalidHeader
from gunicorn.http.message import Request

from dashboard.config import Settings
from dashboard.hosting.connection import SECONDS_IDLE
from dashboard.hosting.live import LiveRecord
from dashboard.hosting.logs import configuration
from dashboard.hosting.worker import Worker

SECONDS_FOR_AN_ANSWER = 60
SECONDS_TO_FINISH = 30
"""How long requests in flight may go on when the server is told to stop or to start its workers anew."""
MOST_WAITING = 512
"""Connections the system holds while all workers are busy."""


MOST_CONNECTIONS = 1000
"""Clients that a worker holds at once; whoever only waits makes room for the next."""


class App(Protocol):
    """What is served: an app, and the record it answers from."""

    server: Flask
    live: LiveRecord

    def stand_by(self) -> None:
        """Begin what is to be there before the first question, while this process has no thread."""


class Server(BaseApplication):
    """Gunicorn, set by our settings alone: no file and no other variable has a say."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._counts = app.server.extensions["counts"].shared
        self.health = f"{settings.url_prefix}healthz"
        """The path whose answers wait for no others."""
        super().__init__()

    def load_config(self) -> None:
        """Say how to serve."""
        settings = self._settings
        wanted: dict[str, Any] = {
            "bind": f"[{settings.host}]:{settings.port}"
            if ":" in settings.host
            else f"{settings.host}:{settings.port}",
            "workers": settings.workers,
            "threads": settings.threads,
            "worker_class": Worker,
            "worker_connections": min(MOST_CONNECTIONS, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2),
            "sendfile": False,  # what a client does not take at once is kept
            "preload_app": True,
            "timeout": SECONDS_FOR_AN_ANSWER,
            "graceful_timeout": SECONDS_TO_FINISH,
            "backlog": MOST_WAITING,
            "keepalive": SECONDS_IDLE,
            "limit_request_line": 8190,
            "forwarded_allow_ips": "",  # forwarded headers are read in one place, by the setting TRUST_PROXY
            "forwarder_headers": "",
            "control_socket_disable": True,
            "logconfig_dict": configuration(settings.log_level),
            "pre_fork": self._before_fork,
            "pre_request": _only_once(settings.auth_header),
            "post_worker_init": lambda _worker: self._app.live.watch(),
            "child_exit": lambda _arbiter, worker: self._counts.end(worker.age),
        }
        for name, value in wanted.items():
            self.cfg.set(name, value)

    def _before_fork(self, _arbiter: Arbiter, worker: Worker) -> None:
        """Leave what all workers share alone, so that it stays shared; and let the new one count for itself."""
        self._counts.begin(worker.age)
        gc.collect()
        gc.freeze()

    def load(self) -> Flask:
        """The app that was made once, before the workers are forked."""
        return self._app.server


def serve(make: Callable[[], App], settings: Settings) -> None:
    """Make the app, have at hand what it needs beside itself, and serve it until told to stop."""
    logging.config.dictConfig(configuration(settings.log_level))
    app = make()
    app.stand_by()
    Server(app, settings).run()


def _only_once(header: str) -> Callable[[object, Request], None]:
    """Refuses a request that names its user twice: gunicorn would make one name of the two."""

    def look(_worker: object, request: Request) -> None:
        if header and sum(name == header.upper() for name, _ in request.headers) > 1:
            raise InvalidHeader(header, req=request)

    return look
