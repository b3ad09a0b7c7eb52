"""What a map draws that changes with time, in drawing order: one list for figures, sheets and scripts."""

from dataclasses import dataclass

from geodata.record import Record
from geodata.vocabulary import PlaceKind

HIDDEN = -1
"""Stands in a run for a base that was not there yet."""


@dataclass(frozen=True)
class Drawn:
    """The things a map draws that change with time, in drawing order."""

    communes: tuple[tuple[str, str | None], ...]
    """Commune id and the place it follows."""
    indicative: tuple[tuple[str, str], ...]
    """The same of the areas whose outlines are indicative: the countrysides, and on top of all the massif."""
    points: tuple[str, ...]
    """Places with a position that are drawn as points."""

    @classmethod
    def of(cls, record: Record) -> "Drawn":
        """Everything the record can draw."""
        communes = record.layers["communes"]
        follows = communes["follows"].astype(object).where(communes["follows"].notna(), None)
        areas = tuple(zip(communes["commune_id"], follows, strict=True))
        points = tuple(
            place.id
            for place in record.places.values()
            if place.lat is not None and place.kind not in (PlaceKind.MASSIF, PlaceKind.RURAL_AREA)
        )
        countrysides = tuple((place_id, place_id) for place_id in record.layers["rural"]["place_id"])
        return cls(areas, (*countrysides, ("massif", "adrar-tigharghar")), points)

    @property
    def areas(self) -> tuple[tuple[str, str | None], ...]:
        """Every area and the place it follows."""
        return (*self.communes, *self.indicative)
