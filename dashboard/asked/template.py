"""An organisation's own presentation, on whose layout our slides are put: what it may be, looked at before it is used.

It is looked at as the archive that it is, part by part and within bounds; only the process that makes files reads it as
a presentation.
"""

import hashlib
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from dashboard.asked.size import SIZES, Size

LARGEST, LARGEST_UNPACKED, MOST_PARTS = 20 << 20, 100 << 20, 2000
"""Bytes of a file, of all that it holds, and parts in it."""
AN_INCH = 914_400
"""English metric units."""
NEAR = 12_700
"""How far a side of a slide may be from ours: a point."""
SLIDES = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
CONTENTS, PRESENTATION = "[Content_Types].xml", "ppt/presentation.xml"
LAYOUT = re.compile(r"ppt/slideLayouts/slideLayout\d+\.xml")
TITLE = re.compile(rb"""<p:ph\b[^>]*\btype=["'](?:title|ctrTitle)["']""")
SIDES = re.compile(rb"""<p:sldSz\b(?=[^>]*\bcx=["'](\d{1,9})["'])(?=[^>]*\bcy=["'](\d{1,9})["'])""")
PROGRAMS = re.compile(rb"(?i)macroEnabled|vbaProject|activeX|oleObject|/embeddings/|\.(?:vbs|exe|js)$")
EXTERNAL = re.compile(rb"""\bTargetMode\s*=\s*["']External["']""")


class TemplateError(ValueError):
    """A file that cannot be used; the text says what is allowed, and what it is."""


@dataclass(frozen=True, slots=True)
class Template:
    """A file that was looked at, as it was then."""

    path: Path
    digest: str
    size: Size
    """Of its slides; those of our sheets that have it are put on them."""

    def __str__(self) -> str:
        """As an administrator named it."""
        return str(self.path)

    @classmethod
    def of(cls, path: Path) -> Self:
        """Look at a file.

        Raises
        ------
        TemplateError
            If it cannot be used.
        """
        try:
            if path.stat().st_size > LARGEST:
                raise TemplateError(_but(f"it has more than {LARGEST >> 20} MB"))
            file = path.read_bytes()
            with zipfile.ZipFile(path) as package:
                size = _size(_parts(package))
        except OSError as fault:
            raise TemplateError(_but("it cannot be read")) from fault
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as fault:
            raise TemplateError(_but("it is none")) from fault
        return cls(path.absolute(), hashlib.sha256(file).hexdigest(), size)

    def read(self) -> bytes | None:
        """The file; None where it is no longer what was looked at."""
        try:
            file = self.path.read_bytes()
        except OSError:
            return None
        return file if hashlib.sha256(file).hexdigest() == self.digest else None


def _parts(package: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts that say what a presentation is, once it is seen that the whole is within bounds.

    Pictures and the like are left unread.
    """
    entries = package.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise TemplateError(_but(f"unpacked it has more than {LARGEST_UNPACKED >> 20} MB or {MOST_PARTS} parts"))
    return {
        entry.filename: package.read(entry) if entry.filename.endswith((".xml", ".rels")) else b"" for entry in entries
    }


def _size(parts: dict[str, bytes]) -> Size:
    contents = parts.get(CONTENTS, b"")
    if PROGRAMS.search(contents) or any(PROGRAMS.search(name.encode()) for name in parts):
        raise TemplateError(_but("it holds macros or other programs"))
    if SLIDES not in contents or PRESENTATION not in parts:
        raise TemplateError(_but("it is none"))
    if any(b"<!DOCTYPE" in part for part in parts.values()):
        raise TemplateError(_but("it declares a type of document"))
    for name, part in parts.items():
        if name.endswith(".rels") and EXTERNAL.search(part):
            raise TemplateError(_but(f"{name} leads out of it"))
        if name.startswith(("ppt/slideMasters/_rels", "ppt/slideLayouts/_rels")) and b"/slides/" in part:
            raise TemplateError(_but(f"{name} leads to one of its slides"))
    if not any(LAYOUT.fullmatch(name) and TITLE.search(part) for name, part in parts.items()):
        raise TemplateError(_but("no layout of it has a title"))
    found = SIDES.search(parts[PRESENTATION])
    sides = tuple(map(int, found.groups())) if found else (0, 0)
    for size in SIZES.values():
        ours = [inch * AN_INCH for inch in size.inches]
        if all(abs(side - own) <= NEAR for side, own in zip(sides, ours, strict=True)):
            return size
    wide, high = (side / AN_INCH for side in sides)
    raise TemplateError(_but(f"its slides have {wide:.2f} × {high:.2f} inches"))


def _but(why: str) -> str:
    """What is allowed, and why this is not."""
    sizes = ", ".join(f"{wide:.2f} × {high:.2f} ({one.name})" for one in SIZES.values() for wide, high in [one.inches])
    return (
        f"a presentation (.pptx) of at most {LARGEST >> 20} MB without macros and links, with a layout that has a "
        f"title, of slides of {sizes} inches; {why}"
    )
