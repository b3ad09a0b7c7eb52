"""Keys by what they type, and pointers by what presses: only what is meant for the page moves anything."""

import pytest

pytestmark = pytest.mark.browser

BEFORE, CHANGE = "2023-10-01", "2023-10-02"
PRESS = """(held) => document.body.dispatchEvent(
  new KeyboardEvent('keydown', { bubbles: true, cancelable: true, modifierAltGraph: held.altGraph, ...held }))"""
AS_LAYOUTS_TYPE_IT = {
    "US": {"key": "]"},
    "Mac, French": {"key": "]", "altKey": True, "shiftKey": True},
    "Mac, German": {"key": "]", "altKey": True},
    "Windows, AltGr": {"key": "]", "altGraph": True},
    "remote desktop, AltGr as Ctrl+Alt": {"key": "]", "ctrlKey": True, "altKey": True, "altGraph": True},
    "old engine, AltGr as Ctrl+Alt": {"key": "]", "ctrlKey": True, "altKey": True},
    "every layout": {"key": "."},
    "French, shifted full stop": {"key": ".", "shiftKey": True},
}
OF_THE_BROWSER = {
    "back on a Mac": {"key": "]", "metaKey": True},
    "settings of a Mac": {"key": ".", "metaKey": True},
    "a shortcut": {"key": "]", "ctrlKey": True},
    "back": {"key": "ArrowRight", "altKey": True},
    "the next tab": {"key": "PageUp", "ctrlKey": True},
}


@pytest.fixture
def hands(reader):
    """The map before a change."""
    return reader.led(on=BEFORE)


def test_a_change_is_stepped_to_by_whatever_types_the_sign(hands):
    for name, held in AS_LAYOUTS_TYPE_IT.items():
        hands.page.evaluate("(iso) => mali.clock.set(mali.calendar.index(iso))", BEFORE)
        hands.page.evaluate(PRESS, held)
        assert hands.on.isoformat() == CHANGE, name


def test_comma_steps_back_and_a_shortcut_stays_the_browsers(hands):
    hands.page.evaluate(PRESS, {"key": "."})
    hands.page.evaluate(PRESS, {"key": ","})
    assert hands.on.isoformat() <= BEFORE
    stands = hands.on
    hands.slider.focus()
    for name, held in OF_THE_BROWSER.items():
        was_kept = hands.page.evaluate(PRESS.replace("document.body", "document.activeElement"), held)
        assert was_kept, f"{name} was cancelled"
        assert hands.on == stands, name


def test_signs_typed_into_a_field_are_text(hands):
    hands.page.locator("#search").fill("")
    hands.page.keyboard.type("a.,[]")
    assert hands.on.isoformat() == BEFORE


MOVED = {
    "map": ("on=2023-11-14", "#map[data-on]", "#time", "() => document.getElementById('map').dataset.on"),
    "compare": (
        "view=compare&from=2023-10-01&to=2023-12-31",
        "#compare[data-from]",
        "#compare-track",
        "() => document.getElementById('compare').dataset.from + document.getElementById('compare').dataset.to",
    ),
    "swipe": (
        "view=compare&mode=swipe",
        "#compare[data-from]",
        "#divider",
        "() => document.getElementById('divider').getAttribute('aria-valuenow')",
    ),
    "timeline": (
        "view=timeline&on=2023-11-14",
        "[data-charts][data-on]",
        "[data-charts] .nsewdrag",
        "() => [document.querySelector('[data-charts]').dataset.on, mali.place.chosen].join()",
    ),
    "trends": (
        "view=trends&on=2023-11-14",
        "[data-charts][data-on]",
        "[data-charts] .nsewdrag",
        "() => document.querySelector('[data-charts]').dataset.on",
    ),
}


