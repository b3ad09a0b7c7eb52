"""The view and its address: every sound view comes back from its query, every bad value is left out and named."""

from dataclasses import fields
from datetime import date
from urllib.parse import urlencode

import pytest
from asking import BAD_VALUES, as_told, bad_pairs, bad_queries, views
from hypothesis import given, settings
from hypothesis import strategies as st
from period import FIRST, LAST

from dashboard.asked.frame import Frame
from dashboard.asked.layers import Layer
from dashboard.asked.parameters import PARAMETERS
from dashboard.asked.reading import LONGEST_VALUE, read_view
from dashboard.asked.state import DEFAULT, ViewState
from dashboard.asked.view import Table, View
from dashboard.text import LANGUAGES
from geodata.grades import Grade
from geodata.selection import regions_of
from geodata.vocabulary import Camp, PlaceKind

FRENCH = ViewState(lang="fr")
BAD = [(name, value) for name, values in BAD_VALUES.items() for value in values]


@pytest.fixture(scope="module")
def read(record):
    """Reads a query against the record; a function, for examples that fail are printed with all they were given."""

    def read(query, default=DEFAULT):
        return read_view(query, record, default)

    return read


@pytest.fixture(scope="module")
def a_view(record):
    def a_view(data):
        return data.draw(views(record))

    return a_view


@pytest.fixture(scope="module")
def is_sound(record):
    def is_sound(state):
        return (
            isinstance(state, ViewState)
            and FIRST <= state.on <= LAST
            and isinstance(state.view, View)
            and (state.place is None or state.place in record.places)
            and state.layers <= set(Layer)
            and FIRST <= state.after <= state.until <= LAST
            and (state.known is None or isinstance(state.known, date))
            and (state.grade is None or isinstance(state.grade, Grade))
            and state.actors <= set(record.actors)
            and state.camps <= set(Camp)
            and state.regions <= set(regions_of(record))
            and state.kinds <= set(PlaceKind)
            and state.lang in LANGUAGES
            and isinstance(state.brief, bool)
            and isinstance(state.table, Table)
            and (state.frame is None or isinstance(state.frame, Frame))
        )

    return is_sound


# Sound views


@given(data=st.data())
def test_a_view_comes_back_from_its_query(read, a_view, data):
    view = a_view(data)
    found = read(view.query())
    assert found.state == view
    assert not found.notices


@given(data=st.data())
def test_a_query_may_begin_with_its_question_mark(read, a_view, data):
    view = a_view(data)
    assert read("?" + view.query()).state == view


@given(data=st.data())
def test_each_parameter_stands_alone(read, a_view, data):
    view = a_view(data)
    for parameter in PARAMETERS.values():
        alone = DEFAULT.but(**{parameter.part: getattr(view, parameter.part)})
        if alone.after <= alone.until:  # the two compared days only make sense together
            assert read(alone.query()).state == alone


def test_every_part_of_the_view_has_its_parameter():
    assert [parameter.part for parameter in PARAMETERS.values()] == [part.name for part in fields(ViewState)]


def test_the_widest_choice_fits_into_the_address(read, record):
    everything = DEFAULT.but(
        actors=frozenset(record.actors),
        camps=frozenset(Camp),
        regions=frozenset(regions_of(record)),
        kinds=frozenset(PlaceKind),
        layers=frozenset(Layer),
    )
    assert read(everything.query()).state == everything


def test_the_query_names_the_day_and_nothing_that_goes_without_saying():
    assert DEFAULT.query() == f"on={DEFAULT.on}"
    assert DEFAULT.but(lang="fr", place="kidal").query() == f"on={DEFAULT.on}&place=kidal&lang=fr"


def test_no_query_is_the_default_of_the_house(read):
    assert read("", FRENCH).state == FRENCH
    assert read("?lang=en", FRENCH).state == FRENCH.but(lang="en")


def test_no_layers_at_all_can_be_asked_for(read):
    bare = DEFAULT.but(layers=frozenset())
    assert "layers=none" in bare.query()
    assert read(bare.query()).state == bare


def test_the_last_of_two_values_counts(read):
    assert read("on=2012-01-01&on=2024-12-31").state.on == LAST


def test_two_days_the_wrong_way_round_are_turned_and_said(read):
    found = read("from=2023-11-14&to=2013-01-30")
    assert (found.state.after, found.state.until) == (date(2013, 1, 30), date(2023, 11, 14))
    assert [notice.parameter for notice in found.notices] == ["from"]


# Bad values


@settings(max_examples=1000)
@given(query=bad_queries)
def test_no_query_whatever_breaks_the_page(read, is_sound, query):
    found = read(query)
    assert is_sound(found.state)
    for notice in found.notices:
        assert notice.allowed
        for said in (notice.parameter, notice.found):
            assert len(said) <= 40
            assert not said or said.isprintable()


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_left_out_and_named(read, name, value):
    found = read(urlencode({name: value}))
    assert found.state == DEFAULT
    assert [(notice.parameter, notice.found) for notice in found.notices] == [(name, as_told(value))]


@given(pairs=bad_pairs)
def test_every_bad_value_of_a_query_is_named_in_order(read, pairs):
    found = read(urlencode(pairs))
    assert found.state == DEFAULT
    assert [(notice.parameter, notice.found) for notice in found.notices] == [
        (name, as_told(value)) for name, value in pairs
    ]


@given(data=st.data(), pairs=bad_pairs)
def test_bad_values_leave_the_good_ones_alone(read, a_view, data, pairs):
    view = a_view(data)
    bad = urlencode(pairs)
    found = read(f"{bad}&{view.query()}&{bad}")
    assert found.state == view
    assert len(found.notices) == 2 * len(pairs)


def test_an_unknown_parameter_is_named_with_those_that_exist(read):
    [notice] = read("zoom=7").notices
    assert (notice.parameter, notice.found) == ("zoom", "7")
    assert all(name in notice.allowed for name in PARAMETERS)


def test_an_endless_value_is_refused_unread(read):
    [notice] = read("layers=kidal" + ",kidal" * LONGEST_VALUE).notices
    assert notice.parameter == "layers"
    assert notice.found.endswith("…")


def test_a_bad_value_falls_back_to_the_default_of_the_house(read):
    found = read("lang=de", FRENCH)
    assert found.state == FRENCH
    assert [notice.parameter for notice in found.notices] == ["lang"]
