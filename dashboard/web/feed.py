"""What each edition changed as a feed (Atom, RFC 4287), of the whole record or of one place."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as xml

from dashboard.text import Text
from dashboard.told.editions import change_in_full, days_in_words, place_name, summary, with_name
from geodata.difference import Difference
from geodata.editions import Edition
from geodata.record import Record

ATOM = "http://www.w3.org/2005/Atom"
NAMING = "tag:northern-mali-control-map,2026"
"""Stands before the ids of entries (RFC 4151): the same wherever the map is served."""
MOST_ENTRIES = 10
MOST_LINES = 60
"""Lines of an entry; the page that it leads to has them all."""


@dataclass(frozen=True, slots=True)
class Change:
    """An edition, the one before it, and what is other."""

    edition: Edition
    before: str
    found: Difference

    def at(self, place: str) -> Difference:
        """What of it is about a place."""
        rows = tuple(one for one in self.found.rows if place in one.places)
        return Difference(rows, tuple(one for one in self.found.days if one.place_id == place))


def atom(changes: Iterable[Change], record: Record, place: str | None, address: str, text: Text) -> bytes:
    """The feed; of one place only the editions that changed something about it.

    Parameters
    ----------
    changes
        The editions, the newest first.
    record
        The newest record, for the names of places.
    place
        Id of the place that it is about; None for the whole record.
    address
        Of the app, with its prefix.
    text
        The language.
    """
    query = f"lang={text.language}" + (f"&place={place}" if place else "")
    feed = xml.Element("feed", {"xmlns": ATOM, "xml:lang": text.language})
    title = text("What has changed in the record")
    _add(feed, "title", with_name(title, text.of(record.places[place].name), text) if place else title)
    _add(feed, "id", f"{NAMING}:{place or 'record'}")
    _add(feed, "link", rel="self", href=f"{address}feed.atom?{query}")
    _add(feed, "link", rel="alternate", href=f"{address}editions?lang={text.language}")
    _add(_add(feed, "author"), "name", text.of(record.title))
    entries = [(one, one.at(place) if place else one.found) for one in changes]
    told = [(one, found) for one, found in entries if place is None or found.rows or found.days]
    latest = max((one.edition.kept for one, _ in told), default=None)
    _add(feed, "updated", latest.isoformat(timespec="seconds") if latest else f"{record.last_changed}T00:00:00+00:00")
    for one, found in told:
        _entry(feed, one, found, record, place, address, text)
    return xml.tostring(feed, encoding="utf-8", xml_declaration=True)


def _entry(
    feed: xml.Element, one: Change, found: Difference, record: Record, place: str | None, address: str, text: Text
) -> None:
    digest = one.edition.digest
    entry = _add(feed, "entry")
    _add(entry, "title", text("Edition {digest}: {summary}", digest=digest, summary=summary(found, text)))
    _add(entry, "id", f"{NAMING}:{place or 'record'}/{one.before}/{digest}")
    _add(entry, "updated", one.edition.kept.isoformat(timespec="seconds"))
    _add(entry, "link", rel="alternate", href=f"{address}editions?from={one.before}&to={digest}&lang={text.language}")
    lines = [change_in_full(row, text) for row in found.rows]
    lines += [
        with_name(place_name_of(days.place_id, record, text), days_in_words(days, text), text) for days in found.days
    ]
    _add(entry, "content", "\n".join(lines[:MOST_LINES]), type="text")


def place_name_of(place_id: str, record: Record, text: Text) -> str:
    """A place by its name; by its id where the newest edition has it no more."""
    return place_name(place_id, record, record, text) if place_id in record.places else place_id


def _add(parent: xml.Element, name: str, content: str = "", **attributes: str) -> xml.Element:
    child = xml.SubElement(parent, name, attributes)
    child.text = content or None
    return child
