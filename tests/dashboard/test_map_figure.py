"""The figure of a day: what it colours, what it says about itself, and what its layers switch."""

import json
import re
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from asking import days, some_days, views
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.asked.layers import SHOWN_AT_FIRST, Layer
from dashboard.asked.state import DEFAULT, ViewState
from dashboard.figures.furniture import EMPTY, FOOT_SIZE, NARROW_ROW_HEIGHT, NARROW_ROWS, SLOTS
from dashboard.figures.labels import text_width
from dashboard.figures.legend import CONTESTED_SWATCH, NO_SWATCH
from dashboard.figures.map.drawn import Drawn
from dashboard.figures.map.figure import map_json
from dashboard.figures.map.ground import OPENING_VIEW
from dashboard.figures.style import DOTTED, EDGES, FADED, INK, UNASSESSED, UNKNOWN, UNKNOWN_COLOUR, look, mixed
from dashboard.text import LANGUAGES, Text
from geodata.bases import phase
from geodata.confirming import stale, stale_on
from geodata.grades import Grade
from geodata.selection import changed_on
from geodata.timeline import Timeline
from geodata.vocabulary import Camp, PlaceKind, Status

BEFORE, AFTER = date(2023, 11, 13), date(2023, 11, 14)
EVERYTHING = frozenset(Layer)
INDICATIVE = {Layer.TIGHARGHAR, Layer.COUNTRYSIDES}
FADING = {Layer.KIDAL, Layer.FADING}
RELIEF = "/ground/relief.jpg"
CONTEXT = {
    Layer.NEIGHBOURS: {"neighbours", "borders", "border", "countries"},
    Layer.REGIONS: {"regions", "region-names", "beyond"},
    Layer.RIVER: {"river"},
    Layer.TRACKS: {"tracks", "wadi"},
}
SOME_DAYS = some_days(15)
POINT_LAYERS = {Layer.PLACES, Layer.MINUSMA_BASES, Layer.OTHER_BASES}


@pytest.fixture(scope="module")
def draw(record):
    """Draws a view; a day alone stands for the usual view of that day. The last few are kept."""
    kept = {}

    def draw(view=DEFAULT, *, narrow=False, **changes):
        view = view.but(**changes)
        if (view, narrow) not in kept:
            if len(kept) > 60:
                kept.clear()
            kept[view, narrow] = go.Figure(map_json(record, view, Text(view.lang), relief=RELIEF, narrow=narrow))
        return kept[view, narrow]

    return draw


@pytest.fixture(scope="module")
def drawn(record):
    return Drawn.of(record)


@pytest.fixture(scope="module")
def a_view(record):
    def a_view(data):
        return data.draw(views(record))

    return a_view


def trace(figure, uid):
    return next(one for one in figure.data if one.uid == uid)


def areas(figure):
    return [figure.data[number] for number in figure.layout.meta["areas"]]


def points(figure):
    return figure.data[figure.layout.meta["points"]]


def note(figure, name):
    return next(one.text for one in figure.layout.annotations if one.name == name)


def legend(figure):
    """The filled lines of the legend: fill, edge and what they say; the star of events has no fill."""
    shapes = {shape.name: shape for shape in figure.layout.shapes}
    said = [(shapes[f"swatch-{slot}"], note(figure, f"slot-{slot}")) for slot in range(SLOTS)]
    return [
        (swatch.fillcolor, swatch.line.color, label)
        for swatch, label in said
        if swatch.opacity and not label.startswith("★")
    ]


def channels(colour):
    if colour.startswith("#"):
        return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return tuple(map(int, re.findall(r"\d+", colour)[:3]))


# What is coloured


def test_the_fill_of_kidal_changes_on_the_day_of_its_capture(draw, record, drawn):
    hues = {BEFORE: record.actors["CSP"].colour, AFTER: record.actors["GOV"].colour}
    for day, hue in hues.items():
        figure = draw(on=day)
        followers = [area for area in areas(figure) if area.name == "kidal"]
        assert followers
        assert {channels(area.fillcolor) for area in followers} == {channels(hue)}
        assert points(figure).marker.color[drawn.points.index("kidal")] == hue


