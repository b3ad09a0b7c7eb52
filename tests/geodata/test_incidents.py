"""Event files: every trap of how people save them, what is kept, and what they say of our claims.

All rows here were made for these tests, in the manner of the data sets; none is an event of theirs.
"""

import csv
import re
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO, StringIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_incidents import as_workbook
from openpyxl.utils import get_column_letter

from geodata.__main__ import main
from geodata.incidents.keeping import difference, kept
from geodata.incidents.matching import match
from geodata.incidents.reading import (
    ACLED_COLUMNS,
    GED_COLUMNS,
    Incident,
    Kind,
    Precise,
    What,
    parse_incidents,
    read_incidents,
)
from geodata.incidents.sheets import RefusedError, day_of, month_first, number_of
from geodata.incidents.sides import PATTERNS, actors_of
from geodata.incidents.verdicts import Verdict, verdict_of
from geodata.incidents.worklist import Matter, check
from geodata.timeline import Timeline

GED = {
    "id": "900001",
    "type_of_violence": "1",
    "side_a": "Government of Mali",
    "side_b": "CSP",
    "where_prec": "1",
    "where_coordinates": "Kidal town",
    "latitude": "18.4434",
    "longitude": "1.4092",
    "date_prec": "1",
    "date_start": "2023-11-12",
    "date_end": "2023-11-12",
    "country": "Mali",
    "best": "4",
}
ACLED = {
    "event_id_cnty": "MLI90001",
    "event_date": "14 November 2023",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Government regains territory",
    "actor1": "Military Forces of Mali (2021-)",
    "actor2": "CSP-PSD: Permanent Strategic Framework",
    "country": "Mali",
    "location": "Kidal",
    "latitude": "18.4434",
    "longitude": "1.4092",
    "geo_precision": "1",
    "fatalities": "3",
}


def saved(*rows, separator=",", encoding="utf-8"):
    text = StringIO()
    made = csv.DictWriter(text, fieldnames=list(rows[0]), delimiter=separator)
    made.writeheader()
    made.writerows(rows)
    return text.getvalue().encode(encoding)


SAVED = {
    "as it comes": saved(GED),
    "with a byte order mark": saved(GED, encoding="utf-8-sig"),
    "in the letters of Windows": saved(GED | {"where_coordinates": "Kidal cité"}, encoding="cp1252"),
    "in sixteen bits": saved(GED, encoding="utf-16"),
    "with semicolons and decimal commas": saved(GED | {"latitude": "18,4434", "longitude": "1,4092"}, separator=";"),
    "with tabs": saved(GED, separator="\t"),
    "with a clock at its dates": saved(GED | {"date_start": "2023-11-12 00:00:00.000", "date_end": "2023-11-12"}),
    "with the days of a workbook": saved(GED | {"date_start": "45242", "date_end": "45242.0"}),
    "with points in whole numbers": saved(GED | {"id": "900001.0", "best": "4.0", "where_prec": "1.0"}),
    "with more columns, in another order": saved({"relid": "x", **dict(reversed(GED.items())), "notes": 'a "b", c'}),
    "with capitals": saved({name.upper(): cell for name, cell in GED.items()}),
    "twice the same row": saved(GED, GED),
    "with other countries": saved(GED, GED | {"id": "2", "country": "Niger"}),
}


@pytest.mark.parametrize("how", SAVED)
def test_however_it_was_saved_the_same_incident_is_read(how):
    sheet = parse_incidents("ged.csv", SAVED[how])
    [one] = sheet.incidents
    assert (one.id, one.first, one.deaths, one.precise) == ("900001", date(2023, 11, 12), 4, Precise.POINT)
    assert (one.lat, one.lon) == (18.4434, 1.4092)
    assert sheet.doubled == (how == "twice the same row")
    assert sheet.elsewhere == (how == "with other countries")


def test_a_workbook_is_read_with_its_real_dates_and_numbers(tmp_path):
    (tmp_path / "ged.xlsx").write_bytes(as_workbook(saved(GED)))
    assert read_incidents(tmp_path / "ged.xlsx").incidents == parse_incidents("ged.csv", saved(GED)).incidents


