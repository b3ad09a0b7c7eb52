"""What a record says of itself in ``record.toml``: its name, the days of its axis, how far its information reaches.

An edition written before there was such a file runs from its first claim to the end of the year of the last day that
a claim or an event names.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from geodata.dates import parse_any_day
from geodata.entities import Bilingual
from geodata.faults import Fault
from geodata.files import ABOUT, Files
from geodata.letters import hidden_sign, plainly_spaced
from geodata.period import Period
from geodata.reading import ReadTable

LONGEST_TITLE, MOST_YEARS = 80, 100
"""Letters that still stand whole above a map; years whose days a slider can still be moved through."""
A_NAME = f"text on one line, at most {LONGEST_TITLE} letters, without spaces at its ends"
A_DAY = "a real day YYYY-MM-DD"
KEYS = {
    "title_en": ("What the record is called, English.", A_NAME),
    "title_fr": ("What the record is called, French.", A_NAME),
    "first": ("The first day of the axis.", A_DAY),
    "last": ("The last day of the axis.", f"{A_DAY}, not before first and at most {MOST_YEARS} years after it"),
    "as_of": (
        "How far information reaches; after that day a state is carried on, not observed, and shown so.",
        f"{A_DAY}, from first to last",
    ),
}
"""What the file says: meaning, and what is allowed."""
UNNAMED = Bilingual("Northern Mali Control Map", "Carte du contrôle du nord du Mali")
"""What a record is called whose edition does not say."""
AT_LINE = re.compile(r" ?\(at line (\d+).*?\)")


@dataclass(frozen=True, slots=True)
class About:
    """What a record is called, and which days it covers."""

    title: Bilingual
    period: Period


def read_about(files: Files, tables: Mapping[str, ReadTable]) -> tuple[About | None, list[Fault]]:
    """What a record says of itself; or None, with a fault for whatever is not as it may be."""
    if ABOUT not in files.contents:
        period = _of_rows(tables)
        return (About(UNNAMED, period) if period else None), []
    text = files.text(ABOUT)
    if isinstance(text, Fault):
        return None, [text]
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = AT_LINE.search(str(error))
        found = AT_LINE.sub("", str(error))
        return None, [Fault(ABOUT, int(line[1]) if line else 0, "file", found, "a readable TOML file")]
    except RecursionError:
        return None, [Fault(ABOUT, 0, "file", "lists within lists without end", "a readable TOML file")]
    faults = [*_key_faults(said, text)] or [*_order_faults(said, text)]
    return (None, faults) if faults else (_about(said), [])


def _about(said: Mapping[str, object]) -> About:
    first, last, as_of = (_day(said[name]) for name in ("first", "last", "as_of"))
    return About(Bilingual(str(said["title_en"]), str(said["title_fr"])), Period(first, last, as_of))


def _order_faults(said: Mapping[str, object], text: str) -> Iterator[Fault]:
    first, last, as_of = (_day(said[name]) for name in ("first", "last", "as_of"))
    if last < first or last.year - first.year > MOST_YEARS:
        yield _fault(text, "last", said["last"])
    elif not first <= as_of <= last:
        yield _fault(text, "as_of", said["as_of"])


def _key_faults(said: Mapping[str, object], text: str) -> Iterator[Fault]:
    for name in KEYS:
        if name not in said:
            yield Fault(ABOUT, 0, name, "nothing", KEYS[name][1])
        elif not _passes(name, said[name]):
            yield _fault(text, name, said[name])
    for name in said:
        if name not in KEYS:
            yield Fault(ABOUT, _line(text, name), name, f"'{name}'", f"one of {', '.join(KEYS)}")


def _passes(name: str, value: object) -> bool:
    if KEYS[name][1] == A_NAME:
        is_short = isinstance(value, str) and len(value) <= LONGEST_TITLE
        return is_short and value == value.strip() != "" and hidden_sign(plainly_spaced(value)) is None
    with suppress(ValueError):
        _day(value)
        return True
    return False


def _day(value: object) -> date:
    """A day as TOML has it, or as text; ValueError if it is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return parse_any_day(str(value))


def _fault(text: str, name: str, value: object) -> Fault:
    return Fault(ABOUT, _line(text, name), name, f"'{value}'", KEYS[name][1])


def _line(text: str, name: str) -> int:
    """The line on which a key stands; 0 where it is written in another way."""
    key = re.compile(rf"\s*[\"']?{re.escape(name)}[\"']?\s*[=.]|\s*\[+\s*{re.escape(name)}\b")
    return next((number for number, line in enumerate(text.split("\n"), 1) if key.match(line)), 0)


def _of_rows(tables: Mapping[str, ReadTable]) -> Period | None:
    """The period of an edition that does not say it; None where no claim is dated."""
    claimed = list(_days(tables, "claims", "valid_from"))
    if not claimed:
        return None
    latest = max([*claimed, *_days(tables, "events", "date"), *_days(tables, "events", "until")])
    last = latest.replace(month=12, day=31)
    return Period(min(claimed), last, last)


def _days(tables: Mapping[str, ReadTable], table: str, column: str) -> Iterator[date]:
    for row in tables[table].rows if table in tables else ():
        with suppress(ValueError):
            yield parse_any_day(row.cells[column])


def outside(tables: Mapping[str, ReadTable], period: Period) -> Iterator[Fault]:
    """A fault for every day that is none of the period; what happened is told by the day its information reaches."""
    for table in tables.values():
        for column in table.table.days():
            told = Period(period.first, period.last if table.table.name == "rivals" else period.as_of, period.as_of)
            for row in table.rows:
                with suppress(ValueError):
                    if row.cells[column] and parse_any_day(row.cells[column]) not in told:
                        yield table.fault(row, column, f"a real day YYYY-MM-DD, {told}")
