"""A page by itself, without scripts: what is read, printed and linked to, beside the app."""

from markupsafe import Markup

from dashboard.config import Settings
from dashboard.text import Text

PAGE = Markup("""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {name}</title>
<link rel="icon" href="{prefix}_favicon.ico">
<link rel="alternate" type="application/atom+xml" href="{prefix}feed.atom?lang={language}" title="{changes}">
<style>
@font-face {{
  font-family: "Source Sans 3";
  src: url("{prefix}assets/fonts/source-sans-3-latin-wght-normal.woff2") format("woff2-variations");
  font-weight: 200 900;
}}
body {{
  max-width: 1100px;
  margin: 0 auto;
  padding: 20px 20px 60px;
  background: #f6f3ec;
  color: #1d232b;
  font: 17px/1.45 "Source Sans 3", "Segoe UI", Helvetica, Arial, sans-serif;
  overflow-wrap: anywhere;
}}
header {{ display: flex; gap: 24px; justify-content: space-between; color: #525a63; font-weight: 600; }}
main {{ overflow-x: auto; }}
h1 {{ font-size: 30px; line-height: 1.15; margin: 26px 0 10px; }}
h2 {{ font-size: 22px; margin: 34px 0 8px; }}
h3 {{ font-size: 18px; margin: 28px 0 8px; }}
a {{ color: #9a3324; text-underline-offset: 3px; }}
table {{ border-collapse: collapse; font-size: 16px; }}
th, td {{ text-align: left; vertical-align: top; padding: 5px 14px 5px 0; border-bottom: 1px solid #d9d5c9; }}
thead th {{ color: #525a63; font-size: 14px; }}
dt {{ color: #525a63; }}
dd {{ margin: 0 0 8px; }}
pre {{ padding: 12px 14px; background: #fff; border: 1px solid #d9d5c9; overflow-x: auto; font-size: 14px; }}
.lead {{ font-size: 20px; margin: 0; }}
.marking {{ text-align: center; font-weight: 700; margin: 0 0 10px; }}
@media print {{ body {{ background: #fff; }} a {{ color: inherit; }} }}
{style}</style>
</head>
<body>
{marking}<header><span>{name}</span><a href="{prefix}?lang={language}">{way}</a></header>
{body}
{marking}</body>
</html>
""")
"""Its styles stand in it: it needs nothing of the app's."""


def plain_page(title: str, body: Markup, text: Text, settings: Settings, style: str = "") -> str:
    """The page around a body, between the markings of the house; ``style`` are rules that it needs besides."""
    marking = Markup('<p class="marking">{}</p>').format(settings.marking) if settings.marking else ""
    return PAGE.format(
        language=text.language,
        title=title,
        name=text("Northern Mali Control Map"),
        prefix=settings.url_prefix,
        way=text("To the map"),
        changes=text("What has changed in the record"),
        style=Markup(style),
        marking=marking,
        body=body,
    )
