"""The turning points as a list: each leads to its day, place and ground, and says what happened."""

from dash import html

from dashboard.asked.state import ViewState
from dashboard.asked.view import View
from dashboard.text import Text
from dashboard.told.turning_points import presets_of
from geodata.record import Record


def turning_points(record: Record, state: ViewState, text: Text) -> html.Ol:
    """A link and two sentences for every preset."""
    items = []
    for preset in presets_of(record, text):
        there = state.but(view=View.MAP, on=preset.on, place=preset.place, frame=preset.frame)
        changes = f"view=map&on={preset.on}&place={preset.place}&frame={preset.frame}"
        link = html.A(preset.name, href=f"?{there.query()}", **{"data-view": changes})
        items.append(html.Li([link, html.P(" ".join(preset.told))]))
    return html.Ol(items, className="turning-list")
