"""Corrections: nothing is overwritten, an earlier answer can be had again, and an unsound change changes nothing."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from damaging import bytes_of, cell, copied, rows_of, write_rows

from geodata import answers, replacing
from geodata.__main__ import main
from geodata.corrections import CORRECTABLE, CorrectionError, correct, withdraw
from geodata.entities import Bilingual
from geodata.faults import RecordError
from geodata.record import load
from geodata.replacing import held
from geodata.timeline import Lens

WRITTEN, CORRECTED, AGAIN = date(2024, 6, 1), date(2024, 9, 1), date(2024, 9, 2)
WHY = Bilingual("A second look.", "Relecture.")
DAYS = [date(2013, 1, 1), date(2023, 11, 13), date(2023, 11, 14), date(2024, 12, 31)]


@pytest.fixture
def folder(folder: Path) -> Path:
    """A copy of the record as if all of it had been written on one day of 2024 and never corrected."""
    header, *rows = rows_of(folder, "claims")
    recorded, withdrawn = header.index("recorded_on"), header.index("withdrawn_on")
    kept = [row for row in rows if not row[withdrawn]]
    for row in kept:
        row[recorded] = WRITTEN.isoformat()
    write_rows(folder, "claims", [header, *kept])
    _drop_sources_nobody_names(folder)
    return folder


def _drop_sources_nobody_names(folder: Path) -> None:
    """Take out the sources that only claims withdrawn since had named."""
    cited: set[str] = set()
    for table in ("claims", "bases", "events"):
        header, *rows = rows_of(folder, table)
        cited.update(name for row in rows for name in row[header.index("source_ids")].split(";"))
    header, *rows = rows_of(folder, "assessments")
    cited.update(row[header.index("source_id")] for row in rows)
    header, *rows = rows_of(folder, "sources")
    origin = header.index("origin")
    while len(kept := [row for row in rows if row[0] in cited | {row[origin] for row in rows}]) < len(rows):
        rows = kept
    write_rows(folder, "sources", [header, *rows])


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Run ``correct`` on the copy; returns the exit code and what it complained of."""

    def run(*arguments: str, record: Path | None = None) -> tuple[int, str]:
        try:
            code = main(["--record", str(record or folder), "correct", *arguments])
        except SystemExit as left:
            code = left.code
        return code, capsys.readouterr().err

    return run


def claims_file(folder: Path) -> Path:
    return folder / "tables/claims.csv"


def answered(folder: Path, lens: Lens) -> list[list[answers.Answer]]:
    record = load(folder)
    return [answers.at(record, day, lens=lens) for day in DAYS]


# What a correction does


def test_the_old_row_is_withdrawn_and_the_new_one_stands_beside_it(folder):
    before = claims_file(folder).read_bytes().split(b"\n")
    done = correct(folder, "kidal-2023-11-14-r2", {"credibility": "3"}, WHY, CORRECTED)
    after = claims_file(folder).read_bytes().split(b"\n")
    line = next(number for number, text in enumerate(before) if text.startswith(b"kidal-2023-11-14-r2,"))
    assert (done.withdrawn, done.successor, done.on) == ("kidal-2023-11-14-r2", "kidal-2023-11-14-r3", CORRECTED)
    assert after[line] == before[line] + b"2024-09-01"
    assert after[:line] + after[line + 2 :] == before[:line] + before[line + 1 :]
    claims = load(folder).claims
    assert claims["kidal-2023-11-14-r2"].withdrawn_on == claims["kidal-2023-11-14-r3"].recorded_on == CORRECTED
    assert claims["kidal-2023-11-14-r3"].credibility == "3"


def evidence_of(folder: Path, claim_id: str) -> list[list[str]]:
    return [row[1:] for row in rows_of(folder, "evidence")[1:] if row[0] == claim_id]


