"""The whole view as one value."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Self
from urllib.parse import urlencode

from dashboard.asked.days import Days
from dashboard.asked.frame import Frame
from dashboard.asked.incidents import USUAL_DAYS
from dashboard.asked.layers import SHOWN_AT_FIRST, Layer
from dashboard.asked.notes import NO_NOTES, Notes
from dashboard.asked.parameters import PARAMETERS
from dashboard.asked.sight import Sight
from dashboard.asked.stretch import Stretch
from dashboard.asked.theme import Theme
from dashboard.asked.view import Mode, Question, Table, View
from geodata.grades import Grade
from geodata.period import Period
from geodata.selection import Filter
from geodata.timeline import Lens
from geodata.vocabulary import Camp, PlaceKind


@dataclass(frozen=True, slots=True)
class ViewState:
    """Everything that makes two pages look different."""

    on: date = date(2023, 11, 14)
    view: View = View.MAP
    place: str | None = None
    layers: frozenset[Layer] = SHOWN_AT_FIRST
    after: date = date(2023, 10, 1)
    """The earlier of the two compared days; ``from`` in the address."""
    until: date = date(2023, 12, 31)
    """The later of the two compared days; ``to`` in the address."""
    known: date | None = None
    grade: Grade | None = None
    fresh: bool = False
    """Whether what has long not been confirmed is shown as unknown."""
    assessor: str | None = None
    """Whose view is shown, if not ours; ``as`` in the address."""
    before_assessor: str | None = None
    """Whose view the earlier of two compared days has, if not that of the later; ``from_as`` in the address."""
    before_known: date | None = None
    """The day by which the earlier of two compared days was known so; ``from_known`` in the address."""
    actors: frozenset[str] = frozenset()
    camps: frozenset[Camp] = frozenset()
    regions: frozenset[str] = frozenset()
    kinds: frozenset[PlaceKind] = frozenset()
    alone: bool = False
    """Whether the actors are asked for under these names alone, and not with their lines."""
    lang: str = "en"
    brief: bool = False
    table: Table = Table.CLAIMS
    """The table of the records view."""
    question: Question | None = None
    """What the records view is asked in the place of its tables; None for these."""
    between: Stretch | None = None
    """The days that the question is about; None is all of them."""
    frame: Frame | None = None
    """The ground the map opens on; None is its opening view."""
    mode: Mode = Mode.SIDE
    """How the compare view shows its two days."""
    several: Days = ()
    """The days that are drawn next to each other on small maps, ``days`` in the address; none for one map or two."""
    flip: bool = False
    """Whether the compare view has the later day on the left."""
    span: Stretch | None = None
    """The days that the charts show; None is all of them."""
    divider: float | None = None
    """Degrees east at which two maps on top of each other meet; None is across Kidal."""
    marking: str = ""
    """Handling marking typed by the reader; it stands beside that of the house."""
    edition: str | None = None
    """Digest of the edition of the record that is asked for; None is the newest."""
    notes: Notes = NO_NOTES
    """What the reader has written on the view."""
    incident_days: int = USUAL_DAYS
    """How many days of incidents of other data sets are drawn, the day shown included."""
    headline: str = ""
    """The reader's own headline; empty for what the record says."""
    theme: Theme | None = None
    """The ground that the page is shown on; None is what the reader's system prefers. Files are light."""
    legend: bool = True
    """Whether the maps of the page have their legend. Files have it always: a sheet without would say nothing."""

    @property
    def lens(self) -> Lens:
        """What the view lets us see of the record."""
        return Lens(known_on=self.known, min_grade=self.grade, fresh=self.fresh, assessor=self.assessor)

    @property
    def lens_before(self) -> Lens:
        """What the earlier of two compared days lets us see: the lens of both, but for what it has of its own."""
        assessor, known = self.before_assessor or self.assessor, self.before_known or self.known
        return replace(self.lens, assessor=assessor, known_on=known)

    @property
    def is_sided(self) -> bool:
        """Whether the two compared days are seen through lenses of their own."""
        return self.lens_before != self.lens

    @property
    def filter(self) -> Filter:
        """What the reader asks to see only."""
        return Filter(self.actors, self.camps, self.regions, self.kinds, self.alone)

    @property
    def sight(self) -> Sight:
        """What is seen of the record, whatever the day and the page."""
        return Sight(self.lens, self.filter, self.lang)

    @property
    def sight_before(self) -> Sight:
        """The same of the earlier of two compared days."""
        return Sight(self.lens_before, self.filter, self.lang)

    @property
    def sights(self) -> Sight:
        """The sight of both compared days at once."""
        return replace(self.sight, before=self.lens_before if self.is_sided else None)

    @classmethod
    def of(cls, sight: Sight) -> Self:
        """The opening view of what is seen in a certain way."""
        seen = {part.name: getattr(sight.filter, part.name) for part in fields(Filter)}
        lens = sight.lens
        seen |= {"known": lens.known_on, "grade": lens.min_grade, "fresh": lens.fresh, "assessor": lens.assessor}
        if sight.before:
            seen |= {"before_known": sight.before.known_on, "before_assessor": sight.before.assessor}
        return cls(lang=sight.language, **seen)

    @property
    def shows_several(self) -> bool:
        """Whether several days are drawn next to each other, in place of the one map or the two."""
        return bool(self.several) and self.view in (View.MAP, View.COMPARE)

    def days(self, period: Period) -> Stretch:
        """The days that the charts show."""
        return self.span or Stretch.of(period)

    def asked_days(self, period: Period) -> Stretch:
        """The days that the question is about."""
        return self.between or Stretch.of(period)

    def within(self, period: Period) -> Self:
        """The same view of a record of other days: on the nearest of these, and comparing the first with the last."""
        on = min(max(self.on, period.first), period.last)
        both = (self.after, self.until)
        after, until = both if all(day in period for day in both) else (period.first, period.last)
        several = self.several if all(day in period for day in self.several) else ()
        return self.but(on=on, after=after, until=until, several=several)

    def query(self) -> str:
        """The query that gives this view back; defaults are left out, the day never is."""
        written = {name: parameter.write(getattr(self, parameter.part)) for name, parameter in PARAMETERS.items()}
        usual = {name: parameter.write(getattr(DEFAULT, parameter.part)) for name, parameter in PARAMETERS.items()}
        return urlencode({name: value for name, value in written.items() if name == "on" or value != usual[name]})

    def but(self, **changes: object) -> Self:
        """The same view with some things changed."""
        return replace(self, **changes)


DEFAULT = ViewState()
