"""How far apart colours are to eyes of every kind, and how far they must be."""

from coloraide import Color

APART = {"normal": 15, "protan": 15, "deutan": 15, "tritan": 12}
"""Least CIEDE2000 between any two hues, by kind of sight."""
APART_IN_GREY = 7
"""Least difference in CIELAB lightness between any two hues."""


def seen(colour, sight):
    """A colour as eyes of that kind see it."""
    return Color(colour) if sight == "normal" else Color(colour).filter(sight).clip()


def distance(one, other, sight="normal"):
    """How far apart two colours are (CIEDE2000)."""
    return seen(one, sight).delta_e(seen(other, sight), method="2000")


def lightness(colour):
    """How light a colour is (CIELAB), 0 to 100."""
    return Color(colour).convert("lab")["l"]
