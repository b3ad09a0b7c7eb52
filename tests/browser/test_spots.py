"""Where names of places stand on the screen: by the rule of the sheets, on both of two maps, and on every day."""

import random
from datetime import date, timedelta
from itertools import combinations
from math import hypot
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.asked.frame import Frame
from dashboard.asked.layers import Layer
from dashboard.asked.state import ViewState
from dashboard.export.alone.page import alone_file
from dashboard.export.order import Order
from dashboard.figures.labels import HANDED, Name, meet, place_names, text_width
from dashboard.figures.map.figure import is_hidden
from dashboard.figures.map.markers import points

pytestmark = pytest.mark.browser

RULE = Path(__file__).parents[2] / "assets" / "spots.js"
FRAME = (0, 0, 500, 300)
SIZES = [(1280, 720), (1366, 768), (1440, 900), (1920, 1080), (390, 844)]
DAY = "2020-06-01"
SITES = "layers=places,minusma-bases,other-bases"
KIDAL = f"{SITES}&frame=1.2,18.3,1.6,18.6"
names = st.lists(
    st.builds(
        Name,
        st.text("abcdeéïœ ’-", min_size=1, max_size=14),
        st.floats(0, 500),
        st.floats(0, 300),
        st.floats(4, 12),
        st.sampled_from([11.5, 13]),
        st.sampled_from([400, 600]),
        st.integers(0, 4),
    ),
    max_size=25,
)
boxes = st.lists(st.tuples(st.floats(0, 500), st.floats(0, 300), st.just(12.0), st.just(12.0)), max_size=8)


@pytest.fixture(scope="module")
def rule(browser):
    """The rule of the page's script, on a page of its own."""
    page = browser.new_page()
    page.add_script_tag(path=str(RULE))
    yield lambda *asked: page.evaluate("([rule, ...asked]) => mali.spots.by(rule).place(...asked)", [HANDED, *asked])
    page.close()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(names=names, taken=boxes, quiet=boxes, avoided=boxes)
def test_the_script_and_the_server_settle_the_same_names_at_the_same_spots(rule, names, taken, quiet, avoided):
    taken += [(name.x - 6, name.y - 6, 12, 12) for name in names]
    known = ("x", "y", "gap", "size", "rank")
    told = [
        {part: getattr(name, part) for part in known} | {"width": text_width(name.said, name.size, name.weight) + 4}
        for name in names
    ]
    theirs = rule(told, taken, FRAME, quiet, avoided)
    for ours, one in zip(place_names(names, taken, FRAME, quiet, avoided), theirs, strict=True):
        assert (ours is None) == (one is None)
        if ours:
            assert (ours.spot, ours.is_led) == (one["spot"], one["isLed"])
            assert list(ours.box) == pytest.approx(one["box"])
            assert ours.gap == pytest.approx(one["gap"])


READ = """(root) => {
  const gd = document.querySelector(`${root} .js-plotly-plot`);
  const { meta } = gd.layout;
  const { customdata } = gd.data[meta.labels];
  const isSeen = (node) => getComputedStyle(node).display !== 'none';
  const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
  const markers = [...gd.querySelectorAll('.tracepoints path.point')];
  const names = [...gd.querySelectorAll('.tracelabels g.textpoint')].flatMap((node, index) => {
    const text = node.querySelector('text');
    if (!text?.textContent.trim() || !isSeen(node)) return [];
    const { left, top, width, height } = text.getBoundingClientRect();
    const size = height / 1.424; // our typeface reaches 1.024 of its size over the line, and 0.4 under it
    const tall = 1.15 * size;
    const ink = [left, top + (1.024 - 0.74) * size, width, (0.74 + 0.22) * size];
    const leader = node.querySelector('.leader');
    const isDrawn = leader && isSeen(leader);
    const at = (length) => {
      const { x, y } = leader.getPointAtLength(length).matrixTransform(leader.getScreenCTM());
      return [x, y];
    };
    const line = isDrawn ? [...Array(9).keys()].map((part) => at((part / 8) * leader.getTotalLength())) : null;
    return [{ said: text.textContent, place: meta.point_places[customdata[index][2]],
              box: [left, top + (height - tall) / 2, width, tall], ink, line }];
  });
  const seen = Object.fromEntries(markers.flatMap((node, index) =>
    isSeen(node) ? [[meta.point_places[index], middle(node.getBoundingClientRect())]] : []));
  return { names, seen };
}"""


