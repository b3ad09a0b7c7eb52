"""Several days next to each other: a small map of each, what differs from the one before, how to choose the days."""

from collections.abc import Sequence
from datetime import date

from dash import html
from dash.development.base_component import Component

from dashboard.agreed import ids
from dashboard.asked.days import FEWEST, MOST, quarters, said_days, turns, write_days
from dashboard.asked.state import ViewState
from dashboard.asked.view import Mode, View
from dashboard.drawing import figure_parts as parts_of
from dashboard.drawing.map_parts import MapParts
from dashboard.figures import furniture
from dashboard.figures.labels import text_width
from dashboard.figures.map.multiples import differences
from dashboard.figures.sheets import keys
from dashboard.figures.sheets.map_legend import HEADED, MapLegend, Type, map_legend
from dashboard.figures.sheets.margins import Drawing
from dashboard.figures.sheets.multiples_sheet import Explained, day_panels
from dashboard.figures.sheets.panel import Panel, scale
from dashboard.figures.sheets.window import Window
from dashboard.text import Text
from dashboard.told.days import day_in_full
from dashboard.told.words import state_in_words
from dashboard.views.context import Context
from dashboard.views.day_field import day_field
from dashboard.views.drawn import drawn
from dashboard.views.filter_box import filter_box
from dashboard.views.fold import fold
from geodata.timeline import State

SIZE = (300.0, 290.0)
"""Pixels of a small map before the page fits it to its column."""
LEGEND_SIZE = 14.0


def body(context: Context) -> html.Main:
    """The view of several days."""
    state, text = context.state, context.text
    differing = differences(state, context.timeline)
    parts = [
        html.Div([_modes(state, text), html.P(said_days(state.several, text))], className="compare-bar"),
        _stage(context, differing),
        _panel(context, differing),
    ]
    return html.Main(parts, id=ids.MULTIPLES, className="sheet multiples")


def _modes(state: ViewState, text: Text) -> html.Div:
    names = {Mode.SIDE: text("Side by side"), Mode.SWIPE: text("Swipe"), Mode.CHANGE: text("Changes")}
    links = [
        html.A(
            said,
            href=f"?{state.but(view=View.COMPARE, mode=mode, several=()).query()}",
            **{"data-view": f"view={View.COMPARE}&mode={mode}&days="},
        )
        for mode, said in names.items()
    ]
    here = html.A(text("Several days"), **{"aria-current": "page"})
    return html.Div([*links, here], role="group", className="modes", **{"aria-label": text("How to compare")})


def _of_notes(made: Drawing, width: float, height: float) -> html.Div:
    notes, shapes = made
    items = [
        *(parts_of.path_outline(each, 0, 0) for each in shapes),
        *(parts_of.note_words(each | {"y": 1}, 0, 0) for each in notes if not str(each["name"]).endswith("-title")),
    ]
    return drawn(items, width, height)


def _stage(context: Context, differing: Sequence[Sequence[State]]) -> html.Section:
    state, text, record = context.state, context.text, context.record
    window = Window.of(0, 0, *SIZE, state.frame)
    windows = [window] * len(state.several)
    asked = {"relief": context.relief, "timeline": context.timeline, "scaled": 0}
    panels = day_panels(record, state, text, windows, **asked)
    pen = MapParts(record, text)
    cells = [_cell(number, panel, differing[number], pen, context) for number, panel in enumerate(panels)]
    said = Explained.of(panels, state, text, context.timeline)
    banner = [html.P(context.marking, className="marking")] if context.marking else []
    foot = [html.P(line) for line in furniture.footer_lines(state, record, text, narrow=False)]
    title = html.P(
        furniture.title(state, record, text, text("Northern Mali: several days")), className="multiples-title"
    )
    return html.Section(
        [
            *banner,
            title,
            html.Ol(cells, className="small-maps"),
            _legend(said, context),
            html.Div(foot, className="multiples-foot"),
            *banner,
        ],
        className="multiples-stage",
        tabIndex=0,
        **{"aria-label": text("Maps of several days")},
    )


def _cell(number: int, panel: Panel, differing: Sequence[State], pen: MapParts, context: Context) -> html.Li:
    text, day = context.text, panel.state.on

    def said(place_id: str) -> str:
        return state_in_words(context.timeline.state(place_id, day), context.record, text)

    items = pen.of(panel, said, text.day(day))
    if number == 0:
        notes, shapes = scale(panel.window)
        items = [*items, *(parts_of.path_outline(each, 0, 0) for each in shapes)]
        items += [parts_of.note_words(each, 0, 0) for each in notes]
    named = text("Map of {day}", day=text.day(day))
    heading = html.A(
        day_in_full(day, context.record.period, text),
        href=f"?{context.state.but(view=View.MAP, on=day, several=()).query()}",
        **{"data-view": f"view={View.MAP}&on={day}&days="},
    )
    count = text("differs at {count} places", count=len(differing)) if differing else text("Nothing is different.")
    under = html.Span(count if number else text("the first map"), className="quiet")
    picture = drawn(items, *SIZE, "small-map", role="img", **{"aria-label": named})
    return html.Li(html.Figure([html.Figcaption([heading, under]), picture]))


