"""From a sheet to incidents: recognised by its columns, every row kept or named, and refused in words if it is neither.

UCDP: the Georeferenced Event Dataset and its monthly Candidate (CC BY 4.0). ACLED: an export of the user's own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from geodata.faults import Fault
from geodata.incidents.sheets import (
    LARGEST,
    MOST_ROWS,
    RefusedError,
    day_of,
    missing,
    month_first,
    number_of,
    parsed,
    read_sheet,
)

MOST_TOLD = 20
"""Faults that are named one by one; the others are counted."""
MALI = "mali"
CANDIDATE = re.compile(r"candidate|v?\d+[._]0[._]\d+")
"""What the name of a file of the Candidate has: the word, or a version whose second figure is 0."""


class Kind(StrEnum):
    """Which data set a file is from."""

    GED = "ucdp-ged"
    """UCDP Georeferenced Event Dataset."""
    CANDIDATE = "ucdp-candidate"
    """UCDP Candidate: the months since the last release, not yet settled."""
    ACLED = "acled"
    """Armed Conflict Location & Event Data."""


class Precise(StrEnum):
    """How exactly an incident is placed."""

    POINT = "point"
    """At the place itself."""
    NEAR = "near"
    """Within some 25 km of a place that is named."""
    AREA = "area"
    """Somewhere in a district or region: no dot may be drawn."""


class What(StrEnum):
    """What happened, as far as it can speak of control."""

    FIGHTING = "fighting"
    """Two armed forces fight each other."""
    REGAINED = "regained"
    """A government regains territory."""
    OVERTAKEN = "overtaken"
    """A force that is none takes territory, fighting or not."""
    AGAINST_CIVILIANS = "against civilians"
    """Violence against people who do not fight back."""
    OTHER = "other"
    """Anything else: strikes from afar, protests, and what the data set calls strategic."""


@dataclass(frozen=True, slots=True)
class Incident:
    """One row of an event file."""

    id: str
    first: date
    last: date
    """Both days included."""
    lat: float
    lon: float
    """WGS 84."""
    precise: Precise
    where: str
    """The place as the data set names it."""
    what: What
    side_a: str
    side_b: str
    """As the data set spells them; the second is empty where nobody fights back."""
    deaths: int
    """The data set's best estimate."""

    @property
    def content(self) -> str:
        """Twelve hex digits that change with anything of the row."""
        return sha256(repr(tuple(map(str, self._cells()))).encode()).hexdigest()[:12]

    def _cells(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds."""

    kind: Kind
    incidents: tuple[Incident, ...]
    elsewhere: int
    """Rows of other countries, which are left."""
    doubled: int
    """Rows that stand in the file twice, word for word; each is kept once."""
    digest: str
    """Twelve hex digits over the bytes of the file."""


GED_COLUMNS = (
    *("id", "type_of_violence", "side_a", "side_b", "where_prec", "where_coordinates", "latitude", "longitude"),
    *("date_prec", "date_start", "date_end", "country", "best"),
)
ACLED_COLUMNS = (
    *("event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1", "actor2", "country"),
    *("location", "latitude", "longitude", "geo_precision", "fatalities"),
)
OF_KIND = {"ucdp": GED_COLUMNS, "acled": ACLED_COLUMNS}
"""The columns by which each is recognised, whatever else there is and in whatever order."""
GED_PRECISE = {1: Precise.POINT, 2: Precise.NEAR}
ACLED_PRECISE = {1: Precise.POINT, 2: Precise.NEAR}
GED_WHAT = {1: What.FIGHTING, 2: What.FIGHTING, 3: What.AGAINST_CIVILIANS}
ACLED_WHAT = {
    "government regains territory": What.REGAINED,
    "non-state actor overtakes territory": What.OVERTAKEN,
    "non-violent transfer of territory": What.OVERTAKEN,
    "armed clash": What.FIGHTING,
}
ACLED_SLACK = {1: timedelta(0), 2: timedelta(days=3), 3: timedelta(days=15)}
"""How far the day of an ACLED event may be off by its time precision: none, within the week, within the month."""


def read_incidents(path: Path) -> Sheet:
    """Read an event file.

    Raises
    ------
    RefusedError
        If it is something else, or any of its rows cannot be read: nothing is lost in silence.
    """
    return _sheet(path.name, path.read_bytes() if path.is_file() else b"", *read_sheet(path))


def parse_incidents(name: str, data: bytes, largest: int = LARGEST) -> Sheet:
    """Read the bytes of an event file; as :func:`read_incidents`.

    ``largest`` is how many bytes a workbook may have once it is unpacked.
    """
    return _sheet(name, data, *parsed(name, data, largest))


def _sheet(name: str, data: bytes, header: list[str], rows: list[list[str]]) -> Sheet:
    family = _recognised(name, header)
    if len(rows) > MOST_ROWS:
        raise RefusedError.of(name, f"{len(rows)} rows", f"at most {MOST_ROWS}")
    names = [column.lower() for column in header]
    found, faults, elsewhere = {}, [], 0
    dates = [column for column in ("date_start", "date_end", "event_date") if column in names]
    months_first = month_first(row[names.index(column)] for row in rows for column in dates if len(row) == len(names))
    doubled = 0
    for line, row in enumerate(rows, 2):
        if len(row) != len(names):
            faults.append(Fault(name, line, "row", f"{len(row)} cells", f"{len(names)} cells, as in the header"))
            continue
        cells = dict(zip(names, row, strict=True))
        if cells["country"].strip().lower() != MALI:
            elsewhere += 1
            continue
        try:
            one = (_ged if family == "ucdp" else _acled)(cells, months_first)
        except ValueError as error:
            faults.append(Fault(name, line, "row", str(error), "a row as the data set gives it"))
            continue
        if one.id in found and found[one.id] != one:
            faults.append(Fault(name, line, "id", f"'{one.id}' again, with other cells", "each id once"))
        doubled += one.id in found
        found[one.id] = one
    if faults:
        more = (
            [Fault(name, 0, "file", f"{len(faults) - MOST_TOLD} more faults", "none")]
            if len(faults) > MOST_TOLD
            else []
        )
        raise RefusedError([*faults[:MOST_TOLD], *more])
    if not found:
        raise RefusedError.of(name, f"no event in Mali among {len(rows)} rows", "an event file with events in Mali")
    is_candidate = family == "ucdp" and CANDIDATE.search(name.lower()) is not None
    kind = Kind.ACLED if family == "acled" else Kind.CANDIDATE if is_candidate else Kind.GED
    ordered = tuple(sorted(found.values(), key=lambda one: (one.first, one.id)))
    return Sheet(kind, ordered, elsewhere, doubled, sha256(data).hexdigest()[:12])


def _recognised(name: str, header: Sequence[str]) -> str:
    lacking = {family: missing(header, columns) for family, columns in OF_KIND.items()}
    for family, columns in lacking.items():
        if not columns:
            return family
    family = min(lacking, key=lambda one: len(lacking[one]) / len(OF_KIND[one]))
    if len(lacking[family]) < len(OF_KIND[family]) * 0.7:
        found = f"a header like that of {family.upper()}, without {', '.join(lacking[family])}"
    else:
        found = f"the columns {', '.join(header)[:120]}"
    allowed = f"UCDP GED or Candidate ({', '.join(GED_COLUMNS)}) or ACLED ({', '.join(ACLED_COLUMNS)})"
    raise RefusedError.of(name, found, allowed, 1, "header")


def _ged(cells: Mapping[str, str], months_first: bool | None) -> Incident:
    first, last = (day_of(cells[name], months_first) for name in ("date_start", "date_end"))
    if last < first:
        raise ValueError(f"date_end {last} before date_start {first}")
    return Incident(
        id=_id(cells["id"]),
        first=first,
        last=last,
        **_at(cells),
        precise=GED_PRECISE.get(_whole(cells, "where_prec"), Precise.AREA),
        where=cells["where_coordinates"].strip(),
        what=GED_WHAT.get(_whole(cells, "type_of_violence"), What.OTHER),
        side_a=cells["side_a"].strip(),
        side_b=cells["side_b"].strip(),
        deaths=_whole(cells, "best"),
    )


def _acled(cells: Mapping[str, str], months_first: bool | None) -> Incident:
    day = day_of(cells["event_date"], months_first)
    slack = ACLED_SLACK.get(_whole(cells, "time_precision"), ACLED_SLACK[3])
    what = ACLED_WHAT.get(cells["sub_event_type"].strip().lower(), What.OTHER)
    if what is What.OTHER and cells["event_type"].strip().lower() == "violence against civilians":
        what = What.AGAINST_CIVILIANS
    return Incident(
        id=_id(cells["event_id_cnty"]),
        first=day - slack,
        last=day + slack,
        **_at(cells),
        precise=ACLED_PRECISE.get(_whole(cells, "geo_precision"), Precise.AREA),
        where=cells["location"].strip(),
        what=what,
        side_a=cells["actor1"].strip(),
        side_b=cells["actor2"].strip(),
        deaths=_whole(cells, "fatalities"),
    )


def _at(cells: Mapping[str, str]) -> dict[str, float]:
    lat, lon = number_of(cells["latitude"]), number_of(cells["longitude"])
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"no position: latitude '{cells['latitude']}', longitude '{cells['longitude']}'")
    return {"lat": lat, "lon": lon}


def _id(cell: str) -> str:
    plain = cell.strip()
    if not plain:
        raise ValueError("no id")
    return plain.removesuffix(".0")


def _whole(cells: Mapping[str, str], name: str) -> int:
    number = number_of(cells[name])
    if number is None:
        raise ValueError(f"no {name}")
    return int(number)
