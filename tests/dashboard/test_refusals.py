"""Refusals: whatever a reader may meet in a browser is said in the language of the address, or of the house."""

import pytest
from asking import client_of

from dashboard.asked.reading import read_view
from dashboard.asked.state import ViewState
from dashboard.export import workman
from dashboard.export.gate import BusyError, Gate
from dashboard.export.order import Order
from dashboard.export.workman import Workman
from dashboard.export.workshop import Job, Workshop
from dashboard.text import LANGUAGES, Text


@pytest.fixture(scope="module")
def client():
    return client_of(exports_per_minute=600)


REFUSED = [
    ("/brief.pptx?on=1999-01-01", 400, "valeurs admises"),
    ("/brief.pptx?place=atlantis", 400, "l’identifiant d’un lieu"),
    ("/brief.pptx?actors=NATO", 400, "des identifiants d’acteurs"),
    ("/brief.pptx?marking=" + "x" * 90, 400, "80 caractères imprimables au plus"),
    ("/brief.exe?", 400, "valeurs admises"),
    ("/brief.pptx?view=records", 400, "valeurs admises"),
    ("/brief.pptx?every=second", 400, "valeurs admises"),
    ("/brief.pptx?from=2012-01-01&to=2024-12-31&every=change", 400, "planches"),
    ("/brief.png?every=month", 400, "un fichier ne contient qu’une planche"),
    ("/download/record.exe?", 404, "valeurs admises"),
    ("/download/trends/none.csv?", 404, "valeurs admises"),
    ("/download/trends/places.csv?grade=Z9", 400, "valeurs admises"),
    ("/nothing-here?", 404, "Il n’y a rien à cette adresse."),
    ("/assets/nothing.css?", 404, "Il n’y a rien à cette adresse."),
]


@pytest.mark.parametrize(("address", "status", "said"), REFUSED)
def test_a_refusal_is_in_the_language_of_the_address(client, address, status, said):
    french, english = (client.get(f"{address}&lang={language}") for language in ("fr", "en"))
    assert french.status_code == english.status_code == status
    assert said in french.json["error"]
    assert said in french.text, "as people read it, not in escapes"
    assert said not in english.json["error"]


def test_a_refusal_is_in_the_language_of_the_house_where_the_address_asks_for_none():
    assert client_of(default_lang="fr").get("/nothing-here").json["error"] == "Il n’y a rien à cette adresse."


@pytest.mark.parametrize(
    ("language", "allowed", "begins"),
    [
        ("en", 1, "More than one export in a minute;"),
        ("en", 2, "More than 2 exports in a minute;"),
        ("fr", 1, "Plus d’un export en une minute\N{NO-BREAK SPACE};"),
        ("fr", 2, "Plus de 2 exports en une minute\N{NO-BREAK SPACE};"),
    ],
)
def test_too_many_exports_are_refused_in_the_language_of_the_address(language, allowed, begins):
    client = client_of(exports_per_minute=allowed)
    said = [client.get(f"/download/none?lang={language}").json["error"] for _ in range(allowed + 1)]
    assert said[-1].startswith(begins)


def test_who_comes_without_a_name_is_told_so_in_the_language_of_the_address():
    answer = client_of(auth_header="X-Remote-User").get("/?lang=fr")
    assert answer.status_code == 401
    assert answer.json["error"].startswith("Aucun nom d’utilisateur")


def test_a_full_gate_is_told_in_the_language_of_the_view(client, monkeypatch):
    gate = Gate(at_once=1, most_waiting=0)
    monkeypatch.setattr(Workshop, "answer", lambda *_: gate.place().__enter__())
    with gate.place():
        answer = client.get("/brief.pptx?lang=fr")
    assert answer.status_code == 503
    assert answer.json["error"].startswith("trop d’exports sont en attente")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workman_says_in_the_language_of_the_job_why_there_is_no_file(record, language, monkeypatch):
    text = Text(language)

    def absent(*_):
        raise BusyError(lambda text: text("There is nothing at this address."))

    monkeypatch.setattr(workman, "make", absent)
    job = Job(record.digest, "svg", Order(ViewState(lang=language)), lang=language)
    answer = Workman().answer(record.files.contents, job)
    assert (answer.status, answer.said) == (503, text("There is nothing at this address."))
    monkeypatch.setattr(workman, "make", lambda *_: (_ for _ in ()).throw(MemoryError))
    assert Workman().answer(record.files.contents, job).said == text("the file needs more memory than there is")


def test_the_exception_itself_speaks_english_for_the_log():
    fault = BusyError(lambda text: text("too many exports are waiting; try again soon"))
    assert str(fault) == "too many exports are waiting; try again soon"
    assert fault.said(Text("fr")) != str(fault)


def test_what_is_allowed_instead_of_a_bad_value_is_said_in_the_language_of_the_view(record):
    [english], [french] = (read_view(f"place=atlantis&lang={language}", record).notices for language in LANGUAGES)
    assert (english.allowed, french.allowed) == (
        "the id of a place, such as kidal",
        "l’identifiant d’un lieu, par exemple kidal",
    )
