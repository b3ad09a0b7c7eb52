"""The pen of pages: a drawing as SVG that needs nothing besides itself, and looks as Plotly shows it.

Lines, dashes and symbols follow Plotly's own rules, so that the file equals the screen. Names keep their light edge by
``paint-order`` on the text itself. Signs that our typeface does not have are drawn as shapes.
"""

import base64
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from math import sqrt
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from dashboard.drawing.office import clean
from dashboard.drawing.primitives import (
    LINE_PITCH,
    Drawing,
    Group,
    Item,
    Outline,
    Picture,
    Plate,
    Ring,
    Sign,
    Stroke,
    Words,
    colour_of,
)

FACE = "Source Sans 3"
FAMILY = f"'{FACE}', 'Segoe UI', Helvetica, Arial, sans-serif"
WOFF = Path(__file__).parents[2] / "assets/fonts/source-sans-3-latin-wght-normal.woff2"
HALO = 'paint-order="stroke" stroke="#ffffff" stroke-opacity="0.85" stroke-width="3.4" stroke-linejoin="round"'
"""The light edge of names on a map, as the page's style sheet has it."""
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
LEAST_DASH = 3
"""Plotly's dashes are those of a line of at least this width."""


def svg(drawing: Drawing, stamp: str = "", *, with_face: bool = True) -> str:
    """A sheet as one file.

    Parameters
    ----------
    stamp
        Kept in its metadata.
    with_face
        Whether the typeface comes along; who sets it by other means can do without.
    """
    return sheets([drawing], drawing.title, stamp, with_face=with_face)


def sheets(drawings: Sequence[Drawing], title: str, stamp: str = "", *, with_face: bool = True) -> str:
    """Several sheets as one file, each below the one before."""
    width, height = drawings[0].width, sum(drawing.height for drawing in drawings)
    box = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    said = escape(clean(" ".join(drawing.said for drawing in drawings)))
    about = f"<title>{escape(clean(title))}</title><desc>{said}</desc><metadata>{escape(clean(stamp))}</metadata>"
    style = f"<style>{typeface()}</style>" if with_face else ""
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" lang="{drawings[0].language}"'
    body, top = [], 0.0
    for drawing in drawings:
        content = "".join(content_of(drawing))
        body.append(f'<g transform="translate(0 {top:g})">{content}</g>' if top else content)
        top += drawing.height
    return f'{opening} font-family="{FAMILY}">{about}{style}{"".join(body)}</svg>'


def content_of(drawing: Drawing) -> Iterable[str]:
    """What is drawn, the ground first."""
    yield f'<rect width="{drawing.width:g}" height="{drawing.height:g}"{fill_of(drawing.ground)}/>'
    for item in drawing.items:
        yield written(item)


@lru_cache
def typeface() -> str:
    """The style rule that brings the typeface along, without a file beside it."""
    data = base64.b64encode(WOFF.read_bytes()).decode()
    source = f"url(data:font/woff2;base64,{data}) format('woff2')"
    return f"@font-face{{font-family:'{FACE}';font-weight:200 900;src:{source}}}"


