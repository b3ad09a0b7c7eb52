"""The method view: what it says is what the method says, and what it counts is what the record holds."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.asked.state import DEFAULT
from dashboard.asked.view import View
from dashboard.text import LANGUAGES, Text, catalogue
from dashboard.told.hypotheses import rule_in_words
from dashboard.told.probability import bands, figures_in_words
from dashboard.told.rows import claim_rows
from dashboard.told.words import named
from dashboard.views import method_view
from dashboard.views.context import Context
from geodata.agreement import tallies
from geodata.confirming import STALE_AFTER
from geodata.place_days import day_before_last_change, place_days
from geodata.statistics import coverage
from geodata.vocabulary import Credibility, Reliability

DOCS = Path(__file__).parents[2] / "docs/method.md"


@pytest.fixture(scope="module")
def shown(record, timeline):
    def shown(language="en", **asked):
        state = DEFAULT.but(view=View.METHOD, lang=language, **asked)
        return method_view.body(
            Context(
                record=record, state=state, text=Text(language), timeline=timeline, relief="", narrow=False, room=1060
            )
        )

    return shown


def parts(component) -> Iterator[object]:
    """Every component and text below one, itself included."""
    yield component
    children = getattr(component, "children", None)
    for child in children if isinstance(children, (list, tuple)) else [children]:
        if child is not None:
            yield from parts(child)


def words(component) -> str:
    return " ".join(part for part in parts(component) if isinstance(part, str))


def plain(text: str) -> str:
    straight = text.replace("’", "'").replace("“", '"').replace("”", '"')
    return re.sub(r"[\s*`]+", " ", straight)


def by_class(component, name):
    return [part for part in parts(component) if name in (getattr(part, "className", None) or "").split()]


def rows_of(table):
    return [part for part in parts(table) if type(part).__name__ == "Tr"][1:]


def test_the_contents_lead_to_every_section(shown):
    page = shown()
    [contents] = by_class(page, "contents")
    anchors = [part.href.removeprefix("#") for part in parts(contents) if getattr(part, "href", None)]
    headings = [part.id for part in parts(page) if type(part).__name__ == "H2" and getattr(part, "id", None)]
    assert anchors == headings
    assert len(set(anchors)) == len(anchors) >= 10


def test_the_rules_are_those_of_the_written_method(shown):
    method = plain(DOCS.read_text(encoding="utf-8"))
    page = shown()
    [reliability] = [table for table in by_class(page, "rules") if "Panel of Experts" in words(table)]
    for row in rows_of(reliability):
        assert plain(row.children[2].children) in method
    [credibility] = [table for table in by_class(page, "rules") if "independent origins of C" in words(table)]
    for row in rows_of(credibility):
        rule = plain(row.children[2].children).strip(".")
        assert rule[1:] in method
    for limit in by_class(page, "reading")[0].children:
        if "International Viewpoint" in words(limit):
            assert "read whole" in words(limit)
            break
    else:
        pytest.fail("the article is not named")


def test_the_claims_it_counts_are_the_rows_of_the_records(shown, timeline):
    [lead] = by_class(shown(), "lead")
    assert f" {len(claim_rows(timeline, DEFAULT, Text('en')))} claims on " in words(lead)


def test_every_grade_is_explained_and_counted(shown, record):
    page = shown()
    letters = [words(grade) for grade in by_class(page, "grade")]
    assert letters == [*Reliability, *Credibility]
    tables = [table for table in by_class(page, "rules") if "grade" in str(table)]
    sums = [sum(int(row.children[-1].children.replace(",", "")) for row in rows_of(table)) for table in tables]
    assert sums == [len(record.sources), sum(claim.in_force(None) for claim in record.claims.values())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_how_often_letter_and_digit_are_one_judgement(shown, record, language):
    grades = [str(record.grade_of(claim)) for claim in record.claims.values() if claim.in_force(None)]
    same = sum(grade in ("A1", "B2", "C3", "D4", "E5", "F6") for grade in grades)
    [sentence] = [one for one in parts(shown(language)) if isinstance(one, str) and "F6" in one and "B2" in one]
    assert str(same) in sentence
    assert "87" in sentence
    grid = next(one for one in by_class(shown(language), "publishers"))
    assert [int(words(row).split()[-1]) for row in rows_of(grid)] == [
        sum(grade.startswith(letter) for grade in grades) for letter in "ABCDEF"
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bands_of_probability_meet_and_stand_with_their_figures(shown, language):
    text = Text(language)
    found = bands(text)
    assert [band.name for band in bands(Text("en"))][3] == "roughly even chance"
    assert [(band.least, band.most) for band in found] == [
        (1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99)
    ]  # fmt: skip
    [table] = [one for one in by_class(shown(language), "rules") if found[3].name in words(one)]
    assert [[words(cell) for cell in row.children] for row in rows_of(table)] == [
        [band.name, figures_in_words(band, text)] for band in found
    ]
    method = DOCS.read_text(encoding="utf-8")
    for band in found if language == "en" else ():
        assert f"| {band.name} | {figures_in_words(band, text)} |" in method


def test_no_claim_of_the_record_states_a_probability(record):
    names = [band.name for language in LANGUAGES for band in bands(Text(language))]
    of_probability = re.compile(rf"\b(?:{'|'.join(names)})\b", re.IGNORECASE)
    for claim in record.claims.values():
        assert not of_probability.search(f"{claim.text.en} {claim.text.fr}"), claim.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_the_rule_by_which_hypotheses_are_ordered(shown, language):
    assert rule_in_words(Text(language)) in words(shown(language))


def test_coverage_has_a_row_a_place(shown, record):
    [table] = by_class(shown(), "coverage")
    found = rows_of(table)
    assert [words(row.children[0]) for row in found] == [place.name.en for place in record.places.values()]
    for row, expected in zip(found, coverage(record), strict=True):
        confirmed = expected.last_confirmed.isoformat() if expected.last_confirmed else "never"
        assert row.children[-1].children == confirmed
    filtered = by_class(shown(regions=frozenset({"Kidal"})), "coverage")[0]
    assert len(rows_of(filtered)) == sum(place.region == "Kidal" for place in record.places.values())


def test_how_far_others_agree_is_told_by_place_and_year_and_never_without_its_number(shown, record, timeline):
    [table] = by_class(shown(), "agreement")
    cells = {}
    for row in rows_of(table):
        place, *years = [words(cell) for cell in row.children]
        cells |= {(place, record.period.first.year + at): said for at, said in enumerate(years) if said}
    found = tallies(timeline, record.period.first, record.period.last)
    assert cells == {(record.places[one.place_id].name.en, one.year): f"{one.agree}/{one.days}" for one in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_counts_the_place_days_before_the_last_change_and_now(shown, record, language):
    text, [chart] = Text(language), by_class(shown(language), "before-and-now")
    [table] = by_class(shown(language), "place-days")
    then, now = place_days(record, day_before_last_change(record)), place_days(record)
    rows = {words(row.children[0]): [cell.children for cell in row.children[1:]] for row in rows_of(table)}
    for digit in Credibility:
        amounts = [text.number(days.by_digit[digit]) for days in (then, now)]
        told = rows[text("grade {digit}", digit=str(digit))]
        assert [cell.split(" (")[0] for cell in told] == amounts
    assert [cell.split(" (")[0] for cell in rows[text("stale")]] == [text.number(days.stale) for days in (then, now)]
    assert rows[text("every source read")][0] == ""
    for bar in by_class(chart, "bar"):
        assert sum(float(part.style["width"].rstrip("%")) for part in bar.children) == pytest.approx(100, abs=0.05)


def test_a_filtered_view_says_so(shown):
    assert "Kidal only" in words(shown(regions=frozenset({"Kidal"})).children[1].children[0])


def test_every_disagreement_is_kept(shown, record):
    noted = [claim for claim in record.claims.values() if claim.note.en and claim.in_force(None)]
    doubts = by_class(shown(), "doubt")
    text = Text("en")
    assert sorted(words(doubt) for doubt in doubts) == sorted(named(claim.note.en, record, text) for claim in noted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_and_sources_are_called_by_their_names_and_never_by_their_ids(shown, record, language):
    said = words(shown(language))
    ids = {one for one in (*record.places, *record.sources, *record.claims) if "-" in one}
    for joined in set(re.findall(r"\w+(?:-\w+)+", said)):
        parts = joined.split("-")
        spoken = {"-".join(parts[start:end]) for start in range(len(parts)) for end in range(start + 2, len(parts) + 1)}
        assert not spoken & ids
    assert Text(language).of(record.places["fr-gossi"].name) in said


def test_staleness_is_the_time_in_the_code(shown):
    assert f"{STALE_AFTER.days} days" in words(shown())


def test_the_french_page_keeps_no_english_sentence(shown):
    said = {part for part in parts(shown("fr")) if isinstance(part, str)}
    english = {key for key, value in catalogue("fr").items() if value != key and " " in key}
    assert not said & english
