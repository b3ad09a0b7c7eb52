"""The look of a page by itself: the typeface, colours and grounds of the app, without its style sheets."""

import re
from pathlib import Path

from markupsafe import Markup

from dashboard.web.dark import PAGE, PREFERRED, SCHEMES, WORN

LIGHT = Path(__file__).parents[2] / "assets/page.css"
NAMES = ("ink", "quiet", "paper", "sheet", "rule", "accent")
FACE = "assets/fonts/source-sans-3-latin-wght-normal.woff2"


def look(prefix: str) -> Markup:
    """What the head of such a page says: how it looks on paper and, where its reader's system is dark, on screens.

    ``prefix`` is the path under which the app is served.
    """
    return Markup("""<meta name="color-scheme" content="{scheme}">
<link rel="icon" href="{prefix}_favicon.ico">
<style>
@font-face {{
  font-family: "Source Sans 3";
  src: url("{prefix}{face}") format("woff2-variations");
  font-weight: 200 900;
}}
:root {{ {light} }}
@media {worn} {{ :root {{ {dark} }} }}
body {{
  margin: 0 auto;
  background: var(--paper);
  color: var(--ink);
  font: 17px/1.45 "Source Sans 3", "Segoe UI", Helvetica, Arial, sans-serif;
  overflow-wrap: anywhere;
}}
a {{ color: var(--accent); text-underline-offset: 3px; }}
</style>""").format(
        scheme=SCHEMES[PREFERRED],
        prefix=prefix,
        face=FACE,
        light=Markup(colours(LIGHT)),
        worn=Markup(WORN[PREFERRED]),
        dark=Markup(colours(PAGE)),
    )


def colours(sheet: Path) -> str:
    """The colours that a style sheet of the app gives to the names that such a page knows."""
    css = sheet.read_text(encoding="utf-8")
    found = {name: re.search(rf"--{name}: ([^;]+);", css)[1] for name in NAMES}
    return " ".join(f"--{name}: {colour};" for name, colour in found.items())
