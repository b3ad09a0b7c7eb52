"""The whole record to take away: as a GeoPackage that plays in QGIS, or as a zip of its own files.

Both repeat byte for byte: they carry the day on which the record was last changed, never that on which they were made.
"""

import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyogrio
from pyogrio.errors import DataSourceError

from geodata import dictionary, layers
from geodata.datapackage import descriptor
from geodata.faults import ExportError
from geodata.knowing import known_from
from geodata.qgis import words
from geodata.qgis.dressing import dress
from geodata.qgis.project import Shown
from geodata.reading import ReadTable, read_tables
from geodata.record import Record
from geodata.schema import TABLES
from geodata.timeline import WHOLE, Lens, Timeline
from geodata.workbook import SEPARATORS, spreadsheet_csv, workbook

DATE = pd.ArrowDtype(pa.date32())
"""A real date, so that the GeoPackage has fields of type Date and not of text."""
ATTRIBUTION = Path(__file__).parent.parent / "ATTRIBUTION.md"
METHOD = dictionary.DOCUMENT.with_name("method.md")
DRIVERS = {".geojson": "GeoJSON", ".gpkg": "GPKG", ".parquet": "Parquet", ".fgb": "FlatGeobuf"}
"""What writes one layer, by how the file's name ends."""
GDAL_CLOCK = "OGR_CURRENT_DATE"
ONE_AT_A_TIME = Lock()
"""GDAL's clock is one for the whole process, and a server may export in two threads."""
LICENCE = "CC BY 4.0"
GROUND = ("neighbours", "regions", "rivers")
"""Layers of the ground that stand in the GeoPackage, so that a project about it has one."""
TABLES_INSIDE = ("claims", "evidence", "rivals", "sources", "actors", "events", "bases", "assessors", "assessments")
"""Tables that stand in the GeoPackage beside the layers, which have the places."""


def write(record: Record, out: Path, *, marking: str = "") -> None:
    """Write the record as the file's name asks: ``.gpkg``, ``.zip`` or ``.xlsx``.

    A handling marking stands in the metadata of the one and in a text beside the tables of the other; the data
    themselves are left as they are.

    Raises
    ------
    ExportError
        If the name ends otherwise, or the file cannot be written there.
    """
    makers = {".gpkg": geopackage, ".zip": archive, ".xlsx": spreadsheet}
    if out.suffix.lower() not in makers:
        raise ExportError(f"cannot write '{out}'; the name must end in {', '.join(makers)}")
    makers[out.suffix.lower()](record, out, marking)


def check_layer_name(out: Path) -> None:
    """Refuse, with an ExportError, a file to which a layer cannot be written."""
    if out.suffix.lower() not in DRIVERS:
        raise ExportError(f"cannot write '{out}'; the name must end in {', '.join(DRIVERS)}")
    if not out.resolve().parent.is_dir():
        raise ExportError(f"cannot write '{out}'; there is no folder '{out.parent}'")


def write_layer(record: Record, name: str, on: date, out: Path, lens: Lens = WHOLE) -> int:
    """Write one layer as it stood on a day, in the kind of file that the name asks for; how many rows it has.

    Raises
    ------
    ExportError
        If the name ends otherwise, or the file cannot be written there.
    """
    check_layer_name(out)
    driver, frame = DRIVERS[out.suffix.lower()], layers.layer(name, on, record, lens)
    try:
        if driver == "Parquet":
            frame.to_parquet(out, index=False)
        else:
            options = {"SPATIAL_INDEX": "NO"} if driver == "FlatGeobuf" else {}  # which would change their order
            frame.to_file(out, driver=driver, layer=name.replace("-", "_"), index=False, **options)
    except (OSError, DataSourceError) as error:
        raise ExportError(f"cannot write '{out}'; {error}") from error
    return len(frame)


