"""What a lock says: every package that may be installed, by version and hash."""

import re
from pathlib import Path

PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def locked(lock: Path) -> dict[tuple[str, str], list[str]]:
    """Every pin of a lock, by normal name and version: the SHA-256 of each file that may be installed for it.

    A package may be pinned twice, for older and newer versions of Python.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for line in lock.read_text(encoding="utf-8").splitlines():
        if pin := PIN.match(line):
            hashes = found.setdefault((normal(pin["name"]), pin["version"]), [])
        elif match := HASH.search(line):
            hashes.append(match[1])
    return found


def normal(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
