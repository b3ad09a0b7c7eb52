"""The page as plain HTML, from the same components: what is seen at once, and all there is where scripts are off.

Controls that need a script are shown and do nothing, except where a link can do the same; the figures are drawn by
the pen of windows of unknown size, and the day is put into words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from dash.development.base_component import Component

from dashboard.agreed import ids
from dashboard.drawing.crowd import one_by_one
from dashboard.figures.map.figure import points
from dashboard.views import first_words
from dashboard.views.context import Context
from dashboard.views.first_map import first_map

MOST_MARKERS = 1500
"""With more the picture would weigh more than what it saves; the map is then there once the scripts are."""
EXPORTED = ("pptx", "png", "svg", "pdf", "html")
Draw = Callable[[Component], str]
"""Makes HTML of a figure."""
VOID = {"Br", "Hr", "Img", "Input", "Wbr"}
NAMES = {"className": "class", "htmlFor": "for", "tabIndex": "tabindex"}
REFERRING = ("id", "for", "aria-labelledby", "aria-describedby", "aria-controls")
BEFORE = "first-"
"""Stands before the ids by which scripts find their places, so that none is there twice once the page has come."""
SOUGHT = {value for name, value in vars(ids).items() if name.isupper() and isinstance(value, str)}
MOOT = ("aria-live", "aria-keyshortcuts", "data-")
"""What is said to scripts, or holds only with them."""
OF_SLIDER = ("aria-value", "aria-orientation", "tabIndex")
KEPT = ("data-state", "data-mode", "data-step")
"""What the style sheets ask for."""


def first_page(context: Context, page: Component) -> str:
    """A page in the view of a context as HTML."""
    query = context.state.query()
    links = first_words.steps(context) | {("data-export", kind): f"brief.{kind}?{query}" for kind in EXPORTED}

    def draw(graph: Component) -> str:
        is_map = getattr(graph, "id", None) == ids.MAP
        return (
            first_map(context, one_by_one(graph.figure))
            if is_map and len(points(context.record)) <= MOST_MARKERS
            else ""
        )

    return Writer(first_words.fills(context), draw, links).write(page)


@dataclass(frozen=True, slots=True)
class Writer:
    """How to write a page: what stands in places that scripts fill, what draws figures, which buttons are links."""

    fills: Mapping[str, object]
    """Content by the id of the place."""
    draw: Draw
    links: Mapping[tuple[str, str], str]
    """Where a button leads, by the name and value of one of its attributes."""

    def write(self, node: object) -> str:
        """A component and all in it as HTML."""
        match node:
            case None | bool():
                return ""
            case list() | tuple():
                return "".join(map(self.write, node))
            case Component():
                return self._component(node)
            case _:
                return escape(str(node))

    def _component(self, node: Component) -> str:
        match node._namespace, node._type:
            case "dash_html_components", kind:
                return self._element(kind, node)
            case "dash_core_components", "Graph":
                return self.draw(node)
            case "dash_core_components", "Input":
                return _field(node)
            case "dash_mantine_components", "Select" if not hasattr(node, "clearable"):
                return f'<input class="first-select" inert placeholder="{escape(node.placeholder)}">'
            case "dash_mantine_components", "MantineProvider":
                return self.write(node.children)
            case _:
                return ""

    def _element(self, kind: str, node: Component) -> str:
        props = {name: value for name, value in node.to_plotly_json()["props"].items() if name != "children"}
        content = self.write(self.fills.get(getattr(node, "id", None) or "", getattr(node, "children", None)))
        if props.get("role") == "slider":
            props = {name: value for name, value in props.items() if not name.startswith(OF_SLIDER)} | {"role": "img"}
        tag = kind.lower()
        if kind == "Button":
            href = next((link for (name, value), link in self.links.items() if props.get(name) == value), None)
            if href:
                tag, props = (
                    "a",
                    {name: props.get(name) for name in ("className", "title", "data-step")} | {"href": href},
                )
            else:
                props |= {"inert": True, "type": "button"}
        written = "".join(_attribute(NAMES.get(name, name), value) for name, value in props.items())
        return f"<{tag}{written}>" if kind in VOID else f"<{tag}{written}>{content}</{tag}>"


def _attribute(name: str, value: object) -> str:
    is_moot = name.startswith(MOOT) and name not in KEPT
    if value is None or value is False or value == "" or is_moot:
        return ""
    if value is True:
        return f" {name}"
    if name == "style":
        value = ";".join(f"{_dashed(key)}:{each}" for key, each in value.items())
    elif name in REFERRING and value in SOUGHT:
        value = f"{BEFORE}{value}"
    return f' {name}="{escape(str(value))}"'


def _dashed(name: str) -> str:
    return name if name.startswith("--") else "".join(f"-{each.lower()}" if each.isupper() else each for each in name)


def _field(node: Component) -> str:
    props = node.to_plotly_json()["props"]
    kept = {name: props.get(name) for name in ("type", "value", "id")}
    written = "".join(_attribute(name, value) for name, value in kept.items())
    return f'<div class="dash-input-container dash-input"><input class="dash-input-element" inert{written}></div>'
