"""The command line: ``python -m geodata check|build|dictionary|at|history|changes|balance|events|layer|export|…``."""

import argparse
import csv
import difflib
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NoReturn

from geodata import answers, corrections, edition_commands, tally
from geodata.backup import BackupError
from geodata.cells import safe_cell
from geodata.corrections import CorrectionError
from geodata.dates import parse_any_day
from geodata.edition_answers import NoSuchEditionError
from geodata.entities import Bilingual
from geodata.faults import ExportError, RecordError
from geodata.features import COLLECTIONS
from geodata.files import left_out
from geodata.grades import Grade, slug
from geodata.incidents import command as incidents
from geodata.reading import read_tables
from geodata.record import HOME, Record, load
from geodata.selection import Filter, regions_of
from geodata.timeline import Lens, Timeline
from geodata.vocabulary import Camp, PlaceKind

Rows = list[dict[str, object]]


class Complaint(Exception):
    """Something the user asked for cannot be done; the text says what was found and what is allowed."""


class Parser(argparse.ArgumentParser):
    """A parser that answers bad usage with exit code 1, like every other fault."""

    def error(self, message: str) -> NoReturn:
        """Print usage and the fault, and leave with 1."""
        self.print_usage(sys.stderr)
        self.exit(1, f"{self.prog}: {message}\n")


def _argument(read: Callable[[str], object]) -> Callable[[str], object]:
    """Let argparse show the message of a ValueError instead of its own."""

    def parse(text: str) -> object:
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return parse


def _cell_of(text: str) -> tuple[str, str]:
    """Read ``column=value``; the value may be empty, or hold further signs of that kind."""
    column, sign, value = text.partition("=")
    if not sign or not column:
        raise ValueError(f"'{text}' sets nothing; write column=value")
    return column, value


def _parser() -> Parser:
    grade, day = _argument(Grade.parse), _argument(parse_any_day)
    parser = Parser(prog="python -m geodata", description="The record of control in northern Mali.")
    parser.add_argument("--record", type=Path, default=Path(os.environ.get("RECORD_DIR") or HOME), metavar="FOLDER")
    edition_commands.add_options(parser)
    commands = parser.add_subparsers(dest="command", required=True, parser_class=Parser)

    lens = Parser(add_help=False)
    lens.add_argument("--known-on", type=day, metavar="DATE", help="only what could be known by that day")
    lens.add_argument("--min-grade", type=grade, metavar="B2", help="weaker claims become unknown")
    lens.add_argument("--fresh", action="store_true", help="what has long gone unconfirmed becomes unknown")
    lens.add_argument(
        "--as", dest="assessor", metavar="ASSESSOR", help="as another sees it, by its id in assessors.csv"
    )
    lens.add_argument("--recorded-by", type=day, metavar="DATE", help="the record as written by that day")

    def command(name: str, about: str, formats: str, *parents: Parser) -> Parser:
        added = commands.add_parser(name, help=about, description=about, parents=parents)
        added.add_argument("--format", choices=("table", "json", "csv"), default=formats)
        return added

    command("check", "validate the whole record and print counts", "table")
    build = command("build", "make the layers from registry packages", "table")
    build.add_argument("--check", action="store_true", help="only say whether the committed layers are current")
    at = command("at", "who held each place on a day", "json", lens)
    at.add_argument("on", metavar="DATE")
    at.add_argument("--place", metavar="ID")
    history = command("history", "every state of a place", "json", lens)
    history.add_argument("place", metavar="PLACE")
    changes = command("changes", "what changed after FROM, up to and including TO", "json", lens, _chosen())
    changes.add_argument("after", metavar="FROM")
    changes.add_argument("until", metavar="TO")
    changes.add_argument("--place", metavar="ID")
    balance = command("balance", "who won and lost how many places from FROM to TO", "json", lens, _chosen())
    balance.add_argument("after", metavar="FROM")
    balance.add_argument("until", metavar="TO")
    _add_tally(command, lens)
    events = command("events", "what happened, as far as it could be known", "json", lens, _chosen())
    events.add_argument("--place", metavar="ID")
    agreement = command("agreement", "how far those who assessed a place agree with us, FROM to TO", "table")
    agreement.add_argument("after", metavar="FROM")
    agreement.add_argument("until", metavar="TO")
    agreement.add_argument("--place", metavar="ID")
    agreement.add_argument("--known-on", type=day, metavar="DATE", help="only what could be known by that day")
    about = "event files of your own: import one, or hold them against the claims"
    incidents.add_arguments(command("incidents", about, "table"), day)
    layer = command("layer", "write one layer as it stood on a day", "table", lens)
    layer.add_argument("layer", choices=COLLECTIONS)
    layer.add_argument("out", type=Path, metavar="OUT", help="a .geojson, .gpkg, .fgb or .parquet file")
    layer.add_argument("--on", required=True, metavar="DATE")
    words = command("dictionary", "write docs/data-dictionary.md from the schemas", "table")
    words.add_argument("--check", action="store_true", help="only say whether the committed page is current")
    whole = command(
        "export", "write the whole record: a GeoPackage through time, a zip of its files, or a workbook", "table"
    )
    whole.add_argument("out", type=Path, metavar="OUT", help="a .gpkg, .zip or .xlsx file")
    edition_commands.add(command)
    _add_correct(command("correct", "withdraw a claim and add its successor", "table"))
    return parser


