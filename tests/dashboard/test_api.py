"""What can be asked without the page, over HTTP: answers, refusals in words, and how long a browser may keep them."""

import gzip
import json
from base64 import b64encode
from hashlib import sha256
from io import BytesIO

import geopandas as gpd
import pytest
from asking import client_of, page_call
from period import FIRST, LAST

from dashboard import __version__
from dashboard.agreed.edition import MADE, edition
from dashboard.app import create_app
from dashboard.asked.addresses import Addresses
from dashboard.asked.sight import Sight
from dashboard.config import Settings, SettingsError, read_settings
from dashboard.text import Text
from geodata import answers, layers
from geodata.grades import Grade
from geodata.selection import Filter
from geodata.timeline import Lens

AFTER = FIRST.replace(2023, 11, 14)


@pytest.fixture(scope="module")
def client(app):
    return app.server.test_client()


@pytest.fixture(scope="module")
def ask(client):
    """Asks for an address and reads the JSON strictly: no NaN, which browsers refuse."""

    def refuse(constant):
        raise ValueError(f"{constant} is no JSON")

    def ask(address, status=200):
        answer = client.get(address)
        assert answer.status_code == status, answer.data[:300]
        is_refused = status >= 400 and not address.startswith(("/frames", "/changes", "/sheets", "/ground"))
        kinds = ("application/problem+json",) if is_refused else ("application/json", "application/geo+json")
        assert answer.mimetype in kinds
        return json.loads(answer.data, parse_constant=refuse)

    return ask


# Health


def test_health_tells_version_record_and_counts(ask, app, record):
    app.live.look()  # nobody watches for a test, and a folder that was last looked at long ago is no good health
    health = ask("/healthz")
    assert health["status"] == "ok"
    assert health["version"] == __version__
    assert health["record"] == record.digest
    assert health["counts"] == record.counts()
    assert health["counts"]["bases_in_thirteen"] == 13


# What holds on a day


def test_at_gives_every_layer_as_geojson(ask):
    answer = ask("/api/at?on=2023-11-14")
    assert answer["type"] == "FeatureCollection"
    found = {feature["properties"]["layer"] for feature in answer["features"]}
    assert found == set(layers.LAYERS) >= {"kidal", "menaka", "tigharghar", "minusma-bases"}
    frame = gpd.read_file(BytesIO(json.dumps(answer).encode()))
    assert frame.geometry.is_valid.all()
    west, south, east, north = frame.total_bounds
    assert -13 < west < east < 7
    assert 9 < south < north < 26


@pytest.mark.parametrize("layer", layers.LAYERS)
@pytest.mark.parametrize("on", [FIRST, AFTER, LAST])
def test_at_says_what_the_layer_says(ask, record, layer, on):
    answer = ask(f"/api/at?on={on}")
    sent = [feature["properties"] for feature in answer["features"] if feature["properties"]["layer"] == layer]
    frame = layers.LAYERS[layer](on, record)
    assert len(sent) == len(frame)
    columns = ["place", "controller", "status", "contested_by", "present", "claim_id", "sources"]
    wanted = frame[columns].astype(object).where(frame[columns].notna(), None).to_dict("records")
    assert [{column: said[column] for column in columns} for said in sent] == wanted


def test_at_knows_who_held_kidal(ask):
    for day, holder in (
        ("2012-06-01", "ANSAR_DINE"),
        ("2014-05-21", "MNLA"),
        ("2023-11-13", "CSP"),
        ("2023-11-14", "GOV"),
    ):
        features = [feature["properties"] for feature in ask(f"/api/at?on={day}")["features"]]
        [town] = [one for one in features if one["place"] == "kidal" and one["layer"] == "places"]
        assert town["controller"] == holder, day


def test_at_obeys_the_lens(ask, record):
    whole, best = ask("/api/at?on=2023-11-14"), ask("/api/at?on=2023-11-14&grade=B1")
    unknown = [sum(one["properties"]["status"] == "unknown" for one in answer["features"]) for answer in (whole, best)]
    assert unknown[0] < unknown[1]
    early = ask("/api/at?on=2023-11-14&known=2023-11-01")["features"]
    assert all(one["properties"]["controller"] != "GOV" for one in early if one["properties"]["place"] == "kidal")


