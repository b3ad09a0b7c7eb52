"""The rows in force that the rules are about: claims with their last day and what goes before, and evidence."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from geodata.entities import Actor, Base, Claim, Evidence, Place, Rivalry
from geodata.faults import Fault
from geodata.period import Period
from geodata.reading import NumberedRow, ReadTable
from geodata.timeline import ONE_DAY
from geodata.vocabulary import Support

Tables = Mapping[str, ReadTable]
CORRECTED = re.compile(r"(Corrected: |Corrigé\s?: ).*$")
"""The end of a note: why a row was put right. It speaks of the row before."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim in force with its row, its last day, and the claim of its place that goes before."""

    row: NumberedRow
    claim: Claim
    until: date
    before: Claim | None

    @property
    def said(self) -> tuple[str, str]:
        """All that its row says, English and French, without why it was corrected."""
        text, note = self.claim.text, self.claim.note
        return (f"{text.en} {CORRECTED.sub('', note.en)}", f"{text.fr} {CORRECTED.sub('', note.fr)}")


@dataclass(frozen=True, slots=True)
class Book:
    """The rows that the rules are about, read once."""

    tables: Tables
    period: Period
    claims: tuple[Standing, ...]
    evidence: Mapping[str, tuple[tuple[NumberedRow, Evidence], ...]]
    rivalries: tuple[Rivalry, ...]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    bases: Mapping[str, Base]

    @classmethod
    def of(cls, tables: Tables, period: Period) -> "Book":
        """Read the rows of sound tables."""
        judged = defaultdict(list)
        for row, one in tables["evidence"].each(Evidence):
            judged[one.claim_id].append((row, one))
        return cls(
            tables=tables,
            period=period,
            claims=tuple(_standing(tables["claims"], period.last)),
            evidence={claim_id: tuple(rows) for claim_id, rows in judged.items()},
            rivalries=tuple(rivalry for _, rivalry in tables["rivals"].each(Rivalry)),
            actors=tables["actors"].keyed(Actor),
            places=tables["places"].keyed(Place),
            bases=tables["bases"].keyed(Base),
        )

    def fault(self, standing: Standing, column: str, allowed: str, found: str | None = None) -> Fault:
        """A fault in a cell of a claim."""
        return self.tables["claims"].fault(standing.row, column, allowed, found)

    def bears_out(self, claim: Claim, what: Support) -> bool:
        """Whether any source of a claim was judged to bear that out."""
        return any(what in one.bears_out for _, one in self.evidence.get(claim.id, ()))

    def are_rivals(self, one: str, other: str, standing: Standing, *, around: bool = False) -> bool:
        """Whether two actors are rivals while a claim holds; ``around`` where one is around the other's place."""
        return any(
            rivalry.sets_apart(one, other, standing.claim.valid_from, standing.until)
            for rivalry in self.rivalries
            if around or not rivalry.only_around
        )


def _standing(table: ReadTable, last: date) -> Iterator[Standing]:
    chains: dict[str, list[tuple[NumberedRow, Claim]]] = defaultdict(list)
    for row, claim in table.each(Claim):
        if claim.in_force(None):
            chains[claim.place_id].append((row, claim))
    for chain in chains.values():
        chain.sort(key=lambda pair: pair[1].valid_from)
        befores = [None, *(claim for _, claim in chain)]
        ends = [*(claim.valid_from - ONE_DAY for _, claim in chain[1:]), last]
        for (row, claim), until, before in zip(chain, ends, befores, strict=False):
            yield Standing(row, claim, until, before)
