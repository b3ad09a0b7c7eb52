"""A page by itself, without scripts: what is read, printed and linked to, beside the app."""

from markupsafe import Markup

from dashboard.config import Settings
from dashboard.text import Text
from dashboard.web.plain_look import look

PAGE = Markup("""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – {name}</title>
{look}
<link rel="alternate" type="application/atom+xml" href="{prefix}feed.atom?lang={language}" title="{changes}">
<style>
body {{ max-width: 1100px; padding: 20px 20px 60px; }}
header {{ display: flex; gap: 24px; justify-content: space-between; color: var(--quiet); font-weight: 600; }}
main {{ overflow-x: auto; }}
h1 {{ font-size: 30px; line-height: 1.15; margin: 26px 0 10px; }}
h2 {{ font-size: 22px; margin: 34px 0 8px; }}
h3 {{ font-size: 18px; margin: 28px 0 8px; }}
table {{ border-collapse: collapse; font-size: 16px; }}
th, td {{ text-align: left; vertical-align: top; padding: 5px 14px 5px 0; border-bottom: 1px solid var(--rule); }}
thead th {{ color: var(--quiet); font-size: 14px; }}
dt {{ color: var(--quiet); }}
dd {{ margin: 0 0 8px; }}
pre {{ padding: 12px 14px; background: var(--sheet); border: 1px solid var(--rule); }}
pre {{ overflow-x: auto; font-size: 14px; }}
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
        look=look(settings.url_prefix),
        prefix=settings.url_prefix,
        way=text("To the map"),
        changes=text("What has changed in the record"),
        style=Markup(style),
        marking=marking,
        body=body,
    )
