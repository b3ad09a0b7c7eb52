"""The vector layers: borders out of the packages as one coverage, countrysides, the river, what is drawn by hand."""

import json
import sqlite3
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from geodata.building import shapes
from geodata.building.packages import BuildError

COMMUNE_SET = "61693064B"  # the prefix of geoBoundaries MLI-ADM3-61693064, the communes of 2017
COMMUNE_COUNT = 701
GAP_DEGREES = 0.02  # neighbouring communes part by up to some hundred metres
SIMPLIFY_DEGREES = 0.01
RURAL_DEGREES = 0.04  # a dotted, indicative edge says no more than which communes it follows

Recipe = Mapping[str, Any]
Layers = dict[str, gpd.GeoDataFrame]


def ground(recipe: Recipe, raw: Mapping[str, bytes]) -> Layers:
    """Every vector layer by name, EPSG:4326, made of the recipe and the members read from the packages.

    Raises
    ------
    BuildError
        The packages do not hold the communes, regions, neighbours or river that the recipe names.
    ShapeError
        Their shapes cannot be used.
    """
    known = pd.DataFrame(recipe["commune"]).set_index("commune_id")
    communes = _all_communes(raw["communes"])
    communes = communes.assign(geometry=shapes.clean_coverage(communes.geometry, GAP_DEGREES))
    return {
        **_coverage(recipe, raw, communes, known),
        **_drawn(recipe),
        "rural": countrysides(recipe, communes),
        "rivers": _rivers(recipe, raw["rivers"]),
    }


def _coverage(recipe: Recipe, raw: Mapping[str, bytes], all_communes: gpd.GeoDataFrame, known: pd.DataFrame) -> Layers:
    """Mali, its regions, the communes of Kidal and Ménaka and the neighbours: one coverage, every border shared."""
    _require_names(all_communes, known["source_name"])
    clean = all_communes.geometry
    region = _regions_of(all_communes, raw["regions"], recipe, known)
    # The units of the map: the communes we colour one by one, every other region as a whole, then the neighbours.
    units = shapes.dissolve(clean, region.where(~region.index.isin(known.index), region.index))
    abroad = _abroad(raw["countries"], units, recipe)
    everything = shapes.clean_coverage(pd.concat([units, abroad]), GAP_DEGREES / 4)
    fine = pd.Series(everything.index.isin(known.index), index=everything.index)
    final = shapes.right_hand(shapes.simplify_shared(everything, fine, SIMPLIFY_DEGREES))
    inside, outside = final[units.index], final[abroad.index]
    regions = shapes.right_hand(shapes.dissolve(inside, pd.Series(inside.index, inside.index).replace(known["region"])))
    mali = shapes.drop_holes(shapes.dissolve(inside, pd.Series("Mali", inside.index)), 500)
    return {
        "mali": _frame(shapes.right_hand(mali), "name", name_en="Mali", name_fr="Mali"),
        "regions": _frame(
            regions,
            "name",
            name_en=[recipe["region_en"][name] for name in regions.index],
            name_fr=regions.index,
            approximate=regions.index.isin(recipe["approximate_regions"]),
            area_km2=shapes.area_km2(regions).round().astype(int),
        ),
        "communes": _communes(inside[known.index], known),
        "neighbours": _frame(
            outside,
            "source_name",
            **{
                column: [recipe["neighbour"][name][i] for name in outside.index]
                for i, column in enumerate(("iso", "name_en", "name_fr"))
            },
        ).drop(columns="source_name"),
    }