@pytest.mark.parametrize("day", SOME_DAYS)
def test_a_contested_commune_is_hatched_in_the_colours_of_holder_and_rival(draw, timeline, record, drawn, day):
    for (area_id, follows), area in zip(drawn.areas, areas(draw(on=day)), strict=True):
        state = timeline.state(follows, day) if follows else None
        if state is None or state.status is not Status.CONTESTED:
            is_unknown = state is None or state.status is Status.UNKNOWN
            assert (area.fillpattern.shape or None) == (DOTTED if is_unknown else None), area_id
            continue
        hues = [record.actors[side].colour for side in state.sides]
        hues[1:] = [INK if hues[0] == hues[1] else hues[1]]
        strength = look(state, record).strength
        wanted = [mixed(hue, strength) for hue in hues] if area_id == "massif" else hues
        pattern = area.fillpattern
        assert (pattern.shape, pattern.fillmode) == ("x" if state.others else "/", "replace")
        assert [channels(pattern.bgcolor), channels(pattern.fgcolor)] == [channels(hue) for hue in wanted], area_id


CROWDED = date(2022, 9, 1)
"""The country around Ménaka: held by IS Sahel, contested by JNIM and MSA."""


def test_ground_that_three_contest_is_crossed_and_the_legend_names_them_all(draw, record, timeline, drawn):
    state = timeline.state("menaka-rural", CROWDED)
    assert state.others == ("MSA",)
    figure = draw(on=CROWDED)
    followers = [area for area in areas(figure) if area.name == "menaka-rural"]
    assert {area.fillpattern.shape for area in followers} == {"x"}
    said = ", ".join(label for _, _, label in legend(figure))
    assert all(record.actors[actor].short.en in said for actor in state.sides + state.others)
    assert Text("en")("Crossed, outer rim: 3 or more") in said


def test_a_marker_that_three_contest_has_a_dark_rim_and_no_other(draw, timeline, drawn):
    crowded = next(state.since for place_id in drawn.points for state in timeline.spans[place_id] if state.others)
    halos = trace(draw(on=crowded, layers=EVERYTHING), "halos").marker.color
    rimmed = {place_id for place_id, colour in zip(drawn.points, halos, strict=True) if colour == INK}
    assert rimmed == {place_id for place_id in drawn.points if timeline.state(place_id, crowded).others}


@pytest.mark.parametrize("day", [date(2023, 6, 1), date(2023, 9, 15), *SOME_DAYS[:5]])
def test_a_besieged_place_has_a_toothed_ring_in_the_hue_of_its_besieger_and_no_other_has(
    draw, timeline, record, drawn, day
):
    figure = draw(on=day, layers=EVERYTHING)
    ring, moat = trace(figure, "siege"), trace(figure, "moats")
    assert ring.marker.symbol == "circle-x-open"
    assert ring.marker.opacity == moat.marker.opacity
    for place_id, colour, up in zip(drawn.points, ring.marker.color, ring.marker.opacity, strict=True):
        state = timeline.state(place_id, day)
        shown = points(figure).marker.opacity[drawn.points.index(place_id)]
        assert bool(up) == bool(shown and state.status is Status.BESIEGED), place_id
        if up:
            assert colour == mixed(record.actors[state.around[0]].colour, look(state, record).strength)


@pytest.mark.parametrize("day", SOME_DAYS[:8])
def test_a_place_long_not_confirmed_has_a_dash_and_no_other_has(draw, timeline, record, drawn, day):
    figure = draw(on=day, layers=EVERYTHING)
    without = draw(on=day, layers=EVERYTHING - {Layer.STALE})
    for place_id, up in zip(drawn.points, trace(figure, "stale").marker.opacity, strict=True):
        shown = points(figure).marker.opacity[drawn.points.index(place_id)]
        assert bool(up) == bool(shown and stale(timeline.state(place_id, day), record, day)), place_id
    assert not any(trace(without, "stale").marker.opacity)


def test_some_commune_is_contested_at_some_time(timeline, drawn):
    states = [state for _, follows in drawn.areas if follows for state in timeline.spans[follows]]
    assert any(state.status is Status.CONTESTED for state in states)


