"""The words the record may use, each with what it means.

Every closed list of a table is an enum here; a value outside it is a fault, never a new category.
The labels a reader sees are not here but in ``dashboard/text``; these are the values in the tables.
"""

from enum import StrEnum


class Camp(StrEnum):
    """The side an actor stands on, in the broadest useful sense."""

    STATE = "state"
    """The Malian state, its armed forces and their foreign auxiliaries."""
    ARMED_MOVEMENT = "armed movement"
    """Separatist or autonomist movements of the north, signatories of 2015 or their forebears."""
    PRO_STATE_MILITIA = "pro-state militia"
    """Movements that fight beside the state without being its army."""
    JIHADIST = "jihadist"
    """Groups of the al-Qaeda and Islamic State families."""
    INTERNATIONAL = "international"
    """Foreign armies and United Nations forces."""


class PlaceKind(StrEnum):
    """What sort of place a claim is about."""

    TOWN = "town"
    """A cercle seat or larger."""
    VILLAGE = "village"
    """A smaller settlement."""
    CROSSING = "crossing"
    """A border post or crossroads, lived in or not."""
    MASSIF = "massif"
    """A mountain area, drawn with an indicative outline."""
    RURAL_AREA = "rural area"
    """Country around a town that had another holder than the town."""
    UN_BASE = "UN base"
    """A camp of the UN mission MINUSMA."""
    FRENCH_BASE = "French base"
    """A base of operations Serval and Barkhane."""
    ARMY_CAMP = "army camp"
    """A camp of the Malian army with a history of its own."""

    @property
    def is_base(self) -> bool:
        """Whether the place is a military site with a row in the table of bases."""
        return self in (PlaceKind.UN_BASE, PlaceKind.FRENCH_BASE, PlaceKind.ARMY_CAMP)


class Status(StrEnum):
    """How the place is held."""

    HELD = "held"
    """One controller; no other force contests the place itself."""
    BESIEGED = "besieged"
    """One controller inside; a rival rings the place, or stops all or nearly all of its roads."""
    CONTESTED = "contested"
    """At least one hostile or rival force is in the place or fights for it."""
    UNKNOWN = "unknown"
    """No source says who held it. Neither control nor its lack."""

    @property
    def is_held(self) -> bool:
        """Whether one force alone has the place, ringed by a rival or not."""
        return self in (Status.HELD, Status.BESIEGED)


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    """The source gives the day."""
    MONTH = "month"
    """The month is known; the day is a placeholder."""
    SEASON = "season"
    """About then, within some weeks; drawn soft."""
    YEAR = "year"
    """Only the year is known; drawn soft."""

    @property
    def is_soft(self) -> bool:
        """Whether the date is said as "about" and drawn without a hard edge."""
        return self is not Precision.DAY


class OpeningPrecision(StrEnum):
    """How exactly the opening of a base is known."""

    DAY = "day"
    """The source gives the day."""
    MONTH = "month"
    """The month is known."""
    YEAR = "year"
    """Only the year is known."""
    BY = "by"
    """No later than the date: the first day on which a source attests the base."""


class Reliability(StrEnum):
    """Admiralty grade of a source, judged apart from what it says. F is not bad, it is unjudged."""

    A = "A"
    """Completely reliable: accountable records of UN bodies, legal texts, reference data sets."""
    B = "B"
    """Usually reliable: agencies and broadcasters with own reporters, established research."""
    C = "C"
    """Fairly reliable: national and specialised press, named reprints, a party on its own acts."""
    D = "D"
    """Not usually reliable: tertiary, unsigned or machine-read text."""
    E = "E"
    """Unreliable: serves a side, or known for fabrications."""
    F = "F"
    """Reliability cannot be judged."""


