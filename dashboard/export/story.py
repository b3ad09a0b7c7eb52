"""Which story is told: that of a reader's file, or the one that comes with the product; and what is wrong with a file.

Needs none of what draws, so that a server can look at a story before another process makes a file of it.
"""

from pathlib import Path

from dashboard.asked.notes import NoteError
from dashboard.asked.reading import NotUnderstoodError
from dashboard.asked.state import ViewState
from dashboard.asked.story import Step, Story, read_story
from dashboard.asked.view import View
from dashboard.export.order import OrderError
from dashboard.text import Text
from dashboard.told.turning_points import presets_of
from geodata.record import Record

TURNING_POINTS = "turning-points"
"""The story that comes with the product."""


def story_named(name: str, record: Record, lang: str) -> Story:
    """The story of a file, or the one that comes with the product.

    Raises
    ------
    OrderError
        If it cannot be read.
    """
    if name == TURNING_POINTS:
        return turning_points(record, Text(lang))
    try:
        return read_story(Path(name).read_bytes())
    except NoteError as fault:
        raise refused(name, fault) from fault


def refused(name: str, fault: NoteError) -> NotUnderstoodError:
    """What is wrong with the file of a story."""
    why = str(fault)
    return OrderError(lambda text: text("{file}: {why}", file=name, why=why))


def turning_points(record: Record, text: Text) -> Story:
    """The turning points of the record's years, each as two days compared on its ground."""
    views = [
        (
            ViewState(
                view=View.COMPARE, on=one.on, after=one.after, until=one.until, frame=one.frame, lang=text.language
            ),
            " ".join(one.told),
        )
        for one in presets_of(record, text)
    ]
    return Story(text("Turning points"), tuple(Step(state.query(), said) for state, said in views))
