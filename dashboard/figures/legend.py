"""What the legend says: a line for every sign that is seen, and for no other. The screen and every sheet go by it."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.asked.layers import SAYING_WHO_HOLDS
from dashboard.asked.state import ViewState
from dashboard.figures.style import BARE, DOTTED, FADED, UNASSESSED, UNKNOWN, UNKNOWN_COLOUR, UNKNOWN_DOTS, Look
from dashboard.text import Text
from geodata.record import Record
from geodata.timeline import WHOLE, Lens

NO_SWATCH = "rgba(0,0,0,0)"
"""Colour and edge of a line whose sign stands in its words."""
CONTESTED_SWATCH = ("#9a9a9a", BARE)
"""Swatch of the key to contested ground, in no actor's colours."""


@dataclass(frozen=True, slots=True)
class LegendLine:
    """One filled slot: a swatch of one or two colours, and what it means."""

    colour: str
    rival: str | None
    label: str
    pattern: str = "/"
    """How the second colour lies on the first, by Plotly's name; none where it is a rim."""
    is_holder: bool = False
    """Whether it names who holds something, and not what a sign means."""

    @property
    def handed(self) -> tuple[str, str | None, str, str]:
        """As the page's scripts are given it."""
        return self.colour, self.rival, self.label, self.pattern


def holder_lines(actor_ids: Iterable[str], record: Record, text: Text) -> list[LegendLine]:
    """The legend of holders: actors of one colour share a line, in the order of the actors table."""
    named = set(actor_ids)
    by_colour: dict[str, list[str]] = {}
    for actor in record.actors.values():
        if actor.id in named:
            by_colour.setdefault(actor.colour, []).append(text.of(actor.short))
    return [LegendLine(colour, None, ", ".join(names), is_holder=True) for colour, names in by_colour.items()]


@dataclass(frozen=True, slots=True)
class Marks:
    """Which signs are seen that are no look of a place."""

    dotted: bool = False
    """The dotted edge of the massif or of a countryside."""
    fading: bool = False
    """The colour of communes that gives way with the distance from their seats."""
    stale: bool = False
    """The dash of a state that has long not been confirmed."""
    changed: bool = False
    """The ring or edge of a change on the day."""
    differs: bool = False
    """The ring or edge of what differs from the map before."""
    incidents: bool = False
    """The dots and rings of incidents of other data sets."""
    starred: bool = False
    """The star of an event."""
    chosen: bool = False
    """The ring around the chosen place."""

    def lines(self, text: Text) -> list[LegendLine]:
        """What they mean; each sign stands in its words."""
        said = (
            (self.dotted, dotted_line(text)),
            (self.fading, fading_line(text)),
            (self.stale, stale_line(text)),
            (self.changed, change_line(text)),
            (self.differs, difference_line(text)),
            (self.incidents, incident_line(text)),
            (self.starred, star_line(text)),
            (self.chosen, chosen_line(text)),
        )
        return [LegendLine(NO_SWATCH, NO_SWATCH, line) for is_seen, line in said if is_seen]


NO_MARKS = Marks()


def legend_of(looks: Iterable[Look], record: Record, text: Text, lens: Lens, marks: Marks) -> list[LegendLine]:
    """The legend of what is seen.

    Parameters
    ----------
    looks
        Of the places and areas that are seen.
    lens
        Why a place may be unknown although there are sources.
    marks
        What else is seen.
    """
    looks = list(looks)
    besiegers = {one.besieger for one in looks if one.besieger}
    lines = holder_lines({*besiegers, *(actor for one in looks for actor in one.actors)}, record, text)
    if any(one.is_contested for one in looks):
        lines.append(contested_line(text))
    if any(one.is_crowded for one in looks):
        lines.append(crowded_line(text))
    if besiegers:
        lines.append(besieged_line(text))
    if any(one == UNKNOWN for one in looks):
        lines.append(LegendLine(UNKNOWN_COLOUR, UNKNOWN_DOTS, unknown_line(lens, text), DOTTED))
    if any(one == UNASSESSED for one in looks):
        lines.append(unassessed_line(text))
    if any(one == FADED for one in looks):
        lines.append(faded_line(text))
    return [*lines, *marks.lines(text)]


