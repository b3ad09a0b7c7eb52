"""What we hand out for administrators: the unit, the image, the archive. Sound as far as can be told without them."""

import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
IN_THE_UNIT = "/opt/northern-mali/current/venv/bin/python"


@pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="no systemd-analyze; Debian: apt-get install systemd"
)
def test_systemd_has_nothing_to_say_about_the_unit(tmp_path):
    unit = tmp_path / "northern-mali.service"
    text = (DEPLOY / "northern-mali.service").read_text()
    assert IN_THE_UNIT in text
    unit.write_text(text.replace(IN_THE_UNIT, sys.executable))
    ran = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    assert (ran.returncode, [line for line in ran.stderr.splitlines() if "northern-mali" in line]) == (0, [])


def test_the_image_is_given_every_file_it_copies():
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().split()
    let_in = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(\S+) ", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    assert {"geodata", "dashboard", "assets"} <= {name.partition("/")[0] for name in copied} <= let_in
    assert all((ROOT / name).exists() for name in copied)


def test_archive_and_image_hold_the_same():
    copied = set(re.findall(r"^COPY (?!--from)(\S+) (?!/build)", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE))
    [packed] = re.findall(r"^cp -r (.*) \"\$parcel/app/\"", (DEPLOY / "pack.sh").read_text(), re.MULTILINE)
    assert set(packed.split()) == copied


SCRIPTS = [path for path in sorted(DEPLOY.iterdir()) if path.read_bytes().startswith(b"#!/usr/bin/env bash")]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_sound_shell_and_stops_at_the_first_fault(script):
    subprocess.run(["bash", "-n", str(script)], check=True)
    assert "set -euo pipefail" in script.read_text()


def test_settings_that_are_handed_out_exist():
    from dashboard.config import Settings

    names = {name.upper() for name in Settings.model_fields}
    service = dict(re.findall(r"^([A-Z_]+)=(.*)$", (DEPLOY / "northern-mali.env").read_text(), re.MULTILINE))
    compose = re.findall(r"^      ([A-Z_]+): ", (DEPLOY / "compose.yaml").read_text(), re.MULTILINE)
    assert set(service) | set(compose) <= names
    assert not fnmatch(service["HOST"], "0.*"), "only the proxy may reach the app"


def test_what_is_packed_is_all_that_the_app_needs(tmp_path):
    [packed] = re.findall(r"^cp -r (.*) \"\$parcel/app/\"", (DEPLOY / "pack.sh").read_text(), re.MULTILINE)
    for name in packed.split():
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    asked = ["/", "/brief.pptx?on=2023-11-14", "/download/record.zip", "/download/record.gpkg", "/assets/page.css"]
    script = (
        "from dashboard.app import create_app; from dashboard.config import Settings\n"
        "client = create_app(Settings()).server.test_client()\n"
        f"print([client.get(path).status_code for path in {asked!r}])"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.stdout == f"{[200] * len(asked)}\n", ran.stderr
