"""One file of HTML that opens anywhere: map, slider, cards with sources, comparison and words, in both languages.

It asks for nothing: what it shows is in it, and its own policy forbids every request. Its script looks up and paints;
what things mean was said here.
"""

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Self

from dashboard.asked.notes import Note
from dashboard.asked.state import ViewState
from dashboard.asked.view import View
from dashboard.drawing.note_parts import notes_on_map
from dashboard.drawing.svg import typeface, written
from dashboard.export.alone.geometry import Ground
from dashboard.export.alone.words import cards_of, controls, days_of, sources_of
from dashboard.export.order import Order
from dashboard.export.sheet import relief_data
from dashboard.export.stamp import Stamp
from dashboard.text import LANGUAGES, Text
from dashboard.told.reader_notes import against_record
from geodata.period import Period
from geodata.record import Record
from geodata.timeline import Timeline

HERE = Path(__file__).parent
SCRIPT, STYLE, PAGE = (HERE / f"viewer.{kind}" for kind in ("js", "css", "html"))
BLANK = re.compile(r"%%([a-z]+)%%")
"""Where a part of the page stands."""
ALL_DAYS = "all-days"
"""What the stamp of such a file calls the whole record."""
Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Scene:
    """A step of a file: its days by number (one, or two that are compared), and what is said of it."""

    days: tuple[int, ...]
    said: str = ""

    @classmethod
    def of(cls, state: ViewState, said: str, period: Period) -> Self:
        """The step of a view."""
        days = (state.after, state.until) if state.view is View.COMPARE else (state.on,)
        return cls(tuple(map(period.index, days)), said)


def alone_file(record: Record, order: Order, steps: Sequence[Scene]) -> bytes:
    """The file of a view: it opens on the day and ground of the view, and has ``steps`` if there are any."""
    state = order.state.but(brief=False, several=())
    timeline = Timeline(record, state.lens)
    data = _data(timeline, order, state, steps)
    stamp = Stamp(record.digest, state.query(), ((ALL_DAYS, says_all(timeline, Text(state.lang))),))
    script, style = SCRIPT.read_text("utf-8"), f"{typeface()}{STYLE.read_text('utf-8')}"
    parts = {
        "lang": state.lang,
        "title": escape(Text(state.lang)("Northern Mali: who held what")),
        "stamp": escape(stamp.written()),
        "policy": policy(script),
        "style": style,
        "data": json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        "script": script,
    }
    return BLANK.sub(lambda found: parts[found[1]], PAGE.read_text("utf-8")).encode()


def policy(script: str) -> str:
    """What the file may do: run its own script, show what is in it, and ask for nothing."""
    digest = base64.b64encode(sha256(script.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def says_all(timeline: Timeline, text: Text) -> str:
    """Sixteen hex digits that change with anything the record says of any place on any day."""
    record, lines = timeline.record, []
    for name, spans in timeline.spans.items():
        for state in spans:
            claim = state.shown
            facts = (name, state.since, *state.picture, claim and record.grade_of(claim), claim and claim.source_ids)
            lines.append(repr(tuple(map(str, facts))) + (text.of(claim.text) if claim else ""))
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def _data(timeline: Timeline, order: Order, state: ViewState, steps: Sequence[Scene]) -> Json:
    record, index = timeline.record, timeline.record.period.index
    ground = Ground(record, state, timeline, relief_data(record))
    spoken, shared = {}, {}
    for code in LANGUAGES:
        text = Text(code)
        shared, said = days_of(record, state.but(lang=code).sight)
        spoken[code] = (
            said
            | ground.drawn(text)
            | {
                "cards": cards_of(timeline, text),
                "sources": sources_of(record, text),
                "controls": controls(record, text),
                "notes": _notes(state, ground, timeline, text),
            }
        )
    return {
        "lang": state.lang,
        "marking": order.marking,
        "message": order.message,
        "on": index(state.on),
        "from": index(state.after),
        "to": index(state.until),
        "place": state.place,
        "layers": sorted(state.layers),
        "steps": [[step.days, step.said] for step in steps],
        "shared": shared,
        "map": ground.shapes() | {"relief": ground.picture(Text(state.lang))},
        "said": spoken,
    }


def _notes(state: ViewState, ground: Ground, timeline: Timeline, text: Text) -> list[list[object]]:
    """Every note as a drawing, with the first and the last day on which it is seen."""
    period = timeline.record.period

    def against(note: Note) -> str:
        day = min(max(note.first or state.on, period.first), period.last)
        return against_record(note, day, timeline, text)

    found = []
    for note in (note for note in state.notes.notes if note.at):
        drawn = "".join(map(written, notes_on_map([note], ground.window, text, against)))
        days = [period.index(day) if day else end for day, end in ((note.first, 0), (note.last, period.count))]
        found.append([*days, drawn])
    return found
