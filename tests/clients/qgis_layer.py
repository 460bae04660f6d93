"""Run by QGIS's own Python: opens the layer and prints what it found as JSON."""

import json
import os
import sys

from qgis.core import (  # type: ignore[import-not-found]
    QgsApplication,
    QgsFeatureRequest,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)

application = QgsApplication([], False)
application.initQgis()
uri = f"url='{sys.argv[1]}' typename='venues' restrictToRequestBBOX='1' pageSize='1000'"
layer = QgsVectorLayer(uri, "venues", "OAPIF")
ids = {f["id"] for f in layer.getFeatures()}
box = QgsFeatureRequest().setFilterRect(QgsRectangle(13, 52, 14, 53))
said = {
    "valid": layer.isValid(),
    "error": layer.error().message(),
    "geometry": QgsWkbTypes.displayString(layer.wkbType()),
    "count": layer.featureCount(),
    "ids": len(ids),
    "in_box": sum(1 for _ in layer.getFeatures(box)),
    "fields": [field.name() for field in layer.fields()],
}
print(json.dumps(said), flush=True)  # noqa: T201
# Taking QGIS down in order ends in a segmentation fault of its own (3.22).
os._exit(0)