def _all_communes(database: bytes) -> gpd.GeoDataFrame:
    """All communes of the 2017 set; index: their ids, sorted; `source_name`, geometry (EPSG:4326)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "communes.db"
        path.write_bytes(database)
        connection = sqlite3.connect(path)
        # Only the prefix of the id tells the set: the library's own columns for country and region are wrong for
        # dozens of communes, and several communes of Mali share a name.
        query = "SELECT shape_id, name, coordinates FROM location_data WHERE shape_id LIKE ? ORDER BY shape_id"
        rows = connection.execute(query, (f"{COMMUNE_SET}%",)).fetchall()
        connection.close()
    if len(rows) != COMMUNE_COUNT:
        raise BuildError(f"{COMMUNE_COUNT} communes wanted, {len(rows)} found")
    ids, names, wkb = zip(*rows, strict=True)
    return gpd.GeoDataFrame({"source_name": names}, geometry=list(shapely.from_wkb(wkb)), index=ids, crs=4326)


def _require_names(communes: gpd.GeoDataFrame, wanted: pd.Series) -> None:
    """Each id that the recipe names (index of `wanted`) is the commune it takes it for."""
    found = communes["source_name"].reindex(wanted.index)
    if (wrong := found.ne(wanted)).any():
        raise BuildError(f"communes {wanted[wrong].tolist()} wanted, {found[wrong].tolist()} found")


def _regions_of(communes: gpd.GeoDataFrame, older: bytes, recipe: Recipe, known: pd.DataFrame) -> pd.Series:
    """The region of each commune: as told by the recipe, or else the older region that covers most of it."""
    regions = gpd.GeoDataFrame.from_features(json.loads(older), crs=4326)[["name", "geometry"]]
    regions["name"] = regions["name"].replace({recipe["region_en"][name]: name for name in recipe["region_en"]})
    pieces = gpd.overlay(communes.reset_index(names="id"), regions, how="intersection", keep_geom_type=True)
    pieces["km2"] = shapes.area_km2(pieces)
    largest = pieces.sort_values("km2").groupby("id")["name"].last()
    told = communes["source_name"].map(recipe["region_of"])
    told.update(known["region"])
    region = told.fillna(largest)
    if set(region) != set(recipe["region_en"]):
        raise BuildError(f"regions {sorted(recipe['region_en'])} wanted, {sorted(set(map(str, region)))} found")
    return region


def _abroad(atlas: bytes, units: gpd.GeoSeries, recipe: Recipe) -> gpd.GeoSeries:
    """The neighbouring countries inside the window, ending at Mali's border; index: their names in the source."""
    frame = shapely.box(*(recipe["window"][side] for side in ("west", "south", "east", "north")))
    countries = shapes.from_topojson(json.loads(atlas), "countries").set_index("name").geometry
    countries = countries[countries.intersects(frame) & (countries.index != "Mali")]
    if set(countries.index) != set(recipe["neighbour"]):
        raise BuildError(f"neighbours {sorted(recipe['neighbour'])} wanted, {sorted(countries.index)} found")
    return shapes.meet_border(shapely.coverage_union_all(units.array), countries.sort_index(), frame)


def _communes(outlines: gpd.GeoSeries, known: pd.DataFrame) -> gpd.GeoDataFrame:
    follows = known["follows"].astype(object).where(known["follows"].notna(), None)
    columns = {name: known[name] for name in ("name", "region", "cercle")}
    area = shapes.area_km2(outlines).round(1)
    return _frame(outlines, "commune_id", **columns, follows=follows, area_km2=area).sort_values(["region", "name"])


def _drawn(recipe: Recipe) -> Layers:
    """The massif and the axes, drawn by hand in the recipe."""
    massif = {key: value for key, value in recipe["massif"].items() if key != "outline"}
    outline = shapes.right_hand(gpd.GeoSeries([shapely.Polygon(recipe["massif"]["outline"])], crs=4326))
    massif["area_km2"] = shapes.area_km2(outline).round().astype(int)
    points, english = recipe["waypoint"], recipe["region_en"]
    rows = [
        {
            "name": "–".join(axis),
            "name_en": "–".join(english.get(stop, stop) for stop in axis),
            "kind": "track",
            "geometry": shapely.LineString([points[stop] for stop in axis]),
        }
        for axis in recipe["tracks"]["axes"]
    ]
    rows += [
        {"name": wadi["name"], "name_en": wadi["name"], "kind": "wadi", "geometry": shapely.LineString(wadi["line"])}
        for wadi in recipe["tracks"]["wadi"]
    ]
    tracks = gpd.GeoDataFrame(rows, crs=4326).sort_values(["kind", "name"])
    tracks.insert(2, "name_fr", tracks["name"])
    return {"massif": gpd.GeoDataFrame(massif, geometry=outline), "tracks": tracks}


