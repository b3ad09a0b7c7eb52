"""The contract for programs: no address is missing, examples answer, refusals have their form, and its recipes run."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from asking import client_of
from openapi_spec_validator import OpenAPIV30SpecValidator
from werkzeug.serving import make_server

from dashboard.config import SettingsError, read_settings
from dashboard.text import Text
from dashboard.web.contract import ADDRESSES, IN_PATH, PARAMETERS
from dashboard.web.openapi import document, written
from dashboard.web.use import recipes

OF_THE_PAGE = ("/_", "/assets/", "/{", "/static")
"""Dash's own addresses, and the files that the page is made of."""
SLOW = ("/brief", "/download/record")


@pytest.fixture(scope="module")
def client(app):
    return app.server.test_client()


@pytest.fixture(scope="module")
def told(app):
    return document(app.server, "/")


def test_no_address_is_missing_and_none_is_told_that_is_not_there(app, told):
    rules = app.server.url_map.iter_rules()
    there = {written(rule.rule, "/") for rule in rules if rule.methods & {"GET", "POST"}}
    ours = {one for one in there if one != "/" and not one.startswith(OF_THE_PAGE)}
    assert set(told["paths"]) == ours


def test_the_document_is_openapi_and_every_parameter_is_told(told):
    OpenAPIV30SpecValidator(told).validate()
    for path, operations in told["paths"].items():
        for one in (one for each in operations.values() for one in each["parameters"]):
            assert one.get("description") or one["in"] == "path", path
    every = [one for path in told["paths"].values() for each in path.values() for one in each["parameters"]]
    used = {one["name"] for one in every if one["in"] == "query"}
    assert set(PARAMETERS) <= used


@pytest.mark.parametrize(
    "one", [one for one in ADDRESSES if one.method == "get" and not one.path.startswith(SLOW)], ids=lambda one: one.path
)
def test_every_example_is_answered_as_told(one, client, record):
    path = one.path
    for name, (_, example) in IN_PATH.items():
        value = record.digest if name == "digest" else example
        path = path.replace(f"{{{name}}}", value)
    query = one.example or (f"from={record.digest}" if one.path == "/api/diff" else "")
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 200, answer.data[:200]
    assert answer.mimetype in one.media


@pytest.mark.parametrize(
    "address",
    ["/api/at?on=2023-11-14", "/api/editions", "/ogc/collections", "/openapi.json", "/feed.atom", "/api/events"],
)
def test_an_answer_that_is_known_is_not_sent_again(client, address):
    first = client.get(address)
    assert first.headers["ETag"]
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get("/api/at?on=2012-01-01", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/at?on=2023-11-14&foo=1", 400),
        ("/api/history/atlantis", 404),
        ("/ogc/collections/x", 404),
        ("/download/record.exe", 404),
    ],
)
def test_a_refusal_is_a_problem_that_says_what_is_allowed(client, address, status):
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    told = answer.get_json(force=True)
    assert told["status"] == status
    assert "allowed" in told["detail"]
    assert told["detail"] == told["error"]


def test_pages_of_others_may_read_only_where_the_setting_names_them():
    origin = {"Origin": "https://wiki.example.org"}
    header = "Access-Control-Allow-Origin"
    assert header not in client_of().get("/api/editions", headers=origin).headers
    one = client_of(allowed_origins="https://wiki.example.org,http://127.0.0.1:3000")
    assert one.get("/api/editions", headers=origin).headers[header] == "https://wiki.example.org"
    assert header not in one.get("/api/editions", headers={"Origin": "https://other.example.org"}).headers
    assert header not in one.get("/", headers=origin).headers, "the page itself is not for others"
    assert "Access-Control-Allow-Credentials" not in one.get("/api/editions", headers=origin).headers
    asked = one.options("/api/at", headers=origin | {"Access-Control-Request-Method": "GET"})
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert client_of(allowed_origins="*").get("/ogc", headers=origin).headers[header] == "*"


@pytest.mark.parametrize("value", ["wiki.example.org", "https://a/b", "javascript:", "https://"])
def test_an_origin_that_is_none_is_refused_at_start(value, monkeypatch):
    monkeypatch.setenv("ALLOWED_ORIGINS", value)
    with pytest.raises(SettingsError, match="ALLOWED_ORIGINS: found"):
        read_settings()


@pytest.mark.parametrize("one", [one for one in ADDRESSES if one.needs], ids=lambda one: one.path)
def test_what_is_said_to_be_needed_is(one, client, record):
    path = one.path
    for name, (_, example) in IN_PATH.items():
        path = path.replace(f"{{{name}}}", example)
    whole = dict(pair.split("=") for pair in (one.example or f"from={record.digest}").split("&"))
    for name in one.needs:
        left = {other: value for other, value in whole.items() if other != name}
        assert client.get(path, query_string=left).status_code == 400


# The page of recipes


@pytest.fixture(scope="module")
def address(app):
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}/"
    server.shutdown()


def lines_of(tool, address, record):
    [recipe] = [one for one in recipes(Text("en")) if one.tool == tool]
    return recipe.filled(address, record.digest)


def test_the_page_shows_every_recipe_in_both_languages(client, record):
    for lang in ("en", "fr"):
        page = client.get(f"/use?lang={lang}").get_data(as_text=True)
        for one in recipes(Text(lang)):
            assert f"<h2>{one.tool}</h2><p>{one.about}" in page
        assert record.digest in page


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl here")
def test_the_lines_for_curl_run(address, record, tmp_path):
    done = subprocess.run(
        ["bash", "-e", "-c", lines_of("curl", address, record)], cwd=tmp_path, check=True, timeout=300
    )
    assert done.returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"at.geojson", "kidal.json", "record.gpkg"}
    assert (tmp_path / "record.gpkg").read_bytes().startswith(b"SQLite format 3")


def test_the_lines_for_python_run(address, record, tmp_path):
    script = tmp_path / "lines.py"
    script.write_text(lines_of("Python", address, record), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=True, timeout=300, cwd=tmp_path
    )
    assert "Kidal" in done.stdout
    assert "places held by the CSP" in done.stdout


@pytest.mark.skipif(not shutil.which("Rscript"), reason="no R here")
def test_the_lines_for_r_run(address, record, tmp_path):
    subprocess.run(["Rscript", "-e", lines_of("R", address, record)], check=True, timeout=300, cwd=tmp_path)


def test_the_addresses_for_excel_and_qgis_answer(client, record):
    for tool in ("Excel", "QGIS"):
        for line in lines_of(tool, "/", record).splitlines():
            if not line.startswith(SLOW):
                assert client.get(line).status_code == 200, line


# Whatever a program asks: two thousand calls made from the document


@pytest.mark.long
def test_two_thousand_calls_made_from_the_document_find_no_failure(address, tmp_path):
    tool = Path(sys.executable).with_name("schemathesis")
    if not tool.is_file():
        pytest.skip("no schemathesis here: pip install schemathesis")
    command = [tool, "run", f"{address}openapi.json", "--url", address, "--checks", "not_a_server_error"]
    command += ["--max-examples", "80", "--seed", "1", "--exclude-path-regex", "^/(brief|download/record)"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=tmp_path, env=os.environ | {"CI": "1"}
    )
    assert done.returncode == 0, done.stdout[-3000:]
