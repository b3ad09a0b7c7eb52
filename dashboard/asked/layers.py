"""The layers of the map, declared once: what each is called, what of the record it draws and how, and whether at first.

One line here makes a layer that is drawn of lines, of the communes of a region, or of markers of some kinds of place;
what is drawn in a way of its own (relief, grid, veil, massif, countrysides, fading, stars,
dashes) asks for its layer by name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from dashboard.text import Text
from geodata.vocabulary import PlaceKind


class Layer(StrEnum):
    """What the map can show or leave out, in drawing order."""

    RELIEF = "relief"
    """Shaded relief below everything."""
    GRATICULE = "graticule"
    """Lines of latitude and longitude."""
    NEIGHBOURS = "neighbours"
    """The countries around Mali."""
    REGIONS = "regions"
    """Outlines of the regions of Mali."""
    RIVER = "river"
    """The Niger."""
    TRACKS = "tracks"
    """Indicative axes of the main tracks and the Tilemsi wadi."""
    KIDAL = "kidal"
    """The communes of Kidal region."""
    MENAKA = "menaka"
    """The communes of Ménaka region."""
    FADING = "fading"
    """What takes the colour of communes back with the distance from their seats."""
    TIGHARGHAR = "tigharghar"
    """The Adrar Tigharghar."""
    COUNTRYSIDES = "countrysides"
    """Country with claims of its own, within indicative outlines."""
    PLACES = "places"
    """Towns, villages and crossings."""
    MINUSMA_BASES = "minusma-bases"
    """The sites of the UN mission."""
    OTHER_BASES = "other-bases"
    """French bases and army camps."""
    EVENTS = "events"
    """A star at the places of an event, for its days."""
    INCIDENTS = "incidents"
    """Incidents of other data sets, of some days up to the day shown."""
    STALE = "stale"
    """A dash below a place whose state has long not been confirmed."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Outlines or lines of one of the record's layers of the ground, as a trace."""

    uid: str
    layer: str
    """Name of that layer: its file is ``layers/<layer>.geojson``."""
    colour: str
    width: float
    """Pixels."""
    dash: str
    kind: str = ""
    """Features of that ``kind`` only."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What there is to know of a layer."""

    name: Callable[[Text], str]
    is_shown_at_first: bool = True
    lines: tuple[Lines, ...] = ()
    region: str = ""
    """Region whose communes it colours."""
    kinds: tuple[PlaceKind, ...] = ()
    """Kinds of place whose markers it has."""
    is_indicative: bool = False
    """Whether it colours areas whose outlines are indicative."""
    is_of_a_day: bool = False
    """Whether it has marks of a single day, which two days compared have not."""
    is_backdrop: bool = False
    """Whether it is only seen behind the others; small maps do without."""

    @property
    def says_who_holds(self) -> bool:
        """Whether it says who holds a place."""
        return bool(self.region or self.kinds or self.is_indicative)


SETTLED = tuple(kind for kind in PlaceKind if not kind.is_base)
LAYERS: dict[Layer, Declared] = {
    Layer.KIDAL: Declared(lambda text: text("Kidal region"), region="Kidal"),
    Layer.MENAKA: Declared(lambda text: text("Ménaka region"), region="Ménaka"),
    Layer.TIGHARGHAR: Declared(lambda text: text("Adrar Tigharghar"), is_indicative=True),
    Layer.MINUSMA_BASES: Declared(lambda text: text("Former MINUSMA bases"), kinds=(PlaceKind.UN_BASE,)),
    Layer.OTHER_BASES: Declared(
        lambda text: text("French bases and army camps"),
        is_shown_at_first=False,
        kinds=(PlaceKind.FRENCH_BASE, PlaceKind.ARMY_CAMP),
    ),
    Layer.PLACES: Declared(lambda text: text("Towns, villages and crossings"), kinds=SETTLED),
    Layer.FADING: Declared(lambda text: text("Colour of communes fades away from the seat")),
    Layer.COUNTRYSIDES: Declared(lambda text: text("Countrysides (indicative)"), is_indicative=True),
    Layer.EVENTS: Declared(lambda text: text("Events"), is_of_a_day=True),
    Layer.INCIDENTS: Declared(
        lambda text: text("Incidents of other data sets"), is_shown_at_first=False, is_of_a_day=True
    ),
    Layer.STALE: Declared(lambda text: text("Dashes: not lately confirmed"), is_of_a_day=True),
    Layer.REGIONS: Declared(
        lambda text: text("Regions of Mali"),
        lines=(Lines("regions", "regions", "rgba(70,64,56,0.55)", 0.8, "dot"),),
    ),
    Layer.NEIGHBOURS: Declared(
        lambda text: text("Borders and neighbours"),
        lines=(Lines("border", "mali", "rgba(50,46,42,0.85)", 1.3, "solid"),),
    ),
    Layer.RIVER: Declared(lambda text: text("The Niger"), lines=(Lines("river", "rivers", "#6f9fc4", 1.5, "solid"),)),
    Layer.TRACKS: Declared(
        lambda text: text("Tracks and the Tilemsi (indicative)"),
        is_shown_at_first=False,
        lines=(
            Lines("tracks", "tracks", "rgba(90,70,50,0.75)", 1.0, "dash", kind="track"),
            Lines("wadi", "tracks", "#7fa8c6", 1.2, "dot", kind="wadi"),
        ),
    ),
    Layer.RELIEF: Declared(lambda text: text("Relief"), is_backdrop=True),
    Layer.GRATICULE: Declared(lambda text: text("Latitude and longitude"), is_backdrop=True),
}
"""Every layer, in the order in which its switch stands."""

SHOWN_AT_FIRST = frozenset(layer for layer, one in LAYERS.items() if one.is_shown_at_first)
OF_A_DAY = frozenset(layer for layer, one in LAYERS.items() if one.is_of_a_day)
BACKDROP = frozenset(layer for layer, one in LAYERS.items() if one.is_backdrop)
INDICATIVE = frozenset(layer for layer, one in LAYERS.items() if one.is_indicative)
SAYING_WHO_HOLDS = frozenset(layer for layer, one in LAYERS.items() if one.says_who_holds)
OF_REGION = {one.region: layer for layer, one in LAYERS.items() if one.region}
OF_KIND = {kind: layer for layer, one in LAYERS.items() for kind in one.kinds}
GROUND_LINES = tuple((layer, lines) for layer in Layer for lines in LAYERS[layer].lines)
"""What is drawn of lines, from the bottom up."""