@pytest.mark.parametrize("view", MOVED)
def test_only_the_main_button_moves_anything(reader, view):
    query, ready, line, state = MOVED[view]
    sheet = reader.led(query, size=(1366, 768), shows=ready)
    page = sheet.page
    before = page.evaluate(state)
    box = page.locator(line).first.bounding_box()
    x, y = box["x"] + box["width"] * 0.3, box["y"] + min(60, box["height"] / 2)
    for button in ("right", "middle"):
        page.mouse.move(x, y)
        page.mouse.down(button=button)
        page.mouse.move(x + 40, y, steps=4)
        page.mouse.up(button=button)
        page.mouse.click(x, y, button=button)
        sheet.rest()
        assert page.evaluate(state) == before, button
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=4)
    page.mouse.up()
    page.mouse.click(x + 20, y)
    sheet.rest()
    assert page.evaluate(state) != before


def test_no_other_button_chooses_a_place_or_moves_the_map(reader):
    sheet = reader.led(on="2023-11-14")
    ground, (x, y) = sheet.extent(), sheet.spot("gao")
    for button in ("right", "middle"):
        sheet.page.mouse.click(x, y, button=button)
        sheet.page.mouse.down(button=button)
        sheet.page.mouse.move(x + 80, y + 30, steps=4)
        sheet.page.mouse.up(button=button)
    assert sheet.rest().page.evaluate("() => mali.place.chosen") is None
    assert sheet.extent() == ground


@pytest.fixture
def fingers(reader):
    """A page on a phone, and a way to lay fingers on it: a list of positions a moment."""
    sheet = reader.page_apart(viewport={"width": 412, "height": 839}, has_touch=True, is_mobile=True)
    session = sheet.page.context.new_cdp_session(sheet.page)

    def lay(kind, *spots):
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(spots)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        sheet.frames()

    def draw(*moments):
        lay("touchStart", *moments[0])
        for spots in moments[1:]:
            lay("touchMove", *spots)
        lay("touchEnd")
        return sheet.rest()

    return sheet, draw


def path(start, end, steps=12):
    (x0, y0), (x1, y1) = start, end
    return [[(x0 + (x1 - x0) * at / steps, y0 + (y1 - y0) * at / steps)] for at in range(steps + 1)]


@pytest.mark.parametrize("view", ["timeline", "trends"])
def test_a_finger_scrolls_the_page_over_a_chart_and_moves_no_day(fingers, view):
    sheet, draw = fingers
    sheet.visit(f"view={view}&on=2023-11-14", "[data-charts][data-on]")
    draw(*path((165, 500), (165, 260)))
    sheet.page.wait_for_function("() => scrollY > 100")
    assert sheet.page.locator("[data-charts]").get_attribute("data-on") == "2023-11-14"


def test_a_finger_drags_the_slider_sideways_and_scrolls_the_page_across_it(fingers):
    sheet, draw = fingers
    sheet.open(on="2023-11-14", place="kidal")
    sheet.card.wait_for()
    box = sheet.slider.bounding_box()
    middle = box["y"] + 10
    draw(*path((200, middle), (200, middle - 300)))
    sheet.page.wait_for_function("() => scrollY > 100")
    assert sheet.on.isoformat() == "2023-11-14"
    sheet.page.evaluate("() => scrollTo(0, 0)")
    draw(*path((350, middle), (100, middle)))
    assert sheet.on.year < 2017
    draw([(300, middle)])
    assert sheet.on.year == 2021


def test_two_fingers_zoom_the_map_about_the_middle_and_choose_nothing(fingers):
    sheet, draw = fingers
    sheet.open(on="2023-11-14")
    west, east, *_ = sheet.extent()
    draw(*[[(200 - apart, 300), (200 + apart, 300)] for apart in range(30, 91, 5)])
    sheet.page.wait_for_function(
        "(wide) => { const [a, b] = mali.map.graph._fullLayout.xaxis.range; return b - a < wide * 0.5; }",
        arg=east - west,
    )
    assert sheet.page.evaluate("() => mali.place.chosen") is None
    sheet.page.wait_for_function("() => location.search.includes('frame=')")
