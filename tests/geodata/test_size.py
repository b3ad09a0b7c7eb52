"""A record too large for any browser is refused in words, before anyone waits for its page."""

import pytest
from damaging import rows_of, write_rows

from geodata.faults import RecordError
from geodata.record import load
from geodata.schema import MOST_ROWS


def test_a_record_with_more_places_than_a_page_can_draw_is_refused_and_says_how_many_it_may_have(folder):
    head, *rows = rows_of(folder, "places")
    missing = MOST_ROWS["places"] + 1 - len(rows)
    more = [[f"likeness-{number}", *rows[0][1:-1], ""] for number in range(missing)]
    write_rows(folder, "places", [head, *rows, *more])
    with pytest.raises(RecordError) as refused:
        load(folder)
    assert [str(fault) for fault in refused.value.faults] == [
        "tables/places.csv:0:place_id: found 10001 rows; allowed: at most 10000"
    ]
