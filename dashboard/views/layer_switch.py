"""The switch of a layer of the map."""

from dash import html

from dashboard.asked.layers import LAYERS, Layer
from dashboard.asked.state import ViewState
from dashboard.text import Text


def layer_switch(layer: Layer, state: ViewState, text: Text) -> html.Button:
    """A switch that shows whether a view has the layer; the page's script works it."""
    return html.Button(
        LAYERS[layer].name(text),
        role="switch",
        className="switch",
        **{"data-layer": str(layer), "aria-checked": str(layer in state.layers).lower()},
    )
