"""What stands at the corners of a map of a size that nobody knows yet: legend, north arrow, scale, locator, the day.

Each is held by its corner in per cent of the map, and from there in pixels, as the layout of the figure has it.
"""

from collections.abc import Callable, Iterable, Sequence

from dashboard.drawing import figure_parts as parts_of
from dashboard.drawing.figure_parts import Json
from dashboard.drawing.primitives import Item, Outline, Plate, Stroke
from dashboard.drawing.stretched import A_DEGREE, FINE
from dashboard.drawing.svg import written
from dashboard.figures.legend import LegendLine
from dashboard.figures.map.ground import EARTH_KM_PER_DEGREE


def at_corners(layout: Json, keeps: Callable[[str], bool], legend: Sequence[LegendLine]) -> str:
    """The notes and shapes of a layout that are seen and whose name is to be kept, as content of an SVG.

    ``legend`` is what its slots say: a swatch of two colours is striped, as the page's script paints it.
    """
    drawn = []
    for each in (*layout["shapes"], *layout["annotations"]):
        if keeps(each["name"]) and each.get("opacity", 1) and each.get("visible", True):
            items = _note(each) if "text" in each else _shape(each, legend)
            at = (each.get("xanchor"), each.get("yanchor")) if "text" not in each else (each["x"], each["y"])
            drawn.append(_held(*at, map(written, items)))
    return "".join(drawn)


def scale_bar(km: int) -> str:
    """A bar of a length on the ground, in the lower right corner; it stretches with the map."""
    length = km / EARTH_KM_PER_DEGREE * A_DEGREE * FINE
    line = f'<path d="M{-length:.0f} -15V-10H0V-15" fill="none" stroke="#1d232b" stroke-width="1.4"/>'
    return _held(1, 0, [f'<g style="translate:-16px"><g class="bar">{line}</g></g>'])


def _held(x: float, y: float, drawn: Iterable[str]) -> str:
    return f'<svg x="{100 * x:g}%" y="{100 * (1 - y):g}%">{"".join(drawn)}</svg>'


def _note(note: Json) -> list[Item]:
    return [parts_of.note_words(note | {"x": 0, "y": 1}, 0, 0)]


def _shape(shape: Json, legend: Sequence[LegendLine]) -> list[Item]:
    if shape["type"] == "path":
        return [parts_of.path_outline(shape, 0, 0)]
    box = (shape["x0"], -shape["y1"], shape["x1"] - shape["x0"], shape["y1"] - shape["y0"])
    line, fill = shape["line"], str(shape["fillcolor"])
    stroke = Stroke(str(line.get("color", "#000000")), float(line["width"]))
    slot = shape["name"].partition("swatch-")[2]
    said = legend[int(slot)] if slot else None
    if said is None or said.rival is None or said.rival == said.colour or not said.pattern:
        return [Plate(shape["name"], box, fill=fill, stroke=stroke)]
    left, top, width, height = box
    ring = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    bands = parts_of.hatched([ring], said.pattern, (0, 0))
    return [
        Plate(shape["name"], box, fill=said.colour),
        Outline("stripes", bands, fill=said.rival),
        Plate("edge", box, stroke=stroke),
    ]
