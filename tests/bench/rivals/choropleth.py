"""The map that Plotly's manual leads to: ``choropleth_map`` on a white ground, so that it works without the internet.

It is spared the ground (relief, neighbours, river, tracks), which all others draw: without a graphics card its map
library pays for it at every step, and whoever wrote this app would leave it out.
"""

import plotly.graph_objects as go

from tests.bench.rivals.story import CENTRE, EDGE, ZOOM, Story

Json = dict[str, object]


def scale(story: Story) -> list[list[object]]:
    """The palette as a colour scale in steps: colour ``n`` is the value ``n``."""
    palette = story.coded["palette"]
    steps = [
        [[index / len(palette), colour], [(index + 1) / len(palette), colour]] for index, colour in enumerate(palette)
    ]
    return [end for step in steps for end in step]


def month_data(story: Story, month: int) -> tuple[list[int], list[str]]:
    """What changes with the month: the numbers of the areas' colours, and the colours of the places."""
    count = story.coded["areas"]
    return story.coded["months"][month][:count], story.colours[month][count : count + len(story.places)]


def traces(story: Story, month: int) -> list[go.Choroplethmap | go.Scattermap]:
    """The areas and the places of a month."""
    values, colours = month_data(story, month)
    places = story.places
    return [
        go.Choroplethmap(
            geojson=story.areas,
            featureidkey="id",
            locations=list(range(len(values))),
            z=values,
            zmin=-0.5,
            zmax=len(story.coded["palette"]) - 0.5,
            colorscale=scale(story),
            showscale=False,
            marker={"line": EDGE},
        ),
        go.Scattermap(
            lat=[place["lat"] for place in places],
            lon=[place["lon"] for place in places],
            text=[place["name"] for place in places],
            hoverinfo="text",
            marker={"size": [2 * place["radius"] for place in places], "color": colours, "allowoverlap": True},
        ),
    ]


def layout(story: Story, month: int) -> Json:
    """Where the map opens, and which day is shown."""
    return {
        "map": {"style": "white-bg", "center": CENTRE, "zoom": ZOOM},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "uirevision": "map",
        "showlegend": False,
        "meta": {"on": story.days[month]},
    }


def figure(story: Story, month: int) -> go.Figure:
    """The whole map of a month."""
    return go.Figure(traces(story, month), layout(story, month))
