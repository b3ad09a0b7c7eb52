"""How a claim was judged: who else could have held the place, and which of its sources speak against each of them.

The rule is that of competing hypotheses: the one with the least against it comes first, however much is for another.

1. The candidates are the holder of the claim; whom the claim names as contesting the place, in it or, where it is
   besieged, around it; the holder before; the holders whom others name for those days; and nobody. A name of the
   holder's own line is the holder, unless the claim sets the two against each other.
2. A source counts by its row of evidence alone, and only if it is near in time. Where that says nothing, neither do we.
3. What bears out the holder is consistent with that holder, and inconsistent with everyone else: a place has one
   controller at most. Where the claim names no single holder, what bears out the contest is consistent with that.
4. What contradicts a claim that a place is held is inconsistent with the holder, and says nothing of the others. Where
   it is besieged or contested the row does not tell whether it is the holder that is denied, or the siege or contest,
   so it says nothing here; the claim then assumes that the text is wrong.

The assumptions on which a claim rests are read from its row, its sources and its evidence in the same way.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from geodata.agreement import Meeting
from geodata.confirming import stale_from
from geodata.entities import Claim, Evidence
from geodata.record import Record
from geodata.statistics import rests_on_one
from geodata.timeline import State
from geodata.vocabulary import Nearness, Reading, Status, Support


class Bearing(StrEnum):
    """What a source is to a hypothesis."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    NEITHER = "neither"


class Assumption(StrEnum):
    """What must be true for a claim to hold, though its sources do not say so."""

    LASTED = "lasted"
    """It lasted beyond the day from which it counts as stale."""
    DATE = "date"
    """It began on the day that stands for a month, a season or a year."""
    UPPER_HAND = "upper hand"
    """In a contest the holder, or nobody, has the upper hand."""
    ONE_ORIGIN = "one origin"
    """The one independent origin that bears it out is right."""
    OWN_WORD = "own word"
    """The holder's word for itself is true."""
    SHARED_VOICE = "shared voice"
    """Some of the texts that bear it out share a voice, and are counted as one."""
    CONTRADICTED = "contradicted"
    """The texts that contradict it are wrong."""
    FAR = "far"
    """What texts from far in time say was so then."""
    TITLES = "titles"
    """Texts say what their titles say: no more was seen of any that counts."""
    SAME_FIGHTERS = "same fighters"
    """Those who took the new name are those who held the place."""
    INFERRED = "inferred"
    """It is so though no text that it cites bears it out."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """That one actor, or nobody, held the place."""

    holder: str | None
    is_claimed: bool
    """Whether it is what the claim says."""
    bearings: tuple[Bearing, ...]
    """What each source is to it, in the order of :attr:`Judgement.evidence`."""

    @property
    def against(self) -> int:
        """How many sources are inconsistent with it."""
        return self.bearings.count(Bearing.INCONSISTENT)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The hypotheses about a claim, held against each source of it that was read."""

    evidence: tuple[Evidence, ...]
    """Its rows of evidence, in the order of its sources; none where it was not read."""
    hypotheses: tuple[Hypothesis, ...]
    """The one with the least against it first; of equals the claim's own, then as they are named."""


def judged(state: State, before: State | None, met: Iterable[Meeting], record: Record) -> Judgement | None:
    """How the claim behind a state was judged; None where there is none or it names neither a holder nor a contest.

    Parameters
    ----------
    before
        The state before, if there is one.
    met
        Where accounts of others meet the state.
    """
    claim = state.shown
    if claim is None or claim.status is Status.UNKNOWN or record.assessor:
        return None
    rows = record.whole.evidence.get(claim.id, {})
    evidence = tuple(rows[name] for name in claim.source_ids if name in rows)
    named = [*_named(claim), before.controller if before else None, *(one.assessment.holder for one in met)]
    own, line = claim.controller, record.lines.get(claim.controller, frozenset())
    apart = {*claim.contested_by, *_besiegers(claim)}
    others = [name for name in dict.fromkeys(named) if name and (name in apart or name not in line)]
    found = [
        Hypothesis(name, name == own, tuple(_bearing(one, claim, name) for one in evidence))
        for name in dict.fromkeys((own, *others, None))
    ]
    return Judgement(evidence, tuple(sorted(found, key=lambda one: (one.against, not one.is_claimed))))


def _named(claim: Claim) -> tuple[str, ...]:
    return (*claim.contested_by, *_besiegers(claim), *claim.present)


def _besiegers(claim: Claim) -> tuple[str, ...]:
    return claim.around if claim.status is Status.BESIEGED else ()


def _bearing(one: Evidence, claim: Claim, holder: str | None) -> Bearing:
    """What a row of evidence is to the hypothesis that somebody, or None, is the holder."""
    if one.near is Nearness.FAR:
        return Bearing.NEITHER
    if Support.CONTRADICTS in one.bears_out:
        is_denied = holder == claim.controller and (claim.status is Status.HELD or holder is None)
        return Bearing.INCONSISTENT if is_denied else Bearing.NEITHER
    if (Support.HOLDER if claim.controller else Support.CONTEST) not in one.bears_out:
        return Bearing.NEITHER
    if holder == claim.controller:
        return Bearing.CONSISTENT
    return Bearing.INCONSISTENT if claim.controller else Bearing.NEITHER


def assumptions(state: State, record: Record) -> tuple[Assumption, ...]:
    """On what the claim behind a state rests beside its sources, in the order of :class:`Assumption`."""
    claim = state.shown
    if claim is None or claim.status is Status.UNKNOWN or record.assessor:
        return ()
    found = {*_of_the_row(claim), *_of_the_sources(claim, record)}
    if stale_from(state, record):
        found.add(Assumption.LASTED)
    return tuple(one for one in Assumption if one in found)


def _of_the_row(claim: Claim) -> Iterator[Assumption]:
    if claim.precision.is_soft:
        yield Assumption.DATE
    if claim.status is Status.CONTESTED:
        yield Assumption.UPPER_HAND
    if claim.label_change:
        yield Assumption.SAME_FIGHTERS


def _of_the_sources(claim: Claim, record: Record) -> Iterator[Assumption]:
    rests_on, rows = record.backing(claim), record.whole.evidence.get(claim.id, {})
    if not rests_on.counted:
        yield Assumption.INFERRED
    elif rests_on_one(claim, record):
        yield Assumption.ONE_ORIGIN if record.origins(claim) else Assumption.OWN_WORD
    elif len(rests_on.counted) > record.origins(claim):
        yield Assumption.SHARED_VOICE
    if rests_on.against:
        yield Assumption.CONTRADICTED
    if rests_on.far and not rests_on.near:
        yield Assumption.FAR
    if rests_on.is_read and rests_on.counted and all(rows[name].read is Reading.TITLE for name in rests_on.counted):
        yield Assumption.TITLES
