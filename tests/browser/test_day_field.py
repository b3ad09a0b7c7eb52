"""A field for a day takes what people type, as they type it, and says so where it cannot be a day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.text import LANGUAGES, Text

pytestmark = pytest.mark.browser

ASSETS = Path(__file__).parents[2] / "assets"
DAY = date(2023, 11, 14)
READ = {
    "2023-11-14": DAY,
    "2023/11/14": DAY,
    "14/11/2023": DAY,
    "14.11.2023": DAY,
    "14-11-23": DAY,
    " 14 nov 2023 ": DAY,
    "14\N{NO-BREAK SPACE}NOV.\N{NARROW NO-BREAK SPACE}2023": DAY,
    "14th of November 2023": DAY,
    "November 14, 2023": DAY,
    "mardi 14 novembre 2023": DAY,
    "mar. 14 nov. 2023": DAY,
    "1 mar 2012": date(2012, 3, 1),
    "1er avril 2012": date(2012, 4, 1),
    "1ᵉʳ avril 2012": date(2012, 4, 1),
    "5 août 2014": date(2014, 8, 5),
    "5 aout 2014": date(2014, 8, 5),
    "29/02/2012": date(2012, 2, 29),
    "nov 2023": date(2023, 11, 1),
    "11/2023": date(2023, 11, 1),
    "2023-11": date(2023, 11, 1),
    "2023": date(2023, 1, 1),
    "\N{FULLWIDTH DIGIT TWO}\N{FULLWIDTH DIGIT ZERO}23-11-14": DAY,
}
NO_DAY = ["", "soon", "29/02/2023", "31 nov 2023", "11/14/2023", "14 jui 2023", "14 nov", "12 12", "14 nov dec 2023",
          "2023 2024", "1/2/3/2023", "0014-11-14", "14 nov 20233"]  # fmt: skip
WORDS = "(words) => words.map((one) => mali.dayField.read(one)?.iso ?? null)"


@pytest.fixture
def scripts(reader):
    """An empty page with the scripts that read days, and no others."""
    page = reader.page().page
    for name in ("letters", "day_field"):
        page.add_script_tag(path=ASSETS / f"{name}.js")
    return page


def test_days_are_read_as_people_type_them(scripts):
    assert scripts.evaluate(WORDS, list(READ)) == [day.isoformat() for day in READ.values()]


def test_what_is_no_day_or_may_be_several_is_not_guessed(scripts):
    assert dict(zip(NO_DAY, scripts.evaluate(WORDS, NO_DAY), strict=True)) == dict.fromkeys(NO_DAY)


def test_every_day_of_the_record_is_read_as_either_language_writes_it(scripts, record):
    period = record.period
    days = [period.first + timedelta(days=offset) for offset in range(period.count)]
    for language in LANGUAGES:
        text = Text(language)
        for write in (text.short_day, text.day, text.weekday, lambda day: f"{day:%d/%m/%Y}"):
            assert scripts.evaluate(WORDS, [write(day) for day in days]) == [day.isoformat() for day in days]


def test_a_field_takes_a_whole_day_at_once_and_less_when_it_is_left(reader):
    sheet = reader.led(on="2012-01-01", lang="fr")
    field, fault = sheet.page.locator("#date"), sheet.page.locator("#date-fault")
    field.fill("14/11/2023")
    sheet.page.wait_for_selector('#map[data-on="2023-11-14"]')
    field.fill("avril 2012")
    assert sheet.rest().on == DAY, "more may follow"
    field.press("Enter")
    sheet.page.wait_for_selector('#map[data-on="2012-04-01"]')
    sheet.rest()
    assert field.input_value() == "1ᵉʳ avr. 2012"
    for typed, said in (("31/02/2013", "Ce n’est pas un jour"), ("1999", "Les données vont du")):
        field.fill(typed)
        field.press("Enter")
        assert said in fault.inner_text()
        assert field.get_attribute("aria-invalid") == "true"
        assert field.input_value() == typed, "what was typed can be mended"
        assert sheet.on == date(2012, 4, 1)
    sheet.press("ArrowRight").rest()
    assert field.input_value() == "2 avr. 2012"
    assert not fault.is_visible()


def test_two_choices_in_a_row_both_hold_though_the_page_of_the_first_has_not_come(reader):
    sheet = reader.led(on="2023-11-14")
    sheet.page.evaluate("() => { mali.address.go({ actors: 'GOV' }); mali.address.go({ grade: 'C2' }); }")
    sheet.page.wait_for_url("**/?*actors=GOV*grade=C2*")
    sheet.ready()
    sheet.page.evaluate("() => { mali.address.go({ known: '2023-11-01' }); mali.address.go({ known: '' }); }")
    both = "() => [location.search, mali.address.query()]"
    wanted = f"({both})().every((one) => one.includes('GOV') && !one.includes('known'))"
    sheet.page.wait_for_function(  # the page of the first choice may come, and give way again
        f"() => {{ window.settled = {wanted} ? window.settled ?? performance.now() : null;"
        " return window.settled !== null && performance.now() - window.settled > 2000; }"
    )
