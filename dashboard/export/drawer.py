"""A sheet as a drawing: what its figures hold and what stands around them, in named groups."""

from collections.abc import Sequence

from dashboard.asked.size import WIDTH, Size
from dashboard.drawing import figure_parts as parts_of
from dashboard.drawing.address_parts import address_parts
from dashboard.drawing.chart_parts import chart_parts
from dashboard.drawing.figure_parts import Json
from dashboard.drawing.map_parts import MapParts, relief
from dashboard.drawing.primitives import Drawing, Item, grouped
from dashboard.export import reader_notes
from dashboard.export.sheet import Sheet
from dashboard.export.sheets import MapPicture
from dashboard.figures.sheets.map_sheet import MapSheet
from dashboard.figures.sheets.margins import EDGE, HEADLINE, foot_top
from dashboard.figures.style import PAPER
from dashboard.text import Text
from geodata.record import Record


class Drawer:
    """Draws sheets of one record in one language."""

    def __init__(self, record: Record, text: Text) -> None:
        self._text, self._maps = text, MapParts(record, text)

    def draw(self, sheet: Sheet) -> Drawing:
        """Everything on a sheet, the lowest first; the headline stands by itself, above all groups."""
        size = sheet.order.size
        if isinstance(sheet, MapPicture):
            picture = sheet.picture()
            shown, notes, paths, ground = self._maps_of(sheet, picture), picture.notes, picture.shapes, PAPER
            written = reader_notes.over_maps(sheet, picture)
        else:
            figure = sheet.figure().to_plotly_json()
            layout = figure["layout"]
            shown, notes, paths = chart_parts(figure, self._text), layout["annotations"], layout["shapes"]
            ground = layout["paper_bgcolor"]
            written = reader_notes.over_chart(sheet, layout)
        around = self._around(notes, paths, sheet.order.link, size)
        said = " ".join(sheet.words())
        items = (*shown, *around, *written)
        return Drawing(WIDTH, size.height, size.inches, ground, sheet.title, said, self._text.language, items)

    def _maps_of(self, sheet: MapPicture, picture: MapSheet) -> list[Item]:
        reliefs = [each for panel in picture.panels for each in relief(panel.figure.layout, panel.window, self._text)]
        maps = [
            each
            for number, panel in enumerate(picture.panels)
            for each in self._maps.of(
                panel,
                lambda place, at=number: sheet.said_of(place, at),
                self._text.day(panel.state.on) if len(picture.panels) > 1 else "",
            )
        ]
        return [*reliefs, *maps]

    def _around(self, notes: Sequence[Json], paths: Sequence[Json], link: str, size: Size) -> list[Item]:
        """What stands around the picture: paths and notes in groups by what they are, the headline, the link."""
        text, groups = self._text, {}
        for each in paths:
            if each.get("type") == "path" and each.get("layer") != "below":  # what lies below is drawn with the chart
                outline = parts_of.path_outline(each, WIDTH, size.height)
                groups.setdefault(_group_of(each["name"], text), []).append(outline)
        headline = []
        for each in notes:
            words = parts_of.note_words(each, WIDTH, size.height)
            (headline if words.name == HEADLINE else groups.setdefault(_group_of(words.name, text), [])).append(words)
        if link:
            groups[text("Link")] = address_parts(link, WIDTH - EDGE, foot_top(size) - 2, text)
        return [*headline, *(each for name, parts in groups.items() for each in grouped(name, parts))]


def _group_of(name: str, text: Text) -> str:
    groups = {
        "swatch": text("Legend"),
        "slot": text("Legend"),
        "legend": text("Legend"),
        "key": text("Legend"),
        "north": text("North arrow"),
        "scale": text("Scale bar"),
        "marking": text("Handling marking"),
        "band": text("Bands of the marking"),
        "locator": text("Locator"),
        "grade": text("Key to grades"),
        "grades": text("Key to grades"),
        "title": text("Title"),
        "date": text("Title"),
        "page": text("Title"),
        "definition": text("Definitions and sources"),
        "cut": text("Title"),
        "panel": text("Title"),
        "changes": text("What changed"),
        "caption": text("Caption of the moment"),
        "footer": text("Definitions and sources"),
        "map": text("Edge of the map"),
        "incidents": text("Definitions and sources"),
    }
    return groups.get(name.split("-", maxsplit=1)[0], text("Key to markers"))
