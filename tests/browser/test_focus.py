"""Whoever works by keyboard or ear: the focus stays where it was, and each thing is said once."""

import pytest

pytestmark = pytest.mark.browser

FOCUSED = "() => { const at = document.activeElement; return at.id || at.dataset.view || at.tagName; }"
LISTEN = """() => { window.heard = [];
  const hear = () => { const words = document.getElementById('announcer')?.textContent;
    if (words) heard.push(words); };
  new MutationObserver((changes) => changes.some(({ target }) => target.id === 'announcer') && hear())
    .observe(document.body, { childList: true, subtree: true, characterData: true }); }"""


def focused_on(sheet, name):
    sheet.page.wait_for_function(f"(name) => ({FOCUSED})() === name", arg=name)


def test_a_choice_in_a_filter_leaves_focus_and_list_for_the_next(reader):
    sheet = reader.open(on="2023-11-14").unfold()
    sheet.page.focus("#filter-actors")
    for count in (1, 2):
        for _ in range(count):  # past those that are chosen already
            sheet.page.keyboard.press("ArrowDown")
        sheet.page.keyboard.press("Enter")
        sheet.page.wait_for_function(
            "(count) => new URLSearchParams(location.search).get('actors')?.split(',').length === count", arg=count
        )
        focused_on(sheet, "filter-actors")
        sheet.page.locator("[role=listbox]:visible").wait_for()
        sheet.ready()
    assert sheet.page.evaluate("() => document.activeElement.closest('details').open")


def test_a_choice_made_before_the_page_has_looked_up_what_it_needs_is_not_lost(reader):
    sheet = reader.open(on="2023-11-14").unfold()
    let_go = sheet.hold_back("**/frames/**")
    sheet.page.evaluate("() => mali.address.go({ actors: 'GOV' })")
    chosen = sheet.page.locator("#filter-actors").locator("xpath=ancestor::*[contains(@class, 'MultiSelect-root')]")
    chosen.get_by_text("Army", exact=True).wait_for()  # the fields of the new page, which waits for the rest
    sheet.unfold().page.focus("#filter-camps")
    sheet.page.keyboard.press("ArrowDown")
    sheet.page.keyboard.press("Enter")
    sheet.page.wait_for_timeout(500)
    assert "camps" not in sheet.page.url, "the page has not begun"
    let_go()
    sheet.page.wait_for_url("**/?*actors=GOV*camps=*")


def test_a_link_of_the_masthead_keeps_the_focus_over_views_and_languages(reader):
    sheet = reader.open(on="2023-11-14")
    for changes, ready in (("view=timeline", "[data-charts][data-on]"), ("lang=fr", ".page[lang=fr] [data-on]")):
        sheet.page.focus(f"a[data-view='{changes}']")
        sheet.page.keyboard.press("Enter")
        sheet.page.wait_for_selector(ready)
        focused_on(sheet, changes)


def test_who_has_let_go_is_not_called_back(reader):
    sheet = reader.open(on="2023-11-14")
    sheet.page.focus("a[data-view='view=compare']")
    sheet.page.evaluate("() => document.activeElement.blur()")
    sheet.frames()
    sheet.page.evaluate("() => mali.address.go({ grade: 'C2' })")
    sheet.page.wait_for_function("() => mali.address.query().includes('grade')")
    sheet.ready()
    assert sheet.page.evaluate(FOCUSED) == "BODY"


def test_each_step_is_said_once(reader):
    sheet = reader.open(on="2023-11-13")
    sheet.page.evaluate(LISTEN)
    sheet.press("ArrowRight").rest()
    [heard] = sheet.page.evaluate("() => heard")
    assert "14 November 2023" not in heard, "the slider has said its day itself"
    assert "Kidal" in heard
    sheet.page.evaluate("() => mali.clock.again()")
    sheet.rest()
    sheet.page.evaluate("() => mali.address.go({ grade: 'E6' })")
    sheet.page.wait_for_function("() => mali.address.query().includes('grade')")
    sheet.ready()
    assert len(set(sheet.page.evaluate("() => heard"))) == len(sheet.page.evaluate("() => heard"))
