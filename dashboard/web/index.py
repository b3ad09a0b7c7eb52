"""The HTML around the app, served at the address itself."""

import logging
import re
from collections.abc import Callable

from dash import Dash
from flask import request

from dashboard.agreed import rooms
from dashboard.agreed.edition import edition
from dashboard.asked.addresses import Addresses
from dashboard.asked.reading import edition_in
from dashboard.asked.theme import theme_in
from dashboard.config import Settings
from dashboard.hosting.language import asked_text
from dashboard.hosting.live import LiveRecord
from dashboard.hosting.security import callback_failed
from dashboard.views.trouble import trouble
from dashboard.web.bundle import OURS, Bundle, serve
from dashboard.web.dark import head
from dashboard.web.icon import links

FRAME = """<!DOCTYPE html>
<html lang="en">
<head>
{%metas%}
<title>{%title%}</title>
{%favicon%}
<link rel="expect" href="#react-entry-point" blocking="render">
<!--face-->
{%css%}
<!--dark-->
</head>
<body>
<!--trouble-->
<!--first-->
{%app_entry%}
<footer>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>"""
"""Nothing is painted before all is there that is sent whole, up to where Dash begins: half of it stands elsewhere."""


log = logging.getLogger(__name__)

OF_ONE_LOAD = re.compile(r'"(end_id|python_version)":\s*"[^"]*"')
"""Dash's token for background callbacks, of which we have none, would make every answer differ; the other is no
one's business."""


POLYFILL = re.compile(r'<script src="[^"]*/deps/polyfill@[^"]*"></script>\n?')
"""Dash's help for browsers of ten years ago: a tenth of the time of a visit, and what it replaces is slower. All that
Dash needs of it in others is ``vendor/regenerator-runtime.js``."""


FACE = (
    '<link rel="preload" href="{prefix}assets/fonts/source-sans-3-latin-wght-normal.woff2" as="font" type="font/woff2" '
    "crossorigin>"
)
"""Our typeface, asked for with the styles: what is seen at once is then set in it, and nothing moves when it comes."""


class Page(Dash):
    """A Dash app that takes nothing from outside, says its language and knows the record it serves."""

    def __init__(self, settings: Settings, live: LiveRecord, *, is_bundled: bool) -> None:
        self.live = live
        script, style = bundles = Bundle("js"), Bundle("css")
        prefix = settings.url_prefix
        self.default_language = settings.default_lang
        self.first: Callable[[str], str] = lambda _: ""
        """The page for a query as HTML that needs no script."""
        self.stand_by: Callable[[], None] = lambda: None
        """What is to be at hand before the first question comes."""
        super().__init__(
            "northern-mali-control-map",
            assets_folder="assets",
            assets_ignore=OURS if is_bundled else "",
            external_scripts=[f"{prefix}{script.path}"] if is_bundled else [],
            external_stylesheets=[f"{prefix}{style.path}"] if is_bundled else [],
            requests_pathname_prefix=prefix,
            routes_pathname_prefix=prefix,
            serve_locally=True,
            update_title=None,
            title="Northern Mali Control Map",
            index_string=FRAME,
            compress=False,  # see hosting.delivery
            enable_mcp=False,
            suppress_callback_exceptions=True,  # the page comes from a callback, so its ids are not known before
            on_error=callback_failed,
            meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
        )
        self._prefix = prefix
        self._face = FACE.format(prefix=prefix)
        self._icon = links(prefix)
        serve(self.server, prefix, bundles)

    def get_ready(self) -> None:
        """Do before the first request what Dash does during it: a second one could meet it half done."""
        self._setup_server()

    def interpolate_index(self, **parts: str) -> str:
        """Fill the frame, in the language the address asks for."""
        text = asked_text(self.default_language)
        parts["title"] = text("Northern Mali Control Map")
        parts["favicon"] = self._icon
        parts["scripts"] = POLYFILL.sub("", parts["scripts"])
        parts["config"] = OF_ONE_LOAD.sub(r'"\1":""', parts["config"])
        opening = f'<html lang="{text.language}" data-rooms="{rooms.said()}" data-program="{edition()}">'
        page = super().interpolate_index(**parts).replace('<html lang="en">', opening)
        page = page.replace("<!--trouble-->", trouble()).replace("<!--face-->", self._face)
        page = page.replace("<!--dark-->", self._dark())
        return page.replace("<!--first-->", self._first())

    def _dark(self) -> str:
        """When the page is dark, and what makes it so: of the record that it shows."""
        query = request.query_string.decode(errors="replace")
        record = self.live.of(edition_in(query) or "") or self.live.record
        return head(theme_in(query), Addresses(self._prefix, record.digest))

    def _first(self) -> str:
        """What is seen until the scripts have made the page; where it fails they make it all the same."""
        try:
            first = self.first(request.query_string.decode(errors="replace"))
        except Exception:
            log.exception("the page could not be written beforehand")
            return ""
        return f'<div id="first">{first}</div>' if first else ""