@pytest.mark.parametrize("day", SOME_DAYS)
def test_what_is_unknown_is_grey(draw, timeline, drawn, day):
    figure = draw(on=day)
    for (_, follows), area in zip(drawn.areas, areas(figure), strict=True):
        if follows is None or timeline.state(follows, day).status is Status.UNKNOWN:
            assert channels(area.fillcolor) == channels(UNKNOWN_COLOUR)
    for place_id, colour in zip(drawn.points, points(figure).marker.color, strict=True):
        if timeline.state(place_id, day).status is Status.UNKNOWN:
            assert colour == UNKNOWN_COLOUR


@pytest.mark.parametrize("day", SOME_DAYS)
def test_what_changed_on_the_day_is_outlined(draw, timeline, drawn, day):
    changed = {change.after.place.id for change in changed_on(timeline, day, ViewState().filter)}
    figure = draw(on=day, layers=EVERYTHING)
    for (area_id, follows), area in zip(drawn.areas, areas(figure), strict=True):
        edge = (
            "changed" if follows in changed else "indicative" if (area_id, follows) in drawn.indicative else "commune"
        )
        assert area.line.width == EDGES[edge]["width"]
        assert area.line.color == EDGES[edge]["color"]
    for place_id, ringed in zip(drawn.points, trace(figure, "today").marker.opacity, strict=True):
        shown = points(figure).marker.opacity[drawn.points.index(place_id)]
        assert ringed == (1 if place_id in changed and shown else 0), place_id


def test_nothing_is_outlined_on_the_first_day(draw):
    figure = draw(on=date(2012, 1, 1), layers=EVERYTHING)
    assert set(trace(figure, "today").marker.opacity) == {0}


def test_indicative_outlines_are_dotted_and_the_massif_lies_over_the_communes(draw, record):
    figure = draw()
    massif = areas(figure)[-1]
    assert massif.uid == "area-massif"
    dotted = {area.uid for area in areas(figure) if area.line.dash == "dot"}
    assert dotted == {"area-massif", *(f"area-{place}" for place in record.layers["rural"]["place_id"])}
    assert channels(massif.fillcolor) == channels(mixed(massif.fillcolor, 1)), "opaque"


def test_what_the_filter_leaves_out_has_no_colour(draw, record, drawn):
    figure = draw(actors=frozenset({"GOV"}))
    colours = dict(zip(drawn.points, points(figure).marker.color, strict=True))
    assert colours["kidal"] == record.actors["GOV"].colour
    assert colours["tinzaouaten"] == FADED.point


def test_a_lens_greys_out_what_it_hides(draw, record, drawn):
    best = Grade.parse("A1")
    figure = draw(grade=best)
    states = Timeline(record, ViewState(grade=best).lens).states(AFTER)
    hidden = [place_id for place_id in drawn.points if states[place_id].status is Status.UNKNOWN]
    assert len(hidden) > len(drawn.points) / 2
    for place_id in hidden:
        assert points(figure).marker.color[drawn.points.index(place_id)] == UNKNOWN.point


# Markers


@pytest.mark.parametrize("day", SOME_DAYS)
def test_a_base_is_seen_from_its_opening_on(draw, record, drawn, day):
    shown = dict(zip(drawn.points, points(draw(on=day, layers=EVERYTHING)).marker.opacity, strict=True))
    for place_id, base in record.bases.items():
        if place_id in shown:
            assert shown[place_id] == (0 if phase(base, day, record) == "not yet open" else 1), place_id


def test_every_trace_of_markers_keeps_the_order_of_the_points(draw, record, drawn):
    figure = draw()
    meta = figure.layout.meta
    assert meta["point_places"] == list(drawn.points)
    where = [(record.places[place_id].lon, record.places[place_id].lat) for place_id in drawn.points]
    for number in (*(meta[name] for name in ("points", "halos", "today", "moats", "siege")), *meta["signs"].values()):
        one = figure.data[number]
        assert list(zip(one.x, one.y, strict=True)) == where
        assert len(one.marker.opacity) == len(where)
        assert list(one.marker.angle) == [angle for angle, _ in meta["asides"]]
        assert list(one.marker.standoff) == [away for _, away in meta["asides"]]


