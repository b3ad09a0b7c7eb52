"""Everything said fits where it stands: nothing is cut, and no word covers another."""

from contextlib import suppress

import pytest
from driving import PATIENCE
from playwright.sync_api import TimeoutError

from dashboard.asked.view import Table, View
from dashboard.text import LANGUAGES

pytestmark = pytest.mark.browser

SIZES = [(1024, 768), (1280, 720), (1440, 900), (390, 844)]
FILTERED = "&camps=jihadist&regions=Kidal,Ménaka,Gao&known=2020-01-01&grade=C2"
SAID = [pytest.param("en", "", id="whole"), pytest.param("fr", FILTERED, id="filtered")]
"""The least that is said, and the most: French is the longer of the two."""
FAULTS = """() => {
  const faults = [];
  const buttons = document.querySelector('.spans');
  const span = (one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return { left, right, top, bottom };
  };
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  document.querySelectorAll('[data-charts] .js-plotly-plot').forEach((gd, number) => {
    const sheet = span(gd);
    const notes = [...gd.querySelectorAll('.annotation')].map((node) => ({
      name: gd.layout.annotations[node.dataset.index].name,
      said: node.textContent,
      ...span(node.querySelector('.annotation-text')),
    }));
    const keys = [...gd.querySelectorAll('.legendtext')].map((node) => ({
      name: 'legend',
      said: node.textContent,
      ...span(node),
    }));
    const said = [...notes, ...keys];
    for (const one of said) {
      if (one.left < sheet.left || one.right > sheet.right || one.top < sheet.top || one.bottom > sheet.bottom)
        faults.push(`cut: ${one.said}`);
      if (number === 0 && [...buttons.children].some((button) => meet(one, span(button))))
        faults.push(`below a button: ${one.said}`);
    }
    const above = said.filter(({ name }) => /^(title|date|footer|legend|key-)/.test(name));
    above.forEach((one, at) => {
      for (const other of above.slice(at + 1))
        if (meet(one, other)) faults.push(`on each other: ${one.said} | ${other.said}`);
    });
  });
  return faults;
}"""
"""What is cut by the edge of its figure, hidden by the buttons of the first one, or written over something else."""
BALANCE = """() => {
  const table = document.querySelector('.balance').getBoundingClientRect();
  const panel = document.querySelector('aside.panel');
  const { paddingLeft, paddingRight } = getComputedStyle(panel);
  const { left } = panel.getBoundingClientRect();
  const cells = [...document.querySelectorAll('.balance th, .balance td')];
  return {
    left: table.left - left - panel.clientLeft - parseFloat(paddingLeft),
    right: left + panel.clientLeft + panel.clientWidth - parseFloat(paddingRight) - table.right,
    cut: cells.filter((cell) => cell.scrollWidth > cell.clientWidth + 1).map((cell) => cell.textContent),
  };
}"""
"""How far the edges of the table lie inside the panel, and which of its cells are too small for their words."""


def left(sheet, size, faults):
    """The faults that are left once the page has had time to stand in a window of that size."""
    page = sheet.resized(size).page
    with suppress(TimeoutError):
        page.wait_for_function(f"() => ({faults})().length === 0", timeout=PATIENCE * 1000)
    return page.evaluate(faults)


@pytest.mark.parametrize("view", ["timeline", "trends"])
@pytest.mark.parametrize(("language", "more"), SAID)
def test_no_word_of_a_chart_is_cut_or_covered(reader, view, more, language):
    asked = f"view={view}&on=2023-11-14&lang={language}{more}"
    sheet = reader.led(asked, size=SIZES[0], shows="[data-charts][data-on]")
    assert [(size, fault) for size in SIZES for fault in left(sheet, size, FAULTS)] == []


