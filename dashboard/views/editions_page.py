"""The record's own history: the editions that are kept, and what is other between two of them.

A page by itself, without scripts: it is opened when asked for, and prints as it stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.asked.state import ViewState
from dashboard.text import Text
from dashboard.told.editions import (
    change_in_full,
    days_in_words,
    look_in_words,
    place_name,
    summary,
    table_name,
)
from geodata.difference import Difference, Differing, RowChange, places_that_differ
from geodata.editions import Edition
from geodata.record import Record

MOST_ROWS = 400
"""Rows of a table, and stretches of days, that are told; the answer of the API has them all."""
MOST_STRIPS = 60


@dataclass(frozen=True, slots=True)
class Compared:
    """Two editions and what is other in the later one."""

    before: Record
    after: Record
    found: Difference


def body(kept: Sequence[Edition], newest: str, compared: Compared | None, text: Text) -> Component:
    """The page below its head: first what is other, if two editions were asked for, then all that are kept."""
    parts: list[Component] = [html.H1(text("What has changed in the record"))]
    if compared:
        parts += _difference(compared, text)
    return html.Main([*parts, *_kept(kept, newest, text)], id="main")


def day_to_show(found: Difference, after: Record) -> date | None:
    """The day on which most places look different, the latest of those; None where none does."""
    days = {one.until for one in found.days if one.until in after.period}
    counts = {day: sum(one.since <= day <= one.until for one in found.days) for day in days}
    return max(counts, key=lambda day: (counts[day], day), default=None)


def _difference(compared: Compared, text: Text) -> list[Component]:
    before, after, found = compared.before, compared.after, compared.found
    heading = text("From edition {before} to edition {after}", before=before.digest, after=after.digest)
    parts: list[Component] = [html.H2(heading), html.P(summary(found, text), className="lead")]
    if found.days:
        parts += [html.H3(text("Days that look different")), *_maps(compared, text), _strips(compared, text)]
        parts += [_days(compared, text)]
    tables = dict.fromkeys(one.table for one in found.rows)
    for table in tables:
        parts += _rows(table, [one for one in found.rows if one.table == table], text)
    return parts


def _maps(compared: Compared, text: Text) -> list[Component]:
    """The map of one day in both editions, drawn by the pen that draws the sheets."""
    day = day_to_show(compared.found, compared.after)
    if day is None or day not in compared.before.period:
        return []
    figures = []
    for record, said in ((compared.before, text("before")), (compared.after, text("after"))):
        query = ViewState(on=day, lang=text.language, edition=record.digest).query()
        name = text("Edition {digest}, {said}: {day}", digest=record.digest, said=said, day=text.day(day))
        picture = html.Img(src=f"brief.svg?{query}", alt=name, width=1280, height=720)
        figures.append(html.Figure([html.A(picture, href=f"./?{query}"), html.Figcaption(name)]))
    return [html.Div(figures, className="maps")]


def _strips(compared: Compared, text: Text) -> Component:
    """Every place that looks different as a strip of all days, with those marked that do."""
    first = min(compared.before.period.first, compared.after.period.first)
    last = max(compared.before.period.last, compared.after.period.last)
    whole = (last - first).days + 1
    lines = []
    for place, count in list(places_that_differ(compared.found.days).items())[:MOST_STRIPS]:
        marks = [
            html.Span(style={"left": f"{(one.since - first).days / whole:.3%}", "width": f"{one.count / whole:.3%}"})
            for one in compared.found.days
            if one.place_id == place
        ]
        name = place_name(place, compared.before, compared.after, text)
        said = text("{place}: {count} days", place=name, count=text.number(count))
        lines.append(html.Li([html.Span(said, className="name"), html.Span(marks, className="strip")]))
    ends = html.P([html.Span(text.day(first)), html.Span(text.day(last))], className="ends", **{"aria-hidden": "true"})
    return html.Div([html.Ul(lines, className="strips"), ends])


def _days(compared: Compared, text: Text) -> Component:
    head = html.Tr([html.Th(name, scope="col") for name in _columns(text)])
    rows = [_day_row(one, compared, text) for one in compared.found.days[:MOST_ROWS]]
    return html.Div(html.Table([html.Thead(head), html.Tbody(rows)]), className="wide")


def _columns(text: Text) -> list[str]:
    return [text("Place"), text("Days"), text("Before"), text("After")]


def _day_row(one: Differing, compared: Compared, text: Text) -> Component:
    sides = []
    for record, look in ((compared.before, one.before), (compared.after, one.after)):
        said = look_in_words(look, record, text)
        query = ViewState(on=one.since, place=one.place_id, lang=text.language, edition=record.digest).query()
        sides.append(html.Td(html.A(said, href=f"./?{query}") if look else said))
    name = place_name(one.place_id, compared.before, compared.after, text)
    return html.Tr([html.Th(name, scope="row"), html.Td(days_in_words(one, text)), *sides])


def _rows(table: str, changes: list[RowChange], text: Text) -> list[Component]:
    name, count = table_name(table, text), text.number(len(changes))
    lines = [html.Li(change_in_full(one, text)) for one in changes[:MOST_ROWS]]
    if len(changes) > MOST_ROWS:
        lines.append(html.Li(text("and {count} more", count=len(changes) - MOST_ROWS)))
    return [html.H3(f"{name} ({count})"), html.Ul(lines, className="rows")]


def _kept(kept: Sequence[Edition], newest: str, text: Text) -> list[Component]:
    """Every edition, the newest first, each with the way to its map and to what it changed."""
    lines = []
    for number, one in reversed(list(enumerate(kept))):
        shown = f"./?edition={one.digest}&lang={text.language}"
        said = text("Edition {digest}, served from {day} on", digest=one.digest, day=text.day(one.kept.date()))
        parts: list[object] = [html.A(said, href=shown)]
        if one.digest == newest:
            parts += [" ", html.Strong(text("the newest"))]
        if number:
            query = f"?from={kept[number - 1].digest}&to={one.digest}&lang={text.language}"
            parts += [" · ", html.A(text("What it changed"), href=query)]
        lines.append(html.Li(parts))
    feed = html.A(text("Follow it as a feed (Atom)"), href=f"feed.atom?lang={text.language}")
    return [html.H2(text("Editions that are kept")), html.Ul(lines, className="kept"), html.P(feed)]
