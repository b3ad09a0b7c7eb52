"""The ground of the map: relief, neighbours, regions, river, tracks. Quiet, and the same on every day."""

import json
from collections.abc import Iterable, Iterator

import geopandas as gpd
from shapely import LineString, MultiLineString, MultiPolygon, Polygon, box, line_merge
from shapely.geometry.base import BaseGeometry

from dashboard.asked.layers import GROUND_LINES, Layer, Lines
from dashboard.figures.style import FONT
from dashboard.text import Text
from geodata.files import CORNERS
from geodata.record import Record, of_the_ground

Json = dict[str, object]
Coordinates = tuple[list[float | None], list[float | None]]
LayerTraces = tuple[tuple[Layer, Json], ...]
"""Traces as plain JSON, each with the layer it belongs to."""

EARTH_KM_PER_DEGREE = 111.195
STANDARD_PARALLEL = 18.5
"""Latitude at which the map is true to scale in both directions: the middle of the ground it is made for."""
OPENING_VIEW = {"west": -2.35, "east": 5.1, "south": 14.33, "north": 22.0}
"""Degrees: Kidal, Ménaka and the massif whole, with the river bend below; a wide window shows more of the west. No
marker is cut by its lower or upper edge."""


def coordinates(shapes: Iterable[BaseGeometry]) -> Coordinates:
    """Longitudes and latitudes of shapes as one Plotly path; a None separates rings and lines."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in (ring for shape in shapes for ring in _rings(shape)):
        xs += [*(round(x, 4) for x, _ in ring), None]
        ys += [*(round(y, 4) for _, y in ring), None]
    return xs[:-1], ys[:-1]


def _rings(shape: BaseGeometry) -> Iterator[list[tuple[float, float]]]:
    match shape:
        case Polygon():
            yield list(shape.exterior.coords)
            yield from (list(hole.coords) for hole in shape.interiors)
        case MultiPolygon() | MultiLineString():
            for part in shape.geoms:
                yield from _rings(part)
        case LineString():
            yield list(shape.coords)
        case _:
            raise TypeError(f"cannot draw a {shape.geom_type}; allowed: polygons and lines")


@of_the_ground(2)
def ground_traces(record: Record) -> LayerTraces:
    """The context traces with the layer each belongs to, from the bottom up; worked out once for a record."""
    neighbours = record.layers["neighbours"]
    return (
        (Layer.NEIGHBOURS, _veil(neighbours)),
        (Layer.NEIGHBOURS, _borders(neighbours)),
        *((layer, _lines(lines, record)) for layer, lines in GROUND_LINES),
    )


NEIGHBOUR_NAMES = {
    "Algeria": (2.9, 20.95),
    "Niger": (4.6, 16.5),
    "Mauritania": (-7.2, 17.6),
    "Burkina Faso": (-0.55, 14.62),
}
REGION_NAMES = {
    "Kidal": (-0.3, 20.45),
    "Ménaka": (3.25, 17.3),
    "Gao": (-0.95, 16.5),
    "Timbuktu": (-2.6, 17.6),
    "Taoudénit": (-4.0, 18.35),
}
"""Where the names of countries and regions stand: clear of the towns at the opening view."""


GROUND_NAMES = ("countries", "region-names", "massif-name", "beyond")
"""The traces of names that give way to those of places."""


@of_the_ground(4)
def name_traces(record: Record, text: Text) -> LayerTraces:
    """Names of countries and regions, letter-spaced, above the colours; worked out once for record and language."""
    neighbours = _placed(record.layers["neighbours"], NEIGHBOUR_NAMES, text)
    regions = _placed(record.layers["regions"], REGION_NAMES, text)
    massif = [("Adrar<br>Tigharghar", 1.235, 19.83)]
    return (
        (Layer.NEIGHBOURS, name_trace(GROUND_NAMES[0], neighbours, 12, "rgba(80,76,70,0.75)")),
        (Layer.REGIONS, name_trace(GROUND_NAMES[1], regions, 10.5, "rgba(45,42,38,0.8)")),
        (Layer.TIGHARGHAR, name_trace(GROUND_NAMES[2], massif, 10.5, "rgba(29,35,43,0.95)", spacing="")),
    )


def name_trace(
    name: str,
    names: list[tuple[str, float, float]],
    size: float,
    colour: str,
    spacing: str = "\N{HAIR SPACE}\N{HAIR SPACE}",
) -> Json:
    """Names of the ground, each about its position."""
    return {
        "type": "scatter",
        "uid": name,
        "x": [lon for _, lon, _ in names],
        "y": [lat for _, _, lat in names],
        "mode": "text",
        "text": [spacing.join(word) for word, _, _ in names],
        "textfont": {"family": FONT, "size": size, "color": colour, "weight": 500},
        "hoverinfo": "skip",
    }


def _placed(
    frame: gpd.GeoDataFrame, where: dict[str, tuple[float, float]], text: Text
) -> list[tuple[str, float, float]]:
    names = dict(zip(frame["name_en"], frame[f"name_{text.language}"], strict=True))
    return [(names[name].upper(), lon, lat) for name, (lon, lat) in where.items() if name in names]


@of_the_ground(2)
def _corners(record: Record) -> dict[str, float]:
    return json.loads(record.files[CORNERS])


def relief_image(record: Record, address: str) -> Json:
    """The relief as a layout image; ``address`` is where the browser, or an exporter, finds the file."""
    corners = _corners(record)
    return {
        "source": address,
        "xref": "x",
        "yref": "y",
        "x": corners["west"],
        "y": corners["north"],
        "sizex": corners["east"] - corners["west"],
        "sizey": corners["north"] - corners["south"],
        "sizing": "stretch",
        "layer": "below",
        "name": "relief",
    }


def path(name: str, shapes: Iterable[BaseGeometry], **look: object) -> Json:
    """A trace that draws the outlines of shapes."""
    xs, ys = coordinates(shapes)
    return {"type": "scatter", "uid": name, "x": xs, "y": ys, "mode": "lines", "hoverinfo": "skip"} | look


def _veil(neighbours: gpd.GeoDataFrame) -> Json:
    veil = {"fill": "toself", "fillcolor": "rgba(250,248,243,0.72)", "line": {"width": 0}}
    return path("neighbours", neighbours.geometry, **veil)


def _borders(neighbours: gpd.GeoDataFrame) -> Json:
    """The borders of the neighbours without the edge of the window at which they were cut."""
    window = box(*neighbours.total_bounds).boundary.buffer(0.02)
    lines = neighbours.boundary.union_all().difference(window)
    return path("borders", [line_merge(lines)], line={"color": "rgba(110,104,96,0.6)", "width": 0.7})


def _lines(lines: Lines, record: Record) -> Json:
    frame = record.layers[lines.layer]
    kept = frame[frame["kind"] == lines.kind] if lines.kind else frame
    shapes = (shape.boundary if "Polygon" in shape.geom_type else shape for shape in kept.geometry)
    return path(lines.uid, shapes, line={"color": lines.colour, "width": lines.width, "dash": lines.dash})
