"""How much of the record is known, how well, and how long ago it was last confirmed."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from geodata.confirming import last_borne_out
from geodata.entities import Bilingual, Claim, Place
from geodata.grades import Grade
from geodata.record import Record
from geodata.timeline import Change, ChangeKind, State, Timeline
from geodata.vocabulary import Credibility, Reliability, Status

BANDS = {
    Credibility.CONFIRMED: "good",
    Credibility.PROBABLE: "good",
    Credibility.POSSIBLE: "fair",
    Credibility.DOUBTFUL: "weak",
    Credibility.IMPROBABLE: "weak",
    Credibility.UNJUDGED: "unjudged",
}
"""The four bands into which a coverage table sorts the credibility of claims."""
BAND_NAMES = tuple(dict.fromkeys(BANDS.values()))
WATCHED_TOWNS = (
    "kidal",
    "tessalit",
    "aguelhok",
    "anefis",
    "tinzaouaten",
    "menaka",
    "anderamboukane",
    "tidermene",
    "gao",
    "timbuktu",
    "ber",
)
"""Places where, as at the thirteen bases, a change of hands needs two independent origins or the single-source flag."""

READ_PLACES = frozenset(
    (
        "kidal",
        "menaka",
        "menaka-rural",
        "adrar-tigharghar",
        "tessalit",
        "aguelhok",
        "anefis",
        "tinzaouaten",
        "abeibara",
        "ber",
        "gao",
        "timbuktu",
        "anderamboukane",
        "tidermene",
    )
)
"""Places where, as at every base, each source of each claim was judged by reading it."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How well one place is covered. The first five shares are parts of its days and add up to 1."""

    place: Place
    good: float
    """Share of days on which who held it, or who contested it, is graded 1 or 2."""
    fair: float
    """The same, graded 3."""
    weak: float
    """The same, graded 4 or 5."""
    unjudged: float
    """The same, graded 6."""
    unknown: float
    """Share of days on which no source says who held it."""
    single_origin: float
    """Share of days with an answer that rests on one independent origin, or on the holder's own word alone."""
    last_confirmed: date | None
    """The last day for which a source bears out who held or contested it; None if none is dated."""


def coverage(record: Record, on: date | None = None) -> list[Coverage]:
    """How well each place is covered from the first day of the record to a day, that day included; else to its last.

    Returns
    -------
    list of Coverage
        One row a place, in the order of the places table. Shares run from 0 to 1.

    Raises
    ------
    ValueError
        If the day is outside the record.
    """
    on = record.period.last if on is None else record.period.holding(on)
    spans = Timeline(record).spans
    return [_coverage(record, place, spans[place.id], on) for place in record.places.values()]


def _coverage(record: Record, place: Place, spans: tuple[State, ...], on: date) -> Coverage:
    days, single = Counter(), 0
    seen = [state for state in spans if state.since <= on]
    for state in seen:
        length = (min(state.until, on) - state.since).days + 1
        if state.status is Status.UNKNOWN:
            days["unknown"] += length
            continue
        days[BANDS[state.claim.credibility]] += length
        single += length if rests_on_one(state.claim, record) else 0
    total = record.period.index(on) + 1
    shares = {band: days[band] / total for band in (*BAND_NAMES, "unknown")}
    confirmed = [last_borne_out(state, record) for state in seen]
    return Coverage(
        place=place,
        **shares,
        single_origin=single / total,
        last_confirmed=max((min(day, on) for day in confirmed if day), default=None),
    )


def rests_on_one(claim: Claim, record: Record) -> bool:
    """Whether fewer than two independent origins bear a claim out; a holder's word for itself counts for none."""
    return record.origins(claim) < 2


def graded(record: Record) -> Counter[Grade]:
    """How many claims in force have each grade."""
    return Counter(record.grade_of(claim) for claim in record.claims.values() if claim.in_force(None))


def on_the_diagonal(grades: Counter[Grade]) -> int:
    """How many of them have a letter and a digit of the same rank (A1, B2 to F6), as if one had been judged only."""
    ranks = [*zip(Reliability, Credibility, strict=True)]
    return sum(count for grade, count in grades.items() if (grade.reliability, grade.credibility) in ranks)


def changes_of_hands(record: Record) -> list[Change]:
    """Every day on which a place passed from one holder to another, or into or out of a contest without one.

    A new name is none, nor is what the record begins or ceases to know.
    """
    return [change for change in Timeline(record).all_changes() if change.kind is ChangeKind.HANDS]


def watched(record: Record) -> frozenset[str]:
    """The places whose every change of hands must have two independent origins or carry the single-source flag."""
    thirteen = {base.place_id for base in record.bases.values() if base.counted_in_thirteen}
    return frozenset(WATCHED_TOWNS) | thirteen


def is_read_place(place: Place) -> bool:
    """Whether a place is one of those at which each source of each claim was judged by reading it."""
    return place.id in READ_PLACES or place.kind.is_base


def texts(record: Record) -> Iterator[Bilingual]:
    """Every text of the record that must be there in both languages; empty ones are left out."""
    tables: tuple[Mapping[str, object], ...]
    tables = (record.actors, record.places, record.claims, record.rivals, record.bases, record.events)
    tables += tuple(record.evidence.values())
    for table in tables:
        for entity in table.values():
            values = (getattr(entity, column.name) for column in fields(entity))
            yield from (value for value in values if isinstance(value, Bilingual) and (value.en or value.fr))


def french_share(record: Record) -> float:
    """Share of the record's texts that are there in French, 0 to 1."""
    translated = [bool(text.fr) for text in texts(record)]
    return sum(translated) / len(translated)


def summary(record: Record) -> list[tuple[str, object, str]]:
    """What ``check`` prints: what, how many, and what share of the whole that is."""
    claims = [claim for claim in record.claims.values() if claim.in_force(None)]
    grades = Counter(str(record.grade_of(claim)) for claim in claims)
    bands = Counter(BANDS[claim.credibility] for claim in claims)
    changes = changes_of_hands(record)
    single = [change for change in changes if rests_on_one(change.after.claim, record)]
    near = watched(record)
    watched_changes = [change for change in changes if change.after.place.id in near]
    watched_single = [change for change in single if change.after.place.id in near]
    french = sum(bool(text.fr) for text in texts(record))
    return [
        *((what.replace("_", " "), count, "") for what, count in record.counts().items()),
        *((f"claims graded {name}", count, _percent(count, len(claims))) for name, count in sorted(grades.items())),
        *((f"credibility {band}", bands[band], _percent(bands[band], len(claims))) for band in BAND_NAMES),
        ("changes of hands", len(changes), ""),
        ("changes of hands on a single origin", len(single), _percent(len(single), len(changes))),
        ("changes of hands at the watched places", len(watched_changes), ""),
        (
            "changes of hands there on a single origin",
            len(watched_single),
            _percent(len(watched_single), len(watched_changes)),
        ),
        ("French coverage (texts)", french, f"{french_share(record):.0%}"),
        ("record digest", record.digest, ""),
    ]


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else ""
