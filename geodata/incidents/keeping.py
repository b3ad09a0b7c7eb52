"""Imported event files in the record's folder, apart from the record: the rows, and where they are from.

They stand in ``incident_files/``, one data set a file, and are no part of the record: its digest, its export and its
check know nothing of them. A licence that is the user's own stays the user's.
"""

import csv
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from io import StringIO
from pathlib import Path
from types import MappingProxyType
from typing import Self

from geodata.incidents.reading import Incident, Kind, Precise, Sheet, What
from geodata.incidents.sheets import RefusedError

FOLDER = "incident_files"
NAMES: Mapping[Kind, str] = MappingProxyType(
    {Kind.GED: "UCDP GED", Kind.CANDIDATE: "UCDP Candidate", Kind.ACLED: "ACLED"}
)
"""What each data set is called, whatever the language."""
CITED: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.GED: "{name}, CC BY 4.0 (Sundberg and Melander 2013; Davies et al. 2025)",
        Kind.CANDIDATE: "{name}, CC BY 4.0 (Hegre et al. 2020)",
        Kind.ACLED: "{name} (Armed Conflict Location & Event Data), acleddata.com",
    }
)
"""What each licence asks to be named beside what is drawn of it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an imported file is from."""

    kind: Kind
    file: str
    version: str
    accessed: date
    filters: str
    """What the user filtered by when the file was made, in the user's words."""
    digest: str
    """Twelve hex digits over the bytes of the file."""
    rows: int

    @property
    def name(self) -> str:
        """The data set and its version, such as ``UCDP GED 25.1``."""
        return f"{NAMES[self.kind]} {self.version}".rstrip()

    @property
    def cited(self) -> str:
        """The data set as its licence asks it to be named."""
        return CITED[self.kind].format(name=self.name)

    @property
    def credit(self) -> str:
        """The line that its licence asks for, in English."""
        filters = f" Filters: {self.filters}." if self.filters else ""
        return f"{self.cited}. Accessed {self.accessed}.{filters}"


DataSet = tuple[Origin, tuple[Incident, ...]]
"""Where an imported file is from, and its incidents."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What was imported into a record's folder, as it stood there at a moment: soon named, read where it is drawn."""

    folder: Path
    digest: str
    """Twelve hex digits that change with every import; empty where nothing was imported."""

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Look at what stands beside the rows; none of them is read."""
        about = [path for kind in Kind if (path := folder / FOLDER / f"{kind}.json").is_file()]
        total = sha256(b"".join(path.read_bytes() for path in about))
        return cls(folder, total.hexdigest()[:12] if about else "")

    def read(self) -> tuple[DataSet, ...]:
        """The data sets.

        Raises
        ------
        RefusedError
            If what is kept is damaged.
        """
        return _read(self) if self.digest else ()


NOTHING_IMPORTED = Imported(Path(), "")


@lru_cache(maxsize=1)
def _read(imported: Imported) -> tuple[DataSet, ...]:
    try:
        return tuple(kept(imported.folder).values())
    except (ValueError, KeyError, TypeError, OSError, csv.Error) as error:
        allowed = "what python -m geodata incidents import FILE writes"
        raise RefusedError.of(FOLDER, f"damaged files ({error})"[:200], allowed) from error


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new import of a data set changes: ids of what is new, changed and gone."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def keep(folder: Path, sheet: Sheet, origin: Origin) -> Difference:
    """Put a file's incidents into a record's folder in the place of those of the same data set, whole or not at all."""
    found = difference(kept(folder).get(origin.kind, (None, ()))[1], sheet.incidents)
    home = folder / FOLDER
    home.mkdir(exist_ok=True)
    text = StringIO()
    names = list(Incident.__slots__)
    rows = ([getattr(one, name) for name in names] for one in sheet.incidents)
    csv.writer(text, lineterminator="\n").writerows([names, *rows])
    _replace(home / f"{origin.kind}.csv", text.getvalue())
    _replace(home / f"{origin.kind}.json", json.dumps(asdict(origin), default=str, ensure_ascii=False, indent=1) + "\n")
    return found


def kept(folder: Path) -> dict[Kind, tuple[Origin, tuple[Incident, ...]]]:
    """What was imported into a record's folder, by data set; nothing where nothing was."""
    found = {}
    for kind in Kind:
        about, rows = (folder / FOLDER / f"{kind}{ending}" for ending in (".json", ".csv"))
        if about.is_file() and rows.is_file():
            said = json.loads(about.read_text(encoding="utf-8"))
            origin = Origin(**{**said, "kind": Kind(said["kind"]), "accessed": date.fromisoformat(said["accessed"])})
            with rows.open(encoding="utf-8", newline="") as file:
                found[kind] = (origin, tuple(_incident(row) for row in csv.DictReader(file)))
    return found


def difference(before: tuple[Incident, ...], after: tuple[Incident, ...]) -> Difference:
    """What is new, changed and gone between two imports of one data set, by id."""
    old, new = ({one.id: one for one in each} for each in (before, after))
    return Difference(
        added=tuple(name for name in new if name not in old),
        changed=tuple(name for name, one in new.items() if name in old and old[name] != one),
        removed=tuple(name for name in old if name not in new),
    )


def _incident(row: Mapping[str, str]) -> Incident:
    return Incident(
        id=row["id"],
        first=date.fromisoformat(row["first"]),
        last=date.fromisoformat(row["last"]),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        precise=Precise(row["precise"]),
        where=row["where"],
        what=What(row["what"]),
        side_a=row["side_a"],
        side_b=row["side_b"],
        deaths=int(row["deaths"]),
    )


def _replace(path: Path, text: str) -> None:
    scratch = path.with_name(f".{path.name}.new")
    scratch.write_text(text, encoding="utf-8", newline="")
    os.replace(scratch, path)
