"""What is kept, and what is other between two editions, as plain rows for the command line and the web."""

from collections.abc import Iterable
from dataclasses import asdict

from geodata.difference import Difference, Differing, Look, RowChange, difference, places_that_differ
from geodata.editions import Edition, Editions
from geodata.faults import RecordError
from geodata.record import Record, from_files

Answer = dict[str, object]
EDITION_COLUMNS = ("edition", "served_from", "changed", "bytes", "is_newest")
DIFF_COLUMNS = (
    *("what", "id", "change", "places", "columns", "successor", "why", "why_fr"),
    *("since", "until", "before", "after"),
)
"""The columns of :func:`diff`, which may well find nothing."""


class NoSuchEditionError(LookupError):
    """An edition that is not kept, or cannot be read; the text says what was found and what is allowed."""


def editions(kept: Iterable[Edition], newest: str) -> list[Answer]:
    """The editions that are kept: ``edition, served_from, changed, bytes, is_newest``, the first served first."""
    return [
        {
            "edition": one.digest,
            "served_from": one.kept.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "changed": one.changed.isoformat(),
            "bytes": one.size,
            "is_newest": one.digest == newest,
        }
        for one in kept
    ]


def edition(kept: Editions, digest: str, newest: Record) -> Record:
    """The record of an edition: the newest, or one that is kept.

    Raises
    ------
    NoSuchEditionError
        If it is not kept, not whole, or of a form that is not read any more.
    """
    if digest == newest.digest:
        return newest
    files = kept.files(digest)
    if files is None:
        allowed = ", ".join(dict.fromkeys([*(one.digest for one in kept.all()), newest.digest]))
        raise NoSuchEditionError(f"no edition '{digest[:40]}' in {kept.folder}; allowed: {allowed}")
    try:
        return from_files(files)
    except RecordError as error:
        raise NoSuchEditionError(f"edition {digest} cannot be read by this version: {error.faults[0]}") from error


def diff(before: Record, after: Record) -> list[Answer]:
    """What is other in one edition than in an earlier one.

    Returns
    -------
    list of dict
        First a row for each row of a table that is other: ``what`` the table, ``id`` its key, ``change`` what became of
        it, ``places`` that it is about, ``columns`` that are other, ``successor`` of a corrected claim, ``why``
        and ``why_fr`` the reason. Then a row for each stretch of days of a place that look different: ``what`` is
        ``days``, ``id`` the place, ``since`` and ``until`` both included, ``before`` and ``after`` what is seen.
    """
    found = difference(before, after)
    return [*map(_row, found.rows), *map(_days, found.days)]


def difference_of(before: Record, after: Record, found: Difference) -> Answer:
    """The same as one answer of the web: ``from, to, rows, days, days_by_place``."""
    return {
        "from": {"edition": before.digest, "changed": before.last_changed.isoformat()},
        "to": {"edition": after.digest, "changed": after.last_changed.isoformat()},
        "rows": [_row_in_parts(one) for one in found.rows],
        "days": [_days_in_parts(one) for one in found.days],
        "days_by_place": places_that_differ(found.days),
    }


def _row(one: RowChange) -> Answer:
    told = _row_in_parts(one)
    return dict.fromkeys(DIFF_COLUMNS) | {"what": told.pop("table")} | told


def _days(one: Differing) -> Answer:
    return dict.fromkeys(DIFF_COLUMNS) | {
        "what": "days",
        "id": one.place_id,
        "change": "looks different",
        "places": [one.place_id],
        "since": one.since.isoformat(),
        "until": one.until.isoformat(),
        "before": look_in_words(one.before),
        "after": look_in_words(one.after),
    }


def look_in_words(look: Look | None) -> str:
    """What is seen of a place, in the words of the record: ``held CSP present=JNIM B2``."""
    if look is None:
        return "not in the record"
    forces = {"by": look.contested_by, "present": look.present, "around": look.around}
    named = [f"{name}={','.join(actors)}" for name, actors in forces.items() if actors]
    stale = ["unconfirmed"] if look.is_stale else []
    return " ".join(filter(None, [look.status, look.controller, *named, look.grade, *stale]))


def _row_in_parts(one: RowChange) -> Answer:
    return {
        "table": one.table,
        "id": one.key,
        "change": str(one.fate),
        "places": list(one.places),
        "columns": list(one.columns),
        "successor": one.successor,
        "why": one.why.en or None,
        "why_fr": one.why.fr or None,
    }


def _look_in_parts(look: Look | None) -> Answer | None:
    return {name: cell for name, cell in asdict(look).items() if name != "because"} if look else None


def _days_in_parts(one: Differing) -> Answer:
    looks = {"before": _look_in_parts(one.before), "after": _look_in_parts(one.after)}
    days = {"since": one.since.isoformat(), "until": one.until.isoformat(), "days": one.count}
    return {"place": one.place_id} | days | looks
