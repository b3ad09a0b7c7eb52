"""The layers of the map are declared once, and every part of the program goes by what is declared."""

import re

import pytest

from dashboard.agreed.edition import CHECKOUT
from dashboard.asked.layers import GROUND_LINES, LAYERS, SHOWN_AT_FIRST, Layer
from dashboard.asked.state import ViewState
from dashboard.figures.map.areas import areas
from dashboard.figures.map.ground import ground_traces
from dashboard.figures.map.markers import points
from dashboard.text import LANGUAGES, Text
from geodata.layer_schema import LAYERS as GROUND
from geodata.vocabulary import PlaceKind


def test_every_layer_is_declared_and_no_two_have_one_name():
    assert set(LAYERS) == set(Layer)
    for language in LANGUAGES:
        assert len({one.name(Text(language)) for one in LAYERS.values()}) == len(Layer)


def test_every_kind_of_place_has_one_layer():
    kinds = [kind for one in LAYERS.values() for kind in one.kinds]
    assert sorted(kinds) == sorted(PlaceKind)


def test_what_is_drawn_of_lines_is_a_layer_of_the_record(record):
    drawn = {trace["uid"]: trace for _, trace in ground_traces(record)}
    for _, lines in GROUND_LINES:
        assert lines.layer in GROUND
        assert drawn[lines.uid]["line"] == {"color": lines.colour, "width": lines.width, "dash": lines.dash}


def test_markers_and_areas_are_of_the_layers_that_say_who_holds(record):
    for one in (*points(record), *areas(record)):
        assert LAYERS[one.layer].says_who_holds
    assert {area.layer for area in areas(record) if area.is_indicative} == {
        layer for layer, one in LAYERS.items() if one.is_indicative
    }


def test_what_is_shown_at_first_is_what_the_address_leaves_out():
    assert ViewState().layers == SHOWN_AT_FIRST
    assert "layers" not in ViewState().query()


@pytest.mark.parametrize("path", sorted((CHECKOUT / "dashboard").rglob("*.py")), ids=lambda path: path.name)
def test_no_other_module_names_two_layers_in_one_list(path):
    if path.name != "layers.py":
        assert not re.search(r"[{(\[]\s*Layer\.[A-Z_]+,\s*Layer\.[A-Z_]+", path.read_text(encoding="utf-8"))
