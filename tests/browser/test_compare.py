"""Two days against each other in the page: one view for both maps, a divider, days that move, words that follow."""

import plotly.graph_objects as go
import pytest
from driving import grave_faults

from dashboard.asked.reading import read_view
from dashboard.figures.furniture import LEGEND_COLUMN
from dashboard.figures.map.compare import change_map, day_maps
from dashboard.figures.sheets import compare_sheet
from dashboard.figures.sheets.window import Window
from dashboard.text import Text

pytestmark = pytest.mark.browser

DESK, PHONE = (1440, 900), (390, 844)
RANGES = "() => mali.map.painters.map((painter) => painter.ranges())"
SHOWN = """(side) => {
  const gd = mali.map.painters[side].graph;
  const { meta, annotations, shapes } = gd.layout;
  const note = (name) => annotations.find((one) => one.name === name).text;
  const points = gd.data[meta.points].marker;
  const slots = shapes.filter((one) => one.name.startsWith("swatch-") && one.opacity);
  return {
    date: note("date"),
    title: note("title"),
    legend: slots.map((one) => note(one.name.replace("swatch", "slot"))),
    areas: meta.areas.map((number) => [gd.data[number].fillcolor, gd.data[number].fillpattern?.fgcolor ?? null]),
    points: points.color.map((colour, index) => points.opacity[index] ? [colour, points.line.color[index]] : null),
  };
}"""
"""What stands in the data of the left (0) or right (1) figure."""
STEPS = """async (months) => {
  const painted = [];
  for (const [year, month] of months) {
    mali.compare.set(mali.calendar.index(`${year}-${String(month).padStart(2, "0")}-01`), mali.compare.days.to);
    await new Promise((done) => requestAnimationFrame(done));
    painted.push(document.getElementById("compare").dataset.from);
  }
  return painted;
}"""
"""Moves the earlier day; what is painted one frame later cannot have waited for the server."""


@pytest.fixture
def compare(reader):
    """Leads to the compare view and waits until both maps are painted and the view is at rest."""

    def compare(size=DESK, **asked):
        query = "&".join(f"{name}={value}" for name, value in ({"view": "compare"} | asked).items())
        return reader.led(query, size=size, shows="#compare[data-from]")

    return compare


def drawn(plain):
    """The same of a map made in Python, as Plotly understands it."""
    figure = go.Figure(plain)
    layout = figure.layout
    notes = {note.name: note.text for note in layout.annotations}
    by_uid = {trace.uid: trace for trace in figure.data}
    areas = [trace for trace in figure.data if trace.uid.startswith("area-")]
    markers = by_uid["points"].marker
    return {
        "date": notes["date"],
        "title": notes["title"],
        "legend": [
            notes[shape.name.replace("swatch", "slot")]
            for shape in layout.shapes
            if shape.name.startswith("swatch-") and shape.opacity
        ],
        "areas": [[area.fillcolor, area.fillpattern.fgcolor] for area in areas],
        "points": [
            [colour, ring] if shown else None
            for colour, ring, shown in zip(markers.color, markers.line.color, markers.opacity, strict=True)
        ],
    }


def move_to(sheet, after, until):
    sheet.page.evaluate("([a, b]) => mali.compare.set(mali.calendar.index(a), mali.calendar.index(b))", [after, until])
    sheet.page.wait_for_selector(f'#compare[data-from="{after}"][data-to="{until}"]')


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_paints_what_python_draws(compare, record, timeline, language):
    sheet = compare(lang=language, frame="-13,9.5,7.5,26", **{"from": "2023-10-01", "to": "2023-12-31"})
    asked = {"relief": "relief.jpg", "timeline": timeline}

    def switch_to(mode):
        sheet.page.click(f"button[data-mode={mode}]")
        sheet.rest()

    for days in (("2012-01-16", "2012-04-06"), ("2014-05-16", "2014-05-23"), ("2018-03-01", "2024-12-31")):
        move_to(sheet, *days)
        view = read_view(f"view=compare&from={days[0]}&to={days[1]}&lang={language}", record).state
        for side, one in enumerate(day_maps(record, view, Text(language), **asked)):
            assert sheet.page.evaluate(SHOWN, side) == drawn(one), days
        switch_to("change")
        assert sheet.page.evaluate(SHOWN, 1) == drawn(change_map(record, view, Text(language), **asked)), days
        switch_to("swipe")
        assert sheet.page.evaluate(SHOWN, 1) == drawn(day_maps(record, view, Text(language), **asked)[1]), days
        switch_to("side")