def off(box, spot):
    left, top, width, height = box
    x, y = spot
    return hypot(max(left - x, x - left - width, 0), max(top - y, y - top - height, 0))


def check(found, settled):
    """Names stand apart from each other, from lines and markers; each is nearest to its own marker, or a line leads."""
    for one, other in combinations(found["names"], 2):
        assert not meet(one["ink"], other["ink"]), (one["said"], other["said"])
    for one in found["names"]:
        own = found["seen"][one["place"]]
        for place, spot in found["seen"].items():
            assert off(one["box"], spot) > 3, (one["said"], place)
            if one["line"] is None and place in settled and place != one["place"]:
                assert off(one["box"], own) < off(one["box"], spot) + 1.5, (one["said"], place)
        for spot in one["line"] or ():
            others = [other["said"] for other in found["names"] if other is not one and off(other["box"], spot) < 0.5]
            assert others == [], one["said"]
        if one["line"]:
            assert off((*own, 0, 0), one["line"][0]) < 17
            assert off(one["box"], one["line"][-1]) < 2.5


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", SIZES)
def test_every_name_is_read_as_that_of_its_own_marker(reader, record, size, language):
    settled = {name for name, place in record.places.items() if not place.kind.is_base}
    for asked in ("", "&frame=-1,17.5,3,20.5", f"&{KIDAL}"):
        sheet = reader.led(f"on={DAY}&lang={language}{asked}", size=size)
        found = sheet.page.evaluate(READ, "#map")
        assert found["names"]
        check(found, set(record.places) if KIDAL in asked else settled)


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_bases_are_named_at_close_range_on_the_days_on_which_they_are_there_and_on_no_other(reader, record, size):
    drawn = points(record)
    days = random.Random(20).sample(range((record.period.last - record.period.first).days + 1), 10)
    for place in ("kidal", "gao", "timbuktu", "menaka", "gossi", "tessalit"):
        at = record.places[place]
        frame = f"{at.lon - 0.2:.2f},{at.lat - 0.15:.2f},{at.lon + 0.2:.2f},{at.lat + 0.15:.2f}"
        sheet = reader.led(f"on={DAY}&{SITES}&frame={frame}", size=size)
        for day in (date.fromisoformat(DAY), *(record.period.first + timedelta(number) for number in days)):
            found = sheet.jump(day).page.evaluate(READ, "#map")
            state = ViewState(on=day, layers=frozenset({Layer.PLACES, Layer.MINUSMA_BASES, Layer.OTHER_BASES}))
            near = [one for one in drawn if abs(one.place.lon - at.lon) < 0.1 and abs(one.place.lat - at.lat) < 0.1]
            wanted = {one.place.id for one in near if not is_hidden(one, state, record)}
            named = {one["place"] for one in found["names"]} & {one.place.id for one in near}
            assert named == wanted, (place, day)
            check(found, set(record.places))


def test_from_afar_only_settlements_are_named(reader, record):
    found = reader.led(f"on={DAY}&{SITES}").page.evaluate(READ, "#map")
    assert not any(record.places[one["place"]].kind.is_base for one in found["names"])


TWO_DAYS = f"view=compare&from=2013-01-05&to=2020-06-01&{SITES}"


def are_named_alike(sheet, record):
    one, other = (sheet.page.evaluate(READ, f"#map-{side}") for side in ("left", "right"))
    spots = [{each["place"]: spot(each, found) for each in found["names"]} for found in (one, other)]
    for place in spots[0].keys() | spots[1].keys():
        if place in spots[0] and place in spots[1]:
            assert spots[0][place] == pytest.approx(spots[1][place], abs=0.5), place
        else:
            assert record.places[place].kind.is_base, place
            assert place not in one["seen"] or place not in other["seen"]
    assert len(spots[0].keys() & spots[1].keys()) > 0


