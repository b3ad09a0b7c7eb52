"""Two days against each other: two maps, or one of what is different, beside the changes in words."""

from dash import dcc, html

from dashboard.agreed import ids
from dashboard.asked.layers import OF_A_DAY
from dashboard.asked.state import ViewState
from dashboard.asked.view import Mode
from dashboard.drawing.crowd import on_canvas
from dashboard.figures.map.compare import change_map, day_maps
from dashboard.text import Text
from dashboard.told.turning_points import presets_of
from dashboard.views.compare_list import compared
from dashboard.views.compare_strip import compare_strip
from dashboard.views.context import Context
from dashboard.views.filter_box import filter_box
from dashboard.views.fold import fold
from dashboard.views.headline import headline
from dashboard.views.legend_switch import legend_switch
from dashboard.views.map_view import around, zoom_buttons
from dashboard.views.markup import Markup
from dashboard.views.panel import layer_switches
from geodata.record import Record


def body(context: Context) -> html.Main:
    """The compare view."""
    state, text = context.state, context.text
    return html.Main(
        [
            html.Div([_modes(state, text), _turning_points(context.record, state, text)], className="compare-bar"),
            headline(context),
            _stage(context),
            _panel(context),
            compare_strip(state, context.record.period, text),
            dcc.Store(id=ids.COMPARED),
            dcc.Store(id=ids.TOLD),
        ],
        id=ids.COMPARE,
        className="sheet compare",
        **{"data-mode": str(state.mode), "data-flip": str(state.flip).lower()},
    )


def _modes(state: ViewState, text: Text) -> html.Div:
    names = {
        Mode.SIDE: text("Side by side"),
        Mode.SWIPE: text("Swipe"),
        Mode.CHANGE: text("Changes"),
    }
    return html.Div(
        [
            *(
                html.Button(said, **{"data-mode": str(mode), "aria-pressed": str(mode is state.mode).lower()})
                for mode, said in names.items()
            ),
            html.Button(
                text("Several days"), **{"data-days": "", "data-from": str(state.after), "data-to": str(state.until)}
            ),
        ],
        role="group",
        className="segments modes",
        **{"aria-label": text("How to compare")},
    )


def _turning_points(record: Record, state: ViewState, text: Text) -> html.Div:
    offered = presets_of(record, text)
    options = [html.Option(one.name, value=f"{one.after}/{one.until}/{one.frame}") for one in offered]
    return html.Div(
        [
            html.Label(text("Turning points"), htmlFor="turning-points"),
            html.Select([html.Option(text("Choose …"), value=""), *options], id="turning-points"),
        ],
        className="turning-points",
    )


def _stage(context: Context) -> html.Section:
    text = context.text
    left, right = _graphs(context)
    return html.Section(
        [
            left,
            right,
            html.Div(
                html.Span(className="grip"),
                id=ids.DIVIDER,
                role="slider",
                tabIndex=0,
                **{
                    "aria-label": text("Divider between the two maps"),
                    "aria-valuemin": "0",
                    "aria-valuemax": "100",
                    "aria-valuenow": "50",
                    "aria-orientation": "horizontal",
                },
            ),
            legend_switch(context.state, text),
            zoom_buttons(text),
            html.Div(id=ids.TOOLTIP, className="tooltip", hidden=True),
        ],
        className="stage",
        style=max((around(graph.figure["layout"]) for graph in (left, right)), key=lambda one: one["--around"]),
        **{"aria-label": text("Maps of the two days")},
    )


def _graphs(context: Context) -> list[dcc.Graph]:
    """Left and right; the map of changes takes the right one's place, and its room."""
    state = context.state
    asked = {"relief": context.relief, "timeline": context.timeline, "narrow": context.narrow, "width": context.room}
    asked["marking"] = context.marking
    maps = day_maps(context.record, state, context.text, **asked)
    left, right = reversed(maps) if state.flip else maps
    if state.mode is Mode.CHANGE:
        right = change_map(context.record, state, context.text, **asked)
    return [
        dcc.Graph(
            id=name,
            figure=on_canvas(drawn),
            responsive=True,
            config={"scrollZoom": False, "displayModeBar": False, "doubleClick": False, "showTips": False},
        )
        for name, drawn in ((ids.MAP_LEFT, left), (ids.MAP_RIGHT, right))
    ]


def _panel(context: Context) -> html.Aside:
    state, text = context.state, context.text
    is_filtered = not state.filter.is_empty
    return html.Aside(
        [
            Markup(compared(context.timeline, state, text), id=ids.CHANGE_LIST, **{"aria-live": "off"}),
            fold(text("Layers"), layer_switches(state, text, without=OF_A_DAY)),
            fold(text("Filters"), filter_box(context.record, state, text), is_open=is_filtered),
        ],
        className="panel",
        tabIndex=0,
        **{"aria-label": text("What changed")},
    )
