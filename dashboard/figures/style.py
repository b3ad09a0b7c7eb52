"""What a state looks like: the one place where control becomes colour, hatch, sign and weight.

Hue says who holds a place, a second hue in stripes (areas) or as a rim (points) who contests it, strength says
how sure we are, and the sign inside a marker says the holder's camp, so that nothing rests on colour alone. A toothed
ring around a marker, apart from it, says that the place is besieged, and its hue by whom.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from geodata.record import Record
from geodata.selection import Filter
from geodata.timeline import Because, State
from geodata.vocabulary import Credibility, PlaceKind, Status, Symbol

FONT = "'Source Sans 3', 'Segoe UI', Helvetica, Arial, sans-serif"
INK = "#1d232b"
QUIET_INK = "#525a63"
PAPER = "#f6f3ec"
VEILED_GROUND = "#f8f6f0"
"""The relief as it looks under the veil over the neighbours, for what lies beyond the image."""
SHEET = "rgba(248,246,240,0.105)"
"""One of the thin sheets that lie over a commune far from its seat."""
UNKNOWN_COLOUR, UNKNOWN_DOTS = "#e5e2d9", "#8a8477"
"""Ground of which nobody says who holds it, and the dots on it: what is not covered has none."""
RIM = 3.2
"""Pixels of the rim, of an area or a marker, in the hue of who held it before."""
PLAIN_HALO = "rgba(255,255,255,0.9)"
LEADER = ((PLAIN_HALO, 3.4), (INK, 1.2))
"""Colour and pixels of a line that leads to a name: its light ground, and itself."""
BARE = "#ffffff"
"""What has no hue: bare paper, light edges."""
WHITE = "#fefefe"
"""White that stays white whatever the ground: signs inside markers, letters on a hue."""
HIGHLIGHT = "#111111"
LUMINANCE_OF_EQUAL_CONTRAST = 0.21
LUMINANCE_OF_TYPE = 0.15
"""The brightest that type may be on paper, whose luminance is 0.9: a contrast of 4.75."""
"""White and ink are equally legible on ground of this relative luminance."""

STRENGTH = {
    Credibility.CONFIRMED: 1.0,
    Credibility.PROBABLE: 1.0,
    Credibility.POSSIBLE: 0.72,
    Credibility.DOUBTFUL: 0.5,
    Credibility.IMPROBABLE: 0.5,
    Credibility.UNJUDGED: 0.4,
}
"""How strongly a claim is coloured, by its credibility: 1 is the full hue, 0 would be none."""
STRENGTH_KEY = "#4d4d4d"
"""Colour of the keys to these, no actor's."""
NOT_GRADED = 1.0
"""How strongly what another says is coloured: it is not ours to grade."""
AREA_OPACITY = 0.78
"""Even a full hue lets the relief through a little."""

HATCH_SIZE = 9
HATCH_SOLIDITY = 0.5
OUTSIDE = "\\"
"""Pattern of what a filter leaves out: thin lines that fall, as no force's stripes do."""
DOTTED = "."
"""Pattern of what is unknown, and of nothing else."""
SOLIDITY = {"/": HATCH_SOLIDITY, "x": HATCH_SOLIDITY, DOTTED: 0.09, OUTSIDE: 0.16}
"""How much of an area its second colour covers, by pattern."""

CONTRASTING = ("/", "x")
"""Patterns that set two forces against each other; their second colour is a heavy ring around a marker."""

EDGES = {
    "changed": {"color": HIGHLIGHT, "width": 2.4},
    "indicative": {"color": "rgba(40,36,32,0.8)", "width": 1.3},
    "commune": {"color": "rgba(255,255,255,0.75)", "width": 0.8},
    "lost": {"width": RIM},
}
"""Edge of an area: what changed on the day shown stands out; the last takes the hue of who lost it."""

