"""What must hold between cells, rows and tables: the rules of truth that a single cell cannot show.

Every function yields faults and assumes that each cell is allowed by its schema. The checks run in two
rounds: first that all ids exist and lead somewhere, then everything that follows them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from shapely import Point, prepare, union_all

from geodata import assessing, floors
from geodata.entities import Actor, Claim
from geodata.faults import Fault
from geodata.grades import lineage
from geodata.layer_reading import Layer
from geodata.layer_schema import MASSIF
from geodata.period import Period
from geodata.reading import NumberedRow, ReadTable
from geodata.vocabulary import PlaceKind, Status

Tables = Mapping[str, ReadTable]
Layers = Mapping[str, Layer]
Chain = list[tuple[NumberedRow, Claim]]

BASES_IN_THIRTEEN = 13
"""How many sites the UN counted in the drawdown of 2023."""
BORDER_SLACK_DEGREES = 0.15
"""Mali's simplified border may be some kilometres off; a point this near still counts as inside."""


def faults(tables: Tables, layers: Layers, period: Period, *, awaits_correction: bool = False) -> list[Fault]:
    """Everything wrong between the rows of sound tables and layers; an empty list if nothing is.

    A record that awaits a correction may have sources that nobody names yet.
    """
    found = [*_duplicate_keys(tables), *_dangling_ids(tables), *_origin_cycles(tables), *_successor_cycles(tables)]
    found += [*_unfollowed(tables, layers), *_without_place(tables), *_without_region(layers)]
    if found:
        return found
    checks = (_untranslated, _actor_spans, _claim_shapes, _label_changes, _evidence, _rivals)
    found = [] if awaits_correction else [*_orphan_sources(tables)]
    found += [fault for check in checks for fault in check(tables)]
    found += [*_claim_chains(tables, period.first), *floors.faults(tables), *_event_spans(tables)]
    found += [*assessing.faults(tables)]
    return [*found, *_positions(tables, layers), *_bases(tables)]


def _duplicate_keys(tables: Tables) -> Iterator[Fault]:
    for table in tables.values():
        first_line: dict[tuple[str, ...], int] = {}
        for row in table.rows:
            key = table.table.key_of(row.cells)
            if key in first_line:
                yield table.fault(row, table.key, f"a key used once; line {first_line[key]} has it too")
            first_line.setdefault(key, row.line)


def _ids(tables: Tables, table: str) -> set[str]:
    return {row.cells[tables[table].key] for row in tables[table].rows}


def _dangling_ids(tables: Tables) -> Iterator[Fault]:
    ids = {name: _ids(tables, name) for name in tables}
    for table in tables.values():
        for column, target in table.table.references().items():
            for row in table.rows:
                missing = [item for item in row.cells[column].split(";") if item and item not in ids[target]]
                for item in missing:
                    yield table.fault(row, column, f"an id in tables/{target}.csv", f"unknown id '{item}'")
    for row in tables["sources"].rows:
        origin = row.cells["origin"]
        if origin and not origin.startswith("agency:") and origin not in ids["sources"]:
            yield tables["sources"].fault(row, "origin", "an id in tables/sources.csv or agency:NAME")


def _unfollowed(tables: Tables, layers: Layers) -> Iterator[Fault]:
    places = _ids(tables, "places")
    for commune in layers["communes"].said:
        if commune["follows"] and commune["follows"] not in places:
            yield Fault(
                "layers/communes.geojson",
                0,
                "follows",
                f"'{commune['follows']}' at {commune['name']}",
                "an id in tables/places.csv, or null",
            )


def _origin_cycles(tables: Tables) -> Iterator[Fault]:
    table = tables["sources"]
    origin = {row.cells["source_id"]: row.cells["origin"] for row in table.rows}
    for row in table.rows:
        seen, at = set(), row.cells["source_id"]
        while at in origin and at not in seen:
            seen.add(at)
            at = origin[at]
        if at in seen:
            yield table.fault(row, "origin", "an original that does not lead back to itself")


def _successor_cycles(tables: Tables) -> Iterator[Fault]:
    """An actor carries on those before it, never itself, by whatever names in between."""
    table = tables["actors"]
    before = {row.cells["actor_id"]: row.cells["successor_of"].split(";") for row in table.rows}
    for row in table.rows:
        seen: set[str] = set()
        waiting = [*before[row.cells["actor_id"]]]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += before.get(name, [])
        if row.cells["actor_id"] in seen:
            yield table.fault(row, "successor_of", "actors before it, none of which leads back to itself")


def _without_place(tables: Tables) -> Iterator[Fault]:
    if MASSIF not in _ids(tables, "places"):
        yield Fault(tables["places"].file, 0, "place_id", f"no '{MASSIF}'", "the place that the massif shows")


def _without_region(layers: Layers) -> Iterator[Fault]:
    regions = {region["name"] for region in layers["regions"].said}
    for commune in layers["communes"].said:
        if commune["region"] not in regions:
            found, allowed = f"'{commune['region']}' at {commune['name']}", "a name in layers/regions.geojson"
            yield Fault("layers/communes.geojson", 0, "region", found, allowed)


