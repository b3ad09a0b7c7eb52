"""A record that goes on past ours, and one of quite other days beside it: told and drawn with no change of code."""

import re
from datetime import date
from itertools import pairwise

import pytest
from asking import client_of
from damaging import add, cell, copied, rows_of, write_rows

from dashboard.asked.reading import read_exactly, read_view
from dashboard.asked.sight import Sight
from dashboard.asked.state import DEFAULT, ViewState
from dashboard.asked.view import View
from dashboard.export.files import make
from dashboard.export.order import Order
from dashboard.export.request import MOST_STEPS, Request
from dashboard.export.sheets import sheets_of
from dashboard.handed.days import frames
from dashboard.text import Text
from dashboard.web.trial import try_out
from geodata import answers, export
from geodata.__main__ import main
from geodata.faults import RecordError
from geodata.record import load
from geodata.schema import TABLES
from geodata.timeline import Timeline

LAST, AS_OF = date(2026, 6, 30), date(2025, 12, 31)
TOLD, AFTER = date(2025, 6, 1), date(2026, 3, 1)
PLACE, CLAIM = "tin-essako", "tin-essako-2025-05-20"
YEARS = 20
"""Whole leap years, so that every day has its like."""


def says(folder, **days):
    about = folder / "record.toml"
    text = about.read_text(encoding="utf-8")
    for name, day in days.items():
        text = re.sub(rf"^{name} = .*$", f"{name} = {day}", text, flags=re.MULTILINE)
    about.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def longer_folder(tmp_path_factory):
    """Our record up to the middle of 2026, with a claim and an event of 2025."""
    folder = copied(tmp_path_factory.mktemp("longer") / "record")
    says(folder, last=LAST, as_of=AS_OF)
    source = cell(folder, "sources", 1, "source_id")
    texts = {"claim_en": "Said for a test.", "claim_fr": "Dit pour un essai."}
    add(
        "claims", claim_id=CLAIM, place_id=PLACE, valid_from="2025-05-20", precision="day", controller="FLA",
        status="held", label_change="false", credibility="4", source_ids=source, recorded_on="2026-11-26", **texts,
    )(folder)  # fmt: skip
    add(
        "events", event_id="of-a-test", date="2025-05-20", precision="day",
        category=cell(folder, "events", 1, "category"), title_en="A test", title_fr="Un essai",
        summary_en="Of a test.", summary_fr="D’un essai.", place_ids=PLACE,
        actor_ids="FLA", source_ids=source, credibility="6",
    )(folder)  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def longer(longer_folder):
    return load(longer_folder)


@pytest.fixture(scope="module")
def earlier(tmp_path_factory):
    """Our record twenty years before."""
    folder = copied(tmp_path_factory.mktemp("earlier") / "record")
    says(folder, first="1992-01-01", last="2004-12-31", as_of="2004-12-31")
    told = {"actors": ("from", "until"), "bases": ("opened", "departed", "handed_over"), "sources": ("published",)}
    for name, table in TABLES.items():
        head, *rows = rows_of(folder, name)
        for row in rows:
            for column in (*table.days(), *told.get(name, ())):
                at = head.index(column)
                row[at] = re.sub(r"^\d{4}", lambda year: str(int(year[0]) - YEARS), row[at])
        write_rows(folder, name, [head, *rows])
    return load(folder)


# Longer


def test_a_record_that_goes_on_is_checked_and_asked_on_the_command_line(longer_folder, capsys):
    asked = ("check",), ("at", f"{TOLD}", "--place", PLACE), ("changes", "2024-12-31", f"{LAST}", "--place", PLACE)
    for command in asked:
        assert main(["--record", str(longer_folder), *command]) == 0
    out = capsys.readouterr().out
    assert '"since": "2025-05-20"' in out
    assert '"date": "2025-05-20"' in out


def test_everything_that_is_served_can_be_made_of_a_record_that_goes_on(longer):
    try_out(longer)


def test_the_slider_of_a_record_that_goes_on_runs_to_its_end(longer_folder, longer):
    client = client_of(record_dir=longer_folder)
    payload = client.get(f"/frames/{longer.digest}.json?on={LAST}").get_json()
    assert payload["days"] == longer.period.count == (LAST - date(2012, 1, 1)).days + 1
    assert payload["asOf"] == longer.period.index(AS_OF)
    assert any(change["day"] == longer.period.index(date(2025, 5, 20)) for change in payload["changes"])


