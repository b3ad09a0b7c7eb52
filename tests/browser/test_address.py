"""The whole view in the address, without flooding the history; and addresses nobody should have written."""

from datetime import date
from urllib.parse import parse_qs

import pytest
from asking import some_bad_queries

from dashboard.asked.reading import read_view
from dashboard.asked.state import ViewState
from dashboard.text import Text
from dashboard.views.page import MOST_NOTICES

pytestmark = pytest.mark.browser

AFTER = date(2023, 11, 14)
BAD = some_bad_queries(40)
BY_LOADING = 8
"""So many bad addresses are opened as from a letter; the rest as links within the app, which is quicker."""


def history(sheet):
    return sheet.page.evaluate("() => history.length")


def test_the_address_carries_the_view(reader):
    sheet = reader.open(on="2013-01-30", lang="fr").unfold()
    sheet.press("ArrowRight").page.mouse.click(*sheet.spot("gao"))
    sheet.card.wait_for()
    sheet.page.locator('[data-layer="river"]').click()
    asked = parse_qs(sheet.rest().query().removeprefix("?"))
    assert asked["on"] == ["2013-01-31"]
    assert asked["place"] == ["gao"]
    assert asked["lang"] == ["fr"]
    assert "river" not in asked["layers"][0].split(",")


def test_moving_through_time_leaves_the_history_alone(reader):
    sheet = reader.open(on="2012-01-01")
    before = history(sheet)
    sheet.press("ArrowRight", 20).rest()
    assert "on=2012-01-21" in sheet.query()
    sheet.press("PageUp", 12).rest().press("End").rest()
    assert "on=2024-12-31" in sheet.query()
    assert history(sheet) == before


def test_choosing_places_and_layers_leaves_the_history_alone(reader):
    sheet = reader.open(on=AFTER).unfold()
    before = history(sheet)
    sheet.page.mouse.click(*sheet.spot("kidal"))
    sheet.card.wait_for()
    sheet.page.locator('[data-layer="river"]').click()
    sheet.rest()
    assert history(sheet) == before


def test_a_copied_address_opens_the_same_view(reader, record):
    sheet = reader.open(on="2022-06-01", lang="fr").unfold()
    sheet.press("PageUp", 4).page.mouse.click(*sheet.spot("menaka"))
    sheet.card.wait_for()
    for layer in ("river", "kidal", "other-bases"):
        sheet.page.locator(f'[data-layer="{layer}"]').click()
    copied = sheet.rest().query().removeprefix("?")
    other = reader.open(copied)
    other.card.wait_for()
    assert other.shown() == sheet.shown()
    assert other.card.locator("h2").inner_text() == sheet.card.locator("h2").inner_text()
    assert other.card.locator(".holding").inner_text() == sheet.card.locator(".holding").inner_text()
    assert read_view(other.rest().query(), record).state == read_view(copied, record).state


def test_the_other_language_shows_the_same_view_and_back_returns(reader, record):
    sheet = reader.open(on=AFTER, place="kidal").unfold()
    sheet.card.wait_for()
    sheet.press("PageDown", 3).rest()
    view = read_view(sheet.query(), record).state
    sheet.page.locator('.languages a[lang="fr"]').click()
    sheet.page.wait_for_function("() => document.documentElement.lang === 'fr'")
    sheet.ready()
    assert read_view(sheet.query(), record).state == view.but(lang="fr")
    sheet.card.wait_for()
    sheet.page.go_back()
    sheet.page.wait_for_function("() => document.documentElement.lang === 'en'")
    assert read_view(sheet.ready().query(), record).state == view


def test_an_address_without_a_query_shows_the_usual_view(reader):
    sheet = reader.open()
    assert sheet.on == ViewState().on
    assert sheet.page.locator("#notices p").count() == 0


def said_of(notices):
    """What the page says of the values that were left out: the first three, and how many more."""
    sentence = (
        "The address asks for {parameter} = “{found}”, which is not understood and was left out. Allowed: {allowed}."
    )
    text = Text("en")
    lines = [
        text(sentence, parameter=one.parameter, found=one.found, allowed=one.allowed) for one in notices[:MOST_NOTICES]
    ]
    more = len(notices) - len(lines)
    return [*lines, text("{count} more values were left out.", count=more)] if more else lines


def test_bad_addresses_give_a_page_and_a_notice(reader, record):
    sheet = reader.page()
    for number, query in enumerate(BAD):
        if number < BY_LOADING:
            sheet.page.goto(f"{sheet.base}?{query.removeprefix('?')}")
        else:
            sheet.page.evaluate(
                """(query) => {
                    history.pushState(null, '', '?' + query);
                    window.dispatchEvent(new CustomEvent('_dashprivate_pushstate'));
                }""",
                query,
            )
        wanted = read_view(query, record)
        assert wanted.notices or number < BY_LOADING
        sheet.page.wait_for_function(
            """([day, said]) => {
                const lines = [...document.querySelectorAll('#notices p')].map((line) => line.textContent);
                return document.getElementById('map')?.dataset.on === day && lines.join() === said.join();
            }""",
            arg=[wanted.state.on.isoformat(), said_of(wanted.notices)],
        )
