"""The list of views that a reader puts together: it is there, and opens when asked for."""

import json

from dash import html

from dashboard.agreed import ids
from dashboard.asked.story import LONGEST_SAID, LONGEST_TITLE, LONGEST_VIEW, MOST_STEPS, SCHEMA
from dashboard.export.request import FOR_SEVERAL
from dashboard.text import Text


def story_tool(text: Text) -> html.Section:
    """An empty list; the page's script fills it once it is opened, in the words that stand here."""
    says = {
        "title": text("Title of the story"),
        "said": text("What view {number} says", number="%"),
        "show": text("Show view {number}", number="%"),
        "up": text("Move view {number} up", number="%"),
        "down": text("Move view {number} down", number="%"),
        "remove": text("Leave out view {number}", number="%"),
        "add": text("Add this view"),
        "present": text("Present"),
        "save": text("Save as a file"),
        "open": text("Open a file"),
        "shipped": text("Turning points"),
        "empty": text("Begin anew"),
        "close": text("Close"),
        "none": text("No view yet. Add the one that is shown, open a file, or take the turning points."),
        "help": text("Kept in this browser only. Present: arrow keys or a clicker lead on, Escape ends."),
        "added": text("Added as view {number}.", number="%"),
        "many": text("At most {count} views.", count=MOST_STEPS),
        "long": text("This view is too long for a story: {count} characters at most.", count=LONGEST_VIEW),
        "refused": text("This is no file of a story."),
        "working": text("Making the file…"),
        "done": text("Saved: {name}", name="%"),
        "failed": text("No file: {why}", why="%"),
        "next": text("Next"),
        "back": text("Back"),
        "end": text("End"),
        "mark": text("View {number} of the story", number="%"),
    }
    limits = {"said": LONGEST_SAID, "title": LONGEST_TITLE, "view": LONGEST_VIEW, "steps": MOST_STEPS}
    held = {"says": says, "limits": limits, "schema": SCHEMA, "kinds": FOR_SEVERAL}
    return html.Section(
        id=ids.STORY_TOOL,
        className="story-tool",
        hidden=True,
        **{"aria-label": text("Story"), "data-held": json.dumps(held, ensure_ascii=False)},
    )