def nothing_line(looks: Iterable[Look], state: ViewState, text: Text) -> str:
    """Why no place is seen: nothing there is drawn, or the filter keeps none of it; empty where one is."""
    looks = list(looks)
    if not state.layers & SAYING_WHO_HOLDS:
        return text("No layer that shows places or areas is chosen.")
    if not looks:
        return text("No place and no area lies on this ground.")
    return text("The filter keeps nothing that is drawn here.") if all(one == FADED for one in looks) else ""


def unknown_line(lens: Lens, text: Text) -> str:
    """What grey means: nobody says who held the place, or nobody whom the lens lets speak."""
    if lens.fresh:
        asks_more = bool(lens.min_grade or lens.known_on)
        return text("Unknown: no such recent source") if asks_more else text("Unknown, or long unconfirmed")
    if lens.min_grade and lens.known_on:
        return text("Unknown: no such source by then")
    if lens.min_grade:
        return text("Unknown: nothing at {grade} or better", grade=lens.min_grade)
    if lens.known_on:
        return text("Unknown: no source by then")
    return text("Unknown: no source")


def keys(text: Text) -> list[str]:
    """What the lines of a map's legend say that name no holder, whatever is seen and without a lens."""
    looks = (contested_line(text), crowded_line(text), besieged_line(text))
    marks = Marks(dotted=True, fading=True, stale=True, changed=True, starred=True, chosen=True)
    return [*(line.label for line in (*looks, *marks.lines(text))), unknown_line(WHOLE, text)]


def contested_line(text: Text) -> LegendLine:
    """What a contest looks like."""
    return LegendLine(*CONTESTED_SWATCH, text("Stripes or thick rim: contested"))


def crowded_line(text: Text) -> LegendLine:
    """What a contest looks like that has more sides than there are colours in it."""
    return LegendLine(*CONTESTED_SWATCH, text("Crossed, outer rim: 3 or more"), "x")


def besieged_line(text: Text) -> LegendLine:
    """What the ring around a marker means; its hue is that of who besieges, which stands in the legend too."""
    return LegendLine(NO_SWATCH, NO_SWATCH, "◎ " + text("Toothed ring: besieged"))


def faded_line(text: Text) -> LegendLine:
    """How what a filter leaves out looks."""
    return LegendLine(FADED.colour, FADED.rival, text("Thin lines: left out by the filter"), FADED.pattern)


def unassessed_line(text: Text) -> LegendLine:
    """How what the assessor says nothing of looks."""
    return LegendLine(UNASSESSED.colour, UNASSESSED.rival, text("Bare: not assessed"), UNASSESSED.pattern)


def dotted_line(text: Text) -> str:
    """What the edge of the massif, or of a countryside, means."""
    return "··· " + text("Dotted edge: indicative")


def fading_line(text: Text) -> str:
    """What it means that the colour of a commune gives way."""
    return "• " + text("Fading: reach not known")


def chosen_line(text: Text) -> str:
    """What the thin ring means."""
    return "○ " + text("Thin ring: the chosen place")


def stale_line(text: Text) -> str:
    """What the dash at a marker means."""
    return "– " + text("Dash: not lately confirmed")


def change_line(text: Text) -> str:
    """What a heavy black edge means."""
    return "○ " + text("Heavy edge: changed this day")


def difference_line(text: Text) -> str:
    """What a heavy black edge means on one of several maps."""
    return "○ " + text("Heavy edge: unlike the one before")


def incident_line(text: Text) -> str:
    """What the dots and rings of incidents are."""
    return "• ○ " + text("Incidents, other data sets")


def star_line(text: Text) -> str:
    """What the legend says of the marks of events; the star is the one on the map."""
    return "★ " + text("Event (7 days)")