def _orphan_sources(tables: Tables) -> Iterator[Fault]:
    used = {
        item
        for name in ("claims", "bases", "events")
        for row in tables[name].rows
        for item in row.cells["source_ids"].split(";")
    }
    used |= {row.cells["origin"] for row in tables["sources"].rows} | assessing.cited(tables)
    for row in tables["sources"].rows:
        if row.cells["source_id"] not in used:
            allowed = "a source that a claim, base, event, assessment or source names"
            yield tables["sources"].fault(row, "source_id", allowed)


def _untranslated(tables: Tables) -> Iterator[Fault]:
    """Every text is there in both languages, or in neither."""
    for table in tables.values():
        stems = [column.removesuffix("_fr") for column in table.table.columns if column.endswith("_fr")]
        for row in table.rows:
            for stem in stems:
                english, french = row.cells[f"{stem}_en"], row.cells[f"{stem}_fr"]
                if english and not french:
                    yield table.fault(row, f"{stem}_fr", f"the French of {stem}_en", "nothing")
                if french and not english:
                    yield table.fault(row, f"{stem}_en", f"the English of {stem}_fr", "nothing")


def _actor_spans(tables: Tables) -> Iterator[Fault]:
    for row, actor in tables["actors"].each(Actor):
        if actor.start and actor.end and actor.end.last < actor.start.first:
            yield tables["actors"].fault(row, "until", f"a date not before '{actor.start.text}'")


def _claim_shapes(tables: Tables) -> Iterator[Fault]:
    """Holder, presence and contestation are three things, and each status has its shape."""
    table = tables["claims"]
    for row, claim in table.each(Claim):
        rivals, allowed = len(claim.contested_by), None
        if claim.status is Status.UNKNOWN and claim.controller:
            yield table.fault(row, "controller", "empty where the status is unknown")
        if claim.status.is_held and not claim.controller:
            yield table.fault(row, "controller", f"an actor where the status is {claim.status}", "nothing")
        if claim.status is Status.BESIEGED and not claim.around:
            yield table.fault(row, "around", "who rings it, where the status is besieged", "nothing")
        if claim.status is not Status.CONTESTED and rivals:
            yield table.fault(row, "contested_by", f"empty where the status is {claim.status}")
        if claim.status is Status.CONTESTED:
            allowed = 1 if claim.controller else 2
        if allowed and rivals < allowed:
            yield table.fault(row, "contested_by", f"at least {allowed} actor(s) here, as the status is contested")
        if claim.controller in claim.present or claim.controller in claim.contested_by:
            yield table.fault(row, "present", "forces other than the controller")
        if claim.controller in claim.around or set(claim.around) & set(claim.present):
            yield table.fault(row, "around", "forces other than the controller and those in the column present")
        if not set(claim.contested_by) <= set(claim.present):
            yield table.fault(row, "contested_by", "forces that also stand in the column present")
        if claim.status is not Status.UNKNOWN and not claim.source_ids:
            yield table.fault(row, "source_ids", f"at least one source for a claim that is {claim.status}", "nothing")
        if claim.withdrawn_on and claim.withdrawn_on < claim.recorded_on:
            yield table.fault(row, "withdrawn_on", f"a day not before '{claim.recorded_on}'")


def _chains(table: ReadTable) -> dict[str, Chain]:
    chains = defaultdict(list)
    for row, claim in table.each(Claim):
        chains[claim.place_id].append((row, claim))
    return chains


def _claim_chains(tables: Tables, first: date) -> Iterator[Fault]:
    """Every place has exactly one claim in force on each day, in today's record and on each day we changed it."""
    table = tables["claims"]
    chains = _chains(table)
    for row in tables["places"].rows:
        chain = chains.get(row.cells["place_id"])
        if not chain:
            yield tables["places"].fault(row, "place_id", "a place with at least one claim in tables/claims.csv")
            continue
        withdrawn = {claim.withdrawn_on for _, claim in chain if claim.withdrawn_on}
        for moment in {None} | withdrawn | {claim.recorded_on for _, claim in chain}:
            in_force = [pair for pair in chain if pair[1].in_force(moment)]
            yield from _overlaps(table, in_force)
            if moment is None or moment in withdrawn:  # before, a place may be half written
                yield from _gap(table, in_force, chain, first)


def _overlaps(table: ReadTable, in_force: Chain) -> Iterator[Fault]:
    first_line: dict[date, int] = {}
    for row, claim in in_force:
        if claim.valid_from in first_line:
            allowed = f"one claim of {claim.place_id} from that day; line {first_line[claim.valid_from]} overlaps it"
            yield table.fault(row, "valid_from", allowed)
        first_line.setdefault(claim.valid_from, row.line)


