"""The data dictionary: made from the schemas, complete, and current."""

from datetime import date
from enum import StrEnum

import pytest

from geodata import dictionary, layers
from geodata.__main__ import main
from geodata.dictionary import LAYER_COLUMNS, WORD_LISTS, entries, markdown, meanings
from geodata.schema import TABLES
from geodata.vocabulary import Credibility, Reliability


def test_the_committed_page_is_what_the_schemas_say():
    assert dictionary.is_current(), "run python -m geodata dictionary"


def test_every_column_of_every_table_is_in_it_with_its_meaning_and_what_is_allowed():
    page, found = markdown(), {(entry.part, entry.name): entry for entry in entries()}
    for table in TABLES.values():
        for column in table.columns:
            entry = found[f"tables/{table.name}.csv", column]
            assert entry.meaning.endswith(".")
            assert entry.allowed
            assert f"| `{column}` | {entry.meaning} |" in page


def test_what_a_column_points_to_is_in_it():
    (controller,) = [one for one in entries() if (one.part, one.name) == ("tables/claims.csv", "controller")]
    assert controller.points_to == "actors"


@pytest.mark.parametrize("words", WORD_LISTS)
def test_every_word_has_its_line(words: type[StrEnum]):
    told = meanings(words)
    assert list(told) == [word.value for word in words]
    assert all(line.endswith(".") for line in told.values())


def test_the_grades_are_among_the_words():
    assert {Reliability, Credibility} <= set(WORD_LISTS)


@pytest.mark.parametrize("layer", layers.LAYERS)
def test_every_column_of_a_layer_is_in_it_and_no_other(layer, record):
    frame = layers.LAYERS[layer](date(2023, 11, 14), record)
    assert set(LAYER_COLUMNS[layer]) == set(frame.columns) - {"geometry"}


def test_the_command_writes_the_page_and_check_tells_an_old_one(tmp_path, monkeypatch, capsys):
    page = tmp_path / "docs" / "data-dictionary.md"
    monkeypatch.setattr(dictionary, "DOCUMENT", page)
    assert main(["dictionary", "--check"]) == 1
    assert "run python -m geodata dictionary" in capsys.readouterr().err
    assert not page.exists()
    assert main(["dictionary"]) == 0
    assert main(["dictionary", "--check"]) == 0
    page.write_text(page.read_text(encoding="utf-8") + "by hand", encoding="utf-8")
    assert main(["dictionary", "--check"]) == 1
