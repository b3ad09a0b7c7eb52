"""What several test modules share: the record as committed, and a copy of it that a test may damage."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pytest
from hypothesis import settings

from geodata import reading
from geodata.reading import read_layers
from geodata.record import HOME, Record, load

# The same examples on every run, so that a failure can be repeated; slow machines are no failure.
settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("repeatable")
# For a long look from time to time: pytest --hypothesis-profile=wide
settings.register_profile("wide", deadline=None, max_examples=1000)


@pytest.fixture(scope="session", autouse=True)
def sound_cells_are_looked_at_once() -> Iterator[None]:
    """Spare a table whose very cells have passed its schema before a second look at each of them.

    Hundreds of tests load a record in which one table is damaged and the others are those of the package.
    """
    look, passed = reading._cell_faults, {}

    def cell_faults(table, rows):
        cells = id(table), json.dumps([[*row.cells.items()] for row in rows])
        if cells in passed:
            return []
        faults = look(table, rows)
        if not faults:
            passed[cells] = table  # kept, so that its id stays its own
        return faults

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "_cell_faults", cell_faults)
        yield


@pytest.fixture(scope="session")
def record() -> Record:
    """The record that comes with the package; frozen, so one for all tests will do."""
    return load()


@pytest.fixture(scope="session")
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
