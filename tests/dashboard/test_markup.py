"""Parts that come into a page after it was made come as HTML, and say what their components say."""

from html.parser import HTMLParser

import pytest
from dash import Dash, dcc, html
from dash.development.base_component import Component

from dashboard.agreed import ids
from dashboard.asked.reading import read_view
from dashboard.asked.view import View
from dashboard.config import Settings
from dashboard.text import Text
from dashboard.views.card import cards
from dashboard.views.compare_list import compared
from dashboard.views.markup import Markup, markup
from dashboard.web.callbacks import register
from dashboard.web.index import Page
from dashboard.web.reader import Reader
from dashboard.web.trial import StillRecord
from geodata.record import Record
from geodata.timeline import Timeline


class Found(HTMLParser):
    """What a browser finds in HTML: its elements with their attributes, its words, and what was not closed."""

    def __init__(self, said: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(said)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _elements(node: object) -> list[Component]:
    if isinstance(node, list | tuple):
        return [found for each in node for found in _elements(each)]
    return [node, *_elements(getattr(node, "children", None))] if isinstance(node, Component) else []


def _words(node: object) -> str:
    if isinstance(node, list | tuple):
        return "".join(map(_words, node))
    if isinstance(node, Component):
        return _words(getattr(node, "children", None))
    return "" if node is None or isinstance(node, bool) else str(node)


def _same(components: object) -> None:
    found, made = Found(markup(components)), _elements(components)
    assert not found.open
    assert "".join(found.words) == _words(components)
    assert [tag for tag, _ in found.elements] == [one._type.lower() for one in made]
    for (_, attributes), one in zip(found.elements, made, strict=True):
        props = one.to_plotly_json()["props"]
        assert attributes.get("class") == props.get("className")
        for name, value in props.items():
            if name.startswith(("data-", "aria-")) or name in ("id", "href", "title", "hidden"):
                assert (
                    (name in attributes)
                    if value is True
                    else attributes.get(name) == (None if value is False else str(value))
                )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_card_says_as_html_what_its_components_say(record: Record, timeline: Timeline, language: str) -> None:
    for place in record.places.values():
        for card in cards(place, timeline, Text(language))["cards"]:
            _same(card)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("asked", ["", "&kinds=UN base", "&actors=CSP", "&as=polgeonow", "&from_as=polgeonow"])
def test_the_list_of_all_changes_says_as_html_what_its_components_say(
    record: Record, timeline: Timeline, language: str, asked: str
) -> None:
    state = read_view(f"view=compare&from=2012-01-01&to=2024-12-31&lang={language}{asked}", record).state
    _same(compared(timeline, state, Text(language)))


def test_what_is_written_by_others_is_never_read_as_html() -> None:
    said = '<img src=x onerror="alert(1)">&amp;'
    found = Found(markup(html.P([said, html.A(said, href=f"?q={said}", title=said)], className=said)))
    assert [tag for tag, _ in found.elements] == ["p", "a"]
    assert found.elements[1][1] == {"href": f"?q={said}", "title": said}
    assert "".join(found.words) == said * 2


def test_a_component_that_needs_a_script_is_not_handed_over_as_text() -> None:
    with pytest.raises(TypeError, match=r"dash_core_components\.Graph is no element of HTML"):
        markup(html.Div(dcc.Graph()))


def test_a_part_that_comes_as_text_is_one_component_for_dash() -> None:
    sent = Markup([html.P("one"), html.P("two")], id="part", className="quiet").to_plotly_json()
    assert sent["props"] == {
        "id": "part",
        "className": "quiet",
        "children": None,
        "data-markup": "<p>one</p><p>two</p>",
    }
    assert sent["type"] == "Div"


def _watched(node: object) -> int:
    """How many components of a page Dash watches."""
    if isinstance(node, list | tuple):
        return sum(map(_watched, node))
    if not isinstance(node, Component):
        return 0
    return 1 if isinstance(node, Markup) else 1 + _watched(getattr(node, "children", None))


@pytest.mark.parametrize("view", [*View, f"{View.COMPARE}&from=2012-01-01&to=2024-12-31"])
def test_no_page_has_more_components_than_dash_can_ask_at_once(record: Record, view: str) -> None:
    """A list as long as the record is none of them; the controls of a page are some two hundred."""
    settings, still = Settings(), StillRecord(record)
    Page(settings, still, is_bundled=True)  # views ask it for their prefix
    page = Reader(still, settings).page(f"?view={view}&place=kidal", {"width": 1366, "height": 768})
    assert 50 < _watched(page) < 500


def test_what_comes_into_a_page_later_is_no_tree_of_components() -> None:
    """Each component that comes asks all others that are there: with thousands the page stands still."""
    app = Dash(__name__)
    register(app, None)  # type: ignore[arg-type] # nothing is asked of it
    filled = {one["output"] for one in app._callback_list if "children" in str(one["output"])}
    assert filled == {f"{ids.PAGE}.children", f"{ids.GRID}.children"}  # the page itself, and one grid
