"""The data dictionary, made from the schemas: every table, column, layer and word of the record, and what it means."""

import ast
import inspect
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from textwrap import dedent

from geodata import vocabulary
from geodata.about import KEYS
from geodata.columns import Table
from geodata.files import ABOUT
from geodata.schema import TABLES
from geodata.timeline import Because, ChangeKind

DOCUMENT = Path(__file__).parent.parent / "docs" / "data-dictionary.md"
"""The page for readers, committed; ``python -m geodata dictionary`` writes it."""
WORD_LISTS: tuple[type[StrEnum], ...] = (
    *(one for one in vars(vocabulary).values() if isinstance(one, type) and issubclass(one, StrEnum) and len(one)),
    ChangeKind,
    Because,
)
"""Every closed list of words, in the order of the vocabulary."""

DAY = "a day YYYY-MM-DD"
STATE_COLUMNS = {
    "place": ("Id of the place whose claims it shows; missing where a commune follows none.", "an id", "places"),
    "name": ("Name in English.", "text", ""),
    "name_fr": ("Name in French.", "text", ""),
    "kind": ("What sort of place it is, or commune.", "see PlaceKind", ""),
    "controller": ("Who holds it; missing where nobody is named as its holder.", "an id", "actors"),
    "status": ("How it is held; as another sees it (--as, as=) also `not assessed`.", "see Status", ""),
    "contested_by": ("The forces that contest it, the main one first.", "ids separated by ';'", "actors"),
    "present": ("Other forces in the place, rivals included.", "ids separated by ';'", "actors"),
    "around": ("Forces around it, that ring it or stop its approaches.", "ids separated by ';'", "actors"),
    "since": ("The day the present holder came, under whatever name; the status may have begun later.", DAY, ""),
    "precision": ("How exactly that day is known.", "see Precision", ""),
    "grade": ("Grade of the claim: reliability of its best source, and its credibility.", "such as B2", ""),
    "claim": ("The claim in force in words, English.", "text", ""),
    "claim_fr": ("The claim in force in words, French.", "text", ""),
    "claim_id": ("The claim in force.", "an id", "claims"),
    "sources": ("The sources of that claim.", "ids separated by ';'", "sources"),
}
"""The columns that every layer has: meaning, what is allowed, and the table it points to."""
COMMUNE_COLUMNS = {
    "commune_id": ("Id of the commune's shape in geoBoundaries.", "text", ""),
    "region": ("Region it lies in.", "text", ""),
    "cercle": ("Cercle it lies in, as of 2016.", "text", ""),
    "area_km2": ("Area, measured in an equal-area projection.", "square kilometres", ""),
}
POINT_COLUMNS = {"position_precision_m": ("How far the place may be from the point.", "metres", "")}
BASE_COLUMNS = {
    "base_name": ("What the site is called.", "text", ""),
    "contributors": ("Countries whose troops served there.", "ISO 3166-1 codes separated by ';'", ""),
    "opened": ("When it was opened, as exactly as known.", "YYYY, YYYY-MM or YYYY-MM-DD", ""),
    "opened_precision": ("How exactly the opening is known.", "see OpeningPrecision", ""),
    "departed": ("When its last troops left.", "YYYY, YYYY-MM or YYYY-MM-DD", ""),
    "handed_over": ("When it was handed over; missing when abandoned or taken.", "YYYY, YYYY-MM or YYYY-MM-DD", ""),
    "handed_to": ("To whom, English.", "text", ""),
    "counted_in_thirteen": ("One of the thirteen sites closed in the drawdown of 2023.", "true or false", ""),
    "phase": ("Where the base is in its life.", "not yet open, in use or closed", ""),
}
LAYER_COLUMNS = {
    "kidal": STATE_COLUMNS | COMMUNE_COLUMNS,
    "menaka": STATE_COLUMNS | COMMUNE_COLUMNS,
    "tigharghar": STATE_COLUMNS,
    "minusma-bases": STATE_COLUMNS | POINT_COLUMNS | BASE_COLUMNS,
    "places": STATE_COLUMNS | POINT_COLUMNS,
}
"""The columns of each function of :mod:`geodata.layers`, the geometry apart."""
SPAN_COLUMNS = {
    "valid_from": ("In the GeoPackage only: the first day of the state.", DAY, ""),
    "valid_until": ("In the GeoPackage only: its last day, that day included.", DAY, ""),
}
LENS_COLUMNS = {
    "published_later": (
        "Only as known on a day (--known-on, known=): the claim's sources that were not out by then.",
        "ids separated by ';'",
        "sources",
    ),
}
COMPUTED_COLUMNS = {
    "valid_until": ("The last day on which the claim holds, included; missing once withdrawn.", DAY, ""),
    "grade": ("Reliability of its best source, and its credibility.", "such as B2", ""),
    "origins": ("How many independent origins bear it out, by the rule of the method page.", "a number", ""),
    "known_from": ("The first day on which it could be known; missing where nothing tells it.", DAY, ""),
}
"""What the GeoPackage adds to each row of the table claims."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One column or word: the part of the record it is in, what it means, what it may hold, where it points to."""

    part: str
    name: str
    meaning: str
    allowed: str
    points_to: str


