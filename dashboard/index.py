"""The HTML around the app, served at the address itself."""

from dash import Dash
from flask import request

from dashboard.config import Settings
from dashboard.state import LANGUAGES
from dashboard.text import Text

FRAME = """<!DOCTYPE html>
<html lang="en">
<head>
{%metas%}
<title>{%title%}</title>
{%favicon%}
{%css%}
</head>
<body>
{%app_entry%}
<footer>{%config%}{%scripts%}{%renderer%}</footer>
</body>
</html>"""


class Page(Dash):
    """A Dash app that takes nothing from outside and says its language."""

    def __init__(self, settings: Settings) -> None:
        self.default_language = settings.default_lang
        super().__init__(
            "northern-mali-control-map",
            assets_folder="assets",
            requests_pathname_prefix=settings.url_prefix,
            routes_pathname_prefix=settings.url_prefix,
            serve_locally=True,
            update_title=None,
            title="Northern Mali Control Map",
            index_string=FRAME,
            compress=True,
            enable_mcp=False,
            meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
        )

    def interpolate_index(self, **parts: str) -> str:
        """Fill the frame, in the language the address asks for."""
        asked = request.args.get("lang", self.default_language)
        language = asked if asked in LANGUAGES else self.default_language
        text = Text(language)
        parts["title"] = text("Northern Mali Control Map")
        return super().interpolate_index(**parts).replace('<html lang="en">', f'<html lang="{language}">')
