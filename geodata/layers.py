"""The mission's layers as GeoDataFrames on a day: Kidal, Ménaka, the Adrar Tigharghar, the former UN bases.

Every frame is in EPSG:4326 and has these columns, besides those named at each function. What is missing is so in
the sense of pandas (``isna``).

- ``place`` id of the place whose claims it shows, or missing; ``name`` English; ``name_fr`` French; ``kind``
- ``controller`` actor id or missing; ``status`` held, besieged, contested or unknown; ``contested_by``,
  ``present`` and ``around`` actor ids joined by ``;``
- ``since`` the day the present holder came, though the status may have begun later; ``precision`` how exactly that
  is known
- ``grade`` such as B2, or missing; ``claim`` and ``claim_fr`` in words; ``claim_id``; ``sources`` ids joined by ``;``
- ``published_later`` ids of the claim's sources that were not out by the day of the lens, joined by ``;``; only where
  the lens asks for a day before the last row was written
- ``carried`` whether the day is one after the last of which anything was told; only where the record has such days
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

import geopandas as gpd

from geodata.features import COLLECTIONS, Feature, features, features_on
from geodata.record import Record, default_record
from geodata.timeline import WHOLE, Lens

CRS = "EPSG:4326"


def kidal(on: date, record: Record | None = None, lens: Lens = WHOLE) -> gpd.GeoDataFrame:
    """The communes of Kidal region, each showing the place it follows.

    Returns
    -------
    geopandas.GeoDataFrame
        One polygon a commune; the columns of the module plus ``commune_id``, ``region``, ``cercle`` and
        ``area_km2`` (equal-area). ``place`` is missing and ``status`` unknown where a commune follows no place.
    """
    return layer("kidal", on, record, lens)


def menaka(on: date, record: Record | None = None, lens: Lens = WHOLE) -> gpd.GeoDataFrame:
    """The communes of Ménaka region, all following ``menaka-rural``; columns as :func:`kidal`.

    The town of Ménaka and the country around it had different holders, so the town colours no area.
    """
    return layer("menaka", on, record, lens)


def tigharghar(on: date, record: Record | None = None, lens: Lens = WHOLE) -> gpd.GeoDataFrame:
    """The Adrar Tigharghar with its own claims: one polygon, an indicative outline, columns of the module."""
    return layer("tigharghar", on, record, lens)


def places(on: date, record: Record | None = None, lens: Lens = WHOLE) -> gpd.GeoDataFrame:
    """Every located place that is not a base, as points; columns of the module plus ``position_precision_m``."""
    return layer("places", on, record, lens)


def minusma_bases(on: date, record: Record | None = None, lens: Lens = WHOLE) -> gpd.GeoDataFrame:
    """The sites of the UN mission as points, before, during and after their use.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns of the module plus ``position_precision_m``, ``base_name``, ``contributors`` (ISO 3166-1,
        joined by ``;``), ``opened``, ``opened_precision``, ``departed``, ``handed_over``, ``handed_to``
        (English; missing where it was abandoned, or not yet known), ``counted_in_thirteen`` and ``phase``:
        ``not yet open``, ``in use`` or ``closed`` on that day.
    """
    return layer("minusma-bases", on, record, lens)


def layer(name: str, on: date, record: Record | None = None, lens: Lens = WHOLE) -> gpd.GeoDataFrame:
    """A layer by its name on a day.

    Raises
    ------
    KeyError
        If there is no such layer.
    ValueError
        If the day is outside the record.
    """
    return _frame(features_on(record or default_record(), name, on, lens))


def through_time(name: str, record: Record) -> gpd.GeoDataFrame:
    """Every state of every feature of a layer, by feature and then by day.

    Returns
    -------
    geopandas.GeoDataFrame
        The columns of the layer on a day, and the dates ``valid_from`` and ``valid_until``, both included. The rows of
        a feature cover every day of the record once.
    """
    found = features(record, name)
    days = {"valid_from": [one.since for one in found], "valid_until": [one.until for one in found]}
    return _frame(found).assign(**days)


def _frame(found: Iterable[Feature]) -> gpd.GeoDataFrame:
    found = list(found)
    return gpd.GeoDataFrame([one.said for one in found], geometry=[one.shape for one in found], crs=CRS)


LAYERS: dict[str, Callable[..., gpd.GeoDataFrame]] = {name: partial(layer, name) for name in COLLECTIONS}
"""Every layer by the name it has on the command line."""
