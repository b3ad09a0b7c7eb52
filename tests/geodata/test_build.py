"""The build as a whole: what it rewrites, and that the committed layers are what the packages give."""

import shutil

import pytest

from geodata.building import build as building
from geodata.building.build import LAYERS, build
from geodata.building.packages import BuildError
from geodata.building.shapes import ShapeError


@pytest.fixture
def committed(tmp_path, monkeypatch):
    """A copy of the layers that the build takes for the committed ones, and packages it never has to fetch."""
    folder = tmp_path / "layers"
    shutil.copytree(LAYERS, folder)

    def publish(made, image, recipe, fresh):
        for path in folder.iterdir():
            if path.name not in ("recipe.toml", "old.json"):
                (fresh / path.name).write_bytes((LAYERS / path.name).read_bytes())

    monkeypatch.setattr(building, "LAYERS", folder)
    monkeypatch.setattr(building, "fetch", lambda package, cache: cache / package.file)
    monkeypatch.setattr(building, "read_member", lambda path, member: b"")
    monkeypatch.setattr(building, "ground", lambda recipe, raw: {})
    monkeypatch.setattr(building, "relief", lambda jpeg, edges: None)
    monkeypatch.setattr(building, "publish", publish)
    return folder


def test_current_layers_are_left_untouched(committed):
    before = {path.name: path.stat().st_mtime_ns for path in committed.iterdir()}
    assert build() == []
    assert {path.name: path.stat().st_mtime_ns for path in committed.iterdir()} == before


def test_a_changed_file_is_rewritten_and_one_made_no_longer_is_removed(committed):
    (committed / "mali.geojson").write_text("changed", encoding="utf-8")
    (committed / "old.json").write_text("{}", encoding="utf-8")
    found = ["mali.geojson: differs from what the packages give", "old.json: made no longer"]
    assert build(check=True) == found
    assert (committed / "mali.geojson").read_text(encoding="utf-8") == "changed"
    assert build() == found
    assert build(check=True) == []
    assert (committed / "mali.geojson").read_bytes() == (LAYERS / "mali.geojson").read_bytes()
    assert not (committed / "old.json").exists()


def test_shapes_that_cannot_be_used_stop_the_build_and_leave_the_layers(committed, monkeypatch):
    def fail(recipe, raw):
        raise ShapeError("the cleaned borders still overlap")

    (committed / "mali.geojson").write_text("changed", encoding="utf-8")
    monkeypatch.setattr(building, "ground", fail)
    with pytest.raises(BuildError, match="the packages' shapes cannot be used: the cleaned borders still overlap"):
        build()
    assert (committed / "mali.geojson").read_text(encoding="utf-8") == "changed"


@pytest.mark.network
def test_the_committed_layers_are_what_the_packages_give():
    assert build(check=True) == []
