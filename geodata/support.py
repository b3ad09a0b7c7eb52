"""Support, not mention: which sources of a claim bear it out, and the best digit that they allow.

What a source bears out of a claim was judged by reading it (the table evidence). It counts toward the digit if it bears
out what the status says: the holder where a place is held; the holder or the ring where it is besieged; the contest,
or the holder that has the upper hand, where it is contested; the contest alone where nobody holds it.

1. What counts and is near in time is graded by the table of :mod:`geodata.grades`.
2. Where the only texts that count are far in time, 4 is the best.
3. Where none counts, the claim is inferred: 6, and by U1 it then names no holder.
4. A near text that contradicts the claim lowers 1 to 2, 2 to 3 and 3 to 4.
5. A new name is never better than both its own support and the claim that it renames.

A claim **not yet read** has no evidence. Until it has, each of its sources is taken to bear it out; it is near if it is
undated, or published from a year before the claim's first day to a year and a half after. A claim withdrawn unread is
held to the rule of its day, by which every source counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from geodata.entities import Actor, Claim, Evidence, Source
from geodata.grades import best_credibility, independent_origins
from geodata.vocabulary import Credibility, Nearness, Status, Support

BEFORE, AFTER = timedelta(days=366), timedelta(days=548)
"""How far from the first day of a claim a source not yet read for it may be published and still be near."""
LOWERED = {
    Credibility.CONFIRMED: Credibility.PROBABLE,
    Credibility.PROBABLE: Credibility.POSSIBLE,
    Credibility.POSSIBLE: Credibility.DOUBTFUL,
}
"""What a digit becomes where a text contradicts the claim; the others stay."""
Judged = Mapping[str, Evidence]


@dataclass(frozen=True, slots=True)
class Backing:
    """The sources of a claim by what they do for it, each as ids in the order of the claim."""

    near: tuple[str, ...]
    """Bear it out, near in time: these are graded."""
    far: tuple[str, ...]
    """Bear it out, but from far in time."""
    against: tuple[str, ...]
    """Contradict it, near in time."""
    is_read: bool
    """Whether that was judged by reading; else it is filled by the rule."""

    @property
    def counted(self) -> tuple[str, ...]:
        """The sources that the claim rests on: the near ones, or where there are none the far ones."""
        return self.near or self.far


def backing(claim: Claim, judged: Judged | None, sources: Mapping[str, Source]) -> Backing:
    """Which sources of a claim bear it out, by its rows of evidence or, if it has none, by the rule."""
    if judged is None:
        near = tuple(name for name in claim.source_ids if claim.withdrawn_on or _is_near(sources[name], claim))
        return Backing(near, tuple(name for name in claim.source_ids if name not in near), (), is_read=False)
    read = [judged[name] for name in claim.source_ids if name in judged]
    counted = [one for one in read if _counts(one, claim)]
    return Backing(
        near=tuple(one.source_id for one in counted if one.near is not Nearness.FAR),
        far=tuple(one.source_id for one in counted if one.near is Nearness.FAR),
        against=tuple(
            one.source_id for one in read if Support.CONTRADICTS in one.bears_out and one.near is not Nearness.FAR
        ),
        is_read=True,
    )


def reporting(claim: Claim, judged: Judged | None, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The sources that can tell of a claim: those that bear it out, near or far; all of them where nobody holds it."""
    if claim.status is Status.UNKNOWN or judged is None:
        return claim.source_ids
    rests_on = backing(claim, judged, sources)
    return (*rests_on.near, *rests_on.far) or claim.source_ids


def credibility_by(
    claim: Claim,
    considered: tuple[str, ...],
    judged: Judged | None,
    sources: Mapping[str, Source],
    actors: Mapping[str, Actor],
) -> Credibility:
    """The digit of a claim where only some of its sources are considered: the row's, or the best that these allow.

    A new name rests on the claim that it renames too: whatever was out then counts for it.
    """
    if considered == claim.source_ids:
        return claim.credibility
    fewer = replace(claim, source_ids=considered)
    if claim.label_change and claim.status is not Status.UNKNOWN:
        origins = independent_origins(fewer, sources, actors)
        return max(claim.credibility, best_credibility(origins.values(), has_source=bool(considered)))
    return max(claim.credibility, best_allowed(fewer, judged, sources, actors))


def _is_near(source: Source, claim: Claim) -> bool:
    out = source.published
    return out is None or (out.last >= claim.valid_from - BEFORE and out.first <= claim.valid_from + AFTER)


def _counts(one: Evidence, claim: Claim) -> bool:
    """Whether a text bears out what the status of the claim says."""
    if claim.status is Status.CONTESTED:
        return Support.CONTEST in one.bears_out or bool(claim.controller and Support.HOLDER in one.bears_out)
    if claim.status is Status.BESIEGED:
        return bool({Support.HOLDER, Support.RING} & one.bears_out)
    return Support.HOLDER in one.bears_out


def best_allowed(
    claim: Claim,
    judged: Judged | None,
    sources: Mapping[str, Source],
    actors: Mapping[str, Actor],
    renamed: Credibility | None = None,
) -> Credibility:
    """The best digit that its sources allow a claim; ``renamed`` is the digit of the claim that it renames, if it does.

    Parameters
    ----------
    claim
        Only the sources that it cites are looked at, so that it may be asked about with fewer.
    judged
        Its rows of evidence by source, or None if it was not read.
    """
    if claim.status is Status.UNKNOWN:
        return Credibility.UNJUDGED
    rests_on = backing(claim, judged, sources)
    best = _by_support(claim, rests_on, sources, actors)
    if rests_on.against:
        best = LOWERED.get(best, best)
    return best if renamed is None else min(best, renamed)


def _by_support(
    claim: Claim, rests_on: Backing, sources: Mapping[str, Source], actors: Mapping[str, Actor]
) -> Credibility:
    if not rests_on.counted:
        return Credibility.UNJUDGED
    if not rests_on.near:
        return Credibility.DOUBTFUL
    origins = independent_origins(replace(claim, source_ids=rests_on.near), sources, actors)
    return best_credibility(origins.values(), has_source=True)