@pytest.mark.parametrize("mode", ["side", "change"])
def test_the_legend_of_two_days_is_that_of_the_sheet_of_the_same_ground(compare, record, timeline, monkeypatch, mode):
    asked = {"mode": mode, "from": "2017-01-01", "to": "2023-12-31", "frame": "1.6,15.3,4.2,16.6"}
    sheet = compare(**asked)
    ranges = sheet.page.evaluate(RANGES)[1]
    window = Window(28, 116, 600, 386, *ranges["xaxis.range"], *ranges["yaxis.range"])
    monkeypatch.setattr(compare_sheet, "panel_windows", lambda *_: [window] if mode == "change" else [window, window])
    view = read_view("&".join(f"{name}={value}" for name, value in asked.items()), record).state
    paper = compare_sheet.compare_sheet(record, view, Text("en"), relief="", timeline=timeline)
    wanted = [note["text"] for note in paper.notes if note["name"].startswith("slot-")]
    assert sheet.page.evaluate(SHOWN, 1)["legend"] == wanted
    assert "CSP" not in wanted


LONG_TASKS = """() => {
  window.longest = 0;
  const take = (list) => {
    for (const entry of list.getEntries()) window.longest = Math.max(window.longest, entry.duration);
  };
  new PerformanceObserver(take).observe({ entryTypes: ["longtask"] });
}"""


def test_the_list_of_seven_years_does_not_hold_up_the_page(compare):
    """As components of Dash these two thousand elements took 22 seconds, in which nothing could be done."""
    sheet = compare(**{"from": "2023-10-01", "to": "2023-12-31"})
    sheet.page.evaluate(LONG_TASKS)
    move_to(sheet, "2018-03-01", "2024-12-31")
    sheet.page.locator("#change-list h2", has_text="1 March 2018").wait_for()
    assert sheet.page.locator("#change-list *").count() > 2000
    assert sheet.page.evaluate("() => window.longest") < 4000  # ms, of a busy machine


def test_both_maps_share_one_pan_and_zoom(compare):
    sheet = compare()
    page = sheet.page
    left, right = page.evaluate(RANGES)
    assert left == right
    box = page.locator("#map-left .nsewdrag").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.wheel(0, -400)
    sheet.rest()
    zoomed = page.evaluate(RANGES)
    assert zoomed[0] == zoomed[1] != left
    box = page.locator("#map-right .nsewdrag").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 260, box["y"] + 230, steps=5)
    page.mouse.up()
    sheet.rest()
    panned = page.evaluate(RANGES)
    assert panned[0] == panned[1] != zoomed[0]


STANDS = """() => mali.map.painters.map(({ graph, meta }) => {
  const frame = graph.getBoundingClientRect();
  const { left, top } = graph.querySelector(`.trace${graph.data[meta.points].uid} path.point`).getBoundingClientRect();
  const relief = graph.querySelector(".imagelayer image").getBoundingClientRect();
  return [left - frame.left, top - frame.top, relief.left - frame.left, relief.top - frame.top];
})"""
"""Where the first place and the relief stand in each figure."""


