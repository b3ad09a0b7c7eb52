"""How the server bears many readers, killed workers and long use. Bounded, on loopback only, each by one command:

    python tests/bench/hosting.py load      200 readers and 50 exporters for two minutes
    python tests/bench/hosting.py load --reads 3 8    the same with readers who read for 3 to 8 seconds only
    python tests/bench/hosting.py kill      the same, while a worker is killed with SIGKILL every ten seconds
    python tests/bench/hosting.py memory    10,000 page loads and 500 exports, and what the workers hold
    python tests/bench/hosting.py start     from the command to the first answer; memory of a fresh worker

A reader opens a page as a browser does, over one kept connection: the page, on a first visit (one in five) every
file it names, then the calls for layout and view, the frames and the relief; reads for 20 to 40 s (or as told); opens
another day, every second time one of ten that everybody opens. Exporters take something away every 5 to 15 s; one told
to come back (503) does so. Times are of whole visits. A request lost on a kept connection is sent once more on a new
one, as browsers do. Readers and server share the machine's cores, so the numbers are the worse for it.
"""

import argparse
import asyncio
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import brotli

ROOT = Path(__file__).parents[2]
HOST, PORT = "127.0.0.1", 8191
PATIENCE = 75  # seconds; a request that takes longer is lost, as it is behind nginx
FIRST, DAYS = date(2012, 1, 1), 4749
EXPORTS = (
    "/download/record.zip",
    "/download/record.gpkg",
    "/brief.pptx?on={day}",
    "/brief.png?on={day}",
    "/brief.pptx?from=2023-01-01&to=2023-12-31&every=month&on={day}",
    "/api/at?on={day}",
)
OTHER_VIEWS = ("compare", "timeline", "trends", "records", "method")
NAMED = re.compile(r'(?:src|href)="(/[^"]+)"')
VIEWPORT = {"width": 1440, "height": 900}


@dataclass
class Tally:
    """What came of the requests, and how long whole visits and exports took in seconds."""

    answers: Counter = field(default_factory=Counter)
    refused_without_a_time: int = 0
    lost: int = 0
    resent: int = 0
    visits: list[float] = field(default_factory=list)
    exports: list[float] = field(default_factory=list)

    def told(self) -> dict[str, object]:
        return {
            "requests": sum(self.answers.values()),
            "statuses": dict(sorted(self.answers.items())),
            "503 without Retry-After": self.refused_without_a_time,
            "lost in flight": self.lost,
            "sent again on a new connection": self.resent,
            "visits": len(self.visits),
            "visit median, s": round(statistics.median(self.visits), 3) if self.visits else None,
            "visit p95, s": round(p95(self.visits), 3) if self.visits else None,
            "exports": len(self.exports),
            "export p95, s": round(p95(self.exports), 3) if self.exports else None,
        }


class Lost(Exception):
    """A request that was under way when its worker died."""


