"""An answer of the OGC API as a page: what a person sees who opens its address."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from dashboard.config import Settings
from dashboard.text import Text

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
    return PAGE.format(
        language=text.language,
        title=body.get("title") or body.get("id") or "OGC API",
        name=text("Northern Mali Control Map"),
        prefix=settings.url_prefix,
        way=text("To the map"),
        marking=Markup("<p><strong>{}</strong></p>").format(settings.marking) if settings.marking else "",
        body=Markup("").join(parts),
    )


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


PAGE = Markup("""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {name}</title>
<link rel="icon" href="{prefix}_favicon.ico">
<style>
body {{ margin: 0 auto; max-width: 1200px; padding: 20px; background: #f6f3ec; color: #1d232b; }}
body {{ font: 16px/1.45 "Source Sans 3", "Segoe UI", Helvetica, Arial, sans-serif; }}
main {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: 14px; }}
th, td {{ text-align: left; vertical-align: top; padding: 3px 12px 3px 0; border-bottom: 1px solid #d9d5c9; }}
dt {{ color: #525a63; }}
dd {{ margin: 0 0 8px; overflow-wrap: anywhere; }}
a {{ color: #9a3324; }}
</style>
</head>
<body>
{marking}<p><a href="{prefix}?lang={language}">{way}</a></p>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
""")
