"""The days that a record covers, and how far what it tells of them reaches."""

from dataclasses import dataclass
from datetime import date, timedelta

from geodata.dates import parse_any_day


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a record's axis, first and last included.

    >>> period = Period(date(2012, 1, 1), date(2026, 6, 30), date(2025, 12, 31))
    >>> period.index(date(2012, 1, 2)), period.count
    (1, 5295)
    """

    first: date
    last: date
    as_of: date
    """The last day of which anything was asked or told: after it a state is carried on, not observed."""

    @property
    def count(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    @property
    def years(self) -> range:
        """Every year of which it has days."""
        return range(self.first.year, self.last.year + 1)

    def __contains__(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last

    def index(self, day: date) -> int:
        """Number of days from the first day: 0 for that itself."""
        return (day - self.first).days

    def day(self, index: int) -> date:
        """The day with that index; the inverse of :meth:`index`."""
        return self.first + timedelta(days=index)

    def carries(self, day: date) -> bool:
        """Whether what is said of a day is carried on from the last one of which anything was told."""
        return day > self.as_of

    def parse(self, text: str) -> date:
        """Read an ISO day within the period.

        Raises
        ------
        ValueError
            If it is not a real day written YYYY-MM-DD, or lies outside; the message says which.
        """
        try:
            day = parse_any_day(text)
        except ValueError as error:
            raise ValueError(f"{error}, {self}") from None
        return self.holding(day)

    def holding(self, day: date) -> date:
        """The day itself.

        Raises
        ------
        ValueError
            If it lies outside the period.
        """
        if day not in self:
            raise ValueError(f"'{day}' is outside the record; it runs from {self}")
        return day

    def __str__(self) -> str:
        """As in a message: ``2012-01-01 to 2024-12-31``."""
        return f"{self.first} to {self.last}"