def test_markers_lie_ring_under_halo_under_siege_under_marker_under_sign_under_name(draw):
    order = [one.uid for one in draw().data]
    stack = ["mission-regions", "today", "moats", "halos", "siege", "points", "sign-dot", "stale", "labels", "selected"]
    assert all(order.index(below) < order.index(above) for below, above in pairwise(stack))
    assert all(order.index(area.uid) < order.index("mission-regions") for area in areas(draw()))
    assert order.index("river") < order.index(areas(draw())[0].uid)


@pytest.mark.parametrize("day", SOME_DAYS)
def test_the_sign_in_a_marker_tells_the_camp_of_the_holder(draw, timeline, record, drawn, day):
    figure = draw(on=day, layers=EVERYTHING)
    shown = points(figure).marker.opacity
    for index, place_id in enumerate(drawn.points):
        holder = timeline.state(place_id, day).controller
        wanted = {str(record.actors[holder].symbol)} - {"none"} if holder and shown[index] else set()
        signs = figure.layout.meta["signs"]
        assert {sign for sign, number in signs.items() if figure.data[number].marker.opacity[index]} == wanted, place_id


def test_every_point_has_a_name_that_knows_it_and_those_of_bases_give_way_to_all_others(draw, record, drawn):
    names = trace(draw(), "labels").customdata
    places = [record.places[place_id] for place_id in drawn.points]
    assert [(name, number) for name, _, number in names] == [(one.name.en, at) for at, one in enumerate(places)]
    ranks = {is_base: {rank for (_, rank, _), one in zip(names, places, strict=True) if one.kind.is_base == is_base}
             for is_base in (True, False)}  # fmt: skip
    assert max(ranks[False]) < min(ranks[True])


def test_a_base_steps_aside_from_its_town(draw, record, drawn):
    asides = dict(zip(drawn.points, draw().layout.meta["asides"], strict=True))
    assert asides["kidal"] == [0, 0]
    assert asides["un-kidal"][1] > 0
    together = [asides["un-kidal"], asides["fr-kidal"], asides["kidal-camp-1"]]
    assert len({tuple(one) for one in together}) == 3, "and not onto one another"


def test_the_chosen_place_is_ringed(draw, record):
    kidal = record.places["kidal"]
    ring = trace(draw(place="kidal"), "selected")
    assert (ring.x[0], ring.y[0]) == (kidal.lon, kidal.lat)
    unlocated = next(place.id for place in record.places.values() if place.lat is None)
    for place in (None, unlocated):
        assert trace(draw(place=place), "selected").x[0] is None


# The legend


def visible_states(view, record, drawn):
    """The state of everything that is drawn in a view, worked out anew; None where no place is followed."""
    states = Timeline(record, view.lens).states(view.on)
    communes = record.layers["communes"].set_index("commune_id")["region"]

    def layer_of_area(area_id):
        if area_id == "massif":
            return Layer.TIGHARGHAR
        if area_id in record.places:
            return Layer.COUNTRYSIDES
        return Layer.KIDAL if communes[area_id] == "Kidal" else Layer.MENAKA

    def layer_of_point(place):
        if place.kind is PlaceKind.UN_BASE:
            return Layer.MINUSMA_BASES
        return Layer.OTHER_BASES if place.kind.is_base else Layer.PLACES

    def is_there(place_id):
        base = record.bases.get(place_id)
        return base is None or phase(base, view.on, record) != "not yet open"

    areas = [
        states[follows] if follows else None for area, follows in drawn.areas if layer_of_area(area) in view.layers
    ]
    located = [record.places[place_id] for place_id in drawn.points if is_there(place_id)]
    return areas, [states[place.id] for place in located if layer_of_point(place) in view.layers]


def unknown_in_words(view, text):
    """What grey means under a lens."""
    if view.fresh:
        asks_more = view.grade or view.known
        return text("Unknown: no such recent source" if asks_more else "Unknown, or long unconfirmed")
    if view.grade and view.known:
        return text("Unknown: no such source by then")
    if view.grade:
        return text("Unknown: nothing at {grade} or better", grade=view.grade)
    return text("Unknown: no source by then") if view.known else text("Unknown: no source")


