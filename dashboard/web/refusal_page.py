"""A refusal as a page: who comes with a browser reads why there is nothing, and finds the way to the map."""

from flask import Flask, Response, request
from markupsafe import Markup

from dashboard.config import Settings
from dashboard.hosting.language import asked_text
from dashboard.text import Text
from dashboard.web.plain_look import look

PAGE = Markup("""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{said} – {name}</title>
{look}
<style>
body {{ max-width: 38em; padding: 14vh 20px 40px; }}
h1 {{ margin: 0 0 24px; font-size: 16px; font-weight: 600; color: var(--quiet); }}
.said {{ font-size: 23px; line-height: 1.3; }}
.number {{ color: var(--quiet); font-size: 15px; }}
</style>
</head>
<body>
<h1>{name}</h1>
<main>
<p class="said">{said}</p>
{number}<p><a href="{prefix}?lang={language}">{way}</a></p>
</main>
</body>
</html>
""")
"""Its styles stand in it: it is as well read where nothing else is given, as before the sign-on."""


def register(server: Flask, settings: Settings) -> None:
    """Put refusals that a person meets by navigating into a page. Call when everything that may refuse is there."""
    for_programs = f"{settings.url_prefix}api/"

    @server.after_request
    def speak_to_people(response: Response) -> Response:
        if response.status_code < 400 or not response.is_json or request.path.startswith(for_programs):
            return response
        response.vary.add("Accept")
        refused = response.get_json(silent=True)
        if not _asks_for_a_page() or not isinstance(refused, dict) or "error" not in refused:
            return response
        response.set_data(_page(refused, asked_text(settings.default_lang), settings.url_prefix))
        response.mimetype = "text/html"
        return response


def _asks_for_a_page() -> bool:
    """Whether pages are welcome more than data: so asks a browser for what is to fill its window, and no script."""
    accepted = request.accept_mimetypes
    return accepted["text/html"] > accepted["application/json"]


def _page(refused: dict[str, object], text: Text, prefix: str) -> str:
    said, number = str(refused["error"]), refused.get("request_id")
    numbered = text("Number of the request: {number}", number=number) if number else ""
    return PAGE.format(
        language=text.language,
        name=text("Northern Mali Control Map"),
        said=said,
        number=Markup('<p class="number">{}</p>\n').format(numbered) if numbered else "",
        look=look(prefix),
        prefix=prefix,
        way=text("To the map"),
    )
