"""Which days a text of ours names, so that it need not be shown to someone who asks as of an earlier day.

English and French are read alike: days, months and years, and days without a year. What a text tells without naming a
day cannot be seen here.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from geodata.dates import PartialDate
from geodata.entities import Bilingual

MONTHS = (
    ("January", "janvier"),
    ("February", "février"),
    ("March", "mars"),
    ("April", "avril"),
    ("May", "mai"),
    ("June", "juin"),
    ("July", "juillet"),
    ("August", "août"),
    ("September", "septembre"),
    ("October", "octobre"),
    ("November", "novembre"),
    ("December", "décembre"),
)
NUMBER_OF_MONTH = {name: number for number, names in enumerate(MONTHS, 1) for name in names}
YEAR = r"(?:19[0-9]{2}|20[0-3][0-9])"
"""Not the numbers of the Security Council's resolutions on Mali, from 2056 on."""
DAY_ENDING = "(?:er|st|nd|rd|th)?"
MENTION = re.compile(
    rf"(?:\b(?P<day>[0-9]{{1,2}}){DAY_ENDING}\s)?\b(?P<month>{'|'.join(NUMBER_OF_MONTH)})\b(?:\s(?P<year>{YEAR}))?\b"
    rf"|\b(?P<alone>{YEAR})\b"
    r"|\bthe\s(?P<nth>[0-9]{1,2})(?:st|nd|rd|th)\b"
    r"|\ble\s(?P<le>[0-9]{1,2})\b(?!\s(?:h|%|km|ans)\b)"
)
SENTENCES = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Þ«“0-9])")
BACK = timedelta(days=92)
"""How long before the day that a text is about a date without a year may lie; any other comes after."""


def said_by(text: Bilingual, about: date, by: date) -> Bilingual:
    """As much of a text as names no day after one: its sentences up to the first that does.

    Parameters
    ----------
    text
        In both languages, each read for itself.
    about
        The day that the text is about. What names its very month or year may be said on it.
    by
        The last day that may be named. A month or a year counts from its last day.
    """
    return Bilingual(_said_by(text.en, about, by), _said_by(text.fr, about, by))


def _said_by(text: str, about: date, by: date) -> str:
    kept = []
    for sentence, latest in _sentences(text, about):
        if latest and latest > by:
            break
        kept.append(sentence)
    return " ".join(kept)


@lru_cache(maxsize=8192)
def _sentences(text: str, about: date) -> tuple[tuple[str, date | None], ...]:
    """Each sentence with the last day that it names, if it names one."""
    return tuple(
        (sentence, max(latest_named(sentence, about), default=None)) for sentence in SENTENCES.split(text) if sentence
    )


def latest_named(text: str, about: date) -> Iterator[date]:
    """The last day of every day, month and year that a text names, save the month or year of what it is about.

    >>> list(map(str, latest_named("Rebels ring the town and assault it from 29 March.", date(2012, 3, 26))))
    ['2012-03-29']
    >>> list(map(str, latest_named("Le camp reste occupé jusqu’en février 2013.", date(2012, 6, 27))))
    ['2013-02-28']
    """
    month_named, year_named = about.month, about.year
    for found in MENTION.finditer(text):
        parts = found.groupdict()
        if parts["alone"]:
            named = parts["alone"]
        elif parts["month"]:
            month_named = NUMBER_OF_MONTH[parts["month"]]
            year_named = int(parts["year"] or _year_of(month_named, int(parts["day"] or 28), about))
            named = f"{year_named}-{month_named:02}" + (f"-{int(parts['day']):02}" if parts["day"] else "")
        else:
            named = f"{year_named}-{month_named:02}-{int(parts['nth'] or parts['le']):02}"
        yield from _last_day(named, about)


def _year_of(month: int, day: int, about: date) -> int:
    """The year of a date without one: the first such day that is not long before what the text is about."""
    earliest = about - BACK
    return earliest.year if (month, day) >= (earliest.month, earliest.day) else earliest.year + 1


def _last_day(named: str, about: date) -> Iterator[date]:
    try:
        span = PartialDate.parse(named)
    except ValueError:
        return
    if not span.first <= about <= span.last:
        yield span.last
