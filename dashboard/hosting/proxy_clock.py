"""How far a proxy's clock is from ours, by the times it writes on requests; only to be told, once.

How long a request waited is measured here, from its last byte to its turn (:mod:`dashboard.hosting.worker`), and never
by another machine's clock: from a proxy sixteen seconds behind every request would look as if it had waited that long.
"""

import logging
import threading
import time

TOLERATED = 2.0
"""Seconds that clocks may be apart, or a request on its way, before it is worth a word."""
ENOUGH = 20
"""Requests of which the one least on its way tells the difference of the clocks."""

log = logging.getLogger(__name__)


class ProxyClocks:
    """The clocks of the proxies, each by its address."""

    def __init__(self) -> None:
        self._least: dict[str, list[float]] = {}
        self._told: dict[str, float] = {}
        self._lock = threading.Lock()

    def heard(self, proxy: str, began: str, waited: float) -> None:
        """Take note of when a proxy says it took a request: the header X-Request-Start, as nginx writes $msec.

        Parameters
        ----------
        proxy
            Its address.
        began
            Seconds since 1970, perhaps after ``t=``.
        waited
            Seconds that the request waited here.
        """
        try:
            behind = time.time() - float(began.removeprefix("t=")) - waited
        except ValueError:
            return
        with self._lock:
            found = self._least.setdefault(proxy, [])
            found.append(behind)
            if len(found) < ENOUGH:
                return
            least = min(found, key=abs)
            found.clear()
            if abs(least - self._told.get(proxy, 0.0)) <= TOLERATED:
                return
            self._told[proxy] = least
        log.warning(
            "the clock of the proxy at %s is %.0f s %s ours: set both by one time server; requests are answered all "
            "the same, but the lines of its log and of this one cannot be laid side by side",
            proxy,
            abs(least),
            "behind" if least > 0 else "ahead of",
        )