def geopackage(record: Record, out: Path, marking: str = "") -> None:
    """Write a GeoPackage: each layer through time, and the tables.

    A feature of a layer has a row for each of its states, with the columns of :mod:`geodata.layers` and the dates
    ``valid_from`` and ``valid_until``, both included. Beside them stand the tables claims, evidence, rivals,
    sources, actors, events, bases, assessors, assessments, and the dictionary. QGIS opens it dressed as the
    map is, and finds a project in each language that plays by its days. An earlier file of that name is replaced.

    Raises
    ------
    ExportError
        If the file cannot be written there.
    """
    about = {
        "TITLE": title(record),
        "RECORD_DIGEST": record.digest,
        "RECORD_DATE": last_changed(record).isoformat(),
        "LICENCE": LICENCE,
    }
    if marking:
        about["MARKING"] = marking
    with _replacing(out) as path:
        shapes = {name: record.layers[name] for name in GROUND}
        shapes |= {name.replace("-", "_"): through_time(record, name) for name in layers.LAYERS}
        frames: dict[str, pd.DataFrame] = dict(shapes)
        tables, _ = read_tables(record.files)
        frames |= {name: _table(record, tables[name]) for name in TABLES_INSIDE if tables[name].rows}
        frames["dictionary"] = pd.DataFrame(dictionary.as_rows())
        with _clock_at(last_changed(record)):
            for name, frame in frames.items():
                said = {"IDENTIFIER": _called(name), "DESCRIPTION": _described(name)}
                pyogrio.write_dataframe(
                    frame, path, layer=name, driver="GPKG", use_arrow=True, dataset_metadata=about, layer_options=said
                )
        dress(path, _shown(path, shapes), record, last_changed(record), _meanings(frames))


def _called(name: str) -> str:
    """The title of a layer or table, in both languages where there is one."""
    named = words.LAYERS.get(name)
    return f"{named.en} / {named.fr}" if named else name


def _described(name: str) -> str:
    """What a layer or table holds, and on what terms."""
    if name in GROUND:
        return "The ground of the map. Its terms are in ATTRIBUTION.md."
    if name in TABLES:
        return f"{TABLES[name].about} {LICENCE}."
    return f"Who held what, and how we know: a row for each state, valid_from to valid_until included. {LICENCE}."


def _shown(path: Path, shapes: Mapping[str, gpd.GeoDataFrame]) -> list[Shown]:
    """The layers of a written GeoPackage as a project shows them; the first column is the key that GDAL gave."""
    kinds = {"Polygon": "Polygon", "Line": "Line", "Point": "Point"}
    found = []
    for name in shapes:
        info = pyogrio.read_info(path, layer=name)
        kind = next(word for part, word in kinds.items() if part in info["geometry_type"])
        found.append(Shown(name, ("fid", *info["fields"]), kind))
    return found


def _meanings(frames: Mapping[str, pd.DataFrame]) -> dict[str, dict[str, str]]:
    """By table and column what the dictionary says of it."""
    told: dict[str, dict[str, str]] = {}
    for entry in dictionary.entries():
        kind, _, name = entry.part.partition(" ")
        table = entry.part.removeprefix("tables/").removesuffix(".csv")
        table = name.replace("-", "_") if kind in ("layer", "GeoPackage") else table
        told.setdefault(table, {})[entry.name] = entry.meaning
    return {
        table: {name: told[table][name] for name in frame.columns if name in told.get(table, {})}
        for table, frame in frames.items()
        if table in told
    }


def through_time(record: Record, layer: str) -> gpd.GeoDataFrame:
    """Every state of every feature of a layer (:func:`geodata.layers.through_time`), with ``since`` as a date too."""
    return _dated(layers.through_time(layer, record), "since", "valid_from", "valid_until")


def _dated(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """The frame with ISO days of some columns as dates; what is missing or empty stays missing."""

    def dates(cells: pd.Series) -> pd.Series:
        found = [
            date.fromisoformat(str(cell)) if isinstance(cell, str | date) and cell != "" else None for cell in cells
        ]
        return pd.Series(found, index=cells.index, dtype=DATE)

    return frame.assign(**{column: dates(frame[column]) for column in columns})


def _table(record: Record, read: ReadTable) -> pd.DataFrame:
    """A table of the record as it stands in its file, with days as dates; claims with what is computed of them."""
    name, frame = read.table.name, pd.DataFrame([row.cells for row in read.rows])
    if name == "events":
        return _dated(frame, "date", "until")
    if name in ("rivals", "assessments"):
        return _dated(frame, "from", "until")
    if name != "claims":
        return frame
    claims = record.claims.values()
    ends = {state.claim.id: state.until for spans in Timeline(record).spans.values() for state in spans if state.claim}
    computed = frame.assign(
        valid_until=[ends.get(claim.id) for claim in claims],
        grade=[str(record.grade_of(claim)) for claim in claims],
        origins=[record.origins(claim) for claim in claims],
        known_from=[known_from(claim, record) for claim in claims],
    )
    return _dated(computed, "valid_from", "valid_until", "known_from", "recorded_on", "withdrawn_on")


def archive(record: Record, out: Path, marking: str = "") -> None:
    """Write a zip of the record's own files, with dictionary, licences, citation and a text to begin with.

    Unpacked, it is a record again: ``record.toml``, ``tables/`` and ``layers/`` are those of the folder, byte for byte.

    Raises
    ------
    ExportError
        If the file cannot be written there.
    """
    credits = ATTRIBUTION.read_bytes() if ATTRIBUTION.is_file() else record.files.contents.get("layers/README.md", b"")
    contents = {
        "README.txt": _readme(record).encode(),
        "CITATION.cff": citation(record).encode(),
        "LICENCES.md": credits,
        "data-dictionary.md": dictionary.markdown().encode(),
        "method.md": METHOD.read_bytes(),
        "datapackage.json": descriptor(record).encode(),
        "excel/record.xlsx": workbook(record, marking),
        **{
            f"excel/{language}/{name}.csv": spreadsheet_csv(record, name, language)
            for language in SEPARATORS
            for name in TABLES
        },
    }
    if marking:
        contents["MARKING.txt"] = f"{marking}\n".encode()
    contents |= record.files.contents
    day = last_changed(record)
    with _replacing(out) as path, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system: files of Unix, readable by all
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, data)


