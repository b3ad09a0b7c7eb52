"""What is seen of the record, as one value: through which lens, by which filter, in which language.

Whatever is worked out for readers and depends on nothing else is kept under it, and either side of a comparison may be
given one of its own. Day, place, layers and page only choose among what is worked out: nothing kept depends on them.
"""

from dataclasses import dataclass
from datetime import date

from dashboard.text import Text
from geodata.selection import ALL, Filter
from geodata.timeline import WHOLE, Lens


@dataclass(frozen=True, slots=True)
class Sight:
    """A lens, a filter and a language."""

    lens: Lens = WHOLE
    filter: Filter = ALL
    language: str = "en"
    before: Lens | None = None
    """The lens of the earlier of two compared days, where it has one of its own."""

    @property
    def known(self) -> date | None:
        """The day by which what is seen could be known; None for today."""
        return self.lens.known_on

    @property
    def text(self) -> Text:
        """The voice of its language."""
        return Text(self.language)