def _add_tally(command: Callable[..., Parser], lens: Parser) -> None:
    about = "questions over a stretch of days: who ever held, how long, lost what"
    counted = command("tally", about, "json", lens, _chosen())
    counted.add_argument("question", choices=tally.QUESTIONS)
    counted.add_argument("after", metavar="FROM")
    counted.add_argument("until", metavar="TO")


def _chosen() -> Parser:
    """The filter, as every command that has one takes it."""
    chosen = Parser(add_help=False)
    line = "what an actor begins or ends, under every name of its line; may be repeated, as may the others"
    chosen.add_argument("--actor", action="append", default=[], metavar="ID", help=line)
    chosen.add_argument("--alone", action="store_true", help="the actors under these names alone")
    chosen.add_argument("--camp", action="append", default=[], metavar="CAMP", help=", ".join(Camp))
    chosen.add_argument("--region", action="append", default=[], metavar="NAME", help="as in the places table")
    chosen.add_argument("--kind", action="append", default=[], metavar="KIND", help=", ".join(PlaceKind))
    return chosen


def _add_correct(correct: Parser) -> None:
    correct.add_argument("claim_id", metavar="CLAIM_ID")
    what = correct.add_mutually_exclusive_group(required=True)
    cell = _argument(_cell_of)
    what.add_argument("--set", type=cell, action="append", dest="cells", metavar="column=value", help="may be repeated")
    what.add_argument("--withdraw", action="store_true", help="no successor: the claim before it holds on")
    correct.add_argument("--because", required=True, metavar="WHY", help="the reason, English; goes into the note")
    correct.add_argument("--because-fr", required=True, metavar="POURQUOI", help="the same in French")
    correct.add_argument(
        "--on", type=_argument(parse_any_day), default=date.today(), metavar="DATE", help="today if not given"
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code: 0, or 1 with the faults on standard error."""
    asked = _parser().parse_args(arguments)
    try:
        rows = COMMANDS[asked.command](asked)
    except (RecordError, ExportError, CorrectionError, NoSuchEditionError, BackupError, Complaint) as error:
        print(error, file=sys.stderr)
        return 1
    columns = tally.COLUMNS[asked.question] if asked.command == "tally" else EMPTY.get(asked.command, ())
    _print(rows, asked.format, columns)
    return 0


def _lens(asked: argparse.Namespace, record: Record) -> Lens:
    assessor = _known(asked.assessor, record.assessors, "assessor")
    return Lens(asked.known_on, asked.min_grade, asked.recorded_by, asked.fresh, assessor)


def _check(asked: argparse.Namespace) -> Rows:
    from geodata import place_days, rules, statistics  # noqa: PLC0415 - no other answer counts

    for name in left_out(asked.record):
        print(f"{name}: no file of the record; left out", file=sys.stderr)
    record = load(asked.record)
    broken = rules.breaches(read_tables(record.files)[0], record.period)
    if faults := [fault for found in broken.values() for fault in found]:
        raise RecordError(faults)
    told = [*statistics.summary(record), *place_days.summary(record)]
    told += [(f"breaches of {rule.word}: {rule.asks}", len(found), "") for rule, found in broken.items()]
    return [{"what": what, "count": count, "share": share} for what, count, share in told]


def _build(asked: argparse.Namespace) -> Rows:
    from geodata.building.build import BuildError, build  # noqa: PLC0415 - needs the build-time packages only here

    try:
        differing = build(check=asked.check)
    except BuildError as error:
        raise Complaint(str(error)) from error
    if asked.check and differing:
        raise Complaint("\n".join([*differing, "allowed: what the packages give; run python -m geodata build"]))
    return [{"layers": line} for line in differing] or [{"layers": "current"}]


def _at(asked: argparse.Namespace) -> Rows:
    record = edition_commands.record_of(asked)
    return answers.at(record, _day(asked.on, record), _known(asked.place, record.places, "place"), _lens(asked, record))


def _history(asked: argparse.Namespace) -> Rows:
    record = edition_commands.record_of(asked)
    return answers.history(record, _known(asked.place, record.places, "place"), _lens(asked, record))


def _changes(asked: argparse.Namespace) -> Rows:
    record = edition_commands.record_of(asked)
    after, until = _days(asked, record)
    place = _known(asked.place, record.places, "place")
    seen = _filter(asked, record)
    return answers.changes(record, after, until, place=place, seen=seen, lens=_lens(asked, record))


def _balance(asked: argparse.Namespace) -> Rows:
    record = edition_commands.record_of(asked)
    after, until = _days(asked, record)
    return answers.balance(record, after, until, seen=_filter(asked, record), lens=_lens(asked, record))


def _agreement(asked: argparse.Namespace) -> Rows:
    record = load(asked.record)
    after, until = _days(asked, record)
    place = _known(asked.place, record.places, "place")
    return answers.agreement(record, after, until, place=place, lens=Lens(known_on=asked.known_on))


def _incidents(asked: argparse.Namespace) -> Rows:
    return incidents.run(asked, load(asked.record))


def _tally(asked: argparse.Namespace) -> Rows:
    record = edition_commands.record_of(asked)
    after, until = _days(asked, record)
    return tally.QUESTIONS[asked.question](Timeline(record, _lens(asked, record)), after, until, _filter(asked, record))


def _events(asked: argparse.Namespace) -> Rows:
    record = edition_commands.record_of(asked)
    place = _known(asked.place, record.places, "place")
    return answers.events(record, place=place, seen=_filter(asked, record), lens=_lens(asked, record))


def _day(text: str, record: Record) -> date:
    """A day that was asked for, if the record has it."""
    try:
        return record.period.parse(text)
    except ValueError as error:
        raise Complaint(str(error)) from error


def _days(asked: argparse.Namespace, record: Record) -> tuple[date, date]:
    """Two days that were asked for, the earlier first."""
    after, until = _day(asked.after, record), _day(asked.until, record)
    if until < after:
        raise Complaint(f"TO {until} is before FROM {after}; give the earlier day first")
    return after, until


def _filter(asked: argparse.Namespace, record: Record) -> Filter:
    """The filter that was asked for, each name checked against those there are."""
    regions = dict.fromkeys(regions_of(record))
    camps, kinds = dict.fromkeys(map(str, Camp)), dict.fromkeys(map(str, PlaceKind))
    return Filter(
        actors=frozenset(_known(name, record.actors, "actor") for name in asked.actor),
        camps=frozenset(Camp(_known(name, camps, "camp")) for name in asked.camp),
        regions=frozenset(_known(name, regions, "region") for name in asked.region),
        kinds=frozenset(PlaceKind(_known(name, kinds, "kind")) for name in asked.kind),
        alone=asked.alone,
    )


def _layer(asked: argparse.Namespace) -> Rows:
    from geodata import export  # noqa: PLC0415 - answers in words need no frames, and these take a second to load

    export.check_layer_name(asked.out)
    record = edition_commands.record_of(asked)
    count = export.write_layer(record, asked.layer, _day(asked.on, record), asked.out, _lens(asked, record))
    return [{"file": str(asked.out), "layer": asked.layer, "on": asked.on, "rows": count}]


def _export(asked: argparse.Namespace) -> Rows:
    from geodata import export  # noqa: PLC0415 - as for a layer

    record = edition_commands.record_of(asked)
    export.write(record, asked.out)
    return [{"file": str(asked.out), "bytes": asked.out.stat().st_size, "record digest": record.digest}]


def _dictionary(asked: argparse.Namespace) -> Rows:
    from geodata import dictionary  # noqa: PLC0415 - reads the sources of the program

    current = dictionary.is_current()
    if asked.check and not current:
        raise Complaint("docs/data-dictionary.md is not what the schemas say; run python -m geodata dictionary")
    return [{"dictionary": "current" if current else f"{dictionary.write()} written"}]


def _correct(asked: argparse.Namespace) -> Rows:
    because = Bilingual(asked.because, asked.because_fr)
    if asked.withdraw:
        done = corrections.withdraw(asked.record, asked.claim_id, because, asked.on)
    else:
        done = corrections.correct(asked.record, asked.claim_id, dict(asked.cells), because, asked.on)
    evidence = {"evidence carried": done.carried, "still to read": list(done.to_judge)} if done.successor else {}
    return [{"withdrawn": done.withdrawn, "successor": done.successor, "on": done.on.isoformat()} | evidence]


def _known(name: str | None, known: Mapping[str, object], what: str) -> str | None:
    if name is None or name in known:
        return name
    folded = {slug(key): key for key in known}
    near = [folded[key] for key in difflib.get_close_matches(slug(name), folded, n=3)]
    hint = f"did you mean {' or '.join(near)}? " if near else ""
    raise Complaint(f"unknown {what} '{name}'; {hint}allowed: {', '.join(known)}")


EMPTY = {
    "changes": answers.CHANGE_COLUMNS,
    "balance": answers.BALANCE_COLUMNS,
    "events": answers.EVENT_COLUMNS,
    "agreement": answers.AGREEMENT_COLUMNS,
    "incidents": incidents.COLUMNS,
} | edition_commands.EMPTY
"""The columns of what may well find nothing."""


def _print(rows: Rows, form: str, columns: Iterable[str]) -> None:
    if form == "json":
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    names = list(rows[0]) if rows else list(columns)
    cells = [[_cell(row[name]) for name in names] for row in rows]
    if form == "csv":
        safe = [[safe_cell(cell) for cell in row] for row in cells]
        csv.writer(sys.stdout, lineterminator="\n").writerows([names, *safe])
        return
    widths = [max(len(row[column]) for row in [names, *cells]) for column in range(len(names))]
    for row in [names, *cells]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _cell(value: object) -> str:
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else str(value)


COMMANDS: dict[str, Callable[[argparse.Namespace], Rows]] = edition_commands.COMMANDS | {
    "check": _check,
    "build": _build,
    "at": _at,
    "history": _history,
    "changes": _changes,
    "balance": _balance,
    "events": _events,
    "tally": _tally,
    "incidents": _incidents,
    "agreement": _agreement,
    "layer": _layer,
    "dictionary": _dictionary,
    "export": _export,
    "correct": _correct,
}

if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # whoever read the answer has seen enough; say no more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
