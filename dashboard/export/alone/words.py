"""What the script of a file says in one language: days, states, cards with their sources, names of its controls."""

from collections.abc import Mapping

from dashboard.asked.sight import Sight
from dashboard.export.sheet import source_in_full
from dashboard.figures import furniture
from dashboard.handed.days import frames
from dashboard.text import Text
from dashboard.told.names import kind_name
from dashboard.told.words import grade_in_words, state_in_words
from geodata.export import last_changed
from geodata.record import Record
from geodata.timeline import Timeline

Json = dict[str, object]
SPOKEN = ("sentences", "titles", "changes", "events", "legend", "calendar", "says")
"""Of the days that are handed to scripts, what is said in a language."""
SHARED = ("digest", "first", "days", "asOf", "looks", "areas", "points", "hatch", "edges")
"""And what is the same in all."""


def days_of(record: Record, sight: Sight) -> tuple[Json, Json]:
    """The days of the record for a language: what all languages share, and what is said in this one."""
    found: Mapping[str, object] = frames(record, sight)
    return {name: found[name] for name in SHARED}, {name: found[name] for name in SPOKEN}


def sources_of(record: Record, text: Text) -> Json:
    """Every source by its id: in full, with its address."""
    return {source.id: [source_in_full(source, text), source.url] for source in record.sources.values()}


def cards_of(timeline: Timeline, text: Text) -> Json:
    """The states of every place: from which day on, in a sentence, with the claim, its grade and its sources."""
    record = timeline.record
    found = {}
    for place in record.places.values():
        rows = []
        for state in timeline.spans[place.id]:
            claim = state.shown
            said = [state_in_words(state, record, text)]
            if claim:
                grade = record.grade_of(claim)
                said += [text.of(claim.text), f"{grade}: {grade_in_words(grade, text)}", list(claim.source_ids)]
            rows.append([record.period.index(state.since), *said])
        found[place.id] = [text.of(place.name), kind_name(place.kind, text), rows]
    return found


def controls(record: Record, text: Text) -> Json:
    """What the controls of a file are called, and what it says of itself."""
    made = text(
        "This file shows record {digest} of {day}. It will not follow the record; python -m dashboard brief --check "
        "says whether it still holds.",
        digest=record.digest,
        day=text.day(last_changed(record)),
    )
    return {
        "title": text("Northern Mali: who held what"),
        "day": text("Day"),
        "compare": text("Compare"),
        "later": text("Later day"),
        "before": text("previous change"),
        "after": text("next change"),
        "place": text("Place"),
        "choose": text("Choose …"),
        "sources": text("Sources"),
        "words": text("Situation in words"),
        "changed": text("Changed on this day"),
        "legend": text("Legend"),
        "steps": text("Days of this file"),
        "zoomIn": text("Zoom in"),
        "zoomOut": text("Zoom out"),
        "home": text("Opening view"),
        "map": text("Map"),
        "made": made,
        "control": furniture.control(text),
        "notes": text("Violet: notes of the reader, not of the record"),
    }
