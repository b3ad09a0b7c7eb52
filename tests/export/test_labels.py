"""Where names stand: never on each other, never on a marker, always inside, and the same every time."""

from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.labels import (
    Name,
    line_boxes,
    line_to,
    meet,
    place_names,
    scale_length,
    standing,
    text_width,
    within,
    wrapped,
)

FRAME = (0, 0, 800, 500)
names = st.lists(
    st.builds(
        Name,
        st.text("abcdeéïœ ’-", min_size=1, max_size=14),
        st.floats(0, 800),
        st.floats(0, 500),
        st.floats(4, 12),
        st.sampled_from([14, 16]),
        st.sampled_from([400, 600]),
        st.integers(0, 2),
    ),
    max_size=25,
)


@given(names=names)
def test_no_name_touches_another_nor_a_line_that_leads_to_one_or_leaves_the_map(names):
    taken = [(400, 0, 60, 500)]
    found = [(name, one) for name, one in zip(names, place_names(names, taken, FRAME), strict=True) if one]
    rooms = [one.box for _, one in found]
    assert all(within(box, FRAME) for box in rooms)
    assert not any(meet(one, other) for one, other in combinations([*taken, *rooms], 2))
    for name, one in found:
        others = [box for other, box in zip(found, rooms, strict=True) if other != (name, one)]
        assert not any(meet(part, box) for part in line_boxes(name, one) for box in others)


@given(names=names)
def test_a_name_stands_beside_its_marker_or_a_line_leads_to_it(names):
    for name, one in zip(names, place_names(names, [], FRAME), strict=True):
        if one is None:
            continue
        left, top, width, height = one.box
        off = hypot(max(left - name.x, name.x - left - width, 0), max(top - name.y, name.y - top - height, 0))
        line = line_to(name, one)
        assert (line is None) == (not one.is_led)
        if line is None:
            assert off <= name.gap * 1.03
        else:
            (x0, y0), end = line
            assert hypot(x0 - name.x, y0 - name.y) == pytest.approx(name.gap)
            assert within((*end, 0, 0), (left - 1, top - 1, width + 2, height + 2))


def test_the_more_important_name_keeps_its_place():
    town, village = (Name("Kidal", 100, 100, 8, 16, 600, 0), Name("Essouk", 128, 108, 8, 14, 400, 1))
    found = place_names([village, town], [], FRAME)
    assert found == place_names([town, village], [], FRAME)[::-1]
    assert found[0] is None or not meet(found[0].box, found[1].box)


def test_no_name_stands_nearer_to_another_marker_than_to_its_own():
    town, village = (Name("Kidal", 100, 100, 14, 16, 600, 0), Name("Takellote", 112, 120, 8, 14, 400, 2))
    one = place_names([town, village], [], FRAME)[0]
    left, top, width, height = one.box
    away = {
        name.said: hypot(max(left - name.x, name.x - left - width, 0), max(top - name.y, name.y - top - height, 0))
        for name in (town, village)
    }
    assert one.is_led or away["Kidal"] < away["Takellote"]


def test_where_signs_crowd_a_line_leads_to_the_name():
    crowd = [(80, 80, 60, 15), (80, 105, 60, 15), (60, 80, 35, 40), (105, 80, 60, 40)]
    [one] = place_names([Name("Kidal", 100, 100, 5, 16, 600, 0)], [*crowd, (95, 95, 10, 10)], FRAME)
    assert one is None or one.is_led


def test_a_name_avoids_what_is_quiet_if_it_can():
    name = Name("Aguelhok", 100, 100, 8, 16, 600, 0)
    [one] = place_names([name], [], FRAME, [standing(name, "middle right").box])
    assert one.spot != "middle right"
    [one] = place_names([name], [], FRAME, [(0, 0, 800, 500)])
    assert one is not None


def test_what_must_be_avoided_is_avoided_by_a_line_before_a_name_lies_on_it():
    name = Name("Aguelhok", 100, 100, 8, 16, 600, 0)
    sides = [
        (130, 90, 60, 20),
        (10, 90, 60, 20),
        (80, 74, 8, 12),
        (80, 114, 8, 12),
        (115, 74, 8, 12),
        (115, 114, 8, 12),
    ]
    [one] = place_names([name], [], FRAME, avoided=sides)
    assert one.is_led
    [one] = place_names([name], [], FRAME, avoided=[(0, 0, 800, 500)])
    assert one is not None
    assert not one.is_led


@pytest.mark.parametrize("weight", [400, 600, 700])
def test_widths_grow_with_the_text(weight):
    assert 0 < text_width("Kidal", 16, weight) < text_width("Kidal, Gao", 16, weight) < 16 * len("Kidal, Gao")


@given(said=st.text("ab é", max_size=200), width=st.floats(20, 400))
def test_lines_hold_the_whole_text(said, width):
    assert " ".join(wrapped(said, 12, width)) == said


@pytest.mark.parametrize(("pixels", "km"), [(75, 100), (300, 20), (20, 500)])
def test_the_scale_bar_is_round_and_true(pixels, km):
    found, length = scale_length(pixels, 110)
    assert found == km
    assert length == pytest.approx(km * pixels / 111.195)
    assert length <= 110
