"""What a file says of itself, so that it can be checked against the record later."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from dashboard import __version__
from dashboard.asked.frame import Frame
from dashboard.asked.size import WIDE, Size, read_size
from dashboard.export.sheet import Sheet
from dashboard.figures.map.ground import OPENING_VIEW

OPENING = Frame(**OPENING_VIEW)
FIRST_OPENING = Frame(west=-2.35, south=14.85, east=5.1, north=22.0)
"""The ground on which maps opened when stamps did not say so yet."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The record and the view of a file, and what each of its sheets says."""

    record: str
    query: str
    sheets: tuple[tuple[str, str], ...]
    """The name of every sheet, with the digest of what it says: a day for its map, else the name of a view's page."""
    size: Size = WIDE
    """Of every sheet: a higher one draws more of the ground."""
    is_captioned: bool = False
    """Whether room is kept for captions below the maps of a clip, which then draw more of the west."""
    opening: Frame = OPENING
    """The ground that its maps show where the view asks for none."""

    def written(self) -> str:
        """As it stands in a file."""
        parts = {"version": __version__, "record": self.record, "view": self.query, "size": self.size.name}
        parts |= {"opening": str(self.opening)}
        parts |= {"captions": "burnt"} if self.is_captioned else {}
        return "mali:" + json.dumps(parts | {"sheets": dict(self.sheets)}, separators=(",", ":"))

    @classmethod
    def read(cls, written: str) -> "Stamp":
        """Read a stamp back.

        Raises
        ------
        ValueError
            If it is none.
        """
        if not written.startswith("mali:"):
            raise ValueError("no stamp of this product")
        parts = json.loads(written.removeprefix("mali:"))
        size = read_size(str(parts.get("size", WIDE.name)))
        opening = Frame.parse(str(parts.get("opening", FIRST_OPENING)))
        sheets = tuple(parts["sheets"].items())
        return cls(str(parts["record"]), str(parts["view"]), sheets, size, "captions" in parts, opening)


def stamp_of(sheets: Iterable[Sheet]) -> Stamp:
    """The stamp of a file that holds these sheets."""
    sheets = list(sheets)
    first = sheets[0]
    said = tuple((sheet.name, sheet.says()) for sheet in sheets)
    order, query = first.order, first.state.but(brief=False).query()
    return Stamp(first.record.digest, query, said, order.size, order.caption is not None)
