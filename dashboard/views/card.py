"""The card of a place: its holder, since when, who else, the claim, the grade, the sources, its whole history."""

from collections.abc import Iterable, Mapping
from datetime import date

from dash import html

from dashboard.asked.stretch import Stretch
from dashboard.figures.dark import on_page
from dashboard.figures.style import UNKNOWN, UNKNOWN_DOTS, look
from dashboard.text import Text
from dashboard.told.evidence import evidence_in_words
from dashboard.told.finding import many
from dashboard.told.names import kind_name, region_name
from dashboard.told.staleness import staleness_in_words
from dashboard.told.words import (
    actors_in_words,
    doubt_in_words,
    grade_in_words,
    holding,
    named,
    reliability_in_words,
    under_earlier_names,
)
from dashboard.views.accounts import accounts, met_at, said_by
from dashboard.views.judgement import judgement
from dashboard.views.written import written
from geodata.confirming import confirmed_on, stale_from
from geodata.entities import Base, Claim, Evidence, Place, Source
from geodata.knowing import Later, later, later_of_base
from geodata.record import Record
from geodata.timeline import State, Timeline
from geodata.vocabulary import OpeningPrecision, Support


def cards(place: Place, timeline: Timeline, text: Text) -> dict[str, object]:
    """Every card of a place, one a state.

    Returns
    -------
    dict
        ``place`` its id; ``starts`` the day index from which each card holds; ``cards`` the components.
    """
    record = timeline.record
    spans = timeline.spans[place.id]
    strip = history_strip(spans, record, text)
    life = _life(record.bases[place.id], record, text) if place.id in record.bases else None
    met = met_at(place.id, timeline)
    folds = [
        (judgement(state, before, met, record, text), accounts(state, met, record, text))
        for before, state in zip((None, *spans), spans, strict=False)
    ]
    return {
        "place": place.id,
        "starts": [record.period.index(state.since) for state in spans],
        "cards": [_card(state, record, text, strip, life, *each) for state, each in zip(spans, folds, strict=True)],
    }


def _card(
    state: State,
    record: Record,
    text: Text,
    strip: html.Div,
    life: html.Div | None,
    judged: html.Details | None,
    others: html.Details | None,
) -> html.Article:
    said = holding(state, record, text)
    return html.Article(
        [
            html.H2(text.of(state.place.name)),
            html.P(_whereabouts(state.place, record, text), className="whereabouts"),
            html.P([_swatch(state, record), said[0].upper() + said[1:]], className="holding"),
            _since(state, record, text),
            _confirmed(state, record, text),
            _stale(state, record, text),
            _carried(state, record, text),
            *_claim(state, record, text),
            judged,
            *_later(state, record, text),
            *written(state, record, text),
            others,
            life,
            html.H3(text("History, {years}", years=Stretch.of(record.period).said(text))),
            strip,
            _position(state.place, text),
        ],
        className="card",
    )


def _whereabouts(place: Place, record: Record, text: Text) -> str:
    parts = [kind_name(place.kind, text)]
    if place.region:
        parts.append(text("region: {region}", region=region_name(place.region, record, text)))
    if place.cercle:
        parts.append(text("cercle: {cercle}", cercle=region_name(place.cercle, record, text)))
    return " · ".join(parts)


def _swatch(state: State, record: Record) -> html.Span:
    return html.Span(className="swatch", style={"background": background(state, record)}, **{"aria-hidden": "true"})


def background(state: State, record: Record) -> str:
    """A state as a CSS background: its colour, between edges of another if besieged, striped where it is contested."""
    drawn = look(state, record)
    point = on_page(drawn.point)
    if drawn.siege:
        edge = on_page(drawn.siege_ring)
        return f"linear-gradient({edge} 0 3px, {point} 3px calc(100% - 3px), {edge} calc(100% - 3px))"
    if drawn == UNKNOWN:
        return f"radial-gradient({on_page(UNKNOWN_DOTS)} 1px, {point} 1.5px) 0 0 / 5px 5px"
    if drawn.rival is None:
        return point
    return f"repeating-linear-gradient(135deg, {point} 0 5px, {on_page(drawn.ring)} 5px 10px)"


def _since(state: State, record: Record, text: Text) -> html.P | None:
    if not state.controller:
        return None
    since = text.since(state.held_since, state.held_since_precision)
    actor = actors_in_words((state.controller,), record, text)
    if state.held_since == record.period.first:
        said = text("Held so when the record begins, on {day}.", day=text.day(record.period.first))
    elif under_earlier_names(state, record):
        said = (
            text("{actor} have held it {since}, under earlier names.", actor=actor, since=since)
            if many((state.controller,), record)
            else text("{actor} has held it {since}, under earlier names.", actor=actor, since=since)
        )
    elif many((state.controller,), record):
        said = text("{actor} have held it {since}.", actor=actor, since=since)
    else:
        said = text("{actor} has held it {since}.", actor=actor, since=since)
    return html.P(_sentence(said), className="since")


