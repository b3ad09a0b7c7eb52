"""The only reader of the record: load it, validate all of it, freeze it.

A record is a folder with ``record.toml``, ``tables/`` (CSV, edited by hand) and ``layers/`` (GeoJSON, built). Either
all of it is sound and you get a :class:`Record`, or you get a :class:`~geodata.faults.RecordError` that names every
fault.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache, wraps
from pathlib import Path
from types import MappingProxyType
from typing import Concatenate, ParamSpec, TypeVar

from geodata import consistency
from geodata.about import outside, read_about
from geodata.assessors import Assessment, Assessor
from geodata.entities import Actor, Base, Bilingual, Claim, Event, Evidence, Place, Rivalry, Source
from geodata.faults import RecordError
from geodata.files import Files, read_files
from geodata.grades import Grade, grade, independent_origins
from geodata.layer_reading import Frames, read_layers
from geodata.period import Period
from geodata.reading import ReadTable, read_tables
from geodata.support import Backing, backing

HOME = Path(__file__).parent
"""The record that comes with the package."""

MAPS = MappingProxyType
Answer = TypeVar("Answer")
Asked = ParamSpec("Asked")


@dataclass(frozen=True, eq=False)
class Record:
    """A sound record. Mappings are read-only and keep the order of the tables.

    It is equal to itself alone, so that what is worked out once for a record can be kept under it.
    """

    title: Bilingual
    """What it is called."""
    period: Period
    """The days that it covers, and how far what it tells of them reaches."""
    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]
    places: Mapping[str, Place]
    claims: Mapping[str, Claim]
    evidence: Mapping[str, Mapping[str, Evidence]]
    """What each source of a claim bears out, by claim and then by source; only claims that were read are here."""
    rivals: Mapping[str, Rivalry]
    bases: Mapping[str, Base]
    events: Mapping[str, Event]
    assessors: Mapping[str, Assessor]
    """Who else has published who held what."""
    assessments: Mapping[str, Assessment]
    """What they say, rows that were withdrawn among them."""
    layers: Frames
    """The ground as GeoDataFrames by name, each made when it is asked for."""
    files: Files
    """What it was read from: whatever happens to the folder, it can be handed out as it was read."""
    known_on: date | None = None
    """The day by which it could have been written so, or None; see :mod:`geodata.knowing`."""
    known_of: "Record | None" = None
    """The record that it is then a part of."""
    gaps: frozenset[str] = frozenset()
    """Claims of which nothing tells when they could be known: from their day on nothing is, and they say nothing."""
    unopened: frozenset[str] = frozenset()
    """Bases that had not been opened as far as anyone could know."""
    assessor: str | None = None
    """Whose view it is, where it is not ours: its claims are then that assessor's; see :mod:`geodata.assessed`."""
    own: "Record | None" = None
    """Our own record, of which that is another view."""

    @property
    def digest(self) -> str:
        """Twelve hex digits over every file of the record: the version of the data."""
        return self.files.digest

    @property
    def whole(self) -> "Record":
        """The record with all that is known today."""
        return self.known_of or self

    @property
    def ground(self) -> "Record":
        """The record whose places and layers these are, however much of it is known and whoever speaks."""
        return self.whole.own or self.whole

    @cached_property
    def last_changed(self) -> date:
        """The last day on which a claim was written or withdrawn: the date of this version of the record."""
        return max(claim.withdrawn_on or claim.recorded_on for claim in self.whole.claims.values())

    @cached_property
    def claims_of(self) -> Mapping[str, tuple[Claim, ...]]:
        """Every claim of each place, withdrawn ones too, by the day from which it holds."""
        chains: dict[str, list[Claim]] = {place_id: [] for place_id in self.places}
        for claim in sorted(self.claims.values(), key=lambda claim: claim.valid_from):
            chains[claim.place_id].append(claim)
        return MAPS({place_id: tuple(chain) for place_id, chain in chains.items()})

    def grade_of(self, claim: Claim) -> Grade:
        """The grade of a claim as it is given here: of one as known on a day, by the sources that were then out."""
        return grade(claim, self.whole.sources)

    @cached_property
    def grades(self) -> Mapping[str, Grade]:
        """The grade of every claim."""
        return MAPS({claim.id: self.grade_of(claim) for claim in self.claims.values()})

    @cached_property
    def lines(self) -> Mapping[str, frozenset[str]]:
        """For every actor all names of its line: those that succession joins to it, back and on, in however many steps.

        Where several names became one, they are one line: fighters are not followed one by one.
        """
        lines = {name: {name} for name in self.actors}
        for actor in self.actors.values():
            joined = set().union(*(lines[name] for name in (actor.id, *actor.successor_of)))
            lines |= dict.fromkeys(joined, joined)
        return MAPS({name: frozenset(line) for name, line in lines.items()})

    def backing(self, claim: Claim) -> Backing:
        """Which of its sources bear out a claim as it is given, and which contradict it."""
        return backing(claim, self.whole.evidence.get(claim.id), self.whole.sources)

    def origins(self, claim: Claim) -> int:
        """How many independent origins bear out a claim; a holder's word for itself counts for none."""
        counted = replace(claim, source_ids=self.backing(claim).counted)
        return len(independent_origins(counted, self.whole.sources, self.actors))

    def counts(self) -> dict[str, int]:
        """How many of each are in the record: claims in force, those withdrawn apart; and the bases in the thirteen."""
        if self.own:
            return self.own.counts()
        tables = ("actors", "sources", "places", "claims", "bases", "events", "assessors", "assessments")
        counts = {table: len(getattr(self, table)) for table in tables}
        withdrawn = sum(not claim.in_force(None) for claim in self.claims.values())
        counts |= {"claims": len(self.claims) - withdrawn, "claims_withdrawn": withdrawn}
        return counts | {"bases_in_thirteen": sum(base.counted_in_thirteen for base in self.bases.values())}


