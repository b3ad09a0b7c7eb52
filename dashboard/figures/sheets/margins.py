"""What stands around the map on a sheet: marking, title, legend, keys, locator, the lines at its foot.

All of it is plain notes and paths in pixels from the sheet's top left corner, in the vocabulary of a Plotly layout,
so that the browser, the image and the slide draw the same things.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.asked.state import ViewState
from dashboard.figures.furniture import EMPTY, footer_lines, title
from dashboard.figures.labels import text_width, wrapped
from dashboard.figures.legend import NO_SWATCH, LegendLine
from dashboard.figures.style import FONT, INK, OUTSIDE, QUIET_INK
from dashboard.text import Text
from dashboard.told.days import day_in_full
from geodata.export import last_changed
from geodata.record import Record

Json = dict[str, object]
Point = tuple[float, float]
Drawing = tuple[list[Json], list[Json]]
"""Notes and paths."""

WIDTH, HEIGHT = 1280, 720
EDGE = 28
COLUMN = 878
"""Left edge of the column with legend and keys."""
COLUMN_WIDTH = WIDTH - EDGE - COLUMN
LINE_HEIGHT = 21
FOOT_TOP = 645
FOOT_SIZE = 11
MARKING_SIZE = 14
HEADLINE = "headline"
"""Name of the note that is the title of the sheet: what it shows, or of a map the day."""


def note(
    name: str,
    said: str,
    x: float,
    y: float,
    *,
    size: float,
    weight: int = 400,
    colour: str = INK,
    xanchor: str = "left",
    yanchor: str = "top",
) -> Json:
    """A line or more of plain text at a point of the sheet; nothing in it is read as markup."""
    return {
        "name": name,
        "text": "<br>".join(escape(line, quote=False) for line in said.split("\n")) or EMPTY,
        "x": 0,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xshift": round(x, 2),
        "yshift": round(-y, 2),
        "xanchor": xanchor,
        "yanchor": yanchor,
        "align": xanchor,
        "showarrow": False,
        "borderpad": 0,
        "font": {"family": FONT, "size": size, "color": colour, "weight": weight},
    }


def path(
    name: str,
    points: Sequence[Point],
    *,
    fill: str = "rgba(0,0,0,0)",
    line: str = INK,
    stroke: float = 0,
    closed: bool = False,
) -> Json:
    """A line or outline through points of the sheet."""
    steps = " L ".join(f"{round(x, 2):g} {round(-y, 2):g}" for x, y in points)
    return {
        "name": name,
        "type": "path",
        "path": f"M {steps}{' Z' if closed else ''}",
        "xref": "paper",
        "yref": "paper",
        "xanchor": 0,
        "yanchor": 1,
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "fillcolor": fill,
        "line": {"color": line, "width": stroke},
        "layer": "above",
    }


def rectangle(name: str, left: float, top: float, width: float, height: float, **drawn: object) -> Json:
    """A closed path round a rectangle."""
    corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    return path(name, corners, closed=True, **drawn)


def together(*parts: Drawing) -> Drawing:
    """Several drawings as one."""
    return [one for notes, _ in parts for one in notes], [one for _, shapes in parts for one in shapes]


def banners(marking: str) -> Drawing:
    """The handling marking at the top and at the bottom."""
    if not marking:
        return [], []
    places, size = (("marking", 1), ("marking-bottom", HEIGHT - 23)), marking_size(marking)
    return [note(name, marking, WIDTH / 2, y, size=size, weight=700, xanchor="center") for name, y in places], []


def marking_size(marking: str) -> float:
    """The size of type in which a marking fits on one line of a sheet."""
    return round(min(MARKING_SIZE, MARKING_SIZE * (WIDTH - 2 * EDGE) / text_width(marking, MARKING_SIZE, 700)), 1)


def heading(record: Record, state: ViewState, text: Text, day: str, what: str | None = None) -> Drawing:
    """The heading of a map: the title with the filters in force above the day.

    Parameters
    ----------
    day
        What stands large: the day, or the days.
    what
        The title of another sheet than that of a day.
    """
    said = title(state, record, text, what) if what else f"{title(state, record, text)} · " + text("situation on")
    large = note(HEADLINE, day, EDGE, 84, size=31, weight=700, yanchor="bottom")
    return [_small_line("title", said, 48), large, _facts(record, state, text)], []


def chart_heading(record: Record, state: ViewState, text: Text, what: str, about: str) -> Drawing:
    """The heading of a chart: what it shows above the day and the filters in force."""
    reach = COLUMN - EDGE - 8
    size = min(25, 25 * reach / text_width(what, 25, 700))
    large = note(HEADLINE, what, EDGE, 53, size=round(size, 1), weight=700, yanchor="bottom")
    said = title(state, record, text, f"{day_in_full(state.on, record.period, text)} · {about}")
    return [large, _small_line("date", said, 83), _facts(record, state, text)], []


def _small_line(name: str, said: str, bottom: float) -> Json:
    """A line beside the headline; two smaller ones where it is long."""
    reach = COLUMN - EDGE - 8
    size = 16 if text_width(said, 16) <= reach else 11.5
    lines = wrapped(said, size, reach)
    if len(lines) > 2:
        lines = [lines[0], _cut(f"{' '.join(lines[1:])}", size, reach)]
    lower = 1.5 if size < 16 else 0
    return note(name, "\n".join(lines), EDGE, bottom + lower, size=size, yanchor="bottom", colour=QUIET_INK)


def _facts(record: Record, state: ViewState, text: Text) -> Json:
    """How far the information reaches, and which record it is."""
    cut_off = state.known or last_changed(record)
    facts = [
        text("Information cut-off: {day}", day=text.day(cut_off)),
        text("Record {digest}", digest=record.digest),
    ]
    return note("cut-off", "\n".join(facts), COLUMN, 83, size=13.5, yanchor="bottom", colour=QUIET_INK)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a legend stands: its upper left corner, the width of a column, the lines in one, and their type size."""

    left: float = COLUMN
    top: float = 92
    width: float = COLUMN_WIDTH
    rows: int = 99
    size: float = 15
    pitch: float = LINE_HEIGHT

    def spot(self, slot: int) -> tuple[float, float]:
        """Left and top of a line."""
        column, row = divmod(slot, self.rows)
        return self.left + self.width * column, self.top + 22 + self.pitch * row


