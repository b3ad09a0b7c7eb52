"""Where what is kept beside the record lies, if nobody says: the same place for the server and the command line."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

STATE_NAME = "northern-mali-control-map"


def default_state_dir() -> Path:
    """Where state is kept if nobody says: where systemd says, or in the home of who runs the server.

    Who has no home that can be written to gets a folder of their own, not shared with anybody, in the temporary one.
    """
    if given := os.environ.get("STATE_DIRECTORY", "").partition(":")[0]:
        return Path(given)
    state = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    for folder in (Path(state, STATE_NAME), Path(tempfile.gettempdir(), f"{STATE_NAME}-{os.getuid()}")):
        if _is_ours(folder):
            return folder
    return Path(state, STATE_NAME)


def _is_ours(folder: Path) -> bool:
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return os.access(folder, os.W_OK | os.X_OK) and folder.stat().st_uid == os.getuid()
    return False
