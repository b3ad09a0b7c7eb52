"""Support, not mention: only what a source bears out of a claim counts toward its digit."""

from dataclasses import replace

import pytest
from making import NOTHING, a_claim, a_source, an_actor, by_id

from geodata.entities import Evidence
from geodata.support import backing, best_allowed
from geodata.vocabulary import Credibility, Nearness, Reading, Status, Support

ACTORS = by_id(an_actor("CSP"), an_actor("GOV"))
SOURCES = by_id(*(a_source(name, "B", published="2020-01-03") for name in "abcd"), a_source("late", published="2023"))


def judged(**rows: str) -> dict[str, Evidence]:
    """Evidence by source, written like ``holder;date near``; ``same`` where no nearness is given."""

    def one(name: str, said: str) -> Evidence:
        what, _, near = said.partition(" ")
        supports = frozenset(map(Support, what.split(";")))
        return Evidence("kidal-made", name, supports, Nearness(near or "same"), "", Reading.EXCERPT, NOTHING)

    return {name: one(name, said) for name, said in rows.items()}


def best(claim, evidence) -> Credibility:
    return best_allowed(claim, evidence, SOURCES, ACTORS)


@pytest.mark.parametrize(
    ("evidence", "digit"),
    [
        ({"a": "holder", "b": "holder", "c": "holder"}, "1"),
        ({"a": "holder", "b": "holder", "c": "context"}, "2"),
        ({"a": "holder", "b": "date", "c": "presence"}, "3"),
        ({"a": "holder", "b": "holder far", "c": "ring"}, "3"),
        ({"a": "holder far", "b": "holder far", "c": "holder far"}, "4"),
        ({"a": "context", "b": "date", "c": "contest"}, "6"),
        ({"a": "holder", "b": "holder", "c": "contradicts"}, "3"),
        ({"a": "holder", "b": "holder", "c": "contradicts far"}, "2"),
    ],
)
def test_a_held_place_is_graded_by_the_near_texts_that_bear_out_the_holder(evidence, digit):
    assert best(a_claim("a", "b", "c"), judged(**evidence)) == digit


@pytest.mark.parametrize(
    ("status", "holder", "counted"),
    [
        (Status.HELD, "CSP", {"holder"}),
        (Status.BESIEGED, "CSP", {"holder", "ring"}),
        (Status.CONTESTED, "CSP", {"holder", "contest"}),
        (Status.CONTESTED, None, {"contest"}),
    ],
)
def test_what_counts_is_what_the_status_says(status, holder, counted):
    for what in Support:
        claim = replace(a_claim("a", controller=holder), status=status)
        assert (backing(claim, judged(a=str(what)), SOURCES).near == ("a",)) == (str(what) in counted)


def test_a_claim_not_yet_read_counts_what_was_published_near_it():
    unread = backing(a_claim("a", "late"), None, SOURCES)
    assert (unread.near, unread.far, unread.is_read) == (("a",), ("late",), False)
    assert best(a_claim("a", "late"), None) == "3"
    assert best(a_claim("late"), None) == "4"


def test_a_new_name_is_as_good_as_its_own_support_or_the_claim_that_it_renames():
    claim, evidence = a_claim("a"), judged(a="context")
    for renamed in Credibility:
        assert best_allowed(claim, evidence, SOURCES, ACTORS, renamed) == renamed
    assert best_allowed(claim, judged(a="holder"), SOURCES, ACTORS, Credibility.DOUBTFUL) == "3"


def test_a_party_for_itself_counts_for_nothing_whatever_it_bears_out():
    sources = dict(SOURCES) | by_id(a_source("own", "B", party="CSP"))
    assert best_allowed(a_claim("own"), judged(own="holder"), sources, ACTORS) == "4"


def test_every_digit_of_the_record_is_one_that_its_support_allows(record):
    for claim in record.claims.values():
        if not claim.label_change:
            allowed = best_allowed(claim, record.evidence.get(claim.id), record.sources, record.actors)
            assert claim.credibility >= allowed or claim.withdrawn_on, claim.id


def test_the_contrary_is_there_in_the_record_and_lowers(record):
    against = [claim for claim in record.claims.values() if record.backing(claim).against]
    assert against
    assert all(claim.credibility > Credibility.CONFIRMED for claim in against)