MARKERS = {
    PlaceKind.TOWN: ("circle", 14),
    PlaceKind.VILLAGE: ("circle", 10),
    PlaceKind.CROSSING: ("hexagon", 10),
    PlaceKind.UN_BASE: ("square", 11),
    PlaceKind.FRENCH_BASE: ("diamond", 12),
    PlaceKind.ARMY_CAMP: ("pentagon", 11),
}
"""Outline and size in pixels of a marker, by kind of place. Massif and rural area are areas, not points."""

SIGNS = {
    Symbol.DOT: ("circle", 4),
    Symbol.CROSS: ("cross-thin", 7),
    Symbol.X: ("x-thin", 6),
    Symbol.BAR: ("line-ew", 7),
}
"""Plotly symbol and size in pixels of the sign inside a marker."""


@dataclass(frozen=True, slots=True)
class Look:
    """How one state is drawn. ``rival`` is the second colour of contested ground, or None."""

    colour: str
    rival: str | None
    strength: float
    sign: Symbol
    actors: tuple[str, ...]
    """Whose colours are seen, for the legend: none where the holder is unknown."""
    pattern: str = "/"
    """How the second colour lies over an area: Plotly's name of the shape."""
    others: tuple[str, ...] = ()
    """Who contests it too, for whom there is no colour left."""
    besieger: str | None = None
    """Who rings it, the main one; drawn around a marker only."""
    siege: str | None = None
    """The hue of that ring."""
    lost: str | None = None
    """The hue of who held it before, on a map of changes: its rim."""

    @property
    def area(self) -> str:
        """Fill of an area: the hue, more transparent the weaker the claim."""
        return translucent(self.colour, AREA_OPACITY * self.strength)

    @property
    def area_rival(self) -> str | None:
        """Colour of the stripes of a contested area."""
        return translucent(self.rival, AREA_OPACITY * self.strength) if self.rival else None

    @property
    def massif(self) -> str:
        """Fill of the massif: as an area, but opaque, for it lies over the communes."""
        return mixed(self.colour, self.strength)

    @property
    def massif_rival(self) -> str | None:
        """Colour of the stripes of the contested massif."""
        return mixed(self.rival, self.strength) if self.rival else None

    @property
    def point(self) -> str:
        """Fill of a marker: the hue, mixed with paper the weaker the claim."""
        return mixed(self.colour, self.strength)

    @property
    def ring(self) -> str:
        """Edge of a marker: the hue of who lost it, or of its rival, or a plain dark edge."""
        if self.lost:
            return self.lost
        return mixed(self.rival, self.strength) if self.rival and self.pattern != DOTTED else INK

    @property
    def ring_width(self) -> float:
        """Width of that edge in pixels."""
        if self.lost:
            return RIM
        if self.rival is None or self.pattern in (OUTSIDE, DOTTED):
            return 0.9
        return 3.4 if self.pattern in CONTRASTING else 2.0

    @property
    def siege_ring(self) -> str:
        """Colour of the toothed ring around a marker; of no ring, one that is not seen."""
        return mixed(self.siege, self.strength) if self.siege else PLAIN_HALO

    @property
    def halo(self) -> str:
        """What sets a marker off its ground: a dark rim says that a third side is not in its colours."""
        return INK if self.is_crowded else PLAIN_HALO

    @property
    def on_ground(self) -> "Look":
        """The same as an area wears it: rings are drawn around markers only."""
        return replace(self, besieger=None, siege=None)

    @property
    def is_contested(self) -> bool:
        """Whether the colours of two sides are seen."""
        return self.rival is not None and self.pattern in CONTRASTING

    @property
    def is_left_out(self) -> bool:
        """Whether a filter leaves it out."""
        return self.pattern == OUTSIDE

    @property
    def is_crowded(self) -> bool:
        """Whether there are more sides than colours."""
        return bool(self.others)


UNASSESSED = Look(BARE, None, 0.35, Symbol.NONE, ())
"""What an assessor says nothing of: bare ground, which is not the dotted grey of what is unknown."""
UNKNOWN = Look(UNKNOWN_COLOUR, UNKNOWN_DOTS, 1.0, Symbol.NONE, (), pattern=DOTTED)
FADED = Look(BARE, "#5d574d", 0.5, Symbol.NONE, (), pattern=OUTSIDE)
"""What the filter leaves out: there, but without a colour, and unlike what is unknown or has not changed."""


