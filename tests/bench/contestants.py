"""Who is measured: the product and its rivals. How each is driven stands in ``handles.js`` under its key."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dashboard.asked.layers import Layer
from tests.driving import Served, serving

SERVER = ("gunicorn", "--workers", "2", "--threads", "4", "--preload", "--keep-alive", "15", "--log-level", "warning")
"""As many processes and threads as the product has."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """One page to measure."""

    key: str
    name: str
    what: str
    """How it is made, in a line."""
    cannot: str = ""
    """What the product does and this does not."""
    query: str = ""
    """The query with which it shows all there is."""
    has_png: bool = True
    """Whether it can give its map as an image by itself."""

    @property
    def is_product(self) -> bool:
        """Whether this is the one for whose sake the others are here."""
        return self.key == "product"

    @contextmanager
    def serve(self, **settings: str) -> Iterator[Served]:
        """Run its server until the block is left."""
        module = ("dashboard",) if self.is_product else (*SERVER, f"tests.bench.rivals.{self.key}:server")
        with serving(*module, answers="healthz" if self.is_product else "", **settings) as served:
            yield served


PRODUCT = Contestant(
    "product",
    "this map",
    "Plotly drawn once, then the few attributes that change are set; every layer on",
    query=f"layers={','.join(Layer)}",
)
NOT_EVEN = "hatch, names that make room, signs and rings, days, legend of the day"
RIVALS = (
    Contestant(
        "usual",
        "usual Dash app",
        "`choropleth_map` and `scatter_map` on a white ground; a server callback answers with the figure",
        f"{NOT_EVEN}; an image as on the screen with its sources",
    ),
    Contestant(
        "clientside",
        "the same, clientside",
        "the same map; the callback runs in the browser on months that are there",
        f"{NOT_EVEN}; an image as on the screen with its sources",
    ),
    Contestant(
        "frames",
        "Plotly frames",
        "the same map as Plotly's own page: 156 frames, its slider, no app",
        f"{NOT_EVEN}; an address for a view; data that change",
    ),
    Contestant(
        "leaflet",
        "dash-leaflet",
        "GeoJSON styled by a function of `hideout`, set by a callback in the browser",
        "hatch, names that make room, signs, days, legend of the day; any image",
        has_png=False,
    ),
    Contestant(
        "svg",
        "plain SVG",
        "a static page whose script sets fills: the limit of what a browser can do",
        "hatch, names that make room, signs, days, legend of the day; everything that is not a map",
    ),
)
ALL = (PRODUCT, *RIVALS)
