"""What the committed vector layers show: communes, regions, massif, river, axes (fast, without network)."""

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from checks import is_right_hand
from shapely import Point

from geodata.building import shapes
from geodata.building.build import LAYERS
from geodata.building.ground import countrysides
from geodata.building.packages import BuildError
from geodata.grades import slug

# Town -> longitude, latitude, and the commune it lies in.
TOWNS = {
    "Kidal": (1.4092, 18.4434, "Kidal"),
    "Takellout": (1.4467, 18.1200, "Kidal"),
    "Anéfis": (0.6031, 18.0439, "Anéfis"),
    "Essouk": (1.1750, 18.7500, "Essouk"),
    "Abeïbara": (1.7500, 19.1167, "Abeïbara"),
    "Boughessa": (2.2631, 20.0136, "Boughessa"),
    "Tinzaouaten": (2.9750, 19.9393, "Tinzaouaten"),
    "Tessalit": (1.0119, 20.2013, "Tessalit"),
    "In Khalil": (1.0430, 21.1901, "Tessalit"),
    "Talahandak": (1.6569, 20.4129, "Tessalit"),
    "Amettetaï": (1.2342, 19.8628, "Tessalit"),
    "Eghergher": (1.4203, 20.1197, "Tessalit"),
    "Aguelhok": (0.8589, 19.4614, "Aguelhok"),
    "Tin-Essako": (2.4880, 18.4506, "Tin-Essako"),
    "Ménaka": (2.3961, 15.9199, "Ménaka"),
    "In-Délimane": (1.5198, 15.8708, "Ménaka"),
    "Andéramboukane": (3.0175, 15.4275, "Andéramboukane"),
    "Inékar": (3.1411, 15.9594, "Inékar"),
    "Tidermène": (2.4167, 16.6000, "Tidermène"),
}
TOWNS_OF_OTHER_REGIONS = {
    "Talataye": (1.5167, 16.5333, "Gao"),
    "Tamkoutat": (0.9921, 16.4032, "Gao"),
    "Gao": (-0.0447, 16.2717, "Gao"),
    "Bourem": (-0.3486, 16.9550, "Gao"),
    "Ansongo": (0.5022, 15.6597, "Gao"),
    "Labbezanga": (0.6960, 14.9563, "Gao"),
    "Tabankort": (0.2061, 17.7294, "Gao"),
    "Almoustarat": (0.0872, 17.3667, "Gao"),
    "Tarkint": (0.1169, 17.4794, "Gao"),
    "Tessit": (0.2925, 15.2238, "Gao"),
    "Ber": (-2.5289, 16.8331, "Tombouctou"),
    "Timbuktu": (-3.0074, 16.7735, "Tombouctou"),
    "Goundam": (-3.6707, 16.4145, "Tombouctou"),
    "Gossi": (-1.3006, 15.8230, "Tombouctou"),
    "Araouane": (-3.5265, 18.9048, "Taoudénit"),
    "Taoudenni": (-3.9792, 22.6769, "Taoudénit"),
}


@pytest.fixture(scope="module")
def communes(layers):
    return layers["communes"].set_index("name")


@pytest.fixture(scope="module")
def regions(layers):
    return layers["regions"].set_index("name")


# The communes and regions


def test_the_communes_are_the_ten_of_kidal_and_the_four_of_menaka(communes):
    assert communes["region"].value_counts().to_dict() == {"Kidal": 10, "Ménaka": 4}
    assert communes["commune_id"].is_unique
    assert communes.groupby("cercle").size().to_dict() == {
        "Kidal": 3,
        "Abeïbara": 3,
        "Tessalit": 3,
        "Tin-Essako": 1,
        "Ménaka": 1,
        "Andéramboukane": 1,
        "Inékar": 1,
        "Tidermène": 1,
    }


def test_a_commune_follows_its_own_seat_and_those_of_menaka_the_country_around_the_town(communes, record):
    own_seat = {name: slug(name) if slug(name) in record.places else None for name in communes.index}
    own_seat |= {"Tin-Essako": "tin-essako"}
    menaka = dict.fromkeys(communes.index[communes["region"] == "Ménaka"], "menaka-rural")
    assert communes["follows"].to_dict() == own_seat | menaka


