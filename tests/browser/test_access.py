"""Readable for everyone: no fault that axe calls serious, no names on top of one another, no sideways scrolling."""

import pytest
from driving import grave_faults

pytestmark = pytest.mark.browser

DESK, PHONE = (1440, 900), (390, 844)
DESKS = ((1280, 720), DESK, (1920, 1080))

LABELS = """() => {
  const plot = document.querySelector('#map .nsewdrag').getBoundingClientRect();
  const onTheMap = (node) => node.closest('.scatterlayer');
  const cut = (box) => ({
    left: Math.max(box.left, plot.left), right: Math.min(box.right, plot.right),
    top: Math.max(box.top, plot.top), bottom: Math.min(box.bottom, plot.bottom),
  });
  const boxes = [];
  for (const node of document.querySelectorAll('#map text')) {
    if (node.closest('.xtick, .ytick') || !Number(getComputedStyle(node).opacity)) continue;
    for (const line of node.querySelectorAll('tspan.line').length ? node.querySelectorAll('tspan.line') : [node]) {
      if (!line.textContent.trim()) continue;
      const box = onTheMap(node) ? cut(line.getBoundingClientRect()) : line.getBoundingClientRect();
      const { left, right, top, bottom } = box;
      if (right > left && bottom > top) boxes.push({ said: line.textContent.trim(), left, right, top, bottom });
    }
  }
  return boxes;
}"""
"""Every line of text on the map with its box; what the edge of the map cuts off is left out.

The degrees at the edge are left out too: they are faint, and give way to everything."""
LEADING = 0.3
"""How much of its height a line may share with the next and still be clear of it: boxes are taller than letters."""


def overlap(one, other):
    """Whether the letters of two lines meet."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    height = min(one["bottom"] - one["top"], other["bottom"] - other["top"])
    return across > 1 and down > LEADING * height


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_serious(reader, size, language):
    sheet = reader.led(on="2023-11-14", lang=language, size=size)
    assert not grave_faults(sheet.page), "as it opens"
    reader.led(on="2023-11-14", lang=language, place="un-kidal", size=size).card.wait_for()
    sheet.unfold().rest()
    assert not grave_faults(sheet.page), "with a card and every fold open"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_two_names_lie_on_one_another_at_the_opening_view(reader, language):
    sheet = reader.led(on="2023-11-14", lang=language, size=DESKS[0])
    for size in DESKS:
        labels = sheet.resized(size).page.evaluate(LABELS)
        assert len(labels) > 25
        overlaps = [
            (one["said"], other["said"])
            for number, one in enumerate(labels)
            for other in labels[:number]
            if overlap(one, other)
        ]
        assert not overlaps, size


def test_nothing_scrolls_sideways(reader):
    sheet = reader.led(on="2023-11-14", place="un-kidal")
    sheet.card.wait_for()
    sheet.unfold()
    for size in (*DESKS, PHONE, (320, 640)):
        widths = sheet.resized(size).page.evaluate("() => [document.scrollingElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1], size


def test_map_and_time_fill_the_window_of_a_desk(reader):
    sheet = reader.led(on="2023-11-14")
    for size in DESKS:
        heights = sheet.resized(size).page.evaluate("() => [document.scrollingElement.scrollHeight, innerHeight]")
        assert heights[0] <= heights[1], size
        assert sheet.slider.bounding_box()["y"] < size[1]
        stage = sheet.page.locator("#map").bounding_box()
        assert stage["width"] * stage["height"] > 0.4 * size[0] * size[1]


def test_on_a_phone_map_and_time_control_share_the_first_screen(reader):
    sheet = reader.led(on="2023-11-14", size=PHONE)
    box = sheet.slider.bounding_box()
    assert box["y"] + box["height"] <= PHONE[1]
    ground, strip = sheet.page.locator("#map .nsewdrag").bounding_box(), sheet.page.locator(".strip").bounding_box()
    assert ground["y"] + ground["height"] <= strip["y"]


def test_the_keyboard_reaches_the_time_control_and_shows_where_it_is(reader):
    sheet = reader.led(on="2023-11-14")
    sheet.page.locator("body").click(position={"x": 3, "y": 3})
    for _ in range(60):
        sheet.page.keyboard.press("Tab")
        if sheet.page.evaluate("() => document.activeElement.getAttribute('role') === 'slider'"):
            break
    assert sheet.page.evaluate("() => document.activeElement.getAttribute('role')") == "slider"
    assert sheet.page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") != "none"
    sheet.page.keyboard.press("ArrowRight")
    assert sheet.on.isoformat() == "2023-11-15"
