"""The files of the record: one list of names, by which it is read, counted, copied, checked, handed out and watched.

Whatever else lies beside them (locks of an editor, drafts, copies, hidden files) is not the record's: it changes
nothing, is never opened and never handed out. Nor is what is no regular file: links, pipes and devices are not
followed. Every file is measured against its bound before any of it is kept.
"""

import errno
import io
import os
import stat
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from geodata.bounds import Bound, Measure, too_large
from geodata.faults import Fault, RecordError
from geodata.layer_schema import LAYERS
from geodata.schema import MAY_BE_MISSING, MOST_ROWS, TABLES

ABOUT = "record.toml"
"""What the record says of itself; editions written before there was one may be without it."""
RELIEF, CORNERS = "layers/relief.jpg", "layers/relief.json"
COMPANIONS = ("layers/README.md", "layers/SOURCES.json", "layers/recipe.toml")
"""What goes with the layers and may be missing: where they come from, and how they were made."""
OPTIONAL = (ABOUT, *COMPANIONS, *(f"tables/{name}.csv" for name in MAY_BE_MISSING))
MEBIBYTE = 1 << 20
MOST_POSITIONS = 50_000
"""Points of the shapes of one layer, and of all together twice as many: a browser draws them without a stop."""
TABLE_BOUNDS = {f"tables/{name}.csv": Bound(64 * MEBIBYTE, rows=MOST_ROWS[name]) for name in TABLES}
LAYER_BOUNDS = {f"layers/{name}.geojson": Bound(4 * MEBIBYTE, positions=MOST_POSITIONS) for name in LAYERS}
BOUNDS: Mapping[str, Bound] = (
    TABLE_BOUNDS
    | LAYER_BOUNDS
    | dict.fromkeys(COMPANIONS, Bound(MEBIBYTE))
    | {RELIEF: Bound(8 * MEBIBYTE), CORNERS: Bound(1 << 16), ABOUT: Bound(1 << 16)}
)
"""Every file that a record may have, relative to its folder, and how large it may be."""
NAMES = tuple(sorted(BOUNDS))
FOLDERS = ("tables", "layers")
MOST_BYTES_TOGETHER = 96 * MEBIBYTE
MOST_LEFT_OUT = 20
"""Names that are told of what is not the record's."""
PIECE = MEBIBYTE
"""Bytes held at once while a file is measured."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What a folder holds, measured without keeping it.

    ``digest`` is of the record's files as they are; ``faults`` are of those that cannot be read or are too large.
    """

    digest: str
    faults: tuple[Fault, ...] = ()
    is_too_large: bool = False


@dataclass(frozen=True, slots=True)
class Files:
    """The bytes of a record's files by name, as they were read in one go, and the faults of those that are not there.

    ``digest`` is twelve hex digits that change with any byte of them: the version of the data.
    """

    contents: Mapping[str, bytes] = field(repr=False)
    digest: str
    faults: tuple[Fault, ...] = ()

    def __getitem__(self, name: str) -> bytes:
        """The bytes of a file; KeyError if it is not there."""
        return self.contents[name]

    def text(self, name: str) -> str | Fault:
        """The text of a file that is there, without a byte order mark; or the fault of its encoding."""
        data = self.contents[name]
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            return Fault(name, line, "encoding", f"byte 0x{data[error.start]:02x}", "UTF-8 text")

    @classmethod
    def of(cls, contents: Mapping[str, bytes]) -> "Files":
        """Files from elsewhere than a folder, against the same bounds; RecordError if anything is too large."""
        measures = {name: Measure(BOUNDS[name]) for name in contents}
        for name, measure in measures.items():
            measure.takes(contents[name])
        if excess := _excess(measures):
            raise RecordError(excess)
        gone = FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        missing = [name for name in NAMES if name not in contents and name not in OPTIONAL]
        return cls(
            MappingProxyType({**contents}), _digest(measures), tuple(_unreadable(name, gone) for name in missing)
        )

    def with_file(self, name: str, data: bytes) -> "Files":
        """The files with another one in the place of one of them."""
        return Files.of({**self.contents, name: data})

    def packed(self) -> bytes:
        """All files as one, to be put away or handed to another process."""
        pack = io.BytesIO()
        with zipfile.ZipFile(pack, "w", zipfile.ZIP_STORED) as zipped:
            for name, data in self.contents.items():
                zipped.writestr(zipfile.ZipInfo(name), data)
        return pack.getvalue()

    @classmethod
    def unpacked(cls, pack: bytes) -> "Files":
        """The files of a pack; RecordError if it is not a whole one."""
        try:
            with zipfile.ZipFile(io.BytesIO(pack)) as zipped:
                return cls.of({name: zipped.read(name) for name in zipped.namelist() if name in BOUNDS})
        except (zipfile.BadZipFile, OSError, EOFError) as error:
            raise RecordError([Fault(".", 0, "pack", str(error), "a whole pack of a record's files")]) from error


