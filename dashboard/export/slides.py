"""Slides: a sheet as native shapes in named groups, with its words and sources in the notes. No browser is needed."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches

from dashboard.asked.size import WIDTH, Size
from dashboard.drawing.office import MIDDLE, NAMESPACES, OfficePen
from dashboard.drawing.primitives import LINE_PITCH, Item, Picture, Words, colour_of, walk
from dashboard.export.drawer import Drawer
from dashboard.export.sheet import Sheet
from dashboard.export.sheets import title_of
from dashboard.export.stamp import Stamp
from dashboard.figures.sheets.margins import EDGE, HEADLINE
from dashboard.figures.style import INK
from dashboard.text import Text
from geodata.export import last_changed
from geodata.record import Record

TITLE_ONLY = 5
"""The layout of the default template that has a title and nothing else."""


def new_deck(record: Record, title: str, stamp: Stamp, size: Size) -> Deck:
    """An empty deck of slides of a size that carries the date of the record and never that of today."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = map(Inches, size.inches)
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


def unit(deck: Deck) -> float:
    """English metric units in a pixel of a sheet on the slides of a deck."""
    return deck.slide_width / WIDTH


def blank(deck: Deck, title: str, text: Text, *, box: tuple[float, float, float, float], size: float) -> Slide:
    """A slide with a title at a place of its own, in pixels."""
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = (Emu(round(each * unit(deck))) for each in box)
    words = Words("title", (title,), 0, 0, size=size, weight=700, colour=INK)
    drawn = OfficePen(text.language, emu=unit(deck)).write([words])
    body = parse_xml(f"<p:holder {NAMESPACES}>{drawn}</p:holder>").find(".//{*}txBody")
    shape._element.replace(shape._element.txBody, body)
    return slide


def add_shapes(slide: Slide, xml: str) -> None:
    """Put shapes written as text on a slide, above what is there."""
    tree = slide.shapes._spTree
    for child in parse_xml(f"<p:holder {NAMESPACES}>{xml}</p:holder>"):
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
        self._drawer, self._outlines = Drawer(record, text), {}

    def add(self, sheet: Sheet) -> Slide:
        """One sheet as one slide: its headline as the title, its pictures and shapes, and the notes of the speaker."""
        drawing = self._drawer.draw(sheet)
        headline = next(item for item in drawing.items if isinstance(item, Words) and item.name == HEADLINE)
        slide = self._slide(headline, drawing.ground)
        for item in drawing.items:
            if isinstance(item, Picture):
                _add_picture(slide, item, unit(self._deck))
        pen = OfficePen(self._text.language, self._outlines, linked_from(slide, drawing.items), emu=unit(self._deck))
        shapes = [item for item in drawing.items if item is not headline]
        add_shapes(slide, pen.write(shapes))
        slide.notes_slide.notes_text_frame.text = "\n".join(sheet.notes())
        return slide

    def _slide(self, headline: Words, ground: str) -> Slide:
        size, left = headline.size, headline.x
        box = (left, headline.y - (MIDDLE + LINE_PITCH / 2) * size, WIDTH - EDGE - left, size * LINE_PITCH)
        slide = blank(self._deck, " ".join(headline.lines), self._text, box=box, size=size)
        paint_ground(slide, ground)
        return slide


def linked_from(slide: Slide, items: Iterable[Item]) -> dict[str, str]:
    """The slide's relation for every address to which a text of it leads."""
    links = dict.fromkeys(item.link for item in walk(items) if isinstance(item, Words) and item.link)
    return {link: slide.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True) for link in links}


def _add_picture(slide: Slide, item: Picture, emu: float) -> None:
    (left, top, width, height), (x, y, across, down) = item.seen, item.whole
    places = (Emu(round(each * emu)) for each in item.seen)
    picture = slide.shapes.add_picture(io.BytesIO(item.data), *places)
    picture.crop_left, picture.crop_right = (left - x) / across, (x + across - left - width) / across
    picture.crop_top, picture.crop_bottom = (top - y) / down, (y + down - top - height) / down
    picture.name = item.name
    picture._element.nvPicPr.cNvPr.set("descr", item.said)


def sheet_file(sheets: Sequence[Sheet], stamp: Stamp) -> bytes:
    """The sheets of one view as a presentation, a slide each."""
    first = sheets[0]
    deck = new_deck(first.record, title_of(sheets), stamp, first.order.size)
    writer = SheetWriter(deck, first.record, first.text)
    for sheet in sheets:
        writer.add(sheet)
    return written(deck)
