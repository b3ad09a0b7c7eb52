"""Prefix, sign-on, headers, bounds: what stands between the network and the app."""

import gzip
import json
import logging
import re
import time

import brotli
import pytest
from asking import client_of

from dashboard.config import SettingsError, read_settings
from dashboard.hosting.admission import LARGEST_REQUEST, Allowance
from dashboard.hosting.delivery import FOR_EVER, Kept, Shelf

NAMES = ["Amina Touré", "amina@example.org", "NEWS\\amina"]


@pytest.fixture(scope="module")
def guarded():
    """A server below a prefix that knows its users from a header."""
    return client_of(url_prefix="/mali/", auth_header="X-Remote-User", trust_proxy=1)


def addresses(client, prefix):
    """Every address the server answers with GET, with a day where one must be given."""
    rules = [rule for rule in client.application.url_map.iter_rules() if "GET" in rule.methods]
    return [re.sub(r"<[^>]+>", "x", rule.rule) + "?on=2023-11-14" for rule in rules if rule.rule.startswith(prefix)]


def test_nothing_but_the_health_check_answers_without_the_header(guarded):
    asked = addresses(guarded, "/mali/")
    assert len(asked) > 10
    assert {path for path in asked if guarded.get(path).status_code != 401} == {"/mali/healthz?on=2023-11-14"}
    assert guarded.post("/mali/_dash-update-component", json={}).status_code == 401
    assert guarded.get("/mali/", headers={"X-Remote-User": "  "}).status_code == 401
    assert guarded.get("/mali/", headers={"X-Remote-User": "a" * 500}).status_code == 401
    assert guarded.get("/mali/", headers={"X_Remote_User": "amina", "Remote-User": "amina"}).status_code in (200, 401)


@pytest.mark.parametrize("name", NAMES)
def test_the_user_is_let_in_and_logged_with_the_id_of_the_request(guarded, caplog, name):
    given = {"X-Remote-User": name.encode().decode("latin-1"), "X-Request-ID": "from-the-proxy-1"}
    with caplog.at_level(logging.INFO, "dashboard.requests"):
        answer = guarded.get("/mali/", headers=given)
    assert answer.status_code == 200
    assert answer.headers["X-Request-ID"] == "from-the-proxy-1"
    [line] = [record.fields for record in caplog.records if record.name == "dashboard.requests"]
    assert (line["user"], line["request_id"], line["status"]) == (name, "from-the-proxy-1", 200)


def test_everything_the_page_asks_for_is_below_the_prefix(guarded):
    page = guarded.get("/mali/", headers={"X-Remote-User": "amina"}).text
    asked = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert asked
    assert [path for path in asked if not path.startswith("/mali/")] == []
    for path in ("/", "/healthz", "/assets/page.css"):
        assert guarded.get(path, headers={"X-Remote-User": "amina"}).status_code == 404


def test_forwarded_headers_are_believed_only_when_told_so(guarded, caplog):
    told = {"X-Forwarded-For": "10.1.2.3", "X-Request-ID": "given", "X-Remote-User": "amina"}
    with caplog.at_level(logging.INFO, "dashboard.requests"):
        guarded.get("/mali/", headers=told)
        client_of().get("/", headers=told)
    behind, alone = [record.fields for record in caplog.records if record.name == "dashboard.requests"]
    assert (behind["from"], behind["request_id"]) == ("10.1.2.3", "given")
    assert alone["from"] == "127.0.0.1"
    assert alone["request_id"] != "given"


def test_the_policy_lets_the_page_load_from_here_only(client):
    for path in ("/", "/healthz", "/no-such-page", "/assets/page.css"):
        with client.get(path) as answer:
            policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert policy["default-src"] == "'self'"
        assert re.fullmatch(r"'self'( 'sha256-[\w+/=]+')+", policy["script-src"])
        assert "unsafe-eval" not in str(policy)


