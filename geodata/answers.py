"""The record's answers as plain rows, for the command line and the web: at, history, changes."""

from datetime import date

from geodata.entities import Claim
from geodata.knowing import later
from geodata.record import Record
from geodata.timeline import WHOLE, Because, Change, ChangeKind, Lens, State, Timeline

Answer = dict[str, object]
CHANGE_COLUMNS = ("date", "precision", "place", "from", "to", "status", "label_change", "kind", "claim_id", "sources")
"""The columns of :func:`changes`, which may well find nothing."""


def at(record: Record, on: date, place: str | None = None, lens: Lens = WHOLE) -> list[Answer]:
    """Who held each place (or one) on a day.

    Returns
    -------
    list of dict
        ``place, name, kind, controller, status, contested_by, present, around, since, precision, grade, claim,
        claim_id, sources, published_later``. ``since`` is the day the present holder came, under whatever name, and
        ``precision`` that of ``since``; the status may have begun later, which ``valid_from`` of :func:`history`
        tells. ``grade``, ``claim``, ``claim_id`` and ``sources`` belong to the claim in force; ``published_later``
        are those of its sources that were not out by the day of the lens, and do not count toward the grade; the
        column is there only where the lens asks for a day before the last row was written.
    """
    timeline = Timeline(record, lens)
    return [_state(timeline.state(name, on), timeline.record) for name in ([place] if place else record.places)]


def history(record: Record, place: str, lens: Lens = WHOLE) -> list[Answer]:
    """Every state of a place in order: the columns of :func:`at` plus ``valid_from`` and ``valid_until``."""
    timeline = Timeline(record, lens)
    return [
        {"valid_from": state.since.isoformat(), "valid_until": state.until.isoformat()} | _state(state, timeline.record)
        for state in timeline.spans[place]
    ]


def changes(
    record: Record,
    after: date,
    until: date,
    *,
    place: str | None = None,
    actor: str | None = None,
    lens: Lens = WHOLE,
) -> list[Answer]:
    """What changed after one day up to and including another.

    Returns
    -------
    list of dict
        ``date, precision, place, from, to, status, label_change, kind, claim_id, sources``; ``from`` and ``to``
        are controllers. ``actor`` keeps the changes in which that actor holds, contests, is present or around.
    """
    found = Timeline(record, lens).changes(after, until)
    return [_change(change) for change in found if _concerns(change, place, actor)]


def _concerns(change: Change, place: str | None, actor: str | None) -> bool:
    if place and change.after.place.id != place:
        return False
    return actor is None or actor in change.before.forces | change.after.forces


def _shown(state: State) -> Claim | None:
    """The claim behind a state, unless the lens hides it."""
    return None if state.because in (Because.GRADE, Because.NOT_YET_KNOWN) else state.claim


def _state(state: State, record: Record) -> Answer:
    claim = _shown(state)
    return {
        "place": state.place.id,
        "name": state.place.name.en,
        "kind": str(state.place.kind),
        "controller": state.controller,
        "status": str(state.status),
        "contested_by": list(state.contested_by),
        "present": list(state.present),
        "around": list(state.around),
        "since": state.held_since.isoformat(),
        "precision": str(state.held_since_precision),
        "grade": str(record.grades[claim.id]) if claim else None,
        "claim": (claim.text.en or None) if claim else None,
        "claim_id": claim.id if claim else None,
        "sources": list(claim.source_ids) if claim else [],
    } | _published_later(claim, record)


def _published_later(claim: Claim | None, record: Record) -> Answer:
    if record.known_on is None:
        return {}
    return {"published_later": [source.id for source in later(claim, record).sources] if claim else []}


def _change(change: Change) -> Answer:
    claim, dated = _shown(change.after), change.after.claim
    return {
        "date": change.date.isoformat(),
        "precision": str(dated.precision) if dated else "day",
        "place": change.after.place.id,
        "from": change.before.controller,
        "to": change.after.controller,
        "status": str(change.after.status),
        "label_change": change.kind is ChangeKind.LABEL,
        "kind": str(change.kind),
        "claim_id": claim.id if claim else None,
        "sources": list(claim.source_ids) if claim else [],
    }