ON_A_MAP = """() => mali.map.painters.filter(({ graph }) => graph.offsetParent).flatMap(({ graph }) => {
  const span = (one) => one.getBoundingClientRect();
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const [sheet, ground] = [span(graph), span(graph.querySelector('.nsewdrag'))];
  const buttons = span(document.querySelector('.zooms'));
  const found = Object.fromEntries([...graph.querySelectorAll('.annotation')].map((node) =>
    [graph.layout.annotations[node.dataset.index].name, node.querySelector('.annotation-text')]));
  const faults = [];
  for (const name of ['title', 'date', ...('footer' in found ? ['footer'] : [])]) {
    const { left, right, top, bottom } = span(found[name]);
    const isCut = left < sheet.left || right > sheet.right || top < sheet.top || bottom > sheet.bottom;
    if (isCut) faults.push(`cut: ${name}`);
    if (meet(span(found[name]), ground)) faults.push(`on the ground: ${name}`);
  }
  if (meet(span(found.title), span(found.date))) faults.push('title and date');
  if (meet(span(found.north), buttons)) faults.push('north and buttons');
  return faults;
})"""


@pytest.mark.parametrize("asked", ["view=map", "view=compare", "view=compare&mode=swipe", "view=compare&mode=change"])
@pytest.mark.parametrize(("language", "more"), SAID)
def test_what_stands_around_a_map_is_whole(reader, asked, more, language):
    query = f"{asked}&on=2023-11-14&lang={language}{more}"
    sheet = reader.led(query, size=SIZES[0], shows="#map[data-on], #compare[data-from]")
    assert [(size, fault) for size in SIZES for fault in left(sheet, size, ON_A_MAP)] == []


def test_a_title_of_several_lines_follows_the_mode(reader):
    sheet = reader.led(f"view=compare&lang=fr{FILTERED}", size=(1024, 768), shows="#compare[data-from]")
    for mode, said in (("change", "ce qui diffère"), ("side", "qui tenait quoi"), ("swipe", "qui tenait quoi")):
        sheet.page.click(f"button[data-mode={mode}]")
        sheet.rest()
        title = sheet.page.locator("#map-right .annotation-text").filter(has_text="Nord du Mali")
        assert said in title.text_content()
        assert "<br>" not in title.text_content()
        assert sheet.page.evaluate(ON_A_MAP) == []


SEEN_DATE = """() => {
  const map = document.getElementById('map-right');
  const index = map.querySelector('.js-plotly-plot').layout.annotations.findIndex(({ name }) => name === 'date');
  const { top, bottom } = map.querySelector(`.annotation[data-index="${index}"] text`).getBoundingClientRect();
  const first = getComputedStyle(map).clipPath.split(', ')[0];
  const seen = parseFloat(first.match(/([\\d.]+)px$/)[1]); // how far down the upper edge of what is seen lies
  const above = map.getBoundingClientRect().top;
  return { cut: above + seen - top, high: bottom - top };
}"""
"""How much of the date of the later of two maps on each other is cut off above, and how high it is, in pixels."""


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_both_dates_of_two_maps_on_each_other_can_be_read(reader, size):
    sheet = reader.led("view=compare&mode=swipe&lang=fr", size=size, shows="#compare[data-from]")
    found = sheet.rest().page.evaluate(SEEN_DATE)
    assert found["cut"] <= found["high"] / 5, "no more than the room above its capitals"


CUT_CELLS = """() => [...document.querySelectorAll('.ag-cell, .ag-cell-value')]
  .filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
  .map((cell) => cell.textContent)"""


@pytest.mark.parametrize("table", Table)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_record_ends_in_dots(reader, table, language):
    for size in ((3200, 3000), (390, 3000)):
        sheet = reader.led(f"view=records&table={table}&lang={language}", size=size, shows=".ag-cell")
        cut = set()
        for _ in range(6):
            sheet.rest()
            cut |= set(sheet.page.evaluate(CUT_CELLS))
            sheet.page.evaluate("() => (document.querySelector('.ag-body-viewport').scrollTop += 3300)")
        assert cut == set()


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phone_shows_the_way_to_every_view(reader, view, language):
    sheet = reader.led(f"view={view}&lang={language}", size=(390, 844), shows=".views a")
    for link in sheet.page.locator(".masthead :is(a, button, input):visible").all():
        box = link.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize("days", ["from=2023-10-01&to=2023-12-31", "from=2012-01-17&to=2024-12-31"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_balance_of_two_days_stays_inside_its_panel(reader, days, language):
    sheet = reader.led(f"view=compare&{days}&lang={language}", size=SIZES[0], shows=".balance")
    for size in ((800, 600), *SIZES):
        found = sheet.resized(size).page.evaluate(BALANCE)
        assert found["cut"] == [], size
        assert min(found["left"], found["right"]) >= -0.5, size
