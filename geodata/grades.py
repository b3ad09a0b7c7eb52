"""How sure we are: the part of a claim's grade that can be computed from its sources.

The rule, in the order in which it is applied to the sources of one claim:

1. Sources that reprint or mirror one text are one source, and so are all texts of one publisher and all
   texts that speak for one party. What counts is the *origin*.
2. The letter of a claim is the best reliability among its sources; F (cannot be judged) only if all are F.
3. The number may not be better than the sources allow:

   - 1 (confirmed) needs three independent origins of reliability C or better, one of them A or B;
   - 2 (probably true) needs two independent origins of C or better;
   - 3 (possibly true) needs one origin of B or better, or any two origins;
   - 4 (doubtful) is the best for one weak origin, and for the word of a party for itself alone;
   - 6 (cannot be judged) is the best where there is no source, or the claim is inferred.

   5 (improbable) is never computed: an editor sets it where better sources contradict the claim.
4. A party's word for itself is left out of the count. "For itself" means the claim makes that party the
   holder; a party's word against its own interest counts like anyone's.

An editor may grade a claim lower than that, never higher: ``python -m geodata check`` refuses it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from geodata.entities import Actor, Claim, Event, Source
from geodata.letters import folded
from geodata.vocabulary import Credibility, Reliability

GOOD = (Reliability.A, Reliability.B)
FAIR = (*GOOD, Reliability.C)
FOR_CONFIRMED, FOR_PROBABLE = 3, 2


@dataclass(frozen=True, slots=True)
class Grade:
    """Admiralty grade of a claim: the reliability of its best source, and its own credibility."""

    reliability: Reliability
    credibility: Credibility

    def __str__(self) -> str:
        """As it is written: ``B2``."""
        return f"{self.reliability}{self.credibility}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a grade written like ``B2``.

        Raises
        ------
        ValueError
            If it is not a letter A to F followed by a digit 1 to 6.
        """
        letters, numbers = "".join(Reliability), "".join(Credibility)
        if len(text) != len("B2") or text[0].upper() not in letters or text[1] not in numbers:
            raise ValueError(f"'{text}' is not a grade; write a letter A to F and a digit 1 to 6, such as B2")
        return cls(Reliability(text[0].upper()), Credibility(text[1]))

    def reaches(self, least: "Grade") -> bool:
        """Whether it is at least as good in both parts. What cannot be judged (F, 6) reaches only itself."""
        return self.reliability <= least.reliability and self.credibility <= least.credibility


def party_of(source: Source, sources: Mapping[str, Source]) -> str | None:
    """The actor whose word a source is: its own party, or that of the text it reprints."""
    while source.party is None and source.origin in sources:
        source = sources[source.origin]
    return source.party


def voices_of(source: Source, sources: Mapping[str, Source]) -> set[str]:
    """Name the voices behind a source: ``agency:NAME`` of the publisher it goes back to, and ``party:ID`` if any."""
    party = party_of(source, sources)
    while source.origin in sources:
        source = sources[source.origin]
    return {source.origin or f"agency:{slug(source.publisher)}", *([f"party:{party}"] if party else [])}


@lru_cache(maxsize=4096)
def slug(name: str) -> str:
    """Reduce a name to its plain letters and digits.

    >>> slug("Algérie 360")
    'algerie360'
    """
    return "".join(letter for letter in folded(name) if letter.isascii() and letter.isalnum())


def lineage(actor_id: str, actors: Mapping[str, Actor]) -> frozenset[str]:
    """The actor and every actor whose fighters it carries on, however many names ago."""
    found, waiting = set(), [actor_id]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(actors[name].successor_of)
    return frozenset(found)


def independent_origins(
    claim: Claim, sources: Mapping[str, Source], actors: Mapping[str, Actor]
) -> dict[str, Reliability]:
    """The origins behind a claim's sources, each with its best reliability; parties for themselves are left out."""
    own = lineage(claim.controller, actors) if claim.controller else frozenset()
    told = (sources[source_id] for source_id in claim.source_ids)
    return origins_of((source for source in told if party_of(source, sources) not in own), sources)


def origins_of(told: Iterable[Source], sources: Mapping[str, Source]) -> dict[str, Reliability]:
    """The origins behind some sources, each with its best reliability.

    Sources that share a voice are one origin, and so are those that share one with a third.
    """
    origins: list[tuple[set[str], Reliability]] = []
    for source in told:
        voices, best = voices_of(source, sources), source.reliability
        for origin in [origin for origin in origins if origin[0] & voices]:
            origins.remove(origin)
            voices, best = voices | origin[0], min(best, origin[1])
        origins.append((voices, best))
    return {max(voices): best for voices, best in origins}  # a party's name before an agency's


def best_credibility(origins: Iterable[Reliability], *, has_source: bool) -> Credibility:
    """The best credibility that independent origins of these reliabilities allow, by rule 3."""
    origins = list(origins)
    fair = sum(origin in FAIR for origin in origins)
    good = sum(origin in GOOD for origin in origins)
    if not has_source:
        return Credibility.UNJUDGED
    if fair >= FOR_CONFIRMED and good:
        return Credibility.CONFIRMED
    if fair >= FOR_PROBABLE:
        return Credibility.PROBABLE
    if good or len(origins) >= FOR_PROBABLE:
        return Credibility.POSSIBLE
    return Credibility.DOUBTFUL


def best_of_event(event: Event, sources: Mapping[str, Source]) -> Credibility:
    """The best credibility that its sources allow an event, of which nobody is the holder."""
    origins = origins_of((sources[source_id] for source_id in event.source_ids), sources)
    return best_credibility(origins.values(), has_source=bool(event.source_ids))


def grade(claim: Claim, sources: Mapping[str, Source]) -> Grade:
    """The grade of a claim as it is shown: letter from its sources, number from its row."""
    letters = [sources[source_id].reliability for source_id in claim.source_ids]
    return Grade(min(letters, default=Reliability.F), claim.credibility)
