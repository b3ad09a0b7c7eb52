"""What Python hands to the page's scripts: every payload with its keys, each with its unit and what it means.

A *day* is a whole number, 0 for the first day of the record. A *run* is a flat list of pairs: from that day on, that
value. What stands at a number of a list is counted from 0. A test holds that what is made has exactly these keys, and
that no script reads another. Whoever adds, drops or changes one raises :data:`SHAPE`.
"""

from typing import TypedDict

SHAPE = 6
"""The number of these shapes: scripts of another number leave a payload alone and ask for the page anew."""

Run = list[int]
Swatch = list[str | None]
"""A line of the legend: colour, second colour or null, words, and where it has stripes their pattern."""


class Look(TypedDict):
    """How a place is drawn while something holds. Colours are of CSS."""

    area: str
    """Colour of a commune that follows it."""
    stripe: str | None
    """Second colour of that; null where nobody contests it."""
    massif: str
    """Colour of the massif that shows it."""
    massifStripe: str | None
    point: str
    """Colour of its marker."""
    ring: str
    """Colour of the marker's rim."""
    width: float
    """Pixels of that."""
    sign: str
    """Sign inside the marker; see ``meta.signs``."""
    actors: list[int]
    """Whom the legend names for it, by their number in ``legend.actors``."""
    besieger: int
    """Who besieges it, by their number in ``legend.actors``; -1 where nobody does."""
    siege: str
    """Colour of the toothed ring around the marker."""
    halo: str
    """Colour of what lies around the marker."""
    lost: str | None
    """Colour of who lost it, for the line around an area; null where nobody did."""
    pattern: str
    """How the second colour lies on the first, by Plotly's name."""
    unknown: bool
    faded: bool
    """Whether the filter leaves it out."""
    contested: bool
    crowded: bool
    """Whether more contest it than can be drawn."""


class PairLook(Look):
    """How a place is drawn on a map of what is different between two days."""

    keys: list[int]
    """The lines of the legend that explain it, by their number in ``keys``."""


class Titles(TypedDict):
    """What the pointer is told, as runs into ``sentences``."""

    areas: list[Run]
    points: list[Run]


class Told(TypedDict):
    """A headline, and the places that it names: it stands where all of them are in sight."""

    said: str
    places: list[str]
    """Ids."""


class Standing(TypedDict):
    """Headlines of days on which nothing changes."""

    runs: Run
    """Into ``told``."""
    told: list[list[Told]]
    """The first of which the places are in sight is said."""


class ChangeOfDay(TypedDict):
    """A day on which something changes."""

    day: int
    places: list[str]
    """Ids, as many as there are words."""
    words: list[str]
    label: bool
    """Whether only names change."""
    told: list[Told]
    """Headlines, the weightiest first."""


class EventOfDay(TypedDict):
    """Something that happened."""

    day: int
    until: int
    """Last day."""
    title: str
    summary: str
    when: str
    """Its days in words."""
    category: str
    places: list[str]
    """Ids."""
    view: str
    """Query of the view that leads to it; empty where it has no place on the map."""


class Marks(TypedDict):
    """The stars of events."""

    runs: list[Run]
    """For every spot, in the order of ``meta.events``, runs into ``said``."""
    said: list[str]
    """Titles; the first is empty: no event."""


class LegendWords(TypedDict):
    """What the legend can say."""

    actors: list[list[str]]
    """Colour and name, in the order of the actors table."""
    contested: Swatch
    crowded: Swatch
    besieged: Swatch
    unknown: Swatch
    unassessed: Swatch
    faded: Swatch
    changed: Swatch
    dotted: Swatch
    fading: Swatch
    stale: Swatch
    chosen: Swatch
    star: Swatch
    ink: str
    """Colour of the rim of a swatch."""


class Hatch(TypedDict):
    """How patterns are drawn."""

    size: float
    """Pixels."""
    solidity: dict[str, float]
    """By pattern, part of the ground that its strokes cover."""


class Calendar(TypedDict):
    """The words of dates."""

    weekdays: list[str]
    """From Monday."""
    months: list[str]
    short: list[str]
    """Months cut short."""
    first: str
    """How the first of a month is written."""


class Says(TypedDict):
    """What the page's controls say."""

    carried: str
    """A day, in braces, on which states are carried forward."""
    measured: str
    """What a map shows, where its headline says nothing."""
    nothing: str
    noDay: str
    """What was typed, in braces, is no day."""
    outside: str
    """A day is not one of the record."""
    play: str
    pause: str


