"""The dark ground: what its colours say is what those of paper say, and nothing on it is drawn in a colour of paper."""

import re
from itertools import combinations, pairwise, product
from pathlib import Path

import pytest
from asking import client_of
from coloraide import Color
from period import FIRST
from plotly.io.json import to_json_plotly
from seeing import APART, APART_IN_GREY, distance, lightness

from dashboard.asked.layers import Layer
from dashboard.asked.reading import read_view
from dashboard.asked.state import DEFAULT
from dashboard.asked.theme import Theme, theme_in
from dashboard.asked.view import SHEETED, View
from dashboard.export.order import Order
from dashboard.export.sheets import sheets_of
from dashboard.figures.dark import GROUND, LINES, NEUTRALS, RAISED, hues_of, letters, rules, solid
from dashboard.figures.incidents import NEUTRAL
from dashboard.figures.map.compare import CONTESTED
from dashboard.figures.style import (
    AREA_OPACITY,
    BARE,
    INK,
    QUIET_INK,
    STRENGTH,
    UNKNOWN_COLOUR,
    UNKNOWN_DOTS,
    WHITE,
    legible,
    mixed,
)
from dashboard.figures.timeline.strip_key import EXAMPLE
from dashboard.figures.trends.charts import UNKNOWN_LINE
from dashboard.web.dark import PAGE, PREFERRED, SCHEMES, WORN
from dashboard.web.plain_look import colours as plain_colours

ASSETS = Path(__file__).parents[2] / "assets"
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\([^)]*\)")
DRAWN = re.compile(r"#[0-9a-f]{6}\b|rgba\([\d.,]+\)")
EVERY_LAYER = ",".join(Layer)
WEAKEST_FROM_GROUND = 5
"""Least CIEDE2000 between the weakest claim and the ground, as on paper."""
SAME_ON_BOTH = {WHITE, CONTESTED, NEUTRAL, EXAMPLE, UNKNOWN_LINE, "#7f97ad", "#c9bfa8"}
"""What is drawn the same on both grounds beside the hues of the forces: middle greys, and white on a hue."""


@pytest.fixture(scope="module")
def hues(record):
    return hues_of(record)


def variables(style):
    """The variables that a style sheet sets in its root, by name."""
    return dict(re.findall(r"(--[\w-]+):\s*([^;]+);", style))


DARK = variables(PAGE.read_text(encoding="utf-8"))
LIGHT = variables(re.search(r":root \{(.*?)\n\}", (ASSETS / "page.css").read_text(encoding="utf-8"), re.DOTALL)[1])


# The palette


@pytest.mark.parametrize("sight", APART)
def test_every_hue_and_the_unknown_are_told_apart_on_dark_by_every_kind_of_sight(hues, sight):
    unknown = NEUTRALS[UNKNOWN_COLOUR]
    near = {hue: distance(hue, unknown, sight) for hue in hues}
    assert min(near.values()) >= APART[sight], near


@pytest.mark.parametrize("sight", APART)
def test_every_hue_stands_out_from_the_dark_ground(hues, sight):
    near = {hue: distance(hue, GROUND, sight) for hue in hues}
    assert min(near.values()) >= APART["normal"], near


def test_the_unknown_is_told_from_the_hues_in_grey(hues):
    unknown = lightness(NEUTRALS[UNKNOWN_COLOUR])
    assert min(abs(lightness(hue) - unknown) for hue in hues) >= APART_IN_GREY


def test_unknown_not_assessed_and_bare_ground_are_told_apart(hues):
    unknown, dots, bare = (NEUTRALS[colour] for colour in (UNKNOWN_COLOUR, UNKNOWN_DOTS, BARE))
    assert distance(unknown, GROUND) >= 5
    assert distance(unknown, bare) >= 5
    assert Color(dots).contrast(unknown) >= 3


def test_even_the_weakest_claim_is_not_taken_for_the_dark_ground(hues):
    for hue in hues:
        assert distance(mixed(hue, min(STRENGTH.values()), GROUND), GROUND) >= WEAKEST_FROM_GROUND, hue


