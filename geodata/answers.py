"""The record's answers as plain rows, for the command line and the web: at, history, changes, balance, events."""

from datetime import date

from geodata.agreement import tallies as agreeing
from geodata.comparison import Tally, tallies
from geodata.events import seen_events
from geodata.features import told
from geodata.record import Record
from geodata.selection import ALL, Filter
from geodata.timeline import WHOLE, Change, ChangeKind, Lens, State, Timeline

Answer = dict[str, object]
CHANGE_COLUMNS = ("date", "precision", "place", "from", "to", "status", "label_change", "kind", "claim_id", "sources")
"""The columns of :func:`changes`, which may well find nothing."""
BALANCE_COLUMNS = ("actors", "status", "before", "won", "lost", "found", "after")
"""The columns of :func:`balance`, which finds nothing where a filter chooses no place."""


EVENT_COLUMNS = (
    *("event_id", "date", "until", "precision", "category", "title", "summary"),
    *("places", "actors", "sources"),
)
"""The columns of :func:`events`, which may well find nothing."""


AGREEMENT_COLUMNS = (
    *("place", "year", "assessors", "days", "agree", "neutral", "disagree"),
    *("share", "independent"),
)
"""The columns of :func:`agreement`, which finds nothing where nobody assessed a place."""


def at(record: Record, on: date, place: str | None = None, lens: Lens = WHOLE) -> list[Answer]:
    """Who held each place (or one) on a day; a place that was not yet written by the lens is left out.

    Returns
    -------
    list of dict
        ``place, name, kind, controller, status, contested_by, present, around, since, precision, grade, claim,
        claim_id, sources, published_later``. ``since`` is the day the present holder came, under whatever name, and
        ``precision`` that of ``since``; the status may have begun later, which ``valid_from`` of :func:`history`
        tells. ``grade``, ``claim``, ``claim_id`` and ``sources`` belong to the claim in force; ``published_later``
        are those of its sources that were not out by the day of the lens, and do not count toward the grade; the
        column is there only where the lens asks for a day before the last row was written. ``carried`` says
        whether the day is one after the last of which anything was told; it is there only where the record has such.
    """
    timeline = Timeline(record, lens)
    names = [place] if place else [name for name in record.places if _is_written(name, record, lens)]
    period = record.period
    is_carried = {"carried": period.carries(on)} if period.carries(period.last) else {}
    return [_state(timeline.state(name, on), timeline.record) | is_carried for name in names]


def _is_written(place_id: str, record: Record, lens: Lens) -> bool:
    """Whether a place was in the record by the day that the lens asks for."""
    by = lens.recorded_by
    return by is None or any(claim.recorded_on <= by for claim in record.claims_of[place_id])


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
    seen: Filter = ALL,
    lens: Lens = WHOLE,
) -> list[Answer]:
    """What changed after one day up to and including another.

    Returns
    -------
    list of dict
        ``date, precision, place, from, to, status, label_change, kind, claim_id, sources``; ``from`` and ``to``
        are controllers. A filter keeps the changes that begin or end what it chooses, so that a loss is told too.
    """
    found = Timeline(record, lens).changes(after, until)
    return [
        _change(change)
        for change in found
        if place in (None, change.after.place.id) and seen.keeps_change(change, record)
    ]


def events(record: Record, *, place: str | None = None, seen: Filter = ALL, lens: Lens = WHOLE) -> list[Answer]:
    """What happened, in order of time, as far as a filter keeps it and it could be known by the day of the lens.

    Returns
    -------
    list of dict
        ``event_id, date, until, precision, category, title, summary, places, actors, sources``; the words in English.
    """
    return [
        {
            "event_id": event.id,
            "date": event.date.isoformat(),
            "until": event.until.isoformat(),
            "precision": str(event.precision),
            "category": str(event.category),
            "title": event.title.en,
            "summary": event.summary.en,
            "places": list(event.place_ids),
            "actors": list(event.actor_ids),
            "sources": list(event.source_ids),
        }
        for event in seen_events(record, seen, lens.known_on)
        if place is None or place in event.place_ids
    ]


def balance(record: Record, after: date, until: date, *, seen: Filter = ALL, lens: Lens = WHOLE) -> list[Answer]:
    """Who won and lost how many places between two days, whatever came and went between them.

    Returns
    -------
    list of dict
        ``actors, status, before, won, lost, found, after``: a row for each holder under all its names, then for the
        places that are contested without a holder, then for the unknown. ``found`` counts the places of which the
        record begins to know the holder, less those of which it ceases to. ``won``, ``lost`` and ``found`` are None
        where the filter asks for one name of a line alone: across its renaming they would be wrong.
    """
    return [_balance(row, record, seen) for row in tallies(Timeline(record, lens), after, until, seen)]


def agreement(
    record: Record, after: date, until: date, *, place: str | None = None, lens: Lens = WHOLE
) -> list[Answer]:
    """How far those who assessed a place agree with us, by place and year of some days, both included.

    Returns
    -------
    list of dict
        ``place, year, assessors, days, agree, neutral, disagree, share, independent``. Days are those of assessors: two
        who assess one day are two. ``share`` is never without its number: ``"30 of 40"`` days agree. ``independent``
        are the days on which our claim does not cite the assessor's own text.
    """
    found = agreeing(Timeline(record, lens), after, until, place)
    return [
        {
            "place": row.place_id,
            "year": row.year,
            "assessors": row.assessors,
            "days": row.days,
            "agree": row.agree,
            "neutral": row.neutral,
            "disagree": row.disagree,
            "share": f"{row.agree} of {row.days}",
            "independent": row.independent,
        }
        for row in found
    ]


def _balance(row: Tally, record: Record, seen: Filter) -> Answer:
    counts = {"won": row.won, "lost": row.lost, "found": row.found}
    if seen.splits(row.actors, record):
        counts = dict.fromkeys(counts)
    sides = {"actors": list(row.actors), "status": str(row.status), "before": row.held}
    return sides | counts | {"after": row.holds}


def _state(state: State, record: Record) -> Answer:
    return {name: cell for name, cell in told(state, record).items() if not name.endswith("_fr")}


def _change(change: Change) -> Answer:
    claim, dated = change.after.shown, change.after.claim
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