@pytest.mark.parametrize(("region", "km2"), [("Kidal", 150_163), ("Ménaka", 77_932)])
def test_the_region_has_the_area_measured_before(communes, regions, region, km2):
    parts = shapes.area_km2(communes[communes["region"] == region])
    assert parts.sum() == pytest.approx(km2, rel=0.005)
    assert shapes.area_km2(regions)[region] == pytest.approx(parts.sum(), rel=1e-9)


def test_the_area_in_the_file_is_the_measured_one(communes):
    assert communes["area_km2"].tolist() == pytest.approx(shapes.area_km2(communes).tolist(), abs=0.06)


def test_the_communes_of_a_region_make_up_its_outline_exactly(communes, regions):
    for region in ("Kidal", "Ménaka"):
        own = communes[communes["region"] == region].union_all()
        assert shapely.coverage_is_valid([own, *regions.drop(region).geometry])
        assert own.equals(regions.geometry[region])


def test_communes_neither_overlap_nor_leave_a_gap(communes):
    assert shapely.coverage_is_valid(shapes.to_equal_area(communes).array)
    assert not any(part.interiors for part in shapely.get_parts(communes.union_all()))


def test_regions_neither_overlap_nor_leave_a_gap(regions):
    assert len(regions) == 11
    assert shapely.coverage_is_valid(shapes.to_equal_area(regions).array)
    assert not regions.union_all().interiors


def test_kidal_and_menaka_do_not_overlap(communes):
    kidal, menaka = (communes[communes["region"] == region].union_all() for region in ("Kidal", "Ménaka"))
    assert kidal.intersection(menaka).area == 0


def test_the_regions_make_up_mali_and_the_neighbours_begin_at_its_border(layers):
    mali = layers["mali"].geometry[0]
    assert mali.equals(layers["regions"].union_all())
    assert shapes.is_coverage(gpd.GeoSeries([mali, *layers["neighbours"].geometry], crs=4326))


def test_the_window_is_filled_with_land(layers):
    window = shapely.box(-13, 9.5, 7.5, 26)
    assert layers["neighbours"].union_all().union(layers["mali"].geometry[0]).covers(window)


def test_only_taoudenit_and_its_other_half_are_approximate(regions):
    assert regions.index[regions["approximate"]].tolist() == ["Taoudénit", "Tombouctou"]


@pytest.mark.parametrize("town", TOWNS)
def test_the_town_lies_in_its_commune(communes, town):
    lon, lat, commune = TOWNS[town]
    assert communes.index[communes.contains(Point(lon, lat))].tolist() == [commune]


@pytest.mark.parametrize("town", TOWNS_OF_OTHER_REGIONS)
def test_the_town_of_another_region_lies_there(communes, regions, town):
    lon, lat, region = TOWNS_OF_OTHER_REGIONS[town]
    assert regions.index[regions.contains(Point(lon, lat))].tolist() == [region]
    assert not communes.contains(Point(lon, lat)).any()


# The massif, the river, the axes, the neighbours


def test_the_massif_has_the_published_size_and_lies_in_kidal_region(layers, regions):
    massif = layers["massif"]
    assert shapes.area_km2(massif)[0] == pytest.approx(3_072, abs=2)
    assert regions.geometry["Kidal"].contains(massif.geometry[0])
    assert massif[["west_km", "north_km", "south_km", "east_km"]].iloc[0].tolist() == [5, 8, 10, 15]


@pytest.mark.parametrize("anchor", [(1.22, 19.525), (1.2342, 19.8628)])
def test_the_massif_contains_the_points_published_for_it(layers, anchor):
    assert layers["massif"].geometry[0].contains(Point(anchor))


@pytest.mark.parametrize("town", ["Aguelhok", "Tessalit", "Abeïbara", "Essouk", "Boughessa"])
def test_the_massif_stays_clear_of_the_towns_around_it(layers, town):
    lon, lat, _ = TOWNS[town]
    outline = layers["massif"].to_crs(shapes.EQUAL_AREA).geometry[0]
    where = gpd.GeoSeries([Point(lon, lat)], crs=4326).to_crs(shapes.EQUAL_AREA)[0]
    assert outline.distance(where) > 15_000


# The countrysides with claims of their own