def test_a_weaker_claim_is_never_further_from_the_dark_ground(hues):
    for hue in hues:
        away = [distance(mixed(hue, strength, GROUND), GROUND) for strength in sorted(set(STRENGTH.values()))]
        assert all(weaker < stronger for weaker, stronger in pairwise(away)), hue


def test_areas_of_two_forces_are_as_far_apart_on_dark_as_on_paper(hues):
    def nearest(ground):
        areas = [(hue, mixed(hue, AREA_OPACITY * strength, ground)) for hue in hues for strength in STRENGTH.values()]
        return min(distance(one, other) for (of, one), (to, other) in combinations(areas, 2) if of != to)

    assert nearest(GROUND) >= nearest(BARE)


def test_a_full_hue_is_the_same_on_every_ground_and_every_other_colour_stays_one_of_its_own(hues):
    found = solid(hues)
    assert not hues & found.keys()
    said = {paper: dark for paper, dark in found.items() if paper not in NEUTRALS}
    assert len(set(said.values())) == len(said), "two strengths, or two forces, would look alike"
    assert not set(said.values()) & (hues | set(NEUTRALS.values()))


def test_letters_are_legible_on_the_dark_ground(hues):
    for hue in {*hues, *LINES}:
        assert Color(letters(NEUTRALS.get(hue, hue))).contrast(RAISED) >= 4.5, hue
    for ink in (INK, QUIET_INK):
        assert min(Color(NEUTRALS[ink]).contrast(ground) for ground in (GROUND, RAISED)) >= 4.5


@pytest.mark.parametrize(
    ("type_", "grounds"),
    [
        ("--ink", ("--paper", "--sheet", "--field", "--chosen", "--head", "--hover", "--notice", "--own-ground")),
        ("--quiet", ("--paper", "--sheet", "--field", "--own-sheet")),
        ("--accent", ("--paper", "--sheet")),
        ("--fault", ("--sheet",)),
        ("--off", ("--paper",)),
        ("--on-ink", ("--ink",)),
        ("--on-own", ("--own",)),
    ],
)
def test_type_of_the_page_is_legible_on_its_dark_grounds(type_, grounds):
    for ground in grounds:
        assert Color(DARK[type_]).contrast(DARK[ground]) >= 4.5, ground


# Nothing is forgotten


def test_no_style_sheet_writes_a_colour_but_as_a_variable_of_the_page():
    for path in ASSETS.glob("*.css"):
        if path.name == "print.css":
            continue  # paper is white
        style = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        style = re.sub(r"^:root \{.*?^\}", "", style, flags=re.DOTALL | re.MULTILINE)
        assert COLOUR.findall(style) == [], path.name


def test_every_colour_of_the_page_has_its_dark_one():
    coloured = {name for name, value in LIGHT.items() if COLOUR.search(value)}
    assert coloured == {name for name in DARK if name in LIGHT}
    assert {name for name in coloured if DARK[name] == LIGHT[name]} == set()


@pytest.mark.parametrize("view", SHEETED)
def test_every_colour_that_is_drawn_is_spoken_of(record, hues, view):
    query = f"view={view}&on=2023-11-14&layers={EVERY_LAYER}&theme=dark"
    known = hues | solid(hues).keys() | SAME_ON_BOTH | {legible(hue) for hue in {*hues, *LINES}}
    for more in ("", "&mode=change&as=polgeonow", "&actors=CSP", "&grade=B2"):
        state = read_view(f"{query}{more}", record).state
        for sheet in sheets_of(record, Order(state)):
            figure = sheet.figure().to_plotly_json()
            figure["layout"].pop("template", None)
            drawn = {plain(one) for one in DRAWN.findall(to_json_plotly(figure)) if not one.endswith(",0)")}
            assert drawn - known == set(), more


def plain(colour):
    """A colour without its opacity."""
    if colour.startswith("#"):
        return colour
    return "#{:02x}{:02x}{:02x}".format(*(int(part) for part in re.findall(r"[\d.]+", colour)[:3]))


