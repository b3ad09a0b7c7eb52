"""The trends: four charts on one time axis, each counting one thing by holder, with its range.

A colour stands for a lineage: actors that wear one colour are summed, as on the map. The same tables that are drawn
can be downloaded.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from dashboard.figures.chart_sheet import ChartTexts, chart, nothing, spread
from dashboard.figures.stacks import stack_traces, times
from dashboard.figures.style import INK, translucent
from dashboard.filters import Filter
from dashboard.state import ViewState
from dashboard.text import Text
from geodata import shares
from geodata.record import Record
from geodata.timeline import Timeline
from geodata.vocabulary import Status

CONTESTED_LINE, UNKNOWN_LINE = "#5d6570", "#a39d8e"
BAND_OPACITY = 0.13
LINE_HEIGHT = 430
STACK_HEIGHT = 400
BARS_HEIGHT = 330
LABEL_LETTERS = 24
SHARE_AXIS = {
    "overlaying": "y",
    "side": "right",
    "range": [0, 100],
    "tickvals": [0, 25, 50, 75, 100],
    "ticktext": [f"{part}\N{NO-BREAK SPACE}%" for part in (0, 25, 50, 75, 100)],
    "showgrid": False,
    "fixedrange": True,
}

Table = Callable[[Timeline, Filter], pd.DataFrame]


def _places(timeline: Timeline, seen: Filter) -> pd.DataFrame:
    return shares.places_held(timeline, seen.keeps_place, lambda state: seen.keeps_state(state, timeline.record))


def _area(timeline: Timeline, seen: Filter) -> pd.DataFrame:
    return shares.area_held(timeline, seen.keeps_place, lambda state: seen.keeps_state(state, timeline.record))


def _bases(timeline: Timeline, seen: Filter) -> pd.DataFrame:
    return shares.bases_held(timeline, seen.keeps_place, lambda state: seen.keeps_state(state, timeline.record))


def _hands(timeline: Timeline, seen: Filter) -> pd.DataFrame:
    return shares.changes_of_hands(timeline, lambda change: seen.keeps_change(change, timeline.record))


TABLES: dict[str, Table] = {"places": _places, "area": _area, "hands": _hands, "bases": _bases}
"""The table behind every chart, by its name in the address of the download."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Actors that wear one colour."""

    colour: str
    name: str
    actors: frozenset[str]


def lineages(frame: pd.DataFrame, record: Record, text: Text) -> list[Lineage]:
    """The lineages that hold anything in a table, in the order of the actors table."""
    found = set(frame["actor"].dropna())
    by_colour: dict[str, list[str]] = {}
    for actor in record.actors.values():
        if actor.id in found:
            by_colour.setdefault(actor.colour, []).append(actor.id)
    return [
        Lineage(colour, ", ".join(text.of(record.actors[name].short) for name in names), frozenset(names))
        for colour, names in by_colour.items()
    ]


def places_chart(timeline: Timeline, state: ViewState, text: Text, *, narrow: bool = False) -> go.Figure:
    """Lines of the number of places held by each lineage, each above the band of its range."""
    frame, record = _places(timeline, state.filter), timeline.record
    texts = ChartTexts(
        text("Places held, by actor"),
        text(
            "Counted: {count} towns, villages, crossings, rural areas and the Adrar Tigharghar; not the bases. Line: "
            "everything claimed; band: down to what claims of grade C2 or better bear out. Contested places are "
            "counted apart, whoever holds them.",
            count=_total(frame),
        ),
    )
    held = frame[frame["status"] == str(Status.HELD)]
    series = [
        (one.name, one.colour, "solid", _run(held[held["actor"].isin(one.actors)], frame))
        for one in lineages(held, record, text)
    ]
    for status, name, colour in (
        (Status.CONTESTED, text("Contested"), CONTESTED_LINE),
        (Status.UNKNOWN, text("Unknown"), UNKNOWN_LINE),
    ):
        series.append((name, colour, "dash" if status is Status.CONTESTED else "dot", _run(_of(frame, status), frame)))
    figure = chart(texts, timeline, state, text, height=LINE_HEIGHT, narrow=narrow)
    for name, colour, dash, run in series:
        figure.add_traces(_line(name, colour, dash, run, text))
    ends = [(name, colour, float(run["claimed"].iloc[-1])) for name, colour, _, run in series if len(run)]
    return spread(figure, ends, LABEL_LETTERS, narrow=narrow) if len(frame) else nothing(figure, text)


def _of(frame: pd.DataFrame, status: str) -> pd.DataFrame:
    return frame[frame["status"] == str(status)]


def _keys(traces: list[go.Scatter]) -> list[str]:
    return [trace.name for trace in traces if trace.showlegend]


def _total(frame: pd.DataFrame) -> int:
    return int(frame[frame["since"] == frame["since"].min()]["claimed"].sum()) if len(frame) else 0


