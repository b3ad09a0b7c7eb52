"""Finding a place by name: words in any order, folded; Enter takes the first; a name that nobody bears is said."""

import pytest
from driving import PATIENCE

pytestmark = pytest.mark.browser

FOUND = {
    "inkhalil": "in-khalil",
    "In Khalil": "in-khalil",
    "menaka": "menaka",
    "MÉNAKA": "menaka",
    "tin essako": "tin-essako",
    "tinessako": "tin-essako",
    "aguel’hoc": "aguelhok",
    "Ber camp": "un-ber",
    "camp ber": "un-ber",
    "onu kidal": "un-kidal",
    "gao airport": "fr-gao",
    "kidal airfield": "fr-kidal",
    "aéroport tombouctou": "fr-timbuktu",
    "tombouctou": "timbuktu",
}
NOBODY = ["gao harbour", "zzz"]


def test_enter_takes_the_first_place_that_answers_to_what_was_typed(reader):
    sheet = reader.open(on="2023-11-14")
    field = sheet.page.locator("#search")
    for typed, place in FOUND.items():
        field.fill(typed)
        field.press("Enter")
        sheet.page.wait_for_function("(place) => mali.place.chosen === place", arg=place, timeout=PATIENCE * 1000)


def test_a_place_asked_for_twice_stays_chosen(reader):
    sheet = reader.open(on="2023-11-14", place="gao")
    field = sheet.page.locator("#search")
    for _ in "twice":
        field.fill("Ménaka")
        field.press("Enter")
        sheet.page.wait_for_function("() => mali.place.chosen === 'menaka'")
    assert sheet.page.evaluate("() => document.activeElement.id") == "search"


def test_a_name_that_no_place_bears_is_said(reader):
    sheet = reader.open(on="2023-11-14", place="gao")
    field = sheet.page.locator("#search")
    for typed in NOBODY:
        field.fill(typed)
        sheet.page.get_by_text("No place of that name").wait_for()
        field.press("Enter")
    assert sheet.page.evaluate("() => mali.place.chosen") == "gao"


def test_what_is_typed_after_enter_is_not_taken(reader):
    sheet = reader.open(on="2023-11-14", place="gao")
    field = sheet.page.locator("#search")
    field.fill("zzz")
    sheet.page.get_by_text("No place of that name").wait_for()
    field.press("Enter")
    field.fill("kid")  # at once
    sheet.page.get_by_role("option", name="Kidal", exact=True).wait_for()
    sheet.rest()
    assert sheet.page.evaluate("() => mali.place.chosen") == "gao"
    field.press("Enter")
    sheet.page.wait_for_function("() => mali.place.chosen === 'kidal'")


def test_script_and_python_fold_alike(reader):
    from geodata.letters import folded

    sheet = reader.open(on="2023-11-14")
    names = ["Ménaka", "L’Œuvre", "Aguel'hoc", "TIN-ESSAKO", "Taoudénit", "ﬁn", "Łódź"]
    assert sheet.page.evaluate("(names) => names.map(mali.fold)", names) == [folded(name) for name in names]
