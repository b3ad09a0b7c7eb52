"""What the browser looks up while time moves: which look each drawn thing has from which day on.

Python decides here what every state means and how it looks; the page's script only finds the frame of a day
and paints it. The payload is plain JSON and changes only with the record, the lens and the language.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dashboard.agreed import payload
from dashboard.agreed.payload import SHAPE, Days
from dashboard.asked.sight import Sight
from dashboard.figures import legend
from dashboard.figures.map.drawn import HIDDEN, Drawn
from dashboard.figures.style import EDGES, FADED, HATCH_SIZE, INK, SOLIDITY, UNKNOWN, Look, look, unfollowed_look
from dashboard.handed import headlines
from dashboard.text import Text
from dashboard.told.days import carried
from dashboard.told.events import event_view, marks
from dashboard.told.staleness import stale_runs
from dashboard.told.words import change_in_words, changes_by_day, state_in_words
from geodata.bases import in_use
from geodata.events import seen_events
from geodata.record import Record
from geodata.selection import Filter, is_told
from geodata.timeline import ChangeKind, State, Timeline

Json = dict[str, object]
Runs = list[int]
"""Flat pairs ``[day, value, day, value, …]``: from that day on, that value."""


def frames(record: Record, sight: Sight) -> Days:
    """All looks of all days, as they are seen."""
    timeline, seen, text = Timeline(record, sight.lens), sight.filter, sight.text
    record = timeline.record
    drawn = Drawn.of(record)
    looks: dict[Look, int] = {UNKNOWN: 0}
    sentences: dict[str, int] = {}

    def number(of: Look) -> int:
        return looks.setdefault(of, len(looks))

    def runs(place_id: str | None) -> Runs:
        if place_id is None:
            return [0, number(unfollowed_look(seen, record))]
        return _merged((day, number(one)) for day, one in _looks(timeline.spans[place_id], seen, record))

    def titles(place_id: str | None) -> Runs:
        if place_id is None:
            return [0, sentences.setdefault(text("No place is followed here: unknown"), len(sentences))]
        return _merged(
            (record.period.index(span.since), sentences.setdefault(state_in_words(span, record, text), len(sentences)))
            for span in timeline.spans[place_id]
        )

    areas = [runs(follows) for _, follows in drawn.areas]
    points = [_from_opening(record, place_id, runs(place_id)) for place_id in drawn.points]
    hover = {"areas": [titles(follows) for _, follows in drawn.areas], "points": [titles(p) for p in drawn.points]}
    return {
        "shape": SHAPE,
        "digest": record.digest,
        "first": record.period.first.isoformat(),
        "days": record.period.count,
        "asOf": record.period.index(record.period.as_of),
        "looks": [look_json(one, record) for one in looks],
        "areas": areas,
        "points": points,
        "titles": hover,
        "stale": stale_runs(drawn.points, timeline, text, sentences),
        "sentences": list(sentences),
        "changes": _changes(record, timeline, seen, text),
        "standing": headlines.standing(timeline, seen, text),
        "events": _events(record, sight),
        "marks": marks(seen_events(record, seen, sight.known), record, text),
        "legend": _legend_words(timeline, text),
        "hatch": {"size": HATCH_SIZE, "solidity": SOLIDITY},
        "edges": EDGES,
        "calendar": calendar(text),
        "says": _says(record, text),
    }


def _legend_words(timeline: Timeline, text: Text) -> payload.LegendWords:
    return {
        "actors": [[actor.colour, text.of(actor.short)] for actor in timeline.record.actors.values()],
        "contested": legend.contested_line(text).handed,
        "crowded": legend.crowded_line(text).handed,
        "besieged": legend.besieged_line(text).handed,
        "unknown": (UNKNOWN.colour, UNKNOWN.rival, legend.unknown_line(timeline.lens, text), UNKNOWN.pattern),
        "unassessed": legend.unassessed_line(text).handed,
        "faded": legend.faded_line(text).handed,
        "changed": _in_words(legend.change_line(text)),
        "dotted": _in_words(legend.dotted_line(text)),
        "fading": _in_words(legend.fading_line(text)),
        "stale": _in_words(legend.stale_line(text)),
        "chosen": _in_words(legend.chosen_line(text)),
        "star": _in_words(legend.star_line(text)),
        "ink": INK,
    }


def _in_words(line: str) -> payload.Swatch:
    """A line of the legend whose sign stands in its words."""
    return legend.NO_SWATCH, legend.NO_SWATCH, line


def _says(record: Record, text: Text) -> payload.Says:
    """What the page says while time moves, and of a day that is typed."""
    return {
        "carried": carried("{day}", text),
        "measured": text("Northern Mali: who held what"),
        "nothing": text("Nothing in the record changes on this day."),
        "noDay": text("Not a day: {typed}. Try 14/11/2023, 14 Nov 2023 or Nov 2023.", typed="{typed}"),
        "outside": text(
            "The record covers {first} to {last}.",
            first=text.day(record.period.first),
            last=text.day(record.period.last),
        ),
        "play": text("Play"),
        "pause": text("Pause"),
    }


def calendar(text: Text) -> payload.Calendar:
    """What the page needs to write any day: weekdays from Monday, months whole and short, the first of a month."""
    monday = date(2012, 1, 2)
    return {
        "weekdays": [text.weekday(monday + timedelta(days=offset)).split(" ")[0] for offset in range(7)],
        "months": [text.month(date(2012, month, 1)).split(" ")[0] for month in range(1, 13)],
        "short": [text.short_day(date(2012, month, 2)).split(" ")[1] for month in range(1, 13)],
        "first": text.day(date(2012, 1, 1)).split(" ")[0],
    }


def _looks(spans: Iterable[State], seen: Filter, record: Record) -> Iterator[tuple[int, Look]]:
    """From which day on a place is drawn how: what ended a chosen state is shown on its first day, then left out."""
    was_kept, index = False, record.period.index
    for span in spans:
        is_kept = seen.keeps_state(span, record)
        if is_kept or was_kept:
            yield index(span.since), look(span, record)
        if not is_kept and (not was_kept or span.until > span.since):
            yield index(span.since) + was_kept, FADED
        was_kept = is_kept


def look_json(one: Look, record: Record) -> payload.Look:
    """A look as the painter reads it."""
    actors = list(record.actors)
    return {
        "area": one.area,
        "stripe": one.area_rival,
        "massif": one.massif,
        "massifStripe": one.massif_rival,
        "point": one.point,
        "ring": one.ring,
        "width": one.ring_width,
        "sign": str(one.sign),
        "actors": [actors.index(name) for name in one.actors],
        "besieger": actors.index(one.besieger) if one.besieger else -1,
        "siege": one.siege_ring,
        "halo": one.halo,
        "lost": one.lost,
        "pattern": one.pattern,
        "unknown": one == UNKNOWN,
        "faded": one.is_left_out,
        "contested": one.is_contested,
        "crowded": one.is_crowded,
    }


def _merged(pairs: Iterable[tuple[int, int]]) -> Runs:
    runs: Runs = []
    for day, value in pairs:
        if not runs or runs[-1] != value:
            runs += [day, value]
    return runs


def _from_opening(record: Record, place_id: str, runs: Runs) -> Runs:
    """Hide a base before it was opened; a base that never opened in the record's time stays as it is."""
    if place_id not in record.bases:
        return runs
    opened = max(0, record.period.index(in_use(record.bases[place_id], record)[0]))
    if opened == 0:
        return runs
    if opened >= record.period.count:
        return [0, HIDDEN]
    pairs = list(zip(runs[::2], runs[1::2], strict=True))
    current = [value for day, value in pairs if day <= opened][-1]
    later = [(day, value) for day, value in pairs if day > opened]
    return _merged([(0, HIDDEN), (opened, current), *later])


def _changes(record: Record, timeline: Timeline, seen: Filter, text: Text) -> list[Json]:
    places = list(record.places)
    told = changes_by_day(timeline, told=lambda change: is_told(change) and seen.keeps_change(change, record))
    for changes in told.values():
        changes.sort(key=lambda change: places.index(change.after.place.id))
    return [
        {
            "day": record.period.index(day),
            "places": [change.after.place.id for change in changes],
            "words": [change_in_words(change, record, text) for change in changes],
            "label": all(change.kind is ChangeKind.LABEL for change in changes),
            "told": headlines.of_changes(changes, record, text),
        }
        for day, changes in told.items()
    ]


def _events(record: Record, sight: Sight) -> list[Json]:
    events, text = seen_events(record, sight.filter, sight.known), sight.text
    return [
        {
            "day": record.period.index(event.date),
            "until": record.period.index(event.until),
            "title": text.of(event.title),
            "summary": text.of(event.summary),
            "when": text.span(event.date, event.until, event.precision),
            "category": str(event.category),
            "places": list(event.place_ids),
            "view": event_view(event, record),
        }
        for event in events
    ]
