/* The scale bar of a map and the frame in its locator, set after every zoom in the nodes that Plotly has drawn. */
(() => {
  const mali = (window.mali ??= {});
  const LONGEST_BAR = 130; // pixels
  const BORDER = 1.5; // pixels between a note and its ground

  /* How much of a degree of latitude one of longitude takes. */
  const squeeze = ({ scale: { trueAt } }) => Math.cos((trueAt * Math.PI) / 180);

  /* The locator's frame round the ground that is seen now. */
  const locate = (gd, view) => {
    const { locator } = gd.layout.meta;
    if (!locator) return null;
    const [west, south, east, north] = locator.bounds;
    const within = (value, low, high) => Math.max(low, Math.min(high, value));
    const across = view.x.map((lon) => locator.zero[0] + within(lon, west, east) * locator.degree[0]);
    const up = view.y.map((lat) => locator.zero[1] + within(lat, south, north) * locator.degree[1]);
    return [[across[0], up[0]], [across[1], up[0]], [across[1], up[1]], [across[0], up[1]], null];
  };

  /* In a low window a long legend reaches down to the locator, which then gives way. */
  const yieldToLegend = (gd) => {
    const { locator } = gd.layout.meta;
    if (!locator) return;
    const lowest = Math.min(0, ...gd.layout.shapes.filter(({ name, opacity }) => name.startsWith("swatch-") && opacity).map(({ y0 }) => y0));
    const isFree = gd._fullLayout._size.h + lowest > locator.box[1] + locator.box[3];
    gd.layout.shapes.forEach(({ name }, index) => {
      if (name.startsWith("locator-")) for (const node of gd.querySelectorAll(`.shapelayer [data-index="${index}"]`)) mali.reveal(node, isFree);
    });
  };

  /* The longest bar of a round length, and the length in words. */
  const scale = (meta, view) => {
    const { kmOfDegree, lengths } = meta.scale;
    const pixelsAKm = view.box.width / ((view.x[1] - view.x[0]) * kmOfDegree * squeeze(meta));
    const km = lengths.findLast((length) => length * pixelsAKm <= LONGEST_BAR) ?? lengths[0];
    const left = -16 - km * pixelsAKm;
    return { bar: [[left, 15], [left, 10], [-16, 10], [-16, 15]], said: `${km} km` };
  };

  /* A line through points in pixels right of and above a shape's anchor; null closes it. */
  const writeLine = (gd, name, points) => {
    const index = gd.layout.shapes.findIndex((shape) => shape.name === name);
    const shape = gd.layout.shapes[index];
    const node = gd.querySelector(`.shapelayer path[data-index="${index}"]`);
    if (!points || !node) return;
    const { l, t, w, h } = gd._fullLayout._size;
    const [x0, y0] = [l + w * shape.xanchor, t + h * (1 - shape.yanchor)];
    const path = (place) => points.map((point, number) => (point ? `${number ? "L" : "M"} ${place(point)}` : "Z")).join(" ");
    shape.path = path(([x, y]) => `${x} ${y}`);
    node.setAttribute("d", path(([x, y]) => `${x0 + x} ${y0 - y}`));
  };

  /* The caption of the scale, held by its right end. */
  const writeCaption = (gd, said) => {
    const index = gd.layout.annotations.findIndex((annotation) => annotation.name === "scale");
    const node = gd.querySelector(`.annotation[data-index="${index}"] text.annotation-text`);
    gd.layout.annotations[index].text = said;
    if (!node) return;
    const { x, width } = node.parentNode.querySelector("rect.bg");
    node.setAttribute("text-anchor", "end");
    node.setAttribute("x", x.baseVal.value + width.baseVal.value - BORDER);
    node.textContent = said;
  };

  mali.scale = {
    write(gd, view) {
      const { bar, said } = scale(gd.layout.meta, view);
      writeLine(gd, "scale-bar", bar);
      writeCaption(gd, said);
      writeLine(gd, "locator-frame", locate(gd, view));
      yieldToLegend(gd);
    },
    yieldToLegend,
    squeeze,
  };
})();
