"""What changed last, in short lines for the side of a sheet: when, what, and of which grade."""

from collections.abc import Iterable, Set
from datetime import date
from typing import NamedTuple

from dashboard.text import Text
from dashboard.told.finding import KINDS, Pair, weight
from geodata.comparison import Net, net
from geodata.record import Record
from geodata.selection import Filter, told_changes
from geodata.timeline import State, Timeline
from geodata.vocabulary import Precision, Status

ARROW = " → "


class Line(NamedTuple):
    """One change in a few words."""

    when: str
    what: str
    grade: str
    """Of the claim that says so."""
    shorter: str
    """What, for a narrow column: who came, without whom they came after."""


def before(timeline: Timeline, day: date, seen: Filter, text: Text, drawn: Set[str], most: int) -> list[Line]:
    """The last changes up to a day at the places that are drawn, the latest first, of one day the weightiest."""
    record = timeline.record
    pairs = [
        (one.before, one.after)
        for one in told_changes(timeline, record.period.first, day, seen)
        if one.after.place.id in drawn
    ]
    return _lines(sorted(_told(pairs, record), key=_latest), record, text)[:most]


def between(
    timeline: Timeline, after: date, until: date, seen: Filter, text: Text, drawn: Set[str], most: int
) -> list[Line]:
    """What is different between two days at the places that are drawn: the weightiest, in order of time."""
    record, earlier, later = timeline.record, timeline.states(after), timeline.states(until)
    pairs = [
        (state, later[name])
        for name, state in earlier.items()
        if name in drawn and seen.keeps_either(state, later[name], record)
    ]
    ranked = sorted(_told(pairs, record), key=lambda pair: (net(*pair, record) is not Net.HANDS, -_weight(pair)))[:most]
    return _lines(sorted(ranked, key=lambda pair: _began(pair, record)[0]), record, text)


def _told(pairs: Iterable[Pair], record: Record) -> list[Pair]:
    """Changes of the ground; a base that goes with a town, on that day from and to the same, is told with it."""
    found = [pair for pair in pairs if net(*pair, record) in KINDS]
    towns = {_sides(pair) for pair in found if not pair[1].place.kind.is_base}
    return [pair for pair in found if not pair[1].place.kind.is_base or _sides(pair) not in towns]


def _sides(pair: Pair) -> tuple[date, str | None, str | None]:
    return pair[1].since, pair[0].controller, pair[1].controller


def _weight(pair: Pair) -> float:
    return weight(pair[1].place)


def _began(pair: Pair, record: Record) -> tuple[date, Precision]:
    """Since when what is told of the later state holds, and how exactly that is known."""
    state = pair[1]
    if state.controller and net(*pair, record) is Net.HANDS:
        return state.held_since, state.held_since_precision
    return state.since, state.claim.precision


def _latest(pair: Pair) -> tuple[int, float]:
    return -pair[1].since.toordinal(), -_weight(pair)


def _lines(pairs: Iterable[Pair], record: Record, text: Text) -> list[Line]:
    return [
        Line(
            _when(*_began(pair, record), text),
            _what(pair, record, text),
            str(record.grade_of(pair[1].claim)),
            _shorter(pair, record, text),
        )
        for pair in pairs
    ]


def _when(day: date, precision: Precision, text: Text) -> str:
    if precision is Precision.DAY:
        return text.short_day(day)
    return str(day.year) if precision is Precision.YEAR else text.short_month(day)


def _what(pair: Pair, record: Record, text: Text) -> str:
    """A change in a few words: ``Kidal: CSP → Army``."""
    earlier, later = pair
    if net(*pair, record) is Net.HANDS:
        sides = [_holder(state, record, text) for state in pair]
        return text("{place}: {said}", place=_place(pair, text), said=ARROW.join(sides))
    if later.status is Status.BESIEGED:
        rivals = ", ".join(text.of(record.actors[one].short) for one in later.around[:2])
        return text("{place}: besieged, {rivals}", place=_place(pair, text), rivals=rivals)
    if later.status is Status.CONTESTED:
        rivals = ", ".join(text.of(record.actors[one].short) for one in later.contested_by[:2])
        return text("{place}: contested, {rivals}", place=_place(pair, text), rivals=rivals)
    over = text("siege over") if earlier.status is Status.BESIEGED else text("contest over")
    return text("{place}: {said}", place=_place(pair, text), said=over)


def _shorter(pair: Pair, record: Record, text: Text) -> str:
    """The same without those who went or who stand against: ``Kidal → Army``."""
    if net(*pair, record) is Net.HANDS:
        return f"{_place(pair, text)}{ARROW}{_holder(pair[1], record, text)}"
    said = {Status.BESIEGED: text("besieged"), Status.CONTESTED: text("contested")}.get(pair[1].status)
    return text("{place}: {said}", place=_place(pair, text), said=said) if said else _what(pair, record, text)


def _place(pair: Pair, text: Text) -> str:
    return text.of(pair[1].place.name).partition(" (")[0]


def _holder(state: State, record: Record, text: Text) -> str:
    return text.of(record.actors[state.controller].short) if state.controller else text("contested")
