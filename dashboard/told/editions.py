"""What is other between two editions, in words: rows and why, days that look different and how."""

from dashboard.text import Text
from dashboard.told.words import holding
from geodata.difference import Difference, Differing, Fate, Look, RowChange, places_that_differ
from geodata.record import Record


def summary(found: Difference, text: Text) -> str:
    """All of it in one line."""
    if not found.rows and not found.days:
        return text("Nothing is other.")
    places = places_that_differ(found.days)
    return text(
        "Rows that are other: {rows}. Days that look different: {days}. Places concerned: {places}.",
        rows=text.number(len(found.rows)),
        days=text.number(sum(places.values())),
        places=text.number(len(places)),
    )


def with_name(what: str, said: str, text: Text) -> str:
    """What is said of something, after its name."""
    return text("{what}: {said}", what=what, said=said)


def table_name(table: str, text: Text) -> str:
    """What a table of the record is called."""
    return {
        "actors": text("Actors"),
        "sources": text("Sources"),
        "places": text("Places"),
        "claims": text("Claims"),
        "evidence": text("What sources bear out"),
        "rivals": text("Rivalries"),
        "bases": text("Bases"),
        "events": text("Events"),
    }[table]


def fate_in_words(change: RowChange, text: Text) -> str:
    """What became of a row."""
    return {
        Fate.ADDED: text("added"),
        Fate.CORRECTED: text("corrected"),
        Fate.WITHDRAWN: text("withdrawn"),
        Fate.EDITED: text("edited"),
        Fate.REMOVED: text("removed"),
    }[change.fate]


def change_in_full(change: RowChange, text: Text) -> str:
    """A row in one line: what became of it, which columns are other, and why."""
    said = with_name(change.key, fate_in_words(change, text), text)
    if change.successor:
        said = text("{said}, now {successor}", said=said, successor=change.successor)
    if change.columns:
        said = f"{said} ({', '.join(change.columns)})"
    why = text.of(change.why)
    return text("{said}. Reason: {why}", said=said, why=why) if why else said


def days_in_words(days: Differing, text: Text) -> str:
    """From when to when."""
    if days.since == days.until:
        return text.day(days.since)
    return text("{first} to {last}", first=text.day(days.since), last=text.day(days.until))


def look_in_words(look: Look | None, record: Record, text: Text) -> str:
    """What was or is seen of a place, in the words of its own edition."""
    if look is None:
        return text("not in the record")
    said = holding(look, record, text)
    if look.grade:
        said = text("{said} (grade {grade})", said=said, grade=look.grade)
    return text("{said}, long unconfirmed", said=said) if look.is_stale else said


def place_name(place_id: str, before: Record, after: Record, text: Text) -> str:
    """A place by the name that the later edition has for it."""
    place = after.places.get(place_id) or before.places[place_id]
    return text.of(place.name)