def _gap(table: ReadTable, in_force: Chain, chain: Chain, first: date) -> Iterator[Fault]:
    if first not in {claim.valid_from for _, claim in in_force}:
        row, claim = min(in_force or chain, key=lambda pair: pair[1].valid_from)
        yield table.fault(
            row,
            "valid_from",
            f"a first claim of {claim.place_id} from {first}, so that there is no gap",
            f"a gap before '{claim.valid_from}'",
        )


def _label_changes(tables: Tables) -> Iterator[Fault]:
    """A change of name is marked as one only between names of one lineage, with nothing else changed."""
    table = tables["claims"]
    actors = tables["actors"].keyed(Actor)
    for chain in _chains(table).values():
        in_force = sorted((pair for pair in chain if pair[1].in_force(None)), key=lambda pair: pair[1].valid_from)
        for position, (row, claim) in enumerate(in_force):
            if not claim.label_change:
                continue
            before = in_force[position - 1][1] if position else None
            if before is None or before.status is not claim.status:
                yield table.fault(row, "label_change", "false where the status changes or nothing goes before")
                continue
            for old, new in ((_holder(before), _holder(claim)), (before.contested_by, claim.contested_by)):
                if not _carry_on(new, old, actors):
                    earlier, after = (" and ".join(names) or "nobody" for names in (old, new))
                    allowed = f"false where the fighters change, here from {earlier} to {after}"
                    yield table.fault(row, "label_change", allowed)


def _holder(claim: Claim) -> tuple[str, ...]:
    return (claim.controller,) if claim.controller else ()


def _carry_on(new: tuple[str, ...], old: tuple[str, ...], actors: Mapping[str, Actor]) -> bool:
    """Whether the new names stand for the same fighters as the old: none lost, none added."""
    lines = {name: lineage(name, actors) for name in new}
    return all(lines[name] & set(old) for name in new) and all(
        any(name in line for line in lines.values()) for name in old
    )


def _evidence(tables: Tables) -> Iterator[Fault]:
    table = tables["evidence"]
    cited = {row.cells["claim_id"]: row.cells["source_ids"].split(";") for row in tables["claims"].rows}
    for row in table.rows:
        if row.cells["source_id"] not in cited[row.cells["claim_id"]]:
            yield table.fault(row, "source_id", f"a source of the claim {row.cells['claim_id']}")


def _rivals(tables: Tables) -> Iterator[Fault]:
    table = tables["rivals"]
    for row in table.rows:
        if both := set(row.cells["side_a"].split(";")) & set(row.cells["side_b"].split(";")):
            yield table.fault(row, "side_b", "actors that are not on the other side", f"'{min(both)}'")
        if row.cells["until"] and row.cells["until"] < row.cells["from"]:
            yield table.fault(row, "until", f"a day not before '{row.cells['from']}'")


def _positions(tables: Tables, layers: Layers) -> Iterator[Fault]:
    table = tables["places"]
    mali = union_all(layers["mali"].shapes).buffer(BORDER_SLACK_DEGREES)
    prepare(mali)
    for row in table.rows:
        lat, lon = row.cells["lat"], row.cells["lon"]
        if bool(lat) != bool(lon):
            yield table.fault(row, "lat" if lat == "" else "lon", "both coordinates or neither", "nothing")
        elif lat and not mali.contains(Point(float(lon), float(lat))):
            yield table.fault(row, "lat", "a position inside Mali; check the signs and the order", f"'{lat}', '{lon}'")
        if bool(lat) != bool(row.cells["position_precision_m"]):
            yield table.fault(row, "position_precision_m", "a number where there is a position, else empty")


def _bases(tables: Tables) -> Iterator[Fault]:
    table = tables["bases"]
    kinds = {row.cells["place_id"]: PlaceKind(row.cells["kind"]) for row in tables["places"].rows}
    have = set()
    for row in table.rows:
        place_id = row.cells["place_id"]
        have.add(place_id)
        if not kinds[place_id].is_base:
            yield table.fault(row, "place_id", f"a UN base, French base or army camp, not a {kinds[place_id]}")
        if bool(row.cells["opened"]) != bool(row.cells["opened_precision"]):
            yield table.fault(row, "opened_precision", "a precision where there is an opening, else empty")
        if bool(row.cells["handed_over"]) != bool(row.cells["handed_to_en"]):
            yield table.fault(row, "handed_to_en", "who received it where it was handed over, else empty")
    for row in tables["places"].rows:
        if kinds[row.cells["place_id"]].is_base and row.cells["place_id"] not in have:
            yield tables["places"].fault(row, "place_id", "a base with a row in tables/bases.csv")
    counted = Counter(row.cells["counted_in_thirteen"] for row in table.rows)["true"]
    if counted != BASES_IN_THIRTEEN:
        yield Fault(table.file, 0, "counted_in_thirteen", f"{counted} true", f"{BASES_IN_THIRTEEN} true")


def _event_spans(tables: Tables) -> Iterator[Fault]:
    for row in tables["events"].rows:
        if row.cells["until"] and row.cells["until"] < row.cells["date"]:
            yield tables["events"].fault(row, "until", f"a day not before '{row.cells['date']}'")
