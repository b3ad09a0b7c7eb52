"""What could be known of the record by a day: the record as it could have been written then.

The rules, each for what it speaks of:

- **A source** was out from its date; dated to a month or year, from the last day of that. What has no date, or is a
  page of an encyclopaedia, rewritten without end, was out by the day on which we wrote down a row that cites it.
- **A claim or an event** could be known once a source that can report it was out (:func:`known_from`), and not before
  its own day. It is graded by the sources that were out, and cites no other.
- **Public facts**: that a mission holds its own camp, which nobody hides, is known from its own day
  (:func:`is_public`); its sources without a date count from that day.
- **A base's life**: what a mission opens is public from that day; that a base was left or handed over is known from the
  first report of it.
- **What we wrote** was written later: notes are left out, and of other texts every sentence from the first on that
  names a later day.

What is thus left out can be told apart as such: :func:`later`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from geodata.assessors import Assessment
from geodata.dates import PartialDate
from geodata.entities import Base, Bilingual, Claim, Event, Evidence, Source
from geodata.grades import best_of_event
from geodata.mentions import latest_named, said_by
from geodata.record import MAPS, Record
from geodata.support import credibility_by, reporting
from geodata.vocabulary import Camp, Credibility, PlaceKind, Precision, Status

SLACK = {
    Precision.DAY: timedelta(0),
    Precision.MONTH: timedelta(days=31),
    Precision.SEASON: timedelta(days=92),
    Precision.YEAR: timedelta(days=366),
}
"""How far before its placeholder a soft date may lie, so that an early report of it still counts as one."""
ENCYCLOPAEDIA = "agency:wikipedia"
"""Origin whose pages are rewritten without end."""
OF_MISSIONS = (PlaceKind.UN_BASE, PlaceKind.FRENCH_BASE)
"""Sites that a mission opened under its own flag."""
MOST_KEPT = 64
"""Days of which the record as known is kept: some readers who step through them."""
NOTHING = Bilingual("", "")

Cites = Claim | Event | Base


def as_known(record: Record, by: date | None) -> Record:
    """The record as it could have been written by a day, that day included; None asks for all of it.

    From the day on which its last row was written it is the record itself.
    """
    if by is None or by == record.known_on or by >= record.last_changed:
        return record
    return _as_known(record.whole, by)


@lru_cache(maxsize=MOST_KEPT)
def _as_known(record: Record, by: date) -> Record:
    known = {claim.id: _claim_as_known(claim, record, by) for claim in record.claims.values()}
    claims = {name: claim for name, claim in known.items() if claim is not None}
    bases = {base.place_id: _base_as_known(base, record, by) for base in record.bases.values()}
    out = (event for event in record.events.values() if _is_known(event, record, by))
    events = {event.id: _event_as_known(event, record, by) for event in out}
    cited = {name for one in (*claims.values(), *events.values(), *bases.values()) for name in one.source_ids}
    cited |= {source.id for source in record.sources.values() if (day := _published(source)) and day <= by}
    cited = cited.union(*(_originals(record.sources[name], record) for name in cited))
    assessments = (one for one in record.assessments.values() if one.source_id in cited)
    return replace(
        record,
        claims=MAPS(claims),
        evidence=_evidence_of(claims.values(), record),
        bases=MAPS(bases),
        events=MAPS(events),
        assessments=MAPS({one.id: _read_until(one, by) for one in assessments if _was_said(one, record, by)}),
        sources=MAPS({name: replace(source, note="") for name, source in record.sources.items() if name in cited}),
        known_on=by,
        known_of=record,
        gaps=frozenset(name for name in claims if _is_gap(record.claims[name], record, by)),
        unopened=frozenset(name for name, base in bases.items() if _is_unopened(base, record, claims.values())),
    )


def _was_said(one: Assessment, record: Record, by: date) -> bool:
    """Whether an assessment could stand in its source by a day: nobody speaks of a day before it has come.

    A source without a date, as a list that is carried on from year to year, says when at the earliest by what it tells.
    """
    published = _published(record.sources[one.source_id])
    return one.end <= by if published is None else published <= by


def _read_until(one: Assessment, by: date) -> Assessment:
    """A map is read on until its maker's next, of which nobody knows before it comes."""
    return replace(one, end=min(one.end, max(by, one.start)))


def _evidence_of(claims: Iterable[Claim], record: Record) -> Mapping[str, Mapping[str, Evidence]]:
    """What the sources that were out bear out; our notes on them were written later."""
    found = {
        claim.id: {
            name: replace(one, note=NOTHING)
            for name, one in record.evidence.get(claim.id, {}).items()
            if name in claim.source_ids
        }
        for claim in claims
    }
    return MAPS({claim_id: MAPS(by_source) for claim_id, by_source in found.items() if claim_id in record.evidence})


def known_from(claim: Claim, record: Record) -> date | None:
    """The first day on which a claim could be known: the earliest publication of a source that can report it.

    A source published before the claim's day cannot report it; where all of them were (a state inferred to last on),
    the claim can be known from its own day, as a public fact can. None if it is none and no source is dated.
    """
    if is_public(claim, record):
        return claim.valid_from
    told = reporting(claim, record.evidence.get(claim.id), record.sources)
    return first_reported(claim.valid_from, claim.precision, (record.sources[name] for name in told))


def event_known_from(event: Event, record: Record) -> date | None:
    """The first day on which an event could be known, by the rule of :func:`known_from`."""
    return first_reported(event.date, event.precision, _sources(event, record))


def first_reported(day: date, precision: Precision, sources: Iterable[Source]) -> date | None:
    """When the first of some sources that can report what happened on a day was out; None if none is dated."""
    published = [out for source in sources if (out := _published(source))]
    earliest = day - SLACK[precision]
    reporting = [out for out in published if out >= earliest]
    return max(min(reporting, default=day), earliest) if published else None


