"""What a monitoring system may count, in the text format of Prometheus, summed over all workers.

With several workers each adds up in files of its own in a shared folder, and whoever is asked reads them all:
call :func:`share_counts` before the app is made.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, values
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from dashboard import __version__
from dashboard.config import Settings
from dashboard.hosting.live import LiveRecord

TEXT = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def share_counts() -> Path:
    """Let all processes forked from this one add up together, in a new folder; remove it when done."""
    folder = Path(tempfile.mkdtemp(prefix="counts-"))
    os.environ[FOLDER] = str(folder)
    values.ValueClass = values.get_value_class()  # the library looks at the variable only when it is imported
    return folder


class Counts:
    """What is counted."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        own = {"registry": self.registry}
        self.requests = Counter("mali_requests", "Requests answered.", ("method", "route", "status"), **own)
        self.seconds = Histogram("mali_request_seconds", "Time to an answer.", ("route",), buckets=BUCKETS, **own)
        self.failures = Counter("mali_callback_failures", "Callbacks of the page that failed.", **own)

    def text(self) -> bytes:
        """The counts of all processes."""
        if FOLDER not in os.environ:
            return generate_latest(self.registry)
        shared = CollectorRegistry()
        MultiProcessCollector(shared)
        return generate_latest(shared)


def register(server: Flask, live: LiveRecord, settings: Settings) -> None:
    """Count every request, and tell the counts at ``/metrics``."""
    counts = server.extensions["counts"] = Counts()
    served = CollectorRegistry()
    served.register(_Served(live))

    @server.before_request
    def begin() -> None:
        g.counted_from = time.perf_counter()

    @server.after_request
    def count(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        method = request.method if request.method in METHODS else "other"
        counts.requests.labels(method, route, response.status_code).inc()
        counts.seconds.labels(route).observe(time.perf_counter() - g.counted_from)
        return response

    @server.get(f"{settings.url_prefix}metrics")
    def metrics() -> Response:
        return Response(
            counts.text() + generate_latest(served), content_type=TEXT, headers={"Cache-Control": "no-store"}
        )


class _Served(Collector):
    """Which version serves which record, and whether the folder holds what is served."""

    def __init__(self, live: LiveRecord) -> None:
        self._live = live

    def collect(self) -> Iterator[Metric]:
        """The gauges of now."""
        health = self._live.health
        info = GaugeMetricFamily("mali_info", "Version and record served.", labels=("version", "record"))
        info.add_metric((__version__, health.digest), 1)
        yield info
        yield GaugeMetricFamily("mali_degraded", "1 while the folder holds a faulty record.", int(health.is_degraded))
        yield GaugeMetricFamily("mali_record_faults", "Faults of the record that was refused.", len(health.faults))
