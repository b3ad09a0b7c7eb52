"""A story is made, kept, handed on and presented in the browser, by keyboard alone."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pptx import Presentation

from dashboard.asked.story import read_story

pytestmark = pytest.mark.browser

STEPS = ".story-steps li"
SAID = "() => [...document.querySelectorAll('.story-steps textarea')].map((one) => one.value)"
COVER = """() => {
  const tool = document.getElementById('story-tool').getBoundingClientRect();
  const map = document.querySelector('#map .nsewdrag').getBoundingClientRect();
  const wide = Math.max(0, Math.min(tool.right, map.right) - Math.max(tool.left, map.left));
  const high = Math.max(0, Math.min(tool.bottom, map.bottom) - Math.max(tool.top, map.top));
  return (wide * high) / (map.width * map.height);
}"""
"""How much of the map lies below the list."""


def press(sheet, name, key="Enter"):
    """Press a button of the list by key, and see what comes of it."""
    sheet.page.locator("#story-tool").get_by_role("button", name=name, exact=True).focus()
    sheet.page.keyboard.press(key)
    sheet.rest()


def opened(sheet):
    """The list of an open page."""
    sheet.page.locator(".export-menu summary").focus()
    sheet.page.keyboard.press("Enter")
    sheet.page.locator("[data-story=list]").focus()
    sheet.page.keyboard.press("Enter")
    sheet.page.locator("#story-title").wait_for()
    return sheet


@pytest.fixture
def sheet(reader):
    """A reader who has kept no story yet; what they keep goes with the window."""
    apart = reader.page_apart(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    return apart.open(on="2023-11-14")


def test_a_story_is_put_together_by_keyboard_and_made_into_slides(sheet, reader, tmp_path):
    page = opened(sheet).page
    assert page.evaluate("() => document.activeElement.id") == "story-title"
    page.keyboard.type("Kidal, autumn 2023")
    press(sheet, "Add this view")
    page.get_by_text("Added as view 1.").wait_for()
    sheet.press("ArrowLeft").rest()
    press(sheet, "Add this view")
    page.get_by_text("Added as view 2.").wait_for()
    page.get_by_label("What view 2 says").fill("The evening before")
    press(sheet, "Move view 2 up")
    said = page.evaluate(SAID)
    assert said[0] == "The evening before"
    assert "take Kidal" in said[1], "a view brings the finding as its sentence"
    assert page.evaluate("() => document.activeElement.dataset.does") == "down", "up has nowhere to lead any more"
    with page.expect_download() as download:
        press(sheet, "Save as a file")
    kept = tmp_path / "kept.story.json"
    download.value.save_as(kept)
    story = read_story(kept.read_bytes())
    assert download.value.suggested_filename == "kidal-autumn-2023.story.json"
    assert [step.view for step in story.steps] == ["on=2023-11-13", "on=2023-11-14"]
    with page.expect_download() as download:
        press(sheet, "PPTX")
    download.value.save_as(tmp_path / "deck.pptx")
    slides = Presentation(str(tmp_path / "deck.pptx")).slides
    assert len(slides) == 2
    assert "The evening before" in str([shape.name for shape in slides[0].shapes]) + slides_text(slides[0])
    goes_on_elsewhere(reader, kept, said)


def slides_text(slide):
    """All that stands on a slide."""

    def of(shapes):
        for shape in shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if hasattr(shape, "shapes"):
                yield from of(shape.shapes)

    return " ".join(of(slide.shapes))


def goes_on_elsewhere(reader, kept: Path, said):
    """Another reader opens the file, in French, and finds the list on coming back."""
    other = reader.page_apart(viewport={"width": 390, "height": 844}).open(on="2012-01-01", lang="fr")
    page = opened(other).page
    assert page.evaluate(COVER) < 0.5, "the map has most of the window"
    with page.expect_file_chooser() as chooser:
        press(other, "Ouvrir un fichier")
    chooser.value.set_files(kept)
    page.locator(STEPS).nth(1).wait_for()
    assert page.evaluate(SAID) == said
    other.open(on="2012-01-01", lang="fr")
    opened(other)
    assert page.evaluate(SAID) == said
    with page.expect_file_chooser() as chooser:
        press(other, "Ouvrir un fichier")
    chooser.value.set_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": json.dumps({"steps": 1}).encode()}
    )
    page.get_by_text("Ce n’est pas un fichier de récit.").wait_for()
    assert page.evaluate(SAID) == said, "nothing is lost"


def test_a_story_is_presented_by_keys_and_ends_where_it_began(sheet):
    page = opened(sheet).page
    assert page.evaluate(COVER) < 0.1
    press(sheet, "Turning points")
    page.locator(STEPS).nth(9).wait_for()
    assert page.locator(".story-mark").count() == 10
    before = page.url
    press(sheet, "Present")
    page.wait_for_selector(".page.brief .brief-sheet")
    bar = page.locator(".story-bar p")
    assert bar.inner_text().startswith("1/10 ")
    assert page.locator(".brief-sheet").first.bounding_box()["y"] >= 0
    for key, number in (("PageDown", 2), ("ArrowRight", 3), ("PageUp", 2)):
        page.keyboard.press(key)
        expect(bar).to_contain_text(re.compile(f"^{number}/10 "))
    page.wait_for_function("() => mali.address.query().includes('from=2013-01-10')")
    foot = page.locator(".story-bar").bounding_box()["y"]
    box = page.locator(".brief-sheet").first.bounding_box()
    assert box["y"] + box["height"] <= foot + 1, "the whole sheet is seen above its sentence"
    page.keyboard.press("Escape")
    page.wait_for_function("(before) => location.href === before && !document.querySelector('.page.brief')", arg=before)
    assert page.locator(".story-bar").count() == 0
    page.locator(STEPS).nth(9).wait_for()
