"""What the record said on an earlier day can be had again, key by key, whatever was corrected since."""

import json
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from geodata import answers
from geodata.timeline import Lens

SAID = {date.fromisoformat(path.stem): path for path in (Path(__file__).parent / "said").glob("*.json")}
"""For each such day a file of digests: for every day on which anything changed, of what ``at`` answered then."""
LATER_KEYS = ("around",)
"""Keys of an answer that there were not yet."""


def digest(rows: list[answers.Answer]) -> str:
    kept = [{key: value for key, value in row.items() if key not in LATER_KEYS} for row in rows]
    return sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


@pytest.mark.parametrize("recorded_by", sorted(SAID), ids=str)
def test_the_record_still_says_what_it_said_on_that_day(record, recorded_by):
    said = json.loads(SAID[recorded_by].read_text(encoding="utf-8"))
    assert len(said) > 100
    lens = Lens(recorded_by=recorded_by)
    now = {day: digest(answers.at(record, date.fromisoformat(day), lens=lens)) for day in said}
    assert [day for day in said if now[day] != said[day]] == []


def test_it_says_something_else_today(record):
    for recorded_by, path in SAID.items():
        day = date.fromisoformat(min(json.loads(path.read_text(encoding="utf-8")), key=lambda day: day != "2023-11-14"))
        then, now = (answers.at(record, day, lens=lens) for lens in (Lens(recorded_by=recorded_by), Lens()))
        assert len(now) > len(then)
        assert now[: len(then)] != then