# Changes and histories


def test_changes_are_those_of_the_command_line(ask, record):
    rows = ask("/api/changes?from=2023-11-13&to=2023-11-14")
    assert rows == json.loads(json.dumps(answers.changes(record, AFTER.replace(day=13), AFTER)))
    assert {"kidal", "un-kidal"} <= {row["place"] for row in rows}


def test_changes_of_a_place_and_of_an_actor(ask, record):
    of_kidal = ask("/api/changes?from=2012-01-01&to=2024-12-31&place=kidal")
    assert {row["place"] for row in of_kidal} == {"kidal"}
    of_fla = ask("/api/changes?from=2012-01-01&to=2024-12-31&actor=FLA")
    assert of_fla == json.loads(json.dumps(answers.changes(record, FIRST, LAST, seen=Filter(frozenset({"FLA"})))))
    assert len(of_fla) < len(ask("/api/changes?from=2012-01-01&to=2024-12-31"))
    assert ask("/api/changes?from=2023-11-14&to=2023-11-14") == []


def test_events_are_those_that_could_be_known(ask, record):
    early = ask("/api/events?region=Kidal&known=2023-11-13")
    whole = ask("/api/events?region=Kidal")
    assert [one for one in whole if one["date"] > "2023-11-13"]
    assert not [one for one in early if one["date"] > "2023-11-13"]
    assert len(early) < len(whole) < len(record.events)
    assert [one["event_id"] for one in ask("/api/events?place=kidal") if "kidal" not in one["places"]] == []


@pytest.mark.parametrize("place", ["kidal", "menaka-rural", "adrar-tigharghar", "un-kidal"])
def test_a_history_covers_the_record(ask, record, place):
    rows = ask(f"/api/history/{place}")
    assert rows == json.loads(json.dumps(answers.history(record, place)))
    assert (rows[0]["valid_from"], rows[-1]["valid_until"]) == ("2012-01-01", "2024-12-31")


def test_since_is_the_day_the_holder_came_and_the_history_tells_when_the_contest_began(ask):
    [kidal] = [one for one in ask("/api/at?on=2014-05-18")["features"] if one["properties"]["place"] == "kidal"][:1]
    said = kidal["properties"]
    assert (said["controller"], said["status"], said["since"]) == ("MNLA", "contested", "2013-01-28")
    [now] = [row for row in ask("/api/history/kidal") if row["valid_from"] <= "2014-05-18" <= row["valid_until"]]
    assert (now["valid_from"], now["since"]) == ("2014-05-17", "2013-01-28")


def test_a_history_obeys_the_lens(ask, record):
    best = Lens(min_grade=Grade.parse("A1"))
    assert ask("/api/history/kidal?grade=A1") == json.loads(json.dumps(answers.history(record, "kidal", best)))


# Bad questions


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/api/at", ["no on", "YYYY-MM-DD"]),
        ("/api/at?on=", ["no on", "YYYY-MM-DD"]),
        ("/api/at?on=2023-02-30", ["on", "2023-02-30", "YYYY-MM-DD"]),
        ("/api/at?on=2011-12-31", ["2011-12-31", "2012-01-01", "2024-12-31"]),
        ("/api/at?on=2023-11-14&known=yesterday", ["known", "yesterday", "YYYY-MM-DD"]),
        ("/api/at?on=2023-11-14&known=2023-W46-2", ["known", "2023-W46-2"]),
        ("/api/at?on=2023-11-14&grade=Z9", ["grade", "Z9", "A to F"]),
        ("/api/changes?from=2023-11-13", ["no to"]),
        ("/api/changes?to=2023-11-13", ["no from"]),
        ("/api/changes?from=2023-11-14&to=2023-11-13", ["2023-11-13", "2023-11-14", "earlier"]),
        ("/api/changes?from=2023-11-13&to=2023-11-14&place=atlantis", ["place", "atlantis", "kidal"]),
        ("/api/changes?from=2023-11-13&to=2023-11-14&actor=NATO", ["actor", "NATO", "GOV"]),
        ("/api/history/kidal?grade=Z9", ["grade", "Z9"]),
    ],
)
def test_a_bad_question_is_refused_in_words(ask, address, said):
    fault = ask(address, 400)["error"]
    assert all(part in fault for part in said), fault