@pytest.mark.parametrize("day", [TOLD, AFTER])
@pytest.mark.parametrize(
    ("view", "language"), [(View.MAP, "en"), (View.COMPARE, "fr"), (View.TIMELINE, "en"), (View.TRENDS, "fr")]
)
def test_every_sheet_says_of_a_day_after_all_reports_that_it_is_carried_forward(longer, view, language, day):
    state = ViewState(view=view, on=day, lang=language, after=date(2024, 1, 1), until=day)
    sheet = sheets_of(longer, Order(state))[-1]
    said = " ".join(note.text for note in sheet.figure().layout.annotations).replace("<br>", " ")
    text = Text(language)
    assert (text("{day}, carried forward", day=text.weekday(day)) in said) is (day > AS_OF)
    assert text.day(AS_OF) in said, "how far information reaches"


def test_states_after_all_reports_are_told_as_carried_forward_and_those_before_are_not(longer):
    [told], [carried] = (answers.at(longer, day, PLACE) for day in (TOLD, AFTER))
    assert carried == told | {"carried": True}
    client = client_of()
    assert "carried" not in client.get("/api/at?on=2024-12-31").get_json()["features"][0]["properties"]


def test_a_deck_of_every_month_of_a_record_that_goes_on_can_be_ordered(longer):
    view = read_exactly(f"from=2012-01-01&to={LAST}", longer)
    days = Request.of(Order(view), "pptx", "month").days(longer)
    assert days[-1] == LAST
    assert len(days) <= MOST_STEPS
    short = Request.of(Order(view.but(after=TOLD, until=AFTER)), "pptx", "day")
    assert make(longer, short).startswith(b"PK")


def test_a_package_of_a_record_that_goes_on_covers_its_days_and_names_its_years(longer, tmp_path):
    assert export.title(longer) == "Northern Mali Control Map: who held what, 2012-2026"
    frame = export.through_time(longer, "places")
    rows = frame[frame["place"] == PLACE]
    assert rows["valid_until"].max() == LAST
    assert all(
        (other - one).days == 1 for one, other in zip(rows["valid_until"], rows["valid_from"].iloc[1:], strict=False)
    )


@pytest.mark.parametrize(
    ("days", "line", "column", "allowed"),
    [
        ({"as_of": "2024-06-30"}, None, "valid_from", "a real day YYYY-MM-DD, 2012-01-01 to 2024-06-30"),
        ({"as_of": "2025-01-01"}, 7, "as_of", "from first to last"),
        ({"last": "2011-01-01"}, 6, "last", "not before first"),
        ({"first": "2012-02-30"}, None, "file", "a readable TOML file"),
        ({"first": '"2012-02-30"'}, 5, "first", "a real day YYYY-MM-DD"),
        ({"title_en": '""'}, 3, "title_en", "text on one line"),
    ],
)
def test_what_the_record_says_of_itself_wrongly_is_a_fault_with_its_line(tmp_path, days, line, column, allowed):
    folder = copied(tmp_path / "record")
    says(folder, **days)
    with pytest.raises(RecordError) as refused:
        load(folder)
    faults = [fault for fault in refused.value.faults if fault.column == column]
    assert faults
    assert allowed in faults[0].allowed
    assert line is None or (faults[0].file, faults[0].line) == ("record.toml", line)


def test_an_edition_without_a_word_of_itself_has_the_days_of_its_rows(tmp_path, record):
    folder = copied(tmp_path / "record")
    (folder / "record.toml").unlink()
    assert load(folder).period == record.period


# Other days beside ours


def test_two_records_of_other_days_answer_side_by_side(record, earlier):
    for day in (date(2012, 1, 1), date(2013, 7, 5), date(2023, 11, 14), date(2024, 12, 31)):
        ours, theirs = answers.at(record, day), answers.at(earlier, day.replace(year=day.year - YEARS))
        assert [one["controller"] for one in ours] == [one["controller"] for one in theirs]
        with pytest.raises(ValueError, match="outside the record"):
            answers.at(earlier, day)
    ours, theirs = Timeline(record), Timeline(earlier)
    for place_id, spans in theirs.spans.items():
        assert [state.since.year + YEARS for state in spans] == [state.since.year for state in ours.spans[place_id]]
        assert all(one.until < other.since for one, other in pairwise(spans))


def test_a_record_of_other_days_opens_on_its_own_and_draws_as_ours_does(record, earlier):
    view = read_view("", earlier).state
    assert (view.on, view.after, view.until) == (earlier.period.last, earlier.period.first, earlier.period.last)
    assert read_view(view.query(), earlier).state == view
    assert read_view("", record).state == DEFAULT
    ours, theirs = frames(record, Sight()), frames(earlier, Sight())
    assert (ours["areas"], ours["points"]) == (theirs["areas"], theirs["points"])
    assert (ours["first"], theirs["first"]) == ("2012-01-01", "1992-01-01")
    [sheet] = sheets_of(earlier, Order(view))
    assert "31 December 2004" in sheet.title
