"""With the network cut off: a machine of its own with nothing but loopback, made by ``unshare``."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
CUT_OFF = ["unshare", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
TESTS = "tests/hosting/test_behind_nginx.py"
SOME = (
    "test_everything_there_is_answers_to_who_is_signed_on_and_to_nobody_else",
    "test_every_export_of_every_view_comes_through_or_says_what_is_allowed[pptx-map]",
    "test_every_export_of_every_view_comes_through_or_says_what_is_allowed[png-map]",
    "test_every_export_of_every_view_comes_through_or_says_what_is_allowed[pdf-trends]",
    "test_the_whole_record_comes_through",
    "test_every_view_opens_in_a_browser_that_is_signed_on",
)
"""Of the tests behind nginx, enough to see everything there is."""
SERVES = """
import subprocess, sys, time, urllib.request as web
server = subprocess.Popen([sys.executable, "-m", "dashboard"], stdout=subprocess.DEVNULL)
try:
    for _ in range(200):
        try:
            web.urlopen("http://127.0.0.1:8050/healthz").close()
            break
        except OSError:
            time.sleep(0.1)
    for path in ("", "api/at?on=2023-11-14", "brief.pptx?on=2023-11-14", "download/record.zip"):
        with web.urlopen(f"http://127.0.0.1:8050/{path}") as answer:
            print(answer.status, len(answer.read()))
finally:
    server.terminate()
    server.wait()
"""


def cut_off(*command: str, **more: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*CUT_OFF, *command], capture_output=True, text=True, check=False, **more)


def can_be_cut_off() -> bool:
    return bool(shutil.which("unshare") and shutil.which("ip")) and cut_off("true").returncode == 0


pytestmark = pytest.mark.skipif(not can_be_cut_off(), reason="this machine lets nobody cut a process off the network")


def test_a_machine_that_is_cut_off_reaches_nobody():
    ran = cut_off("ip", "-brief", "address")
    assert [line.split()[0] for line in ran.stdout.splitlines()] == ["lo"]


@pytest.mark.browser
@pytest.mark.skipif(NGINX is None, reason="no nginx on this machine; Debian: apt-get install nginx-light")
def test_page_views_exports_and_downloads_work_without_a_network(tmp_path):
    pytest_ = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--basetemp", str(tmp_path / "inner")]
    ran = cut_off(*pytest_, *(f"{TESTS}::{name}" for name in SOME), cwd=ROOT)
    assert ran.returncode == 0, ran.stdout[-3000:]
    assert "skipped" not in ran.stdout


@pytest.mark.network
def test_the_archive_made_on_a_connected_machine_installs_and_serves_without_a_network(tmp_path):
    archive = tmp_path / "northern-mali.tar.gz"
    subprocess.run(["deploy/pack.sh", str(archive)], cwd=ROOT, check=True)
    subprocess.run(["tar", "xzf", str(archive)], cwd=tmp_path, check=True)
    installed = cut_off(str(tmp_path / "northern-mali/install.sh"), str(tmp_path / "opt"))
    assert installed.returncode == 0, installed.stderr
    current = tmp_path / "opt/current"
    ran = cut_off(str(current / "venv/bin/python"), "-c", SERVES, cwd=current / "app")
    assert [line.split()[0] for line in ran.stdout.splitlines()] == ["200"] * 4, ran.stderr
