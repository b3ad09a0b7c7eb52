"""What stands around the map on a sheet: marking, title, legend, keys, locator, the lines at its foot.

All of it is plain notes and paths in pixels from the sheet's top left corner, in the vocabulary of a Plotly layout,
so that the browser, the image and the slide draw the same things.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from math import inf

from dashboard.asked.size import WIDE, WIDTH, Size
from dashboard.asked.state import ViewState
from dashboard.figures.furniture import EMPTY, footer_lines, title
from dashboard.figures.labels import text_width, wrapped
from dashboard.figures.legend import NO_SWATCH, LegendLine
from dashboard.figures.style import DOTTED, FONT, INK, OUTSIDE, QUIET_INK, RIM, WHITE
from dashboard.text import Text
from dashboard.told.days import day_in_full
from dashboard.told.latest import ARROW, Line
from geodata.export import last_changed
from geodata.record import Record

Json = dict[str, object]
Point = tuple[float, float]
Drawing = tuple[list[Json], list[Json]]
"""Notes and paths."""

EDGE = 28
COLUMN = 878
"""Left edge of the column with legend and keys."""
COLUMN_WIDTH = WIDTH - EDGE - COLUMN
LINE_HEIGHT = 21
FOOT_SIZE = 11
MARKING_SIZE, MARKING_BAND = 14, 21
BAND_COLOUR = "#8c2f22"
"""Of the bands of a handling marking: white letters on it are read with ease."""
CHANGES_LEFT, CHANGES_SIZE, CHANGES_PITCH = COLUMN + 74, 12.5, 17
CHANGES_SMALLER = (11.75, 11)
CREDIT_ROOM, CREDIT_SIZES, LINES_PITCH = 34, (11, 10, 9, 8), 1.3
"""Pixels below a map for the credit of what is drawn of other data sets, and sizes of its type."""
CAPTION_ROOM, CAPTION_SIZES = 60, (18.7, 16, 14, 12.5, 11)
"""The same for the caption of a moment of a clip."""
HEADLINE = "headline"
"""Name of the note that is the title of the sheet: what it says, or of a chart what it shows."""
HEADLINE_SIZE, DAY_SIZE = 29, 18.7
"""The first is that of a short headline; the other is 14 points on a slide."""


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
    aside = text_width(day, DAY_SIZE, 700) + 14
    return [
        note(HEADLINE, headline, EDGE, 59, size=round(size, 1), weight=700, yanchor="bottom"),
        note("date", day, EDGE, 84, size=DAY_SIZE, weight=700, yanchor="bottom"),
        _small_line("title", said, 83.5, aside),
        _facts(record, state, text),
    ], []


def chart_heading(record: Record, state: ViewState, text: Text, what: str, about: str) -> Drawing:
    """The heading of a chart: what it shows above the day and the filters in force."""
    reach = COLUMN - EDGE - 8
    size = min(25, 25 * reach / text_width(what, 25, 700))
    large = note(HEADLINE, what, EDGE, 53, size=round(size, 1), weight=700, yanchor="bottom")
    said = title(state, record, text, f"{day_in_full(state.on, record.period, text)} · {about}")
    return [large, _small_line("date", said, 83), _facts(record, state, text)], []


def _small_line(name: str, said: str, bottom: float, aside: float = 0) -> Json:
    """A line that begins so many pixels from the edge; two smaller ones where it is long."""
    reach = COLUMN - EDGE - 8 - aside
    size = 16 if text_width(said, 16) <= reach else 11.5
    lines = wrapped(said, size, reach)
    if len(lines) > 2:
        lines = [lines[0], _cut(f"{' '.join(lines[1:])}", size, reach)]
    lower = 1.5 if size < 16 else 0
    return note(name, "\n".join(lines), EDGE + aside, bottom + lower, size=size, yanchor="bottom", colour=QUIET_INK)


def _facts(record: Record, state: ViewState, text: Text) -> Json:
    """Which record it is, of which day, and as known on which."""
    said = text("Record {digest} of {day}", digest=record.digest, day=text.day(last_changed(record)))
    if state.known:
        said = text("As known on {day} · record {digest}", day=text.day(state.known), digest=record.digest)
    return note("cut-off", said, COLUMN, 83.5, size=13.5, yanchor="bottom", colour=QUIET_INK)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a legend stands: its upper left corner, the width of a column, the lines in one, and their type size."""

    left: float = COLUMN
    top: float = 92
    width: float = COLUMN_WIDTH
    rows: int = 99
    size: float = 15
    pitch: float = LINE_HEIGHT
    end: float = inf
    """Where the last line of a column must end: more lines than fit move closer together."""

    def holding(self, lines: int) -> "Columns":
        """The same with room for so many lines."""
        room = (self.end - self.spot(0)[1]) / max(1, min(lines, self.rows))
        return replace(self, pitch=min(self.pitch, room))

    def spot(self, slot: int) -> tuple[float, float]:
        """Left and top of a line."""
        column, row = divmod(slot, self.rows)
        return self.left + self.width * column, self.top + 22 + self.pitch * row


@dataclass(frozen=True, slots=True)
class Beside:
    """Heights of what stands right of a single map, from the keys down; the legend has what is left above them."""

    keys: float = 392
    grades: float = 516
    changes: float = 557
    told: int = 4
    """Lines that say what changed last."""

    @classmethod
    def of(cls, sheet: Size, *, more_told: bool = True) -> "Beside":
        """A higher sheet gives half of what it has more to the legend, and half to what changed last if told."""
        more = int(sheet.added / 2 / CHANGES_PITCH) if more_told else 0
        lower = sheet.added - more * CHANGES_PITCH
        usual = cls()
        return cls(usual.keys + lower, usual.grades + lower, usual.changes + lower, usual.told + more)

    @property
    def locator(self) -> tuple[float, float, float, float]:
        """Left, top, width and height of the place of the map in Mali."""
        return COLUMN, self.changes + 9, 64, 62

    @property
    def legend(self) -> Columns:
        """Where the legend stands."""
        return Columns(end=self.keys - 2)


