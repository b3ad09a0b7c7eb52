"""The pages of the app, and what is chosen within them."""

from enum import StrEnum


class View(StrEnum):
    """The pages of the app."""

    MAP = "map"
    """The map on a day."""
    COMPARE = "compare"
    """Two days next to each other, and what changed between them."""
    TIMELINE = "timeline"
    """Every place as a strip of its holders."""
    TRENDS = "trends"
    """Numbers through time, with their range."""
    RECORDS = "records"
    """Claims, events and sources as tables."""
    METHOD = "method"
    """What the map means and how sure it is."""


SHEETED = (View.MAP, View.COMPARE, View.TIMELINE, View.TRENDS)
"""The views of which there are sheets: for paper, for slides, and alone on the screen."""


class Mode(StrEnum):
    """How two days are compared."""

    SIDE = "side"
    """Two maps side by side."""
    SWIPE = "swipe"
    """Two maps on top of each other, with a divider to draw across."""
    CHANGE = "change"
    """One map of what is different on the later day."""


class Table(StrEnum):
    """The tables of the records view."""

    CLAIMS = "claims"
    """Who held a place from a day on, and how we know."""
    EVENTS = "events"
    """What happened, and where."""
    SOURCES = "sources"
    """What all of it rests on."""


class Question(StrEnum):
    """What the records view can be asked about a stretch of days, in the place of a table."""

    EVER_HELD = "ever-held"
    """The places that were held at any time."""
    DAYS_HELD = "days-held"
    """The days that each actor held places."""
    CHANGES_OF_HANDS = "changes-of-hands"
    """The places by how often they changed hands."""
    BASES_AFTER = "bases-after"
    """The bases that were left, and the days until somebody else held the site."""
    LOSSES = "losses"
    """What was lost, and to whom."""
