"""What the browser looks up while one of two compared days moves: how each pair of states of a place is drawn.

Python decides what every pair means and how it looks; the page's script only finds the states of the two days.
"""

from dashboard.agreed.payload import PairLook, Pairs
from dashboard.asked.sight import Sight
from dashboard.figures.map.compare import ChangeLook, Key, change_look, key_lines, unfollowed_change
from dashboard.figures.style import look
from dashboard.handed.days import look_json
from geodata.record import Record
from geodata.timeline import Timeline


def change_frames(record: Record, sight: Sight) -> Pairs:
    """All looks of all pairs of days, as they are seen."""
    timeline, seen = Timeline(record, sight.lens), sight.filter
    earlier = Timeline(record, sight.before) if sight.before else timeline
    record = timeline.record
    looks: dict[ChangeLook, int] = {unfollowed_change(seen): 0}

    def number(one: ChangeLook) -> int:
        return looks.setdefault(one, len(looks))

    def pairs(place_id: str) -> list[list[int]]:
        spans = timeline.spans[place_id]
        return [
            [number(change_look(before, after, seen, record)) for after in spans[0 if sight.before else first :]]
            for first, before in enumerate(earlier.spans[place_id])
        ]

    def states(place_id: str, side: Timeline) -> list[int]:
        if seen.is_empty or not any(seen.keeps_ever(one, place_id) for one in (earlier, timeline)):
            return []
        return [number(ChangeLook(look(span, record))) for span in side.spans[place_id]]

    def starts(place_id: str, side: Timeline) -> list[int]:
        return [record.period.index(span.since) for span in side.spans[place_id]]

    places = {
        place_id: {
            "starts": starts(place_id, timeline),
            "pairs": pairs(place_id),
            "states": states(place_id, timeline),
        }
        for place_id in timeline.spans
    }
    sided = timeline.spans if sight.before else ()
    before = {name: {"starts": starts(name, earlier), "states": states(name, earlier)} for name in sided}
    lines = key_lines(sight.text)
    return {
        "looks": [_look(one, record) for one in looks],
        "unfollowed": 0,
        "filtered": not seen.is_empty,
        "sided": sight.before is not None,
        "places": places,
        "before": before,
        "keys": [lines[key].handed for key in Key],
    }


def _look(one: ChangeLook, record: Record) -> PairLook:
    keys = list(Key)
    of_change = {"contested": False, "crowded": False, "unknown": False} if one.keys else {}
    return look_json(one.look, record) | of_change | {"keys": [keys.index(key) for key in one.keys]}
