"""One declared schema per table: columns, what each may hold, and what it points to.

The reader, the data dictionary and the error messages all come from here. Cells are text, as in the files;
an empty cell is the empty string. Lists are separated by ``;``.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from geodata import vocabulary as v
from geodata.dates import PartialDate, parse_any_day
from geodata.letters import hidden_sign, plainly_spaced

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ACTOR_ID = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
AGENCY = re.compile(r"agency:[a-z0-9-]+")
WEB_ADDRESS = re.compile(r"https?://\S+")
COLOUR = re.compile(r"#[0-9a-f]{6}")
WRITTEN = ("recorded_on", "withdrawn_on")
"""Columns that say when a row was written and withdrawn."""
MALI_LATITUDES = (10.0, 25.1)
MALI_LONGITUDES = (-12.4, 4.4)


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


def _column(
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


def _is_plain(cell: str) -> bool:
    """Whether a cell is one line of text; French sets no-break spaces, wide or narrow."""
    return cell == cell.strip() != "" and hidden_sign(plainly_spaced(cell)) is None


def _text(about: str, *, optional: bool = False) -> Column:
    allowed = "text on one line, without spaces at its ends"
    return _column(about, _is_plain, allowed, optional=optional)


def _matches(about: str, pattern: re.Pattern[str], allowed: str, **options: bool) -> Column:
    return _column(about, lambda cell: pattern.fullmatch(cell) is not None, allowed, **options)


def _one_of(about: str, words: type[StrEnum], *, optional: bool = False) -> Column:
    allowed = "one of " + ", ".join(words)
    return _column(about, lambda cell: cell in set(words), allowed, optional=optional)


def _flag(about: str) -> Column:
    return replace(_column(about, lambda cell: cell in ("true", "false"), "true or false"), is_flag=True)


def _day(about: str, *, optional: bool = False) -> Column:
    """Declare a column of days of the record's period, which is no matter of a single cell."""
    column = _column(about, _reads_as(parse_any_day), "a real day YYYY-MM-DD of the period", optional=optional)
    return replace(column, is_in_period=True)


def _partial(about: str, *, optional: bool = False) -> Column:
    allowed = "a real date YYYY, YYYY-MM or YYYY-MM-DD"
    return _column(about, _reads_as(PartialDate.parse), allowed, optional=optional)


def _written_on(about: str, *, optional: bool = False) -> Column:
    return _column(about, _reads_as(parse_any_day), "a real day YYYY-MM-DD", optional=optional)


def _between(about: str, low: float, high: float, unit: str) -> Column:
    def test(cell: str) -> bool:
        return NUMBER.fullmatch(cell) is not None and low <= float(cell) <= high

    return _column(about, test, f"a number from {low:g} to {high:g} {unit}", optional=True)


def _refers(about: str, table: str, *, many: bool = False, optional: bool = False) -> Column:
    """Declare a column of ids of another table; whether they exist is checked by the reader."""
    pattern = ACTOR_ID if table == "actors" else SLUG
    return _column(
        about,
        lambda cell: pattern.fullmatch(cell) is not None,
        f"an id of the table {table}",
        optional=optional,
        many=many,
        refers_to=table,
    )


ACTORS = Table(
    "actors",
    "Who may hold a place, be present in it or contest it.",
    {
        "actor_id": _matches("Key.", ACTOR_ID, "capital letters, digits and underscores"),
        "name_en": _text("Full name in English."),
        "name_fr": _text("Full name in French."),
        "short_en": _text("Name for legends and labels, English."),
        "short_fr": _text("Name for legends and labels, French."),
        "said_en": _text("Name inside a sentence, with its article, English."),
        "said_fr": _text("Name inside a sentence, with its article, French."),
        "camp": _one_of("The side the actor stands on.", v.Camp),
        "from": _partial("When it began under this name.", optional=True),
        "until": _partial("When it ended under this name.", optional=True),
        "successor_of": _refers(
            "The actors whose fighters it carries on under a new name.", "actors", many=True, optional=True
        ),
        "colour": _matches("Colour of what it holds; one hue for all names of one lineage.", COLOUR, "#rrggbb"),
        "symbol": _one_of("Sign inside the markers of what it holds; one for each camp.", v.Symbol),
        "note_en": _text("Who they are, English.", optional=True),
        "note_fr": _text("Who they are, French.", optional=True),
    },
)

