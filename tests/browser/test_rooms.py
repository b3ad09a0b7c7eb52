"""The page as people's systems show it: low windows, larger letters, contrast themes, browsers that darken pages."""

from contextlib import suppress

import pytest
from driving import PATIENCE
from playwright.sync_api import TimeoutError

from dashboard.agreed.rooms import STACKED

pytestmark = pytest.mark.browser

LOW = [(667, 375), (844, 390), (915, 412), (683, 325), (640, 360), (320, 256)]
LEAST = 180
FITS = "document.scrollingElement.scrollWidth <= innerWidth"
GROUNDS = (
    "() => mali.map.painters.filter(({ graph }) => graph.offsetParent).map(({ graph }) => graph._fullLayout._size.h)"
)
OVERLAPS = """() => mali.map.painters.filter(({ graph }) => graph.offsetParent).flatMap(({ graph }) => {
  const span = (one) => one.getBoundingClientRect();
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const ground = span(graph.querySelector('.nsewdrag'));
  const found = Object.fromEntries([...graph.querySelectorAll('.annotation')].map((node) =>
    [graph.layout.annotations[node.dataset.index].name, node.querySelector('.annotation-text')]));
  const faults = [];
  for (const name of ['title', 'date', ...('footer' in found ? ['footer'] : [])])
    if (meet(span(found[name]), ground)) faults.push(`on the ground: ${name}`);
  if (meet(span(found.title), span(found.date))) faults.push('title and date');
  const buttons = span(document.querySelector('.zooms'));
  const strip = span(document.querySelector('.strip'));
  if (meet(buttons, strip)) faults.push('zoom buttons and time');
  if (span(graph).bottom > strip.top + 1) faults.push('figure and time');
  const slots = Object.entries(found).filter(([name, node]) => name.startsWith('slot-') && node.textContent.trim());
  for (const [name, node] of slots) {
    if (meet(span(node), buttons)) faults.push(`${name} and buttons`);
    const { top, bottom } = span(node);
    if (top < ground.bottom - 1 && bottom > ground.bottom + 1) faults.push(`${name} on the edge of the ground`);
    for (const other of ['title', 'date', 'footer', 'north', 'scale'])
      if (found[other] && meet(span(node), span(found[other]))) faults.push(`${name} and ${other}`);
  }
  return faults;
})"""


@pytest.mark.parametrize(
    "asked", ["on=2023-11-14", "view=compare", "view=compare&mode=swipe", "view=compare&mode=change"]
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_low_window_leaves_a_map_to_see_and_the_page_scrolls(reader, asked, language):
    sheet = reader.led(f"{asked}&lang={language}", size=LOW[0], shows="#map[data-on], #compare[data-from]")
    for width, height in LOW:
        sheet.resized((width, height))
        where = f"{width}x{height}"
        with suppress(TimeoutError):
            stands = f"() => ({GROUNDS})().length && !({OVERLAPS})().length && {FITS}"
            sheet.page.wait_for_function(stands, timeout=PATIENCE * 1000)
        sheet.page.wait_for_function(f"() => ({GROUNDS})().length", timeout=PATIENCE * 1000)  # a renewed page comes
        assert min(sheet.page.evaluate(GROUNDS)) >= LEAST, where
        assert sheet.page.evaluate(OVERLAPS) == [], where
        high, wide = sheet.page.evaluate(
            "() => [document.scrollingElement.scrollHeight, document.scrollingElement.scrollWidth]"
        )
        assert high > height, where
        assert wide <= width, where


def test_a_window_that_is_turned_keeps_its_map(reader):
    sheet = reader.led(on="2023-11-14", size=(390, 844))
    sheet.page.set_viewport_size({"width": 844, "height": 390})
    sheet.page.wait_for_function("() => document.documentElement.dataset.room.includes('low')")
    sheet.page.wait_for_function(f"() => ({GROUNDS})()[0] >= {LEAST}")


SIZES = "(names) => names.map((name) => parseFloat(getComputedStyle(document.querySelector(name)).fontSize))"
SAID = ["#words .day", ".step", ".panel p", ".views a", ".years span", "#date"]


def test_letters_follow_the_size_that_the_reader_has_chosen(reader):
    sheet = reader.open(on="2023-11-14", size=(1366, 768))
    usual = sheet.page.evaluate(SIZES, SAID)
    for factor in (1.5, 2):
        sheet.page.evaluate(
            "(size) => { document.documentElement.style.fontSize = size; dispatchEvent(new Event('resize')); }",
            f"{16 * factor}px",
        )
        larger = sheet.rest().page.evaluate(SIZES, SAID)
        assert larger == pytest.approx([size * factor for size in usual])
        assert sheet.page.evaluate(SIZES, ["h1"])[0] >= 16 * factor, "smaller where there is less room, and never small"
        assert sheet.page.evaluate("() => document.scrollingElement.scrollWidth") <= 1366
    assert "stacked" in sheet.page.evaluate("() => document.documentElement.dataset.room"), f"1366 / 2 < {STACKED}"


COLOURS = """(names) => names.map(([name, part]) =>
  getComputedStyle(document.querySelector(name), part).backgroundColor)"""
DRAWN = [[".tick", None], [".track", "::before"], [".thumb", None], [".event", None]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_contrast_theme_keeps_what_has_a_meaning_and_shows_what_is_pressed(reader, scheme):
    sheet = reader.page_apart(forced_colors="active", color_scheme=scheme, viewport={"width": 1366, "height": 768})
    sheet.open(on="2023-11-14", place="kidal")
    sheet.card.wait_for()
    keys = sheet.page.evaluate(
        "() => [...document.querySelectorAll('#card .swatch, #card .segment')]"
        ".map((one) => getComputedStyle(one).backgroundColor)"
    )
    assert len(set(keys)) > 3
    ground = sheet.page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert ground not in sheet.page.evaluate(COLOURS, DRAWN)
    pressed = [['[data-speed="3"]', None], ['[data-speed="1"]', None]]
    assert len(set(sheet.page.evaluate(COLOURS, pressed))) == 2
    sheet.visit("view=compare", "#compare[data-from]")
    modes = [["[data-mode=side]", None], ["[data-mode=swipe]", None]]
    assert len(set(sheet.page.evaluate(COLOURS, modes))) == 2
    assert sheet.page.evaluate(COLOURS, [["#compare-track .thumb.from", None]]) != [ground]


def test_no_browser_is_asked_to_darken_the_page_by_itself(reader):
    for theme, told in (("", "light dark"), ("&theme=light", "only light")):
        page = reader.open(f"on=2023-11-14{theme}").page
        assert page.evaluate("() => getComputedStyle(document.documentElement).colorScheme") == "light only"
        assert page.locator("meta[name=color-scheme]").get_attribute("content") == told
