"""The rule of grades.py, line by line, on small claims made by hand; then on the record."""

import pytest
from making import a_claim, a_source, an_actor, by_id

from geodata.grades import Grade, best_credibility, grade, independent_origins, lineage, party_of, slug, voices_of
from geodata.vocabulary import Credibility, Reliability

ACTORS = by_id(
    an_actor("MNLA"),
    an_actor("HCUA"),
    an_actor("CMA", carries_on=("MNLA", "HCUA")),
    an_actor("CSP", carries_on=("CMA",)),
    an_actor("GOV"),
    an_actor("MINUSMA"),
)


def origins(*sources, claim=None, also=()):
    """The origins behind a claim that rests on these sources; ``also`` are in the table, but not named by it."""
    claim = claim or a_claim(*(source.id for source in sources))
    return independent_origins(claim, by_id(*sources, *also), ACTORS)


def best(letters, *, has_source=True):
    return best_credibility([Reliability(letter) for letter in letters], has_source=has_source)


# 1. Copies of one text, one publisher, one party: one origin


def test_two_publishers_are_two_origins():
    assert len(origins(a_source("a"), a_source("b"))) == 2


def test_two_texts_of_one_publisher_are_one_origin():
    assert len(origins(a_source("a", publisher="RFI"), a_source("b", publisher="rfi"))) == 1


def test_two_reprints_of_one_agency_text_are_one_origin():
    assert list(origins(a_source("a", origin="agency:afp"), a_source("b", origin="agency:afp"))) == ["agency:afp"]


def test_a_reprint_and_its_original_are_one_origin():
    assert len(origins(a_source("copy", origin="original"), a_source("original"))) == 1


def test_a_copy_of_a_copy_goes_back_to_the_first():
    far = [a_source("a", origin="b"), a_source("b", origin="c"), a_source("c", publisher="Agence X")]
    assert [voices_of(source, by_id(*far)) for source in far] == [{"agency:agencex"}] * 3


def test_a_reprint_of_the_agency_and_the_agency_itself_are_one_origin():
    assert len(origins(a_source("a", origin="agency:afp"), a_source("b", publisher="AFP"))) == 1


def test_two_texts_that_speak_for_one_party_are_one_origin():
    spoken = [
        a_source("a", party="GOV"),
        a_source("b", party="GOV"),
        a_source("c", party="GOV", origin="agency:fama"),
        a_source("d", origin="a"),
    ]
    assert list(origins(*spoken)) == ["party:GOV"]


def test_a_text_of_a_party_and_a_rewrite_of_the_same_agency_text_are_one_origin():
    mission = a_source("a", "C", party="MINUSMA", origin="agency:minusma")
    rewrite = a_source("b", "D", origin="agency:minusma")
    other = a_source("c", "C", party="MINUSMA", origin="agency:unspokesperson")
    assert origins(mission, rewrite) == {"party:MINUSMA": Reliability.C}
    assert origins(rewrite, other, mission) == {"party:MINUSMA": Reliability.C}


def test_an_origin_has_the_best_reliability_among_its_texts():
    found = origins(a_source("a", "D", origin="agency:afp"), a_source("b", "B", origin="agency:afp"))
    assert found == {"agency:afp": Reliability.B}


# 2. The letter


@pytest.mark.parametrize(("letters", "letter"), [("DBC", "B"), ("F", "F"), ("FE", "E"), ("FFA", "A"), ("", "F")])
def test_the_letter_is_that_of_the_best_source_and_f_only_if_all_are_f(letters, letter):
    sources = [a_source(f"s{n}", each) for n, each in enumerate(letters)]
    claim = a_claim(*(source.id for source in sources), credibility="4")
    assert str(grade(claim, by_id(*sources))) == f"{letter}4"


# 3. The number


@pytest.mark.parametrize("letters", ["ACC", "BCC", "ABC", "BBB", "BCCD", "CCCA"])
def test_one_needs_three_origins_of_c_or_better_one_of_them_a_or_b(letters):
    assert best(letters) is Credibility.CONFIRMED


@pytest.mark.parametrize("letters", ["CC", "AB", "CCC", "CCCCC", "BC", "BCD", "ABDDD", "BCFF"])
def test_two_needs_two_origins_of_c_or_better(letters):
    assert best(letters) is Credibility.PROBABLE


@pytest.mark.parametrize("letters", ["A", "B", "BD", "CD", "DD", "DDDD", "EF", "FF"])
def test_three_needs_one_origin_of_b_or_better_or_any_two(letters):
    assert best(letters) is Credibility.POSSIBLE


@pytest.mark.parametrize("letters", ["C", "D", "E", "F", ""])
def test_four_is_the_best_for_one_weak_origin_and_for_a_party_alone(letters):
    assert best(letters) is Credibility.DOUBTFUL