def _confirmed(state: State, record: Record, text: Text) -> html.P | None:
    """When a source, or its own beginning, last confirmed the state."""
    confirmed = confirmed_on(state, record)
    if confirmed is None:
        return None
    return html.P(text("Last confirmed: {day}.", day=text.day(confirmed)), className="confirmed")


def _stale(state: State, record: Record, text: Text) -> html.P | None:
    """Since when nothing confirms the state; the page's script shows it from the day on which that is too long."""
    first = stale_from(state, record)
    if first is None:
        return None
    said = staleness_in_words(state, record, text)
    return html.P(
        text("{said}: carried forward, not observed.", said=_sentence(said)),
        className="stale",
        hidden=True,
        **{"data-from": str(record.period.index(first))},
    )


def _carried(state: State, record: Record, text: Text) -> html.P | None:
    """That the state is carried forward, from the day after the last of which anything was told."""
    period = record.period
    if not period.carries(state.until):
        return None
    said = text("Carried forward after {day}, as far as information reaches: not observed.", day=text.day(period.as_of))
    shown_from = max(period.index(state.since), period.index(period.as_of) + 1)
    return html.P(said, className="stale", hidden=True, **{"data-from": str(shown_from)})


def _sentence(said: str) -> str:
    return said[:1].upper() + said[1:]


def _claim(state: State, record: Record, text: Text) -> list[object]:
    claim = state.shown
    if claim is None:
        return []
    if record.assessor:
        cited = [record.sources[source_id] for source_id in claim.source_ids]
        return [*said_by(claim, record, text), html.H3(text("Sources")), _sources(cited, record, text)]
    grade = record.grade_of(claim)
    when = text.when(claim.valid_from, claim.precision)
    doubt = doubt_in_words(state, record, text)
    parts: list[object] = [
        html.H3(text("What is claimed, from {day}", day=when)),
        html.P(text.of(claim.text), className="claim") if claim.text.en else None,
        html.P(
            [html.Strong(str(grade), className="grade"), " ", grade_in_words(grade, text), doubt],
            className="graded",
        ),
    ]
    if claim.note.en:
        doubts = named(text.of(claim.note), record, text)
        parts.append(html.P([html.Strong(text("Doubts: ")), doubts], className="note"))
    sources = [record.sources[source_id] for source_id in claim.source_ids]
    if sources:
        judged = record.evidence.get(claim.id)
        unread = html.P(text("Not yet read for what each bears out: counted by rule."), className="note")
        parts += [html.H3(text("Sources")), *([] if judged else [unread]), _sources(sources, record, text, judged)]
    else:
        parts.append(html.P(_sourceless(claim, record, text), className="note"))
    return parts


def _sources(
    sources: Iterable[Source], record: Record, text: Text, judged: Mapping[str, Evidence] | None = None
) -> html.Ol:
    """Sources one below the other, each with what it bears out of a claim where that was judged by reading."""
    found = [(source, (judged or {}).get(source.id)) for source in sources]
    return html.Ol(
        [_source(source, record, text, _borne_out(one, record, text) if one else None) for source, one in found],
        className="sources",
    )


def _borne_out(one: Evidence, record: Record, text: Text) -> html.Div:
    """What a source bears out of a claim, where in it, and our note on that."""
    said: list[object] = [_sentence(evidence_in_words(one, text))]
    if one.where:
        said += [" · ", html.Span(one.where, lang="en")]  # editors write it once, in English
    if one.note.en:
        said += [". ", named(text.of(one.note), record, text)]
    against = " against" if Support.CONTRADICTS in one.bears_out else ""
    return html.Div(said, className=f"evidence{against}")


def _sourceless(claim: Claim, record: Record, text: Text) -> str:
    if later(claim, record).sources:
        return text("Public on that day; no source of the record was out by then.")
    return text("No source.")


def _later(state: State, record: Record, text: Text) -> list[html.Div]:
    """What came only after the day by which the record is known: it neither grades the claim nor bears it out."""
    return _apart(later(state.shown, record), record, text) if state.shown else []


def _apart(came: Later, record: Record, text: Text) -> list[html.Div]:
    parts: list[object] = []
    if came.sources:
        is_dated = all(source.published for source in came.sources)
        title = text("Published later") if is_dated else text("Published later, or undated")
        parts += [html.H3(title), _sources(came.sources, record, text)]
    written = [named(text.of(said), record.whole, text) for said in (came.text, came.note) if said.en]
    if written:
        summary = text("Our own words, written later: {day}", day=text.day(came.written))
        folded = html.Details([html.Summary(summary), *map(html.P, written)], className="fold")
        parts += [folded] if came.sources else [html.H3(text("Written later")), folded]
    return [html.Div(parts, className="later")] if parts else []


