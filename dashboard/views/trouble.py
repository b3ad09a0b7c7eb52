"""What is said when the server does not answer: it stands in the frame of every page, before anything was asked for."""

import json

from markupsafe import Markup

from dashboard.text import LANGUAGES, Text

FRAME = Markup(
    '<div id="trouble" class="trouble" role="status" data-says="{says}" hidden><p></p>'
    '<button type="button" hidden></button></div>'
)


def trouble() -> str:
    """The place of the sentence and its button, hidden, with every sentence in both languages."""
    says = {language: trouble_words(Text(language)) for language in LANGUAGES}
    return str(FRAME.format(says=json.dumps(says, ensure_ascii=False)))


def trouble_words(text: Text) -> dict[str, str]:
    """What may be the matter with an answer, by the name that the page's script has for it."""
    return {
        "away": text("The server cannot be reached."),
        "busy": text("The server is busy."),
        "signed": text("Your sign-on has ended, or something else answered in place of the server."),
        "other": text("The server has another edition of the data now."),
        "cut": text("The answer of the server came incomplete."),
        "slow": text("The server takes long to answer."),
        "failed": text("The server could not answer."),
        "old": text("The server was renewed and does not know this page any more."),
        "kept": text("What is shown stays as it was."),
        "waiting": text("It is asked again in {seconds} s.", seconds="{seconds}"),
        "again": text("Try again"),
        "reload": text("Load the page anew"),
    }
