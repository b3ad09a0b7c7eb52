"""Timeline and trends in a browser: open from the address alone, follow the day, take clicks, give data away."""

import re
import time
from urllib.parse import unquote

import pytest
from driving import PATIENCE, grave_faults

pytestmark = pytest.mark.browser

VIEWS = ("timeline", "trends")
DESK, PHONE = (1440, 900), (390, 844)
MARKERS = """() => [...document.querySelectorAll('[data-charts] .js-plotly-plot')].map((gd) => {
  const index = gd.layout.shapes.findIndex((shape) => shape.name === 'day');
  const note = gd.layout.annotations.find((one) => one.name === 'date').text;
  return [gd.layout.shapes[index].x0, note];
})"""
SPOT = """([place, day]) => {
  const gd = document.querySelector('#timeline .js-plotly-plot');
  const row = gd.layout.meta.rows.find((one) => one.place === place);
  const { l, t, w, h } = gd._fullLayout._size;
  const axis = gd._fullLayout.xaxis;
  gd.closest('.charts').scrollTop = Math.max(0, t + h * (1 - row.top) - 200);
  const box = gd.getBoundingClientRect();
  return [box.left + l + axis.c2p(Date.parse(day) + 43200000), box.top + t + h * (1 - (row.top + row.bottom) / 2)];
}"""
RANGE = """() => {
  const { range } = document.querySelector('[data-charts] .js-plotly-plot')._fullLayout.xaxis;
  return range.map((end) => end.slice(0, 10));
}"""


def opened(reader, query, size=DESK):
    """A page of charts whose line stands at its day."""
    return reader.led(query, size=size, shows="[data-charts][data-on]").page