def _run(rows: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Both amounts of some rows at every time at which anything in the table changes, and at its end."""
    return times(rows.groupby("since")[["claimed", "best"]].sum(), frame)


def _line(name: str, colour: str, dash: str, run: pd.DataFrame, text: Text) -> list[go.Scatter]:
    """A step line, and below it the band down to what the better claims bear out."""
    common = {"x": run.index, "mode": "lines", "showlegend": False}
    floor = go.Scatter(**common, y=run["best"], line={"shape": "hv", "width": 0}, hoverinfo="skip", legendgroup=name)
    line = go.Scatter(
        **common,
        y=run["claimed"],
        name=name,
        line={"shape": "hv", "width": 2.2, "color": colour, "dash": dash},
        fill="tonexty",
        fillcolor=translucent(colour, BAND_OPACITY),
        customdata=run["best"],
        hovertemplate=text("{name}: {amount} ({best} at C2 or better)", name=name, amount="%{y}", best="%{customdata}")
        + "<extra></extra>",
    )
    if dash != "solid":  # what is contested or unknown has no range worth a band
        return [line.update(fill="none")]
    return [floor, line]


def area_chart(timeline: Timeline, state: ViewState, text: Text, *, narrow: bool = False) -> go.Figure:
    """The communes of Kidal and Ménaka regions stacked by the holder of the place each follows."""
    frame = _area(timeline, state.filter)
    total = frame[frame["since"] == frame["since"].min()]["claimed"].sum() if len(frame) else 0
    texts = ChartTexts(
        text("Communes of Kidal and Ménaka regions, by holder of the place they follow, km²"),
        text(
            "Counted: {area} km². A commune counts whole for the holder of its place; its ground is not "
            "thereby under control. Full colour: claims of grade C2 or better; paler: weaker claims; stripes: "
            "contested, in the holder’s colour. The right scale is the share of all communes counted.",
            area=text.number(total, "#,##0"),
        ),
    )
    traces = stack_traces(frame, lineages(frame, timeline.record, text), text, unit=" km²")
    figure = chart(texts, timeline, state, text, height=STACK_HEIGHT, narrow=narrow, keys=_keys(traces))
    figure.add_traces(traces)
    figure.update_yaxes(range=[0, total or 1], tickformat=",.0f")
    figure.add_scatter(x=[None], y=[None], yaxis="y2", showlegend=False, hoverinfo="skip")
    figure.update_layout(yaxis2=SHARE_AXIS | {"tickfont": figure.layout.yaxis.tickfont})
    return figure if len(frame) else nothing(figure, text)


def bases_chart(timeline: Timeline, state: ViewState, text: Text, *, narrow: bool = False) -> go.Figure:
    """The sites of the UN mission stacked by holder, from before their opening."""
    frame = _bases(timeline, state.filter)
    texts = ChartTexts(
        text("UN bases, by holder"),
        text(
            "Counted: {count} sites of the UN mission. Full colour: claims of grade C2 or better; paler: weaker "
            "claims; stripes: contested. A site is not open before its first troops are attested.",
            count=_total(frame),
        ),
    )
    traces = stack_traces(frame, lineages(frame, timeline.record, text), text)
    figure = chart(texts, timeline, state, text, height=STACK_HEIGHT - 60, narrow=narrow, keys=_keys(traces))
    figure.add_traces(traces)
    figure.update_yaxes(range=[0, _total(frame) or 1])
    return figure if len(frame) else nothing(figure, text)


def hands_chart(timeline: Timeline, state: ViewState, text: Text, *, narrow: bool = False) -> go.Figure:
    """Bars of the changes of hands in every quarter."""
    frame = _hands(timeline, state.filter)
    total = int(frame[["places", "bases", "from_dispute", "to_dispute"]].to_numpy().sum())
    texts = ChartTexts(
        text("Changes of hands per quarter"),
        text(
            "Counted: {count} changes of holder. A new name of the same fighters is none; nor is a contest that leaves "
            "the holder in place, or a holder whom the record begins or ceases to know. A date not known to the day "
            "counts in the quarter it is put in.",
            count=total,
        ),
    )
    kinds = (
        ("places", text("Place, one holder to another"), INK),
        ("bases", text("Base, one holder to another"), "#7f97ad"),
        ("from_dispute", text("Won out of a contest without a holder"), "#c9bfa8"),
        ("to_dispute", text("Lost to a contest without a holder"), "#e5e2d9"),
    )
    figure = chart(texts, timeline, state, text, height=BARS_HEIGHT, narrow=narrow, keys=[name for _, name, _ in kinds])
    for column, name, colour in kinds:
        figure.add_bar(
            x=frame["since"],
            y=frame[column],
            name=name,
            xperiod="M3",
            xperiodalignment="middle",
            marker={"color": colour, "line": {"color": INK, "width": 0.4}},
            customdata=frame["quarter"],
            hovertemplate="%{customdata}: %{y}<extra>" + name + "</extra>",
        )
    figure.update_layout(barmode="stack", bargap=0.12)
    return figure if total else nothing(figure, text)


CHARTS: dict[str, Callable[..., go.Figure]] = {
    "places": places_chart,
    "area": area_chart,
    "hands": hands_chart,
    "bases": bases_chart,
}
"""Every chart by the name of its table, in the order of the page."""
