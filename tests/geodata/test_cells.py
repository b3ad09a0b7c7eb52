"""Cells handed out to spreadsheets: what looks like a formula is text there, and everything else as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.cells import AS_TEXT, safe_cell

FORMULAS = [
    "=1+1",
    "@SUM(1+1)",
    "-2+3+cmd|' /C calc'!A0",
    "+1;2",
    "\t=1+1",
    "\r=1",
    " =1+1",
    "＝1+1",
    "＠name",
    "−1+2",
    "\ufeff=1",
]
PLAIN = ["", "Kidal", "2023-11-14", "≈ 2013-01", "-2.5", "+3", "1,5", "-0,5", "C2", "a=b", "R&D", "’=1", "“@name” said"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_what_a_spreadsheet_would_run_is_text(cell):
    assert safe_cell(cell) == AS_TEXT + cell


@pytest.mark.parametrize("cell", PLAIN)
def test_everything_else_stays_as_it_was(cell):
    assert safe_cell(cell) == cell


@given(cell=st.text())
def test_nothing_is_lost_and_a_safe_cell_is_safe(cell):
    safe = safe_cell(cell)
    assert safe.removeprefix(AS_TEXT) == cell.removeprefix(AS_TEXT)
    assert safe_cell(safe) == safe
