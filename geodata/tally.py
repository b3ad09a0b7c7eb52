"""Questions over a stretch of days that no table answers by itself: ever held, days held, hands, bases, losses.

Every answer is rows; all obey the lens and the filter. An actor stands for its line, as everywhere, unless it is asked
for alone. Days are counted with both ends.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from geodata.entities import Base
from geodata.selection import Filter
from geodata.timeline import Change, ChangeKind, State, Timeline
from geodata.vocabulary import Camp, Status

Answer = dict[str, object]
Question = Callable[[Timeline, date, date, Filter], list[Answer]]


def ever_held(timeline: Timeline, after: date, until: date, seen: Filter) -> list[Answer]:
    """The places that were ever held by what the filter chooses, the longest first.

    Returns
    -------
    list of dict
        ``place, name, region, actors, days, first, last, of_which_contested``: the names under which it was held, on
        how many days of the stretch, from the first of them to the last.
    """
    found: dict[str, list[tuple[State, int]]] = defaultdict(list)
    for state, days in _lasting(timeline, after, until, seen):
        if state.controller and _is_asked(state.controller, timeline, seen):
            found[state.place.id].append((state, days))
    rows = [_held_row(place_id, held, after, until, timeline) for place_id, held in found.items()]
    return sorted(rows, key=lambda row: -row["days"])


def days_held(timeline: Timeline, after: date, until: date, seen: Filter) -> list[Answer]:
    """How many place-days each actor held, under each of its names, the most first; and how many nobody is known for.

    Returns
    -------
    list of dict
        ``actor, status, places, place_days, share``; ``share`` is of all place-days that the filter leaves.
    """
    days, places, whole = defaultdict(int), defaultdict(set), 0
    for state, count in _lasting(timeline, after, until, seen):
        whole += count
        key = (state.controller, str(state.status))
        days[key] += count
        places[key].add(state.place.id)
    rows = [
        {
            "actor": actor,
            "status": status,
            "places": len(places[actor, status]),
            "place_days": count,
            "share": round(count / whole, 4),
        }
        for (actor, status), count in days.items()
        if actor is None or _is_asked(actor, timeline, seen)
    ]
    return sorted(rows, key=lambda row: -row["place_days"])


def changes_of_hands(timeline: Timeline, after: date, until: date, seen: Filter) -> list[Answer]:
    """The places by how often they changed hands after one day, up to another, the most first.

    Returns
    -------
    list of dict
        ``place, name, region, changes, first, last, holders``: the holders in their order, as far as they are known.
    """
    found: dict[str, list[Change]] = defaultdict(list)
    for change in timeline.changes(after, until):
        if change.kind is ChangeKind.HANDS and seen.keeps_change(change, timeline.record):
            found[change.after.place.id].append(change)
    rows = []
    for place_id, changes in found.items():
        holders = [changes[0].before.controller, *(change.after.controller for change in changes)]
        days = {"first": changes[0].date.isoformat(), "last": changes[-1].date.isoformat()}
        rows.append(
            _of(place_id, timeline) | {"changes": len(changes)} | days | {"holders": [one or "-" for one in holders]}
        )
    return sorted(rows, key=lambda row: (-row["changes"], row["place"]))


def bases_after(timeline: Timeline, after: date, until: date, seen: Filter) -> list[Answer]:
    """The bases that were left in the stretch, with the days until somebody else is told to hold the site.

    Returns
    -------
    list of dict
        ``place, name, region, departed, handed_to, taken, by, days``; the last three are None where nobody else is told
        to hold it by the end of the record. A departure known to the month only counts from its last day.
    """
    rows = []
    for base in timeline.record.bases.values():
        left = base.departed.last if base.departed else None
        if left is None or not after <= left <= until or not seen.keeps_place(timeline.record.places[base.place_id]):
            continue
        taken = _taken(base, left, timeline)
        told = {"departed": base.departed.text, "handed_to": base.handed_to.en or None}
        days = max(0, (taken.since - left).days) if taken else None
        by = {"taken": taken.since.isoformat(), "by": taken.controller} if taken else {"taken": None, "by": None}
        rows.append(_of(base.place_id, timeline) | told | by | {"days": days})
    return sorted(rows, key=lambda row: row["departed"])


def losses(timeline: Timeline, after: date, until: date, seen: Filter) -> list[Answer]:
    """What the actors that the filter chooses lost after one day, up to another, by day.

    Returns
    -------
    list of dict
        ``date, precision, place, name, region, lost_by, to, status, claim_id, sources``. A new name is no loss.
    """
    rows = []
    for change in timeline.changes(after, until):
        lost = change.before.controller
        if change.kind is not ChangeKind.HANDS or not lost or not _is_asked(lost, timeline, seen):
            continue
        if not seen.keeps_place(change.after.place):
            continue
        claim = change.after.shown
        rows.append(
            {"date": change.date.isoformat(), "precision": str(claim.precision) if claim else "day"}
            | _of(change.after.place.id, timeline)
            | {"lost_by": lost, "to": change.after.controller, "status": str(change.after.status)}
            | {"claim_id": claim.id if claim else None, "sources": list(claim.source_ids) if claim else []}
        )
    return rows


QUESTIONS: dict[str, Question] = {
    "ever-held": ever_held,
    "days-held": days_held,
    "changes-of-hands": changes_of_hands,
    "bases-after": bases_after,
    "losses": losses,
}
"""Every question by its name."""
COLUMNS: dict[str, tuple[str, ...]] = {
    "ever-held": ("place", "name", "region", "actors", "days", "first", "last", "of_which_contested"),
    "days-held": ("actor", "status", "places", "place_days", "share"),
    "changes-of-hands": ("place", "name", "region", "changes", "first", "last", "holders"),
    "bases-after": ("place", "name", "region", "departed", "handed_to", "taken", "by", "days"),
    "losses": (
        *("date", "precision", "place", "name", "region"),
        *("lost_by", "to", "status", "claim_id", "sources"),
    ),
}
"""The columns of an answer, which may well be empty."""


def _lasting(timeline: Timeline, after: date, until: date, seen: Filter) -> Iterator[tuple[State, int]]:
    """Every state of the chosen places within a stretch, with its days there."""
    for spans in timeline.spans.values():
        for state in spans:
            if state.since <= until and state.until >= after and seen.keeps_place(state.place):
                yield state, (min(state.until, until) - max(state.since, after)).days + 1


def _is_asked(actor: str, timeline: Timeline, seen: Filter) -> bool:
    record = timeline.record
    is_named = not seen.actors or actor in seen.names(record)
    return is_named and (not seen.camps or record.actors[actor].camp in seen.camps)


def _held_row(place_id: str, held: list[tuple[State, int]], after: date, until: date, timeline: Timeline) -> Answer:
    contested = sum(days for state, days in held if state.status is Status.CONTESTED)
    first = max(min(state.since for state, _ in held), after)
    last = min(max(state.until for state, _ in held), until)
    return _of(place_id, timeline) | {
        "actors": list(dict.fromkeys(state.controller for state, _ in held)),
        "days": sum(days for _, days in held),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "of_which_contested": contested,
    }


def _taken(base: Base, left: date, timeline: Timeline) -> State | None:
    """The first state after a departure in which somebody else than those who left holds the site."""
    record = timeline.record
    for state in timeline.spans[base.place_id]:
        if state.until >= left + timedelta(days=1) or state.since >= left:
            holder = state.controller
            if holder and record.actors[holder].camp is not Camp.INTERNATIONAL and state.until >= left:
                return state
    return None


def _of(place_id: str, timeline: Timeline) -> Answer:
    place = timeline.record.places[place_id]
    return {"place": place_id, "name": place.name.en, "region": place.region}