def test_the_rules_ask_for_every_way_in_which_a_colour_is_written(record):
    style = "\n".join(rules(record))
    for way in ('[style*="fill: rgb(29, 35, 43)"]', '[fill="rgb(29, 35, 43)"]', '[fill="#1d232b"]'):
        assert f"svg {way}" in style
    assert "--dark-1d232b:#e6e3dc;" in style


# When a page is dark


def test_paper_and_contrast_themes_are_never_dark():
    assert WORN[Theme.LIGHT] == "not all"
    for media in (media for theme, media in WORN.items() if theme != Theme.LIGHT):
        assert media.startswith("screen and ")
        assert "(forced-colors: none)" in media
    assert SCHEMES[Theme.LIGHT] == "only light"


@pytest.mark.parametrize(
    ("query", "media", "scheme"),
    [
        ("?theme=dark", "screen and (forced-colors: none)", "dark"),
        ("?theme=light", "not all", "only light"),
        ("", "screen and (forced-colors: none) and (prefers-color-scheme: dark)", "light dark"),
        ("?theme=black", "screen and (forced-colors: none) and (prefers-color-scheme: dark)", "light dark"),
        ("?theme=DARK", "screen and (forced-colors: none)", "dark"),
    ],
)
def test_the_page_says_from_its_first_byte_when_it_is_dark(app, query, media, scheme):
    index = app.server.test_client().get(f"/{query}").text
    sheet = re.search(r'<link rel="stylesheet" id="dark" href="([^"]+)" media="([^"]+)"', index)
    assert sheet[2] == media
    assert f'<meta name="color-scheme" content="{scheme}">' in index
    assert index.count('name="color-scheme"') == 1
    answer = app.server.test_client().get(sheet[1].replace("&amp;", "&"))
    assert answer.status_code == 200
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(("lang", "said"), [("en", "Allowed: light, dark"), ("fr", "light, dark")])
def test_another_theme_is_refused_in_words(app, record, lang, said):
    index = app.server.test_client().get(f"/?theme=black&lang={lang}").text
    assert "theme" in index
    assert "black" in index
    assert said in index
    read = read_view(f"theme=black&lang={lang}", record)
    assert read.state.theme is None
    assert [(notice.parameter, notice.found, notice.allowed) for notice in read.notices] == [
        ("theme", "black", "light, dark")
    ]


def test_what_the_head_reads_is_what_the_view_reads(record):
    for query in ("theme=dark", "theme=light", "theme=black", "", "theme=DARK", "theme=dark&theme=light", "theme="):
        assert theme_in(query) == read_view(query, record).state.theme, query


def test_links_keep_the_theme_and_files_are_light(record):
    dark = DEFAULT.but(theme=Theme.DARK, on=FIRST)
    assert "theme=dark" in dark.query()
    for view in (View.MAP, View.TRENDS):
        figures = [
            [sheet.figure().to_json() for sheet in sheets_of(record, Order(state.but(view=view)))]
            for state in (dark, dark.but(theme=None))
        ]
        assert figures[0] == figures[1]


@pytest.mark.parametrize("address", ["/use", "/editions", "/nonsense", "/ogc/?f=html"])
def test_a_page_by_itself_wears_the_colours_of_the_app_and_is_dark_where_its_readers_system_is(address):
    answer = client_of().get(address, headers={"Accept": "text/html"})
    assert answer.mimetype == "text/html"
    light, dark = re.findall(r":root \{ ([^}]+) \}", answer.text)
    assert light == plain_colours(ASSETS / "page.css")
    assert dark == plain_colours(PAGE)
    assert f"@media {WORN[PREFERRED]} {{" in answer.text
    styles = "".join(re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)).replace(light, "").replace(dark, "")
    assert set(COLOUR.findall(styles)) <= {"#fff"}, "pictures are on paper, and a page on paper is white"


@pytest.mark.parametrize("sheet", [ASSETS / "page.css", PAGE])
def test_what_a_page_by_itself_says_can_be_read_on_its_ground(sheet):
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]+);", plain_colours(sheet)))
    for letters_, ground in product(("ink", "quiet", "accent"), ("paper", "sheet")):
        assert Color(colours[letters_]).contrast(colours[ground]) >= 4.5
