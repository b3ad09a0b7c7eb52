"""The record in sentences: a state, a change, a grade. Every sentence says only what the record holds."""

import re
from collections.abc import Callable
from datetime import date

from dashboard.text import Text
from geodata.dates import PartialDate
from geodata.difference import Look
from geodata.entities import Source
from geodata.grades import Grade
from geodata.record import Record
from geodata.statistics import rests_on_one
from geodata.timeline import Because, Change, ChangeKind, State, Timeline
from geodata.vocabulary import Credibility, Reliability, Status

ID = re.compile(r"\b[a-z0-9]+(?:-[a-z0-9]+)+\b")
"""An id of several parts; one of a single part is a word like any other."""


def named(prose: str, record: Record, text: Text) -> str:
    """What an editor wrote, with names where it has the ids of places and sources."""

    def name(found: re.Match[str]) -> str:
        if place := record.places.get(found[0]):
            return text.of(place.name)
        source = record.sources.get(found[0])
        return cited(source) if source else found[0]

    return ID.sub(name, prose)


def cited(source: Source) -> str:
    """A source in a word: its publisher, and when it was published."""
    published: PartialDate | None = source.published
    return f"{source.publisher} {published.text}" if published else source.publisher


def actors_in_words(actor_ids: tuple[str, ...], record: Record, text: Text) -> str:
    """Names in a row: ``the army, Wagner and MSA``."""
    names = [text.of(record.actors[actor_id].said) for actor_id in actor_ids]
    if len(names) < 2:
        return "".join(names)
    return text("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])


def holding(state: State | Look, record: Record, text: Text) -> str:
    """How a place is held, without its name: ``held by the CSP, with MINUSMA present``."""
    others = tuple(actor for actor in state.present if actor not in state.contested_by)
    if state.status is Status.UNKNOWN:
        said = _unknown(state, text)
    elif state.status is Status.HELD:
        said = text("held by {actor}", actor=actors_in_words((state.controller,), record, text))
    elif state.status is Status.BESIEGED:
        said = text(
            "held by {actor}, besieged by {rivals}",
            actor=actors_in_words((state.controller,), record, text),
            rivals=actors_in_words(state.around, record, text),
        )
    elif state.controller:
        said = text(
            "held by {actor}, contested by {rivals}",
            actor=actors_in_words((state.controller,), record, text),
            rivals=actors_in_words(state.contested_by, record, text),
        )
    else:
        said = text("contested between {rivals}", rivals=actors_in_words(state.contested_by, record, text))
    if others:
        said = text("{said}, with {others} present", said=said, others=actors_in_words(others, record, text))
    if state.around and state.status is not Status.BESIEGED:
        said = text("{said}, with {others} around", said=said, others=actors_in_words(state.around, record, text))
    return said


def _unknown(state: State | Look, text: Text) -> str:
    match state.because:
        case Because.GRADE:
            return text("unknown at the grade asked for")
        case Because.STALE:
            return text("unknown: not confirmed for a year and a half")
        case Because.NOT_YET_KNOWN:
            return text("not yet known on the day asked for")
        case Because.NOT_ASSESSED:
            return text("not assessed")
        case _:
            return text("unknown: no source says who held it")


def state_in_words(state: State, record: Record, text: Text) -> str:
    """One line about a place: name, holder, since when, grade."""
    said = text("{place}: {holding}", place=text.of(state.place.name), holding=holding(state, record, text))
    if state.status is Status.UNKNOWN:
        return said
    if record.assessor:
        return text("{said} (says {assessor})", said=said, assessor=assessor_name(record, text))
    grade = record.grade_of(state.claim)
    if state.controller and state.held_since > record.period.first:
        since = text.since(state.held_since, state.held_since_precision)
        if under_earlier_names(state, record):
            return text("{said}, {since} under earlier names (grade {grade})", said=said, since=since, grade=grade)
        return text("{said}, {since} (grade {grade})", said=said, since=since, grade=grade)
    return text("{said} (grade {grade})", said=said, grade=grade)


def assessor_name(record: Record, text: Text) -> str:
    """Whose view a record shows, where it is not ours; empty where it is."""
    return text.of(record.assessors[record.assessor].short) if record.assessor else ""


def under_earlier_names(state: State, record: Record) -> bool:
    """Whether the present holder came before it bore its present name."""
    return any(
        claim.label_change and state.held_since < claim.valid_from <= state.since
        for claim in record.claims_of[state.place.id]
        if claim.in_force(None) and claim.controller == state.controller
    )


def change_in_words(change: Change, record: Record, text: Text) -> str:
    """What changed at a place, and how sure we are; a new name is said as one."""
    place = text.of(change.after.place.name)
    after = holding(change.after, record, text)
    holders = (change.before.controller, change.after.controller)
    if change.kind is ChangeKind.LABEL and all(holders) and holders[0] != holders[1]:
        said = text(
            "{place}: {before} goes on under the name {after}; no change of hands",
            place=place,
            before=actors_in_words((change.before.controller,), record, text),
            after=text.of(record.actors[change.after.controller].short),
        )
    elif change.kind in (ChangeKind.HANDS, ChangeKind.KNOWLEDGE) and change.before.controller:
        before = actors_in_words((change.before.controller,), record, text)
        said = text("{place}: {after}; before, held by {before}", place=place, after=after, before=before)
    elif change.kind is ChangeKind.CONTEST and change.after.status.is_held and change.before.contested_by:
        rivals = actors_in_words(change.before.contested_by, record, text)
        said = text("{place}: {after}; no longer contested by {rivals}", place=place, after=after, rivals=rivals)
    elif change.after.status is Status.HELD and change.before.status is Status.BESIEGED:
        said = text("{place}: {after}; no longer besieged", place=place, after=after)
    else:
        said = text("{place}: {after}", place=place, after=after)
    return said + doubt_in_words(change.after, record, text)


def doubt_in_words(state: State, record: Record, text: Text) -> str:
    """A plain word on weak ground: a soft date, or a single source. Empty where there is nothing to say."""
    claim = state.claim
    if claim is None or state.status is Status.UNKNOWN or record.assessor:
        return ""
    doubts = []
    if claim.precision.is_soft:
        doubts.append(text("date: {when}", when=text.when(claim.valid_from, claim.precision)))
    if rests_on_one(claim, record):
        own_word = record.origins(claim) == 0
        doubts.append(text("only the holder’s own word") if own_word else text("reported by one source"))
    elif claim.credibility is Credibility.UNJUDGED:
        doubts.append(text("inferred"))
    return f" ({', '.join(doubts)})" if doubts else ""


def changes_by_day(timeline: Timeline, told: Callable[[Change], bool]) -> dict[date, list[Change]]:
    """Every day on which a told change happens, in order, with its changes."""
    days: dict[date, list[Change]] = {}
    for change in timeline.all_changes():
        if told(change):
            days.setdefault(change.date, []).append(change)
    return days


def reliability_in_words(reliability: Reliability, text: Text) -> str:
    """What a source's letter means."""
    return {
        Reliability.A: text("completely reliable"),
        Reliability.B: text("usually reliable"),
        Reliability.C: text("fairly reliable"),
        Reliability.D: text("not usually reliable"),
        Reliability.E: text("unreliable"),
        Reliability.F: text("cannot be judged"),
    }[reliability]


def credibility_in_words(credibility: Credibility, text: Text) -> str:
    """What a claim's number means."""
    return {
        Credibility.CONFIRMED: text("confirmed by independent sources"),
        Credibility.PROBABLE: text("probably true"),
        Credibility.POSSIBLE: text("possibly true"),
        Credibility.DOUBTFUL: text("doubtful"),
        Credibility.IMPROBABLE: text("improbable"),
        Credibility.UNJUDGED: text("cannot be judged"),
    }[credibility]


def grade_in_words(grade: Grade, text: Text) -> str:
    """What a grade means: ``best source usually reliable; claim probably true``."""
    return text(
        "best source {reliability}; claim {credibility}",
        reliability=reliability_in_words(grade.reliability, text),
        credibility=credibility_in_words(grade.credibility, text),
    )
