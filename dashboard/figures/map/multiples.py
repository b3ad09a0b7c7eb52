"""Several days as small maps: what each shows, and where it differs from the one before."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from dashboard.asked.layers import BACKDROP, OF_A_DAY
from dashboard.asked.state import ViewState
from dashboard.figures.map.figure import Wear, day_looks
from geodata.comparison import Net, net
from geodata.timeline import State, Timeline

BUSY = OF_A_DAY | BACKDROP
"""What small maps do without: the signs of a single day, and what stands behind the colours."""


def day_views(state: ViewState) -> list[ViewState]:
    """The view of each day, in order of time."""
    return [state.but(on=day, layers=state.layers - BUSY) for day in state.several]


def several_looks(state: ViewState, timeline: Timeline) -> list[Wear]:
    """What places look like on each day; a place that any of them chooses is shown on all."""
    return [day_looks(timeline, day, state.several) for day in day_views(state)]


def differences(state: ViewState, timeline: Timeline) -> list[list[State]]:
    """For each day the states that differ from the day before it in the row; none for the first.

    The balance of the two days, whatever came and went between them; a new name alone is no difference.
    """
    return [[], *(_differing(state, timeline, before, day) for before, day in pairwise(state.several))]


def _differing(state: ViewState, timeline: Timeline, before: date, day: date) -> list[State]:
    record, earlier = timeline.record, timeline.states(before)
    return [
        now
        for name, now in timeline.states(day).items()
        if net(earlier[name], now, record) is not Net.SAME and is_kept(state, timeline, name, state.several)
    ]


def is_kept(state: ViewState, timeline: Timeline, place_id: str, days: Sequence[date]) -> bool:
    """Whether the filter chooses a place on any of some days."""
    return any(state.filter.keeps_state(timeline.state(place_id, day), timeline.record) for day in days)
