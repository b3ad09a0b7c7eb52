"""A trend as what it counts, before it is laid out: its words, its traces, its amounts through time."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

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


def amount_on(amounts: pd.DataFrame, day: date) -> tuple[float, float]:
    """The low and the high end of an amount on a day."""
    last = amounts[amounts.index <= day.isoformat()].iloc[-1]
    return min(last["best"], last["claimed"]), max(last["best"], last["claimed"])