@pytest.mark.parametrize("mode", ["side", "swipe"])
def test_a_map_goes_along_with_the_one_that_is_dragged_and_nothing_of_that_remains(compare, mode):
    sheet = compare(mode=mode, layers="relief,places,kidal")
    page = sheet.page
    before = page.evaluate(STANDS)
    page.evaluate(
        "() => { window.drawings = 0; for (const { graph } of mali.map.painters)"
        " graph.on('plotly_afterplot', () => window.drawings++); }"
    )
    box = page.locator("#map-left .nsewdrag").bounding_box()
    page.mouse.move(box["x"] + 250, box["y"] + 250)
    page.mouse.down()
    page.mouse.move(box["x"] + 310, box["y"] + 210, steps=6)
    sheet.rest()
    dragged = page.evaluate(STANDS)
    assert page.evaluate("() => window.drawings") == 0
    assert dragged[1] == pytest.approx(dragged[0], abs=0.5)
    assert [dragged[1][0] - before[1][0], dragged[1][1] - before[1][1]] == pytest.approx([60, -40], abs=0.5)
    page.mouse.up()
    sheet.rest()
    assert page.evaluate(STANDS) == [pytest.approx(one, abs=0.5) for one in dragged]
    assert page.locator(".pushed").count() == 0


def test_the_ground_stays_in_view_whatever_the_mode(compare):
    sheet = compare(frame="0,17.5,2,19.5")
    page = sheet.page
    before = page.evaluate(RANGES)[1]["yaxis.range"]
    for mode in ("swipe", "change", "side", "swipe", "side"):
        page.click(f"button[data-mode={mode}]")
        sheet.rest()
        assert page.evaluate(RANGES)[1]["yaxis.range"] == pytest.approx(before)
        assert f"mode={mode}" in page.url or mode == "side"


def test_a_map_that_has_the_stage_to_itself_fills_it_and_gives_it_back(compare):
    sheet = compare((1280, 720), lang="fr")
    page = sheet.page
    opened = page.evaluate(RANGES)
    for mode in ("swipe", "change"):
        page.click(f"button[data-mode={mode}]")
        sheet.rest()
        stage, ground = page.locator(".stage").bounding_box(), page.locator("#map-right .nsewdrag").bounding_box()
        assert ground["width"] + LEGEND_COLUMN == pytest.approx(stage["width"], abs=2)
        assert ground["height"] > 2 / 3 * stage["height"]
        (west, east), meta = page.evaluate(
            "() => { const { graph } = mali.map.painters[1];"
            " return [graph._fullLayout.xaxis.range, graph.layout.meta.drawn]; }"
        )
        assert meta[0] <= west < east <= meta[2]
    page.click("button[data-mode=side]")
    sheet.rest()
    for before, after in zip(opened, page.evaluate(RANGES), strict=True):
        (west, east), (was_west, was_east) = after["xaxis.range"], before["xaxis.range"]
        assert east - west == pytest.approx(was_east - was_west)
        assert west == pytest.approx(max(was_west, meta[0])), "moved at most as far as something is drawn"
        assert after["yaxis.range"] == pytest.approx(before["yaxis.range"])


LEGEND = """() => mali.map.painters.filter(({ graph }) => graph.offsetParent).map(({ graph }) => {
  const { annotations, shapes } = graph.layout;
  const index = (all, name) => all.findIndex((one) => one.name === name);
  const box = (said, part) => {
    const { left, top, right, bottom } = graph.querySelector(part).getBoundingClientRect();
    return [said, left, top, right, bottom];
  };
  const drawn = (name) => box(name, `.shapelayer path[data-index="${index(shapes, name)}"]`);
  const words = (name) => {
    const number = index(annotations, name);
    return box(annotations[number].text, `.annotation[data-index="${number}"] text.annotation-text`);
  };
  const ground = graph.querySelector('.nsewdrag').getBoundingClientRect();
  const isUsed = (one) => one.name.startsWith("swatch-") && one.opacity && one.visible !== false;
  const used = shapes.filter(isUsed).map((one) => one.name.slice(7));
  return {
    end: graph.layout.margin.l ? ground.left : graph.getBoundingClientRect().right,
    lines: used.map((slot) => words(`slot-${slot}`)),
    swatches: used.map((slot) => drawn(`swatch-${slot}`)),
  };
}).filter((legend) => legend.lines.length)"""


