"""The command ``python -m dashboard brief``: sheets and decks without the page, and a check of those made before."""

import argparse
import sys
from pathlib import Path
from urllib.parse import urlencode

from dashboard.config import Settings
from dashboard.export.checking import compared, stamp_in
from dashboard.export.files import KINDS, Request, make
from dashboard.export.images import DrawingError, NoBrowserError, Studio
from dashboard.export.order import Order, OrderError
from dashboard.state import LANGUAGES, ViewState, read_view
from geodata.record import Record, load

BAR = 30
EXAMPLES = """examples:
  python -m dashboard brief --on 2023-11-14 --lang fr kidal.pptx
  python -m dashboard brief --from 2023-08-01 --to 2023-12-31 --every change deck.pptx
  python -m dashboard brief --check deck.pptx

PPTX needs no browser; PNG, SVG and PDF need a Chromium or Chrome on this machine."""


def add_command(commands: argparse._SubParsersAction) -> None:
    """Add the command to those of ``python -m dashboard``."""
    parser = commands.add_parser(
        "brief",
        help="write a briefing sheet or deck",
        description="Write a briefing sheet or deck, or check one.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--on", metavar="DAY", help="the day of a single sheet, YYYY-MM-DD")
    parser.add_argument("--from", dest="after", metavar="DAY", help="the first day of a deck")
    parser.add_argument("--to", dest="until", metavar="DAY", help="the last day of a deck")
    parser.add_argument("--every", choices=("month", "change", "day"), help="the steps of a deck; month if not said")
    parser.add_argument("--lang", choices=LANGUAGES, help="the language; DEFAULT_LANG if not said")
    parser.add_argument("--view", metavar="QUERY", default="", help="any other part of the view, as in its address")
    parser.add_argument("--marking", help="handling marking at top and bottom; MARKING if not said")
    parser.add_argument("--address", default="", help="address of the app, to lead back to the view")
    parser.add_argument("--check", action="store_true", help="say whether the record still says what FILE says")
    parser.add_argument("file", metavar="FILE", type=Path, help=f"{', '.join(KINDS)}")
    parser.set_defaults(command=run)


def run(asked: argparse.Namespace, settings: Settings) -> int:
    """Write or check a file; 1 with what is wrong if that cannot be done, or if the record says something else."""
    record = load(settings.record_dir)
    try:
        return _check(asked.file, record) if asked.check else _write(asked, record, settings)
    except (OrderError, NoBrowserError, DrawingError, OSError) as fault:
        print(fault, file=sys.stderr)
        return 1


def _check(path: Path, record: Record) -> int:
    same, lines = compared(stamp_in(path), record)
    print("\n".join(lines))
    return 0 if same else 1


def _write(asked: argparse.Namespace, record: Record, settings: Settings) -> int:
    kind = asked.file.suffix.lower().removeprefix(".")
    is_deck = bool(asked.after or asked.until or asked.every)
    order = Order(_view(asked, record, settings), settings.marking, asked.address)
    request = Request.of(order, kind, (asked.every or "month") if is_deck else "")
    studio = Studio()
    try:
        file = make(record, request, studio, _bar if sys.stderr.isatty() else _quiet)
    finally:
        studio.close()
    asked.file.write_bytes(file)
    print(f"{asked.file}: {len(file):,} bytes, record {record.digest}")
    return 0


def _view(asked: argparse.Namespace, record: Record, settings: Settings) -> ViewState:
    """The view of the command line; whatever is not understood is refused."""
    given = {"on": asked.on, "from": asked.after, "to": asked.until, "lang": asked.lang, "marking": asked.marking}
    words = "&".join([asked.view, urlencode({name: value for name, value in given.items() if value})])
    read = read_view(words, record, ViewState(lang=settings.default_lang))
    for notice in read.notices:
        raise OrderError(f"{notice.parameter}: found '{notice.found}'; allowed: {notice.allowed}")
    return read.state


def _bar(done: int, of: int) -> None:
    filled = round(BAR * done / of)
    end = "\n" if done == of else ""
    print(f"\r[{'█' * filled}{'·' * (BAR - filled)}] {done}/{of}", end=end, file=sys.stderr, flush=True)


def _quiet(done: int, of: int) -> None:
    """Say nothing where nobody watches."""
