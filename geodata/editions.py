"""Every edition of the record that was ever served, kept whole: what was once said can be said again.

A folder holds one file for each, ``<digest>.zip``: the record's own files, compressed, and in the comment of the zip
the moment from which on it was served. A file is there whole or not at all: it is written under another name, brought
to the disk and then named, and what does not give its own digest when it is read is no edition. Any number of servers
may keep the same folder.
"""

import io
import json
import os
import zipfile
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from geodata.faults import RecordError
from geodata.files import BOUNDS, MOST_BYTES_TOGETHER, Files
from geodata.record import Record
from geodata.state_dir import default_state_dir

FOLDER_VARIABLE = "EDITIONS_DIR"
BESIDE = "editions"
"""The folder within STATE_DIR, where nobody says another."""
DIGITS = 12
SUFFIX = ".zip"
DRAFT = ".{digest}-{number}.new"
"""An edition while it is written: hidden, and none yet."""
LEFT_BEHIND = timedelta(hours=1)
"""Age from which on a draft is taken to be that of a machine that stopped."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What is known of a kept edition without reading it."""

    digest: str
    kept: datetime
    """From when on it was served, by the first server that kept it, so fine that of two the first is told; UTC."""
    changed: date
    """The last day on which one of its claims was written or withdrawn."""
    size: int
    """Bytes on the disk."""


def default_editions_dir() -> Path:
    """Where editions are kept: as ``EDITIONS_DIR`` says, else beside the rest of the state (``STATE_DIR``)."""
    given, state = os.environ.get(FOLDER_VARIABLE), os.environ.get("STATE_DIR")
    return Path(given) if given else (Path(state) if state else default_state_dir()) / BESIDE


class Editions:
    """The editions in a folder, which need not be there before one is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, record: Record, now: datetime | None = None) -> bool:
        """Keep a record if it is not kept yet; whether it was new.

        Raises
        ------
        OSError
            If the disk is full or may not be written to; nothing half-written stays under the name of an edition.
        """
        if self.files(record.digest) is not None:
            return False
        moment = (now or datetime.now(UTC)).astimezone(UTC)
        said = {"kept": moment.isoformat(), "changed": record.whole.last_changed.isoformat()}
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._clear_drafts(moment)
        draft = self.folder / DRAFT.format(digest=record.digest, number=os.urandom(6).hex())
        try:
            with draft.open("xb") as file:
                file.write(_packed(record.files, said))
                file.flush()
                os.fsync(file.fileno())
            draft.rename(self._path(record.digest))
            self._bring_to_disk()
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        return True

    def files(self, digest: str) -> Files | None:
        """The files of an edition; None where it is not kept, or not whole."""
        if self.named(digest) is None:
            return None
        try:
            pack = self._path(digest).read_bytes()
            with zipfile.ZipFile(io.BytesIO(pack)) as zipped:
                if sum(entry.file_size for entry in zipped.infolist()) > MOST_BYTES_TOGETHER:
                    return None
            files = Files.unpacked(pack)
        except (OSError, ValueError, zipfile.BadZipFile, RecordError):
            return None
        return files if files.digest == digest else None

    def has(self, digest: str) -> bool:
        """Whether an edition of this digest is kept, as far as its name tells."""
        return is_digest(digest) and self._path(digest).is_file()

    def all(self) -> list[Edition]:
        """All editions that are kept, the first that was served first."""
        try:
            names = [name for name in os.listdir(self.folder) if is_digest(name.removesuffix(SUFFIX))]
        except OSError:
            return []
        found = [self._described(name.removesuffix(SUFFIX)) for name in names if name.endswith(SUFFIX)]
        return sorted(filter(None, found), key=lambda one: (one.kept, one.digest))

    def named(self, digest: str) -> Edition | None:
        """What is known of one edition, if it is kept."""
        return self._described(digest) if is_digest(digest) else None

    def trim(self, most: int, days: int, stays: Collection[str], now: datetime | None = None) -> list[str]:
        """Let go of the oldest beyond a number, and of those older than some days (0: of any age); which went.

        Parameters
        ----------
        stays
            Digests that stay, whatever their age: what is served, and what is shipped.
        """
        kept = self.all()
        oldest = (now or datetime.now(UTC)) - timedelta(days=days) if days else None
        excess = len(kept) - most
        gone = []
        for one in kept:
            is_old = oldest is not None and one.kept < oldest
            if one.digest not in stays and (is_old or len(gone) < excess):
                with suppress(OSError):
                    self._path(one.digest).unlink()
                    gone.append(one.digest)
        return gone

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}{SUFFIX}"

    def _described(self, digest: str) -> Edition | None:
        path = self._path(digest)
        try:
            with zipfile.ZipFile(path) as zipped:
                said = json.loads(zipped.comment)
            moment = datetime.fromisoformat(said["kept"])
            changed = date.fromisoformat(said["changed"])
            return Edition(digest, moment.astimezone(UTC), changed, path.stat().st_size)
        except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
            return None

    def _clear_drafts(self, now: datetime) -> None:
        for left in self.folder.glob(DRAFT.format(digest="*", number="*")):
            with suppress(OSError):
                if now.timestamp() - left.stat().st_mtime > LEFT_BEHIND.total_seconds():
                    left.unlink()

    def _bring_to_disk(self) -> None:
        with suppress(OSError):  # it has its name already
            number = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                os.fsync(number)
            finally:
                os.close(number)


def is_digest(text: str) -> bool:
    """Whether a text is what an edition is called by: twelve hex digits."""
    return len(text) == DIGITS and all(sign in "0123456789abcdef" for sign in text)


def _packed(files: Files, said: dict[str, str]) -> bytes:
    pack = io.BytesIO()
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        zipped.comment = json.dumps(said).encode()
        for name in sorted(name for name in files.contents if name in BOUNDS):
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            zipped.writestr(entry, files[name])
    return pack.getvalue()