def look(state: State | None, record: Record) -> Look:
    """How a state is drawn; None is a commune that follows no place, drawn as unknown."""
    if state is not None and state.because is Because.NOT_ASSESSED:
        return UNASSESSED
    if state is None or state.status is Status.UNKNOWN or not state.sides:
        return UNKNOWN
    holder, *rival = (record.actors[side] for side in state.sides)
    is_ours = state.claim.id not in record.assessments
    strength = STRENGTH[record.grade_of(state.claim).credibility] if is_ours else NOT_GRADED
    return Look(
        colour=holder.colour,
        rival=_told_from(holder.colour, rival[0].colour) if rival else None,
        strength=strength,
        sign=holder.symbol if state.controller else Symbol.NONE,
        actors=state.sides,
        pattern="x" if state.others else "/",
        others=state.others,
        **_besieged(state, holder.colour, record),
    )


def _besieged(state: State, holder: str, record: Record) -> dict[str, str]:
    """The ring of a siege: its main force, and its hue; nothing where there is none."""
    if state.status is not Status.BESIEGED:
        return {}
    besieger = record.actors[state.around[0]]
    return {"besieger": besieger.id, "siege": _told_from(holder, besieger.colour)}


def _told_from(holder: str, rival: str) -> str:
    """The rival's hue, or ink where both sides wear the same and the contest would not be seen."""
    return rival if rival != holder else INK


def translucent(colour: str, opacity: float) -> str:
    """Write a ``#rrggbb`` colour with an opacity, as Plotly reads it.

    >>> translucent("#4371cb", 0.5)
    'rgba(67,113,203,0.5)'
    """
    red, green, blue = rgb_of(colour)
    return f"rgba({red},{green},{blue},{round(opacity, 3):g})"


def mixed(colour: str, strength: float, ground: str = BARE) -> str:
    """Mix a colour with white, or with another ground; strength 1 leaves it as it is.

    >>> mixed("#000000", 0.5)
    '#808080'
    """
    both = zip(rgb_of(colour), rgb_of(ground), strict=True)
    return "#" + "".join(f"{round(below - (below - channel) * strength):02x}" for channel, below in both)


def is_dark(colour: str) -> bool:
    """Whether white letters are easier to read on a colour than dark ones, by its relative luminance.

    >>> is_dark("#4c4031"), is_dark("#80d7ff")
    (True, False)
    """
    return _luminance(rgb_of(colour)) < LUMINANCE_OF_EQUAL_CONTRAST


def legible(colour: str) -> str:
    """A hue as dark as type in it must be on paper: as it is, or deepened until it has a contrast of 4.5.

    >>> legible("#4c4031"), legible("#80d7ff")
    ('#4c4031', '#437085')
    """
    channels = rgb_of(colour)
    strength = 1.0
    while _luminance(tuple(channel * strength for channel in channels)) > LUMINANCE_OF_TYPE:
        strength -= 0.02
    return "#" + "".join(f"{round(channel * strength):02x}" for channel in channels)


def contrast(one: str, other: str) -> float:
    """How well one colour stands out from another, 1 to 21 (WCAG).

    >>> contrast("#ffffff", "#000000")
    21.0
    """
    darker, brighter = sorted(_luminance(rgb_of(colour)) for colour in (one, other))
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(channels: Sequence[float]) -> float:
    """How bright a colour is to the eye, 0 to 1."""
    linear = [(channel / 255) ** 2.2 for channel in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def rgb_of(colour: str) -> tuple[int, int, int]:
    """The red, green and blue of a ``#rrggbb`` colour, 0 to 255.

    >>> rgb_of("#4371cb")
    (67, 113, 203)
    """
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def unfollowed_look(seen: Filter, record: Record) -> Look:
    """How a commune that follows no place is drawn: as unknown, or left out, for no filter chooses it."""
    return look(None, record) if seen.is_empty else FADED
