"""The written tests of the method are checks over rows: the record keeps them, and a row that does not is named."""

import pytest
from damaging import change
from period import PERIOD

from geodata.__main__ import main
from geodata.files import read_files
from geodata.reading import read_tables
from geodata.record import HOME
from geodata.rules import RULES, breaches

TAKEN = "kidal-2023-11-14-r2"
BROKEN = {
    "a holder at grade 6": ("U1", "claims", TAKEN, "controller", {"credibility": "6"}),
    "a grade beside the unknown": (
        "U1",
        "claims",
        "adrar-tigharghar-2023-11-14-r2",
        "credibility",
        {"credibility": "4"},
    ),
    "inferred": ("U1", "claims", TAKEN, "credibility", {"claim_en": "Inferred: the army is in Kidal."}),
    "déduit": ("U1", "claims", TAKEN, "credibility", {"note_fr": "Déduit de ce qui précède."}),
    "a rival inside": ("H2", "claims", TAKEN, "present", {"present": "WAGNER;JNIM"}),
    "an ally around": ("B1", "claims", TAKEN, "around", {"present": "", "around": "WAGNER"}),
    "told besieged, shown held": ("B1", "claims", TAKEN, "status", {"claim_en": "The town is encircled."}),
    "besieged, and no source tells the ring": (
        "B1",
        "claims",
        TAKEN,
        "status",
        {"status": "besieged", "around": "JNIM"},
    ),
    "contested by an ally": (
        "C1",
        "claims",
        TAKEN,
        "contested_by",
        {"status": "contested", "contested_by": "WAGNER"},
    ),
    "the year told, the day given": (
        "precision",
        "claims",
        TAKEN,
        "precision",
        {"note_en": "The source gives the year."},
    ),
    "in the camp, not in the town": ("town and base", "claims", TAKEN, "present", {"present": ""}),
    "an actor before its time": ("own years", "claims", TAKEN, "present", {"present": "WAGNER;FLA"}),
    "an event after an actor's end": (
        "own years",
        "events",
        "2023-11-14-army-and-wagner-capture-kidal",
        "actor_ids",
        {"actor_ids": "FRANCE"},
    ),
    "another sign in a camp": ("camp and sign", "actors", "JNIM", "symbol", {"symbol": "bar"}),
    "a source not judged": ("evidence", "claims", TAKEN, "source_ids", {"source_ids": "rfi-20120119"}),
}


@pytest.fixture(scope="module")
def tables():
    return read_tables(read_files(HOME))[0]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.word)
def test_the_record_keeps_every_rule(tables, rule):
    assert breaches(tables, PERIOD)[rule] == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_row_that_breaks_a_rule_is_named_by_file_line_and_column(folder, name):
    word, table, key, column, cells = BROKEN[name]
    line = change(table, key, **cells)(folder)
    found = breaches(read_tables(read_files(folder))[0], PERIOD)
    faults = [fault for rule, faults in found.items() if rule.word == word for fault in faults]
    assert (f"tables/{table}.csv", line, column) in {(fault.file, fault.line, fault.column) for fault in faults}


def test_check_prints_no_breach_of_each_rule(capsys):
    assert main(["check", "--format", "json"]) == 0
    out = capsys.readouterr().out
    assert out.count('"what": "breaches of ') == len(RULES)


def test_check_says_which_row_breaks_a_rule_and_ends_with_1(folder, capsys):
    line = change("claims", TAKEN, present="WAGNER;JNIM")(folder)
    assert main(["--record", str(folder), "check"]) == 1
    said = capsys.readouterr().err
    assert f"tables/claims.csv:{line}:present: found 'JNIM'; allowed: no rival of GOV in a place that is held" in said
