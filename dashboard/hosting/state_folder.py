"""What a server keeps beside the record while it runs: a folder of its own below STATE_DIR, shared by its workers.

Nothing in it is needed for an answer. Whatever cannot be written or read there is noticed, told and tried again; no
method but the first raises. The folder goes when the server ends, and what one that was killed left goes when the
next begins.
"""

import fcntl
import io
import logging
import os
import shutil
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX, LOCK = "server-", "lock"
SECONDS_OF_GRACE = 60.0
"""Age from which on a folder that nobody holds is taken to be left behind."""
SECONDS_TOLD = 60.0
"""How long it is told that something was gone, after it was put back."""
PROBE = bytes(4096)

log = logging.getLogger(__name__)


class StateFolder:
    """The folder of one server. Make it before the workers are forked: they share it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._said: set[str] = set()
        self._trouble: str | None = None
        self._healed, self._healed_at = "", 0.0
        self._is_made = False
        self._lock: io.FileIO | None = None
        self._folder = root / f"{PREFIX}{os.getpid()}-{time.time_ns():x}"
        self.check()
        if self._trouble is None:
            _remove_left_behind(root, self._folder)
        weakref.finalize(self, _remove, self._folder, os.getpid())

    @property
    def root(self) -> Path:
        """STATE_DIR itself."""
        return self._root

    @property
    def trouble(self) -> str | None:
        """What is the matter with it in words, or was a minute ago; None if nothing."""
        was = self._healed if time.monotonic() - self._healed_at < SECONDS_TOLD else None
        return self._trouble or was or None

    def heal(self, what: str) -> None:
        """Say that something was gone from the folder and is there again."""
        log.warning(what)
        self._healed, self._healed_at = what, time.monotonic()

    def check(self) -> None:
        """See that the folder is there and can be written to; make it again if it is gone, and say what is so."""
        try:
            if not self._folder.is_dir():
                self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._hold()
                if self._is_made:
                    self.heal(f"{self._root}: the folder of this server was gone and was made again")
                self._is_made = True
            probe = self._folder / f"probe-{os.getpid()}"
            probe.write_bytes(PROBE)
            probe.unlink()
            self._told(None)
        except OSError as error:
            self._told(f"{self._root}: {error.strerror or error}")

    def part(self, name: str) -> Path:
        """A folder within it, made if that can be."""
        path = self._folder / name
        with suppress(OSError):
            path.mkdir(parents=True, exist_ok=True, mode=0o700)
        return path

    def write(self, name: str, data: bytes) -> bool:
        """Put a file there in one step; whether that could be done."""
        path = self._folder / name
        draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            draft.write_bytes(data)
            draft.rename(path)
        except OSError as error:
            self._told(f"{self._root}: {error.strerror or error}")
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            return False
        return True

    def read(self, name: str) -> bytes | None:
        """A file, if it is there and can be read."""
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            return None

    def names(self, part: str) -> list[str]:
        """The finished files of a folder within it, by name."""
        try:
            return sorted(name for name in os.listdir(self._folder / part) if not name.endswith(".draft"))
        except OSError:
            return []

    def remove(self, name: str) -> None:
        """Remove a file if it is there."""
        with suppress(OSError):
            (self._folder / name).unlink()

    def is_first(self, name: str) -> bool:
        """Whether no worker asked this of the name before; where that cannot be known, this one did not."""
        if name in self._said:
            return False
        self._said.add(name)
        try:
            os.close(os.open(self.part("said") / name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            return False
        except OSError:
            return True
        return True

    @contextmanager
    def alone(self, name: str) -> Iterator[bool]:
        """Whether no other worker is at it; if that cannot be known, none is. It is kept from others until the end."""
        try:
            number = os.open(self.part("locks") / name, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        except OSError:
            yield True
            return
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True
        finally:
            os.close(number)

    def _hold(self) -> None:
        """Show that the folder is in use, for as long as any process of this server lives."""
        if self._lock:
            self._lock.close()
        self._lock = io.FileIO(self._folder / LOCK, "w")
        weakref.finalize(self, self._lock.close)
        with suppress(OSError):
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _told(self, trouble: str | None) -> None:
        if trouble and trouble != self._trouble:
            log.error("the state folder cannot be used, pages go on without it: %s", trouble)
        elif self._trouble and not trouble:
            log.info("the state folder can be used again: %s", self._root)
        self._trouble = trouble


def _remove_left_behind(root: Path, ours: Path) -> None:
    """Remove the folders of servers that do not live any more."""
    for path in root.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if path == ours or time.time() - path.stat().st_mtime < SECONDS_OF_GRACE:
                continue
            number = os.open(path / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(path, ignore_errors=True)
            finally:
                os.close(number)


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # workers inherit the wish to tidy up, but the folder is their parent's
        shutil.rmtree(folder, ignore_errors=True)
