"""How a table and its columns are declared: what a cell may hold, what it points to, and the same in words.

Cells are text, as in the files; an empty cell is the empty string. Lists are separated by ``;``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from geodata.dates import PartialDate, parse_any_day
from geodata.letters import hidden_sign, plainly_spaced

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
WRITTEN = ("recorded_on", "withdrawn_on")
"""Columns that say when a row was written and withdrawn."""
ACTOR_ID = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it says, which cells may stand in it, and what that leads to."""

    about: str
    passes: Callable[[str], bool]
    """Whether a cell may stand there."""
    allowed: str
    """The same in words."""
    refers_to: str | None = None
    """The table to whose key it points."""
    is_flag: bool = False
    """Whether it says true or false."""
    is_in_period: bool = False
    """Whether it says a day of the record's period."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the record: its file, its key, its columns, and what a row is."""

    name: str
    about: str
    columns: dict[str, Column]
    key_columns: int = 1
    """How many of the first columns name a row together."""

    @property
    def key(self) -> str:
        """The column that names a row, or the first of those that do: always the first."""
        return next(iter(self.columns))

    def key_of(self, cells: Mapping[str, str]) -> tuple[str, ...]:
        """What names a row."""
        return tuple(cells[name] for name in islice(self.columns, self.key_columns))

    def references(self) -> dict[str, str]:
        """Which columns point to the key of which table."""
        return {name: column.refers_to for name, column in self.columns.items() if column.refers_to}

    def days(self) -> list[str]:
        """Which columns say a day of the record's period."""
        return [name for name, column in self.columns.items() if column.is_in_period]

    def dates(self) -> list[str]:
        """Which columns say a whole day: one of the period, or one on which a row was written or withdrawn."""
        return [name for name, column in self.columns.items() if column.is_in_period or name in WRITTEN]

    def flags(self) -> list[str]:
        """Which columns say true or false."""
        return [name for name, column in self.columns.items() if column.is_flag]


def _reads_as(parse: Callable[[str], object]) -> Callable[[str], bool]:
    def test(cell: str) -> bool:
        try:
            parse(cell)
        except ValueError:
            return False
        return True

    return test


def column(
    about: str,
    test: Callable[[str], bool],
    allowed: str,
    *,
    optional: bool = False,
    many: bool = False,
    refers_to: str | None = None,
) -> Column:
    """Declare a column whose cells (or whose every item of a cell) pass the test."""

    def passes(cell: str) -> bool:
        if cell == "":
            return optional
        items = cell.split(";") if many else [cell]
        return all(test(item) for item in items) and len(set(items)) == len(items)

    if many:
        allowed = f"a list separated by ';' without spaces or repeats, each {allowed}"
    if optional:
        allowed = f"{allowed}, or empty"
    return Column(about, passes, allowed, refers_to)


def is_plain(cell: str) -> bool:
    """Whether a cell is one line of text; French sets no-break spaces, wide or narrow."""
    return cell == cell.strip() != "" and hidden_sign(plainly_spaced(cell)) is None


def text(about: str, *, optional: bool = False) -> Column:
    """Declare a column of text on one line."""
    allowed = "text on one line, without spaces at its ends"
    return column(about, is_plain, allowed, optional=optional)


def matches(about: str, pattern: re.Pattern[str], allowed: str, **options: bool) -> Column:
    """Declare a column whose cells match a pattern."""
    return column(about, lambda cell: pattern.fullmatch(cell) is not None, allowed, **options)


def one_of(about: str, words: type[StrEnum], *, optional: bool = False) -> Column:
    """Declare a column of the words of a closed list."""
    allowed = "one of " + ", ".join(words)
    return column(about, lambda cell: cell in set(words), allowed, optional=optional)


def flag(about: str) -> Column:
    """Declare a column of true and false."""
    return replace(column(about, lambda cell: cell in ("true", "false"), "true or false"), is_flag=True)


def day(about: str, *, optional: bool = False) -> Column:
    """Declare a column of days of the record's period, which is no matter of a single cell."""
    declared = column(about, _reads_as(parse_any_day), "a real day YYYY-MM-DD of the period", optional=optional)
    return replace(declared, is_in_period=True)


def partial(about: str, *, optional: bool = False) -> Column:
    """Declare a column of dates that may be known to the month or year only."""
    allowed = "a real date YYYY, YYYY-MM or YYYY-MM-DD"
    return column(about, _reads_as(PartialDate.parse), allowed, optional=optional)


def written_on(about: str, *, optional: bool = False) -> Column:
    """Declare a column of days on which something was written, whatever the period."""
    return column(about, _reads_as(parse_any_day), "a real day YYYY-MM-DD", optional=optional)


def between(about: str, low: float, high: float, unit: str) -> Column:
    """Declare a column of numbers within two bounds; each may be empty."""

    def test(cell: str) -> bool:
        return NUMBER.fullmatch(cell) is not None and low <= float(cell) <= high

    return column(about, test, f"a number from {low:g} to {high:g} {unit}", optional=True)


def refers(about: str, table: str, *, many: bool = False, optional: bool = False) -> Column:
    """Declare a column of ids of another table; whether they exist is checked by the reader."""
    pattern = ACTOR_ID if table == "actors" else SLUG
    return column(
        about,
        lambda cell: pattern.fullmatch(cell) is not None,
        f"an id of the table {table}",
        optional=optional,
        many=many,
        refers_to=table,
    )
