"""The page that the rivals made with Dash share: the day in words, the map, and a slider of months."""

from dash import Dash, dcc, html
from dash.development.base_component import Component

from tests.bench.rivals.serving import serve_layers
from tests.bench.rivals.story import Story

OPENED_ON = 142
"""The month on which every rival opens, as the product does: November 2023."""


def app(name: str, assets: list[str]) -> tuple[Dash, Story]:
    """A Dash app with the layers, and with these scripts of ours and no others."""
    story = Story.of_the_record()
    made = Dash(name, assets_folder="assets", assets_ignore=_all_but(assets), compress=True, update_title=None)
    serve_layers(made.server, story)
    return made, story


def _all_but(names: list[str]) -> str:
    return f"^(?!({'|'.join(name.replace('.', '[.]') for name in names)})$)"


def layout(story: Story, the_map: Component, *more: Component) -> html.Div:
    """The page around a map."""
    slider = dcc.Slider(
        id="month",
        min=0,
        max=len(story.days) - 1,
        step=1,
        value=OPENED_ON,
        marks={12 * year: str(2012 + year) for year in range(13)},
        updatemode="drag",
        allow_direct_input=False,
    )
    fill = {"height": "75vh", "width": "100%"}
    return html.Div(
        [html.H2(story.days[OPENED_ON], id="day"), html.Div(the_map, id="stage", style=fill), slider, *more]
    )
