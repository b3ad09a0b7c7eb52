"""Incidents of other data sets as the page has them: what is handed over, under which address, and what they look like.

All incidents here were made for these tests; none is an event of any data set.
"""

import gzip
import json
import re
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from asking import client_of
from hypothesis import given
from hypothesis import strategies as st
from made_incidents import GED_NUMBERS, an_incident, as_ged, as_workbook, imported_into, many_incidents, origin_of

from dashboard.asked.incidents import LARGEST_OWN, MOST_DAYS
from dashboard.asked.layers import Layer
from dashboard.asked.reading import read_view
from dashboard.asked.state import DEFAULT
from dashboard.figures.incidents import EDGE, MOST_ON_A_SHEET, NEUTRAL, incident_look, incident_traces
from dashboard.handed.incidents import incident_columns
from dashboard.hosting.connection import LARGEST_REQUEST
from dashboard.text import LANGUAGES, Text
from dashboard.web.incidents import LARGEST_FILE
from geodata.incidents.keeping import FOLDER, NOTHING_IMPORTED, Imported
from geodata.incidents.reading import Kind, Precise
from geodata.incidents.recent import recent

COLUMNS = ("first", "last", "lon", "lat", "precise", "what", "sides", "where", "deaths", "of", "id")


@pytest.fixture(scope="module")
def incidents(record):
    return many_incidents(400, record)


@pytest.fixture(scope="module")
def columns(incidents, record):
    return incident_columns([(origin_of(incidents), incidents)], record, Text("en"))


def test_every_incident_is_handed_over_once_and_in_the_order_of_its_first_day(columns, incidents, record):
    assert {len(columns[name]) for name in COLUMNS} == {len(incidents)}
    assert columns["first"] == sorted(columns["first"])
    assert columns["longest"] == max((one.last - one.first).days for one in incidents)
    rows = {
        (columns["id"][at], columns["wheres"][columns["where"][at]], columns["deaths"][at], columns["first"][at])
        for at in range(len(incidents))
    }
    assert rows == {(one.id, one.where, one.deaths, record.period.index(one.first)) for one in incidents}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_have_every_place_that_the_page_fills(language, incidents, record):
    made = incident_columns([(origin_of(incidents), incidents)], record, Text(language))
    says = made["says"]
    for name in ("when", "what", "sides", "where", "precise", "deaths", "source"):
        assert f"{{{name}}}" in says["line"]
    assert "{days}" in made["credit"]
    assert "CC BY 4.0" in made["credit"]
    assert len(says["precise"]) == len(Precise)


def test_acled_is_credited_with_the_day_on_which_it_was_taken_and_what_was_left_out_of_it(incidents, record):
    origin = origin_of(incidents, Kind.ACLED)
    credit = incident_columns([(origin, incidents)], record, Text("fr"))["credit"]
    assert "acleddata.com" in credit
    assert "1ᵉʳ novembre 2026" in credit


# How they look


def test_an_incident_wears_the_colours_of_our_actors_and_grey_for_whom_we_do_not_know(record):
    def colours(side_a, side_b):
        look = incident_look(side_a, side_b, record)
        return look.colour, look.other

    army, csp = record.actors["GOV"].colour, record.actors["CSP"].colour
    assert colours("Government of Mali", "CSP") == (army, csp)
    assert colours("Dozo", "Government of Mali") == (NEUTRAL, army)
    assert colours("CSP", "Civilians") == (csp, None)
    assert colours("CSP", "") == (csp, None)


def test_what_is_placed_only_in_a_district_has_no_mark_and_what_is_near_has_a_ring(record):
    def drawn(precise):
        traces = incident_traces([an_incident(precise=precise)], record)
        return {trace["uid"]: (trace["x"], trace["marker"]["symbol"]) for trace in traces if trace["x"]}

    assert drawn(Precise.AREA) == {}
    assert drawn(Precise.POINT) == {"incidents": ([1.4092], "circle")}
    assert {symbol for _, symbol in drawn(Precise.NEAR).values()} == {"circle-open"}
    assert len(drawn(Precise.NEAR)) == 2, "a ring for each side"


