"""A page of another edition of the program is given nothing that its scripts may misread."""

import pytest

from dashboard.agreed.edition import PROGRAM, edition
from dashboard.asked.addresses import Addresses
from dashboard.asked.sight import Sight
from geodata.record import load

OTHER = "0123456789ab"
CALL = {
    "output": "page.children",
    "outputs": {"id": "page", "property": "children"},
    "inputs": [
        {"id": "location", "property": "search", "value": "?on=2023-11-14"},
        {"id": "viewport", "property": "data", "value": {"width": 1440, "height": 900}},
    ],
    "changedPropIds": ["location.search"],
}


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
