"""What changed between two days in words: the balance of the holders, then every change with its day and grade."""

from datetime import date
from itertools import groupby

from dash import html

from dashboard.asked.state import ViewState
from dashboard.asked.view import View
from dashboard.figures.dark import on_page
from dashboard.figures.legend import CONTESTED_SWATCH
from dashboard.figures.map.compare import side_name, sides, two_days
from dashboard.figures.style import UNKNOWN_COLOUR
from dashboard.text import Text
from dashboard.told.finding import sentence_case
from dashboard.told.names import filter_in_words
from dashboard.told.others import sides_in_words
from dashboard.told.turning_points import presets_of
from dashboard.told.words import actors_in_words, change_in_words, grade_in_words
from dashboard.views.card import background
from geodata.comparison import Tally, tallies
from geodata.record import Record
from geodata.timeline import Change, ChangeKind, Timeline
from geodata.vocabulary import Precision, Status


def compared(timeline: Timeline, state: ViewState, text: Text) -> list[object]:
    """The two days of a view in words, as the children of the list beside the maps."""
    if state.is_sided:
        return _sided(timeline, state, text)
    found = shown_changes(timeline, state)
    return [
        html.H2(text("From {first} to {last}", first=text.day(state.after), last=text.day(state.until))),
        *_turning_point(timeline.record, state, text),
        *_filtered(timeline.record, state, text),
        html.H3(text("Places won and lost")),
        _balance(timeline, state, text),
        html.H3(text("Every change in between: {count}", count=len(found))),
        html.P(_kinds(found, text), className="quiet") if found else None,
        *_days(found, timeline.record, state, text),
    ]


def _sided(timeline: Timeline, state: ViewState, text: Text) -> list[object]:
    """Where the two sides part, each seen through a lens of its own."""
    both = sides(state, timeline)
    kept = {name for name, place in timeline.record.places.items() if state.filter.keeps_place(place)}
    apart, sums = sides_in_words(*both, state.after, state.until, text, kept)
    names = [side_name(one, timeline.record, text, is_sided=True) for one in two_days(state)]
    return [
        html.H2(text("{left} against {right}", left=names[0], right=names[1])),
        html.P(sums, className="filtered"),
        html.H3(text("Where they part")),
        html.Ul([html.Li(line) for line in apart], className="changes") if apart else html.P(text("Nowhere.")),
    ]


def shown_changes(timeline: Timeline, state: ViewState) -> list[Change]:
    """The changes between the two days of a view that its filter keeps, by day and then by place."""
    found = timeline.changes(state.after, state.until)
    return [change for change in found if state.filter.keeps_change(change, timeline.record)]


def _turning_point(record: Record, state: ViewState, text: Text) -> list[html.P]:
    told = [one for one in presets_of(record, text) if (one.after, one.until) == (state.after, state.until)]
    return [html.P([html.Strong(f"{one.name}. "), " ".join(one.told)], className="turning-point") for one in told]


def _filtered(record: Record, state: ViewState, text: Text) -> list[html.P]:
    said = filter_in_words(state.filter, record, text)
    if state.known:
        said.append(text("as known on {day}", day=text.day(state.known)))
    if state.assessor:
        said.append(text("as seen by {assessor}", assessor=text.of(record.assessors[state.assessor].short)))
    if state.grade:
        said.append(text("claims of grade {grade} or better", grade=state.grade))
    if state.fresh:
        said.append(text("confirmed within a year and a half"))
    return [html.P(text("Filtered: {parts}", parts=" · ".join(said)), className="filtered")] if said else []


def _balance(timeline: Timeline, state: ViewState, text: Text) -> html.Div:
    record, seen = timeline.record, state.filter
    rows = tallies(timeline, state.after, state.until, seen)
    days = [text.short_day(day) for day in (state.after, state.until)]
    heads = [text("Holder"), days[0], text("won"), text("lost"), text("record"), days[1]]
    count = sum(row.held for row in rows)
    caption = text(
        "Places: {count}, bases included. Record: its holder begins (+) or ceases (−) to be known; like a change of "
        "name, no change of hands.",
        count=count,
    )
    return html.Div(
        [
            html.Table(
                [
                    html.Thead(html.Tr([html.Th(head, scope="col") for head in heads])),
                    html.Tbody([_tally(row, record, text, is_split=seen.splits(row.actors, record)) for row in rows]),
                ],
                className="balance",
            ),
            html.P(caption, className="quiet"),
        ]
    )


