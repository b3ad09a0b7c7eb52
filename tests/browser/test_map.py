"""What the map shows: in the figure's data and drawn on the screen, on any day, after any zoom."""

import json
import re
from datetime import date
from urllib.parse import parse_qs

import plotly.graph_objects as go
import pytest
from asking import some_days
from driving import PATIENCE

from dashboard.asked.frame import DRAWN, Frame
from dashboard.asked.layers import Layer
from dashboard.asked.state import ViewState
from dashboard.figures.map.drawn import Drawn
from dashboard.figures.map.figure import map_json
from dashboard.figures.sheets import map_sheet
from dashboard.figures.sheets.window import Window
from dashboard.figures.style import look
from dashboard.text import Text
from geodata.vocabulary import Status

pytestmark = pytest.mark.browser

BEFORE, AFTER = date(2023, 11, 13), date(2023, 11, 14)
EVERYTHING = ViewState(layers=frozenset(Layer))
EVERYTHING_IN_ADDRESS = {"layers": ",".join(Layer)}
DAYS = some_days(25)


@pytest.fixture(scope="module")
def areas(record):
    """The drawn areas by the place they follow."""
    found = {}
    for area_id, follows in Drawn.of(record).areas:
        found.setdefault(follows, []).append(f"area-{area_id}")
    return found


def channels(colour):
    if colour.startswith("#"):
        return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return list(map(int, re.findall(r"\d+", colour)[:3]))


# Known days


def test_the_fill_of_kidal_changes_on_the_day_of_its_capture(reader, record, areas):
    sheet = reader.led(on=BEFORE)
    before = sheet.shown()
    after = sheet.press("ArrowRight").shown()
    for shown, actor in ((before, "CSP"), (after, "GOV")):
        hue = channels(record.actors[actor].colour)
        for uid in areas["kidal"]:
            area = shown["areas"][uid]
            assert channels(area["data"][0]) == hue
            assert channels(area["drawn"][0]) == hue
        assert channels(shown["points"]["kidal"]["data"][0]) == hue
        assert channels(shown["points"]["kidal"]["drawn"][0]) == hue


def test_what_changes_on_the_day_is_outlined(reader, areas):
    sheet = reader.led(on=BEFORE)
    widths = [sheet.shown()["areas"][areas["kidal"][0]]["drawn"][1][1]]
    widths += [sheet.press("ArrowRight").shown()["areas"][areas["kidal"][0]]["drawn"][1][1] for _ in range(2)]
    assert widths[0] == widths[2]
    assert float(widths[1].removesuffix("px")) > float(widths[0].removesuffix("px"))


def test_contested_ground_is_drawn_in_stripes_of_two_colours(reader, timeline, record, areas):
    sheet = reader.led(on=date(2014, 1, 15))
    shown, contested = sheet.shown(), 0
    for follows, uids in areas.items():
        state = timeline.state(follows, date(2014, 1, 15)) if follows else None
        for uid in uids:
            fill = shown["areas"][uid]["drawn"][0]
            is_unknown = state is None or state.status is Status.UNKNOWN
            if state and state.status not in (Status.CONTESTED, Status.UNKNOWN):
                assert isinstance(fill, str), f"{follows} is no pattern"
                continue
            one = look(state, record)
            wanted = [one.massif, one.massif_rival] if uid == "area-massif" else [one.area, one.area_rival]
            assert fill == wanted
            assert fill[0] != fill[1]
            contested += not is_unknown
    assert contested


def test_a_base_is_not_there_before_it_opens(reader):
    sheet = reader.led(on="2013-06-30")
    assert sheet.shown()["points"]["un-kidal"]["drawn"][3] == "0"
    assert sheet.jump(date(2013, 7, 1)).shown()["points"]["un-kidal"]["drawn"][3] == "1"


# Any day


def test_the_painter_writes_into_the_figure_what_python_would_draw(reader, record):
    sheet = reader.led(EVERYTHING.but(on=DAYS[0], frame=Frame(**DRAWN)).query())
    for day in reversed(DAYS):
        shown = sheet.jump(day).shown()
        figure = go.Figure(map_json(record, EVERYTHING.but(on=day), Text("en"), relief=""))
        meta = figure.layout.meta
        for number in meta["areas"]:
            area, hatch = figure.data[number], figure.data[number].fillpattern
            wanted = [hatch.bgcolor, hatch.fgcolor] if hatch.shape else None
            assert shown["areas"][area.uid]["data"] == [area.fillcolor, wanted, area.line.color, area.line.width]
        marker = figure.data[meta["points"]].marker
        wanted = zip(marker.color, marker.line.color, marker.line.width, marker.opacity, strict=True)
        seen = {place: point["data"] for place, point in shown["points"].items()}
        there = {place: list(one) for place, one in zip(meta["point_places"], wanted, strict=True)}
        hidden = [place for place, point in there.items() if not point[3]]
        assert [place for place, point in seen.items() if not point[3]] == hidden
        assert {place: point for place, point in seen.items() if point[3]} == {
            place: point for place, point in there.items() if point[3]
        }
        for sign, number in meta["signs"].items():
            assert [opacity for opacity, _ in shown["signs"][sign]] == list(figure.data[number].marker.opacity)
        for part in ("today", "siege", "stale"):
            assert [opacity for opacity, _ in shown[part]] == list(figure.data[meta[part]].marker.opacity), part
        rings = figure.data[meta["siege"]].marker
        wanted = [colour for colour, up in zip(rings.color, rings.opacity, strict=True) if up]
        assert [colour for colour, _ in shown["rings"]] == wanted
        notes = {note.name: note.text for note in figure.layout.annotations}
        swatches = {shape.name: shape for shape in figure.layout.shapes}
        drawn = sum(name.startswith("swatch-") for name in swatches)
        lines = [slot for slot in range(drawn) if swatches[f"swatch-{slot}"].opacity]
        assert [line["said"][0] for line in shown["legend"]] == [notes[f"slot-{slot}"] for slot in lines]
        assert [line["data"][0] for line in shown["legend"]] == [swatches[f"swatch-{slot}"].fillcolor for slot in lines]
        assert shown["date"] == [notes["date"]] * 2


