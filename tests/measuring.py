"""How much room the notes, paths and tick labels of a sheet take, in pixels from its top left corner."""

import re
from html import unescape
from itertools import combinations

from dashboard.asked.size import WIDE, WIDTH, Size
from dashboard.figures.labels import Box, meet, text_width

LINE, PITCH = 1.1, 1.3
"""Height of a line of type in its size, and the distance of two lines."""


def text_box(lines, x, y, size, weight=400, xanchor="left", yanchor="top") -> Box:
    """The room of some lines anchored at a point."""
    width = max(text_width(line, size, weight) for line in lines)
    height = size * (LINE + PITCH * (len(lines) - 1))
    left = x - width * {"left": 0, "center": 0.5, "right": 1}[xanchor]
    return left, y - height * {"top": 0, "middle": 0.5, "bottom": 1}[yanchor], width, height


OF_EACH_MAP = {"north", "north-arrow", "scale", "scale-bar", "map-edge"}
"""What every map of a sheet has."""


def _own(name: str, boxes: dict[str, Box]) -> str:
    """A name that nothing else has; of what every map has, with a number."""
    if name in OF_EACH_MAP:
        return f"{name}-{sum(each.startswith(name) for each in boxes)}"
    assert name not in boxes, f"two are called {name}"
    return name


def note_boxes(figure) -> dict[str, Box]:
    """The room of every note, by its name."""
    boxes = {}
    for note in figure.layout.annotations:
        name = _own(note.name, boxes)
        lines = unescape(note.text).split("<br>")
        x, y = note.x * WIDTH + note.xshift, (1 - note.y) * figure.layout.height - note.yshift
        font = note.font
        boxes[name] = text_box(lines, x, y, font.size, font.weight, note.xanchor, note.yanchor)
    return boxes


def path_boxes(figure) -> dict[str, Box]:
    """The room of every path, by its name."""
    boxes = {}
    for shape in figure.layout.shapes:
        if shape.type == "path":
            numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", shape.path)]
            across, down = numbers[::2], [-up for up in numbers[1::2]]
            boxes[_own(shape.name, boxes)] = (min(across), min(down), max(across) - min(across), max(down) - min(down))
    return boxes


def tick_boxes(figure) -> dict[str, Box]:
    """The room of the labels of both axes, by the axis and the label's number."""
    layout = figure.layout
    left, right = (WIDTH * part for part in layout.xaxis.domain)
    bottom, top = (figure.layout.height * (1 - part) for part in layout.yaxis.domain)
    size, shift = layout.xaxis.tickfont.size, layout.xaxis.ticklabelshift
    above = layout.xaxis.side == "top"
    edge = top - layout.xaxis.ticklabelstandoff if above else bottom + layout.xaxis.ticklabelstandoff
    boxes = {}
    for number, said in enumerate(layout.xaxis.ticktext):
        x = left + (right - left) * number / len(layout.xaxis.ticktext) + shift
        boxes[f"x{number}"] = text_box([said], x, edge, size, 400, "center", "bottom" if above else "top")
    low, high = layout.yaxis.range
    for number, (at, said) in enumerate(zip(layout.yaxis.tickvals, layout.yaxis.ticktext, strict=True)):
        y = bottom + (top - bottom) * (at - low) / (high - low)
        x = left - layout.yaxis.ticklabelstandoff
        boxes[f"y{number}"] = text_box(said.split("<br>"), x, y, layout.yaxis.tickfont.size, 400, "right", "middle")
    return boxes


def off_the_sheet(boxes: dict[str, Box], sheet: Size = WIDE) -> list[str]:
    """Which of them do not lie wholly on the sheet."""
    return [
        name
        for name, (left, top, width, height) in boxes.items()
        if left < 0 or top < 0 or left + width > WIDTH or top + height > sheet.height
    ]


def overlapping(boxes: dict[str, Box]) -> list[tuple[str, str]]:
    """Which pairs of them touch."""
    return [(one, other) for one, other in combinations(boxes, 2) if meet(boxes[one], boxes[other])]
