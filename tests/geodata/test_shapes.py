import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from shapely import LineString, Point, Polygon, box
from shapely.ops import split

from geodata.building import shapes
from geodata.building.shapes import ShapeError


def series(*geometries, names=None, crs=4326):
    return gpd.GeoSeries(list(geometries), index=names, crs=crs)


# At the door


def test_another_coordinate_system_is_refused_and_both_are_named():
    with pytest.raises(ShapeError, match=r"WGS 84 wanted, WGS 84 / Pseudo-Mercator found"):
        shapes.area_km2(series(box(0, 0, 1, 1), crs=3857))


def test_no_coordinate_system_is_refused():
    with pytest.raises(ShapeError, match="none found"):
        shapes.area_km2(series(box(0, 0, 1, 1), crs=None))


def test_points_are_refused_where_polygons_are_wanted():
    with pytest.raises(ShapeError, match="Polygon or MultiPolygon wanted, Point found"):
        shapes.right_hand(series(Point(1, 18)))


def test_empty_and_missing_shapes_are_refused():
    with pytest.raises(ShapeError, match="2 of 3 shapes missing or empty"):
        shapes.require(series(box(0, 0, 1, 1), Polygon(), None), shapes.POLYGONAL)


def test_an_invalid_polygon_is_refused_with_the_reason():
    with pytest.raises(ShapeError, match="Self-intersection"):
        shapes.require(series(Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])), shapes.POLYGONAL)


def test_functions_take_a_frame_as_well_as_a_series():
    frame = gpd.GeoDataFrame({"name": ["a"]}, geometry=[box(0, 17, 1, 18)], crs=4326)
    assert shapes.area_km2(frame).iloc[0] == pytest.approx(shapes.area_km2(frame.geometry).iloc[0])


# Measuring


def test_areas_are_true_square_kilometres_whatever_the_latitude():
    # One degree by one at 17-18 and 24-25 N, by the formula of the WGS 84 ellipsoid.
    areas = shapes.area_km2(series(box(0, 17, 1, 18).segmentize(0.01), box(0, 24, 1, 25).segmentize(0.01)))
    assert areas.tolist() == pytest.approx([11_743.2, 11_219.6], rel=2e-3)


def test_two_equal_area_projections_agree():
    square = series(box(1, 18, 2, 19).segmentize(0.01))
    assert shapes.area_km2(square).iloc[0] == pytest.approx(square.to_crs(6933).area.iloc[0] / 1e6, rel=1e-3)


# Winding


