"""Two servers whose records are a moment apart answer for each other: whichever is asked next, no request fails."""

import base64
import grp
import gzip
import itertools
import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from asking import page_call
from damaging import TAKEN, change, copied
from driving import Sheet, free_port, launch, serving

from dashboard.agreed.edition import edition, edition_of
from dashboard.app import create_app
from dashboard.config import Settings
from geodata.record import HOME

ROOT = Path(__file__).parents[2]
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
CALL = "/_dash-update-component"
DAYS = ("2012-06-30", "2018-06-01", "2023-11-14")
SMALL = {"Accept-Encoding": "gzip"}
"""As browsers ask: what was compressed once is kept ready."""
PROGRAM_OF_THE_PAGE = "() => document.documentElement.dataset.program"
SETTINGS = {"URL_PREFIX": "/mali/", "AUTH_HEADER": "X-Remote-User", "TRUST_PROXY": "1", "WORKERS": "1"}


def card_call(place, start):
    return {
        "output": "cards.data",
        "outputs": {"id": "cards", "property": "data"},
        "inputs": [{"id": "place", "property": "data", "value": place}],
        "state": [{"id": "start", "property": "data", "value": start}],
        "changedPropIds": ["place.data"],
    }


def start_of(node):
    """What the page's scripts begin with, wherever it stands in an answer."""
    if isinstance(node, dict):
        if node.get("id") == "start":
            return node["data"]
        node = list(node.values())
    return next(filter(None, map(start_of, node)), None) if isinstance(node, list) else None


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    """Two servers, each with its own copy of the record and its own state; they share the folder of editions."""
    editions = tmp_path_factory.mktemp("editions")
    folders = [copied(tmp_path_factory.mktemp("record") / name, HOME) for name in ("one", "two")]
    apps = [
        create_app(
            Settings(record_dir=folder, editions_dir=editions, state_dir=tmp_path_factory.mktemp("state")),
            is_tried=False,
        )
        for folder in folders
    ]
    return list(zip(apps, folders, strict=True))


def load_pages(pair, count, every):
    """Load pages, each request of a load at the other server; now and then one record goes ahead of the other."""
    clients = itertools.cycle([app.server.test_client() for app, _ in pair])
    turns = itertools.cycle(pair)
    failed, answered = [], 0
    for number in range(count):
        if number % every == 0:
            app, folder = next(turns)
            words = {"note_en": f"Word {number // every // 2}.", "note_fr": f"Mot {number // every // 2}."}
            change("claims", TAKEN, **words)(folder)
            app.live.look()
            app.live.look()
        query = f"?on={DAYS[number % 3]}&lang={'en' if number % 2 else 'fr'}"
        made = next(clients).post(CALL, json=page_call(query), headers=SMALL)
        start = start_of(json.loads(gzip.decompress(made.data)))
        asked = [start[name] for name in ("frames", "changes")] + [f"/ground/{start['record']}/relief.jpg"]
        answers = [made, *(next(clients).get(address, headers=SMALL) for address in asked)]
        answers.append(next(clients).post(CALL, json=card_call("kidal", start), headers=SMALL))
        answers.append(next(clients).get(f"/{query}&edition={start['record']}", headers=SMALL))
        answered += len(answers)
        failed += [(number, one.request.path, one.status_code) for one in answers if one.status_code != 200]
    return failed, answered


def test_no_request_fails_while_two_records_are_a_moment_apart(pair):
    failed, answered = load_pages(pair, 6, every=2)
    assert failed == []
    assert answered == 36
    assert pair[0][0].live.editions == pair[1][0].live.editions


@pytest.mark.long
def test_none_of_two_thousand_page_loads_fails(pair):
    failed, _ = load_pages(pair, 2000, every=250)
    assert failed == []


def configuration(folder: Path, **changes: str) -> Path:
    """Our example for nginx with what the page for administrators says of two servers, and other changes."""
    said = (ROOT / "docs/hosting.md").read_text(encoding="utf-8")
    [upstream] = re.findall(r"```nginx\n(upstream mali .*?\n}\n)```", said, re.DOTALL)
    [again] = re.findall(r"`(proxy_next_upstream [^`]*;)`", said)
    ours = (ROOT / "deploy/nginx.conf").read_text()
    both = re.sub(r"upstream mali \{.*?\n\}\n", lambda _: upstream, ours, count=1, flags=re.DOTALL)
    both = re.sub(r"proxy_next_upstream [^;]*;", lambda _: again, both, count=1)
    assert both.count("server 10.0.0.") == 2
    assert again in both
    (folder / "users").write_text("amina:{PLAIN}kidal\n")
    for theirs, here in {"/etc/nginx/users": f"{folder}/users", **changes}.items():
        assert theirs in both
        both = both.replace(theirs, here)
    user, group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    parts = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = " ".join(f"{part}_temp_path {folder}/{part};" for part in parts)
    around = (
        f"daemon off; user {user} {group}; pid {folder}/pid; events {{}}\nhttp {{ access_log off; {paths}\n{both} }}"
    )
    (folder / "nginx.conf").write_text(around)
    return folder / "nginx.conf"


