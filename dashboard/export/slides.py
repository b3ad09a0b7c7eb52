"""Slides: a sheet as native shapes in named groups, with its words and sources in the notes. No browser is needed."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import unescape

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu

from dashboard.export import shapes
from dashboard.export.chart_slide import chart_groups
from dashboard.export.drawing import EMU, NAMESPACES, Pen, colour_of
from dashboard.export.map_slide import MapWriter, add_relief
from dashboard.export.shapes import Json
from dashboard.export.sheet import DaySheet, MapPicture, Sheet, title_of
from dashboard.export.stamp import Stamp
from dashboard.figures.sheets.map_sheet import map_window
from dashboard.figures.sheets.margins import COLUMN, EDGE, HEADLINE, HEIGHT, WIDTH
from dashboard.figures.style import INK, PAPER
from dashboard.text import Text
from geodata.export import last_changed
from geodata.record import Record

TITLE_ONLY = 5
"""The layout of the default template that has a title and nothing else."""


def new_deck(record: Record, title: str, stamp: Stamp) -> Deck:
    """An empty wide deck that carries the date of the record and never that of today."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(WIDTH * EMU), Emu(HEIGHT * EMU)
    about = deck.core_properties
    day = datetime.combine(last_changed(record), datetime.min.time())
    about.title, about.author, about.last_modified_by = title, "Northern Mali Control Map", "Northern Mali Control Map"
    about.created = about.modified = about.last_printed = day
    about.subject, about.revision = f"Record {record.digest}", 1
    about.comments = stamp.written()[:255] if len(stamp.written()) <= 255 else ""
    _keep_stamp(deck, stamp)
    return deck


STAMP_PART = "/docProps/stamp.json"


def _keep_stamp(deck: Deck, stamp: Stamp) -> None:
    part = Part(PackURI(STAMP_PART), "application/json", deck.part.package, stamp.written().encode())
    deck.part.package.relate_to(part, "urn:northern-mali-control-map:stamp")


def written(deck: Deck) -> bytes:
    """The deck as a file whose entries all bear one date, so that the same deck gives the same bytes."""
    raw, out = io.BytesIO(), io.BytesIO()
    deck.save(raw)
    with zipfile.ZipFile(raw) as found, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for name in found.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            packed.writestr(entry, found.read(name))
    return out.getvalue()


def blank(deck: Deck, title: str, text: Text, *, box: tuple[float, float, float, float], size: float) -> Slide:
    """A slide with a title at a place of its own, in pixels."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = (Emu(round(each * EMU)) for each in box)
    pen = Pen(language=text.language)
    drawn = pen.write("title", [title], 0, 0, size=size, weight=700, colour=INK)
    body = parse_xml(f"<p:holder {NAMESPACES}>{drawn}</p:holder>").find(".//{*}txBody")
    shape._element.replace(shape._element.txBody, body)
    return slide


def add_shapes(slide: Slide, xml: Iterable[str]) -> None:
    """Put shapes written as text on a slide, above what is there."""
    tree = slide.shapes._spTree
    for child in parse_xml(f"<p:holder {NAMESPACES}>{''.join(xml)}</p:holder>"):
        tree.append(child)


def paint_ground(slide: Slide, colour: str) -> None:
    """Give a slide its plain background."""
    digits, _ = colour_of(colour)
    fill = slide.background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string(digits)


class SheetWriter:
    """Writes sheets as slides of one deck."""

    def __init__(self, deck: Deck, record: Record, text: Text) -> None:
        self._deck, self._text = deck, text
        self._maps = MapWriter(record, text)

    def add(self, sheet: Sheet) -> Slide:
        """One sheet as one slide."""
        pen = Pen(language=self._text.language, paths=self._maps.paths)
        if isinstance(sheet, MapPicture):
            return self._add_maps(pen, sheet)
        figure = sheet.figure().to_plotly_json()
        layout = figure["layout"]
        slide = self._slide(layout["annotations"], layout["paper_bgcolor"])
        add_shapes(slide, chart_groups(pen, figure, self._text))
        return self._finish(pen, slide, sheet, layout["annotations"], layout["shapes"])

    def _add_maps(self, pen: Pen, sheet: MapPicture) -> Slide:
        knows = isinstance(sheet, DaySheet) and self._maps.knows(map_window(sheet.state))
        picture = sheet.picture(ground=not knows)
        slide = self._slide(picture.notes, PAPER)
        for panel in picture.panels:
            add_relief(slide, panel.figure.layout.to_plotly_json(), panel.window, self._text)
        for number, panel in enumerate(picture.panels):
            of = self._text.day(panel.state.on) if len(picture.panels) > 1 else ""
            add_shapes(slide, self._maps.draw(pen, panel, lambda place, at=number: sheet.said_of(place, at), of))
        return self._finish(pen, slide, sheet, picture.notes, picture.shapes)

    def _slide(self, notes: Sequence[Json], ground: str) -> Slide:
        """A slide whose title is the headline, where the sheet has it."""
        line = next(each for each in notes if each["name"] == HEADLINE)
        size, left, bottom = line["font"]["size"], line["xshift"], -line["yshift"]
        box = (left, bottom - size * 1.3, COLUMN - left, size * 1.3)
        slide = blank(self._deck, unescape(line["text"]), self._text, box=box, size=size)
        paint_ground(slide, ground)
        return slide

    def _finish(self, pen: Pen, slide: Slide, sheet: Sheet, notes: Sequence[Json], drawn: Sequence[Json]) -> Slide:
        """Add what stands around the picture, and the notes of the speaker."""
        text, groups = self._text, {}
        for each in drawn:
            if each.get("type") == "path" and each.get("layer") != "below":  # what lies below is drawn with the chart
                groups.setdefault(_group_of(each["name"], text), []).append(shapes.draw_path(pen, each, WIDTH, HEIGHT))
        for each in notes:
            if each["name"] != HEADLINE:
                groups.setdefault(_group_of(each["name"], text), []).append(shapes.draw_note(pen, each, WIDTH, HEIGHT))
        if sheet.order.link:
            link = slide.part.relate_to(sheet.order.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            x, y = WIDTH - EDGE, HEIGHT - EDGE - 22
            said = text("Open this view")
            groups[text("Link")] = [pen.write("link", [said], x, y, size=12, across="right", link=link)]
        add_shapes(slide, [pen.group(name, children) for name, children in groups.items()])
        slide.notes_slide.notes_text_frame.text = "\n".join(sheet.notes())
        return slide


def _group_of(name: str, text: Text) -> str:
    groups = {
        "swatch": text("Legend"),
        "slot": text("Legend"),
        "legend": text("Legend"),
        "key": text("Legend"),
        "north": text("North arrow"),
        "scale": text("Scale bar"),
        "marking": text("Handling marking"),
        "locator": text("Locator"),
        "grade": text("Key to grades"),
        "grades": text("Key to grades"),
        "title": text("Title"),
        "date": text("Title"),
        "page": text("Title"),
        "definition": text("Definitions and sources"),
        "cut": text("Title"),
        "panel": text("Title"),
        "footer": text("Definitions and sources"),
        "map": text("Edge of the map"),
    }
    return groups.get(name.split("-", maxsplit=1)[0], text("Key to markers"))


def sheet_file(sheets: Sequence[Sheet], stamp: Stamp) -> bytes:
    """The sheets of one view as a presentation, a slide each."""
    first = sheets[0]
    deck = new_deck(first.record, title_of(sheets), stamp)
    writer = SheetWriter(deck, first.record, first.text)
    for sheet in sheets:
        writer.add(sheet)
    return written(deck)
