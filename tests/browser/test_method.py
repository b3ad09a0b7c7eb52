"""The method in a browser: readable on a desk and a phone, in both languages, with contents that lead."""

import pytest
from driving import grave_faults
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

DESK, PHONE = (1440, 900), (390, 844)


def open_method(reader, query="", size=DESK):
    return reader.led(f"view=method&{query}", size=size, shows=".method .coverage")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_serious_with_every_fold_open(reader, size, language):
    sheet = open_method(reader, f"lang={language}", size).unfold()
    assert not grave_faults(sheet.page)
    widths = sheet.page.evaluate("() => [document.scrollingElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1]


def test_the_contents_lead_to_their_sections(reader):
    sheet = open_method(reader, "on=2023-11-14")
    sheet.page.locator(".contents a", has_text="Coverage by place").click()
    assert 0 <= sheet.rest().page.locator("#coverage").bounding_box()["y"] < 300
    assert "view=method" in sheet.query()


def test_a_section_that_was_led_to_before_the_page_had_begun_stays_in_view_and_in_focus(reader):
    sheet = reader.page_apart()
    let_go = sheet.hold_back("**/*.js*")
    sheet.page.goto(f"{sheet.base}?view=method", wait_until="commit")
    sheet.page.locator(".contents a", has_text="Coverage by place").click()
    let_go()
    heading = sheet.rest().page.locator("#page #coverage")
    assert 0 <= heading.bounding_box()["y"] < 300
    expect(heading).to_be_focused()


def test_a_line_holds_no_more_than_reads_well(reader):
    sheet = open_method(reader)
    widest = sheet.page.evaluate(
        """() => {
             const ems = (p) => p.getBoundingClientRect().width / parseFloat(getComputedStyle(p).fontSize);
             return Math.max(...[...document.querySelectorAll('.reading section p')].map(ems));
           }"""
    )
    assert widest < 42  # em; about 72 characters of this face


def test_a_place_of_the_coverage_leads_to_its_card(reader):
    sheet = open_method(reader)
    sheet.page.locator(".coverage a", has_text="Tessalit").first.click()
    sheet.ready()
    sheet.card.wait_for()
    assert "place=tessalit" in sheet.query()
    sheet.page.go_back()
    sheet.page.wait_for_selector(".method .coverage")


FIRST_COLUMN = """() => {
  const table = document.querySelector(".agreement");
  const wide = table.parentElement;
  wide.scrollIntoView();
  wide.scrollLeft = wide.scrollWidth;
  const left = wide.getBoundingClientRect().left;
  const ground = getComputedStyle(document.body).backgroundColor;
  const cells = [...table.querySelectorAll("tr > :first-child")].map((cell) => {
    const box = cell.getBoundingClientRect();
    const seen = box.bottom > 0 && box.bottom < innerHeight;
    const middle = document.elementFromPoint(box.right - 2, (box.top + box.bottom) / 2);
    return [box.left - left, getComputedStyle(cell).backgroundColor === ground, !seen || middle === cell];
  });
  return { scrolled: wide.scrollLeft, share: table.querySelector("th").offsetWidth / wide.clientWidth, cells };
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_names_of_places_stay_on_their_own_ground_while_the_years_of_the_agreement_scroll(reader, theme):
    sheet = open_method(reader, f"theme={theme}", PHONE).unfold()
    found = sheet.page.evaluate(FIRST_COLUMN)
    assert found["scrolled"] > 100
    assert found["share"] < 0.5
    assert len(found["cells"]) > 10
    assert {tuple(cell) for cell in found["cells"]} == {(0, True, True)}