def written(item: Item) -> str:
    """A thing as it stands on its sheet."""
    match item:
        case Outline():
            rule = ' fill-rule="evenodd"' if len(item.rings) > 1 and item.fill else ""
            path = "".join(_path(ring, closed=item.closed) for ring in item.rings)
            return _element("path", f'd="{path}"{rule}', item)
        case Plate():
            x, y, width, height = item.box
            return _element("rect", f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"', item)
        case Sign():
            return _sign(item)
        case Words():
            return _words(item)
        case Picture():
            return _picture(item)
        case Group():
            inside = "".join(map(written, item.parts))
            return f"<g aria-label={quoteattr(clean(item.name))}>{_title(item.said)}{inside}</g>"


def _element(tag: str, geometry: str, item: Outline | Plate | Sign) -> str:
    drawn = f"<{tag} {geometry}{fill_of(item.fill)}{stroke_of(item.stroke)}"
    return f"{drawn}>{_title(item.said)}</{tag}>" if item.said else f"{drawn}/>"


def _title(said: str) -> str:
    return f"<title>{escape(clean(said))}</title>" if said else ""


def _n(value: float) -> str:
    """A number of pixels to the hundredth, without what says nothing."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _path(ring: Ring, *, closed: bool) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in ring) + ("Z" if closed else "")


def fill_of(fill: str | None) -> str:
    """The attributes of a fill."""
    if fill is None:
        return ' fill="none"'
    digits, opacity = colour_of(fill)
    if opacity == 0:
        return ' fill="none"'
    return f' fill="#{digits.lower()}"' + (f' fill-opacity="{opacity:g}"' if opacity < 1 else "")


def stroke_of(stroke: Stroke | None) -> str:
    """The attributes of a line, with Plotly's dashes."""
    if stroke is None or stroke.width <= 0:
        return ""
    digits, opacity = colour_of(stroke.colour)
    if opacity == 0:
        return ""
    step = max(stroke.width, LEAST_DASH)
    dashes = {"dot": f"{step:g} {step:g}", "dash": f"{3 * step:g} {3 * step:g}"}
    dashed = f' stroke-dasharray="{dashes[stroke.dash]}"' if stroke.dash in dashes else ""
    faint = f' stroke-opacity="{opacity:g}"' if opacity < 1 else ""
    return f' stroke="#{digits.lower()}" stroke-width="{stroke.width:g}"{faint}{dashed} stroke-miterlimit="2"'


# Signs, by Plotly's outlines for a marker of radius r


def _diamond(r: float) -> list[tuple[float, float]]:
    d = 1.3 * r
    return [(d, 0), (0, d), (-d, 0), (0, -d)]


def _hexagon(r: float) -> list[tuple[float, float]]:
    x = r * sqrt(3) / 2
    return [(x, -r / 2), (x, r / 2), (0, r), (-x, r / 2), (-x, -r / 2), (0, -r)]


def _pentagon(r: float) -> list[tuple[float, float]]:
    return [(0.951 * r, -0.309 * r), (0.588 * r, 0.809 * r), (-0.588 * r, 0.809 * r), (-0.951 * r, -0.309 * r), (0, -r)]


def _star(r: float) -> list[tuple[float, float]]:
    s = 1.4 * r
    half = [(0.225, -0.309), (0.951, -0.309), (0.363, 0.118), (0.588, 0.809)]
    right = [(s * x, s * y) for x, y in half]
    return [*right, (0, 0.382 * s), *((-x, y) for x, y in reversed(right)), (0, -s)]


def _square(r: float) -> list[tuple[float, float]]:
    return [(r, r), (-r, r), (-r, -r), (r, -r)]


def _triangle(r: float) -> list[tuple[float, float]]:
    t = 2 * r / sqrt(3)
    return [(-r / 2, -t), (-r / 2, t), (r, 0)]


def _cross(r: float) -> list[tuple[float, float]]:
    a = r / sqrt(2)
    return [
        (0, a), (a, 2 * a), (2 * a, a), (a, 0), (2 * a, -a), (a, -2 * a),
        (0, -a), (-a, -2 * a), (-2 * a, -a), (-a, 0), (-2 * a, a), (-a, 2 * a),
    ]  # fmt: skip


SYMBOLS: dict[str, Callable[[float], list[tuple[float, float]]]] = {
    "diamond": _diamond,
    "hexagon": _hexagon,
    "pentagon": _pentagon,
    "square": _square,
    "star": _star,
    "triangle-right": _triangle,
    "x": _cross,
}


def _sign(item: Sign) -> str:
    turned = f' transform="rotate({item.turn:g} {_n(item.x)} {_n(item.y)})"' if item.turn else ""
    if item.symbol == "circle":
        return _element("circle", f'cx="{_n(item.x)}" cy="{_n(item.y)}" r="{_n(item.size / 2)}"', item)
    corners = [(item.x + x, item.y + y) for x, y in SYMBOLS[item.symbol](item.size / 2)]
    return _element("path", f'd="{_path(corners, closed=True)}"{turned}', item)


# Texts

SHAPED = {"★": (_star, 0.88, 0.36), "○": ((0.225,), 0.58, 0.36), "◎": ((0.34, 0.17), 0.86, 0.31)}
"""Signs in texts that our typeface lacks: the outline that stands for each, or the radii of its rings; its width, and
how far its middle lies above the line; all in the size."""


def _words(item: Words) -> str:
    weight = f' font-weight="{item.weight}"' if item.weight != 400 else ""
    anchor = f' text-anchor="{ANCHORS[item.across]}"' if item.across != "left" else ""
    halo = f" {HALO}" if item.halo else ""
    look = f'font-size="{item.size:g}"{weight}{fill_of(item.colour)}{anchor}{halo} xml:space="preserve"'
    lines = [
        _line_of(item, line, item.y + number * LINE_PITCH * item.size, look) for number, line in enumerate(item.lines)
    ]
    written = "".join(lines)
    return f"<a href={quoteattr(clean(item.link))}>{written}</a>" if item.link else written


def _line_of(item: Words, line: str, y: float, look: str) -> str:
    line = clean(line)
    if line[:1] not in SHAPED or item.across != "left":
        return f'<text x="{_n(item.x)}" y="{_n(y)}" {look}>{escape(line)}</text>'
    shape, wide, above = SHAPED[line[0]]
    middle, wide = (item.x + wide * item.size / 2, y - above * item.size), wide * item.size
    fill = fill_of(item.colour)
    if isinstance(shape, tuple):
        centre = f'cx="{_n(middle[0])}" cy="{_n(middle[1])}"'
        edge = f'fill="none"{fill.replace("fill", "stroke")} stroke-width="0.9"'
        sign = "".join(f'<circle {centre} r="{_n(radius * item.size)}" {edge}/>' for radius in shape)
    else:
        corners = [(middle[0] + x, middle[1] + y) for x, y in shape(0.3 * item.size)]
        sign = f'<path d="{_path(corners, closed=True)}"{fill}/>'
    return f'{sign}<text x="{_n(item.x + wide)}" y="{_n(y)}" {look}>{escape(line[1:])}</text>'


def _picture(item: Picture) -> str:
    """An image of which a window is seen, by a drawing of its own within the drawing."""
    (left, top, width, height), (x, y, across, down) = item.seen, item.whole
    data = f"data:{item.media};base64,{base64.b64encode(item.data).decode()}"
    window = f'x="{_n(left)}" y="{_n(top)}" width="{_n(width)}" height="{_n(height)}"'
    box = f'viewBox="{_n(left)} {_n(top)} {_n(width)} {_n(height)}"'
    place = f'x="{_n(x)}" y="{_n(y)}" width="{_n(across)}" height="{_n(down)}"'
    image = f'<image {place} preserveAspectRatio="none" href="{data}"/>'
    return f'<svg {window} {box} overflow="hidden" aria-label={quoteattr(item.name)}>{_title(item.said)}{image}</svg>'
