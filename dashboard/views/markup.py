"""Parts of a page that are handed over as HTML, which a script puts in their places.

Dash keeps a watcher on each component and asks them all whenever one of them changes. A list of two thousand that comes
into a page of seven thousand holds it up for twenty seconds; as HTML it is there in the next frame. Whatever comes into
a page after it was made comes like this, and so does long text that nothing in it changes.
"""

from collections.abc import Mapping
from html import escape

from dash import html
from dash.development.base_component import Component

VOID = {"Br", "Hr", "Img", "Input", "Wbr"}
NAMES = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex"}
OF_HTML = "dash_html_components"


class Markup(html.Div):
    """A part of a page that comes as text; in Python it is the components that it was made of."""

    def to_plotly_json(self) -> dict[str, object]:
        """What the page is sent: the place, and what a script fills it with."""
        sent = super().to_plotly_json()
        props = sent["props"]
        return {**sent, "props": {**props, "children": None, "data-markup": markup(props.get("children"))}}


def markup(node: object) -> str:
    """Components of HTML, and all in them, as text; ``TypeError`` if one of them is no element of HTML."""
    match node:
        case None | bool():
            return ""
        case list() | tuple():
            return "".join(map(markup, node))
        case Component() if node._namespace != OF_HTML:
            raise TypeError(f"{node._namespace}.{node._type} is no element of HTML and cannot be handed over as text")
        case Component():
            props = node.to_plotly_json()["props"]
            return element(node._type, props, markup(props.get("children")))
        case _:
            return escape(str(node))


def element(kind: str, props: Mapping[str, object], content: str) -> str:
    """An element with the properties that Dash gives it, around what is HTML already."""
    tag = kind.lower()
    start = f"<{tag}{''.join(_attribute(NAMES.get(name, name), value) for name, value in props.items())}>"
    return start if kind in VOID else f"{start}{content}</{tag}>"


def _attribute(name: str, value: object) -> str:
    if name == "children" or value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    if name == "style":
        value = ";".join(f"{_dashed(key)}:{each}" for key, each in value.items())
    return f' {name}="{escape(str(value))}"'


def _dashed(name: str) -> str:
    return name if name.startswith("--") else "".join(f"-{each.lower()}" if each.isupper() else each for each in name)