def crowding(page):
    """Which lines of the legends are cut by their end or lie on another line or its swatch."""
    found, legends = [], page.evaluate(LEGEND)
    if not legends:
        found.append("no legend")
    for legend in legends:
        if len(legend["lines"]) <= 5:
            found.append("hardly a line")
        for number, (said, left, top, right, bottom) in enumerate(legend["lines"]):
            if right > legend["end"]:
                found.append(f"cut: {said}")
            for other, x0, y0, x1, y1 in (*legend["swatches"], *legend["lines"][:number]):
                if left < x1 and x0 < right and top + 2 < y1 and y0 + 2 < bottom:
                    found.append(f"{said} on {other}")
    return found


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("mode", ["side", "swipe", "change"])
def test_every_line_of_the_legend_is_whole_and_clear_of_the_others(compare, mode, language):
    sheet = compare((1024, 768), mode=mode, lang=language)
    for size in ((1024, 768), (1280, 720), PHONE):
        sheet.resized(size)
        for _ in range(100):  # figures of another width come from the server
            if not crowding(sheet.rest().page):
                break
        assert crowding(sheet.page) == [], size


def test_the_divider_is_moved_by_keys_and_by_hand(compare):
    page = compare(mode="swipe").page
    divider = page.get_by_role("slider", name="Divider between the two maps")
    divider.focus()
    page.keyboard.press("Home")
    assert divider.get_attribute("aria-valuenow") == "0"
    page.keyboard.press("PageUp")
    page.keyboard.press("ArrowRight")
    assert divider.get_attribute("aria-valuenow") == "12"
    assert divider.get_attribute("aria-valuetext") == "12 %"
    ground = page.locator("#map-right .nsewdrag").bounding_box()
    box = divider.bounding_box()
    assert box["x"] + box["width"] / 2 == pytest.approx(ground["x"] + 0.12 * ground["width"], abs=1)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(ground["x"] + 0.6 * ground["width"], box["y"] + 80, steps=4)
    page.mouse.up()
    assert divider.get_attribute("aria-valuenow") == "60"
    at = page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('.dash-graph').id",
        [ground["x"] + 0.4 * ground["width"], 500],
    )
    assert at == "map-left"


def test_a_moved_day_repaints_without_the_server_and_the_words_follow(compare):
    sheet = compare()
    page = sheet.page
    before = page.evaluate(SHOWN, 0)
    thumb = page.get_by_role("slider", name="Earlier day")
    thumb.focus()
    sheet.requests.clear()
    painted = page.evaluate(STEPS, [[2023, month] for month in (9, 8, 7, 6, 5)])
    assert painted == ["2023-09-01", "2023-08-01", "2023-07-01", "2023-06-01", "2023-05-01"]
    page.keyboard.press("PageDown")
    sheet.frames()
    assert thumb.get_attribute("aria-valuetext") == "Saturday 1 April 2023"
    assert page.evaluate(SHOWN, 0)["points"] != before["points"]
    page.locator("#change-list h2", has_text="1 April 2023").wait_for()
    assert "from=2023-04-01" in page.url
    assert page.locator("#compare-from").input_value() == "1 Apr 2023"
    assert {address.rpartition("/")[2] for address in sheet.requests} == {"_dash-update-component"}


def test_months_move_both_days_unless_one_is_pinned(compare):
    page = compare(**{"from": "2023-03-01", "to": "2023-06-01"}).page
    page.click('[data-move="from:1"]')
    page.wait_for_selector('#compare[data-from="2023-04-01"][data-to="2023-07-01"]')
    page.get_by_role("button", name="Pin: Earlier day").click()
    page.click('[data-move="to:1"]')
    page.wait_for_selector('#compare[data-from="2023-04-01"][data-to="2023-08-01"]')
    assert page.locator('[data-move="from:1"]').is_disabled()
    page.get_by_role("button", name="Pin: Earlier day").click()
    page.get_by_role("button", name="One year earlier").click()
    page.wait_for_selector('#compare[data-from="2022-08-01"][data-to="2023-08-01"]')


def test_a_typed_day_is_taken_and_put_in_order(compare):
    sheet = compare()
    page = sheet.page
    page.locator("#compare-from").fill("2024-07-25")
    page.wait_for_selector('#compare[data-from="2023-12-31"][data-to="2024-07-25"]')
    page.locator("#compare-from").blur()
    sheet.rest()
    assert "from=2023-12-31" in page.url
    assert "to=2024-07-25" in page.url


