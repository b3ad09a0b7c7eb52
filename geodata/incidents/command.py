"""``python -m geodata incidents import FILE`` and ``incidents check``: the arguments, and the answers as plain rows."""

import argparse
import sys
from datetime import date
from pathlib import Path

from geodata.incidents.keeping import FOLDER, Origin, keep, kept
from geodata.incidents.reading import read_incidents
from geodata.incidents.sheets import RefusedError
from geodata.incidents.verdicts import Verdict
from geodata.incidents.worklist import WITHIN, check
from geodata.record import Record

Rows = list[dict[str, object]]
COLUMNS = ("matter", "day", "place", "claim_id", "says", "incidents", "key")
"""The columns of the work list, which may well be empty."""
MOST_NAMED = 10


def add_arguments(parser: argparse.ArgumentParser, day: object) -> None:
    """What the command takes."""
    parser.add_argument("what", choices=("import", "check"))
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="UCDP GED or Candidate, or ACLED")
    parser.add_argument("--version", default="", help="version of the data set, such as 25.1")
    parser.add_argument("--accessed", type=day, default=date.today(), metavar="DATE", help="when it was taken; today")
    parser.add_argument("--filters", default="", help="by what it was filtered when it was made")
    parser.add_argument("--within", type=int, default=WITHIN, metavar="DAYS", help="days around a change of hands")


def run(asked: argparse.Namespace, record: Record) -> Rows:
    """Do what is asked: import a file into the record's folder, or hold what was imported against the record.

    Raises
    ------
    RefusedError
        If the file is something else, or there is none where one is needed.
    """
    if asked.what == "import":
        if asked.file is None:
            raise RefusedError.of("incidents import", "no FILE", "a CSV or Excel file")
        return _import(asked)
    return _check(asked, record)


def _import(asked: argparse.Namespace) -> Rows:
    sheet = read_incidents(asked.file)
    origin = Origin(
        kind=sheet.kind,
        file=asked.file.name,
        version=asked.version,
        accessed=asked.accessed,
        filters=asked.filters,
        digest=sheet.digest,
        rows=len(sheet.incidents),
    )
    changed = keep(asked.record, sheet, origin)
    said = {
        "data set": str(sheet.kind),
        "kept in": f"{FOLDER}/{sheet.kind}.csv",
        "incidents": len(sheet.incidents),
        "of other countries, left": sheet.elsewhere,
        "twice in the file, kept once": sheet.doubled,
        "added": len(changed.added),
        "changed": len(changed.changed),
        "removed": len(changed.removed),
        "digest": sheet.digest,
        "credit": origin.credit,
    }
    return [{"what": name, "found": found} for name, found in said.items()]


def _check(asked: argparse.Namespace, record: Record) -> Rows:
    files = kept(asked.record)
    if not files:
        raise RefusedError.of(FOLDER, "nothing imported", "python -m geodata incidents import FILE")
    rows: Rows = []
    for origin, incidents in files.values():
        found = check(incidents, record, within=asked.within)
        counts = ", ".join(f"{found.counts[verdict]} {verdict}" for verdict in Verdict)
        print(f"{origin.credit}", file=sys.stderr)
        print(f"{found.incidents} incidents, {found.at_a_place} at a place of the record: {counts}", file=sys.stderr)
        if found.unnamed:
            most = ", ".join(f"{name} ({count})" for name, count in list(found.unnamed.items())[:MOST_NAMED])
            print(f"sides that the record does not know: {most}", file=sys.stderr)
        rows += [
            {
                "matter": str(line.matter),
                "day": line.day.isoformat(),
                "place": line.place_id,
                "claim_id": line.claim_id,
                "says": line.says,
                "incidents": list(line.incidents),
                "key": line.key,
            }
            for line in found.lines
        ]
    return rows
