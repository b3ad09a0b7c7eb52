"""Every kind of damage we could think of is refused, at its file, line and column, saying what is allowed."""

import re
from dataclasses import dataclass

import pytest
from damaging import (
    Damage,
    add,
    all_of,
    as_whole,
    bytes_of,
    cell,
    change,
    on_line,
    remove,
    reported_at,
    rows_of,
    without,
)

from geodata.faults import RecordError
from geodata.record import load

CLAIMS, PLACES, SOURCES, ACTORS = "tables/claims.csv", "tables/places.csv", "tables/sources.csv", "tables/actors.csv"
BASES, EVENTS = "tables/bases.csv", "tables/events.csv"
MASSIF, COMMUNES, MALI = "layers/massif.geojson", "layers/communes.geojson", "layers/mali.geojson"

TAKEN = "kidal-2023-11-14"  # the army, with Wagner present
CAMP = "kidal-2023-10-31"  # before that, the CSP alone
FEATURE = '{"type":"Feature"'
ACTOR_ID, SOURCE_ID = r"an id in tables/actors\.csv", r"an id in tables/sources\.csv"
REAL_DAY = r"a real day YYYY-MM-DD, 2012-01-01 to 2024-12-31"


@dataclass(frozen=True)
class Case:
    """A damage and the fault it must give; ``found`` and ``allowed`` are patterns."""

    damage: Damage
    file: str
    column: str
    found: str
    allowed: str


def claim(column, found, allowed, key=TAKEN, **cells):
    return Case(change("claims", key, **cells), CLAIMS, column, found, allowed)


def origins(first, second):
    """The first two sources name the given rows as their origins."""

    def damage(folder):
        ids = [row[0] for row in rows_of(folder, "sources")]
        change("sources", 1, origin=ids[first])(folder)
        change("sources", 2, origin=ids[second])(folder)
        return 2

    return damage


def one_source(folder):
    first = cell(folder, "claims", TAKEN, "source_ids").split(";")[0]
    return change("claims", TAKEN, source_ids=first, credibility="1")(folder)


def one_more_source(source_id):
    def damage(folder):
        known = cell(folder, "claims", TAKEN, "source_ids")
        return change("claims", TAKEN, source_ids=f"{known};{source_id}")(folder)

    return damage


def text_of_row(pattern, replacement):
    return on_line(CLAIMS, f"{TAKEN},", pattern, replacement)


def header(pattern, replacement):
    return on_line(PLACES, "place_id,", pattern, replacement)


SHIFTED = {"claim_id": "kidal-2023-11-14-b", "place_id": "kidal", "valid_from": "2023-11-14", "precision": "day"}
SHIFTED |= {"controller": "", "status": "unknown", "label_change": "false", "credibility": "6", "claim_en": "Unknown."}

CELLS = {
    "unknown actor": claim("controller", "unknown id 'NOBODY'", ACTOR_ID, controller="NOBODY"),
    "unknown actor in a list": claim("present", "unknown id 'NOBODY'", ACTOR_ID, present="WAGNER;NOBODY"),
    "unknown place": claim("place_id", "unknown id 'nowhere'", r"an id in tables/places\.csv", place_id="nowhere"),
    "unknown source": Case(one_more_source("no-such"), CLAIMS, "source_ids", "unknown id 'no-such'", SOURCE_ID),
    "unknown origin": Case(change("sources", 1, origin="no-such"), SOURCES, "origin", "'no-such'", SOURCE_ID),
    "a day that does not exist": claim("valid_from", "'2023-02-30'", REAL_DAY, valid_from="2023-02-30"),
    "a day outside the record": claim("valid_from", "'2025-01-01'", REAL_DAY, valid_from="2025-01-01"),
    "a day as week and weekday": claim("valid_from", "'2023-W46-2'", REAL_DAY, valid_from="2023-W46-2"),
    "a month where a day is needed": claim("recorded_on", "'2023-11'", "a real day YYYY-MM-DD", recorded_on="2023-11"),
    "a day in other digits": claim("recorded_on", "'٢٠٢٣-١١-١٤'", "a real day YYYY-MM-DD", recorded_on="٢٠٢٣-١١-١٤"),
    "a month that does not exist": Case(
        change("sources", 1, published="2023-13"), SOURCES, "published", "'2023-13'", "YYYY, YYYY-MM or YYYY-MM-DD"
    ),
    "unknown status": claim("status", "'taken'", "one of held, contested, unknown", status="taken"),
    "unknown precision": claim("precision", "'hour'", "one of day, month, season, year", precision="hour"),
    "unknown kind of place": Case(change("places", "kidal", kind="city"), PLACES, "kind", "'city'", "one of town, "),
    "unknown grade": claim("credibility", "'7'", "one of 1, 2, 3, 4, 5, 6", credibility="7"),
    "yes for true": claim("label_change", "'yes'", "true or false", label_change="yes"),
    "repeated list item": claim("present", "'WAGNER;WAGNER'", "without spaces or repeats", present="WAGNER;WAGNER"),
    "space in a list": claim("present", "'WAGNER; CSP'", "separated by ';' without spaces", present="WAGNER; CSP"),
    "spaces around a value": Case(
        change("places", "kidal", name_en=" Kidal "), PLACES, "name_en", "' Kidal '", "text on one line"
    ),
    "a line break in a text": claim("note_en", r"'one\ntwo'", "text on one line", note_en="one\ntwo"),
    "an address without scheme": Case(
        change("sources", 1, url="www.example.org"), SOURCES, "url", "'www.example.org'", "starting with http"
    ),
    "a colour by name": Case(change("actors", "GOV", colour="blue"), ACTORS, "colour", "'blue'", "#rrggbb"),
    "an id with an accent": Case(
        change("places", "kidal", place_id="kidâl"), PLACES, "place_id", "'kidâl'", "lower-case letters"
    ),
    "an empty cell that must say something": claim("claim_en", "''", "text on one line", claim_en=""),
}

