"""A story comes whole with the question for a file of it; what is not understood is refused in words."""

import json
import logging
from io import BytesIO

import pytest
from pypdf import PdfReader

from dashboard.app import create_app
from dashboard.asked.story import SCHEMA, read_story
from dashboard.config import Settings


@pytest.fixture(scope="module")
def client():
    return create_app(Settings(marking="HOUSE"), is_tried=False).server.test_client()


def story(*views, said="Kidal falls", title="A story"):
    return {"schema": SCHEMA, "title": title, "steps": [{"view": view, "said": said} for view in views]}


def test_the_turning_points_come_as_a_file_of_a_story_in_either_language(client):
    for language, title in (("en", "Turning points"), ("fr", "Moments décisifs")):
        answer = client.get(f"/story/turning-points.json?lang={language}")
        found = read_story(answer.data)
        assert found.title == title
        assert len(found.steps) == 10
        assert all("view=compare" in step.view for step in found.steps)


def test_a_story_becomes_a_file_with_its_sentences_and_the_marking_of_the_house(client, caplog):
    with caplog.at_level(logging.INFO, logger="dashboard.exports"):
        answer = client.post("/story.pdf?lang=fr", json=story("on=2023-11-14", "on=2012-04-10&place=kidal"))
    assert answer.status_code == 200, answer.data
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="a-story_fr_')
    pages = [page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages]
    assert len(pages) == 2
    assert all("Kidal falls" in page and "HOUSE" in page for page in pages)
    assert "14 novembre 2023" in pages[0]
    assert "Mardi 10 avril 2012" in pages[1]
    [line] = [record for record in caplog.records if record.name == "dashboard.exports"]
    assert line.fields["kind"] == "pdf"
    assert line.fields["bytes"] == len(answer.data)


@pytest.mark.parametrize(
    ("kind", "sent", "said"),
    [
        ("pdf", story("on=1999-01-01"), "step 1"),
        ("pdf", story("on=2023-11-14", "colour=red"), "step 2"),
        ("pdf", story(), "steps: found 0; allowed: 1 to 40"),
        ("pdf", story(*["on=2023-11-14"] * 41), "steps: found 41"),
        ("pdf", story("on=2023-11-14", said="x" * 400), "step 1"),
        ("pdf", {"schema": "another"}, "schema"),
        ("png", story("on=2023-11-14"), "found 'png'; allowed: pptx, pdf, html, mp4"),
        ("exe", story("on=2023-11-14"), "found 'exe'"),
    ],
)
def test_what_is_no_story_is_refused_with_what_was_found_and_is_allowed(client, kind, sent, said):
    answer = client.post(f"/story.{kind}", json=sent)
    assert answer.status_code == 400
    assert said in json.loads(answer.data)["error"]


@pytest.mark.parametrize("sent", [b"", b"[1", b"\xff\xfe", b"[" * 100_000, b"x" * 600_000])
def test_what_is_no_json_is_refused_in_words(client, sent):
    answer = client.post("/story.pdf", data=sent, content_type="application/json")
    assert answer.status_code == 400
    assert "allowed" in answer.get_data(as_text=True) or "found" in answer.get_data(as_text=True)


def test_a_story_is_asked_for_with_its_body_only(client):
    assert client.get("/story.pdf").status_code in (404, 405)