class Credibility(StrEnum):
    """Admiralty grade of a claim. 6 is not bad, it is unjudged."""

    CONFIRMED = "1"
    """Confirmed by independent sources, a good one among them."""
    PROBABLE = "2"
    """Probably true: two independent sources."""
    POSSIBLE = "3"
    """Possibly true: one good source, or several weak ones."""
    DOUBTFUL = "4"
    """Doubtful: one weak source, or only the word of a party for itself."""
    IMPROBABLE = "5"
    """Improbable: contradicted by better sources."""
    UNJUDGED = "6"
    """Cannot be judged: inferred from elsewhere, or no source."""


class EventCategory(StrEnum):
    """What sort of event it is."""

    CONFLICT = "conflict"
    """Fighting, an attack or a siege."""
    CONTROL = "control"
    """A place changes hands."""
    POLITICS = "politics"
    """Government, coups, votes."""
    AGREEMENT = "agreement"
    """Accords, truces and their end."""
    UN = "un"
    """Decisions of the UN and steps of its mission."""
    INTERNATIONAL = "international"
    """Foreign states, armies and alliances."""
    BASE = "base"
    """A base is opened, left or handed over."""
    ARMED_GROUP = "armed_group"
    """A group is formed, merged, renamed or loses its leader."""
    HUMANITARIAN = "humanitarian"
    """People displaced, cut off or in need, and who counted them."""


class Support(StrEnum):
    """What a source bears out of a claim. Only the first, and a contest or ring where the claim is one, is counted."""

    HOLDER = "holder"
    """Who holds the place, or held it then."""
    PRESENCE = "presence"
    """That another force is in the place."""
    RING = "ring"
    """That a force rings the place or stops its roads."""
    CONTEST = "contest"
    """That rivals are in the place or fight for it."""
    DATE = "date"
    """The day, month or year of the claim."""
    CONTEXT = "context"
    """Something about the place or the time, and none of these."""
    CONTRADICTS = "contradicts"
    """Something else than the claim: it lowers the grade, and is shown."""


class Nearness(StrEnum):
    """How near in time what a source says is to the first day of the claim."""

    SAME = "same"
    """Of the same weeks."""
    YEAR = "year"
    """Of the same year, or within about a year."""
    FAR = "far"
    """Farther away: it does not count."""


class Reading(StrEnum):
    """How much of a source was seen when it was judged."""

    FULL = "full"
    """The whole text."""
    EXCERPT = "excerpt"
    """A part of it."""
    TITLE = "title"
    """Its title, or what others say of it."""


class AssessorKind(StrEnum):
    """Who it is that says who held a place, beside us."""

    ORGANISATION = "organisation"
    """An institution or publisher that maps or reports on the war."""
    PARTY = "party"
    """A party to the war: its word for itself."""
    DESK = "desk"
    """A desk or analyst of one's own."""


class AssessmentForm(StrEnum):
    """What an assessor published. A map is a fact about its maker: no claim may cite it."""

    MAP = "map"
    """A map of control, with the text beside it."""
    REPORT = "report"
    """A text that says who holds the place."""
    STATEMENT = "statement"
    """A communiqué, or words spoken for a party."""
    DATA = "data"
    """A data set of positions."""


class Opinion(StrEnum):
    """How far an assessor agrees with our claim: the five steps of a STIX 2.1 opinion."""

    STRONGLY_AGREE = "strongly-agree"
    """The same holder, held in the same way."""
    AGREE = "agree"
    """The same holder, held in another way."""
    NEUTRAL = "neutral"
    """One of the two names no holder, and the other contradicts nothing of it."""
    DISAGREE = "disagree"
    """Another holder, who in the other account contests the place."""
    STRONGLY_DISAGREE = "strongly-disagree"
    """Another holder, of whom the other account says nothing there."""


class Symbol(StrEnum):
    """The small sign inside a marker that tells the camp of the holder without colour."""

    NONE = "none"
    """No sign."""
    DOT = "dot"
    """A dot."""
    CROSS = "cross"
    """An upright cross."""
    X = "x"
    """A slanting cross."""
    BAR = "bar"
    """A horizontal bar."""
