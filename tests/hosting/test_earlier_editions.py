"""The record is changed three times while it is served; the link, the answers and the brief of each edition stay."""

import json
from xml.etree import ElementTree as xml

import pytest
from damaging import TAKEN, change

from dashboard.__main__ import main
from dashboard.app import create_app
from dashboard.asked.view import View
from dashboard.config import Settings, SettingsError, read_settings
from geodata.files import digest_of

PLACE, DAY = "kidal", "2023-11-20"
HOLDERS = ("GOV", "CSP", "JNIM", "GOV")
"""Who holds the town in each of the editions."""


def take(app):
    """Let the server look until it has taken what is there."""
    app.live.look()
    app.live.look()


@pytest.fixture(scope="module")
def edited(served, tmp_path_factory):
    """The app of a record that was edited three times, and the digests of its four editions."""
    editions = tmp_path_factory.mktemp("editions")
    settings = Settings(record_dir=served, editions_dir=editions, state_dir=tmp_path_factory.mktemp("state"))
    app = create_app(settings, is_tried=False)
    digests = [app.live.record.digest]
    for number, holder in enumerate(HOLDERS[1:], 1):
        change("claims", TAKEN, controller=holder, contested_by="", present="", note_en=f"Edition {number}.")(served)
        take(app)
        assert app.live.record.digest == digest_of(served), app.live.health
        digests.append(app.live.record.digest)
    assert len(set(digests)) == 4
    return app, settings, digests


@pytest.fixture
def asked(edited):
    app, _, _ = edited
    return app.server.test_client()


@pytest.mark.parametrize("number", range(4))
def test_an_answer_is_given_from_the_edition_that_is_named(asked, edited, number):
    digest = edited[2][number]
    found = asked.get(f"/api/at?on={DAY}&edition={digest}").get_json(force=True)["features"]
    [town] = [
        one["properties"]
        for one in found
        if (one["properties"]["place"], one["properties"]["layer"]) == (PLACE, "places")
    ]
    assert town["controller"] == HOLDERS[number]
    history = asked.get(f"/api/history/{PLACE}?edition={digest}").get_json()
    assert next(row for row in history if row["claim_id"] == TAKEN)["controller"] == HOLDERS[number]
    assert asked.get(f"/frames/{digest}.json?on={DAY}").status_code == 200
    assert asked.get(f"/ground/{digest}/relief.jpg").status_code == 200


@pytest.mark.parametrize("number", range(4))
def test_a_link_shows_the_edition_it_names_and_says_that_it_is_not_the_newest(asked, edited, number):
    digest = edited[2][number]
    page = asked.get(f"/?on={DAY}&place={PLACE}&edition={digest}").get_data(as_text=True)
    is_newest = number == 3
    assert ("It is not the newest." in page) is not is_newest
    assert (f"This is edition {digest}" in page) is not is_newest
    french = asked.get(f"/?on={DAY}&edition={digest}&lang=fr").get_data(as_text=True)
    assert ("Ce n’est pas la plus récente." in french) is not is_newest


@pytest.mark.parametrize("view", View)
def test_every_view_of_an_earlier_edition_can_be_opened(asked, edited, view):
    answer = asked.get(f"/?view={view}&edition={edited[2][1]}")
    assert answer.status_code == 200
    assert "It is not the newest." in answer.get_data(as_text=True)


@pytest.mark.parametrize("number", [0, 2])
def test_a_brief_is_made_of_the_edition_that_is_named_and_is_checked_against_it(
    asked, edited, number, tmp_path, monkeypatch, capsys
):
    _, settings, digests = edited
    answer = asked.get(f"/brief.svg?on={DAY}&edition={digests[number]}")
    assert answer.status_code == 200
    assert digests[number] in answer.headers["Content-Disposition"]
    assert f"edition={digests[number]}" in answer.get_data(as_text=True), "its link leads to its own edition"
    path = tmp_path / "brief.svg"
    path.write_bytes(answer.get_data())
    monkeypatch.setenv("RECORD_DIR", str(settings.record_dir))
    monkeypatch.setenv("EDITIONS_DIR", str(settings.editions))
    code = main(["brief", "--check", str(path)])
    said = capsys.readouterr().out
    assert f"edition {digests[number]} is kept here: it says what the file says" in said
    assert (code == 0) is (HOLDERS[number] == HOLDERS[-1] and number == 3)


