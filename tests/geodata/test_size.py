"""A record too large for any browser is refused in words, before anyone waits for its page."""

import csv

import pytest

from geodata.consistency import MOST_ROWS
from geodata.faults import RecordError
from geodata.record import load


def test_a_record_with_more_places_than_a_page_can_draw_is_refused_and_says_how_many_it_may_have(folder):
    path = folder / "tables/places.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    missing = MOST_ROWS["places"] + 1 - len(rows)
    more = [rows[0] | {"place_id": f"likeness-{number}", "geonames_id": ""} for number in range(missing)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows([*rows, *more])
    with pytest.raises(RecordError) as refused:
        load(folder)
    assert [str(fault) for fault in refused.value.faults] == [
        "tables/places.csv:0:place_id: found 10001 rows; allowed: at most 10000"
    ]
