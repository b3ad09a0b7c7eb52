"""The part of the panel for incidents of other data sets: their switch, their days, their key and their list."""

from dash import html

from dashboard.agreed import ids
from dashboard.asked.incidents import OFFERED_DAYS
from dashboard.asked.layers import LAYERS, Layer
from dashboard.asked.state import ViewState
from dashboard.text import Text
from dashboard.told.incidents import rule
from dashboard.views.fold import fold
from dashboard.views.layer_switch import layer_switch
from geodata.incidents.keeping import Imported


def incidents_box(state: ViewState, imported: Imported, text: Text) -> html.Details | None:
    """A fold of its own; nothing where no file of incidents was imported. The page's script fills it."""
    if not imported.digest:
        return None
    parts = [
        layer_switch(Layer.INCIDENTS, state, text),
        _days(state, text),
        html.P(rule(text), className="quiet"),
        html.Ul(id=ids.INCIDENTS_KEY, className="incidents-key"),
        html.P(id=ids.INCIDENTS_SAID, role="status", className="incidents-said"),
        html.Ul(id=ids.INCIDENTS_LIST, className="situation"),
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
