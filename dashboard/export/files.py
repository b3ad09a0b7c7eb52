"""Files as they leave: made from an order in one of six kinds. None needs more than this process."""

from collections.abc import Callable, Sequence

from dashboard.drawing import paper
from dashboard.drawing.primitives import Drawing
from dashboard.export.alone.page import Scene, alone_file
from dashboard.export.clip import clip_file
from dashboard.export.deck import Progress, Series, deck_file, no_progress
from dashboard.export.drawer import Drawer
from dashboard.export.request import Request
from dashboard.export.sheet import Sheet
from dashboard.export.sheets import sheets_of, title_of
from dashboard.export.slides import sheet_file
from dashboard.export.stamp import stamp_of
from geodata.record import Record

WRITERS: dict[str, Callable[[Sequence[Drawing], str, str], bytes]] = {
    "pdf": paper.pdf,
    "png": paper.png,
    "svg": paper.vector,
}
"""What writes the drawings of some sheets, with a title and a stamp, as one file of a kind."""


def make(record: Record, asked: Request, progress: Progress = no_progress) -> bytes:
    """Make a file; the same record and request give the same bytes.

    Raises
    ------
    OrderError
        If the order asks for too much.
    """
    order = asked.order
    if asked.kind == "html":
        steps = [Scene((record.period.index(day),)) for day in asked.steps(record)]
        return alone_file(record, order, steps)
    if asked.every:
        series = Series.of(record, order, asked.days(record))
        if asked.kind == "pptx":
            return deck_file(series, progress)
        if asked.kind == "mp4":
            return clip_file(series, progress)
        return _drawn(series.sheets(), series.title, asked.kind, progress)
    sheets = sheets_of(record, order)
    if asked.kind == "pptx":
        return sheet_file(sheets, stamp_of(sheets))
    return _drawn(sheets, title_of(sheets), asked.kind, progress)


def _drawn(sheets: Sequence[Sheet], title: str, kind: str, progress: Progress) -> bytes:
    drawer, drawings = Drawer(sheets[0].record, sheets[0].text), []
    for number, sheet in enumerate(sheets, 1):
        drawings.append(drawer.draw(sheet))
        progress(number, len(sheets))
    return WRITERS[kind](drawings, title, stamp_of(sheets).written())
