"""A small map of how long places were held: quiet ground, every marker in the shade of its share of the days."""

from collections.abc import Iterator, Set
from dataclasses import replace

from dashboard.asked.layers import SHOWN_AT_FIRST
from dashboard.drawing import figure_parts as parts_of
from dashboard.drawing.primitives import Item, Outline, Plate, Sign, Stroke, Words
from dashboard.figures.map.ground import ground_traces
from dashboard.figures.map.held import Held, ground_of_markers, shade
from dashboard.figures.map.markers import Point, points
from dashboard.figures.sheets.window import Sizes, Window, middle
from dashboard.figures.style import INK, PAPER, QUIET_INK
from dashboard.text import Text
from dashboard.told.finding import seats
from dashboard.told.question_finding import days_in_words
from geodata.record import Record

SIZE = (560.0, 440.0)
"""Pixels, before the page fits it to its column."""
MARKERS = 0.85
"""How large the markers are, of those of the map."""
NEVER = 4.0
"""Pixels of the dot of a place that was never held."""
TYPE_SIZE = 12.0
ASIDE, NAME_ROOM = 9.0, 80.0
"""Pixels from a marker to its name, and what a name needs at the right of it."""


def held_map(record: Record, held: Held, seen: Set[str], text: Text) -> list[Item]:
    """The map from the bottom up; only the places that are ``seen`` are on it."""
    window = Window.of(0, 0, *SIZE, ground_of_markers(record))
    sizes = replace(Sizes.in_window(window), markers=MARKERS)
    drawn = [point for point in points(record) if point.place.id in seen]
    drawn.sort(key=lambda point: held.days.get(point.place.id, 0))  # the longest held lie over the others
    marks = [_mark(point, held, window, sizes, text) for point in drawn]
    return [Plate("ground", window.box, PAPER), *_ground(record, window), *marks, *_names(record, window, text)]


def _ground(record: Record, window: Window) -> Iterator[Item]:
    for layer, trace in ground_traces(record):
        if layer not in SHOWN_AT_FIRST:
            continue
        is_filled = bool(trace.get("fill"))
        rings = (parts_of.filled if is_filled else parts_of.lined)(trace, window)
        if rings:
            fill = str(trace["fillcolor"]) if is_filled else None
            yield Outline(str(trace["uid"]), rings, fill=fill, stroke=parts_of.stroke_of(trace), closed=is_filled)


def _mark(point: Point, held: Held, window: Window, sizes: Sizes, text: Text) -> Sign:
    """A marker of its kind of place; one that was never held is a dot."""
    place, spot = point.place, middle(point, window, sizes)
    step, name = held.step(place.id), text.of(place.name)
    if step is None:
        return Sign(name, "circle", *spot, NEVER, fill=QUIET_INK, said=text("{place}: never", place=name))
    days = days_in_words(held.days[place.id], text)
    said = text("{place}: {days}", place=name, days=days)
    return Sign(name, point.symbol, *spot, point.size * sizes.markers, shade(step), Stroke(INK, 1), said=said)


def _names(record: Record, window: Window, text: Text) -> Iterator[Item]:
    """The towns whose names their regions bear, so that one knows where one is."""
    for name in seats(record):
        place = record.places[name]
        x, y = window.pixels(place.lon, place.lat)
        is_inside = x + NAME_ROOM < window.width
        side, across = (ASIDE, "left") if is_inside else (-ASIDE, "right")
        yield Words(
            name, (text.of(place.name),), x + side, y - 7, TYPE_SIZE, 600, INK, across, halo=parts_of.LABEL_GROUND
        )
