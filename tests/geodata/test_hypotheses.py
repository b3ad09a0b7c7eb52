"""How claims were judged: the rule of competing hypotheses, over every state of the record and through every lens."""

from datetime import date

import pytest

from geodata.agreement import meetings
from geodata.confirming import stale_from
from geodata.hypotheses import Assumption, Bearing, assumptions, judged
from geodata.statistics import rests_on_one
from geodata.timeline import Lens, Timeline
from geodata.vocabulary import Nearness, Status, Support

LENSES = (Lens(), Lens(known_on=date(2014, 6, 1)), Lens(fresh=True), Lens(assessor="polgeonow"))


@pytest.fixture(scope="module", params=LENSES, ids=str)
def judgements(request, record):
    """Every state through a lens, the record it is seen in, whom others name, and how its claim was judged."""
    timeline, found = Timeline(record, request.param), []
    for place_id, spans in timeline.spans.items():
        met = [] if timeline.record.assessor else [*meetings(timeline, place_id)]
        for before, state in zip((None, *spans), spans, strict=False):
            here = [one for one in met if one.state is state]
            found.append((state, before, here, timeline.record, judged(state, before, here, timeline.record)))
    return found


def test_only_what_names_a_holder_or_a_contest_is_judged_and_only_where_the_view_is_ours(judgements):
    for state, _, _, record, found in judgements:
        assert (found is not None) == (state.status is not Status.UNKNOWN and record.assessor is None)


def test_the_claims_own_holder_is_one_candidate_and_so_are_nobody_the_forces_named_and_whom_others_name(judgements):
    for state, before, met, record, found in judgements:
        if not found:
            continue
        holders = [one.holder for one in found.hypotheses]
        assert len(set(holders)) == len(holders)
        assert [one.holder for one in found.hypotheses if one.is_claimed] == [state.controller]
        assert None in holders
        line = record.lines.get(state.controller, set())
        named = {*state.contested_by, *state.present, before and before.controller}
        named |= {one.assessment.holder for one in met}
        assert named - line <= set(holders) | {None}
        assert set(state.contested_by) <= set(holders)


def test_the_least_contradicted_comes_first_and_of_equals_what_is_claimed(judgements):
    for *_, found in judgements:
        if found:
            against = [one.against for one in found.hypotheses]
            assert against == sorted(against)
            best = [one for one in found.hypotheses if one.against == against[0]]
            assert best[0].is_claimed or not any(one.is_claimed for one in best)


def test_every_cell_is_said_by_a_near_row_of_evidence_for_a_source_that_the_claim_cites(judgements):
    for state, *_, record, found in judgements:
        if not found:
            continue
        rows = record.whole.evidence.get(state.claim.id, {})
        assert list(found.evidence) == [rows[name] for name in state.claim.source_ids if name in rows]
        for one in found.hypotheses:
            for row, bearing in zip(found.evidence, one.bearings, strict=True):
                denies = Support.CONTRADICTS in row.bears_out
                names = (Support.HOLDER if state.controller else Support.CONTEST) in row.bears_out
                if bearing is not Bearing.NEITHER:
                    assert row.near is not Nearness.FAR
                if bearing is Bearing.CONSISTENT:
                    assert one.is_claimed
                    assert names
                    assert not denies
                if bearing is Bearing.INCONSISTENT:
                    assert denies if one.is_claimed else names and not denies


def test_what_is_denied_of_a_contest_or_a_siege_is_held_against_no_holder(judgements):
    for state, *_, found in judgements:
        if found and state.controller and state.status is not Status.HELD:
            assert [one.against for one in found.hypotheses if one.is_claimed] == [0]


def test_what_a_claim_that_a_place_is_held_rests_on_by_its_grade_is_consistent_with_it(judgements):
    for state, *_, record, found in judgements:
        if found and found.evidence and state.status is Status.HELD:
            rests_on = record.backing(state.claim)
            [own] = [one for one in found.hypotheses if one.is_claimed]
            cells = {row.source_id: bearing for row, bearing in zip(found.evidence, own.bearings, strict=True)}
            assert {name for name, bearing in cells.items() if bearing is Bearing.INCONSISTENT} == {*rests_on.against}
            assert {name for name, bearing in cells.items() if bearing is Bearing.CONSISTENT} == {*rests_on.near}


def test_what_a_claim_assumes_follows_from_the_record(judgements):
    for state, *_, record, _ in judgements:
        found = assumptions(state, record)
        if state.status is Status.UNKNOWN or record.assessor:
            assert found == ()
            continue
        rests_on = record.backing(state.claim)
        on_one = rests_on_one(state.claim, record) and bool(rests_on.counted)
        expected = {
            Assumption.LASTED: stale_from(state, record) is not None,
            Assumption.DATE: state.claim.precision.is_soft,
            Assumption.UPPER_HAND: state.status is Status.CONTESTED,
            Assumption.ONE_ORIGIN: on_one and record.origins(state.claim) == 1,
            Assumption.OWN_WORD: on_one and record.origins(state.claim) == 0,
            Assumption.CONTRADICTED: bool(rests_on.against),
            Assumption.SAME_FIGHTERS: state.claim.label_change,
            Assumption.INFERRED: not rests_on.counted,
        }
        assert {name: name in found for name in expected} == expected


def test_what_denies_a_contest_leaves_its_holder_first(record):
    """Niafunké, November 2023: two texts tell the army's word that it kept the camp, and deny the contest."""
    timeline = Timeline(record)
    state = timeline.state("niafunke", date(2023, 11, 24))
    found = judged(state, timeline.state("niafunke", date(2023, 11, 23)), [], record)
    assert [(one.holder, one.against) for one in found.hypotheses] == [("GOV", 0), ("JNIM", 1), (None, 1)]
    assert Assumption.CONTRADICTED in assumptions(state, record)


def test_what_denies_a_holder_is_held_against_that_holder(record):
    """Gao, 31 March 2012: the junta denies that the town has fallen, and two texts tell that it has."""
    timeline = Timeline(record)
    state = timeline.state("gao", date(2012, 3, 31))
    found = judged(state, timeline.state("gao", date(2012, 3, 30)), [], record)
    assert [(one.holder, one.against) for one in found.hypotheses][:2] == [("MNLA", 1), ("MUJAO", 2)]
