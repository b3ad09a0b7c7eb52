"""How a claim was judged: who else could have held the place, against each source, and what the claim assumes."""

from dash import html

from dashboard.text import Text
from dashboard.told.hypotheses import (
    SIGNS,
    assumption_in_words,
    bearing_in_words,
    hypothesis_in_words,
    rule_in_words,
    signs_in_words,
)
from dashboard.told.words import cited
from geodata.agreement import Meeting
from geodata.hypotheses import Bearing, Hypothesis, Judgement, assumptions, judged
from geodata.record import Record
from geodata.timeline import State


def judgement(
    state: State, before: State | None, met: list[Meeting], record: Record, text: Text
) -> html.Details | None:
    """How the claim behind a state was judged, folded; None where it names neither a holder nor a contest.

    Parameters
    ----------
    before
        The state before, if there is one.
    met
        Where accounts of others meet the place.
    """
    found = judged(state, before, [one for one in met if one.state is state], record)
    if found is None:
        return None
    parts = [html.Summary(text("How it was judged")), *_matrix(found, state, record, text)]
    if rests_on := assumptions(state, record):
        lines = [html.Li(assumption_in_words(one, state, record, text)) for one in rests_on]
        parts += [html.H3(text("What it assumes")), html.Ul(lines, className="assumptions")]
    return html.Details(parts, className="fold judgement")


def _matrix(found: Judgement, state: State, record: Record, text: Text) -> list[object]:
    """The hypotheses against the sources, which are numbered; a sentence where none was read."""
    if not found.evidence:
        return [html.P(text("No source was read for it, so nothing is held against who else could have held it."))]
    names = [cited(record.whole.sources[one.source_id]) for one in found.evidence]
    head = [
        html.Th(text("Who held it"), scope="col"),
        *(html.Th(str(number), scope="col") for number, _ in enumerate(names, 1)),
        html.Th(text("Against"), scope="col"),
    ]
    rows = [_row(one, state, record, text) for one in found.hypotheses]
    table = html.Table([html.Thead(html.Tr(head)), html.Tbody(rows)], className="hypotheses")
    wide = html.Div(
        table, className="matrix", tabIndex=0, role="region", **{"aria-label": text("Hypotheses against sources")}
    )
    key = [html.Span(f"{number} {name}") for number, name in enumerate(names, 1)]
    return [
        wide,
        html.P(signs_in_words(text), className="note"),
        html.P(key, className="note numbered"),
        html.P(rule_in_words(text), className="note"),
    ]


def _row(one: Hypothesis, state: State, record: Record, text: Text) -> html.Tr:
    name = html.Th(hypothesis_in_words(one, state, record, text), scope="row")
    cells = [html.Td(_sign(bearing, text), className=str(bearing)) for bearing in one.bearings]
    claimed = "claimed" if one.is_claimed else None
    return html.Tr([name, *cells, html.Td(text.number(one.against), className="against")], className=claimed)


def _sign(bearing: Bearing, text: Text) -> list[object]:
    said = html.Span(bearing_in_words(bearing, text), className="unseen")
    return [html.Span(SIGNS[bearing], **{"aria-hidden": "true"}), said]
