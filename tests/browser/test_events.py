"""Events, turning points, frames and staleness in a browser."""

from datetime import date

import pytest

from dashboard.asked.frame import Frame
from dashboard.asked.state import DEFAULT
from dashboard.figures.map.drawn import Drawn
from dashboard.text import Text
from dashboard.told.turning_points import presets
from geodata.confirming import stale
from geodata.events import marked_on, seen_events

pytestmark = pytest.mark.browser

ENGLISH = Text("en")
KIDAL_TAKEN = date(2023, 11, 14)

STARS = """() => {
  const gd = document.querySelector('#map .js-plotly-plot');
  const { trace, places } = gd.layout.meta.events;
  const nodes = [...gd.querySelectorAll('.traceevents path.point')];
  const seen = (node) => Number(getComputedStyle(node).opacity);
  const isUp = (index) => Number(gd.data[trace].marker.opacity[index]) && seen(nodes[index]);
  return places.filter((_, index) => isUp(index));
}"""
SPOT = """(place) => {
  const gd = document.querySelector('#map .js-plotly-plot');
  const { trace, places, asides } = gd.layout.meta.events;
  const { xaxis, yaxis } = gd._fullLayout;
  const box = gd.querySelector('.nsewdrag').getBoundingClientRect();
  const index = places.indexOf(place);
  const turn = (asides[index][0] * Math.PI) / 180;
  return [box.left + xaxis.d2p(gd.data[trace].x[index]) - Math.sin(turn) * asides[index][1],
          box.top + yaxis.d2p(gd.data[trace].y[index]) + Math.cos(turn) * asides[index][1]];
}"""


def test_the_stars_of_every_day_are_those_of_the_record(reader, record):
    sheet = reader.led(on=KIDAL_TAKEN)
    events = seen_events(record, DEFAULT.filter)
    for day in (
        KIDAL_TAKEN,
        date(2023, 11, 20),
        date(2023, 11, 30),
        date(2012, 4, 1),
        date(2013, 3, 1),
        date(2019, 7, 1),
    ):
        sheet.jump(day)
        assert sheet.page.evaluate(STARS) == sorted(marked_on(day, events, record), key=list(record.places).index)


def test_hovering_over_a_star_says_its_title(reader):
    sheet = reader.led(on=KIDAL_TAKEN)
    x, y = sheet.page.evaluate(SPOT, "kidal")
    sheet.page.mouse.move(x + 1, y - 1)
    assert "Army and Wagner capture Kidal (14 November 2023)" in sheet.rest().page.locator("#tooltip").inner_text()


def test_the_layer_takes_the_stars_and_their_line_away(reader):
    sheet = reader.led(on=KIDAL_TAKEN)
    assert any("★" in line["said"][0] for line in sheet.shown()["legend"])
    sheet.unfold()
    sheet.page.get_by_role("switch", name="Events").click()
    sheet.rest()
    assert not any("★" in line["said"][0] for line in sheet.shown()["legend"])
    assert sheet.page.locator(".traceevents path.point").count() == 0
    sheet.page.get_by_role("switch", name="Events").click()
    sheet.rest()
    assert "kidal" in sheet.page.evaluate(STARS)


def test_the_title_leads_to_the_events_ground_and_back_leads_back(reader):
    sheet = reader.led(on=KIDAL_TAKEN)
    before = sheet.extent()
    sheet.page.locator(".event-title a", has_text="capture Kidal").click()
    sheet.card.wait_for()
    sheet.ready()
    west, east, south, north = sheet.extent()
    assert (east - west) < (before[1] - before[0]) / 2
    assert west < 1.41 < east
    assert south < 18.44 < north
    sheet.page.go_back()
    sheet.page.locator(".card-holder .invitation").wait_for()
    assert sheet.ready().extent() == pytest.approx(before, abs=0.05)


def test_steps_lead_from_event_to_event(reader, record):
    sheet = reader.led(on=KIDAL_TAKEN)
    days = sorted({event.date for event in record.events.values()})
    sheet.page.get_by_role("button", name="event ›").click()
    assert sheet.on == min(day for day in days if day > KIDAL_TAKEN)
    for _ in range(2):
        sheet.page.get_by_role("button", name="‹ event").click()
    assert sheet.on == max(day for day in days if day < KIDAL_TAKEN)


@pytest.mark.parametrize("preset", presets(ENGLISH)[::3], ids=lambda preset: preset.id)
def test_a_turning_point_opens_its_day_place_and_ground(reader, preset):
    sheet = reader.led(on="2019-01-01")
    sheet.page.locator(".fold summary", has_text="Turning points").click()
    sheet.page.get_by_role("link", name=preset.name).click()
    sheet.page.wait_for_selector(f'#map[data-on="{preset.on}"]')
    sheet.card.wait_for()
    west, east, south, north = sheet.ready().extent()
    assert west <= preset.frame.west + 0.02
    assert east >= preset.frame.east - 0.02
    assert south <= preset.frame.south + 0.02
    assert north >= preset.frame.north - 0.02


def test_a_moved_map_is_in_the_address_and_opens_there_again(reader):
    sheet = reader.led(on=KIDAL_TAKEN)
    steps = sheet.page.evaluate("() => history.length")
    for _ in range(2):
        sheet.page.get_by_role("button", name="Zoom in").click()
        sheet.rest()
    assert "frame=" in sheet.query()
    assert sheet.page.evaluate("() => history.length") == steps
    there = reader.open(sheet.query().removeprefix("?"))
    assert there.extent() == pytest.approx(sheet.extent(), abs=0.06)
    sheet.page.get_by_role("button", name="Opening view").click()
    sheet.page.wait_for_url(lambda address: "frame=" not in address)


def test_a_frame_from_the_address_holds_and_home_leads_out_of_it(reader):
    frame = Frame(0.1, 17.7, 2.7, 19.5)
    sheet = reader.led(on=KIDAL_TAKEN, frame=str(frame))
    west, east, south, north = sheet.extent()
    assert west <= frame.west < frame.east <= east
    assert south <= frame.south < frame.north <= north
    sheet.page.get_by_role("button", name="Opening view").click()
    sheet.page.wait_for_url(lambda address: "frame=" not in address)
    assert sheet.extent() == pytest.approx(reader.open(on=KIDAL_TAKEN).extent(), abs=0.05)


def test_a_stale_state_is_said_on_the_card_and_in_the_list(reader, record, timeline):
    day = date(2024, 12, 31)
    place = next(
        name
        for name, state in timeline.states(day).items()
        if name in Drawn.of(record).points and record.places[name].kind == "village" and stale(state, record, day)
    )
    sheet = reader.led(on=day, place=place).unfold().rest()
    sheet.card.wait_for()
    note = sheet.page.locator("#card .stale")
    note.wait_for()
    assert "Not confirmed since" in note.inner_text()
    lines = sheet.page.locator("#situation .link").all_inner_texts()
    [line] = [line for line in lines if line.startswith(f"{record.places[place].name.en}:")]
    assert "not confirmed since" in line
    sheet.jump(timeline.state(place, day).since)
    sheet.rest()
    assert not note.is_visible()
