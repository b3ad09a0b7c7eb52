"""What stands around the map on a sheet: marking, title, legend, keys, locator, the lines at its foot.

All of it is plain notes and paths in pixels from the sheet's top left corner, in the vocabulary of a Plotly layout,
so that the browser, the image and the slide draw the same things.
"""

from collections.abc import Callable, Sequence
from html import escape

from dashboard.asked.size import WIDE, WIDTH, Size
from dashboard.asked.state import ViewState
from dashboard.figures.furniture import EMPTY, footer_lines, title
from dashboard.figures.labels import PITCH, text_width, wrapped
from dashboard.figures.style import FONT, INK, QUIET_INK, WHITE
from dashboard.text import Text
from dashboard.told.days import day_in_full
from geodata.export import last_changed
from geodata.record import Record

Json = dict[str, object]
Point = tuple[float, float]
Drawing = tuple[list[Json], list[Json]]
"""Notes and paths."""

EDGE = 28
READ, NOTED = 20.1, 14.4
"""Sizes of type: 14 points on a slide for what is read in a room, 10 for what is looked up (its type runs narrower)."""
MAP_TOP, ONE_WIDTH = 99, 787
"""Upper edge of a map, and the width of one that has the sheet to itself."""
COLUMN = EDGE + ONE_WIDTH + 22
"""Left edge of the column with legend and keys."""
COLUMN_WIDTH = WIDTH - EDGE - COLUMN
FOOT_ROOM, FOOT_WIDTH, FOOT_SIZES = 76, 900, (NOTED, 13.4, 12.5, 11.5, 10.5)
"""Height and width in pixels of the small print, left of the link to the view; and sizes of its type."""
MARKING_SIZE, MARKING_BAND = NOTED, 21
BAND_COLOUR = "#8c2f22"
"""Of the bands of a handling marking: white letters on it are read with ease."""
CREDIT_ROOM, CREDIT_SIZES = 38, (NOTED, 12, 10.5, 9, 8)
"""Pixels below a map for the credit of what is drawn of other data sets, whole whatever it takes; sizes of its type."""
CAPTION_ROOM, CAPTION_SIZES = 60, (READ, 18, 16, NOTED, 12.5)
"""The same for the caption of a moment of a clip."""
HEADLINE = "headline"
"""Name of the note that is the title of the sheet: what it says, or of a chart what it shows."""
HEADLINE_SIZE, HEADLINE_BOTTOM = 28, 58
"""Size of a short headline, and where it ends."""
DAY_BOTTOM = 93
"""Where the lines end that stand right above a map."""


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


def banners(marking: str, sheet: Size = WIDE) -> Drawing:
    """The handling marking at the top and at the bottom."""
    if not marking:
        return [], []
    places, size = (("marking", 0), ("marking-bottom", sheet.height - MARKING_BAND)), marking_size(marking)
    look = {"size": size, "weight": 700, "xanchor": "center", "yanchor": "middle", "colour": WHITE}
    notes = [note(name, marking, WIDTH / 2, top + MARKING_BAND / 2, **look) for name, top in places]
    bands = [rectangle(f"band-{name}", 0, top, WIDTH, MARKING_BAND, fill=BAND_COLOUR) for name, top in places]
    return notes, bands


def marking_size(marking: str) -> float:
    """The size of type in which a marking fits on one line of a sheet."""
    return round(min(MARKING_SIZE, MARKING_SIZE * (WIDTH - 2 * EDGE) / text_width(marking, MARKING_SIZE, 700)), 1)


def heading(
    record: Record, state: ViewState, text: Text, day: str, found: str = "", what: str | None = None
) -> Drawing:
    """The heading of a map: what it says; below it the day, what is shown, and the filters in force.

    Parameters
    ----------
    day
        The day, or the days.
    found
        What the record says; the reader's own headline takes its place. Where there is neither, what is shown.
    what
        The title of another sheet than that of a day.
    """
    said = title(state, record, text, what)
    if state.headline:
        said = " · ".join((text("The reader’s own headline"), said))
    headline = state.headline or found or what or text("Northern Mali: who held what")
    size = min(HEADLINE_SIZE, HEADLINE_SIZE * (WIDTH - 2 * EDGE) / text_width(headline, HEADLINE_SIZE, 700))
    aside = text_width(day, READ, 700) + 14
    return [
        note(HEADLINE, headline, EDGE, HEADLINE_BOTTOM, size=round(size, 1), weight=700, yanchor="bottom"),
        note("date", day, EDGE, DAY_BOTTOM, size=READ, weight=700, yanchor="bottom"),
        _small_line("title", said, DAY_BOTTOM, aside),
        _facts(record, state, text),
    ], []


