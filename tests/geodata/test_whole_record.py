"""The record as a whole: every claim sourced and graded, both languages, the weak spots flagged."""

from dataclasses import fields

import pytest
from damaging import change

from dashboard.text import Text
from dashboard.told.words import change_in_words
from geodata import statistics
from geodata.entities import Bilingual
from geodata.faults import RecordError
from geodata.grades import lineage, party_of
from geodata.record import load
from geodata.statistics import changes_of_hands, rests_on_one, watched
from geodata.vocabulary import Credibility, PlaceKind, Status

FLAGS = {
    "en": ("reported by one source", "only the holder’s own word", "inferred"),
    "fr": ("une seule source", "seule parole du détenteur", "par déduction"),
}


@pytest.mark.parametrize("language", FLAGS)
def test_every_change_of_hands_has_two_origins_or_is_flagged(record, language):
    single = [one for one in changes_of_hands(record) if record.origins(one.after.claim) == 1]
    assert {one.after.place.id for one in single} & watched(record)
    for one in single:
        said = change_in_words(one, record, Text(language))
        assert any(flag in said for flag in FLAGS[language]), said


@pytest.mark.parametrize("language", FLAGS)
def test_a_change_borne_out_by_the_new_holder_alone_is_flagged_too(record, language):
    for one in changes_of_hands(record):
        if record.origins(one.after.claim) == 0:
            said = change_in_words(one, record, Text(language))
            assert any(flag in said for flag in FLAGS[language]), said


def test_no_claim_that_rests_on_a_party_alone_is_better_than_doubtful(record):
    for claim in record.claims.values():
        parties = {party_of(record.sources[source_id], record.sources) for source_id in claim.source_ids}
        own = lineage(claim.controller, record.actors) if claim.controller else frozenset()
        if claim.source_ids and parties <= own:
            assert claim.credibility >= Credibility.DOUBTFUL, claim.id


def test_no_claim_on_a_single_origin_is_better_than_possible(record):
    for claim in record.claims.values():
        if rests_on_one(claim, record) and not claim.label_change:  # a new name has the support of the old
            assert claim.credibility >= Credibility.POSSIBLE, claim.id


def test_all_of_it_is_there_in_french(record):
    assert statistics.french_share(record) == 1
    assert len(list(statistics.texts(record))) > len(record.claims) + 2 * len(record.events)


@pytest.mark.parametrize(
    ("table", "key", "filled", "emptied"),
    [
        ("claims", "kidal-2023-11-14-r2", "claim_en", "claim_fr"),
        ("claims", "kidal-2023-11-14-r2", "note_fr", "note_en"),
        ("events", "2023-11-14-army-and-wagner-capture-kidal", "title_en", "title_fr"),
        ("bases", "un-kidal", "note_en", "note_fr"),
    ],
)
def test_a_text_in_one_language_only_is_a_fault(folder, table, key, filled, emptied):
    line = change(table, key, **{emptied: ""})(folder)
    with pytest.raises(RecordError) as refused:
        load(folder)
    (fault,) = refused.value.faults
    assert (fault.file, fault.line, fault.column) == (f"tables/{table}.csv", line, emptied)
    assert fault.allowed.endswith(f"of {filled}")


def test_french_is_set_with_typographic_apostrophes_and_spaces(record):
    for text in statistics.texts(record):
        assert "'" not in text.fr, text.fr
        for sign in ";?!»":
            assert f" {sign}" not in text.fr, text.fr
        assert "« " not in text.fr, text.fr


def test_the_two_languages_give_the_same_years(record):
    def years(text: str) -> list[str]:
        return sorted(
            word for word in "".join(sign if sign.isdigit() else " " for sign in text).split() if len(word) == 4
        )

    for claim in record.claims.values():
        assert set(years(claim.text.en)) == set(years(claim.text.fr)), claim.id


def test_every_source_is_cited(record):
    cited = {
        source_id
        for table in (record.claims, record.bases, record.events)
        for row in table.values()
        for source_id in row.source_ids
    }
    cited |= {one.source_id for one in record.assessments.values()}
    cited |= {source.origin for source in record.sources.values()}
    assert set(record.sources) <= cited


def test_every_claim_that_names_a_holder_or_a_contest_has_a_source(record):
    assert all(claim.source_ids for claim in record.claims.values() if claim.status is not Status.UNKNOWN)


def test_thirteen_bases_are_counted_and_all_are_of_the_un(record):
    counted = [base.place_id for base in record.bases.values() if base.counted_in_thirteen]
    assert len(counted) == 13
    assert {record.places[name].kind for name in counted} == {PlaceKind.UN_BASE}


def test_every_place_has_claims(record):
    assert all(record.claims_of[name] for name in record.places)


def test_every_bilingual_text_of_an_entity_is_among_those_counted(record):
    """So that a new column cannot be left out of the French coverage by mistake."""
    counted = set(map(id, statistics.texts(record)))
    for table in (record.actors, record.places, record.claims, record.bases, record.events):
        for entity in table.values():
            for column in fields(entity):
                value = getattr(entity, column.name)
                if isinstance(value, Bilingual) and value.en:
                    assert id(value) in counted
