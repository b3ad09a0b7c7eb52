"""What must hold of assessors and their assessments: their days, their shapes, and that no map of theirs backs a claim.

Every function yields faults and assumes sound cells and ids that lead somewhere, as :mod:`geodata.consistency` does.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from geodata.assessors import Assessment, Assessor
from geodata.entities import Source
from geodata.faults import Fault
from geodata.reading import NumberedRow, ReadTable
from geodata.vocabulary import AssessmentForm, AssessorKind, Status

Tables = Mapping[str, ReadTable]
CITING = ("claims", "bases", "events")
"""The tables whose rows rest on sources."""


def faults(tables: Tables) -> Iterator[Fault]:
    """Everything wrong with the two tables, of which each may be empty."""
    for check in (_parties, _silent, _days, _shapes, _overlaps, _maps_as_sources):
        yield from check(tables)


def cited(tables: Tables) -> set[str]:
    """The sources in which assessments stand."""
    return {row.cells["source_id"] for row in tables["assessments"].rows}


def _parties(tables: Tables) -> Iterator[Fault]:
    table = tables["assessors"]
    for row, assessor in table.each(Assessor):
        if (assessor.kind is AssessorKind.PARTY) != (assessor.actor is not None):
            yield table.fault(row, "actor", "the actor that it is where the kind is party, else empty")


def _silent(tables: Tables) -> Iterator[Fault]:
    named = {row.cells["assessor_id"] for row in tables["assessments"].rows}
    for row in tables["assessors"].rows:
        if row.cells["assessor_id"] not in named:
            yield tables["assessors"].fault(row, "assessor_id", "an assessor with a row in tables/assessments.csv")


def _days(tables: Tables) -> Iterator[Fault]:
    """Nobody speaks of a day after publishing; only a map is read on, until its maker's next."""
    table, sources = tables["assessments"], tables["sources"].keyed(Source)
    for row, one in table.each(Assessment):
        if one.end < one.start:
            yield table.fault(row, "until", f"a day not before '{one.start}'")
        published = sources[one.source_id].published
        if published and one.start > published.last:
            yield table.fault(row, "from", f"a day not after its source was published, {published.text}")
        elif published and one.end > published.last and one.form is not AssessmentForm.MAP:
            yield table.fault(row, "until", f"a day not after its source was published, {published.text}")
        if one.withdrawn_on and one.withdrawn_on < one.recorded_on:
            yield table.fault(row, "withdrawn_on", f"a day not before '{one.recorded_on}'")


def _shapes(tables: Tables) -> Iterator[Fault]:
    table = tables["assessments"]
    for row, one in table.each(Assessment):
        if one.status is Status.UNKNOWN:
            yield table.fault(row, "status", "held, besieged or contested; where it says nothing there is no row")
        elif one.status.is_held and not one.holder:
            yield table.fault(row, "holder", f"an actor where the status is {one.status}", "nothing")
        if one.status is Status.BESIEGED and not one.around:
            yield table.fault(row, "around", "who rings it, where the status is besieged", "nothing")
        least = (1 if one.holder else 2) if one.status is Status.CONTESTED else 0
        if len(one.contested_by) < least:
            yield table.fault(row, "contested_by", f"at least {least} actor(s) here, as the status is contested")
        if one.contested_by and not least:
            yield table.fault(row, "contested_by", f"empty where the status is {one.status}")
        if one.holder in (*one.contested_by, *one.around):
            yield table.fault(row, "holder", "another force than those that contest or ring the place")


def _overlaps(tables: Tables) -> Iterator[Fault]:
    """An assessor says one thing of a place on a day."""
    table = tables["assessments"]
    said: dict[tuple[str, str], list[tuple[NumberedRow, Assessment]]] = defaultdict(list)
    for row, one in table.each(Assessment):
        if one.withdrawn_on is None:
            said[one.assessor_id, one.place_id].append((row, one))
    for rows in said.values():
        rows.sort(key=lambda pair: pair[1].start)
        for (earlier, before), (row, after) in pairwise(rows):
            if after.start <= before.end:
                allowed = f"a day after '{before.end}', the last of line {earlier.line} on the same place"
                yield table.fault(row, "from", allowed)


def _maps_as_sources(tables: Tables) -> Iterator[Fault]:
    """A map of another's is a fact about its maker: nothing of the record rests on it."""
    rests_on = {name for table in CITING for row in tables[table].rows for name in row.cells["source_ids"].split(";")}
    table = tables["assessments"]
    for row, one in table.each(Assessment):
        if one.form is AssessmentForm.MAP and one.source_id in rests_on:
            yield table.fault(row, "source_id", "a map that no claim, base or event cites")