def legend(
    lines: Sequence[LegendLine],
    text: Text,
    where: Columns | None = None,
    heading: str | None = None,
    nothing: str = "",
) -> Drawing:
    """What the colours mean: a swatch and a line for each that is visible.

    Parameters
    ----------
    lines
        What is visible; without any there is no heading.
    where
        Where it stands; None is right of a single map.
    heading
        Of another legend than that of holders.
    nothing
        A sentence that says why no holder is seen; empty where there is one.
    """
    where = where or Columns()
    said = heading or text("Who holds it")
    notes, shapes = [], []
    if lines:
        notes.append(note("legend-title", said, where.left, where.top, size=12.5, weight=600, colour=QUIET_INK))
    if nothing:
        left, top = where.spot(len(lines)) if lines else (where.left, where.top)
        told = "\n".join(wrapped(nothing, where.size, where.width - 12))
        notes.append(note("legend-nothing", told, left, top, size=where.size))
    for slot, line in enumerate(lines):
        left, top = where.spot(slot)
        is_sign = line.colour == NO_SWATCH
        edge = {} if is_sign else {"stroke": 0.7}
        shapes.append(rectangle(f"swatch-{slot}", left + 1, top + 2, 22, 13, fill=line.colour, **edge))
        if line.rival and not is_sign:
            shapes += _patterned(slot, left + 1, top + 2, line)
        label = _cut(line.label, where.size, where.width - 36)
        notes.append(note(f"slot-{slot}", label, left + 34, top + 8.5, size=where.size, yanchor="middle"))
    return notes, shapes


def _patterned(slot: int, left: float, top: float, line: LegendLine) -> list[Json]:
    """The second colour over a swatch: two slanting stripes, crosses, dots, level stripes or thin falling lines."""
    rising = [[(x, 12.6), (x + 5, 12.6), (x + 9, 0.4), (x + 4, 0.4)] for x in (2, 12)]
    falling = [[(x, 0.4), (x + 2.5, 0.4), (x + 9, 12.6), (x + 6.5, 12.6)] for x in (2, 12)]
    crossed = [*falling, *([(11 - (x - 11), y) for x, y in corners] for corners in falling)]
    dots = [[(x - 2.5, 6.5), (x, 4), (x + 2.5, 6.5), (x, 9)] for x in (5, 11, 17)]
    level = [[(0.4, y), (21.6, y), (21.6, y + 2.6), (0.4, y + 2.6)] for y in (2, 8)]
    thin = [[(x, 0.4), (x + 1, 0.4), (x + 10, 12.6), (x + 9, 12.6)] for x in (2, 10)]
    drawn = {"/": rising, "x": crossed, ".": dots, "-": level, OUTSIDE: thin}[line.pattern]
    return [
        path(
            f"swatch-{slot}-{line.pattern}-{number}",
            [(left + x, top + y) for x, y in corners],
            fill=line.rival,
            closed=True,
        )
        for number, corners in enumerate(drawn)
    ]


def _cut(said: str, size: float, width: float) -> str:
    """A label no wider than its room; what is cut off ends in dots."""
    while text_width(said, size) > width:
        said = said[:-2].rstrip(" ,…") + "…"
    return said


def foot(record: Record, state: ViewState, text: Text, *, projection: str) -> Drawing:
    """Definition of control, what colour means, sources, projection: the small print, in lines that fit."""
    said = [*footer_lines(state, record, text, narrow=False), projection]
    lines = [line for each in said for line in wrapped(each, FOOT_SIZE, WIDTH - 2 * EDGE)]
    return [note("footer", "\n".join(lines), EDGE, FOOT_TOP, size=FOOT_SIZE, colour=QUIET_INK)], []