BESIDE = Beside().legend
"""The legend right of a single map, on the sheet of a screen."""


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
    where = (where or BESIDE).holding(len(lines) + bool(nothing))
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
        edge = {} if is_sign else {"stroke": 0.7} if line.pattern else {"stroke": RIM, "line": line.rival}
        shapes.append(rectangle(f"swatch-{slot}", left + 1, top + 2, 22, 13, fill=line.colour, **edge))
        if line.rival and line.pattern and not is_sign:
            shapes += _patterned(slot, left + 1, top + 2, line)
        label = _cut(line.label, where.size, where.width - 36)
        notes.append(note(f"slot-{slot}", label, left + 34, top + 8.5, size=where.size, yanchor="middle"))
    return notes, shapes


def _patterned(slot: int, left: float, top: float, line: LegendLine) -> list[Json]:
    """The second colour over a swatch: two slanting stripes, crosses, dots or thin falling lines."""
    rising = [[(x, 12.6), (x + 5, 12.6), (x + 9, 0.4), (x + 4, 0.4)] for x in (2, 12)]
    falling = [[(x, 0.4), (x + 2.5, 0.4), (x + 9, 12.6), (x + 6.5, 12.6)] for x in (2, 12)]
    crossed = [*falling, *([(11 - (x - 11), y) for x, y in corners] for corners in falling)]
    spots = [(x, y) for x, y in ((4, 3.5), (11, 3.5), (18, 3.5), (7.5, 9.5), (14.5, 9.5))]
    dots = [[(x - 1.5, y), (x, y - 1.5), (x + 1.5, y), (x, y + 1.5)] for x, y in spots]
    thin = [[(x, 0.4), (x + 1, 0.4), (x + 10, 12.6), (x + 9, 12.6)] for x in (2, 10)]
    drawn = {"/": rising, "x": crossed, DOTTED: dots, OUTSIDE: thin}[line.pattern]
    return [
        path(
            f"swatch-{slot}-{line.pattern}-{number}",
            [(left + x, top + y) for x, y in corners],
            fill=line.rival,
            closed=True,
        )
        for number, corners in enumerate(drawn)
    ]


def changes(lines: Sequence[Line], text: Text, first: float, heading: str | None = None) -> Drawing:
    """What changed, from a height down: when, what, and of which grade; nothing where nothing did."""
    if not lines:
        return [], []
    said, left = heading or text("What changed last"), CHANGES_LEFT
    notes = [note("changes-title", said, left, first, size=12.5, weight=600, colour=QUIET_INK)]
    aside = max(text_width(line.when, CHANGES_SIZE) for line in lines) + 10
    room = WIDTH - EDGE - left - aside - 22
    for number, (when, what, grade, shorter) in enumerate(lines):
        top = first + 19 + CHANGES_PITCH * number
        told, size = _fitting(what, shorter, room)
        notes.append(note(f"changes-when-{number}", when, left, top, size=CHANGES_SIZE, colour=QUIET_INK))
        notes.append(note(f"changes-what-{number}", told, left + aside, top, size=size))
        notes.append(note(f"changes-grade-{number}", grade, WIDTH - EDGE, top, size=CHANGES_SIZE, xanchor="right"))
    return notes, []


def _fitting(said: str, shorter: str, room: float) -> tuple[str, float]:
    """What changed in the words and letters that its line has room for, and how large these are."""
    ways = [(said, CHANGES_SIZE), *((shorter, size) for size in (CHANGES_SIZE, *CHANGES_SMALLER))]
    fitting = next((way for way in ways if text_width(*way) <= room), None)
    if fitting:
        return fitting
    place, arrow, holder = shorter.rpartition(ARROW) if ARROW in shorter else (shorter, "", "")
    least, came = CHANGES_SMALLER[-1], f"{arrow}{holder}"
    return f"{_cut(place, least, room - text_width(came, least))}{came}", least


def _cut(said: str, size: float, width: float) -> str:
    """A label no wider than its room; what is cut off ends in dots, which stand however narrow it is."""
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
    offered = [(size, wrapped(said, size, width, look.get("weight", 400))) for size in sizes]
    size, lines = next((one for one in offered if len(one[1]) * one[0] * LINES_PITCH <= room), offered[-1])
    return [note(name, "\n".join(lines), left, top, size=size, **look)], []


def foot_top(sheet: Size) -> float:
    """Where the small print of a map begins."""
    return sheet.height - 75


def foot(
    record: Record, state: ViewState, text: Text, *, projection: str, sheet: Size = WIDE, dissent: Sequence[str] = ()
) -> Drawing:
    """Definition of control, what colour means, sources, projection: the small print, in lines that fit.

    Parameters
    ----------
    dissent
        Who says otherwise of what is drawn; a footnote of one line, and whole in the notes of the sheet.
    """
    said = [*footer_lines(state, record, text, narrow=False), projection]
    lines = [line for each in said for line in wrapped(each, FOOT_SIZE, WIDTH - 2 * EDGE)]
    if dissent:
        others = text("Others say otherwise: {accounts}.", accounts=" · ".join(dissent))
        lines.append(_cut(others, FOOT_SIZE, WIDTH - 2 * EDGE))
    return [note("footer", "\n".join(lines), EDGE, foot_top(sheet), size=FOOT_SIZE, colour=QUIET_INK)], []
