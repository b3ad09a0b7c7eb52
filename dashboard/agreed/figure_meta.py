"""``layout.meta`` of the figures: where the page's scripts find what they paint, each key with what it means.

A test holds that figures have exactly these keys, as it does for :mod:`dashboard.agreed.payload`, whose number of the
shapes goes for these too.
"""

from typing import NotRequired, TypedDict


class Stars(TypedDict):
    """Where the stars of events stand."""

    trace: int
    """Number of their trace."""
    places: list[str]
    """Ids of their spots."""
    asides: list[list[float]]
    """For each the angle in degrees, clockwise from up, and the pixels by which it stands aside."""


class Locator(TypedDict):
    """Where in the country the map lies: a small map in its corner."""

    zero: list[float]
    """Pixels right of and above the corner at which zero degrees lie."""
    degree: list[float]
    """Pixels of a degree, to the right and up."""
    bounds: list[float]
    """Degrees west, south, east, north."""
    box: list[float]
    """Pixels left, bottom, width, height."""


class NamesRule(TypedDict):
    """How names are placed: the numbers of :mod:`dashboard.figures.labels`, which says what they are for."""

    spots: list[str]
    corner: float
    further: list[float]
    furthest: list[float]
    clear: float
    line: float
    pitch: float
    raised: float
    edge: float
    reach: float
    holdingOff: float
    baseRank: int
    """Of all names those of bases, of this rank, give way first."""
    basesFrom: float
    """Pixels of a degree from which on they are written."""


class Scale(TypedDict):
    """How long what is seen is on the ground."""

    trueAt: float
    """Degrees of latitude at which the map is true to scale."""
    kmOfDegree: float
    """Of latitude."""
    lengths: list[int]
    """Km that a scale bar may have."""


class IncidentMarks(TypedDict):
    """How incidents of other data sets are drawn: discs, and rings where they are not placed exactly; in pixels."""

    disc: float
    """Across; so are the others."""
    ring: float
    inner: float
    """The ring of the other side."""
    rim: float
    """Width of the rim of a disc."""
    line: float
    """Width of a ring."""
    edge: str
    """Colour of the rim where there is no other force, and of what sets the disc off its ground."""


class Divider(TypedDict):
    """Where the divider of two maps on top of each other stands at first."""

    at: float
    """Degrees east."""
    least: float
    """Of the width: what either map keeps."""


class OutlineOfMark(TypedDict):
    """A symbol whose half size is 1; right and down are positive."""

    lines: list[list[list[float]]]
    closed: bool
    filled: bool
    """Else its lines have the colour of the mark."""


class Crowd(TypedDict):
    """Marks that the page paints itself, on one canvas."""

    traces: list[int]
    """Marks of the places, each with as many points in the same order; from the bottom up."""
    above: list[int]
    """What must not be covered by them: traces that lie over all places, from the bottom up."""
    outlines: dict[str, OutlineOfMark]
    """By Plotly's name of the symbol."""


class MapMeta(TypedDict):
    """``layout.meta`` of a map: where the painter finds things. Traces are told by their number in ``data``."""

    areas: list[int]
    """Traces of the areas, in drawing order."""
    area_places: list[str | None]
    """Ids of the places they follow."""
    area_layers: list[str]
    indicative: list[bool]
    """For each area whether its outline is."""
    fades: list[bool]
    """For each area whether its colour gives way with the distance from its seat."""
    point_places: list[str]
    """Ids of the places with a marker."""
    point_layers: list[str]
    point_kinds: list[str]
    asides: list[list[float]]
    """For each marker the angle and the pixels by which it stands aside; as of stars."""
    signs: dict[str, int]
    """By sign the trace of all markers that wear it."""
    ground_names: list[int]
    """Traces of the names of the ground."""
    layers: dict[str, list[int]]
    """By layer its traces."""
    home: dict[str, float]
    """Degrees of the opening view: ``west``, ``east``, ``south``, ``north``."""
    drawn: list[float]
    """Degrees of the ground there is: west, south, east, north."""
    leastFrame: float
    """Degrees of the smallest piece of ground that can be asked for."""
    scale: Scale
    names: NamesRule
    incidents: IncidentMarks
    events: Stars
    points: int
    halos: int
    today: int
    """Trace of the rings around what changed on the day."""
    moats: int
    """Trace of the light ground of those around what is besieged."""
    siege: int
    """Trace of those rings."""
    stale: int
    """Trace of the dashes of what has long not been confirmed."""
    labels: int
    selected: int
    """Trace of the ring around the chosen place."""
    crowd: NotRequired[Crowd]
    """Where the marks are too many to be drawn one by one."""
    locator: NotRequired[Locator]
    """On a wide map of a day."""
    divider: NotRequired[Divider]
    """On a map beside another."""
    arrangements: NotRequired[dict[str, dict[str, object]]]
    """On a map beside another: what of its layout differs where it is ``half`` or the ``whole`` figure."""


class RowMeta(TypedDict):
    """A row of the timeline."""

    place: str | None
    days: list[int]
    """Of its events."""
    top: float
    """Part of the plot area, from below."""
    bottom: float


class TimelineMeta(TypedDict):
    """``layout.meta`` of the timeline."""

    rows: list[RowMeta]
