"""docs/method.md says what the code does: every grade, every rule, every word and number."""

import re

import pytest

from geodata import grades
from geodata.confirming import STALE_AFTER
from geodata.record import HOME
from geodata.statistics import coverage
from geodata.vocabulary import Credibility, Precision, Reliability, Status

METHOD = (HOME.parent / "docs" / "method.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("grade", [*Reliability, *Credibility])
def test_every_grade_has_its_line(grade):
    assert re.search(rf"^\| {grade} \| .+\.? \|$", METHOD, re.MULTILINE)


def test_every_rule_of_the_code_is_on_the_page():
    numbers = re.findall(r"^(\d+)\. ", grades.__doc__, re.MULTILINE)
    assert numbers == re.findall(r"^- \*\*Rule (\d+)\.\*\*", METHOD, re.MULTILINE)


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        (Credibility.CONFIRMED, f"{['no', 'one', 'two', 'three'][grades.FOR_CONFIRMED]} independent origins"),
        (Credibility.PROBABLE, f"{['no', 'one', 'two', 'three'][grades.FOR_PROBABLE]} independent origins"),
    ],
)
def test_the_numbers_of_the_rule_are_those_of_the_code(grade, words):
    (line,) = re.findall(rf"^\| {grade} \| (.+) \|$", METHOD, re.MULTILINE)
    assert words in line


@pytest.mark.parametrize("word", [*Status, *Precision])
def test_every_status_and_precision_is_told(word):
    assert f"| `{word}` |" in METHOD


def test_the_tests_of_control_are_numbered():
    assert set(re.findall(r"\b([HBCU]\d)[: ]", METHOD)) == {"H1", "H2", "B1", "C1", "C2", "U1"}


def test_the_time_after_which_a_state_is_stale_is_that_of_the_code():
    assert f"{STALE_AFTER.days} days" in METHOD


def test_the_definition_is_the_one_printed_on_the_map():
    furniture = (HOME.parent / "dashboard" / "figures" / "furniture.py").read_text(encoding="utf-8")
    (definition,) = re.findall(r'"Control: (the force [^"]+)"', furniture)
    assert f"Control: {definition}" in METHOD


def test_every_place_that_is_unknown_throughout_is_named(record):
    silent = [row.place.name.fr for row in coverage(record) if row.unknown == 1]
    assert silent
    assert all(name in METHOD for name in silent)
