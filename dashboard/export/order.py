"""What is asked of an export: a view, a marking, where the view can be opened again; and the name of its file."""

from dataclasses import dataclass

from dashboard.asked.marking import both_markings
from dashboard.asked.reading import NotUnderstoodError
from dashboard.asked.size import WIDE, Size
from dashboard.asked.state import ViewState
from dashboard.asked.template import Template
from dashboard.asked.view import View
from dashboard.text import Text
from geodata.incidents.keeping import NOTHING_IMPORTED, Imported
from geodata.letters import folded
from geodata.record import Record

KINDS = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "html": "text/html",
    "mp4": "video/mp4",
}
"""The kinds of file, with their media type."""


class OrderError(NotUnderstoodError):
    """An order that cannot be carried out."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: a view, the handling marking of the house, and where the view can be opened again."""

    state: ViewState
    house_marking: str = ""
    address: str = ""
    """Address of the app, to which the query is added; empty where there is none to lead back to."""
    edition: str | None = None
    """Digest of the record that is shown: the link leads to it, whatever came since."""
    imported: Imported = NOTHING_IMPORTED
    """The incidents of other data sets that may be drawn."""
    size: Size = WIDE
    """Of every sheet."""
    caption: str | None = None
    """What a clip says of the moment of a sheet, below its map; None where none is asked for, and no room kept."""
    template: Template | None = None
    """The presentation of the organisation on whose layout slides are put."""
    said: str = ""
    """What a story says of it; it stands where the key message of the view stands otherwise."""

    @property
    def marking(self) -> str:
        """The marking of the house, and that of the view beside it."""
        return both_markings(self.house_marking, self.state.marking)

    @property
    def look_in_name(self) -> str:
        """What the name of a file says of its size, and of captions in it; nothing of what is usual."""
        size = "" if self.size == WIDE else f"_{self.size.name}"
        return size if self.caption is None else f"{size}_captions"

    @property
    def own_slides(self) -> Template | None:
        """The template, if its slides have the size that is asked for."""
        return self.template if self.template and self.template.size == self.size else None

    @property
    def message(self) -> str:
        """The sentence that stands on the sheet as the reader's."""
        return self.said or self.state.notes.message

    @property
    def link(self) -> str:
        """Address of the view itself, or nothing."""
        view = self.state.but(brief=False, edition=self.edition)
        return f"{self.address}?{view.query()}" if self.address else ""


def file_name(record: Record, order: Order, kind: str, *, is_deck: bool = False) -> str:
    """A name that says area, date and version: ``northern-mali_2023-11-14_fr_0ec8aad405e1.pptx``; and an own size."""
    state = order.state
    several = () if is_deck or not state.shows_several else state.several
    between = is_deck or state.view is View.COMPARE
    first, last = (several[0], several[-1]) if several else (state.after, state.until)
    when = f"{first}_{last}" if between or several else state.on.isoformat()
    place = record.places.get(state.place or "")
    area = slug(Text(state.lang).of(place.name)) if place else "northern-mali"
    view = "_days" if several else "" if state.view is View.MAP else f"_{state.view}"
    return f"{area}{view}_{when}{order.look_in_name}_{state.lang}_{record.digest}.{kind}"


def marked_name(name: str, marking: str) -> str:
    """The name of a file of data, with its marking before the ending: a table has no other place for it."""
    stem, _, kind = name.rpartition(".")
    return f"{stem}_{slug(marking)}.{kind}" if slug(marking) else name


def slug(said: str) -> str:
    """A text in letters that any file system takes."""
    plain = "".join(letter for letter in folded(said).replace("'", "") if letter.isascii())
    return "-".join("".join(letter if letter.isalnum() else " " for letter in plain).split())
