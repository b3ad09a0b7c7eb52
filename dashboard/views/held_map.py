"""The places that were ever held as a small map, in five shades, with their steps in words and numbers."""

from dash import html

from dashboard.drawing.held_map import SIZE, held_map
from dashboard.figures.dark import on_page
from dashboard.figures.map.held import Held, shade, steps_in_words
from dashboard.figures.map.markers import points
from dashboard.told.questions import Answer
from dashboard.views.context import Context
from dashboard.views.drawn import drawn


def held_figure(found: Answer, context: Context) -> html.Figure:
    """The map of an answer to which places were ever held, and its legend."""
    record, text, state = context.record, context.text, context.state
    days = {str(row["place"]): int(row["days"]) for row in found.found}
    held = Held(days, state.asked_days(record.period).count)
    seen = {place.id for place in record.places.values() if state.filter.keeps_place(place)}
    items = held_map(record, held, seen, text)
    named = text("Map of the share of days on which each place was held; the numbers are in the table.")
    told = [(step, said, held.count(step)) for step, said in enumerate(steps_in_words(text))]
    steps = [
        html.Li([_swatch(step), text("{step}: {count}", step=said, count=count)])
        for step, said, count in reversed(told)
        if count
    ]
    unmarked = len(days.keys() - {point.place.id for point in points(record)})
    never = text("Dots: never held on these days.")
    beyond = [text("In the table only, without a marker on the map: {count}.", count=unmarked)] if unmarked else []
    return html.Figure(
        [
            drawn(items, *SIZE, "held-map", role="img", **{"aria-label": named}),
            html.Figcaption(
                [html.P(text("Held, by share of the days")), html.Ul(steps), html.P(" ".join([never, *beyond]))]
            ),
        ],
        className="held",
    )


def _swatch(step: int) -> html.I:
    return html.I(style={"background": on_page(shade(step))}, **{"aria-hidden": "true"})
