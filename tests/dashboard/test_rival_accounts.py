"""Others on the page: their view, two sides of a comparison, what the card tells of them, dissent, agreement."""

from collections import Counter
from datetime import date, timedelta

import pytest

from dashboard.agreed.payload import PairPlace
from dashboard.asked.reading import read_view
from dashboard.asked.sight import Sight
from dashboard.asked.state import DEFAULT
from dashboard.asked.view import View
from dashboard.figures.legend import NO_MARKS, legend_of
from dashboard.figures.map.compare import change_looks, sides, two_days, two_days_looks
from dashboard.figures.style import FADED, NOT_GRADED, UNASSESSED, UNKNOWN, look
from dashboard.handed.pairs import change_frames
from dashboard.text import LANGUAGES, Text
from dashboard.told.others import dissent, dissent_in_words, opinion_in_words, sides_in_words
from dashboard.views.accounts import accounts, met_at
from geodata.agreement import AGREEING, meetings, meetings_on, opinion_of, tallies
from geodata.timeline import Because, Lens, Timeline
from geodata.vocabulary import Opinion, Status

SPRING = date(2013, 4, 1)
THEIRS = Lens(assessor="polgeonow")


@pytest.fixture(scope="module")
def ours(record):
    return Timeline(record)


def test_what_is_not_assessed_looks_like_nothing_else_and_has_its_own_line(record):
    theirs = Timeline(record, THEIRS)
    looks = {name: look(state, theirs.record) for name, state in theirs.states(SPRING).items()}
    assert looks["gao"].strength == NOT_GRADED
    assert looks["kidal"] == UNASSESSED
    assert len({UNASSESSED, UNKNOWN, FADED}) == 3
    assert UNASSESSED.area != UNKNOWN.area
    assert UNASSESSED.point != UNKNOWN.point
    for language in LANGUAGES:
        text = Text(language)
        lines = legend_of(looks.values(), record, text, THEIRS, NO_MARKS)
        labels = [line.label for line in lines]
        assert text("Bare: not assessed") in labels
        assert not any(text("Unknown: no source") == label for label in labels)


def compared(day):
    return DEFAULT.but(view=View.COMPARE, after=day, until=day, before_assessor="polgeonow")


def test_each_side_of_a_comparison_has_its_own_eyes_and_the_address_gives_them_back(record, ours):
    state = compared(SPRING)
    assert read_view(state.query(), record).state == state
    theirs, here = sides(state, ours)
    assert (theirs.lens.assessor, here.lens.assessor) == ("polgeonow", None)
    left, right = two_days_looks(state, ours)
    assert left("kidal") == UNASSESSED
    assert right("kidal").actors == ("MNLA",)
    assert [one.assessor for one in two_days(state)] == ["polgeonow", None]
    then = DEFAULT.but(view=View.COMPARE, before_known=date(2012, 4, 5))
    assert sides(then, ours)[0].lens == Lens(known_on=date(2012, 4, 5))
    assert read_view(then.query(), record).state == then


def test_without_an_own_lens_both_sides_are_one(ours):
    assert sides(DEFAULT, ours) == (ours, ours)
    assert not DEFAULT.is_sided
    assert DEFAULT.sights.before is None


def test_the_map_of_what_differs_leaves_what_is_not_assessed_apart(record, ours):
    change = change_looks(record, compared(SPRING), ours)
    assert change("kidal").look == UNASSESSED
    assert change("gao").keys != ()


def test_the_scripts_get_every_pair_of_the_two_sides(record, ours):
    made = change_frames(record, Sight(before=THEIRS))
    theirs = Timeline(record, THEIRS)
    assert made["sided"]
    assert not change_frames(record, Sight())["sided"]
    for name, place in made["places"].items():
        assert set(place) == set(PairPlace.__annotations__)
        assert len(made["before"][name]["starts"]) == len(theirs.spans[name]) == len(place["pairs"])
        assert {len(row) for row in place["pairs"]} == {len(ours.spans[name])}


def test_the_words_of_two_sides_count_every_place_once(record, ours):
    theirs, here = sides(compared(SPRING), ours)
    apart, sums = sides_in_words(theirs, here, SPRING, SPRING, Text("en"), record.places.keys())
    assert f"Places on which both sides speak: {5}" in sums
    assert f"apart on {len(apart)}" in sums
    assert any(line.startswith("Hombori: held by the army; on the other side unknown") for line in apart)


def test_everyone_who_says_something_of_a_place_stands_on_its_cards_with_a_source(record, ours):
    text, found = Text("fr"), Counter()
    for place_id in record.places:
        met = met_at(place_id, ours)
        for state in ours.spans[place_id]:
            drawn = accounts(state, met, record, text)
            here = [one for one in met if one.state is state]
            assert (drawn is None) == (not here)
            if drawn:
                found.update(one.assessment.id for one in here)
                assert len(drawn.children[1].children) == len(here)
    assert set(found) == set(record.assessments)
    assert met_at("gao", Timeline(record, THEIRS)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dissent_of_a_day_is_told_and_nobody_dissents_in_his_own_view(record, ours, language):
    day, text = date(2023, 11, 24), Text(language)
    said = [dissent_in_words(one, record, text) for one in dissent(ours, day, record.places.keys())]
    assert len(said) == 2
    assert all(text.of(record.assessors["jnim"].short) in line for line in said)
    assert dissent(ours, day, {"kidal"}) == []
    assert dissent(Timeline(record, Lens(assessor="jnim")), day, record.places.keys()) == []
    assert len({opinion_in_words(one, text) for one in Opinion}) == len(Opinion)


# Agreement


def test_agreement_is_counted_day_by_day_and_never_without_its_number(record, ours):
    rows = tallies(ours, record.period.first, record.period.last)
    for row in rows:
        assert row.days == row.agree + row.neutral + row.disagree > 0
        assert row.independent <= row.days
    [year] = [row for row in rows if (row.place_id, row.year) == ("menaka", 2015)]
    by_day = Counter()
    day = date(2015, 1, 1)
    while day.year == 2015:
        for one in record.assessments.values():
            if one.place_id == "menaka" and one.start <= day <= one.end:
                opinion = opinion_of(one, ours.state("menaka", day), record)
                by_day[opinion in AGREEING] += 1
        day += timedelta(days=1)
    assert (year.agree, year.days) == (by_day[True], by_day[True] + by_day[False])


def test_a_text_that_our_claim_cites_does_not_count_as_independent(record, ours):
    met = [one for place_id in record.places for one in meetings(ours, place_id)]
    assert any(one.shares_source for one in met)
    for one in met:
        cited = one.state.shown.source_ids if one.state.shown else ()
        assert one.shares_source == (one.assessment.source_id in cited)


def test_what_we_do_not_know_nobody_can_contradict(record, ours):
    for place_id in record.places:
        for one in meetings(ours, place_id):
            if one.state.status is Status.UNKNOWN:
                assert one.opinion is Opinion.NEUTRAL


def test_the_meetings_of_a_day_are_those_whose_days_hold_it(record, ours):
    day = date(2013, 2, 1)
    assert {one.assessment.id for one in meetings_on(ours, day)} == {
        one.id for one in record.assessments.values() if one.start <= day <= one.end
    }
    assert Because.NOT_ASSESSED not in {one.state.because for one in meetings_on(ours, day)}
