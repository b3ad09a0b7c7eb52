"""One panel for each line, one below the other on a common scale: a place is as tall in one as in every other.

All stand on one axis of amounts and one of time, so that a day is a straight line through them. A panel is as tall as
its highest amount, and above it is the gap that keeps it apart, in which its name may stand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from dashboard.figures.trends.chart import Json, Series

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Panel:
    """Where a line stands on the common axis, in amounts."""

    series: Series
    base: float
    """What stands for zero."""
    highest: float

    @property
    def traces(self) -> list[Json]:
        """What is drawn, lifted to its place."""
        return [trace | {"y": [round(self.base + one, 3) for one in trace["y"]]} for trace in self.series.traces]


@dataclass(frozen=True, slots=True)
class Panels:
    """Some lines one below the other, in the order in which they are given."""

    panels: tuple[Panel, ...]
    pixels: float
    """How tall one of what is counted is."""
    gap: float
    """Pixels above each panel."""

    @classmethod
    def within(cls, series: Sequence[Series], height: float, gap: float, most: float = float("inf")) -> "Panels":
        """Fill a height in pixels, but with no more than so many for one of what is counted."""
        highest = [max(0.0, float(one.amounts["claimed"].max())) for one in series]
        pixels = min(most, (height - gap * len(series)) / (sum(highest) or 1))
        above = gap / pixels
        total = sum(highest) + above * len(series)
        bases = [total - down for down in accumulate(one + above for one in highest)]
        stood = zip(series, bases, highest, strict=True)
        return cls(tuple(Panel(one, max(0.0, base), high) for one, base, high in stood), pixels, gap)

    @property
    def top(self) -> float:
        """Where the axis ends, in amounts."""
        return sum(one.highest for one in self.panels) + self.gap / self.pixels * len(self.panels)

    @property
    def height(self) -> float:
        """Pixels of all together."""
        return self.top * self.pixels

    def down(self, value: float) -> float:
        """Pixels from the top of all panels to a place on the axis."""
        return (self.top - value) * self.pixels

    def ticks(self, least: float) -> list[tuple[float, int]]:
        """Places on the axis and the amounts for which they stand, nowhere nearer to each other than some pixels."""
        step = next((one for one in STEPS if one * self.pixels >= least), STEPS[-1])
        found = []
        for one in self.panels:
            ceiling = one.highest + (self.gap - least) / self.pixels
            amounts = range(0, int(one.highest) + 1, step)
            found += [(round(one.base + amount, 3), amount) for amount in amounts if not amount or amount <= ceiling]
        return found
