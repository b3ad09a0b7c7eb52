"""What the server has to say about its data: that it cannot read what it was given, or that newer data is there."""

from dash import html

from dashboard.agreed import ids
from dashboard.text import Text


def server_notice(health: str, digest: str, is_degraded: bool, text: Text) -> html.Div:
    """Two sentences, of which the style sheet shows the one that applies; the page's script asks from time to time.

    Parameters
    ----------
    health
        Address of the health check.
    digest
        The record the page was made from.
    is_degraded
        Whether the server holds back a faulty record now.
    text
        The language.
    """
    degraded = text(
        "The server's data files were changed and do not pass their checks. The last good data is shown; "
        "the health check says what is wrong."
    )
    newer = [text("Newer data is on the server."), " ", html.A(text("Load it"), href="")]
    return html.Div(
        [html.P(degraded, className="degraded"), html.P(newer, className="newer")],
        id=ids.SERVER,
        role="status",
        **{"data-health": health, "data-record": digest, "data-state": "degraded" if is_degraded else "ok"},
    )