def test_what_its_sources_bear_out_goes_on_to_the_successor_and_stays_with_the_old_row(folder):
    path = folder / "tables/evidence.csv"
    before, judged = path.read_bytes().split(b"\n"), evidence_of(folder, "kidal-2023-11-14-r2")
    done = correct(folder, "kidal-2023-11-14-r2", {"credibility": "3"}, WHY, CORRECTED)
    assert judged
    assert (done.carried, done.to_judge) == (len(judged), ())
    assert evidence_of(folder, done.successor) == evidence_of(folder, done.withdrawn) == judged
    after = path.read_bytes().split(b"\n")
    assert [line for line in after if not line.startswith(b"kidal-2023-11-14-r3,")] == before


def test_only_the_sources_that_it_still_cites_take_their_evidence_along(folder):
    first, *others = cell(folder, "claims", "kidal-2023-11-14-r2", "source_ids").split(";")
    cited = ";".join([*others, "rfi-20120119"])
    done = correct(folder, "kidal-2023-11-14-r2", {"source_ids": cited, "credibility": "3"}, WHY, CORRECTED)
    carried = {row[0] for row in evidence_of(folder, done.successor)}
    assert first not in carried
    assert carried <= set(others)
    assert "rfi-20120119" in done.to_judge


def test_evidence_for_another_holder_does_not_speak_for_this_one(folder):
    changes = {"controller": "CSP", "present": "", "credibility": "4"}
    done = correct(folder, "kidal-2023-11-14-r2", changes, WHY, CORRECTED)
    assert not done.carried
    assert not evidence_of(folder, done.successor)
    assert done.to_judge == tuple(cell(folder, "claims", done.successor, "source_ids").split(";"))


def test_the_reason_stands_at_the_end_of_the_note_in_both_languages(folder):
    note = cell(folder, "claims", "kidal-2023-11-14-r2", "note_en")
    correct(folder, "kidal-2023-11-14-r2", {"credibility": "3"}, WHY, CORRECTED)
    assert cell(folder, "claims", "kidal-2023-11-14-r2", "note_en") == note
    assert cell(folder, "claims", "kidal-2023-11-14-r3", "note_en") == f"{note} Corrected: A second look."
    assert cell(folder, "claims", "kidal-2023-11-14-r3", "note_fr").endswith(" Corrigé\xa0: Relecture.")


def test_what_the_record_said_before_a_correction_can_be_asked_again_exactly(folder):
    said = answered(folder, Lens())
    correct(folder, "kidal-2023-11-14-r2", {"present": ""}, WHY, CORRECTED)
    correct(folder, "gao-2012-06-27", {"credibility": "4"}, WHY, CORRECTED)
    withdraw(folder, "kidal-2023-11-14-r3", WHY, AGAIN)
    assert answered(folder, Lens(recorded_by=CORRECTED - timedelta(days=1))) == said
    assert answered(folder, Lens()) == answered(folder, Lens(recorded_by=AGAIN)) != said
    then = answered(folder, Lens(recorded_by=CORRECTED))[DAYS.index(date(2023, 11, 14))]
    on_the_day = {row["place"]: row for row in then}
    assert (on_the_day["kidal"]["controller"], on_the_day["kidal"]["present"]) == ("GOV", [])


def test_a_row_withdrawn_alone_lets_the_claim_before_it_hold_on(folder):
    done = withdraw(folder, "kidal-2023-11-14-r2", WHY, CORRECTED)
    assert done.successor is None
    (kidal,) = answers.at(load(folder), date(2023, 11, 14), "kidal")
    assert kidal["controller"] == "CSP"
    assert cell(folder, "claims", "kidal-2023-11-14-r2", "note_en").endswith("Withdrawn: A second look.")


def test_a_correction_of_a_correction_is_the_third_reading(folder):
    for reading, wanted in [("kidal-2023-11-14-r2", "-r3"), ("kidal-2023-11-14-r3", "-r4")]:
        done = correct(folder, reading, {"credibility": "3" if wanted == "-r3" else "4"}, WHY, CORRECTED)
        assert done.successor == f"kidal-2023-11-14{wanted}"


