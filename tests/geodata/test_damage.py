"""Every kind of damage to cells and rows we could think of is refused, at its line, saying what is allowed."""

import pytest
from damaging import (
    ACTORS,
    BASES,
    CAMP,
    CLAIMS,
    EVENTS,
    PLACES,
    SOURCES,
    TAKEN,
    Case,
    add,
    all_of,
    cell,
    change,
    remove,
    reported_at,
    rows_of,
)

ACTOR_ID, SOURCE_ID = r"an id in tables/actors\.csv", r"an id in tables/sources\.csv"
UNREAD = "bamba-2020-04-06"
"""A claim of which no source was read for what it bears out."""
REAL_DAY = "a real day YYYY-MM-DD of the period"
IN_PERIOD = r"a real day YYYY-MM-DD, 2012-01-01 to 2024-12-31"


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
    first = cell(folder, "claims", UNREAD, "source_ids").split(";")[0]
    return change("claims", UNREAD, source_ids=first, credibility="1")(folder)


def one_more_source(source_id):
    def damage(folder):
        known = cell(folder, "claims", TAKEN, "source_ids")
        return change("claims", TAKEN, source_ids=f"{known};{source_id}")(folder)

    return damage


SHIFTED = {"claim_id": "kidal-2023-11-14-b", "place_id": "kidal", "valid_from": "2023-11-14", "precision": "day"}
SHIFTED |= {"controller": "", "status": "unknown", "label_change": "false", "credibility": "6", "claim_en": "Unknown."}

CELLS = {
    "unknown actor": claim("controller", "unknown id 'NOBODY'", ACTOR_ID, controller="NOBODY"),
    "unknown actor in a list": claim("present", "unknown id 'NOBODY'", ACTOR_ID, present="WAGNER;NOBODY"),
    "unknown place": claim("place_id", "unknown id 'nowhere'", r"an id in tables/places\.csv", place_id="nowhere"),
    "unknown source": Case(one_more_source("no-such"), CLAIMS, "source_ids", "unknown id 'no-such'", SOURCE_ID),
    "unknown origin": Case(change("sources", 1, origin="no-such"), SOURCES, "origin", "'no-such'", SOURCE_ID),
    "a day that does not exist": claim("valid_from", "'2023-02-30'", REAL_DAY, valid_from="2023-02-30"),
    "a day outside the record": claim("valid_from", "'2025-01-01'", IN_PERIOD, valid_from="2025-01-01"),
    "a day as week and weekday": claim("valid_from", "'2023-W46-2'", REAL_DAY, valid_from="2023-W46-2"),
    "a month where a day is needed": claim("recorded_on", "'2023-11'", "a real day YYYY-MM-DD", recorded_on="2023-11"),
    "a day in other digits": claim("recorded_on", "'٢٠٢٣-١١-١٤'", "a real day YYYY-MM-DD", recorded_on="٢٠٢٣-١١-١٤"),
    "a month that does not exist": Case(
        change("sources", 1, published="2023-13"), SOURCES, "published", "'2023-13'", "YYYY, YYYY-MM or YYYY-MM-DD"
    ),
    "unknown status": claim("status", "'taken'", "one of held, besieged, contested, unknown", status="taken"),
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
    "a claim in English alone": claim("claim_fr", "nothing", "the French of claim_en", claim_fr=""),
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
        key="kidal-2012-01-01-r2",
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
        reported_at(
            ("claims", "kidal-2012-03-26-r2"), change("claims", "kidal-2012-01-01-r2", withdrawn_on="2026-12-01")
        ),
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
        key="kidal-2012-01-01-r2",
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
        one_source, CLAIMS, "credibility", "'1'", r"[346] or lower: 1 source\(s\) bear it out"
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
        "a source that a claim, base, event, assessment or source names",
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


CASES = CELLS | PLACES_AND_POSITIONS | CLAIMS_OF_A_PLACE | SOURCES_AND_GRADES | LIVES


@pytest.mark.parametrize("name", CASES)
def test_damage_is_refused_where_it_is_and_the_fault_says_what_is_allowed(folder, name):
    [fault] = CASES[name].fitting(folder)
    assert str(fault).startswith(f"{fault.file}:{fault.line}:{fault.column}: found ")