def test_six_is_the_best_without_a_source():
    assert best("", has_source=False) is Credibility.UNJUDGED


def test_five_is_never_computed():
    letters = ["", *"ABCDEF", "AA", "CC", "DD", "ABC", "CCC", "DDD"]
    assert Credibility.IMPROBABLE not in {best(each, has_source=source) for each in letters for source in (True, False)}


def test_two_copies_of_one_text_are_worth_one_source():
    found = origins(a_source("a", "C", origin="agency:afp"), a_source("b", "C", origin="agency:afp"))
    assert best_credibility(found.values(), has_source=True) is Credibility.DOUBTFUL


# 4. A party's word for itself


def test_a_party_that_says_it_holds_the_place_is_not_counted():
    assert origins(a_source("a", party="CSP")) == {}


def test_a_reprint_of_the_partys_own_word_is_not_counted_either():
    original = a_source("original", party="CSP")
    copy = a_source("copy", origin="original")
    assert party_of(copy, by_id(original, copy)) == "CSP"
    assert origins(copy, also=[original]) == {}


def test_the_word_of_a_forebear_of_the_holder_is_its_own_word():
    assert origins(a_source("a", party="MNLA"), a_source("b", party="CMA")) == {}


def test_the_word_of_a_later_name_is_not_that_of_the_forebear():
    claim = a_claim("a", controller="MNLA")
    assert list(origins(a_source("a", party="CSP"), claim=claim)) == ["party:CSP"]


def test_a_party_against_its_own_interest_counts_like_anyone():
    claim = a_claim("a", "b", controller="GOV")
    found = origins(a_source("a", party="CSP"), a_source("b"), claim=claim)
    assert len(found) == 2


def test_where_nobody_holds_the_place_every_party_counts():
    claim = a_claim("a", "b", controller=None)
    assert len(origins(a_source("a", party="CSP"), a_source("b", party="GOV"), claim=claim)) == 2


def test_lineage_goes_back_through_every_name():
    assert lineage("CSP", ACTORS) == {"CSP", "CMA", "MNLA", "HCUA"}
    assert lineage("GOV", ACTORS) == {"GOV"}


def test_lineage_ends_even_where_names_go_round_in_a_ring():
    ring = by_id(an_actor("A", carries_on=("B",)), an_actor("B", carries_on=("A",)))
    assert lineage("A", ring) == {"A", "B"}


# Grades as text


@pytest.mark.parametrize(("text", "said"), [("B2", "B2"), ("f6", "F6"), ("A1", "A1")])
def test_a_grade_is_a_letter_and_a_digit(text, said):
    assert str(Grade.parse(text)) == said


@pytest.mark.parametrize("text", ["", "B", "2B", "B7", "G1", "B0", "B22", "b 2", "ß2"])
def test_anything_else_is_no_grade_and_the_message_says_what_is(text):
    with pytest.raises(ValueError, match=f"'{text}' is not a grade; write a letter A to F and a digit 1 to 6"):
        Grade.parse(text)


def test_a_grade_reaches_another_only_if_both_parts_do():
    assert Grade.parse("B2").reaches(Grade.parse("B2"))
    assert Grade.parse("A1").reaches(Grade.parse("C3"))
    assert not Grade.parse("A3").reaches(Grade.parse("B2"))
    assert not Grade.parse("C1").reaches(Grade.parse("B2"))


def test_what_cannot_be_judged_reaches_only_itself():
    letters, digits = "ABCDEF", "123456"
    reached = {f"{x}{y}" for x in letters for y in digits if Grade.parse("F6").reaches(Grade.parse(f"{x}{y}"))}
    assert reached == {"F6"}


def test_publishers_are_compared_by_their_plain_letters():
    assert slug("Algérie 360") == slug("algerie-360") == "algerie360"


# The record


def test_no_claim_of_the_record_is_graded_better_than_its_sources_allow(record):
    better = [
        claim.id
        for claim in record.claims.values()
        if claim.credibility
        < best_credibility(
            independent_origins(claim, record.sources, record.actors).values(), has_source=bool(claim.source_ids)
        )
    ]
    assert better == []


def test_every_claim_of_the_record_has_a_grade_and_its_letter_is_that_of_a_source(record):
    assert set(record.grades) == set(record.claims)
    for claim in record.claims.values():
        letters = {record.sources[source_id].reliability for source_id in claim.source_ids} or {Reliability.F}
        assert record.grade_of(claim).reliability in letters


def test_the_record_counts_origins_and_not_sources(record):
    reprinted = [claim for claim in record.claims.values() if record.origins(claim) < len(claim.source_ids)]
    assert reprinted
    assert all(record.origins(claim) <= len(claim.source_ids) for claim in record.claims.values())
