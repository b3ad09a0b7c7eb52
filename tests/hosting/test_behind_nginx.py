"""Behind a real nginx with the configuration we hand out: a prefix, a sign-on, and nothing without it."""

import base64
import grp
import os
import pwd
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from driving import Served, free_port, launch, serving

from dashboard.asked.view import View
from dashboard.figures.trends.charts import TABLES

CONFIGURATION = Path(__file__).parents[2] / "deploy/nginx.conf"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
AROUND = """
daemon off; user {user} {group}; pid {folder}/pid; error_log {folder}/error.log; events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    {ours}
}}
"""
NAME, WORD = "amina", "Kidal-2012"
SIGNED_ON = {"Authorization": f"Basic {base64.b64encode(f'{NAME}:{WORD}'.encode()).decode()}"}
DAY = "on=2023-11-14"
OPENINGS = {"pptx": b"PK", "pdf": b"%PDF", "png": b"\x89PNG", "svg": b"<svg", "gpkg": b"SQLite", "zip": b"PK"}
"""How a file of each kind begins."""

pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx on this machine; Debian: apt-get install nginx-light")


@pytest.fixture(scope="module")
def app() -> Iterator[Served]:
    """The app as the example of a service has it, on a port of its own."""
    with serving(URL_PREFIX="/mali/", AUTH_HEADER="X-Remote-User", TRUST_PROXY="1") as served:
        yield served


@pytest.fixture(scope="module")
def front(app, tmp_path_factory) -> Iterator[str]:
    """nginx before it: our text, with ports and the file of users as on this machine."""
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    (folder / "users").write_text(f"{NAME}:{{PLAIN}}{WORD}\n")
    back = re.search(r":(\d+)/", app.url)[1]
    ours = CONFIGURATION.read_text()
    for theirs, here in (
        ("127.0.0.1:8050", f"127.0.0.1:{back}"),
        ("listen 8080", f"listen 127.0.0.1:{port}"),
        ("/etc/nginx/users", f"{folder}/users"),
    ):
        assert theirs in ours
        ours = ours.replace(theirs, here)
    user, group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, ours=ours, user=user, group=group))
    with ExitStack() as stack:
        nginx = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", "stderr"])
        stack.callback(nginx.wait, 10)
        stack.callback(nginx.terminate)
        url = f"http://127.0.0.1:{port}/mali/"
        for _ in range(100):
            try:
                urlopen(f"{url}healthz", timeout=5).close()
                break
            except OSError:
                time.sleep(0.05)
        yield url


def ask(url: str, headers: dict[str, str] = SIGNED_ON, body: bytes | None = None) -> tuple[int, bytes, dict[str, str]]:
    try:
        with urlopen(Request(url, body, headers), timeout=60) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except HTTPError as refused:
        return refused.code, refused.read(), dict(refused.headers)


def addresses(base: str) -> list[str]:
    """What there is to take away and to look up, and the page with all that it names."""
    page = ask(base)[1].decode()
    root = base.removesuffix("/mali/")
    named = [f"{root}{path}" for path in re.findall(r'(?:src|href)="(/[^"]+)"', page)]
    digest = re.search(r'"record": "(\w+)"', ask(f"{base}api/health")[1].decode())[1]
    asked = [f"api/at?{DAY}", "api/changes?from=2023-01-01&to=2023-12-31", "api/history/kidal", f"api/words?{DAY}"]
    asked += [f"frames/{digest}.json?{DAY}", f"changes/{digest}.json?{DAY}", f"ground/{digest}/relief.jpg", "metrics"]
    asked += [f"download/trends/{name}.csv" for name in TABLES]
    return [base, *named, *(f"{base}{path}" for path in asked)]


def test_nginx_takes_our_configuration_and_cuts_nothing_off(front):
    status, body, headers = ask(front)
    assert status == 200
    assert b"/mali/_dash-component-suites/" in body
    assert "X-Request-ID" in {name.title().replace("Id", "ID") for name in headers}


def test_everything_there_is_answers_to_who_is_signed_on_and_to_nobody_else(front):
    asked = addresses(front)
    assert len(asked) > 20
    assert {url.rsplit(".")[-1] for url in asked if "/assets/ours." in url} == {"js", "css"}
    assert {url: status for url in asked if (status := ask(url)[0]) != 200} == {}
    alone = [*asked, *(f"{front}{path}" for path in (f"brief.png?{DAY}", "download/record.zip", "no-such-page"))]
    monitored = f"{front}metrics"  # open to the address of a monitoring system, which has no password
    for headers in ({}, {"X-Remote-User": NAME}, {"Authorization": "Basic eDp5"}):
        assert {url: status for url in alone if (status := ask(url, headers)[0]) != 401 and url != monitored} == {}
    assert ask(f"{front}healthz", {})[:2] == (200, b'{\n "status": "ok"\n}')


def test_a_name_that_a_client_sends_never_arrives(front):
    no_name = "x" * 500  # which the app refuses
    assert ask(front, SIGNED_ON | {"X-Remote-User": no_name})[0] == 200


@pytest.mark.browser
@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("kind", ["pptx", "pdf", "png", "svg"])
def test_every_export_of_every_view_comes_through_or_says_what_is_allowed(front, view, kind):
    status, body, headers = ask(f"{front}brief.{kind}?view={view}&{DAY}")
    if status == 400:
        assert b"allowed" in body
        assert view in (View.RECORDS, View.METHOD)
    else:
        assert status == 200, body
        assert body.startswith(OPENINGS[kind])
        assert headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("kind", ["gpkg", "zip"])
def test_the_whole_record_comes_through(front, kind):
    status, body, headers = ask(f"{front}download/record.{kind}")
    assert (status, body.startswith(OPENINGS[kind])) == (200, True)
    assert headers["Content-Disposition"].startswith("attachment")
    assert kind != "zip" or zipfile.ZipFile(BytesIO(body)).testzip() is None


@pytest.mark.browser
def test_every_view_opens_in_a_browser_that_is_signed_on(front, playwright):
    browser = launch(playwright)
    context = browser.new_context(http_credentials={"username": NAME, "password": WORD})
    faults, asked = [], []
    context.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    context.on("weberror", lambda error: faults.append(str(error.error)))
    context.on("request", lambda request: asked.append(request.url))
    context.on("response", lambda got: faults.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    page = context.new_page()
    for view in View:
        page.goto(f"{front}?view={view}&{DAY}")
        page.wait_for_selector("#main > *")
        page.wait_for_load_state("networkidle")
        if view is View.MAP:
            page.wait_for_selector('#map[data-on="2023-11-14"]')
    browser.close()
    assert faults == []
    assert [url for url in asked if not url.startswith((front, "data:", "blob:"))] == []
