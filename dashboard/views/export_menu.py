"""The menu of exports: one click for a sheet of the view, or a deck of the days between the two compared ones."""

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.agreed import ids
from dashboard.asked.headline import LONGEST_HEADLINE
from dashboard.asked.marking import LONGEST_MARKING
from dashboard.asked.size import SIZES, WIDE
from dashboard.asked.state import ViewState
from dashboard.asked.view import SHEETED, View
from dashboard.export.request import BURNT
from dashboard.text import Text

SHEETS = (("pptx", "PowerPoint"), ("png", "PNG"), ("svg", "SVG"), ("pdf", "PDF"), ("html", "HTML"))


def export_menu(state: ViewState, house_marking: str, text: Text) -> html.Details:
    """What can be taken away from a view; the page's script fetches it."""
    view = state.view if state.view in SHEETED else View.MAP
    own = text("Your own incidents are not drawn in files.")
    box = html.Div(
        [
            html.P(own, className="quiet", id=ids.EXPORT_OWN, hidden=True),
            html.H2(text("This view as a sheet")),
            html.Div([_button(said, kind, view) for kind, said in SHEETS], className="kinds"),
            *_copies(text),
            *_deck(state, text),
            *_size(text),
            *_headline(state.headline, text),
            *_marking(state.marking, house_marking, text),
            *_notes(state, text),
            *_story(text),
            html.P(role="status", className="export-said", id=ids.EXPORT_SAID),
            *_briefing(state, text),
        ],
        className="export-box",
        **_told(text),
    )
    of_view = {"data-marking": state.marking, "data-headline": state.headline}
    return html.Details([html.Summary(text("Export")), box], className="export-menu", **of_view)


def _told(text: Text) -> dict[str, str]:
    """What the script says while it fetches."""
    return {
        "data-working": text("Making the file…"),
        "data-sheets": text("Sheet {done} of {of}", done="%", of="#"),
        "data-copied": text("Copied."),
        "data-uncopied": text("This browser does not let it be copied."),
        "data-done": text("Saved: {name}", name="%"),
        "data-failed": text("No file: {why}", why="%"),
        "data-lost": text("the server cannot be reached; try again"),
    }


def _copies(text: Text) -> list[Component]:
    said = {"link": text("link"), "words": text("words"), "picture": text("picture")}
    buttons = [html.Button(words, **{"data-copy": what}) for what, words in said.items()]
    return [html.H2(text("Copy")), html.Div(buttons, className="kinds")]


def _deck(state: ViewState, text: Text) -> list[Component]:
    """Decks and clips of the days between the two that are compared."""
    period = text("{first} to {last}", first=text.day(state.after), last=text.day(state.until))
    steps = {"month": text("every month"), "change": text("every change"), "day": text("the two days")}
    buttons = [
        *(_button(said, "pptx", View.MAP, every) for every, said in steps.items()),
        _button(text("clip (MP4)"), "mp4", View.MAP, "change"),
        _button(text("clip with captions"), "mp4", View.MAP, "change", captions=BURNT),
    ]
    return [html.H2(text("Deck, {period}", period=period)), html.Div(buttons, className="kinds")]


def _story(text: Text) -> list[Component]:
    said = {"add": text("Add this view"), "list": text("Open the list")}
    buttons = [html.Button(words, **{"data-story": what}) for what, words in said.items()]
    return [html.H2(text("Story: views in an order of your own")), html.Div(buttons, className="kinds")]


def _briefing(state: ViewState, text: Text) -> list[Component]:
    way = text("Briefing mode: the sheet alone on the screen")
    keys = text("Escape leaves it; the arrow keys step a day, comma and full stop a change.")
    to_it = html.A(way, href=f"?{state.but(brief=True).query()}", **{"data-view": "brief=1"})
    return [to_it, html.P(keys, className="quiet")]


def _notes(state: ViewState, text: Text) -> list[Component]:
    """The way to the tools with which a reader writes on a map."""
    if state.view not in (View.MAP, View.COMPARE) or state.shows_several:
        return []
    write = html.Button(text("Write on this view"), **{"data-notes": ""})
    return [html.H2(text("Notes of the reader")), html.Div(write, className="kinds")]


def _button(said: str, kind: str, view: View, every: str = "", captions: str = "") -> html.Button:
    asked = {"data-export": kind, "data-every": every, "data-captions": captions, "data-of": str(view)}
    return html.Button(said, **asked)


def _size(text: Text) -> list[Component]:
    """Which size the sheets have: of a screen, until another is chosen."""
    said = {
        WIDE.name: text("16:9, for a screen"),
        "a4": text("A4 landscape, for paper"),
        "4x3": text("4:3, for an older projector"),
    }
    label = html.Label(text("Size of the sheets"), htmlFor=ids.EXPORT_SIZE)
    offered = [html.Option(said[name], value=name) for name in SIZES]
    return [label, html.Div(html.Select(offered, id=ids.EXPORT_SIZE), className="marking-field")]


def _headline(own: str, text: Text) -> list[Component]:
    """The field of the reader's own headline, which takes the place of what the record says."""
    label = html.Label(text("Your own headline (marked as yours)"), htmlFor=ids.EXPORT_HEADLINE)
    field = dcc.Input(id=ids.EXPORT_HEADLINE, type="text", value=own, maxLength=LONGEST_HEADLINE, autoComplete="off")
    return [label, html.Div(field, className="marking-field")]


def _marking(own: str, house: str, text: Text) -> list[Component]:
    """The field of the reader's marking; that of the house is said and cannot be taken off."""
    field = dcc.Input(id=ids.EXPORT_MARKING, type="text", value=own, maxLength=LONGEST_MARKING, autoComplete="off")
    if not house:
        label = html.Label(text("Handling marking, at top and bottom"), htmlFor=ids.EXPORT_MARKING)
        return [label, html.Div(field, className="marking-field")]
    said = text("Marking of this server, on everything: {marking}", marking=house)
    label = html.Label(text("Your marking beside it"), htmlFor=ids.EXPORT_MARKING)
    return [html.P(said, className="house-marking"), label, html.Div(field, className="marking-field")]
