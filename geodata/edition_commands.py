"""What the command line does with the editions that are kept: lists, compares, backs up, restores, answers from one."""

import argparse
from collections.abc import Callable
from pathlib import Path

from geodata import edition_answers
from geodata.backup import backup, restore
from geodata.edition_answers import edition
from geodata.editions import Editions, default_editions_dir
from geodata.files import digest_of
from geodata.record import Record, from_files, load

Rows = list[dict[str, object]]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes."""
    kept = parser.add_argument_group("editions")
    usual = default_editions_dir()
    kept.add_argument("--editions", type=Path, default=usual, metavar="FOLDER", help="where they are kept")
    kept.add_argument("--edition", metavar="DIGEST", help="answer from an edition that is kept, not from the newest")


def add(command: Callable[..., argparse.ArgumentParser]) -> None:
    """Add the commands: ``command`` makes one of a name, what it is about, and its usual format."""
    command("editions", "the editions of the record that are kept", "table")
    diff = command("diff", "what is other between two editions: rows, and the days that look different", "table")
    diff.add_argument("before", metavar="EDITION")
    diff.add_argument("after", metavar="EDITION", nargs="?", help="the record itself if not given")
    whole = command("backup", "write the record and all kept editions into one file", "table")
    whole.add_argument("out", type=Path, metavar="OUT.zip")
    back = command("restore", "put what a backup holds into an empty folder: record/ and editions/", "table")
    back.add_argument("pack", type=Path, metavar="BACKUP.zip")
    back.add_argument("folder", type=Path, metavar="FOLDER")


def record_of(asked: argparse.Namespace) -> Record:
    """The record that is asked for: that of the folder, or a kept edition."""
    if asked.edition is None:
        return load(asked.record)
    files = Editions(asked.editions).files(asked.edition)
    return from_files(files) if files else edition(Editions(asked.editions), asked.edition, load(asked.record))


def _editions(asked: argparse.Namespace) -> Rows:
    return edition_answers.editions(Editions(asked.editions).all(), digest_of(asked.record))


def _diff(asked: argparse.Namespace) -> Rows:
    newest, kept = load(asked.record), Editions(asked.editions)
    before, after = (edition(kept, name or newest.digest, newest) for name in (asked.before, asked.after))
    return edition_answers.diff(before, after)


def _backup(asked: argparse.Namespace) -> Rows:
    kept = backup(asked.record, Editions(asked.editions), asked.out)
    return [{"file": str(asked.out), "record digest": kept.digest, "editions": len(kept.editions)}]


def _restore(asked: argparse.Namespace) -> Rows:
    kept = restore(asked.pack, asked.folder)
    return [{"folder": str(asked.folder), "record digest": kept.digest, "editions": len(kept.editions)}]


EMPTY = {"editions": edition_answers.EDITION_COLUMNS, "diff": edition_answers.DIFF_COLUMNS}
"""The columns of what may well find nothing."""
COMMANDS: dict[str, Callable[[argparse.Namespace], Rows]] = {
    "editions": _editions,
    "diff": _diff,
    "backup": _backup,
    "restore": _restore,
}