def _legend(said: Explained, context: Context) -> html.Div:
    """What colours, shapes and signs mean, each entry a drawing of its own, so that they flow in any window."""
    record, text = context.record, context.text
    of_one = Type(LEGEND_SIZE, 19)
    where = MapLegend(0, -HEADED, 400, holder=of_one, sign=of_one)
    entries: list[Component] = [
        _of_notes(map_legend([line], text, where), text_width(line.label, LEGEND_SIZE) + 42, 19) for line in said.lines
    ]
    if said.nothing:
        entries.append(html.P(said.nothing))
    for kind in sorted(said.kinds):
        entries.append(_of_notes(keys.marker_keys({kind}, set(), record, text, 0, -18, 0), 190, 20))
    for sign in sorted(said.signs):
        entries.append(_of_notes(keys.marker_keys(set(), {sign}, record, text, 0, -18, 0), 190, 20))
    grades = keys.grade_key(text, 0, 0, 330)
    notes = [each | {"name": "grades"} if each["name"] == "grades-title" else each for each in grades[0]]
    if not said.nothing:
        entries.append(_of_notes((notes, grades[1]), 340, 58))
    return html.Div(entries, className="multiples-legend", role="group", **{"aria-label": text("Legend")})


def _panel(context: Context, differing: Sequence[Sequence[State]]) -> html.Aside:
    state, text, record = context.state, context.text, context.record
    return html.Aside(
        [
            html.H2(text("Several days")),
            _chosen(state, text),
            _added(context),
            html.H3(text("What differs from the map before")),
            *(
                part
                for day, found in zip(state.several[1:], differing[1:], strict=True)
                for part in _differing(day, found, context)
            ),
            fold(text("Filters"), filter_box(record, state, text), is_open=not state.filter.is_empty),
        ],
        className="panel",
        tabIndex=0,
        **{"aria-label": text("Several days")},
    )


def _chosen(state: ViewState, text: Text) -> html.Ul:
    """The days, each of which can be left out while enough remain."""
    rows = []
    for day in state.several:
        rest = write_days(tuple(other for other in state.several if other != day))
        said = text("Leave out {day}", day=text.day(day))
        button = html.Button("×", title=said, **{"data-days": rest, "aria-label": said})
        rows.append(html.Li([text.day(day), button if len(state.several) > FEWEST else None]))
    return html.Ul(rows, className="chosen-days")


def _added(context: Context) -> html.Div:
    """How to add a day, and rows of days to choose from."""
    state, text, period = context.state, context.text, context.record.period
    is_full = len(state.several) >= MOST
    field = day_field(ids.SEVERAL_ADD, None, text, disabled=is_full)
    label = text("Add a day") if not is_full else text("Add a day (at most {most})", most=MOST)
    by_year = [
        html.Option(str(year), value=write_days(days))
        for year in period.years
        if len(days := quarters(year, period)) >= FEWEST
    ]
    names = {name: text.of(place.name) for name, place in context.record.places.items()}
    by_place = [
        html.Option(names[name], value=write_days(days))
        for name, days in sorted(turns(context.timeline, state.filter).items(), key=lambda one: names[one[0]])
        if len(days) >= FEWEST
    ]
    choice = html.Select(
        [
            html.Option(text("Choose …"), value=""),
            html.Optgroup(by_year, label=text("Every quarter of")),
            html.Optgroup(by_place, label=text("The last changes of")),
        ],
        id=ids.SEVERAL_CHOICE,
    )
    return html.Div(
        [
            html.Label(label, htmlFor=ids.SEVERAL_ADD),
            field,
            html.Label(text("Or take a row of days"), htmlFor=ids.SEVERAL_CHOICE),
            choice,
        ],
        className="filters several-days",
    )


def _differing(day: date, found: Sequence[State], context: Context) -> list[Component]:
    text = context.text
    said = [html.Li(state_in_words(one, context.record, text)) for one in found]
    rows = html.Ul(said) if said else html.P(text("Nothing is different."), className="quiet")
    return [html.H4(text.day(day)), rows]
