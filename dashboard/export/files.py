"""Files as they leave: made from an order in one of four kinds."""

from dataclasses import dataclass

from dashboard.export.deck import Progress, Series, deck_file, no_progress, steps
from dashboard.export.images import Studio
from dashboard.export.sheet import Order, OrderError, Sheet, file_name, stamp_of
from dashboard.export.slides import sheet_file
from dashboard.state import View
from geodata.record import Record

KINDS = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
}
"""The kinds of file, with their media type."""
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
        """Check that there is such a file; the two days of a comparison are a deck of two sheets.

        Raises
        ------
        OrderError
            With what was found and what is allowed.
        """
        view = order.state.view
        if kind not in KINDS:
            raise OrderError(f"kind: found '{kind[:20]}'; allowed: {', '.join(KINDS)}")
        if view not in (View.MAP, View.COMPARE):
            raise OrderError(f"view: found '{view}'; allowed for {kind}: map, compare")
        if view is View.COMPARE and not every:
            every = "day"
        if every and kind not in ("pptx", "pdf"):
            raise OrderError(f"{kind}: one file holds one sheet; allowed for several days: pptx, pdf")
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
            raise OrderError(f"{len(days)} pages; allowed in one PDF: at most {MOST_PAGES}; a pptx may have more")
        return _pages(series.sheets(), series.title, studio, progress)
    sheet = Sheet(record, order)
    if asked.kind == "pptx":
        return sheet_file(sheet, stamp_of([sheet]))
    if asked.kind == "pdf":
        return _pages([sheet], sheet.title, studio, progress)
    stamp = stamp_of([sheet]).written()
    svg = studio.svg(sheet.figure().to_plotly_json(), stamp, sheet.title)
    return svg.encode() if asked.kind == "svg" else studio.png(svg, stamp)


def _pages(sheets: list[Sheet], title: str, studio: Studio, progress: Progress) -> bytes:
    stamp, drawn = stamp_of(sheets).written(), []
    for number, sheet in enumerate(sheets, 1):
        drawn.append(studio.svg(sheet.figure().to_plotly_json(), stamp, sheet.title))
        progress(number, len(sheets))
    return studio.pdf(drawn, stamp, title)
