"""Plain SVG: one static page whose script sets the fills. Less than this no map in a browser can do."""

from pathlib import Path

from flask import Flask, Response, render_template_string
from flask_compress import Compress
from shapely.geometry import shape

from tests.bench.rivals.page import OPENED_ON
from tests.bench.rivals.serving import FOR_EVER, serve_layers
from tests.bench.rivals.story import EDGE, LINES, VEIL, Story

WEST, NORTH, SCALE, SQUEEZE = -4.2, 22.0, 120.0, 0.9483
"""Where the drawing begins, pixels a degree of latitude, and how much shorter a degree of longitude is."""
WIDTH, HEIGHT = 1100, 860

story = Story.of_the_record()
server = Flask(__name__)
server.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5)
Compress(server)
serve_layers(server, story)


def across(lon: float) -> float:
    """Pixels from the left."""
    return round((lon - WEST) * SCALE * SQUEEZE, 2)


def down(lat: float) -> float:
    """Pixels from the top."""
    return round((NORTH - lat) * SCALE, 2)


def path(geometry: dict[str, object]) -> str:
    """A geometry as the path of an SVG."""
    found = shape(geometry)
    drawn = [found] if not hasattr(found, "geoms") else list(found.geoms)
    rings = [ring for one in drawn for ring in ([one.exterior, *one.interiors] if hasattr(one, "exterior") else [one])]
    return "".join("M" + "L".join(f"{across(x)},{down(y)}" for x, y in ring.coords) for ring in rings)


def paths(collection: dict[str, object]) -> list[str]:
    """The geometries of a collection as paths."""
    return [path(feature["geometry"]) for feature in collection["features"]]


TEMPLATE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Plain SVG</title>
<style>body { margin: 0; font: 14px sans-serif } #map { display: block; width: 100%; height: 85vh }
#month { width: 98% } .line { fill: none; vector-effect: non-scaling-stroke }</style></head>
<body><h2 id="day">{{ story.days[opened] }}</h2>
<svg id="map" viewBox="0 0 {{ width }} {{ height }}" preserveAspectRatio="xMidYMid slice">
<image href="/relief.jpg" x="{{ x }}" y="{{ y }}" width="{{ relief_width }}" height="{{ relief_height }}" \
preserveAspectRatio="none"/>
<path d="{{ paths.neighbours }}" fill="{{ veil }}"/>
{% for name, line in lines.items() %}<path class="line" d="{{ paths[name] }}" stroke="{{ line.color }}" \
stroke-width="{{ line.width }}"/>{% endfor %}
<g id="areas" stroke="{{ edge.color }}" stroke-width="{{ edge.width }}">{% for one in areas %}<path d="{{ one }}"/>\
{% endfor %}</g>
<g id="places" stroke-width="1.5">{% for x, y, place in places %}<circle cx="{{ x }}" cy="{{ y }}" \
r="{{ place.radius }}"><title>{{ place.name }}</title></circle>{% endfor %}</g>
<g id="names">{% for x, y, place in places %}<text x="{{ x + 9 }}" y="{{ y + 4 }}">{{ place.name }}</text>\
{% endfor %}</g>
</svg>
<input id="month" type="range" aria-label="Month" min="0" max="{{ story.days | length - 1 }}" value="{{ opened }}">
<script src="/svg.js"></script></body></html>"""


@server.get("/")
def page() -> str:
    """The page with the whole drawing in it."""
    _, corners = story.relief
    x, y = across(corners["west"]), down(corners["north"])
    return render_template_string(
        TEMPLATE,
        story=story,
        opened=OPENED_ON,
        width=WIDTH,
        height=HEIGHT,
        x=x,
        y=y,
        relief_width=across(corners["east"]) - x,
        relief_height=down(corners["south"]) - y,
        veil=VEIL,
        edge=EDGE,
        lines=LINES,
        paths={name: "".join(paths(found)) for name, found in story.ground.items()},
        areas=paths(story.areas),
        places=[(across(place["lon"]), down(place["lat"]), place) for place in story.places],
    )


@server.get("/svg.js")
def script() -> Response:
    """The script that paints a month."""
    found = (Path(__file__).parent / "assets/svg.js").read_bytes()
    return Response(found, mimetype="text/javascript", headers={"Cache-Control": FOR_EVER})
