"""The strips of the timeline: each state a bar, its soft edges and sieges, who else is there, the marks of a base."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby, islice, pairwise

from dashboard.asked.stretch import Stretch
from dashboard.figures.style import INK, UNKNOWN, WHITE, Look, is_dark, look, mixed, translucent
from dashboard.figures.timeline.rows import Row
from dashboard.text import Text
from dashboard.told.words import state_in_words
from geodata.bases import in_use
from geodata.dates import PartialDate
from geodata.entities import Event, Place
from geodata.record import Record
from geodata.timeline import ONE_DAY, State, Timeline
from geodata.vocabulary import Precision

STRIP, NAME_ROOM = 12, 24
"""Heights in pixels of a strip, and of the room a name inside it asks for."""
RAIL = 2.4
"""Height of the edges of a strip while a place is besieged."""
PRESENCE = 4
MOST_PRESENT = 3
"""Forces drawn below a strip; more than three colours would be hairlines."""
HATCH = 6
EDGE_STEPS = (0.8, 0.5, 0.22)
"""How much of the paper shows through a soft edge, from its middle outwards."""
SHEET = "#fdfcf9"
EVENT_COLOUR, LONG_EVENT_COLOUR = "#9a3324", "rgba(154,51,36,0.35)"
LONG_EVENT = timedelta(days=7)
ABOUT = timedelta(days=46)
"""How far a date said as "about" may lie to either side."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One rectangle: from a day to the day before another, its middle and height in pixels of the group."""

    since: date
    until: date
    middle: float
    height: float
    colour: str
    stripe: str | None = None
    said: str = ""
    """In words: what holds, and below it the days."""
    place: str = ""
    ink: str = INK


@dataclass(frozen=True, slots=True)
class Mark:
    """A small sign on a day."""

    day: date
    middle: float
    symbol: str
    said: str
    place: str


def strips(row: Row, timeline: Timeline, text: Text) -> Iterator[Bar]:
    """The states of a place as bars; a base has none before it opened."""
    for state, drawn in drawn_states(row, timeline):
        since = _shown_from(state, timeline.record)
        said = _said(state, timeline.record, text)
        yield Bar(since, _end(state), row.strip, STRIP, drawn.point, _stripe(drawn), said, state.place.id)


def names(row: Row, timeline: Timeline, text: Text) -> Iterator[Bar]:
    """For every stretch under one holder its name, to stand inside the strip where there is room."""
    record = timeline.record
    for _, stretch in groupby(drawn_states(row, timeline), key=lambda one: (one[0].controller, one[1])):
        states = list(stretch)
        said, ink = _name(*states[0], record, text)
        since, until = _shown_from(states[0][0], record), _end(states[-1][0])
        yield Bar(since, until, row.strip, NAME_ROOM, "rgba(0,0,0,0)", said=said, ink=ink)


def sieges(row: Row, timeline: Timeline) -> Iterator[Bar]:
    """The upper and the lower edge of a strip while its place is besieged, in the hue of who besieges it."""
    record = timeline.record
    for state, drawn in drawn_states(row, timeline):
        if drawn.siege:
            for side in (-1, 1):
                middle = row.strip + side * (STRIP - RAIL) / 2
                yield Bar(_shown_from(state, record), _end(state), middle, RAIL, drawn.siege_ring)


def presence(row: Row, timeline: Timeline) -> Iterator[Bar]:
    """The forces also present, one thin line for each of their colours."""
    record = timeline.record
    for state, _ in drawn_states(row, timeline):
        colours = also_present(state, record)
        for number, colour in enumerate(colours):
            height = PRESENCE / len(colours)
            middle = row.presence + height * (number + 0.5)
            yield Bar(_shown_from(state, record), _end(state), middle, height, colour)


def also_present(state: State, record: Record) -> dict[str, list[str]]:
    """The forces drawn below a strip, by their colour: who is neither the holder nor a rival."""
    by_colour: dict[str, list[str]] = {}
    for force in state.present:
        if force not in state.sides:
            by_colour.setdefault(record.actors[force].colour, []).append(force)
    return dict(islice(by_colour.items(), MOST_PRESENT))