def test_the_later_day_can_be_put_left(compare):
    sheet = compare()
    page = sheet.page
    page.get_by_role("button", name="Swap sides").click()
    sheet.rest()
    assert [page.evaluate(SHOWN, side)["date"] for side in (0, 1)] == [
        "Sunday 31 December 2023",
        "Sunday 1 October 2023",
    ]
    assert "flip=1" in page.url


def test_a_turning_point_sets_days_and_ground(compare):
    sheet = compare()
    page = sheet.page
    page.select_option("#turning-points", label="Kidal, May 2014")
    page.wait_for_selector('#compare[data-from="2014-05-16"][data-to="2014-05-23"]')
    sheet.rest()
    left, right = page.evaluate(RANGES)
    assert left == right
    assert left["xaxis.range"] == pytest.approx([0.1, 2.7], abs=0.6)
    assert "On 21 May 2014 the army attacks" in page.locator("#change-list").inner_text()


@pytest.mark.parametrize(
    "query",
    [
        "view=compare&from=2014-05-16&to=2014-05-23&mode=swipe&lang=fr",
        "view=compare&from=2012-01-16&to=2013-02-01&mode=change&grade=B2&regions=Kidal",
        "view=compare&from=2022-01-01&to=2023-06-30&flip=1&place=menaka&layers=menaka,places",
    ],
)
def test_a_copied_link_opens_the_same_view(compare, query):
    asked = dict(pair.split("=") for pair in query.split("&"))
    first = compare(**asked)
    shown = [first.page.evaluate(SHOWN, side) for side in (0, 1)]
    second = compare(**dict(pair.split("=") for pair in first.page.url.partition("?")[2].split("&")))
    assert [second.page.evaluate(SHOWN, side) for side in (0, 1)] == shown


def test_days_the_wrong_way_round_are_turned_with_a_notice(compare):
    page = compare(**{"from": "2024-01-01", "to": "2023-01-01"}).page
    assert page.locator("#compare").get_attribute("data-from") == "2023-01-01"
    assert page.locator("#notices p").count() == 1


def test_a_row_leads_to_its_day_and_place_on_the_map_and_back(compare):
    page = compare().page
    page.locator('#change-list a[data-view*="on=2023-11-14"][data-view*="place=kidal"]').first.click()
    page.wait_for_selector('#map[data-on="2023-11-14"]')
    assert page.locator("article.card").is_visible() or page.wait_for_selector("article.card")
    page.go_back()
    page.wait_for_selector("#compare[data-from]")


def test_a_place_chosen_on_a_map_is_ringed_on_both_and_marked_in_the_list(compare):
    sheet = compare()
    page = sheet.page
    spot = page.evaluate(
        """() => {
          const painter = mali.map.painters[1];
          const view = painter.frame();
          const [x, y] = painter.pixels(painter.meta.point_places.indexOf("kidal"), view);
          return [view.box.left + x, view.box.top + y];
        }"""
    )
    page.mouse.click(*spot)
    sheet.rest()
    assert "place=kidal" in page.url
    assert page.locator('.change.chosen[data-row="kidal"]').count() >= 1
    rings = page.evaluate("() => mali.map.painters.map((p) => p.graph.data[p.meta.selected].x[0])")
    assert rings[0] == rings[1] is not None


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("mode", ["side", "swipe", "change"])
def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(compare, mode, language):
    sheet = compare(mode=mode, lang=language).unfold()
    for size in (DESK, PHONE):
        assert not grave_faults(sheet.resized(size).page), size
        widths = sheet.page.evaluate("() => [document.scrollingElement.scrollWidth, innerWidth]")
        assert widths[0] <= widths[1], size


def test_the_maps_take_most_of_the_window(compare):
    page = compare().page
    stage = page.locator(".stage").bounding_box()
    assert stage["width"] * stage["height"] > 0.5 * DESK[0] * DESK[1]
    assert page.evaluate("() => document.scrollingElement.scrollHeight <= innerHeight")