def test_a_file_written_elsewhere_keeps_its_line_ends(folder):
    path = claims_file(folder)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    correct(folder, "kidal-2023-11-14-r2", {"credibility": "3"}, WHY, CORRECTED)
    assert not re.search(rb"(?<!\r)\n", path.read_bytes())
    assert load(folder).claims["kidal-2023-11-14-r3"].note.fr.endswith("Relecture.")


def test_the_command_says_what_it_did(run, folder):
    options = ["--because", WHY.en, "--because-fr", WHY.fr, "--on", "2024-09-01"]
    assert run("kidal-2023-11-14-r2", "--set", "present=", "--set", "credibility=2", *options) == (0, "")
    row = load(folder).claims["kidal-2023-11-14-r3"]
    assert (row.present, row.credibility) == ((), "2")


# What it refuses


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["kidal-2023-11-15", "--set", "credibility=3"],
            "unknown claim 'kidal-2023-11-15'; allowed: kidal-2012-01-01-r2, ",
        ),
        (["nowhere", "--set", "credibility=3"], "unknown claim 'nowhere'; allowed: an id in tables/claims.csv"),
        (["kidal-2023-11-14-r2", "--set", "colour=red"], f"cannot set 'colour'; allowed: {', '.join(CORRECTABLE)}"),
        (["kidal-2023-11-14-r2", "--set", "place_id=gao"], "cannot set 'place_id'"),
        (["kidal-2023-11-14-r2", "--set", "controller=GOV"], "the correction changes nothing"),
        (["kidal-2023-11-14-r2", "--set", "claim_en=It fell."], "'claim_en' is set without 'claim_fr'"),
        (["kidal-2023-11-14-r2", "--set", "note_fr=Rien."], "'note_fr' is set without 'note_en'"),
        (["kidal-2023-11-14-r2", "--set", "credibility"], "'credibility' sets nothing; write column=value"),
        (["kidal-2023-11-14-r2"], "one of the arguments --set --withdraw is required"),
        (["kidal-2023-11-14-r2", "--withdraw", "--set", "credibility=3"], "not allowed with argument"),
        (["kidal-2012-01-01-r2", "--withdraw"], "it is the first claim of kidal, so nothing would say who held it"),
        (["kidal-2023-11-14-r2", "--set", "credibility=7"], "found '7'; allowed: one of 1, 2, 3, 4, 5, 6"),
        (["kidal-2023-11-14-r2", "--set", "controller=ROME"], "found unknown id 'ROME'"),
        (["kidal-2023-11-14-r2", "--set", "status=unknown"], "allowed: empty where the status is unknown"),
        (["kidal-2023-11-14-r2", "--set", "valid_from=2023-10-31"], "overlaps it"),
        (["kidal-2012-01-01-r2", "--set", "valid_from=2012-01-02"], "so that there is no gap"),
        (["tidermene-2022-08-26-r2", "--set", "credibility=1"], "or lower: "),
    ],
)
def test_what_cannot_be_corrected_ends_with_1_says_why_and_changes_nothing(run, folder, arguments, said):
    files = sorted((folder / "tables").iterdir())
    before = claims_file(folder).read_bytes()
    code, err = run(*arguments, "--because", WHY.en, "--because-fr", WHY.fr, "--on", "2024-09-01")
    assert code == 1
    assert said in err
    assert claims_file(folder).read_bytes() == before
    assert sorted((folder / "tables").iterdir()) == files


@pytest.mark.parametrize("missing", ["--because", "--because-fr"])
def test_a_correction_needs_its_reason_in_both_languages(run, missing):
    options = {"--because": WHY.en, "--because-fr": WHY.fr, "--set": "credibility=3"}
    given = [word for option, value in options.items() if option != missing for word in (option, value)]
    code, err = run("kidal-2023-11-14-r2", *given)
    assert code == 1
    assert f"required: {missing}" in err


@pytest.mark.parametrize("which", ["before", "ahead"])
def test_a_correction_cannot_be_dated_back_before_another_or_ahead(folder, which):
    on = WRITTEN - timedelta(days=1) if which == "before" else date.today() + timedelta(days=2)
    with pytest.raises(CorrectionError, match=f"cannot correct on {on}; allowed: {WRITTEN}, "):
        correct(folder, "kidal-2023-11-14-r2", {"credibility": "3"}, WHY, on)