class Reader:
    """One reader with one kept connection."""

    def __init__(self, name: str, tally: Tally) -> None:
        self.name, self.tally = name, tally
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self._known: dict[str, str] = {}

    async def ask(self, target: str, body: object = None) -> tuple[int, bytes]:
        """Ask once, on the kept connection if there is one; a connection lost meanwhile is made anew once."""
        is_kept = self._streams is not None
        try:
            answer = await asyncio.wait_for(self._ask(target, body), PATIENCE)
        except (OSError, EOFError) as error:  # a time-out is an OSError
            self._drop()
            if not is_kept or isinstance(error, TimeoutError):
                self.tally.lost += 1
                raise Lost from error
            self.tally.resent += 1
            return await self.ask(target, body)
        self.tally.answers[answer[0]] += 1
        return answer

    async def _ask(self, target: str, body: object) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(HOST, PORT)
        reader, writer = self._streams
        data = json.dumps(body).encode() if body is not None else b""
        lines = [f"{'POST' if data else 'GET'} {target} HTTP/1.1", f"Host: {HOST}", f"X-Remote-User: {self.name}"]
        lines += ["Accept-Encoding: br", f"Content-Length: {len(data)}"] + ["Content-Type: application/json"] * bool(
            data
        )
        if target in self._known:
            lines.append(f"If-None-Match: {self._known[target]}")
        writer.write("\r\n".join([*lines, "", ""]).encode() + data)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(
            line.lower().split(": ", 1) if "etag" not in line.lower() else ("etag", line[6:]) for line in head[1:-2]
        )
        content = await reader.readexactly(int(headers.get("content-length", 0)))
        if headers.get("connection") == "close":
            self._drop()
        if head[0].split()[1] == "503" and "retry-after" not in headers:
            self.tally.refused_without_a_time += 1
        if "etag" in headers:
            self._known[target] = headers["etag"]
        return int(head[0].split()[1]), content

    def _drop(self) -> None:
        if self._streams:
            self._streams[1].close()
        self._streams = None

    async def visit(self, on: date, files: list[str], digest: str) -> None:
        """Open the page on a day, with the files of a first visit or none of them."""
        view = random.choice(OTHER_VIEWS) if random.random() < 0.2 else "map"
        began = time.perf_counter()
        await self.ask("/")
        for target in [*files, "/_dash-layout", "/_dash-dependencies"]:
            await self.ask(target)
        await self.ask("/_dash-update-component", call_of(on, view))
        if files:
            await self.ask(f"/frames/{digest}.json?on=2023-11-14")
            await self.ask(f"/ground/{digest}/relief.jpg")
        self.tally.visits.append(time.perf_counter() - began)

    async def has_none(self, target: str) -> bool:
        """Take something away; whether it is to be asked for again, because it was refused or lost."""
        try:
            return await self.export(target) in (429, 503)
        except Lost:
            return True

    async def export(self, target: str) -> int:
        """Take something away, and say with which status it came."""
        began = time.perf_counter()
        status, _ = await self.ask(target)
        if status == 200:
            self.tally.exports.append(time.perf_counter() - began)
        return status


def call_of(on: date, view: str) -> dict[str, object]:
    """The call with which the page asks for its view."""
    inputs = [("location", "search", f"?view={view}&on={on}"), ("viewport", "data", VIEWPORT)]
    return {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": name, "property": part, "value": value} for name, part, value in inputs],
        "changedPropIds": ["location.search"],
    }


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def some_day() -> date:
    return FIRST + timedelta(days=random.randrange(DAYS))


def day_to_open() -> date:
    return FIRST + timedelta(days=400 * random.randrange(10)) if random.random() < 0.5 else some_day()


async def reading(reader: Reader, files: list[str], digest: str, until: float, reads: tuple[float, float]) -> None:
    await asyncio.sleep(random.uniform(0, reads[1]))
    while time.monotonic() < until:
        with suppress(Lost):
            await reader.visit(day_to_open(), files if random.random() < 0.2 else [], digest)
        await asyncio.sleep(random.uniform(*reads))


async def exporting(reader: Reader, targets: list[str], until: float) -> None:
    await asyncio.sleep(random.uniform(0, 10))
    while time.monotonic() < until:
        with suppress(Lost):
            await reader.export(random.choice(targets).format(day=some_day()))
        await asyncio.sleep(random.uniform(5, 15))


async def killing(server: subprocess.Popen, until: float, every: float = 10) -> None:
    while time.monotonic() + every < until:
        await asyncio.sleep(every)
        for victim in random.sample(workers_of(server), 1):
            os.kill(victim, signal.SIGKILL)
            print(f"killed worker {victim}", flush=True)


async def what_there_is() -> tuple[list[str], str, list[str]]:
    """The files the page names, the digest of the record, and the exports this version has."""
    scout = Reader("scout", Tally())
    files = NAMED.findall(brotli.decompress((await scout.ask("/"))[1]).decode())
    digest = json.loads((await scout.ask("/healthz"))[1])["record"]
    there = [target for target in EXPORTS if (await scout.ask(target.format(day="2023-11-14")))[0] == 200]
    return files, digest, there