def until(page, holds, patience=PATIENCE):
    """Ask again until it holds; the page itself may not evaluate what it is sent."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        page.wait_for_timeout(50)


def at_rest(page, day):
    page.wait_for_selector(f'[data-charts][data-on="{day}"]')
    return page.evaluate(MARKERS)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("language", "said"), [("en", "Thursday 10 March 2022"), ("fr", "Jeudi 10 mars 2022")])
def test_a_view_opens_from_its_address(reader, view, language, said):
    page = reader.page().visit(f"view={view}&on=2022-03-10&place=menaka&lang={language}", "[data-charts][data-on]").page
    assert {tuple(marker) for marker in at_rest(page, "2022-03-10")} == {("2022-03-10", said)}
    page.wait_for_selector("#card h2")
    assert page.locator("#card h2").text_content() == "Ménaka"


def test_a_click_on_a_strip_sets_the_day_and_the_place(reader):
    page = opened(reader, "view=timeline&on=2020-01-01")
    page.mouse.click(*page.evaluate(SPOT, ["tidermene", "2023-06-15"]))
    page.wait_for_selector("#card h2")
    assert page.locator("#card h2").text_content() == "Tidermène"
    until(page, lambda: "place=tidermene" in page.url)
    page.wait_for_selector('#timeline[data-on^="2023-06"]')
    assert "on=2023-06" in page.url


def test_a_place_found_by_name_is_marked(reader):
    page = opened(reader, "view=timeline&on=2020-01-01&place=kidal")
    chosen = (
        "() => document.querySelector('#timeline .js-plotly-plot').layout.shapes.find((one) => one.name === 'chosen')"
    )
    before = page.evaluate(chosen)
    page.evaluate("() => window.mali.place.choose('menaka')")
    until(page, lambda: page.evaluate(chosen)["y0"] != before["y0"])
    assert page.evaluate(chosen)["opacity"] == 1


@pytest.mark.parametrize("view", VIEWS)
def test_the_line_follows_the_slider_without_asking_the_server(reader, view):
    sheet = reader.led(f"view={view}&on=2020-01-01", shows="[data-charts][data-on]")
    before = list(sheet.requests)
    sheet.page.focus("#time")
    for _ in range(3):
        sheet.page.keyboard.press("PageUp")
    assert {marker[0] for marker in at_rest(sheet.page, "2020-04-01")} == {"2020-04-01"}
    assert sheet.requests == before


def test_a_zoom_keeps_the_day_and_the_place(reader):
    page = opened(reader, "view=timeline&on=2020-01-01&place=kidal")
    page.evaluate("() => { mali.place.choose('menaka'); mali.clock.set(2000); }")
    at_rest(page, "2017-06-23")
    before = page.evaluate(RANGE)
    page.locator('[data-span="0.5"]').click()
    until(page, lambda: page.evaluate(RANGE) != before)
    page.wait_for_timeout(300)
    assert page.evaluate(MARKERS) == [["2017-06-23", "Friday 23 June 2017"]]
    assert page.locator("#timeline .annotation-text", has_text="Friday 23 June 2017").count() == 1
    rows, chosen = page.evaluate(
        "() => { const { meta, shapes } = document.querySelector('#timeline .js-plotly-plot').layout;"
        " return [meta.rows, shapes.find((one) => one.name === 'chosen')]; }"
    )
    assert next(row["bottom"] for row in rows if row["place"] == "menaka") == chosen["y0"]


def test_zoom_and_its_way_back(reader):
    page = opened(reader, "view=timeline&on=2020-01-01")
    whole = page.evaluate(RANGE)
    page.locator('[data-span="0.5"]').click()
    until(page, lambda: page.evaluate(RANGE) != whole)
    band = (
        "() => document.querySelector('#timeline .js-plotly-plot').layout.shapes.find((one) => one.name === 'chosen')"
    )
    assert page.evaluate(band)["opacity"] == 0, "no place is chosen"
    first, last = page.evaluate(RANGE)
    assert whole[0] < first < "2020-01-01" < last <= whole[1]
    page.locator('[data-span="all"]').click()
    until(page, lambda: page.evaluate(RANGE) == whole)


def test_the_wheel_scrolls_and_with_control_zooms(reader):
    page = opened(reader, "view=timeline&on=2020-01-01")
    whole = page.evaluate(RANGE)
    page.mouse.move(700, 500)
    page.mouse.wheel(0, 300)
    until(page, lambda: page.evaluate("() => document.querySelector('.charts').scrollTop") > 100)
    assert page.evaluate(RANGE) == whole
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    until(page, lambda: page.evaluate(RANGE) != whole)


def test_the_filter_is_obeyed_and_said(reader):
    page = opened(reader, "view=timeline&on=2022-03-10&regions=Ménaka")
    places = page.evaluate(
        "() => document.querySelector('#timeline .js-plotly-plot').layout.meta.rows.map((row) => row.place)"
    )
    assert "tidermene" in places
    assert "kidal" not in places
    assert page.locator("#timeline .annotation-text", has_text=re.compile("Ménaka only")).count() == 1


def test_every_chart_gives_its_data(reader):
    page = opened(reader, "view=trends&on=2022-03-10&regions=Kidal")
    for number in range(4):
        with page.expect_download() as download:
            page.locator(".trend .data a").nth(number).click()
        text = download.value.path().read_text(encoding="utf-8")
        assert text.startswith(("since,until,actor,status,claimed,best", "quarter,since,places"))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing_serious_and_a_phone_does_not_scroll_sideways(reader, view, language):
    sheet = reader.led(f"view={view}&on=2023-11-14&place=un-kidal&lang={language}", shows="#card h2")
    for size in (DESK, PHONE):
        assert not grave_faults(sheet.resized(size).page), size
        assert sheet.page.evaluate("() => document.documentElement.scrollWidth") <= size[0]


ENDS = "() => [...document.querySelectorAll('#span .thumb')].map((thumb) => thumb.getAttribute('aria-valuetext'))"


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_bar_of_the_years_says_and_sets_what_all_charts_show(reader, size):
    page = opened(reader, "view=trends&on=2020-01-01&span=2016-01-01,2021-12-31", size)
    assert page.evaluate(ENDS) == ["1 January 2016", "31 December 2021"]
    page.locator("#span .thumb.from").focus()
    page.keyboard.press("PageUp")
    until(page, lambda: page.evaluate(RANGE)[0] == "2017-01-01")
    page.keyboard.press("ArrowRight")
    until(page, lambda: page.evaluate(RANGE) == ["2017-02-01", "2022-01-01"])
    until(page, lambda: page.evaluate(ENDS) == ["1 February 2017", "31 December 2021"])
    until(page, lambda: "span=2017-02-01,2021-12-31" in unquote(page.url))
    assert at_rest(page, "2020-01-01"), "the day stays"
    every = "() => [...document.querySelectorAll('.js-plotly-plot')].map((gd) => gd._fullLayout.xaxis.range.join())"
    until(page, lambda: len(set(page.evaluate(every))) == 1)
    box = page.locator("#span").bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.click(box["x"] + box["width"] - 2, middle)
    until(page, lambda: "2024" in page.evaluate(ENDS)[1])
    page.locator("#span .thumb.from").focus()
    page.keyboard.press("End")
    until(page, lambda: page.evaluate(ENDS)[0] != "1 February 2017")
    first, last = page.evaluate(RANGE)
    assert first < last, "an end stops before the other"


def test_the_bar_of_the_years_follows_the_buttons(reader):
    page = opened(reader, "view=trends&on=2020-01-01")
    assert page.evaluate(ENDS) == ["1 January 2012", "31 December 2024"]
    page.locator('[data-span="0.5"]').click()
    until(page, lambda: page.evaluate(ENDS)[0] != "1 January 2012")
    page.locator('[data-span="all"]').click()
    until(page, lambda: page.evaluate(ENDS) == ["1 January 2012", "31 December 2024"])