PLACES_AND_POSITIONS = {
    "swapped latitude": Case(
        change("places", "kidal", lat="1.4092", lon="18.4434"),
        PLACES,
        "lat",
        "'1.4092'",
        "from 10 to 25.1 degrees north",
    ),
    "swapped longitude": Case(
        change("places", "kidal", lat="1.4092", lon="18.4434"), PLACES, "lon", "'18.4434'", "from -12.4 to 4.4 degrees"
    ),
    "a position outside Mali": Case(
        change("places", "kidal", lat="24.9", lon="3.9"), PLACES, "lat", "'24.9', '3.9'", "a position inside Mali"
    ),
    "a latitude alone": Case(
        change("places", "kidal", lon=""), PLACES, "lon", "nothing", "both coordinates or neither"
    ),
    "a longitude alone": Case(
        change("places", "kidal", lat=""), PLACES, "lat", "nothing", "both coordinates or neither"
    ),
    "a position without precision": Case(
        change("places", "kidal", position_precision_m=""), PLACES, "position_precision_m", "''", "a number where there"
    ),
    "not a number": Case(change("places", "kidal", lat="nan"), PLACES, "lat", "'nan'", "a number from"),
    "a number with spaces": Case(change("places", "kidal", lat=" 18.4"), PLACES, "lat", "' 18.4'", "a number from"),
    "a place without claims": Case(
        add("places", place_id="new", name_en="New", name_fr="Neuf", kind="village"),
        PLACES,
        "place_id",
        "'new'",
        "a place with at least one claim",
    ),
}

CLAIMS_OF_A_PLACE = {
    "a gap at the start": claim(
        "valid_from",
        "a gap before '2012-01-02'",
        "a first claim of kidal from 2012-01-01, so that there is no gap",
        key="kidal-2012-01-01",
        valid_from="2012-01-02",
    ),
    "an overlap": claim(
        "valid_from",
        "'2023-10-31'",
        r"one claim of kidal from that day; line \d+ overlaps it",
        valid_from="2023-10-31",
    ),
    "an overlap in the record of an earlier day": Case(
        all_of(
            change("claims", TAKEN, recorded_on="2026-01-01"),
            add("claims", **SHIFTED, recorded_on="2026-01-02", withdrawn_on="2026-01-04"),
        ),
        CLAIMS,
        "valid_from",
        "'2023-11-14'",
        r"one claim of kidal from that day; line \d+ overlaps it",
    ),
    "a first claim withdrawn and not replaced": Case(
        reported_at(("claims", "kidal-2012-03-26"), change("claims", "kidal-2012-01-01", withdrawn_on="2026-12-01")),
        CLAIMS,
        "valid_from",
        "a gap before '2012-03-26'",
        "a first claim of kidal",
    ),
    "a claim withdrawn before it was recorded": claim(
        "withdrawn_on", "'2020-01-01'", "a day not before", withdrawn_on="2020-01-01"
    ),
    "a key used twice": claim("claim_id", f"'{CAMP}'", r"a key used once; line \d+ has it too", claim_id=CAMP),
    "a holder where the status is unknown": claim(
        "controller", "'GOV'", "empty where the status is unknown", status="unknown"
    ),
    "nobody where the status is held": claim(
        "controller", "nothing", "an actor where the status is held", controller=""
    ),
    "contested without a rival": claim("contested_by", "''", r"at least 1 actor\(s\) here", status="contested"),
    "contested without a holder by one alone": claim(
        "contested_by",
        "'CSP'",
        r"at least 2 actor\(s\) here",
        controller="",
        status="contested",
        contested_by="CSP",
        present="CSP",
    ),
    "a rival where the status is held": claim(
        "contested_by", "'CSP'", "empty where the status is held", contested_by="CSP", present="CSP;WAGNER"
    ),
    "a rival that is not present": claim(
        "contested_by", "'CSP'", "forces that also stand in the column present", status="contested", contested_by="CSP"
    ),
    "the controller also present": claim("present", "'GOV;WAGNER'", "forces other than the", present="GOV;WAGNER"),
    "the controller as its own rival": claim(
        "present", "'WAGNER'", "forces other than the controller", status="contested", contested_by="GOV"
    ),
    "a new name for other fighters": claim(
        "label_change", "'true'", "false where the fighters change, here from CSP to GOV", label_change="true"
    ),
    "a new name that loses the holder": Case(
        all_of(
            change("claims", CAMP, status="contested", contested_by="JNIM", present="JNIM"),
            change(
                "claims",
                TAKEN,
                status="contested",
                controller="",
                contested_by="JNIM;GOV",
                present="JNIM;GOV",
                label_change="true",
            ),
        ),
        CLAIMS,
        "label_change",
        "'true'",
        "false where the fighters change, here from CSP to nobody",
    ),
    "a new name for another rival": Case(
        all_of(
            change("claims", CAMP, status="contested", contested_by="JNIM", present="JNIM"),
            change(
                "claims",
                TAKEN,
                controller="CSP",
                status="contested",
                contested_by="GOV",
                present="GOV;WAGNER",
                label_change="true",
            ),
        ),
        CLAIMS,
        "label_change",
        "'true'",
        "false where the fighters change, here from JNIM to GOV",
    ),
    "a new name with nothing before": claim(
        "label_change",
        "'true'",
        "false where the status changes or nothing goes before",
        key="kidal-2012-01-01",
        label_change="true",
    ),
    "a new name with another status": claim(
        "label_change",
        "'true'",
        "false where the status changes",
        status="contested",
        contested_by="CSP",
        present="CSP;WAGNER",
        label_change="true",
    ),
}