def soft_edges(row: Row, timeline: Timeline, paper: str = SHEET) -> Iterator[Bar]:
    """The paper shining through where a strip passes into another on a day that is not known exactly."""
    for (before, old), (after, new) in pairwise(drawn_states(row, timeline)):
        claim = after.claim
        if old == new or claim is None or not claim.precision.is_soft or after.since != claim.valid_from:
            continue
        first, last = doubtful_days(claim.valid_from, claim.precision)
        earlier = min(after.since - first, (after.since - before.since) / 2)
        later = min(last - after.since, (_end(after) - after.since) / 2)
        for step, opacity in enumerate(EDGE_STEPS):
            near, far = step / len(EDGE_STEPS), (step + 1) / len(EDGE_STEPS)
            colour = translucent(paper, opacity)
            yield Bar(after.since - earlier * far, after.since - earlier * near, row.strip, STRIP, colour)
            yield Bar(after.since + later * near, after.since + later * far, row.strip, STRIP, colour)


def life_marks(row: Row, timeline: Timeline, text: Text) -> Iterator[Mark]:
    """When a base was opened, and when it was handed over or left without that, as far as the lens may know."""
    base = timeline.record.bases.get(row.place.id)
    if base is None:
        return
    marks = []
    if base.opened:
        said = text("Opened: {when}", when=text.partial(base.opened))
        marks.append((in_use(base, timeline.record)[0], "triangle-right", said))
    if base.handed_over:
        said = text("Handed over: {when}", when=text.partial(base.handed_over))
        marks.append((base.handed_over.first, "circle", said))
    elif base.is_abandoned:
        said = text("Left, handed to nobody: {when}", when=text.partial(base.departed))
        marks.append((base.departed.first, "x", said))
    period = timeline.record.period
    last = timeline.lens.known_on or period.last
    yield from (
        Mark(day, row.strip, symbol, said, base.place_id) for day, symbol, said in marks if period.first <= day <= last
    )


def is_long(event: Event) -> bool:
    """Whether an event went on for so long that a bar lies along its days."""
    return event.until - event.date > LONG_EVENT


def doubtful_days(day: date, precision: Precision) -> tuple[date, date]:
    """Between which days a date may lie, from how exactly it is known."""
    match precision:
        case Precision.DAY:
            return day, day
        case Precision.MONTH:
            month = PartialDate.parse(f"{day:%Y-%m}")
            return month.first, month.last
        case Precision.SEASON:
            return day - ABOUT, day + ABOUT
        case Precision.YEAR:
            return date(day.year, 1, 1), date(day.year, 12, 31)


def opening(place: Place, record: Record) -> date:
    """From which day on a place has a strip: a base from its opening."""
    base = record.bases.get(place.id)
    return in_use(base, record)[0] if base else record.period.first


def drawn_states(row: Row, timeline: Timeline) -> list[tuple[State, Look]]:
    """The states of a row with their looks, from the opening of a base on."""
    record = timeline.record
    spans = timeline.spans[row.place.id]
    opened = opening(row.place, record)
    return [(state, look(state, record)) for state in spans if state.until >= opened]


def _shown_from(state: State, record: Record) -> date:
    return max(state.since, opening(state.place, record))


def _end(state: State) -> date:
    return state.until + ONE_DAY


def _stripe(drawn: Look) -> str | None:
    return mixed(drawn.rival, drawn.strength) if drawn.is_contested else None


def _name(state: State, drawn: Look, record: Record, text: Text) -> tuple[str, str]:
    """What stands inside a strip, and in which ink; nothing on stripes, where it would be hard to read."""
    said = ""
    if state.status.is_held:
        said = text.of(record.actors[state.controller].short)
    elif drawn == UNKNOWN:
        said = "?"
    return said, WHITE if is_dark(drawn.point) else INK


def _said(state: State, record: Record, text: Text) -> str:
    days = text("{first} to {last}", first=text.day(_shown_from(state, record)), last=text.day(state.until))
    return f"{state_in_words(state, record, text)}\n{days}"


def inside(drawn: Iterable[Bar | Mark], days: Stretch) -> Iterator[Bar | Mark]:
    """What of bars and marks lies within the days that are shown; a bar that goes on beyond them is cut."""
    for one in drawn:
        if isinstance(one, Mark):
            if days.first <= one.day <= days.last:
                yield one
        elif days.meets(one.since, one.until - ONE_DAY):
            yield replace(one, since=max(one.since, days.first), until=min(one.until, days.last + ONE_DAY))
