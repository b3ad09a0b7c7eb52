"""Where everything that is installed and shipped comes from: locks with hashes, bases by digest, a bill, advisories."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
sys.path.insert(0, str(DEPLOY))
from lock import locked, normal  # noqa: E402


def pins(name: str) -> dict[str, str]:
    """The pins of a requirements file and of those it takes in."""
    found: dict[str, str] = {}
    for line in (ROOT / name).read_text().splitlines():
        if line.startswith("-r "):
            found |= pins(line.removeprefix("-r ").strip())
        elif pin := re.fullmatch(r"([A-Za-z0-9._-]+)==(\S+)", line.strip()):
            found[normal(pin[1])] = pin[2]
    return found


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_a_lock_holds_every_pin_and_a_hash_for_each_package_that_comes_with_them(name):
    lock = locked(ROOT / f"{name}.lock")
    assert pins(f"{name}.txt").items() <= {(package, version) for package, version in lock}
    assert len(lock) > len(pins(f"{name}.txt"))
    assert [package for package, hashes in lock.items() if not hashes] == []
    assert "--index-url" not in (ROOT / f"{name}.lock").read_text()


def test_what_the_product_runs_on_is_the_same_where_it_is_tested():
    assert set(locked(ROOT / "requirements.lock")) <= set(locked(ROOT / "requirements-dev.lock"))


def test_nothing_is_installed_but_by_hash():
    for name in ("Makefile", "deploy/Dockerfile", "deploy/pack.sh", "deploy/install.sh"):
        for line in (ROOT / name).read_text().splitlines():
            if "pip" in line and " -r " in line and "requirements-bench" not in line:
                assert "--require-hashes" in line, f"{name}: {line}"


def test_images_are_named_by_digest():
    named = re.findall(r"^ARG BASE=(\S+)", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    named += re.findall(r"^    image: (\S+:\S+)", (DEPLOY / "compose.yaml").read_text(), re.MULTILINE)
    assert len(named) == 2
    assert [name for name in named if not re.search(r"@sha256:[0-9a-f]{64}$", name)] == []


SHIPPED = ("assets/vendor/*.js", "assets/fonts/*.woff2", "dashboard/drawing/faces/*.ttf")


def test_every_file_of_others_that_is_shipped_is_on_the_bill():
    listed = {part["file"]: part for part in json.loads((DEPLOY / "vendored.json").read_text())}
    shipped = [path for pattern in SHIPPED for path in ROOT.glob(pattern)]
    assert set(listed) == {str(path.relative_to(ROOT)) for path in shipped}
    plotly = listed["assets/vendor/plotly-cartesian.min.js"]
    assert f"v{plotly['version']}" in (ROOT / plotly["file"]).read_text()[:200]


ADVISORY = {
    "id": "TEST-1",
    "modified": "2026-11-01T00:00:00Z",
    "summary": "made for this test",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "Flask_Thing"},
            "ranges": [
                {"type": "ECOSYSTEM", "events": [{"introduced": "1.0"}, {"fixed": "1.5"}, {"introduced": "2.0"}]}
            ],
            "versions": ["0.9"],
        }
    ],
}


@pytest.fixture
def audit(tmp_path):
    """Audit a lock with one package against some advisories."""

    def run(version: str, *advisories: object, name: str = "flask.thing") -> tuple[int, str]:
        lock, path = tmp_path / "a.lock", tmp_path / "all.zip"
        lock.write_text(f"{name}=={version} \\\n    --hash=sha256:{'0' * 64}\n")
        with zipfile.ZipFile(path, "w") as archive:
            for number, advisory in enumerate(advisories):
                archive.writestr(f"{number}.json", json.dumps(advisory))
        ran = subprocess.run(
            [sys.executable, DEPLOY / "audit.py", lock, path], capture_output=True, text=True, check=False
        )
        return ran.returncode, ran.stdout + ran.stderr

    return run


@pytest.mark.parametrize(
    ("version", "is_affected"),
    [("0.9", True), ("0.9.1", False), ("1.0", True), ("1.4.9", True), ("1.5", False), ("2.0", True), ("3.1", True)],
)
def test_an_audit_without_the_internet_finds_the_versions_an_advisory_names(audit, version, is_affected):
    code, said = audit(version, ADVISORY)
    assert (code, "TEST-1" in said) == ((1, True) if is_affected else (0, False))
    assert "1 packages compared with 1 advisories, the newest of 2026-11-01" in said


def test_an_audit_passes_over_what_was_withdrawn_and_other_packages(audit):
    assert audit("1.0", ADVISORY | {"withdrawn": "2026-11-02T00:00:00Z"})[0] == 0
    assert audit("1.0", ADVISORY, name="flask")[0] == 0


def test_an_audit_that_compared_nothing_is_no_all_clear(audit, tmp_path):
    assert audit("1.0")[0] == 2
    assert audit("1.0", {"something": "else"})[0] == 2
    ran = subprocess.run(
        [sys.executable, DEPLOY / "audit.py", ROOT / "requirements.lock", tmp_path / "none.zip"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert "allowed: a zip, a folder or a file of OSV records" in ran.stderr
