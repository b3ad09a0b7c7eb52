"""The questions of the records view: which one, about which days and whom; the answer as a sentence and a table."""

from dash import get_relative_path, html

from dashboard.agreed import ids
from dashboard.asked.addresses import tally_address
from dashboard.asked.parameters import write_set
from dashboard.asked.state import ViewState
from dashboard.asked.view import Question, View
from dashboard.figures.dark import on_page
from dashboard.text import Text
from dashboard.told.questions import Answer, Cell, Column, answer, how_counted, question_name
from dashboard.views.context import Context
from dashboard.views.day_field import day_field
from dashboard.views.filter_box import forces
from dashboard.views.held_map import held_figure
from dashboard.views.markup import Markup

FILTERS = ("actors", "camps", "regions", "kinds", "alone")
Parts = list[object]


def asked_of(state: ViewState) -> ViewState:
    """A view with what its question looks at: of bases neither actors nor camps are chosen."""
    if state.question is Question.BASES_AFTER:
        return state.but(actors=frozenset(), camps=frozenset(), alone=False)
    return state


def questions(context: Context) -> Parts:
    """What stands below the heading of the records view where it is asked a question."""
    state, text, question = context.state, context.text, context.state.question
    found = answer(question, context.timeline, state, text)
    address = tally_address(question, state, context.record.period, context.record.digest)
    take = html.A(
        text("Download these rows (CSV)"), href=f"{get_relative_path('/')}{address}", download="", className="step"
    )
    answered = Markup(_table(found, context), className="questions-answer")
    return [
        _list(state, text),
        html.Div([*_days(context), *_party(context), *_ways_back(state, text)], className="questions-asked"),
        html.P(found.finding, className="questions-finding"),
        html.Div(
            [*_map(found, context), answered], className="questions-both", **_region(question_name(question, text))
        ),
        html.Div([html.P(how_counted(question, text)), take], className="questions-foot"),
    ]


def _list(state: ViewState, text: Text) -> html.Nav:
    links = [
        html.A(
            question_name(one, text),
            href=f"?{state.but(question=one).query()}",
            **{"data-view": f"question={one}"} | ({"aria-current": "page"} if one is state.question else {}),
        )
        for one in Question
    ]
    return html.Nav(links, className="records-tables questions-list", **{"aria-label": text("Questions")})


def _days(context: Context) -> Parts:
    state, text, period = context.state, context.text, context.record.period
    days = state.asked_days(period)
    two = ((ids.QUESTION_FROM, text("From"), days.first), (ids.QUESTION_TO, text("Until"), days.last))
    fields = [
        html.Span([html.Label(said, htmlFor=field), day_field(field, day, text)], className="questions-day")
        for field, said, day in two
    ]
    told = {"data-first": str(period.first), "data-last": str(period.last)}
    told |= {"data-from": str(days.first), "data-to": str(days.last)}
    return [html.Div(fields, id=ids.QUESTION_DAYS, **told)]


def _party(context: Context) -> Parts:
    """The choice of one actor; several that were chosen elsewhere are one more choice."""
    record, state, text = context.record, context.state, context.text
    if state.question is Question.BASES_AFTER:
        return []
    offered = {"": text("all")} | {actor.id: text.of(actor.short) for actor in forces(record)}
    chosen = write_set(state.actors)
    if chosen not in offered:
        offered[chosen] = ", ".join(text.of(one.short) for one in record.actors.values() if one.id in state.actors)
    options = [html.Option(said, value=value, selected=value == chosen) for value, said in offered.items()]
    label = html.Label(text("Actor"), htmlFor=ids.QUESTION_PARTY)
    return [html.Span([label, html.Select(options, id=ids.QUESTION_PARTY)], className="questions-party")]


def _ways_back(state: ViewState, text: Text) -> Parts:
    """Links that take out what narrows the question."""
    links: Parts = []
    if state.between:
        links.append(_without({"between": None}, text("All days"), state))
    if not asked_of(state).filter.is_empty:
        empty = {name: False if name == "alone" else frozenset() for name in FILTERS}
        links.append(_without(empty, text("Without filters"), state))
    return links


def _without(parts: dict[str, object], said: str, state: ViewState) -> html.A:
    changes = "&".join(f"{name}=" for name in parts)
    return html.A(said, href=f"?{state.but(**parts).query()}", **{"data-view": changes})


def _region(said: str) -> dict[str, object]:
    """A part that scrolls by itself, so that keys can scroll it too."""
    return {"tabIndex": 0, "role": "region", "aria-label": said}


def _map(found: Answer, context: Context) -> Parts:
    is_drawn = context.state.question is Question.EVER_HELD and found.rows
    return [held_figure(found, context)] if is_drawn else []


def _table(found: Answer, context: Context) -> html.Table | html.P:
    state, text = context.state, context.text
    if not found.rows:
        return html.P(text("No row answers this question."), className="quiet")
    days = state.asked_days(context.record.period)
    caption = text("{question}, {days}", question=question_name(state.question, text), days=days.said(text))
    body = [
        _row(cells, found.columns, state, is_chosen=state.place is not None and row.get("place") == state.place)
        for row, cells in zip(found.found, found.rows, strict=True)
    ]
    head = [html.Th(column.name, scope="col", **_kind(column)) for column in found.columns]
    return html.Table([html.Caption(caption), html.Thead(html.Tr(head)), html.Tbody(body)])


def _row(cells: tuple[Cell, ...], columns: tuple[Column, ...], state: ViewState, *, is_chosen: bool) -> html.Tr:
    first, *rest = (_said(cell, state) for cell in cells)
    others = [html.Td(said, **_kind(column)) for said, column in zip(rest, columns[1:], strict=True)]
    return html.Tr([html.Th(first, scope="row"), *others], **{"aria-current": "true"} if is_chosen else {})


def _kind(column: Column) -> dict[str, str]:
    return {"className": str(column.kind)} if column.kind else {}


def _said(cell: Cell, state: ViewState) -> object:
    if cell.leads_to:
        day, place = cell.leads_to
        there = state.but(view=View.MAP, on=day, place=place, several=())
        return html.A(
            cell.said, href=f"?{there.query()}", **{"data-view": f"view={View.MAP}&on={day}&place={place}&days="}
        )
    if cell.colour:
        swatch = html.I(style={"background": on_page(cell.colour)}, **{"aria-hidden": "true"})
        return html.Span([swatch, cell.said], className="holder")
    return cell.said
