"""Who else says who held what, and what they say: assessors and their assessments, as frozen values."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from geodata.entities import Bilingual, Row, items, optional_day
from geodata.vocabulary import AssessmentForm, AssessorKind, Opinion, Precision, Reading, Status


@dataclass(frozen=True, slots=True)
class Assessor:
    """An organisation, a party to the war or a desk that has published who held what."""

    id: str
    name: Bilingual
    short: Bilingual
    kind: AssessorKind
    actor: str | None
    """The actor that it is, where it is a party."""
    url: str
    licence: str
    note: Bilingual

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Read a valid row of the table assessors."""
        return cls(
            id=row["assessor_id"],
            name=Bilingual.of(row, "name"),
            short=Bilingual.of(row, "short"),
            kind=AssessorKind(row["kind"]),
            actor=row["actor"] or None,
            url=row["url"],
            licence=row["licence"],
            note=Bilingual.of(row, "note"),
        )


@dataclass(frozen=True, slots=True)
class Assessment:
    """Who held a place from one day to another, both included, as one assessor sees it."""

    id: str
    assessor_id: str
    place_id: str
    start: date
    end: date
    precision: Precision
    holder: str | None
    status: Status
    contested_by: tuple[str, ...]
    around: tuple[str, ...]
    form: AssessmentForm
    read: Reading
    words: Bilingual
    opinion: Opinion | None
    """What it says of our claim, where it has said so."""
    source_id: str
    recorded_on: date
    withdrawn_on: date | None

    @classmethod
    def from_row(cls, row: Row) -> Self:
        """Read a valid row of the table assessments."""
        return cls(
            id=row["assessment_id"],
            assessor_id=row["assessor_id"],
            place_id=row["place_id"],
            start=date.fromisoformat(row["from"]),
            end=date.fromisoformat(row["until"]),
            precision=Precision(row["precision"]),
            holder=row["holder"] or None,
            status=Status(row["status"]),
            contested_by=items(row["contested_by"]),
            around=items(row["around"]),
            form=AssessmentForm(row["form"]),
            read=Reading(row["read"]),
            words=Bilingual.of(row, "words"),
            opinion=Opinion(row["opinion"]) if row["opinion"] else None,
            source_id=row["source_id"],
            recorded_on=date.fromisoformat(row["recorded_on"]),
            withdrawn_on=optional_day(row["withdrawn_on"]),
        )

    @property
    def forces(self) -> frozenset[str]:
        """Whom it names at the place, as its holder or as a rival in it."""
        return frozenset((*((self.holder,) if self.holder else ()), *self.contested_by))
