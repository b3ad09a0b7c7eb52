"""Everything the page says, in English and French, and how it writes dates.

The English sentence is the key (as with gettext); ``fr.po`` beside this file holds the French. A sentence
without its French is a fault that the tests find; at run time the English stands in for it.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from geodata.dates import PartialDate
from geodata.entities import Bilingual
from geodata.vocabulary import Precision

HERE = Path(__file__).parent
LANGUAGES = ("en", "fr")
PREMIER = "1\N{MODIFIER LETTER SMALL E}\N{MODIFIER LETTER SMALL R}"
"""The first of a month in French, its letters raised; the tables of the record have them as they are typed."""
LOCALES = {"en": Locale.parse("en_GB"), "fr": Locale.parse("fr_FR")}


@lru_cache
def catalogue(language: str) -> dict[str, str]:
    """The translations into a language by their English sentence; empty for English itself."""
    if language == "en":
        return {}
    with (HERE / f"{language}.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file, locale=language) if message.id}


@dataclass(frozen=True, slots=True)
class Text:
    """One language's voice. ``text("Held by {actor}", actor=…)`` gives the sentence in that language."""

    language: str

    def __call__(self, sentence: str, **values: object) -> str:
        """The sentence in this language with its values filled in."""
        return (catalogue(self.language).get(sentence) or sentence).format(**values)

    def of(self, text: Bilingual) -> str:
        """One text of the record; the English where the French is not written yet."""
        return text[self.language].replace("1er ", f"{PREMIER} ") or text.en

    def day(self, day: date) -> str:
        """A day in full, such as 14 November 2023."""
        return self._day(day, "d MMMM y")

    def short_day(self, day: date) -> str:
        """A day with its month cut short, for the head of a column: 14 Nov 2023."""
        return self._day(day, "d MMM y")

    def _day(self, day: date, pattern: str) -> str:
        """A day; the first of a month is in French the premier, its letters raised."""
        written = format_date(day, pattern, locale=LOCALES[self.language])
        return written.replace("1 ", f"{PREMIER} ", 1) if self.language == "fr" and day.day == 1 else written

    def weekday(self, day: date) -> str:
        """A day with its weekday, as a heading: Tuesday 14 November 2023."""
        name = format_date(day, "EEEE", locale=LOCALES[self.language])
        return f"{name[0].upper()}{name[1:]} {self.day(day)}"

    def number(self, number: float, pattern: str = "#,##0.###") -> str:
        """A number as the language writes it."""
        return format_decimal(number, format=pattern, locale=LOCALES[self.language])

    def share(self, share: float, places: int = 0) -> str:
        """A share of one in hundredths, as the language writes it: 22.6%, or in French with a narrow space before."""
        space = "\N{NARROW NO-BREAK SPACE}" if self.language == "fr" else ""
        return self.number(share, f"0.{'0' * places}{space}%" if places else f"0{space}%")

    def month(self, day: date) -> str:
        """A month, such as November 2023."""
        return format_date(day, "MMMM y", locale=LOCALES[self.language])

    def short_month(self, day: date) -> str:
        """A month cut short, such as Nov 2023."""
        return format_date(day, "MMM y", locale=LOCALES[self.language])

    def partial(self, known: PartialDate | None) -> str:
        """A date as far as it is known: a day, a month, a year."""
        if known is None:
            return self("not known")
        if known.first == known.last:
            return self.day(known.first)
        return self.month(known.first) if known.text.count("-") else str(known.first.year)

    def since(self, day: date, precision: Precision) -> str:
        """From when something holds, said no more exactly than it is known."""
        match precision:
            case Precision.DAY:
                return self("since {day}", day=self.day(day))
            case Precision.MONTH:
                return self("since {month}", month=self.month(day))
            case Precision.SEASON:
                return self("since about {month}", month=self.month(day))
            case Precision.YEAR:
                return self("since {year}", year=day.year)

    def when(self, day: date, precision: Precision) -> str:
        """A date, said no more exactly than it is known."""
        match precision:
            case Precision.DAY:
                return self.day(day)
            case Precision.MONTH:
                return self.month(day)
            case Precision.SEASON:
                return self("about {month}", month=self.month(day))
            case Precision.YEAR:
                return str(day.year)

    def span(self, first: date, last: date, precision: Precision) -> str:
        """One date, or the first and last day of several."""
        if first == last:
            return self.when(first, precision)
        return self("{first} to {last}", first=self.day(first), last=self.day(last))

    def country(self, code: str) -> str:
        """The name of a country by its ISO 3166-1 code."""
        return LOCALES[self.language].territories[code]

    def tongue(self, code: str) -> str:
        """The name of a language by its ISO 639-1 code."""
        return LOCALES[self.language].languages.get(code, code)
