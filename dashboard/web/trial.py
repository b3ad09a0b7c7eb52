"""Whether a record can be served whole: what is made from it while it is served is made from it once before.

``python -m dashboard.web.trial FOLDER`` tries the record of a folder and names what cannot be made. A server has this
done by a process of its own, so that whatever a record does to whoever draws it costs no reader anything.
"""

import json
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from flask import Flask
from plotly.io.json import to_json_plotly

from dashboard.asked.state import ViewState
from dashboard.asked.view import View
from dashboard.config import Settings
from dashboard.export.files import make
from dashboard.export.gate import Gate
from dashboard.export.order import Order
from dashboard.export.request import Request
from dashboard.export.workshop import Workshop
from dashboard.figures.trends.charts import TABLES
from dashboard.hosting.live import Health
from dashboard.web import api
from dashboard.web.admission import PATIENCE
from dashboard.web.index import Page
from dashboard.web.reader import BODIES, Reader
from geodata import export
from geodata.editions import Edition
from geodata.faults import Fault, RecordError
from geodata.files import Files
from geodata.incidents.keeping import NOTHING_IMPORTED
from geodata.record import Record, from_files, load

MOST_MEMORY = 3 << 30
NICENESS = 10
ALLOWED = "a record from which this can be made"
WINDOW = {"width": 1366, "height": 768}
Derived = TypeVar("Derived")


class StillRecord:
    """One record in the place of one that is watched."""

    state = None
    editions: list[Edition] = []
    imported = NOTHING_IMPORTED

    def __init__(self, record: Record) -> None:
        self.record, self.health = record, Health(record.digest)

    def edition(self, digest: str) -> None:
        """None is kept."""

    def of(self, digest: str) -> Record | None:
        """The record, if that is its digest."""
        return self.record if digest == self.record.digest else None

    def kept(self, work: Callable[[Record], Derived]) -> Callable[[Record], Derived]:
        """The function itself."""
        return work


def try_out(record: Record) -> None:
    """Make from a record what readers ask for.

    Raises
    ------
    RecordError
        With a fault for everything that could not be made.
    """
    faults = []
    for name, work in works(record):
        try:
            work()
        except Exception as error:  # whatever it is, it would have met a reader
            said = f"{type(error).__name__}: {error}"
            faults.append(Fault(".", 0, name, said, ALLOWED))
    if faults:
        raise RecordError(faults)


def works(record: Record) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is made from a record, by name."""
    settings, still = Settings(), StillRecord(record)
    Page(settings, still, is_bundled=True)  # views ask it for their prefix
    server = Flask(__name__)
    server.testing = True  # a failure is raised here, not answered
    api.register(server, still, Workshop(Gate.of(settings)), settings)
    reader = Reader(still, settings)
    start = {"query": "", "language": "fr"}
    for view in BODIES:
        yield f"view {view}", lambda view=view: to_json_plotly(reader.page(f"?view={view}", WINDOW))
    yield "cards", lambda: [to_json_plotly(reader.cards(place, start)) for place in record.places]
    yield "list of changes", lambda: to_json_plotly(reader.compared(f"?view={View.COMPARE}", start))
    for address in _addresses(record):
        yield address.partition("?")[0], lambda address=address: _asked(server, address)
    for view in (View.MAP, View.COMPARE):
        request = Request.of(Order(ViewState(view=view)), "pptx")
        yield f"slide of the {view}", lambda request=request: make(record, request)
    yield "record.gpkg", lambda: _written(record)


def _addresses(record: Record) -> list[str]:
    prefix = Settings().url_prefix
    last, digest = record.period.last, record.digest
    days = f"from={record.period.first}&to={last}"
    return [
        f"{prefix}{address}"
        for address in (
            f"api/at?on={last}",
            f"api/changes?{days}",
            *(f"api/history/{place}" for place in record.places),
            f"api/words?on={last}&lang=fr",
            f"frames/{digest}.json?on={last}",
            f"changes/{digest}.json?on={last}",
            f"ground/{digest}/relief.jpg",
            *(f"download/trends/{name}.csv" for name in TABLES),
        )
    ]


def _asked(server: Flask, address: str) -> None:
    answer = server.test_client().get(address)
    if answer.status_code != 200:
        raise ValueError(f"answered {answer.status_code}: {answer.get_data(as_text=True)[:200]}")


def _written(record: Record) -> None:
    with tempfile.TemporaryDirectory() as folder:
        export.geopackage(record, Path(folder, "record.gpkg"))


def main(arguments: list[str]) -> int:
    """Try the record of a folder and say what cannot be made; without one, that whose files come in as one."""
    try:
        if arguments:
            try_out(load(Path(arguments[0])))
            return 0
        os.nice(NICENESS)
        with suppress(OSError):  # not everywhere may it be said
            Path("/proc/self/oom_score_adj").write_text("1000")
        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))
        signal.alarm(round(PATIENCE))
        try_out(from_files(Files.unpacked(sys.stdin.buffer.read())))
    except RecordError as error:
        if arguments:
            print(error, file=sys.stderr)
            return 1
        print(json.dumps([{name: getattr(fault, name) for name in Fault.__slots__} for fault in error.faults]))
        return 0
    print("[]")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