def test_an_unknown_place_has_no_history_and_the_answer_says_which_there_are(ask, record):
    fault = ask("/api/history/atlantis", 404)["error"]
    assert "atlantis" in fault
    assert all(place in fault for place in record.places)


def test_a_long_bad_value_is_not_sent_back_whole(ask):
    assert len(ask(f"/api/at?on={'9' * 3000}", 400)["error"]) < 300


# What the page asks for beside itself


def test_the_frames_may_be_kept_for_ever_by_an_address_that_names_what_made_them(client, record):
    address = Addresses("/", record.digest).frames(Sight(language="fr"))
    answer = client.get(address)
    assert answer.status_code == 200
    unnamed = client.get(address.replace(f"{MADE}={edition()}&", ""))
    assert (unnamed.data, unnamed.headers["Cache-Control"]) == (answer.data, "private, no-cache")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    sent = json.loads(answer.data)
    assert sent["digest"] == record.digest
    assert sent["says"]["play"] == Text("fr")("Play")


def test_the_relief_may_be_kept_for_ever(client, record):
    answer = client.get(f"/ground/{record.digest}/relief.jpg", buffered=True)
    assert answer.status_code == 200
    assert answer.mimetype == "image/jpeg"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.data == record.files["layers/relief.jpg"]


def test_frames_differ_by_lens_and_language(client, record):
    bodies = {
        query: client.get(f"/frames/{record.digest}.json?{query}").data
        for query in ("", "lang=fr", "grade=B1", "known=2013-01-01")
    }
    assert len(set(bodies.values())) == len(bodies)


@pytest.mark.parametrize("digest", ["000000000000", "x", "%2e%2e"])
def test_frames_of_another_record_are_not_here(ask, record, digest):
    assert record.digest in ask(f"/frames/{digest}.json", 404)["error"]


@pytest.mark.parametrize("query", ["lang=de", "grade=Z9", "known=yesterday"])
def test_frames_of_a_bad_view_are_refused_in_words(ask, record, query):
    name, value = query.split("=")
    fault = ask(f"/frames/{record.digest}.json?{query}", 400)["error"]
    assert name in fault
    assert value in fault


def test_answers_that_change_are_not_kept_for_ever(client):
    for address in ("/healthz", "/api/at?on=2023-11-14", "/api/history/kidal", "/"):
        assert "immutable" not in client.get(address).headers.get("Cache-Control", "")


def test_every_answer_is_guarded(client, record):
    for address in ("/", "/healthz", "/api/at", f"/frames/{record.digest}.json", "/assets/page.css"):
        headers = client.get(address, buffered=True).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
        assert "http" not in headers["Content-Security-Policy"], "nothing from outside"


# Below a prefix


def test_everything_moves_below_the_prefix(settings):
    client = create_app(settings.model_copy(update={"url_prefix": "/mali/"})).server.test_client()
    digest = client.get("/mali/healthz").json["record"]
    index = client.get("/mali/").text
    assert 'src="/mali/' in index
    assert 'src="/assets' not in index
    assert 'src="/_dash' not in index
    for address in ("healthz", "api/at?on=2023-11-14", "api/history/kidal", f"frames/{digest}.json"):
        assert client.get(f"/mali/{address}").status_code == 200, address
        assert client.get(f"/{address}").status_code == 404, address
    page = client.post("/mali/_dash-update-component", json=page_call("")).json
    assert f"/mali/frames/{digest}.json" in str(page)
    assert f"/mali/ground/{digest}/relief.jpg" in str(page)


# Settings


