"""Files as they leave: made from an order in one of four kinds."""

from collections.abc import Sequence

from dashboard.export.deck import Progress, Series, deck_file, no_progress
from dashboard.export.images import Studio
from dashboard.export.request import Request
from dashboard.export.sheet import Sheet, sheets_of, title_of
from dashboard.export.slides import sheet_file
from dashboard.export.stamp import stamp_of
from geodata.record import Record


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
        series = Series.of(record, order, asked.days(record))
        if asked.kind == "pptx":
            return deck_file(series, progress)
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
