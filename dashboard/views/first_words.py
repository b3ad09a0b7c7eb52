"""What the page's scripts say of a day, said beforehand: words, the marks of the time line, where steps lead."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.agreed import ids
from dashboard.text import Text
from dashboard.told.days import day_in_full
from dashboard.told.events import event_view
from dashboard.told.situation import day_in_words
from dashboard.told.words import change_in_words
from dashboard.views.card import cards
from dashboard.views.context import Context
from geodata.entities import Event
from geodata.events import seen_events
from geodata.period import Period
from geodata.selection import told_changes
from geodata.timeline import Change, ChangeKind


def fills(context: Context) -> dict[str, object]:
    """The content of the places that scripts fill, by id."""
    changes = _changes(context)
    events = seen_events(context.record, context.state.filter, context.state.known)
    situation = day_in_words(context.timeline, context.state.on, context.state.filter, context.text)
    filled: dict[str, object] = {
        ids.WORDS: _words(context, changes, events),
        ids.IN_WORDS: [html.P(sentence) for sentence in situation],
        ids.TICKS: _ticks(changes, events, context.record.period),
    }
    if context.state.place:
        filled[ids.CARD] = _card(context, context.state.place)
    return filled


def steps(context: Context) -> dict[tuple[str, str], str]:
    """Where the steps of the time strip lead, by the attribute of their buttons."""
    state, period = context.state, context.record.period
    changes = [change.date for change in _changes(context)]
    events = [event.date for event in seen_events(context.record, state.filter, state.known) if event.date in period]
    days = {
        "change:-1": _before(changes, state.on),
        "change:1": _after(changes, state.on),
        "event:-1": _before(events, state.on),
        "event:1": _after(events, state.on),
        "month:-1": _months_on(state.on, -1, period),
        "month:1": _months_on(state.on, 1, period),
    }
    return {("data-step", step): f"?{state.but(on=day).query()}" for step, day in days.items()}


def _changes(context: Context) -> list[Change]:
    period = context.record.period
    return told_changes(context.timeline, period.first, period.last, context.state.filter)


def _before(days: Iterable[date], on: date) -> date:
    return max((day for day in days if day < on), default=on)


def _after(days: Iterable[date], on: date) -> date:
    return min((day for day in days if day > on), default=on)


def _months_on(day: date, count: int, period: Period) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    last = monthrange(year, month + 1)[1]
    return min(max(date(year, month + 1, min(day.day, last)), period.first), period.last)


def _words(context: Context, changes: Sequence[Change], events: Sequence[Event]) -> list[Component]:
    text, day = context.text, context.state.on
    today = [change for change in changes if change.date == day]
    held = [event for event in events if event.date <= day <= event.until]
    parts: list[Component] = [html.P(day_in_full(day, context.record.period, text), className="day")]
    if today:
        order = list(context.record.places)
        today.sort(key=lambda change: order.index(change.after.place.id))
        said = [change_in_words(change, context.record, text) for change in today]
        parts.append(html.Ul([html.Li(html.Span(each, className="link")) for each in said]))
    elif not held:
        parts.append(html.P(text("Nothing in the record changes on this day."), className="quiet"))
    for event in held:
        parts += _event(context, event, text)
    return parts


def _event(context: Context, event: Event, text: Text) -> list[Component]:
    title, view = text.of(event.title), event_view(event, context.record)
    led = html.A(title, href=f"?{view}&lang={text.language}") if view else title
    when = text.span(event.date, event.until, event.precision)
    told = f"{text.of(event.summary)} ({when})"
    return [html.P(led, className="event-title"), html.P(told, className="event-summary")]


def _ticks(changes: Sequence[Change], events: Sequence[Event], period: Period) -> list[Component]:
    days: dict[date, list[Change]] = {}
    for change in changes:
        days.setdefault(change.date, []).append(change)

    def mark(name: str, day: date) -> Component:
        return html.I(className=name, style={"left": f"{100 * period.index(day) / (period.count - 1):.3f}%"})

    ticks = [
        mark("tick label" if all(each.kind is ChangeKind.LABEL for each in of) else "tick", day)
        for day, of in days.items()
    ]
    return [*ticks, *(mark("event", event.date) for event in events)]


def _card(context: Context, place_id: str) -> object:
    found = cards(context.record.places[place_id], context.timeline, context.text)
    day = context.record.period.index(context.state.on)
    index = max((number for number, start in enumerate(found["starts"]) if start <= day), default=0)
    return found["cards"][index]
