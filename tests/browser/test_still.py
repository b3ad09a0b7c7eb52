"""Briefing mode in time: sheets keep up with a held key, the address follows, and nothing is asked meanwhile."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

START = date(2023, 11, 1)
HELD = """(count) => new Promise((done) => {
  const gd = document.querySelector('#map .js-plotly-plot');
  const date = () => gd.layout.annotations.find((one) => one.name === 'date').text;
  const seen = [];
  const press = (left) => {
    if (!left) return done(seen);
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));
    requestAnimationFrame(() => requestAnimationFrame(() => {
      seen.push([mali.calendar.iso(mali.clock.day), document.getElementById('map').dataset.on, date()]);
      press(left - 1);
    }));
  };
  press(count);
})"""
LOOKS = """() => {
  const gd = document.querySelector('#map .js-plotly-plot');
  const { meta } = gd.layout;
  return {
    areas: meta.areas.map((number) => gd.data[number].fillcolor),
    edges: meta.areas.map((number) => gd.data[number].line.width),
    points: [...gd.data[meta.points].marker.color],
    shown: gd.data[meta.points].marker.opacity.map(Number),
    today: gd.data[meta.today].marker.opacity.map(Number),
    stars: gd.data[meta.events.trace].marker.opacity.map(Number),
    headline: gd.layout.annotations.find((one) => one.name === 'headline').text,
    date: gd.layout.annotations.find((one) => one.name === 'date').text,
  };
}"""
LEGEND = """() => {
  const own = document.querySelector('.mali-legend');
  if (own) return [...own.querySelectorAll('text')].map((node) => node.textContent);
  const { annotations } = document.querySelector('#map .js-plotly-plot').layout;
  return annotations.filter((one) => /^slot-/.test(one.name)).map((one) => one.text);
}"""


def brief(reader, **asked):
    sheet = reader.page((1366, 768))
    query = "&".join(f"{name}={value}" for name, value in ({"brief": 1, "on": START} | asked).items())
    sheet.page.goto(f"{sheet.base}?{query}")
    sheet.page.wait_for_function("() => document.querySelector('#map[data-still]') && window.mali.still.isReady()")
    return sheet


def test_a_held_key_shows_every_day_and_leaves_one_entry(reader):
    sheet = brief(reader)
    page = sheet.page
    length, before = page.evaluate("() => history.length"), len(sheet.requests)
    seen = page.evaluate(HELD, 40)
    days = [START + timedelta(days=number) for number in range(1, 41)]
    assert [clock for clock, _, _ in seen] == [str(day) for day in days]
    assert all(shown == clock for clock, shown, _ in seen)
    assert all(re.search(rf"\b{day.day} ", shown) for day, (_, _, shown) in zip(days, seen, strict=True))
    assert not [one for one in sheet.requests[before:] if "/sheets/" not in one]
    page.wait_for_function("(on) => new URLSearchParams(location.search).get('on') === on", arg=str(days[-1]))
    assert page.evaluate("() => history.length") == length


def test_a_day_that_was_stepped_to_is_painted_as_its_finished_sheet(reader):
    sheet = brief(reader, on="2023-11-10")
    page = sheet.page
    page.route("**/sheets/*", lambda route: None)  # never answered
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.wait_for_selector("#map[data-on='2023-11-14']")
    sheet.frames()
    stepped, legend = page.evaluate(LOOKS), page.evaluate(LEGEND)
    fresh = brief(reader, on="2023-11-14")
    assert stepped == fresh.page.evaluate(LOOKS)
    assert legend == fresh.page.evaluate(LEGEND)


NAMED = """() => [...document.querySelectorAll('#map .tracelabels g.textpoint')]
  .filter((node) => getComputedStyle(node).display !== 'none').map((node) => node.textContent.trim()).filter(Boolean)"""
STEPPED_BACK = f"""() => new Promise((done) => {{
  document.body.dispatchEvent(new KeyboardEvent('keydown', {{ key: 'ArrowLeft', bubbles: true, cancelable: true }}));
  requestAnimationFrame(() => requestAnimationFrame(() => done(({NAMED})())));
}})"""
LEADERS = """() => {
  const gd = document.querySelector('#map .js-plotly-plot');
  return gd.data.filter(({ uid }) => uid.startsWith('leaders'))
    .map(({ uid, customdata }) => [customdata.length / 3, gd.querySelectorAll(`.trace${uid} .js-line`).length]);
}"""


def test_the_name_of_a_base_is_there_with_its_marker_before_the_finished_sheet_comes(reader):
    page = brief(reader, on="2013-07-01", layers="places,minusma-bases", frame="1.2,18.3,1.6,18.6").page
    camp = "UN camp at Kidal (Camp 2)"
    assert set(page.evaluate(NAMED)) == {"Kidal", camp}
    assert page.evaluate(STEPPED_BACK) == ["Kidal"]


def test_every_line_to_a_name_of_a_finished_sheet_is_known_by_its_number(reader):
    lines = brief(reader, on="2023-11-14").page.evaluate(LEADERS)
    assert len(lines) == 2
    assert all(told == drawn > 0 for told, drawn in lines)


def test_the_finished_sheet_comes_once_time_rests(reader):
    sheet = brief(reader, on="2023-11-10")
    page = sheet.page
    with page.expect_response("**/sheets/*") as came:
        for _ in range(4):
            page.keyboard.press("ArrowRight")
    assert "on=2023-11-14" in came.value.url
    expect(page.locator(".mali-legend")).to_have_count(0)
    page.wait_for_function("() => !document.querySelector('#map .js-plotly-plot [style*=hidden]')")
    assert page.evaluate(LOOKS)["date"] == "Tuesday 14 November 2023"
    assert "take Kidal" in page.evaluate(LOOKS)["headline"]


@pytest.mark.parametrize("view", ["timeline", "trends"])
def test_charts_are_stepped_too(reader, view):
    sheet = brief(reader, view=view, regions="Kidal", lang="fr")
    page = sheet.page
    with page.expect_response("**/sheets/*"):
        for _ in range(3):
            page.keyboard.press("PageUp")
        page.wait_for_selector("#map[data-on='2024-02-01']")
        said = page.locator("#map .annotation-text")
        expect(said.filter(has_text="Jeudi 1ᵉʳ février 2024").first).to_be_attached()
    page.wait_for_function("() => new URLSearchParams(location.search).get('on') === '2024-02-01'")
    labels = page.evaluate(
        """() => [...document.querySelectorAll('#map .js-plotly-plot')]
          .map((gd) => gd.layout.shapes.find((one) => one.name === 'day').x0)"""
    )
    assert set(labels) == {"2024-02-01"}


def test_sheets_that_do_not_come_are_said_and_the_day_stays_true(reader):
    sheet = brief(reader)
    page = sheet.page
    page.route("**/sheets/*", lambda route: route.fulfill(status=500, json={"error": "Something went wrong."}))
    page.keyboard.press("]")
    page.wait_for_selector("#map[data-on]:not([data-on='2023-11-01'])")
    button = page.locator("#trouble button")
    expect(button).to_be_visible(timeout=60_000)
    page.unroute("**/sheets/*")
    with page.expect_response("**/sheets/*"):
        button.click()
    expect(page.locator("#trouble")).to_be_hidden()
    reader.errors[:] = [said for said in reader.errors if "Failed to load resource" not in said]


def test_safaris_limit_on_changes_of_the_address_is_not_reached(reader):
    sheet = reader.page((1366, 768))
    sheet.page.add_init_script(
        """(() => {
          window.changes = 0;
          const real = history.replaceState.bind(history);
          history.replaceState = (...all) => { window.changes += 1; return real(...all); };
        })()"""
    )
    sheet.page.goto(f"{sheet.base}?brief=1&on={START}")
    sheet.page.wait_for_function("() => window.mali?.still?.isReady()")
    sheet.page.evaluate(
        "() => { for (let day = 0; day < 200; day += 1) { mali.clock.day = day; mali.address.write(); } }"
    )
    assert sheet.page.evaluate("() => window.changes") < 100
