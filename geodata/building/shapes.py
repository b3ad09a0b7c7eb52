"""Shapes: cleaning, measuring and drawing helpers on Shapely and GeoPandas objects, and nothing else.

Every function checks at the door what it was given (coordinate system, kind of geometry) and raises `ShapeError`
with what was wanted and what was found. Nothing here reads or writes a file, and no argument is ever changed.

Coordinates are longitude, latitude in degrees (EPSG:4326) unless a name says otherwise. Areas are in square
kilometres on an equal-area projection, never in degrees.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

GEOGRAPHIC = CRS.from_epsg(4326)
# Lambert azimuthal equal-area, centred on northern Mali, so that lengths and angles are nearly true there as well.
EQUAL_AREA = CRS.from_proj4("+proj=laea +lat_0=17.5 +lon_0=-1 +datum=WGS84 +units=m +no_defs")

POLYGONAL = ("Polygon", "MultiPolygon")
LINEAR = ("LineString", "MultiLineString")


class ShapeError(ValueError):
    """A shape is not what a function needs; the message says what was wanted and what was found."""


def require(shapes: gpd.GeoSeries | gpd.GeoDataFrame, kinds: Sequence[str], crs: CRS = GEOGRAPHIC) -> gpd.GeoSeries:
    """Check coordinate system, kind and validity, and return the geometry column.

    Parameters
    ----------
    shapes : GeoSeries or GeoDataFrame
        What a function was given.
    kinds : sequence of str
        The allowed geometry types, for example `POLYGONAL`.
    crs : CRS
        The coordinate system wanted; EPSG:4326 by default.

    Raises
    ------
    ShapeError
        No or another coordinate system, a missing, empty or invalid shape, or a type that is not allowed.
    """
    series = shapes.geometry
    if series.crs != crs:
        raise ShapeError(f"coordinate system {crs.name} wanted, {series.crs.name if series.crs else 'none'} found")
    if series.isna().any() or series.is_empty.any():
        raise ShapeError(f"{int((series.isna() | series.is_empty).sum())} of {len(series)} shapes missing or empty")
    if wrong := sorted(set(series.geom_type) - set(kinds)):
        raise ShapeError(f"{' or '.join(kinds)} wanted, {', '.join(wrong)} found")
    if not series.is_valid.all():
        reason = shapely.is_valid_reason(series[~series.is_valid].iloc[0])
        raise ShapeError(f"{int((~series.is_valid).sum())} of {len(series)} shapes invalid, the first: {reason}")
    return series


def to_equal_area(shapes: gpd.GeoSeries | gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Polygons in EPSG:4326 -> the same polygons in `EQUAL_AREA`, metres."""
    return require(shapes, POLYGONAL).to_crs(EQUAL_AREA)


def area_km2(shapes: gpd.GeoSeries | gpd.GeoDataFrame) -> pd.Series:
    """Area of each polygon (EPSG:4326 in), in square kilometres, measured in `EQUAL_AREA`."""
    return to_equal_area(shapes).area / 1e6