SOURCES_AND_GRADES = {
    "held without a source": claim(
        "source_ids", "nothing", "at least one source for a claim that is held", source_ids=""
    ),
    "graded better than its source allows": Case(
        one_source, CLAIMS, "credibility", "'1'", r"[346] or lower: [01] independent origin\(s\)"
    ),
    "two sources that reprint each other": Case(
        origins(2, 1), SOURCES, "origin", "'.+'", "an original that does not lead back to itself"
    ),
    "a source that reprints itself": Case(
        origins(1, 1), SOURCES, "origin", "'.+'", "an original that does not lead back to itself"
    ),
    "a source nobody uses": Case(
        add("sources", source_id="unused", publisher="P", title="T", language="fr", reliability="C"),
        SOURCES,
        "source_id",
        "'unused'",
        "a source that a claim, base, event or source names",
    ),
}

LIVES = {
    "a base without a life": Case(
        reported_at(("places", "un-kidal"), remove("bases", "un-kidal")),
        PLACES,
        "place_id",
        "'un-kidal'",
        r"a base with a row in tables/bases\.csv",
    ),
    "a life of a town": Case(
        change("bases", "un-kidal", place_id="kidal"), BASES, "place_id", "'kidal'", "a UN base, .* not a town"
    ),
    "twelve instead of thirteen": Case(
        reported_at(0, change("bases", "un-kidal", counted_in_thirteen="false")),
        BASES,
        "counted_in_thirteen",
        "12 true",
        "13 true",
    ),
    "an opening without its precision": Case(
        change("bases", "un-kidal", opened_precision=""), BASES, "opened_precision", "''", "a precision where there is"
    ),
    "handed over to nobody": Case(
        change("bases", "un-menaka", handed_to_en=""), BASES, "handed_to_en", "''", "who received it"
    ),
    "an event that ends before it begins": Case(
        change("events", 1, date="2012-01-17", until="2012-01-16"),
        EVENTS,
        "until",
        "'2012-01-16'",
        "not before '2012-01-17'",
    ),
    "an actor that ends before it begins": Case(
        change("actors", "CMA", from_="2014-06", until="2013"), ACTORS, "until", "'2013'", "a date not before '2014-06'"
    ),
}

