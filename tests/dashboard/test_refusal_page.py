"""Refusals as pages: a person reads why there is nothing and finds the map; a program gets data as ever."""

import re

import pytest
from asking import client_of

from dashboard.app import create_app
from dashboard.config import Settings

NAVIGATES = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"}
"""What browsers ask for when an address is opened in a window."""
PROGRAMS = [{}, {"Accept": "*/*"}, {"Accept": "application/json"}, {"Accept": "application/json, text/html;q=0.5"}]


@pytest.fixture(scope="module")
def client():
    return client_of(exports_per_minute=600)


MET = [
    ("/nonsense", 404, "There is nothing at this address."),
    ("/nonsense?lang=fr", 404, "Il n’y a rien à cette adresse."),
    ("/assets/nothing.css", 404, "There is nothing at this address."),
    ("/brief.png?view=nonsense", 400, "view: found &#39;nonsense&#39;"),
    ("/brief.png?view=nonsense&lang=fr", 400, "view\N{NO-BREAK SPACE}: valeur lue"),
    ("/download/record.exe", 404, "allowed: gpkg, zip, xlsx"),
    ("/download/trends/none.csv?lang=fr", 404, "valeurs admises"),
]


@pytest.mark.parametrize(("address", "status", "said"), MET)
def test_a_person_reads_a_refusal_as_a_page_in_the_language_of_the_address(client, address, status, said):
    answer = client.get(address, headers=NAVIGATES)
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    assert said in answer.text
    assert f'<html lang="{"fr" if "lang=fr" in address else "en"}">' in answer.text


@pytest.mark.parametrize("asked", PROGRAMS)
@pytest.mark.parametrize(("address", "status", "said"), MET)
def test_a_program_gets_the_same_refusal_as_data(client, address, status, said, asked):
    answer = client.get(address, headers=asked)
    is_for_programs = address.startswith(("/api/", "/brief", "/download"))
    kind = "application/problem+json" if is_for_programs else "application/json"
    assert (answer.status_code, answer.mimetype) == (status, kind)
    assert answer.get_json(force=True)["error"]
    assert "Accept" in answer.headers["Vary"], "what is kept on the way must not be given to the other"


@pytest.mark.parametrize("address", ["/api/at?on=never", "/api/history/atlantis", "/api/changes"])
def test_what_is_there_for_programs_always_answers_with_data(client, address):
    answer = client.get(address, headers=NAVIGATES)
    assert (answer.status_code // 100, answer.mimetype) == (4, "application/problem+json")


def test_what_is_no_refusal_is_left_as_it_is(client):
    answer = client.get("/healthz", headers=NAVIGATES)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")


def test_the_page_leads_to_the_map_and_takes_everything_from_below_the_prefix():
    client = client_of(url_prefix="/mali/", default_lang="fr")
    for address in ("/", "/elsewhere", "/mali/nonsense"):
        answer = client.get(address, headers=NAVIGATES)
        named = re.findall(r'(?:href|src)="([^"]+)"|url\("([^"]+)"\)', answer.text)
        assert answer.status_code == 404
        assert [one for pair in named for one in pair if one and not one.startswith("/mali/")] == []
        assert "<script" not in answer.text
        [way] = re.findall(r'<a href="([^"]+)">', answer.text)
        assert client.get(way).status_code == 200
        assert '<html lang="fr" ' in client.get(way).text


def test_everything_the_page_takes_is_there(client):
    text = client.get("/nonsense", headers=NAVIGATES).text
    for address in re.findall(r'url\("([^"]+)"\)|<link rel="icon" href="([^"]+)"', text):
        with client.get("".join(address)) as answer:
            assert answer.status_code == 200


def test_what_was_found_is_text_on_the_page_and_never_markup(client):
    answer = client.get("/brief.png?view=<script>alert(1)</script>&<b>=1", headers=NAVIGATES)
    assert answer.mimetype == "text/html"
    assert "<script" not in answer.text
    assert "<b>" not in answer.text


def test_the_page_is_as_guarded_as_any_other(client):
    assert "default-src 'self'" in client.get("/nonsense", headers=NAVIGATES).headers["Content-Security-Policy"]


def test_who_comes_without_a_name_and_who_asks_too_often_read_so_too():
    stranger = client_of(auth_header="X-Remote-User").get("/?lang=fr", headers=NAVIGATES)
    assert (stranger.status_code, stranger.mimetype) == (401, "text/html")
    assert "Aucun nom d’utilisateur" in stranger.text
    client = client_of(exports_per_minute=1)
    answers = [client.get("/download/none", headers=NAVIGATES) for _ in range(2)]
    assert (answers[1].status_code, answers[1].mimetype) == (429, "text/html")
    assert int(answers[1].headers["Retry-After"]) >= 1


def test_a_failure_tells_a_person_the_number_under_which_the_log_has_it(monkeypatch):
    server = create_app(Settings()).server
    monkeypatch.setitem(server.view_functions, "api.relief", lambda **_: 1 / 0)
    answer = server.test_client().get("/ground/x/relief.jpg", headers=NAVIGATES | {"X-Request-ID": "abc-1"})
    assert (answer.status_code, answer.mimetype) == (500, "text/html")
    assert answer.headers["X-Request-ID"] in answer.text