def test_files_of_the_whole_record_come_from_the_edition_that_is_named(asked, edited):
    answer = asked.get(f"/download/record.zip?edition={edited[2][1]}")
    assert answer.status_code == 200
    assert edited[2][1] in answer.headers["Content-Disposition"]


def test_an_edition_that_is_not_kept_is_refused_in_words(asked):
    for address in (f"/api/at?on={DAY}", f"/api/history/{PLACE}?", "/download/record.zip?", f"/brief.svg?on={DAY}"):
        answer = asked.get(f"{address}&edition=0123456789ab")
        assert answer.status_code == 404
        assert "0123456789ab" in json.loads(answer.data)["error"]
        assert asked.get(f"{address}&edition=nonsense").status_code == 400
    page = asked.get("/?edition=0123456789ab")
    assert page.status_code == 200
    assert "edition = “0123456789ab”" in page.get_data(as_text=True)


def test_two_servers_that_keep_one_folder_answer_for_each_other(edited, served, tmp_path):
    """Each serves another record; whatever the one has led a reader to, the other can give."""
    first, settings, digests = edited
    other = create_app(Settings(editions_dir=settings.editions, state_dir=tmp_path), is_tried=False)
    theirs = other.live.record.digest
    assert theirs == digests[0] != first.live.record.digest
    for app in (first, other):
        for digest in (theirs, first.live.record.digest):
            assert app.server.test_client().get(f"/frames/{digest}.json?on={DAY}").status_code == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [("EDITIONS_MOST", "0"), ("EDITIONS_DAYS", "-1"), ("EDITIONS_DIR", "/proc/editions"), ("EDITIONS_MOST", "many")],
)
def test_settings_of_editions_are_checked_at_start(name, value, monkeypatch):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name}: found '{value}'; allowed: "):
        read_settings()


def test_what_has_changed_is_told_by_the_api_the_page_and_the_feed(asked, edited):
    digests = edited[2]
    assert [one["edition"] for one in asked.get("/api/editions").get_json()] == digests
    told = asked.get(f"/api/diff?from={digests[0]}&to={digests[1]}").get_json()
    assert [(one["table"], one["id"]) for one in told["rows"]] == [("claims", TAKEN)]
    assert [*told["days_by_place"]] == [PLACE]
    days = told["days"][0]
    assert (days["before"]["controller"], days["after"]["controller"]) == ("GOV", "CSP")
    assert asked.get(f"/api/diff?from={digests[3]}").get_json()["rows"] == [], "the newest, where none is named"
    for lang, said in (("en", "Days that look different"), ("fr", "Jours d’un autre aspect")):
        page = asked.get(f"/editions?from={digests[0]}&to={digests[1]}&lang={lang}").get_data(as_text=True)
        assert said in page
        assert f"edition={digests[0]}" in page
        assert f"edition={digests[1]}" in page
    assert all(digest in asked.get("/editions").get_data(as_text=True) for digest in digests)


def test_the_feed_is_sound_and_of_a_place_tells_that_place_alone(asked, edited):
    atom = "{http://www.w3.org/2005/Atom}"
    whole, kidal, gao = (
        xml.fromstring(asked.get(f"/feed.atom?{query}").data) for query in ("", f"place={PLACE}&lang=fr", "place=gao")
    )
    for feed in (whole, kidal, gao):
        assert all(feed.find(f"{atom}{name}") is not None for name in ("title", "id", "updated", "author"))
        assert feed.find(f"{atom}link[@rel='self']").get("href").startswith("http://localhost/feed.atom?")
    entries = whole.findall(f"{atom}entry")
    assert [one.find(f"{atom}id").text.rpartition("/")[2] for one in entries] == edited[2][:0:-1]
    assert len({one.find(f"{atom}id").text for one in entries}) == 3
    assert len(kidal.findall(f"{atom}entry")) == 3
    assert gao.findall(f"{atom}entry") == []
    assert "Kidal" in kidal.find(f"{atom}title").text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/api/diff", "from: nothing found"),
        ("/api/diff?from=x", "from: found 'x'"),
        ("/api/diff?from=0123456789ab", "keeps no edition 0123456789ab"),
        ("/feed.atom?place=paris", "place='paris' is unknown"),
        ("/editions?from=0123456789ab", "keeps no edition 0123456789ab"),
    ],
)
def test_bad_questions_about_editions_are_refused_in_words(asked, address, said):
    answer = asked.get(address)
    assert answer.status_code in (400, 404)
    assert said in answer.get_json(force=True)["error"]