def countrysides(recipe: Recipe, communes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The rural areas with claims of their own: communes joined, or what of them lies along an axis.

    Parameters
    ----------
    recipe : mapping
        `rural`: one entry an area, its communes by id; `waypoint`: the stops of the axes.
    communes : GeoDataFrame
        All communes, EPSG:4326, a coverage; index: their ids; `source_name`.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, one indicative outline an area, sorted by `place_id`; `name`, `sense_en`, `sense_fr`,
        `uncertainty_en`, `uncertainty_fr`, `area_km2`.

    Raises
    ------
    BuildError
        A commune is not the one its id stands for, or two areas share one.
    """
    told = recipe["rural"]
    for area in told:
        _require_names(communes, pd.Series(area["communes"]))
    joined = gpd.GeoSeries([communes.geometry[[*area["communes"]]].union_all() for area in told], crs=4326)
    if not shapes.is_coverage(joined):
        raise BuildError("countrysides that do not overlap wanted, some share a commune")
    coarse = shapely.coverage_simplify(joined.array, RURAL_DEGREES)
    outlines = shapes.right_hand(
        gpd.GeoSeries(
            [_along(shape, area, recipe["waypoint"]) for shape, area in zip(coarse, told, strict=True)], crs=4326
        )
    )
    texts = ("place_id", "name", "sense_en", "sense_fr", "uncertainty_en", "uncertainty_fr")
    columns = {name: [area[name] for area in told] for name in texts}
    area_km2 = shapes.area_km2(outlines).round().astype(int)
    return gpd.GeoDataFrame(columns | {"area_km2": area_km2}, geometry=outlines).sort_values("place_id")


def _along(shape: shapely.Geometry, area: Recipe, waypoints: Recipe) -> shapely.Geometry:
    """What of a shape lies within the told kilometres of the told axis; all of it where no axis is told."""
    if "along" not in area:
        return shape
    axis = gpd.GeoSeries([shapely.LineString([waypoints[stop] for stop in area["along"]])], crs=4326)
    belt = axis.to_crs(shapes.EQUAL_AREA).buffer(area["within_km"] * 1000).to_crs(4326)
    return shapely.intersection(shape, shapely.simplify(belt.iloc[0], RURAL_DEGREES / 4))


def _rivers(recipe: Recipe, africa: bytes) -> Layers:
    """The Niger inside the window, its steps of 1 km rounded off."""
    told = recipe["river"]
    lines = shapes.from_topojson(json.loads(africa), "rivers").geometry.iloc[told["features"]]
    frame = shapely.box(*(recipe["window"][side] for side in ("west", "south", "east", "north")))
    course = shapely.line_merge(shapely.intersection(lines.union_all(), frame))
    arms = [shapes.smooth(shapely.simplify(arm, 0.006)) for arm in shapely.get_parts(course)]
    niger = shapely.MultiLineString(arms)
    for point in told["passes"]:
        if niger.distance(shapely.Point(point)) > 0.1:
            raise BuildError(f"the river wanted within 0.1 degree of {point}, found {niger.distance(point):.2f} away")
    names = {key: told[key] for key in ("name_en", "name_fr")}
    return gpd.GeoDataFrame({"name": told["name_en"], **names}, geometry=[niger], index=[0], crs=4326)


def _frame(outlines: gpd.GeoSeries, key: str, **columns: Any) -> gpd.GeoDataFrame:
    """Outlines and columns as one frame, sorted by the index, which becomes the column `key`."""
    frame = gpd.GeoDataFrame(columns, geometry=outlines, index=outlines.index).sort_index()
    return frame.reset_index(names=key)
