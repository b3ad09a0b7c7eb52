"""Turning points of the thirteen years: each a day, a place, two days to compare, a frame, and two sentences.

The sentences say what the events and claims of the record say, and no more.
"""

from dataclasses import dataclass
from datetime import date

from dashboard.asked.frame import Frame
from dashboard.text import Text
from geodata.record import Record

THE_NORTH = Frame(-4.2, 15.0, 3.8, 20.8)
AROUND_KIDAL = Frame(0.1, 17.7, 2.7, 19.5)
THE_MASSIF = Frame(0.2, 18.9, 2.3, 20.4)
AROUND_MENAKA = Frame(1.3, 15.1, 3.7, 16.9)
MENAKA_REGION = Frame(1.0, 14.9, 4.5, 17.6)
THE_NORTH_EAST = Frame(1.7, 19.1, 4.1, 20.7)


@dataclass(frozen=True, slots=True)
class Preset:
    """One turning point, in one language."""

    id: str
    name: str
    on: date
    """The day on which the map opens."""
    place: str
    """The place whose card opens."""
    after: date
    """The earlier day of a comparison across it."""
    until: date
    """The later day of a comparison across it."""
    frame: Frame
    told: tuple[str, str]

    @property
    def subject(self) -> str:
        """What it is about: its name without the date, which stands after the comma."""
        return self.name.rpartition(",")[0]


def presets(text: Text) -> tuple[Preset, ...]:
    """The turning points in the order of time."""
    return (*_first_years(text), *_last_years(text))


def presets_of(record: Record, text: Text) -> tuple[Preset, ...]:
    """Those of a record's days and places; of one as known on a day, those that were over by then."""
    period, known_on = record.period, record.known_on
    return tuple(
        preset
        for preset in presets(text)
        if preset.after in period and preset.until in period and preset.place in record.places
        if known_on is None or preset.until <= known_on
    )


def _first_years(text: Text) -> tuple[Preset, ...]:
    return (
        Preset(
            "north-2012",
            text("Fall of the north, 2012"),
            date(2012, 4, 1),
            "timbuktu",
            date(2012, 1, 16),
            date(2012, 4, 6),
            THE_NORTH,
            (
                text("The army loses Kidal on 30 March 2012, Gao on 31 March and Timbuktu on 1 April."),
                text("On 6 April the MNLA proclaims an independent state; no state recognises it."),
            ),
        ),
        Preset(
            "serval-2013",
            text("Serval, 2013"),
            date(2013, 1, 30),
            "kidal",
            date(2013, 1, 10),
            date(2013, 2, 9),
            THE_NORTH,
            (
                text("Gao is retaken on 26 January 2013 and Timbuktu airport on the 28th."),
                text("On 30 January French troops take Kidal airport while the MNLA is in the town."),
            ),
        ),
        Preset(
            "tigharghar-2013",
            text("Adrar Tigharghar, 2013"),
            date(2013, 2, 18),
            "adrar-tigharghar",
            date(2013, 2, 17),
            date(2013, 3, 31),
            THE_MASSIF,
            (
                text("French and Chadian troops clear the Ametettai valley and the massif from 18 February 2013."),
                text("From about July AQIM is there again and contested, on weaker evidence."),
            ),
        ),
        Preset(
            "kidal-2014",
            text("Kidal, May 2014"),
            date(2014, 5, 21),
            "kidal",
            date(2014, 5, 16),
            date(2014, 5, 23),
            AROUND_KIDAL,
            (
                text("On 21 May 2014 the army attacks, fails and loses Kidal."),
                text("A truce of 23 May leaves the rebels in Kidal and Ménaka."),
            ),
        ),
        Preset(
            "menaka-2015",
            text("Ménaka, 2015"),
            date(2015, 4, 27),
            "menaka",
            date(2015, 4, 26),
            date(2015, 6, 20),
            AROUND_MENAKA,
            (
                text("On 27 April 2015 pro-government GATIA and MAA fighters seize Ménaka from the CMA."),
                text("From 19 June the army holds the town, contested by the Platform."),
            ),
        ),
    )


def _last_years(text: Text) -> tuple[Preset, ...]:
    return (
        Preset(
            "islamic-state-2022",
            text("Islamic State offensive, 2022"),
            date(2022, 3, 8),
            "menaka-rural",
            date(2022, 3, 7),
            date(2023, 6, 30),
            MENAKA_REGION,
            (
                text("A long campaign starts in Ménaka region on 8 March 2022."),
                text("By mid-2023 it leaves most of the region outside the town to the group."),
            ),
        ),
        Preset(
            "tidermene-2023",
            text("Tidermène, 2023"),
            date(2023, 4, 10),
            "tidermene",
            date(2023, 4, 9),
            date(2023, 6, 30),
            MENAKA_REGION,
            (
                text("Islamic State enters Tidermène without a fight on 10 April 2023."),
                text("It surrounds Ménaka, and its war with JNIM turns in its favour."),
            ),
        ),
        Preset(
            "un-bases-2023",
            text("The UN bases, 2023"),
            date(2023, 8, 13),
            "un-ber",
            date(2023, 8, 1),
            date(2023, 12, 31),
            THE_NORTH,
            (
                text("From Ber on, in August 2023, the army moves straight into camps the UN leaves."),
                text("In October rebels move into those of Aguelhok and Kidal; the quarrel has become open war."),
            ),
        ),
        Preset(
            "kidal-2023",
            text("Kidal, November 2023"),
            date(2023, 11, 14),
            "kidal",
            date(2023, 10, 1),
            date(2023, 12, 31),
            AROUND_KIDAL,
            (
                text("The army and Wagner enter a largely deserted Kidal on 14 November 2023."),
                text("The town had been in rebel hands since 2012, but for a shared rule in 2013-2014."),
            ),
        ),
        Preset(
            "tinzaouaten-2024",
            text("Tinzaouaten, 2024"),
            date(2024, 7, 25),
            "tinzaouaten",
            date(2024, 7, 24),
            date(2024, 7, 31),
            THE_NORTH_EAST,
            (
                text("Rebels, then JNIM, hit an army and Wagner column near the Algerian border, 25 to 27 July 2024."),
                text("Its losses are heavy and the tolls disputed."),
            ),
        ),
    )