SHEET = "xl/worksheets/sheet1.xml"


def remade(part: str, change: Callable[[str], str]) -> bytes:
    """A workbook of one incident in which a part was written by somebody else."""
    made = BytesIO()
    with ZipFile(BytesIO(as_workbook(saved(GED)))) as whole, ZipFile(made, "w", ZIP_DEFLATED) as other:
        for name in whole.namelist():
            text = whole.read(name).decode()
            other.writestr(name, change(text) if name == part else text)
    return made.getvalue()


def with_rows(*rows: str) -> bytes:
    return remade(SHEET, lambda text: text.replace("</sheetData>", f"{''.join(rows)}</sheetData>"))


STRAY = '<row r="{row}"><c r="{column}{row}"><v>1</v></c></row>'
FAR_DOWN = [STRAY.format(row=row, column="A") for row in range(2, 20_000)]


def under_a_wide_header(text: str) -> str:
    """Twenty thousand rows of one cell, under a header of two hundred."""
    wide = "".join(f'<c r="{get_column_letter(column)}1"><v>{column}</v></c>' for column in range(1, 201))
    rows = f'<sheetData><row r="1">{wide}</row>{"".join(FAR_DOWN)}</sheetData>'
    return re.sub(r"<sheetData>.*</sheetData>", rows, text)


def swelling(text: str) -> str:
    """A cell whose text is ten thousand million letters once it is read."""
    named = (f"<!ENTITY {after} '{10 * f'&{before};'}'>" for before, after in pairwise("abcdefghij"))
    begun = text[text.index("<worksheet") :].replace("<v>1</v>", "<v>&j;</v>")
    return f"<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'>{''.join(named)}]>{begun}"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04rest", "no readable sheet"),
        (with_rows(STRAY.format(row=3, column="BXX")), "more than 200 columns"),
        (with_rows(STRAY.format(row=2_000_000_000, column="A")), "more than 1000000 rows"),
        (with_rows(*(STRAY.format(row=row, column="GR") for row in range(3, 20_000))), "cells far apart"),
        (remade(SHEET, under_a_wide_header), "cells far apart"),
        (remade(SHEET, swelling), "no readable sheet"),
    ],
    ids=["no workbook", "a cell far to the right", "a cell far below", "far apart", "a wide header", "entities"],
)
def test_a_workbook_costs_what_is_in_it_and_what_no_table_is_is_refused(data, said):
    began, before = time.perf_counter(), highest()
    with pytest.raises(RefusedError, match=said):
        parse_incidents("ged.xlsx", data)
    assert time.perf_counter() - began < 10
    assert highest() - before < 100 << 20


