"""The questions of the records view: the page says what programs are told, row for row."""

import csv
import io
import json
import re
from datetime import date
from html import escape, unescape

import pytest
from asking import client_of, days, views
from hypothesis import given, settings
from hypothesis import strategies as st
from period import FIRST, LAST

from dashboard.asked.addresses import tally_address
from dashboard.asked.reading import read_view
from dashboard.asked.state import DEFAULT, ViewState
from dashboard.asked.stretch import Stretch
from dashboard.asked.view import Question, View
from dashboard.drawing.held_map import NEVER, held_map
from dashboard.drawing.primitives import Sign
from dashboard.figures.dark import hues_of, solid
from dashboard.figures.map.held import SHADES, Held, shade, steps_in_words
from dashboard.figures.map.markers import points
from dashboard.figures.style import PAPER, contrast
from dashboard.text import LANGUAGES, Text
from dashboard.told.question_finding import PLACES, days_in_words
from dashboard.told.questions import Kind, answer, how_counted, question_name
from dashboard.views import records_view
from dashboard.views.context import Context
from dashboard.views.first_page import first_page
from geodata.dates import PartialDate
from geodata.selection import regions_of
from geodata.tally import COLUMNS, QUESTIONS
from geodata.timeline import Timeline
from geodata.vocabulary import Camp, PlaceKind

ENGLISH = Text("en")
ASKED = DEFAULT.but(view=View.RECORDS)
NARROWED = [
    {},
    {"actors": frozenset(["CSP"])},
    {"actors": frozenset(["MNLA", "JNIM"]), "alone": True},
    {"camps": frozenset([Camp.JIHADIST]), "regions": frozenset(["Gao"])},
    {"kinds": frozenset([PlaceKind.UN_BASE]), "known": date(2024, 1, 1)},
    {"between": Stretch(date(2013, 1, 1), date(2014, 12, 31)), "assessor": "polgeonow"},
    {"between": Stretch(date(2020, 1, 2), date(2020, 1, 2)), "fresh": True},
]


@pytest.fixture(scope="module", autouse=True)
def client():
    """The app, by whose prefix the page writes its addresses."""
    return client_of()


def answered(record, state):
    timeline = Timeline(record, state.lens)
    return timeline, answer(state.question, timeline, state, Text(state.lang))


def shown(record, state):
    """The page of a question as HTML that needs no script."""
    timeline = Timeline(record, state.lens)
    look = {"relief": "", "narrow": False, "room": 1060}
    context = Context(timeline.record, state, Text(state.lang), timeline, **look)
    return first_page(context, records_view.body(context))


def rows_of(page):
    """The rows of the table in a page, as words."""
    body = re.search(r"<tbody>(.*)</tbody>", page)
    lines = re.findall(r"<tr[ >].*?</tr>", body[1]) if body else []
    cells = [re.findall(r"<t[hd][ >].*?</t[hd]>", line) for line in lines]
    return [[unescape(re.sub("<[^>]*>", "", cell)) for cell in line] for line in cells]


def test_the_page_asks_what_programs_can_ask():
    assert [str(question) for question in Question] == list(QUESTIONS) == list(COLUMNS)


@pytest.mark.parametrize("narrowed", NARROWED, ids=range(len(NARROWED)))
@pytest.mark.parametrize("question", Question)
def test_every_row_of_the_page_is_in_the_answer_to_programs_and_the_reverse(record, client, question, narrowed):
    state = ASKED.but(question=question, **narrowed)
    page, (timeline, found) = shown(record, state), answered(record, state)
    address = f"/{tally_address(question, state, record.period, record.digest)}"
    told = client.get(address.replace("form=csv", "form=json"))
    assert told.status_code == 200
    assert [dict(row) for row in found.found] == json.loads(told.data)
    assert rows_of(page) == [[cell.said for cell in row] for row in found.rows]
    assert f'href="{escape(address)}"' in page
    table = csv.DictReader(io.StringIO(client.get(address).get_data(as_text=True)))
    assert len(list(table)) == len(found.rows)
    assert all(len(row) == len(found.columns) for row in found.rows)
    assert timeline.lens == state.lens


