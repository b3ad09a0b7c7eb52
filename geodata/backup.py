"""Everything worth keeping in one file, and back from it: the record, and every edition that was ever served.

A backup is a zip with ``record/`` (the record's own files), ``editions/`` and ``backup.json``, which names each with
its SHA-256. It is written whole or not at all. Restoring checks every byte before anything is put in its place, and
only ever fills a folder that is empty or not there.
"""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

from geodata.editions import SUFFIX, Editions, is_digest
from geodata.faults import RecordError
from geodata.files import BOUNDS, read_files
from geodata.record import from_files

CONTENTS, RECORD, EDITIONS = "backup.json", "record", "editions"
FORM = 1
MOST_BYTES = 64 << 30
"""Of all files together, unpacked: no folder of editions comes near it."""


class BackupError(ValueError):
    """It cannot be backed up or restored, and nothing was changed; the text says what was found and what is allowed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds."""

    digest: str
    """Of the record."""
    editions: tuple[str, ...]


def backup(record: Path, kept: Editions, out: Path) -> Kept:
    """Write the record of a folder and all whole editions into one file.

    Raises
    ------
    RecordError
        If the record is not sound: what cannot be served is not worth restoring.
    BackupError
        If the file cannot be written there.
    """
    files = read_files(record)
    from_files(files)
    names = [one.digest for one in kept.all()]
    draft = out.with_name(f".{out.name}-{os.getpid()}.new")
    try:
        with zipfile.ZipFile(draft, "x", zipfile.ZIP_DEFLATED) as zipped:
            sums = {f"{RECORD}/{name}": data for name, data in files.contents.items()}
            told = {name: _written(zipped, name, data) for name, data in sums.items()}
            for digest in names:
                name = f"{EDITIONS}/{digest}{SUFFIX}"
                told[name] = _written(zipped, name, (kept.folder / f"{digest}{SUFFIX}").read_bytes())
            moment = datetime.now(UTC).replace(microsecond=0).isoformat()
            about = {"form": FORM, "made": moment, "record": files.digest, "editions": names, "sha256": told}
            zipped.writestr(CONTENTS, json.dumps(about, indent=1))
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(out)
    except OSError as error:
        raise BackupError(f"cannot write '{out}': {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return Kept(files.digest, tuple(names))


def _written(zipped: zipfile.ZipFile, name: str, data: bytes) -> str:
    """Put a file into the backup; its SHA-256."""
    zipped.writestr(name, data)
    return sha256(data).hexdigest()


def restore(pack: Path, folder: Path) -> Kept:
    """Put what a backup holds into ``folder/record`` and ``folder/editions``, all of it or nothing.

    Raises
    ------
    BackupError
        If the folder is not empty, the file is no whole backup, or the disk does not take it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BackupError(f"found '{folder}', which is not empty; allowed: a folder that is empty or not there")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".restore-") as scratch:
            kept = _unpacked(pack, Path(scratch, "whole"))
            if folder.exists():
                folder.rmdir()
            shutil.move(Path(scratch, "whole"), folder)
    except OSError as error:
        raise BackupError(f"cannot restore '{pack}' to '{folder}': {error.strerror or error}") from error
    return kept


def _unpacked(pack: Path, folder: Path) -> Kept:
    try:
        with zipfile.ZipFile(pack) as zipped:
            about = json.loads(zipped.read(CONTENTS))
            sums, digest = about["sha256"], str(about["record"])
            if about["form"] != FORM or sum(entry.file_size for entry in zipped.infolist()) > MOST_BYTES:
                raise BackupError(f"'{pack}': a backup of another form or size; allowed: form {FORM}")
            for name in _sound_names(sums):
                data = zipped.read(name)
                if sha256(data).hexdigest() != sums[name]:
                    raise BackupError(f"'{pack}': {name} is damaged; nothing was restored")
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        if isinstance(error, BackupError):
            raise
        raise BackupError(f"'{pack}': no whole backup ({error})") from error
    return _checked(pack, folder, digest)


def _sound_names(sums: dict[str, str]) -> Iterator[str]:
    """The names of a backup, each of which it may have: none leads out of the folder."""
    for name in sums:
        part, _, rest = name.partition("/")
        is_edition = part == EDITIONS and rest.endswith(SUFFIX) and is_digest(rest.removesuffix(SUFFIX))
        if (not is_edition and not (part == RECORD and rest in BOUNDS)) or ".." in PurePosixPath(name).parts:
            raise BackupError(f"found '{name[:80]}' in the backup; allowed: the record's files and editions")
        yield name


def _checked(pack: Path, folder: Path, digest: str) -> Kept:
    """What was unpacked, if the record is the one that was backed up and every edition gives its own digest."""
    try:
        found = read_files(folder / RECORD).digest
    except RecordError as error:
        raise BackupError(f"'{pack}': its record cannot be read: {error.faults[0]}") from error
    if found != digest:
        raise BackupError(f"'{pack}': its record is {found}; allowed: {digest}, as it says itself")
    kept = Editions(folder / EDITIONS)
    names = tuple(one.digest for one in kept.all())
    for name in names:
        if kept.files(name) is None:
            raise BackupError(f"'{pack}': edition {name} is damaged; nothing was restored")
    return Kept(digest, names)
