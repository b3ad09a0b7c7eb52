"""Several days of one view: those that are drawn next to each other as small maps."""

from datetime import date, timedelta

from dashboard.text import Text
from geodata.period import Period
from geodata.selection import Filter, told_changes
from geodata.timeline import Timeline

FEWEST, MOST = 2, 12
"""Maps on one sheet: with more, none could be read."""
Days = tuple[date, ...]


def parse_days(written: str, period: Period) -> Days:
    """Read days as they stand in the address, ``2023-08-01,2023-11-14``; they come in order, each once.

    Raises
    ------
    ValueError
        If one is no day of the period, or if there are fewer than :data:`FEWEST` or more than :data:`MOST`.
    """
    found = sorted({period.parse(one) for one in written.split(",")})
    if not FEWEST <= len(found) <= MOST:
        raise ValueError(written)
    return tuple(found)


def write_days(days: Days) -> str:
    """As they stand in the address."""
    return ",".join(map(str, days))


def allowed_days(text: Text, period: Period) -> str:
    """What may be asked for."""
    return text(
        "{fewest} to {most} days, YYYY-MM-DD,YYYY-MM-DD, {first} … {last}",
        fewest=FEWEST,
        most=MOST,
        first=period.first,
        last=period.last,
    )


def said_days(days: Days, text: Text) -> str:
    """The days in a few words: the first, the last and their number."""
    between = text("{first} to {last}", first=text.day(days[0]), last=text.day(days[-1]))
    return text("{between}: {count} days", between=between, count=len(days))


def quarters(year: int, period: Period) -> Days:
    """The first day of every quarter of a year, and its last day; those that the period has."""
    starts = [date(year, month, 1) for month in (1, 4, 7, 10)]
    return tuple(day for day in (*starts, date(year, 12, 31)) if day in period)


def turns(timeline: Timeline, seen: Filter) -> dict[str, Days]:
    """For each place the last days on which something is told to change there, with the eve of the first of them."""
    period = timeline.record.period
    changed: dict[str, set[date]] = {}
    for one in told_changes(timeline, period.first, period.last, seen):
        changed.setdefault(one.after.place.id, set()).add(one.date)
    last = {place_id: sorted(days)[-(MOST - 1) :] for place_id, days in changed.items()}
    return {place_id: (days[0] - timedelta(days=1), *days) for place_id, days in last.items()}
