"""An answer of the OGC API as a page: what a person sees who opens its address."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from dashboard.config import Settings
from dashboard.text import Text
from dashboard.web.plain_page import plain_page

QUIET = ("links", "type", "geometry")
"""Parts that are told in another way, or not to people."""


def as_page(body: Mapping[str, object], text: Text, settings: Settings) -> str:
    """The page of an answer: its words, its items as a table, its links."""
    parts = [_of(body)]
    links = body.get("links")
    if isinstance(links, Sequence):
        shown = [
            link for link in links if link["rel"] in ("data", "items", "next", "prev", "collection", "service-desc")
        ]
        lines = Markup("").join(
            Markup('<li><a href="{}">{}</a> <small>{}</small></li>').format(_as_html(link), link["rel"], link["type"])
            for link in shown
        )
        parts.append(Markup("<ul>{}</ul>").format(lines))
    title = str(body.get("title") or body.get("id") or "OGC API")
    inside = Markup("<main><h1>{}</h1>{}</main>").format(title, Markup("").join(parts))
    return plain_page(title, inside, text, settings)


def _as_html(link: Mapping[str, str]) -> str:
    """Where a link leads a person: to the page where there is one."""
    address = link["href"]
    if link["rel"] == "service-desc" or "f=html" in address:
        return address
    return f"{address}{'&' if '?' in address else '?'}f=html"


def _of(body: Mapping[str, object]) -> Markup:
    if isinstance(body.get("features"), Sequence):
        return _table([{"id": one["id"], **one["properties"]} for one in body["features"]])
    if isinstance(body.get("collections"), Sequence):
        rows = Markup("").join(
            Markup('<li><a href="{}?f=html">{}</a>: {}</li>').format(
                next(link["href"] for link in one["links"] if link["rel"] == "items"), one["title"], one["description"]
            )
            for one in body["collections"]
        )
        return Markup("<ul>{}</ul>").format(rows)
    said = body.get("properties") if isinstance(body.get("properties"), Mapping) else body
    rows = [(name, cell) for name, cell in said.items() if name not in QUIET]
    cells = Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(name, _cell(cell)) for name, cell in rows)
    return Markup("<dl>{}</dl>").format(cells)


def _table(rows: Sequence[Mapping[str, object]]) -> Markup:
    if not rows:
        return Markup("<p>0</p>")
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in rows[0])
    lines = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(Markup("<td>{}</td>").format(_cell(cell)) for cell in row.values())
        )
        for row in rows
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(head, lines)


def _cell(cell: object) -> Markup:
    if isinstance(cell, list):
        return escape("; ".join(map(str, cell)))
    return escape("" if cell is None else cell)
