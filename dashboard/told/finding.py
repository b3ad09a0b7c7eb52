"""The finding: what a view says, in one sentence of the record by stated rules; the headline of page, sheet and slide.

What changed comes first, the weightiest change before others; where nothing changed, what holds at the seats of the
regions. The weight of a change is that of its kind times that of its weightiest place (:data:`KINDS`,
:data:`PLACES`). Changes of one kind between the same two forces are one clause. A sentence names no more than
:data:`MOST_NAMED` places and has no more than :data:`LONGEST` letters; what does not fit is counted or left out.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date

from dashboard.text import Text
from dashboard.told.names import with_article
from dashboard.told.standing import standing
from dashboard.told.words import actors_in_words
from geodata.comparison import Net, net
from geodata.entities import Place
from geodata.record import Record
from geodata.selection import Filter, changed_on
from geodata.timeline import State, Timeline
from geodata.vocabulary import PlaceKind, Status

LONGEST = 88
"""Letters of a headline: one line above a map on a small desk, two on a phone."""
MOST_NAMED = 3
KINDS = {Net.HANDS: 4.0, Net.CONTEST: 3.0, Net.CALM: 2.0}
"""How much each kind of change weighs; what only begins or ceases to be known, or to bear a name, is no headline."""
SEAT = 6.0
"""What the town weighs whose name its region bears."""
PLACES = {
    PlaceKind.TOWN: 3.0,
    PlaceKind.MASSIF: 3.0,
    PlaceKind.RURAL_AREA: 3.0,
    PlaceKind.VILLAGE: 2.0,
    PlaceKind.CROSSING: 1.5,
    PlaceKind.UN_BASE: 1.0,
    PlaceKind.FRENCH_BASE: 1.0,
    PlaceKind.ARMY_CAMP: 1.0,
}
"""How much a place weighs, by its kind."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence without its full stop, and the places that it names."""

    said: str
    places: frozenset[str]


NOTHING = Finding("", frozenset())
Pair = tuple[State, State]
"""A place before and after."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Changes of one kind between the same two forces."""

    what: Net
    pairs: tuple[Pair, ...]
    """The weightiest place first."""

    @property
    def weight(self) -> float:
        """Of what it tells; of two alike, that of more places is the weightier."""
        return KINDS[self.what] * weight(self.pairs[0][1].place) + 0.01 * len(self.pairs)

    def finding(self, record: Record, text: Text, most: int = MOST_NAMED) -> Finding:
        """In words, with so many places named at most. With none they are counted, and the other side is left out."""
        states = [after for _, after in self.pairs]
        named, told = names([state.place for state in states], text, most)
        say = _SHORT.get(self.what, _SAY[self.what]) if most == 0 and states[0].controller else _SAY[self.what]
        return Finding(say(self, told, record, text), named)


def weight(place: Place) -> float:
    """How much a place weighs."""
    return SEAT if place.is_seat else PLACES[place.kind]


def names(places: Sequence[Place], text: Text, most: int = MOST_NAMED) -> tuple[frozenset[str], str]:
    """Places in a row, the first by name and the others counted; and which are named."""
    if most == 0 and len(places) > 1:
        return frozenset(one.id for one in places), text("{count} places", count=len(places))
    if len(places) > most + 1:
        shown, more = places[:most], len(places) - most
        said = text(
            "{places} and {count} more places", places=", ".join(with_article(one, text) for one in shown), count=more
        )
        return frozenset(one.id for one in shown), said
    said = [with_article(one, text) for one in places]
    row = said[0] if len(said) == 1 else text("{first} and {last}", first=", ".join(said[:-1]), last=said[-1])
    return frozenset(one.id for one in places), row


def on_day(timeline: Timeline, day: date, seen: Filter, text: Text) -> list[Finding]:
    """What may stand above the map of a day, the weightiest first: what changes on it, then what holds."""
    return [*of_changes(timeline, day, seen, text), *of_standing(timeline, day, seen, text)]


