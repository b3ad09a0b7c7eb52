"""Cells of tables that are handed out to spreadsheets, which run what looks like a formula."""

import re

RUN = re.compile("[\\s\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20\u2212]|[\t\r\n]")
"""How a cell begins that Excel, LibreOffice and Sheets may run: also in full width, and behind space that they skip."""
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
AS_TEXT = "'"
"""What spreadsheets take for "text follows"."""


def safe_cell(cell: str) -> str:
    """A cell that a spreadsheet shows and does not run; a plain number stays one.

    >>> safe_cell("=1+1"), safe_cell("-2.5"), safe_cell("Kidal")
    ("'=1+1", '-2.5', 'Kidal')
    """
    return AS_TEXT + cell if RUN.match(cell) and not NUMBER.fullmatch(cell) else cell
