"""The situation on a day in words, made from the record and from nothing else."""

from collections.abc import Iterable, Iterator, Set
from datetime import date

from dashboard.text import Text
from dashboard.told.words import actors_in_words, assessor_name, doubt_in_words, holding
from geodata.record import Record
from geodata.selection import Filter
from geodata.timeline import Because, State, Timeline
from geodata.vocabulary import Status


def day_in_words(timeline: Timeline, day: date, seen: Filter, text: Text, drawn: Set[str] | None = None) -> list[str]:
    """The situation on a day: who holds what, what is besieged or contested, what is unknown.

    Parameters
    ----------
    timeline, day, seen, text
        The record through a lens, the day, whom it is asked about, and in which language.
    drawn
        The places of a sheet, if it is the words of one.

    Returns
    -------
    list of str
        The day first; then a sentence for each holder with the places it holds uncontested, in the order of the
        actors table; one for each place besieged or contested; one for the unknown. Places the filter leaves out are
        not named.
    """
    record = timeline.record
    kept = (state for name, state in timeline.states(day).items() if seen.keeps_on(timeline, name, day))
    states = [state for state in kept if _is_there(state, record) and (drawn is None or state.place.id in drawn)]
    held = [state for state in states if state.status is Status.HELD]
    sentences = [_heading(day, text, drawn)]
    if record.assessor:
        sentences.append(text("As seen by {assessor}.", assessor=assessor_name(record, text)))
    if record.period.carries(day):
        reach = text.day(record.period.as_of)
        sentences.append(text("Carried forward from {day}, as far as information reaches.", day=reach))
    for actor in record.actors:
        places = [state for state in held if state.controller == actor]
        if places:
            sentences.append(_holds(actor, places, record, text))
    contested = [state for state in states if state.status in (Status.BESIEGED, Status.CONTESTED)]
    sentences += [_line(state, record, text) for state in contested]
    return [*sentences, *_unknown([state for state in states if state.status is Status.UNKNOWN], text)]


def _heading(day: date, text: Text, drawn: Set[str] | None) -> str:
    if drawn is None:
        return text("Situation on {day}.", day=text.day(day))
    return text("Situation on {day}, at the places that this sheet draws.", day=text.day(day))


def _unknown(states: list[State], text: Text) -> Iterator[str]:
    """What is not known, with the reason: the record's silence, or what the lens leaves out."""
    said = {
        Because.SILENCE: lambda places: text("Unknown, no source says who held it: {places}.", places=places),
        Because.NOT_YET_KNOWN: lambda places: text("Not yet known on the day asked for: {places}.", places=places),
        Because.GRADE: lambda places: text("Unknown at the grade asked for: {places}.", places=places),
        Because.NOT_ASSESSED: lambda places: text("Not assessed: {places}.", places=places),
    }
    for because, say in said.items():
        if those := [state for state in states if state.because is because]:
            yield say(_names(those, text))


def _is_there(state: State, record: Record) -> bool:
    """A base that had not opened yet is no place of the situation."""
    not_open = state.place.kind.is_base and state.status is Status.UNKNOWN and state.since == record.period.first
    return not not_open and state.place.id not in record.unopened


def _holds(actor: str, places: list[State], record: Record, text: Text) -> str:
    holder = actors_in_words((actor,), record, text)
    said = text("Held by {actor}: {places}.", actor=holder, places=_names(places, text))
    weak = [state for state in places if state.claim and record.origins(state.claim) <= 1]
    if weak and record.assessor is None:
        said += " " + text("Resting on one source or on inference: {places}.", places=_names(weak, text))
    return said


def _line(state: State, record: Record, text: Text) -> str:
    said = text("{place}: {holding}", place=text.of(state.place.name), holding=holding(state, record, text))
    return f"{said}{doubt_in_words(state, record, text)}."


def _names(states: Iterable[State], text: Text) -> str:
    return ", ".join(text.of(state.place.name) for state in states)
