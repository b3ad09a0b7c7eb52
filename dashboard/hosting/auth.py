"""Who is asking: the name the organisation's own sign-on puts into a header. No passwords are kept here."""

from flask import Flask, Response, g, jsonify, request

from dashboard.config import Settings
from dashboard.hosting.language import asked_text

LONGEST_NAME = 120
NOBODY = ""


def register(server: Flask, settings: Settings) -> None:
    """Refuse requests without the header of the settings, all but the health check, and remember the name."""
    exempt = f"{settings.url_prefix}healthz"

    @server.before_request
    def recognise() -> tuple[Response, int] | None:
        g.user = _name(request.headers.get(settings.auth_header, "")) if settings.auth_header else NOBODY
        if settings.auth_header and not g.user and request.path != exempt:
            text = asked_text(settings.default_lang)
            said = text("No user name came with this request. Come through the organisation’s sign-on.")
            return jsonify(error=said), 401
        return None


def user() -> str:
    """The name of who is asking, or nothing where no sign-on is set up or none was found."""
    return g.get("user", NOBODY)


def _name(found: str) -> str:
    """A name as a proxy writes it; what cannot be printed on one line is no name."""
    try:
        name = found.encode("latin-1").decode("utf-8").strip()  # WSGI hands header bytes over as Latin-1
    except UnicodeError:
        name = found.strip()
    return name if name.isprintable() and len(name) <= LONGEST_NAME and _is_one(name) else NOBODY


def _is_one(name: str) -> bool:
    """Whether it is one name: two headers become one text with a comma, as a directory's names have them too.

    ``CN=Amina,OU=News`` is one; of ``amina,root`` somebody added the half.
    """
    return "," not in name or all("=" in part for part in name.split(","))
