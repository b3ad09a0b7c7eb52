"""What a monitoring system may count, in the text format of Prometheus, summed over all workers."""

import time
from collections.abc import Iterator

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from dashboard import __version__
from dashboard.config import Settings
from dashboard.hosting.counts import SharedCounts
from dashboard.hosting.live import LiveRecord

TEXT = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
REQUESTS, SECONDS, BUCKET, FAILURES = "requests", "seconds", "bucket", "failures"


class Counts:
    """What is counted. Make it before the workers are forked."""

    def __init__(self) -> None:
        self.shared = SharedCounts()

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count an answer and the time it took."""
        self.shared.add((REQUESTS, method if method in METHODS else "other", route, str(status)))
        self.shared.add((SECONDS, route), seconds)
        bucket = next((str(bound) for bound in BUCKETS if seconds <= bound), "+Inf")
        self.shared.add((BUCKET, route, bucket))

    def failed(self) -> None:
        """Count a callback that failed."""
        self.shared.add((FAILURES,))


def register(server: Flask, live: LiveRecord, settings: Settings) -> None:
    """Count every request, and tell the counts at ``/metrics``."""
    counts = server.extensions["counts"] = Counts()
    registry = CollectorRegistry()
    registry.register(_Counted(counts))
    registry.register(_Served(live))

    @server.before_request
    def begin() -> None:
        g.counted_from = time.perf_counter()

    @server.after_request
    def count(response: Response) -> Response:
        route = request.url_rule.rule if request.url_rule else "none"
        counts.answered(request.method, route, response.status_code, time.perf_counter() - g.counted_from)
        return response

    @server.get(f"{settings.url_prefix}metrics")
    def metrics() -> Response:
        return Response(generate_latest(registry), content_type=TEXT, headers={"Cache-Control": "no-store"})


class _Counted(Collector):
    """The counts of all processes."""

    def __init__(self, counts: Counts) -> None:
        self._counts = counts

    def collect(self) -> Iterator[Metric]:
        """The counts of now."""
        sums = self._counts.shared.sums()
        requests = CounterMetricFamily("mali_requests", "Requests answered.", labels=("method", "route", "status"))
        seconds = HistogramMetricFamily("mali_request_seconds", "Time to an answer.", labels=("route",))
        for key, amount in sums.items():
            if key[0] == REQUESTS:
                requests.add_metric(key[1:], amount)
            elif key[0] == SECONDS:
                seconds.add_metric(key[1:], _cumulated(sums, key[1]), sum_value=amount)
        yield requests
        yield seconds
        failures = sums.get((FAILURES,), 0.0)
        yield CounterMetricFamily("mali_callback_failures", "Callbacks of the page that failed.", failures)


def _cumulated(sums: dict[tuple[str, ...], float], route: str) -> list[tuple[str, float]]:
    """How many answers of a route took at most so many seconds, for each bound."""
    total, buckets = 0.0, []
    for bound in (*map(str, BUCKETS), "+Inf"):
        total += sums.get((BUCKET, route, bound), 0.0)
        buckets.append((bound, total))
    return buckets


class _Served(Collector):
    """Which version serves which record, whether the folder holds what is served, and whether all is well."""

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
        yield GaugeMetricFamily("mali_troubles", "Troubles of the server itself.", len(health.troubles))
        age = health.seconds_since_look
        yield GaugeMetricFamily("mali_seconds_since_look", "Age of the last look at the record's folder.", age)