def test_what_is_drawn_after_a_journey_is_what_a_fresh_page_draws(reader):
    sheet = reader.led(on=DAYS[-1])
    travelled = {day: _unnumbered(sheet.jump(day).shown()) for day in DAYS}
    fresh = reader.open(on=DAYS[0])
    for day in DAYS:
        fresh.page.evaluate("(query) => mali.address.lead(query)", f"?on={day}")
        fresh.page.wait_for_selector(f'#map[data-on="{day}"]')
        assert _unnumbered(fresh.rest().shown()) == travelled[day], day


def _unnumbered(shown: dict) -> dict:
    """A page numbers the hatches of the figures that it has had."""
    return json.loads(re.sub(r"hatch-\d+", "hatch", json.dumps(shown)))


def test_what_is_drawn_is_what_stands_in_the_data(reader):
    sheet = reader.led(EVERYTHING.query())
    for day in DAYS[::5]:
        shown = sheet.jump(day).shown()
        for area in shown["areas"].values():
            fill, hatch = area["data"][:2]
            drawn = area["drawn"][0]
            assert drawn == hatch if hatch else channels(drawn) == channels(fill)
        for point in shown["points"].values():
            assert point["drawn"][3] == str(int(point["data"][3]))
            if point["data"][3]:
                assert channels(point["drawn"][0]) == channels(point["data"][0])
                assert channels(point["drawn"][1]) == channels(point["data"][1])
        for data, drawn in shown["rings"]:
            assert channels(drawn) == channels(data)
        for part in ("halos", "today", "siege", "stale"):
            assert all(opacity == str(int(wanted)) for wanted, opacity in shown[part])
        for line in shown["legend"]:
            assert line["said"][0] == line["said"][1]
            assert line["drawn"][3] == "1"


# The legend


GROUNDS = (None, "0.1,17.7,2.7,19.5", "1.6,15.3,4.2,16.6", "-4.5,15.5,-2,17.2", "-13,9.5,7.5,26")
"""The opening view, Kidal, Ménaka, Timbuktu, and all there is."""


@pytest.fixture
def on_paper(record, timeline, monkeypatch):
    """What the legend of a day's sheet says that shows the same ground as a screen."""

    def on_paper(state, extent):
        west, east, south, north = extent
        window = Window(28, 92, 830, 546, west, east, south, north)
        monkeypatch.setattr(map_sheet, "map_window", lambda *_, **__: window)
        sheet = map_sheet.map_sheet(record, state, Text(state.lang), relief="", timeline=timeline)
        return [note["text"] for note in sheet.notes if note["name"].startswith("slot-")]

    return on_paper


def said_by_the_legend(sheet):
    return [line["said"][1] for line in sheet.shown()["legend"]]


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_legend_of_the_screen_is_that_of_the_sheet_of_the_same_ground(reader, on_paper, ground):
    sheet = reader.led(**EVERYTHING_IN_ADDRESS, on=AFTER, **({"frame": ground} if ground else {}))
    for day in (*DAYS[::4], AFTER):
        assert said_by_the_legend(sheet.jump(day)) == on_paper(EVERYTHING.but(on=day), sheet.extent()), day


def test_the_legend_names_nobody_who_is_out_of_sight(reader):
    everywhere = said_by_the_legend(reader.led(on=AFTER))
    menaka = said_by_the_legend(reader.led(on=AFTER, frame="2.4,15.4,3.6,16.2"))
    assert {"CSP", "IS Sahel"} <= set(everywhere)
    assert "IS Sahel" in menaka
    assert "CSP" not in menaka


def test_the_legend_follows_a_pan_once_it_rests(reader, on_paper):
    sheet = reader.led(on=AFTER, frame="1.6,15.3,4.2,17.4")
    before = said_by_the_legend(sheet)
    x, y = sheet.spot("menaka")
    sheet.page.mouse.move(x, y)
    sheet.page.mouse.down()
    sheet.page.mouse.move(x, y + 250, steps=8)
    assert said_by_the_legend(sheet.frames()) == before
    sheet.page.mouse.up()
    after = said_by_the_legend(sheet.rest())
    assert after == on_paper(ViewState(on=AFTER), sheet.extent())
    assert after != before


