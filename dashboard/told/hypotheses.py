"""How a claim was judged, in words: what each hypothesis says, what a source is to it, and what the claim assumes."""

from dashboard.text import Text
from dashboard.told.words import actors_in_words
from geodata.confirming import confirmed_on
from geodata.hypotheses import Assumption, Bearing, Hypothesis
from geodata.record import Record
from geodata.timeline import State
from geodata.vocabulary import Status

SIGNS = {Bearing.CONSISTENT: "•", Bearing.INCONSISTENT: "×", Bearing.NEITHER: ""}
"""What stands in the cell of a source and a hypothesis."""


def hypothesis_in_words(one: Hypothesis, state: State, record: Record, text: Text) -> str:
    """Who holds the place by it, and whether that is what is claimed."""
    if one.holder:
        said = text.of(record.actors[one.holder].short)
    elif state.status is Status.CONTESTED and one.is_claimed:
        said = text("No single holder")
    else:
        said = text("Nobody")
    return text("{holder} (claimed)", holder=said) if one.is_claimed else said


def bearing_in_words(bearing: Bearing, text: Text) -> str:
    """What a source is to a hypothesis."""
    return {
        Bearing.CONSISTENT: text("consistent"),
        Bearing.INCONSISTENT: text("inconsistent"),
        Bearing.NEITHER: text("neither"),
    }[bearing]


def rule_in_words(text: Text) -> str:
    """How the hypotheses are ordered, and from what."""
    return text(
        "The least contradicted hypothesis comes first, however much is for another. What each source is to it follows "
        "from its row of evidence. A text that bears out a holder is inconsistent with every other: a place has "
        "one controller at most. A contest or a siege that it bears out counts for the grade, and says nothing here of "
        "who holds the place."
    )


def signs_in_words(text: Text) -> str:
    """What the signs in the cells mean."""
    return text("• consistent · × inconsistent · empty: neither, or far in time")


def assumption_in_words(one: Assumption, state: State, record: Record, text: Text) -> str:
    """What must be true for a claim to hold, in a sentence."""
    match one:
        case Assumption.LASTED:
            day = text.day(confirmed_on(state, record))
            return text("It lasted a year and a half and more beyond {day}, when it was last confirmed.", day=day)
        case Assumption.DATE:
            when = text.when(state.shown.valid_from, state.shown.precision)
            return text("Its beginning: {when}; the day is a placeholder.", when=when)
        case Assumption.UPPER_HAND if state.controller:
            actor = actors_in_words((state.controller,), record, text)
            return text("The upper hand in the contest is with {actor}.", actor=actor)
        case Assumption.SHARED_VOICE | Assumption.CONTRADICTED:
            return _of_texts(one, state, record, text)
        case _:
            return _without_numbers(text)[one]


def _of_texts(one: Assumption, state: State, record: Record, text: Text) -> str:
    """What is assumed of texts that are counted."""
    rests_on = record.backing(state.shown)
    if one is Assumption.CONTRADICTED:
        return text("Texts that contradict it are wrong: {count}.", count=len(rests_on.against))
    return text(
        "Its {texts} texts go back to {origins} independent origins, and to no fewer.",
        origins=record.origins(state.shown),
        texts=len(rests_on.counted),
    )


def _without_numbers(text: Text) -> dict[Assumption, str]:
    """What is assumed in the same words of every claim."""
    return {
        Assumption.UPPER_HAND: text("Nobody has the upper hand in the contest."),
        Assumption.ONE_ORIGIN: text("The one independent origin that bears it out is right."),
        Assumption.OWN_WORD: text("The holder’s word for itself is true: nobody independent bears it out."),
        Assumption.FAR: text("What texts from far in time say was so then: none is near."),
        Assumption.TITLES: text("Its texts say what their titles say: no more of them was seen."),
        Assumption.SAME_FIGHTERS: text("Those who bear the new name are those who held the place before."),
        Assumption.INFERRED: text("It is so though no text that it cites bears it out."),
    }
