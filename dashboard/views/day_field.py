"""A field for a day, written as the page's language writes it; ``assets/day_field.js`` reads what people type there."""

from datetime import date

from dash import dcc

from dashboard.text import Text

CLASS = "day-typed"
"""By which the script finds the fields."""


def day_field(field: str, day: date | None, text: Text, *, disabled: bool = False) -> dcc.Input:
    """A field that holds a day, or none; ``field`` is its id."""
    return dcc.Input(
        id=field,
        type="text",
        value=text.short_day(day) if day else "",
        placeholder=text("day month year"),
        autoComplete="off",
        spellCheck=False,
        disabled=disabled,
        className=CLASS,
    )
