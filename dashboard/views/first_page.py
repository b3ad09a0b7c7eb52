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
from dashboard.views.markup import OF_HTML, element

MOST_MARKERS = 1500
"""With more the picture would weigh more than what it saves; the map is then there once the scripts are."""
EXPORTED = ("pptx", "png", "svg", "pdf", "html")
Draw = Callable[[Component], str]
"""Makes HTML of a figure."""
REFERRING = ("id", "htmlFor", "aria-labelledby", "aria-describedby", "aria-controls")
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
            case namespace, kind if namespace == OF_HTML:
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
        tag = kind
        if kind == "Button":
            href = next((link for (name, value), link in self.links.items() if props.get(name) == value), None)
            if href:
                tag, props = (
                    "A",
                    {name: props.get(name) for name in ("className", "title", "data-step")} | {"href": href},
                )
            else:
                props |= {"inert": True, "type": "button"}
        kept = {name: _renamed(name, value) for name, value in props.items() if not _is_moot(name)}
        return element(tag, kept, content)


def _is_moot(name: str) -> bool:
    return name.startswith(MOOT) and name not in KEPT


def _renamed(name: str, value: object) -> object:
    return f"{BEFORE}{value}" if name in REFERRING and value in SOUGHT else value


def _field(node: Component) -> str:
    props = node.to_plotly_json()["props"]
    kept = {name: props.get(name) for name in ("type", "value", "id")}
    kept |= {"className": "dash-input-element", "inert": True, "id": _renamed("id", kept["id"])}
    return f'<div class="dash-input-container dash-input">{element("Input", kept, "")}</div>'