def test_a_withdrawn_claim_cannot_be_corrected_again(folder):
    correct(folder, "kidal-2023-11-14-r2", {"credibility": "3"}, WHY, CORRECTED)
    with pytest.raises(CorrectionError, match="was withdrawn on 2024-09-01; allowed: a claim in force"):
        correct(folder, "kidal-2023-11-14-r2", {"credibility": "2"}, WHY, CORRECTED)


def test_a_new_source_comes_before_the_corrections_that_name_it(folder):
    header, *rows = rows_of(folder, "sources")
    new = [[f"new-{number}", *rows[0][1:]] for number in (1, 2)]
    origin = header.index("origin")
    write_rows(folder, "sources", [header, *rows, *([*row[:origin], "", *row[origin + 1 :]] for row in new)])
    with pytest.raises(RecordError, match="new-1"):
        load(folder)
    for claim, source in (("kidal-2023-11-14-r2", "new-1"), ("kidal-2012-03-30-r2", "new-2")):
        cited = cell(folder, "claims", claim, "source_ids")
        done = correct(folder, claim, {"source_ids": f"{cited};{source}"}, WHY, CORRECTED)
        assert cell(folder, "claims", done.successor, "source_ids").endswith(source)
    assert {"new-1", "new-2"} <= load(folder).sources.keys()


def test_an_unsound_record_is_mended_first(folder):
    bytes_of("tables/actors.csv", b"#", b"blue ")(folder)
    with pytest.raises(RecordError, match="colour"):
        correct(folder, "kidal-2023-11-14-r2", {"credibility": "3"}, WHY, CORRECTED)


# Two hands at once, and what a disk may do


SET = ["--set", "credibility=3", "--because", WHY.en, "--because-fr", WHY.fr, "--on", "2024-09-01"]


def correcting(folder: Path, claim: str, *before: str) -> subprocess.Popen[str]:
    """Somebody else who corrects a claim, in a process of their own."""
    command = [*before, sys.executable, "-m", "geodata", "--record", str(folder), "correct", claim, *SET]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_who_correct_at_once_are_both_done_one_after_the_other(folder):
    with held(folder / "tables"):
        both = [correcting(folder, claim) for claim in ("kidal-2023-11-14-r2", "kidal-2012-03-30-r2")]
        with pytest.raises(subprocess.TimeoutExpired):
            both[0].wait(4)  # they have come to the door and wait
    said = [one.communicate(timeout=60) for one in both]
    assert [one.returncode for one in both] == [0, 0], said
    assert {"kidal-2023-11-14-r3", "kidal-2012-03-30-r3"} <= load(folder).claims.keys()


def test_of_two_who_correct_the_same_claim_at_once_the_second_is_told(folder):
    both = [correcting(folder, "kidal-2023-11-14-r2") for _ in range(2)]
    said = [one.communicate(timeout=60) for one in both]
    assert sorted(one.returncode for one in both) == [0, 1], said
    assert any("was withdrawn on 2024-09-01; allowed: a claim in force" in err for _, err in said)
    assert "kidal-2023-11-14-r4" not in load(folder).claims


@pytest.mark.skipif(not shutil.which("strace"), reason="without strace no process can be held at its renaming")
def test_one_held_at_the_very_renaming_keeps_the_other_waiting(folder):
    slow = correcting(folder, "kidal-2023-11-14-r2", "strace", "-f", "-o", "/dev/null", "-e", HELD_AT_RENAMING)
    drafts = folder / "tables"
    until = time.monotonic() + 60
    while not [*drafts.glob(".claims.csv-*.new")] and time.monotonic() < until and slow.poll() is None:
        time.sleep(0.02)
    other = correcting(folder, "kidal-2012-03-30-r2")
    said = [one.communicate(timeout=90) for one in (slow, other)]
    if "Operation not permitted" in said[0][1]:
        pytest.skip("this system lets nobody trace a process")
    assert [slow.returncode, other.returncode] == [0, 0], said
    assert {"kidal-2023-11-14-r3", "kidal-2012-03-30-r3"} <= load(folder).claims.keys()


