"""What a source says for or against a claim, in words: what it bears out, how near in time, and how far it was read."""

from dashboard.text import Text
from geodata.entities import Evidence
from geodata.vocabulary import Nearness, Reading, Support


def evidence_in_words(one: Evidence, text: Text) -> str:
    """One line for a source that was judged by reading: ``bears out the holder, the date; of the same weeks``."""
    names = support_names(text)
    borne_out = [names[what] for what in Support if what in one.bears_out and what in names]
    parts = [text("contradicts the claim")] if Support.CONTRADICTS in one.bears_out else []
    if borne_out:
        parts.append(text("bears out: {what}", what=", ".join(borne_out)))
    parts += [nearness_in_words(one.near, text), reading_in_words(one.read, text)]
    return "; ".join(parts if borne_out or len(parts) > 2 else [text("context only"), *parts])


def support_names(text: Text) -> dict[Support, str]:
    """What a text may bear out, in the order of the vocabulary."""
    return {
        Support.HOLDER: text("the holder"),
        Support.PRESENCE: text("a force present"),
        Support.RING: text("the ring"),
        Support.CONTEST: text("the contest"),
        Support.DATE: text("the date"),
    }


def nearness_in_words(near: Nearness, text: Text) -> str:
    """How near in time it speaks."""
    return {
        Nearness.SAME: text("of the same weeks"),
        Nearness.YEAR: text("within about a year"),
        Nearness.FAR: text("far in time"),
    }[near]


def reading_in_words(read: Reading, text: Text) -> str:
    """How much of it was seen."""
    return {
        Reading.FULL: text("read whole"),
        Reading.EXCERPT: text("read in part"),
        Reading.TITLE: text("judged by its title"),
    }[read]
