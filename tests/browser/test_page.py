"""The page paints, in every size, and asks nobody but its server."""

import pytest

pytestmark = pytest.mark.browser


def test_the_page_paints_the_day_of_its_address(reader):
    sheet = reader.open(on="2023-11-13")
    assert sheet.page.locator("#map").get_attribute("data-on") == "2023-11-13"
    assert sheet.page.title() == "Northern Mali Control Map"
    assert sheet.shown()["date"] == ["Monday 13 November 2023"] * 2


def test_the_time_control_is_one_slider_with_a_name(reader):
    sheet = reader.open(on="2023-11-14")
    assert sheet.slider.count() == 1
    assert sheet.page.get_by_role("slider", name="Day shown").count() == 1
    assert sheet.slider.get_attribute("aria-valuetext") == "Tuesday 14 November 2023"
    assert sheet.slider.get_attribute("aria-valuenow") == "4335"
    assert (sheet.slider.get_attribute("aria-valuemin"), sheet.slider.get_attribute("aria-valuemax")) == ("0", "4748")


def test_the_server_for_work_on_the_app_serves_a_page_that_draws(colleague):
    sheet = colleague.open(on="2023-11-14")
    sheet.page.wait_for_timeout(1000)  # errors of its checks would come again and again
    assert sheet.shown()["date"] == ["Tuesday 14 November 2023"] * 2
