"""The style of a layer as QGIS reads it (QML): symbols, names, the days it plays by, what columns are called."""

from collections.abc import Sequence
from xml.etree import ElementTree as xml

from geodata.entities import Actor
from geodata.qgis import symbols, words
from geodata.qgis.symbols import INK, Layer, mm, rgba

VERSION = "3.22.16-Białowieża"
"""Of the form in which it is written; later ones read it."""
AREAS, POINTS = ("kidal", "menaka", "tigharghar"), ("places", "minusma_bases")
INDICATIVE = ("tigharghar",)
CONTROL = (*POINTS, *AREAS)
"""The layers that show who holds what, from the top."""


def qml(layer: str, columns: Sequence[str], actors: Sequence[Actor], language: str) -> str:
    """The style of a layer as a document."""
    root = xml.Element("qgis", version=VERSION, styleCategories="AllStyleCategories", labelsEnabled="0")
    if layer in POINTS:
        root.set("labelsEnabled", "1")
    for part in parts(layer, columns, actors, language):
        root.append(part)
    return f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{xml.tostring(root, encoding='unicode')}"


def parts(layer: str, columns: Sequence[str], actors: Sequence[Actor], language: str) -> list[xml.Element]:
    """What a style is made of; the same stands in a project."""
    found = [_renderer(layer, actors, language), _aliases(columns, language)]
    if layer in CONTROL:
        found.append(_temporal())
        found.append(_preview(language))
    if layer in POINTS:
        found.append(_labelling(language))
    return found


def _renderer(layer: str, actors: Sequence[Actor], language: str) -> xml.Element:
    if layer not in CONTROL:
        return _single(layer)
    is_area = layer in AREAS
    kind, opacity = ("fill", symbols.AREA_OPACITY) if is_area else ("marker", 1.0)
    element = xml.Element(
        "renderer-v2",
        type="categorizedSymbol",
        attr=f"coalesce({symbols.side(symbols.FIRST)}, '')",
        symbollevels="0",
        enableorderby="0",
        forceraster="0",
    )
    categories, made = xml.SubElement(element, "categories"), xml.SubElement(element, "symbols")
    for number, holder in enumerate((*actors, None)):
        value, label = (holder.id, holder.name[language]) if holder else ("", words.NOBODY_KNOWN[language])
        said = {"value": value, "label": label, "symbol": str(number), "render": "true", "type": "string"}
        xml.SubElement(categories, "category", said)
        is_outline = layer in INDICATIVE
        drawn = symbols.area(holder, actors, is_indicative=is_outline) if is_area else symbols.point(holder, actors)
        made.append(symbols.symbol(str(number), kind, drawn, 1.0 if is_outline else opacity))
    return element


GROUND = {
    "neighbours": ("fill", Layer("SimpleFill", {"color": rgba("#f3f0e7"), "outline_color": rgba("#b9b3a3")}, {})),
    "regions": ("fill", Layer("SimpleFill", {"color": rgba("#faf8f1"), "outline_color": rgba("#b9b3a3")}, {})),
    "rivers": ("line", Layer("SimpleLine", {"line_color": rgba("#8fb3c9"), "line_width": mm(2.2)}, {})),
}


def _single(layer: str) -> xml.Element:
    kind, drawn = GROUND[layer]
    element = xml.Element("renderer-v2", type="singleSymbol", symbollevels="0", enableorderby="0", forceraster="0")
    xml.SubElement(element, "symbols").append(symbols.symbol("0", kind, [drawn]))
    return element


BY_EXPRESSIONS = "4"
"""Of how QGIS tells the time of a feature: by an expression for its first moment and one for its last."""
FIRST_MOMENT = 'to_datetime("valid_from")'
LAST_MOMENT = "to_datetime(\"valid_until\") + to_interval('23 hours 59 minutes 59 seconds')"
"""Both days belong to the state. Columns of days by themselves are compared as text with moments, by which QGIS leaves
the last day of each state out; as expressions they are compared as what they are."""


def _temporal() -> xml.Element:
    """From the first moment of a state to its last."""
    return xml.Element(
        "temporal",
        enabled="1",
        mode=BY_EXPRESSIONS,
        startExpression=FIRST_MOMENT,
        endExpression=LAST_MOMENT,
        limitMode="1",
        accumulate="0",
        durationUnit="d",
        fixedDuration="0",
        durationField="",
        startField="",
        endField="",
    )


def _aliases(columns: Sequence[str], language: str) -> xml.Element:
    element = xml.Element("aliases")
    for number, column in enumerate(columns):
        alias = words.COLUMNS[column][language] if column in words.COLUMNS else ""
        xml.SubElement(element, "alias", index=str(number), field=column, name=alias)
    return element


def _preview(language: str) -> xml.Element:
    """What a feature is called in lists and under the pointer."""
    element = xml.Element("previewExpression")
    name, claim = ("name_fr", "claim_fr") if language == "fr" else ("name", "claim")
    element.text = f"\"{name}\" || coalesce(': ' || \"{claim}\", '')"
    return element


def _labelling(language: str) -> xml.Element:
    element = xml.Element("labeling", type="simple")
    settings = xml.SubElement(element, "settings", calloutType="simple")
    text = xml.SubElement(
        settings,
        "text-style",
        fieldName="name_fr" if language == "fr" else "name",
        isExpression="0",
        fontFamily="Source Sans 3",
        fontSize="8",
        fontSizeUnit="Point",
        textColor=rgba(INK),
        fontWeight="50",
        textOpacity="1",
    )
    buffer = {"bufferDraw": "1", "bufferSize": "0.8", "bufferSizeUnits": "MM", "bufferColor": rgba("#ffffff", 0.9)}
    xml.SubElement(text, "text-buffer", bufferOpacity="1", **buffer)
    xml.SubElement(settings, "placement", placement="6", dist="1", distUnits="MM", priority="5")
    xml.SubElement(settings, "rendering", drawLabels="1", obstacle="1", scaleVisibility="0")
    return element