SOURCES = Table(
    "sources",
    "Where a claim or an event comes from.",
    {
        "source_id": _matches("Key.", SLUG, "lower-case letters, digits and hyphens"),
        "publisher": _text("Who published it."),
        "title": _text("Its title; in square brackets where the title was not seen and this describes it."),
        "published": _partial("When it was published, as exactly as known.", optional=True),
        "url": _matches(
            "Where it was found; empty for a data set known by its name only.",
            WEB_ADDRESS,
            "an address starting with http:// or https://",
            optional=True,
        ),
        "language": _matches("Language of the text, ISO 639-1.", re.compile("[a-z]{2}"), "two lower-case letters"),
        "reliability": _one_of("Admiralty grade of the source, by the rule of the method page.", v.Reliability),
        "party": _refers("The actor whose word the whole text is, if it is one.", "actors", optional=True),
        "origin": _column(
            "The source it reprints or mirrors, or agency:NAME when that text is not in the table.",
            lambda cell: bool(SLUG.fullmatch(cell) or AGENCY.fullmatch(cell)),
            "an id of the table sources, or agency:NAME",
            optional=True,
        ),
        "note": _text("What a reader should know about it.", optional=True),
    },
)

PLACES = Table(
    "places",
    "Places people can name; claims are about these.",
    {
        "place_id": _matches("Key.", SLUG, "lower-case letters, digits and hyphens"),
        "name_en": _text("Name in English."),
        "name_fr": _text("Name in French."),
        "aliases": _column(
            "Other spellings, and what else people call it.", _is_plain, "a spelling", many=True, optional=True
        ),
        "kind": _one_of("What sort of place it is.", v.PlaceKind),
        "region": _text("Region it lies in.", optional=True),
        "cercle": _text("Cercle it lies in, as of 2016.", optional=True),
        "lat": _between("Latitude, WGS 84; empty where it was never located.", *MALI_LATITUDES, "degrees north"),
        "lon": _between("Longitude, WGS 84.", *MALI_LONGITUDES, "degrees east"),
        "position_precision_m": _between("How far the place may be from the point, metres.", 1, 50_000, "metres"),
        "position_source": _text("Where the position is from, or why there is none.", optional=True),
        "geonames_id": _matches("Id in GeoNames.", re.compile("[0-9]+"), "digits", optional=True),
    },
)

CLAIMS = Table(
    "claims",
    "Who held a place from a day on, and how we know. It holds until the place's next claim.",
    {
        "claim_id": _matches("Key.", SLUG, "lower-case letters, digits and hyphens"),
        "place_id": _refers("The place.", "places"),
        "valid_from": _day("The first day on which it holds."),
        "precision": _one_of("How exactly that day is known.", v.Precision),
        "controller": _refers(
            "Who holds the place; empty when nobody is named as its holder.", "actors", optional=True
        ),
        "status": _one_of("How it is held.", v.Status),
        "contested_by": _refers("The forces that contest it, the main one first.", "actors", many=True, optional=True),
        "present": _refers("Other forces in the place, rivals included.", "actors", many=True, optional=True),
        "around": _refers(
            "Forces around it: they ring it, or hold or stop its approaches.", "actors", many=True, optional=True
        ),
        "label_change": _flag("The same fighters under a new name: no capture."),
        "credibility": _one_of("Admiralty grade of the claim, never better than its sources allow.", v.Credibility),
        "claim_en": _text("What is claimed, in our words, English."),
        "claim_fr": _text("What is claimed, in our words, French.", optional=True),
        "note_en": _text("Doubts, and the other side of a disagreement, English.", optional=True),
        "note_fr": _text("Doubts, and the other side of a disagreement, French.", optional=True),
        "source_ids": _refers("The sources.", "sources", many=True, optional=True),
        "recorded_on": _written_on("The day the row was written."),
        "withdrawn_on": _written_on("The day the row was withdrawn by a correction.", optional=True),
    },
)

