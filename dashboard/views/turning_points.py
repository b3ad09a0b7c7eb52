"""The turning points: as a list that says what happened, and by name along the line of time.

Each leads to its day, place and ground.
"""

from dash import html

from dashboard.asked.state import ViewState
from dashboard.asked.view import View
from dashboard.text import Text
from dashboard.told.turning_points import Preset, presets_of
from geodata.record import Record


def turning_points(record: Record, state: ViewState, text: Text) -> html.Ol:
    """A link and two sentences for every preset."""
    items = [
        html.Li([html.A(preset.name, **_there(preset, state)), html.P(" ".join(preset.told))])
        for preset in presets_of(record, text)
    ]
    return html.Ol(items, className="turning-list")


def turning_names(record: Record, state: ViewState, text: Text) -> html.Nav:
    """Their names above the line of time; the page's script puts each beside its day, where there is room."""

    def name(preset: Preset) -> html.A:
        share = record.period.index(preset.on) / (record.period.count - 1)
        marks = {"data-share": f"{share:.5f}", "title": preset.name, "className": "turning-name"}
        return html.A(preset.subject, **marks, **_there(preset, state))

    names = [name(preset) for preset in presets_of(record, text)]
    return html.Nav(names, className="turning-names", **{"aria-label": text("Turning points")})


def _there(preset: Preset, state: ViewState) -> dict[str, str]:
    """Where a link to one leads."""
    there = state.but(view=View.MAP, on=preset.on, place=preset.place, frame=preset.frame)
    changes = f"view=map&on={preset.on}&place={preset.place}&frame={preset.frame}"
    return {"href": f"?{there.query()}", "data-view": changes}
