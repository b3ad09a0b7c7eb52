"""What people would use instead, each written small and as its own manuals advise, on the same record and layers.

Every rival shows the same months, areas and places in the same colours (held by ``tests.bench.colours``), carries the
day it shows as ``data-on`` on ``#map`` once that day is drawn, as the product does, and knows not how it is measured.
"""
