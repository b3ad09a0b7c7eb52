"""The search for a place by any of its names, accents optional."""

import dash_mantine_components as dmc
from dash import html

from dashboard.agreed import ids
from dashboard.text import Text
from geodata.entities import Place
from geodata.letters import folded
from geodata.record import Record


def search_names(place: Place) -> str:
    """Every name of a place, folded, in one line."""
    names = [place.id.replace("-", " "), place.name.en, place.name.fr, *place.aliases]
    return " | ".join(dict.fromkeys(folded(name) for name in names))


def search_box(record: Record, chosen: str | None, text: Text) -> html.Div:
    """A list of every place that narrows as one types."""
    places = sorted(record.places.values(), key=lambda place: folded(text.of(place.name)))
    options = [{"label": text.of(place.name), "value": place.id} for place in places]
    return html.Div(
        dmc.Select(
            id=ids.SEARCH,
            data=options,
            value=chosen,
            label=text("Find a place"),
            labelProps={"className": "unseen"},
            placeholder=text("Find a place"),
            searchable=True,
            allowDeselect=False,  # whoever asks for the chosen place once more wants it, and not none
            selectFirstOptionOnChange=True,
            filter={"function": "findPlaces"},
            nothingFoundMessage=text("No place of that name"),
            maxDropdownHeight=420,
            size="sm",
        ),
        className="search",
    )
