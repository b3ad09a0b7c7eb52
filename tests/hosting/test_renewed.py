"""A page of another edition of the program is given nothing that its scripts may misread."""

import pytest
from asking import page_call

from dashboard.agreed.edition import PROGRAM, edition
from dashboard.asked.addresses import Addresses
from dashboard.asked.sight import Sight
from geodata.record import load

OTHER = "0123456789ab"
CALL = page_call("?on=2023-11-14")


@pytest.mark.parametrize("program", [edition(), None], ids=["its own", "none named"])
def test_a_page_of_this_program_is_answered(client, program):
    headers = {PROGRAM: program} if program else {}
    assert client.post("/_dash-update-component", json=CALL, headers=headers).status_code == 200


def test_a_call_of_another_program_is_refused_even_where_the_answer_is_at_hand(client):
    client.post("/_dash-update-component", json=CALL)
    refused = client.post("/_dash-update-component", json=CALL, headers={PROGRAM: OTHER})
    assert (refused.status_code, refused.headers[PROGRAM]) == (404, edition())
    said = f"this page was made by another edition of the program, {OTHER}; here: {edition()}"
    assert refused.json == {"error": said}


@pytest.mark.parametrize("name", ["frames", "changes", "incidents", "dark"])
def test_what_is_kept_for_a_year_is_never_given_under_the_address_of_another_program(client, name):
    addresses = Addresses("/", load().digest)
    made = {
        "frames": addresses.frames(Sight()),
        "changes": addresses.changes(Sight()),
        "incidents": addresses.incidents("", "en"),
        "dark": addresses.dark,
    }[name]
    assert client.get(made).status_code == 200
    refused = client.get(made.replace(edition(), OTHER))
    assert (refused.status_code, refused.headers[PROGRAM]) == (404, edition())
    assert "immutable" not in refused.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["sheets/{digest}.json?on=2023-11-14", "api/words?on=2023-11-14", "frames/{digest}.json"]
)
def test_whatever_a_page_of_another_program_asks_for_is_refused_and_programs_that_are_no_page_are_not(client, path):
    asked = f"/{path.format(digest=load().digest)}"
    assert client.get(asked).status_code == 200
    refused = client.get(asked, headers={PROGRAM: OTHER})
    assert (refused.status_code, refused.headers[PROGRAM]) == (404, edition())


def test_how_the_server_is_a_page_of_another_program_is_told(client):
    assert client.get("/api/health", headers={PROGRAM: OTHER}).json["status"] == "ok"
