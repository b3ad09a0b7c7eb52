"""Every sign drawn is in the legend, and every line of the legend is drawn: on the screen and on every sheet."""

import re
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest
from asking import client_of, days
from hypothesis import given, settings
from hypothesis import strategies as st
from period import FIRST, LAST

from dashboard.asked.frame import Frame
from dashboard.asked.layers import Layer
from dashboard.asked.state import DEFAULT
from dashboard.asked.view import Mode
from dashboard.figures.furniture import LEGEND_COLUMN, NARROW_ROW_HEIGHT, NARROW_ROWS
from dashboard.figures.legend import NO_SWATCH, Marks
from dashboard.figures.map.compare import change_map, day_maps
from dashboard.figures.map.drawn import Drawn
from dashboard.figures.map.figure import map_json
from dashboard.figures.marks import wearers
from dashboard.figures.sheets.compare_sheet import compare_sheet
from dashboard.figures.sheets.map_sheet import map_sheet
from dashboard.figures.style import EDGES, FADED, INK, OUTSIDE, SIGNS, STRENGTH, UNKNOWN_COLOUR, mixed
from dashboard.text import LANGUAGES, Text
from dashboard.told.names import kind_name
from geodata.timeline import Timeline
from geodata.vocabulary import Camp, PlaceKind

ASKED = {
    "all": {},
    "CSP": {"actors": frozenset({"CSP"})},
    "JNIM alone": {"actors": frozenset({"JNIM"}), "alone": True},
    "jihadists in Gao": {"camps": frozenset({Camp.JIHADIST}), "regions": frozenset({"Gao"})},
    "UN bases": {"kinds": frozenset({PlaceKind.UN_BASE})},
}
PLAIN_EDGE = 0.9
"""Width of the edge of a marker that nobody contests."""
GROUNDS = (None, Frame(0.1, 17.7, 2.7, 19.5), Frame(2.4, 15.4, 3.6, 16.2), Frame(-4.0, 16.0, 0.5, 18.0))
LAYERS = (frozenset(Layer), DEFAULT.layers, DEFAULT.layers - {Layer.TIGHARGHAR, Layer.PLACES})
asked = st.fixed_dictionaries(
    {
        "on": days,
        "place": st.sampled_from([None, "kidal", "gao", "adrar-tigharghar"]),
        "layers": st.sampled_from(
            [frozenset(Layer), DEFAULT.layers, DEFAULT.layers - {Layer.TIGHARGHAR, Layer.PLACES}]
        ),
        "lang": st.sampled_from(LANGUAGES),
    }
)
KEYS_OF_PATTERNS = {
    "/": "Stripes or thick rim: contested",
    "x": "Crossed, outer rim: 3 or more",
    OUTSIDE: "Thin lines: left out by the filter",
}


def of_day(figure, record, window=None):
    """What is drawn on a map, read from its traces: kinds, signs, patterns, marks, and the colours of its places."""
    traces = {trace.uid: trace for trace in figure.data if trace.visible is not False}

    def shows(lon, lat):
        return lon is not None and (window is None or window.shows(lon, lat))

    def up(uid):
        trace = traces.get(uid)
        if trace is None:
            return []
        opacity = trace.marker.opacity or [1] * len(trace.x)
        return [n for n, (x, y, up) in enumerate(zip(trace.x, trace.y, opacity, strict=False)) if up and shows(x, y)]

    body, ring, points = traces["points"].marker, traces["siege"].marker, up("points")
    return traces, {
        "kinds": {record.places[Drawn.of(record).points[n]].kind for n in points},
        "signs": {sign for sign in SIGNS if up(f"sign-{sign}")},
        "left out": any(body.line.color[n] == FADED.ring for n in points),
        "rimmed": any(traces["halos"].marker.color[n] == INK for n in points),
        "colours": {(body.color[n], body.line.color[n], body.line.width[n]) for n in points},
        "besieged": {ring.color[n] for n in up("siege")},
        "sheets": {uid for uid, trace in traces.items() if uid.startswith("fading-")},
        "marks": Marks(
            starred=bool(up("events")), chosen=bool(up("selected")), changed=bool(up("today")), stale=bool(up("stale"))
        ),
    }


