"""What the server has to say about its data: that it cannot read what it was given, or that newer data is there."""

from dash import html

from dashboard.agreed import ids
from dashboard.asked.state import ViewState
from dashboard.text import Text
from geodata.editions import Edition


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


def past_notice(kept: Edition | None, digest: str, newest: str, state: ViewState, text: Text) -> html.Div:
    """Says of a page of an earlier edition that it is one, and leads to the newest and to what has changed since.

    It bears no address of the health check: that newer data is there is said already.

    Parameters
    ----------
    kept
        What is known of the edition; None where its file went meanwhile.
    digest, newest
        The edition shown, and the newest.
    state
        The view, which the newest edition is shown in too.
    text
        The language.
    """
    since = text("served from {day} on", day=text.day(kept.kept.date())) if kept else text("served earlier")
    said = text("This is edition {digest} of the record, {since}. It is not the newest.", digest=digest, since=since)
    changed = f"editions?from={digest}&to={newest}&lang={text.language}"
    links = [
        html.A(text("Show the newest"), href=f"?{state.but(edition=None).query()}", **{"data-view": "edition="}),
        " · ",
        html.A(text("What has changed since"), href=changed),
    ]
    return html.Div(
        [html.P([said, " ", *links], className="past")],
        id=ids.SERVER,
        role="status",
        **{"data-record": digest, "data-state": "past"},
    )
