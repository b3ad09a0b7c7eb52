"""The keys below a map on the screen: the shapes of the markers and the signs in them, in rows that fit its width."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.figures import furniture
from dashboard.figures.labels import text_width
from dashboard.figures.marks import KEY_COLOUR, OUTLINES, SIGN_COLOUR, SIGN_STROKES, Point, disc, wearers
from dashboard.figures.style import INK, QUIET_INK, WHITE
from dashboard.text import Text
from dashboard.told.names import kind_name
from geodata.record import Record
from geodata.vocabulary import PlaceKind, Symbol

Json = dict[str, object]

ROW, SIZE = 18, 10.5
MARK, BETWEEN = 15, 14
"""Pixels of a mark with the gap to its words, and between two keys."""
CLEAR = 4
"""Pixels above the first row."""


@dataclass(frozen=True, slots=True)
class MarkerKeys:
    """Every key that there may be, each with its left edge and its row; which are seen changes with the map."""

    keys: tuple[tuple[PlaceKind | Symbol, str, float, int], ...]

    @classmethod
    def of(cls, record: Record, text: Text, width: float) -> "MarkerKeys":
        """Set the keys in rows of a width in pixels."""
        said: list[tuple[PlaceKind | Symbol, str]] = [(kind, kind_name(kind, text)) for kind in OUTLINES]
        said += [(sign, worn) for sign in SIGN_STROKES if (worn := wearers(sign, record, text))]
        left, row, found = float(furniture.SIDE), 0, []
        for of, label in said:
            wide = MARK + text_width(label, SIZE)
            if left + wide > width - furniture.SIDE and left > furniture.SIDE:
                left, row = float(furniture.SIDE), row + 1
            found.append((of, label, left, row))
            left += wide + BETWEEN
        return cls(tuple(found))

    @property
    def height(self) -> float:
        """Pixels of all rows."""
        return CLEAR + ROW * (self.keys[-1][3] + 1)

    def notes(self, beside: float, below: float) -> list[Json]:
        """What they mean; the first row begins so many pixels left of the map's corner and under it."""
        return [
            furniture.note(
                f"key-said/{of}", label, 0, 0, size=SIZE, colour=QUIET_INK, xshift=left + MARK - beside,
                yshift=-self._middle(row, below), yanchor="middle",
            )
            for of, label, left, row in self.keys
        ]  # fmt: skip

    def shapes(self, beside: float, below: float) -> list[Json]:
        """The marks themselves."""
        middles = [(of, left + 5 - beside, self._middle(row, below)) for of, _, left, row in self.keys]
        return [shape for of, x, y in middles for shape in _mark(of, x, y)]

    @staticmethod
    def _middle(row: int, below: float) -> float:
        return below + CLEAR + ROW * (row + 0.5)


def _mark(of: PlaceKind | Symbol, x: float, y: float) -> Iterator[Json]:
    if isinstance(of, PlaceKind):
        yield _path(f"key-kind/{of}", _shrunk(OUTLINES[of](0, 0), x, y), fill=KEY_COLOUR, stroke=0.8)
        return
    yield _path(f"key-sign/{of}", disc(x, y, 6), fill=SIGN_COLOUR, stroke=0)
    for number, (line, is_filled) in enumerate(SIGN_STROKES[of](0, 0)):
        drawn = {"fill": WHITE, "stroke": 0} if is_filled else {"colour": WHITE, "stroke": 1.6}
        yield _path(f"key-stroke-{number}/{of}", _shrunk(line, x, y), **drawn)


def _shrunk(points: list[Point], x: float, y: float) -> list[Point]:
    """Points around nought, a little smaller than on a sheet, around a point."""
    return [(x + 0.78 * across, y + 0.78 * down) for across, down in points]


def _path(name: str, points: list[Point], *, stroke: float, fill: str = "", colour: str = INK) -> Json:
    """A line or an outline, in pixels right of and below the lower left corner of the map."""
    steps = "L".join(f"{x:.2f},{-y:.2f}" for x, y in points)
    return {
        "name": name,
        "type": "path",
        "path": f"M{steps}{'Z' if fill else ''}",
        "xref": "paper",
        "yref": "paper",
        "xanchor": 0,
        "yanchor": 0,
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "fillcolor": fill or "rgba(0,0,0,0)",
        "line": {"color": colour, "width": stroke},
    }