def lines(notes, shapes):
    """The lines of a legend: colour and words."""
    said = {one["name"]: one["text"].replace("&amp;", "&") for one in notes}
    fills = {one["name"]: one for one in shapes}
    return [
        (fills[f"swatch-{slot}"]["fillcolor"], said[f"slot-{slot}"])
        for slot in range(99)
        if f"slot-{slot}" in said and fills[f"swatch-{slot}"].get("opacity", 1) not in (0, None)
    ]


def hues(colours, record):
    """The hues of the actors of which drawn colours are shades: mixed with white, or translucent."""
    strengths = set(STRENGTH.values())
    shades = {mixed(actor.colour, one): actor.colour for actor in record.actors.values() for one in strengths}
    return {shades[colour] for colour in map(opaque, filter(None, colours)) if colour in shades}


def opaque(colour):
    """A colour as ``#rrggbb``, whatever its opacity."""
    return (
        colour if colour.startswith("#") else "#" + "".join(f"{int(n):02x}" for n in re.findall(r"[0-9]+", colour)[:3])
    )


def check_day(found, drawn, record, text, areas):
    """Compare the legend of a map of a day with what is drawn: both ways."""
    labels = [label for _, label in found]
    assert len(labels) == len(set(labels))
    patterns = {area.fillpattern.shape for area in areas if area.fillpattern.shape}
    rings = {ring for _, ring, _ in drawn["colours"]} - {INK, FADED.ring}
    inked = any(ring == INK and width > PLAIN_EDGE for _, ring, width in drawn["colours"])
    assert (text(KEYS_OF_PATTERNS["/"]) in labels) == (bool(patterns & {"/", "x"}) or bool(rings) or inked)
    assert (text(KEYS_OF_PATTERNS["x"]) in labels) == ("x" in patterns or drawn["rimmed"])
    assert (text(KEYS_OF_PATTERNS[OUTSIDE]) in labels) == (OUTSIDE in patterns or drawn["left out"])
    ringed = "◎ " + text("Toothed ring: besieged")
    assert (ringed in labels) == bool(drawn["besieged"])
    fills = {colour for body, ring, _ in drawn["colours"] for colour in (body, ring)} | drawn["besieged"]
    grounds = {area.fillcolor for area in areas} | {area.fillpattern.fgcolor for area in areas}
    named = {colour for colour, _ in found if colour in {actor.colour for actor in record.actors.values()}}
    assert hues(fills | grounds, record) == named
    assert (UNKNOWN_COLOUR in {colour for colour, _ in found}) == (
        UNKNOWN_COLOUR in map(opaque, fills | grounds - {None})
    )
    marks = drawn["marks"]
    heavy = any(area.line.width == EDGES["changed"]["width"] for area in areas)
    marks = replace(marks, dotted=any(area.line.dash == "dot" for area in areas), changed=marks.changed or heavy)
    marks = replace(marks, fading=bool(drawn["sheets"]) and any(gives_way(area, record) for area in areas))
    said = [label for colour, label in found if colour == NO_SWATCH and label != ringed]
    assert said == [line.label for line in marks.lines(text)]


def gives_way(area, record):
    """Whether a drawn area is a commune that follows a place with a position."""
    return area.line.dash != "dot" and bool(area.name) and record.places[area.name].lat is not None


def keys_of(notes, prefix="key-said/"):
    return {one["text"] for one in notes if one["name"].startswith(prefix) and one.get("opacity", 1)}


def keys_wanted(drawn, record, text):
    return {kind_name(kind, text) for kind in drawn["kinds"]} | {wearers(sign, record, text) for sign in drawn["signs"]}


@pytest.mark.parametrize("choice", ASKED.values(), ids=ASKED)
def test_the_screen_explains_what_a_day_draws_and_nothing_else(record, choice):
    @settings(max_examples=8)
    @given(view=asked)
    def holds(view):
        state = DEFAULT.but(**view, **choice)
        figure = go.Figure(map_json(record, state, Text(state.lang), relief="x"))
        notes, shapes, text = figure.layout.annotations, figure.layout.shapes, Text(state.lang)
        traces, drawn = of_day(figure, record)
        areas = [trace for uid, trace in traces.items() if uid.startswith("area-")]
        check_day(lines(plain(notes), plain(shapes)), drawn, record, text, areas)
        assert keys_of(plain(notes)) == keys_wanted(drawn, record, text)

    holds()


