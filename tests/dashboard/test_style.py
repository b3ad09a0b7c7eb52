"""The palette by numbers, and what a state's look is made of. Nothing may rest on colour alone."""

import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from coloraide import Color
from period import FIRST, LAST
from seeing import APART, APART_IN_GREY, distance, lightness

from dashboard.figures.style import (
    INK,
    MARKERS,
    SIGNS,
    STRENGTH,
    UNKNOWN,
    UNKNOWN_COLOUR,
    Look,
    look,
    mixed,
    translucent,
)
from geodata.timeline import Because
from geodata.vocabulary import Camp, Credibility, PlaceKind, Status, Symbol

ARMY_FROM_REBELS = 30
"""Least CIEDE2000 between the two sides of the war, whatever the sight."""
SIGN_CONTRAST = 1.5
"""Least contrast (WCAG) of the white sign inside a marker of full strength, beside which the sign has a shape."""


@pytest.fixture(scope="module")
def hues(record):
    """Every hue the map can show: those of the actors, and that of the unknown."""
    return sorted({actor.colour for actor in record.actors.values()} | {UNKNOWN_COLOUR})


def is_red(colour):
    _, chroma, hue = Color(colour).convert("lch").coords()
    return chroma > 20 and (hue < 50 or hue > 340)


def is_green(colour):
    _, chroma, hue = Color(colour).convert("lch").coords()
    return chroma > 20 and 100 < hue < 190


# The palette


@pytest.mark.parametrize("sight", APART)
def test_any_two_hues_are_told_apart_by_every_kind_of_sight(hues, sight):
    near = {(one, other): distance(one, other, sight) for one, other in combinations(hues, 2)}
    assert {pair: apart for pair, apart in near.items() if apart < APART[sight]} == {}


def test_any_two_hues_are_told_apart_in_grey_print(hues):
    steps = [(lightness(other) - lightness(one), one, other) for one, other in pairwise(sorted(hues, key=lightness))]
    assert min(steps)[0] >= APART_IN_GREY, min(steps)


@pytest.mark.parametrize("sight", APART)
def test_army_and_rebels_are_no_red_green_pair(record, sight):
    army = record.actors["GOV"].colour
    for rebels in {actor.colour for actor in record.actors.values() if actor.camp is Camp.ARMED_MOVEMENT}:
        assert distance(army, rebels, sight) >= ARMY_FROM_REBELS
        assert not (is_red(army) and is_green(rebels))
        assert not (is_green(army) and is_red(rebels))


def test_a_lineage_keeps_its_hue(record):
    for actor in record.actors.values():
        if actor.camp is not Camp.INTERNATIONAL:
            before = {record.actors[name].colour for name in actor.successor_of}
            assert before <= {actor.colour}, f"{actor.id} and those it carries on"


def test_no_two_camps_share_a_hue(record):
    for one, other in combinations(record.actors.values(), 2):
        assert one.camp is other.camp or one.colour != other.colour, f"{one.id} and {other.id}"


def test_each_camp_has_its_own_sign(record):
    signs = {camp: {actor.symbol for actor in record.actors.values() if actor.camp is camp} for camp in Camp}
    assert all(len(of_camp) == 1 for of_camp in signs.values()), signs
    assert len(set.union(*signs.values())) == len(Camp), signs


def test_every_sign_can_be_drawn_and_stands_out(record):
    assert set(SIGNS) == set(Symbol) - {Symbol.NONE}
    for actor in record.actors.values():
        if actor.symbol is not Symbol.NONE:
            assert Color("#ffffff").contrast(actor.colour) >= SIGN_CONTRAST, actor.id


def test_every_kind_of_point_has_its_own_outline():
    drawn = {kind: MARKERS[kind] for kind in PlaceKind if kind not in (PlaceKind.MASSIF, PlaceKind.RURAL_AREA)}
    assert set(drawn) == set(MARKERS)
    assert len(set(drawn.values())) == len(drawn)


# Strength


def test_a_stronger_claim_is_never_paler(hues):
    judged = [Credibility(number) for number in "12345"]
    assert all(STRENGTH[better] >= STRENGTH[worse] for better, worse in pairwise(judged))
    assert STRENGTH[Credibility.UNJUDGED] <= min(STRENGTH[credibility] for credibility in judged)
    assert 0 < min(STRENGTH.values()) <= max(STRENGTH.values()) == 1
    for hue in hues:
        paler = [lightness(mixed(hue, strength)) for strength in sorted(set(STRENGTH.values()), reverse=True)]
        assert paler == sorted(paler), hue


