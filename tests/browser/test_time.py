"""Time under the reader's hand: keys, pointer, player, date field; and not one request while it moves."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from asking import some_days
from period import FIRST, LAST

from dashboard.asked.state import ViewState
from dashboard.text import Text
from dashboard.told.turning_points import presets_of
from dashboard.told.words import changes_by_day
from geodata.grades import Grade
from geodata.selection import is_told
from geodata.timeline import Timeline

pytestmark = pytest.mark.browser

ONE_DAY = timedelta(days=1)


def days_of_change(timeline):
    return list(changes_by_day(timeline, told=is_told))


# Keys


def test_arrows_step_a_day(reader):
    sheet = reader.led(on="2012-02-28")
    assert sheet.press("ArrowRight").on == date(2012, 2, 29)
    assert sheet.press("ArrowUp").on == date(2012, 3, 1)
    assert sheet.press("ArrowLeft", 2).on == date(2012, 2, 28)
    assert sheet.press("ArrowDown").on == date(2012, 2, 27)


def test_page_keys_step_a_calendar_month_and_know_short_ones(reader):
    sheet = reader.led(on="2012-01-31")
    assert sheet.press("PageUp").on == date(2012, 2, 29)
    sheet.jump(date(2013, 1, 31))
    assert sheet.press("PageUp").on == date(2013, 2, 28)
    sheet.jump(date(2023, 12, 31))
    assert sheet.press("PageDown").on == date(2023, 11, 30)
    sheet.jump(date(2020, 1, 15))
    assert sheet.press("PageDown").on == date(2019, 12, 15)
    assert sheet.press("PageUp", 12).on == date(2020, 12, 15)


def test_home_and_end_go_to_the_ends_and_nothing_goes_beyond(reader):
    sheet = reader.led(on="2020-06-15")
    assert sheet.press("Home").on == FIRST
    assert sheet.press("ArrowLeft").on == FIRST
    assert sheet.press("PageDown").on == FIRST
    assert sheet.press("End").on == LAST
    assert sheet.press("ArrowRight").on == LAST
    assert sheet.press("PageUp").on == LAST


def test_brackets_go_from_change_to_change_from_anywhere_on_the_page(reader, timeline):
    days = days_of_change(timeline)
    sheet = reader.led(on="2023-11-13")
    sheet.page.locator("body").click(position={"x": 3, "y": 3})
    later = [day for day in days if day > date(2023, 11, 13)]
    for day in later[:5]:
        sheet.page.keyboard.press("]")
        assert sheet.on == day
    for day in reversed([day for day in days if day < later[4]][-6:]):
        sheet.page.keyboard.press("[")
        assert sheet.on == day


def test_brackets_stop_at_the_first_and_the_last_change(reader, timeline):
    days = days_of_change(timeline)
    sheet = reader.led(on=FIRST)
    assert sheet.press("[").on == FIRST
    assert sheet.press("]").on == days[0]
    sheet.press("End")
    assert sheet.press("[").on == days[-1]
    assert sheet.press("]").on == days[-1]


def test_brackets_obey_the_filter_in_force(reader, record):
    grade = Grade.parse("B1")
    days = days_of_change(Timeline(record, ViewState(grade=grade).lens))
    sheet = reader.led(on="2013-06-01", grade=str(grade))
    for day in [day for day in days if day > date(2013, 6, 1)][:4]:
        assert sheet.press("]").on == day


def test_keys_typed_into_a_field_do_not_move_time(reader):
    sheet = reader.led(on="2020-06-15")
    sheet.page.locator("#search").fill("")
    sheet.page.locator("#search").press_sequentially("] [")
    assert sheet.on == date(2020, 6, 15)


# The pointer


def test_the_pointer_drags_through_all_thirteen_years(reader):
    sheet = reader.led(on="2018-01-01")
    box = sheet.slider.bounding_box()
    height = box["y"] + box["height"] / 2
    sheet.page.mouse.move(box["x"] + 1, height)
    sheet.page.mouse.down()
    days = [sheet.on]
    for step in range(1, 61):
        sheet.page.mouse.move(box["x"] + box["width"] * step / 60, height)
        days.append(sheet.on)
    sheet.page.mouse.up()
    assert days == sorted(days)
    assert {day.year for day in days} == set(range(2012, 2025))
    assert (days[0] - FIRST).days < 10
    assert days[-1] == LAST
    sheet.page.mouse.move(box["x"], height)
    assert sheet.on == LAST, "once let go, the pointer moves nothing"


def test_a_click_on_the_track_goes_there_and_the_keys_go_on(reader):
    sheet = reader.led(on="2012-01-01")
    box = sheet.slider.bounding_box()
    sheet.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    middle = sheet.on
    assert abs((middle - date(2018, 7, 2)).days) < 6
    sheet.page.keyboard.press("ArrowRight")
    assert sheet.on == middle + ONE_DAY


@pytest.mark.parametrize(
    ("button", "start", "day"),
    [
        ("month:1", "2012-01-31", date(2012, 2, 29)),
        ("month:-1", "2012-03-31", date(2012, 2, 29)),
        ("change:1", "2023-11-13", date(2023, 11, 14)),
    ],
)
def test_the_step_buttons_step(reader, button, start, day):
    sheet = reader.led(on=start)
    sheet.page.locator(f'[data-step="{button}"]').click()
    assert sheet.on == day


def test_the_date_field_sets_the_day_and_follows_it(reader):
    sheet = reader.led(on="2012-01-01")
    sheet.page.locator("#date").fill("2023-11-14")
    sheet.page.wait_for_selector('#map[data-on="2023-11-14"]')
    sheet.press("ArrowLeft").rest()
    assert sheet.page.locator("#date").input_value() == "13 Nov 2023"


# What the slider says


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_slider_says_its_day_in_words(reader, language):
    sheet = reader.led(on="2012-01-01", lang=language)
    for day in [*some_days(8), date(2012, 3, 1), date(2023, 11, 14)]:
        sheet.jump(day)
        assert sheet.slider.get_attribute("aria-valuetext") == Text(language).weekday(day)
        assert sheet.slider.get_attribute("aria-valuenow") == str((day - FIRST).days)
        assert sheet.shown()["date"] == [Text(language).weekday(day)] * 2


# The player


def test_space_plays_and_pauses(reader):
    sheet = reader.open(on="2020-01-01")
    sheet.page.locator("body").click(position={"x": 3, "y": 3})
    sheet.page.evaluate(
        """() => {
            const map = document.getElementById('map');
            const now = performance.now.bind(performance);
            performance.now = () => now() + 20;  // as where a frame had begun when the key was pressed
            window.seen = [];
            new MutationObserver(() => window.seen.push(map.dataset.on)).observe(map, { attributes: true });
        }"""
    )
    sheet.page.keyboard.press("Space")
    sheet.page.wait_for_function("() => document.getElementById('map').dataset.on > '2020-01-10'")
    sheet.page.keyboard.press("Space")
    assert min(sheet.page.evaluate("() => window.seen")) >= "2020-01-01", "it never goes back"
    stopped = sheet.on
    sheet.page.wait_for_timeout(300)
    assert sheet.on == stopped


def test_the_player_passes_every_change(reader, timeline):
    sheet = reader.led(on="2023-08-01")
    sheet.page.evaluate(
        """() => {
            const map = document.getElementById('map');
            window.seen = [];
            new MutationObserver(() => window.seen.push(map.dataset.on)).observe(map, { attributes: true });
        }"""
    )
    sheet.page.locator('[data-speed="9"]').click()
    sheet.page.locator("#play").click()
    sheet.page.wait_for_function("() => document.getElementById('map').dataset.on > '2023-08-20'")
    sheet.page.locator("#play").click()
    seen = [date.fromisoformat(day) for day in sheet.page.evaluate("() => window.seen")]
    assert seen == sorted(seen)
    assert {day for day in days_of_change(timeline) if date(2023, 8, 1) < day <= seen[-1]} <= set(seen)


def test_the_player_ends_at_the_end(reader):
    sheet = reader.led(on="2024-12-20")
    sheet.page.locator("#play").click()
    sheet.page.wait_for_selector('#map[data-on="2024-12-31"]')
    sheet.rest()
    assert sheet.page.locator("#play").inner_text() == "Play"


# Requests


def test_moving_through_time_asks_the_server_nothing(reader):
    sheet = reader.led(on="2012-01-01")
    before = list(sheet.requests)
    sheet.press("ArrowRight", 80).press("PageUp", 60).press("]", 40).press("PageDown", 20)
    sheet.press("End").press("Home").rest()
    assert sheet.requests == before


def test_moving_through_time_with_a_card_open_asks_the_server_nothing(reader):
    sheet = reader.led(on="2013-01-01", place="kidal")
    sheet.card.wait_for()
    before = list(sheet.requests)
    sheet.press("PageUp", 30).rest()
    assert sheet.requests == before


NAMES = """() => [...document.querySelectorAll('.turning-names a')]
  .filter((link) => getComputedStyle(link).visibility === 'visible' && link.offsetParent)
  .map((link) => { const { left, right, top, bottom } = link.getBoundingClientRect(); return {
    words: link.textContent, left, right, top, bottom,
    day: link.classList.contains('before') ? right : left }; })"""


@pytest.mark.parametrize("size", [(1100, 900), (1440, 900), (1920, 1080)])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_turning_points_stand_by_name_beside_their_days_and_touch_nothing(reader, record, size, language):
    sheet = reader.led(lang=language, size=size)
    found, track = sheet.page.evaluate(NAMES), sheet.page.locator("#time").bounding_box()
    wanted = presets_of(record, Text(language))
    days = {preset.subject: [] for preset in wanted}
    for preset in wanted:
        share = record.period.index(preset.on) / (record.period.count - 1)
        days[preset.subject].append(track["x"] + share * track["width"])
    assert len(found) >= len(wanted) - (2 if size[0] < 1440 else 0)
    for one in found:
        assert min(abs(one["day"] - day) for day in days[one["words"]]) < 1
        assert track["x"] - 1 <= one["left"] < one["right"] <= track["x"] + track["width"] + 1
    for one, other in combinations(found, 2):
        is_beside = one["right"] <= other["left"] or other["right"] <= one["left"]
        assert is_beside or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]


def test_a_turning_point_of_the_line_of_time_leads_to_its_day_and_place(reader):
    sheet = reader.led(on="2012-01-01")
    sheet.page.locator(".turning-names a", has_text="Tinzaouaten").click()
    sheet.page.wait_for_selector("#map[data-on='2024-07-25']")
    assert "place=tinzaouaten" in sheet.ready().query()


def test_a_low_window_keeps_the_room_of_their_names_for_the_map(reader):
    assert reader.led(size=(1366, 768)).page.evaluate(NAMES) == []
