"""The whole page: masthead, notices, and the body of one view."""

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboard.agreed import ids
from dashboard.agreed.payload import StartOfPage
from dashboard.asked.reading import Notice
from dashboard.asked.state import ViewState
from dashboard.asked.theme import Theme
from dashboard.asked.view import SHEETED, View
from dashboard.text import LANGUAGES, Text
from dashboard.views.context import Context
from dashboard.views.export_menu import export_menu
from dashboard.views.notes_tool import notes_tool
from dashboard.views.search import search_box
from dashboard.views.story_tool import story_tool

LANGUAGE_NAMES = {"en": "English", "fr": "Français"}
MOST_NOTICES = 3


def skeleton() -> html.Div:
    """What is there before the address has been read."""
    return html.Div(
        [
            dcc.Location(id=ids.LOCATION, refresh=False),
            dcc.Store(id=ids.VIEWPORT),
            html.Div(id=ids.PAGE),
        ]
    )


def page(
    context: Context,
    body: Component,
    *,
    views: list[View],
    start: StartOfPage,
    notices: tuple[Notice, ...] = (),
    server: Component | None = None,
) -> dmc.MantineProvider:
    """Everything the reader sees for one view.

    Parameters
    ----------
    context
        What is shown, how, and in which language.
    body
        The view itself.
    views
        The views there are, in the order of the navigation.
    start
        What the page's scripts need to begin.
    notices
        Values of the address that were not understood.
    server
        What the server says about its data.
    """
    state, text = context.state, context.text
    sheet = html.Div(
        [
            html.A(text("Skip to the main part"), href="#main", className="skip"),
            _masthead(context, views),
            story_tool(text),
            _notices(notices, server, text, notes_tool(text) if _takes_notes(state) else None),
            *_marked(html.Div(body, id="main", className="body"), context),
            dcc.Store(id=ids.START, data=start),
            dcc.Store(id=ids.STARTED),
            dcc.Store(id=ids.PLACE, data=state.place),
            dcc.Store(id=ids.CARDS),
        ],
        lang=text.language,
        className="page brief" if state.brief else "page",
    )
    return dmc.MantineProvider(sheet)


def _takes_notes(state: ViewState) -> bool:
    """Whether a view has maps of its own to write on."""
    return state.view in (View.MAP, View.COMPARE) and not state.brief and not state.shows_several


def view_name(view: View, text: Text) -> str:
    """What a view is called in the navigation."""
    return {
        View.MAP: text("Map"),
        View.COMPARE: text("Compare"),
        View.TIMELINE: text("Timeline"),
        View.TRENDS: text("Trends"),
        View.RECORDS: text("Records"),
        View.METHOD: text("Method"),
    }[view]


def _marked(body: Component, context: Context) -> list[Component]:
    """The body between the marking, where no figure in it bears the marking itself."""
    if not context.marking or context.state.view in SHEETED:
        return [body]
    banner = html.P(context.marking, className="marking")
    return [banner, body, banner]


def _masthead(context: Context, views: list[View]) -> html.Header:
    state, text = context.state, context.text
    grounds = ((Theme.DARK, text("Dark")), (Theme.LIGHT, text("Light")))
    return html.Header(
        [
            html.H1(text.of(context.record.title)),
            html.Nav(
                [_link(view_name(view, text), *_opened(state, view), view is state.view) for view in views],
                className="views",
                **{"aria-label": text("Views")},
            ),
            search_box(context.record, state.place, text),
            export_menu(state, context.house_marking, text),
            html.Nav(
                [
                    _link(LANGUAGE_NAMES[code], state.but(lang=code), f"lang={code}", code == text.language, lang=code)
                    for code in LANGUAGES
                ],
                className="languages",
                **{"aria-label": text("Language")},
            ),
            html.Nav(
                [_link(said, state.but(theme=theme), f"theme={theme}", is_current=False) for theme, said in grounds],
                className="grounds",
                **{"aria-label": text("Ground of the page")},
            ),
        ],
        className="masthead",
    )


def _opened(state: ViewState, view: View) -> tuple[ViewState, str]:
    """A view as the navigation opens it, and what of the address that changes: the map opens on one day."""
    if view is View.MAP:
        return state.but(view=view, several=()), f"view={view}&days="
    return state.but(view=view), f"view={view}"


def _link(said: str, to: ViewState, changes: str, is_current: bool, **more: str) -> html.A:
    """A link to the same view in one other respect; the page's script keeps its address current."""
    current = {"aria-current": "page"} if is_current else {}
    return html.A(said, href=f"?{to.query()}", **more, **current, **{"data-view": changes})


def _notices(notices: tuple[Notice, ...], server: Component | None, text: Text, tools: Component | None) -> html.Div:
    said = [html.P(_said(notice, text)) for notice in notices[:MOST_NOTICES]]
    if len(notices) > MOST_NOTICES:
        said.append(html.P(text("{count} more values were left out.", count=len(notices) - MOST_NOTICES)))
    return html.Div([server, _since(text), html.Div(said, role="status", id="notices"), tools], className="notices")


def _since(text: Text) -> html.P:
    """A quiet mark, shown by the page's script where this browser saw another edition last."""
    link = html.A(text("See what is other"), href="editions")
    said = [text("The record has changed since you last looked."), " ", link]
    return html.P(said, id=ids.SINCE, hidden=True, role="status", lang=text.language)


def _said(notice: Notice, text: Text) -> str:
    if notice.is_turned:
        return text("The two days of the address stood the wrong way round; the earlier one comes first here.")
    return text(
        "The address asks for {parameter} = “{found}”, which is not understood and was left out. Allowed: {allowed}.",
        parameter=notice.parameter,
        found=notice.found,
        allowed=notice.allowed,
    )
