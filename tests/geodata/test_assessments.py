"""What others say: the two tables, their checks, and the record as one of them sees it."""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from damaging import change, copied, rows_of, write_rows

from geodata import answers
from geodata.faults import RecordError
from geodata.record import load
from geodata.timeline import Because, Lens, Timeline
from geodata.vocabulary import AssessmentForm, AssessorKind

NAMED = {
    date(2012, 10, 1): {"gao": "MUJAO", "timbuktu": "ANSAR_DINE", "douentza": "MUJAO"},
    date(2013, 1, 28): {"gao": "GOV", "timbuktu": "GOV", "douentza": "GOV", "hombori": "GOV", "diabaly": "GOV"},
    date(2013, 7, 27): {"kidal": "GOV"},
}
"""The towns that PolGeoNow's articles of September 2012, January and July 2013 name, each with the holder they name."""


def test_there_are_six_assessors_and_150_assessments_and_each_stands_in_a_source_that_can_be_opened(record):
    assert len(record.assessors) >= 6
    assert len(record.assessments) >= 150
    for one in record.assessments.values():
        source = record.sources[one.source_id]
        assert source.url or one.form is AssessmentForm.DATA
        assert one.words.en
        assert one.words.fr


@pytest.mark.parametrize("day", NAMED)
def test_on_the_day_of_its_map_polgeonow_holds_what_its_text_names_and_nothing_else(record, day):
    states = Timeline(record, Lens(assessor="polgeonow")).states(day)
    assert {name: state.controller for name, state in states.items() if state.because is None} == NAMED[day]
    others = [state for name, state in states.items() if name not in NAMED[day]]
    assert {state.because for state in others} == {Because.NOT_ASSESSED}


@pytest.mark.parametrize("assessor", load().assessors)
def test_every_day_of_every_place_is_assessed_once_or_not_at_all(record, assessor):
    timeline = Timeline(record, Lens(assessor=assessor))
    said = {one.id: one for one in record.assessments.values() if one.assessor_id == assessor}
    shown = set()
    for spans in timeline.spans.values():
        assert spans[0].since == record.period.first
        assert spans[-1].until == record.period.last
        for before, after in itertools.pairwise(spans):
            assert after.since == before.until + timedelta(days=1)
        for state in spans:
            if state.claim:
                one = said[state.claim.id]
                assert (state.since, state.until, state.controller) == (one.start, one.end, one.holder)
                shown.add(one.id)
    assert shown == set(said)


def test_what_was_published_later_is_not_assessed_by_an_earlier_day(record):
    early = Timeline(record, Lens(assessor="polgeonow", known_on=date(2012, 12, 1)))
    assert early.state("gao", date(2012, 10, 1)).controller == "MUJAO"
    assert early.state("gao", date(2013, 4, 1)).because is Because.NOT_ASSESSED


def test_grade_and_freshness_are_ours_and_hide_nothing_of_anothers(record):
    lens = Lens(assessor="geo-pko")
    from geodata.grades import Grade

    strict = replace(lens, min_grade=Grade.parse("A1"), fresh=True)
    assert [state.picture for state in Timeline(record, strict).spans["un-gao"]] == [
        state.picture for state in Timeline(record, lens).spans["un-gao"]
    ]


def test_the_answer_says_not_assessed_apart_from_unknown_and_gives_no_grade_of_ours(record):
    rows = {row["place"]: row for row in answers.at(record, date(2013, 4, 1), lens=Lens(assessor="polgeonow"))}
    assert rows["kidal"]["status"] == "not assessed"
    assert rows["gao"]["status"] == "held"
    assert {row["grade"] for row in rows.values()} == {None}
    assert "unknown" not in {row["status"] for row in rows.values()}


def test_our_own_record_is_the_same_whoever_else_is_asked(record):
    seen = Timeline(record, Lens(assessor="polgeonow")).record
    assert seen.own is record
    assert seen.counts() == record.counts()
    assert seen.ground is record


def test_no_map_of_anothers_backs_a_claim(record):
    maps = {one.source_id for one in record.assessments.values() if one.form is AssessmentForm.MAP}
    assert maps
    assert not any(maps & set(claim.source_ids) for claim in record.claims.values())


def test_a_party_is_the_actor_that_it_speaks_for(record):
    for assessor in record.assessors.values():
        assert (assessor.kind is AssessorKind.PARTY) == (assessor.actor in record.actors)


def test_an_edition_without_the_two_tables_is_a_record(folder):
    for name in ("assessors", "assessments"):
        (folder / f"tables/{name}.csv").unlink()
    write_rows(folder, "sources", [row for row in rows_of(folder, "sources") if not row[0].startswith(ONLY_ASSESSED)])
    assert len(load(folder).assessments) == 0


ONLY_ASSESSED = ("polgeonow-", "notes-periphery-", "sahel-blog-20121130", "aps-20140522")
"""The sources that assessments alone cite."""
GAO = "polgeonow-gao-2012-06-26"
WRONG = {
    "an end before its beginning": ({"until": "2012-06-25"}, "until"),
    "an overlap with the next": ({"until": "2013-02-01"}, "from"),
    "nobody who holds what is held": ({"holder": ""}, "holder"),
    "an unknown, which is no assessment": ({"holder": "", "status": "unknown"}, "status"),
    "a siege by nobody": ({"status": "besieged"}, "around"),
    "a contest with nobody": ({"status": "contested"}, "contested_by"),
    "a day after it was published": ({"form": "report", "until": "2012-09-07"}, "until"),
    "a map that a claim cites": ({"source_id": "maliweb-20120119"}, "source_id"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_said_of_an_assessment_is_a_fault_in_words(tmp_path, case):
    cells, column = WRONG[case]
    folder = copied(tmp_path / "record")
    change("assessments", GAO, **cells)(folder)
    with pytest.raises(RecordError) as error:
        load(folder)
    assert {fault.column for fault in error.value.faults} >= {column}
    assert all(fault.file == "tables/assessments.csv" for fault in error.value.faults)