INSIDE = {
    "ansongo-rural": [(0.5022, 15.6597), (0.7238, 15.1787), (0.9, 15.6), (0.6960, 14.9563)],
    "gourma": [(-1.3006, 15.8230), (-0.4606, 15.5461), (0.2925, 15.2238), (-1.9231, 16.8778), (-2.786, 15.8521)],
    "gao-kidal-road": [(0.1169, 17.4794), (0.0872, 17.3667), (0.2061, 17.7294)],
}
OUTSIDE = {
    "ansongo-rural": [(2.3961, 15.9199), (1.5167, 16.5333), (-0.0447, 16.2717), (0.2925, 15.2238)],
    "gourma": [(-0.0447, 16.2717), (-1.7, 15.2833), (-3.0074, 16.7735), (0.5022, 15.6597)],
    "gao-kidal-road": [(-0.0447, 16.2717), (0.6031, 18.0439), (1.4092, 18.4434), (-0.3486, 16.9550)],
}


@pytest.fixture(scope="module")
def rural():
    return gpd.read_file(LAYERS / "rural.geojson").set_index("place_id")


def test_a_countryside_holds_the_places_it_is_about_and_not_its_neighbours(rural):
    assert [*rural.index] == sorted(INSIDE)
    for place, outline in rural.geometry.items():
        assert all(outline.contains(Point(at)) for at in INSIDE[place]), place
        assert not any(outline.contains(Point(at)) for at in OUTSIDE[place]), place


def test_a_countryside_covers_no_other_ground_that_has_a_colour(rural, communes, layers):
    whole = [*rural.to_crs(shapes.EQUAL_AREA).geometry]
    others = [layer.to_crs(shapes.EQUAL_AREA).geometry for layer in (communes, layers["massif"])]
    for other in [*whole, *others[0], *others[1]]:
        shared = [outline.intersection(other).area / 1e6 for outline in whole if outline is not other]
        assert max(shared) < 60, "square kilometres: no more than the coarse edge"


def test_a_countryside_is_one_sound_outline_of_the_communes_it_is_made_of(rural):
    assert rural.geom_type.eq("Polygon").all()
    assert rural.is_valid.all()
    assert is_right_hand(rural.geometry)
    assert rural["area_km2"].to_dict() == pytest.approx(
        {"ansongo-rural": 10_400, "gao-kidal-road": 5_970, "gourma": 59_500}, rel=0.02
    )


TWO_COMMUNES = gpd.GeoDataFrame(
    {"source_name": ["East", "West"]}, geometry=[shapely.box(1, 15, 2, 16), shapely.box(0, 15, 1, 16)], crs=4326
).set_index(pd.Index(["e", "w"]))


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ([{"communes": {"e": "Easter"}}], r"\['Easter'\] wanted, \['East'\] found"),
        ([{"communes": {"n": "North"}}], r"\['North'\] wanted, \[nan\] found"),
        ([{"communes": {"e": "East"}}, {"communes": {"e": "East", "w": "West"}}], "some share a commune"),
    ],
)
def test_a_countryside_of_wrong_or_shared_communes_stops_the_build(told, message):
    with pytest.raises(BuildError, match=message):
        countrysides({"rural": told}, TWO_COMMUNES)


def test_a_countryside_says_in_both_languages_what_it_means_and_how_unsure_its_edge_is(rural):
    texts = rural[["sense_en", "sense_fr", "uncertainty_en", "uncertainty_fr"]]
    assert texts.notna().all(axis=None)
    assert rural["uncertainty_en"].str.startswith("Indicative.").all()
    assert rural["uncertainty_fr"].str.startswith("Indicatif.").all()


def test_the_river_is_the_niger_and_passes_its_towns(layers):
    assert layers["rivers"]["name_en"].tolist() == ["Niger"]
    for lon, lat in [(-7.98, 12.64), (-3.02, 16.68), (-0.0447, 16.2717), (0.5022, 15.6597)]:
        assert layers["rivers"].geometry[0].distance(Point(lon, lat)) < 0.1


def test_every_axis_is_named_and_begins_where_its_name_says(layers):
    tracks = layers["tracks"].set_index("name")
    assert tracks["kind"].value_counts().to_dict() == {"track": 11, "wadi": 1}
    for name, line in tracks[tracks["kind"] == "track"].geometry.items():
        stops = name.split("–")
        assert len(stops) == len(line.coords)
        for stop, point in zip(stops, line.coords, strict=True):
            if stop in TOWNS:
                assert point == pytest.approx(TOWNS[stop][:2], abs=0.0006)


def test_neighbours_have_names_in_both_languages(layers):
    names = layers["neighbours"].set_index("iso")[["name_en", "name_fr"]]
    assert names.loc["DZ"].tolist() == ["Algeria", "Algérie"]
    assert names.notna().all(axis=None)
