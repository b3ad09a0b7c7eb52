"""The panel beside the map: the day in words, the card of a place, the layers and the key."""

from collections.abc import Collection

from dash import html

from dashboard.agreed import ids
from dashboard.asked.layers import LAYERS, Layer
from dashboard.asked.state import ViewState
from dashboard.figures import furniture
from dashboard.text import Text
from dashboard.told.names import camp_name, kind_name
from dashboard.views.filter_box import filter_box
from dashboard.views.fold import fold
from dashboard.views.incidents_box import incidents_box
from dashboard.views.layer_switch import layer_switch
from dashboard.views.turning_points import turning_points
from geodata.record import Record
from geodata.vocabulary import Camp, PlaceKind


def panel(record: Record, state: ViewState, text: Text) -> html.Aside:
    """The panel; the words and the card follow the day and the place."""
    invitation = text("Choose a place on the map or by name to see who held it, since when, and how we know.")
    return html.Aside(
        [
            *day_and_place(text, invitation),
            fold(text("The situation in words"), html.Div(id=ids.IN_WORDS, className="in-words")),
            fold(text("All places on this day"), html.Ul(id=ids.SITUATION, className="situation")),
            fold(text("Turning points"), turning_points(record, state, text)),
            fold(text("Layers"), layer_switches(state, text)),
            incidents_box(state, text),
            fold(text("Filters"), filter_box(record, state, text), is_open=not state.filter.is_empty),
            fold(text("How to read the map"), _key(text), is_open=False),
        ],
        className="panel",
        **{"aria-label": text("Details")},
    )


def day_and_place(text: Text, invitation: str) -> list[html.Section]:
    """What happens on the day, and the card of the place once one is chosen; the page's script fills both."""
    return [
        html.Section(
            [html.H2(text("On this day")), html.Div(id=ids.WORDS, className="words")],
            **{"aria-label": text("On this day")},
        ),
        html.Section(
            html.Div(html.P(invitation, className="invitation"), id=ids.CARD),
            className="card-holder",
            **{"aria-label": text("The place")},
        ),
    ]


def layer_switches(state: ViewState, text: Text, without: Collection[Layer] = ()) -> html.Div:
    """A switch for every layer but for that of incidents, which stands with their days."""
    without = {*without, Layer.INCIDENTS}
    switches = [layer_switch(layer, state, text) for layer in LAYERS if layer not in without]
    return html.Div(switches, role="group", className="layers", **{"aria-label": text("Layers")})


def _key(text: Text) -> html.Div:
    signs = [
        ("none", camp_name(Camp.STATE, text)),
        ("dot", camp_name(Camp.ARMED_MOVEMENT, text)),
        ("bar", camp_name(Camp.PRO_STATE_MILITIA, text)),
        ("x", camp_name(Camp.JIHADIST, text)),
        ("cross", camp_name(Camp.INTERNATIONAL, text)),
    ]
    kinds = [
        ("circle", text("Town; smaller: village")),
        ("hexagon", kind_name(PlaceKind.CROSSING, text)),
        ("square", text("UN base, beside its town")),
        ("diamond", kind_name(PlaceKind.FRENCH_BASE, text)),
        ("pentagon", kind_name(PlaceKind.ARMY_CAMP, text)),
    ]
    lines = [
        text("Colour says who holds a place; areas take the colour of the place they follow."),
        text("Stripes or a thick rim in a second colour: the place is contested by that force."),
        text("Crossed stripes, or an outer edge round the rim: others contest it too; point at it to read who."),
        text("A toothed ring around a marker: the place is besieged, and by whom its colour says."),
        text(
            "Fainter colour: weaker evidence. Grey: no source says who held it; that is neither control nor its lack."
        ),
        text(
            "Dotted edge: the outline of the massif, or of a countryside, is indicative. A heavy plain ring or edge: "
            "changed on this day. A dash below a marker: no source has confirmed its state for a year and a half."
        ),
        furniture.control(text),
    ]
    return html.Div(
        [
            html.Ul([html.Li(line) for line in lines]),
            html.H3(text("Sign in the marker: camp of the holder")),
            html.Ul(
                [html.Li([html.Span(className=f"sign sign-{sign}"), said]) for sign, said in signs], className="signs"
            ),
            html.H3(text("Shape of the marker: kind of place")),
            html.Ul(
                [html.Li([html.Span(className=f"kind kind-{kind}"), said]) for kind, said in kinds], className="signs"
            ),
        ],
        className="key",
    )
