"""The time control: one slider over every day, with its ticks, steps, date field and player."""

from datetime import date

from dash import html

from dashboard.agreed import ids
from dashboard.asked.state import ViewState
from dashboard.text import Text
from dashboard.told.days import day_in_full
from dashboard.views.day_field import day_field
from dashboard.views.turning_points import turning_names
from geodata.period import Period
from geodata.record import Record

SPEEDS = {"1": "1×", "3": "3×", "9": "9×"}
"""What the player can do; the script multiplies its pace by the key."""
USUAL_SPEED = "3"


def time_strip(record: Record, state: ViewState, text: Text) -> html.Section:
    """The strip below the map; the page's script moves it and says the day."""
    period = record.period
    return html.Section(
        [
            html.Div([_steps(text), _player(text), _date_field(state, text)], className="time-tools"),
            html.Div(
                [
                    _density(),
                    _ticks(),
                    *carried_days(period),
                    _slider(state, period, text),
                    years(period),
                    turning_names(record, state, text),
                ],
                className="time-line",
            ),
        ],
        className="strip",
        **{"aria-label": text("Time")},
    )


def _slider(state: ViewState, period: Period, text: Text) -> html.Div:
    index = period.index(state.on)
    return html.Div(
        html.Div(className="thumb", style={"left": f"{100 * index / (period.count - 1):.3f}%"}),
        id=ids.TIME,
        className="track",
        role="slider",
        tabIndex=0,
        **{
            "aria-label": text("Day shown"),
            "aria-valuemin": "0",
            "aria-valuemax": str(period.count - 1),
            "aria-valuenow": str(index),
            "aria-valuetext": day_in_full(state.on, period, text),
            "aria-orientation": "horizontal",
        },
    )


def _density() -> html.Canvas:
    """How many incidents of other data sets each day has; the page’s script draws it while they are shown."""
    return html.Canvas(id=ids.INCIDENTS_DENSITY, className="incidents-density", hidden=True, **{"aria-hidden": "true"})


def _ticks() -> html.Div:
    return html.Div(id=ids.TICKS, className="ticks", **{"aria-hidden": "true"})


def years(period: Period) -> html.Div:
    """The years below a line of all days."""

    def label(year: int) -> html.Span:
        left = 100 * max(0, period.index(date(year, 1, 1))) / (period.count - 1)
        return html.Span(str(year), style={"left": f"{left:.3f}%"})

    return html.Div([label(year) for year in period.years], className="years", **{"aria-hidden": "true"})


def carried_days(period: Period) -> list[html.Div]:
    """The part of a line of all days on which states are carried forward; none where information reaches to its end."""
    if not period.carries(period.last):
        return []
    left = 100 * (period.index(period.as_of) + 1) / (period.count - 1)
    return [html.Div(className="carried", style={"left": f"{left:.3f}%"}, **{"aria-hidden": "true"})]


def _steps(text: Text) -> html.Div:
    steps = (
        ("change:-1", text("‹ change"), text("Previous change, keys , and ["), ", ["),
        ("event:-1", text("‹ event"), text("Previous event"), None),
        ("month:-1", text("‹ month"), text("Previous month, Page down"), "PageDown"),
        ("month:1", text("month ›"), text("Next month, Page up"), "PageUp"),
        ("event:1", text("event ›"), text("Next event"), None),
        ("change:1", text("change ›"), text("Next change, keys . and ]"), ". ]"),
    )
    return html.Div(
        [
            html.Button(
                said, title=hint, className="step", **{"data-step": step} | ({"aria-keyshortcuts": key} if key else {})
            )
            for step, said, hint, key in steps
        ],
        className="steps",
    )


def _player(text: Text) -> html.Div:
    return html.Div(
        [
            html.Button(
                text("Play"),
                id=ids.PLAY,
                className="play",
                title=text("Play or pause, space bar"),
                **{"aria-keyshortcuts": "Space", "data-play": "true"},
            ),
            html.Div(
                [
                    html.Button(said, **{"data-speed": value, "aria-pressed": str(value == USUAL_SPEED).lower()})
                    for value, said in SPEEDS.items()
                ],
                role="group",
                className="speeds",
                **{"aria-label": text("Speed")},
            ),
        ],
        className="player",
    )


def _date_field(state: ViewState, text: Text) -> html.Div:
    return html.Div(
        [
            html.Label(text("Date"), htmlFor=ids.DATE),
            day_field(ids.DATE, state.on, text),
        ],
        className="date-field",
    )