def meanings(words: type[StrEnum]) -> dict[str, str]:
    """Each word of a closed list with the line under it in the source, which Python does not keep at run time."""
    body = ast.parse(dedent(inspect.getsource(words))).body[0].body
    return {
        words[node.targets[0].id].value: after.value.value
        for node, after in pairwise(body)
        if isinstance(node, ast.Assign) and isinstance(after, ast.Expr)
    }


def entries() -> list[Entry]:
    """The whole dictionary as rows: columns of tables, columns of layers, words."""
    return [
        *(Entry(ABOUT, name, meaning, allowed, "") for name, (meaning, allowed) in KEYS.items()),
        *(entry for table in TABLES.values() for entry in _of_table(table)),
        *_of_columns("GeoPackage claims", COMPUTED_COLUMNS),
        *(
            entry
            for layer, columns in LAYER_COLUMNS.items()
            for entry in _of_columns(f"layer {layer}", columns | LENS_COLUMNS | SPAN_COLUMNS)
        ),
        *(
            Entry(f"words {words.__name__}", word, meaning, "", "")
            for words in WORD_LISTS
            for word, meaning in meanings(words).items()
        ),
    ]


def _of_table(table: Table) -> list[Entry]:
    points_to = table.references()
    return [
        Entry(f"tables/{table.name}.csv", name, column.about, column.allowed, points_to.get(name, ""))
        for name, column in table.columns.items()
    ]


def _of_columns(part: str, columns: dict[str, tuple[str, str, str]]) -> list[Entry]:
    return [Entry(part, name, *told) for name, told in columns.items()]


def markdown() -> str:
    """The dictionary as a page."""
    found: dict[str, list[Entry]] = {}
    for entry in entries():
        found.setdefault(entry.part, []).append(entry)
    parts = [INTRODUCTION, "## record.toml", ABOUT_ABOUT, _grid(found[ABOUT]), "## Tables"]
    for name, table in TABLES.items():
        parts += [f"### {name}.csv", f"{table.about} Key: `{table.key}`.", _grid(found[f"tables/{name}.csv"])]
    parts += ["### claims in the GeoPackage", "Computed; not in the CSV.", _grid(found["GeoPackage claims"])]
    parts += ["## Layers", LAYERS_ABOUT]
    for name in LAYER_COLUMNS:
        parts += [f"### {name}", _grid(found[f"layer {name}"])]
    parts.append("## Words")
    for words in WORD_LISTS:
        parts += [f"### {words.__name__}", inspect.getdoc(words), _words(found[f"words {words.__name__}"])]
    return "\n\n".join(parts) + "\n"


INTRODUCTION = """# Data dictionary

Made by `python -m geodata dictionary` from the schemas; do not edit by hand. How grades, dates and control are judged
is in [method.md](method.md).

The record is a folder with `tables/` (CSV, UTF-8) and `layers/` (GeoJSON, EPSG:4326), and says of itself in
`record.toml` what it is called and which days it covers. An empty cell means that there is nothing to say, or that it
is not known. Lists are separated by `;` without spaces. A claim holds from its `valid_from` to the day before the
place's next claim; the last one to the end of the record. A row with `withdrawn_on` was withdrawn by a correction and
is kept, so that what the record said on an earlier day can be read again. Every text has both languages: where a column
ending in `_en` is filled, so is its `_fr`."""
ABOUT_ABOUT = """What the record says of itself (TOML). An edition without this file runs from its first claim to the
end of the year of the last day that a claim or an event names."""
LAYERS_ABOUT = """Made from the tables for one day (`python -m geodata layer`), or for all days at once
(`python -m geodata export OUT.gpkg`): there a feature has a row for each state, and `valid_from`, `valid_until` and
`since` are real dates. A UN base also has a new row from the day it is opened or closed. The ground itself (borders,
river, relief) is described in the folder `layers`."""


def _grid(rows: Iterable[Entry]) -> str:
    head = ["| column | meaning | allowed | points to |", "|---|---|---|---|"]
    return "\n".join([*head, *(_line(f"`{row.name}`", row.meaning, row.allowed, row.points_to) for row in rows)])


def _words(rows: Iterable[Entry]) -> str:
    head = ["| word | meaning |", "|---|---|"]
    return "\n".join([*head, *(_line(f"`{row.name}`", row.meaning) for row in rows)])


def _line(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def as_rows() -> list[dict[str, str]]:
    """The dictionary with named columns, for the GeoPackage: part, name, meaning, allowed, points_to."""
    return [dict(zip(Entry.__slots__, astuple(entry), strict=True)) for entry in entries()]


def is_current() -> bool:
    """Whether the committed page is what the schemas say."""
    return DOCUMENT.is_file() and DOCUMENT.read_text(encoding="utf-8") == markdown()


def write() -> Path:
    """Write the page and return where it is."""
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(markdown(), encoding="utf-8", newline="\n")
    return DOCUMENT
