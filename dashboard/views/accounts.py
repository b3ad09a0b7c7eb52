"""Who says what of a place, beside the card's own claim: every account with its days, its words and its source."""

from dash import html

from dashboard.text import Text
from dashboard.told.others import assessed_in_words, days_in_words, form_name, opinion_in_words
from dashboard.told.words import assessor_name
from geodata.agreement import DISAGREEING, Meeting, meetings
from geodata.entities import Claim
from geodata.record import Record
from geodata.timeline import State, Timeline


def accounts(state: State, met: list[Meeting], record: Record, text: Text) -> html.Details | None:
    """What others say of a place while a state of ours lasts, folded; None where nobody else says anything.

    Parameters
    ----------
    met
        The meetings of the place, as :func:`met_at` gives them.
    """
    here = [one for one in met if one.state is state]
    if not here:
        return None
    against = sum(one.opinion in DISAGREEING for one in here)
    said = text("What others say: {count}", count=len(here))
    if against:
        said = text("What others say: {count}, of whom {against} otherwise", count=len(here), against=against)
    rows = [_row(one, record, text) for one in here]
    return html.Details([html.Summary(said), html.Ul(rows, className="accounts")], className="fold")


def met_at(place_id: str, timeline: Timeline) -> list[Meeting]:
    """Where the accounts of a place meet our states of it; nowhere where the view is another's."""
    return [] if timeline.record.assessor else [*meetings(timeline, place_id)]


def said_by(claim: Claim, record: Record, text: Text) -> list[object]:
    """What the assessor whose view it is says of a place, for which days; it is not ours to grade."""
    days = days_in_words(record.assessments[claim.id], text)
    said = text("What {assessor} says, for {days}", assessor=assessor_name(record, text), days=days)
    return [html.H3(said), html.P(text.of(claim.text), className="claim")]


def _row(met: Meeting, record: Record, text: Text) -> html.Li:
    one, source = met.assessment, record.sources[met.assessment.source_id]
    link = html.A(source.title, href=source.url, target="_blank", rel="noopener noreferrer nofollow")
    shared = " · " + text("our claim cites it too") if met.shares_source else ""
    parts: list[object] = [
        html.Strong(text.of(record.assessors[one.assessor_id].short)),
        f", {days_in_words(one, text)}: {assessed_in_words(one, record, text)}. ",
        html.Span(text.of(one.words), className="words"),
        html.Div(
            [
                f"{opinion_in_words(met.opinion, text)} · {form_name(one.form, text)} · ",
                link if source.url else source.title,
                shared,
            ],
            className="account against" if met.opinion in DISAGREEING else "account",
        ),
    ]
    return html.Li(parts)