class Days(TypedDict):
    """All days of the record for one lens, filter and language: ``frames/<digest>.json``."""

    shape: int
    """:data:`SHAPE`."""
    digest: str
    """Of the record."""
    first: str
    """ISO day of day 0."""
    days: int
    """How many there are."""
    asOf: int
    """The last day of which anything was told."""
    looks: list[Look]
    areas: list[Run]
    """For every area, in the order of ``meta.areas``, runs into ``looks``."""
    points: list[Run]
    """The same for every marker, in the order of ``meta.point_places``; -1 where it is not there yet."""
    titles: Titles
    stale: list[Run]
    """For every marker runs into ``sentences``: since when nothing confirms it; -1 for none."""
    sentences: list[str]
    changes: list[ChangeOfDay]
    standing: Standing
    events: list[EventOfDay]
    marks: Marks
    legend: LegendWords
    hatch: Hatch
    edges: dict[str, dict[str, object]]
    """Lines around areas, as Plotly has them: ``commune``, ``indicative``, ``changed``, ``lost``."""
    calendar: Calendar
    says: Says


class SidesOfIncident(TypedDict):
    """Two sides of incidents: what they are called, and their colours of CSS."""

    said: str
    colour: str
    """Of the side that the data set names first."""
    other: str | None
    """Of the other side; null where nobody fights back."""
    actors: list[int]
    """Whose colours they are, by their number in ``legend.actors`` of :class:`Days`."""


class SaysOfIncidents(TypedDict):
    """What the page says of incidents; names in braces are filled in."""

    line: str
    """An incident: when, what, sides, where, precise, deaths, source."""
    between: str
    """When it was, where its day is not known: first, last."""
    precise: list[str]
    """By how exactly it is placed."""
    drawn: str
    """How many are in sight (drawn) of the days from the first to the last."""
    counted: str
    """How many of them have no spot: count."""
    more: str
    """How many are not listed: count."""
    unknown: str
    """What grey means."""


class Incidents(TypedDict):
    """Incidents of other data sets, the earliest first: ``incidents/<digest>.json``; columns of equal length.

    A day before the record's first is negative.
    """

    credit: str
    """The line beside what is drawn, with what the licences ask for: days."""
    sets: list[str]
    """What the data sets are called."""
    longest: int
    """Days between the first and the last day of the incident whose day is known least."""
    first: list[int]
    """First day on which it may have been."""
    last: list[int]
    """Last one."""
    lon: list[float]
    """Degrees."""
    lat: list[float]
    precise: list[int]
    """0 at the place, 1 near it, 2 only in a district: no spot."""
    what: list[int]
    """Into ``whats``."""
    sides: list[int]
    """Into ``allSides``."""
    where: list[int]
    """Into ``wheres``."""
    deaths: list[int]
    of: list[int]
    """Into ``sets``."""
    id: list[str]
    """As the data set names it."""
    allSides: list[SidesOfIncident]
    wheres: list[str]
    """Places as the data sets name them."""
    whats: list[str]
    says: SaysOfIncidents


class PairPlace(TypedDict):
    """What is different at a place between any two days."""

    starts: list[int]
    """Days on which its states begin."""
    pairs: list[list[int]]
    """For the state of the earlier day, looks with itself and every later one; with every one where days are sided."""
    states: list[int]
    """The looks of its states on a map of one of the days, where a filter may choose it; else empty."""


class PlaceBefore(TypedDict):
    """A place as the earlier of two days sees it, where days are sided."""

    starts: list[int]
    states: list[int]


class Pairs(TypedDict):
    """All pairs of days for one lens, filter and language: ``changes/<digest>.json``."""

    looks: list[PairLook]
    unfollowed: int
    """Look of a commune that follows no place; with a filter, of all that it leaves out."""
    filtered: bool
    """Whether a filter leaves anything out."""
    sided: bool
    """Whether the two days are seen through lenses of their own."""
    places: dict[str, PairPlace]
    before: dict[str, PlaceBefore]
    """By place; empty where days are not sided."""
    keys: list[Swatch]
    """The lines of the legend."""


Compared = TypedDict("Compared", {"from": str, "to": str})
"""The two ISO days compared."""


class StartOfPage(Compared):
    """What the page's scripts need to begin: addresses, and what of the view they hold."""

    frames: str
    """Address of :class:`Days`."""
    framesBefore: str
    """Address of :class:`Days` as the earlier of two compared days is seen; empty where it is seen as the later is."""
    changes: str
    """Address of :class:`Pairs`."""
    words: str
    """Address of the situation in words; the page adds its query."""
    sheets: str
    """Address of finished sheets; the page adds its query."""
    record: str
    """Digest of the record that the page was made from: its cards and lists are asked for of the same."""
    made: str
    """Edition of the program; see :mod:`dashboard.agreed.edition`."""
    filters: list[str]
    """The parts of the filter by their parameters, in the order of their fields."""
    query: str
    """Of the view."""
    language: str
    title: str
    """What the tab says."""
    on: str
    """ISO day shown."""
    place: str | None
    """Id of the place chosen."""
    names: dict[str, str]
    """By place all its names, folded, in one line."""
    layers: list[str]
    """Layers shown."""
    incidents: str
    """Address of :class:`Incidents`; empty where none were imported, or the view draws none."""
    incidentDays: int
    """How many days of them are drawn."""
    ownIncidents: str
    """Where a reader's own file is read, which comes as the body, gzipped; the answer is :class:`Incidents`."""
