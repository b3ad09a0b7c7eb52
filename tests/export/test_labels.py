"""Where names stand: never on each other, never on a marker, always inside, and the same every time."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.labels import (
    SPOTS,
    Name,
    meet,
    place_names,
    scale_length,
    spot_box,
    spot_of,
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
def test_no_name_touches_another_or_leaves_the_map(names):
    taken = [(400, 0, 60, 500)]
    found = [box for box in place_names(names, taken, FRAME) if box]
    assert all(within(box, FRAME) for box in found)
    assert not any(meet(one, other) for one, other in combinations([*taken, *found], 2))


@given(names=names)
def test_names_stand_at_one_of_their_spots(names):
    for name, box in zip(names, place_names(names, [], FRAME), strict=True):
        assert box is None or spot_box(name, spot_of(name, box)) == box


def test_the_more_important_name_keeps_its_place():
    town, village = (Name("Kidal", 100, 100, 8, 16, 600, 0), Name("Essouk", 102, 101, 8, 14, 400, 1))
    boxes = place_names([village, town], [], FRAME)
    assert spot_of(town, boxes[1]) == SPOTS[0]
    assert boxes[0] is None or not meet(*boxes)


def test_a_name_avoids_what_is_quiet_if_it_can():
    name = Name("Aguelhok", 100, 100, 8, 16, 600, 0)
    [box] = place_names([name], [], FRAME, [spot_box(name, "middle right")])
    assert spot_of(name, box) != "middle right"
    [box] = place_names([name], [], FRAME, [(0, 0, 800, 500)])
    assert box is not None


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
