"""A part of the panel that opens and closes."""

from dash import html


def fold(title: str, content: object, *, is_open: bool = False) -> html.Details:
    """The part under its title."""
    return html.Details([html.Summary(title), content], open=is_open, className="fold")
