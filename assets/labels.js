/* After every zoom: place names that do not collide, a scale bar of a round length, and the zoom buttons.
   All of it is set in the nodes that Plotly has drawn and written into the figure, as the painter does: to let Plotly
   do it means to draw the whole map twice more. */
(() => {
  const mali = (window.mali ??= {});
  const SPOTS = ["middle right", "middle left", "top center", "bottom center", "top right", "bottom right", "top left", "bottom left"];
  const KM_A_DEGREE = 111.195;
  const TRUE_AT = Math.cos((18.5 * Math.PI) / 180);
  const ROUND = [1, 2, 5, 10, 20, 50, 100, 200, 500];
  const PITCH = 1.3; // height of a line in its type size
  const RAISED = 0.1; // how far the middle of its letters lies above that of a line, in its type size
  const LONGEST_BAR = 130; // pixels
  const UNSAID = "\u00a0"; // a text that Plotly draws, and nobody sees
  const BORDER = 1.5; // pixels between a note and its ground
  const TOWARDS = { left: -1, right: 1, top: -1, bottom: 1 };
  const ANCHOR = { "-1": "end", 0: "middle", 1: "start" };
  const widths = new Map();
  let followed = [];
  const pen = document.createElement("canvas").getContext("2d");

  const boxes = (x, y, gap, width, height) => ({
    "middle right": [x + gap, y - height / 2],
    "middle left": [x - gap - width, y - height / 2],
    "top center": [x - width / 2, y - gap - height],
    "bottom center": [x - width / 2, y + gap],
    "top right": [x + gap, y - gap - height],
    "bottom right": [x + gap, y + gap],
    "top left": [x - gap - width, y - gap - height],
    "bottom left": [x - gap - width, y + gap],
  });

  /* How far Plotly holds a text off a marker of some size. */
  const gap = (size) => size / 1.6 + 1;

  const meet = (a, b) => a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];

  /* Give every name the first spot where it touches nothing placed before it; a name without one is left out. */
  const declutter = (painter, view) => {
    const { graph: gd, meta } = painter;
    const labels = gd.data[meta.labels];
    const taken = meta.point_places.map((_, index) => {
      if (!painter.isShown(index)) return null;
      const [x, y] = painter.pixels(index, view);
      return [x - 6, y - 6, 12, 12];
    }).filter(Boolean);
    taken.push(...fixed(gd, view));
    const isFree = (box) => box[0] > 0 && box[1] > 0 && box[0] + box[2] < view.box.width && box[1] + box[3] < view.box.height && !taken.some((other) => meet(box, other));
    const grounds = groundNames(painter, view).filter(({ box }) => isFree(box));
    const order = labels.customdata.map((_, index) => index).sort((a, b) => labels.customdata[a][1] - labels.customdata[b][1]);
    const said = labels.customdata.map(() => UNSAID);
    const spots = labels.customdata.map(() => SPOTS[0]);
    for (const index of order) {
      if (!painter.layerIsOn("places")) break;
      const [name] = labels.customdata[index];
      const size = labels.textfont.size[index];
      const [width, height] = [widthOf(name, size, labels.textfont.weight[index]), size * PITCH];
      const x = ((labels.x[index] - view.x[0]) / (view.x[1] - view.x[0])) * view.box.width;
      const y = ((view.y[1] - labels.y[index]) / (view.y[1] - view.y[0])) * view.box.height;
      if (x < 0 || y < 0 || x > view.box.width || y > view.box.height) continue;
      const candidates = boxes(x, y, gap(labels.marker.size[index]), width, height);
      const boxAt = (spot_) => [...candidates[spot_], width, height];
      const free = SPOTS.filter((spot_) => isFree(boxAt(spot_)));
      const spot = free.find((spot_) => !grounds.some(({ box }) => meet(box, boxAt(spot_)))) ?? free[0];
      if (!spot) continue;
      said[index] = name;
      spots[index] = spot;
      taken.push(boxAt(spot));
    }
    const kept = grounds.filter(({ box }) => isFree(box));
    taken.push(...kept.map(({ box }) => box));
    const degrees = [];
    for (const one of [...degreeNames(painter, view, 1), ...degreeNames(painter, view, 0)]) {
      if (!isFree(one.box)) continue;
      degrees.push(one);
      taken.push(one.box);
    }
    return { said, spots, grounds: kept, degrees };
  };

  /* The names of countries, regions and the massif that are drawn, and the room of each. */
  const groundNames = ({ graph: gd, meta }, view) =>
    meta.ground_names.flatMap((number) => {
      const { visible, x, y, text, textfont } = gd.data[number];
      if (visible === false) return [];
      return [...text].map((said, index) => {
        const lines = said.split("<br>");
        const width = Math.max(...lines.map((line) => widthOf(line, textfont.size, textfont.weight)));
        const height = lines.length * textfont.size * PITCH;
        const above = height / 2 + textfont.size * RAISED;
        const [across, down] = [(x[index] - view.x[0]) / (view.x[1] - view.x[0]), (view.y[1] - y[index]) / (view.y[1] - view.y[0])];
        return { number, index, box: [across * view.box.width - width / 2, down * view.box.height - above, width, height] };
      });
    });

  /* What meridians (0) or parallels (1) are called, along the lower edge or the left one, and the room of each. */
  const degreeNames = ({ graph: gd }, view, axis) => {
    const { tickvals, ticktext, tickfont, ticklabelshift: aside } = axis ? gd.layout.yaxis : gd.layout.xaxis;
    const { box } = view;
    const height = tickfont.size * PITCH + 4;
    return tickvals.map((degree, index) => {
      const width = widthOf(ticktext[index], tickfont.size, 400) + 4;
      const [x, y] = [((degree - view.x[0]) / (view.x[1] - view.x[0])) * box.width, ((view.y[1] - degree) / (view.y[1] - view.y[0])) * box.height];
      return { said: ticktext[index], box: axis ? [1, y + aside - height / 2, width, height] : [x + aside - width / 2, box.height - height - 1, width, height] };
    });
  };

  const writeDegrees = ({ graph: gd }, { degrees }) => {
    const free = new Set(degrees.map(({ said }) => said));
    for (const node of gd.querySelectorAll(".xtick text, .ytick text, .own text")) mali.reveal(node, free.has(node.textContent));
  };

  /* Those that touch a name or the edge are put away until Plotly draws them anew. */
  const writeGrounds = ({ graph: gd, meta }, { grounds }) => {
    for (const number of meta.ground_names) {
      const nodes = gd.querySelectorAll(`.trace${CSS.escape(gd.data[number].uid)} g.textpoint`);
      nodes.forEach((node, index) => mali.reveal(node, grounds.some((one) => one.number === number && one.index === index)));
    }
  };

  /* How wide a name is drawn. Measured once in the font it is drawn in. */
  const widthOf = (name, size, weight) => {
    const font = `${weight} ${size}px "Source Sans 3"`;
    const key = `${font} ${name}`;
    if (!widths.has(key)) {
      pen.font = font;
      widths.set(key, pen.measureText(name).width + 4);
    }
    return widths.get(key);
  };

  /* Names at their spots. Plotly draws none that is empty, and where it has left one out it must draw them all anew. */
  const writeNames = ({ graph: gd, meta }, { said, spots }) => {
    const labels = gd.data[meta.labels];
    const nodes = [...gd.querySelectorAll(`.trace${CSS.escape(labels.uid)} g.textpoint`)];
    if (nodes.length !== said.length) {
      window.Plotly.restyle(gd, { text: [said], textposition: [spots] }, [meta.labels]);
      return;
    }
    Object.assign(labels, { text: said, textposition: spots });
    nodes.forEach((node, index) => {
      const [up, aside] = spots[index].split(" ");
      const away = gap(labels.marker.size[index]);
      const size = labels.textfont.size[index];
      const [right, down] = [TOWARDS[aside] ?? 0, TOWARDS[up] ?? 0];
      node.setAttribute("transform", `translate(${right * away},${size * (0.25 + down / 2) + down * away})`);
      if (!node.firstChild) return; // Plotly draws no text where there was none
      node.firstChild.setAttribute("text-anchor", ANCHOR[right]);
      node.firstChild.textContent = said[index];
    });
  };

  /* The north arrow, the scale and the zoom buttons keep their room. */
  const fixed = (gd, { box }) => {
    return [
      [box.width - 40, 6, 36, 50],
      [box.width - 160, box.height - 36, 156, 34],
      ...inset(gd, box),
      ...buttons(box),
    ];
  };

  const buttons = (box) =>
    [...document.querySelectorAll(".zooms")].map((node) => {
      const { left, top, width, height } = node.getBoundingClientRect();
      return [left - box.left, top - box.top, width, height];
    });

  const inset = (gd, box) => {
    const { locator } = gd.layout.meta;
    if (!locator) return [];
    const [left, bottom, width, height] = locator.box;
    return [[left, box.height - bottom - height, width, height]];
  };

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
  const scale = (view) => {
    const pixelsAKm = view.box.width / ((view.x[1] - view.x[0]) * KM_A_DEGREE * TRUE_AT);
    const km = ROUND.findLast((length) => length * pixelsAKm <= LONGEST_BAR) ?? ROUND[0];
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

  /* What Plotly has drawn anew is set again; worked out again only where the view is another. */
  const settle = (one) => {
    const { graph } = one.painter;
    if (!graph.querySelector(".nsewdrag")) return; // another page has come meanwhile
    const view = one.painter.frame();
    const key = JSON.stringify([view.box.width, view.box.height, view.x, view.y]);
    if (!view.box.width) return;
    if (key !== one.last) {
      one.last = key;
      one.names = declutter(one.painter, view);
    }
    const { bar, said } = scale(view);
    writeLine(graph, "scale-bar", bar);
    writeCaption(graph, said);
    writeLine(graph, "locator-frame", locate(graph, view));
    yieldToLegend(graph);
    writeNames(one.painter, one.names);
    writeGrounds(one.painter, one.names);
    writeDegrees(one.painter, one.names);
  };

  const zoom = (event) => {
    const button = event.target.closest?.("[data-zoom]");
    if (!button || !followed.length) return;
    if (button.dataset.zoom === "home") {
      mali.frame.home();
      return;
    }
    const painter = mali.map.shown;
    const { x, y } = painter.frame();
    const factor = Number(button.dataset.zoom);
    const about = ([low, high]) => [(low + high) / 2 - ((high - low) * factor) / 2, (low + high) / 2 + ((high - low) * factor) / 2];
    painter.look({ "xaxis.range": about(x), "yaxis.range": about(y) });
  };

  document.addEventListener("click", zoom);

  /* Tend the names and the scale of a figure. */
  const follow = (painter) => {
    const one = { painter, last: "", names: null };
    const again = () => followed.includes(one) && settle(one);
    painter.graph.on("plotly_afterplot", again);
    document.fonts?.ready.then(() => {
      widths.clear();
      one.last = "";
      again();
    });
    settle(one);
    return one;
  };

  mali.labels = {
    /* Tend these figures, and no longer those of the page before. */
    begin(painters) {
      followed = [];
      followed = painters.map(follow);
    },
    yieldToLegend,
    again() {
      for (const one of followed) one.last = "";
    },
    /* Another view of a figure that was not drawn anew. */
    settle(painter) {
      for (const one of followed) if (one.painter === painter) settle(one);
    },
  };
})();
