"""What others say of who held a place: each account, how far it agrees with ours, and the dissent of a day."""

from collections.abc import Set
from datetime import date

from dashboard.text import Text
from dashboard.told.words import actors_in_words, holding
from geodata.agreement import DISAGREEING, Meeting, meetings_on
from geodata.assessors import Assessment
from geodata.record import Record
from geodata.timeline import Because, Timeline
from geodata.vocabulary import AssessmentForm, Opinion, Status


def assessed_in_words(one: Assessment, record: Record, text: Text) -> str:
    """How an assessor says that a place is held: ``held by the army``."""
    holder = actors_in_words((one.holder,), record, text) if one.holder else ""
    rivals = actors_in_words(one.contested_by, record, text)
    match one.status:
        case Status.BESIEGED:
            ring = actors_in_words(one.around, record, text)
            return text("held by {actor}, besieged by {rivals}", actor=holder, rivals=ring)
        case Status.CONTESTED if holder:
            return text("held by {actor}, contested by {rivals}", actor=holder, rivals=rivals)
        case Status.CONTESTED:
            return text("contested between {rivals}", rivals=rivals)
        case _:
            return text("held by {actor}", actor=holder)


def opinion_in_words(opinion: Opinion, text: Text) -> str:
    """How far an account agrees with ours."""
    return {
        Opinion.STRONGLY_AGREE: text("agrees with us wholly"),
        Opinion.AGREE: text("agrees on the holder"),
        Opinion.NEUTRAL: text("neither agrees nor disagrees"),
        Opinion.DISAGREE: text("disagrees with us"),
        Opinion.STRONGLY_DISAGREE: text("disagrees with us wholly"),
    }[opinion]


def form_name(form: AssessmentForm, text: Text) -> str:
    """What an assessor published."""
    return {
        AssessmentForm.MAP: text("map"),
        AssessmentForm.REPORT: text("report"),
        AssessmentForm.STATEMENT: text("statement"),
        AssessmentForm.DATA: text("data set"),
    }[form]


def days_in_words(one: Assessment, text: Text) -> str:
    """The days of which it speaks, no more exactly than they are known."""
    return text.span(one.start, one.end, one.precision)


def dissent(timeline: Timeline, day: date, drawn: Set[str]) -> list[Meeting]:
    """Who says otherwise than we of the places that are drawn on a day; nobody where the view is another's."""
    if timeline.record.assessor:
        return []
    found = meetings_on(timeline, day)
    return [one for one in found if one.opinion in DISAGREEING and one.assessment.place_id in drawn]


def dissent_in_words(met: Meeting, record: Record, text: Text) -> str:
    """One dissent as a footnote says it: ``Niafunké: JNIM says held by JNIM``."""
    one = met.assessment
    return text(
        "{place}: {assessor} says {holding}",
        place=text.of(record.places[one.place_id].name),
        assessor=text.of(record.assessors[one.assessor_id].short),
        holding=assessed_in_words(one, record, text),
    )


def sides_in_words(
    earlier: Timeline, later: Timeline, before: date, after: date, text: Text, drawn: Set[str]
) -> tuple[list[str], str]:
    """Where two accounts of who held what part, one line a place; and in a sentence at how many places they agree.

    Parameters
    ----------
    earlier, later
        The record as each side sees it, on the days ``before`` and ``after``.
    drawn
        The places that are asked about.
    """
    apart, alike, silent = [], 0, 0
    for place_id, there in earlier.states(before).items():
        here = later.state(place_id, after)
        if place_id not in drawn:
            continue
        if Because.NOT_ASSESSED in (there.because, here.because):
            silent += 1
        elif (there.status, there.controller) == (here.status, here.controller):
            alike += 1
        else:
            said = [holding(state, side.record, text) for side, state in ((earlier, there), (later, here))]
            name = text.of(there.place.name)
            apart.append(text("{place}: {there}; on the other side {here}", place=name, there=said[0], here=said[1]))
    sums = text(
        "Places on which both sides speak: {count}; alike on {alike}, apart on {apart}. Not assessed: {silent}.",
        count=alike + len(apart),
        alike=alike,
        apart=len(apart),
        silent=silent,
    )
    return apart, sums
