"""What holds, in one sentence: who holds some places, and which of them are contested."""

from collections.abc import Sequence

from dashboard.text import Text
from dashboard.told.words import actors_in_words
from geodata.record import Record
from geodata.timeline import State
from geodata.vocabulary import Status


def standing(states: Sequence[State], record: Record, text: Text, longest: int) -> tuple[str, list[State]]:
    """Who holds some places, as a sentence without its full stop, and the states that it tells of.

    The holder of most of them comes first; then what besieges or contests them, then those without a holder, then the
    unknown. Clauses are left out from the end until the sentence has no more than ``longest`` letters.
    """
    clauses: list[tuple[str, list[State]]] = []
    by_holder: dict[str, list[State]] = {}
    for state in states:
        if state.controller:
            by_holder.setdefault(state.controller, []).append(state)
    for holder, held in sorted(by_holder.items(), key=lambda one: -len(one[1])):
        clauses.append((_holds(holder, held, record, text), held))
    for state in states:
        if state.status in (Status.BESIEGED, Status.CONTESTED):
            clauses.append((_troubled(state, record, text), [state]))
    if silent := [state for state in states if state.status is Status.UNKNOWN]:
        clauses.append((text("it is not known who holds {places}", places=_row(silent, text)), silent))
    mark = "\N{NARROW NO-BREAK SPACE}; " if text.language == "fr" else "; "
    while len(clauses) > 1 and len(mark.join(said for said, _ in clauses)) > longest:
        clauses.pop()
    told = {state.place.id: state for _, those in clauses for state in those}
    return mark.join(said for said, _ in clauses), list(told.values())


def _row(states: Sequence[State], text: Text) -> str:
    said = [text.of(state.place.name) for state in states]
    return said[0] if len(said) == 1 else text("{first} and {last}", first=", ".join(said[:-1]), last=said[-1])


def _holds(holder: str, held: Sequence[State], record: Record, text: Text) -> str:
    said = {"holder": actors_in_words((holder,), record, text), "places": _row(held, text)}
    if record.actors[holder].said.fr.startswith("les "):
        return text("{holder} hold {places}", **said)
    return text("{holder} holds {places}", **said)


def _troubled(state: State, record: Record, text: Text) -> str:
    is_siege = state.status is Status.BESIEGED
    rivals = (state.around if is_siege else state.contested_by)[:2]
    said = {"rivals": actors_in_words(rivals, record, text), "places": text.of(state.place.name)}
    plural = len(rivals) > 1 or record.actors[rivals[0]].said.fr.startswith("les ")
    if is_siege:
        return text("{rivals} besiege {places}", **said) if plural else text("{rivals} besieges {places}", **said)
    return text("{rivals} contest {places}", **said) if plural else text("{rivals} contests {places}", **said)
