"""The style sheet of the dark ground, and when a page wears it: as its address says, or as its reader's system does."""

from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path

from flask import Blueprint, Response

from dashboard.asked.addresses import Addresses
from dashboard.asked.theme import Theme
from dashboard.figures.dark import rules
from dashboard.hosting.live import LiveRecord
from dashboard.web.asked_record import record_of
from dashboard.web.kept import kept
from geodata.record import Record

PAGE = Path(__file__).with_name("dark.css")
PREFERRED = "preferred"
"""Stands for no theme."""
ON_SCREENS = "screen and (forced-colors: none)"
"""Paper is light; in a contrast theme the colours are the system's."""
WORN: Mapping[str, str] = {
    Theme.LIGHT: "not all",
    Theme.DARK: ON_SCREENS,
    PREFERRED: f"{ON_SCREENS} and (prefers-color-scheme: dark)",
}
"""The media for which a page of each theme is dark."""
SCHEMES = {Theme.LIGHT: "only light", Theme.DARK: "dark", PREFERRED: "light dark"}
"""What the browser shows before any style has come, and whether it may darken pages by itself: never one of ours."""


def register(routes: Blueprint, live: LiveRecord) -> None:
    """Serve the style sheet of a record, whose forces have colours of their own."""

    @routes.get("/dark/<digest>.css")
    def dark(digest: str) -> Response:
        return kept(Response(style(record_of(live, digest)), mimetype="text/css"))


@lru_cache(maxsize=2)
def style(record: Record) -> str:
    """All that makes a page of a record dark."""
    return PAGE.read_text(encoding="utf-8") + "\n".join(rules(record))


def head(theme: Theme | None, addresses: Addresses) -> str:
    """What the head of a page says of its ground. The page's script changes the media with the address."""
    told = theme or PREFERRED
    media = "".join(f' data-{name}="{escape(media)}"' for name, media in WORN.items())
    sheet = f'<link rel="stylesheet" id="dark" href="{escape(addresses.dark)}" media="{escape(WORN[told])}"{media}>'
    return f'<meta name="color-scheme" content="{SCHEMES[told]}">\n{sheet}'
