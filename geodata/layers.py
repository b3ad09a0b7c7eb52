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
"""

from collections.abc import Callable
from datetime import date

import geopandas as gpd
from shapely import Point

from geodata.entities import Base, Claim, Place
from geodata.knowing import as_known, later
from geodata.layer_schema import MASSIF
from geodata.record import Record, default_record
from geodata.timeline import ONE_DAY, WHOLE, Lens, State, Timeline
from geodata.vocabulary import PlaceKind

CRS = "EPSG:4326"


def kidal(on: date, record: Record | None = None, lens: Lens = WHOLE) -> gpd.GeoDataFrame:
    """The communes of Kidal region, each showing the place it follows.

    Returns
    -------
    geopandas.GeoDataFrame
        One polygon a commune; the columns of the module plus ``commune_id``, ``region``, ``cercle`` and
        ``area_km2`` (equal-area). ``place`` is missing and ``status`` unknown where a commune follows no place.
    """
    return _communes("Kidal", on, record or default_record(), lens)


def menaka(on: date, record: Record | None = None, lens: Lens = WHOLE) -> gpd.GeoDataFrame:
    """The communes of Ménaka region, all following ``menaka-rural``; columns as :func:`kidal`.

    The town of Ménaka and the country around it had different holders, so the town colours no area.
    """
    return _communes("Ménaka", on, record or default_record(), lens)


def tigharghar(on: date, record: Record | None = None, lens: Lens = WHOLE) -> gpd.GeoDataFrame:
    """The Adrar Tigharghar with its own claims: one polygon, an indicative outline, columns of the module."""
    timeline = Timeline(record or default_record(), lens)
    state, massif = timeline.state(MASSIF, on), timeline.record.layers["massif"]
    return _frame([_columns(state, timeline.record)], list(massif.geometry))


def places(on: date, record: Record | None = None, lens: Lens = WHOLE) -> gpd.GeoDataFrame:
    """Every located place that is not a base, as points; columns of the module plus ``position_precision_m``."""
    return _points(lambda place: not place.kind.is_base, on, record or default_record(), lens)


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
    record = as_known(record or default_record(), lens.known_on)
    frame = _points(lambda place: place.kind is PlaceKind.UN_BASE, on, record, lens)
    lives = [record.bases[place_id] for place_id in frame["place"]]
    return frame.assign(
        base_name=[base.name for base in lives],
        contributors=[";".join(base.contributors) for base in lives],
        opened=[base.opened.text if base.opened else None for base in lives],
        opened_precision=[str(base.opened_precision) if base.opened_precision else None for base in lives],
        departed=[base.departed.text if base.departed else None for base in lives],
        handed_over=[base.handed_over.text if base.handed_over else None for base in lives],
        handed_to=[base.handed_to.en or None for base in lives],
        counted_in_thirteen=[base.counted_in_thirteen for base in lives],
        phase=[phase(base, on, record) for base in lives],
    )


LAYERS: dict[str, Callable[..., gpd.GeoDataFrame]] = {
    "kidal": kidal,
    "menaka": menaka,
    "tigharghar": tigharghar,
    "minusma-bases": minusma_bases,
    "places": places,
}
"""Every layer by the name it has on the command line."""


def in_use(base: Base, record: Record) -> tuple[date, date]:
    """The first and last day on which a base was, as far as known, in use by those who opened it.

    An opening known to the year only cannot lie before the first claim that names a holder of the site. A base that had
    not been opened as far as anyone could know is in use from the day after the record.
    """
    period = record.period
    if base.place_id in record.unopened:
        return period.last + ONE_DAY, period.last + ONE_DAY
    claims = record.claims_of[base.place_id]
    held = (claim.valid_from for claim in claims if claim.controller and claim.in_force(None))
    first = max(base.opened.first if base.opened else period.first, min(held, default=period.first))
    return first, base.departed.last if base.departed else period.last


def phase(base: Base, on: date, record: Record) -> str:
    """Whether a base was ``not yet open``, ``in use`` or ``closed`` on a day."""
    first, last = in_use(base, record)
    if on < first:
        return "not yet open"
    return "closed" if base.departed and on >= last else "in use"


def _communes(region: str, on: date, record: Record, lens: Lens) -> gpd.GeoDataFrame:
    communes = record.layers["communes"]
    communes = communes[communes["region"] == region]
    timeline = Timeline(record, lens)
    record = timeline.record
    rows = [
        _columns(timeline.state(commune.follows, on), record) if commune.follows else _unfollowed(record)
        for commune in communes.itertuples()
    ]
    frame = _frame(rows, list(communes.geometry))
    own = communes[["commune_id", "name", "region", "cercle", "area_km2"]].to_dict("list")
    return frame.assign(**own, name_fr=own["name"], kind="commune")


def _points(wanted: Callable[[Place], bool], on: date, record: Record, lens: Lens) -> gpd.GeoDataFrame:
    timeline = Timeline(record, lens)
    located = [place for place in record.places.values() if place.lat is not None and wanted(place)]
    rows = [_columns(timeline.state(place.id, on), timeline.record) for place in located]
    frame = _frame(rows, [Point(place.lon, place.lat) for place in located])
    return frame.assign(position_precision_m=[place.position_precision_m for place in located])


def _columns(state: State, record: Record) -> dict[str, object]:
    place, claim = state.place, state.claim if not state.because or state.because == "silence" else None
    return {
        "place": place.id,
        "name": place.name.en,
        "name_fr": place.name.fr,
        "kind": str(place.kind),
        "controller": state.controller,
        "status": str(state.status),
        "contested_by": ";".join(state.contested_by),
        "present": ";".join(state.present),
        "around": ";".join(state.around),
        "since": state.held_since.isoformat(),
        "precision": str(state.held_since_precision),
        "grade": str(record.grade_of(claim)) if claim else None,
        "claim": (claim.text.en or None) if claim else None,
        "claim_fr": (claim.text.fr or None) if claim else None,
        "claim_id": claim.id if claim else None,
        "sources": ";".join(claim.source_ids) if claim else "",
    } | _published_later(claim, record)


def _published_later(claim: Claim | None, record: Record) -> dict[str, str]:
    if record.known_on is None:
        return {}
    return {"published_later": ";".join(source.id for source in later(claim, record).sources) if claim else ""}


def _unfollowed(record: Record) -> dict[str, object]:
    text_columns = ("contested_by", "present", "around", "sources")
    empty = ("place", "controller", "since", "precision", "grade", "claim", "claim_fr", "claim_id")
    blank = dict.fromkeys(empty) | dict.fromkeys(text_columns, "")
    return {"status": "unknown"} | blank | _published_later(None, record)


def _frame(rows: list[dict[str, object]], shapes: list[object]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(rows, geometry=shapes, crs=CRS)
