"""Drawings as pages and as pixels: SVG set by typst as PDF, with its text kept as text, and PNG of that very page."""

import io
import tempfile
import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pypdfium2
import typst
from fontTools.ttLib import TTFont
from PIL import Image

from dashboard.drawing.primitives import Drawing
from dashboard.drawing.svg import SHAPED, sheets, svg

FACES = Path(__file__).with_name("faces")
POINTS_A_PIXEL = 0.75
"""Of the pages of which images are made."""
SHARPNESS = 2
"""Pixels of an image for each of the sheet's."""
QUICKLY = 2
"""How hard a PNG is packed, 0 to 9: more costs four times the time for a tenth of the size."""


def pdf(drawings: Sequence[Drawing], title: str, stamp: str) -> bytes:
    """Sheets as pages of one document, tagged, in the language of the first, each with its words as its alternative.

    The same drawings give the same bytes: nothing says when it was made.
    """
    return _set(drawings, title, stamp, [_points(drawing) for drawing in drawings])


def _set(drawings: Sequence[Drawing], title: str, stamp: str, sides: Sequence[tuple[float, float]]) -> bytes:
    """Sheets as pages whose width and height are given in points."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for number, drawing in enumerate(drawings):
            (home / f"{number}.svg").write_text(svg(drawing, with_face=False), encoding="utf-8")
        (home / "document.typ").write_text(_document(drawings, title, stamp, sides), encoding="utf-8")
        return typst.compile(home / "document.typ", root=home, font_paths=_fonts(_is_ours(drawings)), timestamp=0)


def png(drawings: Sequence[Drawing], title: str, stamp: str) -> bytes:
    """Sheets as one image, each below the one before, two pixels for each of theirs."""
    sides = [(drawing.width * POINTS_A_PIXEL, drawing.height * POINTS_A_PIXEL) for drawing in drawings]
    images = [_pixels(page) for page in _pages(_set(drawings, title, "", sides))]
    whole = images[0] if len(images) == 1 else _below(images)
    out = io.BytesIO()
    whole.save(out, "PNG", compress_level=QUICKLY)
    return with_text(out.getvalue(), "Comment", stamp)


def vector(drawings: Sequence[Drawing], title: str, stamp: str) -> bytes:
    """Sheets as one SVG file with its typeface."""
    return sheets(drawings, title, stamp).encode()


def _points(drawing: Drawing) -> tuple[float, float]:
    """Width and height of a page on paper."""
    wide, high = drawing.inches
    return wide * 72, high * 72


def _document(drawings: Sequence[Drawing], title: str, stamp: str, sides: Sequence[tuple[float, float]]) -> str:
    first = drawings[0]
    pages = [
        f"#page(width: {wide:.3f}pt, height: {high:.3f}pt)"
        f'[#image("{number}.svg", width: 100%, height: 100%, fit: "stretch", '
        f"alt: {_quoted(f'{drawing.title}. {drawing.said}')})]"
        for number, (drawing, (wide, high)) in enumerate(zip(drawings, sides, strict=True))
    ]
    about = [("title", title), ("author", "Northern Mali Control Map"), ("description", stamp)]
    said = ", ".join(f"{name}: {_quoted(value)}" for name, value in about)
    setup = [f"#set document({said}, date: none)", f"#set text(lang: {_quoted(first.language)})"]
    return "\n".join([*setup, "#set page(margin: 0pt)", *pages])


def _quoted(said: str) -> str:
    """A string of typst's, in which nothing is markup."""
    escaped = said.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{"".join(sign for sign in escaped if sign >= " ")}"'


def _is_ours(drawings: Sequence[Drawing]) -> bool:
    """Whether our typeface has every letter: then the machine's are left alone, and all machines give the same file."""
    return all(drawing.letters() <= _letters() for drawing in drawings)


@lru_cache
def _letters() -> frozenset[str]:
    """What our typeface has, and the signs that are drawn as shapes."""
    with TTFont(FACES / "SourceSans3-Regular.ttf", lazy=True) as face:
        return frozenset({chr(code) for code in face.getBestCmap()} | SHAPED.keys())


@lru_cache
def _fonts(is_ours: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=not is_ours, include_embedded_fonts=False, font_paths=[FACES])


def _pages(document: bytes) -> list[pypdfium2.PdfPage]:
    read = pypdfium2.PdfDocument(document)
    return [read[number] for number in range(len(read))]


def _pixels(page: pypdfium2.PdfPage) -> Image.Image:
    return page.render(scale=SHARPNESS / POINTS_A_PIXEL, rev_byteorder=True).to_pil().convert("RGB")


def _below(images: Sequence[Image.Image]) -> Image.Image:
    whole = Image.new("RGB", (images[0].width, sum(image.height for image in images)))
    top = 0
    for image in images:
        whole.paste(image, (0, top))
        top += image.height
    return whole


def with_text(image: bytes, key: str, said: str) -> bytes:
    """A PNG with one more text of its own, after its header."""
    body = b"tEXt" + key.encode("latin-1") + b"\0" + said.encode("latin-1", "replace")
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    after_header = 8 + 25
    return image[:after_header] + chunk + image[after_header:]
