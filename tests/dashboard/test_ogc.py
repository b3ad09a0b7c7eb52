"""OGC API Features: ``datetime`` gives what holds on that day; pages, filters, refusals; GDAL and OWSLib read it."""

import json
import random
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from asking import some_days
from owslib.ogcapi.features import Features
from werkzeug.serving import make_server

from geodata import answers, layers
from geodata.features import features_on
from geodata.items import OFFERED

DAYS = some_days(50)


@pytest.fixture(scope="module")
def ask(app):
    client = app.server.test_client()

    def ask(address, status=200):
        answer = client.get(f"/ogc{address}")
        assert answer.status_code == status, answer.data[:300]
        return answer.get_json(force=True)

    return ask


def every(ask, address):
    """All features of a collection, page by page."""
    found = []
    while address:
        page = ask(address)
        assert page["numberReturned"] == len(page["features"])
        found += page["features"]
        following = [link["href"] for link in page["links"] if link["rel"] == "next"]
        address = following[0].partition("/ogc")[2] if following else None
    return found


def test_what_is_asked_of_a_day_is_what_holds_on_it(ask, record):
    chooser = random.Random(7)
    for day in DAYS:
        told = {row["place"]: row for row in answers.at(record, day)}
        name = chooser.choice(["places", "minusma-bases", "tigharghar"])
        found = ask(f"/collections/{name}/items?datetime={day}&limit=1000")["features"]
        assert len(found) == len(layers.LAYERS[name](day, record))
        for one in found:
            said, answer = one["properties"], told[one["properties"]["place"]]
            for column in ("controller", "status", "grade", "claim_id", "since"):
                assert said[column] == answer[column]
            assert said["valid_from"] <= day.isoformat() <= said["valid_until"]


@pytest.mark.parametrize("name", ["kidal", "menaka", "tigharghar", "minusma-bases", "places"])
def test_it_says_what_the_layer_says_through_a_lens_too(ask, record, name):
    day = DAYS[30]
    for query in ("", "&grade=B2", f"&known={day - timedelta(days=3)}"):
        found = ask(f"/collections/{name}/items?datetime={day}T12:00:00Z&limit=1000{query}")["features"]
        assert len(found) == len(features_on(record, name, day))
    assert "published_later" in found[0]["properties"]


@pytest.mark.parametrize("name", OFFERED)
def test_pages_give_every_item_once_in_order(ask, name):
    whole = ask(f"/collections/{name}/items?limit=1000")
    paged = every(ask, f"/collections/{name}/items?limit=300")
    assert len(paged) == whole["numberMatched"]
    assert len({one["id"] for one in paged}) == len(paged)
    assert [one["id"] for one in paged][:1000] == [one["id"] for one in whole["features"]]
    first = paged[0]
    assert ask(f"/collections/{name}/items/{first['id']}")["properties"].items() <= first["properties"].items()


def test_intervals_boxes_and_columns_choose(ask):
    of_kidal = every(ask, "/collections/places/items?place=kidal&limit=1000")
    assert {one["properties"]["place"] for one in of_kidal} == {"kidal"}
    late = ask("/collections/places/items?place=kidal&datetime=2023-11-14/..")["features"]
    assert late == [one for one in of_kidal if one["properties"]["valid_until"] >= "2023-11-14"]
    early = ask("/collections/places/items?place=kidal&datetime=../2012-03-01")["features"]
    assert early == [one for one in of_kidal if one["properties"]["valid_from"] <= "2012-03-01"]
    around = ask("/collections/places/items?bbox=1.2,18.3,1.6,18.6&datetime=2023-11-14")["features"]
    assert {one["properties"]["place"] for one in around} >= {"kidal"}
    assert ask("/collections/sources/items?bbox=1,18,2,19")["numberMatched"] == 0, "what has no shape is nowhere"
    held = ask("/collections/places/items?controller=GOV&datetime=2023-11-14&limit=1000")["features"]
    assert {one["properties"]["controller"] for one in held} == {"GOV"}


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/collections/roads", 404, "allowed: kidal"),
        ("/collections/places/items/nowhere.2012-01-01", 404, "no item"),
        ("/collections/places/items?limit=0", 400, "a whole number from 1"),
        ("/collections/places/items?limit=many", 400, "a whole number from 1"),
        ("/collections/places/items?bbox=1,2,3", 400, "west,south,east,north"),
        ("/collections/places/items?bbox=nan,1,2,3", 400, "west,south,east,north"),
        ("/collections/places/items?datetime=yesterday", 400, "YYYY-MM-DD"),
        ("/collections/places/items?datetime=2023-02-30", 400, "YYYY-MM-DD"),
        ("/collections/places/items?datetime=2023-11-14/2023-11-13", 400, "YYYY-MM-DD"),
        ("/collections/places/items?colour=red", 400, "found parameter 'colour'"),
        ("/collections?foo=1", 400, "found parameter 'foo'"),
        ("/collections/places/items?edition=0123456789ab", 404, "keeps no edition"),
        ("?f=xml", 400, "allowed: json, html"),
    ],
)
def test_bad_questions_are_refused_in_words(ask, address, status, said):
    assert said in ask(address, status)["error"]


