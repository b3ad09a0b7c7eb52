"""The way to the same map without its legend, and back: a link, which leads there without scripts too."""

from dash import html

from dashboard.asked.state import ViewState
from dashboard.text import Text


def legend_switch(state: ViewState, text: Text) -> html.A:
    """Stands at the right end of the line with the day, which others leave free."""
    said = text("Hide key") if state.legend else text("Show key")
    changes = "legend=0" if state.legend else "legend="
    href = f"?{state.but(legend=not state.legend).query()}"
    return html.A(said, href=href, className="legend-switch", **{"data-view": changes})
