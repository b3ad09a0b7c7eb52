"""The names of the page that is sent whole: their place does not depend on the day."""

from datetime import timedelta
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.asked.frame import Frame
from dashboard.asked.layers import Layer
from dashboard.asked.state import ViewState
from dashboard.figures.map.figure import map_json
from dashboard.figures.map.markers import UNSAID
from dashboard.figures.screen_names import screen_names
from dashboard.figures.sheets.window import Window
from dashboard.text import Text
from geodata.record import load

RECORD = load()
FIRST, LAST = RECORD.period.first, RECORD.period.last
DAYS = st.integers(0, (LAST - FIRST).days).map(lambda number: FIRST + timedelta(number))
FRAMES = (None, Frame(1.2, 18.3, 1.6, 18.6), Frame(-0.3, 16.0, 0.4, 16.5))
SIZES = ((858, 553), (390, 320))
LAYERS = frozenset({Layer.PLACES, Layer.MINUSMA_BASES, Layer.OTHER_BASES, Layer.EVENTS})


@cache
def named(day, frame, size):
    """The names on a day by their number, and the markers that are seen."""
    state = ViewState(on=day, layers=LAYERS, frame=frame)
    figure = map_json(RECORD, state, Text("en"), relief="")
    [points] = [trace for trace in figure["data"] if trace["uid"] == "points"]
    found = screen_names(figure, Window.of(0, 0, *size, frame), [], LAYERS)
    return {one.index: one for one in found.places}, points["marker"]["opacity"]


@settings(max_examples=25, deadline=None)
@given(one=DAYS, other=DAYS, frame=st.sampled_from(FRAMES), size=st.sampled_from(SIZES))
def test_a_name_stands_at_the_same_spot_on_all_days_on_which_its_marker_is_there(one, other, frame, size):
    (names, seen), (others, also) = named(one, frame, size), named(other, frame, size)
    for index in names.keys() | others.keys():
        if seen[index] and also[index]:
            assert names[index] == others[index]
    assert all(seen[index] for index in names)


def test_the_text_of_a_base_is_not_seen_before_a_name_has_been_settled():
    figure = map_json(RECORD, ViewState(layers=LAYERS), Text("en"), relief="")
    [labels] = [trace for trace in figure["data"] if trace["uid"] == "labels"]
    kinds = figure["layout"]["meta"]["point_kinds"]
    unsaid = {kind for kind, said in zip(kinds, labels["text"], strict=True) if said == UNSAID}
    assert unsaid == {"UN base", "French base", "army camp"}
