"""What stands right of a single map: legend, place of the map in Mali, keys, strength of colour, what changed last."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.asked.size import WIDE, WIDTH, Size
from dashboard.figures.labels import Box, text_width
from dashboard.figures.sheets.map_legend import MapLegend
from dashboard.figures.sheets.margins import COLUMN, EDGE, MAP_TOP, NOTED, READ, Drawing, cut, foot_top, note
from dashboard.figures.style import QUIET_INK
from dashboard.text import Text
from dashboard.told.latest import ARROW, Line

CHANGES_HEAD, CHANGES_PITCH, CHANGES_SIZES = 20, 24, (READ, 18.5, 17, 15.5, NOTED)
LEAST_TOLD = 3
"""Lines that say what changed last, on the lowest sheet."""
GRADES, KEYS, GAP = 43, 98, 6
"""Heights of the key to the strength of colour, and of those to markers; and what parts them from what is below."""
LOCATOR: Box = (WIDTH - EDGE - 66, MAP_TOP - 2, 66, 62)


@dataclass(frozen=True, slots=True)
class Beside:
    """Heights at which each begins, on a sheet of some size; the legend has what is left above the keys."""

    keys: float
    grades: float
    changes: float
    told: int
    """Lines that say what changed last."""

    @classmethod
    def of(cls, sheet: Size = WIDE, *, is_told: bool = True) -> "Beside":
        """A higher sheet gives half of what it has more to the legend, and half to what changed last.

        Where that is not told, there is room for the scale in its place.
        """
        told = LEAST_TOLD + int(sheet.added / 2 / CHANGES_PITCH) if is_told else 2
        changes = foot_top(sheet) - GAP - CHANGES_HEAD - CHANGES_PITCH * told
        return cls(changes - GRADES - KEYS, changes - GRADES, changes, told)

    @property
    def legend(self) -> MapLegend:
        """Where the legend stands: left of and below the place of the map in Mali."""
        left, top, _, height = LOCATOR
        return MapLegend(end=self.keys - 4, corner=(WIDTH - EDGE - left + 6, top + height))


def changes(lines: Sequence[Line], text: Text, first: float, heading: str | None = None) -> Drawing:
    """What changed, from a height down: when, what, and of which grade; nothing where nothing did."""
    if not lines:
        return [], []
    said, quiet = heading or text("What changed last"), {"size": NOTED, "colour": QUIET_INK}
    notes = [note("changes-title", said, COLUMN, first, weight=600, **quiet)]
    aside = max(text_width(line.when, NOTED) for line in lines) + 10
    room = WIDTH - EDGE - COLUMN - aside - max(text_width(line.grade, NOTED) for line in lines) - 8
    for number, (when, what, grade, shorter) in enumerate(lines):
        middle = first + CHANGES_HEAD + CHANGES_PITCH * (number + 0.5)
        told, size = _fitting(what, shorter, room)
        notes.append(note(f"changes-when-{number}", when, COLUMN, middle + 1, yanchor="middle", **quiet))
        notes.append(note(f"changes-what-{number}", told, COLUMN + aside, middle, size=size, yanchor="middle"))
        right = {"xanchor": "right", "yanchor": "middle"}
        notes.append(note(f"changes-grade-{number}", grade, WIDTH - EDGE, middle + 1, size=NOTED, **right))
    return notes, []


def _fitting(said: str, shorter: str, room: float) -> tuple[str, float]:
    """What changed in the words and letters that its line has room for, and how large these are."""
    ways = [*((said, size) for size in CHANGES_SIZES[:2]), *((shorter, size) for size in CHANGES_SIZES)]
    fitting = next((way for way in ways if text_width(*way) <= room), None)
    if fitting:
        return fitting
    place, arrow, holder = shorter.rpartition(ARROW) if ARROW in shorter else (shorter, "", "")
    least, came = CHANGES_SIZES[-1], f"{arrow}{holder}"
    return f"{cut(place, least, room - text_width(came, least))}{came}", least