@settings(max_examples=25)
@given(data=st.data())
def test_the_finding_is_counted_from_the_rows(record, data):
    question = data.draw(st.sampled_from(Question))
    first, last = sorted((data.draw(days), data.draw(days)))
    seen = data.draw(views(record))
    state = ASKED.but(question=question, between=Stretch(first, last), actors=seen.actors, regions=seen.regions)
    _, found = answered(record, state)
    said, rows = found.finding, found.found
    assert ENGLISH.day(first) in said
    assert ENGLISH.day(last) in said
    numbers = re.findall(r"[\d,.]+", said.replace(ENGLISH.day(first), "").replace(ENGLISH.day(last), ""))
    if question is Question.DAYS_HELD:
        nobody = ENGLISH.share(sum(row["share"] for row in rows if not row["actor"]), PLACES)
        assert said.endswith(nobody) or not [row for row in rows if row["actor"]]
    elif rows:
        assert str(len(rows)) in [number.rstrip(",") for number in numbers]
        if question is Question.EVER_HELD:
            assert said.endswith(days_in_words(max(row["days"] for row in rows), ENGLISH))
    else:
        assert re.search(r"\b(?:no|none|nobody)\b", said)


def test_the_finding_of_the_mnla_in_two_years_of_the_war(record):
    state = ASKED.but(question=Question.EVER_HELD, actors=frozenset(["MNLA"]), between=NARROWED[5]["between"])
    _, found = answered(record, state)
    [tinzaouaten] = [row for row in found.found if row["days"] == 730]
    assert tinzaouaten["place"] == "tinzaouaten"
    assert found.finding == (
        f"Between 1 January 2013 and 31 December 2014 the MNLA and its line ever held {len(found.rows)} of "
        f"{len(record.places)} places; longest: Tinzaouaten, 730 days"
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("question", Question)
def test_nothing_found_is_said_in_words(record, question, language):
    nowhere = {"regions": frozenset([regions_of(record)[0]]), "kinds": frozenset([PlaceKind.FRENCH_BASE])}
    state = ASKED.but(question=question, lang=language, between=Stretch(FIRST, FIRST), **nowhere)
    _, found = answered(record, state)
    page = shown(record, state)
    assert not [row for row in found.found if row.get("actor", row.get("place"))]
    assert found.finding in unescape(page)
    assert "{" not in found.finding


@pytest.mark.parametrize("narrowed", NARROWED, ids=range(len(NARROWED)))
@pytest.mark.parametrize("question", Question)
def test_both_languages_say_the_same_rows(record, question, narrowed):
    english, french = (
        answered(record, ASKED.but(question=question, lang=language, **narrowed))[1] for language in LANGUAGES
    )
    assert english.found == french.found
    assert english.finding != french.finding
    for one, other in zip(english.rows, french.rows, strict=True):
        assert [(cell.leads_to, cell.colour) for cell in one] == [(cell.leads_to, cell.colour) for cell in other]
    assert question_name(question, ENGLISH) != question_name(question, Text("fr"))
    assert how_counted(question, ENGLISH) != how_counted(question, Text("fr"))


@pytest.mark.parametrize("question", [one for one in Question if one is not Question.DAYS_HELD])
def test_a_place_leads_to_a_day_on_the_map_on_which_it_counts(record, question):
    state = ASKED.but(question=question)
    timeline, found = answered(record, state)
    for row, cells in zip(found.found, found.rows, strict=True):
        day, place = cells[0].leads_to
        assert place == row["place"]
        assert day in record.period
        if question is Question.EVER_HELD:
            assert timeline.state(place, day).controller in row["actors"]
        elif question is Question.LOSSES:
            assert timeline.state(place, day).controller == row["to"]
        elif question is Question.CHANGES_OF_HANDS:
            assert (timeline.state(place, day).controller or "-") == row["holders"][-1]
        else:
            assert day == PartialDate.parse(row["departed"]).last


@settings(max_examples=10)
@given(data=st.data())
def test_every_marker_is_shaded_by_the_fifth_of_the_days_for_which_its_place_was_held(record, data):
    first, last = sorted((data.draw(days), data.draw(days)))
    state = ASKED.but(question=Question.EVER_HELD, actors=frozenset(["MNLA"]), between=Stretch(first, last))
    rows = {row["place"]: row["days"] for row in answered(record, state)[1].found}
    held = Held(rows, (last - first).days + 1)
    marks = {one.name: one for one in held_map(record, held, set(record.places), ENGLISH) if isinstance(one, Sign)}
    assert set(marks) == {place.name.en for place in (point.place for point in points(record))}
    for point in points(record):
        mark, count = marks[point.place.name.en], rows.get(point.place.id)
        if count is None:
            assert (mark.size, mark.said) == (NEVER, f"{point.place.name.en}: never")
        else:
            fifth = next(step for step in range(5, 0, -1) if 5 * count >= (step - 1) * held.whole)
            assert mark.fill == shade(fifth - 1)
            assert mark.said == f"{point.place.name.en}: {days_in_words(count, ENGLISH)}"
    assert sum(map(held.count, range(len(SHADES)))) == len(rows)


def test_shades_are_told_apart_and_each_is_explained(record):
    shades = [shade(step) for step in range(len(SHADES))]
    assert len({*shades}) == len(steps_in_words(ENGLISH)) == len(steps_in_words(Text("fr")))
    assert [contrast(one, PAPER) for one in shades] == sorted(contrast(one, PAPER) for one in shades)
    assert set(shades) <= set(solid(hues_of(record))), "each has another colour on the dark ground"


@pytest.mark.parametrize("question", Question)
def test_only_what_was_ever_held_has_a_map_with_a_step_for_every_row(record, question):
    page = shown(record, ASKED.but(question=question))
    steps = re.search(r"<figcaption>.*</figcaption>", page)
    assert bool(steps) == (question is Question.EVER_HELD)
    if steps:
        counts = [int(count) for count in re.findall(r": (\d+)</li>", steps[0])]
        assert sum(counts) == len(rows_of(page))


def test_counts_stand_at_the_right_under_a_head_that_says_what_they_are(record):
    page = shown(record, ASKED.but(question=Question.EVER_HELD, actors=frozenset(["CSP"])))
    _, found = answered(record, ASKED.but(question=Question.EVER_HELD, actors=frozenset(["CSP"])))
    counts = [column.name for column in found.columns if column.kind is Kind.COUNT]
    assert re.findall(r'<th class="count" scope="col">([^<]*)', page) == counts
    assert page.count('<td class="count">') == len(counts) * len(found.rows)
    assert page.count('<th scope="row">') == len(found.rows)
    assert page.count("<caption>") == 1


@pytest.mark.parametrize("question", [Question.EVER_HELD, Question.LOSSES])
def test_a_sentence_says_that_the_other_names_of_a_line_are_counted_too_unless_they_are_not(record, question):
    csp = ASKED.but(question=question, actors=frozenset(["CSP"]))
    assert "the CSP and its line" in answered(record, csp)[1].finding
    assert "le CSP et sa lignée" in answered(record, csp.but(lang="fr"))[1].finding
    assert "line" not in answered(record, csp.but(alone=True))[1].finding
    assert "line" not in answered(record, csp.but(actors=frozenset(["JNIM"])))[1].finding.replace(
        "JNIM and its line", ""
    )


def test_bases_are_told_whoever_is_chosen_and_the_page_does_not_say_otherwise(record):
    csp = ASKED.but(question=Question.BASES_AFTER, actors=frozenset(["CSP"]))
    assert answered(record, csp)[1].found == answered(record, csp.but(actors=frozenset()))[1].found
    assert "CSP only" not in shown(record, csp)
    assert "CSP only" in shown(record, csp.but(question=Question.LOSSES))


def test_the_tables_are_as_they_were_where_nothing_is_asked(record):
    page = shown(record, ASKED)
    assert "<caption>" not in page
    assert "questions-" not in page
    assert f'href="?{ASKED.but(question=Question.EVER_HELD).query()}"'.replace("&", "&amp;") in page


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("question=who", "question"),
        ("between=2014-01-01,2013-01-01", "between"),
        ("between=2014-01-01", "between"),
        ("between=2031-01-01,2032-01-01", "between"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bad_value_is_named_with_what_is_allowed_and_the_rest_stands(record, query, parameter, language):
    read = read_view(f"view=records&actors=CSP&lang={language}&{query}", record)
    [notice] = read.notices
    assert notice.parameter == parameter
    assert (str(FIRST) if parameter == "between" else "losses") in notice.allowed
    assert read.state == ViewState(view=View.RECORDS, actors=frozenset(["CSP"]), lang=language)


def test_a_stretch_of_one_day_can_be_asked_about_and_all_days_are_asked_about_at_first(record):
    read = read_view("view=records&question=losses&between=2023-11-14,2023-11-14", record)
    assert not read.notices
    assert read.state.asked_days(record.period).count == 1
    assert DEFAULT.asked_days(record.period) == Stretch(FIRST, LAST)


def test_a_table_to_take_away_bears_the_marking_of_the_reader(record, client):
    state = ASKED.but(question=Question.LOSSES, marking="PUBLIC")
    address = tally_address(Question.LOSSES, state, record.period, record.digest)
    assert f"losses_{record.digest}_public.csv" in client.get(f"/{address}").headers["Content-Disposition"]
    refused = client.get(f"/{address}".replace("PUBLIC", "x" * 90))
    assert refused.status_code == 400
    assert "80" in refused.get_data(as_text=True)
