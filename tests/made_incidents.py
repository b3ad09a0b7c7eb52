"""Incidents made for tests, in the manner of the data sets, and a record's folder into which they were imported.

None is an event of any data set.
"""

import csv
import random
import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path

from damaging import copied
from xlsxwriter import Workbook

from geodata.incidents.keeping import Origin, keep
from geodata.incidents.reading import GED_COLUMNS, Incident, Kind, Precise, Sheet, What
from geodata.record import Record

SIDES = (
    ("Government of Mali", "JNIM"),
    ("Government of Mali", "CSP"),
    ("JNIM", "IS"),
    ("IS", "Civilians"),
    ("JNIM", "Dozo of Nowhere"),
    ("Military Forces of Mali (2021-)", ""),
)
DAY, NUMBER = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"-?\d{1,9}(\.\d+)?")
FIRST, DAYS = date(2012, 1, 1), 4700


def an_incident(**differing: object) -> Incident:
    """One at Kidal on the day on which the army takes it, unless told otherwise."""
    usual = {
        "id": "made-1",
        "first": date(2023, 11, 14),
        "last": date(2023, 11, 14),
        "lat": 18.4434,
        "lon": 1.4092,
        "precise": Precise.POINT,
        "where": "Kidal town",
        "what": What.FIGHTING,
        "side_a": "Government of Mali",
        "side_b": "CSP",
        "deaths": 4,
    }
    return Incident(**usual | differing)


def many_incidents(count: int, record: Record) -> tuple[Incident, ...]:
    """Any number of them, spread over the years and around the places of the record; the same on every run."""
    chance = random.Random(count)
    places = [place for place in record.places.values() if place.lat is not None]
    made = []
    for number in range(count):
        place, first = chance.choice(places), FIRST + timedelta(days=chance.randrange(DAYS))
        slack = timedelta(days=chance.choice((0, 0, 0, 0, 6, 30)))
        side_a, side_b = chance.choice(SIDES)
        away = chance.choice((0, 0.05, 0.4))
        made.append(
            an_incident(
                id=f"made-{number}",
                first=first,
                last=first + slack,
                lat=round(place.lat + chance.uniform(-away, away), 4),
                lon=round(place.lon + chance.uniform(-away, away), 4),
                precise=chance.choice((Precise.POINT, Precise.POINT, Precise.NEAR, Precise.AREA)),
                where=f"Village {chance.randrange(500)}",
                what=chance.choice(list(What)),
                side_a=side_a,
                side_b=side_b,
                deaths=chance.randrange(12),
            )
        )
    return tuple(sorted(made, key=lambda one: (one.first, one.id)))


def origin_of(incidents: tuple[Incident, ...], kind: Kind = Kind.GED) -> Origin:
    """Where made incidents say that they are from."""
    return Origin(kind, "made.csv", "made", date(2026, 11, 1), "", "0123456789ab", len(incidents))


def imported_into(folder: Path, incidents: tuple[Incident, ...], kind: Kind = Kind.GED) -> Path:
    """A folder with a copy of the record, made if it is not there, into which incidents were imported."""
    if not folder.exists():
        copied(folder)
    keep(folder, Sheet(kind, incidents, 0, 0, "0123456789ab"), origin_of(incidents, kind))
    return folder


GED_NUMBERS = {What.FIGHTING: "1", What.AGAINST_CIVILIANS: "3", What.OTHER: "9"}


def as_ged(incidents: Iterable[Incident]) -> bytes:
    """The file that UCDP would make of incidents; of kinds that it does not tell apart there may be none."""
    written = StringIO()
    table = csv.DictWriter(written, GED_COLUMNS)
    table.writeheader()
    for one in incidents:
        row = {
            "id": one.id,
            "type_of_violence": GED_NUMBERS[one.what],
            "side_a": one.side_a,
            "side_b": one.side_b,
            "where_prec": {Precise.POINT: "1", Precise.NEAR: "2", Precise.AREA: "4"}[one.precise],
            "where_coordinates": one.where,
            "latitude": one.lat,
            "longitude": one.lon,
            "date_prec": "1",
            "date_start": one.first,
            "date_end": one.last,
            "country": "Mali",
            "best": one.deaths,
        }
        table.writerow(row)
    return written.getvalue().encode()


def as_workbook(table: bytes) -> bytes:
    """A table of CSV as Excel saves it, with its dates and numbers as such."""
    written = BytesIO()
    with Workbook(written) as book:
        sheet, as_day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(csv.reader(StringIO(table.decode()))):
            for column, cell in enumerate(row):
                if DAY.fullmatch(cell):
                    sheet.write_datetime(number, column, datetime.fromisoformat(cell), as_day)
                elif NUMBER.fullmatch(cell):
                    sheet.write_number(number, column, float(cell))
                else:
                    sheet.write_string(number, column, cell)
    return written.getvalue()
