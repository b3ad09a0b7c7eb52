"""What every view is given: the record, the view asked for, its language, and what follows from them."""

from dataclasses import dataclass

from dashboard.asked.marking import both_markings
from dashboard.asked.state import ViewState
from dashboard.text import Text
from geodata.incidents.keeping import NOTHING_IMPORTED, Imported
from geodata.record import Record
from geodata.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Context:
    """One reader's question to the record."""

    record: Record
    """As it could be known by the day that the view asks for."""
    state: ViewState
    text: Text
    timeline: Timeline
    """The record through the lens of the view."""
    relief: str
    """Address of the relief image."""
    narrow: bool
    """Whether the window is a phone's."""
    room: int
    """Pixels of width that a figure has at least."""
    house_marking: str = ""
    """Handling marking of the house; plain text."""
    imported: Imported = NOTHING_IMPORTED
    """The incidents that were imported beside the record."""

    @property
    def marking(self) -> str:
        """What stands on every figure: the marking of the house, and the reader's beside it."""
        return both_markings(self.house_marking, self.state.marking)
