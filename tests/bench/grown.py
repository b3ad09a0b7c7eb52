"""A record of the same shape, many times larger: more places about the same ground, each with a history like ours.

Run ``python -m tests.bench.grown TIMES FOLDER`` to write one.
"""

import csv
import json
import random
import shutil
import sys
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import geopandas as gpd
from shapely import MultiPoint, Point, voronoi_polygons
from shapely.geometry import Polygon, mapping
from shapely.ops import unary_union

from geodata.entities import Actor, Claim, Evidence, Source
from geodata.period import Period
from geodata.support import best_allowed
from tests.period import FIRST, LAST, PERIOD, parse_day

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "geodata"
SPREAD = 0.9
"""Degrees around a place of ours in which its likenesses lie."""
SHIFT = 240
"""Days by which the dates of a likeness differ at most."""
Rows = list[dict[str, str]]


def grow(times: int, folder: Path) -> None:
    """Write a record with so many times the places, claims and communes. The same number gives the same record.

    What was corrected is told of our places alone: a likeness has the claims that stand.
    """
    chance = random.Random(times)
    shutil.copytree(RECORD / "layers", folder / "layers")
    shutil.copytree(RECORD / "tables", folder / "tables")
    shutil.copy(RECORD / "record.toml", folder)
    tables = {name: _read(folder, name) for name in ("places", "claims", "evidence", "bases")}
    mali = gpd.read_file(RECORD / "layers/mali.geojson").union_all()
    names = {copy: _named(copy) for copy in range(times)}
    stands = {row["claim_id"] for row in tables["claims"] if Claim.from_row(row).in_force(None)}
    for name, grown in (("places", _places), ("claims", _claims), ("evidence", _evidence), ("bases", _bases)):
        alike = [row for row in tables[name] if row.get("claim_id") is None or row["claim_id"] in stands]
        rows = [
            row for copy in range(times) for row in grown(alike if copy else tables[name], names[copy], chance, mali)
        ]
        _write(folder, name, rows)
    _lower(folder)
    if times > 1:
        _split_communes(folder / "layers/communes.geojson", times, chance)


def longer(period: Period, times: int) -> Period:
    """A period of so many times the years."""
    last = period.last.replace(year=period.first.year + times * len(period.years) - 1)
    return Period(period.first, last, last)


def lengthen(folder: Path, times: int) -> None:
    """Tell every place's history again after the record's last day, so many times in all."""
    rows, years = _read(folder, "claims"), len(PERIOD.years)
    about = folder / "record.toml"
    about.write_text(about.read_text().replace(f"{LAST}", f"{longer(PERIOD, times).last}"))
    later = [
        row
        | {"claim_id": f"{row['claim_id']}-later-{again}", "valid_from": _later(row["valid_from"], again * years)}
        | {"label_change": "false"}
        for again in range(1, times)
        for row in rows
    ]
    _write(folder, "claims", rows + later)
    judged = _read(folder, "evidence")
    again = [row | {"claim_id": f"{row['claim_id']}-later-{number}"} for number in range(1, times) for row in judged]
    _write(folder, "evidence", judged + again)
    _lower(folder)


def _lower(folder: Path) -> None:
    """Grade every likeness no better than its sources allow: on another day they may be far, or name nothing anew."""
    ours = {row["claim_id"] for row in _read(RECORD, "claims")}
    actors = {row["actor_id"]: Actor.from_row(row) for row in _read(folder, "actors")}
    sources = {row["source_id"]: Source.from_row(row) for row in _read(folder, "sources")}
    judged: dict[str, dict[str, Evidence]] = defaultdict(dict)
    for row in _read(folder, "evidence"):
        judged[row["claim_id"]][row["source_id"]] = Evidence.from_row(row)
    rows = _read(folder, "claims")
    for row in rows:
        if row["claim_id"] not in ours:
            claim = Claim.from_row(row)
            best = best_allowed(claim, judged.get(claim.id), sources, actors)
            row["credibility"] = str(max(claim.credibility, best))
    _write(folder, "claims", rows)


def _later(day: str, years: int) -> str:
    """The day so many years later, with the last of February for one that is not there."""
    year, month, number = map(int, day.split("-"))
    year += years
    return date(year, month, min(number, monthrange(year, month)[1])).isoformat()


