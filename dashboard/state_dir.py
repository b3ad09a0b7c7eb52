"""The folder in which a server keeps what it needs beside the record: copies, locks, drafts, progress."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

NAME = "northern-mali-control-map"
ALLOWED = "a folder that can be written to, or the name of one that can be made"


def default_state_dir() -> Path:
    """Where state is kept if nobody says: where systemd says, or in the home of who runs the server.

    Who has no home that can be written to gets a folder of their own, not shared with anybody, in the temporary one.
    """
    if given := os.environ.get("STATE_DIRECTORY", "").partition(":")[0]:
        return Path(given)
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    for folder in (Path(state, NAME), Path(tempfile.gettempdir(), f"{NAME}-{os.getuid()}")):
        if _is_ours(folder):
            return folder
    return Path(state, NAME)


def checked_state_dir(folder: Path) -> Path:
    """The folder, made if it was not there; ValueError with what is allowed if it cannot be written to."""
    folder = folder.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ValueError(ALLOWED) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ValueError(ALLOWED)
    return folder


def _is_ours(folder: Path) -> bool:
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.access(folder, os.W_OK | os.X_OK) and folder.stat().st_uid == os.getuid()
    return False