@pytest.mark.skipif(NGINX is None, reason="no nginx on this machine")
def test_nginx_takes_what_the_page_for_administrators_says_of_two_servers(tmp_path):
    command = [NGINX, "-t", "-p", str(tmp_path), "-c", str(configuration(tmp_path)), "-e", "stderr"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def before_both(stack: ExitStack, folder: Path, ports: list[object]) -> str:
    """An nginx before two servers on this machine, as long as the stack is open; where it answers."""
    front = free_port()
    changes = {f"10.0.0.{number}:8050": f"127.0.0.1:{port}" for number, port in enumerate(ports, 1)}
    conf = configuration(folder, **changes, **{"listen 8080": f"listen 127.0.0.1:{front}"})
    nginx = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(conf), "-e", "stderr"])
    stack.callback(nginx.wait, 10)
    stack.callback(nginx.terminate)
    url = f"http://127.0.0.1:{front}/mali/"
    for _ in range(200):
        with suppress(OSError), urlopen(f"{url}healthz", timeout=5):
            break
        time.sleep(0.05)
    return url


@pytest.mark.long
@pytest.mark.skipif(NGINX is None, reason="no nginx on this machine")
def test_one_server_is_killed_while_the_other_serves_and_nobody_notices(tmp_path):
    """Whichever of the two a reader was with."""
    settings = SETTINGS | {"EDITIONS_DIR": str(tmp_path / "editions")}
    name = {"Authorization": f"Basic {base64.b64encode(b'amina:kidal').decode()}"}
    statuses = []

    def load(url, count):
        for number in range(count):
            for address in ("", f"api/at?on={DAYS[number % 3]}", "ogc/collections", f"?on={DAYS[number % 3]}&lang=fr"):
                with urlopen(Request(f"{url}{address}", headers=name), timeout=60) as answer:
                    statuses.append(answer.status)

    with ExitStack() as stack:
        one = stack.enter_context(serving(STATE_DIR=str(tmp_path / "one"), **settings))
        two = stack.enter_context(serving(STATE_DIR=str(tmp_path / "two"), **settings))
        url = before_both(stack, tmp_path, [re.search(r":(\d+)/", each.url)[1] for each in (one, two)])
        load(url, 5)
        os.killpg(one.pid, signal.SIGKILL)
        load(url, 5)
    assert statuses == [200] * 40


def newer_version(folder: Path) -> Path:
    """A checkout of ours in which a line of the program and a line of the scripts are other."""
    for room in ("dashboard", "geodata", "assets"):
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    for changed, line in (("dashboard/__init__.py", "# newer"), ("assets/watch.js", "/* newer */")):
        path = folder / changed
        path.write_text(f"{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    return folder


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.skipif(NGINX is None, reason="no nginx on this machine")
def test_both_servers_are_renewed_one_after_the_other_under_a_page_that_stays_open(tmp_path, playwright):
    """The page works on while one server is of either version; once none knows it, the next view loads it anew."""
    newer = newer_version(tmp_path / "newer")
    ports = [free_port(), free_port()]
    settings = SETTINGS | {"EDITIONS_DIR": str(tmp_path / "editions")}
    servers = [ExitStack(), ExitStack()]

    def start(number: int, checkout: Path) -> None:
        """Put one server in the place of what was there."""
        servers[number].close()
        state = str(tmp_path / f"state-{number}")
        servers[number].enter_context(serving(checkout=checkout, PORT=str(ports[number]), STATE_DIR=state, **settings))

    with ExitStack() as stack:
        for server in servers:
            stack.enter_context(server)
        for number in (0, 1):
            start(number, ROOT)
        url = before_both(stack, tmp_path, ports)
        browser = launch(playwright)
        stack.callback(browser.close)
        page = browser.new_context(http_credentials={"username": "amina", "password": "kidal"}).new_page()
        sheet = Sheet(page, url).open(on="2023-11-14")
        for number, view, program in ((0, "Trends", edition()), (1, "Timeline", edition_of(newer))):
            start(number, newer)
            page.get_by_role("link", name=view).first.click()
            page.wait_for_function(f"(program) => ({PROGRAM_OF_THE_PAGE})() === program", arg=program)
            page.wait_for_selector(f"#{view.lower()}")
            sheet.rest()
            assert f"view={view.lower()}" in sheet.query()
            assert page.locator("#trouble").is_hidden()
        page.get_by_role("link", name="Map").first.click()
        assert sheet.ready().on.isoformat() == "2023-11-14"
