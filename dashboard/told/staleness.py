"""What the page is told of states that are carried forward, not observed."""

from dashboard.text import Text
from geodata.confirming import confirmed_on, stale_from
from geodata.record import Record
from geodata.timeline import State, Timeline


def staleness_in_words(state: State, record: Record, text: Text) -> str:
    """What is said of a stale state: ``not confirmed since 3 March 2022``."""
    return text("not confirmed since {day}", day=text.day(confirmed_on(state, record)))


def stale_runs(
    place_ids: tuple[str, ...], timeline: Timeline, text: Text, sentences: dict[str, int]
) -> list[list[int]]:
    """For every place flat pairs ``[day, sentence, …]``: from that day on that sentence, or -1 for none.

    New sentences are added to ``sentences`` with their number.
    """
    return [[part for pair in _run(place_id, timeline, text, sentences) for part in pair] for place_id in place_ids]


def _run(place_id: str, timeline: Timeline, text: Text, sentences: dict[str, int]) -> list[tuple[int, int]]:
    pairs, index = [(0, -1)], timeline.record.period.index
    for state in timeline.spans[place_id]:
        first = stale_from(state, timeline.record)
        if pairs[-1][1] >= 0:
            pairs.append((index(state.since), -1))
        if first:
            said = staleness_in_words(state, timeline.record, text)
            pairs.append((index(first), sentences.setdefault(said, len(sentences))))
    return pairs
