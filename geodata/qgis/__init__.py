"""The GeoPackage as QGIS opens it: dressed as the map is, in groups and in order, and playing by its days."""
