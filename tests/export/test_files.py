"""What is asked for and what comes: decks, names, stamps, refusals, and no more than a few at a time."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from openxml_audit import validate_pptx
from period import FIRST, LAST
from pptx import Presentation
from slides import said_on

from dashboard.app import create_app
from dashboard.asked.frame import Frame
from dashboard.asked.marking import LONGEST_MARKING, checked_marking
from dashboard.asked.state import ViewState
from dashboard.config import Settings
from dashboard.export.checking import compared, stamp_in
from dashboard.export.deck import Series, deck_file
from dashboard.export.gate import BusyError, Gate
from dashboard.export.order import Order, OrderError, file_name
from dashboard.export.request import MOST_STEPS, Request, steps
from dashboard.export.sheets import DaySheet
from dashboard.export.stamp import OPENING, Stamp, stamp_of
from dashboard.export.workman import Shelf
from dashboard.export.workshop import Workshop
from dashboard.told.words import change_in_words
from geodata.selection import told_changes
from geodata.timeline import Timeline

AUTUMN = ViewState(after=date(2023, 10, 1), until=date(2023, 12, 31), lang="fr")


@pytest.fixture(scope="module")
def series(record):
    return Series.of(record, Order(AUTUMN, "Mention"), steps(record, AUTUMN, "month"))


@pytest.fixture(scope="module")
def deck(series):
    return deck_file(series)


def test_every_month_of_the_record_is_one_deck(record):
    days = steps(record, ViewState(after=FIRST, until=LAST), "month")
    assert days[0] == FIRST
    assert days[-1] == LAST
    assert len(days) == 157 <= MOST_STEPS


def test_every_change_is_a_step(record):
    days = steps(record, AUTUMN, "change")
    changed = {change.date for change in told_changes(Timeline(record), AUTUMN.after, AUTUMN.until, AUTUMN.filter)}
    assert set(days) == changed | {AUTUMN.after, AUTUMN.until}


@pytest.mark.parametrize("kind", ["pptx", "png", "svg", "pdf", "html", "mp4"])
def test_a_file_is_the_same_whether_the_page_has_its_legend_or_not(kind):
    assert Request.of(Order(AUTUMN.but(legend=False)), kind) == Request.of(Order(AUTUMN), kind)


def test_too_many_steps_are_refused(record):
    with pytest.raises(OrderError, match=f"at most {MOST_STEPS}"):
        steps(record, ViewState(after=FIRST, until=LAST), "change")


def test_a_deck_has_title_sheets_changes_and_sources(deck, series):
    slides = list(Presentation(BytesIO(deck)).slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    text = series.text
    assert titles[0] == text("Northern Mali: who held what")
    for slide, day in zip(slides[1:], series.days, strict=False):
        assert text.weekday(day) in said_on(slide)
    assert all("2023" not in title and title for title in titles[1 : 1 + len(series.days)]), "they tell what is found"
    assert any(title.startswith(text("What changed")) for title in titles)
    assert titles[-1].startswith(text("Sources"))


def test_a_deck_lists_every_change_and_every_source(deck, series):
    said = "\n".join(
        shape.text_frame.text
        for slide in Presentation(BytesIO(deck)).slides
        for group in slide.shapes
        for shape in (group.shapes if hasattr(group, "shapes") else [group])
        if shape.has_text_frame
    ).replace("\n", " ")
    sheets = series.sheets()
    drawn = set().union(*(sheet.places() for sheet in sheets))
    told = told_changes(series.timeline, series.days[0], series.days[-1], AUTUMN.filter)
    assert {one.after.place.id for one in told} & drawn
    for change in told:
        assert (change_in_words(change, series.record, series.text) in said) is (change.after.place.id in drawn)
    for sheet in sheets:
        for source in sheet.sources():
            assert source.title in said


def test_an_office_opens_a_deck_without_repair(deck, tmp_path):
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck)
    assert [str(one) for one in validate_pptx(path).errors] == []


def test_each_sheet_of_a_deck_comes_out_of_the_one_before(deck, series):
    slides = list(Presentation(BytesIO(deck)).slides)
    moving = [bool(slide._element.findall(".//{*}morph")) for slide in slides]
    assert moving[: 2 + len(series.days)] == [False, False, *[True] * (len(series.days) - 1), False]
    fading = [bool(slide._element.findall(".//{*}fade")) for slide in slides]
    assert fading == moving, "what does not know it fades"


def test_a_deck_repeats_byte_for_byte(deck, series):
    assert deck_file(series) == deck


def test_progress_is_told_after_every_sheet(series):
    heard = []
    deck_file(series, lambda done, of: heard.append((done, of)))
    assert heard == [(number, len(series.days)) for number in range(1, len(series.days) + 1)]


def test_the_name_says_area_date_language_and_version(record):
    state = ViewState(on=date(2023, 11, 14), place="menaka", lang="fr")
    assert file_name(record, Order(state), "pptx") == f"menaka_2023-11-14_fr_{record.digest}.pptx"
    assert file_name(record, Order(AUTUMN), "pdf", is_deck=True) == (
        f"northern-mali_2023-10-01_2023-12-31_fr_{record.digest}.pdf"
    )


# Checking


def test_a_file_is_checked_against_the_record(tmp_path, deck, record):
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck)
    assert compared(stamp_in(path), record)[0]


def test_what_the_record_no_longer_says_is_named(record, one):
    same, lines = compared(Stamp("old", one.state.query(), (("2023-11-14", "other"),)), record)
    assert not same
    assert any("2023-11-14" in line for line in lines)


OF_THE_25TH = Stamp.read(
    'mali:{"record":"f5830e35033b","view":"on=2023-11-14&lang=fr","sheets":{"2023-11-14":"49b4c90e2a0f8d8c"}}'
)
"""Of a brief that was made before the record was corrected on 26 November 2026."""


def test_a_brief_of_an_earlier_record_is_told_what_the_record_said_then(record):
    same, lines = compared(OF_THE_25TH, record)
    assert not same
    assert lines[1:] == [
        "2023-11-14: the record now says something else",
        "the record as written by 2026-11-25 said the same",
    ]


def test_a_file_says_on_which_ground_its_maps_open_and_is_judged_by_that(record, one):
    here = Stamp.read(stamp_of([one]).written())
    assert (here.opening, compared(here, record)[0]) == (OPENING, True)
    elsewhere = Frame(2.4, 15.4, 3.6, 16.2)
    framed = DaySheet(record, Order(one.state.but(frame=elsewhere)))
    assert framed.says() != one.says()
    there = replace(here, opening=elsewhere, sheets=((one.name, framed.says()),))
    assert compared(Stamp.read(there.written()), record)[0]


@pytest.mark.parametrize("name", ["a.pptx", "a.pdf", "a.png", "a.svg", "a.txt", "missing.pptx"])
def test_a_file_of_another_maker_is_refused(tmp_path, name):
    if not name.startswith("missing"):
        (tmp_path / name).write_bytes(b"not ours")
    with pytest.raises(OrderError):
        stamp_in(tmp_path / name)


def test_what_a_sheet_says_changes_with_what_is_shown(record):
    days = {DaySheet(record, Order(ViewState(on=day))).says() for day in (date(2012, 4, 1), date(2023, 11, 14))}
    assert len(days) == 2


# Hostile orders


@pytest.mark.parametrize("marking", ["x" * 10_000, "x" * (LONGEST_MARKING + 1), "a\u202eb", "a\nb", "a\x00b", "\u200f"])
def test_a_marking_that_cannot_stand_is_refused(marking):
    with pytest.raises(ValueError, match="allowed"):
        checked_marking(marking)


@pytest.mark.parametrize("marking", ["<script>", "=cmd|'/c calc'!A1", "&lt;", "دفاع", "x" * LONGEST_MARKING, "$x$"])
def test_any_printable_marking_stands_as_typed(marking, record, slides):
    file = slides(DaySheet(record, Order(ViewState(), checked_marking(marking))))
    [slide] = Presentation(BytesIO(file)).slides
    [group] = [shape for shape in slide.shapes if shape.name == "Handling marking"]
    assert [shape.text_frame.text for shape in group.shapes] == [marking] * 2


@pytest.fixture(scope="module")
def client():
    return create_app(Settings(exports_per_minute=600)).server.test_client()


@pytest.mark.parametrize(
    "query",
    [
        "on=1999-01-01",
        "on=2025-01-01",
        "on=2023-02-30",
        "on=<b>",
        "view=records",
        "lang=de",
        "place=atlantis",
        "every=second",
        "marking=" + "x" * 8_000,
        "marking=a%E2%80%AEb",
        "zoom=7",
        "from=2012-01-01&to=2024-12-31&every=change",
    ],
)
def test_what_is_not_understood_is_refused_in_words(client, query):
    answer = client.get(f"/brief.pptx?{query}")
    assert answer.status_code == 400
    assert "allowed" in answer.json["error"]


def test_an_unknown_kind_is_refused(client):
    assert client.get("/brief.exe").status_code == 400


def test_the_address_gives_a_named_file(client, record):
    answer = client.get("/brief.pptx?on=2023-11-14&lang=fr")
    assert answer.status_code == 200
    assert f"northern-mali_2023-11-14_fr_{record.digest}.pptx" in answer.headers["Content-Disposition"]
    assert len(Presentation(BytesIO(answer.data)).slides) == 1


def test_every_file_that_leaves_is_told_to_the_log_with_its_view_and_size(client, record, caplog):
    caplog.set_level("INFO", "dashboard.exports")
    query = "on=2023-11-14&lang=fr"
    size = len(client.get(f"/brief.svg?{query}").data)
    client.get("/brief.svg?on=2031-01-01")
    [line] = [one.fields for one in caplog.records if one.name == "dashboard.exports"]
    assert (line["kind"], line["view"], line["record"], line["bytes"]) == ("svg", query, record.digest, size)
    assert {"user", "request_id"} <= set(line)


def test_two_compared_days_are_one_sheet(client):
    answer = client.get("/brief.pptx?view=compare&from=2023-10-01&to=2023-12-31")
    [slide] = Presentation(BytesIO(answer.data)).slides
    assert (
        slide.shapes.title.text_frame.text
        == "The army and Wagner take Kidal, Tessalit, Aguelhok and Anéfis from the CSP"
    )
    assert "1 October 2023 → 31 December 2023" in said_on(slide)


def test_two_days_can_be_a_deck_too(client):
    answer = client.get("/brief.pptx?from=2023-10-01&to=2023-12-31&every=day")
    slides = list(Presentation(BytesIO(answer.data)).slides)
    for slide, day in zip(slides[1:3], ("Sunday 1 October 2023", "Sunday 31 December 2023"), strict=True):
        assert day in said_on(slide)


# A few at a time


def test_no_more_than_allowed_are_inside_at_once_and_the_rest_is_turned_away():
    inside, most, lock = 0, 0, threading.Lock()
    gate = Gate(at_once=2, most_waiting=6, wait=5)

    def pass_through(_):
        nonlocal inside, most
        try:
            with gate.turn():
                with lock:
                    inside, most = inside + 1, max(most, inside + 1)
                time.sleep(0.05)
                with lock:
                    inside -= 1
        except BusyError:
            return False
        return True

    with ThreadPoolExecutor(100) as crowd:
        answers = list(crowd.map(pass_through, range(500)))
    assert most == 2
    assert set(answers) == {True, False}


@pytest.mark.parametrize("threads", [1, 2, 4, 64])
def test_exports_leave_half_the_threads_to_the_map(threads):
    gate = Gate.of(Settings(threads=threads))
    entered = 0
    with ExitStack() as inside:
        for _ in range(threads + 1):
            try:
                inside.enter_context(gate.place())
                entered += 1
            except BusyError:
                break
    assert 1 <= entered <= max(1, threads // 2)


def test_who_waits_too_long_is_turned_away():
    gate = Gate(at_once=1, most_waiting=1, wait=0.01)
    with gate.turn(), pytest.raises(BusyError), gate.turn():
        pass
    with gate.turn():
        pass


def test_the_busy_are_told_when_to_come_again(client, monkeypatch):
    def busy(*_args):
        raise BusyError(lambda text: text("too many exports are waiting; try again soon"))

    monkeypatch.setattr(Workshop, "answer", busy)
    answer = client.get("/brief.pptx")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


def test_the_shelf_lets_go_of_the_oldest():
    shelf = Shelf(most=10)
    for name in "abc":
        shelf.put(name, b"1234")
    assert shelf.get("a") is None
    assert shelf.get("c") == b"1234"


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_deck_needs_a_kind_with_pages(kind):
    with pytest.raises(OrderError, match="one sheet"):
        Request.of(Order(ViewState()), kind, "month")
