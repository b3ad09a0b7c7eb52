"""The mission's layers on a day: columns, coordinates, and what they showed on days everyone remembers."""

from dataclasses import replace
from datetime import date

import pytest
from geopandas.testing import assert_geodataframe_equal, assert_geoseries_equal
from hypothesis import given
from hypothesis import strategies as st
from period import FIRST, LAST

from geodata import layers as shown
from geodata.bases import in_use, phase
from geodata.building import shapes
from geodata.dates import PartialDate
from geodata.grades import Grade
from geodata.layer_reading import Frames
from geodata.layers import LAYERS, kidal, menaka, minusma_bases, places, tigharghar
from geodata.timeline import Lens, Timeline

TAKEN = date(2023, 11, 14)  # the army and Wagner enter Kidal

OF_ALL = {"place", "name", "name_fr", "kind", "controller", "status", "contested_by", "present", "around"}
OF_ALL |= {"since", "precision", "grade", "claim", "claim_fr", "claim_id", "sources", "geometry"}
OF_COMMUNES = {"commune_id", "region", "cercle", "area_km2"}
OF_POINTS = {"position_precision_m"}
OF_BASES = OF_POINTS | {"base_name", "contributors", "opened", "opened_precision", "departed", "handed_over"}
OF_BASES |= {"handed_to", "counted_in_thirteen", "phase"}
OWN = {"kidal": OF_COMMUNES, "menaka": OF_COMMUNES, "tigharghar": set(), "places": OF_POINTS, "minusma-bases": OF_BASES}
TYPES = {"kidal": "Polygon", "menaka": "Polygon", "tigharghar": "Polygon", "places": "Point", "minusma-bases": "Point"}


@pytest.fixture(scope="module")
def bases(record):
    return minusma_bases(TAKEN, record).set_index("place")


# All of them


def test_the_layers_of_the_command_line_are_those_of_the_mission_and_the_places():
    assert set(LAYERS) == set(OWN)


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_has_the_columns_it_documents_and_no_others(record, name):
    assert set(LAYERS[name](TAKEN, record).columns) == OF_ALL | OWN[name]


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_is_in_degrees_with_valid_shapes_of_one_kind(record, name):
    frame = LAYERS[name](TAKEN, record)
    assert frame.crs == "EPSG:4326"
    assert frame.is_valid.all()
    assert set(frame.geom_type) == {TYPES[name]}
    assert frame.within(record.layers["mali"].union_all().buffer(0.15)).all()


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_without_a_record_is_that_of_the_committed_one(record, name):
    assert_geodataframe_equal(LAYERS[name](TAKEN), LAYERS[name](TAKEN, record))


@pytest.mark.parametrize("name", LAYERS)
@given(first=st.dates(FIRST, LAST), second=st.dates(FIRST, LAST))
def test_only_what_is_told_changes_from_day_to_day_never_a_shape(record, name, first, second):
    one, other = (LAYERS[name](day, record) for day in (first, second))
    assert_geoseries_equal(one.geometry, other.geometry)
    assert one["name"].tolist() == other["name"].tolist()


@pytest.mark.parametrize("name", LAYERS)
@given(day=st.dates(FIRST, LAST))
def test_a_layer_says_what_the_timeline_says(record, name, day):
    states = Timeline(record).states(day)
    frame = LAYERS[name](day, record)
    for row in frame[frame["place"].notna()].itertuples():
        state = states[row.place]
        assert row.status == state.status
        assert (row.controller if isinstance(row.controller, str) else None) == state.controller
        assert row.present == ";".join(state.present)
        assert row.around == ";".join(state.around)
        assert row.since == state.held_since.isoformat()
        assert row.claim_id == state.claim.id
        assert row.grade == str(record.grade_of(state.claim))


