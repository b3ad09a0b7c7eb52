"""Words of probability with the figures for which they stand: the seven bands of ICD 203.

They are printed so that the words of others can be read. The record states no probability of its own.
"""

from dataclasses import dataclass

from dashboard.text import Text

DIRECTIVE = "Intelligence Community Directive 203, 2015"
"""Where the bands are from: Office of the Director of National Intelligence, Analytic Standards, D.6.e.(2)(a)."""


@dataclass(frozen=True, slots=True)
class Band:
    """One word of probability, and the shares from one to another for which it stands, in hundredths."""

    name: str
    least: int
    most: int


def bands(text: Text) -> tuple[Band, ...]:
    """The seven bands, the least likely first; each but the first begins where the one before ends."""
    return (
        Band(text("almost no chance"), 1, 5),
        Band(text("very unlikely"), 5, 20),
        Band(text("unlikely"), 20, 45),
        Band(text("roughly even chance"), 45, 55),
        Band(text("likely"), 55, 80),
        Band(text("very likely"), 80, 95),
        Band(text("almost certain"), 95, 99),
    )


def figures_in_words(band: Band, text: Text) -> str:
    """The figures of a band: ``from 20 to 45%``."""
    return text("from {least} to {most}%", least=band.least, most=band.most)
