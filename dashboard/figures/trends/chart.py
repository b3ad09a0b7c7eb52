"""A trend as what it counts, before it is laid out: its words, its traces, its amounts through time."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard.asked.stretch import Stretch
from geodata.timeline import ONE_DAY

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class ChartTexts:
    """What a chart counts, in a few words and exactly."""

    title: str
    definition: str


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """What is counted under one name."""

    name: str
    colour: str
    traces: tuple[Json, ...]
    """For Plotly, from the bottom up. The first stands for the name: the line, the layer of what is sure, the bars."""
    amounts: pd.DataFrame
    """``claimed`` and ``best`` from each time on, by its ISO day."""
    contested: pd.DataFrame | None = None
    """The same of what is contested in this name, where that is drawn."""
    stripe: str | None = None

    def on(self, day: date) -> tuple[float, float]:
        """The low and the high end of the amount on a day."""
        return amount_on(self.amounts, day)

    def within(self, days: Stretch) -> "Series":
        """The same with what is drawn cut to some days; its amounts are those of all days."""
        return replace(self, traces=tuple(_cut(trace, days) for trace in self.traces))

    @property
    def is_drawn(self) -> bool:
        """Whether any of its traces is ever seen; an amount at the low end alone is not."""
        return any(any(trace["y"]) for trace in self.traces)


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """One trend: what every layout of it shows."""

    texts: ChartTexts
    series: tuple[Series, ...]
    places: tuple[str, ...]
    """Ids of the places that are counted, in the order of their table."""
    total: float
    """All that is counted; nothing is drawn where it is zero."""
    unit: str = ""
    has_share: bool = False
    """Whether a second scale gives the share of all that is counted."""

    def within(self, days: Stretch) -> "Chart":
        """The same chart of some days only."""
        return replace(self, series=tuple(one.within(days) for one in self.series))

    @property
    def is_drawn(self) -> bool:
        """Whether anything that it counts is ever seen."""
        return bool(self.total) and any(one.is_drawn for one in self.series)

    @property
    def traces(self) -> list[Json]:
        """Everything drawn, from the bottom up."""
        return [trace for one in self.series for trace in one.traces]

    @property
    def is_stacked(self) -> bool:
        """Whether the amounts lie on each other and fill all that is counted."""
        return any("stackgroup" in trace for trace in self.traces)

    @property
    def has_bars(self) -> bool:
        """Whether it counts what happened in a time, not what was on a day."""
        return any(trace["type"] == "bar" for trace in self.traces)


def _cut(trace: Json, days: Stretch) -> Json:
    """A trace cut to some days: steps begin with what held before, bars are those of the times that reach in."""
    times: list[str] = trace["x"]
    if not times:
        return trace
    first, last, end = days.first.isoformat(), days.last.isoformat(), (days.last + ONE_DAY).isoformat()
    before = max((index for index, time in enumerate(times) if time <= first), default=0)
    kept = [index for index, time in enumerate(times) if index >= before and time <= last]
    if trace["type"] != "bar":
        kept.append(kept[-1])
    lists = {name: [value[index] for index in kept] for name, value in trace.items() if _is_list_of(value, len(times))}
    if trace["type"] != "bar":
        lists["x"] = [max(first, times[index]) for index in kept[:-1]] + [min(end, max(times[-1], first))]
    return trace | lists


def _is_list_of(value: object, count: int) -> bool:
    return isinstance(value, list) and len(value) == count


def amount_on(amounts: pd.DataFrame, day: date) -> tuple[float, float]:
    """The low and the high end of an amount on a day."""
    last = amounts[amounts.index <= day.isoformat()].iloc[-1]
    return min(last["best"], last["claimed"]), max(last["best"], last["claimed"])
