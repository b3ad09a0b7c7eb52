"""Where a reader's note says something else than the record: it names forces at a place, and not who holds it."""

import re
from datetime import date
from math import cos, hypot, radians

from dashboard.asked.notes import Note, Position
from dashboard.text import Text
from dashboard.told.words import holding
from geodata.letters import folded
from geodata.record import Record
from geodata.timeline import State, Timeline

NEAR_DEGREES = 0.25
"""How far from a place, of latitude, a note still speaks of it if it names none: some 28 km."""
LEAST_NAME = 3
"""Letters of a name that is looked for: shorter ones are words of a language."""


def against_record(note: Note, day: date, timeline: Timeline, text: Text) -> str:
    """What the record says of the place of a note on a day, where the note names other forces; else nothing.

    A note that names no force says nothing of holders. One that names the holder, under any name of its line, agrees,
    whomever else it names.
    """
    record = timeline.record
    said = folded(note.words)
    forces = {actor for actor in record.actors if _is_named(actor, said, record)}
    place = _place(note, said, record) if forces else None
    if place is None:
        return ""
    state = timeline.state(place, day)
    return (
        ""
        if _agrees(state, forces, record)
        else text("record: {place} {holding}", place=text.of(state.place.name), holding=holding(state, record, text))
    )


def _agrees(state: State, forces: set[str], record: Record) -> bool:
    holders = {state.controller} if state.controller else set(state.contested_by)
    return any(record.lines[holder] & forces for holder in holders)


def _is_named(actor: str, said: str, record: Record) -> bool:
    names = {folded(name) for of in (record.actors[actor].short, record.actors[actor].name) for name in (of.en, of.fr)}
    return any(_holds(said, name) for name in names if len(name) >= LEAST_NAME)


def _holds(said: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None


def _place(note: Note, said: str, record: Record) -> str | None:
    """The place that a note names, else the nearest to where it points."""
    named = [
        place.id
        for place in record.places.values()
        if any(_holds(said, folded(name)) for name in (place.name.en, place.name.fr))
    ]
    if named or not note.at:
        return named[0] if named else None
    at = note.at[-1] if note.kind == "arrow" else note.at[0]
    located = [place for place in record.places.values() if place.lat is not None]
    apart = {place.id: _apart(at, (place.lon, place.lat)) for place in located}
    nearest = min(apart, key=apart.get)
    return nearest if apart[nearest] <= NEAR_DEGREES else None


def _apart(one: Position, other: Position) -> float:
    return hypot((one[0] - other[0]) * cos(radians(one[1])), one[1] - other[1])
