"""The icon of the product, in the tab and on a home screen."""

from base64 import b64encode

DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#1d232b"/>'
    '<path d="M8 50 24 46 22 36 12 30 34 8 50 14 54 28 48 34 56 40 52 54Z" fill="#f6f3ec"/>'
    '<circle cx="38" cy="31" r="9" fill="#9a3324" stroke="#1d232b" stroke-width="4"/></svg>'
)
"""The north, and a place in it."""
LINKS = (
    '<link rel="icon" type="image/svg+xml" href="data:image/svg+xml;base64,{icon}">\n'
    '<link rel="apple-touch-icon" href="{prefix}assets/icon.png">'
)


def links(prefix: str) -> str:
    """What the head of a page says of it. It comes with the page: browsers ask for a file anew as addresses change."""
    return LINKS.format(icon=b64encode(DRAWN.encode()).decode(), prefix=prefix)
