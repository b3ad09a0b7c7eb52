"""One file that opens anywhere: it asks for nothing, holds all days and sources in both languages, can be checked."""

import json
import re
from datetime import date
from html import unescape

import pytest

from dashboard.asked.notes import Note, NoteKind, Notes
from dashboard.asked.state import ViewState
from dashboard.export.alone.page import ALL_DAYS, Scene, alone_file, policy
from dashboard.export.checking import compared, stamp_in
from dashboard.export.order import Order
from dashboard.handed.days import frames
from dashboard.text import LANGUAGES, Text
from dashboard.told.words import state_in_words
from geodata.timeline import Timeline

HOSTILE = "</script><script>alert(1)</script> %%script%%"
STATE = ViewState(
    on=date(2023, 11, 14), lang="fr", notes=Notes(HOSTILE, (Note(NoteKind.TEXT, ((2.4, 15.9),), HOSTILE),))
)
MOST = 5_000_000


def steps_of(record):
    return [Scene((record.period.index(day),)) for day in (date(2023, 10, 1), date(2023, 11, 14))]


@pytest.fixture(scope="module")
def page(record):
    return alone_file(record, Order(STATE, "RÉSERVÉ"), steps_of(record)).decode()


@pytest.fixture(scope="module")
def data(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)[1])


def test_it_is_small_enough_to_be_sent(page):
    assert len(page.encode()) < MOST


def test_it_asks_for_nothing(page):
    allowed = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert allowed.startswith("default-src 'none'")
    assert "unsafe-eval" not in allowed
    assert "http" not in allowed
    script = re.search(r"</script>\n<script>(.*)</script>\n</body>", page, re.DOTALL)[1]
    assert unescape(allowed) == policy(script), "the script is the one that the policy allows"
    assert not re.search(r"\b(fetch|XMLHttpRequest|import|eval|Function)\s*\(", script)
    tags = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r'(src|href|url)\s*[=(]\s*["\']?(https?:)?//', tags)


def test_markup_of_a_reader_stays_text(page, data):
    assert data["message"] == HOSTILE
    assert page.count("<script") == 2, "the data, and the script"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_holds_every_state_of_every_place_with_its_sources(record, data, lang):
    timeline, text, said = Timeline(record), Text(lang), data["said"][lang]
    for place, spans in timeline.spans.items():
        rows = said["cards"][place][2]
        assert [row[0] for row in rows] == [record.period.index(span.since) for span in spans]
        assert [row[1] for row in rows] == [state_in_words(span, record, text) for span in spans]
        cited = {source for row in rows if len(row) > 2 for source in row[4]}
        assert cited <= set(said["sources"])
    assert all(said["sources"][source.id][1] == source.url for source in record.sources.values())
    days = frames(record, STATE.but(lang=lang).sight)
    assert said["sentences"] == days["sentences"]
    assert data["shared"]["areas"] == days["areas"]
    assert len(data["map"]["areas"]) == len(days["areas"])
    assert len(data["map"]["points"]) == len(days["points"])


def test_it_opens_on_its_view_and_has_its_days(record, data):
    index = record.period.index
    assert (data["on"], data["steps"]) == (
        index(date(2023, 11, 14)),
        [[[index(date(2023, 10, 1))], ""], [[index(date(2023, 11, 14))], ""]],
    )
    assert (data["lang"], data["marking"]) == ("fr", "RÉSERVÉ")
    assert "ne les suivra pas" in data["said"]["fr"]["controls"]["made"]
    assert record.digest in data["said"]["en"]["controls"]["made"]


def test_it_is_checked_against_the_record_and_repeats(record, page, tmp_path):
    path = tmp_path / "alone.html"
    path.write_text(page, encoding="utf-8")
    stamp = stamp_in(path)
    assert [name for name, _ in stamp.sheets] == [ALL_DAYS]
    same, lines = compared(stamp, record)
    assert same, lines
    other = stamp.__class__(stamp.record, stamp.query, ((ALL_DAYS, "0" * 16),))
    assert not compared(other, record)[0]
    assert alone_file(record, Order(STATE, "RÉSERVÉ"), steps_of(record)).decode() == page
