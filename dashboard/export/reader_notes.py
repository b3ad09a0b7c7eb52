"""Where a reader's notes stand on each kind of sheet: on the maps of their days, and over the axis of a timeline."""

from datetime import date

from dashboard.asked.notes import Note
from dashboard.drawing.figure_parts import Json
from dashboard.drawing.note_parts import bracket_parts, is_over, message_plate, notes_on_map
from dashboard.drawing.primitives import Item, grouped
from dashboard.export.sheet import Sheet
from dashboard.export.sheets import ChartSheet, MapPicture
from dashboard.figures.sheets.map_sheet import MapSheet
from dashboard.figures.sheets.margins import COLUMN, COLUMN_WIDTH, NOTED, READ
from dashboard.figures.sheets.panel import Panel
from dashboard.figures.sheets.window import SMALL
from dashboard.text import Text
from dashboard.told.reader_notes import against_record

ROOM_OF_SCALE = 60
"""Pixels right of the message that the north arrow of a map takes."""


def over(sheet: Sheet) -> list[Item]:
    """All that the reader has written on a sheet."""
    if isinstance(sheet, MapPicture):
        return over_maps(sheet, sheet.picture())
    return over_chart(sheet, sheet.figure().layout.to_plotly_json())


def over_maps(sheet: MapPicture, picture: MapSheet) -> list[Item]:
    """The notes of each map on its day, and the key message."""
    drawn = [each for panel in picture.panels for each in _on(panel, sheet, is_one=len(picture.panels) == 1)]
    message = sheet.order.message
    if not message:
        return drawn
    first = picture.panels[0].window
    if first.width > SMALL:
        wide = min(first.width - ROOM_OF_SCALE, 560)
        return [*drawn, *message_plate(message, first.left + 8, first.top + 8, wide, READ, sheet.text)]
    return [*drawn, *message_plate(message, COLUMN, 2, COLUMN_WIDTH, NOTED, sheet.text)]


def _on(panel: Panel, sheet: Sheet, *, is_one: bool) -> list[Item]:
    day = panel.state.on

    def against(note: Note) -> str:
        return against_record(note, day, sheet.timeline, sheet.text)

    found = notes_on_map(sheet.state.notes.on(day), panel.window, sheet.text, against)
    return found if is_one else grouped(f"{sheet.text('Notes of the reader')} ({sheet.text.day(day)})", found)


def over_chart(sheet: ChartSheet, layout: Json) -> list[Item]:
    """The brackets of days over the plot of a chart, and the key message."""
    text, drawn = sheet.text, [part for note in sheet.state.notes.notes for part in _over(note, layout, sheet.text)]
    if message := sheet.order.message:
        drawn += message_plate(message, COLUMN, 2, COLUMN_WIDTH, NOTED, text)
    return grouped(text("Notes of the reader"), drawn)


def _over(note: Note, layout: Json, text: Text) -> list[Item]:
    first, last = (date.fromisoformat(str(end)[:10]) for end in layout["xaxis"]["range"])
    if not is_over(note, first, last):
        return []
    plot, ends = _plot(layout), (max(note.first, first), min(note.last, last))
    days = ((ends[0] - first).days, (ends[1] - first).days + 1)
    whole = (last - first).days
    left, right = (plot[0] + plot[2] * min(day / whole, 1) for day in days)
    return bracket_parts(note, (left, right), plot, text)


def _plot(layout: Json) -> tuple[float, float, float, float]:
    """Left, top, width and height of the plot in pixels of the sheet."""
    (left, right), (bottom, top) = layout["xaxis"]["domain"], layout["yaxis"]["domain"]
    wide, high = layout["width"], layout["height"]
    return left * wide, (1 - top) * high, (right - left) * wide, (top - bottom) * high
