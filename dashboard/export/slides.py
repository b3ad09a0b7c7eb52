"""Slides: a sheet as native shapes in named groups, with its words and sources in the notes. No browser is needed."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout
from pptx.util import Emu, Inches

from dashboard.asked.size import WIDTH
from dashboard.asked.template import Template
from dashboard.drawing.office import MIDDLE, NAMESPACES, OfficePen
from dashboard.drawing.primitives import LINE_PITCH, Item, Picture, Words, colour_of, walk
from dashboard.export.drawer import Drawer
from dashboard.export.order import Order, OrderError
from dashboard.export.sheet import Sheet
from dashboard.export.sheets import title_of
from dashboard.export.stamp import Stamp
from dashboard.figures.sheets.margins import EDGE, HEADLINE
from dashboard.figures.style import INK
from dashboard.text import Text
from geodata.export import last_changed
from geodata.record import Record

TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


def new_deck(record: Record, title: str, stamp: Stamp, order: Order) -> Deck:
    """An empty deck of slides of a size that carries the date of the record and never that of today.

    Raises
    ------
    OrderError
        If the template is no longer the file that was looked at.
    """
    deck = _emptied(order.own_slides) if order.own_slides else Presentation()
    deck.slide_width, deck.slide_height = map(Inches, order.size.inches)
    about = deck.core_properties
    day = datetime.combine(last_changed(record), datetime.min.time())
    about.title, about.author, about.last_modified_by = title, "Northern Mali Control Map", "Northern Mali Control Map"
    about.created = about.modified = about.last_printed = day
    about.subject, about.revision = f"Record {record.digest}", 1
    about.comments = stamp.written()[:255] if len(stamp.written()) <= 255 else ""
    _keep_stamp(deck, stamp)
    return deck


def _emptied(template: Template) -> Deck:
    """A template without its slides, and without what names them."""
    file = template.read()
    if file is None:
        raise OrderError(
            lambda text: text("BRIEF_TEMPLATE: {file} was changed; the server must be started anew", file=template)
        )
    deck = Presentation(io.BytesIO(file))
    slides = deck.slides._sldIdLst
    for each in list(slides):
        deck.part.drop_rel(each.rId)
        slides.remove(each)
    whole = deck.part._element
    for each in (*whole.findall("{*}custShowLst"), *whole.findall("{*}extLst")):
        whole.remove(each)
    return deck


def _layout(deck: Deck) -> SlideLayout:
    """The layout that has a title and nothing else; of a template that has none, the first with a title."""
    layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    alone = [layout for layout in layouts if layout._element.get("type") == "titleOnly"]
    titled = [one for one in layouts if any(each.placeholder_format.type in TITLES for each in one.placeholders)]
    return (alone or titled)[0]


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
    slide = deck.slides.add_slide(_layout(deck))
    shape = slide.shapes.title
    for other in [each for each in slide.placeholders if each.shape_id != shape.shape_id]:
        other._element.getparent().remove(other._element)
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


def paint_ground(slide: Slide, colour: str, order: Order) -> None:
    """Give a slide its plain background; on a template it keeps that of the organisation."""
    if order.own_slides:
        return
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
        slide = self._slide(headline, drawing.ground, sheet.order)
        for item in drawing.items:
            if isinstance(item, Picture):
                _add_picture(slide, item, unit(self._deck))
        pen = OfficePen(self._text.language, self._outlines, linked_from(slide, drawing.items), emu=unit(self._deck))
        shapes = [item for item in drawing.items if item is not headline]
        add_shapes(slide, pen.write(shapes))
        slide.notes_slide.notes_text_frame.text = "\n".join(sheet.notes())
        return slide

    def _slide(self, headline: Words, ground: str, order: Order) -> Slide:
        size, left = headline.size, headline.x
        box = (left, headline.y - (MIDDLE + LINE_PITCH / 2) * size, WIDTH - EDGE - left, size * LINE_PITCH)
        slide = blank(self._deck, " ".join(headline.lines), self._text, box=box, size=size)
        paint_ground(slide, ground, order)
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
    deck = new_deck(first.record, title_of(sheets), stamp, first.order)
    writer = SheetWriter(deck, first.record, first.text)
    for sheet in sheets:
        writer.add(sheet)
    return written(deck)
