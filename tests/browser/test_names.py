"""Names, scale and locator are set in nodes that Plotly drew: they must stand where Plotly would have put them."""

import pytest

READ = """async () => {
  const gd = document.querySelector('#map .js-plotly-plot');
  const fresh = document.createElement('div');
  document.body.append(fresh);
  const { width, height } = gd._fullLayout;
  await Plotly.newPlot(fresh, structuredClone(gd.data), { ...structuredClone(gd.layout), width, height });
  const numbers = (text) => text.match(/-?[\\d.]+/g).map(Number);
  const read = (root) => {
    const { left, top } = root.getBoundingClientRect();
    const path = (name) => {
      const index = gd.layout.shapes.findIndex((shape) => shape.name === name);
      return numbers(root.querySelector(`.shapelayer path[data-index="${index}"]`).getAttribute('d'));
    };
    const names = [...root.querySelectorAll('.tracelabels g.textpoint')].map((node, index) => {
      const text = node.querySelector('text');
      const [right, down] = numbers(node.getAttribute('transform'));
      const [angle, away] = root === gd ? gd.layout.meta.asides[index] : [0, 0]; // Plotly's text would not step aside
      const turn = angle * Math.PI / 180;
      const at = [right + Math.sin(turn) * away, down - Math.cos(turn) * away];
      return [text.textContent, text.getAttribute('text-anchor'), at];
    });
    const caption = gd.layout.annotations.findIndex((note) => note.name === 'scale');
    const { right, bottom } = root.querySelector(`.annotation[data-index="${caption}"] text`).getBoundingClientRect();
    return { names, bar: path('scale-bar'), frame: path('locator-frame'), caption: [right - left, bottom - top] };
  };
  const found = [read(gd), read(fresh)];
  Plotly.purge(fresh);
  fresh.remove();
  return found;
}"""


@pytest.mark.parametrize("zooms", [0, 2])
def test_names_scale_and_locator_stand_where_plotly_would_draw_them(reader, zooms):
    sheet = reader.open(on="2023-11-14")
    for _ in range(zooms):
        sheet.page.locator('[data-zoom="0.6"]').click()
        sheet.rest()
    ours, plotly = sheet.page.evaluate(READ)
    assert len([name for name, _, _ in ours["names"] if name.strip()]) > 3
    for (name, anchor, at), (same, its, place) in zip(ours["names"], plotly["names"], strict=True):
        assert (name, anchor) == (same, its)
        assert at == pytest.approx(place, abs=0.01)
    for part in ("bar", "frame"):
        assert ours[part] == pytest.approx(plotly[part], abs=0.01)
    assert ours["caption"] == pytest.approx(plotly["caption"], abs=1.5)


def test_a_pan_draws_nothing_anew(reader):
    sheet = reader.open(on="2023-11-14")
    sheet.page.evaluate(
        "() => { window.drawings = 0;"
        " document.querySelector('#map .js-plotly-plot').on('plotly_afterplot', () => window.drawings++); }"
    )
    box = sheet.page.locator("#map").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    sheet.page.mouse.move(x, y)
    sheet.page.mouse.down()
    sheet.page.mouse.move(x - 90, y - 40, steps=4)
    sheet.page.mouse.up()
    sheet.rest()
    assert sheet.page.evaluate("() => window.drawings") == 0


STANDING = """() => {
  const gd = document.querySelector('#map .js-plotly-plot');
  const plot = gd.querySelector('.nsewdrag').getBoundingClientRect();
  const boxes = (uids) => uids.flatMap((uid) =>
    [...gd.querySelectorAll(`.trace${uid} .textpoint`)]
      .filter((node) => node.textContent.trim() && getComputedStyle(node).display !== 'none')
      .map((node) => {
        const { left, top, right, bottom } = node.querySelector('text').getBoundingClientRect();
        const accents = (bottom - top) * 0.2; // the letters stand below the room that the font keeps for accents
        return [node.textContent, left - plot.left, top + accents - plot.top, right - plot.left, bottom - plot.top];
      }));
  const drawn = (part) => [...document.querySelectorAll(part)]
    .filter((node) => node.getClientRects().length)
    .map((node) => {
      const { left, top, right, bottom } = node.getBoundingClientRect();
      return [node.textContent, left - plot.left, top - plot.top, right - plot.left, bottom - plot.top];
    });
  return {
    plot: [plot.width, plot.height],
    degrees: drawn('#map .xtick text, #map .ytick text, #map .own text'),
    buttons: drawn('.zooms'),
    places: boxes(['labels']),
    grounds: boxes(['countries', 'region-names', 'massif-name']),
  };
}"""
VIEWS = [
    ((1440, 900), "-13,9.5,7.5,26", "en"),
    ((1440, 900), "-2.35,14.85,5.1,22", "fr"),
    ((1024, 768), "-13,9.5,7.5,26", "fr"),
    ((390, 844), "-2.35,14.85,5.1,22", "en"),
    ((390, 844), "0,18.5,2.5,20.5", "fr"),
    ((390, 844), "-1,19,3,20.6", "en"),
]
"""Windows, grounds and languages in which names were once cut or lay on each other."""


