"""Finding a place, its card, the words of the day, and the layers."""

from datetime import date

import pytest
from playwright.sync_api import expect

from dashboard.asked.layers import Layer
from dashboard.asked.state import ViewState
from dashboard.text import Text
from dashboard.told.words import change_in_words, holding

pytestmark = pytest.mark.browser

ENGLISH, FRENCH = Text("en"), Text("fr")
AFTER = date(2023, 11, 14)


SWITCHED = """() => {
  const gd = document.querySelector('#map .js-plotly-plot');
  const { images, xaxis, meta } = gd.layout;
  const visible = gd.data.map((one) => one.visible !== false);
  return [visible, images[0].visible !== false, xaxis.showgrid, gd.data[meta.points].marker.opacity.map(Number)];
}"""
"""What is switched on: each trace, the relief, the graticule, each marker."""


def type_into_search(sheet, typed):
    field = sheet.page.locator("#search")
    field.click()
    field.fill("")
    field.press_sequentially(typed)
    return sheet.page.locator("[role=option]:visible")


def life(sheet):
    """The life of a base on its card: what is said by what it is about."""
    rows = sheet.card.locator("dl")
    terms, told = rows.locator("dt").all_inner_texts(), rows.locator("dd").all_inner_texts()
    return dict(zip(terms, told, strict=True))


# Search


@pytest.mark.parametrize(
    "names",
    [
        {"menaka": "Ménaka", "tombouctou": "Timbuktu", "tinzawaten": "Tinzaouaten", "boghassa": "Boughessa"},
        {"timbuktu": "Timbuktu", "MÉNAKA": "Ménaka", "tigharghar": "Adrar Tigharghar"},
    ],
    ids=" ".join,
)
def test_a_place_is_found_by_any_of_its_names(reader, names):
    sheet = reader.led(on=AFTER)
    for typed, name in names.items():
        options = type_into_search(sheet, typed)
        expect(options.first).to_have_text(name)
        options.first.click()
        sheet.card.get_by_role("heading", name=name, exact=True).wait_for()


def test_the_search_works_by_keyboard_alone(reader):
    sheet = reader.led(on=AFTER, lang="fr")
    expect(type_into_search(sheet, "timbuktu").first).to_have_text("Tombouctou")
    sheet.page.keyboard.press("ArrowDown")  # to the second of those that are listed, and back
    sheet.page.keyboard.press("ArrowUp")
    sheet.page.keyboard.press("Enter")
    sheet.card.get_by_role("heading", name="Tombouctou", exact=True).wait_for()
    sheet.rest()
    assert "place=timbuktu" in sheet.query()


def test_a_name_nobody_has_is_said_to_be_unknown(reader):
    sheet = reader.led(on=AFTER)
    expect(type_into_search(sheet, "atlantis")).to_have_count(0)
    sheet.page.get_by_text("No place of that name").wait_for()


# The card


def test_a_click_on_a_marker_opens_its_card(reader, record, timeline):
    sheet = reader.led(on=AFTER)
    sheet.page.mouse.click(*sheet.spot("kidal"))
    sheet.card.get_by_role("heading", name="Kidal", exact=True).wait_for()
    said = holding(timeline.state("kidal", AFTER), record, ENGLISH)
    assert sheet.card.locator(".holding").inner_text() == said[0].upper() + said[1:]
    assert "place=kidal" in sheet.rest().query()


def test_a_click_on_the_base_beside_it_opens_the_card_of_the_base(reader, record):
    sheet = reader.led(on=AFTER)
    sheet.page.mouse.click(*sheet.spot("un-kidal"))
    sheet.card.get_by_role("heading", name=record.places["un-kidal"].name.en, exact=True).wait_for()


def test_a_click_on_a_commune_opens_the_card_of_the_place_it_follows(reader, record):
    sheet = reader.led(on=AFTER)
    x, y = sheet.spot("tin-essako")
    sheet.page.mouse.click(x + 60, y + 20)
    sheet.card.get_by_role("heading", name=record.places["tin-essako"].name.en, exact=True).wait_for()


def test_a_drag_over_the_map_opens_no_card(reader):
    sheet = reader.led(on=AFTER)
    x, y = sheet.spot("kidal")
    sheet.page.mouse.move(x, y)
    sheet.page.mouse.down()
    sheet.page.mouse.move(x - 40, y, steps=4)
    sheet.page.mouse.up()
    sheet.rest()
    assert sheet.card.count() == 0


def test_the_card_says_what_is_claimed_how_sure_it_is_and_by_whom(reader, record, timeline):
    sheet = reader.led(on=AFTER, place="kidal")
    sheet.card.wait_for()
    claim = timeline.state("kidal", AFTER).claim
    assert sheet.card.locator(".claim").inner_text() == claim.text.en
    assert sheet.card.locator(".grade").inner_text() == str(record.grade_of(claim))
    links = sheet.card.locator(".claim ~ .sources a, .claim ~ ol a").evaluate_all(
        "(links) => links.map((link) => [link.getAttribute('href'), link.rel])"
    )
    wanted = [record.sources[source_id].url for source_id in claim.source_ids if record.sources[source_id].url]
    assert [address for address, _ in links] == wanted
    assert all("noopener" in rel for _, rel in links)


