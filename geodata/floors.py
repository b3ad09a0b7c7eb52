"""That no claim and no event is graded better than its sources allow."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from geodata.entities import Actor, Claim, Event, Evidence, Source
from geodata.faults import Fault
from geodata.grades import best_of_event
from geodata.reading import NumberedRow, ReadTable
from geodata.support import backing, best_allowed

Tables = Mapping[str, ReadTable]


def faults(tables: Tables) -> Iterator[Fault]:
    """A fault for every grade that is better than the rule allows, in sound tables."""
    yield from _claims(tables)
    yield from _events(tables)


def _claims(tables: Tables) -> Iterator[Fault]:
    table = tables["claims"]
    actors = tables["actors"].keyed(Actor)
    sources = tables["sources"].keyed(Source)
    judged: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for _, one in tables["evidence"].each(Evidence):
        judged[one.claim_id][one.source_id] = one
    chains: dict[str, list[tuple[NumberedRow, Claim]]] = defaultdict(list)
    for row, claim in table.each(Claim):
        chains[claim.place_id].append((row, claim))
    for chain in chains.values():
        renamed: Claim | None = None
        for row, claim in sorted(chain, key=lambda pair: pair[1].valid_from):
            read = judged.get(claim.id)
            digit = renamed.credibility if renamed and claim.label_change else None
            best = best_allowed(claim, read, sources, actors, digit)
            if claim.credibility < best:
                rests_on = backing(claim, read, sources)
                counted = len(rests_on.counted)
                allowed = f"{best} or lower: {counted} source(s) bear it out, {len(rests_on.against)} contradict it"
                yield table.fault(row, "credibility", f"{allowed}; parties for themselves not counted")
            renamed = claim if claim.in_force(None) else renamed


def _events(tables: Tables) -> Iterator[Fault]:
    table = tables["events"]
    sources = tables["sources"].keyed(Source)
    for row, event in table.each(Event):
        best = best_of_event(event, sources)
        if event.credibility < best:
            yield table.fault(row, "credibility", f"{best} or lower, by the independent origins of its sources")
