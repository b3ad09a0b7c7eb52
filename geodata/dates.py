"""Days as they are written, and dates that are known only to the month or year."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

PARTS = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
"""How a date is written: the year, the month if known, the day if known."""


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
