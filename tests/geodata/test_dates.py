"""Days, and dates known only to the month or year."""

import doctest
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from period import DAYS, FIRST, LAST, day_at, day_index, parse_day

from geodata import dates, grades
from geodata.dates import PartialDate, parse_any_day

NOT_DAYS = ["", "2023", "2023-11", "2023-02-30", "20231114", "2023-W46-2", "2023-11-14T00", "14-11-2023", "٢٠٢٣-١١-١٤"]


@given(st.dates(FIRST, LAST))
def test_a_day_of_the_record_survives_being_written_and_read_and_counted(day):
    assert parse_day(day.isoformat()) == day
    assert day_at(day_index(day)) == day
    assert 0 <= day_index(day) < DAYS


@pytest.mark.parametrize("text", NOT_DAYS)
def test_what_is_no_day_is_refused_and_the_message_says_how_to_write_one(text):
    with pytest.raises(ValueError, match="is not a real day; write YYYY-MM-DD, 2012-01-01 to 2024-12-31"):
        parse_day(text)
    with pytest.raises(ValueError, match=r"is not a real day; write YYYY-MM-DD$"):
        parse_any_day(text)


@pytest.mark.parametrize("text", ["2011-12-31", "2025-01-01"])
def test_a_day_outside_the_record_is_refused_where_one_inside_is_meant(text):
    with pytest.raises(ValueError, match="is outside the record; it runs from 2012-01-01 to 2024-12-31"):
        parse_day(text)
    assert parse_any_day(text).isoformat() == text


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2023-11-14", date(2023, 11, 14), date(2023, 11, 14)),
    ],
)
def test_a_partial_date_knows_its_first_and_last_day(text, first, last):
    assert PartialDate.parse(text) == PartialDate(text, first, last)


@pytest.mark.parametrize(
    "text", ["", "20", "2020-13", "2020-00", "2023-02-30", "2020-1", "+202", "2_23", "0000", "2020-01-01-01"]
)
def test_what_is_no_partial_date_is_refused(text):
    with pytest.raises(ValueError, match="is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"):
        PartialDate.parse(text)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_value_error_that_quotes_it(text):
    said = []
    for parse in (parse_day, parse_any_day, PartialDate.parse):
        try:
            parse(text)
        except ValueError as error:
            said.append(str(error))
    assert all(f"'{text}'" in message for message in said)


@pytest.mark.parametrize("module", [dates, grades])
def test_the_examples_in_the_documentation_are_true(module):
    assert doctest.testmod(module).failed == 0
