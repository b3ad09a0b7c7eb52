"""The part of the panel for incidents of other data sets: their switch, days, key and list, and a file of one's own."""

import json

from dash import html

from dashboard.agreed import ids
from dashboard.asked.incidents import LARGEST_OWN, OFFERED_DAYS
from dashboard.asked.layers import LAYERS, Layer
from dashboard.asked.state import ViewState
from dashboard.text import Text
from dashboard.told.incidents import rule
from dashboard.views.fold import fold
from dashboard.views.layer_switch import layer_switch


def incidents_box(state: ViewState, text: Text) -> html.Details:
    """A fold of its own; the page's script fills it."""
    parts = [
        layer_switch(Layer.INCIDENTS, state, text),
        _days(state, text),
        html.P(rule(text), className="quiet"),
        html.Ul(id=ids.INCIDENTS_KEY, className="incidents-key"),
        html.P(id=ids.INCIDENTS_SAID, role="status", className="incidents-said"),
        html.Ul(id=ids.INCIDENTS_LIST, className="situation"),
        _own(text),
    ]
    title = LAYERS[Layer.INCIDENTS].name(text)
    return fold(title, html.Div(parts, className="incidents"), is_open=Layer.INCIDENTS in state.layers)


def _days(state: ViewState, text: Text) -> html.Div:
    """How many days are drawn: those that are offered, and another one that the address asks for."""
    offered = sorted({*OFFERED_DAYS, state.incident_days})
    buttons = [
        html.Button(
            text.number(days),
            **{"data-incident-days": str(days), "aria-pressed": str(days == state.incident_days).lower()},
        )
        for days in offered
    ]
    label = text("Days drawn, up to the day shown")
    said = html.Span(label, className="quiet")
    return html.Div([said, *buttons], role="group", className="incident-days", **{"aria-label": label})


def _own(text: Text) -> html.Div:
    """Where a reader gives the page a file of their own, or drops one anywhere on it."""
    says = {
        "kept": text("Drawn from your own file {file}, which this browser alone keeps.", file="{file}"),
        "passing": text(
            "Drawn from your own file {file}, which this browser does not keep: it goes with the page.", file="{file}"
        ),
        "none": text(
            "Or drop a CSV or Excel file of UCDP or ACLED on the page. The server reads it and keeps nothing; this "
            "browser keeps it, and sheets do not draw it."
        ),
        "large": text(
            "{file} is too large for the page; python -m geodata incidents import takes it on the server.",
            file="{file}",
        ),
        "refused": text("Not taken: {said}", said="{said}"),
    }
    buttons = [
        html.Button(text("Your own file …"), **{"data-own": "choose"}),
        html.Button(text("Remove it"), hidden=True, **{"data-own": "forget"}),
    ]
    said = html.P(says["none"], id=ids.INCIDENTS_OWN_SAID, role="status", className="quiet")
    marks = {"data-says": json.dumps(says, ensure_ascii=False), "data-most": str(LARGEST_OWN)}
    return html.Div([*buttons, said], id=ids.INCIDENTS_OWN, className="incidents-own", **marks)