def right_hand(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Polygons wound by the right-hand rule of RFC 7946: outer rings anticlockwise, holes clockwise.

    Rings get a fixed first vertex, so equal shapes give equal text. The opposite winding keeps drawn holes open.
    """
    series = require(shapes, POLYGONAL)
    wound = shapely.orient_polygons(shapely.normalize(series.array), exterior_cw=False)
    return gpd.GeoSeries(wound, index=series.index, crs=series.crs)


def drop_holes(shapes: gpd.GeoSeries, under_km2: float) -> gpd.GeoSeries:
    """Polygons (EPSG:4326) without their holes smaller than `under_km2` square kilometres."""

    def filled(shape: shapely.Geometry) -> shapely.Geometry:
        parts = []
        for part in shapely.get_parts(shape):
            rings = [shapely.Polygon(ring) for ring in part.interiors]
            areas = area_km2(gpd.GeoSeries(rings, crs=GEOGRAPHIC)) if rings else []
            kept = [ring.exterior for ring, area in zip(rings, areas, strict=True) if area >= under_km2]
            parts.append(shapely.Polygon(part.exterior, kept))
        return shapely.union_all(parts)

    return require(shapes, POLYGONAL).apply(filled)


def is_coverage(shapes: gpd.GeoSeries) -> bool:
    """Whether polygons (EPSG:4326) tile without overlap and share every vertex of their common borders."""
    return bool(shapely.coverage_is_valid(require(shapes, POLYGONAL).array))


def clean_coverage(shapes: gpd.GeoSeries, gap_deg: float) -> gpd.GeoSeries:
    """Make neighbouring polygons meet exactly: no overlap, no gap narrower than `gap_deg` degrees.

    Works in degrees, because a GeoJSON border is straight in longitude and latitude: in any projection the long
    straight borders of the Sahara would part from each other by hundreds of metres between their vertices.

    Raises
    ------
    ShapeError
        A polygon vanished, or the result is still not a coverage.
    """
    series = require(shapes, POLYGONAL)
    cleaned = gpd.GeoSeries(shapely.coverage_clean(series.array, gap_width=gap_deg), index=series.index, crs=series.crs)
    if cleaned.is_empty.any():
        raise ShapeError(f"cleaning lost {', '.join(map(str, series.index[cleaned.is_empty]))}")
    if not is_coverage(cleaned):
        raise ShapeError("the cleaned borders still overlap or do not meet")
    return cleaned


def dissolve(shapes: gpd.GeoSeries, groups: pd.Series) -> gpd.GeoSeries:
    """Join the polygons of a coverage (EPSG:4326) by group; index of the result: the groups, sorted."""
    series = require(shapes, POLYGONAL)
    joined = {group: shapely.coverage_union_all(part.array) for group, part in series.groupby(groups, sort=True)}
    return gpd.GeoSeries(joined, crs=series.crs)


def simplify_shared(units: gpd.GeoSeries, fine: pd.Series, tolerance_deg: float) -> gpd.GeoSeries:
    """Simplify a coverage border by border, so that neighbours keep sharing every line.

    Parameters
    ----------
    units : GeoSeries
        Polygons of one valid coverage, EPSG:4326; the index names them.
    fine : Series of bool
        Same index. The borders of these units keep every vertex, rounded to 0.0001 degree (about 11 m). All other
        borders are simplified by `tolerance_deg` and rounded to 0.001 degree.
    tolerance_deg : float
        Douglas-Peucker tolerance in degrees.

    Raises
    ------
    ShapeError
        Lines came to cross, or a unit was lost or changed its area by more than 2 %: the tolerance is too large.
    """
    series = require(units, POLYGONAL)
    kept = shapely.union_all(shapely.boundary(series[fine].array))
    on_kept = set(map(tuple, shapely.get_coordinates(kept)))
    # Borders cut wherever three or more meet: an arc has the same two units along its whole length.
    arcs = shapely.get_parts(shapely.line_merge(shapely.union_all(shapely.boundary(series.array))))
    final = [_rounded_arc(arc, on_kept, 0 if kept.covers(arc) else tolerance_deg) for arc in arcs]
    faces = shapely.get_parts(shapely.polygonize([arc for arc in final if arc is not None]))
    owner = shapely.STRtree(series.array).query(shapely.point_on_surface(faces), predicate="within")
    labels = pd.Series(series.index[owner[1]], index=owner[0])
    rebuilt = dissolve(gpd.GeoSeries(faces[labels.index], index=labels.index, crs=series.crs), labels)
    if set(rebuilt.index) != set(series.index):
        raise ShapeError(f"simplifying lost {', '.join(sorted(set(series.index) - set(rebuilt.index)))}")
    rebuilt = rebuilt.reindex(series.index)
    drift = (area_km2(rebuilt) / area_km2(series) - 1).abs()
    if drift.max() > 0.02 or not is_coverage(rebuilt):
        raise ShapeError(f"simplified borders cross or moved too far: {drift.idxmax()} by {drift.max():.1%}")
    return rebuilt


def _rounded_arc(arc: shapely.LineString, on_kept: set, tolerance_deg: float) -> shapely.LineString | None:
    """One border simplified and rounded; None if nothing is left of it. Vertices on a kept border stay fine."""
    line = shapely.simplify(arc, tolerance_deg) if tolerance_deg else arc
    points = [tuple(np.round(xy, 4 if tuple(xy) in on_kept else 3)) for xy in shapely.get_coordinates(line)]
    points = [xy for i, xy in enumerate(points) if i == 0 or xy != points[i - 1]]
    return shapely.LineString(points) if len(points) > 1 else None


def meet_border(country: shapely.Geometry, others: gpd.GeoSeries, frame: shapely.Polygon) -> gpd.GeoSeries:
    """Make neighbours end exactly at the border of `country`, whatever border they came with.

    What they claim inside it is cut off. A strip left over between goes to the neighbour with the longest common
    border; where it passes the meeting point of two neighbours, it is first cut there along the shortest way.

    Parameters
    ----------
    country : Polygon or MultiPolygon
        The country that keeps its shape, EPSG:4326.
    others : GeoSeries
        The neighbours, EPSG:4326, a coverage of all other ground in `frame`; index: their names.
    frame : Polygon
        The window; everything outside it is dropped.
    """
    series = require(others, POLYGONAL)
    cut = series.intersection(frame).difference(country)
    cut = cut[~cut.is_empty]
    strips = shapely.get_parts(frame.difference(shapely.union_all([country, *cut])))
    gained: dict[str, list[shapely.Geometry]] = {name: [part] for name, part in cut.items()}
    for strip in strips:
        touching = cut[cut.intersects(strip)]
        for piece in _cut_strip(strip, touching, country):
            common = shapely.length(shapely.intersection(touching.boundary.array, piece.boundary))
            if common.max(initial=0) > 0:
                gained[touching.index[common.argmax()]].append(piece)
    return gpd.GeoSeries({name: shapely.union_all(parts) for name, parts in gained.items()}, crs=series.crs)


def _cut_strip(strip: shapely.Polygon, touching: gpd.GeoSeries, country: shapely.Geometry) -> list[shapely.Geometry]:
    """A strip cut wherever two of the neighbours touching it meet, by the shortest line to the country's border."""
    meetings = [shapely.intersection_all([a, b, strip]) for a, b in combinations(touching, 2)]
    points = [xy for meeting in meetings for xy in shapely.get_coordinates(meeting)]
    links = [shapely.shortest_line(shapely.Point(xy), country) for xy in points]
    lines = shapely.union_all([strip.boundary, *(link for link in links if link.length > 0)])
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    return [piece for piece in pieces if strip.contains(piece.representative_point())]


def smooth(line: shapely.LineString, rounds: int = 2) -> shapely.LineString:
    """A line with its corners cut (Chaikin), for linework that comes in steps; both ends stay where they are."""
    points = shapely.get_coordinates(line)
    for _ in range(rounds):
        quarter = 0.75 * points[:-1] + 0.25 * points[1:]
        three_quarters = 0.25 * points[:-1] + 0.75 * points[1:]
        inner = np.stack([quarter, three_quarters], axis=1).reshape(-1, 2)[1:-1]
        points = np.vstack([points[:1], inner, points[-1:]])
    return shapely.LineString(points)


def from_topojson(topology: Mapping[str, Any], name: str) -> gpd.GeoDataFrame:
    """One object of a quantised TopoJSON file, its lines and polygons in the order of the file.

    Returns
    -------
    GeoDataFrame
        EPSG:4326; `name` from the properties (None if it has none) and the geometry.

    Raises
    ------
    ShapeError
        No such object, or a geometry other than lines and polygons.
    """
    if name not in topology["objects"]:
        raise ShapeError(f"object {name} wanted, {', '.join(topology['objects'])} found")
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]
    members = topology["objects"][name]["geometries"]
    names = [member.get("properties", {}).get("name") for member in members]
    shapes = [_decoded(member["type"], member["arcs"], arcs) for member in members]
    return gpd.GeoDataFrame({"name": names}, geometry=shapes, crs=GEOGRAPHIC)


def _decoded(kind: str, numbers: Sequence[Any], arcs: Sequence[np.ndarray]) -> shapely.Geometry:
    """One TopoJSON geometry from the numbers of its arcs."""
    if kind == "LineString":
        # A negative number ~n means arc n backwards; each arc begins on the last point of the one before.
        parts = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        return shapely.LineString(np.vstack([parts[0], *(part[1:] for part in parts[1:])]))
    if kind == "Polygon":
        outer, *holes = (_decoded("LineString", ring, arcs) for ring in numbers)
        # Quantising shrinks an islet to two or three points: it no longer encloses anything.
        large = [hole for hole in holes if len(hole.coords) > 3]
        return shapely.Polygon(outer, large) if len(outer.coords) > 3 else shapely.Polygon()
    if kind in ("MultiLineString", "MultiPolygon"):
        decoded = (_decoded(kind.removeprefix("Multi"), part, arcs) for part in numbers)
        parts = [part for part in decoded if not part.is_empty]
        return shapely.MultiPolygon(parts) if kind == "MultiPolygon" else shapely.MultiLineString(parts)
    raise ShapeError(f"lines or polygons wanted, {kind} found")
