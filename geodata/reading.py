"""From files to rows and frames, with a fault for every cell that its schema does not allow."""

import csv
import json
import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pandera.errors
from shapely import is_valid_reason

from geodata.entities import Row
from geodata.faults import Fault
from geodata.schema import TABLES, Table

LAYERS = ("mali", "neighbours", "regions", "communes", "massif", "rural", "rivers", "tracks")
"""The vector layers every record has, as ``layers/<name>.geojson``."""
LAYER_CRS = "EPSG:4326"
SIDES = ("west", "south", "east", "north")
LAYER_COLUMNS = {
    "regions": {"name"},
    "communes": {"commune_id", "name", "region", "cercle", "follows", "area_km2"},
    "rural": {"place_id", "name", "sense_en", "sense_fr", "uncertainty_en", "uncertainty_fr", "area_km2"},
    "tracks": {"name", "kind"},
}


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A row and the line of its file on which it starts."""

    line: int
    cells: Row


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The rows of one file, every cell allowed by the schema."""

    table: Table
    rows: tuple[NumberedRow, ...]

    @property
    def file(self) -> str:
        """The file, relative to the record's folder."""
        return f"tables/{self.table.name}.csv"

    @property
    def key(self) -> str:
        """The column that names a row."""
        return self.table.key

    def fault(self, row: NumberedRow, column: str, allowed: str, found: str | None = None) -> Fault:
        """Build a fault in one cell of this table."""
        return Fault(self.file, row.line, column, found or f"'{row.cells[column]}'", allowed)


def read_tables(folder: Path) -> tuple[dict[str, ReadTable], list[Fault]]:
    """Read every table; the faults are those of single cells, rows and files."""
    tables, faults = {}, []
    for table in TABLES.values():
        rows, row_faults = _read_rows(folder, table)
        faults += [*row_faults, *_cell_faults(table, rows)]
        tables[table.name] = ReadTable(table, tuple(rows))
    return tables, faults


def _read_rows(folder: Path, table: Table) -> tuple[list[NumberedRow], list[Fault]]:
    file = f"tables/{table.name}.csv"
    text, fault = _read_text(folder, file)
    if fault:
        return [], [fault]
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    wanted = list(table.columns)
    rows, faults, line = [], [], 1
    try:
        header = next(reader, [])
        if header != wanted:
            return [], [Fault(file, 1, "header", ",".join(header) or "nothing", ",".join(wanted))]
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(wanted):
                rows.append(NumberedRow(line, dict(zip(wanted, cells, strict=True))))
            else:
                faults.append(Fault(file, line, "row", f"{len(cells)} cells", f"{len(wanted)} cells"))
            line = reader.line_num + 1
    except csv.Error as error:
        faults.append(Fault(file, line, "row", f"broken quoting ({error})", "a well-formed CSV row"))
    if not rows and not faults:
        faults.append(Fault(file, 1, "file", "no rows", "a header and at least one row"))
    return rows, faults


def _read_text(folder: Path, file: str) -> tuple[str, Fault | None]:
    try:
        data = (folder / file).read_bytes()
    except OSError as error:
        return "", Fault(file, 0, "file", error.strerror or "no readable file", "a readable UTF-8 file")
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return "", Fault(file, line, "encoding", f"byte 0x{data[error.start]:02x}", "UTF-8 text")


def _cell_faults(table: Table, rows: list[NumberedRow]) -> list[Fault]:
    frame = pd.DataFrame([row.cells for row in rows], columns=list(table.columns), dtype=str)
    try:
        table.schema.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        return [
            Fault(
                f"tables/{table.name}.csv",
                rows[int(case.index)].line,
                case.column,
                f"'{case.failure_case}'",
                case.check,
            )
            for case in errors.failure_cases.itertuples()
        ]
    return []


def read_layers(folder: Path) -> tuple[dict[str, gpd.GeoDataFrame], list[Fault]]:
    """Read every layer; the faults are unreadable files, wrong CRS, missing columns and broken geometry."""
    layers, faults = {}, []
    for name in LAYERS:
        file = f"layers/{name}.geojson"
        text, fault = _read_text(folder, file)
        if fault:
            faults.append(fault)
            continue
        try:
            frame = gpd.GeoDataFrame(gpd.read_file(folder / file))
            frame.geometry  # noqa: B018 - raises where no feature has one
        except Exception as error:  # whatever the driver says, it is a fault of the file
            said = (str(error).splitlines() or [type(error).__name__])[0]
            faults.append(Fault(file, 0, "file", said, "a readable GeoJSON file"))
            continue
        faults += _layer_faults(file, frame, LAYER_COLUMNS.get(name, set()), _feature_lines(text, len(frame)))
        layers[name] = _with_none(frame)
    return layers, faults + _relief_faults(folder)


def _relief_faults(folder: Path) -> list[Fault]:
    file, allowed = "layers/relief.json", f"relief.jpg and its corners ({', '.join(SIDES)}) in relief.json"
    if not (folder / "layers/relief.jpg").is_file():
        return [Fault("layers/relief.jpg", 0, "file", "no file", allowed)]
    text, fault = _read_text(folder, file)
    if fault:
        return [fault]
    try:
        corners = json.loads(text)
    except json.JSONDecodeError as error:
        return [Fault(file, error.lineno, "file", str(error), allowed)]
    if not isinstance(corners, dict) or not all(isinstance(corners.get(side), int | float) for side in SIDES):
        return [Fault(file, 0, "corners", "not all four", allowed)]
    return []


def _with_none(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give text columns None where the file has null; a NaN would pass for a name."""
    texts = [name for name in frame.columns if pd.api.types.is_string_dtype(frame[name])]
    return frame.assign(**{name: frame[name].astype(object).where(frame[name].notna(), None) for name in texts})


def _feature_lines(text: str, count: int) -> list[int]:
    """The line on which each feature starts; 0 for all where the file is not laid out a feature a line."""
    lines = text.split("\n")
    starts = [number for number, line in enumerate(lines, start=1) if re.search(r'"type":\s*"Feature"', line)]
    return starts if len(starts) == count else [0] * count


def _layer_faults(file: str, frame: gpd.GeoDataFrame, columns: set[str], feature_lines: list[int]) -> list[Fault]:
    faults = []
    if frame.crs is None or frame.crs != LAYER_CRS:
        faults.append(Fault(file, 0, "crs", str(frame.crs), LAYER_CRS))
    if missing := columns - set(frame.columns):
        faults.append(Fault(file, 0, "properties", f"no {', '.join(sorted(missing))}", ", ".join(sorted(columns))))
    if frame.empty:
        faults.append(Fault(file, 0, "features", "none", "at least one"))
    if file == "layers/massif.geojson" and len(frame) > 1:
        faults.append(Fault(file, 0, "features", str(len(frame)), "one outline"))
    for line, shape in zip(feature_lines, frame.geometry, strict=True):
        if shape is None or shape.is_empty:
            faults.append(Fault(file, line, "geometry", "no geometry", "a geometry in each feature"))
        elif not shape.is_valid:
            faults.append(Fault(file, line, "geometry", is_valid_reason(shape), "a valid geometry"))
    return faults
