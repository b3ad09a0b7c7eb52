"""Whatever is asked of whichever address: no failure, no trace of the code, no file outside what is served."""

import re
import string
from urllib.parse import quote, urlencode

import pytest
from asking import BAD_VALUES, bad_pairs, bad_queries
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.app import create_app
from dashboard.config import Settings
from dashboard.figures.trends.charts import TABLES
from geodata.items import OFFERED
from geodata.tally import QUESTIONS

APP = create_app(Settings(exports_per_minute=10000))
SERVER: Flask = APP.server
GIVEAWAYS = re.compile(r"Traceback|File \"/|site-packages|root:x:|\[tool\.ruff|BEGIN [A-Z ]*PRIVATE KEY")
SLOW = ("/brief", "/download/record")
"""Made by other tests; here they get bad questions only, which are refused at once, or an answer that is kept."""

CLIMBS = ["../", "..%2f", "%2e%2e/", "....//", "..\\", "/", "//", "%00", "%252e%252e%252f", "\u2025/", ".%2e/"]
TARGETS = [
    "etc/passwd",
    "requirements.txt",
    "pyproject.toml",
    "geodata/tables/claims.csv",
    "proc/self/environ",
    ".git/config",
]
climbs = st.builds(
    lambda up, times, file: up * times + file, st.sampled_from(CLIMBS), st.integers(1, 8), st.sampled_from(TARGETS)
)
parts = climbs | st.text(max_size=30).map(quote) | st.text(alphabet=string.printable, max_size=30).map(quote)
days = st.dates().map(str)
values = st.sampled_from([value for bad in BAD_VALUES.values() for value in bad]) | days | st.text(max_size=300)
queries = st.dictionaries(
    st.sampled_from([*BAD_VALUES, "m", "actor", "every", "marking"]) | st.text(max_size=9), values
).map(urlencode)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)
REAL = {
    "digest": [APP.live.record.digest],
    "place": list(APP.live.record.places),
    "kind": ["pptx", "pdf", "png", "svg"],
    "name": list(TABLES),
    "suffix": ["gpkg", "zip"],
    "question": list(QUESTIONS),
    "collection": list(OFFERED),
    "item": ["kidal.2023-11-14", "kidal-2023-11-14-r2"],
}
"""What the parts of an address may be, so that what comes after them is asked too."""
RULES = sorted({rule.rule for rule in SERVER.url_map.iter_rules()})
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE")


@pytest.fixture(scope="module")
def client():
    return SERVER.test_client()


def assert_answered(answer) -> None:
    body = answer.get_data()
    answer.close()
    assert answer.status_code < 500, body[:500]
    assert not GIVEAWAYS.search(body.decode(errors="replace")), body[:500]


def unhurried(function):
    return settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])(function)


@pytest.mark.parametrize("rule", RULES)
def test_every_address_answers_or_refuses_whatever_is_asked(rule, client):
    @unhurried
    @given(st.data())
    def ask(data):
        def part(found):
            real = REAL.get(found[1].rpartition(":")[2], [])
            return data.draw(st.sampled_from(real) | parts if real else parts)

        path = re.sub(r"<([^>]+)>", part, rule)
        method = "GET" if rule.startswith(SLOW) else data.draw(st.sampled_from(METHODS))
        query = data.draw(bad_pairs.map(urlencode) if rule.startswith(SLOW) else queries | bad_queries)
        try:
            answer = client.open(f"{path}?{query}", method=method)
        except ValueError:  # not even an address: the client itself refuses to send it
            return
        assert_answered(answer)

    ask()


@unhurried
@given(st.data())
def test_an_export_is_made_of_nothing_that_is_not_understood(client, data):
    kind, query = data.draw(st.sampled_from(REAL["kind"])), data.draw(bad_pairs.map(urlencode))
    answer = client.get(f"/brief.{kind}?{query}")
    assert answer.status_code == (
        404 if "edition=0123456789ab" in query.split("&") else 400
    )  # none of that name is kept
    assert "allowed" in answer.get_json()["error"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_steps_and_kinds_of_files_that_do_not_exist_are_refused_in_words(client, data):
    wrong = st.text(min_size=1, max_size=50).filter(lambda said: said not in ("month", "change", "day"))
    answer = client.get(f"/brief.pptx?{urlencode({'every': data.draw(wrong)})}")
    assert_answered(answer)
    assert answer.status_code == 400
    answer = client.get(f"/brief.{data.draw(st.sampled_from(['exe', 'gpkg', 'zip', '', 'PPTX', 'pptx.pptx']))}")
    assert_answered(answer)
    assert answer.status_code in (400, 404)


@unhurried
@given(st.binary(max_size=200), st.sampled_from(["application/json", "text/plain", "", "multipart/form-data"]))
def test_bytes_that_are_no_call_are_refused(client, body, kind):
    answer = client.post("/_dash-update-component", data=body, content_type=kind)
    assert_answered(answer)
    assert answer.status_code >= 400


@unhurried
@given(json_values)
def test_json_that_is_no_call_is_refused(client, body):
    answer = client.post("/_dash-update-component", json=body)
    assert_answered(answer)
    assert answer.status_code >= 400


def calls() -> list[str]:
    APP.server.test_client().get("/_dash-dependencies")
    return sorted(name for name, spec in APP.callback_map.items() if "callback" in spec)


@pytest.mark.parametrize("name", calls())
def test_a_call_with_any_values_is_answered_or_refused(name, client):
    spec = APP.callback_map[name]
    plausible = st.sampled_from(
        [None, "", "?on=2023-11-14", "kidal", {"width": 1440, "height": 900}, {"query": "", "language": "fr"}]
    )

    @unhurried
    @given(st.data())
    def call(data):
        def filled(dependencies):
            return [dependency | {"value": data.draw(plausible | json_values)} for dependency in dependencies]

        outputs = [
            dict(zip(("id", "property"), one.rsplit(".", 1), strict=True)) for one in name.strip(".").split("...")
        ]
        body = {
            "output": name,
            "outputs": outputs if name.startswith("..") else outputs[0],
            "inputs": filled(spec["inputs"]),
            "state": filled(spec["state"]),
            "changedPropIds": data.draw(st.lists(st.text(max_size=10), max_size=2)),
        }
        assert_answered(client.post("/_dash-update-component", json=body))

    call()
