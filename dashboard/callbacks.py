"""Wiring only: which input calls which pure function, on the server or in the page's scripts."""

from collections.abc import Callable

from dash import ClientsideFunction, Dash, Input, Output, State, no_update

from dashboard import ids
from dashboard.live import LiveRecord
from dashboard.state import read_view
from dashboard.text import Text
from dashboard.views.card import cards
from geodata.timeline import Timeline

Show = Callable[[str, dict[str, int] | None], object]


def register(app: Dash, live: LiveRecord, show: Show) -> None:
    """Wire the page.

    Parameters
    ----------
    app
        The app to wire.
    live
        The record the cards are read from.
    show
        Turns the query of the address and the size of the window into a page.
    """
    _scripts(app)

    @app.callback(
        Output(ids.PAGE, "children"),
        Input(ids.LOCATION, "search"),
        Input(ids.VIEWPORT, "data"),
    )
    def read_address(query: str, viewport: dict[str, int] | None) -> object:
        return no_update if viewport is None else show(str(query or ""), viewport)

    @app.callback(Output(ids.CARDS, "data"), Input(ids.PLACE, "data"), State(ids.START, "data"))
    def choose_place(place_id: str | None, start: dict[str, object]) -> object:
        record = live.record
        if place_id not in record.places:
            return None
        lens = read_view(start["query"], record).state.lens
        return cards(record.places[place_id], Timeline(record, lens), Text(start["language"]))


def _scripts(app: Dash) -> None:
    def script(name: str) -> ClientsideFunction:
        return ClientsideFunction("mali", name)

    app.clientside_callback(script("viewport"), Output(ids.VIEWPORT, "data"), Input(ids.LOCATION, "pathname"))
    app.clientside_callback(script("start"), Output(ids.STARTED, "data"), Input(ids.START, "data"))
    app.clientside_callback(
        script("showCard"), Output(ids.CARD, "children"), Input(ids.CARDS, "data"), State(ids.CARD, "children")
    )
    app.clientside_callback(script("showGrid"), Output(ids.GRID, "children"), Input(ids.GRID_WANTED, "data"))
    app.clientside_callback(script("chooseFound"), Input(ids.SEARCH, "value"))
    app.clientside_callback(script("chooseFilter"), *(Input(field, "value") for field in ids.FILTERS.values()))
    app.clientside_callback(script("chooseDate"), Input(ids.DATE, "value"))
