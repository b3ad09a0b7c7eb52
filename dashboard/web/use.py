"""``/use``: how to use the record from Python, R, QGIS, Excel and curl; a test runs its lines."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, request
from markupsafe import Markup

from dashboard.config import Settings
from dashboard.hosting.language import asked_text
from dashboard.hosting.live import LiveRecord
from dashboard.text import Text
from dashboard.web.contract import PROMISE
from dashboard.web.parameters import takes
from dashboard.web.plain_page import plain_page


@dataclass(frozen=True, slots=True)
class Recipe:
    """Some lines for one tool."""

    tool: str
    about: str
    lines: str
    """With ``{address}`` for that of the app, and ``{digest}`` for the edition that is served."""

    def filled(self, address: str, digest: str) -> str:
        """The lines as they can be run."""
        return self.lines.replace("{address}", address).replace("{digest}", digest)


def recipes(text: Text) -> Iterator[Recipe]:
    """The recipes, in the order of the page; the lines are the same in both languages."""
    yield Recipe(
        "curl",
        text("Who held what on a day, what changed, and the whole record as one file"),
        """curl -fsS "{address}api/at?on=2023-11-14" -o at.geojson
curl -fsS "{address}api/changes?from=2023-11-13&to=2023-11-14&place=kidal"
curl -fsS "{address}api/history/kidal?edition={digest}" -o kidal.json
curl -fsS "{address}download/record.gpkg" -o record.gpkg""",
    )
    yield Recipe(
        "Python",
        text("A day as a table with shapes, and a place through time"),
        """import geopandas, json
from urllib.request import urlopen

day = geopandas.read_file("{address}api/at?on=2023-11-14")
towns = day[(day["layer"] == "places") & (day["kind"] == "town")]
print(towns[["name", "controller", "status", "grade"]].to_string())

states = json.load(urlopen("{address}api/history/kidal?edition={digest}"))
print([(one["valid_from"], one["controller"]) for one in states][:5])

held = geopandas.read_file("{address}ogc/collections/places/items?controller=CSP&datetime=2023-11-14&limit=1000")
print(len(held), "places held by the CSP")""",
    )
    yield Recipe(
        "R",
        text("The same in R, with sf"),
        """library(sf)
day <- st_read("{address}api/at?on=2023-11-14")
table(day$controller[day$layer == "places"], useNA = "ifany")
places <- st_read("OAPIF:{address}ogc", layer = "places")
plot(subset(places, valid_from <= "2023-11-14" & valid_until >= "2023-11-14")["controller"])""",
    )
    yield Recipe(
        "QGIS",
        text(
            "Take the GeoPackage and open its project: the layers are dressed as the map is, and the temporal "
            "controller plays them. Or connect live: Layer, Add layer, WFS / OGC API - Features, New, with this address"
        ),
        "{address}ogc",
    )
    yield Recipe(
        "Excel",
        text("A workbook with a sheet for each table; or Data, From web, with one of the other addresses"),
        """{address}download/record.xlsx
{address}api/history/kidal
{address}download/trends/places.csv?lang=fr""",
    )


def register(routes: Blueprint, live: LiveRecord, settings: Settings) -> None:
    """Add the route."""

    @routes.get("/use")
    @takes()
    def use() -> Response:
        text = asked_text(settings.default_lang)
        address = f"{request.host_url.rstrip('/')}{settings.url_prefix}"
        sections = Markup("").join(
            Markup("<h2>{}</h2><p>{}</p><pre><code>{}</code></pre>").format(
                one.tool, one.about, one.filled(address, live.record.digest)
            )
            for one in recipes(text)
        )
        title = text("Use it from Python, R, QGIS, Excel, curl")
        body = Markup('<main><h1>{}</h1><p><a href="{}openapi.json">{}</a></p><p lang="en">{}</p>{}</main>').format(
            title,
            settings.url_prefix,
            text("Every address, with its parameters and examples (OpenAPI)"),
            PROMISE.replace("`", ""),
            sections,
        )
        page = plain_page(title, body, text, settings)
        return Response(page, mimetype="text/html")