@pytest.mark.parametrize("choice", ASKED.values(), ids=ASKED)
def test_a_sheet_explains_what_a_day_draws_and_nothing_else(record, timeline, choice):
    @settings(max_examples=8)
    @given(view=asked, ground=st.sampled_from(GROUNDS))
    def holds(view, ground):
        state = DEFAULT.but(**view, **choice, frame=ground)
        text = Text(state.lang)
        sheet = map_sheet(record, state, text, relief="x", timeline=timeline)
        [panel] = sheet.panels
        _, drawn = of_day(panel.figure, record, panel.window)
        areas = [trace for _, trace in panel.areas(record)]
        check_day(lines(sheet.notes, sheet.shapes), drawn, record, text, areas)
        assert keys_on_paper(sheet) == keys_wanted(drawn, record, text)

    holds()


@pytest.mark.parametrize("choice", ASKED.values(), ids=ASKED)
def test_the_sheet_of_two_days_explains_what_both_draw(record, timeline, choice):
    @settings(max_examples=6)
    @given(view=asked, until=days, ground=st.sampled_from(GROUNDS))
    def holds(view, until, ground):
        first, last = sorted((view["on"], until))
        state = DEFAULT.but(**view, **choice, after=first, until=last, frame=ground)
        text = Text(state.lang)
        sheet = compare_sheet(record, state, text, relief="x", timeline=timeline)
        both = [of_day(panel.figure, record, panel.window)[1] for panel in sheet.panels]
        drawn = {name: both[0][name] | both[1][name] for name in ("kinds", "signs", "colours", "besieged", "sheets")}
        drawn |= {name: both[0][name] or both[1][name] for name in ("left out", "rimmed")} | {"marks": both[0]["marks"]}
        assert {one["marks"] for one in both} <= {Marks(), Marks(chosen=True)}, "two days have no marks of a day"
        areas = [trace for panel in sheet.panels for _, trace in panel.areas(record)]
        check_day(lines(sheet.notes, sheet.shapes), drawn, record, text, areas)
        assert keys_on_paper(sheet) == keys_wanted(drawn, record, text)

    holds()


@pytest.mark.parametrize("choice", ASKED.values(), ids=ASKED)
def test_the_map_of_changes_says_what_is_left_out(record, timeline, choice):
    @settings(max_examples=6)
    @given(view=asked, until=days)
    def holds(view, until):
        first, last = sorted((view["on"], until))
        state = DEFAULT.but(**view, **choice, after=first, until=last, mode=Mode.CHANGE)
        text = Text(state.lang)
        sheet = compare_sheet(record, state, text, relief="x", timeline=timeline)
        [panel] = sheet.panels
        _, drawn = of_day(panel.figure, record, panel.window)
        areas = [trace for _, trace in panel.areas(record)]
        patterns = {area.fillpattern.shape for area in areas if area.fillpattern.shape}
        labels = [label for _, label in lines(sheet.notes, sheet.shapes)]
        assert (text(KEYS_OF_PATTERNS[OUTSIDE]) in labels) == (OUTSIDE in patterns or drawn["left out"])
        assert keys_on_paper(sheet) == keys_wanted(drawn, record, text)
        screen = go.Figure(change_map(record, state, text, relief="x", timeline=timeline))
        on_screen = [label for _, label in lines(plain(screen.layout.annotations), plain(screen.layout.shapes))]
        assert parts(labels) <= parts(on_screen), "the screen's legend is that of the same ground or of more"

    holds()


def test_by_the_csp_no_place_it_lost_is_drawn_as_left_out_or_as_unchanged(record, timeline):
    state = DEFAULT.but(after=date(2023, 8, 1), until=date(2023, 12, 31), actors=frozenset({"CSP"}))
    maps = [go.Figure(one) for one in day_maps(record, state, Text("en"), relief="x", timeline=timeline)]
    ids = Drawn.of(record).points
    before, after = (timeline.states(day) for day in (state.after, state.until))
    lost = [
        name
        for name in ids
        if before[name].controller in record.lines["CSP"]
        and after[name].controller == "GOV"
        and not after[name].sides[1:]
    ]
    assert {"kidal", "anefis"} <= set(lost)
    for place in lost:
        colours = [next(t for t in one.data if t.uid == "points").marker.color[ids.index(place)] for one in maps]
        assert hues({colours[0]}, record) == {record.actors["CSP"].colour}
        assert hues({colours[1]}, record) == {record.actors["GOV"].colour}


