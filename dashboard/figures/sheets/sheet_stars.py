"""The stars of events on a map of a sheet: each turned about its place to where it hides least."""

from collections.abc import Sequence
from math import cos, radians, sin

from dashboard.figures.labels import Box, shared
from dashboard.figures.sheets.plain_figure import PlainFigure
from dashboard.figures.sheets.window import Window

UPRIGHT = (-144, 144, -72, 72, 0)
"""Angles, in degrees, that leave a five-pointed star as it is."""


def settle_stars(figure: PlainFigure, window: Window, taken: Sequence[Box]) -> list[Box]:
    """Turn the stars that are seen to where they hide least of markers and of the massif's name; the room they take."""
    boxes = []
    for trace in (trace for trace in figure.data if trace.uid == "events" and trace.visible):
        marker, angles = trace.marker, list(trace.marker.angle)
        spots = zip(trace.x, trace.y, marker.opacity, marker.standoff, strict=True)
        for index, (lon, lat, up, away) in enumerate(spots):
            if not up:
                continue
            rooms = {
                angle: _star_box(window.pixels(lon, lat), angle, away, marker.size)
                for angle in (angles[index], *UPRIGHT)
            }
            angles[index] = min(rooms, key=lambda angle: sum(shared(rooms[angle], box) for box in taken))
            boxes.append(rooms[angles[index]])
        marker.angle = angles
    return boxes


def _star_box(spot: tuple[float, float], angle: float, away: float, size: float) -> Box:
    x, y = spot[0] - away * sin(radians(angle)), spot[1] + away * cos(radians(angle))
    reach = size / 2 + 1
    return x - reach, y - reach, 2 * reach, 2 * reach
