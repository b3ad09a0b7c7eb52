"""The dark ground in a browser: legible on every view, dark before any script, light on paper, worn without loading."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

DESK, PHONE = (1440, 900), (390, 844)
GRAVE = {"serious", "critical"}
OF_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
GROUND, PAPER = "rgb(18, 23, 28)", "rgb(246, 243, 236)"
BODY = "() => getComputedStyle(document.body).backgroundColor"
VIEWS = {
    "map": ("place=un-kidal&on=2023-11-14", "#map[data-on]"),
    "side": ("view=compare", "#compare[data-from]"),
    "swipe": ("view=compare&mode=swipe", "#compare[data-from]"),
    "change": ("view=compare&mode=change", "#compare[data-from]"),
    "several": ("days=2012-03-01,2014-05-22,2023-11-14", "#page .small-maps"),
    "timeline": ("view=timeline", "[data-charts][data-on]"),
    "trends": ("view=trends", "[data-charts][data-on]"),
    "records": ("view=records", "#page .ag-row"),
    "method": ("view=method", "#page .coverage"),
    "brief": ("brief=1", "#map[data-still] .js-plotly-plot"),
}
"""What the address of each view says, and what is there once it is drawn."""
MARKS = """() => {
  const gd = document.querySelector('#map .js-plotly-plot');
  const fill = (node) => getComputedStyle(node).fill;
  const uid = CSS.escape(gd.data[gd.layout.meta.points].uid);
  const isSeen = (node) => getComputedStyle(node).opacity !== '0' && getComputedStyle(node).display !== 'none';
  const seen = (selector) => [...gd.querySelectorAll(selector)].filter(isSeen).map(fill);
  return { points: seen(`.trace${uid} path.point`), swatches: seen('.shapelayer path') };
}"""
"""The colours of the markers that are seen, and of all that the legend and the keys draw."""


def opened(reader, view, more=""):
    """A view on the dark ground, drawn."""
    query, drawn = VIEWS[view]
    return reader.led(f"{query}&theme=dark{more}", shows=drawn)


def grave(page):
    """What axe says against the colours of a page, with the elements that show it; all else is as on a light ground."""
    violations = Axe().run(page, options=OF_COLOURS).response["violations"]
    return {one["id"]: [node["html"][:200] for node in one["nodes"]] for one in violations if one["impact"] in GRAVE}


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_serious_on_the_dark_ground(reader, view):
    language = ("en", "fr")[list(VIEWS).index(view) % 2]
    sheet = opened(reader, view, f"&lang={language}")
    if view != "brief":
        sheet.unfold()
    for size in (DESK, PHONE):
        assert not grave(sheet.resized(size).page), size


def test_open_menus_pass_axe_on_the_dark_ground(reader):
    query, drawn = VIEWS["map"]
    page = reader.page().visit(f"{query}&theme=dark", drawn).page  # of its own: an open list stays from view to view
    page.locator(".export-menu summary").click()
    assert not grave(page)
    page.locator("[data-story=list]").click()
    assert not grave(page)


@pytest.mark.parametrize(
    ("query", "prefers", "ground"),
    [("theme=dark", "light", GROUND), ("", "dark", GROUND), ("", "light", PAPER), ("theme=light", "dark", PAPER)],
)
@pytest.mark.parametrize("has_scripts", [False, True], ids=["before scripts", "with scripts"])
def test_a_page_has_its_ground_before_any_script(reader, query, prefers, ground, has_scripts):
    sheet = reader.page_apart(color_scheme=prefers, java_script_enabled=has_scripts)
    sheet.page.goto(f"{sheet.base}?on=2023-11-14&{query}")
    if has_scripts:
        sheet.ready()
    assert sheet.page.locator(".page").count() >= 1
    if has_scripts:
        assert sheet.page.evaluate(BODY) == ground
    else:
        assert shade(sheet.page) == ground


def shade(page):
    """The colour of the ground of a page without scripts, read from a picture of a corner where nothing is drawn."""
    from io import BytesIO

    from PIL import Image

    strip = page.locator("#first .page").first.bounding_box()
    picture = Image.open(BytesIO(page.screenshot(clip={"x": 4, "y": strip["height"] / 2, "width": 2, "height": 2})))
    return "rgb({}, {}, {})".format(*picture.convert("RGB").getpixel((0, 0)))


def test_the_ground_is_changed_without_loading_the_page_anew(reader):
    page = reader.open(on="2023-11-14", theme="light").page
    page.evaluate("() => { window.isTheSame = true; }")
    page.get_by_role("link", name="Dark", exact=True).click()
    page.wait_for_function("() => document.querySelector('#dark').media.startsWith('screen')")
    assert page.evaluate(BODY) == GROUND
    assert "theme=dark" in page.url
    assert page.get_by_role("link", name="Dark", exact=True).count() == 0
    page.get_by_role("link", name="Light", exact=True).click()
    page.wait_for_function("() => document.querySelector('#dark').media === 'not all'")
    assert page.evaluate(BODY) == PAPER
    assert page.evaluate("() => window.isTheSame")


def test_a_marker_of_full_strength_has_the_colour_of_its_swatch_on_both_grounds(reader):
    said = {}
    for theme in ("light", "dark"):
        sheet = reader.led(on="2023-11-14", theme=theme)
        said[theme] = sheet.page.evaluate(MARKS)
        assert len(set(said[theme]["points"]) & set(said[theme]["swatches"])) >= 3
    both = [set(said[theme]["points"]) for theme in ("light", "dark")]
    full = {"rgb(67, 113, 203)", "rgb(128, 215, 255)"}
    assert full <= both[0] & both[1]
    assert len(both[0]) == len(both[1]), "what is told apart on paper is told apart on the dark ground"


def test_time_moves_on_the_dark_ground_as_on_paper(reader):
    sheet = reader.led(on="2023-11-13", theme="dark")
    before = sheet.page.evaluate(MARKS)["points"]
    sheet.press("ArrowRight")
    sheet.rest()
    after = sheet.page.evaluate(MARKS)["points"]
    assert before != after
    bright = "rgb(255, 255, 255)"
    assert bright not in before + after, "nothing is drawn in a colour of paper"


def test_paper_is_light_whatever_the_screen_shows(reader):
    sheets = {}
    for theme in ("dark", "light"):
        sheet = reader.open(on="2023-11-14", theme=theme)
        sheet.page.emulate_media(media="print")
        sheets[theme] = (sheet.page.evaluate(BODY), sheet.page.evaluate(MARKS))
    assert sheets["dark"] == sheets["light"]
    assert sheets["dark"][0] == "rgb(255, 255, 255)"


def test_a_contrast_theme_keeps_the_colours_of_its_system(reader):
    grounds = []
    for theme in ("dark", "light"):
        sheet = reader.page_apart(forced_colors="active", color_scheme="light")
        sheet.open(on="2023-11-14", theme=theme)
        grounds.append((sheet.page.evaluate(BODY), sheet.page.evaluate(MARKS)))
    assert grounds[0] == grounds[1]
