"""The row of tools with which a reader writes on a map; it is there, and opens when asked for."""

import json

from dash import html

from dashboard.agreed import ids
from dashboard.asked.notes import LONGEST_MESSAGE, LONGEST_WORDS, MOST_CORNERS, MOST_NOTES, NoteKind
from dashboard.asked.notes_written import COLOUR, LONGEST_IN_ADDRESS, SCHEMA
from dashboard.drawing.note_parts import kind_said
from dashboard.text import Text

SIGNS = {
    NoteKind.TEXT: "T",
    NoteKind.POINT: "•–",
    NoteKind.ARROW: "↗",
    NoteKind.CIRCLE: "◯",
    NoteKind.OUTLINE: "▱",
    NoteKind.BRACKET: "⊢⊣",
}


def notes_tool(text: Text) -> html.Section:
    """An empty row; the page's script fills it once it is opened, in the words that stand here."""
    kinds = [[str(kind), sign, kind_said(kind, text)] for kind, sign in SIGNS.items()]
    says = {
        "message": text("Key message"),
        "words": text("Words"),
        "first": text("Seen from"),
        "last": text("Seen until"),
        "delete": text("Delete"),
        "save": text("Save as a file"),
        "open": text("Open a file"),
        "close": text("Close"),
        "note": text("Note of the reader, not of the record: {said}", said="%"),
        "handle": text("End of the note; arrow keys move it"),
        "long": text("The address is full: save the notes as a file; exports of this page go without them."),
        "many": text("At most {count} notes.", count=MOST_NOTES),
        "key": text("Violet: notes of the reader, not of the record"),
        "refused": text("This is no file of notes."),
        "help": text("Tab leads to each note; arrow keys move it, Enter goes to its words, Delete takes it away."),
    }
    limits = {
        "words": LONGEST_WORDS,
        "message": LONGEST_MESSAGE,
        "notes": MOST_NOTES,
        "corners": MOST_CORNERS,
        "address": LONGEST_IN_ADDRESS,
    }
    held = {"kinds": kinds, "says": says, "limits": limits, "schema": SCHEMA, "colour": COLOUR}
    return html.Section(
        id=ids.NOTES_TOOL,
        className="notes-tool",
        hidden=True,
        **{"aria-label": text("Notes of the reader"), "data-held": json.dumps(held, ensure_ascii=False)},
    )