def spreadsheet(record: Record, out: Path, marking: str = "") -> None:
    """Write a workbook with a sheet for each table (:mod:`geodata.workbook`).

    Raises
    ------
    ExportError
        If the file cannot be written there.
    """
    with _replacing(out) as path:
        path.write_bytes(workbook(record, marking))


def last_changed(record: Record) -> date:
    """The last day on which a claim was written or withdrawn: the date of this version of the record."""
    return record.last_changed


def title(record: Record) -> str:
    """What the record is cited as: its name, and the years that it covers."""
    years = record.period.years
    return f"{record.title.en}: who held what, {years[0]}-{years[-1]}"


def citation(record: Record) -> str:
    """The record as something to cite (Citation File Format 1.2.0)."""
    return f"""cff-version: 1.2.0
message: Please cite the version of the record that you used.
type: dataset
title: "{title(record)}"
authors:
  - name: Northern Mali Control Map
version: {record.digest}
date-released: {last_changed(record)}
license: CC-BY-4.0
"""


def _readme(record: Record) -> str:
    counts = "\n".join(f"  {what.replace('_', ' ')}: {count}" for what, count in record.counts().items())
    return README.format(
        title=title(record), digest=record.digest, day=last_changed(record), counts=counts, period=record.period
    )


README = """{title}

Version of the record: {digest}, last changed on {day}. It covers {period}.
{counts}

record.toml         what it is called, which days it covers, how far what it tells of them reaches
tables/             the record: actors, sources, places, claims, evidence, rivals, bases, events (CSV, UTF-8);
                    assessors and assessments: what others say, facts about them and never the ground of a claim
layers/             the ground: borders, communes, massif, countrysides, river, tracks (GeoJSON), relief (JPEG)
data-dictionary.md  what each column, layer and word means
method.md           how control and grades are judged, what is not known, how to correct it
LICENCES.md         whose data this is and under which licence
CITATION.cff        how to cite it
datapackage.json    the same tables for programs (Frictionless Data Package): types, keys, hashes
excel/              for spreadsheets: record.xlsx with a sheet for each table; en/ and fr/ with the tables as CSV that
                    Excel of that language opens with accents and columns; unsure days stand there as EDTF too

A claim holds from valid_from to the day before the place's next claim. Rows with withdrawn_on were withdrawn by a
correction: leave them out for today's record. Unknown means that no source says who held the place; it is not an
empty place. Each claim has a grade and its sources: please keep them with whatever you take.

In QGIS, take the GeoPackage instead: its layers open dressed as the map is, and it holds a project in each language
("Open", then the file, then the project) that plays through the days with the temporal controller.
"""


@contextmanager
def _replacing(out: Path) -> Iterator[Path]:
    """Give a path to write to; what is there at the end takes the place of ``out`` in one step."""
    if not out.resolve().parent.is_dir():
        raise ExportError(f"cannot write '{out}'; there is no folder '{out.parent}'")
    try:
        with TemporaryDirectory(dir=out.resolve().parent, prefix=".export-") as scratch:
            path = Path(scratch) / out.name
            yield path
            path.replace(out)
    except (OSError, DataSourceError) as error:
        raise ExportError(f"cannot write '{out}'; {error}") from error


@contextmanager
def _clock_at(day: date) -> Iterator[None]:
    """Let GDAL take a day for now, so that what it notes as the time of writing repeats."""
    with ONE_AT_A_TIME:
        pyogrio.set_gdal_config_options({GDAL_CLOCK: f"{day}T00:00:00.000Z"})
        try:
            yield
        finally:
            pyogrio.set_gdal_config_options({GDAL_CLOCK: None})
