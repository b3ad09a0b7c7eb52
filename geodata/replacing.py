"""Putting a file in the place of another so that both hands know what happened, and whatever the disk does.

Who changes files of a folder holds the folder from reading to writing. The new file is on the disk before it takes
the name of the old one, and has its owner, mode and attributes where they may be set. Whatever fails leaves the old
file as it was and nothing beside it.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SECONDS_TO_WAIT = 30.0
"""How long one waits for another who holds the folder; a change takes a second or two."""
BETWEEN_TRIES = 0.05
DRAFT = ".{name}-{number}.new"
"""The new file while it is written: hidden, and no file of a record."""


class BusyError(Exception):
    """Someone else holds the folder and does not let go."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Keep a folder from others who hold it before they change it; they wait.

    Raises
    ------
    BusyError
        If another holds it and does not let go for SECONDS_TO_WAIT.
    OSError
        If there is no such folder.
    """
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        _lock(number)
        yield
    finally:
        os.close(number)


def _lock(number: int) -> None:
    end = time.monotonic() + SECONDS_TO_WAIT
    while True:
        try:
            return fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > end:
                raise BusyError from error
            time.sleep(BETWEEN_TRIES)


def replace(path: Path, before: bytes, after: bytes) -> bool:
    """Put other bytes in the place of a file in one step, if it still holds what it held; whether it did.

    Call it while the folder is held.

    Raises
    ------
    OSError
        If the disk is full or may not be written to; the file is as it was.
    """
    _clear_drafts(path)
    draft = path.with_name(DRAFT.format(name=path.name, number=os.getpid()))
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with draft.open("xb") as new:
            new.write(after)
            new.flush()
            _like(path, new.fileno())
            os.fsync(new.fileno())
        os.fsync(folder)
        if path.is_symlink() or path.read_bytes() != before:
            return False
        draft.rename(path)
        with suppress(OSError):  # it has the name already, and is on the disk
            os.fsync(folder)
        return True
    finally:
        os.close(folder)
        with suppress(OSError):
            draft.unlink(missing_ok=True)


def _like(old: Path, new: int) -> None:
    """Give an open file the owner, mode and attributes of another, as far as one may."""
    as_it_was = old.stat()
    with suppress(OSError):
        os.fchown(new, as_it_was.st_uid, as_it_was.st_gid)
    os.fchmod(new, as_it_was.st_mode & 0o7777)
    with suppress(OSError):
        for name in os.listxattr(old):
            os.setxattr(new, name, os.getxattr(old, name))


def _clear_drafts(path: Path) -> None:
    """Remove what a machine that stopped in the middle left behind; nobody else writes, as the folder is held."""
    for left in path.parent.glob(DRAFT.format(name=path.name, number="*")):
        with suppress(OSError):
            left.unlink()