@pytest.mark.parametrize("name", LAYERS)
def test_what_the_lens_hides_is_unknown_and_has_no_claim(record, name):
    frame = LAYERS[name](TAKEN, record, Lens(min_grade=Grade.parse("A1")))
    hidden = frame[frame["grade"] != "A1"]
    assert len(hidden)
    assert set(hidden["status"]) == {"unknown"}
    assert hidden[["controller", "claim", "claim_fr", "claim_id", "grade"]].isna().all(axis=None)
    assert set(hidden["sources"]) == set(hidden["present"]) == {""}


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_is_new_each_time_so_that_nobody_can_spoil_anothers(record, name):
    spoilt = LAYERS[name](TAKEN, record)
    spoilt["controller"] = "nobody"
    spoilt.geometry = spoilt.buffer(0).boundary
    assert set(LAYERS[name](TAKEN, record).geom_type) == {TYPES[name]}


# Kidal and Ménaka


def test_kidal_has_ten_communes_and_menaka_four(record):
    assert (len(kidal(TAKEN, record)), len(menaka(TAKEN, record))) == (10, 4)


def test_every_commune_shows_the_place_it_follows_and_says_so(record):
    follows = record.layers["communes"].set_index("commune_id")["follows"]
    for layer in (kidal, menaka):
        frame = layer(TAKEN, record).set_index("commune_id")
        for commune, place in frame["place"].items():
            assert (place if isinstance(place, str) else None) == follows[commune]


def test_a_commune_that_follows_no_place_is_unknown_on_every_day(record):
    communes = record.layers.read["communes"]
    said = tuple(one | ({"follows": None} if one["name"] == "Kidal" else {}) for one in communes.said)
    changed = replace(record, layers=Frames(record.layers.read | {"communes": replace(communes, said=said)}))
    for day in (FIRST, TAKEN, LAST):
        row = kidal(day, changed).set_index("name").loc["Kidal"]
        assert row["status"] == "unknown"
        assert row[["place", "controller", "since", "grade", "claim_id"]].isna().all()
        assert (row["present"], row["sources"]) == ("", "")


def test_the_commune_of_kidal_is_taken_on_14_november_2023(record):
    before, after = (kidal(day, record).set_index("name").loc["Kidal"] for day in (date(2023, 11, 13), TAKEN))
    assert (before["controller"], before["status"]) == ("CSP", "held")
    assert (after["controller"], after["status"], after["present"]) == ("GOV", "held", "WAGNER")
    assert (after["since"], after["precision"], after["claim_id"]) == ("2023-11-14", "day", "kidal-2023-11-14-r2")


def test_every_commune_of_menaka_follows_the_country_around_the_town_and_not_the_town(record):
    frame = menaka(TAKEN, record)
    assert set(frame["place"]) == {"menaka-rural"}
    assert set(frame["controller"]) == {"ISSP"}
    town = places(TAKEN, record).set_index("place").loc["menaka"]
    assert town["controller"] == "GOV"


def test_the_area_of_a_commune_is_measured_on_the_ground(record):
    for layer in (kidal, menaka):
        frame = layer(TAKEN, record)
        assert frame["area_km2"].tolist() == pytest.approx(shapes.area_km2(frame).tolist(), abs=0.06)


# The Adrar Tigharghar


def test_the_massif_is_one_outline_with_claims_of_its_own(record):
    frame = tigharghar(date(2013, 3, 31), record)
    assert frame["place"].tolist() == ["adrar-tigharghar"]
    assert frame["kind"].tolist() == ["massif"]
    assert frame["controller"].tolist() == ["FRANCE"]
    assert tigharghar(FIRST, record)["controller"].tolist() != ["FRANCE"]


# The former bases of the UN


def test_there_are_sixteen_bases_of_the_un_thirteen_of_them_counted(bases):
    assert len(bases) == 16
    assert bases["counted_in_thirteen"].sum() == 13


def test_the_three_that_are_not_counted_were_given_back_earlier(bases):
    earlier = bases[~bases["counted_in_thirteen"]]
    assert set(earlier.index) == {"un-lere", "un-gossi", "un-diabaly"}
    assert (earlier["departed"].str[:4].astype(int) < 2023).all()
    assert set(earlier["phase"]) == {"closed"}


