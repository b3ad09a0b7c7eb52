"""The piece of ground that a map shows, as the address has it."""

import re
from dataclasses import dataclass
from typing import Self

from dashboard.text import Text


@dataclass(frozen=True, slots=True)
class Frame:
    """A piece of ground in whole hundredths of degrees, within what the map can draw."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        """As it stands in the address: ``0.1,17.7,2.7,19.5``."""
        return ",".join(f"{degrees:g}" for degrees in (self.west, self.south, self.east, self.north))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read west, south, east and north in degrees.

        Raises
        ------
        ValueError
            If these are not four plain numbers of a piece of ground of some size within :data:`DRAWN`.
        """
        if not FRAME.fullmatch(text):
            raise ValueError(text)
        west, south, east, north = (round(float(number), 2) for number in text.split(","))
        across = DRAWN["west"] <= west and west + LEAST_FRAME <= east <= DRAWN["east"]
        up = DRAWN["south"] <= south and south + LEAST_FRAME <= north <= DRAWN["north"]
        if not (across and up):
            raise ValueError(text)
        return cls(west, south, east, north)


DRAWN = {"west": -13.0, "east": 7.5, "south": 9.5, "north": 26.0}
"""Degrees: the ground that the layers cover."""
LEAST_FRAME = 0.02
"""Degrees: a frame no smaller than what the positions of the places bear."""
DEGREES = re.compile(r"-?[0-9]{1,2}(\.[0-9]{1,4})?")
FRAME = re.compile(rf"{DEGREES.pattern}(,{DEGREES.pattern}){{3}}")


def allowed_frame(text: Text) -> str:
    """What may stand in the address."""
    corners = "{west},{south} … {east},{north}".format(**DRAWN)
    return text("west,south,east,north: {corners}", corners=corners)
