"""What a state looks like in QGIS: the map's rule of hue, hatch, lightness, ring and sign, as symbols and expressions.

Hue is the holder's; a second hue in stripes (areas) or as a rim (points) is the rival's; a claim is lighter the weaker
its credibility; a dotted ring around a point is a siege, in the hue of who besieges; the sign is the holder's camp.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as xml

from geodata.entities import Actor
from geodata.vocabulary import Credibility, PlaceKind, Symbol

STRENGTHS = {
    Credibility.CONFIRMED: 1.0,
    Credibility.PROBABLE: 1.0,
    Credibility.POSSIBLE: 0.72,
    Credibility.DOUBTFUL: 0.5,
    Credibility.IMPROBABLE: 0.5,
    Credibility.UNJUDGED: 0.4,
}
"""How much of the full hue is left; a test holds them to the map's own."""
SHAPES = {
    PlaceKind.TOWN: ("circle", 14),
    PlaceKind.VILLAGE: ("circle", 10),
    PlaceKind.CROSSING: ("hexagon", 10),
    PlaceKind.UN_BASE: ("square", 11),
    PlaceKind.FRENCH_BASE: ("diamond", 12),
    PlaceKind.ARMY_CAMP: ("pentagon", 11),
}
"""QGIS's name of a marker and its size in pixels, by kind of place."""
SIGNS = {Symbol.DOT: "circle", Symbol.CROSS: "cross", Symbol.X: "cross2", Symbol.BAR: "line"}
UNKNOWN_COLOUR, INK = "#e5e2d9", "#1d232b"
PIXEL_MM = 0.264583
"""Millimetres of a pixel of 1/96 inch."""
AREA_OPACITY = 0.78
FIRST, SECOND = 0, 1


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a symbol: QGIS's class, its fixed properties, and those that an expression gives."""

    kind: str
    properties: Mapping[str, str]
    expressions: Mapping[str, str]
    within: "tuple[str, Layer] | None" = None
    """Type and layer of the symbol that it is filled with."""


def side(number: int) -> str:
    """The expression of the id of the first or second force whose colour is seen, or null."""
    holder = '"controller"'
    rivals = "string_to_array(\"contested_by\", ';')"
    shown = f"CASE WHEN \"status\" = 'unknown' THEN array() WHEN {holder} IS NULL THEN {rivals} "
    shown += f"WHEN \"status\" = 'contested' THEN array_prepend({rivals}, {holder}) ELSE array({holder}) END"
    return f"array_get({shown}, {number})"


def pale(hue: str) -> str:
    """The expression of a hue, given by an expression, as it is seen: lighter the weaker the claim."""
    lighter = {f"'{grade}'": f"{1 - strength:g}" for grade, strength in STRENGTHS.items() if strength < 1}
    weight = _looked_up('right("grade", 1)', lighter, "0")
    return f"color_mix_rgb({hue}, '#ffffff', {weight})"


def hue_of(force: str, actors: Sequence[Actor]) -> str:
    """The expression of the hue of a force, whose id an expression gives."""
    return _looked_up(force, {f"'{one.id}'": f"'{one.colour}'" for one in actors}, f"'{INK}'")


def _looked_up(key: str, values: Mapping[str, str], otherwise: str) -> str:
    """The expression of a value by a key; keys and values are expressions themselves."""
    pairs = ", ".join(f"{name}, {value}" for name, value in values.items())
    return f"coalesce(map_get(map({pairs}), {key}), {otherwise})"


def area(holder: Actor | None, rivals: Sequence[Actor], *, is_indicative: bool) -> list[Layer]:
    """An area: the hue, stripes of the rival's, and an edge that is dotted where the outline is indicative."""
    edge = {"outline_style": "dot", "outline_color": rgba("#28241e", 0.8), "outline_width": mm(1.3)}
    edge = edge if is_indicative else {"outline_color": rgba("#ffffff", 0.75), "outline_width": mm(0.8)}
    if holder is None:
        return [Layer("SimpleFill", {"color": rgba(UNKNOWN_COLOUR), **edge}, {})]
    stripe = Layer("SimpleLine", {"line_width": mm(4.5)}, {"outlineColor": pale(hue_of(side(SECOND), rivals))})
    return [
        Layer("SimpleFill", {"color": rgba(holder.colour), **edge}, {"fillColor": pale(f"'{holder.colour}'")}),
        Layer(
            "LinePatternFill",
            {"angle": "45", "distance": mm(9), "distance_unit": "MM"},
            {"enabled": f"{side(SECOND)} IS NOT NULL"},
            ("line", stripe),
        ),
    ]


