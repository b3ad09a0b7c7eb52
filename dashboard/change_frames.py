"""What the browser looks up while one of two compared days moves: how each pair of states of a place is drawn.

Python decides what every pair means and how it looks; the page's script only finds the states of the two days.
"""

from dashboard.figures.map.compare import MUTED, ChangeLook, Key, change_look, key_lines
from dashboard.frames import Json, look_json
from dashboard.state import ViewState
from dashboard.text import Text
from geodata.dates import day_index
from geodata.record import Record
from geodata.timeline import State, Timeline


def change_frames(record: Record, state: ViewState, text: Text) -> Json:
    """All looks of all pairs of days for one lens, filter and language (a view's ``sight``).

    Returns
    -------
    dict
        ``looks`` every look that occurs, each with the ``keys`` of the legend that explain it; ``same`` the number
        of the look of what does not change; ``places`` for each place the days on which its states ``start`` and,
        for the state of the earlier day, the ``pairs`` of look numbers with itself and every later state; ``keys``
        the lines of the legend.
    """
    timeline = Timeline(record, state.lens)
    record = timeline.record
    looks: dict[ChangeLook, int] = {ChangeLook(MUTED, (Key.SAME,)): 0}

    def pairs(spans: tuple[State, ...]) -> list[list[int]]:
        return [
            [looks.setdefault(change_look(before, after, state, record), len(looks)) for after in spans[first:]]
            for first, before in enumerate(spans)
        ]

    places = {
        place_id: {"starts": [day_index(span.since) for span in spans], "pairs": pairs(spans)}
        for place_id, spans in timeline.spans.items()
    }
    lines = key_lines(text)
    return {
        "looks": [_look(one, record) for one in looks],
        "same": 0,
        "places": places,
        "keys": [[lines[key].colour, lines[key].rival, lines[key].label, lines[key].pattern] for key in Key],
    }


def _look(one: ChangeLook, record: Record) -> Json:
    keys = list(Key)
    own = {"keys": [keys.index(key) for key in one.keys], "contested": False, "crowded": False, "unknown": False}
    return look_json(one.look, record) | own
