"""The pen of offices: a drawing as DrawingML, the native shapes of a slide."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from dashboard.drawing.primitives import (
    LINE_PITCH,
    Box,
    Group,
    Item,
    Outline,
    Plate,
    Ring,
    Sign,
    Stroke,
    Words,
    colour_of,
)
from dashboard.figures.labels import text_width

EMU = 9525
"""English metric units in a pixel of the sheet of a screen; 96 pixels are an inch."""
FINENESS = 20
"""Steps in a pixel for the points of a path."""
TYPEFACE = "Arial"
"""A face that every office has; the sheet's own is not installed where slides are edited."""
NARROWER = 0.93
"""Arial runs wider than Source Sans 3; its size is set back by this much."""
MIDDLE = 0.322
"""How far above its line the middle of a line of Arial lies, at the size set back, in the type size of the sheet."""
PROOFED = {"en": "en-GB", "fr": "fr-FR"}
"""The language in which an office proofs a text."""
DASHES = {"dot": "sysDot", "dash": "dash"}
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

SYMBOLS = {
    "circle": ("ellipse", 1.0, 1.0, 0.0, 0),
    "square": ("rect", 1.0, 1.0, 0.0, 0),
    "diamond": ("diamond", 1.3, 1.3, 0.0, 0),
    "hexagon": ("hexagon", 1.0, 0.866, 0.0, 90),
    "pentagon": ("pentagon", 0.951, 0.905, -0.0955, 0),
    "star": ("star5", 1.33, 1.27, -0.06, 0),
    "triangle-right": ("triangle", 1.0, 1.0, 0.0, 90),
    "x": ("mathMultiply", 1.5, 1.5, 0.0, 0),
}
"""For each Plotly symbol the plain shape, its width and height in the marker's size, its shift and its turn."""


@dataclass
class OfficePen:
    """Writes the shapes of one slide; numbers them in order, so that the same drawing gives the same text."""

    language: str = "en"
    """Of the texts, so that an office proofs them in it."""
    outlines: dict[object, str] = field(default_factory=dict)
    """Outlines already written, by their key: they are the same on every slide of a deck."""
    links: Mapping[str, str] = field(default_factory=dict)
    """For each address to which a text leads, the slide's own name of that relation."""
    next_id: int = 20
    emu: float = EMU
    """English metric units in a pixel of this sheet."""

    def write(self, items: Iterable[Item]) -> str:
        """Everything, in order; pictures are left out, for they are parts of a file of their own."""
        return "".join(self._write(item) for item in items)

    def _write(self, item: Item) -> str:
        match item:
            case Outline():
                return self._shape(item, f"{self._outline(item)}{_fill(item.fill)}{_line(item.stroke, self.emu)}")
            case Plate():
                return self._plain(item, "rect", item.box)
            case Sign():
                return self._sign(item)
            case Words():
                return self._words(item)
            case Group():
                return self._group(item)
            case _:
                return ""

    def _properties(self, name: str, said: str = "") -> str:
        number, self.next_id = self.next_id, self.next_id + 1
        described = f" descr={quoteattr(clean(said))}" if said else ""
        return f'<p:cNvPr id="{number}" name={quoteattr(clean(name))}{described}></p:cNvPr>'

    def _outline(self, item: Outline) -> str:
        def work() -> str:
            return _outline(item.rings, self.emu, closed=item.closed, is_filled=item.fill is not None)

        if item.key is None:
            return work()
        if item.key not in self.outlines:
            self.outlines[item.key] = work()
        return self.outlines[item.key]

    def _sign(self, item: Sign) -> str:
        geometry, wide, high, shift, turn = SYMBOLS[item.symbol]
        width, height = item.size * wide, item.size * high
        is_down = item.turn == 180
        middle = item.y + shift * item.size / 2 * (-1 if is_down else 1)
        box = (item.x - width / 2, middle - height / 2, width, height)
        return self._plain(item, geometry, box, turn + (180 if is_down and geometry == "pentagon" else 0))

    def _plain(self, item: Sign | Plate, geometry: str, box: Box, turn: float = 0) -> str:
        """A shape of the office's own."""
        turned = f' rot="{round(turn * 60000) % 21600000}"' if turn else ""
        body = f'{_place(box, self.emu, turned)}<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>'
        return self._shape(item, f"{body}{_fill(item.fill)}{_line(item.stroke, self.emu)}")

    def _shape(self, item: Outline | Plate | Sign, body: str) -> str:
        properties = f"<p:nvSpPr>{self._properties(item.name, item.said)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        return f"<p:sp>{properties}<p:spPr>{body}</p:spPr></p:sp>"

    def _words(self, item: Words) -> str:
        """A text box in the place of the block of lines; where the text has a halo, with a light ground."""
        width = max(text_width(line, item.size, 400 if item.weight < 600 else 600) for line in item.lines) + 2
        height = item.size * LINE_PITCH * len(item.lines)
        left = item.x - {"left": 0.0, "center": 0.5, "right": 1.0}[item.across] * width
        top = item.y - (MIDDLE + LINE_PITCH / 2) * item.size
        paragraphs = "".join(self._paragraph(line, item) for line in item.lines)
        properties = f'<p:nvSpPr>{self._properties(item.name)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        body = '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></a:bodyPr>'
        place = _place((left, top, width, height), self.emu)
        shape = f'{place}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_fill(item.halo)}'
        return f"<p:sp>{properties}<p:spPr>{shape}</p:spPr><p:txBody>{body}<a:lstStyle/>{paragraphs}</p:txBody></p:sp>"

    def _paragraph(self, line: str, item: Words) -> str:
        bold = ' b="1"' if item.weight >= 600 else ""
        points = round(item.size * 75 * NARROWER * self.emu / EMU)
        linked = f'<a:hlinkClick r:id="{self.links[item.link]}"/>' if item.link else ""
        face = f'<a:latin typeface="{TYPEFACE}"/><a:cs typeface="{TYPEFACE}"/>'
        fill = f"<a:solidFill>{_colour(item.colour)}</a:solidFill>"
        language = PROOFED[self.language]
        run = f'<a:rPr lang="{language}" sz="{points}"{bold} dirty="0">{fill}{face}{linked}</a:rPr>'
        align = {"left": "l", "center": "ctr", "right": "r"}[item.across]
        return f'<a:p><a:pPr algn="{align}"/><a:r>{run}<a:t>{escape(clean(line))}</a:t></a:r></a:p>'

    def _group(self, item: Group) -> str:
        """Shapes under one name, in the pixels of the sheet."""
        inside = self.write(item.parts)
        properties = f"<p:nvGrpSpPr>{self._properties(item.name, item.said)}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        left, top, right, bottom = _extent(inside)
        frame = f'<a:off x="{left}" y="{top}"/><a:ext cx="{right - left}" cy="{bottom - top}"/>'
        inner = f'<a:chOff x="{left}" y="{top}"/><a:chExt cx="{right - left}" cy="{bottom - top}"/>'
        return f"<p:grpSp>{properties}<p:grpSpPr><a:xfrm>{frame}{inner}</a:xfrm></p:grpSpPr>{inside}</p:grpSp>"


