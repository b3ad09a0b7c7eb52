"""The legend on the sheet of a chart: swatches and what they mean, in one column or several."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.labels import text_width, wrapped
from dashboard.figures.sheets.margins import NOTED, Drawing, note, path, rectangle
from dashboard.figures.timeline.strip_key import SWATCH, THICK, KeyLine, outlines, swatch

SIZE, PITCH = NOTED, 19
INDENT = SWATCH + 8
BETWEEN = 14
"""Pixels that part two columns."""
AMOUNT_GAP = 10
"""Pixels that part a label from an amount."""


@dataclass(frozen=True, slots=True)
class Legend:
    """Lines of a key set in columns of one width, from one corner."""

    lines: tuple[KeyLine, ...]
    left: float
    top: float
    width: float
    """Of all columns together."""
    columns: int = 1

    @property
    def depth(self) -> int:
        """Lines of type in the longest column."""
        return max((row + len(said) for _, row, said in self._set()), default=0)

    @property
    def height(self) -> float:
        """Pixels from the top of the first line to the bottom of the lowest."""
        return self.depth * PITCH

    def drawing(self) -> Drawing:
        """Swatches and labels."""
        notes, shapes = [], []
        pitch = (self.width + BETWEEN) / self.columns
        for number, (line, (column, row, said)) in enumerate(zip(self.lines, self._set(), strict=True)):
            x, y = self.left + pitch * column, self.top + PITCH * row
            middle = y + PITCH / 2
            shapes += _swatch(number, line, x, middle)
            at = y + PITCH * len(said) / 2
            notes.append(note(f"legend-{number}", "\n".join(said), x + INDENT, at, size=SIZE, yanchor="middle"))
            if line.amount:
                look = {"size": SIZE, "weight": 600, "xanchor": "right", "yanchor": "middle"}
                notes.append(note(f"legend-{number}-amount", line.amount, x + pitch - BETWEEN, middle, **look))
        return notes, shapes

    def _set(self) -> list[tuple[int, int, list[str]]]:
        """For each line its column, its first row, and its label in lines."""
        amounts = max(
            (text_width(line.amount, SIZE, 600) + AMOUNT_GAP for line in self.lines if line.amount), default=0
        )
        room = (self.width + BETWEEN) / self.columns - BETWEEN - INDENT - amounts
        said = [wrapped(line.label, SIZE, room) for line in self.lines]
        depth = 1
        while (found := _filled(said, depth))[-1:] and found[-1][0] >= self.columns:
            depth += 1
        return found


def _filled(labels: Sequence[list[str]], depth: int) -> list[tuple[int, int, list[str]]]:
    """Labels one below the other in as many columns of some depth as they need."""
    found = []
    column = row = 0
    for said in labels:
        if row and row + len(said) > depth:
            column, row = column + 1, 0
        found.append((column, row, said))
        row += len(said)
    return found


def _swatch(number: int, line: KeyLine, left: float, middle: float) -> list[dict[str, object]]:
    name, top = f"swatch-{number}", middle - THICK / 2
    if drawn := outlines(line, left, middle):
        return [
            path(
                name if part == 0 else f"{name}-{part}",
                one.points,
                line=one.line,
                stroke=one.width,
                closed=bool(one.fill),
                **({"fill": one.fill} if one.fill else {}),
            )
            for part, one in enumerate(drawn)
        ]
    return [
        rectangle(
            name if part == 0 else f"{name}-{part}",
            left + piece.left,
            top + piece.top,
            piece.width,
            piece.height,
            fill=piece.colour,
            stroke=piece.edge,
        )
        for part, piece in enumerate(swatch(line))
    ]