def highest() -> int:
    """The most bytes of memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


REFUSED = {
    "a column that is missing": (saved({name: cell for name, cell in GED.items() if name != "side_b"}), "side_b"),
    "another table": (saved({"year": "2012", "deaths": "3"}), "UCDP GED or Candidate"),
    "no table at all": (b"Dear all", "a header of several columns"),
    "a workbook called csv": (b"PK\x03\x04rest", "Office file"),
    "a row that is cut off": (saved(GED)[:-8], "cells"),
    "a day that is none": (saved(GED | {"date_start": "2023-02-30"}), "day is out of range"),
    "a day that may be two": (saved(GED | {"date_start": "04/05/2023", "date_end": "04/05/2023"}), "month first"),
    "an end before its beginning": (saved(GED | {"date_end": "2023-11-01"}), "before date_start"),
    "no position": (saved(GED | {"latitude": ""}), "no position"),
    "an id with two contents": (saved(GED, GED | {"best": "9"}), "each id once"),
    "no event in Mali": (saved(GED | {"country": "Niger"}), "events in Mali"),
    "a point and a comma": (saved(GED | {"latitude": "18.443,4"}), "both a point and a comma"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_event_file_or_cannot_be_read_for_certain_is_refused_in_words(what):
    data, said = REFUSED[what]
    with pytest.raises(RefusedError, match=said):
        parse_incidents("file.csv", data)


def test_acled_and_the_candidate_are_told_from_ged():
    assert parse_incidents("acled.csv", saved(ACLED)).kind is Kind.ACLED
    assert parse_incidents("GEDEvent_v23_0_9.csv", saved(GED)).kind is Kind.CANDIDATE
    assert parse_incidents("GEDEvent_v25_1.csv", saved(GED)).kind is Kind.GED
    assert set(GED) == set(GED_COLUMNS)
    assert set(ACLED) == set(ACLED_COLUMNS)


@given(day=st.dates(date(2012, 1, 1), date(2024, 12, 31)))
def test_every_manner_of_writing_a_day_is_the_same_day(day):
    ways = [f"{day:%Y-%m-%d}", f"{day:%Y-%m-%d} 00:00:00", f"{day.day} {day:%B} {day.year}", f"{day:%d/%m/%Y}"]
    ways.append(str((day - date(1899, 12, 30)).days))
    assert {day_of(way, False) for way in ways} == {day}
    assert day_of(f"{day:%m/%d/%Y}", True) == day


def test_the_month_is_taken_for_first_only_where_the_file_tells():
    assert month_first(["04/05/2023", "13/05/2023"]) is False
    assert month_first(["04/05/2023", "05/13/2023"]) is True
    assert month_first(["04/05/2023"]) is None
    assert number_of("1 234,5") == 1234.5


def test_every_pattern_of_a_side_is_an_actor_of_the_record_and_spellings_meet(record):
    assert set(PATTERNS) <= set(record.actors)
    for spelt in ("JNIM", "JNIM: Group for Support of Islam and Muslims", "jnim "):
        assert actors_of(spelt) == ("JNIM",)
    assert actors_of("Islamic State Sahel Province (ISSP)") == ("ISSP",)
    assert actors_of("Military Forces of Niger (2023-)") == ()
    assert actors_of("Government of Mali") == ("GOV",)


# Kept, and brought again


def test_an_import_is_kept_apart_and_brought_again_it_says_what_was_added_changed_and_removed(folder, tmp_path, capsys):
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    first.write_bytes(saved(GED, GED | {"id": "2"}))
    second.write_bytes(saved(GED | {"best": "5"}, GED | {"id": "3"}))
    asked = ["--record", str(folder), "incidents", "import"]
    digest = main_digest(folder)
    assert main([*asked, str(first), "--version", "25.1", "--accessed", "2026-11-01", "--format", "csv"]) == 0
    assert "added,2" in capsys.readouterr().out
    assert main([*asked, str(second), "--format", "csv"]) == 0
    said = capsys.readouterr().out
    assert "added,1" in said
    assert "changed,1" in said
    assert "removed,1" in said
    origin, rows = kept(folder)[Kind.GED]
    assert (origin.file, origin.rows, len(rows)) == ("two.csv", 2, 2)
    assert "CC BY 4.0" in origin.credit
    assert main_digest(folder) == digest


def main_digest(folder):
    from geodata.files import digest_of

    return digest_of(folder)


def test_what_is_kept_reads_back_as_it_was(folder, tmp_path):
    (tmp_path / "one.csv").write_bytes(saved(ACLED, ACLED | {"event_id_cnty": "MLI2", "geo_precision": "3"}))
    assert main(["--record", str(folder), "incidents", "import", str(tmp_path / "one.csv")]) == 0
    assert kept(folder)[Kind.ACLED][1] == read_incidents(tmp_path / "one.csv").incidents
    assert not any(difference(kept(folder)[Kind.ACLED][1], kept(folder)[Kind.ACLED][1]).__getstate__())


def test_a_refused_file_leaves_what_was_kept(folder, tmp_path, capsys):
    (tmp_path / "bad.csv").write_bytes(b"a,b\n1,2\n")
    assert main(["--record", str(folder), "incidents", "import", str(tmp_path / "bad.csv")]) == 1
    assert "allowed:" in capsys.readouterr().err
    assert kept(folder) == {}


# What they say

[TAKEN] = parse_incidents("acled.csv", saved(ACLED)).incidents
[FOUGHT] = parse_incidents("ged.csv", saved(GED)).incidents


def states_at(record, place, one):
    spans = Timeline(record).spans[place]
    return [state for state in spans if state.since <= one.last + timedelta(days=3) and state.until >= one.first]


EARLY = {"first": date(2022, 6, 1), "last": date(2022, 6, 1)}
"""A day on which the record has the CMA alone at Kidal."""
SAYS = {
    "the army takes Kidal on the day it does": (TAKEN, "kidal", Verdict.AGREES),
    "the army takes Kidal a year before": (replace(TAKEN, **EARLY), "kidal", Verdict.CONTRADICTS),
    "the CSP and the army fight at Kidal in that week": (FOUGHT, "kidal", Verdict.AGREES),
    "two whom nobody names fight at Kidal": (
        replace(FOUGHT, **EARLY, side_a="IS", side_b="GATIA"),
        "kidal",
        Verdict.CONTRADICTS,
    ),
    "a side that nobody knows": (replace(FOUGHT, side_a="Dozo"), "kidal", Verdict.SAYS_NOTHING),
    "violence against civilians": (replace(FOUGHT, what=What.AGAINST_CIVILIANS), "kidal", Verdict.SAYS_NOTHING),
    "a fight where nobody is known to hold": (replace(FOUGHT, **EARLY), "tin-essako", Verdict.SAYS_NOTHING),
}


@pytest.mark.parametrize("what", SAYS)
def test_an_incident_says_of_a_claim_what_the_rule_says(record, what):
    one, place, verdict = SAYS[what]
    assert verdict_of(one, states_at(record, place, one), record) is verdict


def test_an_incident_is_where_its_precision_and_its_name_put_it(record):
    near = replace(FOUGHT, lat=18.60, precise=Precise.NEAR)
    cases = {
        "exact, at the point": (FOUGHT, {"kidal"}),
        "exact, in the desert": (replace(FOUGHT, lat=21.9, lon=-1.0, where="In the desert"), set()),
        "near, by its name": (near, {"kidal"}),
        "near, by another name": (replace(near, where="Nowhere"), set()),
        "near, by an alias": (replace(near, lat=19.5, lon=0.86, where="Aguelhoc village"), {"aguelhok"}),
        "in the area, by its name": (replace(FOUGHT, precise=Precise.AREA), set()),
        "by its name, too far away": (replace(near, lat=19.2), set()),
    }
    for one, places in cases.values():
        found = match([one], record)
        assert {found.names[number] for number in found.places} == places


def test_the_work_list_has_contradictions_changes_without_incident_and_fights_without_a_claim(record):
    wrong, lone = SAYS["two whom nobody names fight at Kidal"][0], SAYS["a fight where nobody is known to hold"][0]
    place = record.places["tin-essako"]
    lone = replace(lone, id="lone", lat=place.lat, lon=place.lon, where=place.name.en)
    late = replace(
        FOUGHT, id="late", first=date(2023, 12, 31), last=date(2023, 12, 31), lat=12.0, lon=-8.0, where="Bamako"
    )
    found = check([wrong, lone, late], record)
    matters = {line.matter for line in found.lines}
    assert matters == set(Matter)
    assert len({line.key for line in found.lines}) == len(found.lines)
    changes = [line for line in found.lines if line.matter is Matter.SILENT_CHANGE]
    assert "kidal-2023-11-14-r2" in {line.claim_id for line in changes}
    assert "kidal-2023-11-14-r2" not in {line.claim_id for line in check([wrong, TAKEN, late], record).lines}


def test_200_000_incidents_are_matched_and_judged_within_two_seconds(record):
    places = [place for place in record.places.values() if place.lat is not None]
    many = [
        Incident(
            id=str(number),
            first=date(2012, 1, 1) + timedelta(days=number % 4700),
            last=date(2012, 1, 1) + timedelta(days=number % 4700),
            lat=places[number % len(places)].lat + (number % 101) / 400,
            lon=places[number % len(places)].lon,
            precise=Precise.POINT,
            where=f"Village {number % 5000}",
            what=What.FIGHTING,
            side_a="Government of Mali",
            side_b=("JNIM", "CSP", "IS")[number % 3],
            deaths=1,
        )
        for number in range(200_000)
    ]
    match(many[:10], record)
    begun = time.process_time()
    found = match(many, record)
    assert time.process_time() - begun < 2
    assert len(found.incidents) > 10_000