def _named(copy: int) -> Callable[[str], str]:
    return lambda key: key if not copy or not key else f"{key}-{copy}"


def _places(rows: Rows, named: Callable[[str], str], chance: random.Random, mali: Polygon) -> Rows:
    return [row | {"place_id": named(row["place_id"])} | _moved(row, named, chance, mali) for row in rows]


def _moved(row: dict[str, str], named: Callable[[str], str], chance: random.Random, mali: Polygon) -> dict[str, str]:
    number = named("x")[2:]
    if not number:
        return {}
    said = {f"name_{language}": f"{row[f'name_{language}']} {number}" for language in ("en", "fr")} | {
        "geonames_id": ""
    }
    while row["lat"]:
        lat, lon = (float(row[axis]) + chance.uniform(-SPREAD, SPREAD) for axis in ("lat", "lon"))
        if mali.contains(Point(lon, lat)):
            return said | {"lat": f"{lat:.4f}", "lon": f"{lon:.4f}"}
    return said


def _claims(rows: Rows, named: Callable[[str], str], chance: random.Random, _mali: Polygon) -> Rows:
    grown, used = [], set()
    for row in rows:
        day = parse_day(row["valid_from"])
        if named("x") != "x" and day != FIRST:
            day = min(max(day + timedelta(days=chance.randint(-SHIFT, SHIFT)), FIRST + timedelta(days=1)), LAST)
            while (row["place_id"], day) in used:
                day = day + timedelta(days=1) if day < LAST else FIRST + timedelta(days=chance.randint(1, SHIFT))
        used.add((row["place_id"], day))
        keys = {"claim_id": named(row["claim_id"]), "place_id": named(row["place_id"])}
        still = {"label_change": "false"} if named("x") != "x" else {}  # the order of days may be another
        grown.append(row | keys | still | {"valid_from": day.isoformat()})
    return grown


def _evidence(rows: Rows, named: Callable[[str], str], _chance: random.Random, _mali: Polygon) -> Rows:
    return [row | {"claim_id": named(row["claim_id"])} for row in rows]


def _bases(rows: Rows, named: Callable[[str], str], _chance: random.Random, _mali: Polygon) -> Rows:
    counted = {} if named("x") == "x" else {"counted_in_thirteen": "false"}
    return [row | {"place_id": named(row["place_id"])} | counted for row in rows]


def _split_communes(path: Path, times: int, chance: random.Random) -> None:
    """Every commune in as many pieces, with borders as crooked as real ones; each follows a likeness of its seat."""
    found = json.loads(path.read_text(encoding="utf-8"))
    communes = gpd.read_file(path)
    features = []
    for feature, shape in zip(found["features"], communes.geometry, strict=True):
        for copy, piece in enumerate(_pieces(shape, times, chance)):
            own = feature["properties"]
            seat, named = own["follows"], _named(copy)
            keys = {"commune_id": named(own["commune_id"]), "follows": named(seat) if seat else None}
            features.append({"type": "Feature", "properties": own | keys, "geometry": mapping(piece)})
    path.write_text(json.dumps(found | {"features": features}), encoding="utf-8")


def _pieces(shape: Polygon, times: int, chance: random.Random) -> list[Polygon]:
    """A shape in pieces that are unions of small cells, which makes their edges crooked."""
    west, south, east, north = shape.bounds
    seeds = [Point(chance.uniform(west, east), chance.uniform(south, north)) for _ in range(times)]
    dust = MultiPoint([Point(chance.uniform(west, east), chance.uniform(south, north)) for _ in range(12 * times)])
    cells: dict[int, list[Polygon]] = {number: [] for number in range(times)}
    for cell in voronoi_polygons(dust, extend_to=shape).geoms:
        nearest = min(range(times), key=lambda number: seeds[number].distance(cell.centroid))
        cells[nearest].append(cell)
    pieces = [unary_union(cells[number]).intersection(shape) for number in range(times)]
    whole = [piece for piece in pieces if piece.area > 0 and piece.geom_type.endswith("Polygon")]
    return whole


def _read(folder: Path, name: str) -> Rows:
    with (folder / f"tables/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(folder: Path, name: str, rows: Rows) -> None:
    with (folder / f"tables/{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    grow(int(sys.argv[1]), Path(sys.argv[2]))