def chart_heading(record: Record, state: ViewState, text: Text, what: str, about: str) -> Drawing:
    """The heading of a chart: what it shows above the day and the filters in force."""
    reach = COLUMN - EDGE - 8
    size = min(25, 25 * reach / text_width(what, 25, 700))
    large = note(HEADLINE, what, EDGE, 56, size=round(size, 1), weight=700, yanchor="bottom")
    said = title(state, record, text, f"{day_in_full(state.on, record.period, text)} · {about}")
    return [large, _small_line("date", said, DAY_BOTTOM - 2), _facts(record, state, text)], []


def _small_line(name: str, said: str, bottom: float, aside: float = 0) -> Json:
    """A line that begins so many pixels from the edge; two smaller ones where it is long."""
    reach = COLUMN - EDGE - 8 - aside
    size = next((size for size in (READ, 18, 16) if text_width(said, size) <= reach), NOTED)
    lines = wrapped(said, size, reach)
    if len(lines) > 2:
        lines = [lines[0], cut(f"{' '.join(lines[1:])}", size, reach)]
    return note(name, "\n".join(lines), EDGE + aside, bottom, size=size, yanchor="bottom", colour=QUIET_INK)


def _facts(record: Record, state: ViewState, text: Text) -> Json:
    """Which record it is, of which day, and as known on which."""
    said = text("Record {digest} of {day}", digest=record.digest, day=text.day(last_changed(record)))
    if state.known:
        said = text("As known on {day} · record {digest}", day=text.day(state.known), digest=record.digest)
    return note("cut-off", said, COLUMN, DAY_BOTTOM - 1.5, size=NOTED, yanchor="bottom", colour=QUIET_INK)


def cut(said: str, size: float, width: float) -> str:
    """A line no wider than its room; what is cut off ends in dots, which stand however narrow it is."""
    while len(said) > 1 and text_width(said, size) > width:
        said = said[:-2].rstrip(" ,…") + "…"
    return said


def credit(said: str, left: float, top: float, width: float) -> Drawing:
    """Whom to credit for what is drawn of other data sets, in the room below a map; smaller where there are many."""
    return _below("incidents", said, left, top, width, CREDIT_ROOM, CREDIT_SIZES, colour=QUIET_INK)


def caption(said: str, left: float, top: float, width: float) -> Drawing:
    """What a clip says of the moment that a frame shows, in the room below the map that is kept for it."""
    return _below("caption", said, left, top, width, CAPTION_ROOM, CAPTION_SIZES, weight=600)


def _below(
    name: str,
    said: str,
    left: float,
    top: float,
    width: float,
    room: float,
    sizes: Sequence[float],
    **look: int | str,
) -> Drawing:
    """Lines below a map, in the largest type with which they fit their room."""
    if not said:
        return [], []

    def lines(size: float) -> list[str]:
        return wrapped(said, size, width, look.get("weight", 400))

    size = _largest(sizes, lines, room)
    return [note(name, "\n".join(lines(size)), left, top, size=size, **look)], []


def _largest(sizes: Sequence[float], lines: Callable[[float], list[str]], room: float) -> float:
    """The largest type in which some lines fit a height, else the smallest."""
    return next((size for size in sizes if len(lines(size)) * size * PITCH <= room), sizes[-1])


def foot_top(sheet: Size) -> float:
    """Where the small print of a map begins."""
    return sheet.height - MARKING_BAND - FOOT_ROOM


def foot(
    record: Record, state: ViewState, text: Text, *, projection: str, sheet: Size = WIDE, dissent: Sequence[str] = ()
) -> Drawing:
    """Definition of control, what colour means, sources, projection: the small print, left of the link to the view.

    Parameters
    ----------
    dissent
        Who says otherwise of what is drawn; a footnote of one line, and whole in the notes of the sheet.
    """
    said = " ".join([*footer_lines(state, record, text, narrow=False), projection])
    others = text("Others say otherwise: {accounts}.", accounts=" · ".join(dissent)) if dissent else ""
    return small_print(said, sheet, others)


def small_print(said: str, sheet: Size, others: str = "") -> Drawing:
    """Lines at the foot of a sheet in the largest type with which they fit; ``others`` as one more line, cut to it."""

    def lines(size: float) -> list[str]:
        return [*wrapped(said, size, FOOT_WIDTH), *([cut(others, size, FOOT_WIDTH)] if others else [])]

    size = _largest(FOOT_SIZES, lines, FOOT_ROOM)
    return [note("footer", "\n".join(lines(size)), EDGE, foot_top(sheet), size=size, colour=QUIET_INK)], []
