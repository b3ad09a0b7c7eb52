"""The method: what the map means, how sure it is, what it does not know, and how to correct it."""

from collections import Counter
from dataclasses import replace

from dash import html

from dashboard.figures.furniture import title
from dashboard.views import (
    method_agreement,
    method_counts,
    method_elsewhere,
    method_judging,
    method_limits,
    method_place_days,
    method_text,
)
from dashboard.views.context import Context
from dashboard.views.markup import Markup
from geodata.confirming import STALE_AFTER
from geodata.timeline import Timeline

Section = tuple[str, str, list[object]]
"""Id in the page, heading, content."""


def body(context: Context) -> html.Main:
    """The method view: contents at the side, text in a column that reads well. It is about all of the record."""
    record = context.record.whole
    context, text = replace(context, record=record, timeline=Timeline(record)), context.text
    sections = _sections(context)
    contents = html.Nav(
        html.Ul([html.Li(html.A(name, href=f"#{anchor}")) for anchor, name, _ in sections]),
        className="contents",
        **{"aria-label": text("On this page")},
    )
    article = Markup(
        [
            html.H2(title(context.state, context.record, text, text("How we know who held what"))),
            html.P(
                text(
                    "Record {digest}: {claims} claims on {places} places, {events} events, {sources} sources, for "
                    "every day from {first} to {last}.",
                    first=text.day(context.record.period.first),
                    last=text.day(context.record.period.last),
                    digest=context.record.digest,
                    **{name: text.number(count) for name, count in context.record.counts().items()},
                ),
                className="lead",
            ),
            *(
                html.Section([html.H2(name, id=anchor, tabIndex=-1), *content], **{"aria-labelledby": anchor})
                for anchor, name, content in sections
            ),
        ],
        className="reading",
        role="article",
    )
    return html.Main([contents, article], className="method")


def _sections(context: Context) -> list[Section]:
    record, text = context.record, context.text
    claims = Counter(claim.credibility for claim in record.claims.values() if claim.in_force(None))
    sources = Counter(source.reliability for source in record.sources.values())
    grades = [*method_text.reliability(sources, text), *method_text.credibility(claims, text)]
    grades += method_counts.judged_apart(context)
    grades += [*method_judging.hypotheses(text), *method_judging.probability(text)]
    return [
        ("holds", text("What “holds” means"), method_text.holding(text)),
        ("colour", text("What a colour means"), method_text.colours(text)),
        ("grades", text("Grades"), grades),
        ("dates", text("Dates and names"), method_text.dates(text)),
        ("clocks", text("Clocks and staleness"), method_text.clocks(STALE_AFTER.days, text)),
        ("limits", text("What we do not know"), method_limits.limits(text)),
        ("known", text("How much is known"), method_place_days.counted(context)),
        ("coverage", text("Coverage by place"), method_counts.covered(context)),
        ("publishers", text("Sources by publisher"), method_counts.published(context)),
        ("disagreements", text("The disagreements we kept"), method_counts.disagreements(context)),
        ("agreement", text("Agreement with other accounts"), method_agreement.agreed(context)),
        ("correct", text("How to correct us"), method_text.correcting(text)),
        ("elsewhere", text("Editions, files, programs"), method_elsewhere.elsewhere(context)),
        ("licences", text("Licences"), method_limits.licences(text)),
    ]
