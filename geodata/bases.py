"""The life of a military site, day by day: not yet open, in use, closed."""

from datetime import date

from geodata.entities import Base
from geodata.record import Record
from geodata.timeline import ONE_DAY


def in_use(base: Base, record: Record) -> tuple[date, date]:
    """The first and last day on which a base was, as far as known, in use by those who opened it.

    An opening known to the year only cannot lie before the first claim that names a holder of the site. A base that had
    not been opened as far as anyone could know is in use from the day after the record.
    """
    period = record.period
    if base.place_id in record.unopened:
        return period.last + ONE_DAY, period.last + ONE_DAY
    claims = record.claims_of[base.place_id]
    held = (claim.valid_from for claim in claims if claim.controller and claim.in_force(None))
    first = max(base.opened.first if base.opened else period.first, min(held, default=period.first))
    return first, base.departed.last if base.departed else period.last


def phase(base: Base, on: date, record: Record) -> str:
    """Whether a base was ``not yet open``, ``in use`` or ``closed`` on a day."""
    first, last = in_use(base, record)
    if on < first:
        return "not yet open"
    return "closed" if base.departed and on >= last else "in use"
