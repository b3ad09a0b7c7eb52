"""Several days next to each other: which days, where their maps lie, what is outlined, and what the page offers."""

from datetime import date

import pytest
from asking import days
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.asked.days import MOST, parse_days, quarters, turns, write_days
from dashboard.asked.reading import read_view
from dashboard.asked.state import ViewState
from dashboard.asked.view import View
from dashboard.export.drawer import Drawer
from dashboard.export.order import Order, file_name
from dashboard.export.sheets import SeveralSheet, sheets_of
from dashboard.figures.map.multiples import differences
from dashboard.figures.sheets.multiples_sheet import arrangement
from dashboard.text import LANGUAGES, Text
from dashboard.views import multiples_view
from dashboard.views.context import Context
from geodata.comparison import Net, net
from geodata.selection import ALL

TWELVE = tuple(
    map(
        date.fromisoformat,
        [
            "2012-01-01",
            "2012-04-01",
            "2012-07-01",
            "2013-02-01",
            "2014-05-30",
            "2015-05-01",
            "2018-01-01",
            "2020-01-01",
            "2022-06-01",
            "2023-04-15",
            "2023-11-30",
            "2024-12-31",
        ],
    )
)
AUTUMN = TWELVE[-3:]


@settings(max_examples=50, deadline=None)
@given(chosen=st.lists(days, min_size=2, max_size=12, unique=True))
def test_days_come_back_from_the_address_in_order(record, chosen):
    read = parse_days(",".join(map(str, chosen)), record.period)
    assert read == tuple(sorted(chosen))
    assert parse_days(write_days(read), record.period) == read


def test_thirteen_days_are_refused_and_what_is_allowed_is_said(record):
    asked = ",".join(f"2023-{month:02}-02" for month in range(1, 13)) + ",2024-01-02"
    [notice] = read_view(f"days={asked}", record).notices
    assert "2 to 12 days" in notice.allowed


@pytest.mark.parametrize("count", range(2, MOST + 1))
def test_maps_of_one_size_and_ground_lie_apart_on_the_sheet(count):
    windows = arrangement(ViewState(several=TWELVE[:count])).windows
    assert len(windows) == count
    assert {(one.width, one.height, one.ground) for one in windows} == {
        (windows[0].width, windows[0].height, windows[0].ground)
    }
    for number, one in enumerate(windows):
        assert one.left >= 0
        assert one.top >= 90
        assert one.left + one.width <= 1280
        assert one.top + one.height <= 645
        for other in windows[:number]:
            assert one.left >= other.left + other.width or one.top >= other.top + other.height


def test_what_differs_from_the_day_before_is_found_and_a_new_name_is_not(record, timeline):
    state = ViewState(several=TWELVE)
    found = differences(state, timeline)
    assert found[0] == []
    for number in range(1, len(TWELVE)):
        before, after = timeline.states(TWELVE[number - 1]), timeline.states(TWELVE[number])
        expected = {name for name in after if net(before[name], after[name], record) is not Net.SAME}
        assert {one.place.id for one in found[number]} == expected
    assert all(found[1:]), "each of these days differs from the one before somewhere"


def test_what_differs_is_outlined_on_the_map_of_its_day(record, timeline):
    state = ViewState(several=AUTUMN)
    sheet = SeveralSheet(record, Order(state), timeline)
    for panel, differing in zip(sheet.picture().panels, differences(state, timeline), strict=True):
        [rings] = [trace for trace in panel.figure.data if trace.uid == "today"]
        [body] = [trace for trace in panel.figure.data if trace.uid == "points"]
        ids = panel.figure.layout.meta["point_places"]
        ringed = {name for name, up in zip(ids, rings.marker.opacity, strict=True) if up}
        drawn = {name for name, up in zip(ids, body.marker.opacity, strict=True) if up}
        assert ringed == {one.place.id for one in differing} & drawn


@pytest.mark.parametrize("lang", LANGUAGES)
def test_twelve_days_have_one_legend_that_nothing_is_cut_from(record, timeline, lang):
    [sheet] = sheets_of(record, Order(ViewState(several=TWELVE, lang=lang)), timeline)
    notes = sheet.picture().notes
    assert not [each["text"] for each in notes if "…" in each["text"]]
    assert [each["name"] for each in notes].count("legend-title") == 1
    assert [each["name"] for each in notes].count("scale") == 1
    titles = [each["text"] for each in notes if str(each["name"]).startswith("panel-")]
    assert len(titles) == len(set(titles)) == len(TWELVE)
    assert Drawer(record, Text(lang)).draw(sheet).said


def test_a_sheet_of_days_says_for_each_what_differs(record, timeline):
    sheet = SeveralSheet(record, Order(ViewState(several=AUTUMN)), timeline)
    said = sheet.words()
    assert sum("against the map before" in line for line in said) == len(AUTUMN) - 1
    assert any(line.startswith("Kidal:") or "Kidal" in line for line in said)
    assert sheet.name == "/".join(map(str, AUTUMN))
    assert f"_days_{AUTUMN[0]}_{AUTUMN[-1]}_en" in file_name(record, sheet.order, "png")


def test_rows_of_days_are_offered_that_can_be_shown(record, timeline):
    assert quarters(2023, record.period) == (
        date(2023, 1, 1), date(2023, 4, 1), date(2023, 7, 1), date(2023, 10, 1), date(2023, 12, 31)
    )  # fmt: skip
    offered = turns(timeline, ALL)
    assert date(2023, 11, 14) in offered["kidal"]
    for days_of in offered.values():
        assert len(days_of) <= MOST
        assert parse_days(write_days(days_of), record.period) == days_of


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_has_a_map_a_day_that_leads_to_that_day_alone(record, timeline, lang):
    state = ViewState(view=View.COMPARE, several=AUTUMN, lang=lang)
    page = multiples_view.body(Context(record, state, Text(lang), timeline, "", False, 900))
    links = [node for node in page._traverse() if getattr(node, "data-view", "").startswith("view=map")]
    assert [getattr(node, "data-view") for node in links] == [f"view=map&on={day}&days=" for day in AUTUMN]
    maps = [node for node in page._traverse() if getattr(node, "role", "") == "img"]
    assert len(maps) == len(AUTUMN)
    assert all("<svg" in getattr(node, "data-markup") for node in maps)
    assert sum(len(getattr(node, "data-markup")) for node in maps) < 120_000 * len(AUTUMN)
