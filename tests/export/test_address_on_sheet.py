"""The address of a view on its sheet: a link, in letters, and as a square that holds the very same."""

from datetime import date

import pytest
import segno

from dashboard.asked.state import ViewState
from dashboard.drawing.address_parts import LINES, LONGEST, QUIET, ROOM, SIDE, SIZE, address_parts
from dashboard.drawing.primitives import Outline, Words
from dashboard.export.order import Order
from dashboard.figures.labels import text_width
from dashboard.text import LANGUAGES, Text

ADDRESS = "http://127.0.0.1:8050/"


def parts(link, lang="en"):
    found = {item.name: item for item in address_parts(link, 1252, 643, Text(lang))}
    return found.get("link"), found.get("address"), found.get("address-code")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sheet_bears_its_address_in_letters_and_as_a_square(lang):
    link = Order(ViewState(on=date(2023, 11, 14), place="kidal", lang=lang), "", ADDRESS).link
    named, said, code = parts(link, lang)
    assert isinstance(named, Words)
    assert named.link == link == "".join(said.lines)
    assert len(said.lines) <= LINES
    assert max(text_width(line, SIZE) for line in said.lines) <= ROOM
    assert isinstance(code, Outline)
    assert code.said == link


def test_the_square_is_that_of_the_address_and_stands_within_its_quiet_ground():
    link = f"{ADDRESS}?on=2023-11-14&regions=Kidal"
    code = parts(link)[2]
    wanted = [list(row) for row in segno.make(link, error="l", micro=False, boost_error=False).matrix]
    module = SIDE / (len(wanted) + 2 * QUIET)
    drawn = [[0] * len(wanted) for _ in wanted]
    for (left, top), (right, _), *_ in code.rings:
        row = round((top - 643) / module) - QUIET
        for column in range(round((left - 1190) / module) - QUIET, round((right - 1190) / module) - QUIET):
            drawn[row][column] = 1
    assert drawn == wanted


def test_an_address_that_no_square_bears_is_a_link_alone():
    named, said, code = parts(f"{ADDRESS}?notes={'a' * LONGEST}")
    assert named.link
    assert said is code is None


def test_without_an_address_there_is_none(record):
    assert Order(ViewState()).link == ""
