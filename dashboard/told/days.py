"""The day shown, in words: beyond the last of which anything was told, that what is shown is carried forward."""

from datetime import date

from dashboard.text import Text
from geodata.period import Period


def day_in_full(day: date, period: Period, text: Text) -> str:
    """A day as every figure says it: ``Sunday 1 March 2026, carried forward``."""
    return carried(text.weekday(day), text) if period.carries(day) else text.weekday(day)


def carried(said: str, text: Text) -> str:
    """A day on which every state is carried forward, not observed."""
    return text("{day}, carried forward", day=said)


def reach(period: Period, text: Text) -> str:
    """How far information reaches, as a sentence; empty where it reaches to the last day."""
    if not period.carries(period.last):
        return ""
    said = text(
        "Information reaches to {day}; what is shown after it is carried forward, not observed.",
        day=text.day(period.as_of),
    )
    return f" {said}"
