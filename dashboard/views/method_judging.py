"""The method of judging, beside the grades: hypotheses that compete, and words of probability that are not ours."""

from dash import html

from dashboard.text import Text
from dashboard.told.hypotheses import rule_in_words, signs_in_words
from dashboard.told.probability import DIRECTIVE, bands, figures_in_words
from dashboard.views.method_text import Parts, table


def hypotheses(text: Text) -> Parts:
    """How the card holds who else could have held a place against the sources of a claim."""
    return [
        html.H3(text("How a claim was judged")),
        html.P(
            text(
                "The card of a place holds the claim against who else could have held it: whom it names as contesting "
                "the place, in it or besieging it, the holder before, the holders whom others name for those days, and "
                "nobody."
            )
        ),
        html.P([rule_in_words(text), " ", signs_in_words(text) + "."]),
        html.P(
            text(
                "What contradicts a claim that a place is held is inconsistent with the holder. Where the place is "
                "besieged or contested the row does not tell whether the holder is denied or the siege or contest: the "
                "claim then assumes that the text is wrong, and the card says so. So it does of every other assumption "
                "that follows from the record: a date that is a placeholder, a state carried on, a single origin, "
                "voices shared, texts known by their title."
            )
        ),
    ]


def probability(text: Text) -> Parts:
    """The seven bands, and why no claim has one."""
    rows = [[band.name, figures_in_words(band, text)] for band in bands(text)]
    return [
        html.H3(text("Words of probability")),
        html.P(
            text(
                "The record states no probability of its own, and no grade stands for one: the Admiralty code gives "
                "its digits no figures, and “probably true” is the name of a digit. Where others judge in words of "
                "probability, that is told as their word, to be read by this table ({directive}). It is never mixed "
                "with confidence, which is how good the ground of a judgement is and not how likely it is to be true.",
                directive=DIRECTIVE,
            )
        ),
        table([text("Word"), text("Stands for")], rows),
    ]
