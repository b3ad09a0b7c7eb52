"""For what share of some days each place was held: five shades of one ink, the darker the longer."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.asked.frame import Frame
from dashboard.figures.map.markers import points
from dashboard.figures.style import INK, mixed
from dashboard.text import Text
from geodata.record import Record

SHADES = (0.14, 0.34, 0.55, 0.78, 1.0)
"""How strongly the ink of each step is mixed with the ground."""
AROUND = 0.35
"""Degrees of ground that are seen beyond the outermost marker."""


@dataclass(frozen=True, slots=True)
class Held:
    """On how many days places were held."""

    days: Mapping[str, int]
    """By the id of the place; those that were never held are not in it."""
    whole: int
    """How many days there are."""

    def step(self, place_id: str) -> int | None:
        """Which fifth of the days it was held for, from nought on; None where it never was."""
        days = self.days.get(place_id, 0)
        return min(days * len(SHADES) // self.whole, len(SHADES) - 1) if days else None

    def count(self, step: int) -> int:
        """How many places are of a step, on the map or not."""
        return sum(self.step(place_id) == step for place_id in self.days)


def shade(step: int) -> str:
    """The fill of a step."""
    return mixed(INK, SHADES[step])


def steps_in_words(text: Text) -> tuple[str, ...]:
    """What each step means."""
    return (
        text("less than a fifth of the days"),
        text("a fifth or more"),
        text("two fifths or more"),
        text("three fifths or more"),
        text("four fifths or more"),
    )


def ground_of_markers(record: Record) -> Frame:
    """The ground on which every marker is seen."""
    spots = [(point.place.lon, point.place.lat) for point in points(record)]
    west, south = (min(each) - AROUND for each in zip(*spots, strict=True))
    east, north = (max(each) + AROUND for each in zip(*spots, strict=True))
    return Frame(west, south, east, north)
