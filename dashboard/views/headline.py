"""The headline of a view: what it says, in one sentence; the reader's own where there is one, marked as theirs."""

from dash import html

from dashboard.agreed import ids
from dashboard.asked.state import ViewState
from dashboard.asked.view import Mode, View
from dashboard.figures.sheets.window import Window, places_in
from dashboard.text import Text
from dashboard.told import chart_finding, finding
from dashboard.views.context import Context
from geodata.timeline import Timeline

USUAL = (0, 0, 1080, 581)
"""A map in a window whose size only the page knows; the page's script looks at what is really in sight."""


def headline(context: Context) -> html.Div:
    """The headline of a map, a comparison, the timeline or the trends."""
    state, text = context.state, context.text
    if state.headline:
        said = [html.H2(state.headline, id=ids.FINDING), html.P(text("The reader’s own headline"), className="theirs")]
        return html.Div(said, className="finding own")
    other = plain(state, text)
    moves = {"data-moves": "true"} if state.view is View.MAP else {}
    return html.Div(
        html.H2(found(context.timeline, state, text) or other, id=ids.FINDING, **moves), className="finding"
    )


def found(timeline: Timeline, state: ViewState, text: Text) -> str:
    """What a view says, as far as its places are in sight; empty where it says nothing."""
    record, seen = timeline.record, state.filter
    match state.view:
        case View.COMPARE:
            told = finding.between(timeline, state.after, state.until, seen, text)
            return finding.chosen(told, places_in(record, state.but(on=state.until), Window.of(*USUAL, state.frame)))
        case View.TIMELINE:
            days = state.days(record.period)
            return chart_finding.of_strips(timeline, days.first, days.last, seen, text)
        case View.TRENDS:
            days = state.days(record.period)
            return chart_finding.of_counts(timeline, days.first, days.last, seen, text)
        case _:
            told = finding.on_day(timeline, state.on, seen, text)
            return finding.chosen(told, places_in(record, state, Window.of(*USUAL, state.frame)))


def plain(state: ViewState, text: Text) -> str:
    """What is measured, where nothing is found."""
    if state.view is not View.COMPARE:
        return text("Northern Mali: who held what")
    return (
        text("Northern Mali: what is different")
        if state.mode is Mode.CHANGE
        else text("Northern Mali: two days compared")
    )