@pytest.mark.parametrize("ground", ["", "&frame=1.2,18.3,1.6,18.6", "&frame=-1,17.5,3,20.5"])
@pytest.mark.parametrize(
    ("size", "mode"), [((1440, 900), "side"), ((1280, 720), "side"), ((390, 844), "side"), ((1440, 900), "swipe")]
)
def test_two_maps_name_the_same_places_at_the_same_spots(reader, record, size, mode, ground):
    sheet = reader.led(f"{TWO_DAYS}&mode={mode}{ground}", size=size, shows="#compare[data-from]")
    are_named_alike(sheet, record)


def test_two_maps_name_alike_after_another_arrangement_another_window_and_a_zoom_too(reader, record):
    sheet = reader.led(TWO_DAYS, shows="#compare[data-from]")
    for mode in ("swipe", "side"):
        sheet.page.locator(f'button[data-mode="{mode}"]').click()
        are_named_alike(sheet.rest(), record)
    are_named_alike(sheet.resized((1366, 768)), record)
    sheet.page.locator('[data-zoom="0.6"]').click()
    are_named_alike(sheet.rest(), record)


def spot(one, found):
    """Where a name stands about its marker."""
    x, y = found["seen"][one["place"]]
    return [one["box"][0] - x, one["box"][1] - y]


def test_a_step_of_time_settles_no_name_and_asks_nothing(reader):
    sheet = reader.open(f"on={DAY}&{KIDAL}")
    page = sheet.page
    before = {one["place"]: one["box"] for one in page.evaluate(READ, "#map")["names"]}
    page.evaluate("() => { window.settled = 0; const { by } = mali.spots;"
                  " mali.spots.by = (rule) => { window.settled += 1; return by(rule); }; }")  # fmt: skip
    asked = len(sheet.requests)
    for day in ("2012-06-01", "2014-06-01", "2021-06-01"):
        found = sheet.jump(date.fromisoformat(day)).page.evaluate(READ, "#map")
        assert all(before[one["place"]] == one["box"] for one in found["names"])
        assert len(sheet.requests) == asked
    assert page.evaluate("() => window.settled") == 0


LINES = """() => [...document.querySelectorAll('#map .leader')]
  .filter((node) => getComputedStyle(node).display !== 'none').length"""


def test_lines_to_names_are_away_while_a_hand_moves_the_map_and_right_at_rest(reader, record):
    sheet = reader.open(f"on={DAY}&frame=-2.35,14.85,5.1,22", size=(1280, 720))
    page = sheet.page
    assert page.evaluate(LINES) > 0
    box = page.locator("#map .nsewdrag").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 30, y - 20, steps=3)
    page.wait_for_function(f"() => ({LINES})() === 0")
    page.mouse.up()
    found = sheet.rest().page.evaluate(READ, "#map")
    assert page.evaluate(LINES) > 0
    check(found, {name for name, place in record.places.items() if not place.kind.is_base})


NAMED = """() => [...document.querySelectorAll('[data-named]')]
  .filter((node) => getComputedStyle(node).display !== 'none').map((node) => node.dataset.named)"""
TO = """(day) => {
  const field = document.getElementById('day-0');
  field.value = day;
  field.dispatchEvent(new Event('input'));
}"""


def test_in_the_file_that_opens_anywhere_a_base_is_named_on_its_days_only(browser, record, tmp_path):
    layers = frozenset({Layer.PLACES, Layer.MINUSMA_BASES, Layer.OTHER_BASES})
    state = ViewState(on=date(2012, 6, 1), frame=Frame(1.2, 18.3, 1.6, 18.6), layers=layers)
    path = tmp_path / "alone.html"
    path.write_bytes(alone_file(record, Order(state, ""), []))
    page = browser.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector(".map [data-named]", state="attached")
    assert page.evaluate(NAMED) == ["kidal"]
    page.evaluate(TO, record.period.index(date.fromisoformat(DAY)))
    assert set(page.evaluate(NAMED)) == {"kidal", "un-kidal", "fr-kidal", "kidal-camp-1"}
    page.close()
