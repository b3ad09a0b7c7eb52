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
    const names = [...root.querySelectorAll('.tracelabels g.textpoint')].map((node) => {
      const text = node.firstChild;
      return [text.textContent, text.getAttribute('text-anchor'), numbers(node.getAttribute('transform'))];
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


def test_a_pan_ends_with_one_drawing(reader):
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
    sheet.rest().page.wait_for_timeout(500)
    assert sheet.page.evaluate("() => window.drawings") == 1
