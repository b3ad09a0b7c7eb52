"""The written tests of ``docs/method.md`` as checks over the rows in force: what the record says must keep them.

Each rule has its word (U1, H2 …), what it asks, and a function that yields a fault for every row that breaks it.
``python -m geodata check`` counts them. A record that breaks one can still be read: it is sound, but not right.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from geodata import garrisons
from geodata.entities import Actor, Claim, Event
from geodata.faults import Fault
from geodata.period import Period
from geodata.standing import Book, Tables
from geodata.statistics import is_read_place
from geodata.vocabulary import Credibility, Precision, Status, Support

INFERRED = re.compile(
    r"inferred|assumed|extrapolated|taken to pass|derived from the chain|not found|no (source|report) names",
    re.IGNORECASE,
)
DEDUCED = re.compile(
    r"déduit|supposé|extrapol|introuvable|non trouvé|aucune source ne nomme|aucun rapport ne (nomme|cite|mentionne)",
    re.IGNORECASE,
)
"""Words by which a text says that nobody told so."""
RINGED = re.compile(r"encircl|blockad|\bringed\b|besieg|under siege", re.IGNORECASE)
ENCIRCLED = re.compile(r"encercl|blocus|assiég", re.IGNORECASE)
"""Words by which a text says that a place is besieged."""
BESIDE = re.compile(r"side by side|by consent|with (the|their) consent|shelter", re.IGNORECASE)
"""Words by which a text says that rivals were in one place in peace."""
YEAR_ONLY = re.compile(r"gives? the year|the year only|only the year", re.IGNORECASE)


def _unjudged(book: Book) -> Iterator[Fault]:
    for one in book.claims:
        claim = one.claim
        is_unjudged = claim.credibility is Credibility.UNJUDGED
        if claim.status is Status.UNKNOWN and not is_unjudged:
            yield book.fault(one, "credibility", "6 where the status is unknown")
        elif is_unjudged and claim.status is not Status.UNKNOWN and not claim.label_change:
            yield book.fault(one, "controller", "nobody where the grade is 6, unless only a name changes")


def _inferred(book: Book) -> Iterator[Fault]:
    for one in book.claims:
        if one.claim.controller and one.claim.credibility < Credibility.IMPROBABLE:
            for words, text in zip((INFERRED, DEDUCED), one.said, strict=True):
                if found := words.search(text):
                    allowed = "a grade of 5 or 6 beside a text that says that nobody told so"
                    yield book.fault(one, "credibility", allowed, f"'{one.claim.credibility}' beside '{found[0]}'")
                    break


def _inside(book: Book) -> Iterator[Fault]:
    for one in book.claims:
        if one.claim.status.is_held and not BESIDE.search(one.said[0]):
            for force in one.claim.present:
                if book.are_rivals(one.claim.controller, force, one):
                    allowed = f"no rival of {one.claim.controller} in a place that is {one.claim.status}"
                    yield book.fault(one, "present", allowed, f"'{force}'")


def _around(book: Book) -> Iterator[Fault]:
    for one in book.claims:
        claim = one.claim
        for force in claim.around if claim.controller else ():
            if not book.are_rivals(claim.controller, force, one, around=True):
                yield book.fault(one, "around", f"rivals of {claim.controller} at that time", f"'{force}'")
        told = next((found[0] for words, text in _ring_words(claim) if (found := words.search(text))), None)
        if told and claim.status is Status.HELD and not claim.around:
            yield book.fault(one, "status", "besieged, or who is around, where the text says so", f"held, '{told}'")
        if claim.status is Status.BESIEGED and claim.id in book.evidence and not book.bears_out(claim, Support.RING):
            yield book.fault(one, "status", "besieged only where a source bears out the ring")


def _ring_words(claim: Claim) -> tuple[tuple[re.Pattern[str], str], ...]:
    return ((RINGED, claim.text.en), (ENCIRCLED, claim.text.fr))


def _contested(book: Book) -> Iterator[Fault]:
    for one in book.claims:
        claim = one.claim
        if claim.status is not Status.CONTESTED:
            continue
        sides = [(claim.controller, force) for force in claim.contested_by if claim.controller]
        sides = sides or [*combinations(claim.contested_by, 2)]
        told = book.bears_out(claim, Support.CONTEST)
        if not told and not any(book.are_rivals(*pair, one, around=True) for pair in sides):
            yield book.fault(
                one, "contested_by", "rivals at that time by tables/rivals.csv, or a source that bears out the contest"
            )


def _precise(book: Book) -> Iterator[Fault]:
    for one in book.claims:
        claim = one.claim
        if YEAR_ONLY.search(one.said[0]) and claim.precision is not Precision.YEAR:
            yield book.fault(one, "precision", "year where the text says that only the year is told")
        dated = claim.label_change or claim.valid_from == book.period.first or claim.status is Status.UNKNOWN
        needs_date = claim.precision is Precision.DAY and not dated and claim.id in book.evidence
        if needs_date and not book.bears_out(claim, Support.DATE):
            yield book.fault(one, "precision", "day only where a source bears out the date")


def _own_years(book: Book) -> Iterator[Fault]:
    for one in book.claims:
        for column in ("controller", "contested_by", "present", "around"):
            for name in filter(None, one.row.cells[column].split(";")):
                actor = book.actors[name]
                if _outside(actor, one.claim.valid_from, one.until):
                    yield book.fault(one, column, f"{name} {_years(actor)}", f"'{name}' to {one.until}")
    table = book.tables["events"]
    for row, event in table.each(Event):
        for name in event.actor_ids:
            if _outside(book.actors[name], event.date, event.date):
                yield table.fault(row, "actor_ids", f"{name} {_years(book.actors[name])}", f"'{name}' on {event.date}")


def _outside(actor: Actor, first: date, last: date) -> bool:
    too_early = actor.start is not None and first < actor.start.first
    return too_early or (actor.end is not None and last > actor.end.last)


def _years(actor: Actor) -> str:
    return f"from {actor.start.text if actor.start else 'ever'} to {actor.end.text if actor.end else 'now'} only"


def _signs(book: Book) -> Iterator[Fault]:
    table = book.tables["actors"]
    sign_of: dict[str, str] = {}
    camp_of: dict[str, str] = {}
    for row in table.rows:
        camp, sign = row.cells["camp"], row.cells["symbol"]
        if sign_of.setdefault(camp, sign) != sign:
            yield table.fault(row, "symbol", f"'{sign_of[camp]}', the sign of the camp {camp}")
        elif camp_of.setdefault(sign, camp) != camp:
            yield table.fault(row, "symbol", f"a sign of its own for the camp {camp}; it is that of {camp_of[sign]}")


def _read(book: Book) -> Iterator[Fault]:
    for one in book.claims:
        claim = one.claim
        judged = {evidence.source_id for _, evidence in book.evidence.get(claim.id, ())}
        must = is_read_place(book.places[claim.place_id])
        if (must or judged) and (missing := [name for name in claim.source_ids if name not in judged]):
            yield book.fault(one, "source_ids", "sources judged in tables/evidence.csv", f"'{missing[0]}'")


@dataclass(frozen=True, slots=True)
class Rule:
    """One written test: its word, what it asks, and what breaks it."""

    word: str
    asks: str
    breaks: Callable[[Book], Iterator[Fault]]


RULES = (
    Rule("U1", "a grade of 6 names no holder, unless only a name changes", _unjudged),
    Rule("U1", "no text that says inferred stands beside a holder with a grade better than 5", _inferred),
    Rule("H2", "no rival is in a place that is held or besieged", _inside),
    Rule("B1", "what is around is a rival, and a place told besieged is shown so", _around),
    Rule("C1", "who contests a place is a rival at that time, or a source tells the contest", _contested),
    Rule("precision", "no date is finer than its sources give it", _precise),
    Rule("town and base", "the rows of a base and of its town name the same forces, or say why not", garrisons.apart),
    Rule("own years", "no actor is there before it was formed or after its end", _own_years),
    Rule("camp and sign", "each camp has one sign of its own", _signs),
    Rule("evidence", "every source is judged by reading at the places named for it, and at every base", _read),
)
"""Every rule, in the order in which they are printed."""


def breaches(tables: Tables, period: Period) -> dict[Rule, list[Fault]]:
    """The rows that break each rule; every rule is there, most with none."""
    book = Book.of(tables, period)
    return {rule: [*rule.breaks(book)] for rule in RULES}