def test_a_limit_beyond_the_most_is_met_as_far_as_it_goes(ask):
    assert ask("/collections/claims/items?limit=5000")["numberReturned"] == 1000


def test_every_address_is_a_page_for_people_too(app):
    client = app.server.test_client()
    for address in ("", "/conformance", "/collections", "/collections/places", "/collections/places/items"):
        page = client.get(f"/ogc{address}?lang=fr", headers={"Accept": "text/html,*/*;q=0.8"})
        assert page.mimetype == "text/html"
        assert '<html lang="fr">' in page.get_data(as_text=True)
        assert client.get(f"/ogc{address}?f=json").is_json or address.endswith("items")
    assert "<script>" not in client.get("/ogc/collections/events/items?f=html&limit=1000").get_data(as_text=True)


def test_collections_say_where_and_when_they_are(ask):
    for one in ask("/collections")["collections"]:
        assert one == ask(f"/collections/{one['id']}")
        if one["id"] != "sources":
            west, south, east, north = one["extent"]["spatial"]["bbox"][0]
            assert -13 < west < east < 8
            assert 9 < south < north < 26


@pytest.fixture(scope="module")
def address(app):
    """The app on a port of this machine."""
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}/ogc"
    server.shutdown()


GDAL = """
import json, sys, pyogrio
source = f"OAPIF:{sys.argv[1]}"
names = [name for name, _ in pyogrio.list_layers(source)]
frames = {name: pyogrio.read_dataframe(source, layer=name) for name in names}
places = frames["places"]
kidal = places[(places["place"] == "kidal") & (places["valid_from"].astype(str) <= "2023-11-14")]
print(json.dumps({
    "counts": {name: len(frame) for name, frame in frames.items()},
    "holder": kidal.iloc[-1]["controller"],
    "names": sorted(set(places["name"])),
}))
"""


def test_gdal_reads_every_collection_whole(address, ask):
    """In a process of its own: it waits for the server without letting other threads of Python on."""
    done = subprocess.run(
        [sys.executable, "-c", GDAL, address], capture_output=True, text=True, check=True, timeout=300
    )
    told = json.loads(done.stdout)
    wanted = {name: ask(f"/collections/{name}/items?limit=1")["numberMatched"] for name in OFFERED}
    assert told["counts"] == wanted
    assert told["holder"] == "GOV"
    assert "Ménaka" in told["names"]


def test_owslib_reads_every_collection(address, ask):
    features = Features(f"{address}/")
    assert set(features.feature_collections()) == set(OFFERED)
    for name in OFFERED:
        found = features.collection_items(name, datetime_="2023-11-14", limit=1000)
        wanted = ask(f"/collections/{name}/items?datetime=2023-11-14&limit=1000")
        assert found["numberMatched"] == wanted["numberMatched"]
        assert [one["id"] for one in found["features"]] == [one["id"] for one in wanted["features"]]


def test_the_api_definition_names_every_address_of_it(app):
    told = json.loads(app.server.test_client().get("/openapi.json").data)
    assert {f"/ogc{one}" for one in ("", "/conformance", "/collections", "/collections/{collection}")} <= set(
        told["paths"]
    )