BASES = Table(
    "bases",
    "The life of a military site: opened, left, handed over.",
    {
        "place_id": _refers("The place.", "places"),
        "name": _text("What the site is called."),
        "town": _refers("The place of the record in or at which it lies, if it has rows.", "places", optional=True),
        "contributors": _matches(
            "Countries whose troops served there, ISO 3166-1.",
            re.compile("[A-Z]{2}"),
            "two capital letters",
            many=True,
            optional=True,
        ),
        "opened": _partial("When it was opened.", optional=True),
        "opened_precision": _one_of("How exactly the opening is known.", v.OpeningPrecision, optional=True),
        "departed": _partial("When its last troops left.", optional=True),
        "handed_over": _partial("When it was handed over; empty when it was abandoned or taken.", optional=True),
        "handed_to_en": _text("To whom, English.", optional=True),
        "handed_to_fr": _text("To whom, French.", optional=True),
        "counted_in_thirteen": _flag("One of the thirteen sites closed in the drawdown of 2023."),
        "note_en": _text("What a reader should know, English.", optional=True),
        "note_fr": _text("What a reader should know, French.", optional=True),
        "source_ids": _refers("The sources.", "sources", many=True),
    },
)

EVENTS = Table(
    "events",
    "What happened; context for the claims, never the ground for one.",
    {
        "event_id": _matches("Key.", SLUG, "lower-case letters, digits and hyphens"),
        "date": _day("The day, or the first of several."),
        "precision": _one_of("How exactly the day is known.", v.Precision),
        "until": _day("The last day, if there are several.", optional=True),
        "category": _one_of("What sort of event it is.", v.EventCategory),
        "title_en": _text("Title in English."),
        "title_fr": _text("Title in French.", optional=True),
        "summary_en": _text("One or two sentences, English."),
        "summary_fr": _text("One or two sentences, French.", optional=True),
        "place_ids": _refers("Places of the record where it happened.", "places", many=True, optional=True),
        "actor_ids": _refers("Actors of the record that took part.", "actors", many=True, optional=True),
        "source_ids": _refers("The sources.", "sources", many=True),
        "credibility": _one_of("Admiralty grade of the event, never better than its sources allow.", v.Credibility),
    },
)

EVIDENCE = Table(
    "evidence",
    "What each source of a claim bears out, judged by reading it. A claim without rows here was not yet read.",
    {
        "claim_id": _refers("The claim.", "claims"),
        "source_id": _refers("One of its sources.", "sources"),
        "bears_out": _column(
            "What the text says of it.", set(v.Support).__contains__, "one of " + ", ".join(v.Support), many=True
        ),
        "near": _one_of("How near in time that is to the first day of the claim.", v.Nearness),
        "where": _text("Where in the text: page, paragraph or minute, where known.", optional=True),
        "read": _one_of("How much of the text was seen.", v.Reading),
        "note_en": _text("What it says, in our words, English.", optional=True),
        "note_fr": _text("What it says, in our words, French.", optional=True),
    },
    key_columns=2,
)

RIVALS = Table(
    "rivals",
    "Who is whose rival, and when: a rival in a held place makes it contested, one that rings it besieged.",
    {
        "rivalry_id": _matches("Key.", SLUG, "lower-case letters, digits and hyphens"),
        "side_a": _refers("The actors of one side.", "actors", many=True),
        "side_b": _refers("The actors of the other.", "actors", many=True),
        "from": _day("The first day of the rivalry."),
        "until": _day("Its last day, that day included; empty while it goes on.", optional=True),
        "only_around": _flag("Rivals where one is around the other's places, not where both are in one under a truce."),
        "note_en": _text("Why then, English."),
        "note_fr": _text("Why then, French."),
    },
)

TABLES = {table.name: table for table in (ACTORS, SOURCES, PLACES, CLAIMS, EVIDENCE, RIVALS, BASES, EVENTS)}
"""Every table of the record by name; the file of a table is ``tables/<name>.csv``."""
MOST_ROWS = {
    "actors": 500,
    "sources": 50_000,
    "places": 10_000,
    "claims": 100_000,
    "evidence": 200_000,
    "rivals": 500,
    "bases": 10_000,
    "events": 50_000,
}
"""What a browser can still open and step through. A larger table is refused before it is read."""
