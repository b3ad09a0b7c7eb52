"""A drawing in the page, as the pen writes it: the page's script puts it in its place."""

from collections.abc import Sequence

from dash import html

from dashboard.drawing.primitives import Item
from dashboard.drawing.svg import written


def drawn(items: Sequence[Item], width: float, height: float, name: str = "", **more: str) -> html.Div:
    """A drawing that the page's script puts in its place; its letters are those of the page."""
    content = "".join(map(written, items))
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    return html.Div(className=f"drawn {name}".strip(), **{"data-markup": f"<svg {size}>{content}</svg>"}, **more)
