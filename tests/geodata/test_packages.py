"""Packages of the registries: pinned, fetched, verified and read, with made-up ones and without network."""

import hashlib
import io
import re
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from geodata.building import packages
from geodata.building.packages import PACKAGES, BuildError, Package, fetch, read_member

LAYERS = Path(packages.__file__).parents[1] / "layers"


def wheel_of(folder, members):
    path = folder / "made_up-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in members.items():
            wheel.writestr(name, content)
    return path


def package_like(path, client="pip"):
    return Package(client, "made-up", "1.0", hashlib.sha256(path.read_bytes()).hexdigest())


def test_a_cached_package_is_used_without_a_download(tmp_path, monkeypatch):
    path = wheel_of(tmp_path, {"data/a.txt": b"here"})
    monkeypatch.setattr(subprocess, "run", lambda *args, **kwargs: pytest.fail("went to the registry"))
    assert fetch(package_like(path), tmp_path) == path


def test_another_checksum_is_refused_and_both_are_named(tmp_path):
    path = wheel_of(tmp_path, {"data/a.txt": b"here"})
    good = package_like(path)
    path.write_bytes(path.read_bytes() + b"more")
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(BuildError, match=f"sha256 {good.sha256} wanted, {found} found"):
        fetch(good, tmp_path)


def test_a_missing_member_is_named(tmp_path):
    path = wheel_of(tmp_path, {"data/a.txt": b"here"})
    assert read_member(path, "data/a.txt") == b"here"
    with pytest.raises(BuildError, match=r"made_up-1.0-py3-none-any.whl: member data/b.txt wanted, not found"):
        read_member(path, "data/b.txt")


def test_npm_archives_are_read_too(tmp_path):
    path = tmp_path / "made-up-1.0.tgz"
    with tarfile.open(path, "w:gz") as archive:
        member = tarfile.TarInfo("package/a.json")
        member.size = 2
        archive.addfile(member, io.BytesIO(b"{}"))
    assert read_member(path, "package/a.json") == b"{}"
    with pytest.raises(BuildError, match=r"member package/b\.json wanted"):
        read_member(path, "package/b.json")


def test_a_file_that_is_no_archive_is_refused(tmp_path):
    for name in ("made-up-1.0.tgz", "made_up-1.0-py3-none-any.whl"):
        (tmp_path / name).write_bytes(b"<html>not here</html>")
        with pytest.raises(BuildError, match="an archive wanted"):
            read_member(tmp_path / name, "a")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (FileNotFoundError("npm"), "npm is not installed"),
        (subprocess.TimeoutExpired("npm", 900), "no answer in 900 s"),
        (subprocess.CalledProcessError(1, "npm", "", "warning\nnetwork unreachable"), "npm said: network unreachable"),
    ],
)
def test_a_download_that_fails_says_what_was_wanted_and_leaves_nothing(tmp_path, monkeypatch, error, said):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(BuildError, match=f"made-up 1.0 wanted from the npm registry.*{said}"):
        fetch(Package("npm", "made-up", "1.0", "0" * 64), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_client_that_saves_another_file_is_noticed(tmp_path, monkeypatch):
    def save_another(command, **kwargs):
        (Path(command[-1]) / "other-1.0.tgz").touch()

    monkeypatch.setattr(subprocess, "run", save_another)
    with pytest.raises(BuildError, match=r"as made-up-1\.0\.tgz, found other-1\.0\.tgz"):
        fetch(Package("npm", "made-up", "1.0", "0" * 64), tmp_path)


def test_the_cache_can_be_moved_by_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("GEODATA_CACHE", str(tmp_path))
    assert packages.default_cache() == tmp_path
    monkeypatch.delenv("GEODATA_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert packages.default_cache().parent == tmp_path / "cache"


def test_every_package_is_pinned_in_full():
    told = tomllib.loads((LAYERS / "recipe.toml").read_text(encoding="utf-8"))["source"]
    assert set(told) == set(PACKAGES)
    for package in PACKAGES.values():
        assert re.fullmatch(r"[0-9a-f]{64}", package.sha256)
        assert re.fullmatch(r"\d+\.\d+\.\d+", package.version)


def test_no_registry_host_is_named():
    for path in [Path(packages.__file__), *LAYERS.glob("*.toml"), *LAYERS.glob("*.json"), LAYERS / "README.md"]:
        assert not re.search(r"https?://", path.read_text(encoding="utf-8")), path