HELD_AT_RENAMING = "inject=rename,renameat,renameat2:delay_enter=3000000"


def test_one_who_never_lets_go_is_told_of_in_words(folder, monkeypatch):
    monkeypatch.setattr(replacing, "SECONDS_TO_WAIT", 0.1)
    with held(folder / "tables"), pytest.raises(CorrectionError, match="being corrected by someone else"):
        correct(folder, "kidal-2023-11-14-r2", {"credibility": "3"}, WHY, CORRECTED)


def test_what_somebody_else_wrote_meanwhile_is_not_lost(folder):
    path = claims_file(folder)
    before = path.read_bytes()
    bytes_of("tables/claims.csv", b"Kidal", b"KIDAL")(folder)
    edited = path.read_bytes()
    assert not replacing.replace(path, before, before + b"more")
    assert path.read_bytes() == edited
    assert not [*path.parent.glob(".*")]


def test_the_table_keeps_its_owner_mode_and_attributes(folder):
    path = claims_file(folder)
    path.chmod(0o664)
    if os.getuid() == 0:
        os.chown(path, 1234, 4321)
    with suppress(OSError):  # not every file system has them
        os.setxattr(path, "user.origin", b"field office")
    marks = {name: os.getxattr(path, name) for name in os.listxattr(path)}
    before = path.stat()
    correct(folder, "kidal-2023-11-14-r2", {"credibility": "3"}, WHY, CORRECTED)
    after = path.stat()
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert {name: os.getxattr(path, name) for name in os.listxattr(path)} == marks


def test_a_link_in_the_place_of_the_table_is_refused_and_stays_one(folder, tmp_path):
    real = tmp_path / "elsewhere.csv"
    claims_file(folder).rename(real)
    claims_file(folder).symlink_to(real)
    before = real.read_bytes()
    with pytest.raises(RecordError, match="a link; links are not followed"):
        correct(folder, "kidal-2023-11-14-r2", {"credibility": "3"}, WHY, CORRECTED)
    assert claims_file(folder).is_symlink()
    assert real.read_bytes() == before


def test_tables_that_are_linked_as_a_folder_are_corrected_where_they_are(folder, tmp_path):
    real = tmp_path / "elsewhere"
    (folder / "tables").rename(real)
    (folder / "tables").symlink_to(real)
    correct(folder, "kidal-2023-11-14-r2", {"credibility": "3"}, WHY, CORRECTED)
    assert (folder / "tables").is_symlink()
    assert b"kidal-2023-11-14-r3," in (real / "claims.csv").read_bytes()


def test_what_a_machine_that_stopped_left_behind_goes_with_the_next_correction(folder):
    (folder / "tables/.claims.csv-17.new").write_text("half")
    correct(folder, "kidal-2023-11-14-r2", {"credibility": "3"}, WHY, CORRECTED)
    assert not [*(folder / "tables").glob(".*")]


def full(folder: Path) -> None:
    with suppress(OSError), (folder / "ballast").open("wb", buffering=0) as ballast:
        while ballast.write(bytes(4096)):
            pass


def read_only(folder: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)


@pytest.mark.parametrize(("trouble", "said"), [(full, "No space left"), (read_only, "Read-only")])
def test_a_disk_that_takes_nothing_ends_a_correction_in_words_and_leaves_no_rubbish(
    run, folder, mounted, trouble, said
):
    disk = mounted("2m")
    copied(disk, folder)
    before = sorted((path.name, path.read_bytes()) for path in (disk / "tables").iterdir())
    trouble(disk)
    code, err = run("kidal-2023-11-14-r2", *SET, record=disk)
    assert code == 1
    assert err.startswith("tables/claims.csv cannot be written: ")
    assert said in err
    assert "nothing was changed" in err
    assert err.count("\n") == 1
    assert sorted((path.name, path.read_bytes()) for path in (disk / "tables").iterdir()) == before
