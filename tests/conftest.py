"""What several test modules share: the record as committed, and a copy of it that a test may damage."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pytest
from hypothesis import settings

from geodata.reading import read_layers
from geodata.record import HOME, Record, load

# The same examples on every run, so that a failure can be repeated; slow machines are no failure.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("repeatable")
# For a long look from time to time: pytest --hypothesis-profile=wide
settings.register_profile("wide", deadline=None, max_examples=1000)


@pytest.fixture(scope="module")
def record() -> Record:
    """The record that comes with the package, fresh for each module."""
    return load()


@pytest.fixture(scope="module")
def layers() -> dict[str, gpd.GeoDataFrame]:
    """The committed vector layers by name."""
    frames, faults = read_layers(HOME)
    assert not faults
    return frames


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A copy of the committed record to damage."""
    for part in ("tables", "layers"):
        shutil.copytree(HOME / part, tmp_path / "record" / part)
    return tmp_path / "record"
