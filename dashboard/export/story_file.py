"""A story as one file: a sheet for each step with its sentence on it, as slides, pages, a film, or HTML."""

from collections.abc import Sequence
from dataclasses import replace

from dashboard.asked.state import ViewState
from dashboard.asked.story import Story, states_of
from dashboard.drawing import paper
from dashboard.export.alone.page import Scene, alone_file
from dashboard.export.clip import film_of
from dashboard.export.deck import Progress, no_progress
from dashboard.export.drawer import Drawer
from dashboard.export.motion import morph_into
from dashboard.export.order import Order, OrderError
from dashboard.export.request import FOR_SEVERAL, can_be_sized
from dashboard.export.sheet import Sheet
from dashboard.export.sheets import sheets_of
from dashboard.export.slides import SheetWriter, new_deck, written
from dashboard.export.stamp import Stamp
from geodata.record import Record


def story_file(record: Record, story: Story, order: Order, kind: str, progress: Progress = no_progress) -> bytes:
    """A story as a file of a kind.

    Raises
    ------
    NoteError
        If a step asks for what the record does not have.
    OrderError
        If there is no such kind.
    """
    if kind not in FOR_SEVERAL:
        allowed = ", ".join(FOR_SEVERAL)
        raise OrderError(
            lambda text: text(
                "{kind}: one file holds one sheet; allowed for several days: {allowed}", kind=kind, allowed=allowed
            )
        )
    can_be_sized(kind, order)
    if order.caption is not None:
        raise OrderError(lambda text: text("captions: the sentences of a story stand on its sheets"))
    states = states_of(story, record, order.state)
    if kind == "html":
        steps = zip(states, story.steps, strict=True)
        scenes = [Scene.of(state, step.said, record.period) for state, step in steps]
        return alone_file(record, replace(order, state=states[0]), scenes)
    sheets = _sheets(record, story, states, order)
    title, stamp = story.title or sheets[0].title, _stamp(sheets)
    match kind:
        case "pptx":
            return _slides(sheets, title, stamp, progress)
        case "mp4":
            return film_of(sheets, title, stamp, progress)
        case _:
            drawer = Drawer(record, sheets[0].text)
            return paper.pdf([drawer.draw(sheet) for sheet in sheets], title, stamp.written())


def _sheets(record: Record, story: Story, states: Sequence[ViewState], order: Order) -> list[Sheet]:
    steps = zip(states, story.steps, strict=True)
    return [
        sheet
        for state, step in steps
        for sheet in sheets_of(record, replace(order, state=state.but(brief=False), said=step.said))
    ]


def _stamp(sheets: Sequence[Sheet]) -> Stamp:
    """The stamp of a story: each sheet by its own view."""
    first = sheets[0]
    said = tuple((f"{sheet.state.query()}#{sheet.name}", sheet.says()) for sheet in sheets)
    return Stamp(first.record.digest, first.state.query(), said, first.order.size)


def _slides(sheets: Sequence[Sheet], title: str, stamp: Stamp, progress: Progress) -> bytes:
    deck = new_deck(sheets[0].record, title, stamp, sheets[0].order)
    writer = SheetWriter(deck, sheets[0].record, sheets[0].text)
    for number, sheet in enumerate(sheets, 1):
        slide = writer.add(sheet)
        if number > 1:
            morph_into(slide)
        progress(number, len(sheets))
    return written(deck)
