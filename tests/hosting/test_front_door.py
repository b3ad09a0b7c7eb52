"""Prefix, sign-on, headers, bounds: what stands between the network and the app."""

import gzip
import json
import logging
import re
import socket
import time

import brotli
import pytest
from asking import client_of
from driving import free_port

from dashboard.agreed.edition import MADE, edition
from dashboard.config import Settings, SettingsError, can_listen, read_settings
from dashboard.hosting.admission import LARGEST_REQUEST, Allowance
from dashboard.hosting.delivery import FOR_EVER, Kept, Shelf
from dashboard.hosting.proxy_clock import ENOUGH, ProxyClocks
from dashboard.hosting.worker import WAITED

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
    for two in ("amina,root", ",root", "amina, root"):  # as two headers arrive
        assert guarded.get("/mali/", headers={"X-Remote-User": two}).status_code == 401
    assert guarded.get("/mali/", headers={"X-Remote-User": "CN=Amina,OU=News"}).status_code == 200
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
    asked = re.findall(r'<(?:script|link|image|img)\b[^>]*\b(?:src|href)="([^"]+)"', page)
    assert asked
    assert [path for path in asked if not path.startswith(("/mali/", "data:", "#"))] == []
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
    for path in re.findall(r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+\.(?:js|css)\b[^"]*)"', page):
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
        shelf.put((name, "br"), name, Kept(bytes(10), "text/css", "br", None))
    assert [shelf.get((name, "br")) is None for name in "abc"] == [True, False, False]


def test_what_is_asked_for_in_many_ways_is_kept_once():
    shelf = Shelf(most=25)
    for number in range(5000):
        shelf.put(number, "content", Kept(bytes(20), "text/css", "br", None))
    assert shelf.get(4999) is shelf.same("content") is not None
    assert shelf.get(0) is None, "the ways of asking are bounded too"


def test_a_version_nobody_has_heard_of_is_not_compressed_again(client, monkeypatch):
    page = client.get("/").text
    [script] = re.findall(r'src="(/assets/vendor/plotly[^"?]*)', page)
    digest = client.get("/healthz").get_json()["record"]
    done = []
    monkeypatch.setattr(
        "dashboard.hosting.delivery.brotli.compress", lambda body, **how: done.append(len(body)) or b"squeezed" * 99
    )
    for ways in (
        [f"{script}?m={number}" for number in range(9)],
        [f"/frames/{digest}.json?{MADE}={edition()}&on=2023-11-1{n}" for n in range(9)],
    ):
        for way in ways:
            with client.get(way, headers={"Accept-Encoding": "br"}) as answer:
                assert answer.status_code == 200
    assert len(done) <= 2


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
        ("HOST", "[::1]"),
        ("HOST", "no-such-host.invalid"),
        ("HOST", "map.example.org:8050"),
        ("HOST", ""),
        ("ALLOWED_HOSTS", "map.example.org:8443"),
        ("ALLOWED_HOSTS", "https://map.example.org"),
        ("URL_PREFIX", "/mali/../"),
        ("URL_PREFIX", "/ma li/"),
        ("URL_PREFIX", "/mali?/"),
        ("AUTH_HEADER", "X_Remote_User"),
        ("AUTH_HEADER", "Host"),
        ("AUTH_HEADER", "X-Forwarded-For"),
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


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("RECORDDIR", "RECORD_DIR"),
        ("AUTH_HEADERS", "AUTH_HEADER"),
        ("URL-PREFIX", "URL_PREFIX"),
        ("TRUSTPROXY", "TRUST_PROXY"),
    ],
)
def test_a_setting_that_was_almost_written_right_is_not_left_out_in_silence(written, meant, monkeypatch):
    monkeypatch.setenv(written, "1")
    with pytest.raises(SettingsError, match=f"^{written}: .*; allowed: {meant}$"):
        read_settings()


@pytest.mark.parametrize("name", ["STATE_DIRECTORY", "HOSTNAME", "LOGLEVEL", "XDG_CONFIG_HOME", "LANGUAGE", "WORKER"])
def test_settings_of_others_are_none_of_ours(name, monkeypatch):
    monkeypatch.setenv(name, "1")
    read_settings()


def test_an_address_or_port_that_cannot_be_had_is_told_before_anything_is_started():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(SettingsError, match=r"^PORT: found '\d+'; allowed: one that nobody listens on$"):
            can_listen(Settings(port=taken.getsockname()[1]))
    with pytest.raises(SettingsError, match=r"^HOST: found '192\.0\.2\.9'; allowed: an address of this machine"):
        can_listen(Settings(host="192.0.2.9"))
    can_listen(Settings(host="::1", port=free_port()))


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


def test_a_request_that_waited_too_long_for_its_turn_is_turned_away_and_the_health_check_never(client):
    waited = {WAITED: 60.0}
    answer = client.get("/", environ_overrides=waited)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert client.get("/healthz", environ_overrides=waited).status_code == 200
    assert client.get("/", environ_overrides={WAITED: 1.0}).status_code == 200


@pytest.mark.parametrize("behind", [-3600, -20, 16, 60, 3600])
def test_a_proxy_whose_clock_is_wrong_closes_nothing_and_is_told_of_once(caplog, behind):
    client = client_of(trust_proxy=1)
    for _ in range(3 * ENOUGH):
        assert client.get("/healthz", headers={"X-Request-Start": f"{time.time() - behind:.3f}"}).status_code == 200
    assert client.get("/", headers={"X-Request-Start": f"t={time.time() - behind:.3f}"}).status_code == 200
    [said] = [record.getMessage() for record in caplog.records if "clock" in record.getMessage()]
    assert f"{abs(behind)} s {'behind' if behind > 0 else 'ahead of'} ours" in said


def test_waiting_is_not_taken_for_a_wrong_clock(caplog):
    clocks = ProxyClocks()
    for number in range(10 * ENOUGH):
        waited = 40.0 * (number % 7)  # of seven requests one came through at once
        clocks.heard("192.0.2.1", str(time.time() - waited), 0.0)
    clocks.heard("192.0.2.1", "yesterday", 0.0)
    assert caplog.records == []
