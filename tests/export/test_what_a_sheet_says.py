"""A sheet speaks of what its picture holds and of nothing else: its notes, words and stamp against the drawing."""

from datetime import date
from functools import cache

import pytest
from asking import days
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dashboard.asked.frame import DRAWN, Frame
from dashboard.asked.layers import Layer
from dashboard.asked.state import DEFAULT
from dashboard.asked.view import Mode
from dashboard.drawing.map_parts import area_names
from dashboard.drawing.primitives import Group, Outline, Sign, walk
from dashboard.export.drawer import Drawer
from dashboard.export.order import Order
from dashboard.export.sheets import CompareSheet, DaySheet
from dashboard.export.stamp import stamp_of
from dashboard.figures.map.drawn import Drawn
from dashboard.text import Text
from geodata.record import default_record
from geodata.timeline import Timeline

ENGLISH, RECORD = Text("en"), default_record()
CHOSEN = [{}, {"actors": frozenset({"CSP"})}, {"regions": frozenset({"Gao"})}]
MENAKA = Frame(1.5, 15.4, 3.6, 16.6)
IN_GAO = {"gao", "un-gao", "ansongo", "labbezanga", "bourem", "almoustarat"}


@st.composite
def frames(draw):
    """A piece of ground: anything from a town to a country."""
    west, south = draw(st.integers(-400, 450)) / 100, draw(st.integers(1300, 2350)) / 100
    wide, high = (draw(st.integers(5, 300)) / 100 for _ in "wh")
    return Frame(west, south, min(west + wide, DRAWN["east"]), min(south + high, DRAWN["north"]))


views = {
    "frame": st.none() | frames(),
    "layers": st.frozensets(st.sampled_from(Layer), min_size=2) | st.just(DEFAULT.layers),
    "chosen": st.sampled_from(CHOSEN),
}


@cache
def timeline():
    return Timeline(RECORD)


def told(sheet):
    """The places whose marker or area the drawing of a sheet holds, for each of its maps, by the names in it."""
    areas = {name: area for area, name in area_names(RECORD, ENGLISH).items()}
    points = {ENGLISH.of(RECORD.places[name].name): name for name in Drawn.of(RECORD).points}
    follows, found = dict(Drawn.of(RECORD).areas), {}
    for group in (one for one in Drawer(RECORD, ENGLISH).draw(sheet).items if isinstance(one, Group)):
        kind, _, of = group.name.partition(" (")
        places = found.setdefault(of, set()) if kind in ("Ground", "Areas", "Places and bases") else set()
        for one in walk(group.parts):
            if kind == "Areas" and isinstance(one, Outline) and one.name in areas:
                places.add(follows[areas[one.name]])
            if kind == "Places and bases" and isinstance(one, Sign) and one.name in points:
                places.add(points[one.name])
    return [places - {None} for places in found.values()]


def places_named(sheet):
    """The places of which the notes of a sheet of one day cite a claim."""
    _, _, after = "\n".join(sheet.notes()).partition("Claims shown\n")
    return {line.partition(": ")[0] for line in after.partition("\n\n")[0].splitlines()}


@settings(max_examples=12, phases=[Phase.generate])
@given(day=days, **views)
def test_the_notes_of_a_day_cite_what_is_drawn_and_nothing_else(day, frame, layers, chosen):
    assert_cites_what_is_drawn(day, frame, layers, chosen)


@pytest.mark.long
@settings(max_examples=200, phases=[Phase.generate])
@given(day=days, **views)
def test_two_hundred_frames_layers_and_days(day, frame, layers, chosen):
    assert_cites_what_is_drawn(day, frame, layers, chosen)


def assert_cites_what_is_drawn(day, frame, layers, chosen):
    state = DEFAULT.but(on=day, frame=frame, layers=layers, **chosen)
    sheet = DaySheet(RECORD, Order(state), timeline())
    [drawn] = told(sheet)
    kept = {name for name in drawn if state.filter.keeps_on(timeline(), name, day)}
    assert places_named(sheet) == {ENGLISH.of(RECORD.places[name].name) for name in kept}
    cited = {source for name in kept if (claim := timeline().state(name, day).claim) for source in claim.source_ids}
    assert {source.id for source in sheet.sources()} == cited
    words = " ".join(sheet.words()).split(": ", 1)[-1] if kept else ""
    assert all(ENGLISH.of(RECORD.places[name].name) in words for name in kept if timeline().state(name, day).controller)


@settings(max_examples=12, phases=[Phase.generate])
@given(pair=st.tuples(days, days).map(sorted), mode=st.sampled_from(Mode), flip=st.booleans(), **views)
def test_the_sheet_of_two_days_cites_what_is_drawn(pair, mode, flip, frame, layers, chosen):
    first, last = pair
    look = {"mode": mode, "flip": flip, "frame": frame, "layers": layers}
    state = DEFAULT.but(after=first, until=last, **look, **chosen)
    sheet = CompareSheet(RECORD, Order(state), timeline())
    drawn = told(sheet)
    of_days = drawn * 2 if mode is Mode.CHANGE else drawn[::-1] if flip else drawn
    if first == last and mode is not Mode.CHANGE:
        of_days = drawn * 2  # the groups of both maps bear the same name
    before, after = timeline().states(first), timeline().states(last)
    kept = [
        {name for name in names if state.filter.keeps_either(before[name], after[name], RECORD)} for names in of_days
    ]
    shown = [state.place.id for state in sheet.shown()]
    assert set(shown) == kept[0] | kept[1]
    if first != last:
        assert sorted(shown) == sorted([*kept[0], *kept[1]])


def test_a_sheet_framed_on_menaka_speaks_of_what_is_in_its_frame():
    sheet = DaySheet(RECORD, Order(DEFAULT.but(frame=MENAKA)))
    assert "menaka" in sheet.places()
    assert not sheet.places() & (IN_GAO | {"kidal", "adrar-tigharghar", "tessalit"})
    said = "\n".join(sheet.notes())
    assert "Ménaka" in said
    assert "Kidal" not in said.partition("Sources\n")[0]
    assert "at the places that this sheet draws" in said


def test_a_stamp_changes_with_what_is_in_the_frame_alone():
    days_ = (date(2023, 11, 13), date(2023, 11, 14))
    framed = [DaySheet(RECORD, Order(DEFAULT.but(on=day, frame=MENAKA))) for day in days_]
    open_ = [DaySheet(RECORD, Order(DEFAULT.but(on=day))) for day in days_]
    assert framed[0].says() == framed[1].says(), "the fall of Kidal is not in sight of Ménaka"
    assert open_[0].says() != open_[1].says()
    assert stamp_of(framed[:1]).sheets != stamp_of(open_[:1]).sheets
