"""The record's tables as a Frictionless data package: ``datapackage.json``, made from our own schemas."""

import json
from collections.abc import Iterator
from hashlib import sha256

from geodata.columns import Column, Table
from geodata.record import Record
from geodata.schema import TABLES

LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}
NUMBERS = ("lat", "lon", "position_precision_m")
Json = dict[str, object]


def descriptor(record: Record) -> str:
    """The document that describes the record's own files: every table with its columns, keys and what they lead to."""
    told: Json = {
        "profile": "data-package",
        "name": "northern-mali-control",
        "id": f"record-{record.digest}",
        "title": record.title.en,
        "description": f"{record.title.fr}. Edition {record.digest}; it covers {record.period}.",
        "version": record.digest,
        "created": f"{record.last_changed}T00:00:00Z",
        "licenses": [LICENCE],
        "contributors": [{"title": "Northern Mali Control Map", "role": "author"}],
        "resources": [*(_table(record, table) for table in TABLES.values()), *_layers(record)],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _table(record: Record, table: Table) -> Json:
    path = f"tables/{table.name}.csv"
    keys = list(table.columns)[: table.key_columns]
    days = set(table.dates())
    return {
        "name": table.name,
        "path": path,
        "profile": "tabular-data-resource",
        "title": table.name,
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "licenses": [LICENCE],
        **_measured(record, path),
        "schema": {
            "fields": [
                _field(name, column, is_day=name in days, is_key=name in keys) for name, column in table.columns.items()
            ],
            "missingValues": [""],
            "primaryKey": keys if len(keys) > 1 else keys[0],
            "foreignKeys": list(_leading(table)),
        },
    }


def _field(name: str, column: Column, *, is_day: bool, is_key: bool) -> Json:
    kind = "date" if is_day else "boolean" if column.is_flag else "number" if name in NUMBERS else "string"
    needed = {"constraints": {"required": True}} if is_key or not column.passes("") else {}
    return {
        "name": name,
        "type": kind,
        "title": name,
        "description": f"{column.about} Allowed: {column.allowed}.",
    } | needed


def _leading(table: Table) -> Iterator[Json]:
    """The columns that hold one id of another table; lists of ids cannot be told so."""
    for name, other in table.references().items():
        if "a list separated" not in table.columns[name].allowed:
            there = {"resource": "" if other == table.name else other, "fields": TABLES[other].key}
            yield {"fields": name, "reference": there}


def _layers(record: Record) -> Iterator[Json]:
    for path in sorted(record.files.contents):
        if path.endswith((".geojson", ".jpg")):
            name = path.rpartition("/")[2].replace(".", "-")
            kind = "application/geo+json" if path.endswith("geojson") else "image/jpeg"
            said = "The ground of the map; its terms are in LICENCES.md."
            yield {"name": name, "path": path, "description": said, "mediatype": kind, **_measured(record, path)}


def _measured(record: Record, path: str) -> Json:
    data = record.files[path]
    return {"bytes": len(data), "hash": f"sha256:{sha256(data).hexdigest()}"}
