"""Dresses a GeoPackage: styles (``layer_styles``), projects (``qgis_projects``), and what its columns mean."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from geodata.entities import Actor, Bilingual
from geodata.period import Period
from geodata.qgis import words
from geodata.qgis.project import Shown, project
from geodata.qgis.style import qml
from geodata.record import Record
from geodata.timeline import Timeline
from geodata.vocabulary import Status

STYLES = """CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
  description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)"""
PROJECTS = "CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)"
MEANINGS = """CREATE TABLE IF NOT EXISTS gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
  constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name))"""
EXTENSIONS = """CREATE TABLE IF NOT EXISTS gpkg_extensions (
  table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
  CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))"""
SCHEMA = ("gpkg_data_columns", None, "gpkg_schema", "http://www.geopackage.org/spec121/#extension_schema", "read-write")
REGISTERED = "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES (?, 'attributes', ?, ?)"
LANGUAGES = ("en", "fr")


def dress(
    path: Path, layers: Sequence[Shown], record: Record, changed: date, meanings: Mapping[str, Mapping[str, str]]
) -> None:
    """Put styles, projects and the meaning of columns into a finished GeoPackage.

    Parameters
    ----------
    path
        The file, under the name that it will have: a project finds its layers by it.
    layers
        Its layers with a geometry.
    record
        For its actors, its days and its name.
    changed
        What is noted as the day of writing, so that files repeat.
    meanings
        By table and column what the column means.
    """
    actors, moment = _seen(record), f"{changed}T00:00:00.000Z"
    with closing(sqlite3.connect(path)) as file, file:
        for statement in (STYLES, PROJECTS, MEANINGS, EXTENSIONS):
            file.execute(statement)
        file.execute(REGISTERED, ("layer_styles", "layer_styles", moment))
        for one in layers:
            _style(file, one, actors, moment)
        for language in LANGUAGES:
            _project(file, path.name, layers, actors, record.period, language, changed)
        file.execute("INSERT OR IGNORE INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)", SCHEMA)
        for table, columns in meanings.items():
            rows = [(table, name, _title(name), about) for name, about in columns.items()]
            file.executemany(
                "INSERT OR REPLACE INTO gpkg_data_columns (table_name, column_name, title, description) "
                "VALUES (?, ?, ?, ?)",
                rows,
            )


def _seen(record: Record) -> list[Actor]:
    """The actors that ever hold a place, contest or besiege one."""
    named = {
        name
        for spans in Timeline(record).spans.values()
        for state in spans
        for name in (state.controller, *state.contested_by, *(state.around if state.status is Status.BESIEGED else ()))
    }
    return [actor for actor in record.actors.values() if actor.id in named]


def _style(file: sqlite3.Connection, shown: Shown, actors: Sequence[Actor], moment: str) -> None:
    columns = "f_table_name, f_geometry_column, styleName, styleQML, useAsDefault, description, update_time"
    for language in LANGUAGES:
        written = qml(shown.name, shown.columns, actors, language)
        row = (
            shown.name,
            "geom",
            words.STYLES[language],
            written,
            language == "en",
            words.LAYERS[shown.name][language],
        )
        file.execute(
            f"INSERT INTO layer_styles (f_table_catalog, f_table_schema, styleSLD, owner, {columns}) "
            "VALUES ('', '', '', '', ?, ?, ?, ?, ?, ?, ?)",
            (*row, moment),
        )


def _project(
    file: sqlite3.Connection,
    name: str,
    layers: Sequence[Shown],
    actors: Sequence[Actor],
    period: Period,
    language: str,
    changed: date,
) -> None:
    title = words.PROJECTS[language]
    about = json.dumps({"last_modified_time": f"{changed}T00:00:00", "last_modified_user": ""})
    content = project(name, title, layers, actors, period, language)
    file.execute("INSERT INTO qgis_projects VALUES (?, ?, ?)", (title, about, content.hex()))


def _title(column: str) -> str | None:
    """What a column is called in both languages."""
    named: Bilingual | None = words.COLUMNS.get(column)
    if named is None:
        return None
    return named.en if named.en == named.fr else f"{named.en} / {named.fr}"