def of_the_ground(
    most: int,
) -> Callable[[Callable[Concatenate[Record, Asked], Answer]], Callable[Concatenate[Record, Asked], Answer]]:
    """Keep what a function makes of places and layers alone: they are the same however much of a record is known."""

    def keeping(
        make: Callable[Concatenate[Record, Asked], Answer],
    ) -> Callable[Concatenate[Record, Asked], Answer]:
        kept = lru_cache(maxsize=most)(make)

        @wraps(make)
        def made(record: Record, *asked: Asked.args, **named: Asked.kwargs) -> Answer:
            return kept(record.ground, *asked, **named)

        return made

    return keeping


def load(folder: Path = HOME, *, awaits_correction: bool = False) -> Record:
    """Read, validate and freeze the record in a folder.

    Parameters
    ----------
    folder : Path
        With the record's tables and layers.
    awaits_correction : bool
        Whether there may be sources that nobody names yet.

    Raises
    ------
    RecordError
        With one fault for everything that is wrong, if anything is.
    """
    return from_files(read_files(folder), awaits_correction=awaits_correction)


def from_files(files: Files, *, awaits_correction: bool = False) -> Record:
    """Validate and freeze a record whose files have been read; as :func:`load`."""
    tables, faults = read_tables(files)
    layers, layer_faults = read_layers(files)
    about, about_faults = read_about(files, tables)
    faults += [*layer_faults, *files.faults, *about_faults, *(outside(tables, about.period) if about else ())]
    if faults or about is None:
        raise RecordError(faults)
    if faults := consistency.faults(tables, layers, about.period, awaits_correction=awaits_correction):
        raise RecordError(faults)
    return Record(
        title=about.title,
        period=about.period,
        actors=MAPS(tables["actors"].keyed(Actor)),
        sources=MAPS(tables["sources"].keyed(Source)),
        places=MAPS(tables["places"].keyed(Place)),
        claims=MAPS(tables["claims"].keyed(Claim)),
        evidence=_evidence(tables["evidence"]),
        rivals=MAPS(tables["rivals"].keyed(Rivalry)),
        bases=MAPS(tables["bases"].keyed(Base)),
        events=MAPS(tables["events"].keyed(Event)),
        assessors=MAPS(tables["assessors"].keyed(Assessor)),
        assessments=MAPS(tables["assessments"].keyed(Assessment)),
        layers=Frames(layers),
        files=files,
    )


def _evidence(table: ReadTable) -> Mapping[str, Mapping[str, Evidence]]:
    found: dict[str, dict[str, Evidence]] = {}
    for _, one in table.each(Evidence):
        found.setdefault(one.claim_id, {})[one.source_id] = one
    return MAPS({claim_id: MAPS(by_source) for claim_id, by_source in found.items()})


@lru_cache(maxsize=1)
def default_record() -> Record:
    """The record that comes with the package, loaded once."""
    return load()
