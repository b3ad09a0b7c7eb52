"""The card of a place: each source of a claim with what it bears out, and when the state was last confirmed."""

import json

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboard.text import Text
from dashboard.told.evidence import evidence_in_words
from dashboard.views.card import cards
from dashboard.views.written import withdrawn
from geodata.confirming import confirmed_on
from geodata.vocabulary import Support

TEXTS = (Text("en"), Text("fr"))
PLACES = ("kidal", "menaka", "timbuktu", "araouane", "un-kidal", "gourma")


def nodes(component):
    """Every component inside another, the outermost first."""
    found = [json.loads(json.dumps(component, cls=PlotlyJSONEncoder))]
    for one in found:
        inside = one["props"].get("children") if isinstance(one, dict) else None
        found += [each for each in (inside if isinstance(inside, list) else [inside]) if isinstance(each, dict)]
    return found


def said(node):
    """The text of a component."""
    inside = node["props"].get("children") if isinstance(node, dict) else node
    return (
        "".join(map(said, inside))
        if isinstance(inside, list)
        else inside
        if isinstance(inside, str)
        else (said(inside) if isinstance(inside, dict) else "")
    )


def of_class(found, name):
    return [node for node in found if name in str(node["props"].get("className", "")).split()]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.language)
def test_every_source_says_what_it_bears_out_or_the_card_that_none_was_read(timeline, record, place, text):
    made = cards(record.places[place], timeline, text)["cards"]
    unread = text("Not yet read for what each bears out: counted by rule.")
    for state, card in zip(timeline.spans[place], made, strict=True):
        found = nodes(card)
        lines = of_class(found, "evidence")
        judged = record.evidence.get(state.claim.id, {}) if state.claim else {}
        assert len(lines) == len(judged)
        for line, one in zip(lines, (judged[name] for name in state.claim.source_ids if name in judged), strict=True):
            words = evidence_in_words(one, text)
            assert said(line).startswith(words[0].upper() + words[1:])
            assert ("against" in line["props"]["className"].split()) == (Support.CONTRADICTS in one.bears_out)
        cites = bool(state.claim and state.claim.source_ids)
        assert (unread in [said(node) for node in of_class(found, "note")]) == (cites and not judged)


@pytest.mark.parametrize("place", PLACES)
def test_a_state_says_when_it_was_last_confirmed(timeline, record, place):
    text = Text("en")
    for state, card in zip(timeline.spans[place], cards(record.places[place], timeline, text)["cards"], strict=True):
        confirmed = confirmed_on(state, record)
        lines = [said(node) for node in of_class(nodes(card), "confirmed")]
        assert lines == ([text("Last confirmed: {day}.", day=text.day(confirmed))] if confirmed else [])


def test_every_row_of_evidence_is_told_in_both_languages(record):
    rows = [one for judged in record.evidence.values() for one in judged.values()]
    for english, french in {tuple(evidence_in_words(one, text) for text in TEXTS) for one in rows}:
        assert english
        assert french != english


def test_every_withdrawn_row_is_on_a_card_with_its_days_and_reason(timeline, record):
    """A card tells when its claim was written, and what stood in its place before."""
    text = Text("fr")
    for place in PLACES:
        wanted = [claim for claim in record.claims_of[place] if claim.withdrawn_on]
        found = set()
        for state, card in zip(
            timeline.spans[place], cards(record.places[place], timeline, text)["cards"], strict=True
        ):
            lines = [said(node) for node in of_class(nodes(card), "written")]
            shown = state.shown
            assert lines == ([text("Written on {day}.", day=text.day(shown.recorded_on))] if shown else [])
            earlier = withdrawn(state, record)
            assert len(of_class(nodes(card), "withdrawn")) == bool(earlier)
            for node in of_class(nodes(card), "withdrawn"):
                for claim in earlier:
                    assert text.day(claim.withdrawn_on) in said(node)
            found |= {claim.id for claim in earlier}
        assert found == {claim.id for claim in wanted}
    assert withdrawn(timeline.state("kidal", timeline.record.period.first), record), "there are such rows"