def test_even_the_weakest_claim_is_not_taken_for_bare_paper(record):
    for actor in record.actors.values():
        assert distance(mixed(actor.colour, min(STRENGTH.values())), "#ffffff") >= 5, actor.id


@pytest.mark.parametrize("strength", sorted(set(STRENGTH.values())))
def test_area_and_marker_take_the_same_hue(strength):
    drawn = Look("#4371cb", "#f3a207", strength, Symbol.NONE, ("GOV", "CSP"))
    assert drawn.area.startswith("rgba(67,113,203,")
    assert drawn.area_rival.startswith("rgba(243,162,7,")
    assert drawn.massif == drawn.point == mixed("#4371cb", strength)
    assert drawn.ring == drawn.massif_rival == mixed("#f3a207", strength)
    assert opacity(drawn.area) == opacity(drawn.area_rival)


def opacity(colour):
    return float(re.fullmatch(r"rgba\(\d+,\d+,\d+,([\d.]+)\)", colour)[1])


def test_strength_is_the_opacity_of_an_area():
    strong, weak = (Look("#4371cb", None, strength, Symbol.NONE, ("GOV",)) for strength in (1.0, 0.5))
    assert opacity(strong.area) == pytest.approx(2 * opacity(weak.area))
    assert 0 < opacity(weak.area) < opacity(strong.area) < 1


def test_colours_are_written_as_plotly_reads_them():
    assert translucent("#000000", 1 / 3) == "rgba(0,0,0,0.333)"
    assert mixed("#4371cb", 1) == "#4371cb"
    assert mixed("#4371cb", 0) == "#ffffff"


# The look of a state


def states(timeline):
    return [state for spans in timeline.spans.values() for state in spans]


def test_what_is_unknown_is_grey_and_says_no_side(timeline, record):
    unknown = [state for state in states(timeline) if state.status is Status.UNKNOWN]
    assert unknown
    assert {look(state, record) for state in unknown} == {UNKNOWN}
    assert look(None, record) == UNKNOWN
    assert UNKNOWN.colour == UNKNOWN_COLOUR
    assert UNKNOWN.actors == ()


def test_a_state_hidden_by_a_lens_looks_unknown(timeline, record):
    held = timeline.state("kidal", LAST)
    for because in (Because.GRADE, Because.NOT_YET_KNOWN):
        assert look(replace(held, because=because), record) == UNKNOWN


def test_a_held_state_wears_its_holders_colour_and_sign_alone(timeline, record):
    held = [state for state in states(timeline) if state.status is Status.HELD]
    for state in held:
        holder, drawn = record.actors[state.controller], look(state, record)
        assert (drawn.colour, drawn.sign, drawn.actors) == (holder.colour, holder.symbol, (holder.id,))
        assert not drawn.is_contested
        assert drawn.area_rival is None
        assert (drawn.ring, drawn.ring_width) == (INK, 0.9)


def test_a_contested_state_shows_its_holder_and_the_main_rival(timeline, record):
    contested = [state for state in states(timeline) if state.status is Status.CONTESTED]
    assert contested
    for state in contested:
        drawn = look(state, record)
        holder, rival, *_ = ([state.controller] if state.controller else []) + list(state.contested_by)
        hue, second = record.actors[holder].colour, record.actors[rival].colour
        assert drawn.actors == (holder, rival)
        assert drawn.colour == hue
        assert drawn.rival == (second if second != hue else INK)
        assert drawn.is_contested
        assert drawn.ring_width > 3


def test_where_nobody_holds_a_contested_place_no_camp_is_signed(timeline, record):
    shared = [state for state in states(timeline) if state.status is Status.CONTESTED and not state.controller]
    assert shared
    assert {look(state, record).sign for state in shared} == {Symbol.NONE}


def test_a_contest_can_be_seen(timeline, record):
    same = [
        (state.place.id, state.since)
        for state in states(timeline)
        if state.status is Status.CONTESTED and distance(look(state, record).colour, look(state, record).rival) < 15
    ]
    assert not same, "the stripes would not show"


def test_the_strength_of_a_look_is_that_of_its_claim(timeline, record):
    for state in states(timeline):
        if state.status is not Status.UNKNOWN:
            assert look(state, record).strength == STRENGTH[record.grade_of(state.claim).credibility]


def test_kidal_changes_its_look_on_the_day_of_its_capture(timeline, record):
    rebels, army = (record.actors[actor].colour for actor in ("CSP", "GOV"))
    before, after = (timeline.state("kidal", day) for day in (FIRST.replace(2023, 11, 13), FIRST.replace(2023, 11, 14)))
    assert (look(before, record).colour, look(after, record).colour) == (rebels, army)
