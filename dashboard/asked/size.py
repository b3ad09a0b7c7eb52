"""How large a sheet is: what may be asked for, and what each is in pixels and on paper.

All sheets are equally wide in pixels, so that type and columns are the same on each; they differ in height.
"""

from dataclasses import dataclass

WIDTH = 1280
"""Pixels of width of every sheet."""


@dataclass(frozen=True, slots=True)
class Size:
    """The size of a sheet."""

    name: str
    """As the address has it."""
    height: int
    """In pixels."""
    inches: tuple[float, float]
    """Width and height on paper, and of a slide."""

    @property
    def added(self) -> int:
        """Pixels by which it is higher than the sheet of a screen."""
        return self.height - WIDE.height


WIDE = Size("16x9", 720, (1280 / 96, 7.5))
"""The sheet of a screen, which is made where nothing else is asked for."""
SIZES = {one.name: one for one in (WIDE, Size("a4", 905, (297 / 25.4, 210 / 25.4)), Size("4x3", 960, (10.0, 7.5)))}
"""Every size, by its name."""


def read_size(written: str) -> Size:
    """A size as it stands in the address.

    Raises
    ------
    ValueError
        If there is none of this name.
    """
    if written.lower() not in SIZES:
        raise ValueError(written)
    return SIZES[written.lower()]
