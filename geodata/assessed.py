"""As another sees it: the record with one assessor's assessments in the place of our claims.

Places, ground, events and the life of bases stay as they are: they are no judgement of who holds what. A day of which
the assessor says nothing is *not assessed*, which is not the same as unknown. Grades and freshness are judgements of
ours about our claims, so nothing of another's is left out for them.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from geodata.assessors import Assessment
from geodata.entities import Bilingual, Claim
from geodata.knowing import as_known
from geodata.record import MAPS, Record
from geodata.vocabulary import Credibility

MOST_KEPT = 64
"""Views of assessors that are kept, each with the day by which it could be known."""
ONE_DAY = timedelta(days=1)


def as_assessed(record: Record, assessor: str, by: date | None = None) -> Record:
    """The record as an assessor sees it, as far as that was published by a day; None asks for all of it.

    Raises
    ------
    KeyError
        If there is no such assessor.
    """
    return _as_assessed(record.ground, assessor, by)


@lru_cache(maxsize=MOST_KEPT)
def _as_assessed(record: Record, assessor: str, by: date | None) -> Record:
    said = record.assessors[assessor]
    claims = {one.id: _claim(one) for one in record.assessments.values() if one.assessor_id == said.id}
    theirs = {"evidence": MAPS({}), "assessor": said.id, "own": record, "gaps": frozenset()}
    whole = replace(record, claims=MAPS(claims), **theirs)
    if by is None or by >= record.last_changed:
        return whole
    known = as_known(record, by)
    out = {name: claim for name, claim in claims.items() if name in known.assessments}
    return replace(known, claims=MAPS(out), known_of=whole, **theirs)


def _claim(one: Assessment) -> Claim:
    return Claim(
        id=one.id,
        place_id=one.place_id,
        valid_from=one.start,
        precision=one.precision,
        controller=one.holder,
        status=one.status,
        contested_by=one.contested_by,
        present=one.contested_by,
        around=one.around,
        label_change=False,
        credibility=Credibility.UNJUDGED,
        text=one.words,
        note=Bilingual("", ""),
        source_ids=(one.source_id,),
        recorded_on=one.recorded_on,
        withdrawn_on=one.withdrawn_on,
    )


def assessed_days(record: Record, place_id: str, recorded_by: date | None) -> Iterator[tuple[date, date, Claim | None]]:
    """The days of the record in order, first and last of each part, with what the assessor says of a place then.

    None stands for days that are not assessed.
    """
    day, last = record.period.first, record.period.last
    for claim in record.claims_of[place_id]:
        if not claim.in_force(recorded_by):
            continue
        if claim.valid_from > day:
            yield day, claim.valid_from - ONE_DAY, None
        end = record.assessments[claim.id].end
        yield claim.valid_from, end, claim
        day = end + ONE_DAY
    if day <= last:
        yield day, last, None
