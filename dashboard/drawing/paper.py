"""Drawings as pages and as pixels: SVG set by typst as PDF, with its text kept as text, and PNG of that very page."""

import tempfile
import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import pypdfium2
import typst
from fontTools.ttLib import TTFont

from dashboard.drawing.primitives import Drawing
from dashboard.drawing.svg import SHAPED, sheets, svg

FACES = Path(__file__).with_name("faces")
POINTS_A_PIXEL = 0.75
"""Of the pages of which images are made."""
SHARPNESS = 2
"""Pixels of an image for each of the sheet's."""
QUICKLY = 2
"""How hard a PNG is packed, 0 to 9: 6 would cost twice the time for a sixth of the size."""
TRUE_COLOUR = bytes((8, 2, 0, 0, 0))
"""Of a PNG: eight bits for each of three colours, in one pass."""
AS_IT_IS = b"\0"
"""Before each row of a PNG: no guess from its neighbours, which would take twice the time and save nothing here."""


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
    images = pixels(drawings)
    size = images[0].shape[1].to_bytes(4, "big") + sum(map(len, images)).to_bytes(4, "big")
    packer = zlib.compressobj(QUICKLY)
    packed = [packer.compress(AS_IT_IS + row.tobytes()) for image in images for row in image]
    parts = [
        (b"IHDR", size + TRUE_COLOUR),
        (b"tEXt", b"Comment\0" + stamp.encode("latin-1", "replace")),
        (b"IDAT", b"".join([*packed, packer.flush()])),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(body, zlib.crc32(kind)).to_bytes(4, "big")


def pixels(drawings: Sequence[Drawing]) -> list[np.ndarray]:
    """Sheets as pixels: for each an array of rows, columns, and red, green and blue, 0 to 255."""
    sides = [(drawing.width * POINTS_A_PIXEL, drawing.height * POINTS_A_PIXEL) for drawing in drawings]
    pages = pypdfium2.PdfDocument(_set(drawings, "", "", sides))
    return [page.render(scale=SHARPNESS / POINTS_A_PIXEL, rev_byteorder=True).to_numpy() for page in pages]


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