def of_changes(timeline: Timeline, day: date, seen: Filter, text: Text) -> list[Finding]:
    """What changes on a day, the weightiest first."""
    return findings([(one.before, one.after) for one in changed_on(timeline, day, seen)], timeline.record, text)


def of_standing(timeline: Timeline, day: date, seen: Filter, text: Text) -> list[Finding]:
    """What holds on a day at the seats of the regions: of all together, then of each."""
    states = [timeline.state(name, day) for name in seats(timeline.record) if seen.keeps_on(timeline, name, day)]
    told = [standing(part, timeline.record, text, LONGEST) for part in (states, *([one] for one in states))]
    return [Finding(said, frozenset(one.place.id for one in named)) for said, named in told if said]


def seats(record: Record) -> list[str]:
    """The towns whose names their regions bear."""
    return [place.id for place in record.places.values() if place.is_seat]


def between(timeline: Timeline, after: date, until: date, seen: Filter, text: Text) -> list[Finding]:
    """What may stand above a comparison, the weightiest first: what is different on the later day, then what holds."""
    before, later, record = timeline.states(after), timeline.states(until), timeline.record
    pairs = [(one, later[name]) for name, one in before.items() if seen.keeps_either(one, later[name], record)]
    return [*findings(pairs, record, text), *of_standing(timeline, until, seen, text)]


def chosen(found: Iterable[Finding], drawn: Set[str] | None = None) -> str:
    """The first finding whose places are all drawn, as a sentence; of a map that draws none of them nothing is said."""
    return sentence(next((one for one in found if drawn is None or one.places <= drawn), NOTHING))


def sentence(found: Finding) -> str:
    """A finding with a capital."""
    return sentence_case(found.said)


def sentence_case(said: str) -> str:
    """A sentence with a capital, whatever follows it."""
    return said[:1].upper() + said[1:]


def findings(pairs: Sequence[Pair], record: Record, text: Text) -> list[Finding]:
    """Changes as sentences: the two weightiest clauses together if they fit, then each alone."""
    order = list(record.places)
    told = [pair for pair in pairs if net(*pair, record) in KINDS]
    ranked = sorted(told, key=lambda pair: (-weight(pair[1].place), order.index(pair[1].place.id)))
    groups: dict[tuple[object, ...], list[Pair]] = {}
    for pair in ranked:
        what = net(*pair, record)
        sides = (pair[0].controller, pair[1].controller, _rivals(pair[1]), pair[1].status)
        groups.setdefault((what, *sides), []).append(pair)
    clauses = sorted(
        (Clause(what, tuple(group)) for (what, *_), group in groups.items()), key=lambda clause: -clause.weight
    )
    alone = [_fitting(clause, record, text) for clause in clauses]
    both = alone[:2] if len(alone) > 1 else []
    joined = Finding("; ".join(one.said for one in both), frozenset().union(*(one.places for one in both)))
    if text.language == "fr":
        joined = Finding(joined.said.replace("; ", "\N{NARROW NO-BREAK SPACE}; "), joined.places)
    return [joined, *alone] if 0 < len(joined.said) <= LONGEST else alone


def _fitting(clause: Clause, record: Record, text: Text) -> Finding:
    """A clause with as many names as fit; at least one."""
    tried = [clause.finding(record, text, most) for most in range(MOST_NAMED, -1, -1)]
    return next((one for one in tried if len(one.said) <= LONGEST), tried[-1])


def many(actors: Sequence[str], record: Record) -> bool:
    """Whether a verb after these actors stands in the plural: of several, or of one whose French name does."""
    return len(actors) > 1 or record.actors[actors[0]].said.fr.startswith("les ")


def _rivals(state: State) -> tuple[str, ...]:
    """Who besieges or contests a place, the two main ones."""
    return (state.around if state.status is Status.BESIEGED else state.contested_by)[:2]