def _source(source: Source, record: Record, text: Text, borne_out: html.Div | None = None) -> html.Li:
    said = [f"{source.publisher}, ", text.partial(source.published) if source.published else text("undated")]
    link = (
        html.A(
            source.title, href=source.url, target="_blank", rel="noopener noreferrer nofollow", hrefLang=source.language
        )
        if source.url
        else html.Span(source.title)
    )
    meaning = reliability_in_words(source.reliability, text)
    letter = html.Span(str(source.reliability), className="reliability", title=meaning)
    flags = []
    if source.party:
        flags.append(text("the word of {actor}", actor=actors_in_words((source.party,), record, text)))
    if source.origin:
        flags.append(text("reprint or mirror"))
    flagged = f" ({', '.join(flags)})" if flags else ""
    return html.Li([letter, " ", link, html.Span([" — ", *said, flagged], className="published"), borne_out])


def history_strip(spans: tuple[State, ...], record: Record, text: Text) -> html.Div:
    """The years of a place as one strip, each state a button that leads to its first day."""
    period, segments = record.period, []
    for state in spans:
        start, end = period.index(state.since), period.index(state.until) + 1
        said = text("{when}: {holding}", when=text.day(state.since), holding=holding(state, record, text))
        segments.append(
            html.Button(
                className="segment soft" if state.claim and state.claim.precision.is_soft else "segment",
                style={
                    "left": f"{100 * start / period.count:.3f}%",
                    "width": f"{100 * (end - start) / period.count:.3f}%",
                    "background": background(state, record),
                },
                title=said,
                **{"aria-label": said, "data-day": str(start)},
            )
        )
    years = [
        html.Span(str(year), style={"left": f"{100 * max(0, period.index(date(year, 1, 1))) / period.count:.2f}%"})
        for year in period.years[::3]
    ]
    return html.Div(
        [
            html.Div([*segments, html.Div(className="now", **{"aria-hidden": "true"})], className="segments"),
            html.Div(years, className="strip-years", **{"aria-hidden": "true"}),
        ],
        className="history",
    )


def _life(base: Base, record: Record, text: Text) -> html.Div:
    """The life of a base: opened, left, handed over or abandoned, and who held it after."""
    rows = [(text("Opened"), _opened(base, text))] if base.opened else []
    rows += [(text("Left"), text.partial(base.departed))] if base.departed else []
    if base.handed_over:
        rows.append((text("Handed over"), _handed(base, text)))
    elif base.is_abandoned:
        rows.append((text("Handed over"), text("to nobody: abandoned or taken")))
    if base.contributors:
        rows.append((text("Troops of"), ", ".join(text.country(code) for code in base.contributors)))
    if base.counted_in_thirteen:
        rows.append((text("Drawdown of 2023"), text("one of the thirteen sites")))
    parts: list[object] = [
        html.H3(text("The life of the base")),
        html.Dl([cell for name, said in rows for cell in (html.Dt(name), html.Dd(said))]),
    ]
    if base.note.en:
        parts.append(html.P(named(text.of(base.note), record, text), className="note"))
    sources = [record.sources[source_id] for source_id in base.source_ids]
    if sources:
        folded = [html.Summary(text("Sources for the base")), _sources(sources, record, text)]
        parts.append(html.Details(folded, className="fold"))
    if apart := _apart(later_of_base(base, record), record, text):
        summary = html.Summary(text("On the base, published or written later"))
        parts.append(html.Details([summary, *apart], className="fold"))
    return html.Div(parts, className="life")


def _handed(base: Base, text: Text) -> str:
    to = text.of(base.handed_to)
    return text("{when}, to: {whom}", when=text.partial(base.handed_over), whom=to)


def _opened(base: Base, text: Text) -> str:
    said = text.partial(base.opened)
    return text("no later than {day}", day=said) if base.opened_precision is OpeningPrecision.BY else said


def _position(place: Place, text: Text) -> html.P:
    if place.lat is None:
        return html.P(text("Position: not located, so not on the map."), className="position")
    within = place.position_precision_m
    return html.P(
        text(
            "Position: {lat}° N, {lon}° {side}, within about {km} km.",
            lat=text.number(place.lat, "0.000"),
            lon=text.number(abs(place.lon), "0.000"),
            side=text("E") if place.lon >= 0 else text("W"),
            km=text.number(within / 1000, "0.#"),
        ),
        title=place.position_source,
        className="position",
    )
