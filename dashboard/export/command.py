"""The command ``python -m dashboard brief``: sheets and decks without the page, and a check of those made before."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from dashboard.asked.notes import NoteError, Notes
from dashboard.asked.notes_written import read_file
from dashboard.asked.reading import NotUnderstoodError, read_exactly
from dashboard.asked.refusal import Refusal
from dashboard.asked.size import SIZES, WIDE
from dashboard.asked.state import ViewState
from dashboard.config import Settings
from dashboard.export.checking import compared, stamp_in
from dashboard.export.clip import captions
from dashboard.export.deck import Progress, Series
from dashboard.export.files import make
from dashboard.export.order import Order
from dashboard.export.request import Request
from dashboard.export.stamp import Stamp
from dashboard.export.story import refused, story_named
from dashboard.export.story_file import story_file
from dashboard.text import LANGUAGES, Text
from geodata.editions import Editions
from geodata.incidents.keeping import Imported
from geodata.record import Record, from_files, load

BAR = 30


def run(asked: argparse.Namespace, settings: Settings) -> int:
    """Write or check a file; 1 with what is wrong if that cannot be done, or if the record says something else."""
    record = load(settings.record_dir)
    try:
        return _check(asked.file, record, settings) if asked.check else _write(asked, record, settings)
    except Refusal as fault:
        print(fault.said(Text(asked.lang or settings.default_lang)), file=sys.stderr)
        return 1
    except OSError as fault:
        print(fault, file=sys.stderr)
        return 1


def _check(path: Path, record: Record, settings: Settings) -> int:
    stamp = stamp_in(path)
    same, lines = compared(stamp, record)
    print("\n".join([*_of_its_edition(stamp, record, settings), *lines]))
    return 0 if same else 1


def _of_its_edition(stamp: Stamp, record: Record, settings: Settings) -> list[str]:
    """What the edition that a file names says of it, where it is not the record itself and is kept."""
    files = Editions(settings.editions).files(stamp.record) if stamp.record != record.digest else None
    if files is None:
        return []
    says, _ = compared(stamp, from_files(files))
    verdict = "says what the file says" if says else "DOES NOT say what the file says"
    return [f"edition {stamp.record} is kept here: it {verdict}"]


def _write(asked: argparse.Namespace, record: Record, settings: Settings) -> int:
    kind = asked.file.suffix.lower().removeprefix(".")
    is_deck = bool(asked.after or asked.until or asked.every)
    order = Order(_view(asked, record, settings), settings.marking, asked.address, record.digest)
    order = replace(order, imported=Imported.of(settings.record_dir), size=SIZES[asked.size or WIDE.name])
    order = replace(order, caption="" if asked.captions else None, template=settings.brief_template)
    progress = _bar if sys.stderr.isatty() else _quiet
    if asked.story:
        return _tell(asked, record, order, progress)
    request = Request.of(order, kind, (asked.every or "month") if is_deck else "")
    file = make(record, request, progress)
    asked.file.write_bytes(file)
    print(f"{asked.file}: {len(file):,} bytes, record {record.digest}")
    if kind == "mp4" and not asked.captions:
        _caption(asked.file, record, request)
    return 0


def _tell(asked: argparse.Namespace, record: Record, order: Order, progress: Progress) -> int:
    """Write a story."""
    story = story_named(asked.story, record, order.state.lang)
    try:
        file = story_file(record, story, order, asked.file.suffix.lower().removeprefix("."), progress)
    except NoteError as fault:
        raise refused(asked.story, fault) from fault
    asked.file.write_bytes(file)
    print(f"{asked.file}: {len(file):,} bytes, record {record.digest}")
    return 0


def _caption(path: Path, record: Record, request: Request) -> None:
    """Write the captions of a clip beside it, in every language."""
    series = Series.of(record, request.order, request.days(record))
    for language in LANGUAGES:
        beside = path.with_suffix(f".{language}.vtt")
        beside.write_text(captions(series, Text(language)), encoding="utf-8")
        print(beside)


def _view(asked: argparse.Namespace, record: Record, settings: Settings) -> ViewState:
    """The view of the command line; whatever is not understood is refused."""
    given = {"on": asked.on, "from": asked.after, "to": asked.until, "days": asked.days, "lang": asked.lang}
    given["marking"] = asked.marking
    words = "&".join([asked.view, urlencode({name: value for name, value in given.items() if value})])
    state = read_exactly(words, record, ViewState(lang=settings.default_lang))
    return state.but(notes=_notes(asked.notes)) if asked.notes else state


def _notes(path: Path) -> Notes:
    try:
        return read_file(path.read_bytes())
    except NoteError as fault:
        why = str(fault)
        raise NotUnderstoodError(lambda text: text("{file}: {why}", file=path, why=why)) from fault


def _bar(done: int, of: int) -> None:
    filled = round(BAR * done / of)
    end = "\n" if done == of else ""
    print(f"\r[{'█' * filled}{'·' * (BAR - filled)}] {done}/{of}", end=end, file=sys.stderr, flush=True)


def _quiet(done: int, of: int) -> None:
    """Say nothing where nobody watches."""
