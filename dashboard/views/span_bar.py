"""The bar of the years above charts: all days of the record, and with two thumbs which of them are shown."""

from datetime import date

from dash import html

from dashboard.agreed import ids
from dashboard.asked.state import ViewState
from dashboard.asked.stretch import LEAST_DAYS
from dashboard.text import Text
from dashboard.views.time_strip import years
from geodata.period import Period


def span_bar(state: ViewState, period: Period, text: Text) -> html.Div:
    """The bar as the address asks for it; the page's script moves it with the charts, and the charts with it."""
    shown = state.days(period)
    left, right = _across(shown.first, period), _across(shown.last, period)
    track = html.Div(
        [
            html.Div(className="between", style={"left": f"{left:.3f}%", "width": f"{right - left:.3f}%"}),
            _thumb("from", shown.first, period, text("First day shown"), text),
            _thumb("until", shown.last, period, text("Last day shown"), text),
        ],
        id=ids.SPAN,
        className="track",
        **{"data-least": str(LEAST_DAYS)},
    )
    return html.Div(
        [track, years(period)], className="span-bar", role="group", **{"aria-label": text("Days that the charts show")}
    )


def _across(day: date, period: Period) -> float:
    """How far along the bar a day is, in hundredths."""
    return 100 * period.index(day) / (period.count - 1)


def _thumb(end: str, day: date, period: Period, label: str, text: Text) -> html.Div:
    return html.Div(
        className=f"thumb {end}",
        role="slider",
        tabIndex=0,
        style={"left": f"{_across(day, period):.3f}%"},
        **{
            "aria-label": label,
            "aria-valuemin": "0",
            "aria-valuemax": str(period.count - 1),
            "aria-valuenow": str(period.index(day)),
            "aria-valuetext": text.day(day),
            "aria-orientation": "horizontal",
        },
    )
