"""Briefing mode and the menu of exports, as a briefer uses them."""

import re

import pytest
from driving import grave_faults
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SIZES = [(1280, 720), (1600, 900), (1920, 1080)]


def open_brief(reader, size=(1280, 720), **asked):
    query = "&".join(f"{name}={value}" for name, value in ({"brief": 1} | asked).items())
    return reader.led(query, size=size, shows="#map[data-still] .main-svg").page


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_sheet_fills_the_screen_without_controls(reader, size, language):
    page = open_brief(reader, size, on="2023-11-14", lang=language)
    box = page.locator("#map").bounding_box()
    assert (round(box["width"]), round(box["height"])) == size
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    for control in (".masthead", ".strip", ".panel", ".zooms"):
        expect(page.locator(control).first).not_to_be_visible()
    assert not grave_faults(page)


@pytest.mark.parametrize(("view", "language"), [("compare", "fr"), ("timeline", "fr"), ("trends", "en")])
def test_every_view_becomes_sheets_of_sixteen_by_nine(reader, view, language):
    page = open_brief(reader, (1600, 900), view=view, lang=language, regions="Kidal")
    sheets = page.locator(".brief-sheet").all()
    assert len(sheets) == {"compare": 1, "timeline": 2, "trends": 4}[view]
    first = sheets[0].bounding_box()
    assert [round(first[side]) for side in ("x", "y", "width", "height")] == [0, 0, 1600, 900]
    for control in page.locator("button, input, select, nav").all():
        expect(control).not_to_be_visible()
    if len(sheets) > 1:
        page.keyboard.press("ArrowDown")
        expect(sheets[1]).to_be_in_viewport(ratio=0.99)
        page.keyboard.press("ArrowUp")
        expect(sheets[0]).to_be_in_viewport(ratio=0.99)
    assert not grave_faults(page)
    page.keyboard.press("Escape")
    page.wait_for_selector(".masthead", state="visible")
    assert f"view={view}" in page.url


def test_a_typed_marking_stands_on_the_page_and_goes_with_the_view(reader):
    page = reader.open(on="2014-05-21").page
    page.locator(".export-menu summary").click()
    page.locator("#export-marking").fill("Réservé <b>")
    page.keyboard.press("Tab")
    page.locator(".export-menu summary").click()
    marks = page.locator("#map .annotation-text").filter(has_text="Réservé <b>")
    expect(marks).to_have_count(2)
    page.locator(".views a", has_text="Timeline").click()
    page.wait_for_selector("[data-charts][data-on]")
    expect(page.locator(".annotation-text").filter(has_text="Réservé <b>")).to_have_count(2)


def test_arrows_step_a_day_and_escape_leaves(reader):
    page = open_brief(reader, on="2023-11-14")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#map[data-on='2023-11-15']")
    page.keyboard.press("[")
    page.wait_for_selector("#map[data-on='2023-11-14']")
    page.keyboard.press("Escape")
    page.wait_for_selector(".masthead", state="visible")
    assert "brief" not in page.url
    assert "on=2023-11-14" in page.url


def test_one_click_saves_the_slide_of_the_day_shown(reader):
    page = reader.open(on="2014-05-21").page
    page.locator(".export-menu summary").click()
    page.locator("#export-marking").fill("Réservé")
    with page.expect_download() as download:
        page.locator("[data-export=pptx]").first.click()
    assert re.fullmatch(r"northern-mali_2014-05-21_en_\w{12}\.pptx", download.value.suggested_filename)
    expect(page.locator("#export-said")).to_contain_text("northern-mali_2014-05-21")


def test_the_size_that_was_chosen_goes_with_every_file_that_has_sheets(reader):
    page = reader.open(on="2014-05-21", lang="fr").page
    page.locator(".export-menu summary").click()
    page.get_by_label("Format des planches").select_option("a4")
    for kind, name in (("svg", "_a4_fr_"), ("html", "2014-05-21_fr_")):
        with page.expect_download(timeout=120_000) as download:
            page.locator(f".export-menu [data-export={kind}]").click()
        assert name in download.value.suggested_filename


def test_a_deck_tells_how_far_it_is(reader):
    page = reader.open(**{"from": "2012-01-01", "to": "2013-12-31"}).page
    page.locator(".export-menu summary").click()
    with page.expect_download(timeout=120_000) as download:  # made at a lower priority than everything else
        page.locator("[data-every=month]").click()
        told = re.compile(r"Sheet \d+ of 25, \d+ s")
        expect(page.locator("#export-said")).to_contain_text(told, timeout=60_000)
    assert download.value.suggested_filename.startswith("northern-mali_2012-01-01_2013-12-31_en_")


def test_the_open_menu_passes_axe(reader):
    page = reader.led(on="2023-11-14").page
    page.locator(".export-menu summary").click()
    assert not grave_faults(page)
    page.keyboard.press("Escape")
    expect(page.locator(".export-box")).not_to_be_visible()


def test_the_locator_follows_the_map(reader):
    page = reader.led(on="2023-11-14").page
    frame = """() => document.querySelector('#map .js-plotly-plot').layout.shapes
      .find((shape) => shape.name === 'locator-frame').path"""
    page.wait_for_function("() => document.querySelector('#map .js-plotly-plot').layout.meta.locator")
    before = page.evaluate(frame)
    page.locator("[data-zoom='0.6']").click()
    page.wait_for_function(f"(before) => ({frame})() !== before", arg=before)
