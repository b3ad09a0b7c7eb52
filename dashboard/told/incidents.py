"""Incidents of other data sets in words: what happened, who was in it, how exactly it is placed, whom to credit."""

from collections.abc import Sequence

from dashboard.text import Text
from geodata.incidents.keeping import Origin
from geodata.incidents.reading import Precise, What


def what_in_words(what: What, text: Text) -> str:
    """What happened."""
    return {
        What.FIGHTING: text("fighting"),
        What.REGAINED: text("a government regains territory"),
        What.OVERTAKEN: text("territory taken from a government"),
        What.AGAINST_CIVILIANS: text("violence against civilians"),
        What.OTHER: text("other incident"),
    }[what]


def precise_in_words(precise: Precise, text: Text) -> str:
    """How exactly an incident is placed."""
    return {
        Precise.POINT: text("at the place"),
        Precise.NEAR: text("within some 25 km of it"),
        Precise.AREA: text("somewhere in the district or region; not drawn"),
    }[precise]


def sides_in_words(side_a: str, side_b: str, text: Text) -> str:
    """Who was in it, as the data set spells them."""
    return text("{one} against {other}", one=side_a, other=side_b) if side_b else side_a


def credit(origin: Origin, text: Text) -> str:
    """The line that the licence of a data set asks for beside what is drawn of it."""
    said = text("{source}. Accessed {day}.", source=origin.cited, day=text.day(origin.accessed))
    filters = text("Filters: {filters}.", filters=origin.filters)
    return f"{said} {filters}" if origin.filters else said


def credits_in_words(origins: Sequence[Origin], days: object, text: Text) -> str:
    """The line beside drawn incidents: what they are, of how many days, what their marks mean, and whom to credit."""
    return text(
        "Incidents of other data sets (days drawn: {days}; {rule}): {credits}",
        days=days,
        rule=rule(text),
        credits=" ".join(credit(origin, text) for origin in origins),
    )


def rule(text: Text) -> str:
    """What the marks mean, in the signs of the map."""
    return text("• at the place, ○ within some 25 km of it")