# Zoom


@pytest.mark.parametrize("way", ["button", "wheel"])
def test_the_zoom_stays_while_time_moves(reader, way):
    sheet = reader.open(on=BEFORE)
    opening = sheet.extent()
    if way == "button":
        sheet.page.locator("[data-zoom]").first.click()
    else:
        sheet.page.mouse.move(*sheet.spot("kidal"))
        sheet.page.mouse.wheel(0, -400)
    sheet.rest()
    zoomed = sheet.extent()
    assert zoomed[1] - zoomed[0] < 0.95 * (opening[1] - opening[0])
    after = sheet.press("ArrowRight").shown()
    assert sheet.press("PageUp", 5).rest().extent() == pytest.approx(zoomed)
    frame = parse_qs(sheet.query().removeprefix("?"))["frame"][0]
    fresh = reader.open(on=AFTER, frame=frame).shown()
    for part in ("areas", "points", "legend", "date"):
        assert after[part] == fresh[part], "and what is drawn after a zoom is right"


def test_the_opening_view_comes_back(reader):
    sheet = reader.led(on=AFTER)
    opening = sheet.extent()
    sheet.page.locator("[data-zoom]").first.click()
    sheet.rest()
    sheet.page.locator('[data-zoom="home"]').click()
    assert sheet.rest().extent() == pytest.approx(opening)


def test_the_map_can_be_dragged(reader):
    sheet = reader.led(on=AFTER)
    opening = sheet.extent()
    x, y = sheet.spot("menaka")
    sheet.page.mouse.move(x + 60, y - 60)
    sheet.page.mouse.down()
    sheet.page.mouse.move(x + 120, y - 60, steps=4)
    sheet.page.mouse.up()
    sheet.rest()
    moved = sheet.extent()
    assert moved[0] < opening[0]
    assert moved[1] - moved[0] == pytest.approx(opening[1] - opening[0])


def test_the_map_is_true_to_scale_in_every_window(reader):
    sheet = reader.led(on=AFTER)
    for size in ((1440, 900), (1280, 720), (390, 844)):
        ratio = sheet.resized(size).page.evaluate(
            """() => {
                const gd = document.querySelector('#map .js-plotly-plot');
                const { xaxis, yaxis } = gd._fullLayout;
                const box = gd.querySelector('.nsewdrag').getBoundingClientRect();
                const across = box.width / (xaxis.range[1] - xaxis.range[0]);
                const up = box.height / (yaxis.range[1] - yaxis.range[0]);
                return up / across;
            }"""
        )
        assert ratio == pytest.approx(1 / 0.9483, rel=0.01)


# The footer

OVERHANG = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap((gd) => {
  const index = gd.layout.annotations.findIndex((one) => one.name === 'footer' && one.visible !== false);
  if (index < 0) return [];
  const note = gd.querySelector(`.annotation[data-index="${index}"] text`).getBoundingClientRect();
  const figure = gd.querySelector('svg.main-svg').getBoundingClientRect();
  return Math.max(note.right - figure.right, note.bottom - figure.bottom);
})"""
"""By how many pixels the footers reach beyond their figures."""


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("view", ["map", "compare"])
def test_the_footer_fits_the_figure_in_every_window(reader, view, lang):
    sheet = reader.led(f"view={view}&lang={lang}", size=(1920, 800), shows="#map[data-on], #compare[data-from]")
    for width in (1920, 1440, 1200, 1024, 800, 701, 390, 360):
        sheet.resized((width, 800))
        sheet.page.wait_for_function(f"() => ({OVERHANG})().every((pixels) => pixels <= 0)", timeout=PATIENCE * 1000)
        assert sheet.page.evaluate(OVERHANG), width


def test_a_window_drawn_narrower_before_the_page_has_begun_still_gets_notes_that_fit(reader):
    sheet = reader.led(on=AFTER, size=(1441, 800))
    let_go = sheet.hold_back("**/frames/**")
    sheet.page.evaluate("() => mali.address.go({ actors: 'GOV' })")
    sheet.rest()
    sheet.resized((900, 800))
    let_go()
    sheet.page.wait_for_function(f"() => ({OVERHANG})().every((pixels) => pixels <= 0)", timeout=PATIENCE * 1000)


def test_the_footer_fits_a_window_that_becomes_narrower(reader):
    sheet = reader.led(on=AFTER, frame="-2.5,17,3,20.5", size=(1441, 800))
    before = sheet.press("ArrowRight").rest().extent()
    sheet.resized((900, 800))
    sheet.page.wait_for_function(f"() => ({OVERHANG})().every((pixels) => pixels <= 0)", timeout=PATIENCE * 1000)
    assert sheet.ready().on == date(2023, 11, 15)
    after = sheet.extent()
    assert after[2:] != before[2:] or after[1] == pytest.approx(before[1], abs=0.1)
