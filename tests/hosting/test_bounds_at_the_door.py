"""What is asked too much, too deep or by no page is refused at once; what fails is told as a failure."""

import json
import random

import pytest
from asking import client_of

from dashboard.app import create_app
from dashboard.config import Settings
from dashboard.hosting.admission import LONGEST_ADDRESS, MOST_PARAMETERS

CALLS = "/_dash-update-component"
MANY = "&".join(["a=1"] * 240_000)
PAGE = {"id": "page", "property": "children"}
WINDOW = {"width": 1440, "height": 900}
START = {"query": "?on=2023-11-14", "language": "en"}


@pytest.fixture(scope="module")
def client():
    return client_of(exports_per_minute=10000)


def page_call(query="?on=2023-11-14", window=WINDOW, **changes):
    inputs = [
        {"id": "location", "property": "search", "value": query},
        {"id": "viewport", "property": "data", "value": window},
    ]
    return {"output": "page.children", "outputs": PAGE, "inputs": inputs, "changedPropIds": []} | changes


def card_call(place="kidal", start=START, **changes):
    return {
        "output": "cards.data",
        "outputs": {"id": "cards", "property": "data"},
        "inputs": [{"id": "place", "property": "data", "value": place}],
        "state": [{"id": "start", "property": "data", "value": start}],
        "changedPropIds": [],
    } | changes


def test_the_calls_that_the_page_makes_are_answered(client):
    for call in (page_call(), page_call(None), page_call(window=None), page_call(window={"width": 1.5, "height": 9})):
        assert client.post(CALLS, json=call).status_code in (200, 204)
    for call in (card_call(), card_call(None, None), card_call("nowhere")):
        assert client.post(CALLS, json=call).status_code in (200, 204)


@pytest.mark.parametrize(
    "call",
    [
        page_call(f"?{MANY}"),
        page_call("?on=" + "1" * 500_000),
        page_call(["?on=2023-11-14"]),
        page_call({"on": 1}),
        page_call(5),
        page_call(window={"width": "wide", "height": 900}),
        page_call(window={"width": 1e308, "height": 900}),
        page_call(window={"width": -1, "height": 900}),
        page_call(window={"width": True, "height": 900}),
        page_call(window=[1440, 900]),
        page_call(window={}),
        page_call(state=None),
        page_call(inputs=None),
        page_call(outputs=None),
        page_call(outputs={"id": "cards", "property": "data"}),
        page_call(outputs=[PAGE]),
        page_call(outputs=[PAGE, PAGE]),
        page_call(output="cards.data"),
        page_call(changedPropIds=None),
        page_call(changedPropIds=[{}]),
        card_call(state=None),
        card_call(start=None),
        card_call(start={"query": "", "language": "de"}),
        card_call(start={"query": 7, "language": "en"}),
        card_call(start={"language": ["en"]}),
        card_call({"id": "kidal"}),
        card_call(["kidal"]),
    ],
)
def test_a_call_that_no_page_makes_is_refused_before_it_is_read(client, monkeypatch, call):
    monkeypatch.setattr("dashboard.web.reader.read_view", lambda *_: pytest.fail("read"))
    answer = client.post(CALLS, json=call)
    assert answer.status_code == 400
    assert answer.get_json()["error"]


@pytest.mark.parametrize("deep", [b"[" * 1000 + b"]" * 1000, b'{"a":' * 1000 + b"1" + b"}" * 1000, b"[" * 1_000_000])
def test_json_as_deep_as_a_well_is_refused(client, deep):
    answer = client.post(CALLS, data=deep, content_type="application/json")
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/api/at", "/api/words", "/brief.png", "/nothing", "/assets/page.css"]
)
def test_an_address_that_asks_too_much_is_refused_before_it_is_read(client, monkeypatch, path):
    monkeypatch.setattr("werkzeug.sansio.request.Request.args", property(lambda _: pytest.fail("read")))
    assert client.get(f"{path}?{MANY}").status_code == 414
    assert client.get(f"{path}?{'&' * MOST_PARAMETERS}").status_code == 400
    assert client.get(f"{path}?on={'9' * LONGEST_ADDRESS}").status_code == 414


