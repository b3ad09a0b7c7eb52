"""The keys of a sheet: shapes of markers, signs in them, strength of colours, and where in Mali the map lies."""

from dataclasses import dataclass
from math import cos, radians

from shapely import MultiPolygon, box, union_all

from dashboard.figures import furniture
from dashboard.figures.labels import Box, text_width, wrapped
from dashboard.figures.map.ground import STANDARD_PARALLEL
from dashboard.figures.marks import KEY_COLOUR, OUTLINES, SIGN_COLOUR, SIGN_STROKES, disc, wearers
from dashboard.figures.sheets.map_legend import CLOSEST
from dashboard.figures.sheets.margins import COLUMN_WIDTH, NOTED, Drawing, Point, note, path, rectangle
from dashboard.figures.style import QUIET_INK, STRENGTH, STRENGTH_KEY, WHITE, mixed
from dashboard.text import Text
from dashboard.told.names import kind_name
from geodata.record import Record
from geodata.vocabulary import Credibility, PlaceKind, Symbol

KEY_ROW, KEYS_ROOM = 18.2, 56
"""Pixels from key to key, and at most from the first to the last."""
HALF = COLUMN_WIDTH / 2 + 4
SCREEN_LOCATOR: Box = (furniture.SIDE - furniture.LEGEND_COLUMN, 10, 88, 76)
"""Left, bottom, width and height in pixels, from the lower left corner of the map."""


def marker_keys(
    kinds: set[PlaceKind],
    signs: set[Symbol],
    record: Record,
    text: Text,
    left: float,
    top: float,
    half: float = HALF,
) -> Drawing:
    """What the shapes of the markers and the signs inside them mean, as far as they occur on the map.

    ``left`` and ``top`` are the corner of the keys; ``half`` is how far right of the first the second stands.
    """
    second, first = left + half, top + 28
    look = {"size": NOTED, "weight": 600, "colour": QUIET_INK}
    row_height = min(KEY_ROW, KEYS_ROOM / max(1, len(kinds) - 1, len(signs) - 1))
    size = min(NOTED, row_height / CLOSEST)
    notes, shapes = [], []
    if kinds:
        notes.append(note("kinds-title", text("Shape: kind of place"), left, top, **look))
    if signs:
        notes.append(note("camps-title", text("Sign: camp of the holder"), second, top, **look))
    for row, kind in enumerate(kind for kind in OUTLINES if kind in kinds):
        y = first + row_height * row
        shapes.append(path(f"kind-{row}", OUTLINES[kind](left + 9, y), fill=KEY_COLOUR, stroke=0.9, closed=True))
        notes.append(note(f"kind-said-{row}", kind_name(kind, text), left + 26, y, size=size, yanchor="middle"))
    for row, sign in enumerate(sign for sign in SIGN_STROKES if sign in signs):
        y = first + row_height * row
        shapes.append(path(f"camp-{row}", disc(second + 9, y, 7.5), fill=SIGN_COLOUR, stroke=0.9, closed=True))
        for number, (stroke, is_filled) in enumerate(SIGN_STROKES[sign](second + 9, y)):
            drawn = {"fill": WHITE, "closed": True} if is_filled else {"line": WHITE, "stroke": 2}
            shapes.append(path(f"sign-{row}-{number}", stroke, **drawn))
        notes.append(note(f"camp-said-{row}", wearers(sign, record, text), second + 26, y, size=size, yanchor="middle"))
    return notes, shapes