def point(holder: Actor | None, rivals: Sequence[Actor]) -> list[Layer]:
    """A place: ring of a siege, marker by kind with the rival's hue as rim, sign of the holder's camp."""
    size = _looked_up('"kind"', {f"'{kind}'": mm(size) for kind, (_, size) in SHAPES.items()}, mm(10))
    shape = _looked_up('"kind"', {f"'{kind}'": f"'{shape}'" for kind, (shape, _) in SHAPES.items()}, "'circle'")
    marker = {"name": shape, "size": size}
    if holder is None:
        return [Layer("SimpleMarker", {"color": rgba(UNKNOWN_COLOUR), "outline_color": rgba(INK)}, marker)]
    is_rivalled = f"{side(SECOND)} IS NOT NULL"
    rim = f"CASE WHEN {is_rivalled} THEN {pale(hue_of(side(SECOND), rivals))} ELSE '{INK}' END"
    besieger = pale(hue_of("array_get(string_to_array(\"around\", ';'), 0)", rivals))
    ring = {"enabled": "\"status\" = 'besieged'", "outlineColor": besieger, "size": f"{size} + {mm(9)}"}
    marker |= {"fillColor": pale(f"'{holder.colour}'"), "outlineColor": rim}
    marker |= {"outlineWidth": f"CASE WHEN {is_rivalled} THEN {mm(3.4)} ELSE {mm(0.9)} END"}
    hollow = {"name": "circle", "color": "0,0,0,0", "outline_style": "dot", "outline_width": mm(2.6)}
    white = {"color": rgba("#ffffff"), "outline_color": rgba("#ffffff"), "size": mm(5)}
    sign = SIGNS.get(holder.symbol)
    return [
        Layer("SimpleMarker", hollow, ring),
        Layer("SimpleMarker", {"color": rgba(holder.colour), "outline_color": rgba(INK)}, marker),
        *([Layer("SimpleMarker", white | {"name": sign}, {"enabled": '"controller" IS NOT NULL'})] if sign else []),
    ]


def symbol(name: str, kind: str, layers: Sequence[Layer], opacity: float = 1.0) -> xml.Element:
    """A symbol as it stands in a style."""
    element = xml.Element("symbol", name=name, type=kind, alpha=f"{opacity:g}", clip_to_extent="1", force_rhr="0")
    for number, one in enumerate(layers):
        layer = xml.SubElement(element, "layer", {"class": one.kind, "enabled": "1", "locked": "0", "pass": "0"})
        layer.append(_map({key: ("QString", value) for key, value in one.properties.items()}))
        layer.append(_data_defined(one.expressions))
        if one.within:
            inner, filling = one.within
            layer.append(symbol(f"@{name}@{number}", inner, [filling]))
    return element


def _data_defined(expressions: Mapping[str, str]) -> xml.Element:
    element = xml.Element("data_defined_properties")
    whole = xml.SubElement(element, "Option", type="Map")
    xml.SubElement(whole, "Option", name="name", type="QString", value="")
    properties = xml.SubElement(whole, "Option", name="properties", type="Map")
    for name, expression in expressions.items():
        cells = {"active": ("bool", "true"), "expression": ("QString", expression), "type": ("int", "3")}
        properties.append(_map(cells, name=name))
    xml.SubElement(whole, "Option", name="type", type="QString", value="collection")
    return element


def _map(cells: Mapping[str, tuple[str, str]], **attributes: str) -> xml.Element:
    element = xml.Element("Option", type="Map", **attributes)
    for name, (kind, value) in cells.items():
        xml.SubElement(element, "Option", name=name, type=kind, value=value)
    return element


def rgba(colour: str, opacity: float = 1.0) -> str:
    """A colour as QGIS writes it: ``67,113,203,255``."""
    channels = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    return ",".join(map(str, [*channels, round(255 * opacity)]))


def mm(pixels: float) -> str:
    """Pixels of the screen in millimetres."""
    return f"{pixels * PIXEL_MM:.3f}".rstrip("0").rstrip(".")
