"""Decks: a title, one sheet a step, what changed between them, and every source; as slides or as pages."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pptx.presentation import Presentation as Deck

from dashboard.asked.size import WIDTH, Size
from dashboard.drawing.office import OfficePen
from dashboard.drawing.primitives import Words, below, grouped
from dashboard.export.motion import morph_into
from dashboard.export.order import Order
from dashboard.export.sheet import change_line, source_in_full
from dashboard.export.sheets import DaySheet
from dashboard.export.slides import SheetWriter, add_shapes, blank, linked_from, new_deck, paint_ground, unit, written
from dashboard.export.stamp import stamp_of
from dashboard.figures.labels import wrapped
from dashboard.figures.sheets.margins import EDGE, NOTED, READ, marking_size
from dashboard.figures.style import INK, PAPER, QUIET_INK
from dashboard.text import Text
from geodata.entities import Source
from geodata.record import Record
from geodata.selection import told_changes
from geodata.timeline import Timeline

LIST_TOP, BELOW_LIST = 104, 44
"""Pixels above a list on a slide, and below it."""
Progress = Callable[[int, int], None]
"""Told after every sheet how many are done, and of how many."""


def no_progress(done: int, of: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Series:
    """The sheets of a deck, in order of their days, through one lens."""

    record: Record
    order: Order
    days: tuple[date, ...]
    timeline: Timeline

    @classmethod
    def of(cls, record: Record, order: Order, days: Iterable[date]) -> "Series":
        """The sheets of an order on some days."""
        timeline = Timeline(record, order.state.lens)
        return cls(timeline.record, order, tuple(days), timeline)

    def sheets(self) -> list[DaySheet]:
        """One sheet a day."""
        orders = [replace(self.order, state=self.order.state.but(on=day)) for day in self.days]
        return [DaySheet(self.record, order, self.timeline) for order in orders]

    @property
    def text(self) -> Text:
        """The language of the deck."""
        return Text(self.order.state.lang)

    @property
    def title(self) -> str:
        """What the deck is called."""
        text = self.text
        between = text("{first} to {last}", first=text.day(self.days[0]), last=text.day(self.days[-1]))
        return f"{text('Northern Mali: who held what')}, {between}"

    def changes(self, sheets: Sequence[DaySheet]) -> list[str]:
        """What changed between the first and the last sheet at the places that any draws, one line a change."""
        drawn = set().union(*(sheet.places() for sheet in sheets))
        found = told_changes(self.timeline, self.days[0], self.days[-1], self.order.state.filter)
        lines = [change_line(one, self.record, self.text) for one in found if one.after.place.id in drawn]
        return lines or [self.text("Nothing in the record changes in this time.")]

    def sources(self, sheets: Sequence[DaySheet]) -> list[str]:
        """Every source of every claim shown, once."""
        found: dict[str, Source] = {source.id: source for sheet in sheets for source in sheet.sources()}
        return [source_in_full(source, self.text) for source in found.values()] or [
            self.text("No claim is shown, and so no source.")
        ]


def deck_file(series: Series, progress: Progress = no_progress) -> bytes:
    """A series as a presentation: title, sheets, changes, sources."""
    sheets = series.sheets()
    deck = new_deck(series.record, series.title, stamp_of(sheets), series.order)
    _title_slide(deck, series, sheets[0])
    writer = SheetWriter(deck, series.record, series.text)
    for number, sheet in enumerate(sheets, 1):
        slide = writer.add(sheet)
        if number > 1:
            morph_into(slide)
        progress(number, len(sheets))
    _list_slides(deck, series, series.text("What changed"), series.changes(sheets), size=READ)
    _list_slides(deck, series, series.text("Sources"), series.sources(sheets), size=NOTED)
    return written(deck)


def _title_slide(deck: Deck, series: Series, first: DaySheet) -> None:
    text, order = series.text, series.order
    slide = blank(deck, text("Northern Mali: who held what"), text, box=(96, 220, WIDTH - 192, 64), size=46)
    paint_ground(slide, PAPER, order)
    said = (
        text("{first} to {last}", first=text.day(series.days[0]), last=text.day(series.days[-1])),
        text("{count} sheets", count=len(series.days)),
    )
    drawn = [below("period", said, 96, 300, size=24, colour=INK)]
    for number, line in enumerate(first.provenance()):
        linked = order.link if line == order.link else ""
        wide = wrapped(line, 15, WIDTH - 192)[0]
        drawn.append(below("version", [wide], 96, 400 + 24 * number, size=15, colour=QUIET_INK, link=linked))
    shown = [*drawn, *_markings(order.marking, order.size)]
    pen = OfficePen(text.language, links=linked_from(slide, shown), emu=unit(deck))
    add_shapes(slide, pen.write(shown))


def _markings(marking: str, size: Size) -> list[Words]:
    places = ((WIDTH / 2, 6), (WIDTH / 2, size.height - 23)) if marking else ()
    look = {"size": marking_size(marking or " "), "weight": 700, "colour": INK, "across": "center"}
    return [below("marking", [marking], x, y, **look) for x, y in places]


def _list_slides(deck: Deck, series: Series, title: str, entries: Sequence[str], *, size: float) -> None:
    """A list over as many slides as it needs, each entry whole on one of them."""
    pitch, width = size * 1.3, WIDTH - 2 * EDGE - 24
    room = series.order.size.height - BELOW_LIST - LIST_TOP
    pages: list[list[list[str]]] = [[]]
    used = 0.0
    for entry in entries:
        lines = wrapped(entry, size, width * 0.97)
        needed = pitch * len(lines) + size * 0.45
        if used + needed > room and pages[-1]:
            pages.append([])
            used = 0.0
        pages[-1].append(lines)
        used += needed
    for number, page in enumerate(pages, 1):
        named = title if len(pages) == 1 else f"{title} ({number}/{len(pages)})"
        slide = blank(deck, named, series.text, box=(EDGE, 40, WIDTH - 2 * EDGE, 42), size=30)
        paint_ground(slide, PAPER, series.order)
        top, drawn = float(LIST_TOP), []
        for lines in page:
            drawn.append(below("entry", lines, EDGE, top, size=size, colour=INK))
            top += pitch * len(lines) + size * 0.45
        entries = [*grouped(title, drawn), *_markings(series.order.marking, series.order.size)]
        add_shapes(slide, OfficePen(series.text.language, emu=unit(deck)).write(entries))
