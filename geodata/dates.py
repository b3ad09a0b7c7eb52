"""Days of the record, and dates that are known only to the month or year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

FIRST = date(2012, 1, 1)
"""The first day the record covers."""
LAST = date(2024, 12, 31)
"""The last day the record covers."""
DAYS = (LAST - FIRST).days + 1
"""How many days the record covers."""
PARTS = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
"""How a date is written: the year, the month if known, the day if known."""


def day_index(day: date) -> int:
    """Number of days from the first day of the record: 0 on 2012-01-01.

    >>> day_index(date(2012, 1, 2))
    1
    """
    return (day - FIRST).days


def day_at(index: int) -> date:
    """The day with that index; the inverse of :func:`day_index`.

    >>> day_at(4748)
    datetime.date(2024, 12, 31)
    """
    return FIRST + timedelta(days=index)


def parse_day(text: str) -> date:
    """Read an ISO day within the record.

    Raises
    ------
    ValueError
        If it is not a real day written YYYY-MM-DD, or lies outside the record; the message says which.
    """
    try:
        day = parse_any_day(text)
    except ValueError as error:
        raise ValueError(f"{error}, {FIRST} to {LAST}") from None
    if not FIRST <= day <= LAST:
        raise ValueError(f"'{text}' is outside the record; it runs from {FIRST} to {LAST}")
    return day


def parse_any_day(text: str) -> date:
    """Read an ISO day of any year: a day of ours, such as the one on which a row was written.

    Raises
    ------
    ValueError
        If it is not a real day written YYYY-MM-DD.
    """
    try:
        if not PARTS.fullmatch(text):
            raise ValueError(text)
        return date(*map(int, text.split("-")))
    except (ValueError, TypeError):
        raise ValueError(f"'{text}' is not a real day; write YYYY-MM-DD") from None


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or the year.

    >>> PartialDate.parse("2023-02").last
    datetime.date(2023, 2, 28)
    """

    text: str
    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read YYYY, YYYY-MM or YYYY-MM-DD.

        Raises
        ------
        ValueError
            If it is none of these or names a day that does not exist.
        """
        try:
            if not PARTS.fullmatch(text):
                raise ValueError(text)
            year, *rest = map(int, text.split("-"))
            if len(rest) > 1:
                day = date(year, *rest)
                return cls(text, day, day)
            month_first, month_last = (rest[0], rest[0]) if rest else (1, 12)
            last_day = monthrange(year, month_last)[1]
            return cls(text, date(year, month_first, 1), date(year, month_last, last_day))
        except ValueError:
            raise ValueError(f"'{text}' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD") from None
