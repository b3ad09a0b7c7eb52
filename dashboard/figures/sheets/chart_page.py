"""The sheet of a chart: where the chart lies on it, its time axis, the line of the day, the lines at its foot.

Everything is fixed in pixels from the sheet's top left corner; nothing is left to the browser.
"""

from dataclasses import dataclass
from datetime import date

from dashboard.asked.size import WIDE, WIDTH, Size
from dashboard.asked.state import ViewState
from dashboard.asked.stretch import Stretch
from dashboard.figures.furniture import VEIL
from dashboard.figures.labels import text_width
from dashboard.figures.sheets import margins
from dashboard.figures.sheets.margins import EDGE, NOTED, Drawing, note
from dashboard.figures.style import FONT, HIGHLIGHT, INK, PAPER, QUIET_INK
from dashboard.text import Text
from geodata.period import Period
from geodata.timeline import ONE_DAY

Json = dict[str, object]

TICKS = NOTED
"""Type size of years, amounts and the names of rows."""
GRID = "rgba(90,84,76,0.18)"
FEW_YEARS = 3
"""Of so many years at most the months are named, in numbers, which speak both languages."""
MOST_MONTHS, MONTH_STEPS = 14, (1, 3, 6)
MONTH_ROOM = 56
"""Pixels for the name of a month, right of its line."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a sheet, in pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class Plot(Box):
    """Where a chart lies on its sheet, and the days that it shows in its width."""

    days: Stretch
    sheet: Size = WIDE

    @property
    def pixels_per_day(self) -> float:
        """Width of a day."""
        return self.width / self.days.count

    def across(self, day: date) -> float:
        """Where a day begins; at the edge, for what lies beyond it."""
        within = min(max(day, self.days.first), self.days.last + ONE_DAY)
        return self.left + (within - self.days.first).days * self.pixels_per_day

    def layout(self, *, years_above: bool) -> Json:
        """The size of the sheet, and the time axis on its place; the caller adds what the heights mean."""
        return {
            "width": WIDTH,
            "height": self.sheet.height,
            "autosize": False,
            "template": "none",  # the usual one lets labels push the margins
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
            "paper_bgcolor": PAPER,
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "color": INK, "size": TICKS},
            "showlegend": False,
            "hovermode": False,
            "xaxis": {
                "type": "date",
                "anchor": "y",
                "side": "top" if years_above else "bottom",
                "range": [self.days.first.isoformat(), (self.days.last + ONE_DAY).isoformat()],
                "domain": [self.left / WIDTH, self.right / WIDTH],
                **self._ticks(),
                "tickangle": 0,
                "tickfont": {"family": FONT, "size": TICKS, "color": QUIET_INK},
                "ticks": "",
                "ticklabelstandoff": 2,
                "showgrid": True,
                "gridcolor": GRID,
                "gridwidth": 1,
                "zeroline": False,
                "showline": False,
                "fixedrange": True,
            },
            "yaxis": {
                "anchor": "x",
                "domain": [1 - self.bottom / self.sheet.height, 1 - self.top / self.sheet.height],
                "tickfont": {"family": FONT, "size": TICKS, "color": INK},
                "ticks": "",
                "zeroline": False,
                "showline": False,
                "fixedrange": True,
            },
        }

    def _ticks(self) -> Json:
        """The years, named in their middle; of a few years the quarters or months, named where they begin."""
        years = [date(year, 1, 1) for year in range(self.days.first.year, self.days.last.year + 1)]
        if self.days.count > FEW_YEARS * 365:
            half = round(self.pixels_per_day * 365 / 2)
            return {
                "tickvals": [year.isoformat() for year in years],
                "ticktext": [str(year.year) if self._has_room(year, 2 * half) else "" for year in years],
                "ticklabelshift": half,
            }
        step = next(step for step in MONTH_STEPS if self.days.count / 30 / step <= MOST_MONTHS)
        months = [date(year.year, month, 1) for year in years for month in range(1, 13, step)]
        seen = [month for month in months if self.days.first <= month <= self.days.last]
        return {
            "tickvals": [month.isoformat() for month in seen],
            "ticktext": [f"{month:%Y-%m}" if self._has_room(month, MONTH_ROOM) else "" for month in seen],
            "ticklabelshift": MONTH_ROOM // 2,
        }

    def _has_room(self, day: date, wide: float) -> bool:
        """Whether what is written from a day on ends before the chart does; to a pixel."""
        return self.across(day) + wide <= self.right + 1

    def carried(self, period: Period) -> Drawing:
        """A veil over the days that are shown on which states are carried forward."""
        first = max(period.as_of + ONE_DAY, self.days.first)
        if first > self.days.last:
            return [], []
        left = self.across(first)
        return [], [margins.rectangle("carried", left, self.top, self.right - left, self.height, fill=VEIL)]

    def day(self, state: ViewState, text: Text, *, said_above: bool) -> Drawing:
        """The line of the day, and the day at its end; nothing if the chart does not show it."""
        if not self.days.first <= state.on <= self.days.last:
            return [], []
        x, said = self.across(state.on), text.short_day(state.on)
        half = text_width(said, TICKS, 600) / 2
        middle = min(max(x, (self.left if said_above else EDGE) + half), self.right - half)
        y, side = (self.top - 3, "bottom") if said_above else (self.bottom + 3, "top")
        label = note("day-label", said, middle, y, size=TICKS, weight=600, xanchor="center", yanchor=side)
        line = {
            "type": "line",
            "name": "day",
            "xref": "x",
            "yref": "paper",
            "x0": state.on.isoformat(),
            "x1": state.on.isoformat(),
            "y0": 1 - self.bottom / self.sheet.height,
            "y1": 1 - self.top / self.sheet.height,
            "line": {"color": HIGHLIGHT, "width": 1.6},
            "layer": "above",
        }
        return [label], [line]


def nothing(said: str, plot: Box) -> Drawing:
    """Say that nothing is left to draw."""
    x, y = plot.left + plot.width / 2, plot.top + plot.height / 2
    return [margins.note("nothing", said, x, y, size=18, colour=QUIET_INK, xanchor="center", yanchor="middle")], []
