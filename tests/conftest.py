"""What several test modules share: the record as committed, and a copy of it that a test may damage."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pytest
from damaging import copied
from hypothesis import Phase, settings

from geodata.files import read_files
from geodata.layer_reading import read_layers
from geodata.record import HOME, Record, load

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

# The same examples on every run, so that a failure can be repeated; slow machines are no failure. The example that
# failed is shown as it was met: a smaller one takes minutes to find, and is found by the profile "wide".
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, max_examples=50, phases=(Phase.explicit, Phase.generate)
)
settings.load_profile("repeatable")
# For a long look from time to time: pytest --hypothesis-profile=wide
settings.register_profile("wide", deadline=None, max_examples=1000)


@pytest.fixture(scope="session", autouse=True)
def state_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Servers of the tests keep their state apart from any other."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STATE_DIR", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def playwright() -> "Iterator[Playwright]":
    """What drives browsers; a process can have it once only, whichever tests come to it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def record() -> Record:
    """The record that comes with the package; frozen, so one for all tests will do."""
    return load()


@pytest.fixture(scope="session")
def layers() -> dict[str, gpd.GeoDataFrame]:
    """The committed vector layers by name."""
    read, faults = read_layers(read_files(HOME))
    assert not faults
    return {name: layer.frame() for name, layer in read.items()}


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Makes a disk of its own of some size, in memory; where that is not allowed the test is skipped."""
    disks: list[Path] = []

    def mount(size: str) -> Path:
        disk = tmp_path / f"disk-{len(disks)}"
        disk.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
        done = subprocess.run(command, capture_output=True, text=True, check=False) if shutil.which("mount") else None
        if done is None or done.returncode:
            pytest.skip(f"no disk can be mounted here: {done.stderr.strip() if done else 'there is no mount'}")
        disks.append(disk)
        return disk

    yield mount
    for disk in disks:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A copy of the committed record to damage."""
    return copied(tmp_path / "record")