def _tally(row: Tally, record: Record, text: Text, *, is_split: bool) -> html.Tr:
    """A row of the balance; what one name of a line won and lost is not told, for its renaming is neither."""
    if row.actors:
        colour, name = (
            record.actors[row.actors[0]].colour,
            ", ".join(text.of(record.actors[a].short) for a in row.actors),
        )
    elif row.status is Status.CONTESTED:
        colour, name = CONTESTED_SWATCH[0], text("Contested, no single holder")
    else:
        colour, name = UNKNOWN_COLOUR, text("Unknown")
    swatch = html.Span(className="swatch", style={"background": on_page(colour)}, **{"aria-hidden": "true"})
    counts = (row.won, -row.lost, row.found)
    told = ["–"] * len(counts) if is_split else map(_signed, counts)
    cells = [html.Td(said) for said in (str(row.held), *told, str(row.holds))]
    return html.Tr([html.Th([swatch, name], scope="row"), *cells])


def _signed(number: int) -> str:
    return f"{number:+}".replace("-", "−") if number else "0"


def _kinds(found: list[Change], text: Text) -> str:
    count = {kind: sum(change.kind is kind for change in found) for kind in ChangeKind}
    said = [
        text("changes of hands: {count}", count=count[ChangeKind.HANDS]),
        text("contests begun or ended: {count}", count=count[ChangeKind.CONTEST]),
        text("other forces come or gone: {count}", count=count[ChangeKind.PRESENCE]),
        text("begin or cease to be known: {count}", count=count[ChangeKind.KNOWLEDGE]),
        text("new names only: {count}", count=count[ChangeKind.LABEL]),
    ]
    return " · ".join(said)


def _days(found: list[Change], record: Record, state: ViewState, text: Text) -> list[object]:
    if not found:
        return [html.P(text("Nothing in the record changes in this time."), className="quiet")]
    parts: list[object] = []
    for (day, precision), changes in groupby(found, _dated):
        rows = [_row(change, record, state, text) for change in changes]
        when = text.when(day, precision)
        parts += [html.H4(sentence_case(when)), html.Ul(rows, className="changes")]
    return parts


def _dated(change: Change) -> tuple[date, Precision]:
    """The day of a change, and how exactly it is known: what is not known to the day has a heading of its own."""
    claim = change.after.claim
    return change.date, claim.precision if claim else Precision.DAY


def _row(change: Change, record: Record, state: ViewState, text: Text) -> html.Li:
    place = change.after.place.id
    changes = {"view": View.MAP, "on": change.date, "place": place}
    to = "&".join(f"{name}={value}" for name, value in changes.items())
    said = html.A(
        change_in_words(change, record, text) + came_and_went(change, record, text),
        href=f"?{state.but(**changes).query()}",
        **{"data-view": to},
    )
    return html.Li(
        [_from_to(change, record), html.Span([said, *_grade(change, record, text)])],
        className=f"change {change.kind}",
        **{"data-row": place},
    )


def came_and_went(change: Change, record: Record, text: Text) -> str:
    """Which other forces are new in a place and which are gone, where that alone is the change."""
    if change.kind is not ChangeKind.PRESENCE:
        return ""
    before, after = change.before.present, change.after.present
    came = tuple(actor for actor in after if actor not in before)
    went = tuple(actor for actor in before if actor not in after)
    said = [text("new there: {actors}", actors=actors_in_words(came, record, text))] if came else []
    said += [text("no longer there: {actors}", actors=actors_in_words(went, record, text))] if went else []
    return "".join(text("; {part}", part=part) for part in said)


def _from_to(change: Change, record: Record) -> html.Span:
    """Two swatches, the state before and the state after."""
    shades = [background(state, record) for state in (change.before, change.after)]
    return html.Span(
        [html.Span(style={"background": shade}) for shade in shades], className="from-to", **{"aria-hidden": "true"}
    )


def _grade(change: Change, record: Record, text: Text) -> list[object]:
    claim = change.after.shown
    if claim is None or record.assessor:
        return []
    grade = record.grade_of(claim)
    said = grade_in_words(grade, text)
    return [" ", html.Span([str(grade), html.Span(f", {said}", className="unseen")], className="grade", title=said)]
