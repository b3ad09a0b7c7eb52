"""How much of the record is known in all, before its last change and now: a small chart, and the same in numbers."""

from collections.abc import Callable

from dash import html

from dashboard.text import Text
from dashboard.views.context import Context
from dashboard.views.method_text import table
from geodata.place_days import PlaceDays, day_before_last_change, place_days
from geodata.statistics import BANDS
from geodata.vocabulary import Status

Parts = list[object]


def counted(context: Context) -> Parts:
    """Place-days by grade, by what was read, unknown and stale; before the last change of the record, and now."""
    record, text = context.record, context.text
    before = day_before_last_change(record)
    told = {
        text("written by {day}", day=text.day(before)): place_days(record, before),
        text("now"): place_days(record),
    }
    told = {when: days for when, days in told.items() if days.total}  # on its first day it had said nothing before
    return [
        html.P(
            text(
                "A place-day is one place on one day, base or not. The upper bar is what the record said before it was "
                "last changed, the lower what it says now. Read: each source of the claim was read for what it bears "
                "out; the rest is counted by rule. Stale: not confirmed for a year and a half."
            )
        ),
        html.Div(
            [_bar(when, days) for when, days in told.items()], className="before-and-now", **{"aria-hidden": "true"}
        ),
        table([text("Place-days"), *told], _rows(list(told.values()), text), "place-days"),
    ]


def _bar(when: str, days: PlaceDays) -> html.Div:
    """The bands of a coverage table, of all place-days together."""
    bands = {band: sum(days.by_digit[digit] for digit in BANDS if BANDS[digit] == band) for band in BANDS.values()}
    parts = [
        html.I(className=f"band-{band}", style={"width": f"{100 * amount / days.total:.2f}%"})
        for band, amount in (bands | {"unknown": days.unknown}).items()
        if amount
    ]
    return html.Div([html.Span(when), html.Div(parts, className="bar")])


def _rows(told: list[PlaceDays], text: Text) -> list[list[object]]:
    amounts: dict[str, Callable[[PlaceDays], int]] = {
        text("grade {digit}", digit=str(digit)): lambda days, digit=digit: days.by_digit[digit] for digit in BANDS
    }
    amounts |= {
        text("unknown"): lambda days: days.unknown,
        text("grade 6 with a holder"): lambda days: days.unjudged_holder,
        text("besieged"): lambda days: days.by_status[Status.BESIEGED],
        text("contested"): lambda days: days.by_status[Status.CONTESTED],
        text("stale"): lambda days: days.stale,
    }
    rows = [[said, *(_amount(of(days), days, text) for days in told)] for said, of in amounts.items()]
    now = told[-1]
    read = [text("every source read"), *([""] * (len(told) - 1)), _amount(now.read, now, text)]
    return [*rows, read]


def _amount(amount: int, days: PlaceDays, text: Text) -> str:
    return f"{text.number(amount)} ({text.share(amount / days.total, 1)})"
