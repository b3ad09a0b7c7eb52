"""The whole page: masthead, map, panel and time strip."""

import dash_mantine_components as dmc
import plotly.graph_objects as go
from dash import dcc, html

from dashboard import ids
from dashboard.state import LANGUAGES, Notice, ViewState
from dashboard.text import Text
from dashboard.views.panel import panel
from dashboard.views.search import search_box
from dashboard.views.time_strip import time_strip
from geodata.record import Record

LANGUAGE_NAMES = {"en": "English", "fr": "Français"}


def skeleton() -> html.Div:
    """What is there before the address has been read."""
    return html.Div(
        [
            dcc.Location(id=ids.LOCATION, refresh=False),
            dcc.Store(id=ids.VIEWPORT),
            html.Div(id=ids.PAGE),
        ]
    )


def page(
    record: Record,
    state: ViewState,
    text: Text,
    *,
    figure: go.Figure,
    start: dict[str, object],
    notices: tuple[Notice, ...] = (),
) -> dmc.MantineProvider:
    """Everything the reader sees for one view.

    Parameters
    ----------
    record, state, text
        What is shown, how, and in which language.
    figure
        The map on the view's day.
    start
        What the page's scripts need: see ``callbacks``.
    notices
        Values of the address that were not understood.
    """
    return dmc.MantineProvider(html.Div(
        [
            html.A(text("Skip to the time control"), href=f"#{ids.TIME}", className="skip"),
            _masthead(record, state, text),
            _notices(notices, text),
            html.Main([_stage(figure, text), panel(record, state, text), time_strip(state, text)], className="sheet"),
            dcc.Store(id=ids.START, data=start),
            dcc.Store(id=ids.STARTED),
            dcc.Store(id=ids.PLACE, data=state.place),
            dcc.Store(id=ids.CARDS),
        ],
        lang=text.language,
        className="page brief" if state.brief else "page",
    ))


def _masthead(record: Record, state: ViewState, text: Text) -> html.Header:
    return html.Header(
        [
            html.H1(text("Northern Mali Control Map")),
            html.P(text("Who held this place on that day, and how do we know?"), className="question"),
            search_box(record, state.place, text),
            html.Nav(
                [_language(code, state, text) for code in LANGUAGES],
                className="languages",
                **{"aria-label": text("Language")},
            ),
        ],
        className="masthead",
    )


def _language(code: str, state: ViewState, text: Text) -> html.A:
    current = {"aria-current": "true"} if code == text.language else {}
    return html.A(
        LANGUAGE_NAMES[code],
        href=f"?{state.but(lang=code).query()}",
        lang=code,
        **current,
        **{"data-view": f"lang={code}"},
    )


def _notices(notices: tuple[Notice, ...], text: Text) -> html.Div:
    said = [
        html.P(
            text(
                "The address asks for {parameter} = “{found}”, which is not understood and was left out. Allowed: {allowed}.",
                parameter=notice.parameter,
                found=notice.found,
                allowed=notice.allowed,
            )
        )
        for notice in notices[:3]
    ]
    if len(notices) > len(said):
        said.append(html.P(text("{count} more values were left out.", count=len(notices) - len(said))))
    return html.Div(said, className="notices", role="status", id="notices")


def _stage(figure: go.Figure, text: Text) -> html.Section:
    graph = dcc.Graph(
        id=ids.MAP,
        figure=figure,
        responsive=True,
        config={"scrollZoom": True, "displayModeBar": False, "doubleClick": "reset", "showTips": False},
    )
    zoom = [
        html.Button(sign, className="zoom", **{"data-zoom": factor, "aria-label": said})
        for sign, factor, said in (
            ("+", "0.6", text("Zoom in")),
            ("−", "1.667", text("Zoom out")),
            ("⌂", "home", text("Opening view")),
        )
    ]
    return html.Section(
        [
            graph,
            html.Div(zoom, className="zooms"),
            html.Div(id=ids.TOOLTIP, className="tooltip", hidden=True),
            html.Div(id=ids.ANNOUNCER, className="unseen", **{"aria-live": "polite"}),
        ],
        className="stage",
        **{"aria-label": text("Map")},
    )