async def under_load(server: subprocess.Popen, asked: argparse.Namespace) -> dict[str, object]:
    files, digest, targets = await what_there_is()
    idle, busy = Tally(), Tally()
    alone = Reader("alone", idle)
    for number in range(40):
        await alone.visit(day_to_open(), files if number % 5 == 0 else [], digest)
    until, reads = time.monotonic() + asked.seconds, tuple(asked.reads)
    tasks = [reading(Reader(f"reader-{n}", busy), files, digest, until, reads) for n in range(asked.readers)]
    tasks += [exporting(Reader(f"exporter-{n}", busy), targets, until) for n in range(asked.exporters)]
    if asked.what == "kill":
        tasks.append(killing(server, until))
    await asyncio.gather(*tasks)
    ratio = round(p95(busy.visits) / p95(idle.visits), 2)
    return {
        "files": len(files),
        "exports": targets,
        "idle": idle.told(),
        "busy": busy.told(),
        "p95 busy to idle": ratio,
    }


async def long_use(server: subprocess.Popen, loads: int, exports: int) -> list[dict[str, object]]:
    files, digest, targets = await what_there_is()
    told, tally, step = [], Tally(), loads // 10
    readers = [Reader(f"reader-{n}", tally) for n in range(8)]

    async def some(reader: Reader, times: int) -> None:
        for number in range(times):
            await reader.visit(some_day(), files if number % 50 == 0 else [], digest)
            if number % (loads // exports) == 0:
                target = random.choice(targets).format(day=some_day())
                while await reader.has_none(target):
                    await asyncio.sleep(1)

    for done in range(0, loads + 1, step):
        told.append({"page loads": done, "exports": len(tally.exports), "memory, MB": memory_of(server)})
        print(json.dumps(told[-1]), flush=True)
        if done < loads:
            await asyncio.gather(*(some(reader, step // len(readers)) for reader in readers))
    return [*told, tally.told()]


def workers_of(server: subprocess.Popen) -> list[int]:
    children = map(int, Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split())
    return [child for child in children if Path(f"/proc/{child}/comm").read_text().strip() != "foreman"]


def memory_of(server: subprocess.Popen) -> dict[str, list[float]]:
    """Resident and proportional memory of each worker in MB, without the process that makes its files."""

    def megabytes(pid: int, name: str) -> float:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return round(int(re.search(rf"^{name}:\s+(\d+)", text, re.MULTILINE)[1]) / 1024, 1)

    return {name: [megabytes(pid, name) for pid in workers_of(server)] for name in ("Rss", "Pss")}


@contextmanager
def serving() -> Iterator[tuple[subprocess.Popen, float]]:
    """A server of our own, and the seconds it took to its first answer."""
    own = {"HOST": HOST, "PORT": str(PORT), "WORKERS": "2", "AUTH_HEADER": "X-Remote-User", "URL_PREFIX": "/"}
    began = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "dashboard"], cwd=ROOT, env={**os.environ, **own}, stdout=subprocess.DEVNULL
    )
    try:
        asyncio.run(_answering(server))
        yield server, time.perf_counter() - began
    finally:
        server.terminate()
        server.wait(60)


async def _answering(server: subprocess.Popen) -> None:
    while server.poll() is None:
        try:
            await Reader("first", Tally()).ask("/healthz")
        except Lost:
            await asyncio.sleep(0.02)
        else:
            return
    raise RuntimeError("the server did not start")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("load", "kill", "memory", "start"))
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--reads", type=float, nargs=2, default=(20, 40), help="seconds a reader reads: least, most")
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--exporters", type=int, default=50)
    parser.add_argument("--loads", type=int, default=10_000)
    asked = parser.parse_args()
    random.seed(1)
    with serving() as (server, seconds):
        match asked.what:
            case "start":
                told: object = {"start to first answer, s": round(seconds, 2), "memory, MB": memory_of(server)}
            case "memory":
                told = asyncio.run(long_use(server, asked.loads, max(1, asked.loads // 20)))
            case _:
                told = asyncio.run(under_load(server, asked))
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