@settings(max_examples=30)
@given(data=st.data())
def test_the_legend_names_whoever_is_seen_and_nobody_else(draw, a_view, record, drawn, data):
    view = a_view(data).but(legend=True)
    (grounds, markers), text = visible_states(view, record, drawn), Text(view.lang)
    timeline, states = Timeline(record, view.lens), [*grounds, *markers]

    def kept(states):
        return [
            state
            for state in states
            if (view.filter.keeps_on(timeline, state.place.id, view.on) if state else view.filter.is_empty)
        ]

    looks = [look(state, record) for state in kept(states)]
    besieged = [state for state in kept(markers) if state.status is Status.BESIEGED]
    seen = {name for one in looks for name in one.actors} | {state.around[0] for state in besieged}
    by_colour = {}
    for actor in record.actors.values():
        if actor.id in seen:
            by_colour.setdefault(actor.colour, []).append(text.of(actor.short))
    wanted = [(colour, INK, ", ".join(names)) for colour, names in by_colour.items()]
    changed = {change.after.place.id for change in changed_on(timeline, view.on, view.filter)}
    stale_ones = (state for state in kept(markers) if stale(state, timeline.record, view.on))
    signs = [
        (any(one.is_contested for one in looks), *CONTESTED_SWATCH, text("Stripes or thick rim: contested")),
        (any(one.is_crowded for one in looks), *CONTESTED_SWATCH, text("Crossed, outer rim: 3 or more")),
        (besieged, NO_SWATCH, NO_SWATCH, "◎ " + text("Toothed ring: besieged")),
        (UNKNOWN in looks, UNKNOWN_COLOUR, INK, unknown_in_words(view, text)),
        (UNASSESSED in looks, UNASSESSED.colour, INK, text("Bare: not assessed")),
        (len(looks) < len(states), FADED.colour, FADED.rival, text("Thin lines: left out by the filter")),
        (INDICATIVE & view.layers, NO_SWATCH, NO_SWATCH, "··· " + text("Dotted edge: indicative")),
        (view.layers >= FADING, NO_SWATCH, NO_SWATCH, "• " + text("Fading: reach not known")),
        (
            Layer.STALE in view.layers and any(stale_ones),
            *(NO_SWATCH, NO_SWATCH),
            "– " + text("Dash: not lately confirmed"),
        ),
        (
            changed & {state.place.id for state in states if state},
            *(NO_SWATCH, NO_SWATCH),
            "○ " + text("Heavy edge: changed this day"),
        ),
        (view.place in drawn.points, NO_SWATCH, NO_SWATCH, "○ " + text("Thin ring: the chosen place")),
    ]
    wanted += [line for is_seen, *line in signs if is_seen]
    assert [list(line) for line in legend(draw(view))] == [list(line) for line in wanted]


def test_the_legend_of_the_day_kidal_fell(draw, record):
    said = {label for _, _, label in legend(draw(on=AFTER))}
    assert {"Army", "CSP", "IS Sahel", "Unknown: no source"} <= said


@given(day=days)
def test_the_legend_never_runs_out_of_lines(timeline, record, day):
    states = timeline.states(day).values()
    besieged = [state for state in states if state.status is Status.BESIEGED]
    seen = {side for state in states for side in state.sides} | {state.around[0] for state in besieged}
    hues = {record.actors[actor].colour for actor in seen}
    contested, crowded = (any(getattr(state, part) for state in states) for part in ("contested_by", "others"))
    signs = contested + crowded + bool(besieged) + bool(stale_on(timeline, day))
    always = ("unknown", "left out", "dotted edge", "changed", "event", "chosen")
    assert len(hues) + signs + len(always) <= min(SLOTS, 2 * NARROW_ROWS)


def test_with_nothing_shown_the_legend_is_empty(draw):
    figure = draw(layers=frozenset())
    assert legend(figure) == []
    assert {note(figure, f"slot-{slot}") for slot in range(SLOTS)} == {EMPTY}


# Layers


