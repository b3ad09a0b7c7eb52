"""Compare a lock with published advisories, without the internet: ``python deploy/audit.py LOCK ADVISORIES``.

ADVISORIES is a zip of OSV records (https://ossf.github.io/osv-schema/), as osv.dev gives them out for all of PyPI, or a
folder or a single JSON file of such records. Ends with 1 where a package of the lock is affected, 2 where the
advisories cannot be used, so that nothing that was not compared passes for sound.
"""

import json
import sys
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from lock import locked, normal
from packaging.version import InvalidVersion, Version

Advisory = dict[str, object]


class UnusableError(ValueError):
    """Advisories that cannot be read; the text says what was found and what is allowed."""


def advisories(path: Path) -> Iterator[Advisory]:
    """Every OSV record of a zip, a folder or a file.

    Raises
    ------
    UnusableError
        If there is no such file, or it holds something else.
    """
    try:
        if path.is_dir():
            yield from (json.loads(file.read_bytes()) for file in sorted(path.glob("**/*.json")))
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from (json.loads(archive.read(name)) for name in archive.namelist() if name.endswith(".json"))
        else:
            yield json.loads(path.read_bytes())
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise UnusableError(
            f"{path}: found {error}; allowed: a zip, a folder or a file of OSV records (JSON)"
        ) from error


def affects(advisory: Advisory, name: str, version: Version) -> bool:
    """Whether an advisory that is not withdrawn names this version of a package of PyPI."""
    if advisory.get("withdrawn"):
        return False
    for affected in advisory.get("affected", []):
        package = affected.get("package", {})
        if package.get("ecosystem") != "PyPI" or normal(package.get("name", "")) != name:
            continue
        listed = {str(one) for one in affected.get("versions", [])}
        if any(_same(one, version) for one in listed):
            return True
        ranges = [one for one in affected.get("ranges", []) if one.get("type") == "ECOSYSTEM"]
        if any(_within(one["events"], version) for one in ranges):
            return True
    return False


def _same(text: str, version: Version) -> bool:
    try:
        return Version(text) == version
    except InvalidVersion:
        return False


def _within(events: list[dict[str, str]], version: Version) -> bool:
    """Whether a version lies in a range: from ``introduced`` to before ``fixed``, or to ``last_affected``."""
    marks = [(kind, text) for event in events for kind, text in event.items() if kind != "limit"]
    for (kind, start), (end_kind, end) in pairwise([*marks, ("", "")]):
        if kind != "introduced" or (start != "0" and version < Version(start)):
            continue
        if end_kind == "fixed" and version >= Version(end):
            continue
        if end_kind == "last_affected" and version > Version(end):
            continue
        return True
    return False


def main(lock: str, path: str) -> int:
    """Print every package of the lock that an advisory affects, and how much was compared."""
    pins = [(name, Version(version)) for name, version in locked(Path(lock))]
    compared, found, newest = 0, [], ""
    try:
        for advisory in advisories(Path(path)):
            if "id" not in advisory or "affected" not in advisory:
                continue
            compared, newest = compared + 1, max(newest, str(advisory.get("modified", "")))
            found += [(name, version, advisory) for name, version in pins if affects(advisory, name, version)]
    except UnusableError as error:
        print(error, file=sys.stderr)
        return 2
    if not compared:
        print(
            f"{path}: found no OSV record; allowed: a zip, a folder or a file of them. Nothing was compared.",
            file=sys.stderr,
        )
        return 2
    for name, version, advisory in found:
        print(f"{name} {version}: {advisory['id']} {advisory.get('summary', '')}".rstrip())
    print(f"{len(pins)} packages compared with {compared} advisories, the newest of {newest[:10] or 'no told day'}:")
    print(f"{len(found)} findings" if found else "none affects them")
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit("usage: python deploy/audit.py LOCK ADVISORIES")
    sys.exit(main(*sys.argv[1:]))
