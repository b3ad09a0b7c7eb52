"""Installing, installing again, taking over and going back: nothing that happens to a release touches what serves."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
CUT_OFF = ["unshare", "--mount", "--net"]


class Machine:
    """A machine with a folder to install into, settings, and archives whose packages it has already."""

    def __init__(self, home: Path) -> None:
        self.home, self.folder, self.settings = home, home / "opt", home / "northern-mali.env"
        self.record = home / "srv/record"
        self.settings.write_text(f"RECORD_DIR={self.record}\nPORT=8050\n")

    def archive(self, day: str) -> Path:
        """An archive as pack.sh makes it, unpacked; its lock is empty, for the packages are this interpreter's."""
        parcel = self.home / f"archive-{day}"
        (parcel / "wheels").mkdir(parents=True)
        for name in ("geodata", "dashboard", "assets", "docs"):
            shutil.copytree(ROOT / name, parcel / "app" / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in (
            "install.sh",
            "take-over",
            "roll-back",
            "nginx.conf",
            "northern-mali.env",
            "northern-mali.service",
        ):
            shutil.copy(DEPLOY / name, parcel / name)
        (parcel / "app/requirements.lock").touch()
        (parcel / "sbom.cdx.json").write_text("{}")
        (parcel / "made-on").write_text(f"{day}\n")
        made_for = f"{sys.version_info[0]}.{sys.version_info[1]} {sysconfig.get_platform()}\n"
        (parcel / "made-for").write_text(made_for)
        self.seal(parcel)
        return parcel

    def seal(self, parcel: Path) -> None:
        """Write the check sums of what an archive holds now."""
        files = sorted(path for path in parcel.rglob("*") if path.is_file() and path.name != "SHA256SUMS")
        sums = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  ./{path.relative_to(parcel)}\n" for path in files)
        (parcel / "SHA256SUMS").write_text("".join(sums))

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {
            "PYTHON": sys.executable,
            "PYTHONPATH": sysconfig.get_path("purelib"),
            "SETTINGS": str(self.settings),
        }
        return subprocess.run([*map(str, command)], env=environment, capture_output=True, text=True, check=False)

    def install(self, parcel: Path) -> subprocess.CompletedProcess[str]:
        return self.run(parcel / "install.sh", self.folder)

    @property
    def current(self) -> str:
        return os.readlink(self.folder / "current")

    def everything(self) -> dict[str, tuple[int, int]]:
        """Every file of every release and when it was last written; what Python keeps compiled aside."""
        files = [path for path in self.folder.rglob("*") if "__pycache__" not in path.parts and not path.is_symlink()]
        return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files if path.is_file()}


@pytest.fixture(scope="module")
def machine(tmp_path_factory) -> Iterator[Machine]:
    """A machine on which a first archive was installed."""
    machine = Machine(tmp_path_factory.mktemp("machine"))
    first = machine.install(machine.archive("2026-01-01"))
    assert first.returncode == 0, first.stderr
    return machine


def test_the_first_release_lays_the_first_record_where_the_settings_want_it(machine):
    assert machine.current.startswith("releases/2026-01-01-")
    assert (machine.record / "tables/claims.csv").read_bytes() == (ROOT / "geodata/tables/claims.csv").read_bytes()
    assert machine.record.stat().st_mode & 0o777 == 0o755


def test_the_same_archive_again_changes_nothing_and_what_is_laid_stays(machine):
    (machine.record / "tables/claims.csv").write_bytes((machine.record / "tables/claims.csv").read_bytes())
    before, current = machine.everything(), machine.current
    again = machine.install(machine.home / "archive-2026-01-01")
    assert (again.returncode, machine.current) == (0, current), again.stderr
    assert "nothing changed" in again.stdout
    assert machine.everything() == before


def test_a_newer_archive_takes_over_beside_the_old_and_roll_back_goes_back(machine):
    old = machine.current
    kept = {name: seen for name, seen in machine.everything().items() if "/2026-01-01-" in name}
    assert machine.install(machine.archive("2026-02-02")).returncode == 0
    new = machine.current
    assert new.startswith("releases/2026-02-02-")
    assert {name: seen for name, seen in machine.everything().items() if "/2026-01-01-" in name} == kept
    back = machine.run(machine.folder / "roll-back")
    assert (back.returncode, machine.current) == (0, old), back.stderr
    forth = machine.run(machine.folder / "roll-back", new.removeprefix("releases/"))
    assert (forth.returncode, machine.current) == (0, new), forth.stderr
    unknown = machine.run(machine.folder / "roll-back", "2025-05-05-nothing")
    assert unknown.returncode == 1
    assert "no release" in unknown.stderr
    assert new.removeprefix("releases/") in unknown.stderr
    assert machine.current == new


