"""What the browser looks up to draw the incidents of other data sets: columns of equal length, the earliest first."""

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from dashboard.agreed.payload import Incidents, SaysOfIncidents, SidesOfIncident
from dashboard.figures.incidents import incident_look
from dashboard.text import Text
from dashboard.told.incidents import credits_in_words, precise_in_words, sides_in_words, what_in_words
from geodata.incidents.keeping import DataSet
from geodata.incidents.reading import Precise, What
from geodata.record import Record

DECIMALS = 4
"""Of a degree: ten metres."""
Value = TypeVar("Value", bound=Hashable)


def incident_columns(data_sets: Sequence[DataSet], record: Record, text: Text) -> Incidents:
    """The incidents of some data sets."""
    rows = sorted(
        ((one, number) for number, (_, incidents) in enumerate(data_sets) for one in incidents),
        key=lambda row: (row[0].first, row[0].id),
    )
    found, begins = [one for one, _ in rows], record.period.first.toordinal()
    sides, sides_of = _numbered((one.side_a, one.side_b) for one in found)
    wheres, where_of = _numbered(one.where for one in found)
    kinds, exact = list(What), list(Precise)
    return {
        "credit": credits_in_words([origin for origin, _ in data_sets], "{days}", text),
        "sets": [origin.name for origin, _ in data_sets],
        "longest": max(((one.last - one.first).days for one in found), default=0),
        "first": [one.first.toordinal() - begins for one in found],
        "last": [one.last.toordinal() - begins for one in found],
        "lon": [round(one.lon, DECIMALS) for one in found],
        "lat": [round(one.lat, DECIMALS) for one in found],
        "precise": [exact.index(one.precise) for one in found],
        "what": [kinds.index(one.what) for one in found],
        "sides": sides_of,
        "where": where_of,
        "deaths": [one.deaths for one in found],
        "of": [number for _, number in rows],
        "id": [one.id for one in found],
        "allSides": [_sides(*pair, record, text) for pair in sides],
        "wheres": wheres,
        "whats": [what_in_words(what, text) for what in kinds],
        "says": _says(text),
    }


def _numbered(values: Iterable[Value]) -> tuple[list[Value], list[int]]:
    """Each value once, and for each row the number of its own."""
    numbers: dict[Value, int] = {}
    rows = [numbers.setdefault(value, len(numbers)) for value in values]
    return list(numbers), rows


def _sides(side_a: str, side_b: str, record: Record, text: Text) -> SidesOfIncident:
    look, actors = incident_look(side_a, side_b, record), list(record.actors)
    return {
        "said": sides_in_words(side_a, side_b, text),
        "colour": look.colour,
        "other": look.other,
        "actors": [actors.index(name) for name in look.actors],
    }


def _says(text: Text) -> SaysOfIncidents:
    places = {name: f"{{{name}}}" for name in ("when", "what", "sides", "where", "precise", "deaths", "source")}
    return {
        "line": text("{when}: {what}, {sides}. {where} ({precise}). Deaths by its count: {deaths}. {source}", **places),
        "between": text("between {first} and {last}", first="{first}", last="{last}"),
        "precise": [precise_in_words(precise, text) for precise in Precise],
        "drawn": text(
            "Incidents of other data sets, {first} to {last}: {drawn} in sight",
            first="{first}",
            last="{last}",
            drawn="{drawn}",
        ),
        "counted": text("{count} placed only in a district, not drawn", count="{count}"),
        "more": text("and {count} more", count="{count}"),
        "unknown": text("Grey: a side that this record does not know"),
    }