@pytest.mark.parametrize("name", ["frames", "changes"])
@pytest.mark.parametrize("digest", ["a" * 300, "a" * 12, "../x", "%00", "A" * 12, "0" * 11])
def test_a_digest_that_is_none_is_not_found(client, name, digest):
    assert client.get(f"/{name}/{digest}.json").status_code == 404
    assert client.get(f"/ground/{digest}/relief.jpg").status_code == 404


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/api/at?on=2023-11-14&limit=1", "allowed: on, known, grade"),
        ("/api/at?on=2023-11-14&foo=1", "allowed: on, known, grade"),
        ("/api/changes?from=2023-01-01&to=2023-02-01&places=kidal", "place, actor"),
        ("/api/history/kidal?on=2023-11-14", "allowed: known, grade"),
        ("/api/words?on=2023-11-14&foo=1", "allowed: on, view"),
        ("/api/health?verbose=1", "allowed: lang"),
        ("/api/progress/0123456789abcdef?x=1", "allowed: lang"),
        ("/download/record.zip?on=2023-11-14", "allowed: edition, lang"),
        ("/download/trends/places.csv?foo=1", "allowed: on, view"),
        ("/api/at?on=2023-11-14&on=2023-11-15", "on: found '2023-11-14, 2023-11-15'; allowed: 1"),
        ("/api/words?on=2023-11-14&on=2023-11-15", "on: found '2023-11-14, 2023-11-15'; allowed: 1"),
        ("/brief.png?on=2023-11-14&on=2023-11-15", "on: found '2023-11-14, 2023-11-15'; allowed: 1"),
    ],
)
def test_what_an_address_does_not_take_is_refused_with_what_it_takes(client, address, named):
    answer = client.get(address)
    assert answer.status_code == 400
    assert named in answer.get_json()["error"]


def test_every_address_of_the_api_says_what_it_takes():
    server = create_app(Settings()).server
    reads_a_view = {"api.words"}
    rules = [rule for rule in server.url_map.iter_rules() if rule.rule.startswith("/api/")]
    without = {rule.endpoint for rule in rules if not hasattr(server.view_functions[rule.endpoint], "takes")}
    assert without == reads_a_view


@pytest.mark.parametrize(
    "address",
    [
        "/brief.exe",
        "/brief.PPTX",
        "/brief.png?view=records",
        "/brief.png?every=month",
        "/brief.pptx?every=hour",
        "/brief.pptx?every=change&from=2012-01-01&to=2024-12-31",
        "/brief.pptx?place=nowhere",
        "/download/record.exe",
    ],
)
def test_what_can_never_be_made_is_refused_before_a_process_is_started_for_it(client, monkeypatch, address):
    monkeypatch.setattr("dashboard.export.workshop.Workshop.answer", lambda *_: pytest.fail("asked for"))
    answer = client.get(address)
    assert answer.status_code in (400, 404)
    assert "allowed" in answer.get_json()["error"]


@pytest.mark.parametrize("fault", [KeyError("a"), ValueError("b"), TypeError("c"), AttributeError("d"), OSError("e")])
def test_what_fails_in_a_callback_is_told_as_a_failure_and_counted(monkeypatch, fault):
    client = client_of()

    def failing(*_, **__):
        raise fault

    monkeypatch.setattr("dashboard.web.reader.page", failing)
    answer = client.post(CALLS, json=page_call())
    assert answer.status_code == 500
    assert answer.get_json()["request_id"]
    assert "mali_callback_failures_total 1.0" in client.get("/metrics").text


def changed(value: object, chance: random.Random) -> object:
    """A call with one thing in it changed by chance."""
    odd = [None, True, -1, 1e308, "", "x" * 9000, "\x00\ud800", [], {}, [[]], {"id": {}}, "page.children", ["a"] * 999]
    if isinstance(value, dict) and value and chance.random() < 0.8:
        key = chance.choice(list(value))
        return (
            {**value, key: changed(value[key], chance)}
            if chance.random() < 0.9
            else {**value, "odd": chance.choice(odd)}
        )
    if isinstance(value, list) and value and chance.random() < 0.8:
        at = chance.randrange(len(value))
        return [*value[:at], changed(value[at], chance), *value[at + 1 :]]
    return chance.choice(odd)


@pytest.mark.parametrize("seed", range(4))
def test_no_call_whatever_makes_the_server_fail(client, seed):
    chance = random.Random(seed)
    for _ in range(60):
        call = changed(chance.choice([page_call(), card_call()]), chance)
        query = chance.choice(["", "?cancelJob=1", "?job=1&cacheKey=2", "?oldJob=1&longCallbackId=x"])
        answer = client.post(CALLS + query, data=json.dumps(call), content_type="application/json")
        assert answer.status_code < 500, (call, answer.text)
