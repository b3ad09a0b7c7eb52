"""How a reader's notes travel: short in the address, and as GeoJSON in a file that the reader keeps.

In the address they are JSON, ``[message, [kind, [lon, lat, …], words, first, last], …]``, in the letters of base64 for
addresses (RFC 4648, section 5), which mail clients and chat leave alone. The page's script writes the same.
The file is GeoJSON (RFC 7946) with a member ``schema``; ``docs/notes.schema.json`` says what it may hold. Circles,
arms and arrows are lines of two positions, a bracket has no geometry; ``title`` and ``stroke`` are simplestyle’s,
so that other programs show it.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence

from dashboard.asked.notes import (
    LONGEST_MESSAGE,
    MOST_NOTES,
    NO_NOTES,
    Note,
    NoteError,
    NoteKind,
    Notes,
    checked_note,
    checked_words,
)

LONGEST_IN_ADDRESS = 1800
"""Letters of the address: longer ones are cut by mail clients. What is longer travels as a file."""
LARGEST_FILE = 256 * 2**10
SCHEMA = "northern-mali-control-map/notes/1"
COLOUR = "#5b2a86"
"""Of all that is the reader's: none of the record's hues is near it."""
GEOMETRY = {NoteKind.TEXT: "Point", NoteKind.OUTLINE: "Polygon"}
"""The other kinds are lines."""


def write_address(notes: Notes) -> str:
    """As they stand in the address; nothing where they are too many for it."""
    written = encoded(notes) if notes else ""
    return written if len(written) <= LONGEST_IN_ADDRESS else ""


def encoded(notes: Notes) -> str:
    """The same, however long."""
    rows = [
        [each.kind, [degrees for at in each.at for degrees in at], each.words, *_days(each)] for each in notes.notes
    ]
    said = json.dumps([notes.message, *rows], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def read_address(written: str) -> Notes:
    """Read them back.

    Raises
    ------
    NoteError
        If they are none.
    """
    try:
        padded = written + "=" * (-len(written) % 4)
        if not written.isascii():
            raise ValueError
        found = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        message, *rows = found
    except (ValueError, TypeError, binascii.Error, RecursionError):
        raise NoteError("notes: found no notes of this product") from None
    if not isinstance(found, list):
        raise NoteError("notes: found no list")
    return _together(message, [_row(row) for row in rows])


def _row(row: object) -> Note:
    if not isinstance(row, list) or len(row) != 5 or not isinstance(row[1], list) or len(row[1]) % 2:
        raise NoteError(f"note: found {str(row)[:40]!r}; allowed: kind, positions, words, first, last")
    kind, flat, words, first, last = row
    return checked_note(kind, list(zip(flat[::2], flat[1::2], strict=True)), words, first, last)


def _together(message: object, notes: Sequence[Note]) -> Notes:
    if len(notes) > MOST_NOTES:
        raise NoteError(f"notes: found {len(notes)}; allowed: at most {MOST_NOTES}")
    return Notes(checked_words(message, LONGEST_MESSAGE), tuple(notes))


def _days(note: Note) -> tuple[str, str]:
    return tuple(day.isoformat() if day else "" for day in (note.first, note.last))


def write_file(notes: Notes) -> bytes:
    """The file of some notes."""
    whole = {
        "type": "FeatureCollection",
        "schema": SCHEMA,
        "message": notes.message,
        "features": [_feature(note) for note in notes.notes],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _feature(note: Note) -> dict[str, object]:
    first, last = _days(note)
    said = {"kind": str(note.kind), "title": note.words, "first": first, "last": last, "stroke": COLOUR}
    return {"type": "Feature", "geometry": _geometry(note), "properties": said}


def _geometry(note: Note) -> dict[str, object] | None:
    if not note.at:
        return None
    kind, at = GEOMETRY.get(note.kind, "LineString"), [list(each) for each in note.at]
    coordinates = {"Point": at[0], "Polygon": [[*at, at[0]]]}.get(kind, at)
    return {"type": kind, "coordinates": coordinates}


def read_reader_file(written: bytes, schema: str, most: int) -> dict[str, object]:
    """Read a file that a reader keeps: JSON of a schema of ours, of so many bytes at most.

    Raises
    ------
    NoteError
        With what was found and what is allowed.
    """
    if len(written) > most:
        raise NoteError(f"file: found {len(written)} bytes; allowed: at most {most}")
    try:
        found = json.loads(written)
    except (ValueError, RecursionError) as fault:
        raise NoteError(f"file: found no JSON ({fault})") from None
    if not isinstance(found, dict) or found.get("schema") != schema:
        raise NoteError(f"schema: found {str(found)[:40]!r}; allowed: {schema}")
    return found


def read_file(written: bytes) -> Notes:
    """Read the notes of a file.

    Raises
    ------
    NoteError
        With what was found and what is allowed.
    """
    found = read_reader_file(written, SCHEMA, LARGEST_FILE)
    features = found.get("features", [])
    if not isinstance(features, list):
        raise NoteError("features: found no list")
    notes = []
    for number, feature in enumerate(features, 1):
        try:
            notes.append(_read_feature(feature))
        except NoteError as fault:
            raise NoteError(f"feature {number}: {fault}") from None
    return _together(found.get("message", ""), notes) if features or found.get("message") else NO_NOTES


def _read_feature(feature: object) -> Note:
    if not isinstance(feature, Mapping) or not isinstance(feature.get("properties"), Mapping):
        raise NoteError("found no feature with properties")
    said, kind = feature["properties"], str(feature["properties"].get("kind"))
    at = _positions(feature.get("geometry"))
    return checked_note(kind, at, said.get("title", ""), said.get("first"), said.get("last"))


def _positions(geometry: object) -> list[Sequence[float]]:
    if geometry is None:
        return []
    if not isinstance(geometry, Mapping) or not isinstance(geometry.get("coordinates"), list):
        raise NoteError("geometry: found no coordinates")
    coordinates = geometry["coordinates"]
    match geometry.get("type"), coordinates:
        case "Point", _:
            return [coordinates]
        case "LineString", _:
            return coordinates
        case "Polygon", [list() as ring]:
            return ring[:-1]
        case _:
            raise NoteError("geometry: allowed: Point, LineString, Polygon of one ring, or none")
