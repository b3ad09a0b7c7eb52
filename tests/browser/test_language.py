"""French is French to the last button, and English English."""

import pytest
from playwright.sync_api import expect

from dashboard.text import catalogue

pytestmark = pytest.mark.browser

SAID = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const said = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest('script, style, footer')) said.push(node.textContent.trim());
  }
  for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt'])
    for (const node of document.querySelectorAll(`[${name}]`)) said.push(node.getAttribute(name).trim());
  return said;
}"""


def whole_page(reader, language):
    sheet = reader.open(on="2023-11-14", place="un-kidal", lang=language, layers="kidal,menaka,places,minusma-bases")
    sheet.card.wait_for()
    return set(sheet.unfold().rest().page.evaluate(SAID)), sheet


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_says_its_language(reader, language):
    sheet = reader.led(on="2023-11-14", lang=language)
    assert sheet.page.evaluate("() => document.documentElement.lang") == language
    other = "fr" if language == "en" else "en"
    assert sheet.page.locator(f'.languages a[lang="{other}"]').count() == 1


def test_a_page_led_to_another_language_says_so_in_its_tab_too(reader):
    sheet = reader.open(on="2023-11-14")
    english, french = "Northern Mali Control Map", catalogue("fr")["Northern Mali Control Map"]
    expect(sheet.page).to_have_title(english)
    sheet.page.locator('.languages a[lang="fr"]').click()
    expect(sheet.page).to_have_title(french)
    sheet.page.go_back()
    expect(sheet.page).to_have_title(english)


def test_no_english_sentence_is_left_on_the_french_page(reader):
    said, sheet = whole_page(reader, "fr")
    french = catalogue("fr")
    english_only = {english for english, translated in french.items() if english != translated} - set(french.values())
    assert not said & english_only
    assert len(said & set(french.values())) > 40, "and there is much to say"
    assert sheet.page.title() == french["Northern Mali Control Map"]


def test_no_french_sentence_is_on_the_english_page(reader):
    said, _ = whole_page(reader, "en")
    french_only = set(catalogue("fr").values()) - set(catalogue("fr"))
    assert not said & french_only


def test_days_are_written_in_french(reader):
    sheet = reader.led(on="2012-03-01", lang="fr")
    assert sheet.shown()["date"] == ["Jeudi 1ᵉʳ mars 2012"] * 2
    assert sheet.slider.get_attribute("aria-valuetext") == "Jeudi 1ᵉʳ mars 2012"
    sheet.page.locator("#play").click()
    expect(sheet.page.locator("#play")).to_have_text("Pause")
    sheet.page.locator("#play").click()
    expect(sheet.page.locator("#play")).to_have_text(catalogue("fr")["Play"])
