/* After every zoom: place names that do not collide, a scale bar of a round length, and the zoom buttons. */
(() => {
  const mali = (window.mali ??= {});
  const SPOTS = ["middle right", "middle left", "top center", "bottom center", "top right", "bottom right", "top left", "bottom left"];
  const KM_A_DEGREE = 111.195;
  const TRUE_AT = Math.cos((18.5 * Math.PI) / 180);
  const ROUND = [1, 2, 5, 10, 20, 50, 100, 200, 500];
  const LONGEST_BAR = 130; // pixels
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

  const meet = (a, b) => a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];

  /* Give every name the first spot where it touches nothing placed before it; a name without one is left out. */
  const declutter = (painter) => {
    const { graph: gd, meta } = painter;
    const labels = gd.data[meta.labels];
    const view = painter.frame();
    const taken = meta.point_places.map((_, index) => {
      if (!painter.isShown(index)) return null;
      const [x, y] = painter.pixels(index, view);
      return [x - 6, y - 6, 12, 12];
    }).filter(Boolean);
    taken.push(...fixed(gd, view));
    const order = labels.customdata.map((_, index) => index).sort((a, b) => labels.customdata[a][1] - labels.customdata[b][1]);
    const said = labels.customdata.map(() => "");
    const spots = labels.customdata.map(() => SPOTS[0]);
    for (const index of order) {
      if (!painter.layerIsOn("places")) break;
      const [name] = labels.customdata[index];
      const size = labels.textfont.size[index];
      pen.font = `${labels.textfont.weight[index]} ${size}px "Source Sans 3"`;
      const [width, height] = [pen.measureText(name).width + 4, size * 1.3];
      const x = ((labels.x[index] - view.x[0]) / (view.x[1] - view.x[0])) * view.box.width;
      const y = ((view.y[1] - labels.y[index]) / (view.y[1] - view.y[0])) * view.box.height;
      if (x < 0 || y < 0 || x > view.box.width || y > view.box.height) continue;
      const candidates = boxes(x, y, labels.marker.size[index] / 1.6 + 1, width, height); // as far as Plotly holds text off
      const spot = SPOTS.find((name_) => {
        const box = [...candidates[name_], width, height];
        return box[0] > 0 && box[1] > 0 && box[0] + width < view.box.width && box[1] + height < view.box.height && !taken.some((other) => meet(box, other));
      });
      if (!spot) continue;
      said[index] = name;
      spots[index] = spot;
      taken.push([...candidates[spot], width, height]);
    }
    window.Plotly.restyle(gd, { text: [said], textposition: [spots] }, [meta.labels]);
  };

  /* The legend, the north arrow and the scale keep their room. */
  const fixed = (gd, { box }) => {
    const panel = gd.layout.shapes.find((shape) => shape.name === "legend-panel");
    return [
      panel.visible === false ? [0, 0, 0, 0] : [panel.x0, 10, panel.x1 - panel.x0, -panel.y0],
      [box.width - 40, 6, 36, 50],
      [box.width - 160, box.height - 36, 156, 34],
      ...inset(gd, box),
    ];
  };

  const inset = (gd, box) => {
    const { locator } = gd.layout.meta;
    if (!locator) return [];
    const [left, bottom, width, height] = locator.box;
    return [[left, box.height - bottom - height, width, height]];
  };

  /* The locator's frame round the ground that is seen now. */
  const locate = (gd, view) => {
    const { locator } = gd.layout.meta;
    const frame = gd.layout.shapes.findIndex((shape) => shape.name === "locator-frame");
    if (!locator || frame < 0) return {};
    const [west, south, east, north] = locator.bounds;
    const within = (value, low, high) => Math.max(low, Math.min(high, value));
    const across = view.x.map((lon) => locator.zero[0] + within(lon, west, east) * locator.degree[0]);
    const up = view.y.map((lat) => locator.zero[1] + within(lat, south, north) * locator.degree[1]);
    const path = `M ${across[0]} ${up[0]} L ${across[1]} ${up[0]} L ${across[1]} ${up[1]} L ${across[0]} ${up[1]} Z`;
    return { [`shapes[${frame}].path`]: path };
  };

  const scale = (painter) => {
    const gd = painter.graph;
    const view = painter.frame();
    const pixelsAKm = view.box.width / ((view.x[1] - view.x[0]) * KM_A_DEGREE * TRUE_AT);
    const km = ROUND.findLast((length) => length * pixelsAKm <= LONGEST_BAR) ?? ROUND[0];
    const left = -16 - km * pixelsAKm;
    const bar = gd.layout.shapes.findIndex((shape) => shape.name === "scale-bar");
    const note = gd.layout.annotations.findIndex((annotation) => annotation.name === "scale");
    window.Plotly.relayout(gd, {
      [`shapes[${bar}].path`]: `M ${left} 15 L ${left} 10 L -16 10 L -16 15`,
      [`annotations[${note}].text`]: `${km} km`,
      ...locate(gd, view),
    });
  };

  const settle = (one) => {
    if (!one.painter.graph.querySelector(".nsewdrag")) return; // another page has come meanwhile
    const view = one.painter.frame();
    const key = JSON.stringify([view.box.width, view.box.height, view.x, view.y]);
    if (key === one.last || !view.box.width) return;
    one.last = key;
    declutter(one.painter);
    scale(one.painter);
  };

  const zoom = (event) => {
    const button = event.target.closest?.("[data-zoom]");
    if (!button || !followed.length) return;
    if (button.dataset.zoom === "home") {
      mali.frame.home();
      return;
    }
    const painter = mali.map.shown;
    const gd = painter.graph;
    const { x, y } = painter.frame();
    const factor = Number(button.dataset.zoom);
    const about = ([low, high]) => [(low + high) / 2 - ((high - low) * factor) / 2, (low + high) / 2 + ((high - low) * factor) / 2];
    window.Plotly.relayout(gd, { "xaxis.range": about(x), "yaxis.range": about(y) });
  };

  document.addEventListener("click", zoom);

  /* Tend the names and the scale of a figure. */
  const follow = (painter) => {
    const one = { painter, last: "" };
    let timer = null;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => followed.includes(one) && settle(one), 60);
    };
    painter.graph.on("plotly_afterplot", later);
    document.fonts?.ready.then(() => {
      one.last = "";
      settle(one);
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
    again() {
      for (const one of followed) one.last = "";
    },
  };
})();
