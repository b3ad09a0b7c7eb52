"""What whoever asks is told: nothing that stands in files without a name, and nothing that others may keep for them."""

import re

import pytest
from asking import client_of

from dashboard.web.api import told_to_strangers

FACTS = {
    "status": "degraded",
    "version": "1",
    "record": "0123456789ab",
    "counts": {"claims": 1},
    "faults": ["tables/claims.csv:2:grade: found root:x:0:0; allowed: A1 … F6"],
    "folder": "/srv/record",
}
NAMED = {"X-Remote-User": "amina"}
FROM_AFAR = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture(scope="module")
def guarded():
    """A server that asks for names."""
    return client_of(auth_header="X-Remote-User")


@pytest.fixture(scope="module")
def open_to_all():
    """A server of a whole network, that asks for none."""
    return client_of(host="0.0.0.0")


def test_without_a_name_the_health_check_tells_its_status_and_nothing_else(guarded):
    assert guarded.get("/healthz").get_json() == {"status": "ok"}
    assert guarded.get("/healthz", headers={"X-Remote-User": " "}).get_json() == {"status": "ok"}
    assert guarded.get("/api/health").status_code == 401
    for address in ("/healthz", "/api/health"):
        assert set(guarded.get(address, headers=NAMED).get_json()) >= {"status", "version", "record", "counts"}
    assert told_to_strangers(FACTS, names_are_asked=True) == {"status": "degraded"}


def test_where_no_names_are_asked_faults_are_told_on_the_machine_itself_and_counted_elsewhere(open_to_all, monkeypatch):
    told = told_to_strangers(FACTS, names_are_asked=False)
    assert told["fault_count"] == 1
    assert not {"faults", "folder"} & set(told)
    monkeypatch.setattr("dashboard.web.api.told_to_strangers", lambda facts, **_: {"stranger": True})
    for headers, where in [
        ({}, FROM_AFAR),
        ({"X-Forwarded-For": "10.0.0.1"}, {}),
        ({"Via": "1.1 proxy"}, {}),
        ({"Host": "map.example.org"}, {}),
    ]:
        assert open_to_all.get("/healthz", headers=headers, environ_overrides=where).get_json() == {"stranger": True}
    for host in ("localhost:8050", "127.0.0.1:8050", "[::1]:8050"):
        assert "record" in open_to_all.get("/healthz", headers={"Host": host}).get_json()


def addresses(client):
    page = client.get("/", headers=NAMED).text
    digest = client.get("/healthz", headers=NAMED).get_json()["record"]
    rules = {rule.rule for rule in client.application.url_map.iter_rules() if "GET" in rule.methods}
    plain = {rule for rule in rules if "<" not in rule}
    data = {f"/frames/{digest}.json", f"/changes/{digest}.json", f"/ground/{digest}/relief.jpg", "/nothing-here"}
    asked = {"/api/at?on=2023-11-14", "/api/changes?from=2023-01-01&to=2023-02-01", "/api/history/kidal"}
    return sorted({*re.findall(r'(?:src|href)="(/[^"]+)"', page), *plain, *data, *asked, "/download/trends/places.csv"})


def test_every_answer_says_who_may_keep_it_and_none_is_for_all_where_names_are_asked(guarded, open_to_all):
    for address in addresses(guarded):
        for encoding in ("", "br"):
            with guarded.get(address, headers=NAMED | {"Accept-Encoding": encoding}) as answer:
                said = answer.headers["Cache-Control"]
                assert re.search(r"private|no-store", said), address
                assert "public" not in said, address
        with open_to_all.get(address) as answer:
            assert answer.headers["Cache-Control"], address
    assert "no-store" in guarded.get("/").headers["Cache-Control"], "a refusal is for nobody to keep"


@pytest.mark.parametrize(
    "host",
    ["a b", "<script>", "mali.example/../x", "a@b", "x" * 300, "mali.example:port", "[::1", "mali.example:80:80", "-x"],
)
def test_a_host_that_is_none_is_refused_in_words(open_to_all, host):
    answer = open_to_all.get("/?on=2023-11-14", headers={"Host": host})
    assert answer.status_code == 400
    assert "allowed" in answer.get_json()["error"]
    assert "<script>" not in open_to_all.get("/", headers={"Host": host, "Accept": "text/html"}).text


@pytest.mark.parametrize(
    "forwarded",
    [{"X-Forwarded-Proto": "javascript"}, {"X-Forwarded-Proto": "file"}, {"X-Forwarded-Host": "x/<b>"}],
)
def test_forwarded_headers_become_links_only_when_they_are_sound(forwarded):
    behind = client_of(trust_proxy=1)
    answer = behind.get("/brief.pptx?on=2023-11-14", headers=forwarded)
    assert answer.status_code == 400
    assert "allowed" in answer.get_json()["error"]
    assert behind.get("/healthz", headers=forwarded).status_code == 200
    sound = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "map.example.org:8443"}
    assert behind.get("/", headers=sound).status_code == 200


def test_a_page_of_others_cannot_make_a_browser_ask_a_server_of_its_own_machine():
    alone = client_of()
    for host in ("localhost", "127.0.0.1:8050", "[::1]:8050", "app", "map.localhost"):
        assert alone.get("/", headers={"Host": host}).status_code == 200
    answer = alone.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 421
    assert "ALLOWED_HOSTS" in answer.get_json()["error"]
    named = client_of(host="0.0.0.0", allowed_hosts="map.example.org, map")
    assert [
        named.get("/", headers={"Host": host}).status_code
        for host in ("map.example.org:8050", "MAP.example.org.", "map", "localhost", "evil.example", "192.0.2.7")
    ] == [200, 200, 200, 200, 421, 421]
