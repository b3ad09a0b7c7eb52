"""The ground that a page is shown on."""

from enum import StrEnum

from dashboard.asked.link import pairs, readings

NAME = "theme"
"""The parameter of the address."""


class Theme(StrEnum):
    """What a reader may ask for; who asks for neither has what the system prefers."""

    LIGHT = "light"
    DARK = "dark"


def theme_in(query: str) -> Theme | None:
    """What the query of an address asks for; none where it asks for none, or for none there is."""
    asked = [written for name, written in pairs(query, (NAME,)) if name == NAME]
    for reading in readings(asked[-1]) if asked else ():
        if reading in tuple(Theme):
            return Theme(reading)
    return None
