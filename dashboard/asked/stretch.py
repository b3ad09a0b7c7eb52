"""A stretch of days: how much of the time axis a chart shows, or of how much of it a question asks."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from dashboard.text import Text
from geodata.period import Period

LEAST_DAYS = 30
"""Shorter stretches are not shown: their years and months would have no room."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from one to another, both included, within the record."""

    first: date
    last: date

    @property
    def count(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1

    def meets(self, first: date, last: date) -> bool:
        """Whether any of the days from one to another lies in it."""
        return first <= self.last and self.first <= last

    def said(self, text: Text) -> str:
        """In words: its years where it is made of whole ones, else its first and last day."""
        if (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31):
            years = dict.fromkeys((self.first.year, self.last.year))
            return "–".join(map(str, years))
        return text("{first} to {last}", first=text.day(self.first), last=text.day(self.last))

    def __str__(self) -> str:
        """As it stands in the address: ``2022-01-01,2023-12-31``."""
        return f"{self.first},{self.last}"

    @classmethod
    def of(cls, period: Period) -> Self:
        """All days of a record."""
        return cls(period.first, period.last)

    @classmethod
    def parse(cls, text: str, period: Period) -> Self:
        """Read the first and the last day that charts show.

        Raises
        ------
        ValueError
            If these are not two days of the period, in order and :data:`LEAST_DAYS` apart or more.
        """
        found = cls.of_any_length(text, period)
        if found.count < LEAST_DAYS:
            raise ValueError(text)
        return found

    @classmethod
    def of_any_length(cls, text: str, period: Period) -> Self:
        """Read the first and the last day that a question is about.

        Raises
        ------
        ValueError
            If these are not two days of the period, in order.
        """
        first, last = map(period.parse, text.split(","))
        if last < first:
            raise ValueError(text)
        return cls(first, last)