PLACES = re.compile(r'<a:off x="(-?\d+)" y="(-?\d+)"/><a:ext cx="(\d+)" cy="(\d+)"/>')


def _extent(xml: str) -> tuple[int, int, int, int]:
    boxes = [tuple(map(int, found)) for found in PLACES.findall(xml)]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return left, top, max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)


def clean(said: str) -> str:
    """A text without what XML cannot hold."""
    return UNPRINTABLE.sub("", said)


def _place(box: Box, emu: float, turned: str = "") -> str:
    x, y, width, height = (round(each * emu) for each in box)
    return f'<a:xfrm{turned}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _outline(rings: Sequence[Ring], emu: float, *, closed: bool, is_filled: bool) -> str:
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    left, top = min(xs), min(ys)
    width, height = max(max(xs) - left, 0.01), max(max(ys) - top, 0.01)

    def point(x: float, y: float) -> str:
        return f'<a:pt x="{round((x - left) * FINENESS)}" y="{round((y - top) * FINENESS)}"/>'

    steps = []
    for first, *others in rings:
        steps.append(f"<a:moveTo>{point(*first)}</a:moveTo>")
        steps += [f"<a:lnTo>{point(*each)}</a:lnTo>" for each in others]
        if closed:
            steps.append("<a:close/>")
    size = f'w="{max(round(width * FINENESS), 1)}" h="{max(round(height * FINENESS), 1)}"'
    unfilled = "" if is_filled else ' fill="none"'
    path = f"<a:pathLst><a:path {size}{unfilled}>{''.join(steps)}</a:path></a:pathLst>"
    lists = '<a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
    return f"{_place((left, top, width, height), emu)}<a:custGeom>{lists}{path}</a:custGeom>"


def _colour(written: str) -> str:
    digits, opacity = colour_of(written)
    alpha = f'<a:alpha val="{round(opacity * 100000)}"/>' if opacity < 1 else ""
    return f'<a:srgbClr val="{digits}">{alpha}</a:srgbClr>'


def _fill(fill: str | None) -> str:
    if fill is None or colour_of(fill)[1] == 0:
        return "<a:noFill/>"
    return f"<a:solidFill>{_colour(fill)}</a:solidFill>"


def _line(stroke: Stroke | None, emu: float) -> str:
    if stroke is None or stroke.width <= 0 or colour_of(stroke.colour)[1] == 0:
        return "<a:ln><a:noFill/></a:ln>"
    dash = f'<a:prstDash val="{DASHES[stroke.dash]}"/>' if stroke.dash in DASHES else ""
    fill = f"<a:solidFill>{_colour(stroke.colour)}</a:solidFill>"
    return f'<a:ln w="{round(stroke.width * emu)}">{fill}{dash}<a:round/></a:ln>'
