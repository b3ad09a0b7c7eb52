"""The time control: one slider over every day, with its ticks, steps, date field and player."""

from dash import dcc, html

from dashboard import ids
from dashboard.state import ViewState
from dashboard.text import Text
from geodata.dates import DAYS, FIRST, LAST, day_index

SPEEDS = {"1": "1×", "3": "3×", "9": "9×"}
"""What the player can do; the script multiplies its pace by the key."""
USUAL_SPEED = "3"


def time_strip(state: ViewState, text: Text) -> html.Section:
    """The strip below the map; the page's script moves it and says the day."""
    return html.Section(
        [
            html.Div([_steps(text), _player(text), _date_field(state, text)], className="time-tools"),
            html.Div([_ticks(), _slider(state, text), years()], className="time-line"),
        ],
        className="strip",
        **{"aria-label": text("Time")},
    )


def _slider(state: ViewState, text: Text) -> html.Div:
    index = day_index(state.on)
    return html.Div(
        html.Div(className="thumb", style={"left": f"{100 * index / (DAYS - 1):.3f}%"}),
        id=ids.TIME,
        className="track",
        role="slider",
        tabIndex=0,
        **{
            "aria-label": text("Day shown"),
            "aria-valuemin": "0",
            "aria-valuemax": str(DAYS - 1),
            "aria-valuenow": str(index),
            "aria-valuetext": text.weekday(state.on),
            "aria-orientation": "horizontal",
        },
    )


def _ticks() -> html.Div:
    return html.Div(id=ids.TICKS, className="ticks", **{"aria-hidden": "true"})


def years() -> html.Div:
    """The years below a line of all days."""

    def label(year: int) -> html.Span:
        start = FIRST.replace(year=year)
        left = 100 * day_index(start) / (DAYS - 1)
        return html.Span(str(year), style={"left": f"{left:.3f}%"})

    return html.Div(
        [label(year) for year in range(FIRST.year, LAST.year + 1)], className="years", **{"aria-hidden": "true"}
    )


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
            dcc.Input(
                id=ids.DATE, type="date", value=state.on.isoformat(), min=FIRST.isoformat(), max=LAST.isoformat()
            ),
        ],
        className="date-field",
    )
