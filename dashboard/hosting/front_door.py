"""What stands between the network and the app, in the order in which a request meets it."""

from dash import Dash
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.config import Settings
from dashboard.hosting import admission, auth, cross_origin, delivery, logs, metrics, origin, renewed, security
from dashboard.hosting.live import LiveRecord


def register(app: Dash, live: LiveRecord, settings: Settings) -> None:
    """Guard, count and log every request. Call when all routes and callbacks are registered.

    Each room may answer at once and so keep a request from the next: an unknown user never gets as far as the
    kept answers. Answers pass the rooms in the opposite order.
    """
    server = app.server
    if settings.trust_proxy:
        hops = settings.trust_proxy
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    logs.register(server, settings)
    cross_origin.register(server, settings)
    metrics.register(server, live, settings)
    admission.bound(server, settings)
    origin.register(server, settings)
    auth.register(server, settings)
    renewed.register(server, settings)
    admission.register(app, settings)
    security.register(app, settings)
    delivery.register(server, live, settings)