def grade_key(text: Text, left: float, top: float, width: float = COLUMN_WIDTH) -> Drawing:
    """What the strength of a colour says: the credibility of the claim."""
    steps: dict[float, list[str]] = {}
    for credibility in Credibility:
        steps.setdefault(STRENGTH[credibility], []).append(str(credibility))
    said = wrapped(text("Strength of colour: credibility (1 best, 6 cannot be judged)"), NOTED, width, 600)
    notes = [note("grades-title", "\n".join(said), left, top, size=NOTED, weight=600, colour=QUIET_INK)]
    shapes = []
    across, down = left + 1.0, top + 4 + 17 * len(said)
    for number, (strength, grades) in enumerate(steps.items()):
        shapes.append(
            rectangle(f"grade-{number}", across, down, 22, 13, fill=mixed(STRENGTH_KEY, strength), stroke=0.7)
        )
        label = "–".join(dict.fromkeys((grades[0], grades[-1])))
        notes.append(note(f"grade-said-{number}", label, across + 30, down + 6.5, size=NOTED, yanchor="middle"))
        across += 30 + text_width(label, NOTED) + max(12, (width - 200) / 11)
    return notes, shapes


@dataclass(frozen=True, slots=True)
class Inset:
    """The outline of Mali fitted into a box, and how a position becomes a point in it."""

    place: Box
    outlines: tuple[tuple[Point, ...], ...]
    bounds: tuple[float, float, float, float]
    """West, south, east and north of what the inset shows, in degrees."""
    left: float
    top: float
    across: float
    down: float
    """Pixels a degree of longitude and latitude; ``left`` and ``top`` are where zero degrees would lie."""

    @classmethod
    def of(cls, record: Record, place: Box) -> "Inset":
        """Fit Mali into a box."""
        mali = union_all(record.layers["mali"].geometry).simplify(0.12)
        west, south, east, north = mali.bounds
        squeeze = cos(radians(STANDARD_PARALLEL))
        scale = min((place[2] - 6) / ((east - west) * squeeze), (place[3] - 6) / (north - south))
        left, top = place[0] + 3 - west * squeeze * scale, place[1] + 3 + north * scale
        parts = mali.geoms if isinstance(mali, MultiPolygon) else [mali]
        outlines = tuple(
            tuple((left + x * squeeze * scale, top - y * scale) for x, y in part.exterior.coords[:-1]) for part in parts
        )
        around = (west - 0.6, south - 0.6, east + 0.6, north + 0.6)
        return cls(place, outlines, around, left, top, squeeze * scale, scale)

    def shapes(self, ground: tuple[float, float, float, float]) -> list[dict[str, object]]:
        """Mali, and the ground of a map (west, south, east, north) framed in it."""
        west, south, east, north = box(*ground).intersection(box(*self.bounds)).bounds
        left, top = self.left + west * self.across, self.top - north * self.down
        frame = (left, top, (east - west) * self.across, (north - south) * self.down)
        return [
            *(
                path(f"locator-mali-{number}", outline, fill="#e2dccf", line=QUIET_INK, stroke=0.8, closed=True)
                for number, outline in enumerate(self.outlines)
            ),
            rectangle("locator-frame", *frame, fill="rgba(154,51,36,0.10)", line="#9a3324", stroke=1.6),
        ]


def locator(record: Record, ground: tuple[float, float, float, float], place: Box) -> Drawing:
    """The outline of Mali with the ground of the map (west, south, east, north) framed in it."""
    return [], Inset.of(record, place).shapes(ground)


def screen_locator(record: Record) -> tuple[list[dict[str, object]], dict[str, object]]:
    """The locator in the lower left corner of the map on a screen; the page's script moves its frame.

    Returns
    -------
    tuple
        The paths, in pixels from the corner; and what the script needs: where zero degrees lie in pixels right of
        and above the corner, pixels a degree, and the bounds in degrees.
    """
    left, bottom, width, height = SCREEN_LOCATOR
    inset = Inset.of(record, (left, -bottom - height, width, height))
    panel = rectangle("locator-panel", *inset.place, fill="rgba(252,250,246,0.9)")
    paths = [panel, *inset.shapes((0, 15, 4, 20))]
    meta = {"zero": [inset.left, -inset.top], "degree": [inset.across, inset.down], "bounds": inset.bounds}
    return [one | {"yanchor": 0} for one in paths], meta | {"box": SCREEN_LOCATOR}