def test_a_damaged_archive_or_one_that_fails_half_way_leaves_everything_as_it_was(machine):
    parcel = machine.archive("2026-03-03")
    before, current = machine.everything(), machine.current
    (parcel / "app/geodata/tables/claims.csv").write_text("torn")
    damaged = machine.install(parcel)
    assert (damaged.returncode, "damaged" in damaged.stderr) == (1, True)
    machine.seal(parcel)  # whole, but its own record is refused after the release was built
    refused = machine.install(parcel)
    assert refused.returncode != 0
    assert (machine.everything(), machine.current) == (before, current)
    assert not (machine.folder / "releases/.building").exists()


def test_a_release_that_refuses_the_record_to_be_served_or_the_settings_does_not_take_over(machine):
    parcel, current = machine.archive("2026-04-04"), machine.current
    claims = machine.record / "tables/claims.csv"
    sound = claims.read_bytes()
    claims.write_bytes(sound.replace(b",held,", b",grabbed,", 1))
    try:
        refused = machine.install(parcel)
    finally:
        claims.write_bytes(sound)
    assert refused.returncode == 1
    assert "tables/claims.csv" in refused.stderr
    assert "refuses the record" in refused.stderr
    assert machine.current == current
    settings = machine.settings.read_text()
    machine.settings.write_text(settings.replace("PORT=8050", "PORT=port"))
    try:
        unset = machine.install(parcel)
    finally:
        machine.settings.write_text(settings)
    assert (unset.returncode, machine.current) == (1, current)
    assert "PORT: found 'port'" in unset.stderr


def steps() -> list[str]:
    """The commands of the page on hosting, from the archive to the first answer and on to a roll back."""
    page = (ROOT / "docs/hosting.md").read_text()
    part = page[page.index("## From nothing") : page.index("## In containers")]
    return re.findall(r"^```sh\n(.*?)^```", part, re.MULTILINE | re.DOTALL)


def can_be_a_machine() -> bool:
    layers = "lowerdir=/etc,upperdir=/srv/u,workdir=/srv/w"
    overlay = f"mount -t tmpfs none /srv && mkdir /srv/u /srv/w && mount -t overlay o -o {layers} /etc"
    ran = subprocess.run([*CUT_OFF, "sh", "-c", overlay], capture_output=True, check=False)
    return ran.returncode == 0 and bool(shutil.which("nginx", path="/usr/sbin:/usr/bin"))


@pytest.mark.network
@pytest.mark.skipif(not can_be_a_machine(), reason="this machine cannot make another one of itself, or has no nginx")
def test_the_page_on_hosting_can_be_followed_to_the_letter_with_the_network_cut(tmp_path):
    subprocess.run([DEPLOY / "pack.sh", tmp_path / "northern-mali.tar.gz"], cwd=ROOT, check=True)
    script = tmp_path / "letter.sh"
    first, second = steps()[:3], steps()[3:]
    script.write_text("\n".join(["set -euxo pipefail", *first, NEWER, *second, AFTER]))
    environment = os.environ | {"PATH": f"{ROOT / 'tests/hosting/machine'}:{os.environ['PATH']}:/usr/sbin"}
    ran = subprocess.run(
        [*CUT_OFF, "bash", ROOT / "tests/hosting/machine/boot.sh", "bash", script],
        cwd=tmp_path, env=environment, input="a password\n", capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-4000:]
    assert "the page came: 200" in ran.stdout


NEWER = """
mkdir newer && tar xzf northern-mali.tar.gz -C newer && echo 2099-01-01 >newer/northern-mali/made-on
(cd newer/northern-mali && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >SHA256SUMS)
tar czf northern-mali.tar.gz -C newer northern-mali
"""
"""An archive of another day, carried over."""
AFTER = """
curl --silent --fail --user "amina:a password" -o page.html -w 'the page came: %{http_code}\\n' http://127.0.0.1:8080/mali/
grep -q "Northern Mali" page.html
[ "$(curl --silent -o /dev/null -w '%{http_code}' http://127.0.0.1:8080/mali/)" = 401 ]
curl --silent --fail http://127.0.0.1:8080/mali/metrics | grep -q mali_
test -s /opt/northern-mali/current/sbom.cdx.json
systemctl stop northern-mali
"""
