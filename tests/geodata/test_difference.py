"""What is told to be other between two editions is all that is other, and nothing else: counted again day by day."""

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import pytest
from damaging import TAKEN, change
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import corrections
from geodata.__main__ import main
from geodata.confirming import stale
from geodata.difference import Fate, difference, differing_days, look
from geodata.editions import Editions
from geodata.entities import Bilingual
from geodata.record import HOME, Record, load
from geodata.timeline import Timeline
from geodata.vocabulary import Credibility, Status

ONE_DAY = timedelta(days=1)
BECAUSE = Bilingual("a second source names the holder", "une seconde source nomme le détenteur")


def seen(record: Record, place: str, day: date):
    """What the map shows of a place on a day, asked of that day alone."""
    if place not in record.places or day not in record.period:
        return None
    state = Timeline(record).state(place, day)
    return look(state, record, is_stale=stale(state, record, day))


def recounted(before: Record, after: Record, places):
    """The days of some places on which they look different, each day by itself."""
    first = min(record.period.first for record in (before, after))
    last = max(record.period.last for record in (before, after))
    days = [first + number * ONE_DAY for number in range((last - first).days + 1)]
    return {(place, day) for place in places for day in days if seen(before, place, day) != seen(after, place, day)}


def told(before: Record, after: Record):
    found = set()
    for one in differing_days(before, after):
        for number in range(one.count):
            day = one.since + number * ONE_DAY
            assert (one.place_id, day) not in found, "each day is told once"
            assert (one.before, one.after) == (seen(before, one.place_id, day), seen(after, one.place_id, day))
            found.add((one.place_id, day))
    return found


@st.composite
def edits(draw, record: Record):
    """The record with one to three of its claims other than they are."""
    claims = dict(record.claims)
    standing = [claim.id for claim in claims.values() if claim.in_force(None)]
    for name in draw(st.lists(st.sampled_from(standing), min_size=1, max_size=3, unique=True)):
        claim = claims[name]
        claims[name] = draw(
            st.sampled_from(
                [
                    replace(claim, withdrawn_on=date(2026, 11, 26)),
                    replace(claim, status=Status.UNKNOWN, controller=None, contested_by=(), around=()),
                    replace(claim, credibility=Credibility("6")),
                    replace(claim, present=("UN",)),
                    replace(claim, valid_from=min(claim.valid_from + 40 * ONE_DAY, record.period.last)),
                    replace(claim, note=Bilingual("only a word", "seulement un mot")),
                ]
            )
        )
    return replace(record, claims=MappingProxyType(claims))


@settings(max_examples=25)
@given(data=st.data())
def test_the_days_told_are_those_found_by_counting_every_day_again(record, data):
    other = data.draw(edits(record))
    touched = {other.claims[name].place_id for name in record.claims if record.claims[name] is not other.claims[name]}
    days = told(record, other)
    assert {place for place, _ in days} <= touched
    assert days == recounted(record, other, sorted(touched))


def test_nothing_is_other_between_a_record_and_itself(record):
    assert difference(record, load(HOME)) == difference(record, record)
    assert difference(record, record).rows == difference(record, record).days == ()


def test_a_correction_is_told_once_with_its_reason_in_both_languages(record, folder):
    corrections.correct(folder, TAKEN, {"credibility": "6"}, BECAUSE, date(2026, 11, 27))
    after = load(folder)
    found = difference(record, after)
    [claim] = [one for one in found.rows if one.table == "claims"]
    assert (claim.key, claim.fate, claim.places) == (TAKEN, Fate.CORRECTED, ("kidal",))
    assert claim.successor == "kidal-2023-11-14-r3"
    assert claim.columns == ("credibility",)
    assert claim.why == BECAUSE
    assert {one.place_id for one in found.days} == {"kidal"}
    assert told(record, after) == recounted(record, after, ["kidal", "gao"])
    backwards = difference(after, record)
    assert {(one.since, one.until, one.after, one.before) for one in backwards.days} == {
        (one.since, one.until, one.before, one.after) for one in found.days
    }


def test_two_corrections_of_one_claim_are_told_as_one(record, folder):
    corrections.correct(folder, TAKEN, {"credibility": "6"}, BECAUSE, date(2026, 11, 27))
    corrections.correct(folder, "kidal-2023-11-14-r3", {"credibility": "5"}, BECAUSE, date(2026, 11, 27))
    claims = [one for one in difference(record, load(folder)).rows if one.table == "claims"]
    assert [(one.key, one.fate, one.successor) for one in claims] == [(TAKEN, Fate.CORRECTED, "kidal-2023-11-14-r4")]


def test_rows_of_other_tables_are_told(record, folder):
    change("sources", "rfi-20120326", title="Another title")(folder)
    change("places", "kidal", aliases="Kidel")(folder)
    found = difference(record, load(folder))
    assert {(one.table, one.key, one.fate, one.columns) for one in found.rows} == {
        ("sources", "rfi-20120326", Fate.EDITED, ("title",)),
        ("places", "kidal", Fate.EDITED, ("aliases",)),
    }
    assert found.days == ()


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_the_command_line_tells_editions_and_what_is_other(form, record, folder, tmp_path, capsys):
    kept = Editions(tmp_path / "kept")
    kept.keep(record)
    change("claims", TAKEN, credibility="6")(folder)
    where = ["--record", str(folder), "--editions", str(kept.folder)]
    assert main([*where, "editions", "--format", form]) == 0
    assert record.digest in capsys.readouterr().out
    assert main([*where, "diff", record.digest, "--format", form]) == 0
    said = capsys.readouterr().out
    assert TAKEN in said
    assert "2023-11-14" in said
    assert main([*where, "--edition", record.digest, "at", "2023-11-14", "--place", "kidal"]) == 0
    assert '"grade": "A6"' not in capsys.readouterr().out
    assert main([*where, "diff", "0123456789ab"]) == 1
    assert f"allowed: {record.digest}" in capsys.readouterr().err