def test_the_settings_have_sensible_defaults(monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    settings = read_settings()
    assert (settings.host, settings.port, settings.url_prefix) == ("127.0.0.1", 8050, "/")
    assert settings.default_lang == "en"
    assert settings.marking == settings.auth_header == ""


@pytest.mark.parametrize(
    ("name", "found", "allowed"),
    [
        ("PORT", "0", "1"),
        ("PORT", "65536", "65535"),
        ("PORT", "http", "integer"),
        ("URL_PREFIX", "mali", "slashes"),
        ("URL_PREFIX", "/mali", "slashes"),
        ("URL_PREFIX", "mali/", "slashes"),
        ("URL_PREFIX", "//mali/", "slashes"),
        ("URL_PREFIX", "/ménaka/", "slashes"),
        ("RECORD_DIR", "/no/such/folder", "tables/"),
        ("AUTH_HEADER", "X Remote User", "header name"),
        ("AUTH_HEADER", "X-User:", "header name"),
        ("MARKING", "two\nlines", "one line"),
        ("MARKING", "x" * 81, "80"),
        ("MARKING", ".", "a letter or number"),
        ("MARKING", "\u200b", "a letter or number"),
        ("MARKING", "a\u202eb", "without the sign U+202E right-to-left override"),
        ("DEFAULT_LANG", "de", "'en' or 'fr'"),
        ("DEFAULT_LANG", "FR", "'en' or 'fr'"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_what_is_allowed(monkeypatch, name, found, allowed):
    monkeypatch.setenv(name, found)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    line, _, told = str(refused.value).partition("; allowed: ")
    shown = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in found)
    assert line == f"{name}: found '{shown}'"
    assert allowed in told


def test_every_setting_that_cannot_be_used_is_named(monkeypatch):
    for name, found in (("PORT", "x"), ("DEFAULT_LANG", "de"), ("URL_PREFIX", "mali")):
        monkeypatch.setenv(name, found)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert {line.split(":")[0] for line in str(refused.value).splitlines()} == {"PORT", "DEFAULT_LANG", "URL_PREFIX"}


def test_good_settings_are_read(monkeypatch):
    wanted = {
        "HOST": "0.0.0.0",
        "PORT": "9000",
        "URL_PREFIX": "/a/b/",
        "MARKING": "OFFICIEL – diffusion restreinte",
        "DEFAULT_LANG": "fr",
    }
    for name, value in wanted.items():
        monkeypatch.setenv(name, value)
    read = read_settings()
    assert {name: str(getattr(read, name.lower())) for name in wanted} == wanted


@pytest.mark.parametrize(("view", "count"), [("map", 1), ("compare", 1), ("timeline", 2), ("trends", 4)])
def test_the_finished_sheets_of_a_view_come_as_figures(view, count, record):
    client = client_of(marking="HOUSE")
    answer = client.get(f"/sheets/{record.digest}.json?on=2023-11-14&view={view}&regions=Kidal&marking=MINE")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"
    sheets = answer.json
    assert len(sheets) == count
    for sheet in sheets:
        said = [note["text"] for note in sheet["layout"]["annotations"] if note["name"].startswith("marking")]
        assert said == ["HOUSE · MINE"] * 2


def test_there_are_no_sheets_of_tables_or_of_another_record(record):
    client = client_of()
    assert client.get(f"/sheets/{record.digest}.json?view=records").status_code == 400
    assert client.get("/sheets/0123456789ab.json").status_code == 404


def test_a_file_says_how_long_it_is_and_what_its_digest_is(record):
    client = client_of(exports_per_minute=600)
    for path in ("/brief.pptx?on=2023-11-14", "/download/record.zip", "/download/trends/places.csv"):
        answer = client.get(path, headers={"Accept-Encoding": "gzip"})
        body = gzip.decompress(answer.data) if answer.headers.get("Content-Encoding") == "gzip" else answer.data
        assert int(answer.headers["X-File-Length"]) == len(body)
        assert answer.headers["Repr-Digest"] == f"sha-256=:{b64encode(sha256(body).digest()).decode()}:"
