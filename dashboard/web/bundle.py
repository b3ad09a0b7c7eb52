"""Our own scripts and styles, each kind in one file: a first visit asks for two of them, not for forty."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response

from dashboard.agreed.rooms import without_script
from dashboard.hosting.delivery import FOR_EVER

ASSETS = Path(__file__).parents[2] / "assets"
OURS = r"^(?!plotly|regenerator).*\.(js|css)$"
"""What comes in a bundle, for Dash to leave out; what others made, in ``assets/vendor``, comes by itself."""
TYPES = {"js": "text/javascript", "css": "text/css"}


@dataclass(frozen=True)
class Bundle:
    """All scripts or all styles, in the order of their names, as Dash would load them one by one."""

    kind: str
    """``js`` or ``css``."""

    @cached_property
    def body(self) -> bytes:
        """The files, one after the other."""
        body = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ASSETS.glob(f"*.{self.kind}")))
        return (without_script(body) if self.kind == "css" else body).encode()

    @cached_property
    def path(self) -> str:
        """Where it is served below the prefix. Beside the files, so that what a style names is found."""
        return f"assets/ours.{sha256(self.body).hexdigest()[:12]}.{self.kind}"


def serve(server: Flask, prefix: str, bundles: Iterable[Bundle]) -> None:
    """Serve the bundles under addresses that name their content."""
    for bundle in bundles:
        server.add_url_rule(f"{prefix}{bundle.path}", bundle.path, lambda bundle=bundle: _answer(bundle))


def _answer(bundle: Bundle) -> Response:
    return Response(bundle.body, mimetype=TYPES[bundle.kind], headers={"Cache-Control": FOR_EVER})
