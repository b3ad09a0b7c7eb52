"""The trends: four charts on one time axis, each counting one thing by holder, with its range.

A colour stands for a lineage: actors that wear one colour are summed, as on the map. The same tables that are drawn
can be downloaded.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from dashboard.asked.state import ViewState
from dashboard.figures.style import INK, translucent
from dashboard.figures.trends.chart import Chart, ChartTexts, Series
from dashboard.figures.trends.stacks import stacked, times
from dashboard.text import Text
from geodata import shares
from geodata.entities import Place
from geodata.record import Record
from geodata.selection import Filter
from geodata.timeline import ChangeKind, Timeline
from geodata.vocabulary import PlaceKind, Status

CONTESTED_LINE, BESIEGED_LINE, UNKNOWN_LINE, STALE_LINE = "#5d6570", "#111111", "#a39d8e", "#7a5c8a"
BAND_OPACITY = 0.13

Table = Callable[[Timeline, Filter], pd.DataFrame]


def _kept(timeline: Timeline, seen: Filter) -> Callable[[Place], bool]:
    """Which places are counted through a filter: those it ever chooses, and each of them whole."""
    return lambda place: seen.keeps_ever(timeline, place.id)


def _places(timeline: Timeline, seen: Filter) -> pd.DataFrame:
    return shares.places_held(timeline, _kept(timeline, seen))


def _area(timeline: Timeline, seen: Filter) -> pd.DataFrame:
    return shares.area_held(timeline, _kept(timeline, seen))


def _bases(timeline: Timeline, seen: Filter) -> pd.DataFrame:
    return shares.bases_held(timeline, _kept(timeline, seen))


def _hands(timeline: Timeline, seen: Filter) -> pd.DataFrame:
    kept = _kept(timeline, seen)
    return shares.changes_of_hands(timeline, lambda change: kept(change.after.place))


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


def places_chart(timeline: Timeline, state: ViewState, text: Text) -> Chart:
    """Lines of the number of places held by each lineage, each above the band of its range; the rest come last."""
    frame, record = _places(timeline, state.filter), timeline.record
    texts = ChartTexts(
        text("Places held, by actor"),
        text(
            "Counted: {count} towns, villages, crossings, rural areas and the Adrar Tigharghar; not the bases. Line: "
            "everything claimed; band: down to what claims of grade C2 or better bear out. Contested places are "
            "counted apart, whoever holds them. Besieged ones, and those whose state no source has confirmed for a "
            "year and a half, count with their holder too.",
            count=_total(frame),
        ),
    )
    held = frame[frame["status"].isin([str(status) for status in Status if status.is_held])]
    series = [
        _line(one.name, one.colour, "solid", _run(held[held["actor"].isin(one.actors)], frame), text)
        for one in lineages(held, record, text)
    ]
    for rows, name, colour, dash in (
        (_of(frame, Status.BESIEGED), text("Besieged"), BESIEGED_LINE, "dash"),
        (frame.assign(claimed=frame["stale"], best=frame["stale"]), text("Not lately confirmed"), STALE_LINE, "dot"),
        (_of(frame, Status.CONTESTED), text("Contested"), CONTESTED_LINE, "dash"),
        (_of(frame, Status.UNKNOWN), text("Unknown"), UNKNOWN_LINE, "dot"),
    ):
        series.append(_line(name, colour, dash, _run(rows, frame), text))
    places = _ids(record, lambda place: not place.kind.is_base and _kept(timeline, state.filter)(place))
    return Chart(texts, tuple(series), places, _total(frame))


def _of(frame: pd.DataFrame, status: str) -> pd.DataFrame:
    return frame[frame["status"] == str(status)]


def _ids(record: Record, counts: Callable[[Place], bool]) -> tuple[str, ...]:
    return tuple(place.id for place in record.places.values() if counts(place))


def _total(frame: pd.DataFrame) -> float:
    return frame[frame["since"] == frame["since"].min()]["claimed"].sum() if len(frame) else 0


def _run(rows: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """Both amounts of some rows at every time at which anything in the table changes, and at its end."""
    return times(rows.groupby("since")[["claimed", "best"]].sum(), frame)


def _line(name: str, colour: str, dash: str, run: pd.DataFrame, text: Text) -> Series:
    """A step line, and below it the band down to what the better claims bear out."""
    common = {"type": "scatter", "x": run.index.tolist(), "mode": "lines", "showlegend": False}
    amounts = {"amount": "%{customdata[0]}", "best": "%{customdata[1]}"}  # the height is that of its panel, too
    said = text("{name}: {amount} ({best} at C2 or better)", name=name, **amounts)
    floor = common | {
        "y": run["best"].tolist(),
        "name": text("{name}, at C2 or better", name=name),
        "line": {"shape": "hv", "width": 0},
        "hoverinfo": "skip",
        "legendgroup": name,
    }
    line = common | {
        "y": run["claimed"].tolist(),
        "name": name,
        "line": {"shape": "hv", "width": 2.2, "color": colour, "dash": dash},
        "fill": "tonexty",
        "fillcolor": translucent(colour, BAND_OPACITY),
        "customdata": run[["claimed", "best"]].to_numpy().tolist(),
        "hovertemplate": f"{said}<extra></extra>",
    }
    if dash != "solid":  # what is contested or unknown has no range worth a band
        return Series(name, colour, (line | {"fill": "none"},), run)
    return Series(name, colour, (floor, line), run)


def area_chart(timeline: Timeline, state: ViewState, text: Text) -> Chart:
    """The communes of Kidal and Ménaka regions stacked by the holder of the place each follows."""
    frame, record, unit = _area(timeline, state.filter), timeline.record, "km²"
    texts = ChartTexts(
        text("Communes of Kidal and Ménaka regions, by holder of the place they follow, km²"),
        text(
            "Counted: {area} km². A commune counts whole for the holder of its place; its ground is not "
            "thereby under control. Full colour: claims of grade C2 or better; fainter: weaker claims; stripes: "
            "contested, in the holder’s colour. The right scale is the share of all communes counted.",
            area=text.number(_total(frame), "#,##0"),
        ),
    )
    series = stacked(frame, lineages(frame, record, text), text, timeline.lens, unit=f" {unit}")
    followed = set(record.layers["communes"]["follows"].dropna())
    places = _ids(record, lambda place: place.id in followed and _kept(timeline, state.filter)(place))
    return Chart(texts, tuple(series), places, _total(frame), unit, has_share=True)


def bases_chart(timeline: Timeline, state: ViewState, text: Text) -> Chart:
    """The sites of the UN mission stacked by holder, from before their opening."""
    frame, record = _bases(timeline, state.filter), timeline.record
    texts = ChartTexts(
        text("UN bases, by holder"),
        text(
            "Counted: {count} sites of the UN mission. Full colour: claims of grade C2 or better; fainter: weaker "
            "claims; stripes: contested. A site is not open before its first troops are attested.",
            count=_total(frame),
        ),
    )
    series = stacked(frame, lineages(frame, record, text), text, timeline.lens)
    places = _ids(record, lambda place: place.kind is PlaceKind.UN_BASE and _kept(timeline, state.filter)(place))
    return Chart(texts, tuple(series), places, _total(frame))


def hands_chart(timeline: Timeline, state: ViewState, text: Text) -> Chart:
    """Bars of the changes of hands in every quarter."""
    frame, record = _hands(timeline, state.filter), timeline.record
    kinds = (
        ("places", text("Place, one holder to another"), INK),
        ("bases", text("Base, one holder to another"), "#7f97ad"),
        ("from_dispute", text("Won out of a contest without a holder"), "#c9bfa8"),
        ("to_dispute", text("Lost to a contest without a holder"), "#e5e2d9"),
    )
    total = int(frame[[column for column, *_ in kinds]].to_numpy().sum())
    texts = ChartTexts(
        text("Changes of hands per quarter"),
        text(
            "Counted: {count} changes of holder. A new name of the same fighters is none; nor is a contest that leaves "
            "the holder in place, or a holder whom the record begins or ceases to know. A date not known to the day "
            "counts in the quarter it is put in.",
            count=total,
        ),
    )
    passed = {
        change.after.place.id
        for change in timeline.all_changes()
        if change.kind is ChangeKind.HANDS and _kept(timeline, state.filter)(change.after.place)
    }
    series = tuple(_quarters(frame, column, name, colour) for column, name, colour in kinds)
    return Chart(texts, series, _ids(record, lambda place: place.id in passed), total)


def _quarters(frame: pd.DataFrame, column: str, name: str, colour: str) -> Series:
    bars = {
        "type": "bar",
        "x": frame["since"].tolist(),
        "y": frame[column].tolist(),
        "name": name,
        "xperiod": "M3",
        "xperiodalignment": "middle",
        "marker": {"color": colour, "line": {"color": INK, "width": 0.4}},
        "customdata": frame["quarter"].tolist(),
        "hovertemplate": "%{customdata}: %{y}<extra>" + name + "</extra>",
    }
    counts = pd.DataFrame({"claimed": frame[column], "best": frame[column]}).set_axis(frame["since"])
    return Series(name, colour, (bars,), counts)


CHARTS: dict[str, Callable[[Timeline, ViewState, Text], Chart]] = {
    "places": places_chart,
    "area": area_chart,
    "hands": hands_chart,
    "bases": bases_chart,
}
"""Every chart by the name of its table, in the order of the page."""
