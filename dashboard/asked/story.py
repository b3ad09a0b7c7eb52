"""Stories: views in an order that somebody chose, each with a sentence; kept by the reader as a file of addresses.

The file is JSON: ``schema``, ``title``, and ``steps`` of ``view`` (the query of a view, with its notes) and ``said``.
"""

import json
from dataclasses import dataclass

from dashboard.asked.notes import NoteError, checked_words
from dashboard.asked.notes_written import read_reader_file
from dashboard.asked.reading import read_exactly
from dashboard.asked.refusal import Refusal
from dashboard.asked.state import ViewState
from geodata.record import Record

SCHEMA = "northern-mali-control-map/story/1"
MOST_STEPS = 40
LONGEST_TITLE, LONGEST_SAID, LONGEST_VIEW = 120, 320, 6000
LARGEST_FILE = 512 * 2**10


@dataclass(frozen=True, slots=True)
class Step:
    """A view and what is said of it."""

    view: str
    """The query of its address."""
    said: str

    def state(self, record: Record, default: ViewState) -> ViewState:
        """The view of a record.

        Raises
        ------
        NotUnderstoodError
            If it asks for what the record does not have.
        """
        return read_exactly(self.view, record, default)


@dataclass(frozen=True, slots=True)
class Story:
    """Some views with their sentences, in order."""

    title: str
    steps: tuple[Step, ...]


def write_story(story: Story) -> bytes:
    """The file of a story."""
    steps = [{"view": step.view, "said": step.said} for step in story.steps]
    whole = {"schema": SCHEMA, "title": story.title, "steps": steps}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def read_story(written: bytes) -> Story:
    """Read the story of a file.

    Raises
    ------
    NoteError
        With what was found and what is allowed.
    """
    found = read_reader_file(written, SCHEMA, LARGEST_FILE)
    steps = found.get("steps")
    if not isinstance(steps, list) or not 1 <= len(steps) <= MOST_STEPS:
        raise NoteError(f"steps: found {len(steps) if isinstance(steps, list) else 'none'}; allowed: 1 to {MOST_STEPS}")
    title = checked_words(found.get("title", ""), LONGEST_TITLE)
    return Story(title, tuple(_step(number, step) for number, step in enumerate(steps, 1)))


def _step(number: int, step: object) -> Step:
    view = step.get("view") if isinstance(step, dict) else None
    if not isinstance(view, str) or len(view) > LONGEST_VIEW:
        raise NoteError(f"step {number}: found no view; allowed: the query of one, at most {LONGEST_VIEW} characters")
    try:
        return Step(view.removeprefix("?"), checked_words(step.get("said", ""), LONGEST_SAID))
    except NoteError as fault:
        raise NoteError(f"step {number}: {fault}") from None


def states_of(story: Story, record: Record, default: ViewState) -> list[ViewState]:
    """The view of every step.

    Raises
    ------
    NoteError
        If one asks for what the record does not have; it says which.
    """
    found = []
    for number, step in enumerate(story.steps, 1):
        try:
            found.append(step.state(record, default))
        except Refusal as fault:
            raise NoteError(f"step {number}: {fault}") from None
    return found
