"""The addresses of stories: ``POST /story.pptx`` makes a file of one that the reader keeps; nothing of it stays here.

A story comes whole with the question, as the reader's file has it, and is refused in words like every other question.
"""

from contextlib import suppress
from dataclasses import replace

from flask import Blueprint, Flask, Response, request

from dashboard.asked.notes import NoteError
from dashboard.asked.state import ViewState
from dashboard.asked.story import Story, read_story, states_of, write_story
from dashboard.config import Settings
from dashboard.export.order import Order
from dashboard.export.progress import Board
from dashboard.export.request import FOR_SEVERAL
from dashboard.export.story import refused, turning_points
from dashboard.export.workshop import Job, Workshop
from dashboard.hosting.language import asked_text
from dashboard.hosting.live import LiveRecord
from dashboard.text import Text
from dashboard.web.asked_record import asked_record
from dashboard.web.exports import asked_size, handed_out, to_be_saved
from dashboard.web.parameters import takes
from geodata.record import Record

NAME = "story"
"""What the reader's file is called where a fault is told."""


def register(server: Flask, live: LiveRecord, workshop: Workshop, settings: Settings) -> None:
    """Add the addresses to a server."""
    routes = Blueprint("story", __name__, url_prefix=settings.url_prefix.rstrip("/") or None)
    board = Board(live.state)

    @routes.post("/story.<kind>")
    @takes("lang", "size", "ticket")
    def story_of(kind: str) -> Response:
        record, text = asked_record(live), asked_text(settings.default_lang)
        story = _understood(request.get_data(), record, text)
        address = f"{request.host_url.rstrip('/')}{settings.url_prefix}"
        order = Order(ViewState(lang=text.language), settings.marking, address, record.digest, live.imported)
        order = replace(order, size=asked_size(request.args.get("size", "")), template=settings.brief_template)
        slip = board.slip(request.args.get("ticket", ""))
        job = Job(record.digest, _known(kind), order, story=story, lang=text.language)
        try:
            return handed_out(workshop.answer(record, replace(job, slip=slip)), job)
        finally:
            if slip:
                with suppress(OSError):
                    slip.unlink(missing_ok=True)

    @routes.get("/story/turning-points.json")
    @takes("lang")
    def shipped() -> Response:
        text = asked_text(settings.default_lang)
        written = write_story(turning_points(asked_record(live), text))
        return to_be_saved(Response(written, mimetype="application/json"), "turning-points.story.json")

    server.register_blueprint(routes)


def _understood(written: bytes, record: Record, text: Text) -> Story:
    try:
        story = read_story(written)
        states_of(story, record, ViewState(lang=text.language))
    except NoteError as fault:
        raise refused(NAME, fault) from fault
    return story


def _known(kind: str) -> str:
    if kind not in FOR_SEVERAL:
        raise refused(NAME, NoteError(f"kind: found {kind[:20]!r}; allowed: {', '.join(FOR_SEVERAL)}"))
    return kind