def _taken(clause: Clause, places: str, record: Record, text: Text) -> str:
    """A change of hands without the loser."""
    winner = (clause.pairs[0][1].controller,)
    said = {"winner": actors_in_words(winner, record, text), "places": places}
    return text("{winner} take {places}", **said) if many(winner, record) else text("{winner} takes {places}", **said)


def _hands(clause: Clause, places: str, record: Record, text: Text) -> str:
    before, after = clause.pairs[0]
    if after.controller is None:
        return _given_up(before, places, record, text)
    side = (after.controller, *_allies(clause.pairs, record))
    winner, plural = actors_in_words(side, record, text), many(side, record)
    if before.controller is None:
        if plural:
            return text("{winner} take {places}, until then without a single holder", winner=winner, places=places)
        return text("{winner} takes {places}, until then without a single holder", winner=winner, places=places)
    said = {"winner": winner, "places": places, "loser": actors_in_words((before.controller,), record, text)}
    if many((before.controller,), record):
        if plural:
            return text("{winner} take {places} from the hands of {loser}", **said)
        return text("{winner} takes {places} from the hands of {loser}", **said)
    return (
        text("{winner} take {places} from {loser}", **said)
        if plural
        else text("{winner} takes {places} from {loser}", **said)
    )


def _given_up(before: State, places: str, record: Record, text: Text) -> str:
    loser = actors_in_words((before.controller,), record, text)
    if many((before.controller,), record):
        return text("{loser} lose {places}, now without a single holder", loser=loser, places=places)
    return text("{loser} loses {places}, now without a single holder", loser=loser, places=places)


def _allies(pairs: Iterable[Pair], record: Record) -> tuple[str, ...]:
    """Who came with the winner to every one of the places: newly in it, and of the winner's camp."""
    came = [
        {
            one
            for one in after.present
            if one not in before.present and record.actors[one].camp is record.actors[after.controller].camp
        }
        for before, after in pairs
    ]
    return tuple(one for one in record.actors if all(one in those for those in came))


def _contest(clause: Clause, places: str, record: Record, text: Text) -> str:
    state, contest = clause.pairs[0][1], _rivals_only(clause, places, record, text)
    if state.status is Status.BESIEGED:
        return contest
    if state.controller is None:
        return text("{places} without a single holder", places=places)
    holder = actors_in_words((state.controller,), record, text)
    if many((state.controller,), record):
        return text("{contest}, in the hands of {holder}", contest=contest, holder=holder)
    return text("{contest}, held by {holder}", contest=contest, holder=holder)


def _rivals_only(clause: Clause, places: str, record: Record, text: Text) -> str:
    """A siege or a contest without the holder."""
    state, rivals = clause.pairs[0][1], _rivals(clause.pairs[0][1])
    said = {"rivals": actors_in_words(rivals, record, text), "places": places}
    if state.status is Status.BESIEGED:
        if many(rivals, record):
            return text("{rivals} besiege {places}", **said)
        return text("{rivals} besieges {places}", **said)
    if many(rivals, record):
        return text("{rivals} contest {places}", **said)
    return text("{rivals} contests {places}", **said)


def _calm(clause: Clause, places: str, record: Record, text: Text) -> str:
    holder = clause.pairs[0][1].controller
    said = {"holder": actors_in_words((holder,), record, text), "places": places}
    if many((holder,), record):
        return text("{holder} hold {places}, no longer contested", **said)
    return text("{holder} holds {places}, no longer contested", **said)


_SAY: dict[Net, Callable[[Clause, str, Record, Text], str]] = {
    Net.HANDS: _hands,
    Net.CONTEST: _contest,
    Net.CALM: _calm,
}
_SHORT: dict[Net, Callable[[Clause, str, Record, Text], str]] = {Net.HANDS: _taken, Net.CONTEST: _rivals_only}
"""The same without the other side."""
