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
    actors = {row.cells["actor_id"]: Actor.from_row(row.cells) for row in tables["actors"].rows}
    sources = {row.cells["source_id"]: Source.from_row(row.cells) for row in tables["sources"].rows}
    judged: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for row in tables["evidence"].rows:
        judged[row.cells["claim_id"]][row.cells["source_id"]] = Evidence.from_row(row.cells)
    chains: dict[str, list[tuple[NumberedRow, Claim]]] = defaultdict(list)
    for row in table.rows:
        chains[row.cells["place_id"]].append((row, Claim.from_row(row.cells)))
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
    sources = {row.cells["source_id"]: Source.from_row(row.cells) for row in tables["sources"].rows}
    for row in table.rows:
        event = Event.from_row(row.cells)
        best = best_of_event(event, sources)
        if event.credibility < best:
            yield table.fault(row, "credibility", f"{best} or lower, by the independent origins of its sources")
