"""The time control of the compare view: a line with two thumbs, and for each day its field, steps and pin."""

from datetime import date

from dash import html

from dashboard.agreed import ids
from dashboard.asked.state import ViewState
from dashboard.text import Text
from dashboard.told.days import day_in_full
from dashboard.views.day_field import day_field
from dashboard.views.time_strip import carried_days, years
from geodata.period import Period


def compare_strip(state: ViewState, period: Period, text: Text) -> html.Section:
    """The strip below the maps; the page's script moves it and says the days."""
    between = html.Div(
        [
            html.Button(text("Swap sides"), className="step", **{"data-swap": "true"}),
            html.Button(
                text("One year earlier"),
                className="step",
                title=text("Compare the later day with the same day one year earlier"),
                **{"data-year": "true"},
            ),
        ],
        className="steps",
    )
    return html.Section(
        [
            html.Div(
                [
                    _day("from", ids.COMPARE_FROM, state.after, text("Earlier day"), text),
                    between,
                    _day("to", ids.COMPARE_TO, state.until, text("Later day"), text),
                ],
                className="time-tools",
            ),
            html.Div(
                [
                    html.Div(id=ids.TICKS, className="ticks", **{"aria-hidden": "true"}),
                    *carried_days(period),
                    html.Div(
                        [
                            html.Div(className="between"),
                            _thumb("from", state.after, period, text("Earlier day"), text),
                            _thumb("to", state.until, period, text("Later day"), text),
                        ],
                        id=ids.COMPARE_TRACK,
                        className="track",
                    ),
                    years(period),
                ],
                className="time-line",
            ),
        ],
        className="strip",
        **{"aria-label": text("The two days")},
    )


def _day(end: str, field: str, day: date, label: str, text: Text) -> html.Div:
    steps = [
        html.Button(said, className="step", **{"data-move": f"{end}:{months}", "aria-label": f"{label}: {hint}"})
        for said, months, hint in (
            (text("‹ month"), -1, text("one month back")),
            (text("month ›"), 1, text("one month on")),
        )
    ]
    pin = html.Button(
        text("Pin"),
        className="pin",
        title=text("A pinned day stays while the other moves; with neither pinned, months move both"),
        **{"data-pin": end, "aria-pressed": "false", "aria-label": text("Pin: {day}", day=label)},
    )
    return html.Div(
        [
            html.Label(label, htmlFor=field),
            steps[0],
            day_field(field, day, text),
            steps[1],
            pin,
        ],
        className="day",
        **{"data-end": end},
    )


def _thumb(end: str, day: date, period: Period, label: str, text: Text) -> html.Div:
    index = period.index(day)
    return html.Div(
        className=f"thumb {end}",
        role="slider",
        tabIndex=0,
        style={"left": f"{100 * index / (period.count - 1):.3f}%"},
        **{
            "data-end": end,
            "aria-label": label,
            "aria-valuemin": "0",
            "aria-valuemax": str(period.count - 1),
            "aria-valuenow": str(index),
            "aria-valuetext": day_in_full(day, period, text),
            "aria-orientation": "horizontal",
        },
    )