FILES = {
    "a missing table": Case(without(CLAIMS), CLAIMS, "file", "No such file", "a readable UTF-8 file"),
    "a table in Latin-1": Case(
        bytes_of(PLACES, "Ménaka".encode(), "Ménaka".encode("latin-1")), PLACES, "encoding", "byte 0xe9", "UTF-8 text"
    ),
    "a missing column": Case(header(",geonames_id$", ""), PLACES, "header", "position_source$", "geonames_id$"),
    "an extra column": Case(header("$", ",colour"), PLACES, "header", "geonames_id,colour$", "geonames_id$"),
    "columns in another order": Case(header("lat,lon", "lon,lat"), PLACES, "header", "lon,lat", "lat,lon"),
    "a file without a byte": Case(reported_at(1, as_whole(EVENTS, "")), EVENTS, "header", "nothing", "event_id,date,"),
    "a table without rows": Case(
        reported_at(1, lambda folder: as_whole(EVENTS, ",".join(rows_of(folder, "events")[0]) + "\n")(folder)),
        EVENTS,
        "file",
        "no rows",
        "a header and at least one row",
    ),
    "one cell too many": Case(text_of_row("$", ",more"), CLAIMS, "row", "18 cells", "17 cells"),
    "one cell too few": Case(text_of_row(",GOV,", "GOV,"), CLAIMS, "row", "16 cells", "17 cells"),
    "a blank line": Case(text_of_row("^", "\n"), CLAIMS, "row", "0 cells", "17 cells"),
    "a quote inside a quoted cell": Case(
        text_of_row(",GOV,", ',"G"OV,'), CLAIMS, "row", "broken quoting", "a well-formed CSV row"
    ),
    "a quote never closed": Case(
        text_of_row(",GOV,", ',"GOV,'), CLAIMS, "row", "broken quoting", "a well-formed CSV row"
    ),
}

LAYERS = {
    "a polygon that crosses itself": Case(
        on_line(MASSIF, FEATURE, r'"coordinates":.*\]', '"coordinates":[[[1,19],[2,20],[2,19],[1,20],[1,19]]]'),
        MASSIF,
        "geometry",
        "Self-intersection",
        "a valid geometry",
    ),
    "a feature without a geometry": Case(
        on_line(COMMUNES, FEATURE, r'"geometry":.*\}(?=\})', '"geometry":null'),
        COMMUNES,
        "geometry",
        "no geometry",
        "a geometry in each feature",
    ),
    "another coordinate system": Case(
        reported_at(0, on_line(MALI, "{", "{", '{"crs": {"type": "name", "properties": {"name": "EPSG:3857"}},')),
        MALI,
        "crs",
        "EPSG:3857",
        "EPSG:4326",
    ),
    "a missing layer": Case(without(COMMUNES), COMMUNES, "file", "No such file", "a readable UTF-8 file"),
    "a layer that is not GeoJSON": Case(as_whole(MALI, "not a map"), MALI, "file", ".+", "a readable GeoJSON file"),
    "a layer in Latin-1": Case(
        bytes_of(COMMUNES, "Ménaka".encode(), "Ménaka".encode("latin-1")),
        COMMUNES,
        "encoding",
        "byte 0xe9",
        "UTF-8 text",
    ),
    "a layer without features": Case(
        as_whole(MALI, '{"type": "FeatureCollection", "features": []}'), MALI, ".+", ".+", "at least one|readable"
    ),
    "a layer without a column it needs": Case(
        lambda folder: as_whole(COMMUNES, (folder / COMMUNES).read_text("utf-8").replace('"follows"', '"leads"'))(
            folder
        ),
        COMMUNES,
        "properties",
        "no follows",
        "area_km2, cercle, commune_id, follows, name, region",
    ),
    "a commune that follows an unknown place": Case(
        reported_at(0, on_line(COMMUNES, FEATURE, '"follows":"kidal"', '"follows":"nowhere"')),
        COMMUNES,
        "follows",
        "'nowhere' at Kidal",
        r"an id in tables/places\.csv, or null",
    ),
    "no relief": Case(
        without("layers/relief.jpg"), "layers/relief.jpg", "file", "no file", r"relief\.jpg and its corners"
    ),
    "a relief without one corner": Case(
        reported_at(0, on_line("layers/relief.json", "", '"west"', '"left"')),
        "layers/relief.json",
        "corners",
        "not all four",
        "west, south, east, north",
    ),
    "corners that are not JSON": Case(
        reported_at(1, as_whole("layers/relief.json", "{")), "layers/relief.json", "file", ".+", "corners"
    ),
}

CASES = CELLS | PLACES_AND_POSITIONS | CLAIMS_OF_A_PLACE | SOURCES_AND_GRADES | LIVES | FILES | LAYERS


@pytest.mark.parametrize("name", CASES)
def test_damage_is_refused_where_it_is_and_the_fault_says_what_is_allowed(folder, name):
    case = CASES[name]
    line = case.damage(folder)
    with pytest.raises(RecordError) as refused:
        load(folder)
    fitting = [
        fault
        for fault in refused.value.faults
        if (fault.file, fault.line) == (case.file, line)
        and re.fullmatch(case.column, fault.column)
        and re.search(case.found, fault.found)
        and re.search(case.allowed, fault.allowed)
    ]
    assert len(fitting) == 1, str(refused.value)
    assert str(fitting[0]).startswith(f"{case.file}:{line}:")