def touch(one, other):
    return one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]


@pytest.mark.parametrize(("size", "ground", "language"), VIEWS)
def test_a_name_stands_whole_and_clear_of_what_goes_before_it_or_not_at_all(reader, size, ground, language):
    found = reader.led(on="2023-11-14", frame=ground, lang=language, size=size).page.evaluate(STANDING)
    width, height = found["plot"]
    assert found["places"]
    names = [*found["places"], *found["grounds"]]
    for name, left, top, right, bottom in names:
        assert left >= 0 and top >= 0 and right <= width and bottom <= height, name  # noqa: PT018
    assert [(one[0], name[0]) for one in found["grounds"] for name in found["places"] if touch(one, name)] == []
    assert found["degrees"]
    assert found["buttons"]
    others = [*names, *found["buttons"]]
    assert [(one[0], other[0]) for one in found["degrees"] for other in others if touch(one, other)] == []
    assert [name[0] for name in names for button in found["buttons"] if touch(name, button)] == []


LEGEND = """() => {
  const gd = document.querySelector('#map .js-plotly-plot');
  const drawn = (kind, name) => {
    const index = gd.layout[kind].findIndex((one) => one.name === name);
    const part = kind === 'shapes' ? `.shapelayer [data-index="${index}"]` : `.annotation[data-index="${index}"] text`;
    const node = gd.querySelector(part);
    const { top, right, bottom } = node.getBoundingClientRect();
    return [getComputedStyle(node).display !== 'none', top, right, bottom];
  };
  const used = gd.layout.shapes.filter(({ name, opacity }) => name.startsWith('swatch-') && opacity);
  const both = ({ name }) => [drawn('shapes', name), drawn('annotations', name.replace('swatch', 'slot'))];
  const parts = used.flatMap(both);
  const [isShown, top] = drawn('shapes', 'locator-panel');
  return {
    lines: used.length,
    right: Math.max(...parts.map(([, , right]) => right)),
    bottom: Math.max(...parts.map(([, , , bottom]) => bottom)),
    ground: gd.querySelector('.nsewdrag').getBoundingClientRect().left,
    locator: isShown ? top : null,
  };
}"""


@pytest.mark.parametrize(("size", "language"), [((1440, 900), "en"), ((1280, 620), "fr")])
def test_a_legend_that_grows_in_time_lies_on_no_ground_and_on_no_locator(reader, size, language):
    sheet = reader.led(on="2012-01-01", lang=language, size=size)
    lines, locators = set(), set()
    for year in range(2012, 2025):
        for month in (1, 7):
            sheet.page.evaluate("(day) => mali.clock.set(mali.calendar.index(day))", f"{year}-{month:02}-01")
            found = sheet.rest().page.evaluate(LEGEND)
            lines.add(found["lines"])
            locators.add(found["locator"] is not None)
            assert found["right"] <= found["ground"], (year, month)
            assert found["locator"] is None or found["bottom"] <= found["locator"], (year, month)
    assert len(lines) > 2
    assert locators == ({True} if size[1] == 900 else {True, False}), "it gives way in a low window, and only then"


def test_a_name_of_the_ground_comes_back_with_its_room(reader):
    sheet = reader.open(on="2023-11-14", frame="-13,9.5,7.5,26")
    assert "AdrarTigharghar" not in [name for name, *_ in sheet.page.evaluate(STANDING)["grounds"]]
    sheet.page.locator('[data-zoom="home"]').click()
    assert "AdrarTigharghar" in [name for name, *_ in sheet.rest().page.evaluate(STANDING)["grounds"]]


PARALLELS = """() => {
  const gd = document.querySelector('#map .js-plotly-plot');
  const ground = gd.querySelector('.nsewdrag').getBoundingClientRect();
  const isSeen = (node) => getComputedStyle(node).display !== 'none' && /° N$/.test(node.textContent);
  const seen = [...gd.querySelectorAll('.own text')].filter(isSeen);
  return seen.map((node) => node.getBoundingClientRect().left - ground.left);
}"""


def test_parallels_are_named_at_the_edge_of_the_ground_after_a_zoom_too(reader):
    sheet = reader.open(on="2023-11-14")
    sheet.page.locator('[data-zoom="0.6"]').click()
    named = sheet.rest().page.evaluate(PARALLELS)
    assert named
    assert all(0 <= left <= 10 for left in named)
