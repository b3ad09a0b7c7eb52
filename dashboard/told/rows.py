"""The rows of the records view: claims, events and sources in words, as far as filter and lens let them be seen.

A row holds plain text only, so that what is downloaded is what is shown. ``view`` and ``url`` are not shown: they lead
to the map, and out; nor is ``colour``, which is seen beside the name of the holder. What only a download has, ids,
addresses and dates as whole days, has its column in it alone.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise
from urllib.parse import urlencode

from dashboard.asked.state import ViewState
from dashboard.asked.view import Table
from dashboard.text import Text
from dashboard.told.names import region_name
from dashboard.told.words import cited, named
from geodata.dates import PartialDate
from geodata.entities import Claim, Event, Source
from geodata.events import seen_events
from geodata.grades import party_of
from geodata.knowing import later
from geodata.record import Record
from geodata.statistics import rests_on_one
from geodata.timeline import State, Timeline
from geodata.vocabulary import EventCategory, Precision, Status

Row = dict[str, str | int]
LIST = ", "


def rows(table: Table, timeline: Timeline, state: ViewState, text: Text) -> list[Row]:
    """The rows of a table that a view shows, in the order of the record; see the functions below for the columns."""
    made: dict[Table, Callable[[Timeline, ViewState, Text], list[Row]]] = {
        Table.CLAIMS: claim_rows,
        Table.EVENTS: event_rows,
        Table.SOURCES: source_rows,
    }
    return made[table](timeline, state, text)


def claim_rows(timeline: Timeline, state: ViewState, text: Text) -> list[Row]:
    """One row a claim.

    Columns: ``place, region, from, until, precision, holder, before, status, contested_by, present, grade, single,
    claim, note, sources``; of the download ``from_day, place_id, claim_id, source_ids, addresses``; hidden ``view``,
    the query that leads to the claim's first day, and ``colour``, that of the holder. ``before`` is who held the place
    on the eve; it is empty where nobody is named, and where the record begins.
    """
    return [_claim_row(before, span, timeline.record, text) for before, span in _seen_spans(timeline, state)]


def seen_claims(timeline: Timeline, state: ViewState) -> list[State]:
    """The states that rest on a claim which the lens shows and the chosen place, and the filter, keep.

    The claim that ends what the filter chose is kept too: it says how it was lost.
    """
    return [span for _, span in _seen_spans(timeline, state)]


def _seen_spans(timeline: Timeline, state: ViewState) -> list[tuple[State, State]]:
    """The same, each after the state before it; the first of a place stands before itself."""
    record = timeline.record
    return [
        (before, span)
        for name, spans in timeline.spans.items()
        for before, span in pairwise((spans[0], *spans))
        if span.shown and state.filter.keeps_either(before, span, record) and state.place in (None, name)
    ]


def _claim_row(before: State, span: State, record: Record, text: Text) -> Row:
    claim: Claim = span.claim
    held_before = [before.controller] if before is not span and before.controller else []
    sources = [record.sources[source_id] for source_id in claim.source_ids]
    is_single = not record.assessor and claim.status is not Status.UNKNOWN and rests_on_one(claim, record)
    return {
        "place": text.of(span.place.name),
        "region": region_name(span.place.region, record, text) if span.place.region else "",
        "from": date_in_figures(claim.valid_from, claim.precision),
        "until": span.until.isoformat() if span.until < record.period.last else "",
        "precision": precision_name(claim.precision, text),
        "holder": short_names([claim.controller] if claim.controller else [], record, text),
        "before": short_names(held_before, record, text),
        "status": status_name(claim.status, text),
        "contested_by": short_names(claim.contested_by, record, text),
        "present": short_names((name for name in claim.present if name not in claim.contested_by), record, text),
        "grade": "" if record.assessor else str(record.grade_of(claim)),
        "single": text("yes") if is_single else "",
        "claim": text.of(claim.text),
        "note": _note(claim, record, text),
        "sources": "; ".join(cited(source) for source in sources),
        "from_day": claim.valid_from.isoformat(),
        "place_id": span.place.id,
        "claim_id": claim.id,
        "source_ids": LIST.join(claim.source_ids),
        "addresses": " ".join(source.url for source in sources if source.url),
        "view": urlencode({"view": "map", "on": claim.valid_from.isoformat(), "place": span.place.id}),
        "colour": record.actors[claim.controller].colour if claim.controller else "",
    }


def _note(claim: Claim, record: Record, text: Text) -> str:
    return named(text.of(claim.note), record, text) or _left_out(later(claim, record).note.en, text)


def _left_out(written: str, text: Text) -> str:
    """Says that there is something which we wrote only after the day asked for."""
    return text("written later") if written else ""


def event_rows(timeline: Timeline, state: ViewState, text: Text) -> list[Row]:
    """One row an event.

    Columns: ``date, until, category, title, summary, places, actors, sources``; of the download ``date_day, precision,
    event_id, place_ids, source_ids, addresses``; hidden ``view``.
    """
    return [
        _event_row(event, timeline.record, text)
        for event in seen_events(timeline.record, state.filter, state.known)
        if state.place is None or state.place in event.place_ids
    ]


def _event_row(event: Event, record: Record, text: Text) -> Row:
    leads_to = {"view": "map", "on": event.date.isoformat()}
    sources = [record.sources[source_id] for source_id in event.source_ids]
    return {
        "date": date_in_figures(event.date, event.precision),
        "until": event.until.isoformat() if event.until > event.date else "",
        "category": category_name(event.category, text),
        "title": text.of(event.title),
        "summary": text.of(event.summary),
        "places": LIST.join(text.of(record.places[place_id].name) for place_id in event.place_ids),
        "actors": short_names(event.actor_ids, record, text),
        "sources": "; ".join(cited(source) for source in sources),
        "date_day": event.date.isoformat(),
        "precision": precision_name(event.precision, text),
        "event_id": event.id,
        "place_ids": LIST.join(event.place_ids),
        "source_ids": LIST.join(event.source_ids),
        "addresses": " ".join(source.url for source in sources if source.url),
        "view": urlencode(leads_to | ({"place": event.place_ids[0]} if event.place_ids else {})),
    }


def source_rows(timeline: Timeline, state: ViewState, text: Text) -> list[Row]:
    """One row a source.

    Columns: ``published, publisher, title, language, reliability, party, reprint, claims, events, note``; of the
    download ``published_day, precision, source_id, address``; hidden ``url``. Where a filter, a lens or a place is
    chosen, only the sources that the rows left over cite.
    """
    record = timeline.record
    claims = _cited_by(span.claim for span in seen_claims(timeline, state))
    events = _cited_by(
        event for event in seen_events(record, state.filter, state.known) if state.place in (None, *event.place_ids)
    )
    is_whole = state.filter.is_empty and state.lens == type(state.lens)() and state.place is None
    return [
        _source_row(source, claims.get(source.id, 0), events.get(source.id, 0), record, text)
        for source in record.sources.values()
        if is_whole or source.id in claims or source.id in events
    ]


def _cited_by(citing: Iterable[Claim | Event]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in citing:
        for source_id in one.source_ids:
            counts[source_id] = counts.get(source_id, 0) + 1
    return counts


def _source_row(source: Source, claims: int, events: int, record: Record, text: Text) -> Row:
    party = party_of(source, record.sources)
    return {
        "published": source.published.text if source.published else "",
        "publisher": source.publisher,
        "title": source.title,
        "language": text.tongue(source.language),
        "reliability": str(source.reliability),
        "party": short_names([party] if party else [], record, text),
        "reprint": text("yes") if source.origin else "",
        "claims": claims,
        "events": events,
        "note": named(source.note, record, text) or _left_out(record.whole.sources[source.id].note, text),
        "published_day": source.published.first.isoformat() if source.published else "",
        "precision": precision_name(_precision(source.published), text) if source.published else "",
        "source_id": source.id,
        "address": source.url,
        "url": source.url,
    }


def _precision(published: PartialDate) -> Precision:
    return (Precision.YEAR, Precision.MONTH, Precision.DAY)[published.text.count("-")]


def date_in_figures(day: object, precision: Precision) -> str:
    """A date as figures that sort, no more exact than it is known: ``2014-05-21``, ``2014-05``, ``≈ 2014-05``.

    >>> from datetime import date
    >>> date_in_figures(date(2014, 7, 1), Precision.SEASON)
    '≈ 2014-07'
    """
    whole = day.isoformat()
    return {
        Precision.DAY: whole,
        Precision.MONTH: whole[:7],
        Precision.SEASON: f"≈ {whole[:7]}",
        Precision.YEAR: whole[:4],
    }[precision]


def short_names(actor_ids: Iterable[str], record: Record, text: Text) -> str:
    """Short names of actors in a row."""
    return LIST.join(text.of(record.actors[actor_id].short) for actor_id in actor_ids)


def precision_name(precision: Precision, text: Text) -> str:
    """How exactly a date is known, in a word."""
    return {
        Precision.DAY: text("day"),
        Precision.MONTH: text("month"),
        Precision.SEASON: text("season"),
        Precision.YEAR: text("year"),
    }[precision]


def status_name(status: Status, text: Text) -> str:
    """How a place is held, in a word."""
    return {
        Status.HELD: text("held"),
        Status.BESIEGED: text("besieged"),
        Status.CONTESTED: text("contested"),
        Status.UNKNOWN: text("unknown"),
    }[status]


def category_name(category: EventCategory, text: Text) -> str:
    """What sort of event it is, in a word or two."""
    return {
        EventCategory.CONFLICT: text("Fighting"),
        EventCategory.CONTROL: text("Change of hands"),
        EventCategory.POLITICS: text("Politics"),
        EventCategory.AGREEMENT: text("Accord or truce"),
        EventCategory.UN: text("UN"),
        EventCategory.INTERNATIONAL: text("Foreign states"),
        EventCategory.BASE: text("Base"),
        EventCategory.ARMED_GROUP: text("Armed group"),
        EventCategory.HUMANITARIAN: text("People in need"),
    }[category]
