"""A project as QGIS keeps it inside a GeoPackage: groups, order, extent, and the days through which it plays."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as xml

from geodata.entities import Actor
from geodata.period import Period
from geodata.qgis import style, words

CRS = {"srid": "4326", "authid": "EPSG:4326", "description": "WGS 84", "geographicflag": "true"}
PROJ = "+proj=longlat +datum=WGS84 +no_defs"
EXTENT = {"xmin": "-1.0", "ymin": "15.0", "xmax": "4.5", "ymax": "21.5"}
"""Degrees: the two regions, as the map opens on them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A layer of the GeoPackage in a project: its name there, its columns, and QGIS's word for its geometry."""

    name: str
    columns: tuple[str, ...]
    geometry: str


def project(
    file: str, title: str, layers: Sequence[Shown], actors: Sequence[Actor], period: Period, language: str
) -> bytes:
    """A project about the layers of a GeoPackage, as it is kept there: a zip with one document.

    Parameters
    ----------
    file
        The name of the GeoPackage, which lies where the project is opened from.
    """
    root = xml.Element("qgis", version=style.VERSION, projectname=title)
    xml.SubElement(root, "title").text = title
    _crs(xml.SubElement(root, "projectCrs"))
    system = xml.SubElement(xml.SubElement(root, "properties"), "SpatialRefSys")
    xml.SubElement(system, "ProjectionsEnabled", type="int").text = "1"  # or the reference system is not read
    tree = xml.SubElement(root, "layer-tree-group")
    by_name = {one.name: one for one in layers}
    order = [name for name in words.LAYERS if name in by_name]
    groups = {
        words.CONTROL[language]: [name for name in order if name in style.CONTROL],
        words.GROUND[language]: [name for name in order if name not in style.CONTROL],
    }
    for group, names in groups.items():
        branch = xml.SubElement(tree, "layer-tree-group", name=group, checked="Qt::Checked", expanded="1")
        for name in names:
            _leaf(branch, name, file, language)
    canvas = xml.SubElement(root, "mapcanvas", name="theMapCanvas", annotationsVisible="1")
    xml.SubElement(canvas, "units").text = "degrees"
    _extent(xml.SubElement(canvas, "extent"))
    _crs(xml.SubElement(canvas, "destinationsrs"))
    maplayers = xml.SubElement(root, "projectlayers")
    for name in order:
        maplayers.append(_layer(by_name[name], file, actors, language))
    order_of_layers = xml.SubElement(root, "layerorder")
    for name in order:
        xml.SubElement(order_of_layers, "layer", id=key(name))
    _time(root, period)
    document = f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{xml.tostring(root, encoding='unicode')}"
    return _zipped(f"{title}.qgs", document.encode())


def _leaf(branch: xml.Element, name: str, file: str, language: str) -> None:
    source = _source(name, file)
    said = {"id": key(name), "name": words.LAYERS[name][language], "source": source, "providerKey": "ogr"}
    xml.SubElement(branch, "layer-tree-layer", checked="Qt::Checked", expanded="0", **said)


def key(name: str) -> str:
    """What a project calls a layer: QGIS puts keys of its own in the place of short ones."""
    return f"northern_mali_{name}"


def _source(name: str, file: str) -> str:
    return f"./{file}|layername={name}"


def _layer(shown: Shown, file: str, actors: Sequence[Actor], language: str) -> xml.Element:
    is_named = shown.name in style.POINTS
    element = xml.Element(
        "maplayer",
        type="vector",
        geometry=shown.geometry,
        labelsEnabled=str(int(is_named)),
        hasScaleBasedVisibilityFlag="0",
    )
    for tag, content in (
        ("id", key(shown.name)),
        ("datasource", _source(shown.name, file)),
        ("layername", words.LAYERS[shown.name][language]),
    ):
        xml.SubElement(element, tag).text = content
    _crs(xml.SubElement(element, "srs"))
    xml.SubElement(element, "provider", encoding="UTF-8").text = "ogr"
    for part in style.parts(shown.name, shown.columns, actors, language):
        element.append(part)
    return element


def _crs(parent: xml.Element) -> None:
    system = xml.SubElement(parent, "spatialrefsys")
    xml.SubElement(system, "proj4").text = PROJ
    for tag, content in CRS.items():
        xml.SubElement(system, tag).text = content


def _extent(parent: xml.Element) -> None:
    for tag, degrees in EXTENT.items():
        xml.SubElement(parent, tag).text = degrees


def _time(root: xml.Element, period: Period) -> None:
    settings = xml.SubElement(
        root, "ProjectTimeSettings", timeStep="1", timeStepUnit="d", frameRate="5", cumulativeTemporalRange="0"
    )
    span = xml.SubElement(settings, "TemporalRange")
    xml.SubElement(span, "start").text = f"{period.first}T00:00:00Z"
    xml.SubElement(span, "end").text = f"{period.last}T00:00:00Z"


def _zipped(name: str, document: bytes) -> bytes:
    pack = BytesIO()
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as zipped:
        entry = zipfile.ZipInfo(name)
        entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
        zipped.writestr(entry, document)
    return pack.getvalue()
