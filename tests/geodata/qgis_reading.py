"""Run by the Python that QGIS comes with: what a GeoPackage is there, with nothing given by hand, as JSON.

``python3 qgis_reading.py RECORD.gpkg PROJECT DAY… `` prints the layers of the project, and for each day what the
temporal controller leaves of them.
"""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from qgis.core import (
    QgsApplication,
    QgsDateTimeRange,
    QgsFeatureRequest,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDateTime, Qt


def on(layer, day):
    """What of a layer holds on a day, as the temporal controller asks."""
    start = QDateTime.fromString(f"{day}T00:00:00", Qt.ISODate)
    start.setTimeSpec(Qt.UTC)
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    whole_day = QgsDateTimeRange(start, start.addSecs(24 * 3600 - 1))
    asked = layer.temporalProperties().createFilterString(context, whole_day)
    found = layer.getFeatures(QgsFeatureRequest().setFilterExpression(asked))
    text = lambda value: None if not value else str(value)  # noqa: E731 - QGIS's null is false
    return [[str(one["name"]), text(one["controller"]), text(one["status"])] for one in found]


def main(path, title, days):
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject()
    opened = project.read(f"geopackage:{path}?projectName={title}")
    layers = {layer.id(): layer for layer in project.mapLayers().values()}
    names = ("places", "minusma_bases", "tigharghar", "kidal", "menaka")
    by_themselves = {name: QgsVectorLayer(f"{path}|layername={name}", name, "ogr") for name in names}
    told = {
        "opened": opened,
        "crs": project.crs().authid(),
        "first": project.timeSettings().temporalRange().begin().toString(Qt.ISODate),
        "groups": {one.name(): [each.name() for each in one.children()] for one in project.layerTreeRoot().children()},
        "layers": {
            name: {
                "valid": layer.isValid(),
                "renderer": layer.renderer().type(),
                "plays": layer.temporalProperties().isActive(),
                "labels": layer.labelsEnabled(),
            }
            for name, layer in layers.items()
        },
        "styled": {name: layer.renderer().type() for name, layer in by_themselves.items()},
        "days": {
            day: {name: on(layer, day) for name, layer in layers.items() if layer.temporalProperties().isActive()}
            for day in days
        },
    }
    print(json.dumps(told), flush=True)
    os._exit(0)  # what is torn down in another order than QGIS expects ends in a crash


main(sys.argv[1], sys.argv[2], sys.argv[3:])
