"""How an incident of another data set looks: whose colours it wears, and which of them have a spot on the map.

The disc has the colour of the side that the data set names first, its rim that of the other; grey is a side that the
record does not know. What is placed near a place that is named is a ring; what is placed in a district is not drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.agreed.figure_meta import IncidentMarks
from dashboard.asked.layers import Layer
from dashboard.asked.reading import NotUnderstoodError
from dashboard.asked.state import ViewState
from dashboard.figures.style import BARE, PAPER
from geodata.incidents.keeping import Imported, Origin
from geodata.incidents.reading import Incident, Precise
from geodata.incidents.recent import recent
from geodata.incidents.sheets import RefusedError
from geodata.incidents.sides import UNARMED, actors_of
from geodata.record import Record

NEUTRAL = "#77736b"
"""Colour of a side that is none of the record's actors."""
DOT, RING, INNER_RING = 6.0, 11.0, 7.6
"""Pixels across: of a disc, of a ring, and of the ring of the other side within it."""
RIM, RING_WIDTH = 1.4, 1.5
"""Pixels of the rim of a disc, and of the line of a ring."""
EDGE = BARE
"""Rim of a disc where there is no other force; it sets the disc off its ground."""
MARKS: IncidentMarks = {
    "disc": DOT,
    "ring": RING,
    "inner": INNER_RING,
    "rim": RIM,
    "line": RING_WIDTH,
    "edge": EDGE,
}
"""The same as the page's script is given it."""
MOST_ON_A_SHEET = 2000
"""With more no office opens a slide in a bearable time."""
UIDS = ("incidents-near", "incidents-near-other", "incidents")
"""The traces of a sheet's incidents, from the bottom up."""


@dataclass(frozen=True, slots=True)
class IncidentLook:
    """The colours of an incident's two sides."""

    colour: str
    other: str | None
    """None where nobody fights back."""
    actors: tuple[str, ...]
    """The record's actors whose colours these are."""


def incident_look(side_a: str, side_b: str, record: Record) -> IncidentLook:
    """How an incident between two sides looks, as the data set spells them."""
    first, other = (_actor(side, record) for side in (side_a, side_b))
    is_alone = not side_b or UNARMED.search(side_b) is not None
    return IncidentLook(
        record.actors[first].colour if first else NEUTRAL,
        None if is_alone else record.actors[other].colour if other else NEUTRAL,
        tuple(dict.fromkeys(name for name in (first, other) if name)),
    )


def _actor(side: str, record: Record) -> str | None:
    return next((name for name in actors_of(side) if name in record.actors), None)


@dataclass(frozen=True, slots=True)
class ShownIncidents:
    """The incidents of the days that a sheet draws up to its own, and where they are from."""

    incidents: tuple[Incident, ...] = ()
    origins: tuple[Origin, ...] = ()
    why_none: str = ""
    """Why none are drawn though the view asks for them, in words for the sheet."""

    @classmethod
    def of(cls, imported: Imported, state: ViewState) -> "ShownIncidents":
        """Those that were imported, where the view has their layer.

        Raises
        ------
        NotUnderstoodError
            If what was imported is damaged, or more than can be told apart.
        """
        if Layer.INCIDENTS not in state.layers:
            return cls()
        try:
            read = imported.read()
        except RefusedError as fault:
            said = str(fault)
            raise NotUnderstoodError(lambda text: said) from fault
        found = [one for _, incidents in read for one in recent(incidents, state.on, state.incident_days)]
        if len(found) > MOST_ON_A_SHEET:
            counts = {"count": len(found), "most": MOST_ON_A_SHEET}
            raise NotUnderstoodError(
                lambda text: text(
                    "{count} incidents on one sheet; allowed: at most {most}, which fewer days have", **counts
                )
            )
        return cls(tuple(sorted(found, key=lambda one: (one.first, one.id))), tuple(origin for origin, _ in read))


def incident_traces(seen: Sequence[Incident], record: Record) -> list[dict[str, object]]:
    """Incidents as traces of a map, the latest on top; marks that would lie on each other are one."""
    near, other, exact = {}, {}, {}
    for one in seen:
        look = incident_look(one.side_a, one.side_b, record)
        if one.precise is Precise.POINT:
            exact[one.lon, one.lat, look.colour, look.other or EDGE] = None
        elif one.precise is Precise.NEAR:
            near[one.lon, one.lat, look.colour] = None
            if look.other:
                other[one.lon, one.lat, look.other] = None
    return [
        _trace(UIDS[0], list(near), {"symbol": "circle-open", "size": RING}),
        _trace(UIDS[1], list(other), {"symbol": "circle-open", "size": INNER_RING}),
        _trace(UIDS[2], list(exact), {"symbol": "circle", "size": DOT}),
    ]


def _trace(uid: str, marks: Sequence[tuple], look: dict[str, object]) -> dict[str, object]:
    colours = [mark[2] for mark in marks] or PAPER
    edge = [mark[-1] for mark in marks] or PAPER
    width = RIM if look["symbol"] == "circle" else RING_WIDTH
    return {
        "type": "scatter",
        "uid": uid,
        "x": [mark[0] for mark in marks],
        "y": [mark[1] for mark in marks],
        "mode": "markers",
        "marker": look | {"color": colours, "line": {"color": edge, "width": width}},
        "hoverinfo": "skip",
    }