@pytest.mark.parametrize("layer", Layer)
def test_a_layer_switches_its_own_traces_and_no_others(draw, layer):
    with_it, without = draw(layers=EVERYTHING), draw(layers=EVERYTHING - {layer})
    own = set(with_it.layout.meta["layers"][layer])
    assert all(one.visible for one in with_it.data)
    assert {number for number, one in enumerate(without.data) if not one.visible} == own
    assert with_it.layout.images[0].visible
    assert without.layout.images[0].visible == (layer is not Layer.RELIEF)
    assert without.layout.xaxis.showgrid == without.layout.yaxis.showgrid == (layer is not Layer.GRATICULE)
    shown = zip(without.layout.meta["point_layers"], points(without).marker.opacity, strict=True)
    on = zip(with_it.layout.meta["point_layers"], points(with_it).marker.opacity, strict=True)
    assert list(shown) == [(of, 0 if of == layer else opacity) for of, opacity in on]


def test_every_layer_has_something_to_switch(draw):
    figure = draw(layers=EVERYTHING)
    by_traces = {layer for layer, numbers in figure.layout.meta["layers"].items() if numbers}
    by_points = set(figure.layout.meta["point_layers"])
    assert by_traces | by_points | {Layer.RELIEF, Layer.GRATICULE} == EVERYTHING
    assert by_points == POINT_LAYERS


@pytest.mark.parametrize("layer", CONTEXT)
def test_the_context_is_drawn(draw, layer):
    figure = draw(layers=EVERYTHING)
    drawn = {figure.data[number].uid for number in figure.layout.meta["layers"][layer]}
    assert drawn == CONTEXT[layer]
    assert all(len(trace(figure, uid).x) for uid in drawn)


def test_the_usual_layers_are_the_mission_and_its_context(draw):
    missions = {Layer.KIDAL, Layer.MENAKA, Layer.TIGHARGHAR, Layer.MINUSMA_BASES}
    assert missions <= SHOWN_AT_FIRST
    figure = draw()
    for layer in missions - {Layer.MINUSMA_BASES}:
        assert all(figure.data[number].visible for number in figure.layout.meta["layers"][layer])


def test_the_relief_comes_from_where_we_are_told(draw):
    assert draw().layout.images[0].source == RELIEF


# What the figure says about itself


@pytest.mark.parametrize("narrow", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_raw_grab_explains_itself(draw, record, language, narrow):
    figure, text = draw(on=AFTER, lang=language, narrow=narrow), Text(language)
    assert note(figure, "date") == text.weekday(AFTER)
    assert note(figure, "title") == text("Northern Mali: who held what")
    footer = note(figure, "footer").replace("<br>", " ")
    assert text("Control: the force that garrisons or polices the named place and can keep others out.") in footer
    assert record.digest in footer
    assert str(len(record.sources)) in footer
    assert "geoBoundaries" in footer
    assert "GeoNames" in footer
    assert note(figure, "north") == "N"
    assert {"north-arrow", "scale-bar", "swatch-0"} <= {shape.name for shape in figure.layout.shapes}


@pytest.mark.parametrize("narrow", [False, True])
def test_the_legend_lies_beside_the_ground_or_below_it(draw, narrow):
    figure = draw(narrow=narrow)
    for slot in (shape for shape in figure.layout.shapes if shape.name.startswith("swatch-")):
        assert slot.yanchor == 0 and slot.y1 < 0 if narrow else slot.x1 < 0


def test_the_two_languages_differ_in_words_only(draw):
    english, french = draw(lang="en"), draw(lang="fr")
    assert note(english, "title") != note(french, "title")
    assert note(french, "date") == "Mardi 14 novembre 2023"
    assert [area.fillcolor for area in areas(english)] == [area.fillcolor for area in areas(french)]


@pytest.mark.parametrize(("language", "west"), [("en", "3° W"), ("fr", "3° O")])
def test_every_degree_of_the_ground_is_named_as_maps_name_it(draw, language, west):
    layout = draw(lang=language).layout
    across = dict(zip(layout.xaxis.tickvals, layout.xaxis.ticktext, strict=True))
    up = dict(zip(layout.yaxis.tickvals, layout.yaxis.ticktext, strict=True))
    assert (across[-3], across[0], across[2], up[18]) == (west, "0°", "2° E", "18° N")
    assert (min(across), max(across), min(up), max(up)) == (-13, 7, 10, 26)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "narrow"), [(360, True), (390, True), (690, True), (600, False), (1540, False)])
