"""Wiring only: which input calls which pure function, on the server or in the page's scripts."""

from typing import Protocol

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from dashboard.agreed import ids
from dashboard.web.calls import Start, Window, place_of, query_of, start_of, window_of


class Answers(Protocol):
    """What the server can be asked by the page; ``start`` is what the page was begun with."""

    def page(self, query: str, viewport: Window) -> object:
        """The page for a query and a window."""

    def cards(self, place_id: str, start: Start) -> object:
        """The cards of a place."""

    def compared(self, query: str, start: Start) -> object:
        """The list of what changed between two days, and their headline."""


def register(app: Dash, answers: Answers) -> None:
    """Wire the page to its scripts and to the answers of the server."""
    _scripts(app)

    @app.callback(
        Output(ids.PAGE, "children"),
        Input(ids.LOCATION, "search"),
        Input(ids.VIEWPORT, "data"),
    )
    def read_address(query: object, viewport: object) -> object:
        return no_update if viewport is None else answers.page(query_of(query), window_of(viewport))

    @app.callback(Output(ids.CARDS, "data"), Input(ids.PLACE, "data"), State(ids.START, "data"))
    def choose_place(place_id: object, start: object) -> object:
        return None if place_id is None else answers.cards(place_of(place_id), start_of(start))

    @app.callback(
        Output(ids.TOLD, "data"),
        Input(ids.COMPARED, "data"),
        State(ids.START, "data"),
        prevent_initial_call=True,
    )
    def list_changes(query: object, start: object) -> object:
        return no_update if query is None else answers.compared(query_of(query), start_of(start))


def _scripts(app: Dash) -> None:
    def script(name: str) -> ClientsideFunction:
        return ClientsideFunction("mali", name)

    app.clientside_callback(script("viewport"), Output(ids.VIEWPORT, "data"), Input(ids.LOCATION, "pathname"))
    app.clientside_callback(script("start"), Output(ids.STARTED, "data"), Input(ids.START, "data"))
    app.clientside_callback(script("showCard"), Input(ids.CARDS, "data"))
    app.clientside_callback(script("showChanges"), Input(ids.TOLD, "data"))
    app.clientside_callback(script("showGrid"), Output(ids.GRID, "children"), Input(ids.GRID_WANTED, "data"))
    app.clientside_callback(script("chooseFound"), Input(ids.SEARCH, "value"))
    app.clientside_callback(script("chooseFilter"), *(Input(field, "value") for field in ids.FILTERS.values()))