def test_marks_that_would_lie_on_each_other_are_one(record):
    [_, _, exact] = incident_traces([an_incident(id="1"), an_incident(id="2"), an_incident(side_b="")], record)
    assert len(exact["x"]) == 2
    assert exact["marker"]["line"]["color"][1] == EDGE


@given(on=st.dates(date(2012, 1, 1), date(2024, 12, 31)), days=st.integers(1, MOST_DAYS))
def test_of_the_days_is_whatever_may_have_happened_on_one_of_them(on, days):
    some = [an_incident(first=on + timedelta(days=at), last=on + timedelta(days=at + 3)) for at in range(-days - 6, 4)]
    asked = {on - timedelta(days=back) for back in range(days)}
    for one in some:
        may_be = any(one.first + timedelta(days=more) in asked for more in range(4))
        assert (recent([one], on, days) == [one]) == may_be


# What the server hands out


@pytest.fixture(scope="module")
def imported(tmp_path_factory, incidents):
    return imported_into(tmp_path_factory.mktemp("imported") / "record", incidents)


def test_the_page_finds_them_at_an_address_that_changes_with_every_import(tmp_path, record):
    folder = imported_into(tmp_path / "record", (an_incident(),))
    before = Imported.of(folder)
    imported_into(folder, (an_incident(deaths=5),), Kind.CANDIDATE)
    after = Imported.of(folder)
    assert before.digest != after.digest
    client = client_of(record_dir=folder)
    found = client.get(f"/incidents/{record.digest}.json?imported={after.digest}&lang=fr")
    assert len(json.loads(found.data)["id"]) == 2
    gone = client.get(f"/incidents/{record.digest}.json?imported={before.digest}")
    assert gone.status_code == 404
    assert after.digest in gone.get_data(as_text=True)


def test_where_nothing_was_imported_there_is_nothing_to_draw_but_a_file_of_ones_own(record, tmp_path):
    assert Imported.of(tmp_path) == Imported(tmp_path, NOTHING_IMPORTED.digest)
    client = client_of()
    assert json.loads(client.get(f"/incidents/{record.digest}.json").data)["id"] == []
    page = client.get("/?layers=incidents").get_data(as_text=True)
    assert "Or drop a CSV or Excel file of UCDP or ACLED on the page" in page


def test_where_some_were_imported_the_layer_is_off_until_it_is_asked_for(imported):
    client = client_of(record_dir=imported)
    page = client.get("/").get_data(as_text=True)
    assert "incident-days" in page
    assert Layer.INCIDENTS not in DEFAULT.layers
    switched_on = re.compile('aria-checked="true"[^>]*>Incidents of other')
    assert not switched_on.search(page)
    assert switched_on.search(client.get("/?layers=places,incidents").get_data(as_text=True))


def test_a_finished_sheet_names_its_traces_and_those_of_incidents_among_them(imported, record):
    client = client_of(record_dir=imported)
    asked = f"/sheets/{record.digest}.json?on=2023-11-14&layers=places,incidents&incident_days=3660"
    [sheet] = client.get(asked).get_json()
    named = {trace["uid"]: len(trace["x"]) for trace in sheet["data"]}
    assert len(named) == len(sheet["data"])
    assert named["incidents"] > 0
    assert named["incidents-near"] > 0


def test_files_that_are_damaged_are_told_of_and_cost_nothing_else(tmp_path, record):
    folder = imported_into(tmp_path / "record", (an_incident(),))
    (folder / FOLDER / "ucdp-ged.csv").write_text("id,first\n1,yesterday\n", encoding="utf-8")
    client = client_of(record_dir=folder)
    assert client.get("/?layers=places,incidents").status_code == 200
    answer = client.get(f"/incidents/{record.digest}.json")
    assert answer.status_code == 409
    assert "allowed: what python -m geodata incidents import FILE writes" in answer.get_json()["error"]


