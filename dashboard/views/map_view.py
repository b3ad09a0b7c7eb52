"""The map on a day: the figure, the panel beside it and the time strip below."""

from dash import dcc, html

from dashboard.agreed import ids
from dashboard.drawing.crowd import on_canvas
from dashboard.figures import furniture
from dashboard.figures.map.figure import map_json
from dashboard.figures.sheets.keys import screen_locator
from dashboard.text import Text
from dashboard.views.context import Context
from dashboard.views.headline import headline
from dashboard.views.legend_switch import legend_switch
from dashboard.views.panel import panel
from dashboard.views.time_strip import time_strip
from geodata.record import of_the_ground

Json = dict[str, object]
locator = of_the_ground(2)(screen_locator)


def body(context: Context) -> html.Main:
    """The map view."""
    state, text = context.state, context.text
    parts = [
        headline(context),
        _stage(context),
        html.P(id=ids.INCIDENTS_CREDIT, className="incidents-credit", hidden=True),
        panel(context.record, state, text),
        time_strip(context.record, state, text),
    ]
    return html.Main(parts, className="sheet")


def _stage(context: Context) -> html.Section:
    text = context.text
    figure = map_json(
        context.record,
        context.state,
        text,
        relief=context.relief,
        timeline=context.timeline,
        narrow=context.narrow,
        width=context.room,
    )
    layout = dressed(figure["layout"], context)
    graph = dcc.Graph(
        id=ids.MAP,
        figure=on_canvas(figure | {"layout": layout}),
        responsive=True,
        config={"scrollZoom": False, "displayModeBar": False, "doubleClick": False, "showTips": False},
    )
    return html.Section(
        [
            graph,
            legend_switch(context.state, text),
            zoom_buttons(text),
            html.Div(id=ids.TOOLTIP, className="tooltip", hidden=True),
            html.Div(id=ids.ANNOUNCER, className="unseen", **{"aria-live": "polite"}),
        ],
        className="stage",
        style=around(layout),
        **{"aria-label": text("Map")},
    )


def around(layout: Json) -> dict[str, str]:
    """How much stands above, left of, and above and below the ground of a figure, for the style sheets."""
    margin = layout["margin"]
    return {
        "--above": f"{margin['t']}px",
        "--beside": f"{margin['l']}px",
        "--around": f"{margin['t'] + margin['b']}px",
    }


def dressed(layout: Json, context: Context) -> Json:
    """The layout with what a grab of the screen needs besides: the handling marking, and where in Mali the map lies.

    That stands below the legend, in its column, where there is one.
    """
    layout = furniture.mark(layout, context.marking, context.room)
    if context.narrow or not context.state.legend:
        return layout
    paths, where = locator(context.record)
    return layout | {"shapes": [*layout["shapes"], *paths], "meta": layout["meta"] | {"locator": where}}


def zoom_buttons(text: Text) -> html.Div:
    """Buttons for readers without a wheel."""
    buttons = (
        ("+", "0.6", text("Zoom in")),
        ("−", "1.667", text("Zoom out")),
        ("⌂", "home", text("Opening view")),
    )
    return html.Div(
        [
            html.Button(sign, className="zoom", title=said, **{"data-zoom": factor, "aria-label": said})
            for sign, factor, said in buttons
        ],
        className="zooms",
    )