def parts(labels):
    """What a legend speaks of; names of one colour share a line."""
    return {part for label in labels for part in label.split(", ")}


def keys_on_paper(sheet):
    said = ("kind-said-", "camp-said-")
    return {one["text"] for one in sheet.notes if one["name"].startswith(said)}


def plain(ones):
    return [one.to_plotly_json() for one in ones]


def test_the_first_and_the_last_day_are_explained(record):
    for day in (FIRST, LAST):
        figure = go.Figure(map_json(record, DEFAULT.but(on=day), Text("en"), relief="x", timeline=Timeline(record)))
        assert lines(plain(figure.layout.annotations), plain(figure.layout.shapes))


# Folded


@pytest.mark.parametrize("narrow", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("on", [FIRST, DEFAULT.on, LAST], ids=str)
def test_a_folded_legend_leaves_its_room_to_the_ground_and_nothing_else_is_different(record, on, narrow):
    def drawn(legend):
        return map_json(record, DEFAULT.but(on=on, legend=legend), Text("en"), relief="x", narrow=narrow)

    shown, folded = drawn(True), drawn(False)
    assert folded["data"] == shown["data"]
    assert folded["layout"]["meta"] == shown["layout"]["meta"]
    gained = {side: shown["layout"]["margin"][side] - folded["layout"]["margin"][side] for side in "lrtb"}
    beside, below = (0, NARROW_ROWS * NARROW_ROW_HEIGHT) if narrow else (LEGEND_COLUMN, 0)
    assert gained == {"l": beside, "r": 0, "t": 0, "b": below}
    for part in ("annotations", "shapes"):
        names = [[one["name"] for one in figure["layout"][part]] for figure in (shown, folded)]
        assert names[1] == [name for name in names[0] if not name.startswith(("slot-", "swatch-"))]


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("narrow", [False, True], ids=["desk", "phone"])
def test_two_maps_without_a_legend_stay_alike_and_have_more_ground(record, mode, narrow):
    timeline = Timeline(record)

    def drawn(legend):
        state = DEFAULT.but(mode=mode, legend=legend)
        asked = {"relief": "x", "timeline": timeline, "narrow": narrow}
        return [*day_maps(record, state, Text("en"), **asked), change_map(record, state, Text("en"), **asked)]

    for shown, folded in zip(drawn(True), drawn(False), strict=True):
        for name, less in folded["layout"]["meta"]["arrangements"].items():
            more = shown["layout"]["meta"]["arrangements"][name]
            assert not [one for one in (*less["annotations"], *less["shapes"]) if one.startswith(("slot", "swatch"))]
            assert less["margin"]["l"] + less["margin"]["b"] < more["margin"]["l"] + more["margin"]["b"], name
    margins = [one["layout"]["margin"] for one in drawn(False)]
    assert margins[0] == margins[1] == margins[2]


@pytest.mark.parametrize("view", ["map", "compare", "timeline"])
def test_a_briefing_sheet_has_its_legend_whatever_the_page_has(record, view):
    client = client_of()
    asked = f"/sheets/{record.digest}.json?on=2023-11-14&view={view}"
    assert client.get(f"{asked}&legend=0").get_json() == client.get(asked).get_json()


@pytest.mark.parametrize("view", ["map", "compare"])
@pytest.mark.parametrize(("language", "words"), [("en", "Hide key"), ("fr", "Masquer la légende")])
def test_the_way_to_a_map_without_its_legend_is_there_before_any_script(view, language, words):
    page = client_of().get(f"/?view={view}&lang={language}&on=2023-11-14").get_data(as_text=True)
    [link] = re.findall(rf'<a[^>]*href="([^"]*)"[^>]*>{words}</a>', page)
    assert "legend=0" in link
