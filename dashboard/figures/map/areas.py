"""The coloured ground of the map: communes, countrysides and the massif, each in the look of its place."""

from collections.abc import Callable
from dataclasses import dataclass

from shapely import union_all
from shapely.geometry.base import BaseGeometry

from dashboard.asked.layers import INDICATIVE, OF_REGION, Layer
from dashboard.figures.map.drawn import Drawn
from dashboard.figures.map.ground import Json, path
from dashboard.figures.style import EDGES, HATCH_SIZE, SOLIDITY, Look
from geodata.record import Record, of_the_ground

Wear = Callable[[str | None], Look]
"""What each place looks like; None stands for a commune that follows no place."""
MASSIF = "massif"
"""The layers of areas whose outlines are indicative."""


@dataclass(frozen=True, slots=True)
class Area:
    """A piece of ground and the place it follows."""

    id: str
    follows: str | None
    layer: Layer
    shape: BaseGeometry
    outline: Json
    """Its edge as a trace, without a look."""

    @property
    def is_massif(self) -> bool:
        """Whether it is the massif, which lies on top of communes."""
        return self.id == MASSIF

    @property
    def is_indicative(self) -> bool:
        """Whether its outline is indicative: that of the massif or of a countryside, not of a commune."""
        return self.layer in INDICATIVE


@of_the_ground(2)
def areas(record: Record) -> tuple[Area, ...]:
    """Every area, in the order of :class:`~dashboard.figures.map.drawn.Drawn`."""
    communes = record.layers["communes"].set_index("commune_id")
    shapes = {MASSIF: list(record.layers["massif"].geometry)}
    shapes |= {area_id: [shape] for area_id, shape in communes.geometry.items()}
    layers = {MASSIF: Layer.TIGHARGHAR}
    layers |= {area_id: OF_REGION[region] for area_id, region in communes["region"].items()}
    countrysides = record.layers["rural"].set_index("place_id")
    shapes |= {area_id: [shape] for area_id, shape in countrysides.geometry.items()}
    layers |= dict.fromkeys(countrysides.index, Layer.COUNTRYSIDES)
    return tuple(
        Area(area_id, follows, layers[area_id], union_all(shapes[area_id]), path(f"area-{area_id}", shapes[area_id]))
        for area_id, follows in Drawn.of(record).areas
    )


def area_trace(area: Area, drawn: Look, *, is_changed: bool) -> Json:
    """An area in a look; outlined if its place changed on the day."""
    edge = EDGES["changed" if is_changed else "indicative" if area.is_indicative else "commune"]
    if drawn.lost:
        edge = EDGES["lost"] | {"color": drawn.lost}
    return area.outline | {
        "name": area.follows or "",
        "fill": "toself",
        "fillcolor": drawn.massif if area.is_massif else drawn.area,
        "fillpattern": hatch(drawn, opaque=area.is_massif),
        "line": edge | {"dash": "dot" if area.is_indicative else "solid"},
    }


def hatch(drawn: Look, *, opaque: bool = False) -> Json:
    """The stripes of contested ground in the holder's and the rival's colour; no shape where there is no rival."""
    if drawn.rival is None:
        return {"shape": ""}
    return {
        "shape": drawn.pattern,
        "size": HATCH_SIZE,
        "solidity": SOLIDITY[drawn.pattern],
        "fillmode": "replace",
        "bgcolor": drawn.massif if opaque else drawn.area,
        "fgcolor": drawn.massif_rival if opaque else drawn.area_rival,
        "fgopacity": 1,
    }


@of_the_ground(2)
def regions_trace(record: Record) -> Json:
    """The edge of the two regions whose communes are coloured; worked out once for a record."""
    communes = record.layers["communes"]
    regions = [communes[communes["region"] == name].union_all() for name in OF_REGION]
    return path("mission-regions", regions, line={"color": "rgba(40,36,32,0.85)", "width": 1.4})