def is_public(claim: Claim, record: Record) -> bool:
    """Whether a claim says no more than that a mission holds its own camp, which is public from its own day."""
    if not claim.controller or claim.status is not Status.HELD or record.places[claim.place_id].kind not in OF_MISSIONS:
        return False
    return record.actors[claim.controller].camp is Camp.INTERNATIONAL


@dataclass(frozen=True, slots=True)
class Later:
    """What of a claim, an event or a base came only after the day by which the record is known."""

    sources: tuple[Source, ...]
    text: Bilingual
    """What we say of it in full, where some of that was left out."""
    note: Bilingual
    written: date
    """The day on which we wrote the row."""


def later(claim: Claim, record: Record) -> Later:
    """What was published or written about a claim only later; nothing where the record is asked for whole."""
    whole = record.whole.claims[claim.id]
    return Later(
        sources=_later_sources(claim, whole, record),
        text=whole.text if whole.text != claim.text else NOTHING,
        note=whole.note if whole.note != claim.note else NOTHING,
        written=whole.recorded_on,
    )


def later_of_base(base: Base, record: Record) -> Later:
    """The same of a base."""
    whole = record.whole.bases[base.place_id]
    note = whole.note if whole.note != base.note else NOTHING
    return Later(_later_sources(base, whole, record), NOTHING, note, record.whole.last_changed)


def _later_sources(known: Cites, whole: Cites, record: Record) -> tuple[Source, ...]:
    return tuple(record.whole.sources[name] for name in whole.source_ids if name not in known.source_ids)


def _sources(one: Cites, record: Record) -> list[Source]:
    return [record.sources[name] for name in one.source_ids]


def _published(source: Source) -> date | None:
    """The day by which a source was certainly out; None where its date says nothing."""
    return source.published.last if source.published and source.origin != ENCYCLOPAEDIA else None


def _originals(source: Source, record: Record) -> Iterator[str]:
    """The texts that a source reprints or mirrors; they were out before it."""
    while source.origin in record.sources:
        source = record.sources[source.origin]
        yield source.id


def _out(one: Cites, record: Record, by: date, undated: date) -> tuple[str, ...]:
    """The sources of a row that were out by a day.

    Those of which no date says so count from ``undated``, but not before a day that they themselves name.
    """

    def out(source: Source) -> date:
        named = [source.published.last] if source.published else latest_named(source.title, undated)
        return _published(source) or max([undated, *named])

    return tuple(source.id for source in _sources(one, record) if out(source) <= by)


def _claim_as_known(claim: Claim, record: Record, by: date) -> Claim | None:
    if claim.recorded_on <= by:
        return claim
    known = known_from(claim, record)
    if max(known or claim.valid_from, claim.valid_from) > by:
        return None
    if _is_gap(claim, record, by):
        return replace(
            claim,
            controller=None,
            status=Status.UNKNOWN,
            contested_by=(),
            present=(),
            around=(),
            label_change=False,
            credibility=Credibility.UNJUDGED,
            text=NOTHING,
            note=NOTHING,
            source_ids=(),
        )
    undated = claim.valid_from if is_public(claim, record) else claim.recorded_on
    out = _out(claim, record, by, undated)
    text = said_by(claim.text, claim.valid_from, by)
    digit = credibility_by(claim, out, record.evidence.get(claim.id), record.sources, record.actors)
    return replace(claim, source_ids=out, credibility=digit, text=text, note=NOTHING)


def _is_gap(claim: Claim, record: Record, by: date) -> bool:
    return claim.recorded_on > by and claim.status is not Status.UNKNOWN and known_from(claim, record) is None


def _is_known(event: Event, record: Record, by: date) -> bool:
    known = event_known_from(event, record)
    return known is not None and max(known, event.date) <= by


def _event_as_known(event: Event, record: Record, by: date) -> Event:
    told = replace(
        event,
        until=min(event.until, by),
        title=said_by(event.title, event.date, by),
        summary=said_by(event.summary, event.date, by),
        source_ids=_out(event, record, by, record.last_changed),
    )
    return replace(told, credibility=max(event.credibility, best_of_event(told, record.sources)))


def _base_as_known(base: Base, record: Record, by: date) -> Base:
    is_mission = record.places[base.place_id].kind in OF_MISSIONS
    sources = _sources(base, record)

    def reported(day: PartialDate | None) -> PartialDate | None:
        known = day and first_reported(day.first, Precision.DAY, sources)
        return day if known and max(known, day.last) <= by else None

    public = base.opened if base.opened and base.opened.last <= by else None
    opened = public if is_mission else reported(base.opened)
    departed, handed_over = reported(base.departed), reported(base.handed_over)
    return replace(
        base,
        contributors=base.contributors if opened else (),
        opened=opened,
        opened_precision=base.opened_precision if opened else None,
        departed=departed,
        handed_over=handed_over,
        handed_to=base.handed_to if handed_over else NOTHING,
        is_abandoned=base.is_abandoned and departed is not None,
        counted_in_thirteen=base.counted_in_thirteen and departed is not None,
        note=NOTHING,
        source_ids=_out(base, record, by, record.last_changed),
    )


def _is_unopened(base: Base, record: Record, claims: Iterable[Claim]) -> bool:
    """Whether a base known by its opening has neither opened nor been held since, as far as could be known."""
    opening = record.bases[base.place_id].opened
    if base.opened or opening is None:
        return False
    return not any(
        claim.place_id == base.place_id and claim.controller and claim.valid_from >= opening.first for claim in claims
    )
