"""When we wrote what: the day of a claim's row, and the rows that stood in its place before and were withdrawn."""

from dash import html

from dashboard.text import Text
from dashboard.told.words import named
from geodata.corrections import reason, revision
from geodata.entities import Bilingual, Claim
from geodata.record import Record
from geodata.timeline import State


def written(state: State, record: Record, text: Text) -> list[object]:
    """What a card says of it; nothing where the record is shown as known on an earlier day, which is another clock."""
    if record.known_on is not None:
        return []
    claim = state.shown
    parts: list[object] = []
    if claim:
        parts.append(html.P(text("Written on {day}.", day=text.day(claim.recorded_on)), className="written"))
    if earlier := withdrawn(state, record):
        summary = html.Summary(text("Withdrawn rows: {count}", count=len(earlier)))
        lines = [html.Li(_told(one, record, text)) for one in earlier]
        parts.append(html.Details([summary, html.Ul(lines)], className="fold withdrawn"))
    return parts


def withdrawn(state: State, record: Record) -> list[Claim]:
    """The withdrawn rows of a place that were about the days of a state, or earlier readings of its claim."""
    stem = revision(state.claim.id)[0] if state.claim else ""
    return [
        claim
        for claim in record.claims_of[state.place.id]
        if claim.withdrawn_on and (state.since <= claim.valid_from <= state.until or revision(claim.id)[0] == stem)
    ]


def _told(claim: Claim, record: Record, text: Text) -> list[object]:
    when = text.when(claim.valid_from, claim.precision)
    said = named(text.of(claim.text), record, text) if claim.text.en else text("unknown: no source says who held it")
    days = text(
        "Written on {written}, withdrawn on {withdrawn}.",
        written=text.day(claim.recorded_on),
        withdrawn=text.day(claim.withdrawn_on),
    )
    parts: list[object] = [text("{when}: {said}", when=when, said=said), " ", html.Span(days, className="quiet")]
    why = text.of(_why(claim, record))
    return [*parts, " ", html.Span(text("Reason: {why}", why=why), className="quiet")] if why else parts


def _why(claim: Claim, record: Record) -> Bilingual:
    """The reason as it stands in the row that came in its place, or in its own where none did."""
    stem, number = revision(claim.id)
    later = [other for other in record.claims_of[claim.place_id] if revision(other.id)[0] == stem]
    following = min(
        (other for other in later if revision(other.id)[1] > number), key=lambda one: revision(one.id)[1], default=claim
    )
    return reason({"note_en": following.note.en, "note_fr": following.note.fr})
