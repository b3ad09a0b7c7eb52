"""The legend of a map is put away and fetched back: its room is the map's meanwhile, and time moves as before."""

from datetime import date

import pytest
from playwright.sync_api import expect

from dashboard.figures.furniture import LEGEND_COLUMN, NARROW_ROW_HEIGHT, NARROW_ROWS

pytestmark = pytest.mark.browser
PHONE = (390, 844)
LABELS = "() => mali.map.graph.layout.annotations.filter(({ name }) => name.startsWith('slot-')).length"


@pytest.mark.parametrize(("language", "hide", "show"), [("en", "Hide key", "Show key")])
def test_the_legend_is_put_away_by_keys_and_its_column_is_the_maps(reader, language, hide, show):
    sheet = reader.led(f"on=2023-11-14&lang={language}")
    page, ground = sheet.page, sheet.page.locator("#map .nsewdrag")
    wide, frame = ground.bounding_box()["width"], sheet.extent()
    page.get_by_role("link", name=hide).focus()
    page.keyboard.press("Enter")
    back = page.get_by_role("link", name=show)
    back.wait_for()
    sheet.ready()
    expect(back).to_be_focused()
    assert "legend=0" in sheet.query()
    assert page.evaluate(LABELS) == 0
    assert ground.bounding_box()["width"] == pytest.approx(wide + LEGEND_COLUMN, abs=1)
    west, east, south, north = sheet.extent()
    assert [east, south, north] == pytest.approx(frame[1:], abs=0.01)
    assert west < frame[0], "the ground gained lies in the west"
    sheet.jump(date(2012, 4, 6)).press("ArrowRight")
    assert sheet.on == date(2012, 4, 7)
    page.keyboard.press("Tab")
    back.click()
    page.get_by_role("link", name=hide).wait_for()
    sheet.ready()
    assert "legend" not in sheet.query()
    assert sheet.on == date(2012, 4, 7)
    assert page.evaluate(LABELS) > 0
    assert ground.bounding_box()["width"] == pytest.approx(wide, abs=1)


def test_on_a_phone_the_rows_of_the_legend_are_given_back(reader):
    below = "() => mali.map.graph._fullLayout.margin.b"
    folded = reader.led("on=2023-11-14&legend=0", size=PHONE).page.evaluate(below)
    shown = reader.led("on=2023-11-14", size=PHONE).page.evaluate(below)
    assert shown - folded == NARROW_ROWS * NARROW_ROW_HEIGHT


@pytest.mark.parametrize("mode", ["side", "swipe", "change"])
def test_two_maps_are_compared_without_their_legend_and_the_words_stand_clear(reader, mode):
    sheet = reader.led(f"view=compare&mode={mode}&legend=0&lang=fr", shows="#compare[data-from]")
    page = sheet.page
    assert page.evaluate(LABELS) == 0
    box = page.get_by_role("link", name="Afficher la légende").bounding_box()
    stage = page.locator(".stage").bounding_box()
    ground = page.locator("#map-right .nsewdrag").bounding_box()
    assert stage["y"] <= box["y"]
    assert box["y"] + box["height"] <= ground["y"] + 1
    if mode != "side":
        assert ground["width"] == pytest.approx(stage["width"], abs=2)
    for other in ("swipe", "side"):
        page.click(f"button[data-mode={other}]")
        sheet.rest()
        assert page.evaluate(LABELS) == 0