def test_the_thirteen_were_all_left_between_august_and_december_2023(bases):
    departed = bases.loc[bases["counted_in_thirteen"], "departed"]
    assert departed.between("2023-07-01", "2023-12-31").all()


def test_a_base_that_was_abandoned_was_handed_to_nobody(bases):
    abandoned = bases[bases["handed_over"].isna()]
    assert set(abandoned.index) == {"un-kidal", "un-tessalit", "un-aguelhok"}
    assert abandoned["handed_to"].isna().all()
    assert bases.loc[~bases.index.isin(abandoned.index), "handed_to"].notna().all()


@pytest.mark.parametrize(
    ("day", "controller", "present", "phase"),
    [
        (date(2023, 10, 30), "MINUSMA", None, "in use"),
        (date(2023, 10, 31), "CSP", "", "closed"),
        (date(2023, 11, 13), "CSP", "", "closed"),
        (date(2023, 11, 14), "GOV", "WAGNER", "closed"),
    ],
)
def test_the_camp_at_kidal_goes_from_the_un_to_the_csp_to_the_army(record, day, controller, present, phase):
    camp = minusma_bases(day, record).set_index("place").loc["un-kidal"]
    assert (camp["controller"], camp["phase"]) == (controller, phase)
    assert present in (None, camp["present"])


def test_on_14_november_2023_five_of_the_thirteen_are_still_in_use(bases):
    in_use_still = bases.index[bases["phase"] == "in use"]
    assert set(in_use_still) == {"un-ansongo", "un-mopti-sevare", "un-timbuktu", "un-gao", "un-bamako"}
    assert set(bases.loc[in_use_still, "controller"]) == {"MINUSMA"}


@given(first=st.dates(FIRST, LAST), second=st.dates(FIRST, LAST))
def test_a_base_never_goes_back_to_an_earlier_phase(record, first, second):
    order = ["not yet open", "in use", "closed"]
    before, after = sorted((first, second))
    for base in record.bases.values():
        assert order.index(phase(base, before, record)) <= order.index(phase(base, after, record))


def test_a_base_is_closed_from_the_day_its_last_troops_left(record):
    camp = record.bases["un-kidal"]
    assert in_use(camp, record)[1] == date(2023, 10, 31)
    assert [
        phase(camp, day, record)
        for day in (date(2013, 6, 30), date(2013, 7, 1), date(2023, 10, 30), date(2023, 10, 31))
    ] == [
        "not yet open",
        "in use",
        "in use",
        "closed",
    ]


def test_a_departure_known_to_the_month_counts_from_its_last_day(record):
    camp = replace(record.bases["un-kidal"], departed=PartialDate.parse("2019-10"))
    assert phase(camp, date(2019, 10, 30), record) == "in use"
    assert phase(camp, date(2019, 10, 31), record) == "closed"


def test_a_base_nobody_left_is_in_use_to_the_last_day(record):
    camp = replace(record.bases["un-kidal"], departed=None)
    assert phase(camp, LAST, record) == "in use"


def test_a_base_is_not_open_before_anyone_is_said_to_hold_the_site(record):
    for base in record.bases.values():
        held = [claim.valid_from for claim in record.claims_of[base.place_id] if claim.controller]
        assert in_use(base, record)[0] >= min(held)


# Places


def test_places_are_those_with_a_position_that_are_no_bases(record):
    frame = places(TAKEN, record)
    wanted = [place.id for place in record.places.values() if place.lat is not None and not place.kind.is_base]
    assert frame["place"].tolist() == wanted
    assert frame["position_precision_m"].gt(0).all()


def test_a_point_stands_at_longitude_and_latitude_in_that_order(record):
    point = places(TAKEN, record).set_index("place").geometry["kidal"]
    assert (point.x, point.y) == (record.places["kidal"].lon, record.places["kidal"].lat)


def test_every_layer_of_the_module_has_a_docstring_that_says_its_shape():
    assert all(layer.__doc__ for layer in LAYERS.values())
    assert "EPSG:4326" in shown.__doc__
