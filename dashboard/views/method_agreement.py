"""The section of the method view on rival accounts: how far those who assessed a place agree with us, by year.

No share stands without its number: where two days were assessed, half of them is one day.
"""

from itertools import groupby

from dash import html

from dashboard.text import Text
from dashboard.views.context import Context
from dashboard.views.method_text import table
from geodata.agreement import Tally, tallies
from geodata.timeline import Timeline

Parts = list[object]
OPINIONS = ("agree", "neutral", "disagree")


def agreed(context: Context) -> Parts:
    """For each place and year the days that others assessed: on how many they agree with us, on how many not."""
    record, text = context.record, context.text
    rows = tallies(Timeline(record), record.period.first, record.period.last)
    rows = [row for row in rows if context.state.filter.keeps_place(record.places[row.place_id])]
    years = range(record.period.first.year, record.period.last.year + 1)
    names = {"agree": text("agree"), "neutral": text("neither"), "disagree": text("disagree")}
    key = [html.Span([html.I(className=f"band opinion-{one}"), names[one]]) for one in OPINIONS]
    body = [_row(place_id, list(its), years, context) for place_id, its in groupby(rows, lambda row: row.place_id)]
    return [
        html.P(
            text(
                "Maps and reports of others are held against our claims, by a printed rule, on the days of which they "
                "speak. Each cell says on how many of the days assessed in a year they agree with us: 3/4 is three of "
                "four. Where nobody else speaks of a place there is nothing to count."
            )
        ),
        html.P(key, className="band-key"),
        table([text("Place"), *map(str, years)], body, "agreement"),
    ]


def _row(place_id: str, rows: list[Tally], years: range, context: Context) -> list[object]:
    by_year = {row.year: row for row in rows}
    name = context.text.of(context.record.places[place_id].name)
    return [name, *(_cell(by_year[year], context.text) if year in by_year else "" for year in years)]


def _cell(row: Tally, text: Text) -> html.Div:
    parts = [
        html.I(className=f"opinion-{one}", style={"width": f"{100 * getattr(row, one) / row.days:.2f}%"})
        for one in OPINIONS
        if getattr(row, one)
    ]
    said = text(
        "days assessed: {days}; agree: {agree}, neither: {neutral}, disagree: {disagree}; by assessors: {assessors}; "
        "days on which we do not cite the same text: {independent}",
        days=row.days,
        agree=row.agree,
        neutral=row.neutral,
        disagree=row.disagree,
        assessors=row.assessors,
        independent=row.independent,
    )
    bar = html.Div(parts, className="bar", **{"aria-hidden": "true"})
    return html.Div([bar, f"{row.agree}/{row.days}"], title=said)
