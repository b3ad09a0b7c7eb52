"""How a claim was judged, on its card: a fold with the hypotheses against the numbered sources, and what it assumes."""

from datetime import date

import pytest

from dashboard.text import Text
from dashboard.told.hypotheses import SIGNS, assumption_in_words, bearing_in_words
from dashboard.told.words import cited
from dashboard.views.card import cards
from dashboard.views.judgement import judgement
from dashboard.views.markup import markup
from geodata.agreement import meetings
from geodata.hypotheses import Bearing, assumptions, judged
from geodata.timeline import Lens, Timeline

TEXTS = (Text("en"), Text("fr"))


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.language)
def test_every_state_tells_its_hypotheses_its_sources_and_its_assumptions_in_order(timeline, record, text):
    for place_id, spans in timeline.spans.items():
        met = [*meetings(timeline, place_id)]
        for before, state in zip((None, *spans), spans, strict=False):
            found = judged(state, before, [one for one in met if one.state is state], record)
            fold = judgement(state, before, met, record, text)
            assert (fold is None) == (found is None)
            if found is None:
                continue
            said = markup(fold)
            assert said.count("<tr") == (len(found.hypotheses) + 1 if found.evidence else 0)
            for bearing in Bearing:
                cells = sum(one.bearings.count(bearing) for one in found.hypotheses)
                shown = f'<td class="{bearing}"><span aria-hidden="true">{SIGNS[bearing]}</span>'
                shown += f'<span class="unseen">{bearing_in_words(bearing, text)}</span></td>'
                assert said.count(shown) == cells
            for number, one in enumerate(found.evidence, 1):
                assert f"<span>{number} {markup(cited(record.sources[one.source_id]))}</span>" in said
            for one in assumptions(state, record):
                assert f"<li>{markup(assumption_in_words(one, state, record, text))}</li>" in said


def test_it_is_folded_until_it_is_asked_for(timeline, record):
    made = [markup(card) for card in cards(record.places["kidal"], timeline, Text("en"))["cards"]]
    folds = [card for card in made if '<details class="fold judgement">' in card]
    assert len(folds) > len(made) / 2


def test_the_view_of_another_is_not_judged_by_our_evidence(record):
    theirs = Timeline(record, Lens(assessor="polgeonow"))
    for place_id in ("kidal", "gao", "timbuktu"):
        for card in cards(record.places[place_id], theirs, Text("en"))["cards"]:
            assert "judgement" not in markup(card)


def test_what_came_out_later_is_neither_a_source_of_it_nor_a_candidate(record):
    known = Timeline(record, Lens(known_on=date(2012, 4, 5)))
    state = known.state("kidal", date(2012, 3, 30))
    said = markup(judgement(state, None, [*meetings(known, "kidal")], known.record, Text("en")))
    for source in record.sources.values():
        if source.published and source.published.first > date(2012, 4, 5):
            assert f" {markup(cited(source))}</span>" not in said
