"""What the browser may do with our pages: load from us, and nothing else."""

from dash import Dash
from flask import Response


def register(app: Dash) -> None:
    """Put the security headers on every answer."""
    policy = "; ".join(
        (
            "style-src 'self' 'unsafe-inline'",  # Plotly and Dash set styles on elements
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )

    @app.server.after_request
    def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response