def test_an_address_without_anything_is_said_to_be_so(client):
    for path in ("/etc/passwd", "/assets/", "/assets/..%2f..%2frequirements.txt", "/.git/config", "/tables/claims.csv"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "root:" not in answer.text


def test_large_requests_are_refused(client):
    answer = client.post("/_dash-update-component", data="x" * (LARGEST_REQUEST + 1), content_type="application/json")
    assert answer.status_code == 413


def test_exports_are_bounded_for_each_user():
    client = client_of(exports_per_minute=3, auth_header="X-Remote-User")
    amina, moussa = {"X-Remote-User": "amina"}, {"X-Remote-User": "moussa"}
    answers = [client.get("/download/nothing", headers=amina) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert client.get("/download/nothing", headers=moussa).status_code == 404


def test_an_allowance_fills_up_again():
    allowance = Allowance(60)
    assert [allowance.wait("a", 0.0) for _ in range(60)] == [0.0] * 60
    assert allowance.wait("a", 0.0) == pytest.approx(1.0)
    assert allowance.wait("a", 1.0) == 0.0
    assert allowance.wait("a", 1.0) > 0


def test_what_names_its_content_is_kept_for_ever_and_comes_compressed(client):
    page = client.get("/").text
    for path in re.findall(r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+)"', page):
        with client.get(path) as answer:
            plain = answer.data
            assert answer.headers["Cache-Control"] == FOR_EVER
        for encoding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
            for _ in range(2):  # made once, and then taken from the shelf
                with client.get(path, headers={"Accept-Encoding": encoding}) as answer:
                    if "Content-Encoding" in answer.headers:
                        assert unpack(answer.data) == plain


def test_a_page_that_has_not_changed_is_not_sent_again(client):
    for path in ("/", "/?lang=fr", "/_dash-layout", "/_dash-dependencies"):
        first = client.get(path, headers={"Accept-Encoding": "br"})
        known = {"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]}
        assert client.get(path, headers=known).status_code == 304


def test_the_shelf_lets_go_of_the_oldest():
    shelf = Shelf(most=25)
    for name in "abc":
        shelf.put((name, "br"), Kept(bytes(10), "text/css", "br", None))
    assert [shelf.get((name, "br")) is None for name in "abc"] == [True, False, False]


def test_metrics_tell_version_record_and_counts(client):
    client.get("/healthz")
    text = client.get("/metrics").text
    digest = client.get("/healthz").get_json()["record"]
    assert f'mali_info{{record="{digest}",version="' in text
    assert re.search(r'mali_requests_total\{method="GET",route="/healthz",status="200"\} [1-9]', text)
    assert "mali_degraded 0.0" in text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "http"),
        ("WORKERS", "0"),
        ("THREADS", "999"),
        ("TRUST_PROXY", "yes"),
        ("LOG_LEVEL", "loud"),
        ("EXPORTS_PER_MINUTE", "0"),
        ("URL_PREFIX", "mali"),
        ("AUTH_HEADER", "X Remote"),
        ("RECORD_DIR", "/no/such/folder"),
        ("DEFAULT_LANG", "de"),
        ("MARKING", "x" * 81),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_what_is_allowed(name, value, monkeypatch):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=rf"^{name}: found '{re.escape(value)}'; allowed: \S"):
        read_settings()


def test_a_log_line_is_one_json_object(caplog):
    from dashboard.hosting.logs import JsonLines

    record = logging.LogRecord("x", logging.INFO, "f", 1, 'two\nlines "quoted"', (), None)
    record.fields = {"user": "amina"}
    line = JsonLines().format(record)
    assert "\n" not in line
    assert json.loads(line)["user"] == "amina"


def call_for(query):
    return {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [
            {"id": "location", "property": "search", "value": query},
            {"id": "viewport", "property": "data", "value": {"width": 1440, "height": 900}},
        ],
        "changedPropIds": [],
    }


def test_the_same_call_has_the_same_answer_and_another_call_another(client):
    def ask(query, encoding):
        answer = client.post("/_dash-update-component", json=call_for(query), headers={"Accept-Encoding": encoding})
        assert answer.status_code == 200
        return {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding](answer.data)

    for query in ("?on=2023-11-14", "?on=2014-05-21&lang=fr"):
        first = ask(query, "")
        assert [ask(query, encoding) for encoding in ("br", "br", "gzip", "gzip", "")] == [first] * 5
    assert ask("?on=2023-11-14", "br") != ask("?on=2014-05-21&lang=fr", "br")


def test_a_request_that_waited_too_long_is_turned_away_but_only_on_the_word_of_the_proxy(client):
    began = {"X-Request-Start": str(time.time() - 60)}
    assert client.get("/healthz", headers=began).status_code == 200
    answer = client_of(trust_proxy=1).get("/healthz", headers=began)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
