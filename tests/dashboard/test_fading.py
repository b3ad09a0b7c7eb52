"""The colour of a commune gives way with the distance from its seat, by a rule of drawing that is the same for all."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LinearRing, Point, Polygon, make_valid, unary_union

from dashboard.asked.layers import SHOWN_AT_FIRST, Layer
from dashboard.asked.reading import read_view
from dashboard.asked.state import DEFAULT
from dashboard.figures.map.areas import areas
from dashboard.figures.map.fading import ACROSS, COARSE, DISTANCES, fades, fading_traces
from dashboard.figures.map.figure import map_json
from dashboard.figures.map.ground import EARTH_KM_PER_DEGREE
from dashboard.figures.style import SHEET
from dashboard.text import Text

ENGLISH = Text("en")


def sheets(record):
    """The ground of each sheet; a ring that runs the other way round is a hole."""
    found = []
    for _, trace in fading_traces(record):
        rings, ring = [], []
        for lon, lat in zip([*trace["x"], None], [*trace["y"], None], strict=True):
            if lon is not None:
                ring.append((lon, lat))
                continue
            rings.append((LinearRing(ring).is_ccw, make_valid(Polygon(ring))))
            ring = []
        solid, holes = (
            unary_union([ground for is_solid, ground in rings if is_solid is wanted]) for wanted in (True, False)
        )
        found.append(solid - holes)
    return found


def drawn(record, layers, **asked):
    state = replace(DEFAULT, layers=frozenset(layers), **asked)
    return map_json(record, state, ENGLISH, relief="relief.jpg")


def seen_sheets(figure):
    return [trace for trace in figure["data"] if trace["uid"].startswith("fading-") and trace["visible"]]


@settings(max_examples=300)
@given(data=st.data())
def test_as_many_sheets_lie_over_a_spot_as_distances_from_its_seat_are_exceeded(record, data):
    commune = data.draw(st.sampled_from([area for area in areas(record) if fades(area, record)]))
    west, south, east, north = commune.shape.bounds
    spot = Point(data.draw(st.floats(west, east)), data.draw(st.floats(south, north)))
    seat = record.places[commune.follows]
    away = ((spot.x - seat.lon) * ACROSS) ** 2 + ((spot.y - seat.lat) * EARTH_KM_PER_DEGREE) ** 2
    over = sum(sheet.contains(spot) for sheet in sheets(record))
    if not commune.shape.buffer(-0.01).contains(spot):
        return
    least, most = (sum(km < away**0.5 + slack for km in DISTANCES) for slack in (-2 * COARSE, 2 * COARSE))
    assert least <= over <= most


def test_ground_without_a_seat_lies_under_no_sheet(record):
    flat = [area for area in areas(record) if not area.is_indicative and not fades(area, record)]
    assert {area.layer for area in flat} == {Layer.KIDAL, Layer.MENAKA}
    for area in flat:
        assert all(sheet.intersection(area.shape.buffer(-0.01)).area < 1e-4 for sheet in sheets(record))


def test_countrysides_and_the_massif_lie_above_the_sheets_and_communes_below(record):
    order = [trace["uid"] for trace in drawn(record, SHOWN_AT_FIRST)["data"]]
    lain = [order.index(uid) for uid in order if uid.startswith("fading-")]
    for area in areas(record):
        at = order.index(area.outline["uid"])
        assert at > max(lain) if area.is_indicative else at < min(lain)


@pytest.mark.parametrize("layers", [{Layer.KIDAL}, {Layer.FADING}, {Layer.FADING, Layer.MENAKA}, set()])
def test_no_sheet_lies_where_its_region_is_not_coloured_or_colours_are_wanted_flat(record, layers):
    figure = drawn(record, layers)
    assert not seen_sheets(figure)
    assert "Fading" not in str(figure["layout"]["annotations"])


def test_the_legend_says_what_fading_means_where_it_is_seen(record):
    figure = drawn(record, {Layer.KIDAL, Layer.FADING})
    assert {trace["fillcolor"] for trace in seen_sheets(figure)} == {SHEET}
    assert len(seen_sheets(figure)) == len(DISTANCES)
    assert "Fading: reach not known" in str(figure["layout"]["annotations"])


@given(offset=st.integers(0, 4748), actor=st.sampled_from(["", "CSP", "JNIM"]))
@settings(max_examples=20)
def test_the_sheets_are_the_same_on_every_day_and_under_every_filter(record, offset, actor):
    asked = {"on": date(2012, 1, 1) + timedelta(days=offset), "actors": frozenset({actor} - {""})}
    assert seen_sheets(drawn(record, SHOWN_AT_FIRST, **asked)) == seen_sheets(drawn(record, SHOWN_AT_FIRST))


def test_a_view_opens_with_fading_and_an_address_can_ask_for_flat_communes(record):
    assert Layer.FADING in DEFAULT.layers
    flat = read_view("layers=kidal,menaka,places", record).state
    assert not seen_sheets(map_json(record, flat, ENGLISH, relief="relief.jpg"))
