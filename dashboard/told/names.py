"""What a filter, and each thing that it may choose, is called."""

from dashboard.text import Text
from geodata.entities import Place
from geodata.record import Record
from geodata.selection import Filter
from geodata.vocabulary import Camp, PlaceKind

MOST_NAMED = 6
"""Names that a title says of a filter; it is asked for more than that only by who wants nearly everything."""


def filter_in_words(seen: Filter, record: Record, text: Text) -> list[str]:
    """A filter in words, a phrase for each part that leaves something out."""
    parts = [
        (
            _actors(seen, record, text),
            [text.of(actor.short) for actor in record.actors.values() if actor.id in seen.actors],
        ),
        (text("camps"), [camp_name(camp, text) for camp in Camp if camp in seen.camps]),
        (text("regions"), sorted(region_name(region, record, text) for region in seen.regions)),
        (text("kinds of place"), [kind_name(kind, text) for kind in PlaceKind if kind in seen.kinds]),
    ]
    return [text("{what}: {names} only", what=what, names=_few(names, text)) for what, names in parts if names]


def _actors(seen: Filter, record: Record, text: Text) -> str:
    """What stands before the actors of a filter: whether they are asked for with the other names of their lines."""
    if all(record.lines[name] == {name} for name in seen.actors):
        return text("actors")
    return text("actors, these names alone") if seen.alone else text("actors and their lines")


def lines_in_words(seen: Filter, record: Record, text: Text) -> list[str]:
    """Whom the chosen actors stand for, a sentence for each line that has more than one name."""
    lines = dict.fromkeys(record.lines[name] for name in record.actors if name in seen.actors)
    return [
        text(
            "{names}: one line, the same fighters under changing names.",
            names=", ".join(text.of(actor.short) for actor in record.actors.values() if actor.id in line),
        )
        for line in lines
        if len(line) > 1
    ]


def _few(names: list[str], text: Text) -> str:
    """Names in a row; of many the first, and how many more there are."""
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return text("{names} and {count} more", names=", ".join(names[: MOST_NAMED - 1]), count=len(names) - MOST_NAMED + 1)


def region_name(region: str, record: Record, text: Text) -> str:
    """A region's name in the page's language; the tables have the English one."""
    regions = record.layers["regions"]
    names = dict(zip(regions["name_en"], regions[f"name_{text.language}"], strict=True))
    return names.get(region, region)


ARTICLES = {
    "adrar": "l’",
    "base": "la ",
    "camp": "le ",
    "emprise": "l’",
    "gourma": "le ",
    "quartier": "le ",
    "route": "la ",
    "région": "la ",
    "super": "le ",
}
"""The French article of a place that is called by a common noun or a massif, by its first word."""
PROPER = ("adrar", "gourma")
"""Those of these words that keep their capital."""


def with_article(place: Place, text: Text) -> str:
    """A place's name within a sentence: ``the UN camp at Ber``, ``la base française de Gao``."""
    name, is_settled = text.of(place.name), place.kind in (PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.CROSSING)
    first = name.split(" ", maxsplit=1)[0].lower()
    if is_settled:
        return name
    if text.language == "fr":
        article = ARTICLES.get(first, "")
        return f"{article}{name}" if first in PROPER or not article else f"{article}{name[0].lower()}{name[1:]}"
    takes_one = first in ("un", "french") if place.kind.is_base else "(" not in name
    return f"the {name}" if takes_one else name


def camp_name(camp: Camp, text: Text) -> str:
    """What a camp is called."""
    return {
        Camp.STATE: text("State"),
        Camp.ARMED_MOVEMENT: text("Armed movement"),
        Camp.PRO_STATE_MILITIA: text("Pro-state militia"),
        Camp.JIHADIST: text("Jihadist group"),
        Camp.INTERNATIONAL: text("International force"),
    }[camp]


def kind_name(kind: PlaceKind, text: Text) -> str:
    """What a kind of place is called."""
    return {
        PlaceKind.TOWN: text("Town"),
        PlaceKind.VILLAGE: text("Village"),
        PlaceKind.CROSSING: text("Border crossing"),
        PlaceKind.MASSIF: text("Massif"),
        PlaceKind.RURAL_AREA: text("Rural area"),
        PlaceKind.UN_BASE: text("UN base"),
        PlaceKind.FRENCH_BASE: text("French base"),
        PlaceKind.ARMY_CAMP: text("Army camp"),
    }[kind]