def survey(folder: Path) -> Survey:
    """Measure the record's files in a folder, a piece at a time: at a fixed memory, whatever lies there."""
    faults, excess = _by_size(folder)
    measures: dict[str, Measure] = {}
    for name in [] if excess else sorted(set(NAMES) - {fault.file for fault in faults}):
        try:
            with _opened(folder, name) as file:
                measure = Measure(BOUNDS[name])
                while (piece := file.read(PIECE)) and measure.takes(piece):
                    pass
        except FileNotFoundError:
            continue
        except OSError as error:
            faults.append(_unreadable(name, error))
        else:
            measures[name] = measure
    excess = excess or _excess(measures)
    return Survey(_digest(measures), tuple(excess or faults), is_too_large=bool(excess))


def digest_of(folder: Path) -> str:
    """Twelve hex digits that change with any byte of the record's files, and with no other file."""
    return survey(folder).digest


def read_files(folder: Path) -> Files:
    """Read the record's files in one go, all that are there.

    Raises
    ------
    RecordError
        If anything is larger than its bound, or changes while it is read.
    """
    measured = survey(folder)
    if measured.is_too_large:
        raise RecordError([*measured.faults])
    contents = {}
    for name in sorted(set(NAMES) - {fault.file for fault in measured.faults}):
        try:
            with _opened(folder, name) as file:
                contents[name] = _whole(file, BOUNDS[name].size)
        except OSError:
            continue  # not there, or gone since it was measured, which the digest tells
    files = Files.of(contents)
    if files.digest != measured.digest:
        raise RecordError([Fault(".", 0, "folder", "files that are still changing", "a folder at rest")])
    return Files(files.contents, files.digest, measured.faults)


def _whole(file: io.FileIO, most: int) -> bytes:
    """The bytes of a file, or one piece more than it may have."""
    pieces = []
    while (piece := file.read(PIECE)) and sum(map(len, pieces)) <= most:
        pieces.append(piece)
    return b"".join(pieces)


def left_out(folder: Path) -> list[str]:
    """What lies beside the record's files and is not the record's; some of it if there is much."""
    return sorted(islice(_left_out(folder), MOST_LEFT_OUT))


def _left_out(folder: Path) -> Iterator[str]:
    for part in FOLDERS:
        try:
            with os.scandir(folder / part) as entries:
                yield from (name for entry in entries if (name := f"{part}/{entry.name}") not in BOUNDS)
        except OSError:
            continue  # told of as files that are missing


def _by_size(folder: Path) -> tuple[list[Fault], list[Fault]]:
    """Faults of files that cannot be opened, and of those too large by their size alone: nothing is read."""
    faults, excess, together = [], [], 0
    for name in NAMES:
        try:
            with _opened(folder, name) as file:
                size = os.fstat(file.fileno()).st_size
        except OSError as error:
            if name not in OPTIONAL or not isinstance(error, FileNotFoundError):
                faults.append(_unreadable(name, error))
            continue
        together += size
        if size > BOUNDS[name].size:
            excess.append(too_large(name, "file", f"{size} bytes", BOUNDS[name].size))
    if not excess and together > MOST_BYTES_TOGETHER:
        excess.append(too_large(".", "files", f"{together} bytes together", MOST_BYTES_TOGETHER))
    return faults, excess


def _excess(measures: Mapping[str, Measure]) -> list[Fault]:
    """What is larger than its bound, of one file or of all layers together."""
    keys = {f"tables/{table.name}.csv": table.key for table in TABLES.values()}
    found = [fault for name, measure in measures.items() for fault in measure.faults(name, keys.get(name, ""))]
    together = sum(measure.positions for measure in measures.values())
    if not found and together > 2 * MOST_POSITIONS:
        found.append(too_large("layers/", "geometry", f"about {together} points together", 2 * MOST_POSITIONS))
    return found


def _digest(measures: Mapping[str, Measure]) -> str:
    total = sha256()
    for name in sorted(measures):
        total.update(f"{name}\0".encode())
        total.update(measures[name].digest)
    return total.hexdigest()[:12]


@contextmanager
def _opened(folder: Path, name: str) -> Iterator[io.FileIO]:
    """Open a regular file, without following a link and without waiting for a pipe; OSError says what else it is."""
    try:
        number = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(error.errno, "a link; links are not followed") from error
        if error.errno == errno.ENXIO:
            raise OSError(error.errno, "no regular file") from error
        raise
    mode = os.fstat(number).st_mode
    if not stat.S_ISREG(mode):
        os.close(number)
        raise OSError(errno.EINVAL, "a folder" if stat.S_ISDIR(mode) else "no regular file")
    with os.fdopen(number, "rb", buffering=0) as file:
        yield file


def _unreadable(name: str, error: OSError) -> Fault:
    if name == RELIEF:
        found = "no file" if isinstance(error, FileNotFoundError) else error.strerror
        return Fault(name, 0, "file", found or "unreadable", "relief.jpg and its corners in relief.json")
    return Fault(name, 0, "file", error.strerror or "no readable file", "a readable UTF-8 file")