@pytest.mark.parametrize("what", ["damaged", "many"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_briefing_sheet_that_can_draw_none_says_why(tmp_path, record, what, language):
    """A sheet without marks would say that nothing happened."""
    made = (an_incident(id=str(number)) for number in range(MOST_ON_A_SHEET + 1 if what == "many" else 1))
    folder = imported_into(tmp_path / "record", tuple(made))
    if what == "damaged":
        (folder / FOLDER / "ucdp-ged.csv").write_text("id,first\n1,yesterday\n", encoding="utf-8")
    client = client_of(record_dir=folder)
    asked = f"on=2023-11-14&layers=places,incidents&lang={language}"
    [sheet] = client.get(f"/sheets/{record.digest}.json?{asked}").get_json()
    [said] = [note["text"] for note in sheet["layout"]["annotations"] if note["name"] == "incidents"]
    why = said.replace("<br>", " ")
    assert why.startswith(Text(language)("Incidents of other data sets are not drawn: {why}", why=""))
    assert str(MOST_ON_A_SHEET) in why if what == "many" else "import FILE" in why
    assert not sum(len(trace["x"]) for trace in sheet["data"] if trace["uid"].startswith("incidents"))
    assert client.get(f"/?{asked}&brief=1").status_code == 200


@given(days=st.integers(1, MOST_DAYS))
def test_any_number_of_days_stands_in_the_address_and_comes_back(days, record):
    assert read_view(DEFAULT.but(incident_days=days).query(), record).state.incident_days == days


ACCESSED = "file=mine.csv&accessed=2026-11-01"


@pytest.fixture(scope="module")
def own(record):
    return f"/own-incidents/{record.digest}.json"


def test_a_file_of_ones_own_is_answered_as_one_that_was_imported_and_nothing_of_it_stays(
    own, record, incidents, tmp_path
):
    told = tuple(one for one in incidents if one.what in GED_NUMBERS)
    client = client_of(state_dir=tmp_path / "state")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "state").rglob("*")}
    found = client.post(f"{own}?{ACCESSED}", data=gzip.compress(as_ged(told)))
    assert found.status_code == 200
    assert "no-store" in found.headers["Cache-Control"]
    mine, theirs = json.loads(found.data), incident_columns([(origin_of(told), told)], record, Text("en"))
    assert {name for name in mine if mine[name] != theirs[name]} == {"credit", "sets"}
    assert "Accessed 1 November 2026" in mine["credit"]
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "state").rglob("*")} == before


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "half a file"),
        (b"id,type_of_violence", "no gzip"),
        (gzip.compress(b"a,b\n1,2\n"), "the columns a, b"),
        (gzip.compress(b"id,type_of_violence\n" * 20)[:-12], "half a file"),
        (gzip.compress(bytes(LARGEST_FILE + 1)), f"more than {LARGEST_FILE} bytes"),
        (gzip.compress(b"PK\x03\x04"), "an Office file under another name"),
    ],
    ids=["nothing", "not packed", "another table", "half", "large", "office"],
)
def test_what_is_no_event_file_is_refused_in_words(own, body, said):
    found = client_of().post(f"{own}?{ACCESSED}", data=body)
    assert found.status_code == 400
    assert said in json.loads(found.data)["error"]


@pytest.mark.parametrize("name", ["mine.xlsx", "MINE.XLSM"])
def test_a_workbook_of_ones_own_is_answered_as_the_same_table_in_csv(own, incidents, name):
    told = tuple(one for one in incidents if one.what in GED_NUMBERS)
    table = as_ged(told)
    found = [
        client_of().post(f"{own}?file={called}&accessed=2026-11-01", data=gzip.compress(data))
        for called, data in (("mine.csv", table), (name, as_workbook(table)))
    ]
    csv, workbook = (json.loads(one.data) for one in found)
    assert {each for each in csv if csv[each] != workbook[each]} <= {"credit", "sets"}
    assert len(csv["id"]) == len(told)


def test_a_workbook_that_would_be_too_large_unpacked_is_refused_before_it_is_unpacked(own):
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", bytes(LARGEST_FILE + 1))
    found = client_of().post(f"{own}?file=mine.xlsx&accessed=2026-11-01", data=gzip.compress(packed.getvalue()))
    assert found.status_code == 400
    assert f"{LARGEST_FILE + 1} bytes unpacked" in json.loads(found.data)["error"]


def test_the_day_on_which_it_was_given_is_a_day(own):
    found = client_of().post(f"{own}?accessed=today", data=gzip.compress(b"x"))
    assert found.status_code == 400
    assert "found 'today'; allowed: a day" in json.loads(found.data)["error"]


def test_a_file_of_ones_own_may_be_as_large_as_any_request():
    assert LARGEST_OWN == LARGEST_REQUEST
