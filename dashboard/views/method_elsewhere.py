"""Where the record can be taken, and how its own history is read: links that leave the page."""

from dash import html

from dashboard.text import Text
from dashboard.views.context import Context

Parts = list[object]


def elsewhere(context: Context) -> Parts:
    """The record's history, whole files of it, and the way for programs; of the edition that is shown."""
    text = context.text
    edition = f"?edition={context.record.digest}&lang={text.language}"
    lines = [
        [_link(f"editions?lang={text.language}", text("What has changed in the record"), text)],
        [_link(f"feed.atom?lang={text.language}", text("Follow it as a feed (Atom)"), text)],
        [
            text("The whole record:"),
            " ",
            _link(f"download/record.gpkg{edition}", text("GeoPackage for QGIS, dressed and playing"), text),
            " · ",
            _link(f"download/record.xlsx{edition}", text("workbook"), text),
            " · ",
            _link(f"download/record.zip{edition}", text("zip with everything"), text),
        ],
        [_link(f"use?lang={text.language}", text("Use it from Python, R, QGIS, Excel, curl"), text)],
        [_link("openapi.json", text("Every address, with its parameters and examples (OpenAPI)"), text)],
    ]
    said = text(
        "Every edition of the record that was served is kept. An address with “edition={digest}” shows this one for as "
        "long as it is kept here.",
        digest=context.record.digest,
    )
    return [html.P(said), html.Ul([html.Li(line) for line in lines])]


def _link(address: str, said: str, text: Text) -> html.A:
    return html.A(said, href=address, lang=text.language)
