"""What stands around the map on a sheet: marking, title, legend, keys, locator, the lines at its foot.

All of it is plain notes and paths in pixels from the sheet's top left corner, in the vocabulary of a Plotly layout,
so that the browser, the image and the slide draw the same things.
"""

from collections.abc import Sequence
from html import escape

from dashboard.figures.furniture import EMPTY, NO_SWATCH, LegendLine, footer_lines, title
from dashboard.figures.labels import text_width, wrapped
from dashboard.figures.style import FONT, INK, QUIET_INK
from dashboard.state import ViewState
from dashboard.text import Text
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
LEGEND_TOP = 114
FOOT_TOP = 645
FOOT_SIZE = 11


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
    places = (("marking", 6), ("marking-bottom", HEIGHT - 23))
    return [note(name, marking, WIDTH / 2, y, size=14, weight=700, xanchor="center") for name, y in places], []


def heading(record: Record, state: ViewState, text: Text, day: str) -> Drawing:
    """Title with the filters in force, the day, and how far the information reaches."""
    said = f"{title(state, record, text)} · " + text("situation on")
    reach = COLUMN - EDGE - 8
    size = 16 if text_width(said, 16) <= reach else 12
    top = "\n".join(wrapped(said, size, reach)[:2])
    cut_off = state.known or last_changed(record)
    facts = [
        text("Information cut-off: {day}", day=text.day(cut_off)),
        text("Record {digest}", digest=record.digest),
    ]
    return [
        note("title", top, EDGE, 46, size=size, yanchor="bottom", colour=QUIET_INK),
        note("date", day, EDGE, 84, size=31, weight=700, yanchor="bottom"),
        note("cut-off", "\n".join(facts), COLUMN, 83, size=13.5, yanchor="bottom", colour=QUIET_INK),
    ], []


def legend(lines: Sequence[LegendLine], text: Text) -> Drawing:
    """What the colours mean: a swatch and a line for each that is visible."""
    notes = [note("legend-title", text("Who holds it"), COLUMN, 92, size=12.5, weight=600, colour=QUIET_INK)]
    shapes = []
    for slot, line in enumerate(lines):
        top = LEGEND_TOP + LINE_HEIGHT * slot
        is_sign = line.colour == NO_SWATCH
        edge = {} if is_sign else {"stroke": 0.7}
        shapes.append(rectangle(f"swatch-{slot}", COLUMN + 1, top + 2, 22, 13, fill=line.colour, **edge))
        if line.rival and not is_sign:
            shapes += _stripes(slot, COLUMN + 1, top + 2, line.rival)
        notes.append(note(f"slot-{slot}", _cut(line.label, 15), COLUMN + 34, top + 8.5, size=15, yanchor="middle"))
    return notes, shapes


def _stripes(slot: int, left: float, top: float, colour: str) -> list[Json]:
    """Two slanting stripes over a swatch."""
    shapes = []
    for number in range(2):
        x = left + 2 + 10 * number
        corners = [(x, top + 12.6), (x + 5, top + 12.6), (x + 9, top + 0.4), (x + 4, top + 0.4)]
        shapes.append(path(f"swatch-{slot}-stripe-{number}", corners, fill=colour, closed=True))
    return shapes


def _cut(said: str, size: float) -> str:
    """A label no wider than the column; what is cut off ends in dots."""
    while text_width(said, size) > COLUMN_WIDTH - 36:
        said = said[:-2].rstrip(" ,…") + "…"
    return said


def foot(record: Record, state: ViewState, text: Text, *, projection: str) -> Drawing:
    """Definition of control, what colour means, sources, projection: the small print, in lines that fit."""
    said = [*footer_lines(state, record, text, narrow=False), projection]
    lines = [line for each in said for line in wrapped(each, FOOT_SIZE, WIDTH - 2 * EDGE)]
    return [note("footer", "\n".join(lines), EDGE, FOOT_TOP, size=FOOT_SIZE, colour=QUIET_INK)], []
