"""The files of the folder `layers/`: shapes as text, the image, where they come from, and what has changed."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
from PIL import Image

from geodata.building import shapes
from geodata.building.ground import Layers, Recipe
from geodata.building.packages import PACKAGES

RECIPE = "recipe.toml"
OWN_LICENCE = "own work"
OWN_ATTRIBUTION = "Indicative, drawn for this project."


def publish(made: Layers, image: Image.Image, recipe: Recipe, folder: Path) -> None:
    """Write the layers, the image with its corners, and where they come from."""
    entries = []
    for name in recipe["layer"]:
        entry = _provenance(name, recipe)
        entries.append(entry)
        if name != "relief":
            text = geojson(made[name], name, {key: entry[key] for key in ("title", "licence", "attribution")})
            (folder / entry["file"]).write_text(text, encoding="utf-8")
    credit = recipe["source"]["relief"]["attribution"]
    image.save(folder / "relief.jpg", quality=80, progressive=True, optimize=True, comment=credit)
    corners = {**recipe["relief"], "width": image.width, "height": image.height, "projection": "plate carrée"}
    _write_json(folder / "relief.json", {**corners, "attribution": credit})
    _write_json(folder / "SOURCES.json", entries)
    (folder / "README.md").write_text(_readme(recipe["readme"], entries), encoding="utf-8")


def _provenance(name: str, recipe: Recipe) -> dict[str, Any]:
    told = recipe["layer"][name]
    sources = [
        {
            "package": PACKAGES[key].name,
            "version": PACKAGES[key].version,
            "client": PACKAGES[key].client,
            "sha256": PACKAGES[key].sha256,
            **recipe["source"][key],
        }
        for key in told["sources"]
    ]
    return {
        "file": "relief.jpg" if name == "relief" else f"{name}.geojson",
        "title": told["title"],
        "licence": "; ".join(dict.fromkeys(s["licence"] for s in sources)) or OWN_LICENCE,
        "attribution": " ".join(dict.fromkeys(s["attribution"] for s in sources)) or OWN_ATTRIBUTION,
        "done": told["done"],
        "sources": sources,
    }


def geojson(frame: gpd.GeoDataFrame, name: str, about: Mapping[str, str]) -> str:
    """A frame (EPSG:4326) as GeoJSON text, one feature a line.

    Lines get three decimals (about 110 m, finer than they are known), polygons four, since they share borders with
    the communes. `about` goes to the head of the file, so that a layer says where it comes from wherever it is taken.
    """
    head = {"type": "FeatureCollection", "name": name, **about}
    lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}," for key, value in head.items()]
    digits = 3 if frame.geom_type.isin(shapes.LINEAR).all() else 4
    features = []
    for feature in frame.iterfeatures(na="null", drop_id=True):
        feature["geometry"]["coordinates"] = _rounded(feature["geometry"]["coordinates"], digits)
        ordered = {key: feature[key] for key in ("type", "properties", "geometry")}
        features.append(json.dumps(ordered, ensure_ascii=False, separators=(",", ":"), allow_nan=False))
    return "\n".join(["{", *lines, '"features": [', ",\n".join(features), "]", "}", ""])


def _rounded(numbers: Any, digits: int) -> Any:
    if isinstance(numbers, list | tuple):
        return [_rounded(number, digits) for number in numbers]
    return round(float(numbers), digits) + 0.0  # no minus zero


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _readme(template: str, entries: list[dict[str, Any]]) -> str:
    rows = []
    for entry in entries:
        packages = ", ".join(f"{s['package']} {s['version']} ({s['client']})" for s in entry["sources"])
        rows.append(f"| {entry['file']} | {entry['title']} | {packages or 'own drawing'} | {entry['licence']} |")
    done = [f"- **{entry['file']}**: {entry['done']}" for entry in entries]
    lines = [part["attribution"] for entry in entries for part in entry["sources"] or [entry]]
    credits = [f"- {line}" for line in dict.fromkeys(lines)]
    head = "| file | what | source | licence |\n|---|---|---|---|\n"
    return template.format(table=head + "\n".join(rows), done="\n".join(done), credits="\n".join(credits))


def differences(fresh: Path, committed: Path) -> list[str]:
    """One line for each file of two layer folders that differs, is missing in `committed`, or is made no longer."""
    made = {path.name for path in fresh.iterdir()}
    kept = {path.name for path in committed.iterdir() if path.name != RECIPE}
    found = [f"{name}: missing" for name in made - kept] + [f"{name}: made no longer" for name in kept - made]
    for name in made & kept:
        compare = _same_image if name.endswith(".jpg") else _same_bytes
        found += [] if compare(fresh / name, committed / name) else [f"{name}: differs from what the packages give"]
    return sorted(found)


def _same_bytes(one: Path, other: Path) -> bool:
    return one.read_bytes() == other.read_bytes()


def _same_image(one: Path, other: Path) -> bool:
    with Image.open(one) as first, Image.open(other) as second:
        if first.size != second.size or first.mode != second.mode:
            return False
        apart = np.abs(np.asarray(first, dtype=int) - np.asarray(second, dtype=int))
    # Encoders differ by a step or two of 255 here and there; another picture differs by far more.
    return bool(apart.mean() < 0.5 and apart.max() <= 8)