def test_outer_rings_run_anticlockwise_and_holes_clockwise():
    clockwise = Polygon([(0, 0), (0, 4), (4, 4), (4, 0)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
    wound = shapes.right_hand(series(clockwise))
    assert shapely.is_ccw(wound.iloc[0].exterior)
    assert not shapely.is_ccw(wound.iloc[0].interiors[0])


def test_equal_shapes_are_wound_to_equal_coordinates():
    one = Polygon([(0, 0), (0, 4), (4, 4), (4, 0)])
    same = Polygon([(4, 4), (0, 4), (0, 0), (4, 0)])
    first, second = shapes.right_hand(series(one, same))
    assert list(first.exterior.coords) == list(second.exterior.coords)


# Holes


def test_only_small_holes_are_dropped():
    large, small = box(1, 17, 2, 18), box(3, 17, 3.01, 17.01)
    land = box(0, 16, 4, 19).difference(large).difference(small)
    (mended,) = shapes.drop_holes(series(land), under_km2=50)
    assert len(mended.interiors) == 1
    assert mended.equals(box(0, 16, 4, 19).difference(large))


# Shared borders


def test_overlaps_and_narrow_gaps_between_neighbours_are_closed():
    ragged = series(box(0, 0, 1.004, 1), box(1, 0, 2, 1), box(2.003, 0, 3, 1), names=["west", "middle", "east"])
    assert not shapes.is_coverage(ragged.iloc[:2])
    clean = shapes.clean_coverage(ragged, gap_deg=0.02)
    assert shapes.is_coverage(clean)
    assert list(clean.index) == ["west", "middle", "east"]


def test_a_wide_gap_stays_a_gap():
    ring = box(0, 0, 3, 3).difference(box(1, 1, 2, 2))
    halves = series(ring.intersection(box(0, 0, 1.5, 3)), ring.intersection(box(1.5, 0, 3, 3)))
    assert shapes.clean_coverage(halves, gap_deg=0.02).union_all().area == pytest.approx(8)


def test_dissolving_joins_by_group_in_sorted_order():
    squares = series(box(1, 0, 2, 1), box(0, 0, 1, 1), box(2, 0, 3, 1), names=["b1", "a", "b2"])
    joined = shapes.dissolve(squares, pd.Series(["b", "a", "b"], squares.index))
    assert list(joined.index) == ["a", "b"]
    assert joined["b"].equals(box(1, 0, 3, 1))


@pytest.fixture
def wavy():
    """Two columns, the left one of two units, with wiggling borders between them."""
    y = np.linspace(0, 3, 61)
    border = LineString(np.column_stack([1 + 0.003 * np.sin(40 * y), y]))
    x = np.linspace(-1, 2, 61)
    level = LineString(np.column_stack([x, 1.5 + 0.003 * np.sin(40 * x)]))
    left, right = split(box(0, 0, 2, 3), border).geoms
    south, north = split(left, level).geoms
    return shapes.clean_coverage(series(south, north, right, names=["south", "north", "east"]), gap_deg=0)


def test_simplified_neighbours_still_share_every_border(wavy):
    simple = shapes.simplify_shared(wavy, pd.Series(False, wavy.index), tolerance_deg=0.02)
    assert shapes.is_coverage(simple)
    assert list(simple.index) == list(wavy.index)
    assert len(shapely.get_coordinates(simple.array)) < len(shapely.get_coordinates(wavy.array)) / 4
    assert simple.union_all().equals(box(0, 0, 2, 3))


def test_borders_of_fine_units_keep_their_vertices(wavy):
    fine = pd.Series(wavy.index == "south", wavy.index)
    simple = shapes.simplify_shared(wavy, fine, tolerance_deg=0.02)
    assert shapes.is_coverage(simple)
    before, after = (shapely.get_coordinates(units["south"]) for units in (wavy, simple))
    assert {tuple(xy) for xy in after} == {tuple(xy) for xy in before.round(4)}


def test_a_tolerance_that_moves_too_much_ground_is_refused():
    west = Polygon([(0, 0), (1, 0), (1.3, 0.5), (1, 1), (0, 1)])
    units = series(west, box(0, 0, 2, 1).difference(west), names=["west", "east"])
    with pytest.raises(ShapeError, match="moved too far: east by 17"):
        shapes.simplify_shared(units, pd.Series(False, units.index), tolerance_deg=0.5)


def test_neighbours_end_at_the_border_of_the_country():
    # The neighbours' own idea of the border is 0.1 too far east in the north and 0.1 too far west in the south.
    country = box(0, 0, 2, 4)
    north, south = box(2.1, 1, 4, 4), box(1.9, 0, 4, 1)
    ours = shapes.meet_border(country, series(north, south, names=["north", "south"]), box(0, 0, 3, 4))
    assert ours["north"].equals(box(2, 1, 3, 4))
    assert ours["south"].equals(box(2, 0, 3, 1))


def test_a_strip_past_the_meeting_point_of_two_neighbours_is_cut_there():
    country = box(0, 0, 2, 4)
    north, south = box(2.1, 1, 4, 4), box(2.1, 0, 4, 1)
    ours = shapes.meet_border(country, series(north, south, names=["north", "south"]), box(0, 0, 3, 4))
    assert ours["north"].equals(box(2, 1, 3, 4))
    assert ours["south"].equals(box(2, 0, 3, 1))


def test_a_neighbour_outside_the_window_is_dropped():
    ours = shapes.meet_border(
        box(0, 0, 1, 1), series(box(1, 0, 2, 1), box(5, 5, 6, 6), names=["in", "out"]), box(0, 0, 2, 1)
    )
    assert list(ours.index) == ["in"]


# Lines


def test_a_smoothed_line_keeps_its_ends_and_stays_near():
    steps = LineString([(0, 0), (1, 0), (1, 1), (2, 1), (2, 2)])
    round_line = shapes.smooth(steps)
    assert round_line.coords[0] == (0, 0)
    assert round_line.coords[-1] == (2, 2)
    assert round_line.hausdorff_distance(steps) < 0.36


# TopoJSON

TOPOLOGY = {
    "transform": {"scale": [0.5, 0.5], "translate": [10, 20]},
    "arcs": [
        [[2, 0], [0, 2]],
        [[2, 2], [-2, 0], [0, -2], [2, 0]],
        [[2, 2], [2, 0], [0, -2], [-2, 0]],
        [[0, 0], [1, 0], [-1, 0]],
    ],
    "objects": {
        "land": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "west"}},
                {"type": "MultiPolygon", "arcs": [[[2, 0]], [[3]]], "properties": {"name": "east"}},
            ]
        },
        "river": {
            "geometries": [{"type": "LineString", "arcs": [-1]}, {"type": "MultiLineString", "arcs": [[0], [-2]]}]
        },
        "wells": {"geometries": [{"type": "Point", "arcs": [0]}]},
    },
}


def test_topojson_arcs_become_polygons_that_share_a_border():
    land = shapes.from_topojson(TOPOLOGY, "land").set_index("name").geometry
    assert land["west"].equals(box(10, 20, 11, 21))
    # The islet of the second country has two points left: it is gone.
    assert land["east"].equals(box(11, 20, 12, 21))
    assert shapes.is_coverage(land)


def test_a_negative_arc_runs_backwards():
    river = shapes.from_topojson(TOPOLOGY, "river")
    assert list(river.geometry[0].coords) == [(11, 21), (11, 20)]
    assert river["name"].isna().all()
    assert len(river.geometry[1].geoms) == 2


def test_a_missing_topojson_object_is_named():
    with pytest.raises(ShapeError, match="object lakes wanted, land, river, wells found"):
        shapes.from_topojson(TOPOLOGY, "lakes")


def test_topojson_points_are_refused():
    with pytest.raises(ShapeError, match="Point found"):
        shapes.from_topojson(TOPOLOGY, "wells")
