"""What all rivals tell: the layers, the places, and their colours on the first day of every month."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import geopandas as gpd
from shapely.geometry import mapping

from dashboard.asked.state import ViewState
from dashboard.config import Settings
from dashboard.figures.map.areas import areas
from dashboard.figures.map.drawn import HIDDEN, Drawn
from dashboard.figures.style import MARKERS
from dashboard.handed.days import frames
from geodata.files import CORNERS, RELIEF
from geodata.period import Period
from geodata.record import Record, load

Json = dict[str, object]
UNSEEN = "rgba(0,0,0,0)"
"""The colour of a base that is not open yet."""
CENTRE, ZOOM = {"lat": 18.5, "lon": 0.6}, 5.2
"""Where maps of tiles' kind open: about the ground on which the product does."""


def months(period: Period) -> list[date]:
    """The first day of every month of some years."""
    return [date(year, month, 1) for year in period.years for month in range(1, 13)]


@dataclass(frozen=True)
class Story:
    """A record as the rivals show it."""

    record: Record

    @classmethod
    def of_the_record(cls) -> "Story":
        """The record of ``RECORD_DIR``, or else ours."""
        return cls(load(Settings().record_dir))

    @cached_property
    def _frames(self) -> Json:
        return frames(self.record, ViewState().sight)

    @property
    def days(self) -> list[str]:
        """The days there are, in ISO."""
        return [day.isoformat() for day in months(self.record.period)]

    @cached_property
    def areas(self) -> Json:
        """Communes, countrysides and the massif as GeoJSON, in drawing order; ``id`` is their number."""
        return _collection([(number, area.shape, {}) for number, area in enumerate(areas(self.record))])

    @cached_property
    def places(self) -> list[Json]:
        """Every place that is a point: its name, position and radius in pixels."""
        places = [self.record.places[place_id] for place_id in Drawn.of(self.record).points]
        return [
            {"name": place.name.en, "lat": place.lat, "lon": place.lon, "radius": MARKERS[place.kind][1] / 2}
            for place in places
        ]

    @cached_property
    def colours(self) -> list[list[str]]:
        """For every month the fill of each area, then the fill of each place, then the ring of each place."""
        looks, told = self._frames["looks"], self._frames
        is_massif = [area.is_massif for area in areas(self.record)]
        found = []
        for day in map(self.record.period.index, months(self.record.period)):
            worn = [looks[_value(run, day)] for run in told["areas"]]
            seen = [_value(run, day) for run in told["points"]]
            fills = [UNSEEN if number == HIDDEN else looks[number]["point"] for number in seen]
            rings = [UNSEEN if number == HIDDEN else looks[number]["ring"] for number in seen]
            grounds = [one["massif" if massif else "area"] for one, massif in zip(worn, is_massif, strict=True)]
            found.append([*grounds, *fills, *rings])
        return found

    @cached_property
    def coded(self) -> Json:
        """The colours as few bytes: the palette, and for every month the numbers in it."""
        palette = sorted({colour for month in self.colours for colour in month})
        number = {colour: index for index, colour in enumerate(palette)}
        return {
            "days": self.days,
            "palette": palette,
            "months": [[number[colour] for colour in month] for month in self.colours],
            "areas": len(self.areas["features"]),
            "places": self.places,
        }

    @cached_property
    def ground(self) -> Json:
        """What is drawn below and never changes, by name: neighbours, regions, border, river, tracks."""
        layers = self.record.layers
        wanted = {"neighbours": "neighbours", "regions": "regions", "border": "mali", "river": "rivers"}
        found = {name: _plain(layers[layer]) for name, layer in wanted.items()}
        tracks = layers["tracks"]
        return found | {kind: _plain(tracks[tracks["kind"] == kind]) for kind in ("track", "wadi")}

    @cached_property
    def relief(self) -> tuple[bytes, dict[str, float]]:
        """The relief image, and its corners in degrees."""
        return self.record.files[RELIEF], json.loads(self.record.files[CORNERS])


LINES = {
    "neighbours": {"color": "rgba(110,104,96,0.6)", "width": 0.7},
    "regions": {"color": "rgba(70,64,56,0.55)", "width": 0.8},
    "border": {"color": "rgba(50,46,42,0.85)", "width": 1.3},
    "river": {"color": "#6f9fc4", "width": 1.5},
    "track": {"color": "rgba(90,70,50,0.75)", "width": 1.0},
    "wadi": {"color": "#7fa8c6", "width": 1.2},
}
"""How the ground is drawn; the neighbours are veiled besides."""
VEIL = "rgba(250,248,243,0.72)"
EDGE = {"color": "rgba(255,255,255,0.75)", "width": 0.8}
"""The edge of an area."""


def _value(run: list[int], day: int) -> int:
    return [value for start, value in zip(run[::2], run[1::2], strict=True) if start <= day][-1]


def _plain(frame: gpd.GeoDataFrame) -> Json:
    return _collection([(number, shape, {}) for number, shape in enumerate(frame.geometry)])


def _collection(shapes: list[tuple[int, object, Json]]) -> Json:
    features = [
        {"type": "Feature", "id": number, "properties": {"id": number} | more, "geometry": mapping(shape)}
        for number, shape, more in shapes
    ]
    return {"type": "FeatureCollection", "features": features}