def test_the_card_of_the_un_camp_at_kidal_tells_its_life(reader, record, timeline):
    sheet = reader.led(on=AFTER, place="un-kidal")
    sheet.card.wait_for()
    told = life(sheet)
    assert told["Opened"] == "July 2013"
    assert told["Left"] == "31 October 2023"
    assert told["Handed over"] == "to nobody: abandoned or taken"
    strip = sheet.card.locator(".segment").evaluate_all(
        "(nodes) => nodes.map((node) => node.getAttribute('aria-label'))"
    )
    wanted = [f"{ENGLISH.day(state.since)}: {holding(state, record, ENGLISH)}" for state in timeline.spans["un-kidal"]]
    assert strip == wanted
    assert any("held by MINUSMA" in said for said in strip)
    assert any("31 October 2023: held by the CSP" in said for said in strip)
    assert any("14 November 2023: held by the army" in said for said in strip)


def test_the_card_of_a_base_handed_over_says_to_whom(reader, record):
    sheet = reader.led(on=AFTER, place="un-menaka")
    sheet.card.wait_for()
    base = record.bases["un-menaka"]
    assert life(sheet)["Handed over"].endswith(f"to: {base.handed_to.en}")


def test_the_card_follows_time(reader):
    sheet = reader.led(on="2023-10-30", place="un-kidal")
    holder = sheet.card.locator(".holding")
    holder.wait_for()
    for key, said in (("ArrowRight", "Held by the CSP"), ("]", "Held by"), ("End", "Held by the army")):
        sheet.press(key)
        sheet.page.wait_for_function(
            "(said) => document.querySelector('#card .holding')?.textContent.startsWith(said)", arg=said
        )
    sheet.press("Home")
    sheet.page.wait_for_function("() => document.querySelector('#card .holding')?.textContent.startsWith('Unknown')")


def test_the_history_of_a_place_leads_to_its_days(reader, timeline):
    sheet = reader.led(on=AFTER, place="kidal")
    sheet.card.wait_for()
    start = timeline.spans["kidal"][-3].since
    sheet.card.locator(".segment").nth(-3).focus()
    sheet.page.keyboard.press("Enter")
    assert sheet.on == start


# The words of the day


@pytest.mark.parametrize("text", [ENGLISH, FRENCH], ids=["en", "fr"])
def test_what_changed_on_the_day_is_said_in_words(reader, record, timeline, text):
    sheet = reader.open(on=AFTER, lang=text.language)
    words = sheet.page.locator("#words").inner_text()
    kidal = next(one for one in timeline.changes(date(2023, 11, 13), AFTER) if one.after.place.id == "kidal")
    assert change_in_words(kidal, record, text) in words
    assert text.weekday(AFTER) in words
    assert change_in_words(kidal, record, text) in sheet.page.locator("#announcer").text_content()


def test_a_day_without_change_or_event_says_so(reader, record, timeline):
    eventful = {one.date for one in timeline.changes(date(2012, 1, 1), date(2024, 12, 31))}
    quiet = next(
        day
        for day in (date(2018, 1, number) for number in range(1, 32))
        if day not in eventful and not any(event.date <= day <= event.until for event in record.events.values())
    )
    sheet = reader.led(on=quiet)
    assert "Nothing in the record changes on this day." in sheet.page.locator("#words").inner_text()


def test_a_change_leads_to_its_place(reader):
    sheet = reader.led(on=AFTER)
    sheet.page.locator("#words [data-place=kidal]").click()
    sheet.card.get_by_role("heading", name="Kidal", exact=True).wait_for()


def test_the_list_of_all_places_follows_time(reader, record, timeline):
    sheet = reader.led(on="2023-11-13").unfold().rest()
    entry = sheet.page.locator("#situation [data-place=kidal]")
    entry.wait_for()
    assert "held by the CSP" in entry.inner_text()
    sheet.press("ArrowRight").rest()
    assert "held by the army" in entry.inner_text()


# Layers


def test_every_layer_can_be_switched_off_and_on(reader):
    every = frozenset(Layer) - {Layer.INCIDENTS}  # whose switch is there where some were imported
    sheet = reader.led(ViewState(layers=every).query()).unfold()
    layers = sheet.page.evaluate("() => document.querySelector('#map .js-plotly-plot').layout.meta.layers")
    of_points = sheet.page.evaluate("() => document.querySelector('#map .js-plotly-plot').layout.meta.point_layers")
    everything = sheet.page.evaluate(SWITCHED)
    for layer in every:
        switch = sheet.page.locator(f'[data-layer="{layer}"]')
        assert switch.get_attribute("aria-checked") == "true"
        switch.click()
        sheet.rest()
        assert switch.get_attribute("aria-checked") == "false"
        visible, relief, grid, opacity = sheet.page.evaluate(SWITCHED)
        assert {number for number, shown in enumerate(visible) if not shown} == {*layers[layer], *layers["incidents"]}
        assert relief == (layer is not Layer.RELIEF)
        assert grid == (layer is not Layer.GRATICULE)
        wanted = [0 if of == layer else shown for of, shown in zip(of_points, everything[3], strict=True)]
        assert opacity == wanted
        assert f"{layer}" not in sheet.query().split("layers=")[1].split("&")[0].split("%2C")
        switch.click()
        sheet.rest()
        assert sheet.page.evaluate(SWITCHED) == everything


def test_layers_switched_off_stay_off_while_time_moves(reader):
    sheet = reader.open(on=AFTER).unfold()
    for layer in (Layer.KIDAL, Layer.MINUSMA_BASES):
        sheet.page.locator(f'[data-layer="{layer}"]').click()
    sheet.rest().press("PageDown", 3)
    shown = sheet.shown()
    assert shown["points"]["un-kidal"]["drawn"][3] == "0"
    assert shown["points"]["kidal"]["drawn"][3] == "1"
    kept = ViewState().layers - {Layer.KIDAL, Layer.MINUSMA_BASES}
    fresh = reader.open(ViewState(on=sheet.on, layers=kept).query()).shown()
    assert shown["legend"] == fresh["legend"]
    assert shown["points"] == fresh["points"]