def test_the_footer_is_broken_to_the_width_of_the_figure(record, language, width, narrow):
    view, text = ViewState(known=date(2013, 1, 30), lang=language), Text(language)
    layout = map_json(record, view, text, relief=RELIEF, narrow=narrow, width=width)["layout"]
    [footer] = [one["text"].split("<br>") for one in layout["annotations"] if one["name"] == "footer"]
    assert max(text_width(line, FOOT_SIZE) for line in footer) <= width - 24
    below = layout["margin"]["b"] - (NARROW_ROWS * NARROW_ROW_HEIGHT if narrow else 0)
    assert len(footer) * FOOT_SIZE * 1.3 + 5 <= below


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"known": date(2013, 1, 30)}, "as known on 30 January 2013"),
        ({"grade": Grade.parse("B2")}, "claims of grade B2 or better"),
        ({"actors": frozenset({"CSP"})}, "CSP"),
        ({"camps": frozenset({Camp.JIHADIST})}, "Jihadist group"),
        ({"regions": frozenset({"Gao"})}, "Gao"),
        ({"kinds": frozenset({PlaceKind.TOWN})}, "Town"),
    ],
)
def test_every_filter_is_said_in_the_title(draw, change, said):
    titles = [note(draw(**change, narrow=narrow), "title") for narrow in (False, True)]
    assert all(said in title for title in titles)
    assert said not in note(draw(), "title")


def test_filters_are_said_together_and_in_french(draw):
    title = note(draw(known=date(2013, 3, 1), grade=Grade.parse("C3"), lang="fr"), "title")
    assert "1ᵉʳ mars 2013" in title
    assert "C3" in title
    assert title.count("· ") == 2


# The figure as such


@settings(max_examples=15)
@given(data=st.data())
def test_every_view_gives_a_figure_that_can_be_sent(draw, a_view, data):
    figure = draw(a_view(data))
    sent = json.loads(figure.to_json())
    assert len(sent["data"]) == len(figure.data)
    assert "http" not in figure.to_json(), "a figure asks for nothing from outside"
    uids = [one.uid for one in figure.data]
    assert len(set(uids)) == len(uids)


def test_the_map_is_true_to_scale_where_it_matters(draw):
    assert draw().layout.yaxis.scaleanchor == "x"
    assert draw().layout.yaxis.scaleratio == pytest.approx(1 / 0.9483, rel=1e-3)


def test_the_opening_view_holds_kidal_menaka_and_the_massif(draw, record):
    communes = record.layers["communes"]
    for bounds in (communes.total_bounds, record.layers["massif"].total_bounds):
        west, south, east, north = bounds
        assert OPENING_VIEW["west"] <= west < east <= OPENING_VIEW["east"]
        assert OPENING_VIEW["south"] <= south < north <= OPENING_VIEW["north"]
    assert list(draw().layout.xaxis.range) == [OPENING_VIEW["west"], OPENING_VIEW["east"]]


def test_time_and_words_leave_the_readers_zoom_alone(draw):
    kept = {draw(on=day, lang=lang).layout.uirevision for day in (BEFORE, AFTER) for lang in LANGUAGES}
    assert len(kept) == 1


# As JSON


@settings(max_examples=10)
@given(data=st.data(), narrow=st.booleans())
def test_the_json_of_a_map_is_what_plotly_makes_of_it(a_view, record, data, narrow):
    view = a_view(data)
    plain = map_json(record, view, Text(view.lang), relief=RELIEF, narrow=narrow)
    figure = json.loads(go.Figure(plain).to_json(remove_uids=False))
    figure["layout"].pop("template")  # its colours show in nothing that is drawn
    assert json.loads(json.dumps(plain)) == figure


def test_a_map_leaves_what_all_maps_of_the_record_share_as_it_is(record):
    def drawn():
        return json.dumps(map_json(record, DEFAULT, Text("en"), relief=RELIEF))

    before = drawn()
    for view in (DEFAULT.but(layers=EVERYTHING, on=AFTER), DEFAULT.but(layers=frozenset(), place="kidal")):
        map_json(record, view, Text("en"), relief=RELIEF, narrow=True)
    assert drawn() == before
