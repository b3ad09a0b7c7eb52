"""The rows of the timeline in pages: group by group, each page about as full as the others.

Heights are those of the screen's rows; a sheet draws them to its own scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.labels import wrapped
from dashboard.figures.sheets.chart_page import TICKS
from dashboard.figures.sheets.margins import NOTED
from dashboard.figures.timeline.rows import Entry, Row, Section
from dashboard.text import Text

NAMES_WIDTH = 214
"""Pixels of the column of names; a wider name takes two lines."""
TITLE_SIZE = NOTED
HEADING, GAP, TITLE_LINE = 22, 7, 15
"""Heights of a group's heading, of the gap above it, and of every further line of it."""
LEAST_TOGETHER = 2
"""Rows of a group that stand alone on no page."""
STEP = 4


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a group that stand on one page. ``top`` is the upper edge of its heading."""

    title: tuple[str, ...]
    """In lines that fit the column of names."""
    top: float
    rows: tuple[Row, ...]

    @property
    def bottom(self) -> float:
        """Lower edge of its last row."""
        return self.rows[-1].top + self.rows[-1].height


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page."""

    parts: tuple[Part, ...]

    @property
    def rows(self) -> list[Row]:
        """All rows, from the top."""
        return [row for part in self.parts for row in part.rows]

    @property
    def height(self) -> float:
        """Lower edge of the last row."""
        return self.parts[-1].bottom


def balanced(sections: Sequence[Section], room: float, text: Text) -> list[Page]:
    """As few pages as the room allows, and these as evenly full as can be."""
    pages = paged(sections, room, text)
    closer = pages
    while len(closer) == len(pages):
        pages, room = closer, room - STEP
        closer = paged(sections, room, text)
    return pages


def paged(sections: Sequence[Section], room: float, text: Text) -> list[Page]:
    """Fill page after page; a group that goes on to another says so."""
    pages: list[list[Part]] = [[]]
    for section in sections:
        title, left = section.title, section.entries
        while left:
            page = pages[-1]
            lines = tuple(wrapped(title, TITLE_SIZE, NAMES_WIDTH + 8, 700))
            top = page[-1].bottom + GAP if page else 0.0
            rows_top = top + HEADING + TITLE_LINE * (len(lines) - 1)
            rows = _fitting(left, rows_top, room) or (() if page else _stacked(left[:1], rows_top))
            if rows:
                page.append(Part(lines, top, rows))
                left, title = left[len(rows) :], text("{title} (continued)", title=section.title)
            if left:
                pages.append([])
    return [Page(tuple(parts)) for parts in pages]


def _fitting(entries: Sequence[Entry], top: float, room: float) -> tuple[Row, ...]:
    """The first rows, as many as fit; none where a row would be left alone here or on the next page."""
    rows = _stacked(entries, top)
    fitting = sum(row.top + row.height <= room for row in rows)
    if len(rows) - fitting in range(1, LEAST_TOGETHER):
        fitting = len(rows) - LEAST_TOGETHER
    return rows[:fitting] if fitting >= min(LEAST_TOGETHER, len(rows)) else ()


def _stacked(entries: Sequence[Entry], top: float) -> tuple[Row, ...]:
    rows: list[Row] = []
    for entry in entries:
        rows.append(Row.of(entry, wrapped(entry.name, TICKS, NAMES_WIDTH), top))
        top += rows[-1].height
    return tuple(rows)
