"""Files as they leave: made from an order in one of four kinds."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.export.deck import Progress, Series, deck_file, no_progress, steps
from dashboard.export.images import Studio
from dashboard.export.order import KINDS, Order, OrderError, file_name
from dashboard.export.sheet import Sheet, sheets_of, title_of
from dashboard.export.slides import sheet_file
from dashboard.export.stamp import stamp_of
from dashboard.state import SHEETED, Notice
from geodata.record import Record

MOST_PAGES = 40
"""Pages of a PDF, each of which a browser prints."""


@dataclass(frozen=True, slots=True)
class Request:
    """An order, the kind of file, and the steps of a deck (empty: a single sheet)."""

    order: Order
    kind: str
    every: str = ""

    @classmethod
    def of(cls, order: Order, kind: str, every: str = "") -> "Request":
        """Check that there is such a file.

        Raises
        ------
        OrderError
            With what was found and what is allowed.
        """
        view = order.state.view
        if kind not in KINDS:
            raise OrderError(Notice("kind", kind[:20], ", ".join(KINDS)).refused)
        if view not in SHEETED:
            raise OrderError(Notice("view", view, ", ".join(SHEETED)).refused)
        if every and kind not in ("pptx", "pdf"):
            raise OrderError(
                lambda text: text("{kind}: one file holds one sheet; allowed for several days: pptx, pdf", kind=kind)
            )
        return cls(order, kind, every)

    def name(self, record: Record) -> str:
        """The name of the file: area, date, language and version."""
        return file_name(record, self.order.state, self.kind, is_deck=bool(self.every))


def make(record: Record, asked: Request, studio: Studio, progress: Progress = no_progress) -> bytes:
    """Make a file; the same record and request give the same bytes.

    Raises
    ------
    OrderError
        If the order asks for too much.
    dashboard.export.images.NoBrowserError
        If a browser is needed and there is none.
    """
    order = asked.order
    if asked.every:
        days = steps(record, order.state, asked.every)
        series = Series.of(record, order, days)
        if asked.kind == "pptx":
            return deck_file(series, progress)
        if len(days) > MOST_PAGES:
            raise OrderError(
                lambda text: text(
                    "{count} pages; allowed in one PDF: at most {most}; a pptx may have more",
                    count=len(days),
                    most=MOST_PAGES,
                )
            )
        return _pages(series.sheets(), series.title, studio, progress)
    sheets = sheets_of(record, order)
    if asked.kind == "pptx":
        return sheet_file(sheets, stamp_of(sheets))
    if asked.kind == "pdf":
        return _pages(sheets, title_of(sheets), studio, progress)
    stamp = stamp_of(sheets).written()
    svg = studio.svg([sheet.figure().to_plotly_json() for sheet in sheets], stamp, title_of(sheets))
    return svg.encode() if asked.kind == "svg" else studio.png(svg, stamp)


def _pages(sheets: Sequence[Sheet], title: str, studio: Studio, progress: Progress) -> bytes:
    stamp, drawn = stamp_of(sheets).written(), []
    for number, sheet in enumerate(sheets, 1):
        drawn.append(studio.svg([sheet.figure().to_plotly_json()], stamp, sheet.title))
        progress(number, len(sheets))
    return studio.pdf(drawn, stamp, title)
